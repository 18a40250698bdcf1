//! Fields with a long list of known values: typing narrows it.

use super::context::Form;
use super::entering::select_if_entered;
use super::exact::WIDTH;
use super::field::{Field, Kind};
use super::offered::{Choice, OfferList, Offering, keeping_focus_ui};
use super::persons::persons;
use super::reading::offset;
use super::text::example;
use crate::editor::composition::is_composing;
use crate::editor::tokens::{SPACE_M, TYPE_BODY, TYPE_SMALL, palette};
use crate::value::{Currency, LeafKind};
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::text_edit::TextEditState;
use egui::{EventFilter, FontId, Id, Key, Response, TextEdit, Ui};

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

/// Draws the line and the list of what begins so. Enter takes an entry; so does Tab where nothing but an entry will do. A
/// name may be the beginning of another one, so that Tab leaves it as it was typed.
fn complete_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    id: Id,
    suggest: impl FnOnce(&str) -> Vec<(String, String)>,
) -> Response {
    let before = form.text(&field.path);
    let mut text = before.clone();
    let free = matches!(field.kind, Kind::Leaf(LeafKind::Text));
    let width = if free { f32::INFINITY } else { (WIDTH * 1.4).min(ui.available_width()) };
    let mut list = OfferList::load(ui, id);
    let keys = list.take_keys(ui);
    let shown = list.is_shown();
    select_if_entered(ui, id, &text);
    let edit = TextEdit::singleline(&mut text).id(id).hint_text(example(field)).desired_width(width);
    // Escape sends the list away first and leaves the field only after that.
    let filter = EventFilter { escape: shown, ..edit.get_event_filter() };
    let output = keeping_focus_ui(ui, id, shown, |ui| edit.event_filter(filter).show(ui));
    let response = output.response.response.clone();
    let end = text.chars().count();
    if is_composing(ui.ctx()) {
        list.close();
    } else if text != before {
        list.offer(offering(ui, text.trim(), suggest), end);
    }
    let tabbed = shown && !free && ui.input(|i| i.key_pressed(Key::Tab));
    let left_for = list.chosen().filter(|_| tabbed);
    let choice = left_for.or_else(|| list.show_ui(ui, &response, response.rect, keys));
    if let Some(choice) = choice {
        text = choice.insert;
        list.close();
        if !tabbed {
            let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
            let end = CCursor::new(text.chars().count());
            state.cursor.set_char_range(Some(CCursorRange::one(end)));
            state.store(ui.ctx(), id);
            response.request_focus();
        }
        ui.ctx().request_repaint();
    }
    list.store(ui, id);
    if text != before
        && let Kind::Leaf(kind) = field.kind
    {
        match kind {
            LeafKind::Text => form.write_text(&field.path, field.label, &text, false),
            kind => form.write_read(&field.path, field.label, kind, &text),
        }
    }
    response
}

/// What fits the whole of what was typed; nothing once that stands in the list itself.
fn offering(ui: &Ui, typed: &str, suggest: impl FnOnce(&str) -> Vec<(String, String)>) -> Option<Offering> {
    if typed.is_empty() {
        return None;
    }
    let mut found = suggest(typed);
    if found.iter().any(|(insert, _)| insert == typed) {
        return None;
    }
    found.truncate(SHOWN);
    let choice = |(insert, more): (String, String)| {
        let name = if more.is_empty() { insert.clone() } else { format!("{insert}, {more}") };
        Choice { from: 0, job: line(ui, &insert, &more), insert, complete: true, name }
    };
    Some(Offering { begins: 0, asked: true, choices: found.into_iter().map(choice).collect() })
}

/// An entry, and what else is known of it, on one line where there is room.
fn line(ui: &Ui, insert: &str, more: &str) -> LayoutJob {
    let p = palette(ui);
    let mut job = LayoutJob::default();
    job.append(insert, 0.0, TextFormat::simple(FontId::proportional(TYPE_BODY), p.ink));
    if !more.is_empty() {
        job.append(more, SPACE_M, TextFormat::simple(FontId::proportional(TYPE_SMALL), p.ink_soft));
    }
    job
}
