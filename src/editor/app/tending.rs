//! Keeping the open drafts and their files together: who may write, what happened outside, and what to do about it.

use super::{App, words};
use crate::editor::dialogs::{Ask, Dialog, LossesDialog};
use crate::editor::panels::compare::With;
use crate::editor::panels::notice::Remedy;
use crate::editor::view::FindGood;
use crate::session::recovery::{moment_words, unix_now};
use crate::session::{Granted, Outside, ReadOnly, Session};
use crate::store::history::newest_good;
use crate::store::{Holder, claim};
use egui::{Context, Event};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

impl App {
    /// Asks for the right to change each draft that was opened or got another file, and looks at all files whenever the
    /// window comes to the front.
    pub(super) fn tend_files(&mut self, ctx: &Context) {
        self.claim_drafts(ctx);
        // A window that is minimised draws nothing, so that its time in the background may be seen only in this event.
        let came = |event: &Event| matches!(event, Event::WindowFocused(true));
        let (focused, came) = ctx.input(|i| (i.focused, i.events.iter().any(came)));
        let had_focus = std::mem::replace(&mut self.had_focus, focused);
        let came_back = came || (focused && !had_focus);
        let (sightings, again) = self.watcher.poll();
        let mut told = false;
        for sighting in sightings {
            if self.saves.concerns(sighting.session) {
                // What was seen may be the save itself.
                continue;
            }
            let Some(session) =
                self.workspace.position(sighting.session).and_then(|i| self.workspace.get_mut(i))
            else {
                continue;
            };
            told |= session.take_seen(sighting.known, sighting.seen);
            if let Some(claiming) = sighting.claiming.filter(|_| session.contested().is_some())
                && session.take_claim(claiming) == Granted::Now
            {
                let text = format!(
                    "“{}” was closed in the other window. You can edit it here now.",
                    session.title()
                );
                self.toasts.say(ctx, text);
            }
        }
        if told {
            ctx.request_repaint();
        }
        if came_back || again {
            self.look_at_files(ctx);
        }
        self.find_good(ctx);
    }

    pub(super) fn look_at_files(&mut self, ctx: &Context) {
        let (fs, folders) = (&self.deps.fs, self.deps.folders.as_ref());
        self.watcher.look(ctx, fs, folders, self.workspace.sessions().iter(), unix_now());
    }

    /// Whether the files of open drafts are being looked at.
    pub fn is_watching(&self) -> bool {
        self.watcher.is_busy()
    }

    fn claim_drafts(&mut self, ctx: &Context) {
        let Some(folders) = &self.deps.folders else { return };
        let fs = self.deps.fs.as_ref();
        for index in 0..self.workspace.sessions().len() {
            let Some(session) = self.workspace.get_mut(index) else { continue };
            let Some(path) = session.unclaimed().map(std::path::Path::to_owned) else { continue };
            let me = Holder::this(fs, unix_now());
            if session.take_claim(claim(fs, folders, &path, &me)) == Granted::Shared {
                let text = format!(
                    "“{}” is also open in another window. Saving asks before anything is overwritten there.",
                    session.title()
                );
                self.toasts.say(ctx, text);
            }
            if let Some(schema) = session.older() {
                let text = format!(
                    "“{}” was saved by an older Clausewright (file format {schema}) and was brought up to date here. The \
                     first save keeps the file as it was beside it.",
                    session.title()
                );
                self.toasts.say(ctx, text);
            }
        }
    }

    /// For a damaged file in front, looks in the history for the newest save that is whole.
    fn find_good(&mut self, ctx: &Context) {
        let index = self.workspace.active_index();
        let (Some(session), Some(view)) = (self.workspace.active(), self.views.get_mut(index)) else {
            return;
        };
        let (Some(damage), Some(folders)) = (session.damage(), &self.deps.folders) else { return };
        let good = view.good.get_or_insert_with(|| {
            let (report, found) = channel();
            let (ctx, fs, folders) = (ctx.clone(), Arc::clone(&self.deps.fs), folders.clone());
            let (path, id) = (damage.path.clone(), session.draft().id.to_string());
            let work = move || {
                drop(report.send(newest_good(fs.as_ref(), &folders, Some(&path), Some(&id))));
                ctx.request_repaint();
            };
            if let Err(error) = std::thread::Builder::new().name("lookup".to_owned()).spawn(work) {
                tracing::warn!("no thread to read on: {error}");
            }
            FindGood { found, good: None }
        });
        if let Ok(found) = good.found.try_recv() {
            good.good = found;
        }
    }

