//! The entries of one draft.

use super::super::fs::Fs;
use super::super::hash::ContentHash;
use super::super::load::{LoadError, load_up_to};
use super::super::save::write_private;
use super::super::words::Shown;
use super::entry::{Entry, absolute};
use super::{HistoryError, Place, line, recover};
use std::collections::HashSet;
use std::path::Path;

const HEAD: &str = "clausewright history 1";
const FAMILY: &str = "clausewright history ";

/// Bytes; far more than the entries of one draft take.
const LIMIT: u64 = 4 << 20;

/// A draft's entries, oldest first.
pub(super) struct Index {
    pub key: String,
    pub entries: Vec<Entry>,
    /// What was damaged, in words; the entries then hold what could be found again.
    pub damage: Option<String>,
}

impl Index {
    /// The entries of a list; none if there is no list yet.
    pub fn load(fs: &dyn Fs, place: &Place, key: &str) -> Result<Self, HistoryError> {
        let path = place.drafts().join(key);
        let mut index = Self { key: key.to_owned(), entries: Vec::new(), damage: None };
        let bytes = match load_up_to(fs, &path, LIMIT) {
            Ok(loaded) => loaded.bytes,
            Err(LoadError::Missing { .. }) => return Ok(index),
            Err(LoadError::TooLarge { .. }) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let mut lines = bytes.split(|byte| *byte == b'\n');
        let head = lines.next().unwrap_or_default();
        let is_newer = |head: &str| {
            head.strip_prefix(FAMILY).and_then(|v| v.parse::<u32>().ok()).is_some_and(|version| version > 1)
        };
        if std::str::from_utf8(head).is_ok_and(is_newer) {
            return Err(HistoryError::Newer { path });
        }
        let mut lost = usize::from(head != HEAD.as_bytes());
        for text in lines.filter(|text| !text.is_empty()) {
            match line::read(text).filter(|entry| entry.key() == key) {
                Some(entry) => index.entries.push(entry),
                None => lost += 1,
            }
        }
        if lost > 0 || !bytes.ends_with(b"\n") {
            let known = index.entries.len();
            recover::add_lost(fs, place, &mut index);
            let found = index.entries.len() - known;
            index.damage = Some(format!(
                "The list {} was damaged. {known} entries could still be read, {found} were found again by their \
                 contents.",
                Shown(&path)
            ));
        }
        Ok(index)
    }

    /// Writes the list, or takes it away when nothing is left in it.
    pub fn store(&self, fs: &dyn Fs, place: &Place) -> Result<(), HistoryError> {
        let path = place.drafts().join(&self.key);
        if self.entries.is_empty() {
            return match fs.remove_file(&path) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    Err(HistoryError::Write { path, source })
                }
                _ => Ok(()),
            };
        }
        let mut text = format!("{HEAD}\n");
        for entry in &self.entries {
            let line = line::write(entry).map_err(|reason| HistoryError::Write {
                path: path.clone(),
                source: std::io::Error::other(reason),
            })?;
            text.push_str(&line);
            text.push('\n');
        }
        write_private(fs, &path, text.as_bytes())?;
        Ok(())
    }
}

/// The history of a draft, for people to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// What could not be read, in words.
    pub problems: Vec<String>,
}

impl Listing {
    pub(super) fn of(index: Index) -> Self {
        let mut entries = index.entries;
        entries.reverse();
        Self { entries, problems: index.damage.into_iter().collect() }
    }

    /// Which entries lead to this file, which held `now` when it was opened or last saved: those of the file itself, and
    /// those it was copied, renamed or saved from. The others belong to copies that went their own way. One mark for each
    /// entry.
    pub fn line(&self, path: Option<&Path>, now: Option<ContentHash>) -> Vec<bool> {
        let own = path.map(absolute);
        let mut wanted: HashSet<ContentHash> = now.into_iter().collect();
        let mut marks: Vec<bool> = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            // What was overwritten or given up on the way belongs to the way.
            let beside = !entry.kind.is_common() && entry.base.is_some_and(|base| wanted.contains(&base));
            let here = own.as_ref().is_some_and(|own| *own == entry.path);
            let mark = here || beside || wanted.contains(&entry.hash);
            if mark {
                wanted.extend(entry.base);
            }
            marks.push(mark);
        }
        marks
    }
}
