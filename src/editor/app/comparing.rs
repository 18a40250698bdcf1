//! Comparing the draft in front with another text, and taking single changes back.

use super::App;
use crate::editor::files::{Looked, Lookup, Purpose, beside};
use crate::editor::panels::compare::{self, Compared, Mode, With};
use crate::export::{html, markdown, pdf};
use crate::redline::{Redline, take_back, to_json, to_text};
use crate::session::Session;
use crate::store::write_export;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

    /// Asks where the comparison on screen shall be written.
    pub(super) fn choose_comparison_file(&mut self, ctx: &Context) {
        let title = self.session().map(Session::title).unwrap_or_default();
        let name = beside(None, &compare::comparison_name(&title), "pdf");
        self.choose(ctx, Purpose::Comparison, name, false);
    }

    /// Writes the comparison on screen, in the format that the ending names. `agreed`: a file that is there may be
    /// replaced.
    pub(super) fn save_comparison(&mut self, ctx: &Context, path: PathBuf, agreed: bool) {
        let view = self.views.get(self.workspace.active_index());
        let Some(compared) = view.and_then(|view| view.comparing.compared()) else { return };
        if !agreed && self.deps.fs.metadata(&path).is_ok() {
            self.tell(compare::NOT_SAVED, compare::taken(&name_of(&path)));
            return;
        }
        let (fs, to) = (Arc::clone(&self.deps.fs), path.clone());
        let work = move || {
            let bytes = written(&compared.redline, &to)?;
            write_export(fs.as_ref(), &to, &bytes).map(drop).map_err(|error| error.to_string())
        };
        self.comparison = Some(Writing { path, job: Lookup::start(ctx, work) });
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
            Ok(()) => self.toasts.add(ctx, compare::saved(&name_of(&path)), Some(path)),
            Err(problem) => self.tell(compare::NOT_SAVED, problem),
        }
    }

    /// Whether a comparison is being written.
    pub fn is_saving_comparison(&self) -> bool {
        self.comparison.is_some()
    }
}

/// A comparison on its way to a file.
pub(super) struct Writing {
    path: PathBuf,
    job: Lookup<Result<(), String>>,
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The comparison in the format of the file's name.
///
/// # Errors
/// In words for the user.
fn written(redline: &Redline, path: &Path) -> Result<Vec<u8>, String> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "txt" | "text" => Ok(to_text(redline).into_bytes()),
        "json" => to_json(redline).map(String::into_bytes).map_err(|error| error.to_string()),
        "md" => Ok(markdown::export(&redline.document(), None).into_bytes()),
        "html" => Ok(html::export(&redline.document(), None).into_bytes()),
        "pdf" => {
            let made = pdf::export(&redline.document(), &pdf::PdfOptions::default());
            made.map_err(|error| error.to_string())
        }
        _ => Err(compare::no_such_format(&ending)),
    }
}
