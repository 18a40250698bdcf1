//! Maintenance and exclusions.

use super::Context;
use super::at::{At, stopped};
use super::grid::Grid;
use super::rows::Rows;
use crate::document::{Block, Inline};

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
        .say(
            &at,
            "Limit",
            "cap",
            "{cap} of [planned maintenance] a month; what goes beyond it counts as [downtime].",
        )
        .add("Effect", effect(&at))
        .field(&at, "Emergency maintenance", "emergency")
        .say(
            &at,
            "Limit of emergencies",
            "emergency_cap",
            "{emergency_cap} of [emergency maintenance] a month; what goes beyond it counts as [downtime].",
        )
        .field(&at, "No maintenance during", "freezes");
    let mut blocks = grid.blocks();
    blocks.extend(rows.blocks());
    blocks
}

fn effect(at: &At<'_>) -> Vec<Inline> {
    if at.has("effect") { stopped(at.begin("effect")) } else { Vec::new() }
}

pub(super) fn exclusions(cx: &Context<'_>) -> Vec<Block> {
    let exclusions = &cx.draft.agreement.exclusions;
    if exclusions.is_empty() {
        return At::top(cx).required("exclusions");
    }
    let mut grid = Grid::new()
        .column("Event", 6)
        .column("Excused", 4)
        .column("Limit in a window", 2)
        .column("Evidence and duties", 5);
    for (_, at) in At::top(cx).items("exclusions", exclusions) {
        grid.row(at.path.clone(), vec![at.get("event"), excused(&at), at.get("cap"), evidence(&at)]);
    }
    grid.blocks()
}

/// How far the event excuses, and what it is taken from where it does not follow the metric.
fn excused(at: &At<'_>) -> Vec<Inline> {
    let causation = Some(at.get("causation")).filter(|c| !c.is_empty());
    let effect = Some(at.get("effect")).filter(|e| !e.is_empty());
    [causation, effect].into_iter().flatten().collect::<Vec<_>>().join(&[Inline::Text("; ".into())][..])
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
