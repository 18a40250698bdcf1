//! Commands about the clause at hand, and about defined terms.

use super::{App, words};
use crate::draft::Edit;
use crate::editor::panels::clauses::{self, Side};
use crate::editor::panels::terms;
use crate::editor::view::{Action, Jump};
use crate::template::{Clause, Section};
use crate::value::FieldPath;
use egui::Context;

impl App {
    /// The clause at hand: its section, and its place there.
    pub(super) fn clause_here(&self) -> Option<(&Section, usize)> {
        let path = self.clause_at()?;
        let session = self.session()?;
        clauses::find(session.draft(), session.template(), &path)
    }

    /// The clause at hand, with its key, if the form has it and the drafter wrote it anew.
    pub(super) fn own_words_here(&self) -> Option<(String, &Clause)> {
        let path = self.clause_at().filter(|p| p.segments().next() == Some("clauses"))?;
        let session = self.session()?;
        let written = session.draft().clauses.iter().find(|c| c.id.as_str() == path.last())?;
        let (_, clause) = session.template().clause(&written.id)?;
        Some((written.id.to_string(), clause))
    }

    /// Whether the clause at hand is wanted, if the form has it.
    pub(super) fn decision_here(&self) -> Option<bool> {
        let path = self.clause_at().filter(|p| p.segments().next() == Some("clauses"))?;
        let session = self.session()?;
        let (_, clause) = session.template().clause(path.last())?;
        Some(clause.is_wanted(session.draft().choice(path.last())))
    }

    /// What leaves the section on screen out, or puts it back.
    pub(super) fn section_decision(&self, wanted: bool) -> Option<Action> {
        let session = self.session()?;
        clauses::decide_all(session.draft(), self.section_here()?, wanted)
    }

    /// The section on screen.
    fn section_here(&self) -> Option<&Section> {
        let view = self.views.get(self.workspace.active_index())?;
        self.session()?.template().sections.iter().find(|s| s.id.as_str() == view.section)
    }

    pub(super) fn decide_clause(&mut self, ctx: &Context, wanted: bool) {
        let Some(path) = self.clause_at() else { return };
        let Some(session) = self.session() else { return };
        let action = clauses::decide(session.draft(), session.template(), path.last(), wanted);
        self.actions.extend(action);
        self.go_to(ctx, &path);
    }

    pub(super) fn decide_section(&mut self, wanted: bool) {
        let action = self.section_decision(wanted);
        self.actions.extend(action);
    }

    pub(super) fn change_heading(&mut self, ctx: &Context) {
        let Some((path, session)) = self.clause_at().zip(self.session()) else { return };
        let asked = clauses::rename(session.draft(), session.template(), path.last());
        let Some((action, field)) = asked else { return };
        self.actions.extend(action);
        self.go_to(ctx, &field);
    }

    pub(super) fn change_title(&mut self, ctx: &Context) {
        let Some((section, session)) = self.section_here().zip(self.session()) else { return };
        let (action, field) = clauses::rename_section(session.draft(), section);
        self.actions.extend(action);
        self.go_to(ctx, &field);
    }

    /// As [`App::own_words_here`], if these are not letter by letter the form's words.
    pub(super) fn other_words_here(&self) -> Option<String> {
        let (key, clause) = self.own_words_here()?;
        let session = self.session()?;
        clauses::departs(session.draft(), session.template(), clause, &key).then_some(key)
    }

    /// The section that asks for definitions.
    pub(super) fn definitions_section(&self) -> Option<String> {
        let asks = |s: &&Section| s.form.iter().any(|entry| entry == "definitions");
        self.session()?.template().sections.iter().find(asks).map(|s| s.id.to_string())
    }

    /// Adds a clause at the end of the section on screen.
    pub(super) fn add_clause(&mut self, ctx: &Context) {
        let section = self.views.get(self.workspace.active_index()).map(|v| v.section.clone());
        if let Some(section) = section {
            self.put_clause(ctx, &section, usize::MAX);
        }
    }

    pub(super) fn insert_clause(&mut self, ctx: &Context, side: Side) {
        let here = self.clause_here().map(|(section, at)| (section.id.to_string(), at));
        if let Some((section, at)) = here {
            self.put_clause(ctx, &section, at + usize::from(side == Side::After));
        }
    }

    fn put_clause(&mut self, ctx: &Context, section: &str, to: usize) {
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(index) else { return };
        let Some(section) = session.template().sections.iter().find(|s| s.id.as_str() == section) else {
            return;
        };
        view.uncover();
        view.section = section.id.to_string();
        if !clauses::insert(session.draft(), section, to, view, &mut self.actions) {
            self.toasts.say(ctx, words::CLAUSES_FULL);
        }
    }

    pub(super) fn restore_clause(&mut self, ctx: &Context) {
        let Some((key, clause)) = self.own_words_here() else { return };
        let title = clauses::words::title(clause);
        let remove = Edit::Remove { list: "clauses".into(), id: key.clone() };
        self.actions.push(Action::edit(remove, clauses::words::restore_step(title)));
        self.go_to(ctx, &FieldPath::new("clauses").join(&key));
    }

    pub(super) fn compare_clause(&mut self, ctx: &Context) {
        let Some(key) = self.other_words_here() else { return };
        let item = FieldPath::new("clauses").join(&key);
        self.go_to(ctx, &item.join("text"));
        if let Some(view) = self.view() {
            view.set_open(&clauses::comparison_of(&item), true);
        }
    }

    pub(super) fn show_terms(&mut self, ctx: &Context) {
        let Some(section) = self.definitions_section() else { return };
        self.show_section(section);
        if let Some(view) = self.view() {
            let table = FieldPath::new(terms::PLACE);
            view.set_open(&table, true);
            view.jump = Some(Jump::to(table));
        }
        ctx.request_repaint();
    }
}
