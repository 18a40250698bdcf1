//! Days on which nobody works: dates, and rules that name one day of every year.

use super::entry::ENGLISH_MONTHS;
use super::leaf::text_leaf;
use super::{Date, LeafKind, ValueError, capitalised, quoted};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A dated day, or one that comes back every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOff {
    /// Once.
    On(Date),
    /// Every year on this day of this month (1 to 12); 29 February in leap years only.
    Yearly { month: u32, day: u32 },
    /// So many days after Easter Sunday of the Gregorian calendar; see [`FEASTS`].
    Easter(i64),
    /// The first to fourth (1 to 4) or the last (`None`) such weekday (0 is Monday) of a month.
    Weekday { which: Option<u32>, weekday: u32, month: u32 },
    /// The first such weekday (0 is Monday) on or after a day of a month, or the last one before it.
    Near { weekday: u32, before: bool, month: u32, day: u32 },
}

/// Feasts by their days after Easter Sunday, under the name that is saved and printed.
const FEASTS: [(&str, i64); 11] = [
    ("Shrove Monday", -48),
    ("Shrove Tuesday", -47),
    ("Maundy Thursday", -3),
    ("Good Friday", -2),
    ("Holy Saturday", -1),
    ("Easter Sunday", 0),
    ("Easter Monday", 1),
    ("Ascension Day", 39),
    ("Whit Sunday", 49),
    ("Whit Monday", 50),
    ("Corpus Christi", 60),
];

/// Other names of the same feasts, in small letters.
const ALSO: [(&str, i64); 38] = [
    ("rose monday", -48),
    ("carnival monday", -48),
    ("carnival tuesday", -47),
    ("holy thursday", -3),
    ("easter saturday", -1),
    ("easter eve", -1),
    ("easter", 0),
    ("easter day", 0),
    ("ascension", 39),
    ("ascension thursday", 39),
    ("pentecost", 49),
    ("pentecost sunday", 49),
    ("pentecost monday", 50),
    ("whitsun", 49),
    ("gründonnerstag", -3),
    ("karfreitag", -2),
    ("ostersonntag", 0),
    ("ostermontag", 1),
    ("christi himmelfahrt", 39),
    ("auffahrt", 39),
    ("pfingstsonntag", 49),
    ("pfingstmontag", 50),
    ("fronleichnam", 60),
    ("vendredi saint", -2),
    ("lundi de pâques", 1),
    ("ascension du seigneur", 39),
    ("lundi de pentecôte", 50),
    ("viernes santo", -2),
    ("jueves santo", -3),
    ("lunedì dell'angelo", 1),
    ("pasquetta", 1),
    ("goede vrijdag", -2),
    ("tweede paasdag", 1),
    ("hemelvaartsdag", 39),
    ("tweede pinksterdag", 50),
    ("sexta-feira santa", -2),
    ("skjærtorsdag", -3),
    ("langfredag", -2),
];

/// Days of the same date everywhere, by their names in small letters: month and day.
const FIXED: [(&str, u32, u32); 12] = [
    ("new year's day", 1, 1),
    ("new year", 1, 1),
    ("epiphany", 1, 6),
    ("assumption day", 8, 15),
    ("all saints' day", 11, 1),
    ("immaculate conception", 12, 8),
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("christmas", 12, 25),
    ("boxing day", 12, 26),
    ("st stephen's day", 12, 26),
    ("new year's eve", 12, 31),
];

