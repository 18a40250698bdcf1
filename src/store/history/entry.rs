//! What is known of a content that was kept.

use super::super::hash::ContentHash;
use super::super::path_text;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One line of a draft's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was kept, in seconds since 1970-01-01 00:00 UTC, by this computer's clock.
    pub time: i64,
    pub kind: Kept,
    pub hash: ContentHash,
    /// Bytes.
    pub size: u64,
    /// Bytes it takes in the history.
    pub stored: u64,
    /// The file, absolute; empty for a draft that had none.
    #[serde(with = "path_text")]
    pub path: PathBuf,
    /// The draft's id; empty if the content names none.
    pub draft: String,
    /// The agreement's title.
    pub title: String,
    /// The content that the draft was opened with or last saved as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<ContentHash>,
    /// The names of what had changed against that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// How many more there were.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: u32,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Why a content was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kept {
    /// The user saved it.
    Saved,
    /// It stood in the file before a save, and was not kept yet: as a rule before the first save here.
    Opened,
    /// Another program had written it, and the user agreed to overwrite it.
    Overwritten,
    /// Changes that were given up when the file was read again.
    Discarded,
    /// The file as an older version of the program wrote it.
    Original,
}

impl Kept {
    /// Of these there are many, and most may go with time; the others were kept for a reason.
    pub(super) fn is_common(self) -> bool {
        self == Self::Saved
    }
}

/// A content to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    pub bytes: &'a [u8],
    pub kind: Kept,
    pub path: Option<&'a Path>,
    /// The draft's id, under which the entry is listed; empty if there is none to read.
    pub draft: &'a str,
    pub title: &'a str,
    pub base: Option<ContentHash>,
    /// The names of what changed against the base; the first of them are kept.
    pub changed: &'a [String],
}

const MOST_NAMES: usize = 12;
/// Characters.
const LONGEST_NAME: usize = 80;
/// Characters.
const LONGEST_TITLE: usize = 120;

impl Entry {
    pub(super) fn of(snapshot: &Snapshot<'_>, time: i64) -> Self {
        let path = snapshot.path.map(absolute).unwrap_or_default();
        let changed: Vec<String> =
            snapshot.changed.iter().take(MOST_NAMES).map(|name| cut(name, LONGEST_NAME)).collect();
        Self {
            time,
            kind: snapshot.kind,
            hash: ContentHash::of(snapshot.bytes),
            size: snapshot.bytes.len() as u64,
            stored: 0,
            path,
            draft: snapshot.draft.to_owned(),
            title: cut(snapshot.title, LONGEST_TITLE),
            base: snapshot.base,
            more: u32::try_from(snapshot.changed.len() - changed.len()).unwrap_or(u32::MAX),
            changed,
        }
    }

    /// The name of the list it belongs to.
    pub(super) fn key(&self) -> String {
        key_of(&self.draft, Some(&self.path))
    }
}

/// The name of the list of a draft: by its id, or by its file if the content names no draft.
pub(super) fn key_of(draft: &str, path: Option<&Path>) -> String {
    let usable = draft.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if usable && !draft.is_empty() && draft.len() <= 63 {
        return format!("d-{draft}.log");
    }
    let path = path.map(absolute).unwrap_or_default();
    let named = format!("{draft}\n{}", path.to_string_lossy());
    let hash = ContentHash::of(named.as_bytes()).to_string();
    format!("p-{}.log", hash.get(..32).unwrap_or(&hash))
}

/// The path from the root, as files are told apart.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn cut(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= most {
        return line;
    }
    let mut short: String = line.chars().take(most - 1).collect();
    short.push('…');
    short
}
