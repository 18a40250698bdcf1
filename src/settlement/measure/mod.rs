//! From a log to the exact value of a metric in one window.

use super::exact::Exact;
use super::ledger::Entry;
use super::log::Log;
use super::measured::{Measured, Outcome};
use super::window::Window;
use crate::agreement::{
    Agreement, Metric, MetricKind, MissingData, Operator, PartialPeriod, SettlementStep, ZeroEvents,
};

/// A value that was measured elsewhere and is stated instead of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// In the unit of the metric's target.
    Value(Exact),
    /// Nothing happened that could be measured.
    NoEvents,
}

/// Evaluates a metric in one of its windows from a log, or from a value that was measured elsewhere, which comes
/// first. Without either there is no data.
pub fn measure(
    agreement: &Agreement,
    metric: &Metric,
    window: &Window,
    log: Option<&Log>,
    stated: Option<&Stated>,
) -> Measured {
    let mut found = Measured {
        metric: metric.id.clone(),
        window: window.clone(),
        outcome: Outcome::NoData("nothing was measured".to_owned()),
        met: None,
        owed: window.counted.length(),
        lost: Exact::zero(),
        misses: 0,
        delays: Vec::new(),
        incidents: Vec::new(),
        affected: Exact::from(1_u32),
        working: Vec::new(),
    };
    if metric.kind == MetricKind::Qualitative {
        found.outcome = Outcome::NotEvaluated("a qualitative objective is judged, not computed".to_owned());
        return found;
    }
    if metric.partial_period == Some(PartialPeriod::NotEvaluated) && window.counted != window.whole {
        found.outcome = Outcome::NotEvaluated("the window is incomplete".to_owned());
        return found;
    }
    if let Some(stated) = stated {
        state(metric, stated, &mut found);
    } else if log.is_some() {
        found.outcome = Outcome::NoData(format!(
            "{} is not in the log",
            agreement.metric(&metric.id).map_or("the metric", |m| m.name.as_str())
        ));
    }
    found.met = verdict(metric, &found.outcome);
    found
}

fn state(metric: &Metric, stated: &Stated, found: &mut Measured) {
    let result = match stated {
        Stated::Value(value) => value.to_string(),
        Stated::NoEvents => "no events".to_owned(),
    };
    found.outcome = match stated {
        Stated::Value(value) => Outcome::Value(value.clone()),
        Stated::NoEvents => Outcome::NoEvents,
    };
    let working = format!("value stated for {}", metric.name.as_str());
    found.working.push(Entry { step: SettlementStep::RawEvents, working, result });
}

/// Whether the target was met, decided on the exact value: reaching it is enough unless it is to be passed.
pub fn verdict(metric: &Metric, outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Value(value) => {
            let target = Exact::from(metric.target?.get());
            let operator = metric.operator.unwrap_or(if metric.higher_is_better() {
                Operator::AtLeast
            } else {
                Operator::AtMost
            });
            Some(match operator {
                Operator::AtLeast => *value >= target,
                Operator::MoreThan => *value > target,
                Operator::AtMost => *value <= target,
                Operator::LessThan => *value < target,
            })
        }
        Outcome::NoEvents => match metric.zero_events {
            None | Some(ZeroEvents::Met) => Some(true),
            Some(ZeroEvents::NotEvaluated) => None,
            Some(ZeroEvents::Missed) => Some(false),
        },
        // What is missing is never met; it is missed only where the agreement says so.
        Outcome::NoData(_) => (metric.missing_data == Some(MissingData::CountsAsDown)).then_some(false),
        Outcome::NotEvaluated(_) => None,
    }
}
