//! The corner cases of a metric: gaps, empty and incomplete windows, exclusions, rounding.

use super::super::at::{At, stopped};
use super::super::relief::effect_words;
use super::super::rows::Rows;
use crate::agreement::Metric;
use crate::document::Inline;

pub(super) fn rows(metric: &Metric, at: &At<'_>) -> Rows {
    Rows::new()
        .say(at, "Gaps in the data", "missing_data", "A gap in the data {missing_data}.")
        .say(at, "No events", "zero_events", "Where nothing happens in a window, {zero_events}.")
        .add("Incomplete windows", sentence(at, "partial_period"))
        .add("Exclusions", exclusions(metric, at))
        .add("Rounding", rounding(metric, at))
}

fn sentence(at: &At<'_>, field: &str) -> Vec<Inline> {
    if at.shows(field) { stopped(at.begin(field)) } else { Vec::new() }
}

fn exclusions(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let effect = metric.exclusion_effect.map_or_else(
        || at.get("exclusion_effect"),
        |effect| at.words("exclusion_effect", effect_words(effect)),
    );
    if metric.exclusions.is_empty() {
        return effect;
    }
    let mut lines = vec![at.say("Only these events:")];
    lines.extend(at.refs("exclusions"));
    lines.extend((!effect.is_empty()).then_some(effect));
    lines.join(&Inline::Break)
}

fn rounding(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.decimals {
        None => Vec::new(),
        Some(0) => at.say("The exact value decides; reports print whole numbers."),
        Some(1) => at.say("The exact value decides; reports print {decimals} decimal."),
        Some(_) => at.say("The exact value decides; reports print {decimals} decimals."),
    }
}
