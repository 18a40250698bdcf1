//! Values from counted cases: ratios, rates of intervals, volume by time, numbers of events.

use super::relief::{Relief, relief};
use super::sum::{Sum, fractions};
use super::{Frame, reaches, say};
use crate::agreement::{Formula, MissingData, SettlementStep, ZeroEvents};
use crate::settlement::exact::Exact;
use crate::settlement::ledger::Entry;
use crate::settlement::log::{Affected, Row, RowKind};
use crate::settlement::measured::{Measured, Outcome};
use crate::settlement::spans;
use crate::settlement::units;
use crate::settlement::window::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The measurements of a window that are not excused, and what excuses the others.
pub(super) struct Counted<'a> {
    pub rows: Vec<&'a Row>,
    pub relief: Relief,
}

impl Counted<'_> {
    /// Whether a miss in this line is excused while the line itself counts.
    pub fn is_excused(&self, row: &Row) -> bool {
        lies_in(row, &self.relief.numerator)
    }
}

/// Whether all of a line lies in a set: its moment, or its whole interval.
fn lies_in(row: &Row, set: &[Span]) -> bool {
    if row.span.is_empty() {
        spans::holds(set, row.span.start)
    } else {
        spans::without(row.span, set).is_empty()
    }
}

/// The measurements that begin in the window and touch measured hours, without those that lie in time that is left
/// out. `None` with the outcome set where there is none at all.
pub(super) fn counted<'a>(frame: &Frame<'a>, found: &mut Measured) -> Option<Counted<'a>> {
    let total = frame.opening.within(frame.window.counted);
    let measured: Vec<&Row> = frame.begun().filter(|row| row.kind == RowKind::Measure).collect();
    let mut push =
        |step, working: String, result: String| found.working.push(Entry { step, working, result });
    push(
        SettlementStep::RawEvents,
        "lines of the log with measurements that begin in the window".to_owned(),
        say::whole(as_i64(measured.len())),
    );
    if measured.is_empty() {
        found.outcome = Outcome::NoData("the log has no measurement in this window".to_owned());
        return None;
    }
    let all = measured.len();
    let open = |row: &&Row| match row.span.is_empty() {
        true => spans::holds(&total, row.span.start),
        false => spans::common(row.span, &total).next().is_some(),
    };
    let mut rows: Vec<&Row> = measured.into_iter().filter(open).collect();
    if rows.len() < all {
        let outside = say::whole(as_i64(all - rows.len()));
        push(SettlementStep::ClipToWindow, "lie outside the measured hours".to_owned(), outside);
    }
    if rows.is_empty() {
        found.outcome =
            Outcome::NoData("the log has no measurement in the measured hours of this window".to_owned());
        return None;
    }
    let mut reasons = Vec::new();
    let relief = relief(frame, &total, &mut reasons);
    let out = relief.off_total();
    let before = rows.len();
    rows.retain(|row| !lies_in(row, &out));
    if rows.len() < before || rows.iter().any(|row| lies_in(row, &relief.numerator)) {
        found.working.extend(reasons);
    }
    if rows.len() < before {
        found.working.push(Entry {
            step: SettlementStep::SubtractExclusions,
            working: "measurements in excused time are left out".to_owned(),
            result: say::whole(as_i64(before - rows.len())),
        });
    }
    if rows.is_empty() {
        found.outcome = Outcome::NoEvents;
        return None;
    }
    Some(Counted { rows, relief })
}

/// Good cases of all cases, or lost ones of all.
pub(super) fn counts(frame: &Frame<'_>, found: &mut Measured) {
    let Some(counted) = counted(frame, found) else { return };
    let lost = frame.metric.formula == Some(Formula::LostShare)
        || (frame.metric.formula.is_none() && !frame.metric.higher_is_better());
    let (mut parts, mut wholes) = (Sum::new(), Sum::new());
    for row in &counted.rows {
        let Affected::Part { part, whole } = row.affected else { continue };
        let excused = if lost { Decimal::ZERO } else { whole };
        parts.add(if counted.is_excused(row) { excused } else { part });
        wholes.add(whole);
    }
    ratio(frame, &parts.total(), &wholes.total(), lost, found);
}

