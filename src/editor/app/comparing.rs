//! Comparing the draft in front with another text, and taking single changes back.

use super::{App, words};
use crate::document::Document;
use crate::document::marked::Revision;
use crate::editor::dialogs::{Ask, ComparisonDialog, Dialog};
use crate::editor::files::{Looked, Lookup, Purpose, beside};
use crate::editor::panels::compare::reply::{Signs, document};
use crate::editor::panels::compare::{self, Compared, Comparing, Mode, With};
use crate::redline::take_back;
use crate::session::Session;
use crate::session::comparison::{ComparisonFormat, written, written_list};
use crate::store::write_export;
use crate::value::capitalised;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

impl App {
    /// Shows the comparison, or the form again.
    pub(super) fn toggle_comparison(&mut self) {
        if let Some(view) = self.view() {
            view.looking.shown = false;
            view.review.shown = false;
            view.earlier.shown = false;
            view.comparing.toggle();
        }
    }

    /// Compares the draft in front.
    pub(super) fn compare_with(&mut self, with: With) {
        self.on_start = false;
        if let Some(view) = self.view() {
            view.uncover();
            view.comparing.compare_with(with);
        }
    }

    pub(super) fn look_at_changes(&mut self, mode: Mode) {
        if let Some(view) = self.view() {
            view.comparing.look_at(mode);
        }
    }

    pub(super) fn choose_to_compare(&mut self, ctx: &Context) {
        self.choose(ctx, Purpose::Compare, String::new(), false);
    }

    /// Whether a comparison is on screen.
    pub(super) fn is_compared(&self) -> bool {
        let view = self.views.get(self.workspace.active_index()).filter(|_| !self.on_start);
        view.is_some_and(|view| view.comparing.shown && view.comparing.is_there())
    }

    /// Whether that is one of two drafts.
    pub(super) fn are_two_compared(&self) -> bool {
        let view = self.views.get(self.workspace.active_index());
        self.is_compared() && view.is_some_and(|view| !view.comparing.is_reply())
    }

    /// The change of the comparison that was gone to last.
    pub(super) fn change_at(&self) -> Option<(Arc<Compared>, Vec<usize>, Option<String>)> {
        let view = self.views.get(self.workspace.active_index()).filter(|_| !self.on_start)?;
        view.comparing.current().filter(|_| view.comparing.shown && !view.comparing.is_reply())
    }

    pub(super) fn step_change(&mut self, ctx: &Context, forward: bool) {
        let stepped = self.view().is_some_and(|view| view.comparing.step(forward));
        if !stepped {
            self.toasts.say(ctx, compare::NOTHING_TO_STEP);
        }
    }

    /// Goes to the first change of a section, with the keyboard or without. `tells`: also that there is none.
    pub(super) fn show_changes_of(&mut self, ctx: &Context, id: String, keyboard: bool, tells: bool) {
        let Some(session) = self.workspace.active() else { return };
        let Some(section) = session.template().sections.iter().find(|s| s.id.as_str() == id) else { return };
        let Some(view) = self.views.get_mut(self.workspace.active_index()) else { return };
        if let Err(told) = view.comparing.go_to_section(section, session.draft(), !keyboard)
            && tells
        {
            self.toasts.say(ctx, told);
        }
        view.section = id;
        ctx.request_repaint();
    }

    pub(super) fn take_back_here(&mut self, ctx: &Context) {
        if let Some((compared, which, clause)) = self.change_at() {
            self.take_back(ctx, &compared, &which, clause.as_deref());
        }
    }

    /// Takes changes back that go together, as one step of undo: a change with all that go with it, or all that a clause
    /// shows.
    pub(super) fn take_back(
        &mut self,
        ctx: &Context,
        compared: &Compared,
        which: &[usize],
        clause: Option<&str>,
    ) {
        // What was compared may be older than the draft by now; then the list is about to be renewed.
        let is_current = self.session().is_some_and(|session| *session.draft() == *compared.new);
        let changes = compared.fields(which);
        let Some(change) = changes.first().filter(|_| is_current) else { return };
        let (name, said) = match clause {
            Some(clause) => (compare::step_in_clause(clause), compare::taken_back_in(clause)),
            None => (compare::step_name(change), compare::taken_back(change)),
        };
        let edits = take_back(&compared.old, &compared.new, &changes);
        if let Some(view) = self.view() {
            view.comparing.step(true);
        }
        self.edit_and_say(ctx, &edits, &name, said);
    }

    /// Asks how the comparison on screen shall be written.
    pub(super) fn ask_comparison(&mut self) {
        let known = &self.settings.comparison;
        let format = ComparisonFormat::of_ending(&known.format).unwrap_or_default();
        let author = known.author.clone();
        let of_two = self.are_two_compared();
        self.ask(Dialog::Comparison(ComparisonDialog::new(format, author, of_two)));
    }

    /// Asks where the comparison on screen shall be written.
    pub(super) fn choose_comparison_file(&mut self, ctx: &Context, format: ComparisonFormat, author: String) {
        let Some(session) = self.session() else { return };
        let name = comparison_file(session, format);
        format.ending().clone_into(&mut self.settings.comparison.format);
        if format == ComparisonFormat::Docx {
            self.settings.comparison.author = author;
        }
        self.keep_settings();
        self.choose(ctx, Purpose::Comparison(format), name, false);
    }

