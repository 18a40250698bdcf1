//! A settlement on its way through the steps: the lines, and the parts of which their credits are made.

use super::base::{self, Base};
use super::error::SettleError;
use super::fees::{Fees, Unit};
use super::methods::{Case, Earned, earned};
use super::past::Past;
use super::said;
use super::statement::{Cap, MetricLine, SettlementInput};
use super::tiers::{TierFound, tier_of};
use crate::agreement::{Agreement, CreditMethod, CreditSchedule, Metric, SettlementStep as Step};
use crate::settlement::{Entry, Exact, Measured, Outcome};
use crate::value::{Date, quoted};

/// One schedule's credit for one window.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) line: usize,
    pub(super) schedule: &'a CreditSchedule,
    /// In per cent of the base; `None` for a fixed amount, for points that have no price yet, and where it is open.
    pub(super) percent: Option<Exact>,
    pub(super) points: Option<Exact>,
    /// `None` where no fee is known, and where the credit is open.
    pub(super) amount: Option<Exact>,
    pub(super) base: Option<Exact>,
}

impl Part<'_> {
    pub(super) fn scale(&mut self, factor: &Exact) {
        for number in [&mut self.percent, &mut self.points, &mut self.amount].into_iter().flatten() {
            *number = &*number * factor;
        }
    }

    /// Whether it is nothing for sure.
    pub(super) fn is_nothing(&self) -> bool {
        let zero = |n: &Option<Exact>| n.as_ref().is_some_and(Exact::is_zero);
        zero(&self.percent) || zero(&self.amount) || zero(&self.points)
    }
}

pub(super) struct Run<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) input: &'a SettlementInput,
    pub(super) fees: Fees<'a>,
    pub(super) past: Past<'a>,
    /// What each line was measured as, and its metric.
    pub(super) measured: Vec<(&'a Measured, &'a Metric)>,
    pub(super) bases: Vec<Base>,
    pub(super) lines: Vec<MetricLine>,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) points_priced: bool,
    /// Credits of all lines, from the sum on; `None` where it is not known.
    pub(super) total: Option<Exact>,
    /// Whether the total is too small to be paid.
    pub(super) held: bool,
    pub(super) bonuses: Vec<(usize, Option<Exact>)>,
    pub(super) earned_back: Vec<(usize, Option<Exact>)>,
    pub(super) caps: Vec<Cap>,
    pub(super) notes: Vec<String>,
    pub(super) working: Vec<Entry>,
}

impl<'a> Run<'a> {
    /// # Errors
    /// On a value of a metric that does not exist or of a percentage outside 0 to 100, and on another currency.
    pub(super) fn new(
        agreement: &'a Agreement,
        input: &'a SettlementInput,
        share: &Exact,
    ) -> Result<Self, SettleError> {
        let mut measured = Vec::new();
        for (n, value) in input.measured.iter().chain(&input.history.measured).enumerate() {
            let metric = agreement.metrics.iter().enumerate().find(|(_, m)| m.id == value.metric);
            let (place, metric) =
                metric.ok_or_else(|| SettleError::UnknownMetric(quoted(value.metric.as_str())))?;
            possible(metric, value)?;
            if n < input.measured.len() {
                measured.push((place, value, metric));
            }
        }
        measured.sort_by_key(|(place, value, _)| (*place, value.window.first, value.window.last));
        let measured: Vec<(&Measured, &Metric)> = measured.into_iter().map(|(_, v, m)| (v, m)).collect();
        let mut fees = Fees::new(agreement, input, share)?;
        let notes = std::mem::take(&mut fees.notes);
        let bases = measured.iter().map(|(v, m)| base::of(agreement, &fees, m, v)).collect();
        let lines = measured.iter().map(|(v, m)| line(v, m)).collect();
        Ok(Self {
            agreement,
            input,
            past: Past::new(input),
            fees,
            measured,
            bases,
            lines,
            parts: Vec::new(),
            points_priced: false,
            total: None,
            held: false,
            bonuses: Vec::new(),
            earned_back: Vec::new(),
            caps: Vec::new(),
            notes,
            working: Vec::new(),
        })
    }

    pub(super) fn unit(&self) -> Unit {
        self.fees.unit
    }

    pub(super) fn amount(&self, value: &Exact) -> String {
        said::amount(value, self.fees.unit)
    }

    pub(super) fn enter(&mut self, line: usize, step: Step, working: String, result: String) {
        if let Some(line) = self.lines.get_mut(line) {
            line.working.push(Entry { step, working, result });
        }
    }

    pub(super) fn note(&mut self, line: usize, note: impl Into<String>) {
        let note = note.into();
        if let Some(line) = self.lines.get_mut(line).filter(|l| !l.notes.contains(&note)) {
            line.notes.push(note);
        }
    }

    pub(super) fn cap_line(&mut self, line: usize, cap: Cap) {
        if let Some(line) = self.lines.get_mut(line).filter(|l| !l.caps.contains(&cap)) {
            line.caps.push(cap);
        }
    }

