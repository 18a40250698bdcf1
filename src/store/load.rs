//! Reading a file whole, within a limit.

use super::fs::{Fs, Kind};
use super::hash::ContentHash;
use super::words::{self, Shown, mebibytes};
use std::io;
use std::path::{Path, PathBuf};

/// The largest draft that is opened or saved, in bytes.
pub const DRAFT_LIMIT: u64 = crate::value::MOST_IN_FILE as u64;

/// A file's content and the hash that a later [`save`](super::save()) compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub bytes: Vec<u8>,
    pub hash: ContentHash,
}

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(
        "There is no file {}. Check the name, or whether the file was moved and its drive is connected.",
        Shown(path)
    )]
    Missing { path: PathBuf },
    #[error("{} is a folder. Choose a file in it.", Shown(path))]
    IsFolder { path: PathBuf },
    #[error("{} is not an ordinary file but a device or a connection. Choose a file.", Shown(path))]
    NotAFile { path: PathBuf },
    #[error(
        "{} is larger than {}, the most that is read here. Check that it is the right file.",
        Shown(path), mebibytes(*limit)
    )]
    TooLarge {
        path: PathBuf,
        /// Bytes.
        limit: u64,
    },
    #[error("{} could not be read: {}. {}", Shown(path), words::of_reading(source).cause, words::of_reading(source).advice)]
    Failed { path: PathBuf, source: io::Error },
}

/// Reads a draft of at most [`DRAFT_LIMIT`] bytes.
pub fn load(fs: &dyn Fs, path: &Path) -> Result<Loaded, LoadError> {
    load_up_to(fs, path, DRAFT_LIMIT)
}

/// Reads a file of at most `limit` bytes. Never more than that is held in memory, even if the file grows
/// meanwhile, and pipes and devices, which could block for ever, are not opened.
pub fn load_up_to(fs: &dyn Fs, path: &Path, limit: u64) -> Result<Loaded, LoadError> {
    let path_of = || path.to_owned();
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path: path_of() },
        io::ErrorKind::FileTooLarge => LoadError::TooLarge { path: path_of(), limit },
        io::ErrorKind::IsADirectory => LoadError::IsFolder { path: path_of() },
        _ => LoadError::Failed { path: path_of(), source },
    };
    let found = fs.metadata(path).map_err(failed)?;
    match found.kind {
        Kind::Folder => return Err(LoadError::IsFolder { path: path_of() }),
        Kind::Other => return Err(LoadError::NotAFile { path: path_of() }),
        Kind::File if found.len > limit => return Err(LoadError::TooLarge { path: path_of(), limit }),
        Kind::File => {}
    }
    let bytes = fs.read(path, limit).map_err(failed)?;
    Ok(Loaded { hash: ContentHash::of(&bytes), bytes })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeFs, Fault, Operation};
    use super::*;

    const PATH: &str = "/drafts/a.ron";

    fn message(fs: &FakeFs, path: &str) -> String {
        load(fs, Path::new(path)).unwrap_err().to_string()
    }

    #[test]
    fn content_comes_with_its_hash() {
        let fs = FakeFs::new();
        fs.put(PATH, b"(schema: 1)");
        let loaded = load(&fs, Path::new(PATH)).unwrap();
        assert_eq!(loaded.bytes, b"(schema: 1)");
        assert_eq!(loaded.hash, ContentHash::of(b"(schema: 1)"));
    }

    #[test]
    fn a_file_at_the_limit_is_read_and_one_byte_more_is_not_even_opened() {
        let fs = FakeFs::new();
        fs.put(PATH, &vec![b' '; DRAFT_LIMIT as usize]);
        assert_eq!(load(&fs, Path::new(PATH)).unwrap().bytes.len() as u64, DRAFT_LIMIT);
        fs.put(PATH, &vec![b' '; DRAFT_LIMIT as usize + 1]);
        fs.forget_operations();
        assert!(message(&fs, PATH).contains("/drafts/a.ron is larger than 8 MiB"));
        assert_eq!(fs.operations(), [Operation::Metadata]);
    }

    #[test]
    fn each_obstacle_has_its_message() {
        let fs = FakeFs::new();
        fs.put(PATH, b"x");
        assert!(message(&fs, "/drafts/b.ron").starts_with("There is no file /drafts/b.ron."));
        assert!(message(&fs, "/gone/b.ron").starts_with("There is no file /gone/b.ron."));
        assert!(message(&fs, "/drafts").starts_with("/drafts is a folder."));
        assert!(message(&fs, "/drafts/a.ron/b.ron").contains("part of its path is a file"));
        fs.fail(Fault::every(Operation::Read, io::ErrorKind::PermissionDenied));
        assert!(message(&fs, PATH).contains("reading it is not permitted. Ask the owner"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_before_it_is_opened() {
        let error = load(&super::super::RealFs, Path::new("/dev/zero")).unwrap_err();
        assert!(matches!(error, LoadError::NotAFile { .. }), "{error}");
    }
}
