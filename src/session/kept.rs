//! What the history keeps of an open draft: each save with the names of what it changed, and whatever is about to be
//! lost by overwriting or reloading.

use super::Session;
use super::recovery::unix_now;
use crate::draft::{Draft, from_ron, to_ron};
use crate::redline::{changed_names, fields};
use crate::store::history::{self, HistoryError, Kept, Snapshot};
use crate::store::{ContentHash, Expected, Folders, Fs, LoadError, load};
use crate::template::Form;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stood in a file before it was saved to.
#[derive(Debug)]
pub(super) enum Before {
    /// Nothing, or nothing that the history lacks.
    Known,
    /// A content that the history does not have yet.
    New(Present),
    /// It was overwritten, though the history could not keep it.
    NotKept(HistoryError),
}

/// A content that was found in a file.
#[derive(Clone, Debug)]
pub(super) struct Present {
    bytes: Arc<Vec<u8>>,
    path: PathBuf,
    kind: Kept,
    /// Seconds since 1970.
    time: i64,
}

/// All that is needed to keep one state of a draft, to be run on any thread.
#[derive(Clone, Debug)]
pub struct KeepJob {
    kind: Kept,
    draft: Arc<Draft>,
    form: Arc<Form>,
    path: Option<PathBuf>,
    /// What the draft was opened with or last saved as, and its hash.
    before: Option<Arc<Draft>>,
    base: Option<ContentHash>,
    present: Option<Present>,
}

impl KeepJob {
    /// Why the state is kept.
    pub fn kind(&self) -> Kept {
        self.kind
    }

    /// Keeps the draft, after what its file held before, if the history has not seen that yet.
    ///
    /// # Errors
    /// When the history cannot be written. Nothing else depends on it.
    pub fn run(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), HistoryError> {
        if let Some(present) = &self.present {
            self.keep_content(fs, folders, present)?;
        }
        let text =
            to_ron(&self.draft).map_err(|error| HistoryError::Unwritable { reason: error.to_string() })?;
        let changed = self.changed(&self.draft);
        let snapshot = Snapshot {
            bytes: text.as_bytes(),
            kind: self.kind,
            path: self.path.as_deref(),
            draft: &self.draft.id,
            title: &self.draft.agreement.title,
            base: self.base,
            changed: &changed,
        };
        history::keep(fs, folders, &snapshot, unix_now()).map(drop)
    }

    fn keep_content(&self, fs: &dyn Fs, folders: &Folders, present: &Present) -> Result<(), HistoryError> {
        let read = from_ron(&present.bytes).ok();
        let theirs = read.as_ref().filter(|_| present.kind == Kept::Overwritten);
        let snapshot = Snapshot {
            bytes: &present.bytes,
            kind: present.kind,
            path: Some(&present.path),
            draft: &self.draft.id,
            title: read.as_ref().map_or("", |draft| draft.agreement.title.as_str()),
            base: self.base.filter(|_| present.kind == Kept::Overwritten),
            changed: &theirs.map(|theirs| self.changed(theirs)).unwrap_or_default(),
        };
        history::keep(fs, folders, &snapshot, present.time).map(drop)
    }

    fn changed(&self, draft: &Draft) -> Vec<String> {
        let before = self.before.as_ref();
        before.map(|before| changed_names(&fields(before, draft, self.form.template()))).unwrap_or_default()
    }

    /// Looks at the file that is about to be saved to. Where whatever stands there may be overwritten it is kept at once;
    /// else it is what the draft was made from and can be kept later, unless the history has it. `older`: an older
    /// version of the program wrote it.
    pub(super) fn look_before(
        &self,
        fs: &dyn Fs,
        folders: &Folders,
        path: &Path,
        expected: Expected,
        older: bool,
    ) -> Before {
        let knows = |hash| history::knows(fs, folders, &self.draft.id, Some(path), hash);
        match expected {
            Expected::New => Before::Known,
            Expected::Hash(hash) if knows(hash) => Before::Known,
            Expected::Hash(hash) => match load(fs, path) {
                Ok(found) if found.hash == hash => {
                    let kind = if older { Kept::Original } else { Kept::Opened };
                    Before::New(Present::found(fs, path, found.bytes, kind))
                }
                // The save will say what is wrong.
                Ok(_) | Err(_) => Before::Known,
            },
            Expected::Overwrite => match load(fs, path) {
                Ok(found) if knows(found.hash) => Before::Known,
                Ok(found) => {
                    let is_own = self.base == Some(found.hash);
                    let kind = if is_own { Kept::Opened } else { Kept::Overwritten };
                    let present = Present::found(fs, path, found.bytes, kind);
                    match self.keep_content(fs, folders, &present) {
                        Ok(()) => Before::Known,
                        Err(error) => Before::NotKept(error),
                    }
                }
                Err(LoadError::Missing { .. }) => Before::Known,
                Err(error) => Before::NotKept(error.into()),
            },
        }
    }

