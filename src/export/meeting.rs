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
    }
}
