//! The worst that the credits of one metric can come to.

use super::edge::{self, worst_value};
use super::{CutTier, Most, ScheduleExposure, exact};
use crate::agreement::{
    Bounds, CreditMethod, CreditSchedule, Credits, Metric, StepRounding, Tier, WindowKind,
};
use crate::settlement::exact::Exact;
use crate::value::Duration;
use rust_decimal::Decimal;

pub(super) fn schedule<'a>(
    credits: &Credits,
    schedule: &'a CreditSchedule,
    metric: Option<&'a Metric>,
    months: u32,
    period_cap: Option<&Exact>,
) -> ScheduleExposure<'a> {
    let in_window = in_window(credits, schedule, metric);
    let cap = schedule.cap.map(exact);
    let windows = |months: u32| Exact::from(metric.map_or(1, |m| windows_in(m, months)));
    let periods = Exact::from(12 / months.clamp(1, 12));
    let table = schedule.method == CreditMethod::Points && !credits.points_table.is_empty();
    // A table of points prices all points of a period together.
    let in_period = if table { in_window.clone() } else { in_window.times(&windows(months)) };
    let in_period = in_period.capped(cap.clone());
    let in_year = in_window
        .times(&if table { periods.clone() } else { windows(12) })
        .capped(cap.as_ref().map(|c| c * &periods));
    let fills_period_cap = period_cap.is_some_and(|cap| match &in_period {
        Most::Of(most) => most >= cap,
        Most::NoLimit => true,
        Most::Unknown => false,
    });
    let binds = |cap: Option<&Exact>| cap.and_then(|cap| edge::beyond(credits, schedule, metric?, cap));
    ScheduleExposure {
        schedule,
        metric,
        base: None,
        in_window,
        in_period,
        in_year,
        fills_period_cap,
        cap_binds: binds(cap.as_ref()),
        period_cap_binds: binds(period_cap),
        cut: cut(schedule, metric, cap.as_ref(), period_cap),
    }
}

/// The credit of one window in per cent of the base, before any cap.
fn in_window(credits: &Credits, schedule: &CreditSchedule, metric: Option<&Metric>) -> Most {
    let of = |most: Option<Exact>| most.map_or(Most::Unknown, Most::Of);
    let once = match schedule.method {
        CreditMethod::Tiers => {
            let tiers = schedule.tiers.iter().filter(|tier| can_be_reached(tier, metric));
            of(tiers.filter_map(|t| t.credit).max().map(exact))
        }
        CreditMethod::Linear => linear(schedule, metric),
        CreditMethod::LostTime => of(schedule.rate.zip(metric).and_then(|(rate, metric)| {
            let all = edge::lost_from(schedule, metric)?;
            Some(&(&exact(rate) * &all.percent()) * &edge::bases(credits, metric))
        })),
        CreditMethod::Proportional => {
            of(metric.map(|metric| &Exact::one_hundred() * &edge::bases(credits, metric)))
        }
        CreditMethod::Pool => of(schedule
            .weight
            .zip(credits.pool)
            .map(|(weight, pool)| &exact(weight) * &exact(pool).percent())),
        CreditMethod::Points if !credits.points_table.is_empty() => {
            // The last band of the table is the most that all points together cost.
            return of(credits.points_table.iter().filter_map(|b| b.credit).max().map(exact));
        }
        CreditMethod::PerMiss | CreditMethod::PerUnitLate | CreditMethod::Points => Most::NoLimit,
    };
    match schedule.repeat_multiplier.map(|m| Exact::from(m.get())) {
        Some(more) if more > Exact::from(1_u32) => once.times(&more),
        _ => once,
    }
}

/// Steps down to the worst value there is.
fn linear(schedule: &CreditSchedule, metric: Option<&Metric>) -> Most {
    let Some(rate) = schedule.rate else {
        return if schedule.amount.is_some() { Most::NoLimit } else { Most::Unknown };
    };
    let step = edge::step(schedule);
    let start = |m: &Metric| schedule.counted_from.or(m.target);
    let Some((metric, target)) = metric.and_then(|m| Some((m, start(m)?))) else { return Most::Unknown };
    let Some(worst) = worst_value(metric) else { return Most::NoLimit };
    let short = &Exact::from(target.get()) - &worst;
    let short = if metric.higher_is_better() { short } else { -&short };
    let Some(steps) = short.over(&step).filter(|s| !s.is_negative()) else {
        return Most::Unknown;
    };
    let steps = match schedule.step_rounding {
        Some(StepRounding::Started) => steps.ceil(),
        Some(StepRounding::Whole) => steps.floor(),
        None => steps,
    };
    Most::Of(&exact(rate) * &steps)
}

