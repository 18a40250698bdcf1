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

/// All times in seconds, minutes and hours. Parts that follow each other are one time: "43 min 12 s".
pub(super) fn times(text: &str) -> Vec<Time> {
    let mut out: Vec<Time> = Vec::new();
    let mut last_unit = 0;
    for found in numbers(text) {
        let (rest, at) = after(text, found.at.end);
        // "24-hour", "30-minute"
        let hyphen = usize::from(rest.starts_with('-') && at == found.at.end);
        let Some((word, seconds)) = unit(rest.get(hyphen..).unwrap_or("")) else { continue };
        let end = at + hyphen + word.len();
        let Some(value) = found.value.checked_mul(Decimal::from(seconds)) else { continue };
        let places = Decimal::new(1, found.value.scale().min(12));
        let precision = places * Decimal::from(seconds);
        let between = out.last().and_then(|l| text.get(l.at.end..found.at.start)).map(str::trim);
        match out.last_mut().filter(|_| matches!(between, Some("" | "and" | ",")) && seconds < last_unit) {
            Some(last) => {
                last.seconds += value;
                last.precision = precision;
                last.at.end = end;
            }
            None => out.push(Time { seconds: value, precision, at: found.at.start..end }),
        }
        last_unit = seconds;
    }
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
    }

    #[test]
    fn sentences_end_at_stops_and_lines_only() {
        let all: Vec<&str> = sentences("At 99.9 %. Then; so\nend").map(|(_, s)| s).collect();
        assert_eq!(all, ["At 99.9 %.", " Then;", " so\n", "end"]);
        assert_eq!(sentences("a. b").last(), Some((2, " b")));
        assert_eq!(sentences("").count(), 1);
    }
}
