//! `clausewright check FILE... [--format text|json|sarif] [--release] [--profile KIND] [--openslo] [--hints]
//! [--coverage]`

use super::files::open;
use super::{Outcome, Streams};
use crate::check::{self, Checks, FileReport, Finding, Hints, SetAside, Severity};
use crate::draft::Profile;
use crate::session::derive_as;
use crate::value::Leaf;
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
    /// Apply the rules for this kind of business instead of the draft's own: cloud, managed-service, network,
    /// public-sector, staffing or corporate.
    #[arg(long, value_parser = profile)]
    profile: Option<Profile>,
    /// Count the limits of OpenSLO in full, as before an export to that format.
    #[arg(long)]
    openslo: bool,
    /// List the hints too, which the text otherwise only counts.
    #[arg(long)]
    hints: bool,
    /// Show also which parts recognised standards ask for, and whether the draft has them.
    #[arg(long)]
    coverage: bool,
}

fn profile(text: &str) -> Result<Profile, String> {
    <Profile as Leaf>::parse(text).map_err(|e| e.to_string())
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let checks = Checks { release: args.release, openslo: args.openslo, profile: args.profile };
    if args.coverage && matches!(args.format, Format::Sarif) {
        anyhow::bail!("SARIF has no place for the coverage: ask for it with --format text or --format json");
    }
    let mut reports = Vec::new();
    let mut unreadable = 0;
    for file in &args.files {
        match open(file) {
            Ok(opened) => {
                let (document, findings) = derive_as(&opened.draft, &opened.form, checks);
                let coverage = || check::coverage(&opened.draft, opened.form.template(), &document);
                reports.push(FileReport {
                    file: file.display().to_string(),
                    findings,
                    set_aside: SetAside::all(&opened.draft),
                    coverage: args.coverage.then(coverage),
                });
            }
            Err(problem) => {
                unreadable += 1;
                writeln!(streams.err, "clausewright: {problem:#}")?;
            }
        }
    }
    let text = match args.format {
        Format::Text => check::to_text(&reports, if args.hints { Hints::Listed } else { Hints::Counted }),
        Format::Json => check::to_json(&reports),
        Format::Sarif => check::to_sarif(&reports),
    };
    streams.out.write_all(text.as_bytes())?;
    if unreadable > 0 {
        anyhow::bail!("{unreadable} of {} files could not be checked", args.files.len());
    }
    let open = |f: &Finding| f.waived.is_none() && f.severity != Severity::Hint;
    let any = reports.iter().any(|report| report.findings.iter().any(open));
    Ok(if any { Outcome::Findings } else { Outcome::Fine })
}
