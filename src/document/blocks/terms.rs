//! Our own sentences use the words of the agreement: "service credit" is written and linked as "Service Credit" where
//! a definition says so, and stays an ordinary word where none does.

use super::{Context, definitions::term_anchor};
use crate::document::Inline;

/// `phrase`, in small letters, as the agreement writes it.
pub(super) fn written(cx: &Context<'_>, phrase: &str) -> Inline {
    match defined(cx, phrase) {
        Some((id, text)) => Inline::TermRef { anchor: term_anchor(id), text, path: None },
        None => Inline::Text(phrase.to_owned()),
    }
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
    let same = |form: &str| form.trim().to_lowercase() == phrase;
    let singular = phrase.strip_suffix('s');
    cx.draft.agreement.definitions.iter().find_map(|d| {
        let listed = std::iter::once(d.term.as_str()).chain(d.forms.iter()).find(|form| same(form));
        let form = match listed {
            Some(form) => form.trim().to_owned(),
            None if singular.is_some_and(|s| d.term.trim().to_lowercase() == s) => {
                format!("{}s", d.term.trim())
            }
            None => return None,
        };
        Some((d.id.as_str(), form))
    })
}
