//! Opening, saving, exporting, and what is remembered between sessions.

use super::comparing::comparison_file;
use super::{App, words};
use crate::editor::commands::Command;
use crate::editor::dialogs::{Dialog, PathDialog};
use crate::editor::files::{Choice, Chooser, Order, Purpose, Then, beside, with_ending};
use crate::editor::panels::compare::With;
use crate::editor::view::View;
use crate::session::{Session, SessionId, new_draft};
use crate::store::{RecentFile, RecentFiles, WindowSize, save_settings};
use crate::template::Form;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Seconds after which the program's own path dialog is offered.
const PATIENCE: f64 = 4.0;

impl App {
    /// Brings a new tab to the front.
    pub(super) fn show(&mut self, session: Session) {
        let first = session.template().sections.first().map(|s| s.id.to_string());
        self.workspace.add(session);
        self.views.push(View { section: first.unwrap_or_default(), ..View::default() });
        self.on_start = false;
    }

    /// Opens a form's example as a draft of its own.
    pub(super) fn begin_example(&mut self, form: &Arc<Form>) {
        let mut draft = form.example().clone();
        draft.id = new_draft(form).id;
        let name = words::example(&form.template().title);
        self.show(Session::named(draft, Arc::clone(form), name));
    }

    /// Puts a draft that has a file on the list of recent drafts.
    pub(super) fn remember(&mut self, ctx: &Context, id: SessionId) {
        let session = self.workspace.position(id).and_then(|i| self.workspace.sessions().get(i));
        let (Some(session), Some(opened)) = (session, self.deps.today) else { return };
        let Some(path) = session.file() else { return };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.settings.draft_folder = path.parent().map(Path::to_owned);
        let file = RecentFile {
            path,
            title: session.draft().agreement.title.to_string(),
            template: session.draft().template.id.to_string(),
            opened,
            pinned: false,
        };
        self.change_recent(ctx, move |list| list.remember(file.clone()));
    }

    /// Changes the list on screen at once and the one on disk in the background.
    pub(super) fn change_recent(
        &mut self,
        ctx: &Context,
        change: impl Fn(&mut RecentFiles) + Send + 'static,
    ) {
        if self.deps.folders.is_some() {
            change(&mut self.recent);
            self.writer.order(Order::Recent(Box::new(change)));
            ctx.request_repaint();
        }
    }

    /// Keeps the settings, in the background.
    pub(super) fn keep_settings(&mut self) {
        self.writer.order(Order::Settings(Box::new(self.settings.clone())));
    }

    /// Keeps the settings before the program ends.
    pub(super) fn keep_settings_now(&mut self) {
        if let Some(folders) = &self.deps.folders
            && let Err(error) = save_settings(self.deps.fs.as_ref(), folders, &self.settings)
        {
            tracing::warn!("settings were not saved: {error}");
        }
    }

    /// Remembers the size of the window, to be kept when it is closed.
    pub(super) fn note_window_size(&mut self, ctx: &Context) {
        let (rect, maximized) =
            ctx.input(|i| (i.viewport().inner_rect, i.viewport().maximized.unwrap_or(false)));
        let Some(rect) = rect.filter(|r| r.width() > 1.0) else { return };
        let zoom = ctx.zoom_factor();
        let points = |size: f32| (size * zoom).round().clamp(1.0, 16_000.0) as u16;
        let old = self.settings.window.filter(|_| maximized);
        self.settings.window = Some(WindowSize {
            // The size of a maximised window is that of the screen, not the one to go back to.
            width: old.map_or(points(rect.width()), |w| w.width),
            height: old.map_or(points(rect.height()), |w| w.height),
            maximized,
        });
    }

    pub(super) fn choose_open(&mut self, ctx: &Context, typed: bool) {
        self.choose(ctx, Purpose::Open, String::new(), typed);
    }

    /// Asks where to save the draft in front.
    pub(super) fn choose_save(&mut self, ctx: &Context, then: Then, typed: bool) {
        let Some(session) = self.workspace.active() else { return };
        let name = beside(session.file(), &session.title(), "ron");
        let session = session.id();
        self.choose(ctx, Purpose::Save { session, then }, name, typed);
    }

