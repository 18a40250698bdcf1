//! The file that takes the place of another once it is complete.

use super::super::fs::{Access, Fs, NewFile, Owner};
use super::{leftover, patiently};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What a file passes on to the one that takes its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    pub mode: Option<u32>,
    pub owner: Option<Owner>,
}

pub(super) struct Temporary<'a> {
    fs: &'a dyn Fs,
    path: PathBuf,
    file: Box<dyn NewFile>,
}

/// A step that failed, and the temporary file if it could not be removed.
type Abandoned = (io::Error, Option<PathBuf>);

impl<'a> Temporary<'a> {
    /// Creates an empty file in `folder`. Its name is short whatever the final name is, for that may already
    /// be as long as the file system allows.
    pub fn create(fs: &'a dyn Fs, folder: &Path, access: Access) -> io::Result<Self> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        const ATTEMPTS: usize = 64;
        let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
        for _ in 0..ATTEMPTS {
            let count = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(leftover::name(std::process::id(), count));
            match patiently(|| fs.create(&path, access)) {
                Ok(file) => return Ok(Self { fs, path, file }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    /// Fills the file, waits for the disk and renames it to `target`; removes it if any of that fails.
    pub fn become_file(mut self, bytes: &[u8], kept: Kept, target: &Path) -> Result<(), Abandoned> {
        let written = self.fill(bytes, kept);
        let Self { fs, path, file } = self;
        // Some systems neither rename nor remove an open file.
        drop(file);
        written.and_then(|()| fs.rename(&path, target)).map_err(|error| {
            let removed = match patiently(|| fs.remove_file(&path)) {
                Err(refused) => refused.kind() == io::ErrorKind::NotFound,
                Ok(()) => true,
            };
            (error, (!removed).then_some(path))
        })
    }

    fn fill(&mut self, bytes: &[u8], kept: Kept) -> io::Result<()> {
        if let Some(mode) = kept.mode {
            let shared = self.keep_owner(kept.owner)?;
            // What the old group might do, no other group may do, unless everybody may.
            self.keep_mode(if shared { mode } else { (mode & !0o070) | (((mode & 0o007) << 3) & mode) })?;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let written = patiently(|| self.file.write(rest))?;
            rest = rest.get(written..).filter(|_| written > 0).ok_or(io::ErrorKind::WriteZero)?;
        }
        self.file.sync()
    }

    /// Only superusers give files to others, and everybody else only to a group of their own. True if the file has the
    /// group of the old one.
    fn keep_owner(&mut self, old: Option<Owner>) -> io::Result<bool> {
        let (Some(old), Some(new)) = (old, patiently(|| self.file.owner())?) else { return Ok(true) };
        if old == new || patiently(|| self.file.set_owner(old)).is_ok() {
            return Ok(true);
        }
        Ok(old.group == new.group
            || patiently(|| self.file.set_owner(Owner { user: new.user, ..old })).is_ok())
    }

    /// Some file systems give every file one mode and refuse to set any.
    fn keep_mode(&mut self, mode: u32) -> io::Result<()> {
        if patiently(|| self.file.mode())? == Some(mode) {
            return Ok(());
        }
        match patiently(|| self.file.set_mode(mode)) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
            done => done,
        }
    }
}
