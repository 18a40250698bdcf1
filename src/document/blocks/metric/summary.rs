//! The promises at a glance: one row a metric.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use super::{downtime, target};
use crate::agreement::{Consequence, Metric};
use crate::document::{Block, Inline};

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let metrics = &cx.draft.agreement.metrics;
    if metrics.is_empty() {
        return At::top(cx).required("metrics");
    }
    let mut grid = Grid::new()
        .column("Metric", 5)
        .column("Target", 4)
        .column("Window", 3)
        .column("Downtime in 30\u{a0}days", 3)
        .column("If missed", 3);
    for (metric, at) in At::top(cx).items("metrics", metrics) {
        let cells = vec![
            at.get("name"),
            target::target(metric, &at),
            at.begin("window"),
            minutes(metric, &at),
            if_missed(metric, &at),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

pub(super) fn if_missed(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    match metric.consequence {
        Some(Consequence::Credit) => at.words("consequence", "[^service credit]"),
        _ => at.begin("consequence"),
    }
}

/// Only where it is measured around the clock: other hours have no downtime in 30 days to compare.
fn minutes(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    let Some(level) = metric.target.filter(|_| downtime::applies(metric)) else { return Vec::new() };
    let spans = downtime::spans(&at.cx.draft.agreement, metric);
    let month = spans.first().filter(|s| !s.hours);
    let text = month.and_then(|span| downtime::at_level(level, span));
    text.map(|t| vec![at.worded("target", format!("≤\u{a0}{t}"))]).unwrap_or_default()
}
