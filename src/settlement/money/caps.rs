//! From the credits of single windows to the total: repeated misses, points, caps, sum, and what is too small to pay.

use super::calendar::minus_months;
use super::fees::Unit;
use super::methods::plural;
use super::run::Run;
use super::said::number;
use super::statement::Cap;
use crate::agreement::{CreditSchedule, PointBand, SettlementStep as Step};
use crate::settlement::{Entry, Exact};
use crate::value::{Number, Percent};

fn exact(percent: Percent) -> Exact {
    Exact::from(percent.get())
}

impl Run<'_> {
    /// From the second miss in a row on, the credit is multiplied.
    pub(super) fn repeat(&mut self) {
        for n in 0..self.parts.len() {
            let Some(part) = self.parts.get(n).filter(|p| !p.is_nothing()) else { continue };
            let (line, Some(multiplier)) = (part.line, part.schedule.repeat_multiplier) else { continue };
            let Some((measured, _)) = self.measured.get(line).copied() else { continue };
            let factor = Exact::from(multiplier.get());
            if factor.is_negative() {
                self.note(line, "The repeat multiplier is negative and was left out");
                continue;
            }
            let Some(previous) = self.past.previous(measured) else {
                let note =
                    "The window before is not known: it is assumed that this is the first miss in a row";
                self.note(line, note);
                continue;
            };
            match previous.met {
                Some(false) => {
                    let part = self.parts.get_mut(n);
                    let result = part.map_or_else(String::new, |part| {
                        part.scale(&factor);
                        match (&part.points, &part.percent) {
                            (Some(points), _) => plural(points, "point"),
                            (None, Some(percent)) => format!("{} %", number(percent)),
                            (None, None) => format!("{} times the amount", number(&factor)),
                        }
                    });
                    let working = format!("{} was missed too: × {multiplier}", previous.window.name);
                    self.enter(line, Step::RepeatMultiplier, working, result);
                }
                Some(true) => {}
                None => {
                    let note = format!(
                        "Whether {} was missed is not known, so nothing is multiplied",
                        previous.window.name
                    );
                    self.note(line, note);
                }
            }
        }
    }

    /// Points become credits: by the table for the points of the whole period, or each at its price.
    pub(super) fn price_points(&mut self) {
        if std::mem::replace(&mut self.points_priced, true) {
            return;
        }
        let with_points: Vec<usize> = (0..self.parts.len())
            .filter(|n| self.parts.get(*n).is_some_and(|p| p.points.is_some()))
            .collect();
        if with_points.is_empty() {
            return;
        }
        if !self.agreement.credits.points_table.is_empty() {
            self.price_by_table(&with_points);
            return;
        }
        let unit = self.unit();
        let mut said = Vec::new();
        for part in self.parts.iter_mut() {
            let Some(points) = &part.points else { continue };
            let counted = plural(points, "point");
            match (part.schedule.rate, part.schedule.amount) {
                (Some(rate), _) => {
                    let percent = points * &exact(rate);
                    part.amount = part.base.as_ref().map(|b| &percent.percent() * b);
                    said.push((
                        part.line,
                        format!("{counted} × {rate} %"),
                        Ok(format!("{} %", number(&percent))),
                    ));
                    part.percent = Some(percent);
                }
                (None, Some(money)) if unit == Unit::Money(money.currency()) => {
                    let amount = points * &Exact::from(money.amount());
                    let result = super::said::amount(&amount, unit);
                    said.push((part.line, format!("{counted} × {}", money.long()), Ok(result)));
                    part.amount = Some(amount);
                }
                _ => said.push((part.line, String::new(), Err("Nothing says how much a point is worth"))),
            }
        }
        for (line, working, result) in said {
            match result {
                Ok(result) => self.enter(line, Step::Tier, working, result),
                Err(note) => self.note(line, note),
            }
        }
    }

    fn price_by_table(&mut self, with_points: &[usize]) {
        let parts: Vec<_> = with_points.iter().filter_map(|n| self.parts.get(*n)).collect();
        let points: Exact = parts.iter().filter_map(|p| p.points.clone()).sum();
        let lines: Vec<usize> = parts.iter().map(|p| p.line).collect();
        let services: Vec<&str> =
            lines.iter().filter_map(|l| self.measured.get(*l)).map(|(_, m)| m.service.as_str()).collect();
        let one = services.windows(2).all(|pair| pair.first() == pair.last());
        let base = match one {
            true => parts.first().and_then(|p| p.base.clone()),
            false => self.fees.all_monthly(),
        };
        let total = plural(&points, "point");
        let percent = match band_of(&self.agreement.credits.points_table, &points) {
            Band::None => {
                self.notes.push(format!("{total} lie in no band of the table of points: no credit"));
                Some(Exact::zero())
            }
            Band::One(credit) => credit.map(exact),
            Band::Several(credit) => {
                self.notes
                    .push(format!("{total} lie in several bands of the table: the highest credit counts"));
                credit.map(exact)
            }
        };
        let Some(percent) = percent else {
            self.notes.push(format!("The band of the table for {total} has no credit yet"));
            return;
        };
        let of = if one { "" } else { " of the monthly fees of all services" };
        self.working.push(Entry {
            step: Step::Tier,
            working: format!("{total} in the table of points"),
            result: format!("{} %{of}", number(&percent)),
        });
        for n in with_points {
            let Some(part) = self.parts.get_mut(*n) else { continue };
            let share = part.points.as_ref().and_then(|p| p.over(&points)).unwrap_or_else(Exact::zero);
            let own = &percent * &share;
            part.amount = base.as_ref().map(|b| &own.percent() * b);
            part.percent = Some(own);
            part.base.clone_from(&base);
        }
    }

    /// A schedule costs at most its cap, over all windows of the period.
    pub(super) fn metric_caps(&mut self) {
        let agreement = self.agreement;
        for schedule in &agreement.credits.schedules {
            let Some(cap) = schedule.cap.map(exact) else { continue };
            let own: Vec<usize> = (0..self.parts.len())
                .filter(|n| self.parts.get(*n).is_some_and(|p| std::ptr::eq(p.schedule, schedule)))
                .collect();
            let Some((sum, limit, said)) = self.against(schedule, &cap, &own) else { continue };
            let Some(factor) = limit.over(&sum).filter(|_| sum > limit) else { continue };
            for n in own {
                let Some(part) = self.parts.get_mut(n).filter(|p| !p.is_nothing()) else { continue };
                part.scale(&factor);
                let line = part.line;
                let result = match (&part.percent, &part.amount) {
                    (_, Some(amount)) => super::said::amount(amount, self.fees.unit),
                    (Some(percent), None) => format!("{} %", number(percent)),
                    (None, None) => String::new(),
                };
                self.cap_line(line, Cap::Metric);
                self.enter(line, Step::MetricCap, said.clone(), result);
            }
        }
    }

    /// What the parts of a schedule come to, the limit, both in per cent or both amounts, and how to say it.
    fn against(
        &mut self,
        schedule: &CreditSchedule,
        cap: &Exact,
        own: &[usize],
    ) -> Option<(Exact, Exact, String)> {
        let parts: Vec<_> =
            own.iter().filter_map(|n| self.parts.get(*n)).filter(|p| !p.is_nothing()).collect();
        let line = parts.first()?.line;
        let percents: Option<Exact> = parts.iter().map(|p| p.percent.clone()).sum_known();
        if let Some(sum) = percents {
            let said = format!("at most {} %, and {} % are due", number(cap), number(&sum));
            return Some((sum, cap.clone(), said));
        }
        let sum = parts.iter().map(|p| p.amount.clone()).sum_known()?;
        let Some(base) = parts.iter().filter_map(|p| p.base.clone()).max() else {
            let name = schedule.id.to_string();
            let note = format!(
                "The cap of the credits “{name}” is a share of a fee that is not known, so it is not applied"
            );
            self.note(line, note);
            return None;
        };
        let limit = &cap.percent() * &base;
        let said = format!("at most {} % of {}", number(cap), self.amount(&base));
        Some((sum, limit, said))
    }

    /// The credits of all lines together.
    pub(super) fn sum(&mut self) {
        self.price_points();
        self.once_each();
        let mut open: Vec<String> = Vec::new();
        let mut sum = Exact::zero();
        let mut said: Vec<String> = Vec::new();
        for part in self.parts.iter().filter(|p| !p.is_nothing()) {
            match &part.amount {
                Some(amount) => {
                    sum = &sum + amount;
                    said.push(super::said::amount(amount, self.fees.unit));
                }
                None => {
                    let name = self.lines.get(part.line).map_or("", |l| &l.name);
                    open.push(format!("“{name}”"));
                }
            }
        }
        if !open.is_empty() {
            open.dedup();
            if self.unit() != Unit::Percent {
                self.notes.push(format!(
                    "The credit for {} is not known as an amount, so neither is the total",
                    crate::value::listed(&open)
                ));
            }
            return;
        }
        if said.len() > 1 {
            let result = self.amount(&sum);
            self.working.push(Entry { step: Step::Sum, working: said.join(" + "), result });
        }
        self.total = Some(sum);
    }

    /// A period costs at most a share of its fees, and at most so many monthly fees.
    pub(super) fn period_cap(&mut self) {
        let (share, months) = (self.agreement.credits.period_cap, self.agreement.credits.period_cap_months);
        let period = &self.input.period;
        if let (Some(cap), Some(total)) = (share, self.due()) {
            let Some(fees) = self.fees.at_least(period.first, period.last) else {
                self.fees_unknown(Cap::Period);
                return;
            };
            let limit = &exact(cap).percent() * &fees;
            let working = format!("at most {cap} % of {}, the fees of {}", self.amount(&fees), period.name);
            self.limit(Step::PeriodCap, Cap::Period, &total, limit, working);
        }
        if let (Some(months), Some(total)) = (months, self.due()) {
            let Some((limit, working)) = self.monthly_fees(months) else {
                self.fees_unknown(Cap::Period);
                return;
            };
            self.limit(Step::PeriodCap, Cap::Period, &total, limit, format!("at most {working}"));
        }
    }

    /// Any twelve months cost at most a share of their fees, and at most so many monthly fees, less what the months before
    /// were credited.
    pub(super) fn year_cap(&mut self) {
        let (share, months) = (self.agreement.credits.year_cap, self.agreement.credits.year_cap_months);
        if share.is_none() && months.is_none() || self.due().is_none() {
            return;
        }
        let period = &self.input.period;
        let Some(fees) = self.fees.at_least(period.first, period.last) else {
            self.fees_unknown(Cap::Year);
            return;
        };
        let charged = share.map(|_| self.earlier_fees());
        let credited = match self.input.history.credits {
            Some(money) => Exact::from(money.amount()),
            None => {
                self.notes.push("Credits of the months before were not given: none are assumed".to_owned());
                Exact::zero()
            }
        };
        if let (Some(cap), Some(charged), Some(total)) = (share, charged, self.due()) {
            let limit = &(&exact(cap).percent() * &(&charged + &fees)) - &credited;
            let working = format!(
                "at most {cap} % of ({} + {}) − {}, the fees of twelve months less the credits of the months before",
                self.amount(&charged),
                self.amount(&fees),
                self.amount(&credited)
            );
            self.limit(Step::YearCap, Cap::Year, &total, limit.max(Exact::zero()), working);
        }
        if let (Some(months), Some(total)) = (months, self.due()) {
            let Some((most, working)) = self.monthly_fees(months) else {
                self.fees_unknown(Cap::Year);
                return;
            };
            let working =
                format!("at most {working} − {}, the credits of the months before", self.amount(&credited));
            let limit = (&most - &credited).max(Exact::zero());
            self.limit(Step::YearCap, Cap::Year, &total, limit, working);
        }
    }

    /// The total that falls due so far; none where nothing does, or where it is not known.
    fn due(&self) -> Option<Exact> {
        self.total.clone().filter(|total| !total.is_zero())
    }

    /// So many monthly fees of all services, as they are at the end of the period, and how to say it.
    fn monthly_fees(&self, months: Number) -> Option<(Exact, String)> {
        let fee = self.fees.known_monthly()?;
        let of = format!("{months} × {}, the monthly fee", self.amount(&fee));
        Some((&Exact::from(months.get()).max(Exact::zero()) * &fee, of))
    }

    /// A cap that is a share of fees of which nothing is known. Where no fee is known at all, the statement has said so.
    fn fees_unknown(&mut self, cap: Cap) {
        if self.unit() != Unit::Percent {
            self.notes.push(format!(
                "The {} is a share of fees that are not known, so it is not applied",
                cap.label()
            ));
        }
    }

    /// Fees of the months before the period that make twelve with it.
    fn earlier_fees(&mut self) -> Exact {
        if let Some(money) = self.input.history.charges {
            return Exact::from(money.amount());
        }
        let period = &self.input.period;
        let start = period.last.plus_days(1).and_then(|next| minus_months(next, 12));
        let effective = self.agreement.term.effective;
        let span =
            start.zip(period.first.minus_days(1)).zip(effective).map(|((s, e), from)| (s.max(from), e));
        let fees = span.filter(|(from, to)| from <= to).and_then(|(from, to)| self.fees.at_least(from, to));
        let note = match &fees {
            Some(_) => {
                "Fees of the months before were not given: the agreed fees of those in the term are counted"
            }
            None => "Fees of the months before were not given: none are assumed",
        };
        self.notes.push(note.to_owned());
        fees.unwrap_or_else(Exact::zero)
    }

    /// Lowers the total to a limit, if it is above.
    fn limit(&mut self, step: Step, cap: Cap, total: &Exact, limit: Exact, working: String) {
        if *total <= limit {
            let result = format!("{}, not reached", self.amount(&limit));
            self.working.push(Entry { step, working, result });
            return;
        }
        let open = self.fees.open();
        if !open.is_empty() {
            self.notes.push(format!(
                "The {} would be reached by the fees that are known, but it also counts the fee of {open}, which is not \
                 known: neither is the total. Enter the fee, or 0 where another fee includes it",
                cap.label()
            ));
            self.total = None;
            return;
        }
        let result = format!("{} in place of {}", self.amount(&limit), self.amount(total));
        self.working.push(Entry { step, working, result });
        self.caps.push(cap);
        let credited: Vec<usize> = self.parts.iter().filter(|p| !p.is_nothing()).map(|p| p.line).collect();
        for line in credited {
            self.cap_line(line, cap);
        }
        self.total = Some(limit);
    }

    /// A credit below the smallest one that is paid is carried forward.
    pub(super) fn minimum(&mut self) {
        let (Some(minimum), Some(total)) = (self.agreement.credits.minimum, self.total.clone()) else {
            return;
        };
        if self.unit() != Unit::Money(minimum.currency()) {
            self.notes.push(format!("The smallest credit paid, {}, cannot be applied here", minimum.long()));
            return;
        }
        let carried = self.input.history.carried.map_or_else(Exact::zero, |m| Exact::from(m.amount()));
        let due = &total + &carried;
        if due.is_zero() {
            return;
        }
        self.held = due < Exact::from(minimum.amount());
        let result = match self.agreement.credits.below_minimum {
            _ if !self.held => "paid",
            small => small.unwrap_or_default().label(),
        };
        let brought = if carried.is_zero() {
            String::new()
        } else {
            format!(" + {} carried in", self.amount(&carried))
        };
        let working = format!("{}{brought}, smallest credit paid {}", self.amount(&total), minimum.long());
        self.working.push(Entry { step: Step::MinimumPayout, working, result: result.to_owned() });
    }
}

