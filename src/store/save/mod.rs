//! The one way content reaches the disk: whole or not at all.
//!
//! A save parses back what it is about to write, follows symbolic links to the file that really changes,
//! makes sure nobody else changed it, writes a temporary file beside it, waits for the disk, and renames.
//! Whatever fails, and at whatever moment the power goes, the name leads to the old content or the new.
//!
//! Limits: between the comparison and the rename another program can still save unnoticed. The new file
//! keeps the permission bits of the old one, and its owner and group where whoever saves may give files to them, not its
//! access lists; its other names (hard links) keep the old content, which is asked about before. A kill at the wrong
//! moment leaves a `.cw-*.tmp` file behind, which a save a day later clears away.

mod error;
mod leftover;
mod temporary;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_crashes;
#[cfg(test)]
mod tests_of_links;
#[cfg(test)]
#[cfg(unix)]
mod tests_on_disk;

pub use error::SaveError;
pub(super) use leftover::writer_of;

use super::fs::{Access, Fs, Kind, Metadata};
use super::hash::ContentHash;
use super::load::DRAFT_LIMIT;
use std::io;
use std::path::{Path, PathBuf};
use temporary::{Kept, Temporary};

/// What the caller believes to be on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No file of this name.
    New,
    /// The content that was loaded or last saved.
    Hash(ContentHash),
    /// Anything: the user has agreed to replace it.
    Overwrite,
}

impl Expected {
    /// The user has also agreed that other names of the file (hard links) keep its old content.
    pub fn and_part_links(self) -> Terms {
        Terms { part_links: true, ..self.into() }
    }
}

/// What has to be true for a file to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub expected: Expected,
    /// Other names of the file (hard links) may be left with the old content. Without this such a file is not replaced.
    pub part_links: bool,
}

impl From<Expected> for Terms {
    fn from(expected: Expected) -> Self {
        Self { expected, part_links: false }
    }
}

/// An export that is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Other names (hard links) of the file that stood there. They still lead to what it held.
    pub other_names: u64,
}

/// A save that is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the next save of this file expects.
    pub hash: ContentHash,
}

/// Saves at most [`DRAFT_LIMIT`] bytes that `verify` accepts. `verify` parses the bytes and compares the
/// result with what the caller meant to save; its error says what differs. A new file is private to the user.
pub fn save(
    fs: &dyn Fs,
    path: &Path,
    bytes: &[u8],
    terms: impl Into<Terms>,
    verify: &dyn Fn(&[u8]) -> Result<(), String>,
) -> Result<Saved, SaveError> {
    let size = bytes.len() as u64;
    if size > DRAFT_LIMIT {
        return Err(SaveError::TooLarge { path: path.to_owned(), size, limit: DRAFT_LIMIT });
    }
    verify(bytes).map_err(|reason| SaveError::Unverified { path: path.to_owned(), reason })?;
    replace(fs, path, bytes, terms.into(), Access::Private, true).map(|(saved, _)| saved)
}

/// Writes a finished export, of any size, in place of whatever file is there. The user's defaults say who
/// may read a new one, for an export is made to be passed on.
pub fn write_export(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<Exported, SaveError> {
    let terms = Expected::Overwrite.and_part_links();
    let (_, old) = replace(fs, path, bytes, terms, Access::Usual, true)?;
    let names = old.and_then(|old| old.hard_links).unwrap_or(1);
    Ok(Exported { other_names: names.saturating_sub(1) })
}

/// Writes what the program keeps for itself, of any size, for the user alone.
pub(super) fn write_private(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let terms = Expected::Overwrite.and_part_links();
    replace(fs, path, bytes, terms, Access::Private, false).map(drop)
}

fn replace(
    fs: &dyn Fs,
    path: &Path,
    bytes: &[u8],
    terms: Terms,
    access: Access,
    tidy: bool,
) -> Result<(Saved, Option<Metadata>), SaveError> {
    let hash = ContentHash::of(bytes);
    let target = follow_links(fs, path)?;
    let folder = folder_of(&target);
    let old = examine(fs, path, &target, folder, terms, hash)?;

    let failed = |source, leftover| SaveError::Failed {
        path: path.to_owned(),
        existed: old.is_some(),
        leftover,
        source,
    };
    let kept = old.map_or_else(Kept::default, |old| Kept { mode: old.mode, owner: old.owner });
    // A file whose mode is carried over is opened to nobody else before it has that mode.
    let access = if kept.mode.is_some() { Access::Private } else { access };
    let temporary = Temporary::create(fs, folder, access).map_err(|source| failed(source, None))?;
    temporary.become_file(bytes, kept, &target).map_err(|(source, leftover)| failed(source, leftover))?;

    match fs.sync_folder(folder) {
        Err(source) if !is_unsupported_folder_sync(&source) => {
            Err(SaveError::Unconfirmed { path: path.to_owned(), hash, source })
        }
        _ => {
            if tidy {
                leftover::clear(fs, folder, &target);
            }
            Ok((Saved { hash }, old))
        }
    }
}

/// The file that `path` leads to, existing or not.
fn follow_links(fs: &dyn Fs, path: &Path) -> Result<PathBuf, SaveError> {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match patiently(|| fs.link_target(&target)) {
            Ok(None) => return Ok(target),
            Ok(Some(next)) => target = folder_of(&target).join(next),
            Err(source) => {
                return Err(SaveError::Failed {
                    path: path.to_owned(),
                    existed: false,
                    leftover: None,
                    source,
                });
            }
        }
    }
    Err(SaveError::LinkLoop { path: path.to_owned() })
}

