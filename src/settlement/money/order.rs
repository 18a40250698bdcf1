//! The order of operations: as stored in the agreement, or the usual one.

use super::error::SettleError;
use crate::agreement::{Agreement, SettlementStep as Step};

/// The steps in the order in which they are done.
///
/// # Errors
/// Where the stored order repeats a step, leaves out one that this agreement needs, or puts a step before another on
/// whose result it works.
pub fn order_of_operations(agreement: &Agreement) -> Result<Vec<Step>, SettleError> {
    let stored: Vec<Step> = agreement.credits.order.iter().map(|s| s.step).collect();
    if stored.is_empty() {
        return Ok(Step::ALL.to_vec());
    }
    match problem(agreement, &stored) {
        None => Ok(stored),
        Some(problem) => {
            let usual: Vec<&str> = Step::ALL.iter().map(|s| s.label()).collect();
            Err(SettleError::Order { problem, usual: usual.join("; ") })
        }
    }
}

/// The steps in the order in which they are done, without those that change nothing in this agreement; also where the
/// stored order is wrong.
pub fn agreed_steps(agreement: &Agreement) -> Vec<Step> {
    let stored: Vec<Step> = agreement.credits.order.iter().map(|s| s.step).collect();
    let steps = if stored.is_empty() { Step::ALL.to_vec() } else { stored };
    let works = |step: &Step| match step {
        Step::SubtractExclusions => {
            !agreement.exclusions.is_empty() || !agreement.maintenance.windows.is_empty()
        }
        other => needed(agreement, *other),
    };
    steps.into_iter().filter(works).collect()
}

fn problem(agreement: &Agreement, steps: &[Step]) -> Option<String> {
    for (n, step) in steps.iter().enumerate() {
        let before = steps.get(..n).unwrap_or_default();
        if before.contains(step) {
            return Some(format!("has the step “{}” twice", step.label()));
        }
        if let Some(late) = before.iter().find(|b| stage(**b) > stage(*step)) {
            return Some(format!("puts “{}” before “{}”", late.label(), step.label()));
        }
    }
    let missing = Step::ALL.iter().find(|s| !steps.contains(s) && needed(agreement, **s))?;
    Some(format!("leaves out the step “{}”", missing.label()))
}

/// Steps of one stage may change places; those of a later stage work on the results of an earlier one.
fn stage(step: Step) -> u8 {
    match step {
        Step::RawEvents => 0,
        Step::MergeOverlaps | Step::ClipToWindow | Step::SubtractExclusions | Step::MinimumLength => 1,
        Step::ExactRatio => 2,
        Step::Tier => 3,
        Step::RepeatMultiplier | Step::MetricCap => 4,
        Step::Sum => 5,
        Step::PeriodCap | Step::YearCap | Step::MinimumPayout | Step::EarnBackAndBonus => 6,
        Step::RoundMoney => 7,
    }
}

/// Whether leaving the step out would leave out something that is agreed.
fn needed(agreement: &Agreement, step: Step) -> bool {
    let credits = &agreement.credits;
    match step {
        Step::SubtractExclusions => !agreement.exclusions.is_empty(),
        Step::MinimumLength => agreement.metrics.iter().any(|m| m.minimum_outage.is_some()),
        Step::RepeatMultiplier => credits.schedules.iter().any(|s| s.repeat_multiplier.is_some()),
        Step::MetricCap => credits.schedules.iter().any(|s| s.cap.is_some()),
        Step::PeriodCap => credits.period_cap.is_some() || credits.period_cap_months.is_some(),
        Step::YearCap => credits.year_cap.is_some() || credits.year_cap_months.is_some(),
        Step::MinimumPayout => credits.minimum.is_some(),
        Step::EarnBackAndBonus => !agreement.bonuses.is_empty() || credits.earn_back.windows.is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::OrderedStep;

    fn with(steps: &[Step]) -> Agreement {
        let mut agreement = Agreement::default();
        agreement.credits.order =
            steps.iter().map(|step| OrderedStep { step: *step, ..OrderedStep::default() }).collect();
        agreement
    }

    #[test]
    fn nothing_stored_is_the_usual_order() {
        assert_eq!(order_of_operations(&with(&[])).unwrap(), Step::ALL);
        assert_eq!(order_of_operations(&with(Step::ALL)).unwrap(), Step::ALL);
    }

    #[test]
    fn caps_may_change_places_and_what_is_not_agreed_may_be_left_out() {
        let mut swapped: Vec<Step> = Step::ALL.to_vec();
        swapped.swap(10, 11);
        assert_eq!(order_of_operations(&with(&swapped)).unwrap(), swapped);
        let short: Vec<Step> =
            Step::ALL.iter().copied().filter(|s| needed(&Agreement::default(), *s)).collect();
        assert_eq!(short.len(), 7);
        assert_eq!(order_of_operations(&with(&short)).unwrap(), short);
    }

    #[test]
    fn an_order_without_sense_names_the_step_and_the_usual_order() {
        let said = |agreement: &Agreement| order_of_operations(agreement).unwrap_err().to_string();
        let mut early: Vec<Step> = Step::ALL.to_vec();
        early.swap(6, 9);
        let text = said(&with(&early));
        assert!(text.contains("puts “sum” before"), "{text}");
        assert!(text.contains("raw events; merge overlaps"), "{text}");
        let mut twice: Vec<Step> = Step::ALL.to_vec();
        twice.push(Step::RoundMoney);
        assert!(said(&with(&twice)).contains("“round money once, half up to the minor unit” twice"));
        let no_sum: Vec<Step> = Step::ALL.iter().copied().filter(|s| *s != Step::Sum).collect();
        assert!(said(&with(&no_sum)).contains("leaves out the step “sum”"));
        let mut capped =
            with(&Step::ALL.iter().copied().filter(|s| *s != Step::PeriodCap).collect::<Vec<_>>());
        capped.credits.period_cap = "10".parse().ok();
        assert!(said(&capped).contains("leaves out the step “cap of the period”"));
    }
}
