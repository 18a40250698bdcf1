//! A list of short records as a table that is edited in place: Tab walks through its cells, Enter adds a row.

use super::chosen::{chosen_with, take_click, take_keys};
use super::columns::{Cell, Column, lines_of};
use super::context::Form;
use super::drag::{Rows, take_hold};
use super::field::{Field, cell_foot_ui, cell_ui, place_problems_ui, says_anything};
use super::icons::{Icon, paint};
use super::items::{Wish, add, grant, has_room};
use super::row::{MOVE_DOWN, MOVE_UP, Row, menu_ui};
use super::spoken;
use super::steady::keep_room_ui;
use crate::editor::tokens::{SPACE_XS, TYPE_SMALL, palette, semibold};
use crate::value::{FieldPath, FieldSpec, Need, RecordSpec, capitalised};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align, Button, CursorIcon, Frame, Id, Key, Layout, Rect, Response, RichText, Sense, Ui, Vec2, vec2,
};

/// Width of the handle before each row, in points.
const HANDLE: f32 = 22.0;

/// The row that is pointed out, here or on a drawing of the same items.
fn lit_key(list: &FieldPath) -> Id {
    Id::unique(("lit row", list.as_str()))
}

pub fn lit(ui: &Ui, list: &FieldPath) -> Option<String> {
    ui.data(|d| d.get_temp::<Option<String>>(lit_key(list))).flatten()
}

/// Points out a row from the next frame on.
pub fn light(ui: &Ui, list: &FieldPath, row: Option<String>) {
    if lit(ui, list) != row {
        ui.data_mut(|d| d.insert_temp(lit_key(list), row));
        ui.ctx().request_repaint();
    }
}

/// The entry that is read back below a table: that with the keyboard, or the last one that had it. It stays there, so that
/// nothing comes and goes with the cursor.
fn read_back(ui: &Ui, form: &mut Form<'_>, list: &FieldPath, feet: &[Foot]) -> Option<FieldPath> {
    let memory = form.id(list).with("read back");
    let cells = || feet.iter().flat_map(|foot| &foot.cells);
    let mut tells: Vec<(&FieldPath, bool)> = Vec::new();
    for (field, response, _) in cells() {
        if says_anything(form, field) {
            tells.push((&field.path, response.has_focus()));
        }
    }
    let last: Option<FieldPath> = ui.data(|d| d.get_temp(memory));
    let here = tells.iter().find(|(_, focused)| *focused);
    let there = || tells.iter().find(|(path, _)| last.as_ref() == Some(*path));
    let chosen = here.or_else(there).or(tells.first()).map(|(path, _)| (*path).clone());
    if let Some(path) = chosen.clone().filter(|path| last.as_ref() != Some(path)) {
        ui.data_mut(|d| d.insert_temp(memory, path));
    }
    chosen
}

/// Draws the rows; the id of the one that has the keyboard or is under the pointer.
pub fn table_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    record: &'static RecordSpec,
    columns: &[Column],
    list: &FieldPath,
    ids: &[String],
) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    let room = ui.available_width() - HANDLE - SPACE_XS;
    let lines = lines_of(ui, form, record, columns, (list, ids), room);
    let table = Table { record, lines, list, count: ids.len() };
    let heads = table.head_ui(ui);
    let mut rows = Rows::of(list);
    let mut wish = None;
    let mut at = None;
    let mut feet = Vec::new();
    ui.scope(|ui| {
        spoken::whole(ui, Role::Table, record.noun, Some(ids.len()));
        for (index, id) in ids.iter().enumerate() {
            let drawn = ui.push_id(id, |ui| {
                spoken::whole(ui, Role::Row, "", None);
                spoken::item(ui.ctx(), ui.unique_id(), index);
                table.row_ui(ui, form, index, id, &heads)
            });
            rows.push(drawn.response.rect);
            if drawn.inner.at {
                at = Some(id.clone());
            }
            feet.push(drawn.inner.foot);
            wish = wish.take().or(drawn.inner.wish.map(|wish| (list.join(id), wish)));
        }
    });
    let top = ui.cursor().top();
    let feet: Vec<Foot> = feet.into_iter().flatten().collect();
    let told = read_back(ui, form, list, &feet);
    // In a place of its own, or the widgets behind it would be others once it is gone, and a press on them no click.
    ui.scope(|ui| feet.iter().for_each(|foot| foot.foot_ui(ui, form, told.as_ref())));
    keep_room_ui(ui, form, &list.join("said below"), top, 0.0);
    if let Some((item, wish)) = wish.or_else(|| rows.finish_ui(ui, form, ids)) {
        grant(form.draft, form.view, form.actions, &item, wish);
    }
    at
}

