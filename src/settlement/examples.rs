//! Worked examples: what an agreement's own numbers make of misses in its first full month.

use super::exact::Exact;
use super::measure::{Stated, measure};
use super::measured::Measured;
use super::money::{MetricLine, SettlementInput, Statement, ramp_up_until, settle, unit_of_delay};
use super::period::Period;
use super::window::Window;
use super::windows::{hours_of, windows};
use crate::agreement::changes::Read::{self, All, But};
use crate::agreement::{
    Agreement, Bonus, BonusStart, Bounds, CreditMethod, CreditSchedule, Formula, Metric, MetricKind, Service,
    Tier, WindowKind,
};
use crate::value::{Date, Number};
use rust_decimal::Decimal;

const MINUTE: u32 = 60;
/// A bonus that takes more windows in a row has no example.
const MOST_WINDOWS: u32 = 24;
/// A window that does not begin a quarter within so many months never does.
const MOST_WAIT: u32 = 12;

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
    All("time_limits"),
    But("metrics", Metric::IN_WORDS),
    All("priorities"),
    All("maintenance"),
    All("exclusions"),
    All("credits"),
    All("bonuses"),
    All("reporting"),
];

/// Fields of a metric that bear on its own examples, and on no other metric's.
pub const OWN: &[&str] = &["target", "minimum", "stretch", "achieved", "stated_downtime", "stated_month"];

/// The worked examples of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examples {
    /// The first full month in which credits can fall due.
    pub period: Period,
    /// Schedule by schedule, then bonus by bonus; those of which nothing can be shown are left out.
    pub rows: Vec<Row>,
    /// What the credits add up to when each metric misses as badly as in its last example; `None` without two of them.
    pub together: Option<Statement>,
}

/// The examples of one credit schedule or bonus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub of: Of,
    /// From the mildest miss on; one for a bonus.
    pub examples: Vec<Example>,
    /// Until when the first of them must be claimed; `None` for a bonus.
    pub claim: Option<Claim>,
    /// As badly as the metric misses in the month.
    worst: Option<Measured>,
}

/// What a row is about: the position in its list of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Schedule(usize),
    Bonus(usize),
}

/// The claim of a credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The window for which the credit is due, in words.
    pub window: String,
    pub by: Option<Date>,
}

impl Examples {
    /// The claim of the first credit.
    pub fn claim(&self) -> Option<&Claim> {
        self.rows.iter().find_map(|row| row.claim.as_ref())
    }
}

/// Computes the examples as [`settle`] computes a real period. `None` before the term has a first day, and where nothing
/// can be settled.
pub fn examples(agreement: &Agreement) -> Option<Examples> {
    examples_again(agreement, None, &|_| false)
}

/// As [`examples`], where `before` were those of an agreement that differs in nothing of [`READS`] but in fields among
/// [`OWN`]; `is_same` says of a metric that it does not differ.
pub fn examples_again(
    agreement: &Agreement,
    before: Option<&Examples>,
    is_same: &dyn Fn(&Metric) -> bool,
) -> Option<Examples> {
    let period = first_full_month(agreement)?;
    let kept = |of: Of, metric: &Metric| {
        let rows = &before.filter(|_| is_same(metric))?.rows;
        rows.iter().find(|row| row.of == of).cloned()
    };
    let mut rows = Vec::new();
    for (at, schedule) in agreement.credits.schedules.iter().enumerate() {
        let Some(metric) = agreement.metric(&schedule.metric) else { continue };
        let of = Of::Schedule(at);
        rows.extend(kept(of, metric).or_else(|| {
            let place = Place::of(agreement, metric, &period)?;
            Row::of(agreement, of, place.misses(agreement, schedule), &period)
        }));
    }
    for (at, bonus) in agreement.bonuses.iter().enumerate() {
        let Some((metric, threshold)) = agreement.metric(&bonus.metric).zip(bonus.threshold) else {
            continue;
        };
        let of = Of::Bonus(at);
        rows.extend(kept(of, metric).or_else(|| {
            Row::of(agreement, of, vec![rewarded(agreement, bonus, metric, threshold, &period)?], &period)
        }));
    }
    let together = together(agreement, &rows, &period);
    (!rows.is_empty()).then_some(Examples { period, rows, together })
}

