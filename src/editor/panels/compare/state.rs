//! What the draft is compared with, and what the comparison came to: made on a thread of its own, once a revision.

use super::reply::{Progress, Replying};
use super::sheet::{Look, Sheet};
use super::words;
use crate::draft::Draft;
use crate::editor::commands::Command;
use crate::editor::files::{Looked, Lookup};
use crate::redline::{self, Favours, FieldChange, Piece, Redline, Version};
use crate::session::{Session, SessionId, Workspace, read_draft};
use crate::store::Fs;
use crate::template::{self, Form, Section, Template};
use crate::value::FieldPath;
use egui::{Context, Ui};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The comparison of one open draft, as the user looks at it.
#[derive(Default)]
pub struct Comparing {
    /// It stands in place of the form and the pages.
    pub shown: bool,
    /// It was not there in the frame before and takes the keyboard.
    pub fresh: bool,
    /// It is about which of file and draft shall hold.
    pub settles: bool,
    with: Option<With>,
    /// Which changes are listed.
    pub(super) filter: Filter,
    /// How the comparison is looked at.
    mode: Mode,
    /// The stretch of changed text that was gone to last.
    pub(super) stop: Option<usize>,
    /// Stretches of unchanged text that are unfolded, by their first rows.
    pub(super) unfolded: HashSet<usize>,
    /// The change that was gone to last.
    pub(super) at: Option<FieldPath>,
    /// It comes into view and takes the keyboard.
    pub(super) arrive: bool,
    /// Only into view: the keyboard stays where it is.
    pub(super) quietly: bool,
    /// Heights of the rows as they were drawn, in points; `None` until then.
    pub(super) heights: Vec<Option<f32>>,
    result: Option<(Key, Result<Arc<Compared>, String>)>,
    job: Option<(Key, Lookup<Result<Compared, String>>)>,
    /// Counts what was chosen: a file can be another one the next time.
    chosen: u64,
    /// The Word file that came back, if that is what the draft is compared with.
    pub replying: Replying,
}

/// What a draft is compared with.
#[derive(Clone, Debug)]
pub enum With {
    /// Its file as it is on disk.
    Disk,
    /// Another open draft.
    Open(SessionId),
    /// The form as a new draft begins it.
    Blank,
    Example,
    File(PathBuf),
    /// A Word file that was exported from it and came back.
    Returned(PathBuf),
    /// One of its earlier saves.
    Earlier {
        draft: Arc<Draft>,
        when: String,
    },
}

/// How a comparison is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Field by field.
    #[default]
    Fields,
    /// Both texts in one.
    Inline,
    /// Both texts beside each other.
    Sides,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Fields, Self::Inline, Self::Sides];

    pub fn command(self) -> Command {
        match self {
            Self::Fields => Command::CompareFields,
            Self::Inline => Command::CompareInline,
            Self::Sides => Command::CompareSides,
        }
    }
}

/// Which changes are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only those that help this side.
    pub favours: Option<Option<Favours>>,
    /// Only those of this section.
    pub section: Option<String>,
}

impl Filter {
    pub fn lets(&self, change: &FieldChange) -> bool {
        self.favours.is_none_or(|wanted| wanted == change.favours)
            && self.section.as_ref().is_none_or(|section| *section == change.section)
    }
}

/// Which texts were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    revision: u64,
    /// The revision of the other side, or which choice it was.
    other: u64,
    chosen: u64,
}

/// Two drafts that were compared.
#[derive(Debug)]
pub struct Compared {
    /// What the other side is called.
    pub other: String,
    pub old: Arc<Draft>,
    pub new: Arc<Draft>,
    pub changes: Vec<Change>,
    pub sheet: Sheet,
    /// The whole comparison, to be written to a file.
    pub redline: Redline,
}

/// A change with what is drawn of it.
#[derive(Debug)]
pub struct Change {
    pub field: FieldChange,
    /// The words of a long text that was changed.
    pub pieces: Vec<Piece>,
    /// The changes that go with it, by their places in the list.
    pub with_it: Vec<usize>,
}

