//! How a miss becomes a credit: one method a schedule.

use super::base::Base;
use super::calendar::open_minutes;
use super::said::{number, time, with_unit};
use super::tiers::{TierFound, band, tier_of};
use crate::agreement::{Agreement, CreditMethod, CreditSchedule, Metric, SettlementStep, StepRounding, Tier};
use crate::settlement::{Entry, Exact, Measured, Outcome};
use crate::value::{Date, Id, Percent, Unit};

/// One schedule and one missed window.
pub(super) struct Case<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) metric: &'a Metric,
    pub(super) schedule: &'a CreditSchedule,
    pub(super) measured: &'a Measured,
    pub(super) base: &'a Base,
}

/// What a miss earns before caps.
#[derive(Clone, Debug, Default)]
pub(super) struct Earned {
    /// In per cent of the base.
    pub(super) percent: Option<Exact>,
    /// A fixed amount instead.
    pub(super) fixed: Option<Exact>,
    /// Points, which are priced later.
    pub(super) points: Option<Exact>,
    pub(super) tier: Option<Id>,
    pub(super) working: Vec<Entry>,
    /// Why nothing is credited, or what was not clear.
    pub(super) notes: Vec<String>,
}

impl Earned {
    fn open(note: impl Into<String>) -> Self {
        Self { notes: vec![note.into()], ..Self::default() }
    }

    /// Nothing is due, and why.
    fn nothing(note: impl Into<String>) -> Self {
        Self { percent: Some(Exact::zero()), ..Self::open(note) }
    }

    fn step(mut self, working: String, result: String) -> Self {
        self.working.push(Entry { step: SettlementStep::Tier, working, result });
        self
    }

    fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// What a missed window earns by one schedule, exactly. Where the schedule leaves it open, nothing is guessed: a note
/// says what is missing.
pub(super) fn earned(case: &Case<'_>) -> Earned {
    match case.schedule.method {
        CreditMethod::Tiers => case.by_tier(),
        CreditMethod::Linear => case.linear(),
        CreditMethod::LostTime => case.lost_time(),
        CreditMethod::Proportional => case.proportional(),
        CreditMethod::PerMiss => case.per_miss(),
        CreditMethod::PerUnitLate => case.late(),
        CreditMethod::Points => case.points(),
        CreditMethod::Pool => case.pool(),
    }
}

impl Case<'_> {
    fn value(&self) -> Option<&Exact> {
        match &self.measured.outcome {
            Outcome::Value(value) => Some(value),
            _ => None,
        }
    }

    /// What is measured by its value, without one.
    fn no_value(&self) -> Earned {
        Earned::nothing("The window counts as missed but has no value, so this schedule gives no credit")
    }

    fn by_tier(&self) -> Earned {
        let Some(value) = self.value() else { return self.no_value() };
        let shown = with_unit(value, self.metric);
        let (tier, note) = match tier_of(&self.schedule.tiers, value) {
            TierFound::None if !self.measured.beyond.is_empty() => return self.mildest(),
            TierFound::None => {
                return Earned::nothing(format!("{shown} misses the target but lies in no tier: no credit"));
            }
            TierFound::One(tier) => (tier, None),
            TierFound::Several(tiers) => {
                let Some(highest) = tiers.iter().copied().max_by_key(|t| t.credit) else {
                    return self.no_value();
                };
                let bands: Vec<String> = tiers.iter().map(|t| format!("“{}”", band(t))).collect();
                let note = format!(
                    "{shown} lies in several tiers, {}: the highest credit counts",
                    crate::value::listed(&bands)
                );
                (highest, Some(note))
            }
        };
        let Some(credit) = tier.credit else {
            return Earned::open(format!("The tier “{}” has no credit yet", band(tier))).in_tier(tier);
        };
        let earned =
            Earned { percent: Some(exact(credit)), notes: note.into_iter().collect(), ..Earned::default() }
                .in_tier(tier);
        earned
            .step(format!("{shown} lies in “{}” (tier {})", band(tier), tier.id), self.share(&exact(credit)))
    }

