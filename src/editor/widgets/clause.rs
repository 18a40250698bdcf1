//! The text of a clause: prose, with a list of placeholders and references behind two opening braces.

use super::context::Form;
use super::field::Field;
use super::text::example;
use crate::editor::offers::{self, Offer};
use crate::editor::tokens::{Palette, TYPE_SMALL, palette, semibold};
use crate::template::Facts;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    CompletionPopup, FocusDirection, FontId, Id, Key, Modifiers, RectAlign, Response, Suggestion, TextEdit,
    Ui,
};

/// The list is open for the placeholder whose inside begins here (in characters), unless it was sent away.
#[derive(Clone, Copy, Default)]
struct Listed {
    at: Option<usize>,
    sent_away: bool,
    /// It was on screen in the frame before.
    shown: bool,
}

/// Whether placeholders work in the text at a path.
pub fn takes_placeholders(path: &crate::value::FieldPath) -> bool {
    matches!(path.segments().collect::<Vec<_>>().as_slice(), ["clauses" | "extra_clauses", _, "text"])
}

/// Grows with its text; begins with `rows` lines.
pub fn clause_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id, rows: usize) -> Response {
    let before = form.text(&field.path);
    let mut text = before.clone();
    let state = id.with("placeholders");
    let mut listed: Listed = ui.data(|d| d.get_temp(state)).unwrap_or_default();
    if listed.shown {
        leave_ui(ui);
        listed.sent_away |= ui.input(|i| i.key_pressed(Key::Escape));
    }
    let edit = TextEdit::multiline(&mut text)
        .hint_text(example(field))
        .desired_rows(rows)
        .desired_width(f32::INFINITY);
    let colours = palette(ui);
    let popup = CompletionPopup::new(id)
        .align(RectAlign::BOTTOM_START)
        .word_boundary(|c| matches!(c, '{' | '\n'))
        .max_height(230.0)
        .accept_keys([Key::Enter]);
    let output = popup.show(ui, edit, |query| {
        let start = query.word_range.start.0;
        let end = byte_of(query.text, query.word_range.end.0);
        let Some(inner) = offers::unfinished(query.text, end) else {
            listed = Listed::default();
            return Vec::new();
        };
        // Only typing opens the list: whoever walks through a text with the arrows wants to go on.
        if query.text != before && listed.at != Some(start) {
            listed = Listed { at: Some(start), ..Listed::default() };
        }
        if listed.sent_away || listed.at != Some(start) {
            return Vec::new();
        }
        let closed = query.text.get(end..).is_some_and(|rest| rest.starts_with("}}"));
        let facts = Facts::new(form.draft, form.template);
        let found = offers::offers(&facts, form.document, inner);
        if closed && found.iter().any(|o| o.inner == inner.trim()) {
            return Vec::new();
        }
        found.iter().map(|offer| suggestion(colours, offer, closed)).collect()
    });
    listed.shown = output.is_open;
    ui.data_mut(|d| d.insert_temp(state, listed));
    if text != before {
        form.write_text(&field.path, field.label, &text, true);
    }
    output.text_edit.response.response
}

/// Tab leaves the field, as ever, though the list is open.
fn leave_ui(ui: &Ui) {
    let (on, back) = ui
        .input_mut(|i| (i.consume_key(Modifiers::NONE, Key::Tab), i.consume_key(Modifiers::SHIFT, Key::Tab)));
    if on || back {
        let direction = if on { FocusDirection::Next } else { FocusDirection::Previous };
        ui.memory_mut(|m| m.move_focus(direction));
    }
}

/// Meaning and present value; below them what is inserted.
fn suggestion(colours: &Palette, offer: &Offer, closed: bool) -> Suggestion {
    let insert = if closed || !offer.complete { offer.inner.clone() } else { format!("{}}}}}", offer.inner) };
    let mut job = LayoutJob::default();
    let small = FontId::proportional(TYPE_SMALL);
    job.append(&offer.meaning, 0.0, TextFormat::simple(semibold(13.5), colours.ink));
    job.append(&offer.now, 12.0, TextFormat::simple(FontId::proportional(13.5), colours.accent));
    job.append("\n", 0.0, TextFormat::simple(small.clone(), colours.ink_soft));
    job.append(&offer.inner, 0.0, TextFormat::simple(small, colours.ink_soft));
    Suggestion::new(insert).content(job)
}

/// Where the `chars`th character begins, in bytes.
fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}
