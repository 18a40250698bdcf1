//! Dates as people write them in sentences.

use crate::check::quantities::numbers;
use crate::value::ENGLISH_MONTHS;
use chrono::{Datelike, NaiveDate, Weekday};
use std::ops::Range;

/// A date in a text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// `None` where there is no such day.
    pub(super) date: Option<NaiveDate>,
    /// The weekday that is written in front of it or behind it in brackets, and where.
    pub(super) weekday: Option<(Weekday, Range<usize>)>,
    pub(super) at: Range<usize>,
}

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Whether a word in small letters is the English name of a weekday or a month.
pub(super) fn is_day_or_month(word: &str) -> bool {
    ENGLISH_MONTHS.contains(&word) || DAYS.iter().any(|(day, _)| *day == word)
}

/// A weekday in English.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

struct Token<'t> {
    text: &'t str,
    at: Range<usize>,
}

/// Runs of letters and runs of digits.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut run: Option<(usize, i32)> = None;
    let ends = text.char_indices().map(|(at, c)| (at, class(c))).chain(std::iter::once((text.len(), 0)));
    for (at, kind) in ends {
        if let Some((start, _)) = run.filter(|(_, k)| *k != kind) {
            out.extend(text.get(start..at).map(|t| Token { text: t, at: start..at }));
            run = None;
        }
        if kind != 0 && run.is_none() {
            run = Some((at, kind));
        }
    }
    out
}

fn month(word: &str) -> Option<u32> {
    // "may" in small letters is a verb, and so is "march".
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let lower = word.to_lowercase();
    let at = ENGLISH_MONTHS.iter().position(|m| {
        *m == lower || (lower.len() == 3 && m.starts_with(&lower)) || lower == "sept" && *m == "september"
    })?;
    u32::try_from(at + 1).ok()
}

fn year(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| (1900..2200).contains(y))
}

fn day(text: &str) -> Option<u32> {
    (text.len() <= 2).then(|| text.parse().ok()).flatten().filter(|d| (1..=39).contains(d))
}

/// All dates that are written out: "2 March 2026", "March 2nd, 2026", "2026-03-02"; without a year only where the day
/// exists in no year ("31 April").
pub(super) fn dates(text: &str) -> Vec<Written> {
    if !may_hold_dates(text) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut out = Vec::new();
    let mut n = 0;
    while n < tokens.len() {
        match date_at(text, &tokens, n) {
            Some((written, used)) => {
                out.push(written);
                n += used;
            }
            None => n += 1,
        }
    }
    out
}

/// Most texts hold neither the name of a month nor digits around a hyphen.
fn may_hold_dates(text: &str) -> bool {
    const SHORT: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    text.bytes().any(|b| b.is_ascii_digit()) && (text.contains('-') || SHORT.iter().any(|m| text.contains(m)))
}

