//! Conditions over a draft's data.

use super::{Facts, When};
use crate::value::{Duration, LeafKind, parse_decimal};
use std::cmp::Ordering;

impl When {
    /// Whether the condition holds. A path that names nothing in this draft is blank, so only a `Not` around it holds.
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::Is(path) => facts.find(path).is_ok_and(|f| f.canonical() == "yes"),
            Self::Not(inner) => !inner.holds(facts),
            Self::All(several) => several.iter().all(|w| w.holds(facts)),
            Self::Any(several) => several.iter().any(|w| w.holds(facts)),
            Self::Equals(path, text) => facts.find(path).is_ok_and(|f| f.canonical() == *text),
            Self::AtLeast(path, least) => at_least(facts, path, least),
            Self::Has(path) => facts.find(path).is_ok_and(|f| !f.is_blank()),
        }
    }

    /// Every path the condition looks at.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Self::Is(path) | Self::Equals(path, _) | Self::AtLeast(path, _) | Self::Has(path) => vec![path],
            Self::Not(inner) => inner.paths(),
            Self::All(several) | Self::Any(several) => several.iter().flat_map(Self::paths).collect(),
        }
    }
}

fn at_least(facts: &Facts, path: &str, least: &str) -> bool {
    let Ok(fact) = facts.find(path) else { return false };
    let text = fact.canonical();
    match fact.kind() {
        Some(LeafKind::Duration) => {
            let both = text.parse::<Duration>().ok().zip(least.parse::<Duration>().ok());
            both.and_then(|(a, b)| a.compare(b)).is_some_and(|o| o != Ordering::Less)
        }
        Some(LeafKind::Whole | LeafKind::Number | LeafKind::Percent) => {
            parse_decimal(&text).ok().zip(parse_decimal(least).ok()).is_some_and(|(a, b)| a >= b)
        }
        Some(LeafKind::Money) => {
            let amount = |t: &str| parse_decimal(t.trim_matches(|c: char| c.is_ascii_alphabetic())).ok();
            amount(&text).zip(amount(least)).is_some_and(|(a, b)| a >= b)
        }
        _ => least.trim().parse().is_ok_and(|n: usize| fact.count() >= n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::testing::{start, template};

    #[test]
    fn conditions_look_at_the_draft() {
        let (draft, template) = (start(), template());
        let facts = Facts::new(&draft, &template);
        let holds = |ron: &str| ron::from_str::<When>(ron).unwrap().holds(&facts);
        for (condition, want) in [
            (r#"Has("governing_law")"#, true),
            (r#"Has("jurisdiction")"#, false),
            (r#"Has("customer")"#, true),
            (r#"Has("services.hosting")"#, true),
            (r#"Has("services.gone")"#, false),
            (r#"Not(Has("no.such.field"))"#, true),
            (r#"Equals("answers.hosts", "shared")"#, true),
            (r#"Equals("term.kind", "Months")"#, true),
            (r#"Equals("term.length", "36mo")"#, true),
            (r#"Is("credits.claim_needed")"#, false),
            (r#"AtLeast("services", "2")"#, true),
            (r#"AtLeast("services", "3")"#, false),
            (r#"AtLeast("credits.period_cap", "30")"#, true),
            (r#"AtLeast("credits.period_cap", "30.01")"#, false),
            (r#"AtLeast("term.length", "3y")"#, true),
            (r#"AtLeast("term.length", "30d")"#, false),
            (r#"All([])"#, true),
            (r#"Any([])"#, false),
            (r#"Any([Has("jurisdiction"), Not(Is("credits.claim_needed"))])"#, true),
        ] {
            assert_eq!(holds(condition), want, "{condition}");
        }
    }
}
