//! The row of an item: its name, what matters about it, its problems, and what can be done to it.

use super::chosen::{take_click, take_keys};
use super::context::Form;
use super::details::details;
use super::drag::take_hold;
use super::focus::scrolls_by_itself;
use super::icons::{Icon, icon_button_ui, paint};
use super::items::Wish;
use super::one_line::one_line;
use super::removal::nameless;
use super::small::row_sense_ui;
use super::steady::see_to_it;
use super::told::{GAP, Told, Words, telling};
use crate::editor::panels::problems::Class;
use crate::editor::tokens::{SPACE_S, palette, semibold, small};
use crate::editor::view::Jump;
use crate::value::{FieldPath, RecordSpec};
use egui::accesskit::Role;
use egui::{Button, FontId, Key, KeyboardShortcut, Modifiers, Popup, Rect, Response, Sense, Ui, Vec2, vec2};
use std::sync::Arc;

/// One item of a list.
pub struct Row<'a> {
    pub record: &'static RecordSpec,
    pub item: &'a FieldPath,
    pub index: usize,
    pub count: usize,
    pub open: bool,
    /// One more item may be added to the list.
    pub room: bool,
    /// How many items are chosen with this one; none if it is not.
    pub chosen: usize,
}

pub const DUPLICATE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::D);
pub const MOVE_UP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowUp);
pub const MOVE_DOWN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowDown);
pub const DELETE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Delete);

const HEIGHT: f32 = 34.0;
/// Where the words of a row begin.
const LEFT: f32 = 30.0;

pub fn row_ui(ui: &mut Ui, form: &mut Form<'_>, row: &Row<'_>) -> Option<Wish> {
    let node = form.draft.node(row.item)?;
    let name = form.draft.agreement.name_of(node).unwrap_or_else(|| nameless(row.record));
    // Far from what is on screen nobody reads the rest of the row; where it decides the height it stays the same.
    let top = ui.cursor().top();
    let near = telling(row.record).is_some() || ui.clip_rect().expand(HEIGHT).y_range().contains(top);
    let details = if near { details(node, row.record, &name, &form.draft.agreement) } else { String::new() };
    let worst = if near { worst(form, row.item) } else { None };
    let id = form.id(row.item).with("row");
    let mut wish = None;
    let rest = ui.available_width() - ui.spacing().interact_size.y - SPACE_S;
    let words = rest - LEFT - SPACE_S - if worst.is_some() { 15.0 + SPACE_S } else { 0.0 };
    let says = Words { record: row.record, node, name: &name, details: &details };
    let told = if row.open { None } else { Told::of(ui, form, &says, words.max(20.0)) };
    let height = told.as_ref().map_or(HEIGHT, |told| told.height().max(HEIGHT));
    ui.horizontal_top(|ui| {
        ui.scope(|ui| {
            ui.set_max_width(rest);
            let (role, sense) = (Role::DisclosureTriangle, sense(form));
            let response =
                row_sense_ui(ui, id, sense, height, row.chosen > 0, role, &name, |ui, rect| match &told {
                    Some(told) => paint_told(ui, rect, told, worst),
                    None => paint_row(ui, rect, row.open, &name, &details, worst),
                });
            if response.hovered() && !form.read_only && row.count > 1 {
                let grip = Rect::from_center_size(response.rect.left_center(), Vec2::splat(14.0));
                paint(ui.painter(), grip.translate(vec2(2.0, 0.0)), Icon::Grip, palette(ui).ink_soft);
            }
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_expanded(row.open);
                node.set_selected(row.chosen > 0);
                node.set_description(words::said(&details, worst));
            });
            arrive(form, row, &response);
            if !form.read_only {
                take_hold(ui, row.item, &name, &response);
            }
            if response.clicked() {
                // The keys that follow are meant for what was clicked.
                response.request_focus();
                if !take_click(ui, form, row.item) {
                    wish = Some(Wish::Fold);
                }
            }
            if response.has_focus() {
                form.view.focused = Some(row.item.clone());
            }
            if response.has_focus() && !form.read_only {
                take_keys(ui, form, row.item);
                wish = wish.or_else(|| row.keys(ui));
            }
        });
        if !form.read_only {
            let more = icon_button_ui(ui, Icon::More, &words::actions(&name));
            wish = wish.or_else(|| menu_ui(&more, row));
        }
    });
    wish
}

