//! The journals of one run of the program, in a folder of their own that its lock marks as in use.
//!
//! ```text
//! recovery/
//!     3f0c…/            a run
//!         lock          held by the operating system for as long as the process lives
//!         window.ron    its tabs
//!         1.journal     a draft with changes
//!     discarded/        journals that nobody wanted, for a while
//! ```

use super::super::folders::Folders;
use super::super::fs::{Fs, Lock};
use super::super::kept::{load_kept, save_kept};
use super::super::make_folders::make_private_folders;
use super::super::path_text;
use super::super::save::{SaveError, write_private, writer_of};
use super::format::Journal;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

const RECOVERY: &str = "recovery";
pub(super) const DISCARDED: &str = "discarded";
pub(super) const LOCK: &str = "lock";
const WINDOW: &str = "window.ron";
/// Tells nothing that anyone could still use.
const WINDOW_DAMAGED: &str = "window.ron.damaged";
pub(super) const ENDING: &str = "journal";

/// Where all runs keep their journals.
pub fn recovery_folder(folders: &Folders) -> PathBuf {
    folders.state().join(RECOVERY)
}

/// The tabs of a window, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// The process that showed it.
    pub process: u32,
    /// The user closed it, and every draft with changes has its journal.
    pub closed: bool,
    pub tabs: Vec<Tab>,
    /// Position of the tab in front; beyond the end when the start screen was.
    pub front: usize,
}

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tab {
    /// The number of its journal; `None` for a draft that is as its file.
    pub journal: Option<u32>,
    /// Absolute; `None` before the first save.
    #[serde(with = "path_text::optional")]
    pub path: Option<PathBuf>,
    /// The section of the form that was in front.
    pub section: String,
}

/// The folder of the run that this process is. Gone runs are found by their lock, which nobody holds any more.
#[derive(Debug)]
pub struct Run {
    folder: PathBuf,
    /// `None` where the file system has no locks: other windows then take this run for gone.
    _lock: Option<Box<dyn Lock>>,
}

impl Run {
    /// Makes a folder for this run.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn begin(fs: &dyn Fs, folders: &Folders) -> io::Result<Self> {
        const ATTEMPTS: usize = 8;
        for _ in 0..ATTEMPTS {
            let number = RandomState::new().build_hasher().finish();
            let folder = recovery_folder(folders).join(format!("{number:016x}"));
            make_private_folders(fs, &folder)?;
            let lock = folder.join(LOCK);
            let held = match fs.try_lock(&lock) {
                Ok(None) => continue,
                Ok(Some(held)) => Some(held),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => None,
                // Another window found the folder empty and removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            // The same just before the lock was taken: it is held, but on a file without a name.
            if held.is_none() || fs.metadata(&lock).is_ok() {
                return Ok(Self { folder, _lock: held });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a journal.
    pub fn journal(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number}.{ENDING}"))
    }

    /// Writes a journal whole, in place of its earlier state.
    ///
    /// # Errors
    /// Why the disk refused; the earlier state is still there.
    pub fn write(&self, fs: &dyn Fs, number: u32, journal: &Journal) -> Result<(), SaveError> {
        let path = self.journal(number);
        let bytes = journal
            .to_bytes()
            .map_err(|error| SaveError::Unverified { path: path.clone(), reason: error.to_string() })?;
        write_private(fs, &path, &bytes)
    }

    /// # Errors
    /// Why the disk refused.
    pub fn write_window(&self, fs: &dyn Fs, window: &Window) -> Result<(), SaveError> {
        save_kept(fs, &self.folder.join(WINDOW), window)
    }

    /// Ends a run that leaves nothing behind. Its lock is still held while its files go, so that no other window
    /// mistakes it for a crashed one meanwhile.
    pub fn remove_if_empty(&self, fs: &dyn Fs) {
        remove_if_empty(fs, &self.folder);
    }
}

/// The window of a run, and a message if its file was damaged.
pub(super) fn load_window(fs: &dyn Fs, folder: &Path) -> (Window, Option<String>) {
    load_kept(fs, &folder.join(WINDOW))
}

/// Whether a name is that of a journal.
pub(super) fn is_journal(name: &OsStr) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == ENDING)
}

/// Removes a run's folder once no journal is left in it. What remains after a failure is removed another time.
pub fn remove_if_empty(fs: &dyn Fs, folder: &Path) {
    let Ok(names) = fs.list(folder) else { return };
    if names.iter().any(|name| is_journal(name)) {
        return;
    }
    // The lock last: until then nobody else may clear up here.
    let (lock, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name == LOCK);
    let own = |name: &OsStr| name == WINDOW || name == WINDOW_DAMAGED || writer_of(name).is_some();
    for name in others.iter().filter(|name| own(name)).chain(&lock) {
        if let Err(error) = fs.remove_file(&folder.join(name)) {
            tracing::debug!("{} was not removed: {error}", folder.join(name).display());
        }
    }
    if let Err(error) = fs.remove_folder(folder) {
        tracing::debug!("{} was not removed: {error}", folder.display());
    }
}

/// The tabs of a gone run have been taken over: they are not to be opened once more. Its journals stay.
pub fn retire(fs: &dyn Fs, folder: &Path) {
    if let Err(error) = fs.remove_file(&folder.join(WINDOW)) {
        tracing::debug!("{} was not removed: {error}", folder.join(WINDOW).display());
    }
    remove_if_empty(fs, folder);
}
