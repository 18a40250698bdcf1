//! Any clause of any form can be left out: what is left stands on its own, or says what it lacks.

use super::drafts::derived;
use clausewright::check::{Finding, Severity};
use clausewright::document::{Document, canonical_text};
use clausewright::draft::{Draft, from_ron, to_ron};
use clausewright::template::{Clause, Form, Section, library};

fn clauses(form: &Form) -> impl Iterator<Item = (&Section, &Clause)> {
    form.template().sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)))
}

fn without(form: &Form, clauses: &[(&Section, &Clause)]) -> Draft {
    let mut draft = form.example().clone();
    for (section, clause) in clauses {
        for edit in clause.decided(&draft, &section.clause_key(clause), false) {
            edit.apply_strict(&mut draft).unwrap();
        }
    }
    draft
}

fn mended(draft: &Draft, found: &[Finding], code: &str) -> Draft {
    let mut draft = draft.clone();
    let fixes = found.iter().filter(|f| f.code == code).filter_map(|f| f.fix.as_ref());
    for edit in fixes.flat_map(|fix| &fix.edits) {
        // Several findings put the same clause back.
        let _done = edit.apply(&mut draft).is_err();
    }
    draft
}

/// Numbers follow each other, and every clause has the number of its section.
fn is_numbered(document: &Document) -> bool {
    document.sections.iter().all(|section| {
        let prefix = section.number.trim_start_matches("Annex ");
        let numbered = section.clauses.iter().filter(|c| !c.number.is_empty());
        numbered.enumerate().all(|(n, c)| c.number == format!("{prefix}.{}", n + 1))
    })
}

#[test]
fn each_clause_can_be_left_out_and_put_back() {
    let (mut tried, mut warned, mut dangling) = (0, 0, 0);
    for form in library() {
        let (whole, _) = derived(form.example(), form);
        for (section, clause) in clauses(form) {
            let key = section.clause_key(clause);
            let path = format!("clauses.{key}");
            let is_printed = |document: &Document| {
                document.sections.iter().flat_map(|s| &s.clauses).any(|c| c.path.as_str() == path)
            };
            if !is_printed(&whole) {
                continue;
            }
            let draft = without(form, &[(section, clause)]);
            let (document, found) = derived(&draft, form);
            assert!(!is_printed(&document) && is_numbered(&document), "{key}");
            let again = from_ron(to_ron(&draft).unwrap().as_bytes()).unwrap();
            assert!(again == draft, "{key}");
            // A reference that leads nowhere is marked, told with both names, and mended by putting the clause back.
            let marks = canonical_text(&document).matches(", which is left out]").count();
            let told: Vec<&Finding> = found.iter().filter(|f| f.code == "D04").collect();
            assert_eq!(marks > 0, !told.is_empty(), "{key}: {told:?}");
            let name = section.name_of(clause, &draft);
            for finding in &told {
                dangling += 1;
                let named = finding.message.contains(&format!("“{name}”"))
                    || finding.message.contains(&format!("“{}”", section.title));
                assert!(named && finding.message.contains(" refers to "), "{key}: {}", finding.message);
                assert!(finding.related.iter().any(|p| p.as_str().starts_with("choices.")), "{key}");
            }
            if !told.is_empty() {
                let back = mended(&draft, &found, "D04");
                assert!(is_printed(&derived(&back, form).0), "{key}: the fix does not put it back");
            }
            // Nothing else becomes wrong but what is said about this clause.
            let other = found.iter().find(|f| f.severity == Severity::Error && f.code != "D04");
            assert!(other.is_none(), "{key}: {other:?}");
            if clause.optional.is_none() && !clause.blocks.is_empty() {
                let loses = clause.blocks.iter().any(|block| !block.loss().is_empty());
                let warning = found.iter().find(|f| f.code == "D19");
                warned += usize::from(warning.is_some());
                if let Some(warning) = warning.filter(|_| loses) {
                    let fix = warning.fix.as_ref().unwrap();
                    let mut back = draft.clone();
                    fix.edits.iter().for_each(|edit| assert!(edit.apply_strict(&mut back).is_ok()));
                    assert!(back == *form.example(), "{key}: putting it back leaves something behind");
                }
            }
            tried += 1;
        }
    }
    assert!(tried > 200 && warned > 60 && dangling > 40, "{tried} {warned} {dangling}");
}

#[test]
fn each_section_can_be_left_out_whole() {
    for form in library() {
        for section in &form.template().sections {
            let all: Vec<_> = section.clauses.iter().map(|c| (section, c)).collect();
            let draft = without(form, &all);
            let (document, found) = derived(&draft, form);
            assert!(!document.sections.iter().any(|s| s.id == section.id.as_str()), "{}", section.id);
            assert!(section.is_left_out(&draft) && is_numbered(&document));
            for id in &section.questions {
                let asked = format!("answers.{id}.value");
                let elsewhere = form.template().uses_answer(&draft, id);
                let told = found.iter().any(|f| f.path.as_str() == asked && f.code == "F06");
                assert!(elsewhere || !told, "{asked}");
            }
        }
    }
}

#[test]
fn an_agreement_without_anything_is_an_empty_one() {
    for form in library() {
        let all: Vec<_> = clauses(form).collect();
        let draft = without(form, &all);
        let (document, found) = derived(&draft, form);
        assert!(document.sections.is_empty());
        assert!(found.iter().any(|f| f.code == "D19"), "it is told");
    }
}

#[test]
fn headings_of_ones_own_are_printed_and_change_nothing_else() {
    use clausewright::draft::Edit;
    for form in library() {
        let mut draft = form.example().clone();
        let section = &form.template().sections[2];
        let clause = section.clauses.iter().find(|c| !c.title.is_empty()).unwrap();
        let key = section.clause_key(clause);
        draft.choices.retain(|c| c.id.as_str() != key);
        for edit in [
            Edit::Insert { list: "choices".into(), at: 0, id: key.clone() },
            Edit::set(format!("choices.{key}.title").as_str(), "Zanzibar"),
            Edit::Insert { list: "headings".into(), at: 0, id: section.id.to_string() },
            Edit::set(format!("headings.{}.title", section.id).as_str(), "Timbuktu"),
        ] {
            edit.apply_strict(&mut draft).unwrap();
        }
        let (before, _) = derived(form.example(), form);
        let (after, found) = derived(&draft, form);
        assert!(!found.iter().any(|f| f.severity == Severity::Error), "{found:?}");
        let (before, after) = (canonical_text(&before), canonical_text(&after));
        let changed: Vec<(&str, &str)> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(changed.len(), 2, "{changed:?}");
        assert!(changed[0].1.ends_with("Timbuktu") && changed[1].1.ends_with("Zanzibar"), "{changed:?}");
    }
}
