//! A list of records: one row each, unfolded to its form, with everything that can be done to an item.

use super::context::{Form, hand_over};
use super::field::place_problems_ui;
use super::group::{card_ui, fields_ui, heading_ui};
use super::row::{Row, Wish, row_ui};
use super::spoken;
use crate::draft::{Edit, taken};
use crate::editor::tokens::{SPACE_M, TYPE_SMALL, palette, small};
use crate::editor::view::{Action, Jump};
use crate::value::{FieldPath, FieldSpec, Id, Limit, Need, RecordSpec};
use egui::accesskit::Role;
use egui::{Button, RichText, Ui};

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
        let need = if spec.need == Need::Required { " At least one is needed." } else { "" };
        ui.label(small(ui, if form.read_only { "None.".to_owned() } else { format!("None yet.{need}") }));
    }
    room_ui(ui, form, path);
    place_problems_ui(ui, form, path);
    ui.scope(|ui| {
        spoken::whole(ui, Role::List, spec.label, Some(ids.len()));
        for (index, id) in ids.iter().enumerate() {
            let item = path.join(id);
            ui.push_id(id, |ui| {
                spoken::whole(ui, Role::ListItem, "", None);
                spoken::item(ui.ctx(), ui.unique_id(), index);
                item_ui(ui, form, record, path, &item, index, ids.len());
            });
        }
    });
    if !form.read_only {
        add_ui(ui, form, record, path, &ids);
    }
}

fn item_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    record: &'static RecordSpec,
    list: &FieldPath,
    item: &FieldPath,
    index: usize,
    count: usize,
) {
    let open = form.view.open.contains(item.as_str());
    let row = Row { record, item, index, count, open };
    let wish = if open {
        card_ui(ui, |ui| {
            let wish = row_ui(ui, form, &row);
            body_ui(ui, form, record, item);
            wish
        })
    } else {
        row_ui(ui, form, &row)
    };
    if let Some(wish) = wish {
        grant(form, record, list, item, index, wish);
    }
}

/// The form of an unfolded item. Far from what is on screen only its room is kept, so that long lists stay fast.
fn body_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, item: &FieldPath) {
    let id = form.id(item).with("height");
    let top = ui.cursor().top();
    let clip = ui.clip_rect();
    let near = clip.expand(clip.height().max(400.0));
    let wanted = |path: &FieldPath| path.is_within(item);
    let needed = form.view.jump.as_ref().is_some_and(|j| wanted(&j.path))
        || form.view.focused.as_ref().is_some_and(wanted);
    if let Some(height) = ui.data(|d| d.get_temp::<f32>(id)).filter(|_| !needed) {
        let off = top > near.bottom() || top + height < near.top();
        if off {
            ui.add_space(height);
            return;
        }
    }
    fields_ui(ui, form, record, item);
    let height = ui.cursor().top() - top - ui.spacing().item_spacing.y;
    ui.data_mut(|d| d.insert_temp(id, height.max(0.0)));
}

/// Does what was asked for an item.
fn grant(
    form: &mut Form<'_>,
    record: &'static RecordSpec,
    list: &FieldPath,
    item: &FieldPath,
    index: usize,
    wish: Wish,
) {
    let id = item.last().to_owned();
    let noun = record.noun;
    let list = list.clone();
    match wish {
        Wish::Fold => {
            if !form.view.open.remove(item.as_str()) {
                form.view.open.insert(item.to_string());
            }
        }
        Wish::Duplicate => {
            let copy = Id::unique(&id, &ids_of(form, &list)).to_string();
            form.view.jump = Some(Jump::to(list.join(&copy)));
            form.actions.push(Action::edit(Edit::Duplicate { list, id, copy }, format!("Duplicate {noun}")));
        }
        Wish::MoveUp if index == 0 => {}
        Wish::MoveUp => {
            form.actions.push(Action::edit(Edit::Move { list, id, to: index - 1 }, format!("Move {noun}")))
        }
        Wish::MoveDown => {
            form.actions.push(Action::edit(Edit::Move { list, id, to: index + 1 }, format!("Move {noun}")));
        }
        Wish::Delete => {
            let ids = ids_of(form, &list);
            let neighbour = ids.get(index + 1).or_else(|| index.checked_sub(1).and_then(|i| ids.get(i)));
            let next = neighbour.map_or_else(|| list.clone(), |n| list.join(n));
            form.view.jump = Some(Jump::to(next));
            form.actions.push(Action::edit(Edit::Remove { list, id }, format!("Delete {noun}")));
        }
    }
}

fn ids_of(form: &Form<'_>, list: &FieldPath) -> Vec<String> {
    form.draft.node(list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default()
}

/// How full a list is, once it is nearly so.
pub fn room_ui(ui: &mut Ui, form: &Form<'_>, list: &FieldPath) {
    if let Some(words) = Limit::of_list(list.as_str()).remark(taken(form.draft, list)) {
        ui.label(RichText::new(words).size(TYPE_SMALL).color(palette(ui).warning));
    }
}

/// Whether one more item may be added to a list.
pub fn has_room(form: &Form<'_>, list: &FieldPath) -> bool {
    taken(form.draft, list) < Limit::of_list(list.as_str()).most()
}

fn add_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, path: &FieldPath, ids: &[String]) {
    let noun = record.noun;
    ui.horizontal(|ui| {
        let button = Button::new(format!("+  Add {noun}"));
        let response = ui.add_enabled(has_room(form, path), button).accessible_name(format!("Add {noun}"));
        let arrives = form.view.jump.as_ref().is_some_and(|j| j.path == *path);
        if arrives && ids.is_empty() {
            form.view.jump = None;
            hand_over(&response, true);
        }
        if response.clicked() {
            let id = Id::unique(&Id::slug(noun), ids).to_string();
            let item = path.join(&id);
            form.view.open.insert(item.to_string());
            form.view.jump = Some(Jump::to(item));
            let insert = Edit::Insert { list: path.clone(), at: usize::MAX, id };
            form.actions.push(Action::edit(insert, format!("Add {noun}")));
        }
    });
    ui.add_space(SPACE_M);
}
