//! Dates in texts that do not exist, or fall on another weekday.

use super::{Report, Rule, Severity};
use crate::check::dates::{dates, weekday_name};
use crate::check::text::TextAt;
use crate::draft::Edit;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "U07",
    title: "Date that does not exist, or on another weekday",
    severity: Severity::Error,
    detects: "A text names a day that no calendar has, such as 31 April, or a weekday that is not the one of its date.",
    why: "Which of the two was meant decides whether a notice was in time.",
    example: "Tuesday, 2 March 2026",
    mend: "Monday, 2 March 2026",
    in_text: Some(wrong),
    ..Rule::BLANK
}];

fn wrong(text: &TextAt, report: &mut Report) {
    if text.text.len() >= 6 {
        for written in dates(&text.text) {
            let shown = text.text.get(written.at.clone()).unwrap_or("");
            if written.date.is_none() {
                let message = format!("{} does not exist", quoted(shown));
                report.at(text.path.clone(), message, "Correct the day or the month");
                break;
            }
            if let Some((said, right, at)) = written.right_weekday() {
                let (said, right) = (weekday_name(said), weekday_name(right));
                let message = format!("{} is a {right}, not a {said}", quoted(shown));
                let mut new = text.text.clone();
                new.replace_range(at, right);
                report
                    .at(text.path.clone(), message, "Correct the weekday or the date")
                    .fix(format!("Write {right}"), vec![Edit::set(text.path.clone(), new)]);
                break;
            }
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("U07", &["overview=The agreement begins on 31 February 2026."]),
    ("U07", &["overview=The agreement begins on 2026-02-30."]),
    ("U07", &["overview=It begins on Monday March 1st, 2026."]),
    ("U07", &["overview=The service begins on Tuesday, 2 March 2026."]),
    ("U07", &["maintenance.freezes=24 December to 31 February"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn right_dates_are_left_alone() {
        for fine in [
            "Monday, 2 March 2026",
            "2026-03-02 (Monday)",
            "24 December to 6 January",
            "Mondays, 1 May may do",
        ] {
            assert!(!codes(&[&format!("maintenance.freezes={fine}")]).contains(&"U07"), "{fine}");
        }
    }

    #[test]
    fn the_weekday_is_mended_in_place() {
        let found = run(&changed(&["overview=Begins on Tuesday, 2 March 2026."]));
        let one = found.iter().find(|f| f.code == "U07").unwrap();
        assert_eq!(one.message, "“2 March 2026” is a Monday, not a Tuesday");
        let edits = format!("{:?}", one.fix.as_ref().unwrap().edits);
        assert!(edits.contains("Begins on Monday, 2 March 2026."), "{edits}");
    }
}
