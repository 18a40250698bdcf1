//! Find and replace: going from hit to hit, and replacing one or all that are ticked.

use super::App;
use super::panes::Pane;
use crate::editor::panels::finder::{FindWish, words};
use crate::session::search::{Scratch, Source};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Id};

impl App {
    /// Shows the panel, with the part that replaces or without.
    pub(super) fn ask_find(&mut self, replacing: bool) {
        self.finder.shown = true;
        self.finder.fresh = true;
        self.finder.replacing |= replacing;
        self.panes.front = Pane::Outline;
        self.on_start = false;
    }

    pub(super) fn find_wish(&mut self, ctx: &Context, wish: FindWish) {
        match wish {
            FindWish::GoTo { hit, focus } => self.go_to_hit(ctx, hit, focus),
            FindWish::Step { forward } => self.step_hit(ctx, forward),
            FindWish::ReplaceOne => self.replace_one(ctx),
            FindWish::ReplaceAll => self.replace(ctx, None),
            FindWish::Close => {
                self.finder.shown = false;
                self.panes.front = Pane::Form;
                if let Some(section) = self.view().map(|v| v.section.clone()) {
                    self.focus_form(&section);
                }
            }
        }
        ctx.request_repaint();
    }

    pub(super) fn step_hit(&mut self, ctx: &Context, forward: bool) {
        if self.finder.pattern.is_empty() {
            self.ask_find(false);
            return;
        }
        self.look_again();
        match self.finder.next(forward) {
            Some(hit) => self.go_to_hit(ctx, hit, false),
            None => self.toasts.say(ctx, words::NOTHING),
        }
    }

    fn look_again(&mut self) {
        if let Some(session) = self.workspace.active() {
            self.finder.update(session);
        }
    }

    fn go_to_hit(&mut self, ctx: &Context, hit: usize, focus: bool) {
        let Some(session) = self.workspace.active() else { return };
        self.finder.arrive(hit, session);
        let Some((place, range)) = self.finder.hit(hit) else { return };
        let (path, text, source) = (place.path.clone(), place.text.clone(), place.source.clone());
        let is_field = !matches!(source, Source::FormClause(_));
        self.go_to(ctx, &path);
        let Some(session) = self.workspace.active() else { return };
        // The field shows a value as it is typed, not as it is printed.
        let (text, range) = match source {
            Source::Printed(_) => {
                let typed = session.draft().text(&path);
                let all = 0..typed.len();
                (typed, all)
            }
            _ => (text, range),
        };
        let id = Id::unique((session.draft().id.as_str(), path.as_str()));
        if !focus {
            if let Some(jump) = self.view().and_then(|v| v.jump.as_mut()) {
                jump.focus = false;
            }
            return;
        }
        if is_field {
            let letters = |end: usize| CCursor::new(text.get(..end).map_or(0, |t| t.chars().count()));
            let mut state = TextEditState::load(ctx, id).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::two(letters(range.start), letters(range.end))));
            state.store(ctx, id);
        }
    }

    /// Replaces the hit that was gone to last, and goes on to the next.
    fn replace_one(&mut self, ctx: &Context) {
        self.look_again();
        let Some(at) = self.finder.current else {
            self.step_hit(ctx, true);
            return;
        };
        let before = self.finder.len();
        self.replace(ctx, Some(at));
        self.look_again();
        let gone = before.saturating_sub(self.finder.len());
        // Its follower has taken its place.
        let next = if gone > 0 { at } else { at + 1 };
        if self.finder.len() > 0 {
            self.go_to_hit(ctx, next % self.finder.len(), false);
        }
    }

    fn replace(&mut self, ctx: &Context, only: Option<usize>) {
        if let Some(reason) = self.why_not(false) {
            self.toasts.say(ctx, reason);
            return;
        }
        self.look_again();
        let Some(session) = self.workspace.active_mut() else { return };
        let with = self.finder.with.clone();
        let done = Scratch::of(session.draft()).replace(&self.finder.wanted(only), &with);
        session.close_step();
        let name = words::step(&self.finder.pattern.text, &with);
        match session.apply(&done.edits, &name, None) {
            Ok(_) => {
                // One at a time it is seen on the page.
                if only.is_none() || done.refused > 0 {
                    self.toasts.say(ctx, words::done(&done));
                }
            }
            Err(error) => self.toasts.say(ctx, error.to_string()),
        }
        self.forget_typing();
        self.note_drafts();
        ctx.request_repaint();
    }
}
