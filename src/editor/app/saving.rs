//! Saving without holding up the window: what waits, what runs, and what follows.

use super::{App, words};
use crate::editor::dialogs::{Ask, Dialog};
use crate::editor::files::{Done, Order, Then};
use crate::session::{FileError, SaveDone, SaveWay, Session, SessionId};
use crate::store::SaveError;
use crate::store::history::{HistoryError, Kept};
use egui::{Context, ViewportCommand};
use std::collections::VecDeque;
use std::path::PathBuf;

/// Seconds after which a save that is not finished is shown to be running.
const SLOW: f64 = 0.5;

/// Seconds after which a save may be given up on the way out.
const STUCK: f64 = 10.0;

/// Saves that were asked for. One runs at a time; the next begins with the draft as it is by then.
#[derive(Default)]
pub(super) struct Saves {
    running: Option<Running>,
    waiting: VecDeque<Wanted>,
    /// Failures that are told as soon as no other dialog is in the way.
    failed: VecDeque<Failed>,
    /// The window was asked to close and does so when everything is saved.
    leaving: bool,
}

struct Running {
    session: SessionId,
    then: Then,
    /// Seconds of egui's clock.
    since: f64,
}

struct Wanted {
    session: SessionId,
    way: SaveWay,
    then: Then,
}

struct Failed {
    session: SessionId,
    error: FileError,
    then: Then,
}

impl Saves {
    fn is_busy(&self) -> bool {
        self.running.is_some() || !self.waiting.is_empty()
    }

    /// Whether a save of this draft runs or waits.
    pub(super) fn concerns(&self, session: SessionId) -> bool {
        self.running.as_ref().is_some_and(|r| r.session == session)
            || self.waiting.iter().any(|w| w.session == session)
    }

    /// Has the draft closed once the last of its saves is done.
    fn close_after(&mut self, session: SessionId) {
        let running = self.running.as_mut().filter(|r| r.session == session).map(|r| &mut r.then);
        let last = self.waiting.iter_mut().rev().find(|w| w.session == session).map(|w| &mut w.then);
        if let Some(then) = last.or(running) {
            *then = Then::Close;
        }
    }

    /// The window closes once everything is saved.
    pub(super) fn leave(&mut self) {
        self.leaving = true;
    }

    /// Nothing follows any save.
    pub(super) fn stay(&mut self) {
        self.leaving = false;
        self.waiting.iter_mut().for_each(|w| w.then = Then::Stay);
        if let Some(running) = &mut self.running {
            running.then = Then::Stay;
        }
    }
}

impl App {
    /// Whether something is being written.
    pub fn is_writing(&self) -> bool {
        self.saves.is_busy() || self.writer.is_busy()
    }

    /// Whether the draft in front has been being saved for so long that it should be said.
    pub(super) fn is_saving_slowly(&self, ctx: &Context) -> bool {
        let now = ctx.input(|i| i.time);
        let front = self.session().map(Session::id);
        self.saves.running.as_ref().is_some_and(|r| Some(r.session) == front && now - r.since >= SLOW)
    }

    /// Saves the draft in front to its file; asks for one if it has none.
    pub(super) fn save(&mut self, ctx: &Context, then: Then) {
        let Some(session) = self.workspace.active() else { return };
        let id = session.id();
        if session.file().is_none() && !self.saves.concerns(id) {
            self.choose_save(ctx, then, false);
        } else {
            self.want_save(ctx, id, SaveWay::Again, then);
        }
    }

    pub(super) fn save_as(
        &mut self,
        ctx: &Context,
        session: SessionId,
        path: PathBuf,
        then: Then,
        replace: bool,
    ) {
        let saved = self.workspace.sessions().iter().find(|s| s.id() == session);
        if let Some(known) = saved.filter(|s| s.file().is_some_and(|file| file != path)) {
            self.settings.export.forget(known.draft().id.as_str());
        }
        self.want_save(ctx, session, SaveWay::As { path, replace }, then);
    }

    pub(super) fn save_over(&mut self, ctx: &Context) {
        if let Some(id) = self.workspace.active().map(Session::id) {
            self.want_save(ctx, id, SaveWay::Over, Then::Stay);
        }
    }

