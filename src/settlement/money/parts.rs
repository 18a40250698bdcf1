//! A longer period, settled month by month (or quarter by quarter), as its caps are agreed for each.

use super::calendar::{minus_months, months_between};
use super::error::SettleError;
use super::settle::{money, one};
use super::statement::{SettlementInput, Statement};
use crate::agreement::{Agreement, SettlementStep as Step};
use crate::settlement::{Exact, Period};
use crate::value::{Date, Money};

/// The periods that are settled one after the other: as long as the longest window of a metric that carries credits or
/// a bonus, at least a month. Empty where the settled period is no whole number of them.
pub(super) fn parts(agreement: &Agreement, input: &SettlementInput) -> Vec<Period> {
    let counts = |id: &str| {
        agreement.schedules_of(id).next().is_some()
            || agreement.bonuses.iter().any(|b| b.metric.as_str() == id)
    };
    let windows = input.measured.iter().filter(|m| counts(m.metric.as_str())).map(|m| &m.window);
    let days = windows.map(|w| (w.last.get() - w.first.get()).num_days() + 1).max().unwrap_or(0);
    let part_of: fn(Date) -> Option<Period> = match days {
        ..=31 => Period::month,
        32..=92 => Period::quarter,
        93..=366 => Period::year,
        _ => return Vec::new(),
    };
    let Period { first, last, .. } = input.period;
    let mut parts = Vec::new();
    let mut at = first;
    loop {
        let Some(part) = part_of(at).filter(|p| p.first == at && p.last <= last) else { return Vec::new() };
        let (end, next) = (part.last, part.last.plus_days(1));
        parts.push(part);
        match next {
            _ if end == last => return parts,
            Some(next) => at = next,
            None => return Vec::new(),
        }
    }
}

/// Settles the parts in their order, each with those before it as its history, and adds them up.
pub(super) fn in_turn(
    agreement: &Agreement,
    input: &SettlementInput,
    order: &[Step],
    parts: &[Period],
) -> Result<Statement, SettleError> {
    let whole = months_between(input.period.first, input.period.last);
    let mut sum: Option<Statement> = None;
    let mut done: Vec<Done> = Vec::new();
    let mut settled = input.clone();
    for (n, part) in parts.iter().enumerate() {
        let is_last = n + 1 == parts.len();
        let within = |end: Date| (end >= part.first || n == 0) && (end <= part.last || is_last);
        settled.period = part.clone();
        settled.measured = input.measured.iter().filter(|m| within(m.window.last)).cloned().collect();
        let months = months_between(part.first, part.last);
        let share = months.over(&whole).unwrap_or_else(Exact::zero);
        settled.history.credits = before(input.history.credits, part, &done, |d| d.credits);
        settled.history.bonuses = before(input.history.bonuses, part, &done, |d| d.bonuses);
        settled.history.charges = match input.history.charges {
            Some(money) => before(Some(money), part, &done, |d| d.fees),
            None => None,
        };
        let (mut statement, fees) = one(agreement, &settled, order, &share)?;
        for entry in &mut statement.working {
            entry.working = format!("{}: {}", part.name, entry.working);
        }
        let currency = statement.currency;
        done.push(Done {
            first: part.first,
            credits: statement.credit_total,
            bonuses: statement.bonus_total,
            fees: currency.zip(fees.as_ref()).and_then(|(c, f)| money(&f.rounded(c.minor_digits()), c)),
        });
        settled.history.measured.append(&mut settled.measured);
        settled.history.carried = statement.carried_forward;
        let weighted = Weighted { statement, fees };
        sum = Some(match sum {
            None => weighted.begin(),
            Some(earlier) => weighted.add_to(earlier),
        });
    }
    let Some(mut sum) = sum else { return Ok(one(agreement, input, order, &Exact::from(1_u32))?.0) };
    finish(agreement, input, &mut sum);
    Ok(sum)
}

/// What an earlier part came to.
struct Done {
    first: Date,
    credits: Option<Money>,
    bonuses: Option<Money>,
    fees: Option<Money>,
}

/// What was given for the time before, and what the parts of the twelve months up to the end of this one came to.
fn before(
    given: Option<Money>,
    part: &Period,
    done: &[Done],
    of: impl Fn(&Done) -> Option<Money>,
) -> Option<Money> {
    let start = part.last.plus_days(1).and_then(|next| minus_months(next, 12));
    let recent = done.iter().filter(|d| start.is_none_or(|s| d.first >= s)).filter_map(of);
    recent.fold(given, add)
}

/// The sum of two amounts of one currency; the first where there is no such sum.
fn add(a: Option<Money>, b: Money) -> Option<Money> {
    match a {
        None => Some(b),
        Some(a) => {
            a.amount().checked_add(b.amount()).and_then(|sum| Money::new(sum, a.currency())).or(Some(a))
        }
    }
}

/// A statement and the fees by which its percentage counts.
struct Weighted {
    statement: Statement,
    fees: Option<Exact>,
}

impl Weighted {
    fn of_fees(&self) -> Option<Exact> {
        self.statement.credit_percent.as_ref().zip(self.fees.as_ref()).map(|(p, fees)| p * fees)
    }

    /// The first part; its percentage becomes an amount until all are added.
    fn begin(self) -> Statement {
        let credit_percent = self.of_fees();
        Statement { credit_percent, ..self.statement }
    }

    fn add_to(self, mut sum: Statement) -> Statement {
        let credit = self.of_fees();
        sum.credit_percent = sum.credit_percent.zip(credit).map(|(a, b)| &a + &b);
        let part = self.statement;
        let both = |a: Option<Money>, b: Option<Money>| add(Some(a?), b?);
        sum.credit_total = both(sum.credit_total, part.credit_total);
        sum.bonus_total = both(sum.bonus_total, part.bonus_total);
        sum.earned_back_total = both(sum.earned_back_total, part.earned_back_total);
        sum.lapsed = part.lapsed.into_iter().fold(sum.lapsed, add);
        sum.carried_forward = part.carried_forward;
        sum.metrics.extend(part.metrics);
        sum.caps.extend(part.caps);
        sum.notes.extend(part.notes);
        sum.working.extend(part.working);
        sum
    }
}

/// Turns the sums of the parts into the statement of the whole period.
fn finish(agreement: &Agreement, input: &SettlementInput, sum: &mut Statement) {
    let place = |id: &str| agreement.metrics.iter().position(|m| m.id.as_str() == id);
    sum.metrics.sort_by_key(|line| place(line.metric.as_str()));
    sum.caps.sort_unstable();
    sum.caps.dedup();
    sum.period = input.period.clone();
    let fees = super::fees::Fees::new(agreement, input, &Exact::from(1_u32)).ok();
    let fees = fees.and_then(|f| f.between(input.period.first, input.period.last));
    sum.credit_percent = sum.credit_percent.take().and_then(|credit| match fees {
        Some(fees) => credit.over(&fees),
        None => None,
    });
}
