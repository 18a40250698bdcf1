//! Closing drafts and the window, and never losing anything by it.

use super::{App, words};
use crate::editor::dialogs::{Answer, Ask, Dialog};
use crate::editor::files::Then;
use crate::editor::panels::recovered::Wish;
use crate::session::Session;
use egui::{Context, ViewportCommand};

impl App {
    /// The window is asked to close: agreed only when nothing would be lost.
    pub(super) fn handle_close_request(&mut self, ctx: &Context) {
        if !ctx.input(|i| i.viewport().close_requested()) {
            return;
        }
        if self.leaves_once_saved(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            return;
        }
        if self.may_quit {
            return;
        }
        let kept = self.keep_for_next_start();
        let dirty: Vec<usize> = self.workspace.dirty().into_iter().filter(|i| self.would_lose(*i)).collect();
        let Err(cause) = kept.or_else(|cause| if dirty.is_empty() { Ok(()) } else { Err(cause) }) else {
            self.may_quit = true;
            return;
        };
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        let titles =
            dirty.iter().filter_map(|i| self.workspace.sessions().get(*i)).map(Session::title).collect();
        let after = words::leaving_loses(&cause.to_string());
        self.ask(Dialog::Ask(Ask::Unsaved { titles, leaving: true, after }));
    }

    /// Whether closing a draft loses work: a new draft that nobody touched is no work.
    fn would_lose(&self, index: usize) -> bool {
        let given_up = |s: &Session| self.saves_given_up && self.saves.concerns(s.id());
        self.workspace.sessions().get(index).is_some_and(|s| s.has_work() && !given_up(s))
    }

    pub(super) fn close_active(&mut self) {
        self.close(self.workspace.active_index());
    }

    /// Closes a draft; asks first if it has changes.
    pub(super) fn close(&mut self, index: usize) {
        if self.closes_once_saved(index) {
            return;
        }
        let Some(session) = self.workspace.sessions().get(index) else { return };
        if !session.is_dirty() || !self.would_lose(index) {
            self.close_tab(index);
            return;
        }
        let titles = vec![session.title()];
        self.workspace.activate(index);
        self.on_start = false;
        let after = if self.recovery.keeper.is_some() && self.recovery.trouble.is_none() {
            words::CLOSED_COMES_BACK
        } else {
            words::CLOSING_LOSES
        };
        self.ask(Dialog::Ask(Ask::Unsaved { titles, leaving: false, after: after.to_owned() }));
    }

    pub(super) fn close_tab(&mut self, index: usize) {
        let Some(session) = self.workspace.close(index) else { return };
        self.end_journal(&session);
        if index < self.views.len() {
            self.views.remove(index);
        }
        self.on_start |= self.workspace.is_empty();
    }

    /// Saves the next draft that has changes, and leaves when there is none.
    pub(super) fn save_and_quit(&mut self, ctx: &Context) {
        match self.workspace.dirty().iter().find(|i| self.would_lose(**i)) {
            Some(index) => {
                self.workspace.activate(*index);
                self.on_start = false;
                self.save(ctx, Then::Quit);
            }
            None => {
                self.may_quit = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// A save on the way out did not happen: stay.
    pub(super) fn forget_leaving(&mut self) {
        self.then = Then::Stay;
        self.may_quit = false;
        self.saves.stay();
    }

    /// A dialog was closed without an answer.
    pub(super) fn cancel(&mut self, dialog: &Dialog) {
        if matches!(dialog, Dialog::Ask(_) | Dialog::Path(_)) {
            self.forget_leaving();
        }
    }

    /// Does what was answered to a question.
    pub(super) fn heed(&mut self, ctx: &Context, dialog: &Dialog, answer: Answer) {
        let leaving = matches!(dialog, Dialog::Ask(Ask::Unsaved { leaving: true, .. }));
        let then = self.then;
        match answer {
            Answer::SaveAndClose if leaving => self.save_and_quit(ctx),
            Answer::SaveAndClose => self.save(ctx, Then::Close),
            Answer::CloseWithoutSaving if leaving => {
                self.may_quit = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Answer::CloseWithoutSaving => self.close_tab(self.workspace.active_index()),
            Answer::Overwrite => self.save_over(ctx),
            Answer::SaveCopy => self.choose_save(ctx, Then::Stay, false),
            Answer::Reload => self.reload(ctx),
            Answer::Compare => self.compare_with_file(ctx),
            Answer::Replace(path) => {
                if let Some(id) = self.workspace.active().map(Session::id) {
                    self.save_as(ctx, id, path, then, true);
                }
            }
            Answer::ReplaceExport(path, order) => self.export(ctx, order, path),
            Answer::ReplaceComparison(path, format) => self.save_comparison(ctx, format, path, true),
            Answer::PartLinks(path) => self.part_links(ctx, path, then),
            Answer::OpenRecovered(journal) => self.take_wish(ctx, Wish::Open(journal)),
            Answer::CompareReturned(path, session) => self.compare_with_open(path, session),
            Answer::OpenAlone(path) => self.open_alone(ctx, &path),
            Answer::Wait => self.saves.leave(),
            Answer::LeaveAnyway => {
                self.saves_given_up = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Answer::Cancel => self.forget_leaving(),
        }
    }
}
