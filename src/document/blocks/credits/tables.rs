//! The credits of each metric: a table of tiers, or a sentence for the other methods.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use super::super::metric::downtime::{self, Span};
use super::{bands, methods};
use crate::agreement::{CreditMethod, CreditSchedule, Credits, Metric, WindowKind};
use crate::document::{Block, Inline};

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let credits = &cx.draft.agreement.credits;
    let top = At::new(cx, "credits", credits);
    let mut blocks = Vec::new();
    let mut open: Option<Tiers> = None;
    for (schedule, at) in top.items("schedules", &credits.schedules) {
        let tiers = Tiers::of(schedule, &at);
        if !open.as_ref().zip(tiers.as_ref()).is_some_and(|(open, new)| open.takes(new)) {
            blocks.extend(open.take().into_iter().flat_map(|open| open.grid.blocks()));
        }
        match tiers {
            Some(new) => open.get_or_insert(new).add(schedule, &at),
            None => blocks.extend(other(schedule, &at)),
        }
    }
    blocks.extend(open.into_iter().flat_map(|open| open.grid.blocks()));
    for (_, at) in top.items("schedules", &credits.schedules).filter(|(_, at)| at.has("repeat_multiplier")) {
        blocks.push(Block::Paragraph(at.say(
            "From the second miss in a row the [service credit] for {metric} is multiplied by {repeat_multiplier}.",
        )));
    }
    blocks.extend(points(credits, &top));
    blocks
}

/// What the points of a period cost together.
fn points(credits: &Credits, top: &At<'_>) -> Vec<Block> {
    let mut grid = Grid::new().column("Points in a period", 4).numbers("Credit", 2);
    for (band, at) in top.items("points_table", &credits.points_table) {
        let next = credits.points_table.iter().filter_map(|b| b.from).filter(|n| Some(*n) > band.from).min();
        let points = match (band.to, next) {
            (Some(_), _) if band.from == band.to => at.say("{!from}"),
            (Some(_), _) => at.say("{!from} to {to}"),
            (None, Some(next)) => {
                let mut text = at.say("{!from} to ");
                text.push(at.worded("to", (next - 1).to_string()));
                text
            }
            (None, None) => at.say("{!from} or more"),
        };
        grid.row(at.path.clone(), vec![points, at.get("credit")]);
    }
    grid.blocks()
}

/// A schedule without tiers: a sentence, or a mark where the tiers are still missing.
fn other(schedule: &CreditSchedule, at: &At<'_>) -> Vec<Block> {
    if schedule.method == CreditMethod::Tiers {
        let mut text = at.get("metric");
        text.push(Inline::Text(": ".to_owned()));
        text.extend(at.must("tiers"));
        return vec![Block::Paragraph(text)];
    }
    let blank = Metric::default();
    let metric = metric_of(schedule, at, &blank);
    methods::blocks(schedule, at, &At::new(at.cx, &format!("metrics.{}", metric.id), metric))
}

fn metric_of<'m>(schedule: &CreditSchedule, at: &At<'m>, blank: &'m Metric) -> &'m Metric {
    at.cx.draft.agreement.metric(&schedule.metric).unwrap_or(blank)
}

/// One table of tiers, for all metrics in a row that are evaluated over the same window.
struct Tiers {
    title: &'static str,
    /// The time to which downtime is related, once a metric has one.
    span: Option<Span>,
    grid: Grid,
}

impl Tiers {
    /// The empty table that a schedule with tiers needs.
    fn of(schedule: &CreditSchedule, at: &At<'_>) -> Option<Self> {
        if schedule.method != CreditMethod::Tiers || schedule.tiers.is_empty() {
            return None;
        }
        let blank = Metric::default();
        let metric = metric_of(schedule, at, &blank);
        let title = value_title(metric);
        let spans = downtime::spans(&at.cx.draft.agreement, metric);
        let span = spans.into_iter().next().filter(|_| downtime::applies(metric));
        let grid = Grid::new()
            .column("Metric", 10)
            .column("Row", 5)
            .column(title, 10)
            .column("", 15)
            .numbers("Credit", 4)
            .numbers("At most", 4);
        Some(Self { title, span, grid })
    }

    fn takes(&self, new: &Self) -> bool {
        let both = self.span.as_ref().zip(new.span.as_ref());
        self.title == new.title && both.is_none_or(|(a, b)| a == b)
    }

    fn add(&mut self, schedule: &CreditSchedule, at: &At<'_>) {
        let blank = Metric::default();
        let metric = metric_of(schedule, at, &blank);
        let unit_of = At::new(at.cx, &format!("metrics.{}", metric.id), metric);
        let span = Self::of(schedule, at).and_then(|new| new.span);
        if let Some(span) = &span {
            let example = if span.example { ", for example" } else { "" };
            self.grid.title(3, &format!("Downtime in {}{example}", span.name));
            self.span = Some(span.clone());
        }
        let decimals = bands::decimals(&schedule.tiers);
        for (n, (tier, tier_at)) in at.items("tiers", &schedule.tiers).enumerate() {
            let once = |field: &str| if n == 0 { at.get(field) } else { Vec::new() };
            let minutes = span.as_ref().map_or(Vec::new(), |span| bands::downtime(tier, &tier_at, span));
            let band = bands::band(tier, &tier_at, &unit_of, decimals);
            self.grid.row(
                tier_at.path.clone(),
                vec![once("metric"), tier_at.get("name"), band, minutes, tier_at.get("credit"), once("cap")],
            );
        }
    }
}

fn value_title(metric: &Metric) -> &'static str {
    match metric.window {
        Some(WindowKind::Month) => "Value in the calendar month",
        Some(WindowKind::Quarter) => "Value in the calendar quarter",
        Some(WindowKind::Year) => "Value in the calendar year",
        Some(WindowKind::Week) => "Value in the calendar week",
        Some(WindowKind::Day) => "Value on the day",
        Some(WindowKind::Rolling) | None => "Measured value",
    }
}