    /// The credit of each missed window by each schedule of its metric.
    pub(super) fn credits(&mut self) {
        for n in 0..self.measured.len() {
            let Some((measured, metric)) = self.measured.get(n).copied() else { continue };
            let agreement = self.agreement;
            let schedules: Vec<&'a CreditSchedule> = agreement.schedules_of(metric.id.as_str()).collect();
            if schedules.is_empty() {
                continue;
            }
            if let Some(why) = no_credit(measured) {
                let in_tier = |s: &&&CreditSchedule| match &measured.outcome {
                    Outcome::Value(value) => tier_of(&s.tiers, value) != TierFound::None,
                    _ => false,
                };
                let by_tiers = |s: &&&CreditSchedule| s.method == CreditMethod::Tiers;
                if schedules.iter().filter(by_tiers).any(|s| in_tier(&s)) {
                    self.note(n, "The value lies in a tier, but the target is met: no credit");
                }
                if let Some(why) = why {
                    self.note(n, why);
                }
                continue;
            }
            if let Some(until) = self.ramp_up_until().filter(|until| measured.window.first < *until) {
                self.note(
                    n,
                    format!("Ramp-up: no credit falls due for windows that begin before {}", until.long()),
                );
                continue;
            }
            for schedule in schedules {
                self.credit(n, measured, metric, schedule);
            }
        }
    }

    fn credit(&mut self, n: usize, measured: &'a Measured, metric: &'a Metric, schedule: &'a CreditSchedule) {
        let Some(base) = self.bases.get(n).cloned() else { return };
        let case = Case { agreement: self.agreement, metric, schedule, measured, base: &base };
        let earned = earned(&case);
        let of = match schedule.method {
            CreditMethod::Pool => self.fees.between(self.input.period.first, self.input.period.last),
            _ => base.amount.clone(),
        };
        let due = !earned.percent.as_ref().is_some_and(Exact::is_zero);
        if due && schedule.method != CreditMethod::Pool {
            for note in &base.notes {
                self.note(n, note.clone());
            }
        }
        let Earned { percent, fixed, points, tier, working, notes } = earned;
        for note in notes {
            self.note(n, note);
        }
        if let Some(line) = self.lines.get_mut(n) {
            line.working.extend(working);
            line.tier = line.tier.take().or(tier);
            let scaled = base
                .working
                .as_ref()
                .filter(|e| due && self.fees.unit != Unit::Percent && !line.working.contains(e));
            line.working.extend(scaled.cloned());
        }
        let share = percent.as_ref().zip(of.as_ref()).map(|(p, of)| &p.percent() * of);
        if let (Some(percent), Some(of), Some(share)) = (&percent, &of, &share)
            && due
            && let Unit::Money(_) = self.unit()
        {
            let working = format!("{} % × {}", said::number(percent), self.amount(of));
            self.enter(n, Step::Tier, working, self.amount(share));
        }
        let fixed = fixed.filter(|_| self.unit() != Unit::Percent);
        self.parts.push(Part { line: n, schedule, percent, points, amount: share.or(fixed), base: of });
    }

    fn ramp_up_until(&self) -> Option<Date> {
        ramp_up_until(self.agreement)
    }
}

/// Whether a window gives no credit, and what to say about it: it met its target, or cannot be judged.
pub(super) fn no_credit(measured: &Measured) -> Option<Option<String>> {
    match (&measured.outcome, measured.met) {
        (Outcome::NotEvaluated(why), _) => Some(Some(format!("Not evaluated: {why}"))),
        (_, Some(true)) => Some(None),
        (_, Some(false)) => None,
        (Outcome::Value(_), None) => None,
        (Outcome::NoEvents, None) => Some(None),
        (Outcome::NoData(why), None) => Some(Some(format!(
            "No data: {why}. The window does not count as met, and no credit can be computed"
        ))),
    }
}

/// A percentage lies between 0 and 100.
fn possible(metric: &Metric, measured: &Measured) -> Result<(), SettleError> {
    match &measured.outcome {
        Outcome::Value(value)
            if metric.is_percentage() && (value.is_negative() || *value > Exact::one_hundred()) =>
        {
            Err(SettleError::Level { metric: quoted(&name(metric)), value: said::number(value) })
        }
        _ => Ok(()),
    }
}

pub(super) fn name(metric: &Metric) -> String {
    let name = metric.name.trim();
    if name.is_empty() { metric.id.to_string() } else { name.to_owned() }
}

/// The line of a window before any credit.
fn line(measured: &Measured, metric: &Metric) -> MetricLine {
    const MOST_DECIMALS: u32 = 20;
    let shown = match &measured.outcome {
        Outcome::Value(value) => Some(match metric.decimals {
            Some(digits) => value.shown(digits.min(MOST_DECIMALS)),
            None => value.rounded(4).to_string(),
        }),
        _ => None,
    };
    MetricLine {
        metric: measured.metric.clone(),
        name: name(metric),
        window: measured.window.name.clone(),
        outcome: measured.outcome.clone(),
        shown,
        met: measured.met,
        tier: None,
        credit_percent: None,
        credit: None,
        bonus: None,
        earned_back: None,
        caps: Vec::new(),
        notes: Vec::new(),
        working: measured.working.clone(),
    }
}

/// The first day on which credits fall due, where there is a ramp-up.
pub(in crate::settlement) fn ramp_up_until(agreement: &Agreement) -> Option<Date> {
    let term = &agreement.term;
    super::calendar::after(term.effective?, term.ramp_up?, None)
}
