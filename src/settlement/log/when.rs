//! Times as a log states them.

use crate::settlement::window::Moment;
use crate::settlement::zone::{self, Reading};
use crate::value::{Date, Zone, quoted};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// What is wrong with a time, and how to write it.
pub(super) type Wrong = (String, String);

/// A time, and whether parts of a second were cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub at: Moment,
    pub cut: bool,
}

/// Reads `2026-07-03T14:00:00+02:00`, `2026-07-03 12:00Z`, or a time without an offset, which is meant in `zone`.
/// Seconds may be left out; 24:00 is the end of the day; parts of a second are cut off.
pub(super) fn read(text: &str, zone: Option<Zone>) -> Result<When, Wrong> {
    let unreadable = || {
        (
            format!("{} is not a time", quoted(text)),
            "write 2026-07-03 14:00, or 2026-07-03T14:00:00+02:00 with the offset".to_owned(),
        )
    };
    let Parts { date, seconds, cut, offset } = parts(text.trim()).ok_or_else(unreadable)?;
    let (year, month, day) = date;
    let day = NaiveDate::from_ymd_opt(year, month, day).and_then(Date::new).ok_or_else(|| {
        let what = format!("{} is no day of the calendar", quoted(text.get(..10).unwrap_or(text)));
        (what, "correct the date".to_owned())
    })?;
    let midnight = day.get().and_time(chrono::NaiveTime::MIN);
    let clock = midnight.checked_add_signed(TimeDelta::seconds(seconds)).ok_or_else(unreadable)?;
    if let Some(offset) = offset {
        let at = Moment(clock.and_utc().timestamp().saturating_sub(offset));
        return Ok(When { at, cut });
    }
    let Some(zone) = zone else {
        return Err((
            format!("{} has no offset, and the metrics it holds for have different time zones", quoted(text)),
            format!("write the offset, like {}Z for UTC", iso(clock)),
        ));
    };
    match zone::local(zone, clock) {
        Reading::Once(at) => Ok(When { at, cut }),
        Reading::Twice(first, second) => Err((
            format!("In {zone} the clocks were put back, and {} was on them twice", quoted(text)),
            format!(
                "write {} for the first time or {} for the second",
                with_offset(clock, first),
                with_offset(clock, second)
            ),
        )),
        Reading::Skipped(late, early) => Err((
            format!("In {zone} the clocks were put forward over {}: it was never on them", quoted(text)),
            format!(
                "write {} for {} or {} for {}",
                with_offset(clock, early),
                zone::stamp(zone, early),
                with_offset(clock, late),
                zone::stamp(zone, late)
            ),
        )),
    }
}

