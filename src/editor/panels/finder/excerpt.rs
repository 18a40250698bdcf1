//! A hit with the words around it, on one line, as a reader of the agreement knows them.

use crate::document::filled_in;
use crate::session::Session;
use crate::session::search::Place;
use crate::template::{Facts, Placeholder};
use std::ops::Range;

/// Letters before a hit.
const BEFORE: usize = 24;
/// Letters before a hit beside which stands what replaces it.
const BEFORE_SHORT: usize = 16;
const BEHIND: usize = 80;
/// How much of a text is looked at before and behind a hit, in bytes: placeholders are longer than what they print.
const WINDOW: usize = 600;

pub(super) struct Excerpt {
    pub before: String,
    pub found: String,
    pub behind: String,
}

impl Excerpt {
    /// `short`: what replaces it has to stand beside it.
    pub fn of(session: &Session, place: &Place, nth: usize, short: bool) -> Self {
        let range = place.hits.get(nth).map(|(range, _)| range.clone()).unwrap_or_default();
        let braces = place.placeholders();
        let around = braces.iter().find(|b| b.start < range.end && range.start < b.end);
        let (start, end) = around.map_or((range.start, range.end), |around| {
            (range.start.min(around.start), range.end.max(around.end))
        });
        let filled = |range: Range<usize>| filled(session, &place.text, range, &braces);
        let before = filled(begin(&place.text, start, &braces)..start);
        let behind = filled(end..stop(&place.text, end, &braces));
        let found = match around {
            // What was looked for is the name of a field, so that is what is shown.
            Some(around) => named(session, place.text.get(around.clone()).unwrap_or_default()),
            None => place.text.get(range).unwrap_or_default().to_owned(),
        };
        let found = flat(&found);
        let behind = flat(&behind);
        let cut = behind.char_indices().nth(BEHIND).map_or(behind.len(), |(at, _)| at);
        Self {
            before: tail(&flat(&before), if short { BEFORE_SHORT } else { BEFORE }),
            found,
            behind: behind.get(..cut).unwrap_or_default().to_owned(),
        }
    }

    pub fn words(&self) -> String {
        [self.before.as_str(), &self.found, &self.behind].concat()
    }
}

fn flat(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

/// The last letters of a text, from the beginning of a word on.
fn tail(text: &str, letters: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(letters) else {
        return text.trim_start().to_owned();
    };
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.find(' ').filter(|at| at + 1 < rest.len()).map_or(0, |at| at + 1);
    format!("…{}", rest.get(word..).unwrap_or_default())
}

/// Where what is looked at before `end` begins; never within a placeholder.
fn begin(text: &str, end: usize, braces: &[Range<usize>]) -> usize {
    let mut at = end.saturating_sub(WINDOW);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    braces.iter().find(|b| b.contains(&at)).map_or(at, |b| b.start)
}

fn stop(text: &str, start: usize, braces: &[Range<usize>]) -> usize {
    let mut at = (start + WINDOW).min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    braces.iter().find(|b| b.contains(&at)).map_or(at, |b| b.end)
}

/// A part of a clause's text with what its placeholders print.
pub(super) fn filled(session: &Session, text: &str, range: Range<usize>, braces: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for brace in braces.iter().filter(|b| b.start >= range.start && b.end <= range.end) {
        out.push_str(text.get(at..brace.start).unwrap_or_default());
        out.push_str(&printed(session, text.get(brace.clone()).unwrap_or_default()));
        at = brace.end;
    }
    out.push_str(text.get(at..range.end).unwrap_or_default());
    out
}

/// What a placeholder prints, or the name of what is not filled in yet.
fn printed(session: &Session, brace: &str) -> String {
    // A word before it, as what begins a sentence begins with a capital.
    const BEFORE: &str = "a ";
    let document = &session.derived().document;
    let text = filled_in(session.draft(), session.template(), document, &format!("{BEFORE}{brace}"), true);
    text.strip_prefix(BEFORE).map_or(text.clone(), str::to_owned)
}

/// What a placeholder stands for: the name of its field, or the number of a clause.
fn named(session: &Session, brace: &str) -> String {
    let inner = brace.trim_start_matches('{').trim_end_matches('}');
    let facts = Facts::new(session.draft(), session.template());
    match Placeholder::parse(inner) {
        Ok(Placeholder::Value { path, .. }) => {
            facts.find(&path).map_or_else(|_| brace.to_owned(), |fact| format!("[{}]", fact.label()))
        }
        Ok(Placeholder::Ref { .. }) => printed(session, brace),
        Err(_) => brace.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::session::search::{Pattern, search};
    use crate::template::find;

    fn excerpts(session: &Session, text: &str, short: bool) -> Vec<(String, String, String)> {
        let pattern = Pattern { text: text.to_owned(), ..Pattern::default() };
        let places = search(session.draft(), session.template(), &session.derived().document, &pattern);
        let of = |place: &Place| {
            (0..place.hits.len())
                .map(|nth| Excerpt::of(session, place, nth, short))
                .map(|e| (e.before, e.found, e.behind))
                .collect::<Vec<_>>()
        };
        places.iter().flat_map(of).collect()
    }

    #[test]
    fn a_hit_is_shown_on_one_line_with_what_is_around_it() {
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        let text = "The first paragraph is long enough to be cut.\nThe Zebra\tpays.";
        session.apply(&[Edit::set("overview", text)], "Edit", None).unwrap();
        let found = excerpts(&session, "Zebra", false);
        let (before, found, behind) = found.first().unwrap();
        assert!(before.starts_with('…') && before.ends_with("cut. The "), "{before}");
        assert_eq!((found.as_str(), behind.as_str()), ("Zebra", " pays."));
        let (before, ..) = excerpts(&session, "Zebra", true).remove(0);
        assert_eq!(before, "…to be cut. The ", "from the beginning of a word on");
    }

    #[test]
    fn no_hit_of_any_form_shows_braces() {
        for form in crate::template::library() {
            let session = Session::new(form.example().clone(), form.clone());
            for word in ["the", "shall", "service"] {
                let all = excerpts(&session, word, true);
                assert!(all.len() > 20, "{word}");
                for (before, found, behind) in all {
                    let line = [before, found, behind].concat();
                    assert!(!line.contains("{{") && !line.contains("}}"), "{line}");
                }
            }
        }
    }

    #[test]
    fn what_stands_in_a_placeholder_is_shown_by_the_name_of_its_field() {
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        let edits = [
            Edit::Insert { list: "extra_clauses".into(), at: 0, id: "own".into() },
            Edit::set("extra_clauses.own.section", "credits"),
            Edit::set("extra_clauses.own.text", "Zebra {{customer.short_name}} pays, see {{ref:credits}}."),
        ];
        session.apply(&edits, "Edit", None).unwrap();
        let all = excerpts(&session, "short_name", false);
        assert_eq!(
            all,
            [("Zebra ".to_owned(), "[Short name (Customer)]".to_owned(), " pays, see section 9.".to_owned())]
        );
        let all = excerpts(&session, "Zebra", false);
        assert_eq!(all[0].2, " Tarnwick pays, see section 9.");
    }
}
