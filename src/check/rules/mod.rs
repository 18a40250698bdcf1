//! The rules, a file a tight family. The texts of a rule are its page in the manual.

mod amounts;
mod assurance;
mod bonus;
mod calendar_dates;
mod caps;
mod causes;
mod characters;
mod clocks;
mod composition;
mod conditions;
mod consequence;
mod cover;
mod credits;
mod direction;
mod duties;
mod entries;
mod exposure;
mod failure;
mod fields;
mod governance;
mod headings;
mod headline;
mod hedges;
mod left_out;
mod levels;
mod matrix;
mod meta;
mod metric_card;
mod metric_numbers;
mod metric_rules;
mod metric_set;
mod minutes;
mod named_hours;
mod names;
mod openslo;
mod operations;
mod parties;
mod parts;
mod periods;
pub(super) mod pointers;
pub(super) mod points;
mod priorities;
mod reach;
mod references;
mod relief;
mod repeated;
mod risk;
mod scope;
mod term;
mod terms;
pub(super) mod tiers;
mod timed;
mod typed_refs;
mod undefined;
pub use undefined::undefined_term;
mod unprinted;
mod waivers;
mod wording;
mod zones;

use super::collect::Report;
use super::context::Cx;
use super::finding::Severity;
use super::rule::{InText, Rule};
use super::text::TextAt;
use super::words::{count, downtime, lost, named, plural, sentence, with_unit};
use crate::value::FieldPath;
use crate::value::listed as list;
use std::sync::LazyLock;

/// Family by family.
const FAMILIES: &[&[Rule]] = &[
    amounts::RULES,
    assurance::RULES,
    bonus::RULES,
    calendar_dates::RULES,
    caps::RULES,
    causes::RULES,
    characters::RULES,
    clocks::RULES,
    composition::RULES,
    conditions::RULES,
    credits::PAYOUT_RULES,
    consequence::RULES,
    credits::RULES,
    direction::RULES,
    duties::RULES,
    entries::RULES,
    exposure::RULES,
    failure::RULES,
    fields::RULES,
    governance::RULES,
    headline::RULES,
    hedges::RULES,
    left_out::RULES,
    levels::RULES,
    matrix::RULES,
    meta::RULES,
    metric_card::RULES,
    metric_numbers::RULES,
    metric_rules::RULES,
    metric_set::RULES,
    minutes::RULES,
    names::RULES,
    openslo::RULES,
    operations::RULES,
    parties::RULES,
    parts::RULES,
    periods::RULES,
    pointers::RULES,
    priorities::RULES,
    reach::RULES,
    references::RULES,
    relief::RULES,
    repeated::RULES,
    risk::RULES,
    scope::RULES,
    term::RULES,
    terms::RULES,
    tiers::RULES,
    timed::RULES,
    typed_refs::RULES,
    undefined::RULES,
    unprinted::RULES,
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
    calendar_dates::FIXTURES,
    caps::FIXTURES,
    causes::FIXTURES,
    characters::FIXTURES,
    clocks::FIXTURES,
    composition::FIXTURES,
    conditions::FIXTURES,
    cover::FIXTURES,
    consequence::FIXTURES,
    credits::FIXTURES,
    direction::FIXTURES,
    duties::FIXTURES,
    entries::FIXTURES,
    exposure::FIXTURES,
    failure::FIXTURES,
    fields::FIXTURES,
    governance::FIXTURES,
    headline::FIXTURES,
    hedges::FIXTURES,
    left_out::FIXTURES,
    levels::FIXTURES,
    matrix::FIXTURES,
    meta::FIXTURES,
    metric_card::FIXTURES,
    metric_numbers::FIXTURES,
    metric_rules::FIXTURES,
    metric_set::FIXTURES,
    minutes::FIXTURES,
    names::FIXTURES,
    openslo::FIXTURES,
    operations::FIXTURES,
    parties::FIXTURES,
    parts::FIXTURES,
    periods::FIXTURES,
    pointers::FIXTURES,
    priorities::FIXTURES,
    reach::FIXTURES,
    references::FIXTURES,
    relief::FIXTURES,
    repeated::FIXTURES,
    risk::FIXTURES,
    scope::FIXTURES,
    term::FIXTURES,
    terms::FIXTURES,
    tiers::FIXTURES,
    timed::FIXTURES,
    typed_refs::FIXTURES,
    undefined::FIXTURES,
    unprinted::FIXTURES,
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

/// The rules that look at single texts.
pub(super) fn of_texts() -> &'static [(&'static Rule, InText)] {
    static OF_TEXTS: LazyLock<Vec<(&'static Rule, InText)>> =
        LazyLock::new(|| all().iter().filter_map(|rule| Some((rule, rule.in_text?))).collect());
    &OF_TEXTS
}

/// Whether a rule takes a text for a name that is known by itself.
pub(super) fn is_name(text: &TextAt) -> bool {
    undefined::is_name(text) || names::is_name(text)
}

/// The path with these segments.
fn at(segments: &[&str]) -> FieldPath {
    FieldPath::new(segments.join("."))
}