/// The metric just at the level of the bonus, or just beyond one that earns nothing itself, in the first windows that are
/// enough for a bonus.
fn rewarded(
    agreement: &Agreement,
    bonus: &Bonus,
    metric: &Metric,
    level: Number,
    month: &Period,
) -> Option<Case> {
    let needed = usize::try_from(Some(bonus.run()).filter(|run| *run <= MOST_WINDOWS)?).ok()?;
    let ends_quarter = |case: &Case| {
        let last = case.measured.window.last;
        Period::quarter(last).is_some_and(|quarter| quarter.last == last)
    };
    let enough = |cases: &[Case]| match bonus.is_quarterly() {
        true => cases.last().is_some_and(ends_quarter),
        false => cases.len() == needed,
    };
    let mut cases: Vec<Case> = Vec::new();
    for later in 0..12 * MOST_WINDOWS {
        let month = Period::month(month.first.plus_months(later)?)?;
        let place = Place::of(agreement, metric, &month)?;
        let value = match bonus.start {
            Some(BonusStart::Beyond) => place.just_better(level)?,
            Some(BonusStart::At) | None => level.get(),
        };
        let case = place.value(agreement, Exact::from(value), Situation::Value);
        let first = case.measured.window.first;
        let begins = Period::quarter(first).is_some_and(|quarter| quarter.first == first);
        if bonus.is_quarterly() && cases.is_empty() && !begins {
            if later >= MOST_WAIT {
                return None;
            }
            continue;
        }
        let again = cases.last().is_some_and(|last| last.measured.window.last >= case.measured.window.last);
        cases.extend((!again).then_some(case));
        if enough(&cases) {
            break;
        }
    }
    if !enough(&cases) {
        return None;
    }
    let mut case = cases.pop()?;
    case.before = cases.into_iter().map(|case| case.measured).collect();
    Some(case)
}

/// What all credits come to in a month in which every metric misses.
fn together(agreement: &Agreement, rows: &[Row], period: &Period) -> Option<Statement> {
    let mut worst: Vec<Measured> = Vec::new();
    for row in rows.iter().filter_map(|row| row.worst.as_ref()) {
        worst.retain(|m| m.metric != row.metric);
        worst.push(row.clone());
    }
    let several = worst.len() > 1;
    several.then(|| settle(agreement, &SettlementInput::new(period.clone(), worst)).ok()).flatten()
}

impl Row {
    /// `None` where no case can be settled.
    fn of(agreement: &Agreement, of: Of, cases: Vec<Case>, month: &Period) -> Option<Self> {
        let credit = matches!(of, Of::Schedule(_));
        let mut row = Self { of, examples: Vec::new(), claim: None, worst: None };
        for case in cases {
            let mut input = SettlementInput::new(case.period.clone(), vec![case.measured.clone()]);
            input.history.measured = case.before;
            let Ok(statement) = settle(agreement, &input) else { continue };
            let Some(line) = statement.metrics.into_iter().next() else { continue };
            if credit && case.period == *month {
                row.worst = Some(case.measured);
            }
            if credit && row.claim.is_none() {
                row.claim = Some(Claim { window: line.window.clone(), by: statement.claim_by });
            }
            row.examples.push(Example { situation: case.situation, line });
        }
        (!row.examples.is_empty()).then_some(row)
    }
}

/// The first one in which credits can fall due.
pub(super) fn first_full_month(agreement: &Agreement) -> Option<Period> {
    let effective = agreement.term.effective?;
    let begin = ramp_up_until(agreement).map_or(effective, |until| until.max(effective));
    let month = Period::month(begin)?;
    if month.first == begin { Some(month) } else { Period::month(month.last.plus_days(1)?) }
}

