//! One value out of many measurements: percentile, mean, largest, smallest.

use super::counts::counted;
use super::sum::Sum;
use super::{Frame, cases, reaches, say};
use crate::agreement::{Metric, MetricKind, SettlementStep};
use crate::settlement::exact::Exact;
use crate::settlement::ledger::Entry;
use crate::settlement::log::Affected;
use crate::settlement::measured::{Measured, Outcome};
use crate::settlement::method::Pick;
use crate::settlement::units;
use rust_decimal::Decimal;

pub(super) fn measure(frame: &Frame<'_>, pick: Pick, found: &mut Measured) {
    if frame.metric.kind == MetricKind::TimeToEvent {
        let Some(times) = cases::times(frame, found) else { return };
        let count = times.len();
        let mut total = Exact::zero();
        times.iter().for_each(|t| total = &total + t);
        finish(frame, pick, times, count, || total, found);
        return;
    }
    let Some(counted) = counted(frame, found) else { return };
    let value = |row: &&crate::settlement::log::Row| match row.affected {
        Affected::Value(value) if !counted.is_excused(row) => Some(value),
        _ => None,
    };
    let values: Vec<Decimal> = counted.rows.iter().filter_map(value).collect();
    let base = Exact::from(units::base(&frame.metric.unit));
    let scaled = |value: Exact| value.over(&base).unwrap_or_else(Exact::zero);
    let total = || {
        let mut sum = Sum::new();
        values.iter().for_each(|v| sum.add(*v));
        scaled(sum.total())
    };
    let count = values.len();
    let sorted = values.clone();
    finish_with(frame, pick, sorted, count, total, |v: Decimal| scaled(Exact::from(v)), found);
    if let Some(target) = frame.metric.target {
        let better = frame.metric.higher_is_better();
        let limit = target.get().checked_mul(Decimal::from(units::base(&frame.metric.unit)));
        let misses = values.iter().filter(|v| {
            let Some(limit) = limit else { return false };
            // Only values at the very target need the operator.
            match v.cmp(&&limit) {
                std::cmp::Ordering::Less => better,
                std::cmp::Ordering::Greater => !better,
                std::cmp::Ordering::Equal => reaches(frame.metric, &Exact::from(target.get())) == Some(false),
            }
        });
        found.misses = u32::try_from(misses.count()).unwrap_or(u32::MAX);
    }
}

fn finish(
    frame: &Frame<'_>,
    pick: Pick,
    values: Vec<Exact>,
    count: usize,
    total: impl FnOnce() -> Exact,
    found: &mut Measured,
) {
    let misses = values.iter().filter(|v| reaches(frame.metric, v) == Some(false)).count();
    found.misses = u32::try_from(misses).unwrap_or(u32::MAX);
    finish_with(frame, pick, values, count, total, |v| v, found);
}

fn finish_with<T: Ord>(
    frame: &Frame<'_>,
    pick: Pick,
    mut values: Vec<T>,
    count: usize,
    total: impl FnOnce() -> Exact,
    exact: impl Fn(T) -> Exact,
    found: &mut Measured,
) {
    let metric = frame.metric;
    let fewest = metric.minimum_count.unwrap_or(0);
    let many = i64::try_from(count).unwrap_or(i64::MAX);
    if count == 0 {
        found.outcome = Outcome::NoEvents;
        return;
    }
    if pick == Pick::Percentile && many < i64::from(fewest) {
        let why =
            format!("{}, {} are needed", say::count(count, "measurement"), say::whole(i64::from(fewest)));
        found.outcome = Outcome::NotEvaluated(why);
        return;
    }
    let (text, value) = match pick {
        Pick::Mean => {
            let sum = total();
            let text =
                format!("sum of all measurements {} / {}", say::value(&sum, &metric.unit), say::whole(many));
            (text, sum.over(&Exact::from(many)))
        }
        Pick::Largest => {
            (format!("largest of {}", say::count(count, "measurement")), values.into_iter().max().map(exact))
        }
        Pick::Smallest => {
            (format!("smallest of {}", say::count(count, "measurement")), values.into_iter().min().map(exact))
        }
        Pick::Percentile => {
            let Some(rank) = rank(metric, many) else {
                found.outcome =
                    Outcome::NoData("the metric does not say which percentile is meant".to_owned());
                return;
            };
            let text = format!(
                "{} % of {}, rounded up: number {} from the smallest",
                metric.percentile.map(|p| p.to_string()).unwrap_or_default(),
                say::count(count, "measurement"),
                say::whole(rank)
            );
            let at = usize::try_from(rank - 1).unwrap_or(0).min(count.saturating_sub(1));
            values.sort_unstable();
            (text, values.into_iter().nth(at).map(exact))
        }
    };
    let Some(value) = value else { return };
    let result = say::value(&value, &metric.unit);
    found.working.push(Entry { step: SettlementStep::ExactRatio, working: text, result });
    found.outcome = Outcome::Value(value);
}

/// The nearest rank: the smallest number of measurements that are at least the stated share of all, from 1. `None`
/// where the percentile does not lie above 0 and at most at 100.
fn rank(metric: &Metric, count: i64) -> Option<i64> {
    let percentile = Exact::from(metric.percentile?.get());
    if percentile.is_negative() || percentile.is_zero() || percentile > Exact::one_hundred() {
        return None;
    }
    (&percentile.percent() * &Exact::from(count)).ceil().whole().map(|rank| rank.clamp(1, count))
}
