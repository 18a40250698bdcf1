//! What is done about problems: going there, mending one or all of a kind, accepting, explaining.

use super::{App, words};
use crate::check;
use crate::draft::{Edit, Waiver};
use crate::editor::dialogs::{Dialog, WaiveDialog};
use crate::editor::panels::problems::{Class, is_fixable};
use crate::editor::panels::toolbar::Walk;
use crate::editor::view::AtProblem;
use crate::value::{FieldPath, Id};
use egui::Context;
use std::sync::Arc;

impl App {
    /// The problem that commands are about: that of the row or the field with the keyboard, else the one that was gone
    /// to last. Its position among the findings.
    pub(super) fn problem_at(&self) -> Option<usize> {
        self.wanted_problem(false)
    }

    /// As [`App::problem_at`], of those that a fix is known for.
    pub(super) fn fix_at(&self) -> Option<usize> {
        self.wanted_problem(true)
    }

    fn wanted_problem(&self, fixable: bool) -> Option<usize> {
        let findings = &self.session()?.derived().findings;
        let fits = |index: usize| findings.get(index).is_some_and(|f| !fixable || is_fixable(f));
        if let Some(chosen) = self.chosen_problems().into_iter().find(|i| fits(*i)) {
            return Some(chosen);
        }
        if let Some(row) = self.problems.focused {
            return Some(row).filter(|i| fits(*i));
        }
        let view = self.views.get(self.workspace.active_index())?;
        let at_field = |path: &FieldPath| {
            (0..findings.len())
                .find(|i| findings.get(*i).is_some_and(|f| f.path == *path && f.waived.is_none()) && fits(*i))
        };
        let here = view.focused.as_ref().and_then(at_field);
        here.or_else(|| view.current_problem(findings).filter(|i| fits(*i)))
    }

    /// The problems that are chosen in the list, by their positions.
    fn chosen_problems(&self) -> Vec<usize> {
        let findings = self.session().map(|s| &s.derived().findings);
        findings.map_or_else(Vec::new, |findings| self.problems.chosen.positions(findings))
    }

    /// Chooses all that the list shows, and brings it to light.
    pub(super) fn choose_problems(&mut self, ctx: &Context) {
        self.settings.panes.show_problems = true;
        self.listed_problems();
        let index = self.workspace.active_index();
        let (Some(session), Some(view)) = (self.workspace.active(), self.views.get(index)) else { return };
        self.problems.chosen.within(session.draft().id.as_str());
        self.problems.chosen.all(&session.derived().findings, &view.listed);
        ctx.request_repaint();
    }

    /// Makes the fixes of these findings, as one step of undo.
    pub(super) fn fix_several(&mut self, ctx: &Context, findings: &[usize]) {
        let Some(session) = self.workspace.active_mut() else { return };
        let all = Arc::clone(&session.derived().findings);
        let chosen = findings.iter().filter_map(|index| all.get(*index));
        let places: Vec<(&str, FieldPath)> = chosen.map(|f| (f.code, f.path.clone())).collect();
        match session.fix_several(&places, &words::fix_several_step(places.len())) {
            Ok(mended) => self.toasts.say(ctx, words::mended_several(mended)),
            Err(error) => self.toasts.say(ctx, words::no_longer(&error.to_string())),
        }
        self.forget_typing();
        ctx.request_repaint();
    }

    /// Asks for the reason to accept these findings.
    pub(super) fn waive_several(&mut self, findings: &[usize]) {
        let Some(session) = self.workspace.active() else { return };
        let all = &session.derived().findings;
        let open = findings.iter().filter_map(|index| all.get(*index)).filter(|f| f.waived.is_none());
        let problems = open.map(|f| (f.code.to_owned(), f.path.clone(), f.message.clone())).collect();
        let dialog = WaiveDialog { problems, reason: String::new(), same: 0, everywhere: false };
        self.ask(Dialog::Waive(dialog));
    }

