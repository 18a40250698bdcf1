//! The layout of the two screens.
//!
//! Panels are reserved first and filled afterwards in reading order, because the order of drawing is the order in
//! which Tab walks.

use super::App;
use crate::check::{self, Checks, Summary};
use crate::editor::commands::Command;
use crate::editor::dialogs::{Ask, Dialog};
use crate::editor::panels::problems::Problems;
use crate::editor::panels::start::Begin;
use crate::editor::panels::status::{Status, status_ui};
use crate::editor::panels::tabs::{TabWish, tabs_ui};
use crate::editor::panels::{
    coverage, earlier, form, interview, menu, notice, outline, pages, problems, review, start, toolbar,
};
use crate::editor::tokens::{FORM_WIDTH, palette};
use crate::editor::view::Action;
use crate::editor::widgets::{Form, spoken};
use crate::session::Session;
use crate::session::recovery::unix_now;
use egui::accesskit::Role;
use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui, UiBuilder};
use std::sync::Arc;

/// Narrowest form, in points, that pages beside it leave.
const FORM_MIN: f32 = 400.0;
const PAGES_MIN: f32 = 260.0;
/// Below this height every line counts.
const LOW: f32 = 620.0;
/// Widest form with its margins, in points.
const FORM_MOST: f32 = FORM_WIDTH + 90.0;

/// An empty part of the window, to be filled later.
fn reserve_ui(ui: &mut Ui) -> Ui {
    let rect = ui.available_rect_before_wrap();
    ui.take_available_space();
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("inside"));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(4.0)));
    child
}

