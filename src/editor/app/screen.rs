//! The layout of the two screens.
//!
//! Panels are reserved first and filled afterwards in reading order, because the order of drawing is the order in
//! which Tab walks.

use super::App;
use super::panes::{LOW, Pane, slots_ui, table_ui};
use crate::check::{self, Checks, Summary};
use crate::editor::commands::Command;
use crate::editor::dialogs::{Ask, Dialog};
use crate::editor::panels::problems::Problems;
use crate::editor::panels::start::{Asks, Begin, Begun, words};
use crate::editor::panels::status::{Status, status_ui};
use crate::editor::panels::tabs::{Tab, TabWish, tabs_ui};
use crate::editor::panels::{
    compare, coverage, earlier, finder, form, interview, menu, notice, outline, pages, problems, review,
    start, toolbar,
};
use crate::editor::tokens::{self, palette};
use crate::editor::view::Action;
use crate::editor::widgets::{Chosen, Form, spoken};
use crate::session::Session;
use crate::session::recovery::unix_now;
use egui::accesskit::Role;
use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};
use std::sync::Arc;

impl App {
    pub(super) fn begin_ui(&mut self, ui: &mut Ui) {
        self.preview.ask_for_covers(&self.deps.forms);
        self.bars_ui(ui);
        let fresh = !std::mem::replace(&mut self.start_shown, true);
        if fresh {
            self.look_for_recent(ui.ctx());
        }
        if self.asks.len() != self.deps.forms.len() {
            self.asks = self.deps.forms.iter().map(|form| Asks::of(form)).collect();
        }
        let sheet = Frame::new().fill(palette(ui).side);
        let begin = CentralPanel::default().frame(sheet).show(ui, |ui| {
            let begun = Begun {
                forms: &self.deps.forms,
                asks: &self.asks,
                recent: &self.recent,
                missing: &self.presence.missing,
                recovering: &self.recovery.shown,
                preview: &self.preview,
                open_drafts: self.workspace.sessions().len(),
                fresh,
            };
            start::start_ui(ui, &begun)
        });
        if let Some(begin) = begin.inner {
            let ctx = ui.ctx().clone();
            self.take_up(&ctx, begin);
        }
    }

    fn take_up(&mut self, ctx: &Context, begin: Begin) {
        match begin {
            Begin::Form(index) => {
                if let Some(form) = self.deps.forms.get(index).cloned() {
                    self.begin(&form);
                }
            }
            Begin::Example(index) => {
                if let Some(form) = self.deps.forms.get(index).cloned() {
                    self.begin_example(&form);
                }
            }
            Begin::Recent(path) => self.open(ctx, &path),
            Begin::Pin(path, pinned) => self.change_recent(ctx, move |list| list.pin(&path, pinned)),
            Begin::Forget(path) => {
                self.change_recent(ctx, move |list| list.forget(&path));
                self.toasts.say(ctx, words::REMOVED);
            }
            Begin::Open => self.run(ctx, Command::Open),
            // After the frame: a dialog that opens within it would take the click for one beside itself.
            Begin::Again(path) => self.actions.push(Action::BeginFrom(path)),
            Begin::Recover(wish) => self.actions.push(Action::Recover(wish)),
            Begin::Continue => self.on_start = false,
        }
        ctx.request_repaint();
    }

    /// Whether what a command shows or hides is shown.
    fn is_shown(&self, command: Command) -> Option<bool> {
        let panes = &self.settings.panes;
        match command {
            Command::ToggleOutline => Some(panes.show_outline),
            Command::TogglePages => Some(panes.show_pages),
            Command::ToggleProblems => Some(panes.show_problems),
            Command::ToggleGuidance => Some(self.guidance),
            Command::TogglePageProblems => Some(self.settings.page_problems),
            _ => None,
        }
    }

    /// Menu, toolbar and tabs.
    fn bars_ui(&mut self, ui: &mut Ui) {
        let mut actions = std::mem::take(&mut self.actions);
        let bar = Frame::new().fill(palette(ui).side).inner_margin(Margin::symmetric(8, 4));
        let session = self.session();
        let undo = session.and_then(|s| s.undo_name().map(str::to_owned));
        let redo = session.and_then(|s| s.redo_name().map(str::to_owned));
        Panel::top("menu").frame(bar).show_separator_line(false).show(ui, |ui| {
            let menu = menu::Menu {
                can: &|c| self.can(c),
                why: &|c| self.why(c),
                undo: undo.as_deref(),
                redo: redo.as_deref(),
                item: &|| self.item_at_hand(),
                shown: &|c| self.is_shown(c),
                reduced_motion: self.settings.reduced_motion,
            };
            menu::menu_ui(ui, &menu, &mut actions);
        });
        // What the toolbar does the menu does as well; a small window needs the room for the draft.
        if !tokens::is_tight(ui.ctx().content_rect().size()) {
            let bar = bar.inner_margin(Margin { left: 8, right: 8, top: 2, bottom: 6 });
            let walk = self.walk();
            Panel::top("toolbar").frame(bar).show(ui, |ui| {
                spoken::whole(ui, Role::Toolbar, "Toolbar", None);
                toolbar::toolbar_ui(ui, &|c| self.can(c), &|c| self.why(c), walk, &mut actions);
            });
        }
        let sessions = self.workspace.sessions();
        if sessions.len() > 1 && !self.on_start {
            let tab = |s: &Session| Tab { id: s.id(), title: s.title(), dirty: s.has_work() };
            let tabs: Vec<Tab> = sessions.iter().map(tab).collect();
            let active = self.workspace.active_index();
            let wish = Panel::top("tabs").frame(bar).show(ui, |ui| tabs_ui(ui, &tabs, active)).inner;
            match wish {
                Some(TabWish::Show(index)) => self.workspace.activate(index),
                Some(TabWish::Close(index)) => self.close(index),
                Some(TabWish::Move { from, to }) => self.move_tab(from, to),
                None => {}
            }
        }
        self.actions = actions;
    }

