//! Exact values are typed as text: a number in a contract is what was written, not what a slider came to.

use super::context::Form;
use super::field::{Field, Kind};
use super::money;
use super::text::example;
use crate::value::LeafKind;
use egui::{Id, Response, TextEdit, Ui};

/// What stands behind the number: the sign of a percentage, the unit of a metric.
fn unit(form: &mut Form<'_>, field: &Field<'_>) -> Option<String> {
    if matches!(field.kind, Kind::Leaf(LeafKind::Percent)) {
        return Some("%".to_owned());
    }
    if matches!(field.kind, Kind::Leaf(LeafKind::Money)) {
        return money::unit(form, field);
    }
    let of_metric = matches!(field.path.last(), "target" | "minimum" | "stretch");
    let unit = form.draft.text(&field.path.parent().filter(|_| of_metric)?.join("unit"));
    (!unit.is_empty() && unit.chars().count() <= 12).then_some(unit)
}

/// Widest entry of a number, a date or a duration, in points.
pub const WIDTH: f32 = 210.0;

pub fn exact_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    let width = WIDTH.min(ui.available_width());
    let mut edit = TextEdit::singleline(&mut text).id(id).hint_text(example(field)).desired_width(width);
    if let Some(unit) = unit(form, field) {
        edit = edit.suffix(unit);
    }
    let response = ui.add(edit);
    if response.changed()
        && let Kind::Leaf(kind) = field.kind
    {
        form.write_read(&field.path, field.label, kind, &text);
    }
    response
}
