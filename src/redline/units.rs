//! The names of units and months, as contracts write them.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// In lower case; a number and one of these are one value.
const UNITS: &[&str] = &[
    "%",
    "ms",
    "s",
    "sec",
    "second",
    "seconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "d",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "quarters",
    "year",
    "years",
    "percent",
    "times",
    "b",
    "kb",
    "mb",
    "gb",
    "tb",
    "pb",
    "kib",
    "mib",
    "gib",
    "tib",
    "bit/s",
    "kbit/s",
    "mbit/s",
    "gbit/s",
    "tbit/s",
    "kbps",
    "mbps",
    "gbps",
    "mb/s",
    "gb/s",
    "w",
    "kw",
    "mw",
    "kwh",
    "mwh",
    "v",
    "a",
    "kva",
    "hz",
    "khz",
    "mhz",
    "ghz",
    "mm",
    "cm",
    "m",
    "km",
    "g",
    "kg",
    "t",
    "l",
    "euro",
    "euros",
    "dollars",
    "pounds",
    "degrees",
    "points",
    "users",
    "seats",
    "incidents",
    "requests",
    "copies",
    "points",
];

/// Words between a number and its unit.
const SORTS: &[&str] = &["business", "working", "calendar", "consecutive", "percentage", "full", "whole"];

pub(super) fn is_month(word: &str) -> bool {
    MONTHS
        .iter()
        .any(|month| *month == word || (word.len() == 3 && word != "May" && month.get(..3) == Some(word)))
}

/// The length of the unit that a text begins with: "days", "Business Days", "per cent".
pub(super) fn unit_length(text: &str) -> Option<usize> {
    let first = name_length(text);
    let word = text.get(..first)?;
    let second = text.get(first..)?.strip_prefix([' ', '\u{a0}', '\u{202f}']);
    if let Some(rest) = second {
        let length = text.len() - rest.len() + name_length(rest);
        let next = rest.get(..name_length(rest)).unwrap_or("");
        let sorted = SORTS.iter().any(|sort| sort.eq_ignore_ascii_case(word)) && is_unit(next);
        if sorted || (word.eq_ignore_ascii_case("per") && next.eq_ignore_ascii_case("cent")) {
            return Some(length);
        }
    }
    // "5 a month" is no number of amperes.
    (is_unit(word) && word != "a").then_some(first)
}

fn is_unit(word: &str) -> bool {
    !word.is_empty() && UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '/')).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_months_are_whole_words() {
        for (text, length) in [
            ("days of", Some(4)),
            ("Business Days.", Some(13)),
            ("per cent", Some(8)),
            ("percentage points", Some(17)),
            ("daily", None),
            ("a month", None),
            ("A", Some(1)),
            ("business", None),
            ("", None),
        ] {
            assert_eq!(unit_length(text), length, "{text}");
        }
        assert!(is_month("May") && is_month("Feb") && is_month("December"));
        assert!(!is_month("Ma") && !is_month("may") && !is_month("Mayor"));
    }
}
