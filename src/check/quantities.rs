//! Percentages and times as people write them in sentences.

use rust_decimal::Decimal;
use std::ops::Range;

/// A number in a text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) value: Decimal,
    pub(super) at: Range<usize>,
}

/// A time in a text: "43 min 12 s", "7.2 hours".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) seconds: Decimal,
    /// Seconds of one unit in the last place that is written: 6 for "43.8 minutes".
    pub(super) precision: Decimal,
    pub(super) at: Range<usize>,
}

/// The sentences of a text with their offsets: lines, cut behind full stops and semicolons.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some((0, text));
    std::iter::from_fn(move || {
        let (at, text) = rest?;
        let ends = |(i, c): (usize, char)| {
            let after = text.get(i + c.len_utf8()..).and_then(|t| t.chars().next());
            let stop = matches!(c, '.' | '!' | '?' | ';') && after.is_none_or(char::is_whitespace);
            (stop || c == '\n').then_some(i + c.len_utf8())
        };
        let end = text.char_indices().find_map(ends).unwrap_or(text.len());
        let (one, more) = text.split_at(end);
        rest = (!more.is_empty()).then_some((at + end, more));
        Some((at, one))
    })
}

/// All numbers with digits, points between digits as decimal points, commas between groups of three left out. Digits
/// that are part of a word ("P1", "ISO27001", "2026-03") are none.
pub(super) fn numbers(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1)) {
            at += 1;
        }
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let joined = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '.'));
        let goes_on = matches!(bytes.get(at), Some(b'-' | b'/' | b':')) && digit(at + 1);
        if let Some(value) = text.get(start..at).filter(|_| !joined && !goes_on).and_then(number) {
            out.push(Found { value, at: start..at });
        }
    }
    out
}

/// "43,200.5" and "99.9"; nothing that has two readings.
fn number(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    if !grouped || fraction.is_some_and(|f| f.contains([',', '.'])) || text.len() > 24 {
        return None;
    }
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    Decimal::from_str_exact(&plain).ok()
}

/// What follows a number, without the space between.
fn after(text: &str, end: usize) -> (&str, usize) {
    let rest = text.get(end..).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    (trimmed, end + rest.len() - trimmed.len())
}

/// All numbers in front of a per cent sign or word.
pub(super) fn percentages(text: &str) -> Vec<Found> {
    if !text.contains('%') && !text.contains("cent") {
        return Vec::new();
    }
    let marked = |found: &Found| {
        let (rest, _) = after(text, found.at.end);
        rest.starts_with('%') || rest.starts_with("per cent") || rest.starts_with("percent")
    };
    numbers(text).into_iter().filter(marked).collect()
}

const UNITS: &[(&str, u32)] = &[
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("hours", 3_600),
    ("hour", 3_600),
    ("hrs", 3_600),
    ("hr", 3_600),
    ("h", 3_600),
];

fn unit(text: &str) -> Option<(&'static str, u32)> {
    UNITS.iter().copied().find(|(word, _)| {
        text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word))
            && !text.get(word.len()..).is_some_and(|t| t.starts_with(|c: char| c.is_alphanumeric()))
    })
}

const DAY: u32 = 86_400;

/// Units that only a time of several parts has: "3d 15h", "43m49s". Alone, a day is a date or a period, and m a metre.
const PART_UNITS: &[(&str, u32)] = &[("days", DAY), ("day", DAY), ("d", DAY), ("m", 60)];

/// A number with its unit at the start of a text: its value in seconds, the seconds of its unit and of its last digit,
/// and where it ends.
fn part(text: &str) -> Option<(Decimal, u32, Decimal, usize)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let value = number(text.get(..digits)?)?;
    let (rest, at) = after(text, digits);
    let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let name = rest.get(..word)?.to_ascii_lowercase();
    let (_, seconds) = PART_UNITS.iter().chain(UNITS).find(|(unit, _)| *unit == name)?;
    let precision = Decimal::new(1, value.scale().min(12)) * Decimal::from(*seconds);
    Some((value.checked_mul(Decimal::from(*seconds))?, *seconds, precision, at + word))
}

/// Times of several parts, each smaller than the one before: "3d 15h 39m", "43m49s", "8 h 41 min 37 s".
fn compound(text: &str) -> Vec<Time> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(|c: char| c.is_ascii_digit())).map(|i| at + i)
    {
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let free = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '.' | ','));
        let mut found: Option<(Time, u32, u32)> = None;
        let mut next = start;
        while let Some((value, unit, precision, length)) = text.get(next..).filter(|_| free).and_then(part) {
            let end = next + length;
            match &mut found {
                None => found = Some((Time { seconds: value, precision, at: start..end }, unit, 1)),
                Some((time, last, parts)) if unit < *last => {
                    time.seconds += value;
                    time.precision = precision;
                    time.at.end = end;
                    (*last, *parts) = (unit, *parts + 1);
                }
                Some(_) => break,
            }
            let rest = text.get(end..).unwrap_or("");
            let joined = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            // "30 days, 44 min" are two things.
            let day = found.as_ref().is_some_and(|(_, unit, _)| *unit == DAY);
            let words: &[&str] = if day { &[] } else { &["and ", ", "] };
            let joined = words.iter().find_map(|w| joined.strip_prefix(w)).unwrap_or(joined);
            next = text.len() - joined.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        }
        let digits = text.get(start..).and_then(|t| t.find(|c: char| !c.is_ascii_digit() && c != '.'));
        at = digits.map_or(text.len(), |d| start + d);
        if let Some((time, ..)) = found.filter(|(.., parts)| *parts > 1) {
            at = time.at.end;
            out.push(time);
        }
    }
    out
}