    pub(super) fn fix_here(&mut self, ctx: &Context) {
        let chosen = self.chosen_problems();
        if chosen.len() > 1 {
            self.fix_several(ctx, &chosen);
        } else if let Some(index) = self.fix_at() {
            self.fix(ctx, index);
        }
    }

    pub(super) fn fix_kind(&mut self, ctx: &Context) {
        let Some(session) = self.session() else { return };
        let code = self.fix_at().and_then(|i| session.derived().findings.get(i)).map(|f| f.code);
        if let Some(code) = code {
            self.fix_all(ctx, code);
        }
    }

    pub(super) fn accept_here(&mut self, ctx: &Context) {
        let chosen = self.chosen_problems();
        if chosen.len() > 1 {
            self.waive_several(&chosen);
        } else if let Some(index) = self.problem_at() {
            self.waive(ctx, index);
        }
    }

    pub(super) fn explain_here(&mut self) {
        let Some(session) = self.session() else { return };
        let code = self.problem_at().and_then(|i| session.derived().findings.get(i)).map(|f| f.code);
        if let Some(code) = code {
            self.explain(code);
        }
    }

    pub(super) fn explain(&mut self, code: &str) {
        if let Some(rule) = check::explain(code) {
            self.ask(Dialog::Explain(rule));
        }
    }

    pub(super) fn fix(&mut self, ctx: &Context, finding: usize) {
        let Some(session) = self.workspace.active_mut() else { return };
        let Some(fix) = session.derived().findings.get(finding).and_then(|f| f.fix.clone()) else { return };
        match session.fix(&fix) {
            Ok(_) => self.toasts.say(ctx, words::done(&fix.title)),
            Err(error) => self.toasts.say(ctx, words::no_longer(&error.to_string())),
        }
        self.forget_typing();
        ctx.request_repaint();
    }

    /// Makes the fixes of all findings of a rule, as one step of undo.
    pub(super) fn fix_all(&mut self, ctx: &Context, code: &'static str) {
        let Some(session) = self.workspace.active_mut() else { return };
        let title = check::explain(code).map_or(code, |rule| rule.title);
        match session.fix_all(code, &words::fix_all_step(title)) {
            Ok(mended) => self.toasts.say(ctx, words::mended(title, mended)),
            Err(error) => self.toasts.say(ctx, words::no_longer(&error.to_string())),
        }
        self.forget_typing();
        ctx.request_repaint();
    }

    /// What a field shows comes from the draft again.
    pub(super) fn forget_typing(&mut self) {
        self.changed = None;
        if let Some(view) = self.view() {
            view.typing = None;
        }
    }

    /// Asks for the reason to accept a finding, or takes the acceptance back.
    pub(super) fn waive(&mut self, ctx: &Context, finding: usize) {
        let Some(session) = self.workspace.active() else { return };
        let findings = &session.derived().findings;
        let Some(finding) = findings.get(finding) else { return };
        if finding.waived.is_none() {
            let same = findings.iter().filter(|f| f.code == finding.code && f.waived.is_none()).count();
            let problem = (finding.code.to_owned(), finding.path.clone(), finding.message.clone());
            let dialog =
                WaiveDialog { problems: vec![problem], reason: String::new(), same, everywhere: false };
            self.ask(Dialog::Waive(dialog));
            return;
        }
        let at = |w: &&Waiver| w.code.as_str() == finding.code && w.path.as_str() == finding.path.as_str();
        let all = |w: &&Waiver| w.code.as_str() == finding.code && w.path.is_empty();
        let waivers = &session.draft().waivers;
        let id = waivers.iter().find(at).or_else(|| waivers.iter().find(all)).map(|w| w.id.to_string());
        // Without a waiver it is accepted because its part does not apply.
        let edits = match id {
            Some(id) => vec![Edit::Remove { list: "waivers".into(), id }],
            None => check::part_of(&finding.path)
                .map_or_else(Vec::new, |part| check::apply_again(session.draft(), part.id)),
        };
        self.edit(ctx, &edits, words::REOPEN_STEP, None);
    }

