//! Exact values are typed as text: a number in a contract is what was written, not what a slider came to.

use super::context::Form;
use super::entering::select_if_entered;
use super::field::{Field, Kind};
use super::money;
use super::text::example_in;
use crate::editor::tokens::TYPE_BODY;
use crate::value::{Date, DayOff, Duration, LeafKind};
use egui::{FontId, Id, Response, TextEdit, Ui};

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

/// What stands in the field of an exact value: what was typed while it is being typed, else the words in which it is
/// printed, where there is room for them. Words that would be read as anything else than the value go away as soon as
/// the field has the keyboard. `width`: of the field, in points.
pub fn shown(ui: &Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id, width: f32) -> String {
    let text = form.text(&field.path);
    let Kind::Leaf(kind) = field.kind else { return text };
    if form.view.typing.as_ref().is_some_and(|t| t.path == field.path) {
        return text;
    }
    let Some(words) = printed(kind, &text) else { return text };
    let back = || form.reader().canonical(kind, &words) == text;
    if ui.memory(|m| m.has_focus(id)) && !back() {
        return text;
    }
    let font = FontId::proportional(TYPE_BODY);
    let needed = ui.fonts_mut(|f| words.chars().map(|c| f.glyph_width(&font, c)).sum::<f32>());
    if needed + 2.0 * ui.spacing().button_padding.x + 8.0 <= width { words } else { text }
}

/// A date or a duration in words.
fn printed(kind: LeafKind, value: &str) -> Option<String> {
    match kind {
        LeafKind::Date => value.parse::<Date>().ok().map(Date::long),
        LeafKind::DayOff => value.parse::<DayOff>().ok().map(DayOff::long),
        LeafKind::Duration => value.parse::<Duration>().ok().map(Duration::long),
        _ => None,
    }
}

/// Widest entry of a number, a date or a duration, in points.
pub const WIDTH: f32 = 210.0;

pub fn exact_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let width = WIDTH.min(ui.available_width());
    let mut text = shown(ui, form, field, id, width);
    select_if_entered(ui, id, &text);
    let mut edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(example_in(field, form.draft.agreement.currency))
        .desired_width(width);
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
