//! What a typed text is read as, in words, for the line below its field; what it means in the agreement
//! [`crate::check::readings`] says.

use crate::value::{
    Currency, Date, Duration, Leaf, LeafKind, Money, Number, Percent, TimeOfDay, ValueError, Zone,
};

/// The reading of a typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing to say: empty, or as clear as it stands.
    None,
    Means(String),
    Wrong(ValueError),
}

/// Reads `typed` as a value of this kind.
pub fn reading(today: Option<Date>, kind: LeafKind, typed: &str) -> Reading {
    let text = typed.trim();
    if text.is_empty() {
        return Reading::None;
    }
    match kind {
        LeafKind::Whole => said::<u32>(text, |_| None),
        LeafKind::Number => said::<Number>(text, |_| None),
        LeafKind::Percent => said::<Percent>(text, |_| None),
        LeafKind::Money => said::<Money>(text, |m| Some(format!("= {}", m.long()))),
        LeafKind::Currency => said::<Currency>(text, |c| Some(c.name())),
        LeafKind::Duration => said::<Duration>(text, |d| Some(format!("= {}", d.long()))),
        LeafKind::Time => said::<TimeOfDay>(text, |_| None),
        LeafKind::Zone => said::<Zone>(text, |_| None),
        LeafKind::Date => match today.map_or_else(|| text.parse(), |now| Date::parse_relative(text, now)) {
            Ok(date) => Reading::Means(format!("= {}", long_date(date))),
            Err(error) => Reading::Wrong(error),
        },
        LeafKind::Id => said::<crate::value::Id>(text, |_| None),
        LeafKind::Text
        | LeafKind::Prose
        | LeafKind::Lines
        | LeafKind::Ref
        | LeafKind::Refs
        | LeafKind::Weekdays
        | LeafKind::YesNo
        | LeafKind::Choice(_) => Reading::None,
    }
}

fn said<T: Leaf>(text: &str, words: impl Fn(&T) -> Option<String>) -> Reading {
    match T::parse(text) {
        Ok(value) => words(&value).map_or(Reading::None, Reading::Means),
        Err(error) => Reading::Wrong(error),
    }
}

/// "Thursday, 1 January 2026".
pub fn long_date(date: Date) -> String {
    format!("{}, {}", date.get().format("%A"), date.long())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: LeafKind, typed: &str) -> String {
        match reading("2026-01-31".parse().ok(), kind, typed) {
            Reading::None => String::new(),
            Reading::Means(words) => words,
            Reading::Wrong(error) => format!("! {error}"),
        }
    }

    #[test]
    fn entries_are_read_back_in_words() {
        assert_eq!(read(LeafKind::Duration, "5bd"), "= 5 business days");
        assert_eq!(read(LeafKind::Money, "1000000 eur"), "= EUR 1,000,000.00");
        assert_eq!(read(LeafKind::Date, "+1mo"), "= Saturday, 28 February 2026");
        assert_eq!(read(LeafKind::Currency, "eur"), "Euro");
        assert_eq!(read(LeafKind::Text, "anything"), "");
    }

    #[test]
    fn what_cannot_be_read_says_how_to_write_it() {
        assert!(read(LeafKind::Number, "99,9").contains("99.9"));
        assert!(read(LeafKind::Duration, "3m").contains("mo for months"));
        assert!(read(LeafKind::Money, "500").contains("1250.00 EUR"));
    }
}
