//! Numbers of clauses that were typed instead of referred to.

use super::{Cx, Report, Rule, Severity};
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "U06",
    title: "Clause number typed by hand",
    severity: Severity::Hint,
    detects: "A text names a section, clause or annex by its number.",
    why: "Numbers are computed and move when a clause is added; a typed one stays behind.",
    example: "see clause 7.2",
    mend: "see {{ref:credits.claims}}",
    run: typed_number,
    ..Rule::BLANK
}];

/// A typed reference: where it stands, the whole of it, and its number.
struct Typed<'t> {
    whole: &'t str,
    number: &'t str,
    annex: bool,
}

/// Where a number leads.
enum Leads {
    /// A reference that prints the same number.
    To(String),
    Nowhere,
}

fn own_clauses<'c>(cx: &'c Cx<'_>) -> impl Iterator<Item = &'c TextAt> {
    let own = |t: &&TextAt| matches!(t.record.name, "ClauseText" | "ExtraClause") && t.is_prose();
    let numbered = |t: &&TextAt| t.has(Question::LinkableNumber, |text| !typed(text).is_empty());
    cx.texts().filter(own).filter(numbered)
}

fn typed_number(cx: &Cx<'_>, report: &mut Report) {
    for at in own_clauses(cx) {
        let all = typed(&at.text);
        let Some((first, Leads::To(_))) =
            all.iter().map(|t| (t, leads(cx, t))).find(|(_, l)| matches!(l, Leads::To(_)))
        else {
            continue;
        };
        let message = format!("{} is typed by hand", quoted(first.whole));
        let linked = all.iter().fold(at.text.clone(), |text, one| match leads(cx, one) {
            Leads::To(reference) => replace_whole(&text, one.whole, &reference),
            Leads::Nowhere => text,
        });
        report
            .at(
                at.path.clone(),
                message,
                "Write {{ref:section.clause}} instead; the number is then always right",
            )
            .fix("Link it", vec![Edit::set(at.path.clone(), linked)]);
    }
}

/// Part of the rule about references that lead nowhere.
pub(super) fn dangling(cx: &Cx<'_>, report: &mut Report) {
    if cx.document.sections.is_empty() {
        return;
    }
    for at in own_clauses(cx) {
        for one in typed(&at.text).iter().filter(|t| matches!(leads(cx, t), Leads::Nowhere)) {
            let message = format!("{} does not exist in this agreement", quoted(one.whole));
            let hint = "Correct the number, or better refer to the clause with {{ref:section.clause}}";
            let found = report.at(at.path.clone(), message, hint);
            // An annex may belong to another document.
            if one.annex {
                found.severity(Severity::Warning);
            }
        }
    }
}

fn leads(cx: &Cx<'_>, typed: &Typed<'_>) -> Leads {
    let number = typed.number;
    for section in &cx.document.sections {
        let own = section.number.trim_start_matches("Annex ");
        if section.annex == typed.annex && own.eq_ignore_ascii_case(number) {
            return Leads::To(format!("{{{{ref:{}}}}}", section.id));
        }
        if let Some(clause) = section.clauses.iter().find(|c| c.number == number) {
            return Leads::To(format!("{{{{ref:{}.{}}}}}", section.id, clause.id));
        }
    }
    Leads::Nowhere
}

/// All typed references of a text; those to a law or to another document are left out.
fn typed(text: &str) -> Vec<Typed<'_>> {
    const WORDS: &[(&str, bool)] = &[
        ("section ", false),
        ("clause ", false),
        ("chapter ", false),
        ("annex ", true),
        ("schedule ", true),
        ("appendix ", true),
    ];
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(usize, Typed<'_>)> = Vec::new();
    for (word, annex) in WORDS {
        for (at, _) in lower.match_indices(word) {
            let Some(typed) = one(text, &lower, at, word.len(), *annex) else { continue };
            found.push((at, typed));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, typed)| typed).collect()
}

fn one<'t>(text: &'t str, lower: &str, at: usize, word: usize, annex: bool) -> Option<Typed<'t>> {
    let alone = !lower.get(..at)?.chars().next_back().is_some_and(char::is_alphanumeric);
    let rest = text.get(at + word..)?;
    let numeral = |c: char| c.is_ascii_digit() || c == '.';
    let letter = annex && rest.starts_with(|c: char| c.is_ascii_uppercase());
    let length = match letter {
        true => 1,
        false => rest.chars().take_while(|c| numeral(*c)).count(),
    };
    let number = rest.get(..length)?.trim_end_matches('.');
    let after = rest.get(number.len()..)?;
    let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric());
    let law = ["of the", "of regulation", "of directive", "of that", "of its"];
    let elsewhere = law.iter().any(|l| after.trim_start().to_lowercase().starts_with(l));
    let whole = text.get(at..at + word + number.len())?;
    (alone && ends && !number.is_empty() && !elsewhere).then_some(Typed { whole, number, annex })
}

/// Replaces a reference where it stands alone: "clause 7.2" is not part of "clause 7.21".
fn replace_whole(text: &str, what: &str, with: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(what) {
        let (before, hit) = rest.split_at(at);
        let after = hit.get(what.len()..).unwrap_or("");
        let goes_on = after.strip_prefix('.').unwrap_or(after).starts_with(|c: char| c.is_ascii_digit());
        out.push_str(before);
        out.push_str(if goes_on { what } else { with });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    (
        "U06",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=As stated in clause 1.1 and in Section 2.",
        ],
    ),
    (
        "D04",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=As stated in clause 7.29 and Annex Q.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn references_are_told_from_laws_and_other_words() {
        let numbers = |text: &str| typed(text).iter().map(|t| t.whole.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            numbers("See Clause 7.2. Annex B and section 3 apply"),
            ["Clause 7.2", "Annex B", "section 3"]
        );
        for none in [
            "section 12 of the Act",
            "subsection 3",
            "a schedule a week ahead",
            "clause 5a",
            "Schedule Monday",
        ] {
            assert!(numbers(none).is_empty(), "{none}");
        }
        assert_eq!(
            replace_whole("clause 7.2, clause 7.21, clause 7.2.", "clause 7.2", "X"),
            "X, clause 7.21, X."
        );
    }

    #[test]
    fn a_number_that_exists_is_linked_and_one_that_does_not_is_an_error() {
        let own = |text: &str| {
            [
                "+extra_clauses own".to_owned(),
                "extra_clauses.own.section=credits".to_owned(),
                "extra_clauses.own.title=Own".to_owned(),
                format!("extra_clauses.own.text={text}"),
            ]
        };
        let lines = own("As stated in clause 1.1.");
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = run(&changed(&lines));
        let fix = found.iter().find(|f| f.code == "U06").and_then(|f| f.fix.clone()).unwrap();
        let Some(Edit::Set { text, .. }) = fix.edits.first() else { panic!("{fix:?}") };
        assert!(text.starts_with("As stated in {{ref:parties."), "{text}");
        let lines = own("As stated in clause 99.1.");
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = codes(&lines);
        assert!(found.contains(&"D04") && !found.contains(&"U06"), "{found:?}");
    }
}
