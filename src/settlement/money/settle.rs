//! The settlement of a period: the steps in their order, then the figures of the statement.

use super::allot::allot;
use super::chronic::chronic;
use super::claim::claim;
use super::error::SettleError;
use super::fees::Unit;
use super::order::order_of_operations;
use super::parts::{in_turn, parts};
use super::past::Past;
use super::run::{Run, no_credit};
use super::statement::{MetricLine, SettlementInput, Statement};
use crate::agreement::{Agreement, SettlementStep as Step, SmallCredits};
use crate::settlement::{Entry, Exact, Measured, Outcome};
use crate::value::{Currency, Money};

/// Settles a period: what each metric came to, which credits and bonuses follow, and until when they can be claimed.
///
/// All amounts stay exact rationals until the last step; the total is rounded once, half up, to the minor unit of the
/// currency, and divided among the lines so that they add up to it. Where the period spans several windows of its
/// longest metric, as a quarter does for monthly ones, each of these is settled after the other with caps of its own.
///
/// # Errors
/// On a percentage outside 0 to 100, a value for an unknown metric, an amount in another currency, and a stored order
/// of operations that makes no sense.
pub fn settle(agreement: &Agreement, input: &SettlementInput) -> Result<Statement, SettleError> {
    let order = order_of_operations(agreement)?;
    let parts = parts(agreement, input);
    let mut statement = match parts.as_slice() {
        [] | [_] => one(agreement, input, &order, &Exact::from(1_u32))?.0,
        several => in_turn(agreement, input, &order, several)?,
    };
    let past = Past::new(input);
    statement.chronic = chronic(agreement, input, &past, &mut statement.notes);
    let known = |m: &Measured| agreement.metric(m.metric.as_str());
    let windows: Vec<_> = input.measured.iter().filter_map(|m| Some((m, known(m)?))).collect();
    (statement.claim_by, statement.claim) = claim(agreement, input, &windows);
    statement.notes.extend(not_measured(agreement, input));
    statement.notes.extend(without_data(agreement, &statement));
    let mut seen = Vec::new();
    statement.notes.retain(|n| {
        let new = !seen.contains(n);
        seen.push(n.clone());
        new
    });
    Ok(statement)
}

/// Settles one period, for which `share` of the given fee was charged; also returns the exact fees of the period.
pub(super) fn one(
    agreement: &Agreement,
    input: &SettlementInput,
    order: &[Step],
    share: &Exact,
) -> Result<(Statement, Option<Exact>), SettleError> {
    let mut run = Run::new(agreement, input, share)?;
    for step in order {
        match step {
            Step::Tier => run.credits(),
            Step::RepeatMultiplier => run.repeat(),
            Step::MetricCap => {
                run.price_points();
                run.metric_caps();
            }
            Step::Sum => run.sum(),
            Step::PeriodCap => run.period_cap(),
            Step::YearCap => run.year_cap(),
            Step::MinimumPayout => run.minimum(),
            Step::EarnBackAndBonus => {
                run.bonus();
                run.earn_back();
            }
            // Raw events have become exact values before, and money is rounded below, when everything is known.
            Step::RawEvents
            | Step::MergeOverlaps
            | Step::ClipToWindow
            | Step::SubtractExclusions
            | Step::MinimumLength
            | Step::ExactRatio
            | Step::RoundMoney => {}
        }
    }
    let fees = run.fees.between(input.period.first, input.period.last);
    Ok((run.statement(), fees))
}

/// A total that leaves windows without data out says so.
fn without_data(agreement: &Agreement, statement: &Statement) -> Option<String> {
    let open = |line: &&MetricLine| {
        matches!(line.outcome, Outcome::NoData(_))
            && line.met.is_none()
            && agreement.schedules_of(line.metric.as_str()).next().is_some()
    };
    let mut names: Vec<String> =
        statement.metrics.iter().filter(open).map(|line| format!("“{}”", line.name)).collect();
    names.dedup();
    (!names.is_empty()).then(|| {
        let names = crate::value::listed(&names);
        format!(
            "There is no data for {names}: whether a credit is due for it is open, and the total holds none"
        )
    })
}

