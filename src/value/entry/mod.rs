//! What a person types into a field, read without guessing. Files hold canonical values only; here the writing of the
//! agreement's language is understood too, and what can be read in two ways comes back with both readings.

mod date;
mod duration;
mod locale;
mod money;
mod names;
mod number;
mod several;
mod time;

use super::{Currency, Date, Id, Leaf, LeafKind, Number, Percent, ValueError, quoted};
pub use locale::Locale;
pub use names::ENGLISH_MONTHS;
pub use several::DaysOff;

/// What entries are read with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    pub locale: Locale,
    /// The currency of amounts that name none.
    pub currency: Option<Currency>,
    /// The day that "today" means.
    pub today: Option<Date>,
}

/// A typed text as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The canonical text of the one value it can mean.
    Value(String),
    /// It can mean several; their canonical texts, the likelier first.
    Several(ValueError, Vec<String>),
    Wrong(ValueError),
}

impl Entry {
    /// Of a value, or the reason why there is none.
    fn of<T: Leaf>(read: Result<T, ValueError>) -> Self {
        match read {
            Ok(value) => Self::Value(value.text()),
            Err(error) => Self::Wrong(error),
        }
    }

    /// Of texts that could each be meant: those that are values, as one or as several; `wrong` if none is.
    fn among<T: Leaf>(texts: &[String], typed: &str, wrong: impl FnOnce() -> ValueError) -> Self {
        let mut found: Vec<String> = Vec::new();
        for value in texts.iter().filter_map(|t| T::parse(t).ok()) {
            let text = value.text();
            if !found.contains(&text) {
                found.push(text);
            }
        }
        match found.as_slice() {
            [] => Self::Wrong(wrong()),
            [one] => Self::Value(one.clone()),
            several => Self::Several(two_ways(typed, several), found),
        }
    }
}

/// Both readings as what to write.
fn two_ways(typed: &str, readings: &[String]) -> ValueError {
    let what = format!("{} can be read in two ways", quoted(typed.trim()));
    ValueError::new(what, format!("write {}", readings.join(" or ")))
}

impl Reader {
    /// Reads a text as a value of this kind. Texts, choices and references are not read but taken as they are.
    pub fn read(&self, kind: LeafKind, typed: &str) -> Entry {
        let text = typed.trim();
        match kind {
            LeafKind::Whole => number::read::<u32>(self.locale, text, ""),
            LeafKind::Number => number::read::<Number>(self.locale, text, ""),
            LeafKind::Percent => number::read::<Percent>(self.locale, text, "%"),
            LeafKind::Money => money::read(self, text),
            LeafKind::Currency => money::read_currency(text),
            LeafKind::Duration => duration::read(text),
            LeafKind::Date => date::read(self, text),
            LeafKind::DayOff => date::read_day_off(self, text),
            LeafKind::Time => time::read(text),
            LeafKind::Zone => names::zone(text),
            LeafKind::Id => Entry::of::<Id>(text.parse()),
            LeafKind::Text
            | LeafKind::Prose
            | LeafKind::Lines
            | LeafKind::Ref
            | LeafKind::Refs
            | LeafKind::Weekdays
            | LeafKind::YesNo
            | LeafKind::Choice(_) => Entry::Value(typed.to_owned()),
        }
    }

    /// What is to be saved for a typed text: the value if it is clear, else the text itself.
    pub fn canonical(&self, kind: LeafKind, typed: &str) -> String {
        if typed.trim().is_empty() {
            return typed.to_owned();
        }
        match self.read(kind, typed) {
            Entry::Value(text) => text,
            Entry::Several(..) | Entry::Wrong(_) => typed.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_canonical_text_is_read_as_itself() {
        let english = Reader { today: "2026-01-31".parse().ok(), ..Reader::default() };
        for (kind, text) in [
            (LeafKind::Whole, "1000"),
            (LeafKind::Number, "99.95"),
            (LeafKind::Number, "-3"),
            (LeafKind::Percent, "99.995"),
            (LeafKind::Money, "1250.00 EUR"),
            (LeafKind::Money, "0.125 BHD"),
            (LeafKind::Money, "1250 JPY"),
            (LeafKind::Currency, "CHF"),
            (LeafKind::Duration, "5bd"),
            (LeafKind::Duration, "90min"),
            (LeafKind::Date, "2026-04-03"),
            (LeafKind::DayOff, "2026-04-03"),
            (LeafKind::DayOff, "17 May"),
            (LeafKind::DayOff, "Whit Monday"),
            (LeafKind::DayOff, "first Monday of May"),
            (LeafKind::Time, "24:00"),
            (LeafKind::Zone, "Europe/Berlin"),
            (LeafKind::Zone, "UTC"),
            (LeafKind::Id, "p1"),
            (LeafKind::Text, " as typed "),
        ] {
            assert_eq!(english.read(kind, text), Entry::Value(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_kept_as_typed() {
        let reader = Reader::default();
        assert_eq!(reader.canonical(LeafKind::Date, "03/04/2026"), "03/04/2026");
        assert_eq!(reader.canonical(LeafKind::Date, "31/12/2026"), "2026-12-31");
        assert_eq!(reader.canonical(LeafKind::Number, "many"), "many");
        assert_eq!(reader.canonical(LeafKind::Number, ""), "");
    }
}
