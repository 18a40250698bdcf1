//! Sets of time: intervals in order that neither overlap nor touch.

use super::window::{Moment, Span};

/// The union of any intervals, in order; empty ones vanish, touching ones become one.
pub fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|s| !s.is_empty());
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// What one interval has in common with a set.
pub fn common(span: Span, set: &[Span]) -> impl Iterator<Item = Span> {
    let from = set.partition_point(|s| s.end <= span.start);
    let rest = set.get(from..).unwrap_or_default().iter();
    rest.take_while(move |s| s.start < span.end).map(move |s| s.clip(span)).filter(|s| !s.is_empty())
}

/// What two sets have in common.
pub fn intersection(one: &[Span], other: &[Span]) -> Vec<Span> {
    one.iter().flat_map(|span| common(*span, other)).collect()
}

/// What is left of an interval without a set.
pub fn without(span: Span, set: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut start = span.start;
    for gone in common(span, set) {
        left.push(Span { start, end: gone.start });
        start = gone.end;
    }
    left.push(Span { start, end: span.end });
    left.retain(|s| !s.is_empty());
    left
}

/// What is left of a set without another.
pub fn difference(set: &[Span], gone: &[Span]) -> Vec<Span> {
    set.iter().flat_map(|span| without(*span, gone)).collect()
}

/// Seconds in a set.
pub fn seconds(set: &[Span]) -> i64 {
    set.iter().fold(0, |sum, span| sum.saturating_add(span.seconds()))
}

/// The first `limit` seconds of a set.
pub fn first(set: &[Span], limit: i64) -> Vec<Span> {
    let mut left = limit;
    let mut out = Vec::new();
    for span in set {
        if left <= 0 {
            break;
        }
        let end = Moment(span.end.0.min(span.start.0.saturating_add(left)));
        out.push(Span { start: span.start, end });
        left = left.saturating_sub(span.seconds());
    }
    out
}

/// Whether a moment lies in a set.
pub fn holds(set: &[Span], at: Moment) -> bool {
    let next = set.partition_point(|s| s.end <= at);
    set.get(next).is_some_and(|s| s.start <= at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(spans: &[(i64, i64)]) -> Vec<Span> {
        spans.iter().map(|(a, b)| Span { start: Moment(*a), end: Moment(*b) }).collect()
    }

    #[test]
    fn intervals_merge_meet_and_leave() {
        let some = merged(set(&[(5, 7), (1, 3), (3, 4), (6, 9), (9, 9), (12, 11)]));
        assert_eq!(some, set(&[(1, 4), (5, 9)]));
        assert_eq!(intersection(&some, &set(&[(2, 6), (8, 20)])), set(&[(2, 4), (5, 6), (8, 9)]));
        assert_eq!(difference(&some, &set(&[(2, 6), (8, 20)])), set(&[(1, 2), (6, 8)]));
        assert_eq!(first(&some, 5), set(&[(1, 4), (5, 7)]));
        assert_eq!(first(&some, 3), set(&[(1, 4)]));
        assert!(holds(&some, Moment(5)) && !holds(&some, Moment(4)) && !holds(&some, Moment(9)));
    }

    fn anything() -> impl Strategy<Value = Vec<Span>> {
        prop::collection::vec((0_i64..60, 0_i64..60), 0..12).prop_map(|spans| set(&spans))
    }

    proptest! {
        #[test]
        fn sets_agree_with_counting_seconds(one in anything(), other in anything()) {
            let (a, b) = (merged(one.clone()), merged(other));
            let within = |set: &[Span], at: i64| set.iter().any(|s| s.start.0 <= at && at < s.end.0);
            let both = intersection(&a, &b);
            let less = difference(&a, &b);
            for at in 0..60 {
                prop_assert_eq!(within(&a, at), within(&one, at));
                prop_assert_eq!(within(&both, at), within(&a, at) && within(&b, at));
                prop_assert_eq!(within(&less, at), within(&a, at) && !within(&b, at));
                prop_assert_eq!(holds(&a, Moment(at)), within(&a, at));
            }
            prop_assert_eq!(seconds(&both) + seconds(&less), seconds(&a));
        }
    }
}
