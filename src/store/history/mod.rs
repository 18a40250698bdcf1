//! Earlier saves of drafts, kept in the state folder: every content once, and for each draft a list of when it was
//! saved, where, and what had changed.
//!
//! ```text
//! history/lock                 held while something is added or removed
//! history/objects/HASH         a content, compressed, below the entry it was first kept for
//! history/drafts/d-ID.log      the entries of the draft with this id, oldest first, a checked line each
//! ```
//!
//! A draft is known by its id, so a file that was moved or renamed keeps its history; each entry also says in which file
//! it was and what it was made from, so that copies of a file, which share their id, can be told apart
//! ([`Listing::line`]). An object is written before the entry that names it and removed after the last such entry is
//! gone: whatever fails, and whenever the power goes, at most a file that nobody names is left over, and the next clean-up
//! takes it away.

mod entry;
mod error;
mod good;
mod index;
mod keep;
mod line;
mod object;
mod prune;
mod recover;
#[cfg(test)]
mod tests;
mod thin;

pub use entry::{Entry, Kept, Snapshot};
pub use error::HistoryError;
pub use good::{Good, newest_good};
pub use index::Listing;
pub use keep::keep;
pub use prune::{Pruned, prune};

use super::folders::Folders;
use super::fs::Fs;
use super::hash::ContentHash;
use std::path::{Path, PathBuf};

/// The most entries kept for one draft.
pub const MOST_ENTRIES: usize = 200;

/// The most room that all contents take together, in bytes, as stored.
pub const MOST_BYTES: u64 = 200 << 20;

/// How the saves of a draft are thinned out, for people to read.
pub const SCHEDULE: &str = "All saves of the last 24 hours are kept, then one an hour for a week, then one a day; at \
                            most 200 for a draft and 200 MiB in all.";

/// Where the history of this user is. It may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    root: PathBuf,
}

impl Place {
    pub fn of(folders: &Folders) -> Self {
        Self { root: folders.state().join("history") }
    }

    fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    fn object(&self, hash: ContentHash) -> PathBuf {
        self.objects().join(hash.to_string())
    }

    fn drafts(&self) -> PathBuf {
        self.root.join("drafts")
    }
}

/// What was kept of the draft with this id, newest first; `path` is its file, which stands in for an id that is empty.
/// `problems` says what could not be read.
///
/// # Errors
/// When the list cannot be read at all.
pub fn entries(
    fs: &dyn Fs,
    folders: &Folders,
    draft: &str,
    path: Option<&Path>,
) -> Result<Listing, HistoryError> {
    let place = Place::of(folders);
    let index = index::Index::load(fs, &place, &entry::key_of(draft, path))?;
    Ok(Listing::of(index))
}

/// Whether the list of this draft has a content with this hash.
pub fn knows(fs: &dyn Fs, folders: &Folders, draft: &str, path: Option<&Path>, hash: ContentHash) -> bool {
    let listing = entries(fs, folders, draft, path);
    listing.is_ok_and(|listing| listing.entries.iter().any(|entry| entry.hash == hash))
}

/// The content of an entry, proved by its hash.
///
/// # Errors
/// When it is no longer there, cannot be read, or is damaged.
pub fn content(fs: &dyn Fs, folders: &Folders, hash: ContentHash) -> Result<Vec<u8>, HistoryError> {
    object::read(fs, &Place::of(folders), hash)
}
