//! A clause of the drafter's own stands where it was put, in every export and after damage to its file.

use super::canonical::{assert_pdf_agrees, assert_texts_agree, exported};
use super::drafts::{derived, put};
use super::pdf;
use clausewright::draft::{Draft, Edit, from_ron, read_any, to_ron};
use clausewright::export::{ExportOptions, Format};
use clausewright::redline::{ChangeKind, fields};
use clausewright::template::{Form, find};
use std::sync::Arc;

const SECTION: &str = "credits";
const TITLE: &str = "Credits in kind";
const TEXT: &str = "The Provider may offer hours of work in place of money.";

fn form() -> Arc<Form> {
    find("cloud-hosting").unwrap()
}

/// The example with a clause of its own in a section that prints several; empty `before` is its end.
fn with(before: &str) -> Draft {
    let mut draft = form().example().clone();
    let insert = Edit::Insert { list: "extra_clauses".into(), at: 0, id: "own".to_owned() };
    assert_eq!(insert.apply(&mut draft), Ok(true));
    for (field, text) in [("section", SECTION), ("title", TITLE), ("text", TEXT), ("before", before)] {
        put(&mut draft, &format!("extra_clauses.own.{field}").as_str().into(), text);
    }
    draft
}

/// Keys and titles of the section's clauses as they are printed, in their order.
fn printed(draft: &Draft) -> Vec<(String, String)> {
    let (document, _) = derived(draft, &form());
    let section = document.sections.iter().find(|s| s.id == SECTION).unwrap();
    section.clauses.iter().map(|c| (c.id.clone(), c.title.clone().unwrap_or_default())).collect()
}

#[test]
fn it_stands_before_the_clause_that_it_names_and_the_rest_is_numbered_on() {
    let all = printed(form().example());
    for (at, (id, _)) in all.iter().enumerate() {
        let draft = with(&format!("{SECTION}-{id}"));
        let (document, found) = derived(&draft, &form());
        let section = document.sections.iter().find(|s| s.id == SECTION).unwrap();
        let ids: Vec<&str> = section.clauses.iter().map(|c| c.id.as_str()).collect();
        assert_eq!((ids[at], ids[at + 1]), ("own", id.as_str()));
        let mut last = 0;
        for clause in section.clauses.iter().filter(|c| !c.number.is_empty()) {
            let number: usize = clause.number.rsplit('.').next().unwrap().parse().unwrap();
            assert_eq!(number, last + 1, "{ids:?}");
            last = number;
        }
        assert!(!found.iter().any(|f| f.path.as_str().starts_with("extra_clauses")), "{found:?}");
        assert_texts_agree(&document, id);
    }
    let at_end = printed(&with(""));
    assert_eq!(at_end.last().unwrap().1, TITLE);
}

#[test]
fn markdown_and_pdf_print_it_there() {
    let all = printed(form().example());
    let (id, next) = &all[2];
    let draft = with(&format!("{SECTION}-{id}"));
    let (document, _) = derived(&draft, &form());
    assert_pdf_agrees(&document, &ExportOptions::default(), "an own clause in between");
    let markdown = exported(&document, Format::Markdown, &ExportOptions::default());
    let markdown = String::from_utf8(markdown).unwrap();
    let bytes = exported(&document, Format::Pdf, &ExportOptions::default());
    let (before, text) = (&all[1].1, pdf::read(&bytes).text());
    for said in [&markdown, &text] {
        let at = |words: &str| said.rfind(words).unwrap_or_else(|| panic!("{words} is not there"));
        assert!(at(before) < at(TITLE) && at(TITLE) < at(TEXT) && at(TEXT) < at(next), "{before} {next}");
    }
}

#[test]
fn a_comparison_says_that_it_came_and_that_it_moved() {
    let all = printed(form().example());
    let key = |at: usize| format!("{SECTION}-{}", all[at].0);
    let form = form();
    let came = fields(form.example(), &with(&key(1)), form.template());
    assert_eq!(came.len(), 1, "{came:#?}");
    assert_eq!((came[0].kind, came[0].path.as_str()), (ChangeKind::Added, "extra_clauses.own"));
    assert!(came[0].after.contains(TEXT) && came[0].after.contains(&all[1].1), "{}", came[0].after);
    let moved = fields(&with(&key(1)), &with(&key(3)), form.template());
    assert_eq!(moved.len(), 1, "{moved:#?}");
    assert_eq!((moved[0].path.last(), moved[0].label.as_str()), ("before", "Stands before"));
    assert!(moved[0].before.contains(&all[1].1) && moved[0].after.contains(&all[3].1), "{:?}", moved[0]);
    let to_end = fields(&with(&key(1)), &with(""), form.template());
    assert!(to_end.len() == 1 && to_end[0].after.is_empty(), "{to_end:#?}");
}

#[test]
fn damage_costs_its_place_at_most_and_never_its_words() {
    let all = printed(form().example());
    let key = format!("{SECTION}-{}", all[2].0);
    let draft = with(&key);
    let text = to_ron(&draft).unwrap();
    assert!(from_ron(text.as_bytes()).unwrap() == draft);
    let line = format!("before: \"{key}\",");
    assert_eq!(text.matches(&line).count(), 1);
    for (broken, place) in [
        // Elsewhere in the file: everything stays.
        (text.replacen("governing_law: \"", "governing_law: ", 1), Some(2)),
        // The line itself is lost, or its quotes are.
        (text.replace(&line, "before: \"credits-"), None),
        (text.replace(&line, &format!("before: {key},")), Some(2)),
        (text.replace(&line, "before"), None),
    ] {
        let read = read_any(broken.as_bytes()).unwrap();
        assert!(!read.losses.is_empty());
        let own =
            read.draft.extra_clauses.iter().find(|c| c.text.contains(TEXT)).expect("its words are kept");
        assert_eq!((own.section.as_str(), own.title.as_str()), (SECTION, TITLE));
        let order = printed(&read.draft);
        let at = order.iter().position(|(_, title)| title == TITLE).expect("it is printed");
        assert_eq!(at, place.unwrap_or(order.len() - 1), "{:?}", read.losses);
    }
}
