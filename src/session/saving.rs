//! Saving an open draft: what is to be written leaves the session, is written wherever there is time for it, and comes
//! back with what it came to. Edits made meanwhile stay unsaved.

use super::files::{FileError, OpenFile};
use super::kept::Before;
use super::tie::ReadOnly;
use super::{KeepJob, Session};
use crate::draft::Draft;
use crate::store::{Expected, Folders, Fs, SaveError, Saved, Terms, keep_original, save_draft};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a draft goes, and over what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveWay {
    /// To the file it came from, if that still holds what was loaded or last saved.
    Again,
    /// To the file it came from, whatever another program put there; the user agreed.
    Over,
    /// To another file. `replace`: the user agreed to replace one that stands there.
    As { path: PathBuf, replace: bool },
}

/// All that one save needs, to be run on any thread.
#[derive(Clone, Debug)]
pub struct SaveJob {
    /// The draft as it was when it was asked to be saved.
    pub draft: Arc<Draft>,
    pub path: PathBuf,
    pub expected: Expected,
    /// Other names of the file (hard links) may be left with the old content; the user agreed.
    pub part_links: bool,
    /// The file there has this schema of an older version; it is kept beside the new one.
    pub older: Option<u32>,
    /// What the history keeps once it is saved.
    keep: KeepJob,
}

/// A save that was run.
#[derive(Debug)]
pub struct SaveDone {
    pub job: SaveJob,
    pub result: Result<Saved, SaveError>,
    /// What stood in the file before.
    before: Before,
}

impl SaveJob {
    /// Serialises, reads back, compares, writes and waits for the disk. What is overwritten without having been read here
    /// goes into the history first, if there is one.
    pub fn run(self, fs: &dyn Fs, folders: Option<&Folders>) -> SaveDone {
        let before = folders.map_or(Before::Known, |folders| {
            self.keep.look_before(fs, folders, &self.path, self.expected, self.older.is_some())
        });
        let kept = match self.older {
            Some(schema) => keep_original(fs, &self.path, schema),
            None => Ok(()),
        };
        let terms = Terms { expected: self.expected, part_links: self.part_links };
        let result = kept.and_then(|()| save_draft(fs, &self.path, &self.draft, terms));
        SaveDone { job: self, result, before }
    }
}

impl SaveDone {
    /// What the history is to keep now, if the draft is in its file.
    pub fn keep_job(&mut self) -> Option<KeepJob> {
        let is_there = matches!(self.result, Ok(_) | Err(SaveError::Unconfirmed { .. }));
        is_there.then(|| self.job.keep.clone().after(std::mem::replace(&mut self.before, Before::Known)))
    }

    /// Why the history could not keep what was overwritten.
    pub fn not_kept(&self) -> Option<String> {
        match &self.before {
            Before::NotKept(error) => Some(error.cause()),
            Before::Known | Before::New(_) => None,
        }
    }
}

impl Session {
    /// What is to be saved now. Costs next to nothing, however large the draft is. The next edit begins a new step of undo,
    /// so that undo comes past what was saved.
    ///
    /// # Errors
    /// [`FileError::NoName`] for a draft without a file, unless it is given one; [`FileError::Newer`] and
    /// [`FileError::InUse`] for one that can only be read.
    pub fn save_job(&mut self, way: SaveWay) -> Result<SaveJob, FileError> {
        match self.read_only() {
            Some(ReadOnly::Newer { schema, .. }) => return Err(FileError::Newer { schema: *schema }),
            Some(ReadOnly::InUse(_)) if !matches!(way, SaveWay::As { .. }) => return Err(FileError::InUse),
            Some(ReadOnly::InUse(_)) | None => {}
        }
        let (path, expected) = match way {
            SaveWay::As { path, replace: true } => (path, Expected::Overwrite),
            SaveWay::As { path, replace: false } => (path, Expected::New),
            SaveWay::Again | SaveWay::Over => {
                self.expectation(way == SaveWay::Over).ok_or(FileError::NoName)?
            }
        };
        self.history.close_step();
        let older = self.older().filter(|_| self.file() == Some(path.as_path()));
        let keep = self.keep_save(&path);
        Ok(SaveJob { draft: self.snapshot(), path, expected, part_links: self.part_links, older, keep })
    }

    /// The user agrees that the next save leaves other names of the file (hard links) with the old content.
    pub fn agree_to_part_links(&mut self) {
        self.part_links = true;
    }

