//! Comparing the bundled examples with edited copies of themselves.

use super::*;
use crate::draft::{Draft, Edit};
use crate::template::{Form, find};
use crate::value::{FieldPath, LeafKind, Node, Shape};
use std::sync::Arc;

fn form() -> Arc<Form> {
    find("cloud-hosting").unwrap()
}

/// The example and a copy of it with these edits.
fn edited(edits: &[Edit]) -> (Draft, Draft) {
    let old = form().example().clone();
    let mut new = old.clone();
    for edit in edits {
        edit.apply(&mut new).unwrap();
    }
    (old, new)
}

fn changes(edits: &[Edit]) -> Vec<FieldChange> {
    let (old, new) = edited(edits);
    fields(&old, &new, form().template())
}

fn one(edits: &[Edit]) -> FieldChange {
    let found = changes(edits);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

fn metric() -> String {
    form().example().agreement.metrics[0].id.to_string()
}

#[test]
fn a_value_is_named_with_its_place_and_both_values() {
    let id = metric();
    let change = one(&[Edit::set(format!("metrics.{id}.target").as_str(), "98.5")]);
    assert_eq!((change.kind, change.label.as_str()), (ChangeKind::Changed, "Target"));
    assert_eq!(change.place[0], "Metrics");
    assert_eq!(change.item.as_ref(), change.place.get(1));
    assert_eq!(change.after, "98.5");
    assert!(!change.before.is_empty() && !change.section.is_empty());
    assert!(change.full_place().ends_with(" › Target"), "{}", change.full_place());
    let names = changed_names(std::slice::from_ref(&change));
    assert_eq!(names, [format!("Target ({})", change.place[1])]);
}

#[test]
fn whoever_never_saw_the_form_reads_what_it_is_and_what_it_belongs_to() {
    let schedule = "credits.schedules.facility";
    let own = one(&[Edit::set("credits.claim_within", "7d")]);
    assert_eq!(own.short_place(), "Claim within (Service credits)");
    let tier = one(&[Edit::set(format!("{schedule}.tiers.t2.to").as_str(), "99")]);
    let within: Vec<String> = [&tier.place[4], &tier.place[2]].map(String::clone).into();
    assert_eq!((tier.place[1].as_str(), tier.place[3].as_str()), ("Schedules", "Tiers"));
    assert_eq!(tier.short_place(), format!("To ({})", within.join(", ")));
    let gone = one(&[Edit::Remove { list: format!("{schedule}.tiers").as_str().into(), id: "t2".into() }]);
    assert_eq!(gone.short_place(), format!("{} ({})", gone.label, gone.place[2]));
}

#[test]
fn values_are_shown_in_words() {
    let change = one(&[Edit::set("term.effective", "2027-01-31")]);
    assert_eq!(change.after, "31\u{a0}January 2027");
    let id = metric();
    let change = one(&[Edit::set(format!("metrics.{id}.target").as_str(), "99,95")]);
    assert_eq!(change.after, "“99,95” (not a value yet)");
    assert!(!change.long);
}

#[test]
fn items_are_matched_by_their_ids() {
    let list = FieldPath::new("metrics");
    let id = metric();
    let added = one(&[
        Edit::Insert { list: list.clone(), at: 0, id: "fresh".into() },
        Edit::set("metrics.fresh.name", "Freshness"),
    ]);
    assert_eq!((added.kind, added.label.as_str()), (ChangeKind::Added, "Freshness"));
    assert!(added.after.starts_with("Name: Freshness") && added.before.is_empty(), "{}", added.after);
    let removed = one(&[Edit::Remove { list: list.clone(), id: id.clone() }]);
    assert_eq!(removed.kind, ChangeKind::Removed);
    assert!(removed.before.contains("Target: "), "{}", removed.before);
    let moved = one(&[Edit::Move { list, id: id.clone(), to: 3 }]);
    let count = form().example().agreement.metrics.len();
    assert_eq!((moved.kind, moved.path.last()), (ChangeKind::Moved, id.as_str()));
    assert_eq!((moved.before, moved.after), (format!("1 of {count}"), format!("4 of {count}")));
}

#[test]
fn answers_go_by_their_questions_and_clauses_by_their_titles() {
    let form = form();
    let question = &form.template().questions[0];
    let other = match &question.kind {
        crate::template::QuestionKind::Choice(values) => values.last().unwrap().0.clone(),
        _ => "7".to_owned(),
    };
    let path = format!("answers.{}.value", question.id);
    let (old, new) = edited(&[Edit::set(path.as_str(), other)]);
    if old != new {
        assert_eq!(fields(&old, &new, form.template())[0].label, question.label);
    }
    let section = &form.template().sections[3];
    let clause = section.clauses.iter().find(|c| !c.text.trim().is_empty() && !c.title.is_empty()).unwrap();
    let key = section.clause_key(clause);
    let change = one(&[
        Edit::Insert { list: "clauses".into(), at: 0, id: key.clone() },
        Edit::set(format!("clauses.{key}.text").as_str(), "Our own words."),
    ]);
    assert_eq!(change.label, format!("Text of “{}”", clause.title));
    assert_eq!((change.before.as_str(), change.after.as_str()), (clause.text.trim(), "Our own words."));
    assert_eq!(change.section, section.title);
    let change = one(&[
        Edit::Insert { list: "choices".into(), at: 0, id: key.clone() },
        Edit::set(format!("choices.{key}.include").as_str(), "no"),
    ]);
    assert_eq!(change.after, "left out");
}

#[test]
fn equal_drafts_have_no_changes_and_every_single_edit_has_one() {
    let form = form();
    let old = form.example().clone();
    assert_eq!(fields(&old, &old.clone(), form.template()), []);
    let mut paths = Vec::new();
    leaves(&old.agreement, &FieldPath::root(), &mut paths);
    assert!(paths.len() > 500, "{}", paths.len());
    for (path, kind) in paths {
        let text = match kind {
            LeafKind::Text | LeafKind::Prose | LeafKind::Lines => "Something else".to_owned(),
            _ => "never a value, for sure".to_owned(),
        };
        let mut new = old.clone();
        if Edit::set(path.clone(), text).apply(&mut new) != Ok(true) {
            continue;
        }
        let found = fields(&old, &new, form.template());
        assert!(found.iter().any(|c| c.path == path), "{path}: {found:?}");
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        assert!(found.iter().all(|c| c.before != c.after), "{path}: {found:?}");
    }
}

fn leaves(node: &dyn Node, path: &FieldPath, found: &mut Vec<(FieldPath, LeafKind)>) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(kind) => found.push((path.clone(), kind)),
        Shape::Record(spec) => {
            for field in spec.fields {
                if let Some(child) = node.child(field.name) {
                    leaves(child, &path.join(field.name), found);
                }
            }
        }
        Shape::List(_) => {
            let list = node.as_list().unwrap();
            for id in list.ids() {
                leaves(list.item(&id).unwrap(), &path.join(&id), found);
            }
        }
    }
}