/// Tiers that promise more than a cap lets through.
fn cut<'a>(
    schedule: &'a CreditSchedule,
    metric: Option<&Metric>,
    cap: Option<&Exact>,
    period_cap: Option<&Exact>,
) -> Vec<CutTier<'a>> {
    let by_period_cap = period_cap.is_some_and(|p| cap.is_none_or(|c| p < c));
    let (CreditMethod::Tiers, Some(limit)) = (schedule.method, if by_period_cap { period_cap } else { cap })
    else {
        return Vec::new();
    };
    let mut before: Option<Exact> = None;
    let mut found = Vec::new();
    for tier in best_first(schedule, metric) {
        let Some(promised) = tier.credit else { continue };
        let paid = exact(promised).min(limit.clone());
        if &exact(promised) > limit {
            let idle = before.as_ref().is_some_and(|b| *b >= paid);
            found.push(CutTier { tier, promised, paid: paid.clone(), by_period_cap, idle });
        }
        before = Some(paid);
    }
    found
}

/// Whether a tier holds a value that the metric can have: a percentage lies between 0 and 100.
fn can_be_reached(tier: &Tier, metric: Option<&Metric>) -> bool {
    if !metric.is_some_and(Metric::is_percentage) {
        return true;
    }
    let from_included = matches!(tier.bounds, Bounds::FromIncluded | Bounds::Closed);
    let to_included = matches!(tier.bounds, Bounds::ToIncluded | Bounds::Closed);
    let (lowest, highest) = (Decimal::ZERO, Decimal::ONE_HUNDRED);
    tier.to.is_none_or(|to| to.get() > lowest || (to.get() == lowest && to_included))
        && tier.from.is_none_or(|from| from.get() < highest || (from.get() == highest && from_included))
}

/// The tiers from the best performance to the worst; without a metric, as they are listed.
pub(super) fn best_first<'a>(schedule: &'a CreditSchedule, metric: Option<&Metric>) -> Vec<&'a Tier> {
    let mut tiers: Vec<&Tier> = schedule.tiers.iter().collect();
    let Some(metric) = metric else { return tiers };
    // An open end is the worst there is.
    if metric.higher_is_better() {
        tiers.sort_by_key(|tier| std::cmp::Reverse(tier.from));
    } else {
        tiers.sort_by(|a, b| a.to.is_none().cmp(&b.to.is_none()).then(a.to.cmp(&b.to)));
    }
    tiers
}

const DAY: u64 = 86_400;

/// Whole months of a window, at least one.
pub(super) fn window_months(metric: &Metric) -> u32 {
    match metric.window {
        Some(WindowKind::Quarter) => 3,
        Some(WindowKind::Year) => 12,
        _ => 1,
    }
}

/// How many windows of a metric can end within some months, at most.
fn windows_in(metric: &Metric, months: u32) -> u32 {
    let days = match months {
        1 => 31,
        3 => 92,
        _ => 31 * months.min(11) + if months >= 12 { 25 } else { 0 },
    };
    match metric.window {
        Some(WindowKind::Day) => days,
        Some(WindowKind::Week) => days.div_ceil(7),
        Some(WindowKind::Month) | None => months,
        Some(WindowKind::Quarter) => months.div_ceil(3),
        Some(WindowKind::Year) => months.div_ceil(12),
        Some(WindowKind::Rolling) => metric.window_step.map_or(months, |step| steps_in(step, days)),
    }
}

fn steps_in(step: Duration, days: u32) -> u32 {
    let shortest = step.bounds().0.max(1);
    u32::try_from((u64::from(days) * DAY).div_ceil(shortest)).unwrap_or(u32::MAX)
}
