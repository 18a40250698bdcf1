//! A disk that can lose its power: it knows what was waited for, and shows every state that the rest may leave.
//!
//! What a program sees while it runs is a [`FakeFs`], faults included. Beside it every change is written down:
//! a write to a file, a name that begins or ceases to lead to a file. A change is durable once a sync covers it: that of the
//! file for what it holds, that of the folder for the names in it, and neither for the other. All else is up to the
//! disk, which may keep it, lose it, or keep a part, each change apart from all others. A rename is two such changes, so
//! that the new name may survive without the data, or beside the old name. After a sync that failed the writes before it
//! are never durable, for a later sync that succeeds says nothing about them.

mod states;

use super::super::fs::{Access, Fs, Lock, Metadata, NewFile, Owner};
use super::FakeFs;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A disk that writes down what happens to it. Clones share it.
#[derive(Clone)]
pub struct CrashFs {
    disk: FakeFs,
    log: Arc<Mutex<Log>>,
}

/// How far a program had come when the power went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// How many steps were done that change something or wait for the disk.
    pub step: usize,
    /// The program had come to its end, and might have reported success.
    pub at_the_end: bool,
}

struct Log {
    steps: usize,
    /// Names and contents that were durable from the beginning; `None` for a folder.
    names: BTreeMap<PathBuf, Option<usize>>,
    contents: BTreeMap<usize, Vec<u8>>,
    entries: Vec<Entry>,
}

struct Entry {
    change: Change,
    /// The step that made the change.
    made: usize,
    durable: Durable,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Durable {
    NotYet,
    /// Since the end of this step.
    Since(usize),
    Never,
}

/// What may survive or not, by itself.
enum Change {
    /// The name leads to this file from now on.
    Name(PathBuf, usize),
    Folder(PathBuf),
    /// The name is gone.
    NoName(PathBuf),
    Write {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    #[cfg(test)]
    Truncate {
        file: usize,
    },
}

impl Change {
    /// The name that begins or ends with this change.
    fn name(&self) -> Option<&Path> {
        match self {
            Self::Name(place, _) | Self::Folder(place) | Self::NoName(place) => Some(place),
            _ => None,
        }
    }

    /// The file whose content this changes.
    fn file(&self) -> Option<usize> {
        match self {
            Self::Write { file, .. } => Some(*file),
            #[cfg(test)]
            Self::Truncate { file } => Some(*file),
            _ => None,
        }
    }
}

impl Log {
    fn step(&mut self) -> usize {
        self.steps += 1;
        self.steps
    }

    fn note(&mut self, made: usize, change: Change) {
        self.entries.push(Entry { change, made, durable: Durable::NotYet });
    }

    /// A sync ended. What it covers is durable, or never will be for certain.
    fn synced(&mut self, succeeded: bool, covers: impl Fn(&Change) -> bool) {
        let step = self.step();
        let durable = if succeeded { Durable::Since(step) } else { Durable::Never };
        let open = self.entries.iter_mut().filter(|e| e.durable == Durable::NotYet && covers(&e.change));
        open.for_each(|entry| entry.durable = durable);
    }
}

impl CrashFs {
    /// Begins with everything on `disk` durable. Its faults and its clock keep working.
    pub fn over(disk: &FakeFs) -> Self {
        let (names, contents) = disk.snapshot();
        let log = Log { steps: 0, names, contents, entries: Vec::new() };
        Self { disk: disk.clone(), log: Arc::new(Mutex::new(log)) }
    }

