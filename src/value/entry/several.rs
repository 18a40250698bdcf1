//! Many days off at once, as they are pasted out of a list, a table or a letter.

use super::{Entry, Reader};
use crate::value::{DayOff, LeafKind, ValueError};

/// What a pasted text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysOff {
    /// Each day with the name beside it, if there is one; in the order of the text.
    pub good: Vec<(DayOff, String)>,
    /// What is no day, or could be two, and why.
    pub bad: Vec<(String, ValueError)>,
}

impl Reader {
    /// Days one a line, or separated by commas, semicolons or tabs; behind a day its name may stand. One without a year
    /// is meant for every year.
    pub fn days_off(&self, text: &str) -> DaysOff {
        let mut found = DaysOff::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line, &mut found);
        }
        found
    }

    fn line(&self, line: &str, found: &mut DaysOff) {
        // "Thursday, 1 January 2026" has a comma of its own.
        if let Some(good) = self.whole(line) {
            return found.good.push(good);
        }
        let mut nameless = false;
        for piece in line.split([',', ';', '\t']).map(str::trim).filter(|piece| !piece.is_empty()) {
            let day = self.with_name(piece);
            let last = found.good.last_mut().filter(|_| nameless);
            // "1 January, New Year's Day" is one day with its name, "1 January, Good Friday" are two.
            let names = |last: &DayOff| match &day {
                Some((other, _)) => same(*last, *other),
                None => !piece.contains(|c: char| c.is_ascii_digit()),
            };
            if let Some((_, name)) = last.filter(|(last, _)| names(last)) {
                piece.clone_into(name);
                nameless = false;
            } else if let Some((day, name)) = day {
                nameless = name.is_empty();
                found.good.push((day, name));
            } else {
                if !is_weekday(piece) {
                    found.bad.push((piece.to_owned(), self.why(piece)));
                }
                nameless = false;
            }
        }
    }

    fn one(&self, text: &str) -> Option<DayOff> {
        match self.read(LeafKind::DayOff, text) {
            Entry::Value(day) => day.parse().ok(),
            Entry::Several(..) | Entry::Wrong(_) => None,
        }
    }

    /// A text that is a day and nothing else; a name that says the day is kept.
    fn whole(&self, text: &str) -> Option<(DayOff, String)> {
        let name = if DayOff::of_name(text).is_some() { text } else { "" };
        self.one(text).map(|day| (day, name.to_owned()))
    }

    /// A day, and what stands behind it: the longest beginning that is one.
    fn with_name(&self, piece: &str) -> Option<(DayOff, String)> {
        let ends = piece.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        self.whole(piece).or_else(|| {
            ends.into_iter().find_map(|end| {
                let (head, name) = piece.split_at_checked(end)?;
                let name = name.trim().trim_start_matches(['-', '–', ':']).trim();
                let name = name.strip_prefix('(').and_then(|n| n.strip_suffix(')')).unwrap_or(name);
                Some((self.one(head.trim_end_matches([':', '-', '–', ' ']))?, name.to_owned()))
            })
        })
    }

    fn why(&self, piece: &str) -> ValueError {
        match self.read(LeafKind::DayOff, piece) {
            Entry::Several(error, _) | Entry::Wrong(error) => error,
            Entry::Value(_) => ValueError::new("", ""),
        }
    }
}

/// Whether a day is named by what stands behind it: "2027-03-26, Good Friday".
fn same(day: DayOff, name: DayOff) -> bool {
    match day {
        DayOff::On(date) => name.is_yearly() && name.is_on(date),
        rule => rule == name,
    }
}

/// What stands before many dates and says nothing that they do not say.
fn is_weekday(piece: &str) -> bool {
    let word = piece.trim_end_matches('.').to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 2 && days.iter().any(|day| day.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Locale;

    fn read(locale: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let reader = Reader { locale: Locale::of(locale), ..Reader::default() };
        let DaysOff { good, bad } = reader.days_off(text);
        let said = |(date, name): &(DayOff, String)| format!("{date} {name}").trim_end().to_owned();
        (good.iter().map(said).collect(), bad.into_iter().map(|(text, _)| text).collect())
    }

    #[test]
    fn lists_of_many_makes_are_read() {
        let (good, bad) = read("en", "2026-01-01\n2026-04-03, 2026-04-06;2026-12-25\n\n");
        assert_eq!(good, ["2026-01-01", "2026-04-03", "2026-04-06", "2026-12-25"]);
        assert!(bad.is_empty());
        let (good, bad) = read("en", "1 January 2026\tNew Year's Day\r\n25 December 2026 Christmas Day");
        assert_eq!(good, ["2026-01-01 New Year's Day", "2026-12-25 Christmas Day"]);
        assert!(bad.is_empty());
        let (good, _) = read("en", "2026-12-25: Christmas (both days)\nThursday, 1 January 2026");
        assert_eq!(good, ["2026-12-25 Christmas (both days)", "2026-01-01"]);
    }

    #[test]
    fn the_form_of_the_agreement_is_read() {
        let (good, bad) = read("de", "01.05.2026; 03.10.2026, Tag der Deutschen Einheit");
        assert_eq!(good, ["2026-05-01", "2026-10-03 Tag der Deutschen Einheit"]);
        assert!(bad.is_empty());
    }

    #[test]
    fn days_of_every_year_are_read() {
        let (good, bad) = read(
            "en-GB",
            "1 January New Year's Day\nMaundy Thursday\nGood Friday\nEaster Monday\n1 May Labour day\n17 May\n\
             Christmas Day; first Monday of May - Early May bank holiday",
        );
        assert_eq!(
            good,
            [
                "1 January New Year's Day",
                "Maundy Thursday",
                "Good Friday",
                "Easter Monday",
                "1 May Labour day",
                "17 May",
                "25 December Christmas Day",
                "first Monday of May Early May bank holiday",
            ]
        );
        assert!(bad.is_empty(), "{bad:?}");
        let (good, _) =
            read("en", "2027-03-26, Good Friday\n1 January, Good Friday\n1 January, New Year's Day");
        assert_eq!(good, ["2027-03-26 Good Friday", "1 January", "Good Friday", "1 January New Year's Day"]);
    }

    #[test]
    fn what_is_no_date_is_named() {
        let (good, bad) = read("en", "2026-02-30, 2026-05-01\nsome words\n");
        assert_eq!(good, ["2026-05-01"]);
        assert_eq!(bad, ["2026-02-30", "some words"]);
        let reader = Reader::default();
        let dates = reader.days_off("03/04/2026");
        assert!(dates.bad.first().is_none_or(|(_, why)| !why.what.is_empty()));
    }
}