    /// A value that reaches the target, in a window that is missed by a case beyond its outer limit: the credit of the tier
    /// that lies nearest to the target, which is the lowest.
    fn mildest(&self) -> Earned {
        let Some(tier) = self.schedule.tiers.iter().filter(|t| t.credit.is_some()).min_by_key(|t| t.credit)
        else {
            return Earned::open("No tier has a credit yet");
        };
        let credit = tier.credit.map_or_else(Exact::zero, exact);
        let count = self.measured.beyond.len();
        let cases = plural(&Exact::from(u32::try_from(count).unwrap_or(u32::MAX)), "case");
        Earned { percent: Some(credit.clone()), ..Earned::default() }.in_tier(tier).step(
            format!("{cases} beyond the outer limit: the lowest credit, tier {}", tier.id),
            self.share(&credit),
        )
    }

    /// For each step by which the value falls short, the rate.
    fn linear(&self) -> Earned {
        let Some(value) = self.value() else { return self.no_value() };
        let Some(start) = self.schedule.counted_from.or(self.metric.target).map(|n| Exact::from(n.get()))
        else {
            return Earned::open("Steps are counted from the target, but there is none");
        };
        let short = match self.metric.higher_is_better() {
            true => &start - value,
            false => value - &start,
        };
        let short = short.max(Exact::zero());
        let step = self.schedule.step.map_or_else(|| Exact::from(1_u32), |n| Exact::from(n.get()));
        let Some(steps) = short.over(&step).filter(|_| !step.is_negative()) else {
            return Earned::open("A step must be larger than zero to count steps");
        };
        let counted = rounded(&steps, self.schedule.step_rounding);
        let (a, b) = match self.metric.higher_is_better() {
            true => (with_unit(&start, self.metric), number(value)),
            false => (with_unit(value, self.metric), number(&start)),
        };
        let working = format!("({a} − {b}) / {}", with_unit(&step, self.metric));
        self.priced(&counted, "step", working, self.counted(&steps, &counted, "step"))
    }

    /// The share of the window's fee that falls on `lost` seconds.
    fn share_of_time(&self, lost: &Exact) -> Option<Exact> {
        lost.over(&self.measured.owed).map(|share| &share * &self.base.windows)
    }

    /// Seconds lost; where only a percentage is known, those it stands for.
    fn lost(&self) -> Exact {
        let from_value = || {
            let value =
                self.value().filter(|_| self.metric.is_percentage() && self.metric.higher_is_better())?;
            Some(&(&Exact::one_hundred() - value).percent() * &self.measured.owed)
        };
        Some(&self.measured.lost)
            .filter(|l| !l.is_zero())
            .cloned()
            .or_else(from_value)
            .unwrap_or_else(Exact::zero)
    }

    fn lost_time(&self) -> Earned {
        let Some(rate) = self.schedule.rate else {
            return Earned::open("Nothing says which multiple of the lost time is paid");
        };
        let lost = self.lost();
        let mut said = time(&lost);
        let mut counted = lost;
        if self.schedule.beyond_target == Some(true) {
            let Some(target) = self.metric.target.filter(|_| self.metric.is_percentage()) else {
                return Earned::open(
                    "Only time beyond the target counts, but no target says how much that is",
                );
            };
            let left = &(&Exact::one_hundred() - &Exact::from(target.get())).percent() * &self.measured.owed;
            said = format!("({said} − {} that the target leaves)", time(&left));
            counted = (&counted - &left).max(Exact::zero());
        }
        let Some(share) = self.share_of_time(&counted) else { return self.nothing_owed() };
        let percent = &share * &exact(rate);
        let multiple = number(&exact(rate).percent());
        let working = format!("{multiple} × {said} / {}{}", time(&self.measured.owed), self.windows());
        let result = self.share(&percent);
        Earned { percent: Some(percent), ..Earned::default() }.step(working, result)
    }

    fn proportional(&self) -> Earned {
        let lost = self.lost();
        let Some(share) = self.share_of_time(&lost) else { return self.nothing_owed() };
        let percent = &share * &Exact::one_hundred();
        let working = format!("{} / {}{}", time(&lost), time(&self.measured.owed), self.windows());
        let result = self.share(&percent);
        Earned { percent: Some(percent), ..Earned::default() }.step(working, result)
    }

