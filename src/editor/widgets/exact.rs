//! Exact values are typed as text: a number in a contract is what was written, not what a slider came to.

use super::context::Form;
use super::field::{Field, Kind};
use super::text::example;
use crate::value::LeafKind;
use egui::{Id, Response, TextEdit, Ui};

/// Widest entry of a number, a date or a duration, in points.
pub const WIDTH: f32 = 210.0;

pub fn exact_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    let width = WIDTH.min(ui.available_width());
    let mut edit = TextEdit::singleline(&mut text).id(id).hint_text(example(field)).desired_width(width);
    if matches!(field.kind, Kind::Leaf(LeafKind::Percent)) {
        edit = edit.suffix("%");
    }
    let response = ui.add(edit);
    if response.changed() {
        form.write(&field.path, field.label, &text, text.clone());
    }
    response
}