/// A metric in the window of its examples.
pub(super) struct Place<'a> {
    metric: &'a Metric,
    window: Window,
    period: Period,
}

/// What is settled for one example.
pub(super) struct Case {
    pub(super) measured: Measured,
    situation: Situation,
    pub(super) period: Period,
    /// The windows before, where they count.
    before: Vec<Measured>,
}

impl<'a> Place<'a> {
    /// The last complete window that ends in the month or, for longer windows, in its quarter or year.
    pub(super) fn of(agreement: &Agreement, metric: &'a Metric, month: &Period) -> Option<Self> {
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
    pub(super) fn value(&self, agreement: &Agreement, value: Exact, situation: Situation) -> Case {
        let stated = Stated::Value(value);
        let mut measured = measure(agreement, self.metric, &self.window, None, Some(&stated));
        if let Situation::Down(minutes) = situation {
            measured.lost = &Exact::from(minutes) * &Exact::from(MINUTE);
        }
        Case { measured, situation, period: self.period.clone(), before: Vec::new() }
    }

    /// So many minutes of downtime, where downtime makes the value.
    pub(super) fn down(&self, agreement: &Agreement, minutes: u32) -> Option<Case> {
        let all = self.window.counted.length();
        let up = &all - &(&Exact::from(minutes) * &Exact::from(MINUTE));
        let value = &up.over(&all)? * &Exact::one_hundred();
        (!value.is_negative()).then(|| self.value(agreement, value, Situation::Down(minutes)))
    }

    /// Seconds of the unit of delay in the window.
    pub(super) fn unit_of_delay(&self, agreement: &Agreement, schedule: &CreditSchedule) -> Option<Exact> {
        unit_of_delay(agreement, self.metric, schedule, self.window.first)
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
                let unit = self.unit_of_delay(agreement, schedule);
                let late = unit.zip(just(target)).map(|(unit, case)| with_delay(case, &unit));
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
    pub(super) fn just_beyond(&self, agreement: &Agreement, number: Number) -> Option<Case> {
        if self.is_downtime(agreement) {
            let share = (&Exact::one_hundred() - &Exact::from(number.get())).percent();
            let allowed = (&share * &self.window.counted.length()).over(&Exact::from(MINUTE))?;
            let minutes = u32::try_from(allowed.floor().whole()?).ok()?.checked_add(1)?;
            return self.down(agreement, minutes);
        }
        let value = self.next_printed(number, !self.metric.higher_is_better())?;
        Some(self.value(agreement, Exact::from(value), Situation::Value))
    }

    /// The next printed value that is better than `number`; `None` where nothing can be better.
    fn just_better(&self, number: Number) -> Option<Decimal> {
        self.next_printed(number, self.metric.higher_is_better())
    }

    /// The value one printed digit above or below `number`; `None` for a percentage that cannot be.
    fn next_printed(&self, number: Number, above: bool) -> Option<Decimal> {
        let decimals = self.metric.decimals.unwrap_or(0).max(number.get().scale()).min(6);
        let unit = Decimal::new(1, decimals);
        let value = if above { number.get() + unit } else { number.get() - unit };
        let possible =
            !self.metric.is_percentage() || (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value);
        possible.then_some(value)
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

pub(super) fn with_misses(mut case: Case, misses: u32) -> Case {
    case.measured.misses = misses;
    case.situation = Situation::Misses(misses);
    case
}

/// Late by two and a half units, which shows how a part of a unit counts.
pub(super) fn with_delay(mut case: Case, unit: &Exact) -> Case {
    const TENTHS: u32 = 25;
    let delay = unit * &Exact::from(Decimal::new(i64::from(TENTHS), 1));
    case.measured.delays = vec![delay];
    case.situation = Situation::Late(TENTHS);
    case
}
