//! The corner cases of a metric: gaps, empty and incomplete windows, exclusions, rounding.

use super::super::at::{At, stopped};
use super::super::prose;
use super::super::relief::effect_words;
use crate::agreement::{ExclusionEffect, Metric, MetricKind, PartialPeriod};
use crate::document::Inline;

/// One sentence a case, one after the other.
pub(super) fn sentences(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let said = |field: &str, pattern: &str| if at.shows(field) { at.say(pattern) } else { Vec::new() };
    let cases = [
        said("missing_data", "A gap in the data {missing_data}."),
        said("zero_events", "Where nothing happens in a window, {zero_events}."),
        partial_period(metric, at),
        said("case_window", "A case counts in {case_window}."),
        exclusions(metric, at),
        rounding(metric, at),
    ];
    let cases: Vec<_> = cases.into_iter().filter(|case| !case.is_empty()).collect();
    prose::joined(cases, &[Inline::Text(" ".to_owned())])
}

fn partial_period(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.partial_period {
        None => at.get("partial_period"),
        Some(PartialPeriod::OnlyDaysInTerm) => {
            vec![at.worded("partial_period", "Only days within the term count.")]
        }
        Some(_) => stopped(at.begin("partial_period")),
    }
}

fn exclusions(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let mut effect = match metric.exclusion_effect {
        Some(effect) => at.words("exclusion_effect", effect_on(metric, effect)),
        None => at.get("exclusion_effect"),
    };
    let events = at.refs("exclusions");
    if !events.is_empty() {
        if !effect.is_empty() {
            effect.push(Inline::Text(" ".to_owned()));
        }
        effect.extend(at.say("Only these events excuse: "));
        effect.extend(prose::joined(events, &[Inline::Text("; ".to_owned())]));
        effect = stopped(effect);
    }
    effect
}

/// What excused time does to the value, in the words of its kind: only availability has time in both parts.
fn effect_on(metric: &Metric, effect: ExclusionEffect) -> &'static str {
    match (metric.kind, effect) {
        (MetricKind::Availability, _) => effect_words(effect),
        (MetricKind::TimeToEvent, _) => "[^excused time] is taken out of the time that a case took.",
        (_, ExclusionEffect::Numerator) => {
            "What falls into [excused time] does not count as a failure, but stays in the total."
        }
        (_, ExclusionEffect::Denominator) => "What falls into [excused time] is taken out of the total only.",
        (_, ExclusionEffect::Both) => "What falls into [excused time] is left out.",
    }
}

fn rounding(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.decimals {
        None => Vec::new(),
        Some(0) => at.words("decimals", "The exact value decides; reports print whole numbers."),
        Some(1) => at.say("The exact value decides; reports print {decimals} decimal."),
        Some(_) => at.say("The exact value decides; reports print {decimals} decimals."),
    }
}
