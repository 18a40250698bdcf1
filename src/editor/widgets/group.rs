//! Whatever stands at a path, drawn as a form: a field, a group of fields, or a list.

use super::context::Form;
use super::field::{Field, field_ui, pair_ui, place_problems_ui};
use super::fold::{folding_fields_ui, folds};
use super::list::list_ui;
use super::spec::{Place, place};
use crate::editor::tokens::{SPACE_M, SPACE_S, palette, section, small};
use crate::value::{FieldPath, FieldSpec, LeafKind, RecordSpec, Shape};
use egui::{Frame, Margin, Stroke, Ui};

/// Wide enough for two short fields side by side, in points.
const TWO_COLUMNS: f32 = 440.0;

/// Draws the form of what stands at `path`, below a heading `above`.
pub fn node_ui(ui: &mut Ui, form: &mut Form<'_>, path: &FieldPath, above: &str) {
    let Some(Place::Field(spec)) = place(path) else { return };
    field_or_more_ui(ui, form, spec, path, above);
}

fn field_or_more_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    spec: &'static FieldSpec,
    path: &FieldPath,
    above: &str,
) {
    match spec.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(_) => {
            if let Some(field) = Field::of(spec, path.clone()) {
                field_ui(ui, form, &field);
            }
        }
        Shape::Record(record) => {
            heading_ui(ui, spec.label, spec.help(), above);
            place_problems_ui(ui, form, path);
            card_ui(ui, |ui| fields_ui(ui, form, record, path));
        }
        Shape::List(record) => list_ui(ui, form, spec, record, path, above),
    }
}

/// The fields of a record, in their order, under the headings of their groups.
pub fn fields_ui(ui: &mut Ui, form: &mut Form<'_>, record: &'static RecordSpec, path: &FieldPath) {
    if folds(record) {
        return folding_fields_ui(ui, form, record, path);
    }
    let mut rest = record.fields;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|f| f.group != first.group).unwrap_or(rest.len());
        let (group, more) = rest.split_at(end);
        rest = more;
        // A group that is one list bears its name already.
        if first.group != first.label || matches!(first.shape(), Shape::Leaf(_)) {
            group_ui(ui, first.group);
        }
        let group: Vec<&'static FieldSpec> = group.iter().collect();
        some_or_more_ui(ui, form, &group, path);
    }
}

/// Some of the fields, groups and lists of a record, in their order, short fields in pairs where there is room.
pub fn some_or_more_ui(ui: &mut Ui, form: &mut Form<'_>, specs: &[&'static FieldSpec], path: &FieldPath) {
    let mut waiting: Option<Field<'static>> = None;
    for spec in specs {
        let here = path.join(spec.name);
        let short = Field::of(spec, here.clone()).filter(Field::is_short);
        if let Some(first) = waiting.take() {
            if let Some(second) = short.as_ref().filter(|_| ui.available_width() >= TWO_COLUMNS) {
                pair_ui(ui, form, &first, second);
                continue;
            }
            field_ui(ui, form, &first);
        }
        match short {
            Some(field) => waiting = Some(field),
            None => field_or_more_ui(ui, form, spec, &here, ""),
        }
    }
    if let Some(last) = waiting {
        field_ui(ui, form, &last);
    }
}

/// Draws fields in their order, short ones in pairs where there is room.
pub fn some_fields_ui(ui: &mut Ui, form: &mut Form<'_>, fields: &[Field<'_>]) {
    let mut rest = fields;
    while let Some((first, more)) = rest.split_first() {
        match more.first().filter(|second| first.is_short() && second.is_short()) {
            Some(second) if ui.available_width() >= TWO_COLUMNS => {
                pair_ui(ui, form, first, second);
                rest = more.get(1..).unwrap_or_default();
            }
            _ => {
                field_ui(ui, form, first);
                rest = more;
            }
        }
    }
}

fn group_ui(ui: &mut Ui, group: &str) {
    if group.is_empty() {
        return;
    }
    ui.add_space(SPACE_S);
    ui.horizontal(|ui| {
        ui.add_space(SPACE_S);
        ui.label(section(group).color(palette(ui).accent).size(15.0));
    });
}

/// The name of a group or list, with what it is for; not the name alone if it just stood `above`.
pub fn heading_ui(ui: &mut Ui, label: &str, help: &str, above: &str) {
    ui.add_space(SPACE_M);
    if label != above {
        ui.label(section(label));
    }
    if !help.is_empty() {
        ui.label(small(ui, help));
    }
}

/// Frames what belongs together.
pub fn card_ui<R>(ui: &mut Ui, inside: impl FnOnce(&mut Ui) -> R) -> R {
    let p = palette(ui);
    Frame::new()
        .stroke(Stroke::new(1.0, p.line))
        .corner_radius(6.0)
        .inner_margin(Margin::same(6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            inside(ui)
        })
        .inner
}
