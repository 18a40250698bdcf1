//! Hours that a text names and no calendar has.

use super::{Cx, Report};
use crate::agreement::Calendar;
use crate::check::phrases::find_word;
use crate::check::text::{Question, TextAt};
use crate::value::quoted;
use std::collections::BTreeMap;

/// Hours that are one thing to one reader and another to the next.
const HOURS: &[&str] = &[
    "waking hours",
    "office hours",
    "working hours",
    "normal hours",
    "core hours",
    "trading hours",
    "daytime hours",
    "business hours",
];

/// Part of the rule about terms that are used but not defined.
pub(super) fn named(cx: &Cx<'_>, report: &mut Report) {
    let mut open: BTreeMap<&str, Vec<&TextAt>> = BTreeMap::new();
    let known: Vec<String> =
        cx.a.calendars
            .iter()
            .map(|c| c.name.to_lowercase())
            .chain(cx.a.definitions.iter().map(|d| d.term.to_lowercase()))
            .chain(cx.a.definitions.iter().flat_map(|d| d.forms.iter().map(str::to_lowercase)))
            .chain(cx.a.parent.imported_terms.iter().map(str::to_lowercase))
            .collect();
    // A calendar that closes says which hours those of business are, whatever it is called.
    let closes = |c: &Calendar| !c.hours.is_empty() && !c.is_around_the_clock();
    let business = cx.a.calendars.iter().any(closes);
    for at in cx.texts().filter(|t| t.is_prose() && !matches!(t.record.name, "Answer" | "Calendar")) {
        if !at.has(Question::Hours, |text| hours(text).is_some()) {
            continue;
        }
        let Some(phrase) = hours(&at.text) else { continue };
        let defined = known.iter().any(|k| k.contains(phrase)) || (phrase == "business hours" && business);
        if !defined {
            open.entry(phrase).or_default().push(at);
        }
    }
    for (phrase, places) in open {
        let Some(first) = places.first() else { continue };
        let message = format!(
            "{} are named, but no calendar and no definition says which hours they are",
            quoted(phrase)
        );
        let hint = "Add a calendar of that name with its weekdays, hours and time zone";
        let mut found = report.at(first.path.clone(), message, hint);
        for other in places.iter().skip(1) {
            found = found.related(other.path.clone());
        }
    }
}

/// The hours that a text names.
fn hours(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    // Each of the phrases ends so.
    if !lower.contains("hours") {
        return None;
    }
    find_word(&lower, HOURS).filter(|phrase| names_them(&lower, phrase))
}

/// Whether the hours are named, and not counted: "in business hours", not "4 business hours".
fn names_them(lower: &str, phrase: &str) -> bool {
    lower.match_indices(phrase).any(|(at, _)| {
        let before = lower.get(..at).unwrap_or("").trim_end();
        !before.ends_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn hours_without_a_calendar_are_undefined() {
        let criteria = |text: &str| format!("priorities.p2.criteria={text}");
        assert!(codes(&[&criteria("A component is down; answered in waking hours")]).contains(&"D01"));
        for fine in ["One function is down; answered in business hours", "Down for more than 4 office hours"]
        {
            assert!(!codes(&[&criteria(fine)]).contains(&"D01"), "{fine}");
        }
        let named =
            ["calendars.business.name=Waking hours", &criteria("A component is down in waking hours")];
        assert!(!codes(&named).contains(&"D01"));
    }
}
