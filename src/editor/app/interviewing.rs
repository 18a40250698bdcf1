//! The first questions of a new draft, from their beginning to the form.

use super::App;
use super::words::again as again_words;
use crate::agreement::Role;
use crate::check::Summary;
use crate::draft::Draft;
use crate::editor::commands::Command;
use crate::editor::panels::clauses;
use crate::editor::panels::interview::{End, Interviewing, edits_for, words};
use crate::session::{Session, SessionId, begin_again, new_draft, put_in_zone};
use crate::store::KnownParty;
use crate::template::Form;
use crate::value::FieldPath;
use egui::Context;
use std::sync::Arc;

impl App {
    /// Begins a draft of a form, with its first questions if it has any.
    pub(super) fn begin(&mut self, form: &Arc<Form>) {
        let mut draft = new_draft(form);
        if let Some(zone) = self.deps.zone {
            put_in_zone(&mut draft, zone);
        }
        let known = self.take_over_provider(&mut draft);
        self.show(Session::new(draft, Arc::clone(form)));
        if form.template().interview.is_empty() {
            if let Some(first) = self.view().map(|v| v.section.clone()) {
                self.enter_section(first);
            }
        } else if let Some(view) = self.view() {
            view.interview = Some(Interviewing { known, ..Interviewing::new(0) });
        }
    }

    /// Begins a draft with the terms of the one in front, and says what was kept and what was cleared.
    pub(super) fn begin_from_active(&mut self) {
        let Some(session) = self.workspace.active() else { return };
        let (draft, form) = (session.snapshot(), Arc::clone(session.form()));
        self.begin_anew(&draft, form, again_words::IN_ITS_TAB);
    }

    /// The same for a draft that is not open. `place`: where that draft is, in words.
    pub(super) fn begin_anew(&mut self, old: &Draft, form: Arc<Form>, place: &str) {
        let again = begin_again(old);
        let mentions: Vec<String> =
            again.mentions.iter().map(|path| clauses::words_of(&again.draft, path)).collect();
        let said = again_words::said(&again.cleared, &mentions, place);
        self.show(Session::new(again.draft, form));
        if let Some(first) = self.view().map(|v| v.section.clone()) {
            self.enter_section(first);
        }
        self.tell(again_words::TITLE, said);
    }

    /// Puts the provider of the last draft that was begun here into a new one; true if there was any.
    fn take_over_provider(&self, draft: &mut Draft) -> bool {
        let Some(party) = draft.agreement.party(Role::Provider) else { return false };
        let path = FieldPath::new("parties").join(&party.id);
        let edits = edits_for(&self.settings.provider, &path);
        edits.iter().filter(|edit| edit.apply(draft).is_ok()).count() > 0
    }

    /// Shows the first questions of the draft in front once more.
    pub(super) fn resume_interview(&mut self, ctx: &Context) {
        let Some(session) = self.workspace.active() else { return };
        let (none, mark) = (session.template().interview.is_empty(), session.steps());
        if none {
            self.toasts.say(ctx, words::NO_QUESTIONS);
        } else if let Some(view) = self.view()
            && view.interview.is_none()
        {
            view.uncover();
            view.interview = Some(Interviewing::new(mark));
        }
    }

    /// One step of the questions on or back; false if none are on screen.
    pub(super) fn turn_interview(&mut self, forward: bool) -> bool {
        let Some(steps) = self.workspace.active().map(|s| s.template().interview.len()) else { return false };
        let Some(interview) = self.view().and_then(|v| v.interview.as_mut()) else { return false };
        interview.turn(forward, steps);
        true
    }

    /// After undo or redo in the midst of the questions: shows the step that asks for the place.
    pub(super) fn go_to_question(&mut self, path: &FieldPath) {
        let Some(session) = self.workspace.active() else { return };
        let asks = |step: &crate::template::Step| step.paths().any(|asked| asked == *path);
        let step = session.template().interview.iter().position(asks);
        if let (Some(step), Some(view)) = (step, self.view()) {
            if let Some(interview) = &mut view.interview {
                interview.go(step);
                interview.fresh = false;
            }
            view.go_to(path, true);
        }
    }

    /// Comes from the questions to the form once they are at their end: what was answered is one step of undo.
    pub(super) fn tend_interview(&mut self, ctx: &Context) {
        let Some(view) = self.view() else { return };
        let Some(Interviewing { ended: Some(end), mark, .. }) = view.interview else { return };
        view.interview = None;
        view.typing = None;
        let Some(session) = self.workspace.active_mut() else { return };
        session.close_step();
        session.join_steps(mark, words::UNDO_STEP);
        self.changed = None;
        self.remember_provider(None);
        if end == End::Finish {
            self.go_to_first_gap(ctx);
        }
        ctx.request_repaint();
    }

    /// Opens the form where something is left to do, and says how much that is.
    fn go_to_first_gap(&mut self, ctx: &Context) {
        let Some(session) = self.workspace.active() else { return };
        let findings = Arc::clone(&session.derived().findings);
        let first = findings.iter().find(|f| f.waived.is_none() && f.is_to_fill()).map(|f| f.path.clone());
        let key = Command::NextProblem.shortcut_text(ctx);
        self.toasts.say(ctx, words::finished(Summary::of(findings.iter()), &key));
        match first {
            Some(path) => self.go_to(ctx, &path),
            None => {
                if let Some(section) = self.view().map(|v| v.section.clone()) {
                    self.enter_section(section);
                }
            }
        }
    }

    /// Keeps the provider for the next draft. `saved`: after a save, and only if it is the known one, of whom more may
    /// have been entered meanwhile.
    pub(super) fn remember_provider(&mut self, saved: Option<SessionId>) {
        let session = match saved {
            Some(id) => self.workspace.position(id).and_then(|i| self.workspace.sessions().get(i)),
            None => self.workspace.active(),
        };
        let Some(party) = session.and_then(|s| s.draft().agreement.party(Role::Provider)) else { return };
        let now = KnownParty {
            legal_name: party.legal_name.to_string(),
            short_name: party.short_name.to_string(),
            registration: party.registration.to_string(),
            address: party.address.to_string(),
            signatory: party.signatory.to_string(),
            signatory_title: party.signatory_title.to_string(),
        };
        let known = &self.settings.provider;
        let same = now.legal_name == known.legal_name;
        if now.legal_name.is_empty() || now == *known || (saved.is_some() && !same) {
            return;
        }
        self.settings.provider = now;
        self.keep_settings();
    }
}
