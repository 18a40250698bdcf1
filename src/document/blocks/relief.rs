//! Maintenance and exclusions.

use super::Context;
use super::at::{At, series};
use super::grid::Grid;
use super::rows::Rows;
use crate::agreement::{Exclusion, ExclusionEffect, Maintenance, Metric};
use crate::document::{Block, Inline};
use crate::value::{Duration, FieldPath};

pub(super) fn maintenance(cx: &Context<'_>) -> Vec<Block> {
    let maintenance = &cx.draft.agreement.maintenance;
    let at = At::new(cx, "maintenance", maintenance);
    let mut grid =
        Grid::new().column("Days", 3).column("Time", 3).column("Time zone", 3).column("Restriction", 5);
    for (_, window) in at.items("windows", &maintenance.windows) {
        let cells =
            vec![window.get("days"), window.say("{from}–{to}"), window.get("zone"), window.get("note")];
        grid.row(window.path.clone(), cells);
    }
    let rows = Rows::new()
        .say(&at, "Notice", "notice", "At least {notice} before the work starts")
        .add("Limit", limit(&at, maintenance.cap, "cap", "planned maintenance", "a month"))
        .add(
            "Limit for a year",
            limit(&at, maintenance.year_cap, "year_cap", "planned maintenance", "a calendar year"),
        )
        .add("Effect", effect(maintenance, &at))
        .field(&at, "Emergency work", "emergency")
        .add(
            "Limit for emergencies",
            limit(&at, maintenance.emergency_cap, "emergency_cap", "emergency maintenance", "a month"),
        )
        .field(&at, "No work during", "freezes");
    let mut blocks = grid.blocks();
    blocks.extend(rows.blocks());
    blocks
}

/// How much of a kind of work is excused; no time at all is said in words.
fn limit(at: &At<'_>, cap: Option<Duration>, field: &str, work: &str, span: &str) -> Vec<Inline> {
    if cap.is_some_and(Duration::is_zero) {
        return at.words(field, &format!("None: all time taken by [{work}] counts as [downtime]."));
    }
    if !at.shows(field) {
        return Vec::new();
    }
    at.say(&format!("{{{field}}} of [{work}] {span}; what goes beyond it counts as [downtime]."))
}

fn effect(maintenance: &Maintenance, at: &At<'_>) -> Vec<Inline> {
    match maintenance.effect {
        Some(effect) => at.words("effect", effect_words(effect)),
        None => at.get("effect"),
    }
}

/// What excused time does to a formula of time, in a sentence.
pub(super) fn effect_words(effect: ExclusionEffect) -> &'static str {
    match effect {
        ExclusionEffect::Numerator => {
            "[^excused time] does not count as [downtime]; total time stays as it is."
        }
        ExclusionEffect::Denominator => "[^excused time] is taken out of total time only.",
        ExclusionEffect::Both => "[^excused time] is taken out of [downtime] and of total time.",
    }
}

pub(super) fn exclusions(cx: &Context<'_>) -> Vec<Block> {
    let exclusions = &cx.draft.agreement.exclusions;
    if exclusions.is_empty() {
        return At::top(cx).required("exclusions");
    }
    let mut grid = Grid::new()
        .column("Event", 6)
        .column("Excused", 4)
        .column("Taken out of", 3)
        .column("Limit in a window", 2)
        .column("Evidence and duties", 7);
    for (exclusion, at) in At::top(cx).items("exclusions", exclusions) {
        let cells = vec![
            event(exclusion, &at),
            at.get("causation"),
            parts(exclusion, &at),
            at.get("cap"),
            evidence(&at),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// What is excused, and for which metrics where those are not all.
fn event(exclusion: &Exclusion, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.get("event");
    let (excused, others) = at.cx.draft.agreement.excused_by(&exclusion.id);
    let (words, named) = match (excused.len(), others.len()) {
        (0, _) | (_, 0) => return text,
        (some, rest) if some > rest => ("Not for ", others),
        _ => ("Only for ", excused),
    };
    let name = |metric: &Metric| {
        let path = FieldPath::new("metrics").join(&metric.id).join("exclusions");
        vec![Inline::Value { path, text: format!("“{}”", metric.name.trim()) }]
    };
    text.extend([Inline::Break, Inline::Text(words.to_owned())]);
    text.extend(series(named.into_iter().map(name).collect()));
    text
}

/// The parts of the formula it is subtracted from; empty where it follows the metric.
fn parts(exclusion: &Exclusion, at: &At<'_>) -> Vec<Inline> {
    let words = match exclusion.effect {
        None => return at.get("effect"),
        Some(ExclusionEffect::Numerator) => "[^downtime]",
        Some(ExclusionEffect::Denominator) => "Total time",
        Some(ExclusionEffect::Both) => "[^downtime] and total time",
    };
    at.words("effect", words)
}

fn evidence(at: &At<'_>) -> Vec<Inline> {
    let mut text = at.get("evidence");
    if at.has("duty") {
        if !text.is_empty() {
            text.push(Inline::Break);
        }
        text.extend(at.say("Rests on the duty: {duty}"));
    }
    text
}
