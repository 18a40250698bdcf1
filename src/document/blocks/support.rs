//! Priorities with their times, and the rules of incident handling.

use super::Context;
use super::at::{At, begun, stopped};
use super::grid::Grid;
use super::rows::Rows;
use crate::agreement::{Priority, PrioritySetter, ResolutionEvent, Support};
use crate::document::{Block, Inline};

/// What each priority is, and then its times: both in one table would be too wide to read.
pub(super) fn priorities(cx: &Context<'_>) -> Vec<Block> {
    let priorities = &cx.draft.agreement.priorities;
    let mut criteria = Grid::new().column("Priority", 1).column("Criteria", 4);
    let mut times = Grid::new()
        .column("Priority", 10)
        .column("Clock runs", 11)
        .column("Response", 8)
        .column("Response outside", 8)
        .column("Restore", 8)
        .column("Resolve", 8)
        .column("Updates", 10)
        .column("Cases in time", 15);
    for (priority, at) in At::top(cx).items("priorities", priorities) {
        criteria.row(at.path.clone(), vec![at.get("name"), at.get("criteria")]);

        let cells = vec![
            at.get("name"),
            at.get("calendar"),
            at.get("response"),
            at.get("response_outside"),
            at.get("restore"),
            at.get("resolve"),
            begun(at.every("update")),
            share(priority, &at),
        ];
        times.row(at.path.clone(), cells);
    }
    let mut blocks = criteria.blocks();
    blocks.extend(times.blocks());
    blocks.extend(pauses(cx));
    blocks
}

/// "95 %, the rest restored within 8 hours".
fn share(priority: &Priority, at: &At<'_>) -> Vec<Inline> {
    let restored = priority.restore.is_some();
    match (priority.compliance.is_some(), priority.outer_limit.is_some()) {
        (true, true) if restored => at.say("{compliance}, the rest restored within {outer_limit}"),
        (true, true) => at.say("{compliance}, the rest within {outer_limit}"),
        (true, false) => at.say("{compliance}"),
        (false, true) if restored => at.say("none restored later than {outer_limit}"),
        (false, true) => at.say("no case later than {outer_limit}"),
        (false, false) => Vec::new(),
    }
}

fn pauses(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new().column("Priority", 2).column("Clock pauses", 6).column("Paused at most", 2);
    for (priority, at) in At::top(cx).items("priorities", &cx.draft.agreement.priorities) {
        if at.has("pauses") || priority.pause_limit.is_some() {
            grid.row(at.path.clone(), vec![at.get("name"), at.get("pauses"), at.get("pause_limit")]);
        }
    }
    grid.blocks()
}

pub(super) fn support(cx: &Context<'_>) -> Vec<Block> {
    let support = &cx.draft.agreement.support;
    let at = At::new(cx, "support", support);
    let rows = Rows::new()
        .field(&at, "Channels", "channels")
        .field(&at, "Languages", "languages")
        .field(&at, "Start of the clocks", "clock_start")
        .add("Response", response(&at))
        .add("Resolution", resolution(support, &at))
        .add("Priority is set by", setter(support, &at))
        .say(
            &at,
            "Reopening",
            "reopen_within",
            "An [incident] reported again within {reopen_within} counts as the same one, as if it had not been closed.",
        )
        .field(&at, "Abandoned cases", "abandoned");
    let mut blocks = rows.blocks();
    blocks.extend(matrix(support, &at));
    blocks
}

fn matrix(support: &Support, at: &At<'_>) -> Vec<Block> {
    let mut grid = Grid::new().column("Impact", 4).column("Urgency", 4).column("Priority", 4);
    for (_, cell) in at.items("matrix", &support.matrix) {
        grid.row(cell.path.clone(), vec![cell.get("impact"), cell.get("urgency"), cell.get("priority")]);
    }
    grid.blocks()
}

fn response(at: &At<'_>) -> Vec<Inline> {
    let automatic = at.yes_no(
        "automatic_reply_counts",
        "An automatic reply counts as a response.",
        "An automatic reply does not count as a response.",
    );
    let mut text = at.get("response_means");
    if !text.is_empty() && !automatic.is_empty() {
        text = stopped(text);
        text.push(Inline::Break);
    }
    text.extend(automatic);
    text
}

fn resolution(support: &Support, at: &At<'_>) -> Vec<Inline> {
    let words = match support.resolution_means {
        None => return at.get("resolution_means"),
        Some(ResolutionEvent::ServiceRestored) => {
            "Reached when the [service] works again, by a workaround or a fix."
        }
        Some(ResolutionEvent::PermanentFix) => "Reached when the cause is mended for good.",
    };
    at.words("resolution_means", words)
}

fn setter(support: &Support, at: &At<'_>) -> Vec<Inline> {
    let words = match support.priority_set_by {
        None => return at.get("priority_set_by"),
        Some(PrioritySetter::CustomerProposesHigherStands) => {
            "The Customer proposes; until both parties agree, the higher of the priorities in question stands."
        }
        Some(PrioritySetter::Customer) => "The Customer.",
        Some(PrioritySetter::Provider) => "The Provider.",
    };
    vec![at.worded("priority_set_by", words)]
}
