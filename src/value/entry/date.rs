//! Dates as people write them: "1 January 2026", "1.2.2026", "31/12/2026", "today", "+30d".

use super::names::{month, weekday};
use super::{Entry, Reader};
use crate::value::{Date, DayOff, ValueError, quoted};
use chrono::{Datelike, NaiveDate};

pub(super) fn read(reader: &Reader, typed: &str) -> Entry {
    let own = match reader.today {
        Some(today) => Date::parse_relative(typed, today),
        None => typed.parse(),
    };
    let Err(error) = own else { return Entry::of(own) };
    if let Some(today) = reader.today
        && typed.eq_ignore_ascii_case("tomorrow")
    {
        return Entry::of(today.plus_days(1).ok_or(error));
    }
    match numeric(reader, typed).or_else(|| named(reader, typed)) {
        Some(entry) => entry,
        None => Entry::Wrong(error),
    }
}

/// A day off: a date, or a day of every year. One without a year is meant for every year.
pub(super) fn read_day_off(reader: &Reader, typed: &str) -> Entry {
    let own = typed.parse::<DayOff>().or_else(|error| DayOff::of_name(typed).ok_or(error));
    let Err(error) = own else { return Entry::of(own) };
    let yearly = parts(reader, typed).filter(|p| p.year.is_none() && p.weekday.is_none());
    let yearly = yearly.map(|p| (p.month, p.day)).or_else(|| pointed(typed));
    if let Some((month, on)) = yearly
        && day(2024, month, on).is_some()
    {
        return Entry::of(Ok(DayOff::Yearly { month, day: on }));
    }
    match read(reader, typed) {
        Entry::Wrong(reason)
            if !typed.chars().any(|c| c.is_ascii_digit()) || reason.what.ends_with("is not a date") =>
        {
            Entry::Wrong(error)
        }
        read => read,
    }
}

/// "24.12.": a point is written behind the day only.
fn pointed(typed: &str) -> Option<(u32, u32)> {
    let (day, month) = typed.strip_suffix('.').unwrap_or(typed).split_once('.')?;
    let number = |text: &str| text.trim().parse::<u32>().ok();
    Some((number(month)?, number(day)?))
}

/// Three numbers with the same mark between them.
fn numeric(reader: &Reader, typed: &str) -> Option<Entry> {
    let mark = typed.chars().find(|c| !c.is_ascii_digit() && *c != ' ')?;
    if !matches!(mark, '.' | '/' | '-') {
        return None;
    }
    let parts: Vec<&str> = typed.split(mark).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    if parts.iter().any(|p| p.is_empty() || p.len() > 4 || !p.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    if a.len() == 4 {
        return Some(one(typed, day(number(a)?, number(b)?, number(c)?)));
    }
    let (first, second, year) = (number(a)?, number(b)?, number(c)?);
    let (year, short) = if c.len() == 4 { (year, false) } else { (2000 + year, c.len() == 2) };
    if c.len() != 4 && !short {
        return None;
    }
    // A point is written behind the day only; with another mark the order is that of the reader's language.
    let day_first = mark == '.' || reader.locale.day_first;
    let mut found: Vec<Date> = Vec::new();
    found.extend(day(year, second, first));
    if !day_first {
        found.extend(day(year, first, second).filter(|d| !found.contains(d)));
    }
    match found.as_slice() {
        [] => Some(one(typed, None)),
        [only] if !short => Some(one(typed, Some(*only))),
        several => {
            let words: Vec<String> = several.iter().map(|d| d.long()).collect();
            let what = if short && several.len() == 1 {
                format!("The year of {} has two digits", quoted(typed))
            } else {
                format!("{} can be read in two ways", quoted(typed))
            };
            let hint = format!("write {}", words.join(" or "));
            Some(Entry::Several(ValueError::new(what, hint), several.iter().map(Date::to_string).collect()))
        }
    }
}

/// What stands around the name of a month.
struct Parts {
    day: u32,
    month: u32,
    year: Option<u32>,
    /// 0 is Monday.
    weekday: Option<u32>,
}

/// A day and perhaps a year around the name of a month, in any order.
fn parts(reader: &Reader, typed: &str) -> Option<Parts> {
    let lower = typed.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || c == ',' || c == '.' || c == '-' || c == '/');
    let (mut in_month, mut in_year, mut on_day, mut on_weekday) = (None, None, None, None);
    for word in words.filter(|w| !w.is_empty() && !matches!(*w, "of" | "the" | "de" | "den" | "der" | "le")) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        let number = digits.parse::<u32>().ok();
        match (number, digits.len()) {
            (Some(year), 4) if in_year.is_none() => in_year = Some(year),
            (Some(day), 1 | 2) if on_day.is_none() => on_day = Some(day),
            _ => match (month(word, reader.locale.language), weekday(word)) {
                (Some(month), _) if in_month.is_none() => in_month = Some(month),
                (_, Some(day)) if on_weekday.is_none() => on_weekday = Some(day),
                _ => return None,
            },
        }
    }
    Some(Parts { day: on_day?, month: in_month?, year: in_year, weekday: on_weekday })
}