/// Finishes a ratio of cases.
pub(super) fn ratio(frame: &Frame<'_>, part: &Exact, whole: &Exact, lost: bool, found: &mut Measured) {
    let times = if frame.metric.is_percentage() { " × 100" } else { "" };
    let Some(share) = part.over(whole) else {
        found.working.push(Entry {
            step: SettlementStep::ExactRatio,
            working: "there was no case".to_owned(),
            result: "no events".to_owned(),
        });
        found.outcome = Outcome::NoEvents;
        return;
    };
    let value = if frame.metric.is_percentage() { &share * &Exact::one_hundred() } else { share };
    found.working.push(Entry {
        step: SettlementStep::ExactRatio,
        working: format!("{} / {}{times}", say::value(part, ""), say::value(whole, "")),
        result: say::value(&value, &frame.metric.unit),
    });
    let missed = if lost { part.clone() } else { whole - part };
    found.misses = missed.ceil().whole().and_then(|m| u32::try_from(m).ok()).unwrap_or(u32::MAX);
    found.outcome = Outcome::Value(value);
}

/// The mean of the success rates of all intervals.
pub(super) fn rates(frame: &Frame<'_>, found: &mut Measured) {
    let total = frame.opening.within(frame.window.counted);
    let Some(counted) = counted(frame, found) else { return };
    let empty = match frame.metric.zero_events {
        None | Some(ZeroEvents::Met) => Some(Decimal::ONE),
        Some(ZeroEvents::Missed) => Some(Decimal::ZERO),
        Some(ZeroEvents::NotEvaluated) => None,
    };
    let rate = |row: &&&Row| match row.affected {
        Affected::Part { whole, .. } if whole.is_zero() => empty.map(|rate| (rate, Decimal::ONE)),
        Affected::Part { whole, .. } if counted.is_excused(row) => Some((whole, whole)),
        Affected::Part { part, whole } => Some((part, whole)),
        _ => None,
    };
    let mut push = |working: String, result: String| {
        found.working.push(Entry { step: SettlementStep::ExactRatio, working, result });
    };
    let without =
        counted.rows.iter().filter(|r| matches!(r.affected, Affected::Part { whole, .. } if whole.is_zero()));
    let without = without.count();
    if without > 0 {
        let means = match empty {
            Some(rate) if rate.is_zero() => "count with a rate of 0",
            Some(_) => "count with a rate of 1",
            None => "are left out",
        };
        push(format!("intervals without requests {means}"), say::whole(as_i64(without)));
    }
    let rates: Vec<(Decimal, Decimal)> = counted.rows.iter().filter_map(|row| rate(&row)).collect();
    let covered = spans::merged(counted.rows.iter().map(|r| r.span).collect());
    let known = spans::merged(covered.into_iter().chain(counted.relief.off_total()).collect());
    let gap = spans::seconds(&spans::difference(&total, &known));
    let mut intervals = as_i64(rates.len());
    let mut up = 0;
    if gap > 0 {
        let length = slice(frame, &counted.rows);
        let missing = length.map(|l| (gap + l - 1) / l);
        let text = format!("no measurement for {}", say::time(gap));
        match (frame.metric.missing_data, missing) {
            (Some(MissingData::LeavesBoth), _) => push(text, "left out of both sides".to_owned()),
            (Some(MissingData::CountsAsDown), Some(missing)) => {
                intervals += missing;
                push(text, format!("{} intervals with a rate of 0", say::whole(missing)));
            }
            (Some(MissingData::CountsAsUp), Some(missing)) => {
                intervals += missing;
                up = missing;
                push(text, format!("{} intervals with a rate of 1, as agreed", say::whole(missing)));
            }
            (Some(_), None) => {
                push(text, "intervals differ in length".to_owned());
                found.outcome = Outcome::NoData(
                    "measurements are missing, and intervals of different length do not tell how many"
                        .to_owned(),
                );
                return;
            }
            (None, _) => {
                push(text, "the agreement does not say what this counts as".to_owned());
                found.outcome =
                    Outcome::NoData(format!("{} of the window were not measured", say::time(gap)));
                return;
            }
        }
    }
    let sum = &fractions(rates.iter().copied()) + &Exact::from(up);
    let Some(mean) = sum.over(&Exact::from(intervals)) else {
        push("there was no interval with requests".to_owned(), "no events".to_owned());
        found.outcome = Outcome::NoEvents;
        return;
    };
    let hundred = Exact::one_hundred();
    let (value, times) =
        if frame.metric.is_percentage() { (&mean * &hundred, " × 100") } else { (mean, "") };
    let text =
        format!("sum of the rates {} / {} intervals{times}", say::value(&sum, ""), say::whole(intervals));
    push(text, say::value(&value, &frame.metric.unit));
    let misses = |(part, whole): &&(Decimal, Decimal)| {
        let rate = Exact::from(*part).over(&Exact::from(*whole)).unwrap_or_else(Exact::zero);
        let rate = if frame.metric.is_percentage() { &rate * &hundred } else { rate };
        reaches(frame.metric, &rate) == Some(false)
    };
    found.misses = u32::try_from(rates.iter().filter(misses).count()).unwrap_or(u32::MAX);
    found.outcome = Outcome::Value(value);
}