impl Row<'_> {
    /// What is wished by a key; one that removes means all that are chosen.
    pub(super) fn keys(&self, ui: &Ui) -> Option<Wish> {
        match keys(ui) {
            Some(Wish::Delete) if self.chosen > 1 => Some(Wish::DeleteChosen),
            wish => wish,
        }
    }
}

/// A row can be dragged wherever its list can be changed.
fn sense(form: &Form<'_>) -> Sense {
    if form.read_only { Sense::click() } else { Sense::click_and_drag() }
}

/// A jump to the item as a whole ends at its row.
fn arrive(form: &mut Form<'_>, row: &Row<'_>, response: &Response) {
    let stands_for =
        |jump: &Jump| row.item.is_within(&jump.path) && (row.item != &jump.path || !row.open || jump.row);
    if let Some(jump) = form.view.jump.take_if(|j| stands_for(j)) {
        if jump.focus {
            response.request_focus();
        }
        if !jump.gentle {
            see_to_it(response);
        }
        response.scroll_to_me((!jump.gentle).then_some(egui::Align::Center));
        scrolls_by_itself(response);
    }
}

/// What can be done with the keyboard on a row.
pub fn keys(ui: &Ui) -> Option<Wish> {
    let keys = [
        (MOVE_UP, Wish::MoveUp),
        (MOVE_DOWN, Wish::MoveDown),
        (DUPLICATE, Wish::Duplicate),
        (DELETE, Wish::Delete),
    ];
    let pressed = |keys: &KeyboardShortcut| ui.input_mut(|i| i.consume_shortcut(keys));
    keys.into_iter().find(|(keys, _)| pressed(keys)).map(|(_, wish)| wish)
}

/// Closes the menu around an entry that was chosen by keyboard: a menu closes by itself only on a click of the mouse.
pub fn close_if(ui: &Ui, chosen: bool) {
    if chosen {
        ui.close();
    }
}

pub(super) fn menu_ui(button: &Response, row: &Row<'_>) -> Option<Wish> {
    let menu = Popup::menu(button).show(|ui| {
        ui.set_min_width(190.0);
        let mut wish = None;
        let mut item = |ui: &mut Ui, enabled: bool, text: &str, keys: &KeyboardShortcut, what: Wish| {
            let keys = ui.ctx().format_shortcut(keys);
            if ui.add_enabled(enabled, Button::new(text).shortcut_text(keys)).clicked() {
                wish = Some(what);
            }
        };
        item(ui, row.room, words::DUPLICATE, &DUPLICATE, Wish::Duplicate);
        if !row.room {
            ui.label(small(ui, words::FULL));
        }
        item(ui, row.index > 0, words::UP, &MOVE_UP, Wish::MoveUp);
        item(ui, row.index + 1 < row.count, words::DOWN, &MOVE_DOWN, Wish::MoveDown);
        ui.separator();
        if row.chosen > 1 {
            item(ui, true, &words::remove_chosen(row.chosen), &DELETE, Wish::DeleteChosen);
        } else {
            item(ui, true, &words::remove(row.record.noun), &DELETE, Wish::Delete);
        }
        if row.count > 1 {
            ui.separator();
            if ui.button(words::remove_all(row.count)).clicked() {
                wish = Some(Wish::DeleteAll);
            }
            ui.label(small(ui, words::HOW_TO_CHOOSE));
        }
        close_if(ui, wish.is_some());
        wish
    });
    menu.and_then(|m| m.inner)
}

