//! A tier as people read it: "≥ 99.0 % and < 99.9 %", and the downtime it stands for.

use super::super::at::At;
use super::super::metric::downtime::{Span, at_level};
use super::super::metric::target::{quantity, signs};
use crate::agreement::{Bounds, Tier};
use crate::document::Inline;
use crate::value::{NO_BREAK_SPACE, Number};

/// Whether the lower and the upper end belong to the tier.
fn included(bounds: Bounds) -> (bool, bool) {
    match bounds {
        Bounds::FromIncluded => (true, false),
        Bounds::ToIncluded => (false, true),
        Bounds::Closed => (true, true),
        Bounds::Open => (false, false),
    }
}

/// The most decimals that an end of these tiers has, so that all print alike.
pub(super) fn decimals(tiers: &[Tier]) -> u32 {
    let ends = tiers.iter().flat_map(|t| [t.from, t.to]).flatten();
    ends.map(|n| n.get().scale()).max().unwrap_or(0)
}

/// "≥ 99.0 % and < 99.9 %". A tier without ends prints marks for both.
pub(super) fn band(tier: &Tier, at: &At<'_>, metric: &At<'_>, decimals: u32) -> Vec<Inline> {
    let (from_included, to_included) = included(tier.bounds);
    let (lower, upper) = signs(from_included, to_included);
    let end = |field: &str, number: Option<Number>, sign: &str| {
        let mut text = vec![at.worded("bounds", sign), Inline::Text(NO_BREAK_SPACE.to_string())];
        text.extend(quantity(at, field, number, decimals, metric));
        text
    };
    let and = vec![Inline::Text(" and ".to_owned())];
    match (tier.from, tier.to) {
        (Some(_), None) => end("from", tier.from, lower),
        (None, Some(_)) => end("to", tier.to, upper),
        _ => [end("from", tier.from, lower), and, end("to", tier.to, upper)].concat(),
    }
}

/// "more than 43 min 12 s, up to 7 h 12 min": the downtime in `span` that puts the value into the tier.
pub(super) fn downtime(tier: &Tier, at: &At<'_>, span: &Span) -> Vec<Inline> {
    let (from_included, to_included) = included(tier.bounds);
    let least = tier.to.and_then(|to| at_level(to, span)).map(|time| {
        let text = if to_included { format!("{time} or more") } else { format!("more than {time}") };
        at.worded("to", text)
    });
    let most = tier.from.and_then(|from| at_level(from, span)).map(|time| {
        let text = if from_included { format!("up to {time}") } else { format!("less than {time}") };
        at.worded("from", text)
    });
    let both = least.is_some() && most.is_some();
    let comma = both.then(|| Inline::Text(", ".to_owned()));
    [least, comma, most].into_iter().flatten().collect()
}
