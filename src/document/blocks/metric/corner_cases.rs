//! The corner cases of a metric: gaps, empty and incomplete windows, exclusions, rounding.

use super::super::at::{At, stopped};
use super::super::relief::effect_words;
use crate::agreement::Metric;
use crate::document::Inline;

/// One sentence a case, one after the other.
pub(super) fn sentences(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let said = |field: &str, pattern: &str| if at.shows(field) { at.say(pattern) } else { Vec::new() };
    let cases = [
        said("missing_data", "A gap in the data {missing_data}."),
        said("zero_events", "Where nothing happens in a window, {zero_events}."),
        sentence(at, "partial_period"),
        said("case_window", "A case counts in {case_window}."),
        exclusions(metric, at),
        rounding(metric, at),
    ];
    let cases: Vec<_> = cases.into_iter().filter(|case| !case.is_empty()).collect();
    cases.join(&[Inline::Text(" ".to_owned())][..])
}

fn sentence(at: &At<'_>, field: &str) -> Vec<Inline> {
    if at.shows(field) { stopped(at.begin(field)) } else { Vec::new() }
}

fn exclusions(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut effect = match metric.exclusion_effect {
        Some(effect) => at.words("exclusion_effect", effect_words(effect)),
        None => at.get("exclusion_effect"),
    };
    let events = at.refs("exclusions");
    if !events.is_empty() {
        if !effect.is_empty() {
            effect.push(Inline::Text(" ".to_owned()));
        }
        effect.extend(at.say("Only these events excuse: "));
        effect.extend(events.join(&[Inline::Text("; ".to_owned())][..]));
        effect = stopped(effect);
    }
    effect
}

fn rounding(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.decimals {
        None => Vec::new(),
        Some(0) => at.words("decimals", "The exact value decides; reports print whole numbers."),
        Some(1) => at.say("The exact value decides; reports print {decimals} decimal."),
        Some(_) => at.say("The exact value decides; reports print {decimals} decimals."),
    }
}
