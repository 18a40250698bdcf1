//! Durations as contracts state them.

use super::leaf::text_leaf;
use super::print::glued;
use super::{LeafKind, ValueError, quoted};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The unit is part of the promise: 5 business days are not 5 days, 12 months are not 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    BusinessHour,
    Day,
    BusinessDay,
    Week,
    Month,
    Year,
}

impl Unit {
    const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Second, "s", "second"),
        (Self::Minute, "min", "minute"),
        (Self::Hour, "h", "hour"),
        (Self::BusinessHour, "bh", "business hour"),
        (Self::Day, "d", "day"),
        (Self::BusinessDay, "bd", "business day"),
        (Self::Week, "wk", "week"),
        (Self::Month, "mo", "month"),
        (Self::Year, "y", "year"),
    ];

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(u, ..)| *u == self).map_or("", |(_, code, _)| code)
    }

    /// The unit in words, singular.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(u, ..)| *u == self).map_or("", |(.., word)| word)
    }

    /// Exact length in seconds, where the unit has one.
    pub fn seconds(self) -> Option<u64> {
        match self {
            Self::Second => Some(1),
            Self::Minute => Some(60),
            Self::Hour => Some(3_600),
            Self::Day => Some(86_400),
            Self::Week => Some(604_800),
            Self::BusinessHour | Self::BusinessDay | Self::Month | Self::Year => None,
        }
    }

    /// Whether the unit counts only within business hours.
    pub fn is_business(self) -> bool {
        matches!(self, Self::BusinessHour | Self::BusinessDay)
    }
}

/// A whole number of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    pub count: u32,
    pub unit: Unit,
}

impl Duration {
    pub fn new(count: u32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// No time at all, in whatever unit.
    pub fn is_zero(self) -> bool {
        self.count == 0
    }

    /// Exact seconds; `None` for business time, months and years, whose length depends on a calendar.
    pub fn seconds(self) -> Option<u64> {
        self.unit.seconds().map(|s| s * u64::from(self.count))
    }

    /// Exact months, for months and years.
    pub fn months(self) -> Option<u64> {
        match self.unit {
            Unit::Month => Some(u64::from(self.count)),
            Unit::Year => Some(12 * u64::from(self.count)),
            _ => None,
        }
    }

    /// Shorter or longer, where the units can be compared exactly (clock time with clock time, business hours with
    /// business hours, months with years).
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.unit == other.unit {
            return Some(self.count.cmp(&other.count));
        }
        if let (Some(a), Some(b)) = (self.seconds(), other.seconds()) {
            return Some(a.cmp(&b));
        }
        if let (Some(a), Some(b)) = (self.months(), other.months()) {
            return Some(a.cmp(&b));
        }
        None
    }

    /// The shortest and the longest this can be in seconds of the clock: a month has 28 to 31 days, a business day
    /// at least one and, over a long holiday, up to ten days.
    pub fn bounds(self) -> (u64, u64) {
        let n = u64::from(self.count);
        const DAY: u64 = 86_400;
        match self.unit {
            Unit::Month => (n * 28 * DAY, n * 31 * DAY),
            Unit::Year => (n * 365 * DAY, n * 366 * DAY),
            Unit::BusinessHour => (n * 3_600, n * 10 * DAY),
            Unit::BusinessDay => (n * 3_600, n * 10 * DAY),
            unit => {
                let s = unit.seconds().unwrap_or(0) * n;
                (s, s)
            }
        }
    }

    /// "4 hours", "1 business day".
    pub fn long(self) -> String {
        let s = if self.count == 1 { "" } else { "s" };
        format!("{} {}{s}", self.count, self.unit.word())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.code())
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    /// Accepts `4h`, `30 min`, `5 business days`, `12 months`, and clock time in parts (`1h 30min`). A bare `m` is
    /// refused: it means minute to some and month to others.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        // Nothing needs no unit.
        if text.trim() == "0" {
            return Ok(Self::new(0, Unit::Hour));
        }
        if is_time_of_day(text) {
            return Err(ValueError::new(
                format!("{} is a time of day; here a length of time is asked for", quoted(text)),
                "write how much time lies between the two: 3bh (business hours) from 15:00 to 18:00, or 30min, 4h, 5bd",
            ));
        }
        let parts = split_parts(text)?;
        match parts.as_slice() {
            [] => Err(bad(text)),
            [one] => Ok(*one),
            several => {
                let mut total = 0u64;
                for part in several {
                    let seconds = part.seconds().ok_or_else(|| bad(text))?;
                    total = total.checked_add(seconds).ok_or_else(|| bad(text))?;
                }
                let unit = [Unit::Hour, Unit::Minute, Unit::Second]
                    .into_iter()
                    .find(|u| u.seconds().is_some_and(|s| total.is_multiple_of(s)))
                    .unwrap_or(Unit::Second);
                let count = u32::try_from(total / unit.seconds().unwrap_or(1)).map_err(|_| bad(text))?;
                Ok(Self::new(count, unit))
            }
        }
    }
}