/// A date that begins with a token, and how many tokens it has.
fn date_at(text: &str, tokens: &[Token<'_>], n: usize) -> Option<(Written, usize)> {
    let word = |k: usize| tokens.get(n + k).map_or("", |t| t.text);
    let gap = |k: usize| {
        let (a, b) = (tokens.get(n + k)?, tokens.get(n + k + 1)?);
        text.get(a.at.end..b.at.start)
    };
    let near = |k: usize| gap(k).is_some_and(|g| matches!(g, "" | " " | "\u{a0}" | ", " | "." | ". " | ","));
    let suffix = |k: usize| matches!(word(k), "st" | "nd" | "rd" | "th") && gap(k - 1) == Some("");
    let (y, m, d, used) = if let (Some(y), Some("-"), Some("-")) = (year(word(0)), gap(0), gap(1)) {
        // A number or a name may hold hyphens too.
        let whole =
            tokens.get(n).is_some_and(|t| !text.get(..t.at.start).unwrap_or("").ends_with(['-', '/', '_']));
        let ends = gap(2).is_none_or(|g| !g.starts_with(['-', '/', '_']) && !g.is_empty());
        let (m, d) = (word(1).parse().ok()?, word(2).parse().ok()?);
        (word(1).len() == 2 && word(2).len() == 2 && whole && ends).then_some((Some(y), m, d, 3))?
    } else if let Some(d) = day(word(0)) {
        let mut k = 1 + usize::from(suffix(1));
        k += usize::from(word(k) == "of");
        let m = month(word(k)).filter(|_| near(k - 1) && near(0))?;
        match year(word(k + 1)).filter(|_| near(k)) {
            Some(y) => (Some(y), m, d, k + 2),
            None => (None, m, d, k + 1),
        }
    } else if let Some(m) = month(word(0)) {
        let d = day(word(1)).filter(|_| near(0))?;
        let k = 2 + usize::from(suffix(2));
        match year(word(k)).filter(|_| near(k - 1)) {
            Some(y) => (Some(y), m, d, k + 1),
            // "March 31 days" and "May 12 people" are no dates.
            None => return None,
        }
    } else {
        return None;
    };
    let last = tokens.get(n + used - 1)?;
    let at = tokens.get(n)?.at.start..last.at.end;
    let date = NaiveDate::from_ymd_opt(y.unwrap_or(2024), m, d);
    if y.is_none() && date.is_some() {
        return None;
    }
    let weekday = before(text, tokens, n).or_else(|| behind(text, tokens, n + used, at.end));
    Some((Written { date, weekday, at }, used))
}

fn as_weekday(token: &Token<'_>) -> Option<(Weekday, Range<usize>)> {
    let lower = token.text.to_lowercase();
    let (_, day) = DAYS.iter().find(|(name, _)| *name == lower)?;
    Some((*day, token.at.clone()))
}

/// "Monday, ", "Monday the "
fn before(text: &str, tokens: &[Token<'_>], n: usize) -> Option<(Weekday, Range<usize>)> {
    let close = |a: usize, b: usize| {
        let gap = tokens.get(a).zip(tokens.get(b)).and_then(|(a, b)| text.get(a.at.end..b.at.start));
        gap.is_some_and(|g| matches!(g, " " | ", " | "\u{a0}"))
    };
    let one = n.checked_sub(1)?;
    let at = match tokens.get(one)?.text {
        "the" if close(one, n) => one.checked_sub(1).filter(|at| close(*at, one))?,
        _ if close(one, n) => one,
        _ => return None,
    };
    as_weekday(tokens.get(at)?)
}

/// " (Monday)", ", a Monday"
fn behind(text: &str, tokens: &[Token<'_>], n: usize, end: usize) -> Option<(Weekday, Range<usize>)> {
    let token = tokens.get(n)?;
    let gap = text.get(end..token.at.start)?;
    if gap == " (" {
        return as_weekday(token);
    }
    let next = tokens.get(n + 1).filter(|_| gap == ", " && token.text == "a")?;
    as_weekday(next)
}

impl Written {
    /// The weekday that the date has, where another one is written.
    pub(super) fn right_weekday(&self) -> Option<(Weekday, Weekday, Range<usize>)> {
        let (written, at) = self.weekday.clone()?;
        let right = self.date?.weekday();
        (right != written).then_some((written, right, at))
    }
}

/// Whole numbers in front of "months", with their places.
pub(super) fn months(text: &str) -> Vec<(u32, Range<usize>)> {
    let follows = |end: usize| {
        let rest = text.get(end..).unwrap_or("").trim_start_matches([' ', '\u{a0}', '-']);
        rest.starts_with("month")
    };
    let found = numbers(text).into_iter().filter(|f| follows(f.at.end));
    found.filter_map(|f| Some((u32::try_from(f.value).ok()?, f.at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let shown = |w: &Written| {
            let date = w.date.map_or("none".to_owned(), |d| d.to_string());
            match &w.weekday {
                Some((day, _)) => format!("{date} {day}"),
                None => date,
            }
        };
        dates(text).iter().map(shown).collect()
    }

    #[test]
    fn dates_in_the_usual_notations_are_read() {
        assert_eq!(found("from Monday, 2 March 2026 on"), ["2026-03-02 Mon"]);
        assert_eq!(found("2nd of March 2026 (Tuesday)"), ["2026-03-02 Tue"]);
        assert_eq!(
            found("March 2nd, 2026, then 2026-03-03 and 4\u{a0}Mar 2026"),
            ["2026-03-02", "2026-03-03", "2026-03-04"]
        );
        assert_eq!(found("Tuesday the 3rd of May 2026"), ["2026-05-03 Tue"]);
        assert_eq!(found("1 February 2026, a Sunday"), ["2026-02-01 Sun"]);
    }

    #[test]
    fn days_that_do_not_exist_are_told_even_without_a_year() {
        assert_eq!(found("31 April 2026"), ["none"]);
        assert_eq!(found("on 30 February and 31 June"), ["none", "none"]);
        assert_eq!(found("2026-02-29"), ["none"]);
        assert_eq!(found("29 February, 24 December to 6 January"), [""; 0]);
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "5 may be late",
            "SLA-2026-01-99-B",
            "in March 31 days",
            "1 to 31 Maybe",
            "12 Marketing 2026",
            "99",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(months("36 months, a 12-month term").iter().map(|m| m.0).collect::<Vec<_>>(), [36, 12]);
    }
}