fn named(reader: &Reader, typed: &str) -> Option<Entry> {
    let Parts { day: on, month, year, weekday } = parts(reader, typed)?;
    let Some(year) = year else { return without_year(reader, typed, month, on) };
    let date = day(year, month, on);
    if let (Some(date), Some(said)) = (date, weekday)
        && date.get().weekday().num_days_from_monday() != said
    {
        let what = format!("{} is a {}", date.long(), date.get().format("%A"));
        return Some(Entry::Wrong(ValueError::new(what, "mend the day or leave the weekday out")));
    }
    Some(one(typed, date))
}

/// The next such day from today on, and the one after it.
fn without_year(reader: &Reader, typed: &str, month: u32, on: u32) -> Option<Entry> {
    let today = reader.today?;
    let year = u32::try_from(today.get().year()).ok()?;
    let coming: Vec<Date> =
        (year..year + 9).filter_map(|y| day(y, month, on)).filter(|d| *d >= today).take(2).collect();
    if coming.is_empty() {
        return Some(one(typed, None));
    }
    let words: Vec<String> = coming.iter().map(|d| d.long()).collect();
    let error =
        ValueError::new(format!("{} has no year", quoted(typed)), format!("write {}", words.join(" or ")));
    Some(Entry::Several(error, coming.iter().map(Date::to_string).collect()))
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).and_then(Date::new)
}

fn one(typed: &str, date: Option<Date>) -> Entry {
    Entry::of(date.ok_or_else(|| {
        ValueError::new(format!("There is no day {}", quoted(typed)), "write year-month-day, like 2026-01-31")
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::entry::Locale;

    fn said(language: &str, typed: &str) -> String {
        let reader =
            Reader { locale: Locale::of(language), today: "2026-11-23".parse().ok(), ..Reader::default() };
        match read(&reader, typed) {
            Entry::Value(text) => text,
            Entry::Several(error, readings) => format!("{}? {}", error.what, readings.join(" or ")),
            Entry::Wrong(error) => format!("! {}", error.what),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("2026-01-01", "2026-01-01"),
            ("2026/1/5", "2026-01-05"),
            ("today", "2026-11-23"),
            ("tomorrow", "2026-11-24"),
            ("+30d", "2026-12-23"),
            ("1 January 2026", "2026-01-01"),
            ("Jan 1, 2026", "2026-01-01"),
            ("1st of March 2026", "2026-03-01"),
            ("Thursday, 1 January 2026", "2026-01-01"),
            ("31/12/2026", "2026-12-31"),
            ("12/31/2026", "2026-12-31"),
            ("4/4/2026", "2026-04-04"),
            ("3.4.2026", "2026-04-03"),
            ("1-Feb-2026", "2026-02-01"),
        ] {
            assert_eq!(said("en", typed), meant, "{typed}");
        }
        assert_eq!(said("de", "1. März 2026"), "2026-03-01");
        assert_eq!(said("es", "1 de enero de 2026"), "2026-01-01");
        assert_eq!(said("fr", "03/04/2026"), "2026-04-03");
    }

    #[test]
    fn what_has_two_readings_brings_both() {
        let both = "“03/04/2026” can be read in two ways? 2026-04-03 or 2026-03-04";
        assert_eq!(said("en", "03/04/2026"), both);
        assert_eq!(said("en-GB", "03/04/2026"), both);
        assert_eq!(said("de", "3.4.26"), "The year of “3.4.26” has two digits? 2026-04-03");
        assert_eq!(said("en", "1 March"), "“1 March” has no year? 2027-03-01 or 2028-03-01");
    }

    #[test]
    fn a_day_off_without_a_year_is_meant_for_every_year() {
        let said = |language: &str, typed: &str| {
            let reader = Reader {
                locale: Locale::of(language),
                today: "2026-11-23".parse().ok(),
                ..Reader::default()
            };
            match read_day_off(&reader, typed) {
                Entry::Value(text) => text,
                Entry::Several(error, readings) => format!("{}? {}", error.what, readings.join(" or ")),
                Entry::Wrong(error) => format!("! {error}"),
            }
        };
        for (language, typed, meant) in [
            ("en", "1 January", "1 January"),
            ("en", "25 Dec", "25 December"),
            ("de", "3. Oktober", "3 October"),
            ("de", "24.12.", "24 December"),
            ("en", "Christmas Day", "25 December"),
            ("en", "good friday", "Good Friday"),
            ("en", "1 May 2027", "2027-05-01"),
            ("en", "31/12/2027", "2027-12-31"),
            ("en", "today", "2026-11-23"),
            ("en", "2027-12-24", "2027-12-24"),
        ] {
            assert_eq!(said(language, typed), meant, "{typed}");
        }
        assert_eq!(
            said("en", "03/04/2027"),
            "“03/04/2027” can be read in two ways? 2027-04-03 or 2027-03-04"
        );
        assert!(said("en", "Midsummer").starts_with("! “Midsummer” is not a date, nor a day of every year"));
        assert!(said("en", "31 April").starts_with("! "), "{}", said("en", "31 April"));
        assert!(said("en", "30 February 2027").starts_with("! There is no day"));
    }

    #[test]
    fn what_is_no_day_says_so() {
        assert_eq!(said("en", "Friday 1 January 2026"), "! 1 January 2026 is a Thursday");
        assert_eq!(said("en", "31.2.2026"), "! There is no day “31.2.2026”");
        for typed in ["soon", "1/2", "2026", "May 2026", "13/13/2026"] {
            assert!(said("en", typed).starts_with('!'), "{typed}: {}", said("en", typed));
        }
    }
}