    /// Asks for a file: with the system's dialog, or with ours where there is none or it is wanted.
    pub(super) fn choose(&mut self, ctx: &Context, purpose: Purpose, name: String, typed: bool) {
        if self.chooser.is_some() && !typed {
            self.toasts.say(ctx, words::DIALOG_OPEN);
            return;
        }
        let folder = self.folder_for(&purpose);
        if self.deps.native_dialogs && !typed {
            self.chooser = Chooser::open(ctx, purpose.clone(), folder.as_deref(), &name);
            if self.chooser.is_some() {
                return;
            }
        }
        self.ask_path(purpose, folder, &name, false);
    }

    /// Where a dialog begins.
    fn folder_for(&self, purpose: &Purpose) -> Option<PathBuf> {
        let folder = match purpose {
            Purpose::Export(_) => self.export_folder(),
            _ => None,
        };
        folder.or_else(|| self.folder().map(Path::to_owned))
    }

    fn ask_path(&mut self, purpose: Purpose, folder: Option<PathBuf>, name: &str, stand_in: bool) {
        let folder = folder.or_else(std::env::home_dir).unwrap_or_default();
        let text = folder.join(name).display().to_string();
        self.ask(Dialog::Path(PathDialog { purpose, text, problem: None, stand_in, folder }));
    }

    /// Takes in what file dialogs and exports have come to.
    pub(super) fn poll_files(&mut self, ctx: &Context) {
        let now = ctx.input(|i| i.time);
        if let Some(chooser) = self.chooser.take() {
            match chooser.poll(now, ctx.input(|i| i.focused)) {
                Choice::Waiting => {
                    self.offer_path(ctx, &chooser, now);
                    self.chooser = Some(chooser);
                }
                Choice::Cancelled => self.forget_leaving(),
                Choice::NoDialog => {
                    let name = match (&chooser.purpose, self.workspace.active()) {
                        (purpose, _) if purpose.is_to_read() => String::new(),
                        (_, None) => String::new(),
                        (Purpose::Export(order), Some(s)) => self.export_name(s, *order),
                        (Purpose::Comparison(format), Some(s)) => comparison_file(s, *format),
                        (purpose, Some(s)) => beside(s.file(), &s.title(), purpose.ending()),
                    };
                    let folder = self.folder_for(&chooser.purpose);
                    self.ask_path(chooser.purpose, folder, &name, true);
                }
                Choice::Path(path) => self.use_path(ctx, chooser.purpose, path, true),
            }
        }
        self.poll_export(ctx);
        self.poll_comparison(ctx);
    }

    /// A dialog that does not take the keyboard within a few seconds may never have appeared.
    fn offer_path(&mut self, ctx: &Context, chooser: &Chooser, now: f64) {
        let waited = now - chooser.since;
        if waited < PATIENCE {
            ctx.request_repaint_after_secs((PATIENCE - waited) as f32);
        } else if waited < PATIENCE + 1.0 && ctx.input(|i| i.focused) {
            let command =
                if chooser.purpose.is_to_read() { Command::OpenByPath } else { Command::SaveByPath };
            self.toasts.say(ctx, words::no_file_dialog(command.name()));
        }
    }

    /// Does what a path was asked for. `replace`: the system's dialog has asked whether to replace a file.
    pub(super) fn use_path(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, replace: bool) {
        let ending = purpose.ending();
        match purpose {
            Purpose::Open => self.open(ctx, &path),
            Purpose::Compare => self.compare_with(With::File(path)),
            Purpose::Returned => self.compare_returned(path),
            Purpose::Comparison(format) => {
                self.save_comparison(ctx, format, with_ending(path, ending), replace);
            }
            Purpose::Save { session, then } => {
                let named = path.extension().is_some();
                self.save_as(ctx, session, with_ending(path, ending), then, replace && named);
            }
            Purpose::Export(order) => self.export_to(ctx, order, with_ending(path, ending), replace),
        }
    }
}
