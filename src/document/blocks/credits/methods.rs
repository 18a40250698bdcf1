//! Credits that do not come from tiers, as sentences.

use super::super::at::At;
use super::super::metric::target::quantity;
use crate::agreement::{CreditMethod, CreditSchedule, Metric, StepRounding};
use crate::document::{Block, Inline};
use crate::value::NO_BREAK_SPACE;

pub(super) fn blocks(schedule: &CreditSchedule, at: &At<'_>, metric: &At<'_>) -> Vec<Block> {
    let mut text = sentence(schedule, at, metric);
    if let Some(rounding) = schedule.step_rounding.filter(|_| steps(schedule.method)) {
        let words = match rounding {
            StepRounding::Whole => " Only whole steps count.",
            StepRounding::Started => " Each started step counts in full.",
        };
        text.push(at.worded("step_rounding", words));
    }
    if at.has("cap") {
        text.extend(at.say(" The [service credit] for this metric is at most {cap} in one period."));
    }
    vec![Block::Paragraph(text)]
}

fn steps(method: CreditMethod) -> bool {
    matches!(method, CreditMethod::Linear | CreditMethod::PerUnitLate)
}

fn sentence(schedule: &CreditSchedule, at: &At<'_>, metric: &At<'_>) -> Vec<Inline> {
    match schedule.method {
        CreditMethod::Tiers => Vec::new(),
        CreditMethod::Linear => {
            let agreement = &at.cx.draft.agreement;
            let mut text = at.say("{metric}: for each {!step}");
            if metric.has("unit") {
                text.push(Inline::Text(NO_BREAK_SPACE.to_string()));
                text.extend(metric.get("unit"));
            }
            if at.has("counted_from") {
                let higher_is_better =
                    agreement.metric(&schedule.metric).is_none_or(Metric::higher_is_better);
                let side = if higher_is_better { "below" } else { "above" };
                text.push(Inline::Text(format!(" by which the value is {side} ")));
                text.extend(quantity(at, "counted_from", schedule.counted_from, 0, metric));
                text.extend(at.say(", the [service credit] is "));
            } else {
                text.extend(at.say(" by which the value misses the target, the [service credit] is "));
            }
            text.extend(price(schedule, at));
            text.push(Inline::Text(".".to_owned()));
            text
        }
        CreditMethod::LostTime => {
            let mut text = at.say(
                "{metric}: the [service credit] is {!rate} of the part of the base that falls on the time lost.",
            );
            let beyond = at.yes_no(
                "beyond_target",
                " Only the time lost beyond what the target leaves counts.",
                " All the time lost counts, also that which the target leaves.",
            );
            text.extend(beyond);
            text
        }
        CreditMethod::Proportional => at.say(
            "{metric}: the [service credit] is the part of the base that falls on the time not delivered.",
        ),
        CreditMethod::PerMiss => {
            let mut text = at.say("{metric}: for each miss, the [service credit] is ");
            text.extend(price(schedule, at));
            text.push(Inline::Text(".".to_owned()));
            text
        }
        CreditMethod::PerUnitLate => {
            let mut text = at.say("{metric}: for each ");
            text.extend(at.get("step_time").into_iter().map(unit_alone));
            text.extend(at.say(" of delay, the [service credit] is "));
            text.extend(price(schedule, at));
            text.push(Inline::Text(".".to_owned()));
            text
        }
        CreditMethod::Points => {
            let points = if schedule.points == Some(1) { "{!points} point" } else { "{!points} points" };
            let mut text = at.say("{metric}: each miss scores ");
            text.extend(at.say(points));
            if at.has("rate") || at.has("amount") {
                text.extend(at.say("; for each point, the [service credit] is "));
                text.extend(price(schedule, at));
            }
            text.push(Inline::Text(".".to_owned()));
            text
        }
        CreditMethod::Pool => at.say("{metric}: a miss costs {!weight} of the pool of fees at risk."),
    }
}

/// "Business Day" for "1 Business Day", after "for each".
fn unit_alone(inline: Inline) -> Inline {
    match inline {
        Inline::Value { path, text } => {
            let text = text.strip_prefix("1\u{a0}").map_or(text.clone(), str::to_owned);
            Inline::Value { path, text }
        }
        other => other,
    }
}

/// "2 % of the base", or the fixed amount.
fn price(schedule: &CreditSchedule, at: &At<'_>) -> Vec<Inline> {
    if schedule.amount.is_some() && schedule.rate.is_none() {
        at.get("amount")
    } else {
        at.say("{!rate} of the base")
    }
}