/// The name with its text below.
fn paint_told(ui: &Ui, rect: Rect, told: &Told, worst: Option<Class>) {
    let p = palette(ui);
    let painter = ui.painter();
    let top = rect.top() + SPACE_S;
    let first = told
        .name
        .as_ref()
        .map_or_else(|| told.text.rows.first().map_or(0.0, |row| row.height()), |name| name.size().y);
    let middle = top + first / 2.0;
    let mark = Rect::from_center_size(egui::pos2(rect.left() + 16.0, middle), Vec2::splat(14.0));
    paint(painter, mark, Icon::Right, p.ink_soft);
    if let Some(class) = worst {
        let at = egui::pos2(rect.right() - SPACE_S - 8.0, middle);
        paint(painter, Rect::from_center_size(at, Vec2::splat(15.0)), class.icon(), class.ink(p));
    }
    let mut at = egui::pos2(rect.left() + LEFT, top);
    if let Some(name) = &told.name {
        painter.galley(at, Arc::clone(name), p.ink);
        at.y += name.size().y + GAP;
    }
    painter.galley(at, Arc::clone(&told.text), p.ink_soft);
    if let Some(more) = &told.more {
        at.y += told.text.size().y + GAP;
        painter.galley(at, Arc::clone(more), p.ink_soft);
    }
}

/// The share of a row that its details have beside a name of whatever length.
const DETAILS: f32 = 0.3;

fn paint_row(ui: &Ui, rect: Rect, open: bool, name: &str, details: &str, worst: Option<Class>) {
    let p = palette(ui);
    let painter = ui.painter();
    let mark = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(14.0));
    paint(painter, mark, if open { Icon::Down } else { Icon::Right }, p.ink_soft);
    let mut right = rect.right() - SPACE_S;
    if let Some(class) = worst {
        let icon = Rect::from_center_size(egui::pos2(right - 8.0, rect.center().y), Vec2::splat(15.0));
        paint(painter, icon, class.icon(), class.ink(p));
        right -= 15.0 + SPACE_S;
    }
    let left = rect.left() + LEFT;
    let width = (right - left).max(20.0);
    let text = |text: &str, font: FontId, color, width: f32| one_line(painter, text, font, color, width);
    let details = if open { "" } else { details };
    let more = text(details, FontId::proportional(13.0), p.ink_soft, width * DETAILS);
    // A long name leaves room for what matters about the item.
    let kept = if details.is_empty() { 0.0 } else { more.size().x + 14.0 };
    let title = text(name, semibold(14.5), p.ink, (width - kept).max(20.0));
    let title_width = title.size().x;
    painter.galley(egui::pos2(left, rect.center().y - title.size().y / 2.0), title, p.ink);
    let room = width - title_width - 14.0;
    if room > 20.0 && !details.is_empty() {
        let more = text(details, FontId::proportional(13.0), p.ink_soft, room);
        let at = egui::pos2(left + title_width + 14.0, rect.center().y - more.size().y / 2.0);
        painter.galley(at, more, p.ink_soft);
    }
}

/// The gravest open problem of an item.
fn worst(form: &Form<'_>, item: &FieldPath) -> Option<Class> {
    let here = form.findings.iter().filter(|f| f.path.is_within(item));
    here.map(Class::of).min().filter(|class| *class <= Class::Warning)
}

mod words {
    use crate::editor::panels::problems::Class;

    /// What the row shows, for those who hear it: what matters about the item, and its gravest problem.
    pub fn said(details: &str, worst: Option<Class>) -> String {
        let problem = match worst {
            Some(Class::Error) => "has errors",
            Some(Class::ToFill) => "still to fill in",
            Some(_) => "has warnings",
            None => "",
        };
        [details, problem].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub const DUPLICATE: &str = "Duplicate";
    pub const UP: &str = "Move up";
    pub const DOWN: &str = "Move down";
    pub const FULL: &str = "The list is full; nothing can be added to it.";

    pub const HOW_TO_CHOOSE: &str = "Ctrl or Shift and a click on rows chooses several";

    pub fn remove_chosen(count: usize) -> String {
        format!("Remove the {count} chosen")
    }

    pub fn remove_all(count: usize) -> String {
        format!("Remove all {count}")
    }

    pub fn remove(noun: &str) -> String {
        format!("Remove this {noun}")
    }

    pub fn actions(name: &str) -> String {
        format!("Actions for {name}")
    }
}