/// Whether "1.8 days" is a length of downtime, and no date or period: "1.8 days of downtime", "down for 1.8 days".
fn is_down_for(text: &str, at: &Range<usize>) -> bool {
    let rest = text.get(at.end..).unwrap_or("").trim_start().to_lowercase();
    let before = text.get(..at.start).unwrap_or("").trim_end().to_lowercase();
    ["of downtime", "of outage", "of unavailability", "down"].iter().any(|w| rest.starts_with(w))
        || ["down for", "downtime of", "unavailable for"].iter().any(|w| before.ends_with(w))
}

/// All times in seconds, minutes and hours, and days of downtime. Parts that follow each other are one time: "43 min 12 s".
pub(super) fn times(text: &str) -> Vec<Time> {
    let mut out = compound(text);
    let taken: Vec<Range<usize>> = out.iter().map(|t| t.at.clone()).collect();
    for found in numbers(text) {
        if taken.iter().any(|t| t.contains(&found.at.start)) {
            continue;
        }
        let (rest, at) = after(text, found.at.end);
        // "24-hour", "30-minute"
        let hyphen = usize::from(rest.starts_with('-') && at == found.at.end);
        let own = rest.get(hyphen..).unwrap_or("");
        let days = || {
            let day = ["days", "day"].iter().find(|d| own.starts_with(**d))?;
            is_down_for(text, &(found.at.start..at + hyphen + day.len())).then_some((*day, DAY))
        };
        let Some((word, seconds)) = unit(own).or_else(days) else { continue };
        let end = at + hyphen + word.len();
        let Some(value) = found.value.checked_mul(Decimal::from(seconds)) else { continue };
        let precision = Decimal::new(1, found.value.scale().min(12)) * Decimal::from(seconds);
        out.push(Time { seconds: value, precision, at: found.at.start..end });
    }
    out.sort_by_key(|t| t.at.start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(found: &[Found]) -> Vec<String> {
        found.iter().map(|f| f.value.to_string()).collect()
    }

    #[test]
    fn numbers_are_told_from_names_and_dates() {
        let text = "P1: 99.9 %, 43,200 min, 1,5 on 2026-03-01, 24/7, ISO27001, v1.2.3 and 12";
        assert_eq!(values(&numbers(text)), ["99.9", "43200", "12"]);
        assert_eq!(values(&percentages("99.9% or 95 per cent of 40")), ["99.9", "95"]);
    }

    #[test]
    fn times_add_up_their_parts() {
        let found = |text: &str| -> Vec<(String, String)> {
            times(text).iter().map(|t| (t.seconds.to_string(), t.precision.to_string())).collect()
        };
        let one = |s: &str, p: &str| vec![(s.to_owned(), p.to_owned())];
        assert_eq!(found("43 min 12 s"), one("2592", "1"));
        assert_eq!(found("43.8 minutes a month"), one("2628.0", "6.0"));
        assert_eq!(found("7.2\u{a0}h"), one("25920.0", "360.0"));
        assert_eq!(found("4 hours and 30 minutes"), one("16200", "60"));
        assert_eq!(found("a 24-hour day"), one("86400", "3600"));
        assert_eq!(found("10 minutes, then 20 minutes").len(), 2);
        assert_eq!(found("5 moons, 5 m, 10 halls"), []);
        assert_eq!(found("43m49s"), one("2629", "1"));
        assert_eq!(found("8h41m37s a year"), one("31297", "1"));
        assert_eq!(found("3d 15h 39m 29s"), one("315569", "1"));
        assert_eq!(found("7h 18m 17.5s"), one("26297.5", "0.1"));
        assert_eq!(found("3 days 15 h in 365 days"), one("313200", "3600"));
        assert_eq!(found("1.8 days of downtime in 30 days"), one("155520.0", "8640.0"));
        assert_eq!(found("1 h, 2 h and 3 h").len(), 3);
        assert_eq!(found("v1.2m3s, 2026-03-01, P1"), []);
    }

    #[test]
    fn sentences_end_at_stops_and_lines_only() {
        let all: Vec<&str> = sentences("At 99.9 %. Then; so\nend").map(|(_, s)| s).collect();
        assert_eq!(all, ["At 99.9 %.", " Then;", " so\n", "end"]);
        assert_eq!(sentences("a. b").last(), Some((2, " b")));
        assert_eq!(sentences("").count(), 1);
    }
}
