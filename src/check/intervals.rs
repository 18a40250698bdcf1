//! Exact intervals of numbers: what a tier holds, and what lies between tiers.

use crate::agreement::{Bounds, Operator, Tier};
use rust_decimal::Decimal;

/// A cut through the line of numbers, just before or just after a number, or beyond all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    Start,
    At(Decimal, Side),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Before,
    After,
}

/// All numbers between two cuts; none, if the second is not behind the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: Cut,
    pub(super) high: Cut,
}

impl Interval {
    pub(super) fn of(tier: &Tier) -> Self {
        let (from, to) = match tier.bounds {
            Bounds::FromIncluded => (Side::Before, Side::Before),
            Bounds::ToIncluded => (Side::After, Side::After),
            Bounds::Closed => (Side::Before, Side::After),
            Bounds::Open => (Side::After, Side::Before),
        };
        Self {
            low: tier.from.map_or(Cut::Start, |n| Cut::At(n.get(), from)),
            high: tier.to.map_or(Cut::End, |n| Cut::At(n.get(), to)),
        }
    }

    /// The values that miss a target.
    pub(super) fn misses(operator: Operator, target: Decimal) -> Self {
        let (low, high) = match operator {
            Operator::AtLeast => (Cut::Start, Cut::At(target, Side::Before)),
            Operator::MoreThan => (Cut::Start, Cut::At(target, Side::After)),
            Operator::AtMost => (Cut::At(target, Side::After), Cut::End),
            Operator::LessThan => (Cut::At(target, Side::Before), Cut::End),
        };
        Self { low, high }
    }

    pub(super) fn is_empty(self) -> bool {
        self.low >= self.high
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// "Between 99.0 % and 99.5 %", "At exactly 99 %", "Below 95 %", "Above 500 ms".
    pub(super) fn words(self, unit: &str) -> String {
        let shown = |n: Decimal| super::words::with_unit(n, unit);
        let of_unit = |n: String| if unit.trim().is_empty() { n } else { format!("{n} {}", unit.trim()) };
        match (self.low, self.high) {
            (Cut::At(a, _), Cut::At(b, _)) if a == b => format!("At exactly {}", shown(a)),
            (Cut::At(a, _), Cut::At(b, _)) => {
                let (a, b) = super::words::alike(a, b);
                format!("Between {} and {}", of_unit(a), of_unit(b))
            }
            (Cut::At(a, Side::Before), _) => format!("From {} on", shown(a)),
            (Cut::At(a, Side::After), _) => format!("Above {}", shown(a)),
            (_, Cut::At(b, Side::Before)) => format!("Below {}", shown(b)),
            (_, Cut::At(b, Side::After)) => format!("Up to {}", shown(b)),
            _ => "Everywhere".to_owned(),
        }
    }
}

/// What a whole holds and none of the parts does. The parts are ordered by their low cut and may overlap.
pub(super) fn gaps(whole: Interval, parts: &[Interval]) -> Vec<Interval> {
    let mut gaps = Vec::new();
    let mut done = whole.low;
    for part in parts.iter().map(|p| p.and(whole)).filter(|p| !p.is_empty()) {
        gaps.push(Interval { low: done, high: part.low });
        done = done.max(part.high);
    }
    gaps.push(Interval { low: done, high: whole.high });
    gaps.retain(|gap| !gap.is_empty());
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn tier(from: &str, to: &str, bounds: Bounds) -> Interval {
        Interval::of(&Tier { from: from.parse().ok(), to: to.parse().ok(), bounds, ..Tier::default() })
    }

    #[test]
    fn closed_bands_leave_the_hole_that_published_forms_have() {
        let whole = Interval::misses(Operator::AtLeast, n("99.9"));
        let parts = [tier("97", "98.99", Bounds::Closed), tier("99", "99.89", Bounds::Closed)];
        let words: Vec<String> = gaps(whole, &parts).iter().map(|g| g.words("%")).collect();
        assert_eq!(words, ["Below 97 %", "Between 98.99 % and 99.00 %", "Between 99.89 % and 99.90 %"]);
    }

    #[test]
    fn half_open_bands_leave_none() {
        let whole = Interval::misses(Operator::AtLeast, n("99.9"));
        let parts = [tier("", "95", Bounds::FromIncluded), tier("95", "99.9", Bounds::FromIncluded)];
        assert_eq!(gaps(whole, &parts), []);
        let whole = Interval::misses(Operator::AtMost, n("300"));
        let parts = [tier("300", "500", Bounds::ToIncluded), tier("500", "", Bounds::ToIncluded)];
        assert_eq!(gaps(whole, &parts), []);
    }

    #[test]
    fn a_single_number_is_a_gap_too() {
        let whole = Interval::misses(Operator::AtLeast, n("99.9"));
        let parts = [tier("", "95", Bounds::FromIncluded), tier("95", "99.9", Bounds::Open)];
        let found = gaps(whole, &parts);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].words("%"), "At exactly 95 %");
        let shared = tier("99", "99.9", Bounds::Closed).and(tier("95", "99", Bounds::Closed));
        assert_eq!(shared.words("%"), "At exactly 99 %");
        assert!(
            tier("99", "99.9", Bounds::FromIncluded).and(tier("95", "99", Bounds::FromIncluded)).is_empty()
        );
    }
}
