//! Worked examples: what an agreement's own numbers make of misses in its first full month.

use super::exact::Exact;
use super::measure::{Stated, measure};
use super::measured::Measured;
use super::money::{MetricLine, SettlementInput, Statement, ramp_up_until, settle};
use super::period::Period;
use super::window::Window;
use super::windows::{hours_of, windows};
use crate::agreement::changes::Read::{self, All, But};
use crate::agreement::{
    Agreement, Bounds, CreditMethod, CreditSchedule, Formula, Metric, MetricKind, Service, Tier, WindowKind,
};
use crate::value::{Id, Number};
use rust_decimal::Decimal;

const MINUTE: u32 = 60;

/// What happens in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Situation {
    /// So many minutes of downtime.
    Down(u32),
    /// So many misses on their own.
    Misses(u32),
    /// One delivery that is late by so many tenths of the unit of delay.
    Late(u32),
    /// The value alone.
    Value,
}

/// One metric in one window, everything else as promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The credit schedule that is shown; `None` for a bonus.
    pub schedule: Option<Id>,
    /// The bonus that is shown.
    pub bonus: Option<Id>,
    pub situation: Situation,
    pub line: MetricLine,
}

/// The parts of an agreement from which its examples are computed, and nothing else of it: while these stay the same, so
/// do the examples.
pub const READS: &[Read] = &[
    All("currency"),
    All("term"),
    But("services", Service::IN_WORDS),
    All("calendars"),
    But("metrics", Metric::IN_WORDS),
    All("priorities"),
    All("maintenance"),
    All("exclusions"),
    All("credits"),
    All("bonuses"),
    All("reporting"),
];

/// The worked examples of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examples {
    /// The first full month in which credits can fall due.
    pub period: Period,
    pub single: Vec<Example>,
    /// What the credits add up to when each metric misses as badly as in its last example; `None` without two of them.
    pub together: Option<Statement>,
    /// The settlement of the first example, for its claim.
    pub first: Option<Statement>,
}

/// Computes the examples as [`settle`] computes a real period. `None` before the term has a first day, and where nothing
/// can be settled.
pub fn examples(agreement: &Agreement) -> Option<Examples> {
    let period = first_full_month(agreement)?;
    let mut single = Vec::new();
    let mut worst: Vec<Measured> = Vec::new();
    let mut first = None;
    let mut add = |schedule: Option<&Id>, bonus: Option<&Id>, case: Case, keep: bool| {
        let input = SettlementInput::new(case.period.clone(), vec![case.measured.clone()]);
        let Ok(statement) = settle(agreement, &input) else { return };
        let Some(line) = statement.metrics.first().cloned() else { return };
        if keep && case.period == period {
            worst.retain(|m| m.metric != case.measured.metric);
            worst.push(case.measured);
        }
        if first.is_none() && bonus.is_none() {
            first = Some(statement);
        }
        single.push(Example {
            schedule: schedule.cloned(),
            bonus: bonus.cloned(),
            situation: case.situation,
            line,
        });
    };
    for schedule in &agreement.credits.schedules {
        let Some(metric) = agreement.metric(&schedule.metric) else { continue };
        let Some(place) = Place::of(agreement, metric, &period) else { continue };
        for case in place.misses(agreement, schedule) {
            add(Some(&schedule.id), None, case, true);
        }
    }
    for bonus in &agreement.bonuses {
        let Some((metric, threshold)) = agreement.metric(&bonus.metric).zip(bonus.threshold) else {
            continue;
        };
        let Some(place) = Place::of(agreement, metric, &period) else { continue };
        let case = place.value(agreement, Exact::from(threshold.get()), Situation::Value);
        add(None, Some(&bonus.id), case, false);
    }
    let together = (worst.len() > 1)
        .then(|| settle(agreement, &SettlementInput::new(period.clone(), worst)).ok())
        .flatten();
    (!single.is_empty()).then_some(Examples { period, single, together, first })
}

/// The first one in which credits can fall due.
fn first_full_month(agreement: &Agreement) -> Option<Period> {
    let effective = agreement.term.effective?;
    let begin = ramp_up_until(agreement).map_or(effective, |until| until.max(effective));
    let month = Period::month(begin)?;
    if month.first == begin { Some(month) } else { Period::month(month.last.plus_days(1)?) }
}

/// A metric in the window of its examples.
struct Place<'a> {
    metric: &'a Metric,
    window: Window,
    period: Period,
}

/// What is settled for one example.
struct Case {
    measured: Measured,
    situation: Situation,
    period: Period,
}

impl<'a> Place<'a> {
    /// The last complete window that ends in the month or, for longer windows, in its quarter or year.
    fn of(agreement: &Agreement, metric: &'a Metric, month: &Period) -> Option<Self> {
        if metric.kind == MetricKind::Qualitative || metric.target.is_none() {
            return None;
        }
        let year = || Period::year(month.last.plus_months(12)?);
        let longer = match metric.window? {
            WindowKind::Quarter => Period::quarter(month.last.plus_months(3)?),
            WindowKind::Year => year(),
            _ => None,
        };
        let period = longer.unwrap_or_else(|| month.clone());
        let mut found = windows(agreement, metric, &period);
        found.retain(|window| window.counted == window.whole);
        Some(Self { metric, window: found.pop()?, period })
    }

