//! Months, quarters and years: how long they are, and which of them a text means.

use super::phrases::any_of;
use crate::agreement::{Metric, WindowKind};

/// Seconds of a day.
pub(super) const DAY: u32 = 86_400;

/// A kind of period.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Month,
    Quarter,
    Year,
    Week,
    Day,
}

/// Usual lengths in seconds. An average month or quarter is a twelfth or a fourth of 365, 365.25 or 365.2425 days.
pub(super) const LENGTHS: &[(Span, u32)] = &[
    (Span::Month, 30 * DAY),
    (Span::Month, 31 * DAY),
    (Span::Month, 28 * DAY),
    (Span::Month, 29 * DAY),
    (Span::Month, 2_628_000),
    (Span::Month, 2_629_800),
    (Span::Month, 2_629_746),
    (Span::Quarter, 90 * DAY),
    (Span::Quarter, 91 * DAY),
    (Span::Quarter, 92 * DAY),
    (Span::Quarter, 7_884_000),
    (Span::Quarter, 7_889_400),
    (Span::Quarter, 7_889_238),
    (Span::Year, 365 * DAY),
    (Span::Year, 366 * DAY),
    (Span::Year, 31_557_600),
    (Span::Year, 31_556_952),
    (Span::Year, 360 * DAY),
    (Span::Week, 7 * DAY),
    (Span::Day, DAY),
];

/// The kind of period over which a metric is evaluated.
pub(super) fn span_of(metric: &Metric) -> Option<Span> {
    Some(match metric.window? {
        WindowKind::Month => Span::Month,
        WindowKind::Quarter => Span::Quarter,
        WindowKind::Year => Span::Year,
        WindowKind::Week => Span::Week,
        WindowKind::Day => Span::Day,
        WindowKind::Rolling => match metric.window_length?.seconds().unwrap_or(0) / u64::from(DAY) {
            28..=31 => Span::Month,
            7 => Span::Week,
            1 => Span::Day,
            _ => return None,
        },
    })
}

/// The kinds of period that a text names.
pub(super) fn spans_in(sentence: &str) -> Vec<Span> {
    let words: [(Span, &[&str]); 5] = [
        (Span::Month, &["month", "30 days", "30-day", "31 days", "31-day"]),
        (Span::Quarter, &["quarter"]),
        (Span::Year, &["year", "annual", "365"]),
        (Span::Week, &["week"]),
        (Span::Day, &["a day", "per day", "each day", "daily", "any day", "24 hours"]),
    ];
    words.into_iter().filter(|(_, words)| any_of(sentence, words)).map(|(span, _)| span).collect()
}

/// The usual lengths of these periods; of all where none is named.
pub(super) fn usual_lengths(spans: &[Span]) -> Vec<u32> {
    let lengths = LENGTHS.iter().filter(|(span, _)| spans.is_empty() || spans.contains(span));
    lengths.map(|(_, seconds)| *seconds).collect()
}

/// An average month by each of the usual years.
pub(super) const AVERAGE: [u32; 3] = [2_628_000, 2_629_800, 2_629_746];

/// The lengths of period that a text names: "in a month of 30 days", "30 or 31 days", "an average month".
pub(super) fn lengths_in(text: &str) -> Vec<u32> {
    let lower = text.to_lowercase();
    let mut found: Vec<u32> = Vec::new();
    for (at, _) in lower.match_indices("day") {
        let after = lower.get(at + 3..).unwrap_or("").trim_start_matches('s');
        if after.starts_with(char::is_alphabetic) || other_days(&lower, at) {
            continue;
        }
        let mut before = lower.get(..at).unwrap_or("").trim_end_matches([' ', '-', '\u{a0}']);
        loop {
            let digits = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |i| i + 1);
            let Some(days) = before.get(digits..).and_then(|d| d.parse::<u32>().ok()) else { break };
            found.extend(LENGTHS.iter().map(|(_, s)| *s).find(|s| *s == days.saturating_mul(DAY)));
            let rest = before.get(..digits).unwrap_or("").trim_end();
            let Some(more) =
                [" and", " or", " to", ",", "/", "–", "-"].iter().find_map(|w| rest.strip_suffix(w))
            else {
                break;
            };
            before = more.trim_end();
        }
    }
    let hours = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if hours(&["720 h", "720-h", "43,200", "43200"]) {
        found.push(30 * DAY);
    }
    if hours(&["744 h", "744-h", "44,640", "44640"]) {
        found.push(31 * DAY);
    }
    if hours(&["730", "43,800", "43800", "average month", "twelfth"]) {
        found.retain(|s| *s < 360 * DAY);
        found.extend(AVERAGE);
    }
    found
}

/// Whether days are those of a notice or of a deadline, and not of a period.
fn other_days(lower: &str, at: usize) -> bool {
    let before =
        lower.get(..at).unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit() || " -".contains(c));
    let after = lower.get(at + 3..).unwrap_or("").trim_start_matches('s').trim_start();
    let of_notice = ["’", "'", "notice", "of notice", "written", "prior", "after", "from", "before"];
    of_notice.iter().any(|w| after.starts_with(w)) || before.ends_with("within")
}

/// "a month of 30 days".
pub(super) fn length_words(seconds: u32) -> String {
    match seconds / DAY {
        7 => "a week".to_owned(),
        1 => "a day".to_owned(),
        _ if AVERAGE.contains(&seconds) => "an average month".to_owned(),
        days @ 28..=31 => format!("a month of {days} days"),
        days @ 90..=92 => format!("a quarter of {days} days"),
        days @ 360..=366 => format!("a year of {days} days"),
        days => format!("{days} days"),
    }
}
