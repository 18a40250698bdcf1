//! Which of the values that the draft put into a clause still stand in it as they were.

use super::laid::Laid;
use super::tidy;
use crate::document::{Clause, Inline, walk_clause};
use crate::value::FieldPath;
use std::ops::Range;

/// A value of the draft in a clause that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub path: FieldPath,
    /// As it was sent.
    pub text: String,
    /// Where it stands in the text that came back, in bytes; `None` where it was changed or is gone.
    pub at: Option<Range<usize>>,
    /// What stands in its place, where that can be told; empty if nothing does.
    pub instead: Option<String>,
    /// Where it stood in the text that was sent.
    pub(super) place: Option<Range<usize>>,
}

impl Kept {
    /// Whether it was there, and is there no more.
    pub fn is_lost(&self) -> bool {
        self.at.is_none() && !self.text.trim().is_empty()
    }
}

/// The values of a clause, in the order of its text, and where they stand in what came back.
pub fn kept(clause: &Clause, laid: &Laid) -> Vec<Kept> {
    let mut found = Vec::new();
    let mut from = 0;
    walk_clause(clause, |_, inline| {
        let Inline::Value { path, text } = inline else { return };
        found.push(value(path, text, &mut from, laid));
    });
    found
}

/// A value whose text is looked for from a place on.
pub(super) fn value(path: &FieldPath, text: &str, from: &mut usize, laid: &Laid) -> Kept {
    let words = tidy(text);
    let place = laid.ours.get(*from..).and_then(|rest| rest.find(&words)).filter(|_| !words.is_empty());
    let place = place.map(|at| *from + at..*from + at + words.len());
    if let Some(place) = &place {
        *from = place.end;
    }
    let at = place.as_ref().and_then(|place| laid.kept(place));
    let instead = place.as_ref().filter(|_| at.is_none()).and_then(|place| laid.instead(place));
    let instead = instead.and_then(|range| laid.theirs.get(range)).map(|text| text.trim().to_owned());
    Kept { path: path.clone(), text: text.to_owned(), at, instead, place }
}
