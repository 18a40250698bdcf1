//! One row of the review.

use super::sheet::{Kind, Row};
use super::state::{Columns, INSET, LINES, LINES_OF_PROBLEM, PAD, STEP, fonts_of};
use super::verdict::Group;
use super::words;
use crate::check::Severity;
use crate::editor::tokens::{Palette, SPACE_XS, TYPE_SMALL, palette, semibold};
use crate::editor::widgets::{Icon, clicked_once, one_line, paint, row_button_ui};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align2, Button, Color32, FontId, Galley, Id, Layout, Rect, Response, RichText, Stroke, Ui, UiBuilder,
    Vec2, pos2, vec2,
};
use std::sync::Arc;

/// What was asked for at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Its main action: to its field, or fold it.
    Do,
    /// Say that a proposal is meant, or take it out.
    Keep,
    LeaveOut,
    /// Take the acceptance back.
    Withdraw,
    Fix,
    /// All of a long text, or its beginning again.
    ShowWhole,
}

/// How a row is to be drawn.
pub struct Look<'a> {
    pub row: &'a Row,
    pub id: Id,
    /// Spoken instead of the label, which needs what stands around it.
    pub name: &'a str,
    pub folded: bool,
    /// All of its text is shown.
    pub whole: bool,
    pub fixable: bool,
    pub read_only: bool,
    /// Position in the list.
    pub place: usize,
}

/// Draws a row into all of `ui`'s room.
pub fn row_ui(ui: &mut Ui, look: &Look<'_>) -> (Response, Option<Wish>) {
    let Look { row, .. } = look;
    let rect = ui.available_rect_before_wrap();
    let role = if row.kind.is_heading() { Role::DisclosureTriangle } else { Role::ListItem };
    let mut cut = false;
    let response = row_button_ui(ui, look.id, rect.height(), false, role, look.name, |ui, rect| {
        cut = if row.kind.is_heading() { head(ui, rect, look) } else { body(ui, rect, look) };
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if row.kind.is_heading() {
            node.set_expanded(!look.folded);
        }
        if !row.value.is_empty() {
            let value = row.value.as_str();
            let said = if row.proposed { format!("{value}, {}", words::PROPOSED) } else { value.to_owned() };
            node.set_description(said);
        }
        node.set_position_in_set(look.place);
    });
    let mut wish = response.clicked().then_some(Wish::Do);
    if !row.kind.is_heading() {
        wish = buttons_ui(ui, rect, look, cut).or(wish);
    }
    (response, wish)
}

/// The word for what a row does.
pub fn verb(kind: Kind, read_only: bool) -> &'static str {
    match kind {
        Kind::Group(_) | Kind::Section | Kind::Note | Kind::Item => "",
        _ if read_only => words::SHOW,
        Kind::Gap => words::FILL_IN,
        Kind::Proposed => words::LOOK,
        Kind::Answer | Kind::Clause | Kind::Binding(..) => words::EDIT,
        Kind::Aside(_) => words::REASON,
        Kind::Problem(..) | Kind::Waived(_) => words::GO_TO,
    }
}

fn head(ui: &Ui, rect: Rect, look: &Look<'_>) -> bool {
    let p = palette(ui);
    let mark = Rect::from_center_size(rect.left_center() + vec2(12.0, 2.0), Vec2::splat(13.0));
    paint(ui.painter(), mark, if look.folded { Icon::Right } else { Icon::Down }, p.ink_soft);
    let (title, text) = fonts_of(look.row.kind);
    let tally = line(ui, &look.row.value, text, p.ink_soft, 240.0);
    let room = rect.width() - 40.0 - tally.size().x;
    let title = line(ui, &look.row.label, title, p.ink, room);
    let at = pos2(rect.left() + 26.0, rect.center().y + 2.0 - title.size().y / 2.0);
    let beside = pos2(at.x + title.size().x + 10.0, rect.center().y + 3.0 - tally.size().y / 2.0);
    ui.painter().galley(at, title, p.ink);
    ui.painter().galley(beside, tally, p.ink_soft);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    false
}

