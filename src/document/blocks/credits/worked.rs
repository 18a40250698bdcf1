//! Worked examples, computed from the agreement's own numbers, and the order of operations.

use super::super::Context;
use super::super::at::At;
use super::super::grid::Grid;
use crate::agreement::Agreement;
use crate::document::{Block, Inline};
use crate::settlement::examples::{Example, Examples, Situation, examples};
use crate::settlement::{MetricLine, Outcome, Statement, order_of_operations};
use crate::value::{FieldPath, Money, NO_BREAK_SPACE};

pub(crate) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    if agreement.credits.schedules.is_empty() {
        return Vec::new();
    }
    let top = At::new(cx, "credits", &agreement.credits);
    let mut blocks = Vec::new();
    if let Some(found) = examples(agreement) {
        let month = found.period.first.get().format("%B %Y").to_string().replace(' ', "\u{a0}");
        blocks.push(Block::Paragraph(top.say(&format!(
            "Computed from this [agreement] for {month}, the first full month of its term, or the first full window of \
             a metric with a longer one. Each row stands alone: everything else is as promised."
        ))));
        blocks.extend(table(cx, agreement, &found));
        blocks.extend(together(&top, &found));
        blocks.extend(claim(&top, &found));
    }
    blocks.extend(order(&top, agreement));
    blocks
}

fn table(cx: &Context<'_>, agreement: &Agreement, found: &Examples) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Metric", 5)
        .column("What happens", 5)
        .numbers("Value", 3)
        .numbers("Credit or bonus", 3)
        .numbers("Amount", 3);
    let mut last: Option<FieldPath> = None;
    for example in &found.single {
        let Some(at) = place(cx, agreement, example) else { continue };
        let metric = if last.as_ref() == Some(&at.path) { Vec::new() } else { at.get("metric") };
        last = Some(at.path.clone());
        let cells = vec![
            metric,
            happens(&at, example),
            vec![at.worded("metric", value(&example.line))],
            share(&at, example),
            amount(&at, example),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// The schedule or bonus of an example.
fn place<'a>(cx: &'a Context<'a>, agreement: &'a Agreement, example: &Example) -> Option<At<'a>> {
    if let Some(id) = &example.bonus {
        let bonus = agreement.bonuses.iter().find(|b| b.id == *id)?;
        return Some(At::new(cx, &format!("bonuses.{id}"), bonus));
    }
    let id = example.schedule.as_ref()?;
    let schedule = agreement.credits.schedules.iter().find(|s| s.id == *id)?;
    Some(At::new(cx, &format!("credits.schedules.{id}"), schedule))
}

fn happens(at: &At<'_>, example: &Example) -> Vec<Inline> {
    match example.situation {
        Situation::Down(minutes) => {
            at.words("metric", &format!("{}{NO_BREAK_SPACE}min of [downtime]", crate::value::grouped(&minutes.to_string())))
        }
        Situation::Misses(count) => at.words("metric", &format!("{count} misses")),
        Situation::Late(tenths) => {
            let times = format!("{}.{} times ", tenths / 10, tenths % 10);
            let mut text = vec![at.worded("step_time", "late by "), at.worded("step_time", times)];
            text.extend(at.get("step_time"));
            text
        }
        Situation::Value => match example.line.met {
            Some(true) => at.words("metric", "the target is exceeded"),
            _ => at.words("metric", "the target is missed"),
        },
    }
}

fn value(line: &MetricLine) -> String {
    match &line.outcome {
        Outcome::Value(_) => line.shown.clone().unwrap_or_default().replace(' ', "\u{a0}"),
        Outcome::NoEvents | Outcome::NoData(_) | Outcome::NotEvaluated(_) => String::new(),
    }
}

fn share(at: &At<'_>, example: &Example) -> Vec<Inline> {
    if example.bonus.is_some() {
        return at.get("rate");
    }
    match &example.line.credit_percent {
        Some(percent) => vec![at.worded("metric", format!("{}{NO_BREAK_SPACE}%", percent_text(percent)))],
        None => Vec::new(),
    }
}

/// Every decimal where that is short, else four of them.
fn percent_text(percent: &crate::settlement::Exact) -> String {
    let rounded = percent.rounded(4);
    if rounded == *percent { percent.to_string() } else { format!("about {}", percent.shown(4)) }
}

fn amount(at: &At<'_>, example: &Example) -> Vec<Inline> {
    let amount = if example.bonus.is_some() { example.line.bonus } else { example.line.credit };
    amount.map(|money| vec![at.worded("metric", long(&money))]).unwrap_or_default()
}

fn long(money: &Money) -> String {
    money.long().replace(' ', "\u{a0}")
}

/// What happens when everything is missed at once, and which caps hold it.
fn together(top: &At<'_>, found: &Examples) -> Option<Block> {
    let statement: &Statement = found.together.as_ref()?;
    let total = statement.credit_total.as_ref()?;
    let count = statement.metrics.len();
    let limits: Vec<&str> = statement.caps.iter().map(|c| c.label()).collect();
    let limited = match limits.as_slice() {
        [] => "no cap is reached".to_owned(),
        caps => format!("limited by the {}", caps.join(" and the ")),
    };
    let words = format!(
        "If all {count} metrics missed in that month as badly as in their last row, the [service credits] would together come to "
    );
    let mut text = top.say(&words);
    text.push(top.worded("period_cap", long(total)));
    text.extend(top.say(&format!(", {limited}.")));
    Some(Block::Paragraph(text))
}

fn claim(top: &At<'_>, found: &Examples) -> Option<Block> {
    let statement = found.first.as_ref()?;
    let day = statement.claim_by?;
    let line = statement.metrics.first()?;
    let mut text = top.say("A [service credit] for ");
    text.push(top.worded("claim_within", line.window.clone()));
    text.extend(top.say(" must be claimed by "));
    text.push(top.worded("claim_within", day.long().replace(' ', "\u{a0}")));
    text.push(Inline::Text(".".to_owned()));
    Some(Block::Paragraph(text))
}

/// The steps in one paragraph; nothing where the stored order makes no sense, which is a finding.
fn order(top: &At<'_>, agreement: &Agreement) -> Option<Block> {
    let steps = order_of_operations(agreement).ok()?;
    let mut text = top.say("Every amount is computed in this order: ");
    let last = steps.len().saturating_sub(1);
    for (n, step) in steps.iter().enumerate() {
        text.push(top.worded("order", format!("({}){NO_BREAK_SPACE}{}", n + 1, step.label())));
        text.push(Inline::Text(if n == last { "." } else { "; " }.to_owned()));
    }
    Some(Block::Paragraph(text))
}
