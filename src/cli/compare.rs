//! `clausewright compare OLD [NEW] [-o OUT] [--to text|json|md|html|pdf|docx]`

mod operand;
mod returned;
mod states;

use super::{Outcome, Streams};
use crate::document::marked::Revision;
use crate::redline::Redline;
use crate::session::comparison::{ComparisonFormat as Format, written};
use crate::store::{RealFs, write_export};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use operand::Operand;
use returned::Reply;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0 nothing differs, 1 something differs, 2 could not run.\n\n\
    OLD and NEW are each one of:\n  \
    FILE          a draft, or a PDF or Word file that Clausewright exported with its draft\n  \
    FILE@STATE    an earlier save of a draft: its number in `compare FILE --history`, a day (agreed.ron@2026-11-20, \
    its last save on or before that day), or the first letters of its hash\n  \
    FORM          a form of agreement by its id, as a new draft begins it\n  \
    TEMPLATE      a template file\n\n\
    NEW can also be a Word file that was exported from OLD and came back: then what was changed in it is told, clause by \
    clause.\n\n\
    With OLD alone, the draft is compared with its last save that was different.")]
pub struct Args {
    /// What was agreed before.
    old: String,
    /// What is proposed now.
    new: Option<String>,
    /// List the earlier saves of OLD, and stop.
    #[arg(long, conflicts_with_all = ["new", "output", "to"])]
    history: bool,
    /// The file to write; an existing one is replaced. Without it the comparison is printed.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format; without it the ending of OUT decides.
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Who is named beside each tracked change of a Word file.
    #[arg(long, value_name = "NAME", default_value = "Clausewright")]
    author: String,
    /// When the tracked changes of a Word file were made, such as 2026-11-20; without it, the date of the new text.
    #[arg(long, value_name = "DATE")]
    date: Option<NaiveDate>,
    /// Take the text of OLD from this template file, for example one of an earlier version.
    #[arg(long, value_name = "TEMPLATE")]
    old_form: Option<PathBuf>,
    /// Take the text of NEW from this template file.
    #[arg(long, value_name = "TEMPLATE")]
    new_form: Option<PathBuf>,
}

/// The names of the formats, as `--to` takes them.
const FORMATS: [(Format, &str); 6] = [
    (Format::Text, "text"),
    (Format::Json, "json"),
    (Format::Markdown, "md"),
    (Format::Html, "html"),
    (Format::Pdf, "pdf"),
    (Format::Docx, "docx"),
];

fn named(name: &str) -> Option<Format> {
    let known = FORMATS.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    known.map(|(format, _)| *format).or_else(|| Format::of_ending(name))
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    if args.history {
        return states::list(Path::new(&args.old), streams);
    }
    let format = format(args)?;
    let (old_form, new_form) = (args.old_form.as_deref(), args.new_form.as_deref());
    if let Some(new) = args.new.as_deref().map(Path::new).filter(|new| returned::is_word(new)) {
        return reply(args, new, format, streams);
    }
    let (old, new) = match &args.new {
        Some(new) => (operand::read(&args.old, old_form)?, operand::read(new, new_form)?),
        None => states::before(Path::new(&args.old), old_form, new_form)?,
    };
    if args.output.is_none() && matches!(format, Format::Pdf | Format::Docx) {
        bail!("a PDF or Word file is no text to be printed here; name its file with -o");
    }
    let redline = Redline::of(old.version(), new.version());
    let bytes = written(&redline, format, &revision(&redline, args)).map_err(anyhow::Error::msg)?;
    match &args.output {
        None => streams.out.write_all(&bytes)?,
        Some(path) => {
            if write_export(&RealFs, path, &bytes)?.other_names > 0 {
                let file = path.display();
                writeln!(
                    streams.err,
                    "clausewright: {file} had other names (hard links); they keep the earlier comparison"
                )?;
            }
        }
    }
    Ok(if redline.is_same() { Outcome::Fine } else { Outcome::Findings })
}

/// What came back in a Word file that was exported from OLD.
fn reply(args: &Args, file: &Path, format: Format, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let old = operand::read(&args.old, args.old_form.as_deref())?;
    let reply = Reply::read(&old, file, args.new_form.as_deref())?;
    let text = match format {
        Format::Text => reply.to_text(),
        Format::Json => reply.to_json()?,
        _ => bail!("what came back in a Word file is told as text or json; use --to"),
    };
    reply.warn(&args.old, streams)?;
    match &args.output {
        None => streams.out.write_all(text.as_bytes())?,
        Some(path) => {
            write_export(&RealFs, path, text.as_bytes())?;
        }
    }
    Ok(reply.outcome())
}

/// Who made the changes, and when: as told, or else this program at the date of the new text.
fn revision(redline: &Redline, args: &Args) -> Revision {
    let date = args.date.map(|day| day.to_string()).or_else(|| redline.new.date.clone());
    let date = date.unwrap_or_else(|| "1970-01-01".to_owned());
    Revision { author: args.author.clone(), date: format!("{date}T00:00:00Z") }
}

fn format(args: &Args) -> anyhow::Result<Format> {
    let known = || FORMATS.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
    if let Some(name) = &args.to {
        let format = named(name);
        return format
            .with_context(|| format!("there is no format “{name}” of comparisons; there are {}", known()));
    }
    let Some(output) = &args.output else { return Ok(Format::Text) };
    let ending = output.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    match named(&ending) {
        Some(format) => Ok(format),
        None => bail!(
            "the ending of {} does not name a format; add one of {} or use --to",
            output.display(),
            known()
        ),
    }
}

impl Operand {
    fn version(&self) -> crate::redline::Version<'_> {
        crate::redline::Version { name: &self.name, draft: &self.draft, form: &self.form }
    }
}
