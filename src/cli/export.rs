//! `clausewright export FILE -o OUT [--to FORMAT] [--draft] [--without-source]`

use super::{Outcome, Streams, files};
use crate::check::Severity;
use crate::export::{ExportOptions, Format, export};
use crate::session::derive;
use crate::store::{RealFs, write_export};
use anyhow::{Context, bail};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The draft.
    file: PathBuf,
    /// The document to write; an existing one is replaced.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// The format; without it the ending of OUT decides.
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Export in spite of open errors, with a draft mark on every page.
    #[arg(long)]
    draft: bool,
    /// Leave the draft out of the PDF, for readers who should not edit it.
    #[arg(long)]
    without_source: bool,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    let opened = files::open(&args.file)?;
    let (document, findings) = derive(&opened.draft, &opened.form, false);
    let open: Vec<_> =
        findings.iter().filter(|f| f.waived.is_none() && f.severity == Severity::Error).collect();
    if !open.is_empty() && !args.draft {
        for finding in &open {
            writeln!(streams.err, "{}: {} [{}]", finding.path, finding.message, finding.code)?;
        }
        writeln!(
            streams.err,
            "clausewright: not exported, {} to mend first; use --draft for an export marked as a draft",
            count(open.len())
        )?;
        return Ok(Outcome::Findings);
    }
    let options = ExportOptions {
        open_problems: args.draft.then_some(open.len()),
        source: (!args.without_source).then_some(opened.bytes),
    };
    let bytes = export(&document, format, &options)?;
    if write_export(&RealFs, &args.output, &bytes)?.other_names > 0 {
        let file = args.output.display();
        writeln!(
            streams.err,
            "clausewright: {file} had other names (hard links); they keep the earlier export"
        )?;
    }
    Ok(Outcome::Fine)
}

fn count(errors: usize) -> String {
    if errors == 1 { "one error".to_owned() } else { format!("{errors} errors") }
}

fn format(args: &Args) -> anyhow::Result<Format> {
    let known = || Format::ALL.iter().map(|f| f.ending()).collect::<Vec<_>>().join(", ");
    if let Some(name) = &args.to {
        return Format::of_ending(name)
            .with_context(|| format!("there is no export format “{name}”; there are {}", known()));
    }
    let ending = args.output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match Format::of_ending(&ending) {
        Some(format) => Ok(format),
        None => bail!(
            "the ending of {} does not name a format; add one of {} or use --to",
            args.output.display(),
            known()
        ),
    }
}
