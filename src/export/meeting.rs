//! Where what went and what came touch: "is" and "was" would read as one word.

use crate::document::{Inline, Mark, plain};

/// Whether one of two neighbours went and the other came, with no space between their words.
pub(super) fn meet(before: &Inline, after: &Inline) -> bool {
    let changed = |inline: &Inline| match inline {
        Inline::Marked { mark: Mark::Note, .. } => None,
        Inline::Marked { mark, inner } => Some((*mark, plain(inner))),
        _ => None,
    };
    let (Some((one, left)), Some((other, right))) = (changed(before), changed(after)) else { return false };
    let (end, start) = (left.chars().next_back(), right.chars().next());
    one != other && end.zip(start).is_some_and(|(end, start)| !end.is_whitespace() && !start.is_whitespace())
}

/// Whether the inline at `at` meets the one before it, and so that both are whole words: then they can be read as such,
/// and else as the parts of a word that they are.
pub(super) fn meets_before(inlines: &[Inline], at: usize) -> Option<Apart> {
    let before = inlines.get(at.checked_sub(1)?)?;
    let after = inlines.get(at)?;
    if !meet(before, after) {
        return None;
    }
    let joins = |one: Option<&Inline>, other: Option<&Inline>| {
        let end = one.and_then(|one| plain(std::slice::from_ref(one)).chars().next_back());
        let start = other.and_then(|other| plain(std::slice::from_ref(other)).chars().next());
        end.zip(start).is_some_and(|(end, start)| end.is_alphanumeric() && start.is_alphanumeric())
    };
    let first = at.checked_sub(2).and_then(|at| inlines.get(at));
    let within = joins(first, Some(before)) || joins(Some(after), inlines.get(at + 1));
    Some(if joins(Some(before), Some(after)) && !within { Apart::Words } else { Apart::Parts })
}

/// What meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    Words,
    Parts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_that_touches_its_counterpart_meets_it() {
        let marked = |mark, text: &str| Inline::Marked { mark, inner: vec![Inline::Text(text.to_owned())] };
        let (is, was) = (marked(Mark::Deleted, "is"), marked(Mark::Inserted, "was"));
        assert!(meet(&is, &was) && meet(&was, &is));
        assert!(!meet(&is, &is) && !meet(&is, &Inline::Text("was".to_owned())));
        assert!(!meet(&marked(Mark::Deleted, "is "), &was) && !meet(&is, &marked(Mark::Inserted, " was")));
        assert!(!meet(&is, &marked(Mark::Note, "was")) && !meet(&is, &marked(Mark::Inserted, "")));
        let text = |text: &str| Inline::Text(text.to_owned());
        let apart =
            |first: &str, last: &str| meets_before(&[text(first), is.clone(), was.clone(), text(last)], 2);
        assert_eq!(apart("It ", " so"), Some(Apart::Words));
        assert_eq!(apart("(", ", so"), Some(Apart::Words));
        assert_eq!((apart("th", " so"), apart("It ", "h")), (Some(Apart::Parts), Some(Apart::Parts)));
        let signs = [text("so"), marked(Mark::Deleted, ","), marked(Mark::Inserted, ";")];
        assert_eq!((meets_before(&signs, 2), meets_before(&signs, 1)), (Some(Apart::Parts), None));
    }
}
