//! Which of the values that the draft put into a clause still stand in it as they were.

use crate::document::{Clause, Inline, walk_clause};
use crate::value::FieldPath;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Beyond this many words a clause is not looked through for its values.
const MOST_WORDS: usize = 20_000;

/// A value of the draft in a clause that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub path: FieldPath,
    /// As it was sent.
    pub text: String,
    /// Where it stands in the text that came back, in bytes; `None` where it was changed or is gone.
    pub at: Option<Range<usize>>,
}

/// The values of a clause, in the order of its text, and where they stand in `theirs`.
pub fn kept(clause: &Clause, ours: &str, theirs: &str) -> Vec<Kept> {
    let (before, after) = (words(ours), words(theirs));
    let same = if before.len().max(after.len()) <= MOST_WORDS {
        common(ours, theirs, &before, &after)
    } else {
        vec![]
    };
    let mut found = Vec::new();
    let mut from = 0;
    walk_clause(clause, |_, inline| {
        let Inline::Value { path, text } = inline else { return };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = ours.get(from..).and_then(|rest| rest.find(&words)).filter(|_| !words.is_empty());
        let place = place.map(|at| from + at..from + at + words.len());
        if let Some(place) = &place {
            from = place.end;
        }
        let at = place.and_then(|place| {
            let (ours, theirs) =
                same.iter().find(|(ours, _)| ours.start <= place.start && place.end <= ours.end)?;
            let start = theirs.start + (place.start - ours.start);
            Some(start..start + place.len())
        });
        found.push(Kept { path: path.clone(), text: text.clone(), at });
    });
    found
}

/// The stretches that stand in both texts: where in ours, and where in theirs.
fn common(
    ours: &str,
    theirs: &str,
    before: &[Range<usize>],
    after: &[Range<usize>],
) -> Vec<(Range<usize>, Range<usize>)> {
    fn of<'t>(text: &'t str, words: &[Range<usize>]) -> Vec<&'t str> {
        words.iter().map(|word| text.get(word.clone()).unwrap_or_default()).collect()
    }
    let ops = capture_diff_slices(Algorithm::Myers, &of(ours, before), &of(theirs, after));
    let stretch = |words: &[Range<usize>], range: Range<usize>| {
        let words = words.get(range)?;
        Some(words.first()?.start..words.last()?.end)
    };
    ops.into_iter()
        .filter(|op| matches!(op, DiffOp::Equal { .. }))
        .filter_map(|op| Some((stretch(before, op.old_range())?, stretch(after, op.new_range())?)))
        .collect()
}

/// Words, spaces and signs, by their places: numbers and amounts are never cut in two.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some((at, c)) = letters.next_if(|(at, c)| {
                let inside = matches!(c, '.' | ',' | ':' | '/' | '-' | '\'' | '’' | '@' | '_')
                    && text
                        .get(at + c.len_utf8()..)
                        .and_then(|rest| rest.chars().next())
                        .is_some_and(char::is_alphanumeric);
                c.is_alphanumeric() || inside
            }) {
                end = at + c.len_utf8();
            }
        }
        words.push(start..end);
    }
    words
}
