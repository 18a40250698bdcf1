//! One open draft. Everything that changes it goes through [`Session::apply`].

use super::files::{self, FileError, OpenFile};
use super::history::History;
use super::room::Room;
use super::tie::{Damage, ReadOnly, Tie};
use crate::agreement::Role;
use crate::check::{self, Checks, Environment, Finding, Fix, Severity};
use crate::document::{self, Document};
use crate::draft::{Draft, Edit, EditError, Reading, Standing};
use crate::export::typeset;
use crate::store::Fs;
use crate::template::{Form, Template};
use crate::value::FieldPath;
use std::cell::{OnceCell, RefCell};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What follows from one revision of the draft.
#[derive(Clone, Debug)]
pub struct Derived {
    pub revision: u64,
    pub document: Arc<Document>,
    pub findings: Arc<Vec<Finding>>,
}

impl Derived {
    /// Findings of this severity that nobody waived.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity && f.waived.is_none()).count()
    }
}

/// The document of a draft and its findings; `release` adds the rules that only a final text must meet.
pub fn derive(draft: &Draft, form: &Form, release: bool) -> (Document, Vec<Finding>) {
    derive_as(draft, form, Checks { release, ..Checks::default() })
}

/// As [`derive`], with a choice of how strictly to look.
pub fn derive_as(draft: &Draft, form: &Form, checks: Checks) -> (Document, Vec<Finding>) {
    derive_again(draft, form, checks, &mut Memos::default())
}

/// What one revision leaves for the next.
#[derive(Debug, Default)]
struct Memos {
    document: document::Memo,
    check: check::Memo,
}

/// As [`derive_as`], quicker with what an earlier revision left.
fn derive_again(draft: &Draft, form: &Form, checks: Checks, memos: &mut Memos) -> (Document, Vec<Finding>) {
    let document = document::assemble_again(draft, form, &memos.document);
    let environment = Environment { printable: &typeset::is_printable, checks };
    let findings = check::check_again(draft, form.template(), &document, &environment, &mut memos.check);
    (document, findings)
}

/// What undo or redo came to: the step's name, and where to lead the eye.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub name: String,
    pub path: FieldPath,
}

/// Which open draft, as long as the program runs: its place among the tabs changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(u64);

impl SessionId {
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Tells one state of an open draft and its file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    revision: u64,
    saved: Option<usize>,
    file: Option<OpenFile>,
}

/// An open draft.
#[derive(Debug)]
pub struct Session {
    id: SessionId,
    pub(super) draft: Arc<Draft>,
    pub(super) form: Arc<Form>,
    /// Grows with every change, undo and redo included.
    revision: u64,
    pub(super) history: History,
    pub(super) file: Option<OpenFile>,
    /// The draft as it is on disk; `None` before the first save.
    pub(super) saved: Option<Arc<Draft>>,
    /// It came from a recovery journal: there is work in it though nothing was done here yet.
    recovered: bool,
    derived: OnceCell<Derived>,
    pub(super) part_links: bool,
    pub(super) room: Room,
    pub(super) tie: Tie,
    memos: RefCell<Memos>,
}

impl Session {
    /// A draft that is not on disk yet.
    pub fn new(draft: Draft, form: Arc<Form>) -> Self {
        Self {
            id: SessionId::next(),
            part_links: false,
            room: Room::of(&draft),
            draft: Arc::new(draft),
            form,
            revision: 0,
            history: History::default(),
            file: None,
            saved: None,
            recovered: false,
            derived: OnceCell::new(),
            tie: Tie::default(),
            memos: RefCell::default(),
        }
    }

    /// A draft from a recovery journal. `file` is what it came from and what that held then; `saved` the same as a draft,
    /// if it still holds that.
    pub fn recovered(
        draft: Draft,
        form: Arc<Form>,
        file: Option<OpenFile>,
        saved: Option<Arc<Draft>>,
    ) -> Self {
        Self { file, saved, recovered: true, ..Self::new(draft, form) }
    }

    /// Opens a file. One of a newer version is opened to be read, of a damaged one what could be read becomes a new
    /// draft; see [`Session::read_only`] and [`Session::damage`].
    ///
    /// # Errors
    /// When it cannot be read, holds nothing of a draft, or follows a form of agreement that is not here.
    pub fn open(fs: &dyn Fs, path: &Path) -> Result<Self, FileError> {
        let found = files::read_whatever(fs, path)?;
        let Reading { draft, standing, losses } = found.reading;
        let losses = Arc::new(losses);
        let mut session = Self::new(draft, found.form);
        if let Standing::Damaged(_) = standing {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            session.tie.name = Some(format!("{stem} (recovered)"));
            session.tie.damage = Some(Damage { path: path.to_owned(), losses });
            return Ok(session);
        }
        session.saved = Some(Arc::clone(&session.draft));
        session.file = Some(OpenFile { path: path.to_owned(), hash: found.hash });
        session.tie.fresh = true;
        match standing {
            Standing::Newer { schema } => session.tie.read_only = Some(ReadOnly::Newer { schema, losses }),
            Standing::Older { schema } => session.tie.older = Some(schema),
            Standing::Sound | Standing::Damaged(_) => {}
        }
        Ok(session)
    }

    /// A draft that is not on disk, called so until it is saved.
    pub fn named(draft: Draft, form: Arc<Form>, name: String) -> Self {
        let mut session = Self::new(draft, form);
        session.tie.name = Some(name);
        session
    }

