//! `clausewright explain [CODE] [--format text|json|md]`

use super::{Outcome, Streams};
use crate::check;
use anyhow::Context;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule's code, for example C01; every rule when left out.
    code: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Md,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let rules =
        match &args.code {
            None => check::rules(),
            Some(code) => std::slice::from_ref(check::explain(code).with_context(|| {
                format!("there is no rule “{code}”; `clausewright explain` lists them all")
            })?),
        };
    let text = match args.format {
        Format::Text => check::explain_text(rules),
        Format::Json => check::explain_json(rules),
        Format::Md => check::explain_md(rules),
    };
    streams.out.write_all(text.as_bytes())?;
    Ok(Outcome::Fine)
}
