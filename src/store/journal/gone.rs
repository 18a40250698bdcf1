//! What runs left behind whose process is gone, be it closed, crashed or killed.

use super::super::folders::Folders;
use super::super::fs::{Fs, Lock};
use super::super::load::load_up_to;
use super::super::make_folders::make_private_folders;
use super::super::save::writer_of;
use super::super::words::Shown;
use super::format::{Base, Journal};
use super::run::{self, DISCARDED, LOCK, Window, is_journal, recovery_folder, remove_if_empty};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// The largest journal that is read, in bytes: a draft of the largest size, its description, and some room.
pub const JOURNAL_LIMIT: u64 = 2 * super::super::load::DRAFT_LIMIT;

/// How long discarded journals are kept, in seconds: 30 days.
pub const DISCARDED_KEPT: i64 = 30 * 24 * 60 * 60;

/// A journal on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub file: PathBuf,
    /// What it holds, or why it cannot be used, in words that name the file.
    pub journal: Result<Journal, String>,
}

impl Found {
    /// The journal's number in its run.
    pub fn number(&self) -> Option<u32> {
        self.file.file_stem()?.to_str()?.parse().ok()
    }
}

/// A run whose process is gone. While this value lives no other window is offered it.
#[derive(Debug)]
pub struct GoneRun {
    folder: PathBuf,
    pub window: Window,
    /// In the order of the tabs, then those without a tab.
    pub journals: Vec<Found>,
    _lock: Option<Box<dyn Lock>>,
}

impl GoneRun {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the folder if no journal is in it any more.
    pub fn remove_if_empty(&self, fs: &dyn Fs) {
        remove_if_empty(fs, &self.folder);
    }
}

/// Every gone run, oldest window first where the disk lists them so; and messages about what is damaged. Runs that
/// left nothing are removed, and so are the temporary files of saves that were killed.
///
/// # Errors
/// When the folder of runs cannot be listed. That there is none yet is no error.
pub fn gone_runs(fs: &dyn Fs, folders: &Folders) -> io::Result<(Vec<GoneRun>, Vec<String>)> {
    let recovery = recovery_folder(folders);
    let mut names = match fs.list(&recovery) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), Vec::new())),
        Err(error) => return Err(error),
    };
    names.sort();
    let (mut runs, mut told) = (Vec::new(), Vec::new());
    for name in names.iter().filter(|name| is_run(name)) {
        let folder = recovery.join(name);
        let lock = match fs.try_lock(&folder.join(LOCK)) {
            Ok(None) => continue,
            Ok(held) => held,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            // Whether its process lives cannot be told: better offered once too often than lost.
            Err(_) => None,
        };
        let (window, message) = run::load_window(fs, &folder);
        told.extend(message);
        let journals = journals_of(fs, &folder, &window);
        let run = GoneRun { folder, window, journals, _lock: lock };
        sweep(fs, &run);
        let reopens = run.window.closed && !run.window.tabs.is_empty();
        if reopens || !run.journals.is_empty() {
            runs.push(run);
        } else {
            run.remove_if_empty(fs);
        }
    }
    Ok((runs, told))
}

fn is_run(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn journals_of(fs: &dyn Fs, folder: &Path, window: &Window) -> Vec<Found> {
    let mut names = fs.list(folder).unwrap_or_default();
    names.retain(|name| is_journal(name));
    names.sort();
    let mut journals: Vec<Found> = names.iter().map(|name| read_journal(fs, folder.join(name))).collect();
    let place = |found: &Found| {
        let number = found.number();
        window.tabs.iter().position(|tab| number.is_some() && tab.journal == number).unwrap_or(usize::MAX)
    };
    journals.sort_by_key(place);
    journals
}

/// Reads one journal.
pub fn read_journal(fs: &dyn Fs, file: PathBuf) -> Found {
    let journal =
        load_up_to(fs, &file, JOURNAL_LIMIT).map_err(|error| error.to_string()).and_then(|loaded| {
            Journal::from_bytes(&loaded.bytes).map_err(|error| {
                format!("The recovery journal {} cannot be used: {error}. It is kept as it is.", Shown(&file))
            })
        });
    Found { file, journal }
}

/// Removes the temporary files that the gone process left beside its drafts; their names carry its number.
fn sweep(fs: &dyn Fs, run: &GoneRun) {
    if run.window.process == 0 || run.window.process == std::process::id() {
        return;
    }
    let of_tabs = run.window.tabs.iter().filter_map(|tab| tab.path.as_deref());
    let bases = run.journals.iter().filter_map(|found| found.journal.as_ref().ok()?.head.base.as_ref());
    let folders: BTreeSet<&Path> =
        of_tabs.chain(bases.map(|Base { path, .. }| path.as_path())).filter_map(Path::parent).collect();
    for folder in folders {
        let Ok(names) = fs.list(folder) else { continue };
        for name in names.iter().filter(|name| writer_of(name) == Some(run.window.process)) {
            if let Err(error) = fs.remove_file(&folder.join(name)) {
                tracing::debug!("{} was not removed: {error}", folder.join(name).display());
            }
        }
    }
}

/// Puts a journal among the discarded ones, where it can be brought back from for [`DISCARDED_KEPT`].
///
/// # Errors
/// Why the disk refused; the journal is where it was.
pub fn discard(fs: &dyn Fs, folders: &Folders, journal: &Path, now: i64) -> io::Result<PathBuf> {
    let folder = recovery_folder(folders).join(DISCARDED);
    make_private_folders(fs, &folder)?;
    let run = journal.parent().and_then(Path::file_name).and_then(OsStr::to_str).unwrap_or_default();
    let name = journal.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let mut to = folder.join(format!("{now}-{run}-{name}"));
    for again in 1_u32.. {
        if fs.metadata(&to).is_err() {
            break;
        }
        to = folder.join(format!("{now}-{run}-{again}-{name}"));
    }
    fs.rename(journal, &to)?;
    Ok(to)
}

/// The discarded journals, newest first, and when each came there (seconds since 1970), after those kept long
/// enough were removed. A clock that went backwards only keeps them longer.
pub fn discarded_files(fs: &dyn Fs, folders: &Folders, now: i64) -> Vec<(i64, PathBuf)> {
    let folder = recovery_folder(folders).join(DISCARDED);
    let mut kept: Vec<(i64, PathBuf)> = Vec::new();
    for name in fs.list(&folder).unwrap_or_default() {
        let file = folder.join(&name);
        let Some(since) = name.to_str().filter(|_| is_journal(&name)).and_then(discarded_at) else {
            continue;
        };
        if now.saturating_sub(since) > DISCARDED_KEPT {
            if let Err(error) = fs.remove_file(&file) {
                tracing::debug!("{} was not removed: {error}", file.display());
            }
        } else {
            kept.push((since, file));
        }
    }
    kept.sort_by(|a, b| b.cmp(a));
    kept
}

/// When a discarded journal came there, by its name: seconds since 1970.
fn discarded_at(name: &str) -> Option<i64> {
    let digits = name.bytes().skip(1).take_while(u8::is_ascii_digit).count() + 1;
    name.get(..digits)?.parse().ok()
}