struct Table<'a> {
    record: &'static RecordSpec,
    /// The cells of each row, on the lines that they take.
    lines: Vec<Vec<Cell>>,
    list: &'a FieldPath,
    count: usize,
}

/// What happened in a row.
#[derive(Default)]
struct Drawn {
    wish: Option<Wish>,
    /// It has the keyboard or the pointer.
    at: bool,
    /// What is said about it, unless that was said already.
    foot: Option<Foot>,
}

/// What is said about the entries of a row.
struct Foot {
    item: FieldPath,
    name: String,
    cells: Vec<(Field<'static>, Response, Option<Id>)>,
}

/// Of a table with at most so many rows everything is said below it, so that no row moves under the hands of who fills
/// them in; in a longer one what is wrong stands at its row.
const SHORT: usize = 12;

impl Foot {
    /// `told`: the entry that is read back.
    fn foot_ui(&self, ui: &mut Ui, form: &mut Form<'_>, told: Option<&FieldPath>) {
        for (field, response, help) in &self.cells {
            let name = words::cell_of(field, &self.name);
            cell_foot_ui(ui, form, field, (response, *help), (&name, told != Some(&field.path)));
        }
        place_problems_ui(ui, form, &self.item);
    }
}

impl Table<'_> {
    /// The heads of the columns of the first line, which carry the help of their fields.
    fn head_ui(&self, ui: &mut Ui) -> Vec<Id> {
        let cells = self.lines.first().map(Vec::as_slice).unwrap_or_default();
        let ink = palette(ui).ink_soft;
        let head = |cell: &Cell| {
            let job = LayoutJob::simple(words::head(cell), semibold(TYPE_SMALL), ink, cell.width);
            ui.fonts_mut(|f| f.layout_job(job))
        };
        let heads: Vec<_> = cells.iter().map(head).collect();
        let height = heads.iter().map(|h| h.size().y).fold(0.0, f32::max);
        let draw = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = SPACE_XS;
            ui.allocate_space(vec2(HANDLE, height));
            let mut ids = Vec::new();
            for (cell, head) in cells.iter().zip(heads) {
                // Heads of different heights stand on one line with the last of their words.
                let above = height - head.size().y;
                let head_ui = |ui: &mut Ui| {
                    ui.add_space(above);
                    ui.label(head).on_hover_text(cell.spec.help()).id
                };
                ids.push(cell_room_ui(ui, vec2(cell.width, height), head_ui));
            }
            ids
        };
        ui.horizontal(draw).inner
    }

    fn row_ui(&self, ui: &mut Ui, form: &mut Form<'_>, index: usize, id: &str, heads: &[Id]) -> Drawn {
        let item = self.list.join(id);
        let name = words::row(self.record, index);
        let is_lit = lit(ui, self.list).as_deref() == Some(id);
        let fill = match chosen_with(form.draft, form.view, &item) {
            0 if !is_lit => egui::Color32::TRANSPARENT,
            0 => palette(ui).hover,
            _ => palette(ui).accent_soft,
        };
        let mut drawn = Drawn::default();
        let mut cells: Vec<(Field<'static>, Response, Option<Id>)> = Vec::new();
        let frame = Frame::new().fill(fill).corner_radius(crate::editor::tokens::RADIUS);
        let row = frame.show(ui, |ui| {
            for (number, line) in self.lines.iter().enumerate() {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = SPACE_XS;
                    if number == 0 {
                        drawn.wish = self.handle_ui(ui, form, &item, index, &name);
                    } else {
                        ui.allocate_space(vec2(HANDLE, 1.0));
                    }
                    for (column, cell) in line.iter().enumerate() {
                        let Some(field) = Field::of(cell.spec, item.join(cell.spec.name)) else { continue };
                        let field = Field { empty: cell.empty, ..field };
                        let help = match number {
                            0 => heads.get(column).copied(),
                            _ => Some(caption_ui(ui, cell)),
                        };
                        let said = words::cell(cell.spec, &name);
                        let size = vec2(cell.width, ui.spacing().interact_size.y);
                        let response = cell_room_ui(ui, size, |ui| cell_ui(ui, form, &field, &said));
                        cells.push((field, response, help));
                    }
                });
            }
        });
        let has_keyboard = cells.iter().any(|(_, response, _)| response.has_focus());
        if !form.read_only {
            let entered =
                cells.iter().any(|(_, r, _)| r.lost_focus()) && ui.input(|i| i.key_pressed(Key::Enter));
            if entered && has_room(form.draft, self.list) {
                add(form.draft, form.view, form.actions, self.list, Some(id));
            }
            if has_keyboard {
                let pressed = |keys: &egui::KeyboardShortcut| ui.input_mut(|i| i.consume_shortcut(keys));
                let moved = [(MOVE_UP, Wish::MoveUp), (MOVE_DOWN, Wish::MoveDown)];
                let moved = moved.into_iter().find(|(keys, _)| pressed(keys)).map(|(_, wish)| wish);
                drawn.wish = drawn.wish.or(moved);
            }
        }
        if self.lines.len() > 1 {
            ui.add_space(SPACE_XS);
        }
        let pointed = ui.rect_contains_pointer(row.response.rect);
        drawn.at = has_keyboard || pointed;
        let foot = Foot { item, name, cells };
        if self.count > SHORT {
            // What is being typed is read back; further rows are pushed down only by that.
            let typed = form.view.typing.as_ref().map(|typing| typing.path.clone());
            foot.foot_ui(ui, form, typed.as_ref());
        } else {
            drawn.foot = Some(foot);
        }
        drawn
    }

    /// Where a row is taken hold of, by mouse and by keyboard.
    fn handle_ui(
        &self,
        ui: &mut Ui,
        form: &mut Form<'_>,
        item: &FieldPath,
        index: usize,
        name: &str,
    ) -> Option<Wish> {
        if form.read_only {
            ui.allocate_space(vec2(HANDLE, 1.0));
            return None;
        }
        let size = vec2(HANDLE, ui.spacing().interact_size.y);
        let button = Button::new("").min_size(size).frame_when_inactive(false).sense(Sense::click_and_drag());
        let response = ui.add_sized(size, button);
        // Marked as the menu of every other row is: nobody looks for one behind a grip.
        let mark = Rect::from_center_size(response.rect.center(), Vec2::splat(16.0));
        let ink = if response.hovered() { palette(ui).ink } else { palette(ui).ink_soft };
        paint(ui.painter(), mark, Icon::More, ink);
        let cursor = if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::PointingHand };
        let response = response.on_hover_and_drag_cursor(cursor);
        let response = response.accessible_name(words::actions(name)).on_hover_text(words::HANDLE);
        take_hold(ui, item, name, &response);
        if let Some(jump) = form.view.jump.take_if(|j| j.row && j.path == *item) {
            response.request_focus();
            response.scroll_to_me((!jump.gentle).then_some(Align::Center));
        }
        let room = has_room(form.draft, self.list);
        let chooses = response.clicked() && take_click(ui, form, item);
        if chooses {
            response.request_focus();
        }
        if response.has_focus() {
            form.view.focused = Some(item.clone());
            take_keys(ui, form, item);
        }
        let chosen = chosen_with(form.draft, form.view, item);
        let count = self.count;
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen > 0));
        let row = Row { record: self.record, item, index, count, open: false, room, chosen };
        let pressed = if response.has_focus() { row.keys(ui) } else { None };
        if chooses {
            return None;
        }
        pressed.or_else(|| menu_ui(&response, &row))
    }
}

