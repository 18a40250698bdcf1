//! Fields with a long list of known values: typing narrows it.

use super::context::Form;
use super::exact::WIDTH;
use super::field::{Field, Kind};
use super::persons::persons;
use super::reading::offset;
use super::text::example;
use crate::editor::composition::is_composing;
use crate::value::{Currency, LeafKind};
use egui::{CompletionPopup, Id, RectAlign, Response, Suggestion, TextEdit, Ui};

const SHOWN: usize = 12;

/// Currencies that contracts are most often made in; any other code can be typed.
pub const CURRENCIES: [&str; 36] = [
    "EUR", "USD", "GBP", "CHF", "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CLP", "CNY", "COP", "CZK", "DKK",
    "EGP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "SAR", "SEK",
    "SGD", "THB", "TRY", "TWD", "UAH", "ZAR",
];

pub fn zone_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let today = form.today;
    complete_ui(ui, form, field, id, |word| {
        let wanted = word.to_lowercase().replace(' ', "_");
        let names = chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name());
        let offset = |name: &str| name.parse().map(|zone| offset(zone, today)).unwrap_or_default();
        let found = names.filter(|n| n.to_lowercase().contains(&wanted)).take(SHOWN);
        found.map(|n| (n.to_owned(), offset(n))).collect()
    })
}

pub fn currency_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    complete_ui(ui, form, field, id, |word| {
        let wanted = word.to_lowercase();
        let known = CURRENCIES.iter().filter_map(|code| code.parse::<Currency>().ok());
        known
            .filter(|c| {
                c.code().to_lowercase().starts_with(&wanted) || c.name().to_lowercase().contains(&wanted)
            })
            .map(|c| (c.code().to_owned(), c.name()))
            .collect()
    })
}

/// A person, perhaps one who is named elsewhere already.
pub fn person_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let known = persons(form.draft, &field.path);
    complete_ui(ui, form, field, id, |word| {
        let wanted = word.to_lowercase();
        known.into_iter().filter(|(name, _)| name.to_lowercase().contains(&wanted)).collect()
    })
}

fn complete_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    suggest: impl FnOnce(&str) -> Vec<(String, String)>,
) -> Response {
    let before = form.text(&field.path);
    let mut text = before.clone();
    let wide = matches!(field.kind, Kind::Leaf(LeafKind::Text));
    let width = if wide { f32::INFINITY } else { (WIDTH * 1.4).min(ui.available_width()) };
    let edit = TextEdit::singleline(&mut text).hint_text(example(field)).desired_width(width);
    let popup = CompletionPopup::new(id).align(RectAlign::BOTTOM_START).word_boundary(|_| false);
    let composing = is_composing(ui.ctx());
    let output = popup.show(ui, edit, |query| {
        let word = query.text.trim();
        if composing || word.is_empty() {
            return Vec::new();
        }
        let mut found = suggest(word);
        if found.iter().any(|(insert, _)| insert == word) {
            return Vec::new();
        }
        found.truncate(SHOWN);
        found.into_iter().map(|(insert, more)| Suggestion::new(insert).description(more)).collect()
    });
    if text != before
        && let Kind::Leaf(kind) = field.kind
    {
        match kind {
            LeafKind::Text => form.write_text(&field.path, field.label, &text, false),
            kind => form.write_read(&field.path, field.label, kind, &text),
        }
    }
    output.text_edit.response.response
}
