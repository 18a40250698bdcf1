//! Dates in texts that no calendar has.

use super::{Cx, Report, Rule, Severity};
use crate::draft::Edit;
use crate::value::{Date, quoted};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "U07",
    title: "Date that does not exist",
    severity: Severity::Error,
    detects: "A text names a day that no calendar has, such as 31 February, or a weekday that does not fall on its date.",
    why: "One of the two is wrong, and a deadline depends on which.",
    example: "Friday, 1 March 2026",
    mend: "Sunday, 1 March 2026",
    run: impossible,
    ..Rule::BLANK
}];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date as it stands in a text.
struct Written<'t> {
    /// The weekday before it, if any.
    weekday: Option<&'t str>,
    /// The date itself.
    shown: &'t str,
    /// `None` where no calendar has it.
    date: Option<Date>,
}

fn impossible(cx: &Cx<'_>, report: &mut Report) {
    for at in cx.texts.iter().filter(|t| t.text.bytes().filter(u8::is_ascii_digit).count() >= 5) {
        for written in dates(&at.text) {
            let Some(date) = written.date else {
                let message = format!("There is no {}", written.shown);
                report.at(at.path.clone(), message, "Correct the date");
                continue;
            };
            let Some(said) = written.weekday else { continue };
            let is = date.get().format("%A").to_string();
            if said.eq_ignore_ascii_case(&is) {
                continue;
            }
            let message = format!("{} is a {is}, not a {said}", quoted(written.shown));
            let wrong = at.text.find(written.shown).and_then(|end| at.text.get(..end)?.rfind(said));
            let found = report.at(at.path.clone(), message, "Correct the weekday or the date");
            if let Some(start) = wrong {
                let mut text = at.text.clone();
                text.replace_range(start..start + said.len(), &is);
                found.fix(format!("Write {is}"), vec![Edit::set(at.path.clone(), text)]);
            }
        }
    }
}

/// Words of a text with the offsets of their ends; commas and points around them are no part of them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() {
            if let Some(raw) = text.get(start..at) {
                let left = raw.trim_start_matches(['(', '“', '"', '[']);
                let word = left.trim_end_matches([',', '.', ';', ':', ')', '”', '"', ']']);
                if !word.is_empty() {
                    found.push((start + raw.len() - left.len(), word));
                }
            }
            start = at + c.len_utf8();
        }
    }
    found
}

fn dates(text: &str) -> Vec<Written<'_>> {
    let words = words(text);
    let word = |n: usize| words.get(n).map(|(_, w)| *w);
    let mut found = Vec::new();
    let mut n = 0;
    while n < words.len() {
        let length = match read(word(n), word(n + 1), word(n + 2)) {
            Some((_, length)) => length,
            None => {
                n += 1;
                continue;
            }
        };
        if let (Some((date, _)), Some((from, _)), Some((last, end))) =
            (read(word(n), word(n + 1), word(n + 2)), words.get(n), words.get(n + length - 1))
        {
            let before = n.checked_sub(1).and_then(word);
            let weekday = before.filter(|w| WEEKDAYS.contains(&w.to_lowercase().as_str()));
            if let Some(shown) = text.get(*from..last + end.len()) {
                found.push(Written { weekday, shown, date });
            }
        }
        n += length;
    }
    found
}

/// A date at the beginning of up to three words, and how many of them it takes.
fn read(one: Option<&str>, two: Option<&str>, three: Option<&str>) -> Option<(Option<Date>, usize)> {
    let one = one?;
    if let Some(date) = iso(one) {
        return Some((date, 1));
    }
    let (two, three) = (two?, three?);
    let year = |w: &str| w.parse::<u32>().ok().filter(|y| w.len() == 4 && (1900..=2999).contains(y));
    let day = |w: &str| {
        let bare =
            w.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        bare.parse::<u32>().ok().filter(|_| bare.len() <= 2)
    };
    let month = |w: &str| MONTHS.iter().position(|m| m.eq_ignore_ascii_case(w)).map(|m| m + 1);
    let year = year(three)?;
    let (day, month) = day(one).zip(month(two)).or_else(|| day(two).zip(month(one)))?;
    Some((format!("{year:04}-{month:02}-{day:02}").parse().ok(), 3))
}

/// 2026-02-30 is written like a date and is none; 2026-001 is a number.
fn iso(word: &str) -> Option<Option<Date>> {
    let parts: Vec<&str> = word.split('-').collect();
    let digits = |w: &&str, n: usize| w.len() == n && w.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = parts.as_slice() else { return None };
    let century = year.starts_with("19") || year.starts_with("20");
    (digits(year, 4) && digits(month, 2) && digits(day, 2) && century).then(|| word.parse().ok())
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("U07", &["overview=The agreement begins on 31 February 2026."]),
    ("U07", &["overview=The agreement begins on 2026-02-30."]),
    ("U07", &["overview=The agreement begins on Friday, 1 March 2026."]),
    ("U07", &["overview=It begins on Monday March 1st, 2026."]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn dates_are_found_among_words() {
        let found =
            dates("Signed on Sunday, 1 March 2026, in force from 2026-03-02 (SLA-2026-01-02, 2026-001).");
        let shown: Vec<_> = found.iter().map(|w| (w.weekday, w.shown, w.date.is_some())).collect();
        assert_eq!(shown, [(Some("Sunday"), "1 March 2026", true), (None, "2026-03-02", true)]);
    }

    #[test]
    fn the_right_weekday_is_put_in_its_place() {
        let found = run(&changed(&["overview=It begins on Friday, 1 March 2026."]));
        let finding = found.iter().find(|f| f.code == "U07").unwrap();
        assert_eq!(finding.message, "“1 March 2026” is a Sunday, not a Friday");
        let fix = finding.fix.clone().unwrap();
        assert_eq!(fix.edits, [Edit::set("overview", "It begins on Sunday, 1 March 2026.")]);
        assert!(!codes(&["overview=It begins on Sunday, 1 March 2026."]).contains(&"U07"));
    }
}