/// Draws what is no heading; true if its text is cut.
fn body(ui: &Ui, rect: Rect, look: &Look<'_>) -> bool {
    let (p, row) = (palette(ui), look.row);
    let left = rect.left() + INSET + STEP * f32::from(row.depth);
    let columns = Columns::of(row, rect.width());
    let (title_font, text_font) = fonts_of(row.kind);
    match row.kind {
        Kind::Item => {
            let title = line(ui, &row.label, title_font, p.accent, rect.right() - left);
            ui.painter().galley(pos2(left, rect.bottom() - title.size().y - 3.0), title, p.accent);
            false
        }
        Kind::Note => {
            let title = line(ui, &row.label, title_font, p.ink_soft, rect.right() - left);
            ui.painter().galley(pos2(left, rect.top() + PAD), title, p.ink_soft);
            false
        }
        Kind::Answer | Kind::Clause => {
            let title = lines(ui, &row.label, title_font, p.ink_soft, columns.title, LINES_OF_PROBLEM);
            let faint = row.value == words::EMPTY;
            let ink = if faint { p.ink_faint } else { p.ink };
            let most = if look.whole { usize::MAX } else { LINES };
            let text = lines(ui, &row.value, text_font, ink, columns.text, most);
            let cut = text.elided;
            let value = rect.right() - columns.actions - columns.text;
            if row.proposed {
                let mark = pos2(value - 9.0, rect.top() + PAD + 9.0);
                let mark = Rect::from_center_size(mark, Vec2::splat(9.0));
                paint(ui.painter(), mark, Icon::Proposed, p.ink_soft);
            }
            ui.painter().galley(pos2(left, rect.top() + PAD + 0.5), title, p.ink_soft);
            ui.painter().galley(pos2(value, rect.top() + PAD), text, ink);
            cut
        }
        _ => {
            let (icon, ink) = mark_of(row.kind, p);
            let mark = Rect::from_min_size(pos2(left, rect.top() + PAD + 2.0), Vec2::splat(15.0));
            paint(ui.painter(), mark, icon, ink);
            let most = if look.whole { usize::MAX } else { LINES_OF_PROBLEM };
            let title = lines(ui, &row.label, title_font, p.ink, columns.title, most);
            let text = lines(ui, &row.value, text_font, p.ink_soft, columns.text, most);
            let at = pos2(left + 24.0, rect.top() + PAD);
            let below = at + vec2(0.0, title.size().y);
            let cut = title.elided || text.elided;
            ui.painter().galley(at, title, p.ink);
            ui.painter().galley(below, text, p.ink_soft);
            cut
        }
    }
}

/// The sign of a row, and its ink.
fn mark_of(kind: Kind, p: &Palette) -> (Icon, Color32) {
    match kind {
        Kind::Problem(Severity::Error, _) => (Icon::Error, p.error),
        Kind::Problem(Severity::Warning, _) => (Icon::Warning, p.warning),
        Kind::Problem(Severity::Hint, _) => (Icon::Hint, p.hint),
        Kind::Waived(_) => (Icon::Done, p.ink_soft),
        Kind::Aside(_) => (Icon::Minus, p.ink_soft),
        Kind::Proposed | Kind::Binding(..) => (Icon::Proposed, p.accent),
        _ => (Icon::Blank, p.accent),
    }
}