pub(super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl DayOff {
    /// The date of it in a year; none for a day that this year does not have.
    pub fn in_year(self, year: i32) -> Option<Date> {
        let date = match self {
            Self::On(date) => return (date.get().year() == year).then_some(date),
            Self::Yearly { month, day } => NaiveDate::from_ymd_opt(year, month, day)?,
            Self::Easter(after) => {
                easter(year)?.get().checked_add_signed(chrono::TimeDelta::try_days(after)?)?
            }
            Self::Weekday { which: Some(which), weekday, month } => {
                on_or_after(NaiveDate::from_ymd_opt(year, month, 1 + 7 * which.checked_sub(1)?)?, weekday)?
            }
            Self::Weekday { which: None, weekday, month } => {
                let (next, first) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                before(NaiveDate::from_ymd_opt(next, first, 1)?, weekday)?
            }
            Self::Near { weekday, before: false, month, day } => {
                on_or_after(NaiveDate::from_ymd_opt(year, month, day)?, weekday)?
            }
            Self::Near { weekday, before: true, month, day } => {
                before(NaiveDate::from_ymd_opt(year, month, day)?, weekday)?
            }
        };
        Date::new(date)
    }

    /// Whether it is this day.
    pub fn is_on(self, day: Date) -> bool {
        match self {
            Self::On(date) => date == day,
            // It may fall into the year beside its own.
            Self::Near { .. } => {
                let year = day.get().year();
                [year - 1, year, year + 1].into_iter().any(|year| self.in_year(year) == Some(day))
            }
            rule => rule.in_year(day.get().year()) == Some(day),
        }
    }

    /// Whether it comes back every year.
    pub fn is_yearly(self) -> bool {
        !matches!(self, Self::On(_))
    }

    /// Whether it moves with Easter.
    pub fn is_of_easter(self) -> bool {
        matches!(self, Self::Easter(_))
    }

    /// As a contract prints it: "1 January 2026", "1 January", "Good Friday", "the first Monday of May".
    pub fn long(self) -> String {
        match self {
            Self::On(date) => date.long(),
            Self::Weekday { .. } | Self::Near { .. } => format!("the {self}"),
            Self::Yearly { .. } | Self::Easter(_) => self.to_string(),
        }
    }

    /// Of a day under its name alone, such as "Christmas Day", which names one date everywhere.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace('’', "'");
        FIXED.iter().find(|(fixed, ..)| *fixed == name).map(|&(_, month, day)| Self::Yearly { month, day })
    }
}

/// Easter Sunday of a year: the anonymous Gregorian algorithm, as J. Meeus prints it (Astronomical Algorithms, 2nd
/// edition, chapter 8). The Julian calendar's Easter, on which eastern churches agree, is another day.
pub fn easter(year: i32) -> Option<Date> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day).and_then(Date::new)
}

fn on_or_after(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let wait = (weekday + 7 - day.weekday().num_days_from_monday()) % 7;
    day.checked_add_days(chrono::Days::new(u64::from(wait)))
}

fn before(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let back = (day.weekday().num_days_from_monday() + 6 - weekday) % 7 + 1;
    day.checked_sub_days(chrono::Days::new(u64::from(back)))
}

const WHICH: [(&str, &str, Option<u32>); 5] = [
    ("first", "1st", Some(1)),
    ("second", "2nd", Some(2)),
    ("third", "3rd", Some(3)),
    ("fourth", "4th", Some(4)),
    ("last", "last", None),
];

fn month_name(month: u32) -> String {
    let at = usize::try_from(month).ok().and_then(|m| m.checked_sub(1));
    capitalised(at.and_then(|at| ENGLISH_MONTHS.get(at)).copied().unwrap_or_default())
}

fn weekday_name(weekday: u32) -> &'static str {
    usize::try_from(weekday).ok().and_then(|at| WEEKDAYS.get(at)).copied().unwrap_or_default()
}

impl fmt::Display for DayOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::On(date) => write!(f, "{date}"),
            Self::Yearly { month, day } => write!(f, "{day} {}", month_name(month)),
            Self::Easter(after) => match FEASTS.iter().find(|(_, days)| *days == after) {
                Some((name, _)) => f.write_str(name),
                None => write!(f, "{after} days after Easter Sunday"),
            },
            Self::Weekday { which, weekday, month } => {
                let which = WHICH.iter().find(|(.., of)| *of == which).map_or("", |(word, ..)| word);
                write!(f, "{which} {} of {}", weekday_name(weekday), month_name(month))
            }
            Self::Near { weekday, before, month, day } => {
                let side = if before { "before" } else { "on or after" };
                let which = if before { "last" } else { "first" };
                write!(f, "{which} {} {side} {day} {}", weekday_name(weekday), month_name(month))
            }
        }
    }
}