    pub(super) fn main_ui(&mut self, ui: &mut Ui) {
        self.start_shown = false;
        self.choose_pane_sizes(ui.ctx());
        self.bars_ui(ui);
        let saving = self.is_saving_slowly(ui.ctx());
        let running = self.export_progress(ui.ctx()).or_else(|| self.comparison_progress(ui.ctx()));
        let running = running.map(|words| (words, Command::CancelExport));
        let good = self.good_words();
        // A question about the same thing comes first.
        let asked = matches!(self.dialog, Some(Dialog::Ask(Ask::ChangedOutside { .. } | Ask::Gone { .. })));
        if let Some(session) = self.workspace.active().filter(|_| !asked) {
            notice::notice_ui(ui, session, good.as_deref(), unix_now(), &mut self.actions);
        }
        let index = self.workspace.active_index();
        let mut zoom = self.page_zoom();
        self.ask_for_pages();
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(index) else { return };
        let derived = session.derived().clone();
        let Some(section) = session
            .template()
            .sections
            .iter()
            .find(|s| s.id.as_str() == view.section)
            .or_else(|| session.template().sections.first())
        else {
            return;
        };
        view.section = section.id.to_string();
        view.begin_frame(session.revision());
        if view.full_texts != self.settings.full_texts {
            view.full_texts.clone_from(&self.settings.full_texts);
        }

        let findings = &derived.findings;
        // A table needs the room of the pages.
        let show_pages = self.settings.panes.show_pages;
        self.settings.panes.show_pages &= !view.is_covered();
        // Two lists and what has changed need all of a low window.
        let show_problems = self.settings.panes.show_problems;
        let table = view.earlier.shown || view.looking.shown;
        self.settings.panes.show_problems &= !(table && ui.available_height() < LOW);
        // The review lists them itself; changes need the room.
        self.settings.panes.show_problems &= !(view.review.shown || view.comparing.shown);
        // First questions are asked without anything beside them but the pages.
        let show_outline = self.settings.panes.show_outline;
        let asks = view.interview.is_some() && !view.is_covered();
        self.settings.panes.show_problems &= !asks;
        self.settings.panes.show_outline &= !asks;
        // Find and replace stands in place of the outline.
        let finding = self.finder.shown && !asks;
        self.settings.panes.show_outline |= finding;
        // Its list needs the room of a low window.
        self.settings.panes.show_problems &= !(finding && ui.available_height() < LOW);
        self.panes.finding = finding;
        let quiet = problems::is_quiet(findings, &self.problems.filter);
        if view.is_covered() != std::mem::replace(&mut self.panes.covered, view.is_covered()) {
            self.panes.front = Pane::Form;
        }
        let slots = slots_ui(ui, &mut self.panes, &mut self.settings.panes, quiet);
        self.settings.panes.show_pages = show_pages;
        self.settings.panes.show_problems = show_problems;
        self.settings.panes.show_outline = show_outline;
        let actions = &mut self.actions;
        let (mut left, mut found) = (slots.outline, None);
        if finding {
            found = left.take();
        }
        if let Some(mut ui) = found {
            spoken::whole(&ui, Role::Search, finder::words::TITLE, None);
            self.finder.update(session);
            finder::finder_ui(&mut ui, &mut self.finder, session, actions);
        }
        view.sought = self.finder.sought().filter(|_| finding);
        if let Some(mut ui) = left.take_if(|_| view.comparing.shown && view.comparing.is_there()) {
            spoken::whole(&ui, Role::Navigation, "Outline", None);
            let (draft, template) = (session.draft(), session.template());
            compare::outline_ui(&mut ui, draft, template, &view.comparing, &view.section, actions);
        }
        if let Some(mut ui) = left {
            spoken::whole(&ui, Role::Navigation, "Outline", None);
            let counted = view.progress.take().filter(|(revision, _)| *revision == session.revision());
            let (revision, progress) = counted.unwrap_or_else(|| {
                (session.revision(), outline::all_progress(session.draft(), session.form()))
            });
            let about = outline::Outline {
                draft: session.draft(),
                template: session.template(),
                findings,
                progress: &progress,
                active: &view.section,
                at: view.focused.as_ref(),
            };
            outline::outline_ui(&mut ui, &about, actions);
            view.progress = Some((revision, progress));
        }
        let (mut table, mut past, mut all, mut both, mut sheet) = (None, None, None, None, None);
        match view {
            _ if view.review.shown => all = slots.form,
            _ if view.comparing.shown => both = slots.form,
            _ if view.earlier.shown => past = slots.form,
            _ if view.looking.shown => table = slots.form,
            _ => sheet = slots.form,
        }
        if let Some(mut ui) = past {
            let (fs, folders) = (&self.deps.fs, self.deps.folders.as_ref());
            view.earlier.update(ui.ctx(), fs, folders, session);
            table_ui(&mut ui, |ui| earlier::earlier_ui(ui, session, &mut view.earlier, actions));
        }
        if let Some(mut ui) = both {
            let comparing = &mut view.comparing;
            comparing.update(ui.ctx(), &self.deps.fs, session, &self.workspace);
            let workspace = &self.workspace;
            table_ui(&mut ui, |ui| compare::compare_ui(ui, session, workspace, comparing, actions));
        }
        if let Some(mut ui) = all {
            table_ui(&mut ui, |ui| review::review_ui(ui, session, &mut view.review, actions));
        }
        if let Some(mut ui) = table {
            let found = view.coverage.take().filter(|(revision, _)| *revision == session.revision());
            let (revision, parts) = found.unwrap_or_else(|| {
                let parts = check::coverage(session.draft(), session.template(), &derived.document);
                (session.revision(), parts)
            });
            table_ui(&mut ui, |ui| coverage::coverage_ui(ui, &parts, &mut view.looking, actions));
            view.coverage = Some((revision, parts));
        }
        if let Some(mut ui) = sheet {
            spoken::whole(&ui, Role::Form, section.named(session.draft()), None);
            review::return_ui(&mut ui, &mut view.review, actions);
            let mut asked = view.interview.take();
            let mut form = Form {
                draft: session.draft(),
                template: session.template(),
                document: &derived.document,
                findings,
                view,
                actions,
                today: self.deps.today,
                read_only: session.read_only().is_some(),
            };
            match &mut asked {
                Some(questions) => interview::interview_ui(&mut ui, &mut form, questions, session.form()),
                None => form::form_ui(&mut ui, &mut form, session.form(), section, &mut self.guidance),
            }
            view.interview = asked;
        }
        if let Some(mut ui) = slots.pages {
            let mut pane = pages::Pane {
                preview: &mut self.preview,
                reader: &mut self.reader,
                view,
                actions,
                zoom: &mut zoom,
                findings,
                sections: &session.template().sections,
                show_problems: self.settings.page_problems,
            };
            pages::pages_ui(&mut ui, &mut pane);
        }
        let counted = slots.problems.is_some();
        if let Some(mut ui) = slots.problems {
            spoken::whole(&ui, Role::Region, "Problems", None);
            let about = Problems {
                findings,
                rules: Checks::default().profile(session.draft(), session.template()),
                current: view.current_problem(findings),
                read_only: session.read_only().is_some(),
                draft: session.draft().id.as_str(),
            };
            let by = &mut self.settings.problem_groups;
            view.listed.update(session.revision(), findings, &self.problems.filter, *by);
            problems::problems_ui(&mut ui, &about, &view.listed, &mut self.problems, by, actions);
        }
        if let Some(mut ui) = slots.status {
            let unprotected = self.recovery.trouble.as_deref();
            let chosen = view.chosen.as_ref().map_or(0, Chosen::count);
            let status =
                Status { saving, running, unprotected, counted, chosen, ..status(session, findings) };
            status_ui(&mut ui, &status, actions);
        }
        retry_jump(ui.ctx(), view);
        self.set_page_zoom(zoom);
        self.arrive_at_pane(ui.ctx());
    }
}

fn status<'a>(session: &'a Session, findings: &Arc<Vec<crate::check::Finding>>) -> Status<'a> {
    Status {
        summary: Summary::of(findings.iter()),
        counted: false,
        // What was saved from a damaged file is nowhere yet.
        dirty: session.is_dirty() || session.damage().is_some(),
        untouched: session.file().is_none() && !session.has_work() && session.damage().is_none(),
        read_only: session.read_only().is_some(),
        saving: false,
        running: None,
        unprotected: None,
        file: session.file(),
        undo: session.undo_name(),
        chosen: 0,
        full: session.fullness(),
    }
}

/// A place that nothing on the form stands for leads to what is around it.
fn retry_jump(ctx: &Context, view: &mut crate::editor::view::View) {
    let Some(jump) = &mut view.jump else { return };
    match jump.path.parent().filter(|p| !p.is_root()) {
        Some(parent) if jump.tries > 0 => {
            jump.path = parent;
            jump.tries = 0;
        }
        Some(_) => jump.tries += 1,
        None => view.jump = None,
    }
    ctx.request_repaint();
}
