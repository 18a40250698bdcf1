//! Who does what, by when, and what shows it.

use super::Context;
use super::at::At;
use super::grid::Grid;
use super::parties::known_as;
use crate::agreement::{Owner, Responsibility};
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>, owner: Owner) -> Vec<Block> {
    let duties = &cx.draft.agreement.responsibilities;
    if duties.is_empty() {
        return At::top(cx).required("responsibilities");
    }
    let mut grid = Grid::new().column("Duty", 6).column("Due", 3).column("Evidence", 3).column("Led by", 3);
    for (duty, at) in At::top(cx).items("responsibilities", duties).filter(|(d, _)| d.owner == owner) {
        let lead = known_as(&at, "lead", &duty.lead);
        grid.row(at.path.clone(), vec![at.get("duty"), due(duty, &at), at.get("evidence"), lead]);
    }
    grid.blocks()
}

/// "Within 4 business hours from the question", "At least 10 days before the change", or what is said instead of a
/// time.
fn due(duty: &Responsibility, at: &At<'_>) -> Vec<Inline> {
    if !at.has("due") {
        return at.get("due_note");
    }
    let before = duty.due_note.trim_start().to_lowercase().starts_with("before");
    let mut text = at.say(if before { "At least {due}" } else { "Within {due}" });
    if at.has("due_note") {
        text.extend(at.say(" {due_note}"));
    }
    text
}