/// The length of one interval: as sampled, else that of all lines, if it is the same.
fn slice(frame: &Frame<'_>, rows: &[&Row]) -> Option<i64> {
    let sampled = frame.metric.sampling.and_then(|s| s.seconds()).and_then(|s| i64::try_from(s).ok());
    let first = rows.first().map(|r| r.span.seconds());
    let same = first.filter(|f| rows.iter().all(|r| r.span.seconds() == *f));
    same.or(sampled).filter(|l| *l > 0)
}

/// What was delivered, by the time in which it was measured.
pub(super) fn volume(frame: &Frame<'_>, found: &mut Measured) {
    let Some(counted) = counted(frame, found) else { return };
    let unit = frame.metric.unit.trim();
    let base = Exact::from(units::base(unit));
    let (mut rates, mut volumes, mut seconds) = (Sum::new(), Sum::new(), 0_i64);
    for row in &counted.rows {
        let length = row.span.seconds();
        seconds = seconds.saturating_add(length);
        match row.affected {
            Affected::Value(rate) => match rate.checked_mul(Decimal::from(length)) {
                Some(delivered) => rates.add(delivered),
                None => {
                    found.outcome = Outcome::NoData(format!("line {} is too large to be computed", row.line));
                    return;
                }
            },
            Affected::Volume(volume) => volumes.add(volume),
            _ => {}
        }
    }
    let time = unit.split_once('/').or_else(|| unit.split_once(" per ")).map(|(_, time)| time.trim());
    let (part, whole) = time.and_then(units::seconds).unwrap_or((1, 1));
    if time.and_then(units::seconds).is_none() && !volumes.total().is_zero() {
        found.outcome = Outcome::NoData(format!("the unit “{unit}” does not name a time, like orders/h"));
        return;
    }
    // A rate times seconds, and a volume times the seconds of the unit's time, are the same quantity.
    let from_rates = rates.total().over(&base).unwrap_or_else(Exact::zero);
    let by = Exact::from(part).over(&Exact::from(whole)).unwrap_or_else(Exact::zero);
    let delivered = &from_rates + &(&volumes.total() * &by);
    let Some(value) = delivered.over(&Exact::from(seconds)) else {
        found.outcome = Outcome::NoEvents;
        return;
    };
    found.working.push(Entry {
        step: SettlementStep::ExactRatio,
        working: format!("what was delivered / {} measured", say::time(seconds)),
        result: say::value(&value, unit),
    });
    found.misses = u32::from(reaches(frame.metric, &value) == Some(false));
    found.outcome = Outcome::Value(value);
}

/// How many events there were; a log without any says that there were none.
pub(super) fn count(frame: &Frame<'_>, found: &mut Measured) {
    let total = frame.opening.within(frame.window.counted);
    let excused = relief(frame, &total, &mut found.working);
    let gone = spans::merged(excused.off_downtime().into_iter().chain(excused.off_total()).collect());
    let mut sum = Sum::new();
    for row in frame.begun().filter(|r| !spans::holds(&gone, r.span.start)) {
        match (&row.kind, &row.affected) {
            (RowKind::Outage, _) => sum.add(Decimal::ONE),
            (RowKind::Measure, Affected::Volume(number)) => sum.add(*number),
            _ => {}
        }
    }
    let value = sum.total();
    found.working.push(Entry {
        step: SettlementStep::ExactRatio,
        working: "events that begin in the window and are not excused".to_owned(),
        result: say::value(&value, &frame.metric.unit),
    });
    found.misses = value.ceil().whole().and_then(|v| v.to_u32()).unwrap_or(u32::MAX);
    found.outcome = Outcome::Value(value);
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
