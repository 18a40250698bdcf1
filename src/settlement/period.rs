//! The period that is settled.

use super::zone::monday;
use crate::value::{Date, ValueError, quoted};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// Days that are settled together: a month, a quarter, a year, a week, a day, or from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// As it is written: "2026-07", "2026-Q3", "2026", "2026-W28", "2026-07-14", "2026-07-14..2026-08-13".
    pub name: String,
    pub first: Date,
    /// The last day belongs to the period.
    pub last: Date,
}

impl Period {
    pub fn month(day: Date) -> Option<Self> {
        let first = start_of_months(day, 1)?;
        Some(Self { name: first.get().format("%Y-%m").to_string(), first, last: end_of_months(first, 1)? })
    }

    pub fn quarter(day: Date) -> Option<Self> {
        let first = start_of_months(day, 3)?;
        let name = format!("{}-Q{}", first.get().year(), first.get().month().div_ceil(3));
        Some(Self { name, first, last: end_of_months(first, 3)? })
    }

    pub fn year(day: Date) -> Option<Self> {
        let first = start_of_months(day, 12)?;
        Some(Self { name: first.get().format("%Y").to_string(), first, last: end_of_months(first, 12)? })
    }

    /// The ISO week, Monday to Sunday.
    pub fn week(day: Date) -> Option<Self> {
        let first = monday(day);
        Some(Self { name: first.get().format("%G-W%V").to_string(), first, last: first.plus_days(6)? })
    }

    pub fn day(day: Date) -> Self {
        Self { name: day.to_string(), first: day, last: day }
    }

    pub fn days(first: Date, last: Date) -> Self {
        Self { name: format!("{first}..{last}"), first, last }
    }

    pub fn contains(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// First day of the run of `months` (1, 3 or 12) in which a day lies.
fn start_of_months(day: Date, months: u32) -> Option<Date> {
    let month = day.get().month0() / months * months + 1;
    NaiveDate::from_ymd_opt(day.get().year(), month, 1).and_then(Date::new)
}

/// Last day of `months` that begin on `first`.
fn end_of_months(first: Date, months: u32) -> Option<Date> {
    first.get().checked_add_months(chrono::Months::new(months))?.pred_opt().and_then(Date::new)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromStr for Period {
    type Err = ValueError;

    /// Reads `2026-07`, `2026-Q3`, `2026`, `2026-W28`, `2026-07-14` and `2026-07-14..2026-08-13`, in any case.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || {
            ValueError::new(
                format!("{} is not a period", quoted(text)),
                "write a month 2026-07, a quarter 2026-Q3, a year 2026, a week 2026-W28, a day 2026-07-14, or \
                 2026-07-14..2026-08-13",
            )
        };
        let plain = text.trim().to_uppercase();
        if let Some((first, last)) = plain.split_once("..") {
            let (first, last): (Date, Date) = (first.parse()?, last.parse()?);
            if last < first {
                return Err(ValueError::new(
                    format!("The period {} ends before it begins", quoted(text)),
                    format!("write {last}..{first}"),
                ));
            }
            return Ok(Self::days(first, last));
        }
        let Some((year, rest)) = plain.split_once('-') else {
            return year_of(&plain).and_then(|y| day_of(y, 1)).and_then(Self::year).ok_or_else(wrong);
        };
        let year = year_of(year).ok_or_else(wrong)?;
        if rest.contains('-') {
            return plain.parse().map(Self::day);
        }
        let number = |digits: &str| -> Option<u32> {
            let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| digits.parse().ok()).flatten()
        };
        let found = if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = number(quarter).filter(|q| (1..=4).contains(q));
            quarter.and_then(|q| day_of(year, q * 3 - 2)).and_then(Self::quarter)
        } else if let Some(week) = rest.strip_prefix('W') {
            let monday = |week| NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon);
            number(week).and_then(monday).and_then(Date::new).and_then(Self::week)
        } else {
            number(rest).and_then(|m| day_of(year, m)).and_then(Self::month)
        };
        found.ok_or_else(wrong)
    }
}

fn year_of(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn day_of(year: i32, month: u32) -> Option<Date> {
    NaiveDate::from_ymd_opt(year, month, 1).and_then(Date::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        let period: Period = text.parse().unwrap();
        format!("{} {} {}", period.name, period.first, period.last)
    }

    #[test]
    fn a_period_is_named_the_usual_way() {
        assert_eq!(days("2026-07"), "2026-07 2026-07-01 2026-07-31");
        assert_eq!(days(" 2024-02 "), "2024-02 2024-02-01 2024-02-29");
        assert_eq!(days("2026-q3"), "2026-Q3 2026-07-01 2026-09-30");
        assert_eq!(days("2026"), "2026 2026-01-01 2026-12-31");
        assert_eq!(days("2026-W01"), "2026-W01 2025-12-29 2026-01-04");
        assert_eq!(days("2026-W53"), "2026-W53 2026-12-28 2027-01-03");
        assert_eq!(days("2026-07-14"), "2026-07-14 2026-07-14 2026-07-14");
        assert_eq!(days("2026-07-14..2026-08-13"), "2026-07-14..2026-08-13 2026-07-14 2026-08-13");
    }

    #[test]
    fn what_is_no_period_says_how_to_write_one() {
        for bad in
            ["", "July", "2026-13", "2026-Q5", "2025-W53", "26-07", "2026-7-1", "2026-02-30", "2026-+7"]
        {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
        let error = "2026-08-13..2026-07-14".parse::<Period>().unwrap_err();
        assert!(error.to_string().contains("2026-07-14..2026-08-13"), "{error}");
    }
}
