//! What the promises can cost at most: in a period, in a year, and where a cap steps in.
//!
//! Everything here is worst case and independent of events: all metrics miss at once, each as badly as it can.

mod edge;
mod fees;
mod most;

use super::exact::Exact;
use crate::agreement::{Agreement, CreditMethod, CreditSchedule, Credits, Metric, Tier};
use crate::value::{Number, Percent};
pub use edge::Edge;
use fees::Fees;

/// The most that can fall due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Most {
    /// So much, exactly.
    Of(Exact),
    /// It grows with the number of events, and nothing stops it.
    NoLimit,
    /// A number is missing: a credit, a rate, a fee.
    Unknown,
}

impl Most {
    /// The number, if there is one.
    pub fn known(&self) -> Option<&Exact> {
        match self {
            Self::Of(most) => Some(most),
            Self::NoLimit | Self::Unknown => None,
        }
    }

    /// The smaller of this and a cap, where there is one.
    fn capped(self, cap: Option<Exact>) -> Self {
        match (self, cap) {
            (Self::Of(most), Some(cap)) => Self::Of(most.min(cap)),
            (Self::NoLimit, Some(cap)) => Self::Of(cap),
            (most, _) => most,
        }
    }

    fn times(&self, factor: &Exact) -> Self {
        match self {
            Self::Of(most) => Self::Of(most * factor),
            other => other.clone(),
        }
    }

    /// Both together. What has no limit stays without one, whatever else is unknown.
    fn plus(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Of(a), Self::Of(b)) => Self::Of(&a + b),
            (Self::NoLimit, _) | (_, Self::NoLimit) => Self::NoLimit,
            _ => Self::Unknown,
        }
    }

    fn sum<'m>(parts: impl Iterator<Item = &'m Self>) -> Self {
        parts.fold(Self::Of(Exact::zero()), Self::plus)
    }
}

/// A tier that a cap keeps from paying what it promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutTier<'a> {
    pub tier: &'a Tier,
    /// What the tier promises, in per cent of the base.
    pub promised: Percent,
    /// What is paid at most, in per cent of the base.
    pub paid: Exact,
    /// Whether it is the cap of all metrics that cuts, and not that of this metric.
    pub by_period_cap: bool,
    /// Whether the tier before it pays as much already, so that this one can never be reached.
    pub idle: bool,
}

/// The credits of one metric at their worst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleExposure<'a> {
    pub schedule: &'a CreditSchedule,
    pub metric: Option<&'a Metric>,
    /// The amount that its percentages are taken of, in the currency of the agreement.
    pub base: Option<Exact>,
    /// Credit of one window before any cap, in per cent of the base.
    pub in_window: Most,
    /// Credits of one period after the cap of this metric, in per cent of the base.
    pub in_period: Most,
    /// Credits of twelve months after the cap of this metric, in per cent of the base.
    pub in_year: Most,
    /// From which value on the cap of this metric takes something away.
    pub cap_binds: Option<Edge>,
    /// From which value on, with all other targets met, the cap of the period takes something away.
    pub period_cap_binds: Option<Edge>,
    /// Whether this metric alone can come to the whole cap of the period.
    pub fills_period_cap: bool,
    /// Tiers that do not pay what they promise, from the better to the worse.
    pub cut: Vec<CutTier<'a>>,
}

/// All credits at their worst, in per cent of the recurring fees and in money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// In per cent of the fees of the same time.
    pub percent: Most,
    /// In the currency of the agreement, not rounded.
    pub amount: Most,
}

/// A cap of all credits together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// In per cent of the recurring fees of the same time.
    pub percent: Exact,
    /// Where it stands in the agreement: the field of the lower one, where a share and a number of fees are agreed.
    pub field: &'static str,
}