/// Metrics that carry credits and have no value in this period are not silently left out.
fn not_measured(agreement: &Agreement, input: &SettlementInput) -> Option<String> {
    let missing: Vec<String> = agreement
        .metrics
        .iter()
        .filter(|m| agreement.schedules_of(m.id.as_str()).next().is_some())
        .filter(|m| !input.measured.iter().any(|known| known.metric == m.id))
        .map(|m| format!("“{}”", super::run::name(m)))
        .collect();
    (!missing.is_empty()).then(|| {
        let missing = crate::value::listed(&missing);
        format!("No value was given for {missing}; nothing is said about the credits for it")
    })
}

impl Run<'_> {
    fn statement(mut self) -> Statement {
        self.percentages();
        let currency = match self.unit() {
            Unit::Money(currency) => Some(currency),
            Unit::Percent => self.agreement.currency,
        };
        let carried = self.input.history.carried;
        let total = self.total.clone().filter(|t| self.unit() != Unit::Percent || t.is_zero());
        let rounded = currency.zip(total).map(|(c, t)| (c, t.rounded(c.minor_digits())));
        self.divide_credit(rounded.as_ref());
        let (mut carried_forward, mut lapsed) = (None, None);
        let credit_total = rounded.as_ref().and_then(|(currency, total)| {
            let with_carried = total + &carried.map_or_else(Exact::zero, |m| Exact::from(m.amount()));
            if self.held {
                let small = money(&with_carried, *currency);
                match self.agreement.credits.below_minimum {
                    Some(SmallCredits::Lapse) => lapsed = small,
                    _ => carried_forward = small,
                }
                return money(&Exact::zero(), *currency);
            }
            money(&with_carried, *currency)
        });
        if let (Some((currency, total)), Some(exact)) = (&rounded, &self.total)
            && exact != total
        {
            let working = self.amount(exact);
            let result = super::said::amount(total, Unit::Money(*currency));
            self.working.push(Entry { step: Step::RoundMoney, working, result });
        }
        let credit_percent = self.total_percent();
        let bonuses = std::mem::take(&mut self.bonuses);
        let bonus_total = self.divide(currency, &bonuses, |line, part| line.bonus = part);
        let earned_back = std::mem::take(&mut self.earned_back);
        let earned_back_total = self.divide(currency, &earned_back, |line, part| line.earned_back = part);
        let mut caps = self.caps;
        caps.sort_unstable();
        caps.dedup();
        Statement {
            period: self.input.period.clone(),
            currency,
            metrics: self.lines,
            credit_total,
            credit_percent,
            bonus_total,
            earned_back_total,
            carried_in: carried,
            carried_forward,
            lapsed,
            caps,
            claim_by: None,
            claim: String::new(),
            chronic: Vec::new(),
            notes: self.notes,
            working: self.working,
        }
    }

    /// The credit of each line in per cent of its base.
    fn percentages(&mut self) {
        for n in 0..self.lines.len() {
            let own: Vec<_> = self.parts.iter().filter(|p| p.line == n).collect();
            let known =
                self.measured.get(n).is_some_and(|(m, _)| no_credit(m).is_none_or(|why| why.is_none()));
            let base = self.bases.get(n).and_then(|b| b.amount.clone());
            let percent = own.iter().try_fold(Exact::zero(), |sum, part| {
                let of_amount =
                    || part.amount.as_ref()?.over(base.as_ref()?).map(|s| &s * &Exact::one_hundred());
                let same_base = part.base == base || part.base.is_none() || own.len() == 1;
                let percent = part.percent.clone().filter(|_| same_base).or_else(of_amount)?;
                Some(&sum + &percent)
            });
            if let Some(line) = self.lines.get_mut(n) {
                line.credit_percent = percent.filter(|_| known);
            }
        }
    }

    /// The credits after all caps in per cent of the fees of the period.
    fn total_percent(&self) -> Option<Exact> {
        let period = &self.input.period;
        let total = self.total.as_ref()?;
        let fees = self.fees.between(period.first, period.last);
        match fees.and_then(|fees| total.over(&fees)) {
            Some(share) => Some(&share * &Exact::one_hundred()),
            None => total.is_zero().then(Exact::zero),
        }
    }

    /// Gives each line its part of the rounded total. Where the total is not known, each line that is known keeps its own
    /// credit.
    fn divide_credit(&mut self, rounded: Option<&(Currency, Exact)>) {
        let own = |line: usize| {
            let parts = self.parts.iter().filter(|p| p.line == line && !p.is_nothing());
            parts
                .map(|p| p.amount.clone())
                .collect::<Option<Vec<Exact>>>()
                .map(|a| a.into_iter().sum::<Exact>())
        };
        let shares: Vec<Option<Exact>> = (0..self.lines.len()).map(own).collect();
        let amounts: Vec<Option<Money>> = match (rounded, self.unit()) {
            (Some((currency, total)), _) => {
                let shares: Vec<Exact> =
                    shares.iter().map(|s| s.clone().unwrap_or_else(Exact::zero)).collect();
                let parts = allot(total, &shares, currency.minor_digits());
                parts.iter().map(|p| money(p, *currency)).collect()
            }
            (None, Unit::Money(currency)) => shares
                .iter()
                .map(|s| money(&s.as_ref()?.rounded(currency.minor_digits()), currency))
                .collect(),
            (None, Unit::Percent) => vec![None; self.lines.len()],
        };
        for (n, amount) in amounts.into_iter().enumerate() {
            let judged = self.measured.get(n).is_some_and(|(m, _)| match (&m.outcome, m.met) {
                (Outcome::NoData(_), None) => self.agreement.schedules_of(&m.metric).next().is_none(),
                _ => true,
            });
            let exact = shares.get(n).cloned().flatten().filter(|e| !e.is_zero());
            if let (Some(exact), Some(part), Some((_, total))) = (exact, amount, rounded)
                && exact != Exact::from(part.amount())
            {
                let working =
                    format!("{} of all credits, part of {}", self.amount(&exact), self.amount(total));
                self.enter(n, Step::RoundMoney, working, part.long());
            }
            if let Some(line) = self.lines.get_mut(n) {
                line.credit = amount.filter(|_| judged);
            }
        }
    }

    /// Rounds the sum of amounts once and divides it among their lines. Lines without one get zero; nothing is known
    /// where one amount is not.
    fn divide(
        &mut self,
        currency: Option<Currency>,
        amounts: &[(usize, Option<Exact>)],
        give: impl Fn(&mut MetricLine, Option<Money>),
    ) -> Option<Money> {
        let currency = currency?;
        let in_money = self.unit() == Unit::Money(currency);
        let known: Option<Vec<Exact>> =
            amounts.iter().map(|(_, amount)| amount.clone().filter(|_| in_money)).collect();
        let digits = currency.minor_digits();
        let total = known.as_ref().map(|k| k.iter().cloned().sum::<Exact>().rounded(digits));
        let parts = match (&total, &known) {
            (Some(total), Some(known)) => allot(total, known, digits),
            _ => Vec::new(),
        };
        for (n, line) in self.lines.iter_mut().enumerate() {
            let own = amounts.iter().enumerate().filter(|(_, (of, _))| *of == n);
            let sum: Option<Exact> = own
                .map(|(at, _)| parts.get(at).cloned())
                .collect::<Option<Vec<_>>>()
                .map(|p| p.into_iter().sum());
            give(line, sum.and_then(|s| money(&s, currency)));
        }
        money(&total?, currency)
    }
}

/// An amount that is already rounded; `None` where it is too large to be written.
pub(super) fn money(amount: &Exact, currency: Currency) -> Option<Money> {
    Money::new(amount.decimal()?, currency)
}