/// The folder a path stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file to be replaced, if there is one and it may be.
fn examine(
    fs: &dyn Fs,
    path: &Path,
    target: &Path,
    folder: &Path,
    terms: Terms,
    new: ContentHash,
) -> Result<Option<Metadata>, SaveError> {
    let named = || path.to_owned();
    let failed = |existed, source| SaveError::Failed { path: named(), existed, leftover: None, source };
    let old = match patiently(|| fs.metadata(target)) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if target.file_name().is_none() {
                return Err(failed(false, io::ErrorKind::InvalidFilename.into()));
            }
            if let Expected::Hash(_) = terms.expected {
                // A folder that is gone too is the better thing to name.
                patiently(|| fs.metadata(folder)).map_err(|source| failed(false, source))?;
                return Err(SaveError::RemovedOutside { path: named() });
            }
            return Ok(None);
        }
        Err(source) => return Err(failed(false, source)),
    };
    match old.kind {
        Kind::File => {}
        Kind::Folder => return Err(SaveError::IsFolder { path: named() }),
        Kind::Other => return Err(SaveError::NotAFile { path: named() }),
    }
    match terms.expected {
        Expected::Overwrite => {}
        Expected::New => return Err(SaveError::AlreadyExists { path: named() }),
        Expected::Hash(loaded) => match patiently(|| fs.read(target, DRAFT_LIMIT)) {
            // Equal to what is being saved: the work of an earlier attempt, and nothing to lose.
            Ok(present) if [loaded, new].contains(&ContentHash::of(&present)) => {}
            Ok(_) => return Err(SaveError::ChangedOutside { path: named() }),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                return Err(SaveError::ChangedOutside { path: named() });
            }
            Err(source) => return Err(failed(true, source)),
        },
    }
    if let Some(names) = old.hard_links.filter(|names| *names > 1 && !terms.part_links) {
        return Err(SaveError::HardLinked { path: named(), names });
    }
    // Renaming asks only the folder for permission; a file protected against writing must be asked too.
    if old.read_only {
        return Err(failed(true, io::ErrorKind::PermissionDenied.into()));
    }
    patiently(|| fs.check_writable(target)).map_err(|source| failed(true, source))?;
    Ok(Some(old))
}

/// Whether the file system merely has no such operation: it cannot open folders (`EACCES` for a folder one
/// may write but not list, `EISDIR`) or cannot sync them (`EINVAL`, `EBADF`, `ENOTSUP`, `ENOSYS`). Network and FUSE
/// file systems answer so; the rename itself has succeeded.
pub(super) fn is_unsupported_folder_sync(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    const EBADF: i32 = 9;
    matches!(error.kind(), K::PermissionDenied | K::IsADirectory | K::InvalidInput | K::Unsupported)
        || (cfg!(unix) && error.raw_os_error() == Some(EBADF))
}

/// Repeats an operation that a signal interrupted, a few times. Only for those that may safely run twice:
/// not for a sync, whose second run can report a success that never was.
fn patiently<T>(mut operation: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const REPEATS: usize = 16;
    for _ in 0..REPEATS {
        match operation() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
    operation()
}
