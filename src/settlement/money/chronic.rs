//! Chronic failure: whether repeated misses give the right to leave, and until when.

use super::calendar::ends;
use super::claim::business_calendar;
use super::past::Past;
use super::run::name;
use super::said::with_unit;
use super::separate::reaches;
use super::statement::{Chronic, SettlementInput};
use crate::agreement::{Agreement, Metric};
use crate::settlement::{Exact, Measured, Outcome};
use crate::value::Node;

/// The state of every metric that counts, in the order of the agreement; nothing where no chronic failure is agreed.
pub(super) fn chronic(
    agreement: &Agreement,
    input: &SettlementInput,
    past: &Past<'_>,
    notes: &mut Vec<String>,
) -> Vec<Chronic> {
    let rule = &agreement.credits.chronic;
    if rule.is_blank() {
        return Vec::new();
    }
    let counts = |m: &&Metric| match rule.metrics.is_empty() {
        true => agreement.schedules_of(m.id.as_str()).next().is_some(),
        false => rule.metrics.contains(m.id.as_str()),
    };
    let metrics: Vec<&Metric> = agreement.metrics.iter().filter(counts).collect();
    let judged = Judged { agreement, past, metrics: &metrics };
    let states: Vec<Chronic> = metrics.iter().filter_map(|m| judged.state(m, input)).collect();
    let looks_back = rule.count.is_some() || rule.consecutive.is_some();
    if looks_back && input.history.measured.is_empty() && !states.is_empty() {
        notes.push(
            "Earlier windows were not given: for chronic failure none of them is assumed missed".to_owned(),
        );
    }
    states
}

struct Judged<'a> {
    agreement: &'a Agreement,
    past: &'a Past<'a>,
    metrics: &'a [&'a Metric],
}

impl Judged<'_> {
    fn state(&self, metric: &Metric, input: &SettlementInput) -> Option<Chronic> {
        let rule = &self.agreement.credits.chronic;
        let mut windows: Vec<&Measured> = input.measured.iter().filter(|m| m.metric == metric.id).collect();
        windows.sort_by_key(|m| (m.window.first, m.window.last));
        let last = windows.last()?;
        let run = self.past.evaluated_to(last);
        let within = rule.within.and_then(|w| usize::try_from(w).ok()).unwrap_or(run.len()).min(run.len());
        let recent = run.get(run.len() - within..).unwrap_or_default();
        let in_a_row = run.iter().rev().take_while(|m| m.met == Some(false)).count();
        let mut state = Chronic {
            metric: metric.id.clone(),
            name: name(metric),
            missed: count(recent.iter().filter(|m| m.met == Some(false)).count()),
            of: rule.within.unwrap_or(count(run.len())),
            in_a_row: count(in_a_row),
            triggers: Vec::new(),
            since: None,
            exercise_until: None,
            notice: None,
        };
        for window in windows {
            let triggers = self.triggers(metric, window);
            if !triggers.is_empty() {
                state.triggers = triggers;
                state.since = Some(window.window.last);
            }
        }
        if let Some(since) = state.since {
            let calendar = business_calendar(self.agreement);
            state.exercise_until =
                rule.exercise_within.and_then(|time| ends(self.agreement, since, time, calendar));
            state.notice = rule.notice;
        }
        Some(state)
    }

    /// What this window, being missed, triggers.
    fn triggers(&self, metric: &Metric, window: &Measured) -> Vec<String> {
        let rule = &self.agreement.credits.chronic;
        let run = self.past.evaluated_to(window);
        let mut triggers = Vec::new();
        if window.met == Some(false) {
            let within =
                rule.within.and_then(|w| usize::try_from(w).ok()).unwrap_or(run.len()).min(run.len());
            let recent = run.get(run.len() - within..).unwrap_or_default();
            let missed: Vec<&str> =
                recent.iter().filter(|m| m.met == Some(false)).map(|m| m.window.name.as_str()).collect();
            if rule.count.is_some_and(|needed| needed > 0 && count(missed.len()) >= needed) {
                let of = rule.within.map_or(String::new(), |w| format!(" of the last {w}"));
                triggers.push(format!(
                    "{}{of} windows missed: {}",
                    missed.len(),
                    crate::value::listed(&missed)
                ));
            }
            let row: Vec<&str> = run
                .iter()
                .rev()
                .take_while(|m| m.met == Some(false))
                .map(|m| m.window.name.as_str())
                .collect();
            if rule.consecutive.is_some_and(|needed| needed > 0 && count(row.len()) >= needed) {
                let row: Vec<&str> = row.into_iter().rev().collect();
                triggers.push(format!(
                    "{} windows in a row missed: {}",
                    row.len(),
                    crate::value::listed(&row)
                ));
            }
        }
        if let (Outcome::Value(value), Some(level)) = (&window.outcome, self.critical_level(metric))
            && !reaches(metric, value, &level)
        {
            let side = if metric.higher_is_better() { "below" } else { "above" };
            let beyond = |m: &&&Measured| match &m.outcome {
                Outcome::Value(value) => !reaches(metric, value, &level),
                _ => false,
            };
            let row: Vec<&str> =
                run.iter().rev().take_while(beyond).map(|m| m.window.name.as_str()).collect();
            let (value, level) = (with_unit(value, metric), with_unit(&level, metric));
            match rule.critical_count.filter(|needed| *needed > 1) {
                None => triggers.push(format!(
                    "{value} in {} is {side} the critical level of {level}",
                    window.window.name
                )),
                Some(needed) if count(row.len()) >= needed => {
                    let row: Vec<&str> = row.into_iter().rev().collect();
                    triggers.push(format!(
                        "{} windows in a row {side} the critical level of {level}: {}",
                        row.len(),
                        crate::value::listed(&row)
                    ));
                }
                Some(_) => {}
            }
        }
        triggers
    }

    /// The critical level, for a metric it can be meant for: the text names one level and one side for all, so it is
    /// that of percentages, or of the one unit they share, and of the better side of most.
    fn critical_level(&self, metric: &Metric) -> Option<Exact> {
        let level = self.agreement.credits.chronic.critical_level?;
        let same_unit = self.metrics.iter().all(|m| m.unit.trim() == metric.unit.trim());
        let all_lower = self.metrics.iter().all(|m| !m.higher_is_better());
        let meant = (same_unit || metric.is_percentage()) && (metric.higher_is_better() || all_lower);
        meant.then(|| Exact::from(level.get()))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
