//! The value of a metric at which a credit passes a limit.

use super::most::best_first;
use crate::agreement::{
    Bounds, CreditBase, CreditMethod, CreditSchedule, Credits, Metric, MetricKind, StepRounding,
};
use crate::settlement::exact::Exact;

/// A value from which on, towards the worse, something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub value: Exact,
    /// Whether it holds at the value itself.
    pub included: bool,
}

/// The worst value a metric can have; none where there is no worst.
pub(super) fn worst_value(metric: &Metric) -> Option<Exact> {
    let percentage = metric.is_percentage();
    match (metric.higher_is_better(), metric.kind) {
        (true, _) if percentage => Some(Exact::zero()),
        (true, MetricKind::Throughput) => Some(Exact::zero()),
        (false, _) if percentage => Some(Exact::one_hundred()),
        _ => None,
    }
}

/// The size of a step; one unit of the metric where none is agreed.
pub(super) fn step(schedule: &CreditSchedule) -> Exact {
    schedule.step.map_or_else(|| Exact::from(1_u32), |s| Exact::from(s.get()))
}

/// How many times the base falls on a window: three times where it is a monthly fee and the window a quarter. Only for
/// credits in proportion to time.
pub(super) fn bases(credits: &Credits, metric: &Metric) -> Exact {
    match credits.base {
        Some(CreditBase::Window) => Exact::from(1_u32),
        _ => Exact::from(super::most::window_months(metric)),
    }
}

/// The availability below which time counts as lost.
pub(super) fn lost_from(schedule: &CreditSchedule, metric: &Metric) -> Option<Exact> {
    let beyond = schedule.method == CreditMethod::LostTime && schedule.beyond_target == Some(true);
    if beyond { metric.target.map(|t| Exact::from(t.get())) } else { Some(Exact::one_hundred()) }
}

/// From which value on the credit is more than `limit`, in per cent of the base, before any cap. `None` where it never
/// is, or where it depends on events and not on the value.
pub(super) fn beyond(
    credits: &Credits,
    schedule: &CreditSchedule,
    metric: &Metric,
    limit: &Exact,
) -> Option<Edge> {
    let edge = match schedule.method {
        CreditMethod::Tiers => tier(schedule, metric, limit)?,
        CreditMethod::Linear => linear(schedule, metric, limit)?,
        CreditMethod::LostTime => {
            lost_time(credits, &Exact::from(schedule.rate?.get()), schedule, metric, limit)?
        }
        CreditMethod::Proportional => lost_time(credits, &Exact::one_hundred(), schedule, metric, limit)?,
        CreditMethod::PerMiss | CreditMethod::PerUnitLate | CreditMethod::Points | CreditMethod::Pool => {
            return None;
        }
    };
    // Nothing can be worse than the worst.
    let reachable = worst_value(metric).is_none_or(|worst| match metric.higher_is_better() {
        true => edge.value > worst || edge.included && edge.value == worst,
        false => edge.value < worst || edge.included && edge.value == worst,
    });
    reachable.then_some(edge)
}

fn tier(schedule: &CreditSchedule, metric: &Metric, limit: &Exact) -> Option<Edge> {
    let more = |credit: rust_decimal::Decimal| Exact::from(credit) > *limit;
    let tiers = best_first(schedule, Some(metric));
    let first = tiers.into_iter().find(|t| t.credit.is_some_and(|c| more(c.get())))?;
    let (end, included) = match metric.higher_is_better() {
        true => (first.to?, matches!(first.bounds, Bounds::ToIncluded | Bounds::Closed)),
        false => (first.from?, matches!(first.bounds, Bounds::FromIncluded | Bounds::Closed)),
    };
    Some(Edge { value: Exact::from(end.get()), included })
}

fn linear(schedule: &CreditSchedule, metric: &Metric, limit: &Exact) -> Option<Edge> {
    let step = step(schedule);
    let paid_steps = limit.over(&Exact::from(schedule.rate?.get()))?;
    let one = Exact::from(1_u32);
    // The first number of steps that is too much, and whether it takes a whole step to get there.
    let (steps, included) = match schedule.step_rounding {
        Some(StepRounding::Whole) => (&paid_steps.floor() + &one, true),
        Some(StepRounding::Started) => (paid_steps.floor(), false),
        None => (paid_steps, false),
    };
    let way = &steps * &step;
    let target = Exact::from(schedule.counted_from.or(metric.target)?.get());
    let value = if metric.higher_is_better() { &target - &way } else { &target + &way };
    Some(Edge { value, included })
}

/// Lost time is what is short of the whole, or of the target: at 99 % of the time one hundredth is lost.
fn lost_time(
    credits: &Credits,
    rate: &Exact,
    schedule: &CreditSchedule,
    metric: &Metric,
    limit: &Exact,
) -> Option<Edge> {
    if !(metric.is_percentage() && metric.higher_is_better()) {
        return None;
    }
    let lost = (limit * &Exact::one_hundred()).over(&(rate * &bases(credits, metric)))?;
    Some(Edge { value: &lost_from(schedule, metric)? - &lost, included: false })
}
