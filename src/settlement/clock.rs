//! Business clocks: time that counts only while a calendar is open.

use super::exact::Exact;
use super::hours::Opening;
use super::spans;
use super::window::{Moment, Span};
use super::zone;
use crate::value::{Date, Duration, Unit};
use chrono::TimeDelta;

/// How far a clock is followed, in days: more than any budget of a contract takes.
const FARTHEST: u32 = 20_000;

/// The moment by which a budget of time is used up that starts at `start`.
///
/// Seconds, minutes, hours and business hours count in open hours only. A business day ends at the same time of the
/// next open day, a clock that starts while closed starts at the next opening. Days and weeks are 24 hours and seven
/// times that, open or not; months and years follow the calendar of the zone. `None` where the calendar never opens or
/// the moment is too far away.
pub fn due(opening: &Opening, start: Moment, budget: Duration) -> Option<Moment> {
    let count = i64::from(budget.count);
    match budget.unit {
        Unit::Second => advance(opening, start, count),
        Unit::Minute => advance(opening, start, count * 60),
        Unit::Hour | Unit::BusinessHour => advance(opening, start, count * 3_600),
        Unit::Day => start.0.checked_add(count * 86_400).map(Moment),
        Unit::Week => start.0.checked_add(count * 604_800).map(Moment),
        Unit::BusinessDay => business_days_on(opening, start, budget.count),
        Unit::Month => months_on(opening, start, budget.count),
        Unit::Year => months_on(opening, start, budget.count.checked_mul(12)?),
    }
}

/// The moment after `seconds` of open hours from `start`; at once where there are none to wait for.
pub fn advance(opening: &Opening, start: Moment, seconds: i64) -> Option<Moment> {
    if opening.is_always() || seconds <= 0 {
        return start.0.checked_add(seconds.max(0)).map(Moment);
    }
    let mut left = seconds;
    for open in ahead(opening, start)? {
        if left <= open.seconds() {
            return open.start.0.checked_add(left).map(Moment);
        }
        left -= open.seconds();
    }
    None
}

/// The moment from which `seconds` of open hours lead to `end`: when to escalate before something is due.
pub fn retreat(opening: &Opening, end: Moment, seconds: i64) -> Option<Moment> {
    if opening.is_always() || seconds <= 0 {
        return end.0.checked_sub(seconds.max(0)).map(Moment);
    }
    let mut left = seconds;
    let mut day = zone::day(opening.zone, end);
    for _ in 0..FARTHEST {
        let today = day?;
        let until = Span { start: Moment(i64::MIN), end };
        for open in opening.day(today).into_iter().rev().map(|s| s.clip(until)).filter(|s| !s.is_empty()) {
            if left <= open.seconds() {
                return open.end.0.checked_sub(left).map(Moment);
            }
            left -= open.seconds();
        }
        day = today.minus_days(1);
    }
    None
}

/// Open seconds between two moments.
pub fn elapsed(opening: &Opening, from: Moment, to: Moment) -> i64 {
    opening.seconds(Span { start: from, end: to })
}

/// Business days between two moments, without the time in `paused`: of each day the part of its open hours that
/// passed, so that Friday 16:00 to Monday 16:00 is one.
pub fn business_days(opening: &Opening, from: Moment, to: Moment, paused: &[Span]) -> Exact {
    let span = Span { start: from, end: to };
    let mut sum = Exact::zero();
    let mut day = zone::day(opening.zone, from);
    let last = zone::day(opening.zone, to);
    while let Some(today) = day.filter(|d| last.is_some_and(|l| *d <= l)) {
        let open = opening.day(today);
        let passed: Vec<Span> = open.iter().map(|s| s.clip(span)).filter(|s| !s.is_empty()).collect();
        let passed = spans::difference(&passed, paused);
        let part = Exact::from(spans::seconds(&passed)).over(&Exact::from(spans::seconds(&open)));
        sum = &sum + &part.unwrap_or_else(Exact::zero);
        day = today.plus_days(1);
    }
    sum
}

/// Open intervals from `start` on, day by day.
fn ahead(opening: &Opening, start: Moment) -> Option<impl Iterator<Item = Span>> {
    let from = Span { start, end: Moment(i64::MAX) };
    let days = days_from(zone::day(opening.zone, start)?);
    let spans = days.flat_map(|day| opening.day(day)).map(move |s| s.clip(from)).filter(|s| !s.is_empty());
    Some(spans)
}

fn days_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |d| d.plus_days(1)).take(usize::try_from(FARTHEST).unwrap_or(0))
}

fn business_days_on(opening: &Opening, start: Moment, count: u32) -> Option<Moment> {
    let first = ahead(opening, start)?.next()?.start;
    if count == 0 {
        return Some(first);
    }
    let today = zone::day(opening.zone, first)?;
    let mut open_days = days_from(today).skip(1).filter(|d| opening.opens(*d));
    let day = open_days.nth(usize::try_from(count).ok()?.checked_sub(1)?)?;
    let hours = opening.day(day);
    let time = zone::clock(opening.zone, first)?.time();
    let wanted = match zone::local(opening.zone, day.get().and_time(time)) {
        zone::Reading::Once(at) | zone::Reading::Twice(at, _) | zone::Reading::Skipped(at, _) => at,
    };
    let (open, close) = (hours.first()?.start, hours.last()?.end);
    Some(wanted.clamp(open, close))
}

fn months_on(opening: &Opening, start: Moment, months: u32) -> Option<Moment> {
    let clock = zone::clock(opening.zone, start)?;
    let day = Date::new(clock.date())?.plus_months(months)?;
    let since_midnight = clock.time().signed_duration_since(chrono::NaiveTime::MIN);
    let wanted = day
        .get()
        .and_time(chrono::NaiveTime::MIN)
        .checked_add_signed(since_midnight.max(TimeDelta::zero()))?;
    Some(match zone::local(opening.zone, wanted) {
        zone::Reading::Once(at) | zone::Reading::Twice(at, _) | zone::Reading::Skipped(at, _) => at,
    })
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
