//! Durations with number words and decimals: "two business days", "1.5 h".

use super::{Entry, two_ways};
use crate::value::number::parse_decimal;
use crate::value::{Duration, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const WORDS: [(&str, &str); 14] = [
    ("a", "1"),
    ("an", "1"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("thirty", "30"),
];

pub(super) fn read(typed: &str) -> Entry {
    let lower = typed.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let number = WORDS.iter().find(|(word, _)| *word == first).map(|(_, number)| *number);
    let text = match number {
        Some(number) => format!("{number} {}", lower.trim_start().trim_start_matches(first).trim_start()),
        None => lower.clone(),
    };
    match text.parse::<Duration>() {
        Ok(duration) => Entry::of(Ok(duration)),
        Err(error) => {
            if let Some(count) = text.strip_suffix('m').map(str::trim).filter(|c| is_count(c)) {
                let readings = vec![format!("{count}min"), format!("{count}mo")];
                return Entry::Several(two_ways(typed, &readings), readings);
            }
            Entry::of(with_decimals(&text).ok_or(error))
        }
    }
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.chars().all(|c| c.is_ascii_digit())
}

/// "1.5h" as 90 minutes: only where that is a whole number of a smaller unit of the clock.
fn with_decimals(text: &str) -> Option<Duration> {
    let at = text.find(|c: char| c.is_alphabetic())?;
    let (number, unit) = text.split_at_checked(at)?;
    let number = parse_decimal(&number.trim().replacen(',', ".", 1)).ok()?;
    let unit = format!("1{unit}").parse::<Duration>().ok()?.unit;
    let whole = number.checked_mul(Decimal::from(unit.seconds()?))?;
    [Unit::Hour, Unit::Minute, Unit::Second].into_iter().find_map(|small| {
        let count = whole.checked_div(Decimal::from(small.seconds()?))?;
        let count = count.is_integer().then(|| count.to_u32())??;
        Some(Duration::new(count, small))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> String {
        match read(typed) {
            Entry::Value(text) => text,
            Entry::Several(_, readings) => readings.join(" or "),
            Entry::Wrong(error) => format!("! {}", error.what),
        }
    }

    #[test]
    fn durations_are_read_as_people_say_them() {
        for (typed, meant) in [
            ("4h", "4h"),
            ("30 days", "30d"),
            ("2 business days", "2bd"),
            ("two working days", "2bd"),
            ("A week", "1wk"),
            ("one month", "1mo"),
            ("1.5 h", "90min"),
            ("1,5h", "90min"),
            ("0.5 days", "12h"),
            ("1h 30min", "90min"),
        ] {
            assert_eq!(said(typed), meant, "{typed}");
        }
    }

    #[test]
    fn minutes_and_months_are_asked_about() {
        assert_eq!(said("3m"), "3min or 3mo");
        assert_eq!(said("3 m"), "3min or 3mo");
    }

    #[test]
    fn parts_of_what_has_no_fixed_length_are_refused() {
        for typed in ["1.5 months", "0.5bd", "soon", "1.00001s"] {
            assert!(said(typed).starts_with('!'), "{typed}: {}", said(typed));
        }
    }
}
