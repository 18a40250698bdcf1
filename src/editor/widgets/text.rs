//! Words: one line, paragraphs, and lists with one entry a line.

use super::context::Form;
use super::field::Field;
use egui::{Id, Response, TextEdit, Ui};

/// What an empty field shows.
pub fn example(field: &Field<'_>) -> String {
    if field.example.is_empty() { String::new() } else { format!("e.g. {}", field.example) }
}

pub fn line_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    let edit = TextEdit::singleline(&mut text).id(id).hint_text(example(field)).desired_width(f32::INFINITY);
    let response = ui.add(edit);
    if response.changed() {
        form.write(&field.path, field.label, &text, text.clone());
    }
    response
}

/// Grows with its text; begins with `rows` lines.
pub fn prose_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id, rows: usize) -> Response {
    let mut text = form.text(&field.path);
    let edit = TextEdit::multiline(&mut text)
        .id(id)
        .hint_text(example(field))
        .desired_rows(rows)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    if response.changed() {
        form.write(&field.path, field.label, &text, text.clone());
    }
    response
}
