//! The lines of the list, only those on screen; arrows walk through all of them.

use super::chosen::can_choose;
use super::filter::Class;
use super::rows::{Group, Row, is_fixable};
use super::{ProblemList, Problems, row_id, words};
use crate::check::Finding;
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, palette, semibold};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Icon, check_ui, clicked_once, icon_button_ui, icon_ui, keep_arrows, long_list_ui, one_line, paint,
    row_button_ui,
};
use crate::value::capitalised;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align2, Button, Color32, FontId, Galley, Id, Key, Modifiers, Popup, Rect, Sense, Ui, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// A problem on two lines, and on one where there is room beside its message, in points.
const ROW: f32 = 40.0;
const LOW_ROW: f32 = 26.0;
/// From this width on, in points, a problem stands on one line.
const WIDE: f32 = 760.0;
const HEAD: f32 = 26.0;
/// Room at the right of every row for its buttons, in points.
const BUTTONS: f32 = 96.0;

/// What the list is drawn from.
pub struct Lines<'a> {
    findings: &'a [Finding],
    groups: &'a [Group],
    rows: &'a [Row],
    /// The finding that was gone to last.
    current: Option<usize>,
    /// Nothing can be changed.
    read_only: bool,
    /// A problem stands on one line.
    wide: bool,
    /// How high the row of the current one is, which shows all of its words, in points.
    tall: f32,
}

impl<'a> Lines<'a> {
    pub fn new(ui: &Ui, about: &Problems<'a>, groups: &'a [Group], rows: &'a [Row]) -> Self {
        let wide = ui.available_width() >= WIDE;
        let Problems { findings, current, read_only, .. } = *about;
        let bar = ui.spacing().scroll.allocated_width();
        let room = ui.available_width() - bar - LOW_ROW - MARK - 2.0 * ui.spacing().item_spacing.x - BUTTONS;
        let usual = if wide { LOW_ROW } else { ROW };
        let tall = current.and_then(|index| findings.get(index)).map_or(usual, |finding| {
            whole(ui, finding, room - 2.0 * SIDE, wide)
                .map_or(usual, |(message, more)| (message.size().y + more.size().y + 2.0 * ABOVE).max(usual))
        });
        Self { findings, groups, rows, current, read_only, wide, tall }
    }
}

impl Lines<'_> {
    fn height_of(&self, finding: usize) -> f32 {
        match self.current == Some(finding) {
            true => self.tall,
            false if self.wide => LOW_ROW,
            false => ROW,
        }
    }

    fn id(&self, row: Row) -> Id {
        match row {
            Row::Head(index) => Id::unique(("problem group", self.groups.get(index).map(|g| g.key.as_str()))),
            Row::Problem { finding, .. } => row_id(finding),
        }
    }

    fn height(&self, row: &Row) -> f32 {
        match row {
            Row::Head(_) => HEAD,
            Row::Problem { finding, .. } => self.height_of(*finding),
        }
    }
}

pub fn list_ui(ui: &mut Ui, lines: &Lines<'_>, list: &mut ProblemList, actions: &mut Vec<Action>) {
    let focused = ui.memory(|m| m.focused());
    let at = focused.and_then(|id| lines.rows.iter().position(|row| lines.id(*row) == id));
    list.focused = match at.and_then(|at| lines.rows.get(at)) {
        Some(Row::Problem { finding, .. }) => Some(*finding),
        _ => None,
    };
    let mut wanted = at.and_then(|at| keys(ui, lines, list, at, actions));
    if let Some(row) = wanted.and_then(|row| lines.rows.get(row)) {
        let id = lines.id(*row);
        ui.memory_mut(|m| m.request_focus(id));
    }
    // The problem that was gone to last comes into the list's view.
    let before = std::mem::replace(&mut list.seen, lines.current);
    if lines.current.is_some() && lines.current != before {
        let is_current =
            |row: &Row| matches!(row, Row::Problem { finding, .. } if Some(*finding) == lines.current);
        wanted = wanted.or_else(|| lines.rows.iter().position(is_current));
    }
    long_list_ui(ui, "problems", lines.rows.iter().map(|row| lines.height(row)), wanted, |ui, index| {
        let Some(row) = lines.rows.get(index) else { return };
        let id = lines.id(*row);
        match row {
            Row::Head(index) => head_ui(ui, id, lines, *index, list, actions),
            Row::Problem { finding, .. } => problem_row_ui(ui, id, lines, *finding, list, actions),
        }
    });
}