    /// Accepts the findings of rules at places, as one step; everywhere if a place is the root.
    pub(super) fn accept(&mut self, ctx: &Context, places: &[(String, FieldPath)], reason: &str) {
        let Some(session) = self.workspace.active() else { return };
        let mut taken: Vec<String> = session.draft().waivers.iter().map(|w| w.id.to_string()).collect();
        let mut edits = Vec::new();
        for (code, path) in places {
            let id = Id::unique(&Id::slug(code), &taken).to_string();
            let item = FieldPath::new("waivers").join(&id);
            edits.extend([
                Edit::Insert { list: "waivers".into(), at: usize::MAX, id: id.clone() },
                Edit::set(item.join("code"), code.as_str()),
                Edit::set(item.join("path"), path.as_str()),
                Edit::set(item.join("reason"), reason),
            ]);
            taken.push(id);
        }
        self.edit(ctx, &edits, &words::accept_step(places.len()), None);
        self.problems.chosen.clear();
    }

    pub(super) fn step_problem(&mut self, ctx: &Context, forward: bool) {
        let Some(session) = self.session() else { return };
        let findings = Arc::clone(&session.derived().findings);
        let shown = self.listed_problems();
        let Some(index) = self.view().and_then(|v| v.next_problem(&findings, &shown, forward)) else {
            let open = findings.iter().any(|f| f.waived.is_none());
            self.toasts.say(ctx, if open { words::ALL_HIDDEN } else { words::NO_PROBLEMS });
            return;
        };
        self.go_to_problem(ctx, index);
    }

    /// What is still to be filled in comes into the list, and the keyboard to the first of it.
    pub(super) fn show_problems(&mut self, ctx: &Context) {
        self.settings.panes.show_problems = true;
        self.problems.filter.show(Class::ToFill);
        self.problems.filter.show(Class::Error);
        self.step_problem(ctx, true);
    }

    /// The findings that the filter shows, in the order of the list.
    fn listed_problems(&mut self) -> Vec<usize> {
        let index = self.workspace.active_index();
        let (Some(session), Some(view)) = (self.workspace.active(), self.views.get_mut(index)) else {
            return Vec::new();
        };
        let findings = &session.derived().findings;
        let (filter, by) = (&self.problems.filter, self.settings.problem_groups);
        view.listed.update(session.revision(), findings, filter, by);
        view.listed.order()
    }

    /// Where one is among the problems that are listed; `None` without a draft on screen.
    pub(super) fn walk(&mut self) -> Option<Walk> {
        if self.on_start {
            return None;
        }
        self.session()?;
        let order = self.listed_problems();
        let findings = &self.session()?.derived().findings;
        let now = self.views.get(self.workspace.active_index())?.current_problem(findings);
        let at = now.and_then(|now| order.iter().position(|index| *index == now)).map(|at| at + 1);
        let to_fill = |index: &usize| findings.get(*index).is_some_and(|f| Class::of(f) == Class::ToFill);
        Some(Walk { at, all: order.len(), to_fill: !order.is_empty() && order.iter().all(to_fill) })
    }

    pub(super) fn go_to_problem(&mut self, ctx: &Context, index: usize) {
        let order = self.listed_problems();
        let position = order.iter().position(|i| *i == index).unwrap_or(0);
        let Some(session) = self.session() else { return };
        let findings = &session.derived().findings;
        let Some(finding) = findings.get(index) else { return };
        let (code, path) = (finding.code, finding.path.clone());
        let listed =
            order.iter().filter_map(|i| findings.get(*i)).map(|f| (f.code, f.path.clone())).collect();
        self.go_to(ctx, &path);
        let at = self.workspace.active_index();
        if let Some(view) = self.views.get_mut(at) {
            view.left.insert(path.clone());
            let typed = view.typing.as_ref().filter(|t| t.path == path).map(|t| t.text.clone());
            view.problem = Some(AtProblem { index, position, code, path, listed, typed });
            if let Some(group) = view.listed.group_of(index) {
                self.problems.folded.remove(&group.key);
            }
        }
    }
}
