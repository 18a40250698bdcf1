//! Looking at a draft's file for changes that another program made.

use super::fs::{FileIdentity, Fs, Timestamp};
use super::hash::ContentHash;
use super::load::{LoadError, Loaded, load};
use std::path::Path;

/// How a file looked when its content was known: enough to see at a glance that nothing happened since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    len: u64,
    identity: Option<FileIdentity>,
    modified: Option<Timestamp>,
}

/// What a file is now, against the content that was loaded or saved last.
#[derive(Debug)]
pub enum Seen {
    /// The same content. The look spares reading it again; `None` where a look says too little.
    Same(Option<Look>),
    /// Another content.
    Changed(Loaded),
    /// The file is no longer there; `folder`: neither is the folder it was in.
    Gone { folder: bool },
    /// It is there, but cannot be read now.
    Unreadable(LoadError),
}

impl Look {
    fn at(fs: &dyn Fs, path: &Path) -> Option<Self> {
        let found = fs.metadata(path).ok()?;
        // Without both, an edit of equal length would look like nothing.
        (found.identity.is_some() && found.modified.is_some()).then_some(Self {
            len: found.len,
            identity: found.identity,
            modified: found.modified,
        })
    }
}

/// Looks at the file at `path`, whose content had this hash; reads it only if it looks other than it did `before`.
/// An edit of equal length within one tick of the file system's clock is missed here, but not by a save, which always
/// compares the content.
pub fn look(fs: &dyn Fs, path: &Path, known: ContentHash, before: Option<Look>) -> Seen {
    let now = Look::at(fs, path);
    if now.is_some() && now == before {
        return Seen::Same(now);
    }
    match load(fs, path) {
        // The look is older than the content that was read, so it can only be too careful.
        Ok(loaded) if loaded.hash == known => Seen::Same(now),
        Ok(loaded) => Seen::Changed(loaded),
        Err(LoadError::Missing { .. }) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            Seen::Gone { folder: folder.is_some_and(|folder| fs.metadata(folder).is_err()) }
        }
        Err(error) => Seen::Unreadable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeFs, Fault, Operation};
    use super::*;
    use std::io::ErrorKind;

    const PATH: &str = "/drafts/a.ron";

    fn disk() -> (FakeFs, ContentHash) {
        let fs = FakeFs::new();
        fs.put(PATH, b"old");
        (fs, ContentHash::of(b"old"))
    }

    fn seen(fs: &FakeFs, known: ContentHash, before: Option<Look>) -> Seen {
        look(fs, Path::new(PATH), known, before)
    }

    #[test]
    fn a_file_that_looks_as_before_is_not_read_again() {
        let (fs, known) = disk();
        let Seen::Same(Some(before)) = seen(&fs, known, None) else { panic!() };
        fs.forget_operations();
        assert!(matches!(seen(&fs, known, Some(before)), Seen::Same(_)));
        assert_eq!(fs.operations(), [Operation::Metadata]);
    }

    #[test]
    fn another_content_is_noticed_by_its_hash_even_at_equal_length() {
        let (fs, known) = disk();
        let Seen::Same(before) = seen(&fs, known, None) else { panic!() };
        fs.put(PATH, b"new");
        let Seen::Changed(loaded) = seen(&fs, known, before) else { panic!() };
        assert_eq!(loaded.bytes, b"new");
        // Written anew with the same content, as some programs do: nothing changed.
        fs.put(PATH, b"old");
        assert!(matches!(seen(&fs, known, before), Seen::Same(_)));
    }

    #[test]
    fn what_is_gone_or_cannot_be_read_is_told_apart() {
        let (fs, known) = disk();
        fs.fail(Fault::every(Operation::Read, ErrorKind::PermissionDenied));
        assert!(matches!(seen(&fs, known, None), Seen::Unreadable(_)));
        fs.heal();
        fs.take_away(PATH);
        assert!(matches!(seen(&fs, known, None), Seen::Gone { folder: false }));
        fs.take_away("/drafts");
        assert!(matches!(seen(&fs, known, None), Seen::Gone { folder: true }));
    }
}