/// What keys do while a row has the keyboard; the row that shall have it instead.
fn keys(
    ui: &Ui,
    lines: &Lines<'_>,
    list: &mut ProblemList,
    at: usize,
    actions: &mut Vec<Action>,
) -> Option<usize> {
    const PAGE: usize = 6;
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let last = lines.rows.len().saturating_sub(1);
    let row = lines.rows.get(at)?;
    let chosen = list.chosen.positions(lines.findings);
    if pressed(Key::Delete) {
        match row {
            _ if chosen.len() > 1 => actions.push(Action::WaiveSeveral(chosen)),
            Row::Problem { finding, .. } => actions.push(Action::Waive { finding: *finding }),
            Row::Head(_) => {}
        }
    }
    if !lines.read_only {
        choosing_keys(ui, lines, list, at);
        if let Some(to) = stretching_keys(ui, lines, list, at) {
            return Some(to);
        }
    }
    let group = match row {
        Row::Head(group) | Row::Problem { group, .. } => *group,
    };
    let key = lines.groups.get(group).map(|g| g.key.clone()).unwrap_or_default();
    let head = lines.rows.iter().position(|r| *r == Row::Head(group));
    if pressed(Key::ArrowLeft) {
        match row {
            Row::Head(_) => drop(list.folded.insert(key)),
            Row::Problem { .. } => return head,
        }
    } else if pressed(Key::ArrowRight) {
        if matches!(row, Row::Head(_)) && !list.folded.remove(&key) {
            return Some((at + 1).min(last));
        }
    } else if pressed(Key::ArrowDown) {
        return Some((at + 1).min(last));
    } else if pressed(Key::ArrowUp) {
        return Some(at.saturating_sub(1));
    } else if pressed(Key::PageDown) {
        return Some((at + PAGE).min(last));
    } else if pressed(Key::PageUp) {
        return Some(at.saturating_sub(PAGE));
    } else if pressed(Key::Home) {
        return Some(0);
    } else if pressed(Key::End) {
        return Some(last);
    }
    None
}

/// Space chooses the row or the group that has the keyboard, Ctrl+A all.
fn choosing_keys(ui: &Ui, lines: &Lines<'_>, list: &mut ProblemList, at: usize) {
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space)) {
        match lines.rows.get(at) {
            Some(Row::Problem { finding, .. }) => {
                if let Some(finding) = lines.findings.get(*finding) {
                    list.chosen.toggle(finding);
                }
            }
            Some(Row::Head(group)) => choose_group(lines, list, *group),
            None => {}
        }
    }
    if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::A)) {
        let all = lines.groups.iter().flat_map(|group| &group.findings);
        list.chosen.clear();
        list.chosen.toggle_all(all.filter_map(|index| lines.findings.get(*index)));
    }
}

fn choose_group(lines: &Lines<'_>, list: &mut ProblemList, group: usize) {
    let Some(group) = lines.groups.get(group) else { return };
    list.chosen.toggle_all(group.findings.iter().filter_map(|index| lines.findings.get(*index)));
}