impl FromStr for DayOff {
    type Err = ValueError;
    /// Reads what [`Display`](fmt::Display) writes and the common other ways to say it in English; a feast by its name
    /// in some other languages too.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let date = match text.parse::<Date>() {
            Ok(date) => return Ok(Self::On(date)),
            Err(error) => error,
        };
        let lower = text.to_lowercase().replace('’', "'");
        rule(lower.trim_end_matches('.')).ok_or_else(|| {
            let what = if text.starts_with(|c: char| c.is_ascii_digit()) { date.what } else { no_day(text) };
            ValueError::new(what, "write 2026-12-25, 25 December, Good Friday or first Monday of May")
        })
    }
}

fn no_day(text: &str) -> String {
    format!("{} is not a date, nor a day of every year", quoted(text))
}

/// A rule in small letters.
fn rule(text: &str) -> Option<DayOff> {
    let text = text.strip_prefix("every year on ").unwrap_or(text);
    let text = text.strip_prefix("every ").or_else(|| text.strip_prefix("each ")).unwrap_or(text);
    let text = text.strip_prefix("the ").unwrap_or(text);
    let text = ["every year", "of every year", "each year", "of each year", "yearly"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim_end_matches([' ', ',']);
    let feast = FEASTS.iter().find(|(name, _)| name.to_lowercase() == text);
    let feast = feast.or_else(|| ALSO.iter().find(|(name, _)| *name == text));
    if let Some((_, after)) = feast {
        return Some(DayOff::Easter(*after));
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|w| !w.is_empty() && *w != "the").collect();
    match words.as_slice() {
        [which, weekday, "of" | "in", month] => {
            let (.., which) = WHICH.iter().find(|(word, number, _)| which == word || which == number)?;
            Some(DayOff::Weekday { which: *which, weekday: weekday_of(weekday)?, month: month_of(month)? })
        }
        ["last", weekday, "before", rest @ ..] | [weekday, "before", rest @ ..] => {
            let (month, day) = month_and_day(rest)?;
            Some(DayOff::Near { weekday: weekday_of(weekday)?, before: true, month, day })
        }
        ["first", weekday, "on", "or", "after", rest @ ..] | [weekday, "on", "or", "after", rest @ ..] => {
            let (month, day) = month_and_day(rest)?;
            Some(DayOff::Near { weekday: weekday_of(weekday)?, before: false, month, day })
        }
        [after, "days", "after", "easter", "sunday"] => {
            let after: i64 = after.parse().ok()?;
            (-100..=200).contains(&after).then_some(DayOff::Easter(after))
        }
        words => {
            let (month, day) = month_and_day(words)?;
            Some(DayOff::Yearly { month, day })
        }
    }
}

/// "1 january", "1st of january", "january 1": a day that some year has.
fn month_and_day(words: &[&str]) -> Option<(u32, u32)> {
    let words: Vec<&str> = words.iter().copied().filter(|w| *w != "of").collect();
    let [one, other] = words.as_slice() else { return None };
    let day = |word: &str| {
        let digits = word.trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h']);
        (digits.len() <= 2).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let (month, day) = match (month_of(one), month_of(other)) {
        (None, Some(month)) => (month, day(one)?),
        (Some(month), None) => (month, day(other)?),
        _ => return None,
    };
    // A leap year has every day that any year has.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let named = |name: &&str| word.len() >= 3 && name.starts_with(word);
    (1u32..).zip(ENGLISH_MONTHS).find(|(_, name)| named(name)).map(|(month, _)| month)
}

fn weekday_of(word: &str) -> Option<u32> {
    let named = |name: &str| word.len() >= 3 && name.to_lowercase().starts_with(word);
    (0u32..).zip(WEEKDAYS).find(|(_, name)| named(name)).map(|(day, _)| day)
}

text_leaf!(DayOff, LeafKind::DayOff, printed = |day: &DayOff| super::print::glued(&day.long()));

#[cfg(test)]
#[path = "day_off_tests.rs"]
mod tests;
