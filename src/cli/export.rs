//! `clausewright export FILE -o OUT [--to FORMAT] [--draft] [--without-source]`

use super::{Outcome, Streams, files};
use crate::agreement::Agreement;
use crate::check::Severity;
use crate::export::{ExportOptions, Format, export, json, openslo};
use crate::session::derive;
use crate::store::{RealFs, write_export};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The draft.
    #[arg(required_unless_present = "json_schema")]
    file: Option<PathBuf>,
    /// The document to write; an existing one is replaced.
    #[arg(short, long, value_name = "OUT", required_unless_present = "json_schema")]
    output: Option<PathBuf>,
    /// The format; without it the ending of OUT decides.
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Export in spite of open errors, with a draft mark on every page.
    #[arg(long)]
    draft: bool,
    /// Leave the draft out of the PDF or Word file, for readers who should not edit it.
    #[arg(long)]
    without_source: bool,
    /// Print the JSON Schema of JSON exports instead.
    #[arg(long, exclusive = true)]
    json_schema: bool,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let (Some(file), Some(output)) = (&args.file, &args.output) else {
        write!(streams.out, "{}", json::schema())?;
        return Ok(Outcome::Fine);
    };
    let format = format(args.to.as_deref(), output)?;
    let opened = files::open(file)?;
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
    if format == Format::OpenSlo {
        say_left_out(&opened.draft.agreement, streams)?;
    }
    let bytes = export(&opened.draft, &document, format, &options)?;
    if write_export(&RealFs, output, &bytes)?.other_names > 0 {
        let file = output.display();
        writeln!(
            streams.err,
            "clausewright: {file} had other names (hard links); they keep the earlier export"
        )?;
    }
    Ok(Outcome::Fine)
}

/// The metrics that are not in the file, and why.
fn say_left_out(agreement: &Agreement, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    let left_out = openslo::left_out(agreement);
    for reason in left_out.iter().flat_map(|metric| &metric.reasons) {
        writeln!(streams.err, "{}: {}. {} [{}]", reason.path, reason.message, reason.hint, reason.code)?;
    }
    let all = agreement.metrics.len();
    match left_out.len() {
        0 => {}
        1 => writeln!(
            streams.err,
            "clausewright: one of {all} metrics is not in the file, for the reason above"
        )?,
        n => writeln!(
            streams.err,
            "clausewright: {n} of {all} metrics are not in the file, for the reasons above"
        )?,
    }
    Ok(())
}

fn count(errors: usize) -> String {
    if errors == 1 { "one error".to_owned() } else { format!("{errors} errors") }
}

/// As asked for, else as the ending of the file says.
fn format(to: Option<&str>, output: &Path) -> anyhow::Result<Format> {
    let known = || Format::ALL.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    if let Some(name) = to {
        return Format::named(name)
            .with_context(|| format!("there is no export format “{name}”; there are {}", known()));
    }
    let ending = output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match Format::of_ending(&ending) {
        Some(format) => Ok(format),
        None => bail!(
            "the ending of {} does not name a format; add one of {} or use --to",
            output.display(),
            known()
        ),
    }
}