/// Shift with an arrow chooses what it passes; the row that it leads to.
fn stretching_keys(ui: &Ui, lines: &Lines<'_>, list: &mut ProblemList, at: usize) -> Option<usize> {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, key));
    let (on, back) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
    let problem = |row: usize| match lines.rows.get(row) {
        Some(Row::Problem { finding, .. }) => Some(*finding),
        _ => None,
    };
    let to = if on {
        (at + 1..lines.rows.len()).find(|row| problem(*row).is_some())
    } else if back {
        (0..at).rev().find(|row| problem(*row).is_some())
    } else {
        None
    }?;
    list.chosen.stretch(lines.findings, lines.rows, problem(at), problem(to)?);
    Some(to)
}

fn head_ui(
    ui: &mut Ui,
    id: Id,
    lines: &Lines<'_>,
    index: usize,
    list: &mut ProblemList,
    actions: &mut Vec<Action>,
) {
    let Some(group) = lines.groups.get(index) else { return };
    let open = !list.folded.contains(&group.key);
    ui.push_id(("group", &group.key), |ui| {
        // What is drawn is as high as the list expects, or it would never come to rest at its end.
        ui.spacing_mut().interact_size.y = HEAD;
        ui.spacing_mut().button_padding.y = 1.0;
        ui.horizontal(|ui| {
            let code = group.code.filter(|_| group.fixable > 1 && !lines.read_only);
            let room = if code.is_some() { BUTTONS + 20.0 } else { 0.0 };
            let width = (ui.available_width() - room).max(80.0);
            let name = words::group_name(&group.title, group.findings.len());
            ui.scope(|ui| {
                ui.set_max_width(width);
                let response =
                    row_button_ui(ui, id, HEAD, false, Role::DisclosureTriangle, &name, |ui, rect| {
                        paint_head(ui, rect, group, lines.findings, open);
                    });
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
                keep_arrows(&response);
                if response.clicked() && !list.folded.remove(&group.key) {
                    list.folded.insert(group.key.clone());
                }
            });
            if let Some(code) = code {
                let button = Button::new(words::fix_all_short(group.fixable)).min_size(vec2(0.0, HEAD - 4.0));
                if clicked_once(&ui.add(button).on_hover_text(words::fix_all(group.fixable))) {
                    actions.push(Action::FixAll(code));
                }
            }
        });
    });
}

fn paint_head(ui: &Ui, rect: Rect, group: &Group, findings: &[Finding], open: bool) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let mark = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), Vec2::splat(13.0));
    paint(&painter, mark, if open { Icon::Down } else { Icon::Right }, p.ink_soft);
    let counts = Class::count(group.findings.iter().filter_map(|i| findings.get(*i)));
    let title = line(&painter, &group.title, semibold(14.0), p.ink, rect.width() - 160.0);
    let mut x = rect.left() + 24.0;
    let middle = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
    let (at, width) = (pos2(x, middle(&title)), title.size().x);
    painter.galley(at, title, p.ink);
    x += width + SPACE_S * 1.5;
    for (class, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let icon = Rect::from_center_size(pos2(x + 6.0, rect.center().y), Vec2::splat(12.0));
        paint(&painter, icon, class.icon(), class.ink(p));
        let text = painter.text(
            pos2(x + 16.0, rect.center().y),
            Align2::LEFT_CENTER,
            count.to_string(),
            FontId::proportional(TYPE_SMALL),
            p.ink_soft,
        );
        x = text.right() + 10.0;
    }
}

fn line(painter: &egui::Painter, text: &str, font: FontId, ink: Color32, room: f32) -> Arc<Galley> {
    one_line(painter, text, font, ink, room.max(20.0))
}

