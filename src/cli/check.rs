//! `clausewright check FILE... [--format text|json|sarif] [--release]`

use super::files::open;
use super::{Outcome, Streams};
use crate::check::{self, Finding, Severity};
use crate::session::derive;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The drafts.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Apply also the rules that only a final text must meet.
    #[arg(long)]
    release: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let mut reports = Vec::new();
    let mut unreadable = 0;
    for file in &args.files {
        match open(file) {
            Ok(opened) => reports
                .push((file.display().to_string(), derive(&opened.draft, &opened.form, args.release).1)),
            Err(problem) => {
                unreadable += 1;
                writeln!(streams.err, "clausewright: {problem:#}")?;
            }
        }
    }
    let text = match args.format {
        Format::Text => check::to_text(&reports),
        Format::Json => check::to_json(&reports),
        Format::Sarif => check::to_sarif(&reports),
    };
    streams.out.write_all(text.as_bytes())?;
    if unreadable > 0 {
        anyhow::bail!("{unreadable} of {} files could not be checked", args.files.len());
    }
    let open = |f: &Finding| f.waived.is_none() && f.severity != Severity::Hint;
    let any = reports.iter().any(|(_, findings)| findings.iter().any(open));
    Ok(if any { Outcome::Findings } else { Outcome::Fine })
}
