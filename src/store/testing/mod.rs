//! A file system in memory that fails on demand, for the tests of this room and of those above.

mod crash;
mod fault;
mod tree;

pub use crash::{CrashFs, Moment};
pub use fault::{Fault, Operation};

use super::fs::{Access, Fs, Kind, Lock, Metadata, NewFile, Owner, Timestamp};
use fault::Script;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tree::Tree;

/// Folders, files and links under `/`, names of at most 255 bytes, permission bits, and a script of faults.
/// Clones share one disk.
#[derive(Clone, Default)]
pub struct FakeFs(Arc<Disk>);

#[derive(Default)]
struct Disk {
    state: Mutex<State>,
    /// Told when nothing is held any more.
    free: Condvar,
}

#[derive(Default)]
struct State {
    tree: Tree,
    script: Script,
    held: Option<Operation>,
}

impl FakeFs {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file there, with its folders, mode 0644, replacing what the name held. Not an operation: no
    /// fault hits it. Does nothing when a part of the path is a file.
    pub fn put(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        self.state().tree.put(path.as_ref(), bytes);
    }

    /// Creates a folder and its parents.
    pub fn put_folder(&self, path: impl AsRef<Path>) {
        self.state().tree.put_folder(path.as_ref());
    }

    /// Creates a symbolic link and the folders it stands in.
    pub fn put_link(&self, path: impl AsRef<Path>, to: impl AsRef<Path>) {
        self.state().tree.put_link(path.as_ref(), to.as_ref());
    }

    /// Gives the file `of` a second name, and creates the folders it stands in.
    pub fn put_hard_link(&self, path: impl AsRef<Path>, of: impl AsRef<Path>) {
        self.state().tree.put_hard_link(path.as_ref(), of.as_ref());
    }

    /// What the clock of the disk says from now on. At first it stands still at 1,785,000,000 s.
    pub fn set_clock(&self, now: Timestamp) {
        self.state().tree.clock = now;
    }

    /// Takes the lock of a file as another process would, making the file if need be. False if it is held.
    pub fn lock_elsewhere(&self, path: impl AsRef<Path>) -> bool {
        matches!(self.state().tree.lock(path.as_ref()), Ok(Some(_)))
    }

    /// The process that holds the lock of this file ends.
    pub fn unlock_elsewhere(&self, path: impl AsRef<Path>) {
        let mut state = self.state();
        if let Ok(number) = state.tree.number(path.as_ref()) {
            state.tree.unlock(number);
        }
    }

    /// Removes a file, a link, or a folder with all it holds, as another program would.
    pub fn take_away(&self, path: impl AsRef<Path>) {
        self.state().tree.take_away(path.as_ref());
    }

    /// Sets the permission bits of a file or folder; without owner write (0o200) nothing changes in it.
    pub fn set_mode(&self, path: impl AsRef<Path>, mode: u32) {
        self.state().tree.set_mode(path.as_ref(), mode);
    }

    /// Gives a file to others, as they or a superuser would.
    pub fn set_owner(&self, path: impl AsRef<Path>, owner: Owner) {
        let mut state = self.state();
        if let Ok(number) = state.tree.number(path.as_ref()) {
            state.tree.set_owner(number, owner);
        }
    }

    /// The content of a file, through links.
    pub fn content(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        self.state().tree.file(path.as_ref()).ok().map(|file| file.bytes.clone())
    }

    /// The permission bits of a file or folder, through links.
    pub fn mode(&self, path: impl AsRef<Path>) -> Option<u32> {
        self.state().tree.metadata(path.as_ref()).ok().and_then(|found| found.mode)
    }

    /// Whether all of the file's present content was synced.
    pub fn is_synced(&self, path: impl AsRef<Path>) -> bool {
        self.state().tree.file(path.as_ref()).is_ok_and(|file| file.synced)
    }