fn problem_row_ui(
    ui: &mut Ui,
    id: Id,
    lines: &Lines<'_>,
    index: usize,
    list: &mut ProblemList,
    actions: &mut Vec<Action>,
) {
    let Some(finding) = lines.findings.get(index) else { return };
    let class = Class::of(finding);
    ui.push_id((finding.code, finding.path.as_str(), index), |ui| {
        let height = lines.height_of(index);
        ui.spacing_mut().interact_size.y = height;
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = LOW_ROW;
            // The buttons are no higher than the row.
            ui.spacing_mut().button_padding.y = 1.0;
            let chosen = choice_ui(ui, lines, finding, list);
            icon_ui(ui, class.icon(), class.ink(palette(ui)), MARK).on_hover_text(words::class(class));
            let width = (ui.available_width() - BUTTONS).max(120.0);
            ui.scope(|ui| {
                ui.set_max_width(width);
                let name = format!("{}: {}", words::class(class), finding.message);
                let current = lines.current == Some(index);
                let row =
                    row_button_ui(ui, id, height, current || chosen, Role::ListItem, &name, |ui, rect| {
                        paint_finding(ui, rect, finding, lines.wide, current);
                    });
                ui.ctx().accesskit_node_builder(row.id, |node| {
                    node.set_description(finding.hint.as_str());
                    node.clear_toggled();
                    node.set_selected(chosen);
                });
                keep_arrows(&row);
                Popup::context_menu(&row).show(|ui| menu_ui(ui, lines, index, finding, actions));
                if row.on_hover_text(hover(finding)).clicked() {
                    let held = ui.input(|i| i.modifiers);
                    if lines.read_only || !list.chosen.clicked(lines.findings, lines.rows, index, held) {
                        actions.push(Action::GoToProblem(index));
                    }
                }
            });
            buttons_ui(ui, lines, index, finding, actions);
        });
    });
}

/// The box that chooses a problem; whether it is chosen. Tab passes over it: Space on the row does the same.
fn choice_ui(ui: &mut Ui, lines: &Lines<'_>, finding: &Finding, list: &mut ProblemList) -> bool {
    let can = can_choose(finding) && !lines.read_only;
    let chosen = can && list.chosen.has(finding);
    if !can {
        ui.add_space(ui.spacing().interact_size.y + ui.spacing().item_spacing.x);
        return false;
    }
    let name = words::choose(&finding.message);
    let response = check_ui(ui, chosen, Sense::CLICK).accessible_name(name);
    if response.on_hover_text(words::CHOOSE_TIP).clicked() {
        list.chosen.toggle(finding);
    }
    chosen
}

fn buttons_ui(ui: &mut Ui, lines: &Lines<'_>, index: usize, finding: &Finding, actions: &mut Vec<Action>) {
    let more = ui.spacing().interact_size.y;
    let room = ui.available_width() - more - ui.spacing().item_spacing.x;
    match finding.fix.as_ref().filter(|_| is_fixable(finding) && !lines.read_only) {
        Some(fix) => {
            let button = ui.add_sized(vec2(room.max(30.0), more), Button::new(words::FIX));
            if clicked_once(&button.on_hover_text(fix.title.as_str())) {
                actions.push(Action::Fix { finding: index });
            }
        }
        None => ui.add_space(room + ui.spacing().item_spacing.x),
    }
    let button = icon_button_ui(ui, Icon::More, words::MORE);
    Popup::menu(&button).show(|ui| menu_ui(ui, lines, index, finding, actions));
}