    /// Saves every draft that has a file and changes; the first without a file is asked for.
    pub(super) fn save_all(&mut self, ctx: &Context) {
        let mut nameless = None;
        for index in self.workspace.dirty() {
            let Some(session) = self.workspace.sessions().get(index) else { continue };
            if session.file().is_some() {
                self.want_save(ctx, session.id(), SaveWay::Again, Then::Stay);
            } else {
                nameless = nameless.or(Some(index));
            }
        }
        if let Some(index) = nameless {
            self.workspace.activate(index);
            self.save(ctx, Then::Stay);
        }
    }

    fn want_save(&mut self, ctx: &Context, session: SessionId, way: SaveWay, then: Then) {
        self.saves_given_up = false;
        match self.saves.waiting.iter_mut().find(|w| w.session == session && w.way == way) {
            Some(same) if then != Then::Stay => same.then = then,
            Some(_) => {}
            None => self.saves.waiting.push_back(Wanted { session, way, then }),
        }
        self.begin_save(ctx);
    }

    /// Starts the next save that waits, if none runs.
    fn begin_save(&mut self, ctx: &Context) {
        while self.saves.running.is_none() {
            let Some(Wanted { session: id, way, then }) = self.saves.waiting.pop_front() else { return };
            let index = self.workspace.position(id);
            let Some(session) = index.and_then(|i| self.workspace.get_mut(i)) else { continue };
            match session.save_job(way) {
                Ok(job) => {
                    if index == Some(self.workspace.active_index()) {
                        self.changed = None;
                    }
                    let since = ctx.input(|i| i.time);
                    self.saves.running = Some(Running { session: id, then, since });
                    self.writer.order(Order::Save { session: id, job });
                }
                Err(error) => self.saves.failed.push_back(Failed { session: id, error, then }),
            }
        }
    }