#[test]
fn drafts_that_differ_anywhere_have_a_change() {
    let old = form().example().clone();
    let template = form();
    let edits: [fn(&mut Draft); 8] = [
        |d| d.id = "other".parse().unwrap(),
        |d| d.created = None,
        |d| d.agreement.answers.reverse(),
        |d| d.pending.push(crate::draft::PendingInput::default()),
        |d| d.choices.push(crate::draft::Choice { id: "gone".parse().unwrap(), ..Default::default() }),
        |d| d.waivers.push(crate::draft::Waiver { id: "w".parse().unwrap(), ..Default::default() }),
        |d| d.agreement.metrics.clear(),
        |d| *d = Draft::default(),
    ];
    for edit in edits {
        let mut new = old.clone();
        edit(&mut new);
        let there = fields(&old, &new, template.template());
        let back = fields(&new, &old, template.template());
        assert_eq!(there.is_empty(), old == new);
        assert_eq!(there.len(), back.len());
    }
}

#[test]
fn many_changes_of_one_thing_go_by_its_name() {
    let found = changes(&[
        Edit::set("title", "Other"),
        Edit::Insert { list: "definitions".into(), at: 0, id: "a".into() },
        Edit::Insert { list: "definitions".into(), at: 0, id: "b".into() },
        Edit::set("term.effective", "2027-01-01"),
        Edit::set("term.notice", "9mo"),
        Edit::set("term.length", "17mo"),
    ]);
    let names = changed_names(&found);
    assert!(
        names.contains(&"Title".to_owned()) && names.contains(&"Definitions (2)".to_owned()),
        "{names:?}"
    );
    assert!(names.iter().any(|n| n.starts_with("Term and exit")), "{names:?}");
    assert_eq!(changed_words(&["A".into(), "B".into(), "C".into()], 2), "A, B and 1 more");
    assert!(changed_words(&["x".repeat(300)], 2).chars().count() <= 60);
}
