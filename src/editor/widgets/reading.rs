//! What a typed text is read as, in words, for the line below its field; what it means in the agreement
//! [`crate::check::readings`] says.

use crate::value::{
    Currency, Date, DayOff, Duration, Entry, LeafKind, Money, NO_BREAK_SPACE, Reader, ValueError, Zone,
    listed,
};
use chrono::Datelike;

/// The reading of a typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing to say: empty, or as clear as it stands.
    None,
    Means(String),
    /// It can be read in several ways: what is saved for each, and its words.
    Several(ValueError, Vec<(String, String)>),
    Wrong(ValueError),
}

/// Reads `typed` as a value of this kind.
pub fn reading(reader: &Reader, kind: LeafKind, typed: &str) -> Reading {
    let text = typed.trim();
    if text.is_empty() || !(kind.is_read() || kind == LeafKind::Id) {
        return Reading::None;
    }
    match reader.read(kind, text) {
        Entry::Value(value) => words(reader, kind, &value)
            .or_else(|| (value != text).then(|| format!("= {}", plain(kind, &value))))
            .filter(|words| !repeats(words, text))
            .map_or(Reading::None, Reading::Means),
        Entry::Several(error, values) => {
            let said = |value: String| {
                let words = words(reader, kind, &value).unwrap_or_else(|| plain(kind, &value));
                (value, words.trim_start_matches("= ").to_owned())
            };
            Reading::Several(error, values.into_iter().map(said).collect())
        }
        Entry::Wrong(error) => Reading::Wrong(error),
    }
}

/// Whether the words say nothing that does not stand in the field already.
fn repeats(words: &str, typed: &str) -> bool {
    let plain = |text: &str| text.replace(NO_BREAK_SPACE, " ");
    plain(words.trim_start_matches("= ")) == plain(typed)
}

/// A value whose words say more than its digits.
fn words(reader: &Reader, kind: LeafKind, value: &str) -> Option<String> {
    match kind {
        LeafKind::Money => value.parse::<Money>().ok().map(|m| format!("= {}", m.long())),
        LeafKind::Currency => value.parse::<Currency>().ok().map(Currency::name),
        LeafKind::Duration => value.parse::<Duration>().ok().map(|d| format!("= {}", d.long())),
        LeafKind::Zone => value.parse::<Zone>().ok().map(|zone| offset(zone, reader.today)),
        LeafKind::Date => value.parse::<Date>().ok().map(|d| format!("= {}", long_date(d))),
        LeafKind::DayOff => value.parse::<DayOff>().ok().map(|day| day_off(day, reader.today)),
        _ => None,
    }
}

/// "UTC+1, in summer UTC+2", as it is this year.
pub fn offset(zone: Zone, today: Option<Date>) -> String {
    zone.offset_words(today.map_or(LATEST_KNOWN, |day| day.get().year()))
}

/// The year that stands for the present where nobody says which day it is.
const LATEST_KNOWN: i32 = 2026;

fn plain(kind: LeafKind, value: &str) -> String {
    let sign = if matches!(kind, LeafKind::Percent) { " %" } else { "" };
    format!("{value}{sign}")
}

/// "= every year: Friday, 26 March 2027 and Friday, 14 April 2028".
fn day_off(day: DayOff, today: Option<Date>) -> String {
    if let DayOff::On(date) = day {
        return format!("= {}", long_date(date));
    }
    let now = today.map_or(LATEST_KNOWN, |today| today.get().year());
    let coming =
        (now..now + 9).filter_map(|year| day.in_year(year)).filter(|d| today.is_none_or(|t| *d >= t));
    let coming: Vec<String> = coming.take(2).map(long_date).collect();
    format!("= every year: {}", listed(&coming))
}

/// "Thursday, 1 January 2026".
pub fn long_date(date: Date) -> String {
    format!("{}, {}", date.get().format("%A"), date.long())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: LeafKind, typed: &str) -> String {
        let reader = Reader { today: "2026-01-31".parse().ok(), ..Reader::default() };
        match reading(&reader, kind, typed) {
            Reading::None => String::new(),
            Reading::Means(words) => words,
            Reading::Several(error, ways) => {
                let words: Vec<String> =
                    ways.into_iter().map(|(value, words)| format!("{value}: {words}")).collect();
                format!("? {} ({})", error.what, words.join("; "))
            }
            Reading::Wrong(error) => format!("! {error}"),
        }
    }

    #[test]
    fn entries_are_read_back_in_words() {
        assert_eq!(read(LeafKind::Duration, "5bd"), "= 5 business days");
        assert_eq!(read(LeafKind::Duration, "5 business days"), "", "that stands in the field already");
        assert_eq!(read(LeafKind::Money, "1000000 eur"), "= EUR 1,000,000.00");
        assert_eq!(read(LeafKind::Date, "+1mo"), "= Saturday, 28 February 2026");
        assert_eq!(
            read(LeafKind::DayOff, "good friday"),
            "= every year: Friday, 3 April 2026 and Friday, 26 March 2027"
        );
        assert_eq!(read(LeafKind::DayOff, "2026-12-24"), "= Thursday, 24 December 2026");
        assert_eq!(read(LeafKind::Currency, "eur"), "Euro");
        assert_eq!(read(LeafKind::Zone, "Europe/Berlin"), "UTC+1, in summer UTC+2");
        assert_eq!(read(LeafKind::Text, "anything"), "");
        assert_eq!(read(LeafKind::Percent, "99.95"), "");
        assert_eq!(read(LeafKind::Percent, "99,95 %"), "= 99.95 %");
        assert_eq!(read(LeafKind::Time, "5 pm"), "= 17:00");
    }

    #[test]
    fn what_can_be_read_in_two_ways_says_both() {
        let both = read(LeafKind::Date, "03/04/2026");
        assert!(both.contains("2026-04-03: Friday, 3 April 2026"), "{both}");
        assert!(both.contains("2026-03-04: Wednesday, 4 March 2026"), "{both}");
        let both = read(LeafKind::Duration, "3m");
        assert!(both.contains("3min: 3 minutes; 3mo: 3 months"), "{both}");
    }

    #[test]
    fn what_cannot_be_read_says_how_to_write_it() {
        assert!(read(LeafKind::Number, "99,9,9").starts_with('!'));
        assert!(read(LeafKind::Money, "500").contains("1250.00 EUR"));
    }
}