impl App {
    pub(super) fn begin_ui(&mut self, ui: &mut Ui) {
        self.preview.ask_for_covers(&self.deps.forms);
        self.bars_ui(ui);
        let fresh = !std::mem::replace(&mut self.start_shown, true);
        let sheet = Frame::new().fill(palette(ui).side);
        let begin = CentralPanel::default().frame(sheet).show(ui, |ui| {
            start::start_ui(
                ui,
                &self.deps.forms,
                &self.recent,
                &self.recovery.shown,
                &self.preview,
                self.workspace.sessions().len(),
                fresh,
            )
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
            Begin::Forget(path) => self.change_recent(ctx, move |list| list.forget(&path)),
            Begin::Open => self.run(ctx, Command::Open),
            // After the frame: a dialog that opens within it would take the click for one beside itself.
            Begin::Recover(wish) => self.actions.push(Action::Recover(wish)),
            Begin::Continue => self.on_start = false,
        }
        ctx.request_repaint();
    }

    /// Menu, toolbar and tabs.
    fn bars_ui(&mut self, ui: &mut Ui) {
        let mut actions = std::mem::take(&mut self.actions);
        let bar = Frame::new().fill(palette(ui).side).inner_margin(Margin::symmetric(8, 4));
        let session = self.session();
        let undo = session.and_then(|s| s.undo_name().map(str::to_owned));
        let redo = session.and_then(|s| s.redo_name().map(str::to_owned));
        Panel::top("menu").frame(bar).show_separator_line(false).show(ui, |ui| {
            menu::menu_ui(
                ui,
                &|c| self.can(c),
                &|c| self.why(c),
                undo.as_deref(),
                redo.as_deref(),
                &mut actions,
            );
        });
        Panel::top("toolbar").frame(bar.inner_margin(Margin { left: 8, right: 8, top: 2, bottom: 6 })).show(
            ui,
            |ui| {
                toolbar::toolbar_ui(ui, &|c| self.can(c), &|c| self.why(c), &mut actions);
            },
        );
        let sessions = self.workspace.sessions();
        if sessions.len() > 1 && !self.on_start {
            let tabs: Vec<(String, bool)> = sessions.iter().map(|s| (s.title(), s.is_dirty())).collect();
            let active = self.workspace.active_index();
            let wish = Panel::top("tabs").frame(bar).show(ui, |ui| tabs_ui(ui, &tabs, active)).inner;
            match wish {
                Some(TabWish::Show(index)) => self.workspace.activate(index),
                Some(TabWish::Close(index)) => self.close(index),
                None => {}
            }
        }
        self.actions = actions;
    }

    pub(super) fn main_ui(&mut self, ui: &mut Ui) {
        self.start_shown = false;
        self.bars_ui(ui);
        let saving = self.is_saving_slowly(ui.ctx());
        let good = self.good_words();
        // A question about the same thing comes first.
        let asked = matches!(self.dialog, Some(Dialog::Ask(Ask::ChangedOutside { .. } | Ask::Gone { .. })));
        if let Some(session) = self.workspace.active().filter(|_| !asked) {
            notice::notice_ui(ui, session, good.as_deref(), unix_now(), &mut self.actions);
        }
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(index) else { return };
        let derived = session.derived().clone();
        self.preview.ask(session.draft().id.as_str(), session.revision(), &derived.document);
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

        let findings = &derived.findings;
        // A table needs the room of the pages.
        let show_pages = self.settings.panes.show_pages;
        self.settings.panes.show_pages &= !view.is_covered();
        // Two lists and what has changed need all of a low window.
        let show_problems = self.settings.panes.show_problems;
        self.settings.panes.show_problems &= !(view.earlier.shown && ui.available_height() < LOW);
        // The review lists them itself.
        self.settings.panes.show_problems &= !view.review.shown;
        // First questions are asked without anything beside them but the pages.
        let show_outline = self.settings.panes.show_outline;
        let asks = view.interview.is_some() && !view.is_covered();
        self.settings.panes.show_problems &= !asks;
        self.settings.panes.show_outline &= !asks;
        let slots =
            slots_ui(ui, &mut self.settings.panes, problems::is_quiet(findings, &self.problems.filter));
        self.settings.panes.show_pages = show_pages;
        self.settings.panes.show_problems = show_problems;
        self.settings.panes.show_outline = show_outline;
        let actions = &mut self.actions;
        if let Some(mut ui) = slots.outline {
            spoken::whole(&ui, Role::Navigation, "Outline", None);
            let counted = view.progress.take().filter(|(revision, _)| *revision == session.revision());
            let (revision, progress) = counted.unwrap_or_else(|| {
                (session.revision(), outline::all_progress(session.draft(), session.template()))
            });
            outline::outline_ui(&mut ui, session.template(), findings, &progress, &view.section, actions);
            view.progress = Some((revision, progress));
        }
        let (mut table, mut past, mut all, mut sheet) = (None, None, None, None);
        match view {
            _ if view.review.shown => all = slots.form,
            _ if view.earlier.shown => past = slots.form,
            _ if view.looking.shown => table = slots.form,
            _ => sheet = slots.form,
        }
        if let Some(mut ui) = past {
            let (fs, folders) = (&self.deps.fs, self.deps.folders.as_ref());
            view.earlier.update(ui.ctx(), fs, folders, session);
            earlier::earlier_ui(&mut ui, session, &mut view.earlier, actions);
        }
        if let Some(mut ui) = all {
            review::review_ui(&mut ui, session, &mut view.review, actions);
        }
        if let Some(mut ui) = table {
            let found = view.coverage.take().filter(|(revision, _)| *revision == session.revision());
            let (revision, parts) = found.unwrap_or_else(|| {
                let parts = check::coverage(session.draft(), session.template(), &derived.document);
                (session.revision(), parts)
            });
            coverage::coverage_ui(&mut ui, &parts, &mut view.looking, actions);
            view.coverage = Some((revision, parts));
        }
        if let Some(mut ui) = sheet {
            spoken::whole(&ui, Role::Form, &section.title, None);
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
                Some(questions) => interview::interview_ui(&mut ui, &mut form, questions),
                None => form::form_ui(&mut ui, &mut form, session.template(), section, &mut self.guidance),
            }
            view.interview = asked;
        }
        if let Some(mut ui) = slots.pages {
            self.page_percent =
                pages::pages_ui(&mut ui, &mut self.preview, view, actions, self.settings.page_zoom);
        }
        if let Some(mut ui) = slots.problems {
            spoken::whole(&ui, Role::Region, "Problems", None);
            let about = Problems {
                findings,
                rules: Checks::default().profile(session.draft(), session.template()),
                current: view.current_problem(findings),
                read_only: session.read_only().is_some(),
            };
            let by = &mut self.settings.problem_groups;
            view.listed.update(session.revision(), findings, &self.problems.filter, *by);
            problems::problems_ui(&mut ui, &about, &view.listed, &mut self.problems, by, actions);
        }
        if let Some(mut ui) = slots.status {
            let unprotected = self.recovery.trouble.as_deref();
            let status = Status { saving, unprotected, ..status(session, findings) };
            status_ui(&mut ui, &status, actions);
        }
        retry_jump(ui.ctx(), view);
    }
}

