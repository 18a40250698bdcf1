//! A Word file that came back: chosen, gone through, taken over or left.

use super::App;
use crate::editor::files::Purpose;
use crate::editor::panels::compare::With;
use crate::editor::panels::compare::reply::{Decision, words};
use crate::session::reply::Reply;
use crate::session::taking::Taking;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    pub(super) fn choose_returned(&mut self, ctx: &Context) {
        self.choose(ctx, Purpose::Returned, String::new(), false);
    }

    /// Lays a Word file beside the draft in front.
    pub(super) fn compare_returned(&mut self, path: PathBuf) {
        self.compare_with(With::Returned(path));
    }

    /// The change of a returned file that was gone to last.
    pub(super) fn theirs_at(&self) -> Option<(Arc<Reply>, usize)> {
        let view = self.views.get(self.workspace.active_index()).filter(|_| !self.on_start)?;
        let comparing = Some(&view.comparing).filter(|c| c.shown && c.is_reply())?;
        comparing.replying.current().map(|(reply, at)| (Arc::clone(reply), at))
    }

    pub(super) fn can_take_over(&self) -> bool {
        let view = self.views.get(self.workspace.active_index());
        self.theirs_at().is_some() && view.is_some_and(|view| view.comparing.replying.can_take())
    }

    /// Why the change that was gone to cannot be taken over.
    pub(super) fn why_not_theirs(&self) -> Option<&'static str> {
        let Some((reply, at)) = self.theirs_at() else { return Some(words::NO_ITEM) };
        let nothing = reply.items.get(at).is_none_or(|item| item.proposal.is_empty());
        Some(if nothing { words::CANNOT_TAKE } else { words::IS_TAKEN })
    }

    pub(super) fn take_over_here(&mut self, ctx: &Context) {
        if let Some((reply, at)) = self.theirs_at() {
            self.take_over(ctx, &reply, at);
        }
    }

    /// Has the draft say what they wrote in one place, as one step of undo, and goes on to what is undecided.
    pub(super) fn take_over(&mut self, ctx: &Context, reply: &Reply, at: usize) {
        let Some(item) = reply.items.get(at) else { return };
        let Some(edits) = self.session().map(|session| item.proposal.edits(session.draft())) else { return };
        self.edit_and_say(ctx, &edits, &words::step(item), words::taken(item));
        let taken = self.session().is_some_and(|session| item.proposal.is_taken(session.draft()));
        self.go_on_behind(at, taken);
    }

    /// Of the returned file on screen: how many undecided changes can be taken over at once, and how many places can be
    /// left, or opened again, at once.
    pub(super) fn open_of_theirs(&self) -> (usize, usize) {
        let view = self.views.get(self.workspace.active_index()).filter(|_| !self.on_start);
        let replying =
            view.map(|view| &view.comparing).filter(|c| c.shown && c.is_reply()).map(|c| &c.replying);
        replying.map_or((0, 0), |replying| {
            (replying.takeable(), replying.count(Decision::Open) + replying.count(Decision::Left))
        })
    }

    /// Has the draft say what they wrote wherever nothing is decided and it can, as one step of undo.
    pub(super) fn take_over_all(&mut self, ctx: &Context) {
        let (Some(session), Some(view)) =
            (self.workspace.active(), self.views.get(self.workspace.active_index()))
        else {
            return;
        };
        let replying = &view.comparing.replying;
        let Some(reply) = replying.reply() else { return };
        let taking = Taking::of(reply, replying.open(), session.draft());
        let said = words::taken_all(&taking);
        if taking.edits.is_empty() {
            self.toasts.say(ctx, said);
        } else {
            self.edit_and_say(ctx, &taking.edits, words::TAKE_ALL_STEP, said);
        }
        self.go_on_to_open();
    }

    /// Leaves everything as it is that nothing is decided about, or opens again what was left.
    pub(super) fn leave_all_theirs(&mut self, ctx: &Context) {
        let Some(view) = self.view() else { return };
        let (count, leave) = view.comparing.replying.leave_all();
        self.toasts.say(ctx, words::left_all(count, leave));
        self.go_on_to_open();
        ctx.request_repaint();
    }

    /// The first undecided place takes the keyboard, or the way back to the form where all is decided.
    fn go_on_to_open(&mut self) {
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(self.workspace.active_index()) else { return };
        view.comparing.replying.look_again(session);
        if view.comparing.replying.step_to_first_open() {
            view.comparing.arrive();
        } else {
            view.comparing.fresh = true;
        }
    }

    pub(super) fn leave_theirs_here(&mut self, ctx: &Context) {
        let Some((_, at)) = self.theirs_at() else { return };
        let standing = self.view().map(|view| view.comparing.replying.standing(at).decision);
        self.leave_theirs(ctx, at, standing != Some(Decision::Left));
    }

    pub(super) fn leave_theirs(&mut self, ctx: &Context, at: usize, leave: bool) {
        if let Some(view) = self.view() {
            view.comparing.replying.leave(at, leave);
        }
        self.go_on_behind(at, leave);
        ctx.request_repaint();
    }

    /// The next undecided change takes the keyboard; without one, or where nothing was decided, the change itself.
    fn go_on_behind(&mut self, at: usize, decided: bool) {
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(self.workspace.active_index()) else { return };
        view.comparing.replying.look_again(session);
        view.comparing.replying.go_to(at);
        if decided {
            view.comparing.replying.step_to_open();
        }
        view.comparing.arrive();
    }
}
