//! Words: one line, paragraphs, and lists with one entry a line.

use super::context::Form;
use super::entering::select_if_entered;
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
    if field.example.is_empty() { String::new() } else { words::example(field.example) }
}

/// As [`example`], with amounts in the currency of the agreement and with places where it is used.
pub fn example_in(field: &Field<'_>, currency: Option<Currency>) -> String {
    let shown = example(field);
    let Some(currency) = currency.filter(|_| field.empty.is_empty()) else { return shown };
    let of_money = matches!(field.kind, Kind::Leaf(LeafKind::Money));
    match shown.rsplit_once(' ').filter(|_| of_money) {
        Some((amount, _)) => format!("{amount} {}", currency.code()),
        None => place_in(field.path.as_str(), currency).map_or(shown, words::example),
    }
}

fn place_in(path: &str, currency: Currency) -> Option<&'static str> {
    let (_, law, town) = words::PLACES.iter().find(|(code, ..)| *code == currency.code())?;
    match path {
        "governing_law" => Some(law),
        "jurisdiction" => Some(town),
        _ => None,
    }
}

mod words {
    /// Where each currency is used: a law that agreements go by there, and a town with courts.
    pub const PLACES: &[(&str, &str, &str)] = &[
        ("AUD", "New South Wales", "Sydney"),
        ("CAD", "Ontario", "Toronto"),
        ("CHF", "Switzerland", "Zurich"),
        ("CZK", "Czechia", "Prague"),
        ("DKK", "Denmark", "Copenhagen"),
        ("GBP", "England and Wales", "London"),
        ("HUF", "Hungary", "Budapest"),
        ("INR", "India", "Mumbai"),
        ("JPY", "Japan", "Tokyo"),
        ("NOK", "Norway", "Oslo"),
        ("NZD", "New Zealand", "Auckland"),
        ("PLN", "Poland", "Warsaw"),
        ("SEK", "Sweden", "Stockholm"),
        ("SGD", "Singapore", "Singapore"),
        ("USD", "the State of New York", "New York"),
        ("ZAR", "South Africa", "Johannesburg"),
    ];

    pub fn example(of: &str) -> String {
        format!("e.g. {of}")
    }
}

/// One line of text; where it is longer than the field is wide it is shown on several, so that nothing is hidden.
pub fn line_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    let mut text = form.text(&field.path);
    select_if_entered(ui, id, &text);
    let mut wrapped = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let font = FontId::proportional(TYPE_BODY);
        let mut job = LayoutJob::simple(text.as_str().to_owned(), font, palette(ui).ink, width);
        job.keep_trailing_whitespace = true;
        ui.fonts_mut(|f| f.layout_job(job))
    };
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(example_in(field, form.draft.agreement.currency))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::widgets::{Place, place};
    use crate::value::FieldPath;

    #[test]
    fn examples_are_at_home_where_the_currency_is() {
        let shown = |path: &str, code: &str| {
            let path = FieldPath::new(path);
            let Some(Place::Field(spec)) = place(&path) else { panic!("{path} is no field") };
            example_in(&Field::of(spec, path).unwrap(), code.parse().ok())
        };
        assert_eq!(shown("governing_law", "NOK"), "e.g. Norway");
        assert_eq!(shown("jurisdiction", "GBP"), "e.g. London");
        assert_eq!(shown("governing_law", "EUR"), "e.g. Ireland");
        assert_eq!(shown("governing_law", ""), "e.g. Ireland");
        assert!(shown("credits.minimum", "NOK").ends_with(" NOK"));
        assert!(words::PLACES.iter().all(|(code, ..)| code.parse::<Currency>().is_ok()));
    }
}