fn bad(text: &str) -> ValueError {
    ValueError::new(
        format!("{} is not a duration", quoted(text)),
        "write a whole number and a unit: 30min, 4h, 10d, 5bd (business days), 8bh (business hours), 2wk, 12mo, 1y",
    )
}

/// Whether somebody gave a time of the clock: "15:00", "9.30 am".
fn is_time_of_day(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let half = ["am", "pm", "a.m.", "p.m.", "uhr"].into_iter().find_map(|end| lower.strip_suffix(end));
    let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.chars().all(|c| c.is_ascii_digit());
    let clock = half.unwrap_or(&lower).trim();
    match clock.split_once(':').or_else(|| clock.split_once('.')) {
        Some((hour, minute)) => digits(hour) && digits(minute) && (half.is_some() || lower.contains(':')),
        None => half.is_some() && digits(clock),
    }
}

fn split_parts(text: &str) -> Result<Vec<Duration>, ValueError> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits_end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(digits_end);
        let unit_end = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, next) = tail.split_at(unit_end);
        let count = digits.parse().map_err(|_| bad(text))?;
        parts.push(Duration::new(count, parse_unit(unit, text)?));
        rest = next;
    }
    Ok(parts)
}

fn parse_unit(unit: &str, text: &str) -> Result<Unit, ValueError> {
    let unit = unit.trim().to_lowercase();
    if unit == "m" {
        return Err(ValueError::new(
            format!("The “m” in {} can mean minutes or months", quoted(text)),
            "write min for minutes or mo for months",
        ));
    }
    let singular = unit.strip_suffix('s').filter(|s| !s.is_empty()).unwrap_or(&unit);
    let alias = match singular {
        "sec" => "s",
        "mins" => "min",
        "hr" => "h",
        "w" => "wk",
        "yr" => "y",
        "working day" => "bd",
        "working hour" => "bh",
        other => other,
    };
    Unit::ALL
        .iter()
        .find(|(_, code, word)| *code == alias || *word == alias || *code == unit)
        .map(|(u, ..)| *u)
        .ok_or_else(|| bad(text))
}

text_leaf!(Duration, LeafKind::Duration, printed = |d: &Duration| glued(&d.long()));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet_in_one_form() {
        for (text, canonical) in [
            ("4h", "4h"),
            ("4 hours", "4h"),
            ("30 min", "30min"),
            ("1h 30min", "90min"),
            ("1h30min", "90min"),
            ("60s", "60s"),
            ("5 business days", "5bd"),
            ("5 working days", "5bd"),
            ("1 business hour", "1bh"),
            ("12 months", "12mo"),
            ("1 year", "1y"),
            ("2 weeks", "2wk"),
            ("0", "0h"),
        ] {
            let d: Duration = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(d.to_string(), canonical);
            assert_eq!(canonical.parse::<Duration>().unwrap(), d);
        }
    }

    #[test]
    fn a_bare_m_and_nonsense_are_refused() {
        assert!("1m".parse::<Duration>().unwrap_err().to_string().contains("minutes or mo"));
        assert!("4294967295wk".repeat(8_000).parse::<Duration>().is_err());
        for bad in ["", "h", "4", "4 parsecs", "-4h", "4.5h", "99999999999h", "5bd 3h"] {
            assert!(bad.parse::<Duration>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_is_told_how_to_become_a_length_of_time() {
        for clock in ["15:00", "9:30", "3 pm", "3.30pm", "15.00 Uhr"] {
            let said = clock.parse::<Duration>().unwrap_err().to_string();
            assert!(said.contains("is a time of day") && said.contains("3bh"), "{clock}: {said}");
        }
        assert!(!"4.5".parse::<Duration>().unwrap_err().to_string().contains("time of day"));
    }

    #[test]
    fn only_comparable_units_compare() {
        let d = |t: &str| t.parse::<Duration>().unwrap();
        assert_eq!(d("90min").compare(d("1h")), Some(Ordering::Greater));
        assert_eq!(d("1y").compare(d("12mo")), Some(Ordering::Equal));
        assert_eq!(d("1bd").compare(d("1d")), None);
        assert_eq!(d("1bd").long(), "1 business day");
        assert_eq!(d("12mo").long(), "12 months");
    }
}