    /// Takes in what a save came to: what was written counts as saved, and nothing newer.
    ///
    /// # Errors
    /// Why the save failed. The draft stays open and unsaved; except for [`SaveError::Unconfirmed`] the file is as it was.
    pub fn take_saved(&mut self, done: SaveDone) -> Result<(), FileError> {
        let SaveDone { job, result, .. } = done;
        match result {
            Ok(saved) => {
                self.file = Some(OpenFile { path: job.path, hash: saved.hash });
                self.saved = Some(job.draft);
                self.part_links = false;
                self.bind();
                Ok(())
            }
            Err(error) => {
                if let SaveError::Unconfirmed { hash, .. } = &error {
                    // The content is in place, only the disk's word for it is missing: the next save expects it.
                    self.file = Some(OpenFile { path: job.path, hash: *hash });
                    self.bind();
                }
                Err(FileError::Save(error))
            }
        }
    }

    /// The draft has a file of its own that holds what was saved.
    fn bind(&mut self) {
        self.tie.read_only = None;
        self.tie.damage = None;
        self.tie.older = None;
        self.tie.name = None;
        self.tie.fresh = false;
        self.tie.renew();
    }

    /// Saves to the file the draft came from, and waits for it.
    ///
    /// # Errors
    /// As [`Session::save_job`] and [`Session::take_saved`].
    pub fn save(&mut self, fs: &dyn Fs) -> Result<(), FileError> {
        self.save_now(fs, SaveWay::Again)
    }

    /// Saves under another name, and waits for it. `replace` says that the user agreed to replace a file that stands
    /// there.
    ///
    /// # Errors
    /// As [`Session::take_saved`].
    pub fn save_as(&mut self, fs: &dyn Fs, path: &Path, replace: bool) -> Result<(), FileError> {
        self.save_now(fs, SaveWay::As { path: path.to_owned(), replace })
    }

    fn save_now(&mut self, fs: &dyn Fs, way: SaveWay) -> Result<(), FileError> {
        let job = self.save_job(way)?;
        self.take_saved(job.run(fs, None))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::*;
    use crate::draft::Edit;
    use crate::store::testing::{FakeFs, Fault, Operation};
    use crate::template::find;
    use std::io::ErrorKind;

    const PATH: &str = "/drafts/a.ron";

    fn saved_session(fs: &FakeFs) -> Session {
        fs.put_folder("/drafts");
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        session.save_as(fs, Path::new(PATH), false).unwrap();
        session
    }

    fn entitle(session: &mut Session, title: &str) {
        session.apply(&[Edit::set("title", title)], "Edit title", Some("title")).unwrap();
    }

    fn title_on_disk(fs: &FakeFs) -> String {
        Session::open(fs, Path::new(PATH)).unwrap().draft().agreement.title.to_string()
    }

    #[test]
    fn edits_made_during_a_save_stay_unsaved() {
        let fs = FakeFs::new();
        let mut session = saved_session(&fs);
        entitle(&mut session, "One");
        let job = session.save_job(SaveWay::Again).unwrap();
        entitle(&mut session, "Two");
        session.take_saved(job.run(&fs, None)).unwrap();
        assert!(session.is_dirty());
        assert_eq!((title_on_disk(&fs).as_str(), session.draft().agreement.title.as_str()), ("One", "Two"));
        session.undo();
        assert_eq!(session.draft().agreement.title.as_str(), "One");
        assert!(!session.is_dirty(), "undo comes past what was saved");
        session.redo();
        session.save(&fs).unwrap();
        assert_eq!(title_on_disk(&fs), "Two");
    }

    #[test]
    fn a_save_that_fails_later_leaves_the_unsaved_mark() {
        let fs = FakeFs::new();
        let mut session = saved_session(&fs);
        let before = fs.content(PATH);
        entitle(&mut session, "One");
        let job = session.save_job(SaveWay::Again).unwrap();
        fs.fail(Fault::every(Operation::Sync, ErrorKind::StorageFull));
        let error = session.take_saved(job.run(&fs, None)).unwrap_err().to_string();
        assert!(error.contains(PATH) && error.contains("the disk is full"), "{error}");
        assert!(session.is_dirty());
        assert_eq!(fs.content(PATH), before);
    }

    #[test]
    fn a_draft_without_a_file_needs_a_name() {
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        assert!(matches!(session.save_job(SaveWay::Again), Err(FileError::NoName)));
        assert!(matches!(session.save_job(SaveWay::Over), Err(FileError::NoName)));
        let job = session.save_job(SaveWay::As { path: PATH.into(), replace: false }).unwrap();
        assert!(session.file().is_none(), "not before it is there");
        session.take_saved(job.run(&fs, None)).unwrap();
        assert_eq!(session.file(), Some(Path::new(PATH)));
    }
}
