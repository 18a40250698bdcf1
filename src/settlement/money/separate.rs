//! What stands on lines of its own: bonuses, and credits that are earned back.

use super::base;
use super::methods::{Case, earned};
use super::run::{Run, no_credit};
use super::said::{number, with_unit};
use super::statement::Cap;
use crate::agreement::{Bonus, BonusShare, CreditMethod, Metric, Operator, SettlementStep as Step};
use crate::settlement::{Exact, Measured, Outcome, Period};

impl<'a> Run<'a> {
    pub(super) fn bonus(&mut self) {
        let agreement = self.agreement;
        for bonus in &agreement.bonuses {
            let lines: Vec<usize> = (0..self.measured.len())
                .filter(|n| {
                    self.measured.get(*n).is_some_and(|(m, _)| m.metric.as_str() == bonus.metric.as_str())
                })
                .collect();
            let breached = lines
                .iter()
                .filter_map(|n| self.measured.get(*n))
                .find(|(m, _)| m.met == Some(false))
                .map(|(m, _)| m.window.name.clone());
            let mut left = self.bonus_limit(bonus);
            for n in lines {
                self.bonus_of(n, bonus, breached.as_deref(), &mut left);
            }
        }
    }

    fn bonus_of(&mut self, n: usize, bonus: &Bonus, breached: Option<&str>, left: &mut Option<Exact>) {
        let Some((measured, metric)) = self.measured.get(n).copied() else { return };
        let Outcome::Value(value) = &measured.outcome else { return };
        let Some(threshold) = bonus.threshold.map(|t| Exact::from(t.get())) else {
            self.note(n, "The bonus begins at no level, so none is due");
            return;
        };
        if !earns(bonus, metric, value, &threshold) || measured.met != Some(true) {
            return;
        }
        if let Some(window) = breached {
            self.note(n, format!("No bonus: the target was missed in {window}"));
            return;
        }
        let Some(rate) = bonus.rate.map(|r| Exact::from(r.get())) else {
            self.note(n, "The bonus has no rate yet");
            return;
        };
        let conditions = bonus.conditions.trim();
        if !conditions.is_empty() {
            self.note(n, format!("The bonus depends on a condition that people have to check: {conditions}"));
        }
        let Some(good) = self.good_windows(n, bonus, &threshold) else { return };
        let row = &good.words;
        let sign = bonus.operator(metric).sign();
        let reached = format!("{} {sign} {}{row}", with_unit(value, metric), with_unit(&threshold, metric));
        let base = match bonus.share {
            Some(BonusShare::AllWindows) => self.base_of_all(n, metric, &good.windows),
            Some(BonusShare::LastWindow) | None => self.bases.get(n).and_then(|b| b.amount.clone()),
        };
        let Some(base) = base else {
            self.note(n, format!("A bonus of {} % is due, but its amount is not known", number(&rate)));
            self.bonuses.push((n, None));
            return;
        };
        let due = &rate.percent() * &base;
        let working = format!("{reached}: {} % × {}", number(&rate), self.amount(&base));
        self.enter(n, Step::EarnBackAndBonus, working, format!("bonus of {}", self.amount(&due)));
        let open = self.fees.open();
        let given = match left {
            Some(limit) if due > *limit && !open.is_empty() => {
                let note = format!(
                    "The cap of the bonus counts the fee of {open}, which is not known: nor is the bonus"
                );
                self.note(n, note);
                self.bonuses.push((n, None));
                return;
            }
            Some(limit) if due > *limit => {
                let limit = limit.clone();
                self.cap_line(n, Cap::BonusYear);
                let working = "what the cap of the bonus for twelve months leaves".to_owned();
                self.enter(n, Step::EarnBackAndBonus, working, format!("bonus of {}", self.amount(&limit)));
                limit
            }
            _ => due,
        };
        if let Some(limit) = left {
            *limit = &*limit - &given;
        }
        self.bonuses.push((n, Some(given)));
    }