    /// When the newest whole save of the damaged file in front was made, in words.
    pub(super) fn good_words(&self) -> Option<String> {
        let view = self.views.get(self.workspace.active_index())?;
        let good = view.good.as_ref()?.good.as_ref()?;
        Some(moment_words(good.entry.time, unix_now()))
    }

    /// Does what the bar above the form offered.
    pub(super) fn remedy(&mut self, ctx: &Context, remedy: &Remedy) {
        match remedy {
            Remedy::EditCopy => {
                if let Some(session) = self.workspace.active_mut()
                    && session.become_copy()
                {
                    self.toasts.say(ctx, words::OWN_DRAFT);
                }
            }
            Remedy::EditAnyway => {
                if let Some(session) = self.workspace.active_mut() {
                    session.edit_anyway();
                }
            }
            Remedy::Reload => {
                self.settle_comparison();
                self.reload(ctx);
            }
            Remedy::Overwrite => {
                self.settle_comparison();
                self.save_over(ctx);
            }
            Remedy::Compare => self.compare_with_file(ctx),
            Remedy::PutOff => {
                if let Some(session) = self.workspace.active_mut() {
                    session.put_off();
                }
            }
            Remedy::Losses => self.show_losses(),
            Remedy::OpenGood => self.open_good(),
        }
        ctx.request_repaint();
    }

    fn show_losses(&mut self) {
        let Some(session) = self.workspace.active() else { return };
        let (title, losses) = match (session.damage(), session.read_only()) {
            (Some(damage), _) => (words::LOST, &damage.losses),
            (None, Some(ReadOnly::Newer { losses, .. })) => (words::NOT_SHOWN, losses),
            (None, _) => return,
        };
        let dialog = LossesDialog { title: title.to_owned(), losses: Arc::clone(losses) };
        self.ask(Dialog::Losses(dialog));
    }

    fn open_good(&mut self) {
        let view = self.views.get(self.workspace.active_index());
        let Some(good) = view.and_then(|v| v.good.as_ref()).and_then(|g| g.good.clone()) else { return };
        let Some(session) = self.workspace.active() else { return };
        let name = words::state_of(&session.title(), &moment_words(good.entry.time, unix_now()));
        let form =
            crate::template::find(&good.draft.template.id).unwrap_or_else(|| Arc::clone(session.form()));
        self.show(Session::named(good.draft, form, name));
    }

    /// Shows how the file and the draft in front differ, with what can be done about it.
    pub(super) fn compare_with_file(&mut self, ctx: &Context) {
        self.compare_with(With::Disk);
        if let Some(view) = self.view() {
            view.comparing.settles = true;
        }
        ctx.request_repaint();
    }

    /// Shows the form again once it is settled which of the two holds.
    fn settle_comparison(&mut self) {
        if let Some(view) = self.view().filter(|view| view.comparing.settles) {
            view.comparing.settles = false;
            view.comparing.shown = false;
        }
    }

    /// Takes what the file holds now; undo brings the draft back.
    pub(super) fn reload(&mut self, ctx: &Context) {
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active() else { return };
        let Some(path) = session.file().map(PathBuf::from) else { return };
        match crate::session::read_draft(self.deps.fs.as_ref(), &path) {
            Ok(file) => {
                self.keep_discarded(index);
                if let Some(session) = self.workspace.get_mut(index) {
                    session.take_theirs(file);
                }
                if let Some(view) = self.views.get_mut(index) {
                    view.typing = None;
                }
                self.changed = None;
                self.toasts.say(ctx, words::reloaded(&path));
            }
            Err(error) => self.tell(words::NOT_RELOADED, words::still_open(&error.to_string())),
        }
    }

    /// Why nothing can be changed or saved in the draft in front, to be said where it is tried.
    pub(super) fn why_not(&self, copy: bool) -> Option<&'static str> {
        match self.session()?.read_only()? {
            ReadOnly::Newer { .. } => Some(words::NEWER),
            ReadOnly::InUse(_) if copy => None,
            ReadOnly::InUse(_) => Some(words::IN_USE),
        }
    }

    /// The question after a save found another content in the file; the bar above the form goes on saying it.
    pub(super) fn ask_changed(&mut self, ctx: &Context, file: String) {
        let dirty = self.workspace.active().and_then(Session::outside).is_none();
        if dirty {
            self.look_at_files(ctx);
        }
        self.ask(Dialog::Ask(Ask::ChangedOutside { file }));
    }

    /// What the bar above the form says about the file, for tests of the whole window.
    pub fn outside(&self) -> Option<&Outside> {
        self.session()?.outside()
    }
}
