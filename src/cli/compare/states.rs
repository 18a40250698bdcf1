//! The earlier saves of a draft, as the history keeps them.

use super::operand::{Operand, file_name, with_text};
use crate::cli::{Outcome, Streams};
use crate::draft::from_ron;
use crate::store::history::{self, Entry, Kept};
use crate::store::{Folders, OpenedDraft, RealFs, open_draft};
use anyhow::{Context, bail};
use chrono::{DateTime, Local, NaiveDate, TimeZone};
use std::path::Path;

/// The saves that lead to a file, newest first.
struct States {
    entries: Vec<Entry>,
    folders: Folders,
    file: OpenedDraft,
}

impl States {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let file = open_draft(&RealFs, path)?;
        let folders = Folders::find(None).context(
            "there is no place for a history: this user has no home folder. Name one in CLAUSEWRIGHT_HOME",
        )?;
        let listing = history::entries(&RealFs, &folders, &file.draft.id, Some(path))?;
        let own = listing.line(Some(path), Some(file.hash));
        let entries = listing.entries.into_iter().zip(own).filter(|(_, own)| *own).map(|(entry, _)| entry);
        Ok(Self { entries: entries.collect(), folders, file })
    }

    /// The save that a user names, with its number.
    fn find(&self, path: &Path, named: &str) -> anyhow::Result<(usize, &Entry)> {
        let list = format!("`clausewright compare {} --history` lists them", path.display());
        if self.entries.is_empty() {
            bail!("no earlier save of {} is kept: saves made in the editor are", path.display());
        }
        let numbered = || self.entries.iter().enumerate().map(|(at, entry)| (at + 1, entry));
        if let Some(number) = named.parse::<usize>().ok().filter(|_| named.len() <= 3) {
            let found = numbered().find(|(at, _)| *at == number);
            return found.with_context(|| {
                format!(
                    "there is no save {number} of {}; there are 1 to {}. {list}",
                    path.display(),
                    self.entries.len()
                )
            });
        }
        if let Ok(day) = named.parse::<NaiveDate>() {
            let found =
                numbered().find(|(_, entry)| when(entry).is_some_and(|time| time.date_naive() <= day));
            return found.with_context(|| {
                format!("no save of {} on or before {day} is kept. {list}", path.display())
            });
        }
        let alike: Vec<_> =
            numbered().filter(|(_, entry)| entry.hash.to_string().starts_with(named)).collect();
        match alike.as_slice() {
            [found, rest @ ..] if named.len() >= 4 && rest.iter().all(|(_, e)| e.hash == found.1.hash) => {
                Ok(*found)
            }
            _ => bail!(
                "“{named}” names no save of {}: give its number, a day such as 2026-11-20, or the first letters of its \
                 hash. {list}",
                path.display()
            ),
        }
    }

    fn operand(
        &self,
        path: &Path,
        (number, entry): (usize, &Entry),
        text: Option<&Path>,
    ) -> anyhow::Result<Operand> {
        let bytes = history::content(&RealFs, &self.folders, entry.hash)?;
        let draft = from_ron(&bytes).with_context(|| format!("save {number} of {}", path.display()))?;
        let name = format!("{}, save {number} of {}", file_name(path), moment(entry));
        with_text(name, draft, None, text)
    }
}

/// An earlier save of a file.
pub fn read(path: &Path, named: &str, text: Option<&Path>) -> anyhow::Result<Operand> {
    let states = States::of(path)?;
    states.operand(path, states.find(path, named)?, text)
}

/// The last save that holds something else than the file, and the file.
pub fn before(
    path: &Path,
    old_text: Option<&Path>,
    new_text: Option<&Path>,
) -> anyhow::Result<(Operand, Operand)> {
    let states = States::of(path)?;
    let numbered = states.entries.iter().enumerate().map(|(at, entry)| (at + 1, entry));
    let other = numbered.into_iter().find(|(_, entry)| entry.hash != states.file.hash);
    let other = other.with_context(|| {
        format!(
            "no earlier save of {} is kept that differs from it; name what to compare it with: clausewright compare \
             OLD NEW",
            path.display()
        )
    })?;
    let old = states.operand(path, other, old_text)?;
    let new = with_text(file_name(path), states.file.draft.clone(), None, new_text)?;
    Ok((old, new))
}

/// Prints the earlier saves of a file, newest first.
pub fn list(path: &Path, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let states = States::of(path)?;
    if states.entries.is_empty() {
        writeln!(
            streams.err,
            "clausewright: no earlier save of {} is kept: saves made in the editor are",
            path.display()
        )?;
    }
    for (at, entry) in states.entries.iter().enumerate() {
        let hash: String = entry.hash.to_string().chars().take(8).collect();
        let mut what = entry.changed.join(", ");
        if entry.more > 0 {
            what = format!("{what} and {} more", entry.more);
        }
        if entry.hash == states.file.hash {
            what = format!("as the file is now{}{what}", if what.is_empty() { "" } else { "; " });
        }
        writeln!(streams.out, "{:>4}  {}  {hash}  {:<11}  {what}", at + 1, moment(entry), kind(entry.kind))?;
    }
    Ok(Outcome::Fine)
}

fn when(entry: &Entry) -> Option<DateTime<Local>> {
    Local.timestamp_opt(entry.time, 0).single()
}

fn moment(entry: &Entry) -> String {
    when(entry)
        .map_or_else(|| "at an unknown time".to_owned(), |time| time.format("%Y-%m-%d %H:%M").to_string())
}

fn kind(kind: Kept) -> &'static str {
    match kind {
        Kept::Saved => "saved",
        Kept::Opened => "as opened",
        Kept::Overwritten => "overwritten",
        Kept::Discarded => "given up",
        Kept::Original => "original",
    }
}
