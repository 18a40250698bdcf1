//! The file system of the operating system.

use super::fs::{Access, FileIdentity, Fs, Kind, Lock, Metadata, NewFile, Owner, Timestamp};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The disk itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

impl Fs for RealFs {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let found = fs::metadata(path)?;
        let kind = match found.file_type() {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Folder,
            _ => Kind::Other,
        };
        Ok(Metadata {
            kind,
            len: found.len(),
            mode: mode_of(&found),
            read_only: found.permissions().readonly(),
            owner: owner_of(&found),
            hard_links: hard_links_of(&found),
            identity: identity_of(&found),
            modified: found.modified().ok().map(Timestamp::from),
        })
    }

    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => fs::read_link(path).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path).map(drop)
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn NewFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        restrict(&mut options, access);
        Ok(Box::new(RealFile(options.open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_private_folders(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        restrict(&mut options, Access::Private);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(RealLock { _file: file }))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) if has_no_locks(&error) => {
                Err(io::Error::new(io::ErrorKind::Unsupported, error))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Network file systems without a lock service answer ENOLCK; a few FUSE ones EINVAL or EBADF.
fn has_no_locks(error: &io::Error) -> bool {
    const ENOLCK: i32 = if cfg!(target_os = "linux") { 37 } else { 77 };
    const EBADF: i32 = 9;
    error.kind() == io::ErrorKind::InvalidInput
        || (cfg!(unix) && error.raw_os_error().is_some_and(|code| [ENOLCK, EBADF].contains(&code)))
}

/// The system holds the lock for as long as the file is open.
#[derive(Debug)]
struct RealLock {
    _file: File,
}

impl Lock for RealLock {}

struct RealFile(File);

impl NewFile for RealFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn set_mode(&mut self, mode: u32) -> io::Result<()> {
        set_mode_of(&self.0, mode)
    }

    fn mode(&self) -> io::Result<Option<u32>> {
        self.0.metadata().map(|found| mode_of(&found))
    }

    fn owner(&self) -> io::Result<Option<Owner>> {
        self.0.metadata().map(|found| owner_of(&found))
    }

    fn set_owner(&mut self, owner: Owner) -> io::Result<()> {
        set_owner_of(&self.0, owner)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

#[cfg(unix)]
fn mode_of(found: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(found.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode_of(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn owner_of(found: &fs::Metadata) -> Option<Owner> {
    use std::os::unix::fs::MetadataExt;
    Some(Owner { user: found.uid(), group: found.gid() })
}

#[cfg(not(unix))]
fn owner_of(_: &fs::Metadata) -> Option<Owner> {
    None
}

#[cfg(unix)]
fn set_owner_of(file: &File, owner: Owner) -> io::Result<()> {
    std::os::unix::fs::fchown(file, Some(owner.user), Some(owner.group))
}

#[cfg(not(unix))]
fn set_owner_of(_: &File, _: Owner) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn hard_links_of(found: &fs::Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::nlink(found))
}

#[cfg(not(unix))]
fn hard_links_of(_: &fs::Metadata) -> Option<u64> {
    None
}

#[cfg(unix)]
fn identity_of(found: &fs::Metadata) -> Option<FileIdentity> {
    use std::os::unix::fs::MetadataExt;
    Some(FileIdentity { device: found.dev(), number: found.ino() })
}

#[cfg(not(unix))]
fn identity_of(_: &fs::Metadata) -> Option<FileIdentity> {
    None
}

#[cfg(unix)]
fn set_mode_of(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode_of(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn restrict(options: &mut OpenOptions, access: Access) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(match access {
        Access::Private => 0o600,
        Access::Usual => 0o666,
    });
}

#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions, _: Access) {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn reading_stops_at_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.ron");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(RealFs.read(&path, 5).unwrap(), b"12345");
        assert_eq!(RealFs.read(&path, 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        // A device without end: only the limit stops it.
        assert_eq!(
            RealFs.read(Path::new("/dev/zero"), 1 << 16).unwrap_err().kind(),
            io::ErrorKind::FileTooLarge
        );
    }

    #[test]
    fn creating_is_exclusive_even_over_a_dangling_link() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink(folder.path().join("elsewhere"), &link).unwrap();
        let refused = RealFs.create(&link, Access::Private).err().unwrap();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert!(!folder.path().join("elsewhere").exists());
    }

    #[test]
    fn links_are_told_from_files_and_from_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("a/../b", &link).unwrap();
        assert_eq!(RealFs.link_target(&link).unwrap(), Some(PathBuf::from("a/../b")));
        assert_eq!(RealFs.link_target(folder.path()).unwrap(), None);
        assert_eq!(RealFs.link_target(&folder.path().join("nothing")).unwrap(), None);
    }

    #[test]
    fn private_means_the_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        RealFs.create_private_folders(&inner).unwrap();
        RealFs.create_private_folders(&inner).unwrap();
        let file = RealFs.create(&inner.join("f"), Access::Private).unwrap();
        assert_eq!(file.mode().unwrap(), Some(0o600));
        assert_eq!(fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(RealFs.metadata(&inner).unwrap().kind, Kind::Folder);
        assert_eq!(RealFs.metadata(Path::new("/dev/null")).unwrap().kind, Kind::Other);
    }

    #[test]
    fn names_of_one_file_share_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), b"a").unwrap();
        fs::write(path("b"), b"a").unwrap();
        fs::hard_link(path("a"), path("c")).unwrap();
        symlink("a", path("d")).unwrap();
        let of = |name: &str| RealFs.metadata(&path(name)).unwrap();
        assert_eq!([of("a").hard_links, of("b").hard_links, of("d").hard_links], [Some(2), Some(1), Some(2)]);
        assert!(of("a").identity.is_some());
        assert_eq!((of("a").identity, of("a").identity), (of("c").identity, of("d").identity));
        assert_ne!(of("a").identity, of("b").identity);
        let now = Timestamp::from(std::time::SystemTime::now());
        assert!((now.seconds - of("a").modified.unwrap().seconds).abs() < 600);
    }

    #[test]
    fn folders_are_listed_and_removed_only_when_empty() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        RealFs.create_private_folders(&inner).unwrap();
        fs::write(inner.join(".hidden"), b"").unwrap();
        assert_eq!(RealFs.list(folder.path()).unwrap(), ["inner"]);
        assert_eq!(RealFs.list(&inner).unwrap(), [".hidden"]);
        assert_eq!(RealFs.remove_folder(&inner).unwrap_err().kind(), io::ErrorKind::DirectoryNotEmpty);
        fs::remove_file(inner.join(".hidden")).unwrap();
        RealFs.remove_folder(&inner).unwrap();
        assert_eq!(RealFs.list(&inner).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_lock_excludes_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.lock");
        let held = RealFs.try_lock(&path).unwrap().unwrap();
        assert!(RealFs.try_lock(&path).unwrap().is_none());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        drop(held);
        fs::write(&path, b"content stays").unwrap();
        assert!(RealFs.try_lock(&path).unwrap().is_some());
        assert_eq!(fs::read(&path).unwrap(), b"content stays");
        let nowhere = folder.path().join("missing/draft.lock");
        assert_eq!(RealFs.try_lock(&nowhere).err().unwrap().kind(), io::ErrorKind::NotFound);
    }
}
