//! Words: one line, paragraphs, and lists with one entry a line.

use super::context::Form;
use super::field::{Field, Kind};
use crate::editor::tokens::{TYPE_BODY, palette};
use crate::value::{Currency, LeafKind};
use egui::text::LayoutJob;
use egui::{FontId, Id, Response, TextBuffer, TextEdit, Ui};

/// What an empty field shows.
pub fn example(field: &Field<'_>) -> String {
    if !field.empty.is_empty() {
        return field.empty.to_owned();
    }
    if field.example.is_empty() { String::new() } else { format!("e.g. {}", field.example) }
}

/// As [`example`], with amounts in the currency of the agreement.
pub fn example_in(field: &Field<'_>, currency: Option<Currency>) -> String {
    let shown = example(field);
    let of_money = matches!(field.kind, Kind::Leaf(LeafKind::Money)) && field.empty.is_empty();
    match (shown.rsplit_once(' '), currency.filter(|_| of_money)) {
        (Some((amount, _)), Some(currency)) => format!("{amount} {}", currency.code()),
        _ => shown,
    }
}

/// One line of text; where it is longer than the field is wide it is shown on several, so that nothing is hidden.
pub fn line_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    let mut wrapped = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let font = FontId::proportional(TYPE_BODY);
        let mut job = LayoutJob::simple(text.as_str().to_owned(), font, palette(ui).ink, width);
        job.keep_trailing_whitespace = true;
        ui.fonts_mut(|f| f.layout_job(job))
    };
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(example(field))
        .desired_width(f32::INFINITY)
        .layouter(&mut wrapped);
    let response = ui.add(edit);
    if response.changed() {
        form.write_text(&field.path, field.label, &text, false);
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
        form.write_text(&field.path, field.label, &text, true);
    }
    response
}