fn status<'a>(session: &'a Session, findings: &Arc<Vec<crate::check::Finding>>) -> Status<'a> {
    Status {
        summary: Summary::of(findings.iter()),
        dirty: session.is_dirty(),
        read_only: session.read_only().is_some(),
        saving: false,
        unprotected: None,
        file: session.file(),
        undo: session.undo_name(),
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

/// The parts of the main screen.
#[derive(Default)]
struct Slots {
    status: Option<Ui>,
    problems: Option<Ui>,
    outline: Option<Ui>,
    pages: Option<Ui>,
    form: Option<Ui>,
}

/// Reserves the panels; their sizes are remembered. `quiet`: there is no problem to be listed.
fn slots_ui(ui: &mut Ui, panes: &mut crate::store::PaneSizes, quiet: bool) -> Slots {
    let p = palette(ui);
    let side = Frame::new().fill(p.side).inner_margin(Margin::same(8));
    let mut slots = Slots::default();
    let line = side.inner_margin(Margin { left: 12, right: 12, top: 3, bottom: 3 });
    let status = Panel::bottom("status").frame(line).exact_size(30.0).show(ui, reserve_ui);
    slots.status = Some(status.inner);
    let (width, height) = (ui.available_width(), ui.available_height());
    if panes.show_problems && quiet {
        let panel = Panel::bottom("no problems").frame(side).exact_size(problems::HEAD);
        slots.problems = Some(panel.show(ui, reserve_ui).inner);
    } else if panes.show_problems {
        // In a low window the form needs the room more.
        let most = if height < LOW { height * 0.26 } else { height * 0.5 };
        let panel =
            Panel::bottom("problems").frame(side).resizable(true).default_size(f32::from(panes.problems));
        let shown = panel.size_range(80.0..=most).show(ui, reserve_ui);
        panes.problems = points(shown.response.rect.height());
        slots.problems = Some(shown.inner);
    }
    let mut left = 0.0;
    if panes.show_outline {
        let most = (width * 0.32).max(150.0);
        let panel = Panel::left("outline").frame(side).default_size(f32::from(panes.outline));
        let shown = panel.size_range(140.0..=most).show(ui, reserve_ui);
        left = shown.response.rect.width();
        panes.outline = points(left);
        slots.outline = Some(shown.inner);
    }
    let room = width - left - FORM_MIN;
    if panes.show_pages && room >= PAGES_MIN {
        let desk = Frame::new().fill(p.desk).inner_margin(pages::margin());
        let panel = Panel::right("pages").frame(desk).default_size(f32::from(panes.pages));
        // The form has no use for more than its widest; the pages have.
        let least = (width - left - FORM_MOST).clamp(PAGES_MIN, room);
        let shown = panel.size_range(least..=room).show(ui, reserve_ui);
        panes.pages = points(shown.response.rect.width());
        slots.pages = Some(shown.inner);
    }
    let sheet = Frame::new().fill(p.sheet);
    slots.form = Some(CentralPanel::default().frame(sheet).show(ui, reserve_ui).inner);
    slots
}

fn points(size: f32) -> u16 {
    size.round().clamp(0.0, f32::from(u16::MAX)) as u16
}