    /// Shows every disk that a power cut may leave behind, after every step from none to all.
    pub fn each_disk_after_a_power_cut(&self, mut see: impl FnMut(Moment, &FakeFs)) {
        let log = self.log();
        for step in 0..=log.steps {
            let moment = Moment { step, at_the_end: step == log.steps };
            states::after(&log, step).iter().for_each(|state| see(moment, &states::disk(state)));
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces the content of a file where it stands, and waits for the disk: what a careful save never does.
    #[cfg(test)]
    pub fn write_in_place(&self, path: &Path, bytes: &[u8]) {
        let (Some(_), Some(file)) = (self.disk.place(path), self.disk.number(path)) else { return };
        self.disk.put(path, bytes);
        let mut log = self.log();
        let step = log.step();
        log.note(step, Change::Truncate { file });
        let step = log.step();
        log.note(step, Change::Write { file, at: 0, bytes: bytes.to_vec() });
        log.synced(true, |change| change.file() == Some(file));
    }
}

impl Fs for CrashFs {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.disk.metadata(path)
    }

    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.disk.link_target(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.disk.read(path, limit)
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.disk.check_writable(path)
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn NewFile>> {
        let inner = self.disk.create(path, access)?;
        let (place, number) =
            self.disk.place(path).zip(self.disk.number(path)).ok_or(io::ErrorKind::NotFound)?;
        let mut log = self.log();
        let step = log.step();
        log.note(step, Change::Name(place, number));
        Ok(Box::new(CrashFile { fs: self.clone(), inner, number, len: 0 }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let places = self.disk.place(from).zip(self.disk.place(to));
        let number = self.disk.number(from);
        self.disk.rename(from, to)?;
        if let (Some((from, to)), Some(number)) = (places, number) {
            let mut log = self.log();
            let step = log.step();
            log.note(step, Change::Name(to, number));
            log.note(step, Change::NoName(from));
        }
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let place = self.disk.place(folder);
        let done = self.disk.sync_folder(folder);
        self.log().synced(done.is_ok(), |change| {
            let parent = change.name().and_then(Path::parent);
            parent.is_some() && parent == place.as_deref()
        });
        done
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let place = self.disk.place(path);
        self.disk.remove_file(path)?;
        if let Some(place) = place {
            let mut log = self.log();
            let step = log.step();
            log.note(step, Change::NoName(place));
        }
        Ok(())
    }

    fn create_private_folders(&self, path: &Path) -> io::Result<()> {
        let missing: Vec<_> =
            path.ancestors().filter(|part| self.disk.place_of_folder(part).is_none()).collect();
        self.disk.create_private_folders(path)?;
        let mut log = self.log();
        for part in missing.into_iter().rev() {
            let step = log.step();
            if let Some(place) = self.disk.place_of_folder(part) {
                log.note(step, Change::Folder(place));
            }
        }
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let place = self.disk.place(path);
        self.disk.remove_folder(path)?;
        if let Some(place) = place {
            let mut log = self.log();
            let step = log.step();
            log.note(step, Change::NoName(place));
        }
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.disk.list(folder)
    }

    /// Locks end with the power; the file of the lock is of no account.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.disk.try_lock(path)
    }
}

struct CrashFile {
    fs: CrashFs,
    inner: Box<dyn NewFile>,
    number: usize,
    /// Bytes written so far.
    len: usize,
}

impl NewFile for CrashFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.inner.write(bytes);
        let after = self.fs.disk.len_of(self.number);
        let written = bytes.get(..after.saturating_sub(self.len)).unwrap_or(bytes);
        if !written.is_empty() {
            let mut log = self.fs.log();
            let step = log.step();
            log.note(step, Change::Write { file: self.number, at: self.len, bytes: written.to_vec() });
        }
        self.len = after;
        done
    }

    fn set_mode(&mut self, mode: u32) -> io::Result<()> {
        self.inner.set_mode(mode)
    }

    fn mode(&self) -> io::Result<Option<u32>> {
        self.inner.mode()
    }

    fn owner(&self) -> io::Result<Option<Owner>> {
        self.inner.owner()
    }

    fn set_owner(&mut self, owner: Owner) -> io::Result<()> {
        self.inner.set_owner(owner)
    }

    fn sync(&mut self) -> io::Result<()> {
        let done = self.inner.sync();
        self.fs.log().synced(done.is_ok(), |change| change.file() == Some(self.number));
        done
    }
}
