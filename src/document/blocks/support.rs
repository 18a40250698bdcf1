//! Priorities with their times, and the rules of incident handling.

use super::Context;
use super::at::{At, begun, series, stopped};
use super::grid::Grid;
use super::rows::Rows;
use crate::agreement::{Agreement, Clock, Metric, Priority, PrioritySetter, ResolutionEvent, Support};
use crate::document::{Block, Inline};
use crate::settlement::method::Method;

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
    blocks.extend(decided(cx));
    blocks.extend(pauses(cx));
    blocks
}

/// "95 %, the rest restored within 8 hours".
fn share(priority: &Priority, at: &At<'_>) -> Vec<Inline> {
    let done = match priority.outer_clock() {
        Clock::Restore => "restored",
        Clock::Resolve => "resolved",
        Clock::Response | Clock::Update => "answered",
    };
    match (priority.compliance.is_some(), priority.outer_limit.is_some()) {
        (true, true) => at.say(&format!("{{compliance}}, the rest {done} within {{outer_limit}}")),
        (true, false) => at.say("{compliance}"),
        (false, true) => at.say(&format!("none {done} later than {{outer_limit}}")),
        (false, false) => Vec::new(),
    }
}

/// What a miss of these times leads to: the metrics that measure them decide, and the shares are reported.
fn decided(cx: &Context<'_>) -> Vec<Block> {
    let a = &cx.draft.agreement;
    let shares = a.priorities.iter().any(|p| p.compliance.is_some());
    if !shares && a.priorities.iter().all(|p| p.outer_limit.is_none()) {
        return Vec::new();
    }
    let top = At::top(cx);
    let deciding: Vec<Vec<Inline>> = top
        .items("metrics", &a.metrics)
        .filter(|(metric, _)| metric.clock.is_some() && Method::of(metric) == Method::Within)
        .map(|(_, at)| [at.say("“"), at.get("name"), at.say("”")].concat())
        .collect();
    if deciding.is_empty() {
        let limits = a.priorities.iter().any(|p| p.outer_limit.is_some());
        let what = match (shares, limits) {
            (true, true) => "Shares and limits",
            (true, false) => "Shares of cases in time",
            _ => "Limits",
        };
        let text = format!(
            "{what} are reported for each priority. No metric measures these times, so a miss leads to no credit."
        );
        return vec![Block::Paragraph(top.say(&text))];
    }
    let measured = |p: &Priority, clock: Clock| {
        let of = |m: &&Metric| m.clock == Some(clock) && Method::of(m) == Method::Within;
        a.metrics.iter().filter(of).any(|m| m.priorities.is_empty() || m.priorities.contains(&p.id))
    };
    let loose = a.priorities.iter().any(|p| p.outer_limit.is_some() && !measured(p, p.outer_clock()));
    let said = match (shares, loose) {
        (true, true) => "Shares, and limits that no metric measures, are reported for each priority. What ",
        (true, false) => "Shares are reported for each priority. What ",
        (false, true) => "Limits that no metric measures are reported for each priority. What ",
        (false, false) => "What ",
    };
    let (noun, each) =
        if deciding.len() == 1 { ("metric", "with its") } else { ("metrics", "each with its") };
    let mut text = top.say(&format!("{said}follows a miss is decided by the {noun} "));
    text.extend(series(deciding));
    text.extend(top.say(&format!(", {each} own target.")));
    vec![Block::Paragraph(text)]
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
        .add("Resolution", resolution(&cx.draft.agreement, &at))
        .add("Priority is set by", setter(support, &at))
        .say(
            &at,
            "Reopening",
            "reopen_within",
            "[^incidents] reported again within {reopen_within} count as the same ones, as if they had not been closed.",
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

/// Nothing where no time to resolve is promised: a lasting fix is then nobody's duty by a clock.
fn resolution(agreement: &Agreement, at: &At<'_>) -> Vec<Inline> {
    let resolves = agreement.priorities.iter().any(|p| p.resolve.is_some())
        || agreement.metrics.iter().any(|m| m.clock == Some(Clock::Resolve));
    let words = match agreement.support.resolution_means {
        None => return at.get("resolution_means"),
        Some(ResolutionEvent::PermanentFix) if !resolves && !agreement.priorities.is_empty() => {
            return Vec::new();
        }
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
