//! Which tier an exact value lies in.

use crate::agreement::{Bounds, Tier};
use crate::settlement::Exact;

/// Where a value lies in a table of tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TierFound<'a> {
    /// In none of them.
    None,
    One(&'a Tier),
    /// In several, which leaves the credit open.
    Several(Vec<&'a Tier>),
}

/// Whether the tier holds the exact value; a missing end is open.
pub fn tier_holds(tier: &Tier, value: &Exact) -> bool {
    let (from_included, to_included) = match tier.bounds {
        Bounds::FromIncluded => (true, false),
        Bounds::ToIncluded => (false, true),
        Bounds::Closed => (true, true),
        Bounds::Open => (false, false),
    };
    let above = tier.from.map(|n| Exact::from(n.get())).is_none_or(|low| match from_included {
        true => *value >= low,
        false => *value > low,
    });
    let below = tier.to.map(|n| Exact::from(n.get())).is_none_or(|high| match to_included {
        true => *value <= high,
        false => *value < high,
    });
    above && below
}

/// The tier or tiers that hold the unrounded value. Rows that nobody filled in yet are no tiers.
pub fn tier_of<'a>(tiers: &'a [Tier], value: &Exact) -> TierFound<'a> {
    let filled = |t: &&Tier| t.from.is_some() || t.to.is_some() || t.credit.is_some();
    let found: Vec<&Tier> = tiers.iter().filter(filled).filter(|t| tier_holds(t, value)).collect();
    match found.as_slice() {
        [] => TierFound::None,
        [one] => TierFound::One(one),
        _ => TierFound::Several(found),
    }
}

/// "≥ 99.5 and < 99.9", "< 95".
pub(super) fn band(tier: &Tier) -> String {
    let (from_sign, to_sign) = match tier.bounds {
        Bounds::FromIncluded => ("≥", "<"),
        Bounds::ToIncluded => (">", "≤"),
        Bounds::Closed => ("≥", "≤"),
        Bounds::Open => (">", "<"),
    };
    let from = tier.from.map(|n| format!("{from_sign} {n}"));
    let to = tier.to.map(|n| format!("{to_sign} {n}"));
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} and {to}"),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => "every value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(id: &str, from: &str, to: &str, bounds: Bounds) -> Tier {
        let id = id.parse().unwrap();
        Tier { id, from: from.parse().ok(), to: to.parse().ok(), bounds, ..Tier::default() }
    }

    fn found(tiers: &[Tier], value: &str) -> String {
        match tier_of(tiers, &value.parse().unwrap()) {
            TierFound::None => "none".to_owned(),
            TierFound::One(tier) => tier.id.to_string(),
            TierFound::Several(tiers) => tiers.iter().map(|t| t.id.to_string()).collect::<Vec<_>>().join("+"),
        }
    }

    #[test]
    fn half_open_tiers_hold_every_value_once() {
        let tiers = [
            tier("a", "99", "99.9", Bounds::FromIncluded),
            tier("b", "95", "99", Bounds::FromIncluded),
            tier("c", "", "95", Bounds::FromIncluded),
        ];
        for (value, wanted) in [
            ("99.9", "none"),
            ("99.8999999999", "a"),
            ("99", "a"),
            ("98.9999999999", "b"),
            ("95", "b"),
            ("94.9999999999", "c"),
            ("0", "c"),
        ] {
            assert_eq!(found(&tiers, value), wanted, "{value}");
        }
    }

    #[test]
    fn closed_bands_leave_holes_and_overlap_as_written() {
        let published = [tier("a", "99", "99.89", Bounds::Closed), tier("b", "97", "98.99", Bounds::Closed)];
        assert_eq!(found(&published, "99.89"), "a");
        assert_eq!(found(&published, "99.895"), "none");
        assert_eq!(found(&published, "98.995"), "none");
        let shared = [tier("a", "99", "99.9", Bounds::Closed), tier("b", "95", "99", Bounds::Closed)];
        assert_eq!(found(&shared, "99"), "a+b");
        let open = [tier("a", "99", "99.9", Bounds::Open), tier("b", "95", "99", Bounds::ToIncluded)];
        assert_eq!(found(&open, "99"), "b");
        assert_eq!(found(&open, "95"), "none");
    }

    #[test]
    fn an_empty_row_is_no_tier() {
        assert_eq!(found(&[Tier::default()], "50"), "none");
        let flat = Tier { credit: "10".parse().ok(), ..tier("flat", "", "", Bounds::FromIncluded) };
        assert_eq!(found(&[flat], "50"), "flat");
    }
}