    fn nothing_owed(&self) -> Earned {
        Earned::nothing("No time was owed in the window, so no time was lost")
    }

    /// " × 3 (monthly fees in the window)".
    fn windows(&self) -> String {
        match self.base.windows == Exact::from(1_u32) {
            true => String::new(),
            false => {
                format!(" × {} (the base falls on the window so many times)", number(&self.base.windows))
            }
        }
    }

    /// Cases that missed on their own; the window itself where there are no cases.
    fn misses(&self) -> Exact {
        Exact::from(self.measured.misses.max(1))
    }

    fn per_miss(&self) -> Earned {
        let misses = self.misses();
        self.times(&misses, "miss")
    }

    fn late(&self) -> Earned {
        let Some(unit) = self.schedule.step_time else {
            return Earned::open("Nothing says what a unit of delay is");
        };
        let first = self.measured.window.first;
        let length = unit_of_delay(self.agreement, self.metric, self.schedule, first);
        let Some(length) = length.filter(|l| !l.is_zero()) else {
            return Earned::open(format!(
                "The unit of delay, {}, has no fixed length to count by",
                unit.long()
            ));
        };
        let delays = match self.measured.delays.is_empty() {
            false => self.measured.delays.clone(),
            true => self.delay_of_value().into_iter().collect(),
        };
        if delays.is_empty() {
            return Earned::nothing("No late case is known, so no unit of delay is counted");
        }
        let units = |delay: &Exact| delay.over(&length).map(|u| rounded(&u, self.schedule.step_rounding));
        let each: Vec<Exact> = delays.iter().filter_map(units).collect();
        let counted: Exact = each.iter().cloned().sum();
        let shown: Vec<String> = delays.iter().take(12).map(time).collect();
        let more = if delays.len() > 12 { format!(" and {} more", delays.len() - 12) } else { String::new() };
        let working = format!("delays of {}{more}, in units of {}", shown.join(", "), unit.long());
        self.priced(&counted, "unit of delay", working, plural(&counted, "unit of delay"))
    }

    /// For a metric that is itself a time: how far its value is beyond the target.
    fn delay_of_value(&self) -> Option<Exact> {
        let value = self.value().filter(|_| !self.metric.higher_is_better())?;
        let unit: crate::value::Duration = format!("1 {}", self.metric.unit.trim()).parse().ok()?;
        let seconds = match unit.unit {
            Unit::BusinessHour => 3_600,
            Unit::BusinessDay => {
                let minutes = business_day(self.agreement, self.metric, self.measured.window.first)?;
                i64::try_from(minutes).ok()?.checked_mul(60)?
            }
            unit => i64::try_from(unit.seconds()?).ok()?,
        };
        let over = value - &Exact::from(self.metric.target?.get());
        (!over.is_negative()).then(|| &over * &Exact::from(seconds))
    }

    fn points(&self) -> Earned {
        let Some(points) = self.schedule.points else {
            return Earned::open("Nothing says how many points a miss has");
        };
        let points = Exact::from(points);
        let said = plural(&points, "point");
        Earned { points: Some(points), ..Earned::default() }.step("missed".to_owned(), said)
    }

    fn pool(&self) -> Earned {
        let (Some(weight), Some(pool)) = (self.schedule.weight, self.agreement.credits.pool) else {
            return Earned::open(
                "The credit is a share of the fees at risk, but the pool or the weight is missing",
            );
        };
        let percent = &exact(weight).percent() * &exact(pool);
        let working = format!("{weight} % of the pool of {pool} %");
        let result = self.share(&percent);
        Earned { percent: Some(percent), ..Earned::default() }.step(working, result)
    }

    /// First how many were counted, then what they cost.
    fn priced(&self, count: &Exact, of: &str, working: String, result: String) -> Earned {
        let mut earned = self.times(count, of);
        earned.working.insert(0, Entry { step: SettlementStep::Tier, working, result });
        earned
    }

