//! Days between dates, parts of months, and days that are business days.

use crate::agreement::{Agreement, Calendar, TimeLimits};
use crate::settlement::Exact;
use crate::value::{Date, Duration, Unit};
use chrono::Datelike;

/// Ten years without a business day are an error of the calendar.
const IDLE_DAYS: u32 = 3_660;

/// How many months the days from `first` to `last` are, each day counting as its part of its own month; zero where
/// `last` is before `first`.
pub(super) fn months_between(first: Date, last: Date) -> Exact {
    let mut sum = Exact::zero();
    let mut from = first;
    while from <= last {
        let end = end_of_month(from);
        let to = end.min(last);
        let days = i64::from(to.get().day()) - i64::from(from.get().day()) + 1;
        let part = Exact::from(days).over(&Exact::from(i64::from(end.get().day())));
        sum = &sum + &part.unwrap_or_else(Exact::zero);
        let Some(next) = end.plus_days(1) else { break };
        from = next;
    }
    sum
}

/// The last day of the month of `date`.
pub(super) fn end_of_month(date: Date) -> Date {
    let first = date.minus_days(date.get().day() - 1).unwrap_or(date);
    first.plus_months(1).and_then(|d| d.minus_days(1)).unwrap_or(date)
}

/// The day `months` before, or the last day of that month where it has no such day.
pub(super) fn minus_months(date: Date, months: u32) -> Option<Date> {
    date.get().checked_sub_months(chrono::Months::new(months)).and_then(Date::new)
}

/// The last day of a time that begins when `day` ends. Business time needs the calendar by which it counts; `None`
/// without one, or beyond the calendar of dates.
pub fn after(day: Date, time: Duration, calendar: Option<&Calendar>) -> Option<Date> {
    if let Some(months) = time.months() {
        return day.plus_months(u32::try_from(months).ok()?);
    }
    if let Some(seconds) = time.seconds() {
        return day.plus_days(u32::try_from(seconds.div_ceil(86_400)).ok()?);
    }
    let calendar = calendar?;
    let minutes = u64::from(time.count) * 60;
    let mut at = day;
    let (mut days, mut open) = (0_u32, 0_u64);
    let mut idle = 0;
    loop {
        let done = match time.unit {
            Unit::BusinessHour => open >= minutes,
            _ => days >= time.count,
        };
        if done {
            return Some(at);
        }
        at = at.plus_days(1)?;
        let opened = open_minutes(calendar, at);
        idle = if opened == 0 { idle + 1 } else { 0 };
        if idle > IDLE_DAYS {
            return None;
        }
        days += u32::from(opened > 0);
        open += opened;
    }
}

/// The last day of a time that begins when `day` ends, moved as the agreement says where it is stated in days and would
/// end on a day without business. Business days are those of `calendar`; without one nothing is moved.
pub fn ends(agreement: &Agreement, day: Date, time: Duration, calendar: Option<&Calendar>) -> Option<Date> {
    let last = after(day, time, calendar)?;
    match calendar.filter(|_| time.unit == Unit::Day) {
        Some(calendar) => moved(last, agreement.time_limits, calendar),
        None => Some(last),
    }
}

fn moved(day: Date, rule: Option<TimeLimits>, calendar: &Calendar) -> Option<Date> {
    let step: fn(Date) -> Option<Date> = match rule {
        None | Some(TimeLimits::SameDay) => return Some(day),
        Some(TimeLimits::NextBusinessDay) => |day| day.plus_days(1),
        Some(TimeLimits::PreviousBusinessDay) => |day| day.minus_days(1),
    };
    let mut at = day;
    for _ in 0..IDLE_DAYS {
        if open_minutes(calendar, at) > 0 {
            return Some(at);
        }
        at = step(at)?;
    }
    Some(day)
}

/// Whether the calendar names public holidays without a date for the year of `day`, so that they cannot be counted.
pub fn holidays_in_words(calendar: &Calendar, day: Date) -> bool {
    let dated = |h: &crate::agreement::Holiday| h.date.and_then(|d| d.in_year(day.get().year())).is_some();
    !calendar.holiday_region.trim().is_empty() && !calendar.holidays.iter().any(dated)
}

/// Minutes of the day in which the calendar is open.
pub(super) fn open_minutes(calendar: &Calendar, day: Date) -> u64 {
    if calendar.holidays.iter().any(|h| h.date.is_some_and(|d| d.is_on(day))) {
        return 0;
    }
    let weekday = day.get().weekday().num_days_from_monday();
    let mut hours: Vec<(u16, u16)> = calendar
        .hours
        .iter()
        .filter(|h| h.days.contains(weekday))
        .map(|h| (h.from.minutes(), h.to.minutes()))
        .collect();
    hours.sort_unstable();
    let mut open = 0;
    let mut end = 0;
    for (from, to) in hours {
        open += u64::from(to.saturating_sub(from.max(end)));
        end = end.max(to);
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Holiday, Hours};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_counted_by_their_own_days() {
        let said = |a: &str, b: &str| months_between(day(a), day(b)).to_string();
        assert_eq!(said("2026-02-01", "2026-02-28"), "1");
        assert_eq!(said("2026-01-01", "2026-12-31"), "12");
        assert_eq!(said("2026-02-15", "2026-02-28"), "0.5");
        assert_eq!(said("2026-04-16", "2026-05-31"), "1.5");
        assert_eq!(said("2026-04-02", "2026-04-01"), "0");
    }

    #[test]
    fn business_days_are_those_of_the_calendar() {
        let hours = Hours {
            days: "Mon-Fri".parse().unwrap(),
            from: "09:00".parse().unwrap(),
            to: "17:00".parse().unwrap(),
            ..Hours::default()
        };
        let may_day = Holiday { date: "1 May".parse().ok(), ..Holiday::default() };
        let calendar = Calendar { hours: vec![hours], holidays: vec![may_day], ..Calendar::default() };
        let said = |time: &str, calendar| {
            after(day("2026-04-30"), time.parse().unwrap(), calendar).map(|d| d.to_string())
        };
        assert_eq!(said("1bd", Some(&calendar)).as_deref(), Some("2026-05-04"));
        assert_eq!(said("10bd", Some(&calendar)).as_deref(), Some("2026-05-15"));
        assert_eq!(said("9bh", Some(&calendar)).as_deref(), Some("2026-05-05"));
        assert_eq!(said("5bd", None), None);
        let never_open = Calendar::default();
        assert_eq!(said("5bd", Some(&never_open)), None);
        assert_eq!(said("30d", None).as_deref(), Some("2026-05-30"));
        assert_eq!(said("36h", None).as_deref(), Some("2026-05-02"));
        assert_eq!(said("2mo", None).as_deref(), Some("2026-06-30"));
        assert_eq!(said("4000y", None), None);
    }
}