/// How far the comparison is.
pub enum State<'c> {
    /// Nothing was chosen yet.
    Choosing,
    Waiting,
    Failed(&'c str),
    Done(&'c Arc<Compared>),
    /// A Word file that came back.
    Returned(Progress<'c>),
}

impl Comparing {
    pub fn toggle(&mut self) {
        self.shown ^= true;
        self.fresh = self.shown;
    }

    pub fn compare_with(&mut self, with: With) {
        (self.shown, self.fresh, self.settles) = (true, true, false);
        if let With::Returned(path) = &with {
            self.replying.begin(path);
        }
        self.with = Some(with);
        self.chosen += 1;
        self.result = None;
        self.job = None;
        self.forget_place();
        self.filter = Filter::default();
    }

    /// The file on disk is another one now.
    pub fn refresh(&mut self) {
        if matches!(self.with, Some(With::Disk)) {
            self.chosen += 1;
        }
    }

    /// Goes back to the choice of what to compare with.
    pub fn choose_again(&mut self) {
        self.with = None;
        self.settles = false;
        self.result = None;
        self.job = None;
        self.fresh = true;
        self.forget_place();
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    pub fn look_at(&mut self, mode: Mode) {
        self.mode = mode;
        self.heights.clear();
    }

    /// Brings what was gone to last into view and gives it the keyboard.
    pub fn arrive(&mut self) {
        self.quietly = false;
        self.arrive = true;
        self.heights.clear();
    }

    /// Notes how high rows were drawn. What comes into view at the right place needs to know how high everything above it
    /// is, so until that is known it is drawn again.
    pub(super) fn note_heights(&mut self, ui: &Ui, measured: Vec<(usize, f32)>, wanted: Option<usize>) {
        // Also where the list thought itself higher than it is now that the window or its text has another size.
        let missed = wanted.is_some_and(|wanted| !measured.iter().any(|(index, _)| *index == wanted));
        let mut moved = missed && !measured.is_empty();
        for (index, height) in measured {
            if let Some(known) = self.heights.get_mut(index) {
                moved |= known.is_none_or(|known| (known - height).abs() > 0.5);
                *known = Some(height);
            }
        }
        if moved {
            self.arrive |= wanted.is_some();
            ui.ctx().request_repaint();
        }
    }

    fn forget_place(&mut self) {
        self.at = None;
        self.stop = None;
        self.unfolded.clear();
        self.heights.clear();
    }

    /// Whether an answer is still to come.
    pub fn is_comparing(&self) -> bool {
        self.shown && (self.job.is_some() || (self.is_reply() && self.replying.is_reading()))
    }

    pub fn state(&self) -> State<'_> {
        match (&self.with, &self.result) {
            (None, _) => State::Choosing,
            (Some(With::Returned(_)), _) => State::Returned(self.replying.progress()),
            (Some(_), None) => State::Waiting,
            (Some(_), Some((_, Err(reason)))) => State::Failed(reason),
            (Some(_), Some((_, Ok(compared)))) => State::Done(compared),
        }
    }

    /// Whether the draft is compared with a Word file that came back.
    pub fn is_reply(&self) -> bool {
        matches!(self.with, Some(With::Returned(_)))
    }

    /// Whether there is something to be looked at.
    pub fn is_there(&self) -> bool {
        if self.is_reply() { self.replying.reply().is_some() } else { self.compared().is_some() }
    }

    /// The version that both texts call themselves, where the other one may have been sent already.
    pub(super) fn same_version<'c>(&self, compared: &'c Compared) -> Option<&'c str> {
        let (old, new) = (&compared.old.agreement.version, &compared.new.agreement.version);
        let sent = matches!(self.with, Some(With::File(_) | With::Earlier { .. } | With::Open(_)));
        (sent && !new.is_empty() && old == new).then(|| new.as_str())
    }

    pub fn compared(&self) -> Option<Arc<Compared>> {
        self.result.as_ref().and_then(|(_, result)| result.as_ref().ok()).cloned()
    }

    /// Starts to compare what is not compared yet, and takes in what was found.
    pub fn update(&mut self, ctx: &Context, fs: &Arc<dyn Fs>, session: &Session, workspace: &Workspace) {
        if !self.shown {
            return;
        }
        self.take_answer();
        if self.is_reply() {
            let was = self.replying.is_reading();
            self.replying.update(ctx, fs, session);
            if was && !self.replying.is_reading() {
                self.heights.clear();
            }
            return;
        }
        let Some(with) = &self.with else { return };
        let open = |id: &SessionId| workspace.position(*id).and_then(|at| workspace.sessions().get(at));
        let other = match with {
            With::Open(id) => open(id).map_or(u64::MAX, Session::revision),
            _ => 0,
        };
        let key = Key { revision: session.revision(), other, chosen: self.chosen };
        let known = |at: Option<Key>| at == Some(key);
        if known(self.result.as_ref().map(|(k, _)| *k)) || known(self.job.as_ref().map(|(k, _)| *k)) {
            return;
        }
        let (new, form) = (session.snapshot(), Arc::clone(session.form()));
        let title = form.template().title.clone();
        let source = match with {
            With::Disk => match session.file() {
                Some(path) => Source::File(path.to_owned(), words::of_disk(&name_of(path))),
                None => Source::None,
            },
            With::Returned(_) => Source::None,
            With::File(path) => Source::File(path.clone(), words::of_file(&name_of(path))),
            With::Open(id) => match open(id) {
                Some(other) => {
                    let name = words::of_open(&other.title());
                    Source::Draft(other.snapshot(), Arc::clone(other.form()), name)
                }
                None => Source::None,
            },
            With::Blank => {
                Source::Draft(Arc::new(form.start().clone()), Arc::clone(&form), words::of_blank(&title))
            }
            With::Example => {
                Source::Draft(Arc::new(form.example().clone()), Arc::clone(&form), words::of_example(&title))
            }
            With::Earlier { draft, when } => {
                let form = template::find(&draft.template.id).unwrap_or_else(|| Arc::clone(&form));
                Source::Draft(Arc::clone(draft), form, words::of_earlier(when))
            }
        };
        let fs = Arc::clone(fs);
        self.job = Some((key, Lookup::start(ctx, move || compare(fs.as_ref(), source, new, &form))));
    }

    fn take_answer(&mut self) {
        let Some((key, job)) = &self.job else { return };
        let found = match job.poll() {
            Looked::Waiting => return,
            Looked::Found(found) => found.map(Arc::new),
            Looked::Broken => Err(words::BROKEN.to_owned()),
        };
        self.heights.clear();
        self.result = Some((*key, found));
        self.job = None;
    }

    /// The changes that are listed: those that stand for themselves and that the filter lets through.
    pub(super) fn listed(&self, compared: &Compared) -> Vec<usize> {
        let all = compared.changes.iter().enumerate();
        let wanted = |change: &Change| change.field.cause.is_none() && self.filter.lets(&change.field);
        all.filter(|(_, change)| wanted(change)).map(|(at, _)| at).collect()
    }

    /// Goes to the stretch of changed text after the one that was gone to last, or before it.
    fn step_text(&mut self, compared: &Compared, forward: bool) -> bool {
        let count = compared.sheet.stops.len();
        let to = match (self.stop, forward) {
            (None, true) => 0,
            (None, false) => count.saturating_sub(1),
            (Some(here), true) => (here + 1) % count.max(1),
            (Some(here), false) => (here + count.max(1) - 1) % count.max(1),
        };
        self.stop = (to < count).then_some(to);
        self.arrive = self.stop.is_some();
        self.arrive
    }

    /// Goes to the change after the one that was gone to last, or before it; round the end. False where there is none.
    pub fn step(&mut self, forward: bool) -> bool {
        self.quietly = false;
        if self.is_reply() {
            self.arrive = self.replying.step(forward);
            return self.arrive;
        }
        let Some(compared) = self.compared() else { return false };
        if self.mode != Mode::Fields {
            return self.step_text(&compared, forward);
        }
        let listed = self.listed(&compared);
        let path = |at: &usize| compared.changes.get(*at).map(|c| c.field.path.clone());
        let here = listed.iter().position(|at| path(at) == self.at);
        let to = match (here, forward) {
            (None, true) => 0,
            (None, false) => listed.len().saturating_sub(1),
            (Some(here), true) => (here + 1) % listed.len().max(1),
            (Some(here), false) => (here + listed.len().max(1) - 1) % listed.len().max(1),
        };
        let Some(next) = listed.get(to).and_then(path) else { return false };
        self.at = Some(next);
        self.arrive = true;
        true
    }

    /// How many changes each section of the form has.
    pub(super) fn counts(&self, template: &Template, draft: &Draft) -> Vec<usize> {
        let compared = self.compared();
        let count = |section: &Section| match &compared {
            _ if self.is_reply() => self.replying.in_section(section, draft).len(),
            Some(compared) => compared.in_section(section).count(),
            None => 0,
        };
        template.sections.iter().map(count).collect()
    }

    /// Goes to the first change of a section, with the keyboard or without; if there is none, says so.
    ///
    /// # Errors
    /// What is to be told.
    pub fn go_to_section(&mut self, section: &Section, draft: &Draft, quietly: bool) -> Result<(), String> {
        let title = section.named(draft);
        if self.is_reply() {
            let items = self.replying.in_section(section, draft);
            let first = items.first().ok_or_else(|| words::none_in(title))?;
            self.replying.go_to(*first);
        } else {
            let Some(compared) = self.compared() else { return Ok(()) };
            let first = compared.in_section(section).next().ok_or_else(|| words::none_in(title))?;
            if self.mode == Mode::Fields {
                if !self.filter.lets(first) {
                    self.filter = Filter::default();
                }
                self.at = Some(first.path.clone());
            } else {
                let stop = compared.sheet.stop_in(&[title, section.title.as_str()]);
                self.stop = Some(stop.ok_or_else(|| words::not_printed_in(title))?);
            }
        }
        self.arrive();
        self.quietly = quietly;
        Ok(())
    }

    /// Which of how many changes was gone to last; nothing while there is nothing to be looked at.
    pub(super) fn position(&self) -> Option<(Option<usize>, usize)> {
        if self.is_reply() {
            return self.replying.position();
        }
        let compared = self.compared()?;
        if self.mode != Mode::Fields {
            return Some((self.stop, compared.sheet.stops.len()));
        }
        let listed = self.listed(&compared);
        let here =
            |at: &usize| compared.changes.get(*at).is_some_and(|c| Some(&c.field.path) == self.at.as_ref());
        Some((listed.iter().position(here), listed.len()))
    }

    /// The change that was gone to last with those that go with it; in the text, those of the clause, which is named.
    pub fn current(&self) -> Option<(Arc<Compared>, Vec<usize>, Option<String>)> {
        let compared = self.compared()?;
        if self.mode == Mode::Fields {
            let at = compared.changes.iter().position(|c| Some(&c.field.path) == self.at.as_ref())?;
            let which = compared.together(at);
            return Some((compared, which, None));
        }
        let row = *compared.sheet.stops.get(self.stop?)?;
        let above = compared.sheet.rows.get(..=row)?.iter().rev().find(|row| row.look != Look::Text)?;
        let (which, name) = (above.fields.clone(), above.words.new_text());
        (!which.is_empty()).then_some((compared, which, Some(name)))
    }
}

