//! Calendar dates, times of day, weekdays and time zones.

use super::leaf::text_leaf;
use super::print::glued;
use super::{LeafKind, ValueError, quoted};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A day of the calendar, 1900 to 2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    pub fn new(date: NaiveDate) -> Option<Self> {
        (1900..3000).contains(&date.year()).then_some(Self(date))
    }
    pub fn get(self) -> NaiveDate {
        self.0
    }
    /// "1 January 2026".
    pub fn long(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }
    /// The same day `months` later, or the last day of that month where it has no such day.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(months)).and_then(Self::new)
    }
    pub fn plus_days(self, days: u32) -> Option<Self> {
        self.0.checked_add_days(Days::new(u64::from(days))).and_then(Self::new)
    }
    pub fn minus_days(self, days: u32) -> Option<Self> {
        self.0.checked_sub_days(Days::new(u64::from(days))).and_then(Self::new)
    }

    /// Reads a date, or one relative to `today`: `today`, `+30d`, `+2wk`, `+12mo`, `+1y`.
    ///
    /// # Errors
    /// On anything else.
    pub fn parse_relative(text: &str, today: Self) -> Result<Self, ValueError> {
        let lower = text.trim().to_lowercase();
        if lower == "today" {
            return Ok(today);
        }
        let Some(step) = lower.strip_prefix('+') else { return lower.parse() };
        let step: super::Duration = step.parse()?;
        let months = step.months().and_then(|m| u32::try_from(m).ok());
        let days = step.seconds().filter(|s| s % 86_400 == 0).and_then(|s| u32::try_from(s / 86_400).ok());
        months
            .and_then(|m| today.plus_months(m))
            .or_else(|| days.and_then(|d| today.plus_days(d)))
            .ok_or_else(|| {
                ValueError::new(format!("{} is not a date", quoted(text)), "write +30d, +2wk, +12mo or +1y")
            })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Date {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let shaped = text.len() == 10 && text.is_ascii();
        shaped
            .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .flatten()
            .and_then(Self::new)
            .ok_or_else(|| {
                ValueError::new(
                    format!("{} is not a date", quoted(text)),
                    "write year-month-day, like 2026-01-31",
                )
            })
    }
}

text_leaf!(Date, LeafKind::Date, printed = |d: &Date| glued(&d.long()));

/// Minutes since midnight, 0 to 1440: "24:00" is the end of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || {
            ValueError::new(
                format!("{} is not a time of day", quoted(text)),
                "write hours:minutes, 00:00 to 24:00",
            )
        };
        let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit()) && (1..=2).contains(&t.len());
        let (h, m) = text.trim().split_once(':').ok_or_else(wrong)?;
        if !digits(h) || !digits(m) || m.len() != 2 {
            return Err(wrong());
        }
        let (h, m): (u16, u16) = (h.parse().map_err(|_| wrong())?, m.parse().map_err(|_| wrong())?);
        let total = h * 60 + m;
        if m > 59 || total > 1440 { Err(wrong()) } else { Ok(Self(total)) }
    }
}

text_leaf!(TimeOfDay, LeafKind::Time);

/// A set of weekdays, written as ranges: "Mon-Fri", "Mon-Wed, Sat".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

/// Short name, and the long one in small letters.
const DAYS: [(&str, &str); 7] = [
    ("Mon", "monday"),
    ("Tue", "tuesday"),
    ("Wed", "wednesday"),
    ("Thu", "thursday"),
    ("Fri", "friday"),
    ("Sat", "saturday"),
    ("Sun", "sunday"),
];

