//! From a log to the exact value of a metric in one window.

mod cases;
mod counts;
mod downtime;
mod intervals;
mod relief;
mod sample;
mod say;
mod shares;
mod sum;

use super::exact::Exact;
use super::hours::Opening;
use super::ledger::Entry;
use super::log::{Log, Row};
use super::measured::{Measured, Outcome};
use super::method::Method;
use super::window::{Span, Window};
use super::windows::{hours_of, zone_of};
use crate::agreement::{
    Agreement, Metric, MetricKind, MissingData, Operator, PartialPeriod, SettlementStep, ZeroEvents,
};
use crate::value::{ValueError, Zone, parse_decimal, quoted};

/// A value that was measured elsewhere and is stated instead of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// In the unit of the metric's target.
    Value(Exact),
    /// Nothing happened that could be measured.
    NoEvents,
}

impl Stated {
    /// Reads `99.95`, `99.95 %`, `182 ms` in the metric's unit, or `38/40` as the percentage it is; `0/0` is no events.
    ///
    /// # Errors
    /// On anything else, and where a percentage does not lie between 0 and 100.
    pub fn read(text: &str, metric: &Metric) -> Result<Self, ValueError> {
        let value = match text.split_once('/').filter(|(good, _)| parse_decimal(good).is_ok()) {
            Some((good, all)) => {
                let (good, all) = (Exact::from(parse_decimal(good)?), Exact::from(parse_decimal(all)?));
                if good.is_zero() && all.is_zero() {
                    return Ok(Self::NoEvents);
                }
                let share = good.over(&all).ok_or_else(|| {
                    ValueError::new(
                        format!("{} divides by zero", quoted(text)),
                        "write good/all, like 38/40, or 0/0 for no events",
                    )
                })?;
                if metric.is_percentage() { &share * &Exact::one_hundred() } else { share }
            }
            None => {
                let value = super::units::value(text, &metric.unit);
                let value = value.map_err(|(what, hint)| ValueError::new(what, hint))?;
                let base = Exact::from(super::units::base(&metric.unit));
                Exact::from(value).over(&base).unwrap_or_else(Exact::zero)
            }
        };
        if is_no_level(metric, &value) {
            return Err(ValueError::new(
                format!("A service level lies between 0 % and 100 %, not at {}", quoted(text)),
                "check the value",
            ));
        }
        Ok(Self::Value(value))
    }
}

/// Whether a value is not possible for a metric: a percentage below 0 or above 100.
fn is_no_level(metric: &Metric, value: &Exact) -> bool {
    metric.is_percentage() && (value.is_negative() || *value > Exact::one_hundred())
}

/// Everything that measuring looks at.
struct Frame<'a> {
    agreement: &'a Agreement,
    metric: &'a Metric,
    window: &'a Window,
    log: &'a Log,
    zone: Zone,
    /// When the metric is measured.
    opening: Opening,
}

impl<'a> Frame<'a> {
    /// The lines of the metric and those that hold for all, as far as they touch the window.
    fn rows(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        let window = self.window.counted;
        self.log.own(&self.metric.id).iter().chain(self.log.common()).filter(move |row| touches(row, window))
    }

    /// The lines of the metric that begin in the window.
    fn begun(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        let window = self.window.counted;
        let rows = self.log.own(&self.metric.id);
        let from = rows.partition_point(|row| row.span.start < window.start);
        let to = rows.partition_point(|row| row.span.start < window.end);
        rows.get(from..to).unwrap_or_default().iter()
    }
}

/// Whether a line has time in common with a window or, without length, lies in it.
fn touches(row: &Row, window: Span) -> bool {
    row.span.start < window.end && (row.span.end > window.start || row.span.start >= window.start)
}

/// Evaluates a metric in one of its windows from a log, or from a value that was measured elsewhere, which comes
/// first. Without either there is no data. A log without a line for the window says that nothing happened in it; see
/// [`Log::begin`] for windows that it cannot know.
pub fn measure(
    agreement: &Agreement,
    metric: &Metric,
    window: &Window,
    log: Option<&Log>,
    stated: Option<&Stated>,
) -> Measured {
    let zone = zone_of(agreement, metric);
    let opening = hours_of(agreement, metric).map_or_else(|| Opening::always(zone), |c| Opening::of(c, zone));
    let mut found = Measured {
        metric: metric.id.clone(),
        window: window.clone(),
        outcome: Outcome::NoData("there is no incident log and no stated value".to_owned()),
        met: None,
        owed: Exact::from(opening.seconds(window.counted)),
        lost: Exact::zero(),
        misses: 0,
        delays: Vec::new(),
        beyond: Vec::new(),
        incidents: Vec::new(),
        affected: Exact::from(1_u32),
        working: Vec::new(),
    };
    if metric.kind == MetricKind::Qualitative {
        found.outcome = Outcome::NotEvaluated("a qualitative objective is judged, not computed".to_owned());
    } else if metric.partial_period == Some(PartialPeriod::NotEvaluated) && window.counted != window.whole {
        found.outcome = Outcome::NotEvaluated("only a part of the window lies within the term".to_owned());
    } else if let Some(stated) = stated {
        state(metric, stated, &mut found);
        found.working.extend(cases::unseen(agreement, metric));
    } else if let Some(log) = log {
        let frame = Frame { agreement, metric, window, log, zone, opening };
        compute(&frame, &mut found);
    }
    found.met = verdict(metric, &found.outcome);
    if found.met == Some(true) && !found.beyond.is_empty() {
        found.met = Some(false);
    }
    found
}

fn compute(frame: &Frame<'_>, found: &mut Measured) {
    match Method::of(frame.metric) {
        Method::Downtime => downtime::measure(frame, found),
        Method::Rates => counts::rates(frame, found),
        Method::Counts => counts::counts(frame, found),
        Method::Volume => counts::volume(frame, found),
        Method::Count => counts::count(frame, found),
        Method::Within => cases::within(frame, found),
        Method::Sample(pick) => sample::measure(frame, pick, found),
        Method::Words => {
            let why = "the formula is stated in words; state the value that was measured";
            found.outcome = Outcome::NoData(why.to_owned());
        }
    }
}

fn state(metric: &Metric, stated: &Stated, found: &mut Measured) {
    let (outcome, result) = match stated {
        Stated::Value(value) if is_no_level(metric, value) => (
            Outcome::NoData("a service level lies between 0 % and 100 %".to_owned()),
            say::value(value, &metric.unit),
        ),
        Stated::Value(value) => (Outcome::Value(value.clone()), say::value(value, &metric.unit)),
        Stated::NoEvents => (Outcome::NoEvents, "no events".to_owned()),
    };
    found.outcome = outcome;
    found.working.push(Entry {
        step: SettlementStep::RawEvents,
        working: "stated value, measured elsewhere".to_owned(),
        result,
    });
}

/// Whether the target was met, decided on the exact value: reaching it is enough unless it is to be passed.
pub fn verdict(metric: &Metric, outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Value(value) => reaches(metric, value),
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

/// Whether a value is as good as the target; `None` without a target.
fn reaches(metric: &Metric, value: &Exact) -> Option<bool> {
    let target = Exact::from(metric.target?.get());
    let usual = if metric.higher_is_better() { Operator::AtLeast } else { Operator::AtMost };
    Some(match metric.operator.unwrap_or(usual) {
        Operator::AtLeast => *value >= target,
        Operator::MoreThan => *value > target,
        Operator::AtMost => *value <= target,
        Operator::LessThan => *value < target,
    })
}

#[cfg(test)]
mod tests;
