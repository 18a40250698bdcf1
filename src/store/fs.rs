//! The file system as this room needs it, small enough for a fake that fails on demand.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Every operation the store performs on disk. Unless said otherwise an operation follows symbolic links
/// and reports the error of the operating system as it is.
pub trait Fs: Send + Sync {
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// What the symbolic link at `path` points to; `None` when something else or nothing is there.
    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// The whole file, or [`io::ErrorKind::FileTooLarge`] once more than `limit` bytes came.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Fails when the present file may not be written; changes nothing.
    fn check_writable(&self, path: &Path) -> io::Result<()>;

    /// Creates a file that must not exist yet, not even as a dangling link.
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn NewFile>>;

    /// Puts `from` in the place of `to` in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes the entries of a folder durable. Does nothing on systems that have no such operation.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file or a link, never what the link points to.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Creates the folder and its missing parents, open to the user alone.
    fn create_private_folders(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// The names of everything in the folder, in no particular order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Takes the lock of a file, creating the file private and empty if it is missing; the content stays.
    /// `None` when somebody else holds it. The operating system releases it with the process, however that ends.
    /// File systems without locks fail with [`io::ErrorKind::Unsupported`].
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;
}

/// A lock that is held until it is dropped. Its file stays.
pub trait Lock: fmt::Debug + Send + Sync {}

/// A file being written by its only owner; closed when dropped.
pub trait NewFile {
    /// Writes a first part of `bytes` and returns its length, like [`io::Write::write`].
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Sets the permission bits, where the system has them.
    fn set_mode(&mut self, mode: u32) -> io::Result<()>;

    /// The permission bits the file has now; `None` where the system has none.
    fn mode(&self) -> io::Result<Option<u32>>;

    /// Who owns the file; `None` where the system does not tell.
    fn owner(&self) -> io::Result<Option<Owner>>;

    /// Gives the file to others, where the system lets its user.
    fn set_owner(&mut self, owner: Owner) -> io::Result<()>;

    /// Returns once content and length are on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// Who may open a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The user alone (mode 0600).
    Private,
    /// Whoever the user's defaults allow (0666 less the umask).
    Usual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A device, a pipe, a socket.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    pub kind: Kind,
    /// Bytes, as far as the system knows before reading.
    pub len: u64,
    /// Permission bits 0o777; `None` where the system has none.
    pub mode: Option<u32>,
    /// Nobody may write the file, as its attributes say.
    pub read_only: bool,
    /// Who owns the file; `None` where the system does not tell.
    pub owner: Option<Owner>,
    /// How many names the file has in its file system; `None` where the system does not tell.
    pub hard_links: Option<u64>,
    /// The same for two paths exactly if they lead to one file; `None` where the system does not tell.
    pub identity: Option<FileIdentity>,
    /// When the content last changed, by the clock of the file system; `None` where it keeps no time.
    pub modified: Option<Timestamp>,
}

/// The numbers of a user and of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub user: u32,
    pub group: u32,
}

/// Which file it is, whatever its name. A file that replaces another has an identity of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileIdentity {
    pub device: u64,
    pub number: u64,
}

/// A point in time since 1970-01-01 00:00 UTC. Clocks are set back now and then: a later time proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    pub seconds: i64,
    /// 0 to 999,999,999, added to the seconds.
    pub nanoseconds: u32,
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => Self { seconds: whole(since.as_secs()), nanoseconds: since.subsec_nanos() },
            Err(before) => {
                let before = before.duration();
                match before.subsec_nanos() {
                    0 => Self { seconds: -whole(before.as_secs()), nanoseconds: 0 },
                    part => Self {
                        seconds: (-whole(before.as_secs())).saturating_sub(1),
                        nanoseconds: 1_000_000_000 - part,
                    },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_before_1970_count_backwards_in_seconds_and_forwards_in_parts() {
        let at = |time| Timestamp::from(time);
        let epoch = SystemTime::UNIX_EPOCH;
        let late = epoch + Duration::new(1_785_000_000, 5);
        assert_eq!(at(late), Timestamp { seconds: 1_785_000_000, nanoseconds: 5 });
        let early = epoch - Duration::from_millis(1_250);
        assert_eq!(at(early), Timestamp { seconds: -2, nanoseconds: 750_000_000 });
        assert_eq!(at(epoch - Duration::from_secs(2)), Timestamp { seconds: -2, nanoseconds: 0 });
        assert!(at(early) < at(epoch) && at(epoch) < at(late));
    }
}
