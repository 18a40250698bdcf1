//! Reading time of a zone and moments, daylight saving included.

use super::window::Moment;
use crate::value::{Date, Zone};
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone};

/// What a local time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One moment.
    Once(Moment),
    /// Clocks were put back: the time was on them twice.
    Twice(Moment, Moment),
    /// Clocks were put forward: the time was never on them. The moments that it means with the offset before and
    /// with the offset after the change.
    Skipped(Moment, Moment),
}

/// The moments that a clock in `zone` showed `local`.
pub fn local(zone: Zone, local: NaiveDateTime) -> Reading {
    match zone.tz().from_local_datetime(&local) {
        LocalResult::Single(at) => Reading::Once(Moment(at.timestamp())),
        LocalResult::Ambiguous(first, second) => {
            Reading::Twice(Moment(first.timestamp()), Moment(second.timestamp()))
        }
        LocalResult::None => {
            let utc = local.and_utc().timestamp();
            let near = |days: i64| {
                local
                    .checked_add_signed(TimeDelta::days(days))
                    .map_or(0, |l| offset(zone, l.and_utc().timestamp()))
            };
            Reading::Skipped(Moment(utc.saturating_sub(near(-1))), Moment(utc.saturating_sub(near(1))))
        }
    }
}

/// Seconds that clocks in `zone` are ahead of UTC at a moment.
pub fn offset(zone: Zone, at: i64) -> i64 {
    let Some(at) = DateTime::from_timestamp(at, 0) else { return 0 };
    i64::from(zone.tz().offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc())
}

/// The moment at which `minutes` after midnight (0 to 1440) of a day is first reached on the clocks of a zone; a time
/// that is skipped is reached when the clocks jump over it.
pub fn moment(zone: Zone, day: Date, minutes: u16) -> Moment {
    let seconds = i64::from(minutes) * 60;
    let day = day.get().and_time(chrono::NaiveTime::MIN);
    let wanted = day.checked_add_signed(TimeDelta::seconds(seconds)).unwrap_or(day);
    match local(zone, wanted) {
        Reading::Once(at) | Reading::Twice(at, _) => at,
        Reading::Skipped(late, early) => jump(zone, early.0.min(late.0), late.0.max(early.0)),
    }
}

/// The moment between two others at which the offset of a zone changes.
fn jump(zone: Zone, mut before: i64, mut after: i64) -> Moment {
    let old = offset(zone, before);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(zone, middle) == old { before = middle } else { after = middle }
    }
    Moment(after)
}

/// The moment at which a day begins in a zone.
pub fn midnight(zone: Zone, day: Date) -> Moment {
    moment(zone, day, 0)
}

/// The day on the calendar of a zone at a moment; `None` before 1900 and after 2999.
pub fn day(zone: Zone, at: Moment) -> Option<Date> {
    clock(zone, at).and_then(|c| Date::new(c.date()))
}

/// Date and time on the clocks of a zone.
pub fn clock(zone: Zone, at: Moment) -> Option<NaiveDateTime> {
    let shifted = at.0.checked_add(offset(zone, at.0))?;
    DateTime::from_timestamp(shifted, 0).map(|d| d.naive_utc())
}

/// "2026-07-03 14:00", with seconds where there are any.
pub fn stamp(zone: Zone, at: Moment) -> String {
    match clock(zone, at) {
        Some(clock) if at.0.rem_euclid(60) == 0 => clock.format("%Y-%m-%d %H:%M").to_string(),
        Some(clock) => clock.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => "open".to_owned(),
    }
}

/// "+02:00", the way an offset is written behind a time.
pub fn offset_text(zone: Zone, at: Moment) -> String {
    let minutes = offset(zone, at.0) / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Monday of the week of a day; the day itself at the very beginning of the calendar.
pub fn monday(day: Date) -> Date {
    day.minus_days(day.get().weekday().num_days_from_monday()).unwrap_or(day)
}

/// The day `months` before, or the last day of that month.
pub fn minus_months(day: Date, months: u32) -> Option<Date> {
    day.get().checked_sub_months(chrono::Months::new(months)).and_then(Date::new)
}

/// The day after; the last day of the calendar has none and stays.
pub fn next(day: Date) -> Date {
    day.get().checked_add_days(Days::new(1)).and_then(Date::new).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn at(zone: Zone, text: &str) -> String {
        let (day, minutes) = text.split_once(' ').unwrap();
        let minutes: crate::value::TimeOfDay = minutes.parse().unwrap();
        let utc = "UTC".parse().unwrap();
        stamp(utc, moment(zone, day.parse().unwrap(), minutes.minutes()))
    }

    #[test]
    fn a_time_that_is_skipped_is_reached_when_the_clocks_jump() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(at(berlin, "2026-03-29 01:59"), "2026-03-29 00:59");
        assert_eq!(at(berlin, "2026-03-29 02:30"), "2026-03-29 01:00");
        assert_eq!(at(berlin, "2026-03-29 03:00"), "2026-03-29 01:00");
        assert_eq!(at(berlin, "2026-10-25 02:30"), "2026-10-25 00:30", "the first of two");
        assert_eq!(at(berlin, "2026-10-24 24:00"), "2026-10-24 22:00");
        assert_eq!(
            at(zone("Asia/Beirut"), "2026-03-29 00:00"),
            "2026-03-28 22:00",
            "midnight itself is skipped"
        );
        assert_eq!(
            at(zone("Pacific/Apia"), "2011-12-30 12:00"),
            "2011-12-30 10:00",
            "a whole day is skipped"
        );
    }

    #[test]
    fn both_readings_of_a_doubtful_time_are_known() {
        let read = |text: &str| local(zone("Europe/Berlin"), text.parse().unwrap());
        let utc = |text: &str| Moment(text.parse::<NaiveDateTime>().unwrap().and_utc().timestamp());
        assert_eq!(read("2026-07-03T14:00:00"), Reading::Once(utc("2026-07-03T12:00:00")));
        assert_eq!(
            read("2026-10-25T02:30:00"),
            Reading::Twice(utc("2026-10-25T00:30:00"), utc("2026-10-25T01:30:00"))
        );
        assert_eq!(
            read("2026-03-29T02:30:00"),
            Reading::Skipped(utc("2026-03-29T01:30:00"), utc("2026-03-29T00:30:00"))
        );
    }

    #[test]
    fn stamps_show_seconds_only_where_there_are_any() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(stamp(berlin, Moment(0)), "1970-01-01 01:00");
        assert_eq!(stamp(berlin, Moment(1)), "1970-01-01 01:00:01");
        assert_eq!(offset_text(zone("America/St_Johns"), Moment(0)), "-03:30");
        assert_eq!(stamp(berlin, Moment(i64::MAX)), "open");
    }
}
