//! A statement as JSON. Every number that decides something is a string, so that no reader rounds it.

use super::{amount, exact_value, outcome_name};
use crate::settlement::{Chronic, Entry, MetricLine, Outcome, Statement};
use crate::value::{Date, Money};
use serde::Serialize;

#[derive(Serialize)]
struct File<'a> {
    period: &'a str,
    first_day: String,
    last_day: String,
    currency: Option<&'static str>,
    metrics: Vec<Line<'a>>,
    credit_total: Option<String>,
    credit_total_percent: Option<String>,
    bonus_total: Option<String>,
    earned_back_total: Option<String>,
    carried_in: Option<String>,
    carried_forward: Option<String>,
    lapsed: Option<String>,
    caps: Vec<&'static str>,
    claim_by: Option<String>,
    claim: &'a str,
    chronic: Vec<Failure<'a>>,
    notes: &'a [String],
    working: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    window: &'a str,
    outcome: &'static str,
    reason: Option<&'a str>,
    value: Option<String>,
    shown: Option<&'a str>,
    met: Option<bool>,
    tier: Option<&'a str>,
    credit_percent: Option<String>,
    credit: Option<String>,
    bonus: Option<String>,
    earned_back: Option<String>,
    caps: Vec<&'static str>,
    notes: &'a [String],
    working: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Failure<'a> {
    metric: &'a str,
    missed: u32,
    of: u32,
    in_a_row: u32,
    triggers: &'a [String],
    since: Option<String>,
    exercise_until: Option<String>,
    notice: Option<String>,
}

#[derive(Serialize)]
struct Step<'a> {
    step: &'static str,
    working: &'a str,
    result: &'a str,
}

/// One object with the keys of the command-line contract and, beside them, reasons, notes and every step.
pub fn to_json(statement: &Statement) -> String {
    let money = |m: &Option<Money>| m.as_ref().map(amount);
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    let file = File {
        period: &statement.period.name,
        first_day: statement.period.first.to_string(),
        last_day: statement.period.last.to_string(),
        currency: statement.currency.map(|c| c.code()),
        metrics: statement.metrics.iter().map(line).collect(),
        credit_total: money(&statement.credit_total),
        credit_total_percent: statement.credit_percent.as_ref().map(ToString::to_string),
        bonus_total: money(&statement.bonus_total),
        earned_back_total: money(&statement.earned_back_total),
        carried_in: money(&statement.carried_in),
        carried_forward: money(&statement.carried_forward),
        lapsed: money(&statement.lapsed),
        caps: statement.caps.iter().map(|c| c.label()).collect(),
        claim_by: day(statement.claim_by),
        claim: &statement.claim,
        chronic: statement.chronic.iter().map(failure).collect(),
        notes: &statement.notes,
        working: steps(&statement.working),
    };
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

fn line(line: &MetricLine) -> Line<'_> {
    let money = |m: &Option<Money>| m.as_ref().map(amount);
    Line {
        id: line.metric.as_str(),
        name: &line.name,
        window: &line.window,
        outcome: outcome_name(&line.outcome),
        reason: match &line.outcome {
            Outcome::NoData(why) | Outcome::NotEvaluated(why) => Some(why),
            Outcome::Value(_) | Outcome::NoEvents => None,
        },
        value: exact_value(line).map(ToString::to_string),
        shown: line.shown.as_deref(),
        met: line.met,
        tier: line.tier.as_ref().map(|id| id.as_str()),
        credit_percent: line.credit_percent.as_ref().map(ToString::to_string),
        credit: money(&line.credit),
        bonus: money(&line.bonus),
        earned_back: money(&line.earned_back),
        caps: line.caps.iter().map(|c| c.label()).collect(),
        notes: &line.notes,
        working: steps(&line.working),
    }
}

fn failure(chronic: &Chronic) -> Failure<'_> {
    Failure {
        metric: chronic.metric.as_str(),
        missed: chronic.missed,
        of: chronic.of,
        in_a_row: chronic.in_a_row,
        triggers: &chronic.triggers,
        since: chronic.since.map(|d| d.to_string()),
        exercise_until: chronic.exercise_until.map(|d| d.to_string()),
        notice: chronic.notice.map(|n| n.to_string()),
    }
}

fn steps(entries: &[Entry]) -> Vec<Step<'_>> {
    entries.iter().map(|e| Step { step: e.step.label(), working: &e.working, result: &e.result }).collect()
}