    /// Every file and link, in order.
    pub fn files(&self) -> Vec<PathBuf> {
        self.state().tree.files()
    }

    /// Plans a fault, in place of the one planned before, and starts counting operations from 1 again.
    pub fn fail(&self, fault: Fault) {
        self.state().script.plan(Some(fault));
    }

    /// From now on everything works.
    pub fn heal(&self) {
        self.state().script.plan(None);
    }

    /// Whether the planned fault has happened.
    pub fn has_failed(&self) -> bool {
        self.state().script.has_hit()
    }

    /// From now on a single write takes at most `bytes`, at least one.
    pub fn limit_writes(&self, bytes: usize) {
        self.state().script.longest_write = Some(bytes.max(1));
    }

    /// What was done since the start, the last [`Self::fail`], [`Self::heal`] or [`Self::forget_operations`].
    pub fn operations(&self) -> Vec<Operation> {
        self.state().script.done().to_vec()
    }

    pub fn forget_operations(&self) {
        self.state().script.forget();
    }

    /// From now on operations of this sort do not return, as those of a disk that does not answer.
    pub fn hold(&self, operation: Operation) {
        self.state().held = Some(operation);
    }

    /// Whatever was held goes on.
    pub fn let_go(&self) {
        self.state().held = None;
        self.0.free.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state once operations of this sort are not held.
    fn state_for(&self, operation: Operation) -> MutexGuard<'_, State> {
        let is_held = |state: &mut State| state.held == Some(operation);
        self.0.free.wait_while(self.state(), is_held).unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a path leads, but for a link at its end.
    fn place(&self, path: &Path) -> Option<PathBuf> {
        self.state().tree.locate(path, false).ok()
    }

    /// Where a path leads, if it leads to a folder.
    fn place_of_folder(&self, path: &Path) -> Option<PathBuf> {
        let state = self.state();
        let found = state.tree.metadata(path).ok().filter(|found| found.kind == Kind::Folder);
        found.and_then(|_| state.tree.locate(path, true).ok())
    }

    /// Which file a path leads to.
    fn number(&self, path: &Path) -> Option<usize> {
        self.state().tree.number(path).ok()
    }

    /// Bytes in a file, by its number.
    fn len_of(&self, number: usize) -> usize {
        self.state().tree.metadata_of(number).map_or(0, |found| found.len as usize)
    }

    /// All names, with the number of each file and `None` for a folder, and all contents. Links are left out.
    fn snapshot(&self) -> (BTreeMap<PathBuf, Option<usize>>, BTreeMap<usize, Vec<u8>>) {
        let state = self.state();
        let names = state.tree.names();
        let content =
            |path: &PathBuf| state.tree.file(path).map(|file| file.bytes.clone()).unwrap_or_default();
        let contents = names.iter().filter_map(|(path, number)| Some(((*number)?, content(path)))).collect();
        (names, contents)
    }

    fn perform<T>(&self, what: Operation, act: impl FnOnce(&mut Tree) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.state_for(what);
        state.script.next(what)?;
        act(&mut state.tree)
    }
}

impl Fs for FakeFs {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.perform(Operation::Metadata, |tree| tree.metadata(path))
    }

    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.perform(Operation::LinkTarget, |tree| tree.link_target(path))
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.perform(Operation::Read, |tree| {
            let bytes = &tree.file(path)?.bytes;
            if bytes.len() as u64 > limit {
                Err(io::ErrorKind::FileTooLarge.into())
            } else {
                Ok(bytes.clone())
            }
        })
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.perform(Operation::CheckWritable, |tree| tree.check_writable(path))
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn NewFile>> {
        let mode = match access {
            Access::Private => 0o600,
            Access::Usual => 0o644,
        };
        let number = self.perform(Operation::Create, |tree| tree.create(path, mode))?;
        Ok(Box::new(FakeFile { fs: self.clone(), number }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.perform(Operation::Rename, |tree| tree.rename(from, to))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.perform(Operation::SyncFolder, |tree| tree.metadata(folder).map(drop))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.perform(Operation::Remove, |tree| tree.remove_file(path))
    }

    fn create_private_folders(&self, path: &Path) -> io::Result<()> {
        self.perform(Operation::CreateFolders, |tree| tree.create_folders(path, 0o700))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.perform(Operation::RemoveFolder, |tree| tree.remove_folder(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.perform(Operation::List, |tree| tree.list(folder))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let number = self.perform(Operation::TryLock, |tree| tree.lock(path))?;
        Ok(number.map(|number| Box::new(FakeLock { fs: self.clone(), number }) as Box<dyn Lock>))
    }
}

struct FakeLock {
    fs: FakeFs,
    number: usize,
}

impl Lock for FakeLock {}

impl fmt::Debug for FakeLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeLock({})", self.number)
    }
}

impl Drop for FakeLock {
    fn drop(&mut self) {
        self.fs.state().tree.unlock(self.number);
    }
}

struct FakeFile {
    fs: FakeFs,
    number: usize,
}

impl NewFile for FakeFile {
    /// A write that fails leaves half of its bytes behind, as a disk that fills up does; an interrupted one none.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.fs.state_for(Operation::Write);
        let State { tree, script, .. } = &mut *state;
        let allowed = script.next(Operation::Write);
        let length = match &allowed {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(_) => bytes.len() / 2,
            Ok(()) => script.longest_write.unwrap_or(usize::MAX).min(bytes.len()),
        };
        tree.append(self.number, bytes.get(..length).unwrap_or(bytes))?;
        allowed.map(|()| length)
    }

    fn set_mode(&mut self, mode: u32) -> io::Result<()> {
        self.fs.perform(Operation::SetMode, |tree| {
            tree.set_mode_of(self.number, mode);
            Ok(())
        })
    }

    fn mode(&self) -> io::Result<Option<u32>> {
        self.fs.perform(Operation::Metadata, |tree| tree.metadata_of(self.number).map(|found| found.mode))
    }

    fn owner(&self) -> io::Result<Option<Owner>> {
        self.fs.perform(Operation::Metadata, |tree| tree.metadata_of(self.number).map(|found| found.owner))
    }

    /// Files cannot be given to other users, but to any group.
    fn set_owner(&mut self, owner: Owner) -> io::Result<()> {
        self.fs.perform(Operation::SetOwner, |tree| {
            if owner.user != tree::USER.user {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            tree.set_owner(self.number, owner);
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.fs.perform(Operation::Sync, |tree| tree.sync(self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_and_freed_with_its_holder() {
        let fs = FakeFs::new();
        fs.put_folder("/state");
        let path = Path::new("/state/draft.lock");
        let held = fs.try_lock(path).unwrap().unwrap();
        assert!(fs.clone().try_lock(path).unwrap().is_none());
        assert!(!fs.lock_elsewhere(path));
        drop(held);
        assert!(fs.lock_elsewhere(path));
        assert!(fs.try_lock(path).unwrap().is_none());
        fs.unlock_elsewhere(path);
        assert!(fs.try_lock(path).unwrap().is_some());
        fs.fail(Fault::every(Operation::TryLock, io::ErrorKind::Unsupported));
        assert_eq!(fs.try_lock(path).err().unwrap().kind(), io::ErrorKind::Unsupported);
    }

    #[test]
    fn content_carries_the_time_it_was_written() {
        let fs = FakeFs::new();
        fs.put("/a", b"a");
        let later = Timestamp { seconds: 1_785_000_100, nanoseconds: 7 };
        fs.set_clock(later);
        let at = |path: &str| fs.metadata(Path::new(path)).unwrap().modified.unwrap();
        let before = at("/a");
        fs.put("/b", b"b");
        assert_eq!((at("/b"), before < later), (later, true));
    }
}