    /// The windows for which a bonus is due at the end of this one; `None`, with a note, where none is due yet. Each window
    /// serves for one bonus.
    fn good_windows(&mut self, n: usize, bonus: &Bonus, threshold: &Exact) -> Option<Good<'a>> {
        let (measured, metric) = self.measured.get(n).copied()?;
        let good = |m: &&Measured| {
            matches!(&m.outcome, Outcome::Value(value) if earns(bonus, metric, value, threshold))
                && m.met == Some(true)
        };
        if bonus.is_quarterly() {
            let run = self.past.run_to(measured);
            return match in_quarter(measured, run, good) {
                Ok(good) => Some(good),
                Err(why) => {
                    self.note(n, format!("No bonus yet: {why}"));
                    None
                }
            };
        }
        let needed = usize::try_from(bonus.run()).unwrap_or(usize::MAX);
        if needed == 1 {
            return Some(Good { windows: vec![measured], words: String::new() });
        }
        let mut run = self.past.evaluated_to(measured);
        let row = run.iter().rev().take_while(|m| good(m)).count();
        if row > 0 && row.is_multiple_of(needed) {
            let windows = run.split_off(run.len().saturating_sub(needed));
            return Some(Good { windows, words: format!(" in {needed} windows in a row") });
        }
        let (so_far, begins) = (row % needed, row == run.len());
        let counted = if begins { "; windows before them were not given" } else { "" };
        self.note(
            n,
            format!("No bonus yet: {so_far} of {needed} windows in a row reached its level{counted}"),
        );
        None
    }

    /// The bases of the windows, added up; `None` where one is not known.
    fn base_of_all(&mut self, n: usize, metric: &Metric, windows: &[&Measured]) -> Option<Exact> {
        let amounts: Option<Vec<Exact>> =
            windows.iter().map(|m| base::of(self.agreement, &self.fees, metric, m).amount).collect();
        let amounts = amounts?;
        let given =
            self.input.fee.is_some() && windows.iter().any(|m| m.window.first < self.input.period.first);
        if given {
            self.note(n, "For the windows before this period the fee of this period is taken");
        }
        let shown: Vec<String> = amounts.iter().map(|a| self.amount(a)).collect();
        let sum: Exact = amounts.into_iter().sum();
        if shown.len() > 1 {
            self.enter(
                n,
                Step::EarnBackAndBonus,
                shown.join(" + "),
                format!("base of {}", self.amount(&sum)),
            );
        }
        Some(sum)
    }

    /// What can still be earned: the cap of a year's fees less what the months before earned.
    fn bonus_limit(&mut self, bonus: &Bonus) -> Option<Exact> {
        let cap = Exact::from(bonus.cap?.get());
        let year = &self.fees.known_monthly()? * &Exact::from(12_u32);
        let earlier = match self.input.history.bonuses {
            Some(money) => Exact::from(money.amount()),
            None => Exact::zero(),
        };
        Some((&(&cap.percent() * &year) - &earlier).max(Exact::zero()))
    }

    /// A credit is returned when the windows after its miss reach the agreed level.
    pub(super) fn earn_back(&mut self) {
        let rule = &self.agreement.credits.earn_back;
        let Some(windows) = rule.windows.and_then(|w| usize::try_from(w).ok()).filter(|w| *w > 0) else {
            return;
        };
        let Some(level) = rule.level.map(|l| Exact::from(l.get())) else {
            self.notes
                .push("Credits can be earned back, but no level says when; none is returned".to_owned());
            return;
        };
        for n in 0..self.measured.len() {
            let Some((measured, metric)) = self.measured.get(n).copied() else { continue };
            let run = self.past.evaluated_to(measured);
            let Some(at) = run.len().checked_sub(windows + 1) else { continue };
            let Some((miss, after)) = run.get(at..).and_then(<[_]>::split_first) else { continue };
            let all_good = after.iter().all(|m| match &m.outcome {
                Outcome::Value(value) => reaches(metric, value, &level),
                _ => false,
            });
            if miss.met == Some(false) && all_good {
                self.give_back(n, metric, miss, &level, windows);
            }
        }
    }

    fn give_back(&mut self, n: usize, metric: &Metric, miss: &Measured, level: &Exact, windows: usize) {
        let rule = &self.agreement.credits.earn_back;
        if rule.critical_included != Some(true) && self.critical(metric, miss) {
            self.note(
                n,
                format!("The failure of {} was critical: its credit is not returned", miss.window.name),
            );
            return;
        }
        let Some((percent, amount)) = self.credit_then(metric, miss) else {
            self.note(
                n,
                format!("The credit of {} is not known, so its return is not either", miss.window.name),
            );
            self.earned_back.push((n, None));
            return;
        };
        if percent.is_zero() && amount.as_ref().is_none_or(Exact::is_zero) {
            return;
        }
        let limit =
            rule.limit.map_or_else(Exact::one_hundred, |l| Exact::from(l.get())).min(Exact::one_hundred());
        let returned = amount.as_ref().map(|a| &limit.percent() * a);
        let said = amount.map_or_else(|| format!("{} %", number(&percent)), |a| self.amount(&a));
        let working = format!(
            "{} {windows} times in a row after the miss of {}: {} % of its credit of {said}",
            with_unit(level, metric),
            miss.window.name,
            number(&limit)
        );
        let result = match &returned {
            Some(returned) => format!("{} returned", self.amount(returned)),
            None => "amount not known".to_owned(),
        };
        self.enter(n, Step::EarnBackAndBonus, working, result);
        let note = format!(
            "The credit of {} was computed again from its value, with the cap of the metric but without the caps of that period",
            miss.window.name
        );
        self.note(n, note);
        self.earned_back.push((n, returned));
    }

    /// The credit that the earlier window gave, in per cent and as an amount, with the caps of the metric.
    fn credit_then(&self, metric: &Metric, miss: &Measured) -> Option<(Exact, Option<Exact>)> {
        if no_credit(miss).is_some() {
            return None;
        }
        let base = base::of(self.agreement, &self.fees, metric, miss);
        let (mut percents, mut amounts) = (Exact::zero(), Some(Exact::zero()));
        for schedule in self.agreement.schedules_of(&metric.id) {
            let case = Case { agreement: self.agreement, metric, schedule, measured: miss, base: &base };
            let credit = earned(&case);
            let of = match schedule.method {
                CreditMethod::Pool => self.fees.between(self.input.period.first, self.input.period.last),
                _ => base.amount.clone(),
            };
            let cap = schedule.cap.map(|c| Exact::from(c.get()));
            let (percent, amount) = match (credit.percent, credit.fixed) {
                (Some(percent), _) => {
                    let percent = cap.map_or_else(|| percent.clone(), |c| c.min(percent.clone()));
                    let amount = of.map(|of| &percent.percent() * &of);
                    (percent, amount)
                }
                (None, Some(fixed)) => {
                    let cap = cap.and_then(|c| Some(&c.percent() * &of?));
                    (Exact::zero(), Some(cap.map_or_else(|| fixed.clone(), |c| c.min(fixed.clone()))))
                }
                (None, None) => return None,
            };
            percents = &percents + &percent;
            amounts = amounts.zip(amount).map(|(a, b)| &a + &b);
        }
        Some((percents, amounts))
    }

    /// Whether the value was beyond the minimum of the metric or the critical level.
    fn critical(&self, metric: &Metric, miss: &Measured) -> bool {
        let Outcome::Value(value) = &miss.outcome else { return false };
        let levels = [metric.minimum, self.agreement.credits.chronic.critical_level];
        levels.into_iter().flatten().any(|level| !reaches(metric, value, &Exact::from(level.get())))
    }
}