    /// Takes in what was written since, starts what waits, and tells what failed.
    pub(super) fn poll_saves(&mut self, ctx: &Context) {
        while let Some(done) = self.writer.poll() {
            match done {
                Done::Saved { session, done } => self.take_saved(ctx, session, *done),
                Done::Kept { session, kind, result } => self.take_kept(ctx, session, kind, result),
                Done::Settings(Ok(())) => {}
                Done::Settings(Err(error)) => {
                    self.toasts.say(ctx, words::settings_not_kept(&error.to_string()));
                }
                Done::Recent(Ok(list)) => self.recent = list,
                Done::Recent(Err(error)) => {
                    self.toasts.say(ctx, words::recent_not_kept(&error.to_string()));
                }
                Done::Broken => self.take_broken(),
            }
        }
        self.begin_save(ctx);
        if let Some(running) = &self.saves.running {
            let left = SLOW - (ctx.input(|i| i.time) - running.since);
            if left > 0.0 {
                ctx.request_repaint_after_secs(left as f32);
            }
        } else if self.dialog.is_none()
            && let Some(failed) = self.saves.failed.pop_front()
        {
            self.say_not_saved(ctx, failed);
        } else if std::mem::take(&mut self.saves.leaving) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn take_saved(&mut self, ctx: &Context, id: SessionId, mut done: SaveDone) {
        let then = self.saves.running.take().map_or(Then::Stay, |r| r.then);
        if let Some(cause) = done.not_kept() {
            self.toasts.say(ctx, words::because(words::BEFORE_NOT_KEPT, &cause.to_string()));
        }
        if let Some(job) = done.keep_job() {
            self.writer.order(Order::Keep { session: id, job });
        }
        let index = self.workspace.position(id);
        let Some(session) = index.and_then(|i| self.workspace.get_mut(i)) else {
            // Nobody waits for it any more, but a failure is told.
            if let Err(error) = done.result {
                self.toasts.say(ctx, error.to_string());
            }
            return;
        };
        match session.take_saved(done) {
            Ok(()) => {
                if let Some(path) = session.file().map(std::path::Path::to_owned) {
                    self.remember(ctx, id);
                    self.remember_provider(Some(id));
                    self.toasts.say(ctx, words::saved(path.as_path()));
                }
                self.after_save(ctx, id, then);
            }
            Err(error) => self.saves.failed.push_back(Failed { session: id, error, then }),
        }
    }

    /// Takes in what the history made of a save. That it kept nothing is told once, until it works again.
    fn take_kept(&mut self, ctx: &Context, id: SessionId, kind: Kept, result: Result<(), HistoryError>) {
        let index = self.workspace.position(id);
        match result {
            Ok(()) => self.history_failed = false,
            Err(error) => {
                let told = std::mem::replace(&mut self.history_failed, true);
                let cause = error.cause();
                if kind != Kept::Saved {
                    self.toasts.say(ctx, words::because(words::GIVEN_UP_NOT_KEPT, &cause.to_string()));
                } else if !told {
                    self.toasts.say(ctx, words::because(words::ONLY_HISTORY, &cause.to_string()));
                }
            }
        }
        if let Some(view) = index.and_then(|i| self.views.get_mut(i)) {
            view.earlier.refresh();
            view.comparing.refresh();
        }
    }

    fn take_broken(&mut self) {
        if let Some(Running { session, then, .. }) = self.saves.running.take() {
            self.saves.failed.push_back(Failed { session, error: FileError::Broken, then });
        }
    }

    /// What failed comes to the front, so that the answer concerns the draft that is seen.
    fn say_not_saved(&mut self, ctx: &Context, failed: Failed) {
        let Failed { session, error, then } = failed;
        self.forget_leaving();
        let Some(index) = self.workspace.position(session) else { return };
        self.workspace.activate(index);
        self.on_start = false;
        self.then = then;
        match error {
            FileError::NoName => self.choose_save(ctx, then, false),
            FileError::Save(SaveError::ChangedOutside { path }) => {
                self.ask_changed(ctx, path.display().to_string());
            }
            FileError::Save(SaveError::RemovedOutside { path }) => {
                self.ask(Dialog::Ask(Ask::Gone { file: path.display().to_string() }));
            }
            FileError::Save(SaveError::AlreadyExists { path }) => {
                self.ask(Dialog::Ask(Ask::Replace { path }));
            }
            FileError::Save(SaveError::HardLinked { path, names }) => {
                self.ask(Dialog::Ask(Ask::Linked { path, names }));
            }
            other => self.tell(words::NOT_SAVED, other.to_string()),
        }
    }

    /// Saves under a name that had others beside it; the user agreed that they keep the old content.
    pub(super) fn part_links(&mut self, ctx: &Context, path: PathBuf, then: Then) {
        let Some(session) = self.workspace.active_mut() else { return };
        session.agree_to_part_links();
        let id = session.id();
        let is_own = session.file() == Some(path.as_path());
        let way = if is_own { SaveWay::Again } else { SaveWay::As { path, replace: true } };
        self.want_save(ctx, id, way, then);
    }

    /// What was to follow a save.
    fn after_save(&mut self, ctx: &Context, id: SessionId, then: Then) {
        self.then = Then::Stay;
        match then {
            Then::Stay => {}
            // Asks again if the draft was changed meanwhile.
            Then::Close => {
                if let Some(index) = self.workspace.position(id) {
                    self.close(index);
                }
            }
            Then::Quit => self.save_and_quit(ctx),
        }
    }

    /// Whether closing this draft has to wait for a save; then it is closed after that.
    pub(super) fn closes_once_saved(&mut self, index: usize) -> bool {
        let Some(id) = self.workspace.sessions().get(index).map(Session::id) else { return false };
        let waits = self.saves.concerns(id);
        if waits {
            self.saves.close_after(id);
        }
        waits
    }

    /// Whether the window has to stay until everything is saved; then it is closed after that. A save that does not
    /// come to its end can be given up.
    pub(super) fn leaves_once_saved(&mut self, ctx: &Context) -> bool {
        let is_open = self.saves.is_busy() || !self.saves.failed.is_empty();
        if !is_open || self.saves_given_up {
            return false;
        }
        let now = ctx.input(|i| i.time);
        let running = self.saves.running.as_ref();
        let stuck =
            running.filter(|r| now - r.since >= STUCK).and_then(|r| self.workspace.position(r.session));
        if let Some(session) = stuck.and_then(|i| self.workspace.sessions().get(i)) {
            let title = session.title();
            self.ask(Dialog::Ask(Ask::StillSaving { title }));
        } else {
            self.saves.leave();
        }
        true
    }
}
