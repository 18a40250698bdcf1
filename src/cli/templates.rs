//! `clausewright templates [--json]`

use super::{Outcome, Streams};
use crate::template;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let forms = template::library();
    if args.json {
        let list: Vec<_> = forms
            .iter()
            .map(|form| {
                let t = form.template();
                serde_json::json!({
                    "id": t.id, "version": t.version, "title": t.title, "summary": t.summary,
                    "kind": t.kind, "language": t.language,
                })
            })
            .collect();
        writeln!(
            streams.out,
            "{}",
            serde_json::to_string_pretty(&serde_json::json!({ "templates": list }))?
        )?;
        return Ok(Outcome::Fine);
    }
    for form in forms {
        let t = form.template();
        writeln!(streams.out, "{:24} {} ({}, version {})", t.id, t.title, t.kind.label(), t.version)?;
        writeln!(streams.out, "{:24} {}", "", t.summary)?;
    }
    Ok(Outcome::Fine)
}
