//! By which budgeting method a metric is counted, and against which share.

use super::{Obstacle, field, named, told};
use crate::agreement::{Formula, Metric, MetricKind, Operator};
use crate::settlement::method::{Method, Pick};
use crate::value::{Duration, Number};
use rust_decimal::Decimal;

/// What the monitoring system counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Good events and all of them.
    Good,
    /// Bad events and all of them, where the metric counts what must be rare.
    Bad,
    /// Measurements that keep a limit, in the unit of the metric; either `AtMost` or `LessThan`.
    Within { operator: Operator, limit: Decimal },
}

/// How counts become the share that is held against the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Good events of all events.
    Occurrences,
    /// Good slices of all slices; a slice is good when at least this share of it is.
    Timeslices { slice: String, share: Decimal },
    /// The mean of the shares of all slices.
    RatioTimeslices { slice: String },
}

/// Counted, budgeted and held against which share; what stands in the way goes to `obstacles`.
pub(super) fn of(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<(Counted, Budget, Decimal)> {
    match Method::of(metric) {
        Method::Counts => {
            let loses = metric.formula == Some(Formula::LostShare);
            let bad = !metric.higher_is_better();
            if loses && !bad {
                return refuse(metric, obstacles, "counts losses and wants many of them", "Use at most (≤)");
            }
            let target = share(metric, bad, obstacles)?;
            Some((if bad { Counted::Bad } else { Counted::Good }, Budget::Occurrences, target))
        }
        Method::Within => {
            let target = high_share(metric, obstacles)?;
            Some((Counted::Good, Budget::Occurrences, target))
        }
        Method::Downtime => {
            let target = high_share(metric, obstacles);
            let budget = downtime(metric, obstacles);
            Some((Counted::Good, budget?, target?))
        }
        Method::Rates => {
            let target = high_share(metric, obstacles);
            let slice = sampling(metric, obstacles).and_then(|every| numbered(metric, every, obstacles));
            Some((Counted::Good, Budget::RatioTimeslices { slice: slice? }, target?))
        }
        Method::Sample(Pick::Percentile) => percentile(metric, obstacles),
        Method::Sample(Pick::Mean) => {
            let why = "is a mean, and OpenSLO counts the share of events that keep a limit";
            refuse(metric, obstacles, why, "Promise a percentile, such as 95 % within the limit")
        }
        Method::Sample(Pick::Largest | Pick::Smallest) => {
            let why = "binds every single measurement, a target of 100 % in OpenSLO, which must be less";
            refuse(metric, obstacles, why, "Promise a percentile, such as 99.9 % within the limit")
        }
        Method::Volume => {
            let why = "is a volume by time, and OpenSLO counts the share of good events";
            refuse(metric, obstacles, why, "Promise the share of intervals in which it is reached")
        }
        Method::Count => {
            let why = "is a number of events, and OpenSLO counts the share of good ones";
            refuse(metric, obstacles, why, "Promise a share, such as 99 % of deliveries without a fault")
        }
        Method::Words => {
            let why = "has no formula that can be computed, and OpenSLO knows numbers only";
            refuse(metric, obstacles, why, "Choose a formula with a fixed meaning")
        }
    }
}

fn refuse<T>(metric: &Metric, obstacles: &mut Vec<Obstacle>, why: &str, hint: &str) -> Option<T> {
    let message = format!("{} {why}", told(metric));
    obstacles.push(Obstacle::new("O01", field(metric, "formula"), message, hint));
    None
}

/// The target of a share that should be large.
fn high_share(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<Decimal> {
    if metric.higher_is_better() {
        return share(metric, false, obstacles);
    }
    refuse(
        metric,
        obstacles,
        "wants the share of good cases to be small, and OpenSLO budgets what must be large",
        "Use at least (≥)",
    )
}

/// The share that must be good, at least 0 and less than 1: of the target itself, or of what it leaves.
fn share(metric: &Metric, bad: bool, obstacles: &mut Vec<Obstacle>) -> Option<Decimal> {
    let mut push = |name: &str, message: String, hint: &str| {
        obstacles.push(Obstacle::new("O01", field(metric, name), message, hint));
    };
    if !metric.is_percentage() {
        let unit = match metric.unit.trim() {
            "" => "no unit".to_owned(),
            unit => format!("the unit {unit}"),
        };
        push(
            "unit",
            format!("{} is a share with {unit}; OpenSLO needs per cent", told(metric)),
            "Use the unit %",
        );
        return None;
    }
    let Some(target) = metric.target.map(Number::get) else {
        push("target", format!("{} has no target", told(metric)), "Enter the target, such as 99.9");
        return None;
    };
    if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&target) {
        let message = format!("{} has the target {target} %, which is no share", told(metric));
        push("target", message, "Promise a share between 0 and 100 %");
        return None;
    }
    let good = if bad { Decimal::ONE_HUNDRED - target } else { target };
    if good == Decimal::ONE_HUNDRED {
        let said = crate::check::words::with_unit(target, "%");
        let message = format!("{} has the target {said}, which OpenSLO cannot express", told(metric));
        let hint = match bad {
            false => "Promise less than 100 %, or leave the metric out of that export",
            true => "Promise more than 0 %, or leave the metric out of that export",
        };
        let obstacle = Obstacle::new("O01", field(metric, "target"), message, hint);
        obstacles.push(if bad { obstacle } else { obstacle.always() });
        return None;
    }
    if matches!(metric.operator, Some(Operator::MoreThan | Operator::LessThan)) {
        let message = format!(
            "{} is missed at exactly its target, while OpenSLO counts a share that is exactly the target as kept",
            told(metric)
        );
        let hint = if bad { "Use at most (≤)" } else { "Use at least (≥)" };
        push("operator", message, hint);
        return None;
    }
    Some((good / Decimal::ONE_HUNDRED).normalize())
}

/// "The 95th percentile is at most 300 ms" says the same as "at least 95 % of measurements are at most 300 ms".
fn percentile(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<(Counted, Budget, Decimal)> {
    let mut push = |name: &str, message: String, hint: &str| {
        obstacles.push(Obstacle::new("O01", field(metric, name), message, hint));
    };
    let operator = match metric.operator {
        Some(operator @ (Operator::AtMost | Operator::LessThan)) => operator,
        None if !metric.higher_is_better() => Operator::AtMost,
        _ => {
            let message = format!(
                "{} is a percentile that should be large, which is no share of measurements that keep a limit",
                told(metric)
            );
            push("operator", message, "Promise the share of measurements that reach the level");
            return None;
        }
    };
    let Some(limit) = metric.target.map(Number::get) else {
        push("target", format!("{} has no target", told(metric)), "Enter the target, such as 300");
        return None;
    };
    let rank = metric.percentile.map(Number::get);
    match rank.filter(|p| *p > Decimal::ZERO && *p < Decimal::ONE_HUNDRED) {
        Some(rank) => {
            let target = (rank / Decimal::ONE_HUNDRED).normalize();
            Some((Counted::Within { operator, limit: limit.normalize() }, Budget::Occurrences, target))
        }
        None => {
            let message = match rank {
                Some(rank) => format!(
                    "{} is the percentile {rank}; OpenSLO takes those above 0 and below 100",
                    told(metric)
                ),
                None => format!("{} does not say which percentile is meant", told(metric)),
            };
            push("percentile", message, "Enter a percentile such as 95");
            None
        }
    }
}

/// Downtime is counted in slices of the sampling interval. Intervals shorter than a minute that fill it exactly are
/// counted as shares of each minute, which comes to the same: the shortest slice that the format can write is a minute.
fn downtime(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<Budget> {
    let every = sampling(metric, obstacles)?;
    let share = Decimal::ONE - metric.failed_share.map_or(Decimal::ZERO, |s| s.get() / Decimal::ONE_HUNDRED);
    if share <= Decimal::ZERO {
        let message = format!(
            "{} is down only when every request fails, and a slice of OpenSLO needs a share above 0",
            told(metric)
        );
        let hint = "Enter a share of failed requests below 100 %";
        obstacles.push(Obstacle::new("O03", field(metric, "failed_share"), message, hint));
        return None;
    }
    if every.seconds().is_some_and(|s| s > 0 && s < 60 && 60 % s == 0) {
        return Some(Budget::RatioTimeslices { slice: "1m".to_owned() });
    }
    let slice = numbered(metric, every, obstacles)?;
    Some(Budget::Timeslices { slice, share: share.normalize() })
}

/// The sampling interval, which is the length of a slice.
fn sampling(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<Duration> {
    if metric.sampling.is_none() {
        let method = match Method::of(metric) {
            Method::Rates => "the mean of the rates of time slices",
            _ => "time slices",
        };
        let message = format!("{} is budgeted as {method}, but no slice has a length", told(metric));
        let hint = "Enter the sampling interval, such as 1min";
        let obstacle = Obstacle::new("O03", field(metric, "sampling"), message, hint);
        let usual = metric.kind == MetricKind::Availability && metric.formula.is_some();
        obstacles.push(if usual { obstacle.always() } else { obstacle });
    }
    metric.sampling
}

/// A slice as the format writes it: a duration, or a number of minutes.
fn numbered(metric: &Metric, every: Duration, obstacles: &mut Vec<Obstacle>) -> Option<String> {
    let minutes = || {
        let seconds = Decimal::from(every.seconds().filter(|s| *s > 0)?);
        let minutes = (seconds / Decimal::from(60)).normalize();
        (minutes * Decimal::from(60) == seconds).then(|| minutes.to_string())
    };
    let slice = super::shorthand(every).or_else(minutes);
    if slice.is_none() {
        let message = format!(
            "The sampling interval of {}, {}, is no length that a slice can have",
            named(metric),
            every.long()
        );
        let hint = "Use whole minutes, or seconds that fill a minute, such as 10s";
        obstacles.push(Obstacle::new("O03", field(metric, "sampling"), message, hint));
    }
    slice
}