/// The name of a cell that has no head above it.
fn caption_ui(ui: &mut Ui, cell: &Cell) -> Id {
    let size = vec2(cell.caption - SPACE_XS, ui.spacing().interact_size.y);
    let text = RichText::new(cell.head).font(semibold(TYPE_SMALL)).color(palette(ui).ink_soft);
    let label = egui::Label::new(text).wrap_mode(egui::TextWrapMode::Extend).halign(Align::Min);
    let draw = |ui: &mut Ui| ui.add(label).on_hover_text(cell.spec.help()).id;
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), draw).inner
}

/// A cell as wide as its column.
fn cell_room_ui<R>(ui: &mut Ui, size: Vec2, inside: impl FnOnce(&mut Ui) -> R) -> R {
    let draw = |ui: &mut Ui| {
        ui.set_width(size.x);
        inside(ui)
    };
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), draw).inner
}

mod words {
    use super::{Cell, Field, FieldSpec, Need, RecordSpec, capitalised};

    pub const HANDLE: &str = "Drag to move; click for more";

    pub fn head(cell: &Cell) -> String {
        match cell.spec.need {
            Need::Required => format!("{} (required)", cell.head),
            Need::Recommended | Need::Optional => cell.head.to_owned(),
        }
    }
    pub fn row(record: &RecordSpec, index: usize) -> String {
        format!("{} {}", record.noun, index + 1)
    }
    pub fn cell(spec: &FieldSpec, row: &str) -> String {
        format!("{}, {row}", spec.label)
    }
    pub fn cell_of(field: &Field<'_>, row: &str) -> String {
        format!("{}, {}", capitalised(row), field.label)
    }
    pub fn actions(row: &str) -> String {
        format!("Actions for {row}")
    }
}
