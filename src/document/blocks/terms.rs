//! Our own sentences use the words of the agreement: "service credit" is written and linked as "Service Credit" where
//! a definition says so, and stays an ordinary word where none does.

use super::{Context, definitions::term_anchor};
use crate::document::Inline;
use crate::value::capitalised;

/// What some agreements call a thing for which our sentences have another word.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("incident", &["issue", "case"]),
    ("fee", &["recharge", "charge"]),
    ("group", &["department", "business unit"]),
];

/// `phrase`, in small letters, as the agreement writes it.
pub(super) fn written(cx: &Context<'_>, phrase: &str) -> Inline {
    match own(cx, phrase) {
        Some((id, text)) => Inline::TermRef { anchor: term_anchor(id), text, path: None },
        None => Inline::Text(phrase.to_owned()),
    }
}

/// `phrase` as the title of a column or row.
pub(super) fn title(cx: &Context<'_>, phrase: &str) -> String {
    capitalised(&own(cx, phrase).map_or_else(|| phrase.to_owned(), |(_, text)| text))
}

/// The definition of `phrase`, or of the word that the agreement has in its place.
fn own<'a>(cx: &Context<'a>, phrase: &str) -> Option<(&'a str, String)> {
    let (singular, ending) = phrase.strip_suffix('s').map_or((phrase, ""), |singular| (singular, "s"));
    let others = OTHER_WORDS.iter().find(|(word, _)| *word == singular).map_or(&[][..], |(_, others)| others);
    defined(cx, phrase).or_else(|| others.iter().find_map(|other| defined(cx, &format!("{other}{ending}"))))
}

/// "5 business days" with the capitals of the definition of business days.
pub(in crate::document) fn business_time(cx: &Context<'_>, printed: String) -> String {
    for phrase in ["business days", "business day", "business hours", "business hour"] {
        if let Some(count) = printed.strip_suffix(phrase) {
            return defined(cx, phrase).map_or_else(|| printed.clone(), |(_, form)| format!("{count}{form}"));
        }
    }
    printed
}

/// The definition of `phrase` and the form it gives the phrase; a plural that is not listed is made from the term.
fn defined<'a>(cx: &Context<'a>, phrase: &str) -> Option<(&'a str, String)> {
    let singular = phrase.strip_suffix('s');
    cx.draft.agreement.definitions.iter().find_map(|d| {
        let listed = std::iter::once(d.term.as_str()).chain(d.forms.iter()).find(|form| says(form, phrase));
        let form = match listed {
            Some(form) => form.trim().to_owned(),
            None if singular.is_some_and(|singular| says(&d.term, singular)) => {
                format!("{}s", d.term.trim())
            }
            None => return None,
        };
        Some((d.id.as_str(), form))
    })
}

/// Whether the form is this phrase of small letters, but for its capitals.
fn says(form: &str, phrase: &str) -> bool {
    let form = form.trim();
    match form.is_ascii() {
        true => form.eq_ignore_ascii_case(phrase),
        false => form.chars().flat_map(char::to_lowercase).eq(phrase.chars()),
    }
}