/// Where points lie in the table.
#[derive(Debug, PartialEq, Eq)]
enum Band {
    None,
    One(Option<Percent>),
    Several(Option<Percent>),
}

/// A band without an upper end reaches to the next one.
fn band_of(table: &[PointBand], points: &Exact) -> Band {
    let starts = |band: &PointBand| band.from.unwrap_or(0);
    let holds = |band: &&PointBand| {
        let above = *points >= Exact::from(starts(band));
        let next = table.iter().map(starts).filter(|s| *s > starts(band)).min();
        let below = match (band.to, next) {
            (Some(to), _) => *points <= Exact::from(to),
            (None, Some(next)) => *points < Exact::from(next),
            (None, None) => true,
        };
        above && below
    };
    let found: Vec<&PointBand> = table.iter().filter(holds).collect();
    match found.as_slice() {
        [] => Band::None,
        [one] => Band::One(one.credit),
        several => Band::Several(several.iter().filter_map(|b| b.credit).max()),
    }
}

/// The sum of numbers that are all known.
pub(super) trait SumKnown {
    fn sum_known(self) -> Option<Exact>;
}

impl<I: Iterator<Item = Option<Exact>>> SumKnown for I {
    fn sum_known(self) -> Option<Exact> {
        let all: Option<Vec<Exact>> = self.collect();
        all.map(|numbers| numbers.into_iter().sum())
    }
}