    /// The rate, or the fixed amount, so many times.
    fn times(&self, count: &Exact, of: &str) -> Earned {
        match (self.schedule.rate, self.schedule.amount) {
            (Some(rate), amount) => {
                let percent = count * &exact(rate);
                let (working, result) = (format!("{} × {rate} %", plural(count, of)), self.share(&percent));
                let earned = Earned { percent: Some(percent), ..Earned::default() }.step(working, result);
                match amount {
                    Some(_) => earned.noted("The schedule has a rate and an amount: the rate counts"),
                    None => earned,
                }
            }
            (None, Some(money)) if self.agreement.currency.is_some_and(|c| c != money.currency()) => {
                Earned::open(format!(
                    "The credit is {}, which is not the currency of this agreement",
                    money.long()
                ))
            }
            (None, Some(money)) => {
                let fixed = count * &Exact::from(money.amount());
                let working = format!("{} × {}", plural(count, of), money.long());
                let result = format!("{} {}", money.currency(), number(&fixed));
                Earned { fixed: Some(fixed), ..Earned::default() }.step(working, result)
            }
            (None, None) => Earned::open(format!("Nothing says how much a {of} is worth")),
        }
    }

    /// "10 % of the monthly fee of the affected service".
    fn share(&self, percent: &Exact) -> String {
        let of = match self.schedule.method {
            CreditMethod::Pool => "the fees of the period",
            _ => &self.base.words,
        };
        format!("{} % of {of}", number(percent))
    }

    fn counted(&self, exact: &Exact, counted: &Exact, of: &str) -> String {
        let rule = match self.schedule.step_rounding {
            _ if exact == counted => return plural(counted, of),
            Some(StepRounding::Whole) => "whole ones count",
            _ => "started ones count",
        };
        format!("{}; {rule}: {}", plural(exact, of), number(counted))
    }
}

impl Earned {
    fn in_tier(mut self, tier: &Tier) -> Self {
        self.tier = Some(tier.id.clone());
        self
    }
}

fn exact(percent: Percent) -> Exact {
    Exact::from(percent.get())
}

fn rounded(steps: &Exact, rule: Option<StepRounding>) -> Exact {
    match rule {
        Some(StepRounding::Whole) => steps.floor(),
        Some(StepRounding::Started) => steps.ceil(),
        None => steps.clone(),
    }
}

/// "1 step", "23 steps", "2 misses", "3 units of delay".
pub(super) fn plural(count: &Exact, one: &str) -> String {
    let many = match one.split_once(' ') {
        Some((head, rest)) => format!("{head}s {rest}"),
        None if one.ends_with('s') => format!("{one}es"),
        None => format!("{one}s"),
    };
    let word = if *count == Exact::from(1_u32) { one } else { &many };
    format!("{} {word}", number(count))
}

/// Seconds of the unit of delay of a schedule. A business hour runs an hour on its own clock; a business day as long as
/// each day of the calendar by which the metric is measured, where they are all alike in the week from `first`.
pub(in crate::settlement) fn unit_of_delay(
    agreement: &Agreement,
    metric: &Metric,
    schedule: &CreditSchedule,
    first: Date,
) -> Option<Exact> {
    let unit = schedule.step_time?;
    let one = match unit.unit {
        Unit::BusinessHour => 3_600,
        Unit::BusinessDay => {
            let minutes = business_day(agreement, metric, first)?;
            i64::try_from(minutes).ok()?.checked_mul(60)?
        }
        unit => i64::try_from(unit.seconds()?).ok()?,
    };
    Some(&Exact::from(one) * &Exact::from(unit.count))
}

/// Minutes of a business day.
fn business_day(agreement: &Agreement, metric: &Metric, first: Date) -> Option<u64> {
    let service = agreement.service(&metric.service);
    let calendar = agreement.calendar(&metric.hours).or_else(|| agreement.calendar(&service?.hours))?;
    let mut lengths: Vec<u64> = (0..7)
        .filter_map(|n| first.plus_days(n))
        .map(|d| open_minutes(calendar, d))
        .filter(|m| *m > 0)
        .collect();
    lengths.dedup();
    match lengths.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
