//! A list of records: one row each, unfolded to its form, with everything that can be done to an item.

use super::applies;
use super::chosen::{chosen_in, chosen_with};
use super::columns::columns_of;
use super::context::{Form, hand_over};
use super::drag::Rows;
use super::field::place_problems_ui;
use super::group::{card_ui, fields_ui, heading_ui};
use super::items::{Wish, add, grant, has_room};
use super::persons;
use super::row::{Row, row_ui};
use super::several::{several_button_ui, several_ui};
use super::spoken;
use super::table::table_ui;
use super::tiers::{sort_ui, tiers_ui};
use super::told::texts_ui;
use super::week::week_ui;
use crate::draft::taken;
use crate::editor::tokens::{SPACE_M, TYPE_SMALL, palette, small};
use crate::value::{FieldPath, FieldSpec, Limit, Need, RecordSpec};
use egui::accesskit::Role;
use egui::{Button, Id, Rect, RichText, Ui, vec2};

/// Draws a list.
pub fn list_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    spec: &'static FieldSpec,
    record: &'static RecordSpec,
    path: &FieldPath,
    above: &str,
) {
    heading_ui(ui, spec.label, spec.help(), above);
    let ids = form.draft.node(path).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default();
    if ids.is_empty() {
        let none = match spec.need {
            _ if form.read_only => words::NONE,
            Need::Required => words::ONE_NEEDED,
            _ => words::NONE_YET,
        };
        ui.label(small(ui, none));
    }
    room_ui(ui, form, path);
    place_problems_ui(ui, form, path);
    if let Some(columns) = columns_of(record) {
        let at = table_ui(ui, form, record, columns, path, &ids);
        if !form.read_only {
            add_ui(ui, form, record, path, &ids);
        }
        match record.name {
            "Tier" | "PointBand" => tiers_ui(ui, form, path, at),
            "Holiday" if !form.read_only => several_ui(ui, form, path),
            _ => {}
        }
        return;
    }
    texts_ui(ui, form, record, path, ids.len());
    let room = has_room(form.draft, path);
    let mut rows = Rows::of(path);
    let mut wish = None;
    ui.scope(|ui| {
        spoken::whole(ui, Role::List, spec.label, Some(ids.len()));
        for (index, id) in ids.iter().enumerate() {
            let item = path.join(id);
            let open = form.view.open.contains(item.as_str());
            if ids.len() > LONG
                && let Some(rect) = room_of_ui(ui, form, &item, open)
            {
                rows.push(rect);
                continue;
            }
            let chosen = chosen_with(form.draft, form.view, &item);
            let row = Row { record, item: &item, index, count: ids.len(), open, room, chosen };
            let shown = ui.push_id(id, |ui| {
                spoken::whole(ui, Role::ListItem, "", None);
                spoken::item(ui.ctx(), ui.unique_id(), index);
                item_ui(ui, form, &row)
            });
            rows.push(shown.response.rect);
            keep_room(ui, form, &item, open, shown.response.rect);
            wish = wish.take().or(shown.inner.map(|wish| (item, wish)));
        }
    });
    if let Some((item, wish)) = wish.or_else(|| rows.finish_ui(ui, form, &ids)) {
        grant(form.draft, form.view, form.actions, &item, wish);
    }
    if !form.read_only {
        add_ui(ui, form, record, path, &ids);
    }
    if record.name == "Hours" {
        week_ui(ui, form, path);
    }
}

/// Of longer lists items far from what is on screen are not drawn at all.
pub const LONG: usize = 30;

fn room_key(form: &Form<'_>, item: &FieldPath, open: bool) -> Id {
    form.id(item).with(("room", open))
}

/// Notes how much room an item takes.
pub fn keep_room(ui: &Ui, form: &Form<'_>, item: &FieldPath, open: bool, taken: Rect) {
    ui.data_mut(|d| d.insert_temp(room_key(form, item, open), taken.height()));
}