/// The windows that earn a bonus together.
struct Good<'a> {
    windows: Vec<&'a Measured>,
    /// Nothing where one is enough, " in 3 windows in a row", " in each window of 2026-Q3".
    words: String,
}

/// The windows of the calendar quarter that ends with this one, or why they earn nothing. `run` is the unbroken run of
/// windows up to it, those that are not evaluated among them.
fn in_quarter<'a>(
    measured: &'a Measured,
    run: Vec<&'a Measured>,
    good: impl Fn(&&Measured) -> bool,
) -> Result<Good<'a>, String> {
    let window = &measured.window;
    let Some(quarter) = Period::quarter(window.last) else {
        return Err("its quarter is beyond the calendar".to_owned());
    };
    let name = &quarter.name;
    if window.first < quarter.first {
        return Err(format!("the window is no part of {name}, the calendar quarter in which it ends"));
    }
    if window.last != quarter.last {
        return Err(format!("{name} ends on {}", quarter.last.long()));
    }
    let windows: Vec<&Measured> = run.into_iter().filter(|m| m.window.last >= quarter.first).collect();
    if windows.first().is_none_or(|m| m.window.first != quarter.first) {
        return Err(format!("not every window of {name} is known and lies in it"));
    }
    match windows.iter().find(|m| !good(m)) {
        Some(miss) => Err(format!("{} of {name} did not reach its level", miss.window.name)),
        None => Ok(Good { words: format!(" in each window of {name}"), windows }),
    }
}

/// Whether the exact value earns the bonus that begins at `level`.
fn earns(bonus: &Bonus, metric: &Metric, value: &Exact, level: &Exact) -> bool {
    match bonus.operator(metric) {
        Operator::AtLeast => value >= level,
        Operator::MoreThan => value > level,
        Operator::AtMost => value <= level,
        Operator::LessThan => value < level,
    }
}

/// Whether the value is at the level or better.
pub(super) fn reaches(metric: &Metric, value: &Exact, level: &Exact) -> bool {
    if metric.higher_is_better() { value >= level } else { value <= level }
}