fn iso(clock: NaiveDateTime) -> String {
    clock.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The time with the offset that makes it mean a moment.
fn with_offset(clock: NaiveDateTime, at: Moment) -> String {
    let minutes = clock.and_utc().timestamp().saturating_sub(at.0) / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{}{sign}{:02}:{:02}", iso(clock), minutes.abs() / 60, minutes.abs() % 60)
}

struct Parts {
    date: (i32, u32, u32),
    /// Since midnight, 86,400 for 24:00.
    seconds: i64,
    cut: bool,
    /// Seconds ahead of UTC.
    offset: Option<i64>,
}

fn parts(text: &str) -> Option<Parts> {
    let mut at = Cursor { rest: text.as_bytes() };
    let year = i32::try_from(at.digits(4)?).ok()?;
    at.take(b'-')?;
    let month = u32::try_from(at.digits(2)?).ok()?;
    at.take(b'-')?;
    let day = u32::try_from(at.digits(2)?).ok()?;
    if at.take(b'T').or_else(|| at.take(b't')).is_none() {
        at.take(b' ')?;
        at.spaces();
    }
    let (hour, minute) = (at.digits(2)?, at.take(b':').and_then(|()| at.digits(2))?);
    let mut second = 0;
    let mut cut = false;
    if at.take(b':').is_some() {
        second = at.digits(2)?;
        if at.take(b'.').or_else(|| at.take(b',')).is_some() {
            cut = at.fraction()?;
        }
    }
    at.spaces();
    let offset = at.offset()?;
    let seconds = hour * 3_600 + minute * 60 + second;
    let real = minute < 60 && second < 60 && seconds <= 86_400;
    (at.rest.is_empty() && real).then_some(Parts { date: (year, month, day), seconds, cut, offset })
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn take(&mut self, wanted: u8) -> Option<()> {
        self.rest = self.rest.strip_prefix(&[wanted])?;
        Some(())
    }

    fn spaces(&mut self) {
        while self.take(b' ').is_some() {}
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let mut number = 0;
        for digit in digits {
            number = number * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.rest = rest;
        Some(number)
    }

    /// Whether there is more than zeros behind the point.
    fn fraction(&mut self) -> Option<bool> {
        let length = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        (length > 0).then(|| digits.iter().any(|d| *d != b'0'))
    }

    /// `Z`, `UTC`, `+02:00`, `+0200`, `+02`, or nothing.
    #[allow(clippy::option_option)]
    fn offset(&mut self) -> Option<Option<i64>> {
        if self.rest.is_empty() {
            return Some(None);
        }
        for utc in [&b"Z"[..], b"z", b"UTC", b"GMT"] {
            if let Some(rest) = self.rest.strip_prefix(utc) {
                self.rest = rest;
                return Some(Some(0));
            }
        }
        let sign = if self.take(b'+').is_some() { 1 } else { self.take(b'-').map(|()| -1)? };
        let hours = self.digits(2)?;
        let minutes = if self.take(b':').is_some() || !self.rest.is_empty() { self.digits(2)? } else { 0 };
        (hours <= 15 && minutes < 60).then_some(Some(sign * (hours * 3_600 + minutes * 60)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Result<String, Wrong> {
        let zone = Some("Europe/Berlin".parse().unwrap());
        read(text, zone).map(|w| zone::stamp("UTC".parse().unwrap(), w.at))
    }

    #[test]
    fn times_are_read_with_and_without_an_offset() {
        for (text, wanted) in [
            ("2026-07-03 14:00", "2026-07-03 12:00"),
            ("2026-07-03T14:00:30", "2026-07-03 12:00:30"),
            ("2026-07-03T14:00:00+02:00", "2026-07-03 12:00"),
            ("2026-07-03 14:00 +0530", "2026-07-03 08:30"),
            ("2026-07-03T14:00Z", "2026-07-03 14:00"),
            ("2026-07-03 14:00 UTC", "2026-07-03 14:00"),
            ("2026-07-03T14:00:00.000-03", "2026-07-03 17:00"),
            (" 2026-07-03 24:00 ", "2026-07-03 22:00"),
            ("2026-10-25T02:30:00+01:00", "2026-10-25 01:30"),
        ] {
            assert_eq!(utc(text).as_deref(), Ok(wanted), "{text}");
        }
        assert!(read("2026-07-03T14:00:00.250Z", None).unwrap().cut);
        assert!(!read("2026-07-03T14:00:00.000Z", None).unwrap().cut);
    }

    #[test]
    fn what_is_no_time_says_how_to_write_one() {
        for bad in [
            "",
            "2026-07-03",
            "03.07.2026 14:00",
            "7/3/2026 2:00 PM",
            "2026-07-03 2pm",
            "2026-07-03 25:00",
            "2026-07-03 14:60",
            "2026-07-03 24:00:01",
            "2026-07-03 14:00+2",
            "2026-07-03 14:00 CET",
            "2026-7-3 14:00",
        ] {
            assert!(utc(bad).unwrap_err().1.contains("2026-07-03 14:00"), "{bad}");
        }
        assert!(utc("2026-02-30 14:00").unwrap_err().0.contains("no day"));
        assert!(read("2026-07-03 14:00", None).unwrap_err().1.contains("2026-07-03T14:00:00Z"));
    }

    #[test]
    fn a_time_that_daylight_saving_repeats_or_skips_names_both_readings() {
        let (what, hint) = utc("2026-10-25 02:30").unwrap_err();
        assert!(what.contains("twice"), "{what}");
        assert!(
            hint.contains("2026-10-25T02:30:00+02:00") && hint.contains("2026-10-25T02:30:00+01:00"),
            "{hint}"
        );
        let (what, hint) = utc("2026-03-29 02:30").unwrap_err();
        assert!(what.contains("never"), "{what}");
        assert!(hint.contains("2026-03-29T02:30:00+02:00 for 2026-03-29 01:30"), "{hint}");
        assert!(hint.contains("2026-03-29T02:30:00+01:00 for 2026-03-29 03:30"), "{hint}");
    }
}