    /// The same job, with what was found before.
    pub(super) fn after(mut self, before: Before) -> Self {
        if let Before::New(present) = before {
            self.present = Some(present);
        }
        self
    }
}

impl Present {
    /// Dated by the file, as far as its clock can be believed.
    fn found(fs: &dyn Fs, path: &Path, bytes: Vec<u8>, kind: Kept) -> Self {
        let written = fs.metadata(path).ok().and_then(|found| found.modified).map(|time| time.seconds);
        let time = written.filter(|time| (1..=unix_now()).contains(time)).unwrap_or_else(unix_now);
        Self { bytes: Arc::new(bytes), path: path.to_owned(), kind, time }
    }
}

impl Session {
    /// What the history is to keep when the draft has been saved to `path`.
    pub(super) fn keep_save(&self, path: &Path) -> KeepJob {
        self.keep_as(Kept::Saved, Some(path))
    }

    /// What the history is to keep of changes that are about to be given up, because the file is read again.
    pub fn keep_discarded(&self) -> KeepJob {
        self.keep_as(Kept::Discarded, self.file())
    }

    fn keep_as(&self, kind: Kept, path: Option<&Path>) -> KeepJob {
        KeepJob {
            kind,
            draft: self.snapshot(),
            form: Arc::clone(self.form()),
            path: path.map(Path::to_owned),
            before: self.saved.clone(),
            base: self.file_hash(),
            present: None,
        }
    }

    /// The content that the file held when it was opened or last saved.
    pub fn file_hash(&self) -> Option<ContentHash> {
        self.file.as_ref().map(|file| file.hash)
    }

