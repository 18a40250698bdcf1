//! The file system as this room needs it, small enough for a fake that fails on demand.

use std::io;
use std::path::{Path, PathBuf};

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
}

/// A file being written by its only owner; closed when dropped.
pub trait NewFile {
    /// Writes a first part of `bytes` and returns its length, like [`io::Write::write`].
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Sets the permission bits, where the system has them.
    fn set_mode(&mut self, mode: u32) -> io::Result<()>;

    /// The permission bits the file has now; `None` where the system has none.
    fn mode(&self) -> io::Result<Option<u32>>;

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
}
