//! The rules, a file a tight family. The texts of a rule are its page in the manual.

mod amounts;
mod assurance;
mod bonus;
mod characters;
mod clocks;
mod conditions;
mod credits;
mod entries;
mod exposure;
mod failure;
mod fields;
mod governance;
mod headings;
mod hedges;
mod levels;
mod meta;
mod metric_card;
mod metric_numbers;
mod metric_rules;
mod openslo;
mod parties;
mod parts;
mod points;
mod priorities;
mod references;
mod relief;
mod risk;
mod scope;
mod term;
mod terms;
mod tiers;
mod undefined;
mod waivers;
mod wording;
mod zones;

use super::collect::Report;
use super::context::Cx;
use super::finding::Severity;
use super::rule::Rule;
use super::words::{count, downtime, list, named, sentence, with_unit};
use crate::value::FieldPath;
use std::sync::LazyLock;

/// Family by family.
const FAMILIES: &[&[Rule]] = &[
    amounts::RULES,
    assurance::RULES,
    bonus::RULES,
    characters::RULES,
    clocks::RULES,
    conditions::RULES,
    credits::RULES,
    credits::PAYOUT_RULES,
    entries::RULES,
    exposure::RULES,
    failure::RULES,
    fields::RULES,
    governance::RULES,
    hedges::RULES,
    levels::RULES,
    meta::RULES,
    metric_card::RULES,
    metric_numbers::RULES,
    metric_rules::RULES,
    openslo::RULES,
    parties::RULES,
    parts::RULES,
    priorities::RULES,
    references::RULES,
    relief::RULES,
    risk::RULES,
    scope::RULES,
    term::RULES,
    terms::RULES,
    tiers::RULES,
    undefined::RULES,
    waivers::RULES,
    wording::RULES,
    zones::RULES,
];

/// What makes a rule speak up: its code, and changes to the clean sample agreement.
#[cfg(test)]
pub(super) type Fixture = (&'static str, &'static [&'static str]);

#[cfg(test)]
pub(super) const FIXTURES: &[&[Fixture]] = &[
    amounts::FIXTURES,
    assurance::FIXTURES,
    bonus::FIXTURES,
    characters::FIXTURES,
    clocks::FIXTURES,
    conditions::FIXTURES,
    credits::FIXTURES,
    entries::FIXTURES,
    exposure::FIXTURES,
    failure::FIXTURES,
    fields::FIXTURES,
    governance::FIXTURES,
    hedges::FIXTURES,
    levels::FIXTURES,
    meta::FIXTURES,
    metric_card::FIXTURES,
    metric_numbers::FIXTURES,
    metric_rules::FIXTURES,
    openslo::FIXTURES,
    parties::FIXTURES,
    parts::FIXTURES,
    priorities::FIXTURES,
    references::FIXTURES,
    relief::FIXTURES,
    risk::FIXTURES,
    scope::FIXTURES,
    term::FIXTURES,
    terms::FIXTURES,
    tiers::FIXTURES,
    undefined::FIXTURES,
    waivers::FIXTURES,
    wording::FIXTURES,
    zones::FIXTURES,
];

/// All rules, in the order of their codes.
pub(super) fn all() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut all = FAMILIES.concat();
        all.sort_by_key(|rule| rule.code);
        all
    });
    &ALL
}

/// The path with these segments.
fn at(segments: &[&str]) -> FieldPath {
    FieldPath::new(segments.join("."))
}