    /// Puts an earlier state in the place of the draft, as one step of undo. The draft stays the same draft: its id is
    /// not changed. True if anything is different afterwards.
    pub fn restore(&mut self, earlier: &Draft, name: &str) -> bool {
        let next = Draft { id: self.draft().id.clone(), ..earlier.clone() };
        if next == *self.draft() || self.read_only().is_some() {
            return false;
        }
        self.close_step();
        self.replace(Arc::new(next), name);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::session::SaveWay;
    use crate::store::history::Listing;
    use crate::store::testing::{FakeFs, Fault, Operation};
    use crate::template::find;
    use std::io::ErrorKind;

    const PATH: &str = "/drafts/a.ron";

    fn folders() -> Folders {
        Folders::under(Path::new("/home"))
    }

    fn disk() -> FakeFs {
        let fs = FakeFs::new();
        let text = to_ron(find("cloud-hosting").unwrap().example()).unwrap();
        // What another program wrote is kept as it was, blanks and all.
        fs.put(PATH, format!("\n{text}").as_bytes());
        fs
    }

    fn entitle(session: &mut Session, title: &str) {
        session.apply(&[Edit::set("title", title)], "Edit title", Some("title")).unwrap();
    }

    fn save(session: &mut Session, fs: &FakeFs, way: SaveWay) -> Option<HistoryError> {
        let mut done = session.save_job(way).unwrap().run(fs, Some(&folders()));
        assert_eq!(done.not_kept(), None);
        let job = done.keep_job().unwrap();
        session.take_saved(done).unwrap();
        job.run(fs, &folders()).err()
    }

    fn list(fs: &FakeFs, session: &Session) -> Listing {
        history::entries(fs, &folders(), &session.draft().id, session.file()).unwrap()
    }

    fn kinds(listing: &Listing) -> Vec<Kept> {
        listing.entries.iter().map(|entry| entry.kind).collect()
    }

    #[test]
    fn each_save_is_kept_with_what_it_changed_and_the_file_as_it_was_opened() {
        let fs = disk();
        let opened = fs.content(PATH).unwrap();
        let mut session = Session::open(&fs, Path::new(PATH)).unwrap();
        entitle(&mut session, "One");
        assert!(save(&mut session, &fs, SaveWay::Again).is_none());
        entitle(&mut session, "Two");
        session.apply(&[Edit::set("term.effective", "2027-01-01")], "Edit", None).unwrap();
        assert!(save(&mut session, &fs, SaveWay::Again).is_none());
        let listing = list(&fs, &session);
        assert_eq!(kinds(&listing), [Kept::Saved, Kept::Saved, Kept::Opened]);
        assert_eq!(listing.entries[0].changed, ["Title", "Effective date"]);
        assert_eq!(listing.entries[1].changed, ["Title"]);
        assert_eq!(listing.entries[0].base, Some(listing.entries[1].hash));
        assert_eq!(listing.entries[1].base, Some(listing.entries[2].hash));
        let first = history::content(&fs, &folders(), listing.entries[2].hash).unwrap();
        assert_eq!(first, opened, "byte for byte");
        let mut again = Session::open(&fs, Path::new(PATH)).unwrap();
        entitle(&mut again, "Three");
        save(&mut again, &fs, SaveWay::Again);
        assert_eq!(list(&fs, &again).entries.len(), 4, "what is kept already is not kept as opened again");
    }

    #[test]
    fn what_another_program_wrote_is_kept_before_it_is_overwritten() {
        let fs = disk();
        let mut session = Session::open(&fs, Path::new(PATH)).unwrap();
        fs.put(PATH, b"somebody else's work");
        entitle(&mut session, "Mine");
        save(&mut session, &fs, SaveWay::Over);
        let listing = list(&fs, &session);
        assert_eq!(kinds(&listing), [Kept::Saved, Kept::Overwritten]);
        let kept = history::content(&fs, &folders(), listing.entries[1].hash).unwrap();
        assert_eq!(kept, b"somebody else's work");
        fs.put("/drafts/other.ron", b"precious");
        save(&mut session, &fs, SaveWay::As { path: "/drafts/other.ron".into(), replace: true });
        let listing = list(&fs, &session);
        assert_eq!(kinds(&listing)[..2], [Kept::Saved, Kept::Overwritten]);
        assert_eq!(listing.entries[1].path, Path::new("/drafts/other.ron"));
        let line = listing.line(session.file(), session.file_hash());
        assert!(line.iter().all(|own| *own), "{line:?}");
    }

    #[test]
    fn changes_that_are_given_up_are_kept() {
        let fs = disk();
        let mut session = Session::open(&fs, Path::new(PATH)).unwrap();
        entitle(&mut session, "Given up");
        session.keep_discarded().run(&fs, &folders()).unwrap();
        let listing = list(&fs, &session);
        assert_eq!(kinds(&listing), [Kept::Discarded]);
        let bytes = history::content(&fs, &folders(), listing.entries[0].hash).unwrap();
        assert_eq!(from_ron(&bytes).unwrap(), *session.draft());
    }

    #[test]
    fn a_save_succeeds_whatever_becomes_of_the_history() {
        let fs = disk();
        let mut session = Session::open(&fs, Path::new(PATH)).unwrap();
        entitle(&mut session, "One");
        let mut done = session.save_job(SaveWay::Again).unwrap().run(&fs, Some(&folders()));
        let job = done.keep_job().unwrap();
        session.take_saved(done).unwrap();
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
            for sort in [Operation::Create, Operation::CreateFolders, Operation::Write, Operation::TryLock] {
                fs.fail(Fault::every(sort, kind));
                let error = job.run(&fs, &folders()).unwrap_err();
                assert!(!error.cause().is_empty() && !error.cause().ends_with('.'), "{}", error.cause());
            }
        }
        fs.heal();
        job.run(&fs, &folders()).unwrap();
        assert_eq!(
            kinds(&list(&fs, &session)),
            [Kept::Saved, Kept::Opened],
            "the next time all of it is kept"
        );
        assert!(!session.is_dirty());
    }

    #[test]
    fn an_earlier_state_comes_back_as_one_step() {
        let fs = disk();
        let mut session = Session::open(&fs, Path::new(PATH)).unwrap();
        let earlier = session.snapshot();
        entitle(&mut session, "Now");
        let other = Draft { id: "another".parse().unwrap(), ..(*earlier).clone() };
        assert!(session.restore(&other, "Restore earlier save"));
        assert_eq!(session.draft(), &*earlier, "all but the id");
        assert!(!session.is_dirty());
        assert!(!session.restore(&other, "Restore earlier save"));
        assert_eq!(session.undo_name(), Some("Restore earlier save"));
        session.undo();
        assert_eq!(session.draft().agreement.title.as_str(), "Now");
        session.redo();
        assert_eq!(session.draft(), &*earlier);
    }
}
