//! Reporting, review, escalation, disputes.

use super::Context;
use super::at::At;
use super::grid::Grid;
use super::rows::Rows;
use crate::agreement::EscalationStep;
use crate::document::{Block, Inline};

pub(super) fn reporting(cx: &Context<'_>) -> Vec<Block> {
    let at = At::new(cx, "reporting", &cx.draft.agreement.reporting);
    let rows = Rows::new()
        .field(&at, "How often", "cadence")
        .say(&at, "Due", "due", "Within {due} after the end of the period")
        .field(&at, "Recipient", "recipient")
        .field(&at, "Format", "format")
        .field(&at, "Content", "content")
        .field(&at, "Metrics", "metrics")
        .field(&at, "Late or missing report", "late")
        .say(&at, "Data and reports kept", "retention", "For {retention}");
    rows.blocks()
}

pub(super) fn review(cx: &Context<'_>) -> Vec<Block> {
    let at = At::new(cx, "review", &cx.draft.agreement.review);
    let rows = Rows::new()
        .field(&at, "Meetings", "cadence")
        .field(&at, "Participants", "participants")
        .field(&at, "Agenda", "agenda")
        .say(&at, "Improvement plan", "improvement_plan", "Within {improvement_plan} after a miss")
        .field(&at, "Review of the levels", "level_review")
        .field(&at, "Change control", "change_control");
    rows.blocks()
}

pub(super) fn escalation(cx: &Context<'_>) -> Vec<Block> {
    let escalation = &cx.draft.agreement.escalation;
    let at = At::new(cx, "escalation", escalation);
    let mut blocks =
        if escalation.steps.is_empty() { at.required("steps") } else { steps(&escalation.steps, &at) };
    let rows = Rows::new()
        .field(&at, "Disputed values", "data_dispute")
        .field(&at, "Expert", "expert")
        .say(
            &at,
            "Negotiation",
            "negotiation",
            "The parties shall negotiate for {negotiation} before either goes to court; urgent relief stays open to both.",
        );
    blocks.extend(rows.blocks());
    blocks
}

fn steps(steps: &[EscalationStep], at: &At<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .numbers("Step", 1)
        .column("When", 5)
        .column("Priority", 3)
        .column("After", 3)
        .column("Provider", 4)
        .column("Customer", 4);
    for (n, (_, step)) in at.items("steps", steps).enumerate() {
        let cells = vec![
            vec![Inline::Text((n + 1).to_string())],
            step.get("trigger"),
            step.get("priority"),
            after(&step),
            step.get("provider_contact"),
            step.get("customer_contact"),
        ];
        grid.row(step.path.clone(), cells);
    }
    grid.blocks()
}

/// A fixed time, a share of the target time, or whichever of both comes first.
fn after(step: &At<'_>) -> Vec<Inline> {
    match (step.has("after"), step.has("share_of_target")) {
        (true, true) => step.say("{after} or {share_of_target} of the target time, whichever is earlier"),
        (false, true) => step.say("{share_of_target} of the target time"),
        _ => step.get("after"),
    }
}