/// Keeps the room of an item that nobody sees and nobody goes to; `None` if it has to be drawn.
pub fn room_of_ui(ui: &mut Ui, form: &Form<'_>, item: &FieldPath, open: bool) -> Option<Rect> {
    let height: f32 = ui.data(|d| d.get_temp(room_key(form, item, open)))?;
    if !is_far(ui, height) || is_wanted(form, item) {
        return None;
    }
    Some(ui.allocate_space(vec2(ui.available_width(), height)).1)
}

/// Whether what is drawn next, of this height, is more than a screen away.
fn is_far(ui: &Ui, height: f32) -> bool {
    let top = ui.cursor().top();
    let clip = ui.clip_rect();
    let near = clip.expand(clip.height().max(400.0));
    top > near.bottom() || top + height < near.top()
}

/// The keyboard is there, or goes there.
fn is_wanted(form: &Form<'_>, item: &FieldPath) -> bool {
    form.view.jump.as_ref().is_some_and(|j| j.path.is_within(item) || item.is_within(&j.path))
        || form.view.focused.as_ref().is_some_and(|f| f.is_within(item))
}

fn item_ui(ui: &mut Ui, form: &mut Form<'_>, row: &Row<'_>) -> Option<Wish> {
    if !row.open {
        return row_ui(ui, form, row);
    }
    card_ui(ui, |ui| {
        let wish = row_ui(ui, form, row);
        body_ui(ui, form, row.record, row.item);
        wish
    })
}

/// The form of an unfolded item. Far from what is on screen only its room is kept, so that long lists stay fast.
fn body_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, item: &FieldPath) {
    let id = form.id(item).with("height");
    let top = ui.cursor().top();
    if let Some(height) = ui.data(|d| d.get_temp::<f32>(id)).filter(|_| !is_wanted(form, item))
        && is_far(ui, height)
    {
        ui.add_space(height);
        return;
    }
    fields_ui(ui, form, record, item);
    persons::for_all_ui(ui, form, item);
    applies::of_exclusion_ui(ui, form, record, item);
    let height = ui.cursor().top() - top - ui.spacing().item_spacing.y;
    ui.data_mut(|d| d.insert_temp(id, height.max(0.0)));
}

/// How full a list is, once it is nearly so.
pub fn room_ui(ui: &mut Ui, form: &Form<'_>, list: &FieldPath) {
    if let Some(words) = Limit::of_list(list.as_str()).remark(taken(form.draft, list)) {
        ui.label(RichText::new(words).size(TYPE_SMALL).color(palette(ui).warning));
    }
}

fn add_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, path: &FieldPath, ids: &[String]) {
    let noun = record.noun;
    ui.horizontal(|ui| {
        let button = Button::new(words::add_sign(noun));
        let room = has_room(form.draft, path);
        let response = ui.add_enabled(room, button).accessible_name(words::add(noun));
        let arrives = form.view.jump.as_ref().is_some_and(|j| j.path == *path);
        if arrives && ids.is_empty() {
            form.view.jump = None;
            hand_over(&response, true);
        }
        if response.clicked() {
            add(form.draft, form.view, form.actions, path, None);
        }
        let chosen = chosen_in(form.draft, form.view, path);
        if let Some(first) = chosen.first().filter(|_| chosen.len() > 1)
            && ui.button(words::remove_chosen(chosen.len())).clicked()
        {
            grant(form.draft, form.view, form.actions, &path.join(first), Wish::DeleteChosen);
        }
        match record.name {
            "Tier" => sort_ui(ui, form, path, ids),
            "Holiday" => several_button_ui(ui, form, path),
            _ => {}
        }
    });
    ui.add_space(SPACE_M);
}

mod words {
    pub const NONE: &str = "None.";
    pub const NONE_YET: &str = "None yet.";
    pub const ONE_NEEDED: &str = "None yet. At least one is needed.";

    pub fn remove_chosen(count: usize) -> String {
        format!("Remove the {count} chosen")
    }

    pub fn add(noun: &str) -> String {
        format!("Add {noun}")
    }

    /// On the button, with a sign before it.
    pub fn add_sign(noun: &str) -> String {
        format!("+  Add {noun}")
    }
}