impl Weekdays {
    /// `day` counts from 0 (Monday) to 6 (Sunday).
    pub fn contains(self, day: u32) -> bool {
        day < 7 && self.0 & (1 << day) != 0
    }
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// "Monday to Friday", "Monday, Wednesday and Saturday", "Every day"; empty for no day.
    pub fn long(self) -> String {
        if self.count() == 7 {
            return "Every day".to_owned();
        }
        let name = |d: usize| {
            let long = DAYS.get(d).map_or("", |(_, long)| long);
            long.chars().take(1).flat_map(char::to_uppercase).chain(long.chars().skip(1)).collect::<String>()
        };
        let mut parts = Vec::new();
        for (start, end) in self.runs() {
            match end - start {
                0 => parts.push(name(start)),
                1 => parts.extend([name(start), name(end)]),
                _ => parts.push(format!("{} to {}", name(start), name(end))),
            }
        }
        match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some((only, _)) => only.clone(),
            None => String::new(),
        }
    }

    /// First and last day of each unbroken run.
    fn runs(self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for day in (0..7usize).filter(|d| self.0 & (1 << d) != 0) {
            match runs.last_mut() {
                Some((_, end)) if *end + 1 == day => *end = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |d: usize| DAYS.get(d).map_or("", |(short, _)| short);
        for (i, (start, end)) in self.runs().iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            match end - start {
                0 => write!(f, "{comma}{}", name(*start))?,
                1 => write!(f, "{comma}{}, {}", name(*start), name(*end))?,
                _ => write!(f, "{comma}{}-{}", name(*start), name(*end))?,
            }
        }
        Ok(())
    }
}

impl FromStr for Weekdays {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || {
            ValueError::new(format!("{} are not weekdays", quoted(text)), "write Mon-Fri, or Mon, Wed, Sat")
        };
        let day = |name: &str| {
            let name = name.trim().to_lowercase();
            let index = DAYS.iter().position(|(_, long)| name.len() >= 2 && long.starts_with(&name));
            index.ok_or_else(wrong)
        };
        let mut set = 0u8;
        for part in text.split(',').filter(|p| !p.trim().is_empty()) {
            let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (from, to) = (day(from)?, day(to)?);
            let mut at = from;
            set |= 1 << at;
            while at != to {
                at = (at + 1) % 7;
                set |= 1 << at;
            }
        }
        Ok(Self(set))
    }
}

text_leaf!(Weekdays, LeafKind::Weekdays, blank = |days: &Weekdays| days.count() == 0);

/// A time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    pub fn utc() -> Self {
        Self(chrono_tz::UTC)
    }
    pub fn tz(self) -> chrono_tz::Tz {
        self.0
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        text.trim().parse::<chrono_tz::Tz>().map(Self).map_err(|_| {
            ValueError::new(
                format!("{} is not a time zone", quoted(text)),
                "write a region and city, like Europe/Berlin, or UTC",
            )
        })
    }
}

text_leaf!(Zone, LeafKind::Zone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_and_real() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().long(), "29 February 2024");
        for bad in ["2026-02-29", "26-01-01", "2026-1-1", "01.02.2026", "2026-13-01", "0001-01-01", ""] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        let today = "2026-01-31".parse().unwrap();
        let relative = |t: &str| Date::parse_relative(t, today).map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(relative("today"), "2026-01-31");
        assert_eq!(relative("+1mo"), "2026-02-28");
        assert_eq!(relative("+30d"), "2026-03-02");
        assert_eq!(relative("+4h"), "");
    }

    #[test]
    fn a_day_ends_at_24_00() {
        assert_eq!("24:00".parse::<TimeOfDay>().unwrap().minutes(), 1440);
        assert_eq!("9:05".parse::<TimeOfDay>().unwrap().to_string(), "09:05");
        for bad in ["24:01", "9", "9:5", "12:60", "-1:00"] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
    }

    #[test]
    fn weekdays_read_as_ranges() {
        for (text, shown) in [
            ("Mon-Fri", "Mon-Fri"),
            ("monday, tue", "Mon, Tue"),
            ("Sat-Mon", "Mon, Sat, Sun"),
            ("Mon-Sun", "Mon-Sun"),
            ("", ""),
        ] {
            assert_eq!(text.parse::<Weekdays>().unwrap().to_string(), shown);
        }
        assert!("Mon-Xyz".parse::<Weekdays>().is_err());
    }

    #[test]
    fn zones_are_of_the_iana_database() {
        assert_eq!("Europe/Berlin".parse::<Zone>().unwrap().to_string(), "Europe/Berlin");
        assert!("CET+1".parse::<Zone>().is_err());
    }
}
