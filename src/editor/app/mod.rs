//! The application: its state, and the order of things within a frame.

mod actions;
mod clauses;
mod comparing;
mod copying;
mod earlier;
mod exporting;
mod finding;
mod interviewing;
mod items;
mod keeping;
mod leaving;
mod opening;
mod paging;
mod palette;
mod panes;
mod parting;
mod problems;
mod recovering;
mod returning;
mod saving;
mod screen;
mod tending;
mod toasts;
mod words;

use super::commands::{self, Command};
use super::composition::{Composition, is_composing};
use super::dialogs::{Dialog, dialog_id, dialog_ui};
use super::files::{Chooser, Exporter, Launcher, Then, Watcher, Writer};
use super::panels::compare;
use super::panels::drop::drop_ui;
use super::panels::finder::Finder;
use super::panels::pages::Reader;
use super::panels::problems::ProblemList;
use super::preview::Preview;
use super::turns::Turns;
use super::view::{Action, View};
use super::widgets::{follow_tab, place_of, resume_focus};
use super::{fonts, keyboard, tokens};
use crate::session::{Session, Workspace};
use crate::store::{Folders, Fs, RecentFiles, Settings, Theme, load_recent_files, load_settings};
use crate::template::Form;
use crate::value::{Date, Zone};
use egui::{Context, Ui, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toasts::Toasts;

/// What the application needs from outside.
pub struct Deps {
    pub fs: Arc<dyn Fs>,
    /// Where settings and recent drafts are kept; without it nothing is remembered.
    pub folders: Option<Folders>,
    /// The forms of agreement in the gallery.
    pub forms: Vec<Arc<Form>>,
    /// Whether the system's file dialogs are used, or the program's own.
    pub native_dialogs: bool,
    /// The time zone in which new drafts begin; that of the form if nobody knows.
    pub zone: Option<Zone>,
    /// The day that "today" means in date fields.
    pub today: Option<Date>,
}

/// The window with everything in it.
pub struct App {
    deps: Deps,
    settings: Settings,
    recent: RecentFiles,
    workspace: Workspace,
    /// One for each open draft, in the same order.
    views: Vec<View>,
    preview: Preview,
    /// The start screen is shown, though drafts may be open.
    on_start: bool,
    /// What each form asks for, in their order; counted when the start screen is first shown.
    asks: Vec<crate::editor::panels::start::Asks>,
    /// Which recent drafts are still there.
    presence: opening::Presence,
    /// The start screen was shown in the frame before.
    start_shown: bool,
    problems: ProblemList,
    finder: Finder,
    guidance: bool,
    actions: Vec<Action>,
    dialog: Option<Dialog>,
    /// The dialog was on screen in the frame before.
    dialog_shown: bool,
    /// What had the keyboard before the first of several dialogs, and gets it back.
    before_dialog: Option<egui::Id>,
    toasts: Toasts,
    chooser: Option<Chooser>,
    exporter: Option<Exporter>,
    /// The file of a comparison that is being written.
    comparison: Option<comparing::Writing>,
    launcher: Launcher,
    /// Files that are still being read.
    openings: Vec<opening::Opening>,
    writer: Writer,
    saves: saving::Saves,
    watcher: Watcher,
    /// The window was in front in the frame before.
    had_focus: bool,
    /// The history could not keep the last save; that was told.
    history_failed: bool,
    recovery: recovering::Recovery,
    /// The user leaves although a save has not come to its end.
    saves_given_up: bool,
    /// All that has to be closed has been agreed to be closed.
    may_quit: bool,
    /// What follows the save that a question interrupted.
    then: Then,
    panes: panes::Panes,
    /// Where the user is in the pages.
    reader: Reader,
    title: String,
    /// The window is still to be made as large as the screen.
    maximize: bool,
    /// When the draft was changed last (seconds of egui's clock), while its step of undo is open.
    changed: Option<f64>,
}

/// Seconds without an edit after which the next one is another step of undo.
const QUIET: f64 = 1.0;

impl App {
    /// Sets up the window and opens `files`.
    pub fn new(ctx: &Context, deps: Deps, files: &[PathBuf]) -> Self {
        tokens::apply(ctx);
        fonts::install(ctx);
        ctx.add_plugin(Turns::default());
        ctx.add_plugin(Composition::default());
        ctx.options_mut(|o| {
            o.zoom_with_keyboard = false;
            // A click is one however long a busy machine takes from its beginning to its end.
            o.input_options.max_click_duration = 5.0;
            o.fallback_theme = egui::Theme::Light;
        });
        let (mut settings, mut recent, mut told) = (Settings::default(), RecentFiles::default(), Vec::new());
        if let Some(folders) = &deps.folders {
            let (found, problem) = load_settings(deps.fs.as_ref(), folders);
            settings = found;
            told.extend(problem);
            let (found, problem) = load_recent_files(deps.fs.as_ref(), folders);
            recent = found;
            told.extend(problem);
        }
        let mut app = Self {
            preview: Preview::new(ctx),
            writer: Writer::new(ctx, Arc::clone(&deps.fs), deps.folders.clone()),
            saves: saving::Saves::default(),
            watcher: Watcher::default(),
            had_focus: true,
            history_failed: false,
            recovery: recovering::Recovery::default(),
            saves_given_up: false,
            deps,
            settings,
            recent,
            workspace: Workspace::default(),
            views: Vec::new(),
            on_start: true,
            asks: Vec::new(),
            presence: opening::Presence::default(),
            start_shown: false,
            problems: ProblemList::default(),
            finder: Finder::default(),
            guidance: false,
            actions: Vec::new(),
            dialog: None,
            dialog_shown: false,
            before_dialog: None,
            toasts: Toasts::default(),
            chooser: None,
            exporter: None,
            comparison: None,
            launcher: Launcher::default(),
            openings: Vec::new(),
            may_quit: false,
            then: Then::Stay,
            panes: panes::Panes::default(),
            reader: Reader::default(),
            title: String::new(),
            maximize: false,
            changed: None,
        };
        app.maximize = app.settings.begins_maximized();
        app.use_theme(ctx);
        if app.settings.reduced_motion {
            tokens::move_by_itself(ctx, false);
        }
        ctx.set_zoom_factor(f32::from(app.settings.interface_zoom) / 100.0);
        for text in told {
            app.toasts.say(ctx, text);
        }
        app.begin_recovery(ctx);
        app.open_all(ctx, files);
        app
    }

    /// The draft in front, if the start screen does not cover it.
    pub fn session(&self) -> Option<&Session> {
        if self.on_start { None } else { self.workspace.active() }
    }

    /// Notes that are on screen.
    pub fn notes(&self) -> Vec<String> {
        self.toasts.texts().map(str::to_owned).collect()
    }

    /// Whether the pages on screen are those of the newest revision.
    pub fn pages_are_current(&self) -> bool {
        self.preview.is_current()
    }

    /// Whether every picture of the pages on screen is drawn.
    pub fn pages_are_drawn(&self) -> bool {
        self.preview.is_drawn()
    }

    /// Whether what is seen of the pages is drawn as the newest revision has it.
    pub fn seen_pages_are_drawn(&self) -> bool {
        self.preview.is_seen_drawn()
    }

    /// Whether the first page of every form in the gallery is drawn.
    pub fn covers_are_drawn(&self) -> bool {
        self.preview.covers() >= self.deps.forms.len()
    }

    #[cfg(test)]
    pub(super) fn preview(&self) -> &Preview {
        &self.preview
    }

    #[cfg(test)]
    pub(super) fn reader_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }

    #[cfg(test)]
    pub(super) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Puts another preview in the place of the program's own.
    #[cfg(test)]
    pub(super) fn use_preview(&mut self, preview: Preview) {
        self.preview = preview;
    }

    /// Whether an export is being made.
    pub fn is_exporting(&self) -> bool {
        self.exporter.is_some()
    }

    fn view(&mut self) -> Option<&mut View> {
        self.views.get_mut(self.workspace.active_index())
    }

    fn use_theme(&self, ctx: &Context) {
        ctx.set_theme(match self.settings.theme {
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
            Theme::System => egui::ThemePreference::System,
        });
    }

    /// Whether a command can be done now.
    pub fn can(&self, command: Command) -> bool {
        use commands::Needs;
        let session = self.session();
        match command.needs() {
            Needs::Nothing => true,
            Needs::OpenDraft => session.is_some(),
            Needs::WritableDraft => session.is_some_and(|s| s.read_only().is_none()),
            Needs::CopyableDraft => session.is_some_and(Session::may_be_copied),
            Needs::UndoStep => session.is_some_and(|s| s.undo_name().is_some()),
            Needs::RedoStep => session.is_some_and(|s| s.redo_name().is_some()),
            Needs::SeveralDrafts => self.workspace.sessions().len() > 1,
            Needs::Exported => self.last_export().is_some(),
            Needs::RunningExport => self.exporter.is_some() || self.comparison.is_some(),
            Needs::Clause => self.clause_at().is_some(),
            Needs::WritableClause => self.why_not(false).is_none() && self.clause_here().is_some(),
            Needs::OwnWords => self.why_not(false).is_none() && self.own_words_here().is_some(),
            Needs::WantedClause => self.why_not(false).is_none() && self.decision_here() == Some(true),
            Needs::LeftOutClause => self.why_not(false).is_none() && self.decision_here() == Some(false),
            Needs::WantedSection => self.why_not(false).is_none() && self.section_decision(false).is_some(),
            Needs::LeftOutSection => self.why_not(false).is_none() && self.section_decision(true).is_some(),
            Needs::OtherWords => self.other_words_here().is_some(),
            Needs::Definitions => self.definitions_section().is_some(),
            Needs::Comparison => self.is_compared(),
            Needs::TwoDrafts => self.are_two_compared(),
            Needs::TheirChange => self.why_not(false).is_none() && self.can_take_over(),
            Needs::AnyOfTheirs => self.theirs_at().is_some(),
            Needs::OpenChanges => self.why_not(false).is_none() && self.open_of_theirs().0 > 0,
            Needs::OpenPlaces => self.open_of_theirs().1 > 0,
            Needs::WritableChange => self.why_not(false).is_none() && self.change_at().is_some(),
            Needs::Problem => self.problem_at().is_some(),
            Needs::WritableProblem => self.why_not(false).is_none() && self.problem_at().is_some(),
            Needs::FixableProblem => self.why_not(false).is_none() && self.fix_at().is_some(),
        }
    }

    /// Why a command that cannot be done now cannot.
    pub(super) fn why(&self, command: Command) -> Option<&'static str> {
        use commands::Needs;
        let none = self.session().is_none().then_some(words::NO_DRAFT);
        match command.needs() {
            Needs::Nothing => None,
            Needs::OpenDraft => none,
            Needs::WritableDraft => none.or_else(|| self.why_not(false)),
            Needs::CopyableDraft => none.or_else(|| self.why_not(true)),
            Needs::UndoStep => Some(words::NOTHING_TO_UNDO),
            Needs::RedoStep => Some(words::NOTHING_TO_REDO),
            Needs::SeveralDrafts => Some(words::ONE_DRAFT),
            Needs::Exported => none.or(Some(words::NOT_EXPORTED)),
            Needs::RunningExport => Some(words::NO_EXPORT),
            Needs::Clause => none.or(Some(words::NO_CLAUSE)),
            Needs::WritableClause => none.or_else(|| self.why_not(false)).or(Some(words::NO_CLAUSE)),
            Needs::OwnWords => none.or_else(|| self.why_not(false)).or(Some(words::NOT_REWRITTEN)),
            Needs::WantedClause => none.or_else(|| self.why_not(false)).or(Some(words::NO_WANTED_CLAUSE)),
            Needs::LeftOutClause => none.or_else(|| self.why_not(false)).or(Some(words::NO_LEFT_OUT_CLAUSE)),
            Needs::WantedSection => none.or_else(|| self.why_not(false)).or(Some(words::ALL_LEFT_OUT)),
            Needs::LeftOutSection => none.or_else(|| self.why_not(false)).or(Some(words::NOTHING_LEFT_OUT)),
            Needs::OtherWords => none.or(Some(words::NOT_REWRITTEN)),
            Needs::Comparison | Needs::TwoDrafts => none.or(Some(compare::NO_COMPARISON)),
            Needs::TheirChange => none.or_else(|| self.why_not(false)).or_else(|| self.why_not_theirs()),
            Needs::AnyOfTheirs => none.or(Some(compare::reply::words::NO_ITEM)),
            Needs::OpenChanges => {
                none.or_else(|| self.why_not(false)).or(Some(compare::reply::words::NONE_OPEN))
            }
            Needs::OpenPlaces => none.or(Some(compare::reply::words::NONE_OPEN)),
            Needs::WritableChange => none.or_else(|| self.why_not(false)).or(Some(compare::NO_CHANGE)),
            Needs::Definitions => none.or(Some(words::NO_DEFINITIONS)),
            Needs::Problem => none.or(Some(words::NO_PROBLEM)),
            Needs::WritableProblem => none.or_else(|| self.why_not(false)).or(Some(words::NO_PROBLEM)),
            Needs::FixableProblem => none
                .or_else(|| self.why_not(false))
                .or(Some(if self.problem_at().is_some() { words::NO_FIX } else { words::NO_PROBLEM })),
        }
    }

    /// Takes shortcuts before any widget sees them: a text field does not leave Ctrl+Z alone by itself.
    fn take_shortcuts(&mut self, ctx: &Context) {
        let os = ctx.os();
        let in_dialog = self.dialog.is_some();
        let own_undo = keyboard::undoes_itself(ctx);
        let pressed = ctx.input_mut(|i| {
            commands::take_pressed(&mut i.events, os, |c| match c {
                Command::Undo | Command::Redo if own_undo => false,
                _ if in_dialog => commands::works_in_dialogs(c),
                _ => true,
            })
        });
        for command in pressed {
            if self.can(command) {
                self.run(ctx, command);
            } else if let Some(reason) = self.why(command) {
                self.toasts.say(ctx, reason);
            }
        }
    }

    fn show_dialog(&mut self, ctx: &Context) {
        let Some(mut dialog) = self.dialog.take() else {
            self.dialog_shown = false;
            self.give_keyboard_back(ctx);
            return;
        };
        let fresh = !std::mem::replace(&mut self.dialog_shown, true);
        if fresh {
            self.before_dialog = self.before_dialog.or_else(|| ctx.memory(|m| m.focused()));
        }
        match dialog_ui(ctx, &mut dialog, fresh) {
            None => self.dialog = Some(dialog),
            Some(outcome) => {
                self.dialog_shown = false;
                self.answer(ctx, dialog, outcome);
            }
        }
    }

    /// Once the dialog is gone from the screen: below it nothing can have the keyboard.
    fn give_keyboard_back(&mut self, ctx: &Context) {
        let Some(id) = self.before_dialog else { return };
        let focused = ctx.memory(|m| m.focused());
        if focused.and_then(|id| place_of(ctx, id)).is_some_and(|r| r.layer_id.id == dialog_id()) {
            // What was chosen with Enter still has it in this frame.
            ctx.request_repaint();
            return;
        }
        self.before_dialog = None;
        if focused.is_none() {
            ctx.memory_mut(|m| m.request_focus(id));
            ctx.request_repaint();
        }
    }

    fn ask(&mut self, dialog: Dialog) {
        self.dialog = Some(dialog);
        self.dialog_shown = false;
    }

    fn tell(&mut self, title: &str, text: impl Into<String>) {
        self.ask(Dialog::Message { title: title.to_owned(), text: text.into() });
    }

    /// Ends the open step of undo once nothing was typed for a while and nothing is held down.
    fn close_quiet_step(&mut self, ctx: &Context) {
        let Some(changed) = self.changed else { return };
        let (now, held) = ctx.input(|i| (i.time, i.pointer.any_down() || !i.keys_down.is_empty()));
        let quiet = now - changed;
        // What an input method is still putting together is one step with what comes of it.
        let held = held || is_composing(ctx);
        if quiet >= QUIET && !held {
            self.changed = None;
            if let Some(session) = self.workspace.active_mut() {
                session.close_step();
            }
        } else {
            ctx.request_repaint_after_secs((QUIET - quiet).max(0.1) as f32);
        }
    }

    /// A window that was not shown yet does not grow on every system, whatever it was told when it was made.
    fn maximize_once_shown(&mut self, ctx: &Context) {
        if !self.maximize {
            return;
        }
        if ctx.cumulative_frame_nr() < 2 {
            ctx.request_repaint();
            return;
        }
        self.maximize = false;
        if ctx.input(|i| i.viewport().maximized) == Some(false) {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    fn set_title(&mut self, ctx: &Context) {
        let title = match self.session() {
            Some(session) => words::window_title(session.file(), &session.title(), session.has_work()),
            None => "Clausewright".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The title of the window.
    pub fn title(&self) -> &str {
        &self.title
    }

    fn folder(&self) -> Option<&Path> {
        self.settings.draft_folder.as_deref()
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.guarded_ui(ui);
    }

    fn on_exit(&mut self) {
        if self.is_broken() {
            return;
        }
        if !self.saves_given_up {
            self.writer.finish();
        }
        self.keep_settings_now();
    }
}

impl App {
    fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.preview.receive(&ctx);
        self.poll_recovery(&ctx);
        self.poll_files(&ctx);
        self.poll_openings(&ctx);
        self.poll_saves(&ctx);
        self.tend_files(&ctx);
        self.take_dropped_files(&ctx);
        self.poll_presence();
        self.maximize_once_shown(&ctx);
        self.note_window_size(&ctx);
        self.handle_close_request(&ctx);
        self.take_shortcuts(&ctx);
        resume_focus(&ctx);
        follow_tab(&ctx);
        if self.session().is_some() {
            self.main_ui(ui);
        } else {
            self.begin_ui(ui);
        }
        self.show_dialog(&ctx);
        let opening = self.opening_progress(&ctx);
        if opening.is_some_and(|words| toasts::progress_ui(&ctx, &words, self.dialog.is_some())) {
            self.cancel_opening();
        }
        let state = self.session().map(|s| (s.id(), s.revision()));
        match self.toasts.draw(&ctx, state, self.dialog.is_some()) {
            Some(toasts::Wanted::File(path, way)) => self.launch(&ctx, path, way),
            Some(toasts::Wanted::Undo) => self.actions.push(Action::Run(Command::Undo)),
            None => {}
        }
        drop_ui(&ctx);
        self.perform(&ctx);
        // What was typed in this frame is on its way before the next.
        self.ask_for_pages();
        self.tend_interview(&ctx);
        self.close_quiet_step(&ctx);
        self.note_drafts();
        self.set_title(&ctx);
    }
}