    /// Writes the comparison on screen. `agreed`: a file that is there may be replaced.
    pub(super) fn save_comparison(
        &mut self,
        ctx: &Context,
        format: ComparisonFormat,
        path: PathBuf,
        agreed: bool,
    ) {
        let view = self.views.get(self.workspace.active_index());
        let Some(matter) = view.and_then(|view| Matter::of(&view.comparing, format)) else { return };
        if self.comparison.is_some() || self.is_exporting() {
            self.toasts.say(ctx, words::EXPORT_RUNS);
            return;
        }
        if !agreed && self.deps.fs.metadata(&path).is_ok() {
            self.ask(Dialog::Ask(Ask::ReplaceComparison { path, format }));
            return;
        }
        let revision = self.revision(&matter);
        let (fs, to, stop) = (Arc::clone(&self.deps.fs), path.clone(), Arc::new(AtomicBool::new(false)));
        let stopped = Arc::clone(&stop);
        let work = move || {
            let bytes = match &matter {
                Matter::Drafts(compared) => written(&compared.redline, format, &revision)?,
                Matter::List(document) => written_list(document, format)?,
            };
            if stopped.load(Ordering::Relaxed) {
                return Ok(false);
            }
            write_export(fs.as_ref(), &to, &bytes).map(|_| true).map_err(|error| error.to_string())
        };
        let since = ctx.input(|i| i.time);
        self.comparison = Some(Writing { path, since, stop, job: Lookup::start(ctx, work) });
    }

    /// Who made the changes, and when: as the user says, today.
    fn revision(&self, matter: &Matter) -> Revision {
        let author = self.settings.comparison.author.trim();
        let author = if author.is_empty() { compare::NO_AUTHOR } else { author }.to_owned();
        let dated = || match matter {
            Matter::Drafts(compared) => compared.redline.new.date.clone(),
            Matter::List(document) => document.meta.date.clone(),
        };
        let day = self.deps.today.map(|day| day.to_string()).or_else(dated);
        Revision { author, date: format!("{}T00:00:00Z", day.unwrap_or_else(|| "1970-01-01".to_owned())) }
    }

    /// Has nothing written, if nothing is written yet.
    pub(super) fn cancel_comparison(&mut self) {
        if let Some(writing) = &self.comparison {
            writing.stop.store(true, Ordering::Relaxed);
        }
    }

    /// What is said while making a comparison takes longer than a moment.
    pub(super) fn comparison_progress(&self, ctx: &Context) -> Option<String> {
        let writing = self.comparison.as_ref().filter(|w| !w.stop.load(Ordering::Relaxed))?;
        let running = ctx.input(|i| i.time) - writing.since;
        let wait = if running < SLOW { SLOW - running } else { 1.0 };
        ctx.request_repaint_after_secs(wait as f32);
        (running >= SLOW).then(|| compare::saving(&name_of(&writing.path), running as u64))
    }

    /// Takes in what writing a comparison came to.
    pub(super) fn poll_comparison(&mut self, ctx: &Context) {
        let Some(writing) = &self.comparison else { return };
        let outcome = match writing.job.poll() {
            Looked::Waiting => return,
            Looked::Found(outcome) => outcome,
            Looked::Broken => Err(compare::SAVE_BROKEN.to_owned()),
        };
        let path = writing.path.clone();
        self.comparison = None;
        match outcome {
            Ok(true) => self.toasts.add(ctx, compare::saved(&name_of(&path)), Some(path)),
            Ok(false) => self.toasts.say(ctx, compare::SAVE_CANCELLED),
            Err(problem) => self.tell(compare::NOT_SAVED, capitalised(&problem)),
        }
    }

    /// Whether a comparison is being written.
    pub fn is_saving_comparison(&self) -> bool {
        self.comparison.is_some()
    }
}

/// Seconds after which a comparison that is not written is shown to be on its way.
const SLOW: f64 = 0.5;

/// What is written to a file.
enum Matter {
    Drafts(Arc<Compared>),
    /// The changes of a returned Word file.
    List(Box<Document>),
}

impl Matter {
    fn of(comparing: &Comparing, format: ComparisonFormat) -> Option<Self> {
        if !comparing.is_reply() {
            return comparing.compared().map(Self::Drafts);
        }
        let signs = match format {
            ComparisonFormat::Text => Signs::Brackets,
            ComparisonFormat::Html | ComparisonFormat::Pdf => Signs::Marks,
            _ => Signs::MarksApart,
        };
        document(&comparing.replying, signs).map(|list| Self::List(Box::new(list)))
    }
}

/// A comparison on its way to a file.
pub(super) struct Writing {
    path: PathBuf,
    /// Seconds of egui's clock.
    since: f64,
    stop: Arc<AtomicBool>,
    /// Whether it was written, or cancelled before.
    job: Lookup<Result<bool, String>>,
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name that a file of the comparison is offered.
pub(super) fn comparison_file(session: &Session, format: ComparisonFormat) -> String {
    beside(None, &compare::comparison_name(&session.title()), format.ending())
}