/// The actions at the right. The main one is that of the whole row and only shown here.
fn buttons_ui(ui: &mut Ui, rect: Rect, look: &Look<'_>, cut: bool) -> Option<Wish> {
    let Look { row, name, .. } = look;
    let mut wish = None;
    let columns = Columns::of(row, rect.width());
    let area = Rect::from_min_max(pos2(rect.right() - columns.actions + 4.0, rect.top() + 2.0), rect.max);
    let p = palette(ui);
    let main = verb(row.kind, look.read_only);
    let mut left = area.left();
    if !main.is_empty() {
        let at = pos2(left + 2.0, area.top() + PAD + 8.0);
        let drawn = ui.painter().text(at, Align2::LEFT_CENTER, main, semibold(TYPE_SMALL), p.accent);
        left = drawn.right() + 10.0;
    }
    let mut actions: Vec<(&str, &str, Wish)> = Vec::new();
    if !look.read_only {
        match row.kind {
            Kind::Waived(_) => actions.push((words::WITHDRAW, words::WITHDRAW_WAIVER_TIP, Wish::Withdraw)),
            Kind::Aside(_) => actions.push((words::WITHDRAW, words::WITHDRAW_ASIDE_TIP, Wish::Withdraw)),
            Kind::Binding(_, optional) => {
                actions.push((words::KEEP, words::KEEP_TIP, Wish::Keep));
                if optional {
                    actions.push((words::LEAVE_OUT, words::LEAVE_OUT_TIP, Wish::LeaveOut));
                }
            }
            _ if look.fixable => actions.push((words::FIX, "", Wish::Fix)),
            _ => {}
        }
    }
    let under = matches!(row.kind, Kind::Answer | Kind::Clause);
    if cut || look.whole {
        actions.push((if look.whole { words::SHOW_LESS } else { words::SHOW_ALL }, "", Wish::ShowWhole));
    }
    // Level with the main action.
    let mut top = area.top() + PAD - 2.0;
    if under {
        // Below the main action, beside the second line of the text.
        (left, top) = (area.left() - 6.0, area.top() + 22.0);
    }
    let room = Rect::from_min_max(pos2(left, top), area.max);
    let layout = Layout::left_to_right(egui::Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
        ui.spacing_mut().button_padding = vec2(6.0, 1.0);
        ui.spacing_mut().interact_size.y = 20.0;
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        for (text, tip, does) in actions {
            let button = Button::new(RichText::new(text).size(TYPE_SMALL)).frame_when_inactive(!under);
            let mut response = ui.add(button).accessible_name(format!("{text}: {name}"));
            if !tip.is_empty() {
                response = response.on_hover_text(tip);
            }
            if clicked_once(&response) {
                wish = Some(does);
            }
        }
    });
    wish
}

fn line(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    one_line(ui.painter(), text, font, ink, width.max(20.0))
}

fn lines(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32, most: usize) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), font, ink, width.max(20.0));
    job.wrap.max_rows = most;
    ui.painter().layout_job(job)
}

/// The heading that a line of the verdict leads to.
pub fn icon_of(group: Group, p: &Palette) -> (Icon, Color32) {
    match group {
        Group::Needed => (Icon::Blank, p.accent),
        Group::Wrong => (Icon::Error, p.error),
        Group::Proposed | Group::Binding => (Icon::Proposed, p.accent),
        Group::Recommended => (Icon::Blank, p.ink_soft),
        Group::Warnings => (Icon::Warning, p.warning),
        Group::Hints => (Icon::Hint, p.hint),
        Group::Accepted => (Icon::Done, p.ink_soft),
        Group::Aside => (Icon::Minus, p.ink_soft),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::FieldPath;

    #[test]
    fn what_is_cut_can_be_shown_as_a_whole() {
        let row = |message: &str, help: &str| Row {
            kind: Kind::Problem(Severity::Error, 0),
            key: "problem".to_owned(),
            depth: 0,
            label: message.to_owned(),
            value: help.to_owned(),
            path: FieldPath::root(),
            proposed: false,
        };
        let long = "This is longer than the two lines that it has. ".repeat(6);
        let mut cut = Vec::new();
        egui::__run_test_ui(|ui| {
            let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(540.0, 80.0));
            for (message, help) in [("Short", "Short"), (&long, "Short"), ("Short", &long)] {
                let row = row(message, help);
                let look = |whole| Look {
                    row: &row,
                    id: Id::NULL,
                    name: "",
                    folded: false,
                    whole,
                    fixable: false,
                    read_only: false,
                    place: 0,
                };
                cut.push([false, true].map(|whole| body(ui, rect, &look(whole))));
            }
        });
        cut.dedup();
        assert_eq!(cut, [[false, false], [true, false]]);
    }
}
