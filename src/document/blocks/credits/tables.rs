//! The credits of each metric: a table of tiers, or a sentence for the other methods.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use super::super::metric::downtime;
use super::{bands, methods};
use crate::agreement::{CreditMethod, CreditSchedule, Metric, WindowKind};
use crate::document::{Block, Inline};

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let credits = &cx.draft.agreement.credits;
    let top = At::new(cx, "credits", credits);
    top.items("schedules", &credits.schedules).flat_map(|(schedule, at)| one(schedule, &at)).collect()
}

fn one(schedule: &CreditSchedule, at: &At<'_>) -> Vec<Block> {
    let agreement = &at.cx.draft.agreement;
    let blank = Metric::default();
    let metric = agreement.metric(&schedule.metric).unwrap_or(&blank);
    let unit_of = At::new(at.cx, &format!("metrics.{}", metric.id), metric);
    let mut blocks = match schedule.method {
        CreditMethod::Tiers => tiers(schedule, at, metric, &unit_of),
        _ => methods::blocks(schedule, at, &unit_of),
    };
    if at.has("repeat_multiplier") {
        blocks.push(Block::Paragraph(at.say(
            "From the second miss in a row the [service credit] for {metric} is multiplied by {repeat_multiplier}.",
        )));
    }
    blocks
}

fn tiers(schedule: &CreditSchedule, at: &At<'_>, metric: &Metric, unit_of: &At<'_>) -> Vec<Block> {
    if schedule.tiers.is_empty() {
        let mut text = at.get("metric");
        text.push(Inline::Text(": ".to_owned()));
        text.extend(at.must("tiers"));
        return vec![Block::Paragraph(text)];
    }
    let mut caption = at.get("metric");
    if at.has("cap") {
        caption.extend(at.say(" – at most {cap} in one period"));
    }
    let spans = downtime::spans(&at.cx.draft.agreement, metric);
    let span = spans.first().filter(|_| downtime::applies(metric));
    let in_span = span.map_or(String::new(), |s| format!("Downtime in {}", s.name));
    let mut grid =
        Grid::new().caption(caption).column(value_title(metric), 4).column(&in_span, 5).numbers("Credit", 2);
    let decimals = bands::decimals(&schedule.tiers);
    for (tier, at) in at.items("tiers", &schedule.tiers) {
        let minutes = span.map_or(Vec::new(), |span| bands::downtime(tier, &at, span));
        let cells = vec![bands::band(tier, &at, unit_of, decimals), minutes, at.get("credit")];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
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
