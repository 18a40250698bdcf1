//! Who does what, by when, and what shows it.

use super::Context;
use super::at::At;
use super::grid::Grid;
use crate::agreement::Owner;
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>, owner: Owner) -> Vec<Block> {
    let duties = &cx.draft.agreement.responsibilities;
    if duties.is_empty() {
        return At::top(cx).required("responsibilities");
    }
    let mut grid = Grid::new().column("Duty", 6).column("Due", 3).column("Evidence", 3);
    for (_, at) in At::top(cx).items("responsibilities", duties).filter(|(d, _)| d.owner == owner) {
        grid.row(at.path.clone(), vec![at.get("duty"), due(&at), at.get("evidence")]);
    }
    grid.blocks()
}

/// "within 4 business hours from the question", or what is said instead of a time.
fn due(at: &At<'_>) -> Vec<Inline> {
    if at.has("due") && at.has("due_note") {
        at.say("Within {due} {due_note}")
    } else if at.has("due") {
        at.say("Within {due}")
    } else {
        at.get("due_note")
    }
}
