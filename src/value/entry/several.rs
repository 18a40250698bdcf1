//! Many dates at once, as they are pasted out of a list, a table or a letter.

use super::{Entry, Reader};
use crate::value::{Date, LeafKind, ValueError};

/// What a pasted text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Each date with the name beside it, if there is one; in the order of the text.
    pub good: Vec<(Date, String)>,
    /// What is no date, or could be two, and why.
    pub bad: Vec<(String, ValueError)>,
}

impl Reader {
    /// Dates one a line, or separated by commas, semicolons or tabs; behind a date its name may stand.
    pub fn dates(&self, text: &str) -> Dates {
        let mut found = Dates::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line, &mut found);
        }
        found
    }

    fn line(&self, line: &str, found: &mut Dates) {
        // "Thursday, 1 January 2026" has a comma of its own.
        if let Some(date) = self.one(line) {
            return found.good.push((date, String::new()));
        }
        let mut nameless = false;
        for piece in line.split([',', ';', '\t']).map(str::trim).filter(|piece| !piece.is_empty()) {
            if let Some((date, name)) = self.with_name(piece) {
                nameless = name.is_empty();
                found.good.push((date, name));
                continue;
            }
            let words = !piece.contains(|c: char| c.is_ascii_digit());
            match found.good.last_mut().filter(|_| nameless && words) {
                Some((_, name)) => piece.clone_into(name),
                None if is_weekday(piece) => {}
                None => found.bad.push((piece.to_owned(), self.why(piece))),
            }
            nameless = false;
        }
    }

    fn one(&self, text: &str) -> Option<Date> {
        match self.read(LeafKind::Date, text) {
            Entry::Value(date) => date.parse().ok(),
            Entry::Several(..) | Entry::Wrong(_) => None,
        }
    }

    /// A date, and what stands behind it: the longest beginning that is one.
    fn with_name(&self, piece: &str) -> Option<(Date, String)> {
        let ends = piece.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        std::iter::once(piece.len()).chain(ends).find_map(|end| {
            let (head, name) = piece.split_at_checked(end)?;
            let name = name.trim().trim_start_matches(['-', '–', ':']).trim();
            let name = name.strip_prefix('(').and_then(|n| n.strip_suffix(')')).unwrap_or(name);
            Some((self.one(head.trim_end_matches([':', '-', '–', ' ']))?, name.to_owned()))
        })
    }

    fn why(&self, piece: &str) -> ValueError {
        match self.read(LeafKind::Date, piece) {
            Entry::Several(error, _) | Entry::Wrong(error) => error,
            Entry::Value(_) => ValueError::new("", ""),
        }
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
        let Dates { good, bad } = reader.dates(text);
        let said = |(date, name): &(Date, String)| format!("{date} {name}").trim_end().to_owned();
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
    fn what_is_no_date_is_named() {
        let (good, bad) = read("en", "2026-02-30, 2026-05-01\nsome words\n");
        assert_eq!(good, ["2026-05-01"]);
        assert_eq!(bad, ["2026-02-30", "some words"]);
        let reader = Reader::default();
        let dates = reader.dates("03/04/2026");
        assert!(dates.bad.first().is_none_or(|(_, why)| !why.what.is_empty()));
    }
}
