//! Who works on a draft: a lock of the operating system for each file, gone with the process that holds it.
//!
//! ```text
//! locks/HASH.lock      held for as long as a window has the draft open to be changed
//! locks/HASH.holder    who that is, for a message; only the lock itself decides anything
//! ```
//!
//! HASH names the place the file really has, behind all links. The files are in the state folder, so they need no
//! permission beside the draft and leave nothing on a shared drive. Limits: windows of other users and of other
//! computers, and file systems without locks, are not seen; a change they make is noticed by the content of the file.
//! The small files stay, one pair for each draft ever opened: removing one that another process is just opening would
//! let two hold it.

mod place;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests_of_processes;

pub use place::{is_same_file, real_place};

use super::folders::Folders;
use super::fs::{Fs, Lock};
use super::hash::ContentHash;
use super::save::write_private;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The right to change a draft, until it is dropped.
#[derive(Debug)]
pub struct Claim {
    _lock: Box<dyn Lock>,
}

/// Who has a draft open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub process: u32,
    /// The computer's name; empty where it could not be told.
    pub host: String,
    /// Since when, in seconds since 1970-01-01 00:00 UTC, by its clock.
    pub since: i64,
}

/// What came of claiming a draft.
#[derive(Debug)]
pub enum Claiming {
    Granted(Claim),
    /// Another window has it; who, if that could be read.
    Taken(Option<Holder>),
    /// Nobody can tell: no locks here, or no folder to put them in.
    Unknown,
}

impl Holder {
    /// This process, now.
    pub fn this(fs: &dyn Fs, now: i64) -> Self {
        Self { process: std::process::id(), host: host_name(fs), since: now }
    }
}

/// Claims the draft in the file at `path`.
pub fn claim(fs: &dyn Fs, folders: &Folders, path: &Path, me: &Holder) -> Claiming {
    let Some((lock, holder)) = files_of(fs, folders, path) else { return Claiming::Unknown };
    if let Some(folder) = lock.parent()
        && fs.create_private_folders(folder).is_err()
    {
        return Claiming::Unknown;
    }
    match fs.try_lock(&lock) {
        Ok(Some(held)) => {
            let written =
                ron::to_string(me).is_ok_and(|text| write_private(fs, &holder, text.as_bytes()).is_ok());
            if !written {
                // Nobody's name is better than that of an earlier holder.
                let _ = fs.remove_file(&holder);
            }
            Claiming::Granted(Claim { _lock: held })
        }
        Ok(None) => Claiming::Taken(read_holder(fs, &holder)),
        Err(error) => {
            tracing::debug!("no lock at {}: {error}", lock.display());
            Claiming::Unknown
        }
    }
}

fn files_of(fs: &dyn Fs, folders: &Folders, path: &Path) -> Option<(PathBuf, PathBuf)> {
    let place = real_place(fs, path)?;
    let hash = ContentHash::of(place.as_os_str().as_encoded_bytes()).to_string();
    let name = hash.get(..32).unwrap_or(&hash);
    let folder = folders.state().join("locks");
    Some((folder.join(format!("{name}.lock")), folder.join(format!("{name}.holder"))))
}

fn read_holder(fs: &dyn Fs, path: &Path) -> Option<Holder> {
    const LONGEST: u64 = 4096;
    let bytes = fs.read(path, LONGEST).ok()?;
    ron::from_str(std::str::from_utf8(&bytes).ok()?).ok()
}

fn host_name(fs: &dyn Fs) -> String {
    const LONGEST: u64 = 256;
    let told = ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok());
    let told = told.or_else(|| {
        let bytes = fs.read(Path::new("/proc/sys/kernel/hostname"), LONGEST).ok()?;
        String::from_utf8(bytes).ok()
    });
    told.unwrap_or_default().trim().chars().filter(|c| !c.is_control()).take(80).collect()
}