impl Compared {
    /// The changes of a section that stand for themselves.
    fn in_section<'c>(&'c self, section: &'c Section) -> impl Iterator<Item = &'c FieldChange> {
        let fields = self.changes.iter().map(|change| &change.field);
        fields.filter(|field| field.cause.is_none() && field.section == section.title)
    }

    /// A change and all that go with it.
    pub fn together(&self, at: usize) -> Vec<usize> {
        let with_it = self.changes.get(at).map(|change| change.with_it.clone()).unwrap_or_default();
        std::iter::once(at).chain(with_it).collect()
    }

    /// The changes at these places.
    pub fn fields(&self, which: &[usize]) -> Vec<&FieldChange> {
        which.iter().filter_map(|at| self.changes.get(*at)).map(|change| &change.field).collect()
    }
}

/// Where the other side comes from.
enum Source {
    Draft(Arc<Draft>, Arc<Form>, String),
    File(PathBuf, String),
    /// It is not there any more.
    None,
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn compare(fs: &dyn Fs, source: Source, new: Arc<Draft>, form: &Form) -> Result<Compared, String> {
    let (old, its_form, other) = match source {
        Source::Draft(draft, its_form, other) => (draft, its_form, other),
        Source::File(path, other) => {
            let (draft, its_form) = read(fs, &path)?;
            (Arc::new(draft), its_form, other)
        }
        Source::None => return Err(words::GONE.to_owned()),
    };
    let before = Version { name: &other, draft: &old, form: &its_form };
    let redline = Redline::of(before, Version { name: words::THIS, draft: &new, form });
    let fields = redline.fields.clone();
    let sheet = Sheet::of(&redline, &fields);
    let mut with_it = vec![Vec::new(); fields.len()];
    for (at, field) in fields.iter().enumerate() {
        let cause = field.cause.as_ref().and_then(|cause| fields.iter().position(|f| f.path == *cause));
        if let Some(list) = cause.and_then(|cause| with_it.get_mut(cause)) {
            list.push(at);
        }
    }
    let pieces = |field: &FieldChange| {
        let worth = field.long && !field.before.is_empty() && !field.after.is_empty();
        if worth { redline::words(&field.before, &field.after) } else { Vec::new() }
    };
    let changes = fields.into_iter().zip(with_it);
    let changes = changes.map(|(field, with_it)| Change { pieces: pieces(&field), field, with_it }).collect();
    Ok(Compared { other, old, new, changes, sheet, redline })
}

/// A draft, or the one inside a document.
fn read(fs: &dyn Fs, path: &Path) -> Result<(Draft, Arc<Form>), String> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let read = match ending.as_str() {
        "pdf" | "docx" => Session::open_exported(fs, path)
            .map(|session| (session.draft().clone(), Arc::clone(session.form()))),
        _ => read_draft(fs, path).map(|file| (file.draft, file.form)),
    };
    read.map_err(|error| error.to_string())
}