/// Everything that can be done about a problem.
fn menu_ui(ui: &mut Ui, lines: &Lines<'_>, index: usize, finding: &Finding, actions: &mut Vec<Action>) {
    let mut entry = |ui: &mut Ui, text: &str, keys: String, action: Action| {
        if ui.add(Button::new(text).shortcut_text(keys)).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    entry(ui, words::GO, String::new(), Action::GoToProblem(index));
    if let Some(fix) = finding.fix.as_ref().filter(|_| is_fixable(finding) && !lines.read_only) {
        let keys = Command::FixProblem.shortcut_text(ui.ctx());
        entry(ui, &fix.title, keys, Action::Fix { finding: index });
        let same = |f: &&Finding| f.code == finding.code && is_fixable(f);
        let count = lines.findings.iter().filter(same).count();
        if count > 1 {
            entry(ui, &words::fix_all(count), String::new(), Action::FixAll(finding.code));
        }
    }
    entry(ui, words::EXPLAIN, String::new(), Action::Explain(finding.code.to_owned()));
    if !lines.read_only {
        let text = if finding.waived.is_some() { words::REOPEN } else { words::ACCEPT };
        let keys = ui.ctx().format_shortcut(&crate::editor::widgets::DELETE);
        entry(ui, text, keys, Action::Waive { finding: index });
    }
}

/// The sign in front of a problem, in points.
const MARK: f32 = 15.0;
/// Beside and above the words of a row, in points.
const SIDE: f32 = 6.0;
const ABOVE: f32 = 3.0;
/// With less room, in points, nothing is said of the place.
const LEAST: f32 = 60.0;
/// The most of a line that the place keeps beside a long message.
const PLACE: f32 = 0.4;
/// Lines of a message, and of what is said below it, in the row that shows all.
const MOST_LINES: usize = 4;

fn place_of(finding: &Finding) -> &str {
    match (finding.place.as_str(), finding.section.as_str()) {
        ("", "") => words::WHOLE,
        ("", section) => section,
        (place, _) => place,
    }
}

/// Where it is, and what can be done.
fn more_of(finding: &Finding) -> String {
    let place = place_of(finding);
    match &finding.waived {
        Some(reason) => format!("{place}  ·  accepted: {reason}"),
        None => format!("{place}  ·  {}", capitalised(&finding.hint)),
    }
}

/// All that is said of a problem, in lines; nothing if it stands on one line anyway.
fn whole(ui: &Ui, finding: &Finding, room: f32, wide: bool) -> Option<(Arc<Galley>, Arc<Galley>)> {
    let p = palette(ui);
    let laid = |text: &str, font: FontId, ink: Color32| {
        let mut job = LayoutJob::simple(text.replace('\n', " "), font, ink, room.max(120.0));
        job.wrap.max_rows = MOST_LINES;
        ui.painter().layout_job(job)
    };
    let message = laid(&finding.message, FontId::proportional(14.0), p.ink);
    let more = laid(&more_of(finding), FontId::proportional(TYPE_SMALL), p.ink_soft);
    let low = message.rows.len() == 1 && more.rows.len() == 1;
    let fits = low && (!wide || message.size().x + 2.0 * SPACE_S + more.size().x <= room);
    (!fits).then_some((message, more))
}

fn paint_finding(ui: &Ui, rect: Rect, finding: &Finding, wide: bool, current: bool) {
    let p = palette(ui);
    let painter = ui.painter_at(rect);
    let room = rect.width() - 2.0 * SIDE;
    let left = rect.left_top() + vec2(SIDE, ABOVE);
    if let Some((message, more)) = current.then(|| whole(ui, finding, room, wide)).flatten() {
        let below = left + vec2(0.0, message.size().y);
        painter.galley(left, message, p.ink);
        painter.galley(below, more, p.ink_soft);
        return;
    }
    let small =
        |text: &str, room: f32| line(&painter, text, FontId::proportional(TYPE_SMALL), p.ink_soft, room);
    let gap = 2.0 * SPACE_S;
    // Whoever looks for the place finds it, however much there is to say.
    let kept = if wide { small(place_of(finding), room * PLACE).size().x + gap } else { 0.0 };
    let first = line(&painter, &finding.message, FontId::proportional(14.0), p.ink, room - kept);
    let said = first.size();
    let (at, below, room) = if wide {
        // Both lines stand on the same foot.
        let at = pos2(left.x, rect.center().y - said.y / 2.0);
        (at, at + vec2(said.x + gap, 2.0), room - said.x - gap)
    } else {
        (left, left + vec2(0.0, said.y), room)
    };
    painter.galley(at, first, p.ink);
    if room >= LEAST {
        painter.galley(below, small(&more_of(finding), room), p.ink_soft);
    }
}

fn hover(finding: &Finding) -> String {
    format!("{}\n{}\n{} ({})", finding.message, finding.hint, finding.place, finding.code)
}