    /// A measured value with the downtime it stands for.
    fn value(&self, agreement: &Agreement, value: Exact, situation: Situation) -> Case {
        let stated = Stated::Value(value);
        let mut measured = measure(agreement, self.metric, &self.window, None, Some(&stated));
        if let Situation::Down(minutes) = situation {
            measured.lost = &Exact::from(minutes) * &Exact::from(MINUTE);
        }
        Case { measured, situation, period: self.period.clone() }
    }

    /// So many minutes of downtime, where downtime makes the value.
    fn down(&self, agreement: &Agreement, minutes: u32) -> Option<Case> {
        let all = self.window.counted.length();
        let up = &all - &(&Exact::from(minutes) * &Exact::from(MINUTE));
        let value = &up.over(&all)? * &Exact::one_hundred();
        (!value.is_negative()).then(|| self.value(agreement, value, Situation::Down(minutes)))
    }

    /// Misses of growing weight by the method of the schedule, each settled alone.
    fn misses(&self, agreement: &Agreement, schedule: &CreditSchedule) -> Vec<Case> {
        let Some(target) = self.metric.target else { return Vec::new() };
        let just = |number: Number| self.just_beyond(agreement, number);
        match schedule.method {
            CreditMethod::Tiers => {
                let shown = [schedule.tiers.first(), schedule.tiers.last()];
                let mut tiers: Vec<&Tier> = shown.into_iter().flatten().collect();
                tiers.sort_by_key(|tier| self.nearness(tier));
                tiers.dedup_by_key(|tier| tier.id.clone());
                tiers.into_iter().flat_map(|tier| self.in_tier(agreement, tier)).collect()
            }
            CreditMethod::Linear => {
                let step = schedule.step.map_or(Decimal::ONE, Number::get) * Decimal::new(25, 1);
                let off = if self.metric.higher_is_better() { -step } else { step };
                let value = Exact::from(target.get() + off);
                vec![self.value(agreement, value, Situation::Value)]
            }
            CreditMethod::LostTime | CreditMethod::Proportional => {
                self.down(agreement, 60).or_else(|| just(target)).into_iter().collect()
            }
            CreditMethod::PerMiss => just(target).map(|case| with_misses(case, 2)).into_iter().collect(),
            CreditMethod::PerUnitLate => {
                let unit = schedule.step_time.and_then(|t| t.seconds()).and_then(|s| i64::try_from(s).ok());
                let late = unit.zip(just(target)).map(|(unit, case)| with_delay(case, unit));
                late.into_iter().collect()
            }
            CreditMethod::Points | CreditMethod::Pool => just(target).into_iter().collect(),
        }
    }

    /// How far a tier lies from the target: the end that is nearer to it, worse values later.
    fn nearness(&self, tier: &Tier) -> Decimal {
        if self.metric.higher_is_better() {
            -tier.to.map_or(Decimal::MAX, Number::get)
        } else {
            tier.from.map_or(Decimal::MIN, Number::get)
        }
    }

    /// The mildest value of a tier that can be said plainly.
    fn in_tier(&self, agreement: &Agreement, tier: &Tier) -> Option<Case> {
        let end = if self.metric.higher_is_better() { tier.to } else { tier.from }?;
        let included = match tier.bounds {
            Bounds::Closed => true,
            Bounds::FromIncluded => !self.metric.higher_is_better(),
            Bounds::ToIncluded => self.metric.higher_is_better(),
            Bounds::Open => false,
        };
        // An end that meets the target earns nothing, whether or not the tier includes it.
        if included && Some(end) != self.metric.target {
            return Some(self.value(agreement, Exact::from(end.get()), Situation::Value));
        }
        self.just_beyond(agreement, end)
    }

    /// A value just worse than `number`: the next whole minute of downtime, or the next printed value.
    fn just_beyond(&self, agreement: &Agreement, number: Number) -> Option<Case> {
        if self.is_downtime(agreement) {
            let share = (&Exact::one_hundred() - &Exact::from(number.get())).percent();
            let allowed = (&share * &self.window.counted.length()).over(&Exact::from(MINUTE))?;
            let minutes = u32::try_from(allowed.floor().whole()?).ok()?.checked_add(1)?;
            return self.down(agreement, minutes);
        }
        let decimals = self.metric.decimals.unwrap_or(0).max(number.get().scale()).min(6);
        let unit = Decimal::new(1, decimals);
        let value = if self.metric.higher_is_better() { number.get() - unit } else { number.get() + unit };
        let possible =
            !self.metric.is_percentage() || (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value);
        possible.then(|| self.value(agreement, Exact::from(value), Situation::Value))
    }

    /// Whether the value is the share of an unbroken window without downtime.
    fn is_downtime(&self, agreement: &Agreement) -> bool {
        self.metric.kind == MetricKind::Availability
            && self.metric.is_percentage()
            && self.metric.higher_is_better()
            && matches!(self.metric.formula, None | Some(Formula::DowntimeMinutes))
            && hours_of(agreement, self.metric).is_none_or(|c| c.is_around_the_clock())
    }
}

fn with_misses(mut case: Case, misses: u32) -> Case {
    case.measured.misses = misses;
    case.situation = Situation::Misses(misses);
    case
}

/// Late by two and a half units, which shows how a part of a unit counts.
fn with_delay(mut case: Case, unit: i64) -> Case {
    const TENTHS: u32 = 25;
    let delay = &Exact::from(unit) * &Exact::from(Decimal::new(i64::from(TENTHS), 1));
    case.measured.delays = vec![delay];
    case.situation = Situation::Late(TENTHS);
    case
}