    pub fn id(&self) -> SessionId {
        self.id
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The draft as it is now, to hand to another thread.
    pub fn snapshot(&self) -> Arc<Draft> {
        Arc::clone(&self.draft)
    }

    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    pub fn template(&self) -> &Template {
        self.form.template()
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn file(&self) -> Option<&Path> {
        self.file.as_ref().map(|f| f.path.as_path())
    }

    /// The file and what it is known to hold.
    pub fn base(&self) -> Option<&OpenFile> {
        self.file.as_ref()
    }

    /// The file's name, or the title of a draft that has none yet, with its customer: there are many of one title.
    pub fn title(&self) -> String {
        let file = self.file().and_then(Path::file_stem).map(|n| n.to_string_lossy().into_owned());
        file.or_else(|| self.tie.name.clone()).unwrap_or_else(|| {
            let title = self.draft.agreement.title.trim();
            let title =
                if title.is_empty() { format!("New {}", self.template().title) } else { title.to_owned() };
            match self.draft.agreement.party(Role::Customer).map(|p| p.legal_name.trim()) {
                Some(customer) if !customer.is_empty() && !title.contains(customer) => {
                    format!("{customer} – {title}")
                }
                _ => title,
            }
        })
    }

    /// Whether there is something to lose: changes since the last save, or a draft that was never saved.
    pub fn is_dirty(&self) -> bool {
        self.tie.is_missed()
            || self
                .saved
                .as_ref()
                .is_none_or(|saved| !Arc::ptr_eq(saved, &self.draft) && **saved != *self.draft)
    }

    /// Whether closing it without saving loses work: a new draft that nobody touched is no work.
    pub fn has_work(&self) -> bool {
        let touched =
            self.recovered || self.file.is_some() || self.undo_name().is_some() || self.redo_name().is_some();
        touched && self.is_dirty()
    }

    /// The same as long as neither the draft nor its file, nor what that is known to hold, has changed.
    pub fn state(&self) -> SessionState {
        let saved = self.saved.as_ref().map(|saved| Arc::as_ptr(saved).addr());
        SessionState { revision: self.revision, saved, file: self.file.clone() }
    }

    /// The assembled document and the findings of this revision, computed when first asked for.
    pub fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| {
            let mut memos = self.memos.borrow_mut();
            let (document, findings) = derive_again(&self.draft, &self.form, Checks::default(), &mut memos);
            Derived { revision: self.revision, document: Arc::new(document), findings: Arc::new(findings) }
        })
    }

    /// Makes changes as one step named `name`. Steps with the same `key` join while nothing else happens, so that
    /// typing in one field is one step. True if the draft is different afterwards.
    ///
    /// # Errors
    /// When the draft can only be read, one of the edits cannot be made, or the draft would then be too large to be
    /// saved; none of them is made.
    pub fn apply(&mut self, edits: &[Edit], name: &str, key: Option<&str>) -> Result<bool, EditError> {
        if self.tie.read_only.is_some() {
            return Err(EditError::ReadOnly);
        }
        let mut next = Draft::clone(&self.draft);
        let mut changed = false;
        for edit in edits {
            changed |= edit.apply(&mut next)?;
        }
        if !changed {
            return Ok(false);
        }
        let path = edits.first().map(Edit::path).unwrap_or_default();
        self.room = self
            .room
            .after(edits, &next)
            .map_err(|exceeded| EditError::TooMuch { path: path.clone(), exceeded })?;
        let next = Arc::new(next);
        self.history.record(&self.draft, &next, name, path, key);
        self.show(next);
        Ok(true)
    }

    /// How full the file is, once it is nearly so.
    pub fn fullness(&self) -> Option<String> {
        self.room.remark()
    }

    /// Makes a finding's fix.
    ///
    /// # Errors
    /// When the draft changed so much that the fix no longer fits.
    pub fn fix(&mut self, fix: &Fix) -> Result<bool, EditError> {
        self.apply(&fix.edits, &fix.title, None)
    }

    /// Ends the open step: the next edit begins a new one.
    pub fn close_step(&mut self) {
        self.history.close_step();
    }

    /// How many steps undo could take back; see [`Session::join_steps`].
    pub fn steps(&self) -> usize {
        self.history.mark()
    }

    /// Makes one step of all that were done since there were so many.
    pub fn join_steps(&mut self, since: usize, name: &str) {
        self.history.join(since, name, FieldPath::root());
    }

    pub fn undo(&mut self) -> Option<Moment> {
        self.undo_name()?;
        let (state, step) = self.history.undo()?;
        let moment = Moment { name: step.name.clone(), path: step.path.clone() };
        self.room = Room::of(&state);
        self.show(state);
        Some(moment)
    }

    pub fn redo(&mut self) -> Option<Moment> {
        self.redo_name()?;
        let (state, step) = self.history.redo()?;
        let moment = Moment { name: step.name.clone(), path: step.path.clone() };
        self.room = Room::of(&state);
        self.show(state);
        Some(moment)
    }

    pub fn undo_name(&self) -> Option<&str> {
        if self.tie.read_only.is_some() { None } else { self.history.undo_name() }
    }

    pub fn redo_name(&self) -> Option<&str> {
        if self.tie.read_only.is_some() { None } else { self.history.redo_name() }
    }

    /// Puts a whole draft in the place of this one, as one step of undo.
    pub(super) fn replace(&mut self, next: Arc<Draft>, name: &str) {
        self.history.record(&self.draft, &next, name, FieldPath::root(), None);
        self.room = Room::of(&next);
        self.show(next);
    }

    pub(super) fn show(&mut self, draft: Arc<Draft>) {
        self.draft = draft;
        self.revision += 1;
        self.derived.take();
    }
}