impl Limit {
    /// The lower of a share of the fees and a number of monthly fees in so many months.
    fn of(
        share: (Option<Percent>, &'static str),
        fees: (Option<Number>, &'static str),
        months: u32,
    ) -> Option<Self> {
        let by_share = share.0.map(|p| Self { percent: exact(p), field: share.1 });
        let by_fees = fees.0.and_then(|n| {
            let fees_of = Exact::from(n.get()).max(Exact::zero());
            let percent = (&fees_of * &Exact::one_hundred()).over(&Exact::from(months))?;
            Some(Self { percent, field: fees.1 })
        });
        [by_share, by_fees].into_iter().flatten().min_by(|a, b| a.percent.cmp(&b.percent))
    }
}

/// What the credits of an agreement can cost at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure<'a> {
    /// Length of the period that caps refer to, in months: the longest window that carries credits, at least one.
    pub months: u32,
    pub schedules: Vec<ScheduleExposure<'a>>,
    /// All recurring fees of a month.
    pub month_fees: Option<Exact>,
    /// The cap of a period.
    pub period_cap: Option<Limit>,
    /// The cap of any twelve months.
    pub year_cap: Option<Limit>,
    /// Sum of the simultaneous maximum credits of a period, before the cap of the period.
    pub at_once: Total,
    /// The most that is paid for one period.
    pub in_period: Total,
    /// The most that is paid for twelve months.
    pub in_year: Total,
}

impl<'a> Exposure<'a> {
    pub fn of(agreement: &'a Agreement) -> Self {
        let credits = &agreement.credits;
        let months = period_months(agreement);
        let fees = Fees::of(agreement);
        let of_period = Limit::of(
            (credits.period_cap, "credits.period_cap"),
            (credits.period_cap_months, "credits.period_cap_months"),
            months,
        );
        let of_year = Limit::of(
            (credits.year_cap, "credits.year_cap"),
            (credits.year_cap_months, "credits.year_cap_months"),
            12,
        );
        let period_cap = of_period.as_ref().map(|limit| limit.percent.clone());
        let each = |schedule: &'a CreditSchedule| {
            let metric = agreement.metric(&schedule.metric);
            // The cap of the period, seen from the base of this metric.
            let share = metric.and_then(|m| fees.share_of_base(credits.base, m, months));
            let period_cap = share.as_ref().zip(period_cap.as_ref()).and_then(|(s, cap)| cap.over(s));
            let base = metric.and_then(|m| fees.base(credits.base, m));
            ScheduleExposure {
                base,
                ..most::schedule(credits, schedule, metric, months, period_cap.as_ref())
            }
        };
        let schedules: Vec<ScheduleExposure<'a>> = credits.schedules.iter().map(each).collect();
        let total = |of: for<'s> fn(&'s ScheduleExposure<'a>) -> &'s Most, time: u32| {
            let percent: Vec<Most> = counted(credits, &schedules)
                .map(|s| of_fees(of(s), s.metric.and_then(|m| fees.share_of_base(credits.base, m, time))))
                .collect();
            let amount: Vec<Most> = counted(credits, &schedules)
                .map(|s| {
                    of_fees(of(s), s.metric.and_then(|m| fees.base(credits.base, m))).times(&hundredth())
                })
                .collect();
            Total { percent: Most::sum(percent.iter()), amount: Most::sum(amount.iter()) }
        };
        let at_once = total(|s| &s.in_period, months);
        let in_period = at_once.clone().capped(period_cap.clone(), fees.of_months(months).as_ref());
        let year = total(|s| &s.in_year, 12);
        // No year costs more than its periods do.
        let year = year
            .capped(period_cap, fees.of_months(12).as_ref())
            .capped(of_year.as_ref().map(|limit| limit.percent.clone()), fees.of_months(12).as_ref());
        Self {
            month_fees: fees.of_months(1),
            period_cap: of_period,
            year_cap: of_year,
            months,
            schedules,
            at_once,
            in_period,
            in_year: year,
        }
    }

    /// The exposure of one metric's credits.
    pub fn schedule(&self, id: &str) -> Option<&ScheduleExposure<'a>> {
        self.schedules.iter().find(|s| s.schedule.id.as_str() == id)
    }
}

impl Total {
    /// After a cap in per cent of `fees`.
    fn capped(self, cap: Option<Exact>, fees: Option<&Exact>) -> Self {
        let money = cap.as_ref().zip(fees).map(|(cap, fees)| &cap.percent() * fees);
        let amount = match (&cap, fees) {
            // The cap stops it, but nobody knows at how much money.
            (Some(_), None) if self.amount == Most::NoLimit => Most::Unknown,
            _ => self.amount.capped(money),
        };
        Self { percent: self.percent.capped(cap), amount }
    }
}

/// The schedules that add up: a table of points prices all metrics with points together, so that one stands for all.
fn counted<'s, 'a>(
    credits: &Credits,
    schedules: &'s [ScheduleExposure<'a>],
) -> impl Iterator<Item = &'s ScheduleExposure<'a>> {
    let table = !credits.points_table.is_empty();
    let pointed = move |s: &ScheduleExposure<'a>| table && s.schedule.method == CreditMethod::Points;
    let first = schedules.iter().position(pointed);
    schedules.iter().enumerate().filter(move |(n, s)| !pointed(s) || Some(*n) == first).map(|(_, s)| s)
}

fn exact(percent: Percent) -> Exact {
    Exact::from(percent.get())
}

fn hundredth() -> Exact {
    Exact::from(1_u32).percent()
}

/// Per cent of a base, as per cent of the whole of which the base is a share, or as an amount.
fn of_fees(most: &Most, share: Option<Exact>) -> Most {
    match (most, share) {
        (Most::NoLimit, _) => Most::NoLimit,
        (most, Some(share)) => most.times(&share),
        (_, None) => Most::Unknown,
    }
}

/// Months of the longest window that carries credits, at least one.
fn period_months(agreement: &Agreement) -> u32 {
    let windows = agreement.credits.schedules.iter().filter_map(|s| agreement.metric(&s.metric));
    windows.map(most::window_months).max().unwrap_or(1)
}

#[cfg(test)]
mod tests;
