//! Every field of every example, changed in turn: one entry, and taken back nothing is left.

use super::*;
use crate::agreement::Agreement;
use crate::draft::Edit;
use crate::redline::take_back;
use crate::template::library;
use crate::value::{FieldPath, LeafKind, Node, Record, Shape};

/// Another text for a value of this kind.
fn another(kind: LeafKind, text: &str) -> Option<String> {
    let other = |a: &str, b: &str| Some(if text == a { b } else { a }.to_owned());
    match kind {
        LeafKind::Text | LeafKind::Prose | LeafKind::Lines => {
            Some(format!("Something else than {}", text.len()))
        }
        LeafKind::Id | LeafKind::Ref | LeafKind::Refs => None,
        LeafKind::Whole | LeafKind::Number => other("7", "8"),
        LeafKind::Percent => other("98.5", "97"),
        LeafKind::Money => other("1234.00 EUR", "99.00 EUR"),
        LeafKind::Currency => other("USD", "EUR"),
        LeafKind::Duration => other("17d", "3h"),
        LeafKind::Date => other("2027-02-03", "2028-12-01"),
        LeafKind::DayOff => other("2027-02-03", "Good Friday"),
        LeafKind::Time => other("07:30", "09:45"),
        LeafKind::Weekdays => other("Mon,Sat", "Sun"),
        LeafKind::Zone => other("Asia/Tokyo", "UTC"),
        LeafKind::YesNo => other("yes", "no"),
        LeafKind::Choice(variants) => {
            variants.iter().map(|v| v.name).find(|name| *name != text).map(str::to_owned)
        }
    }
}

fn leaves(node: &dyn Node, path: &FieldPath, found: &mut Vec<(FieldPath, LeafKind, String)>) {
    match node.shape() {
        Shape::Leaf(kind) => found.push((path.clone(), kind, node.text())),
        Shape::Record(spec) => {
            for field in spec.fields {
                leaves(node.child(field.name).unwrap(), &path.join(field.name), found);
            }
        }
        Shape::List(_) => {
            let list = node.as_list().unwrap();
            list.ids().iter().for_each(|id| leaves(list.item(id).unwrap(), &path.join(id), found));
        }
    }
}

/// The names of fields along a path: of two entries of one list one is enough.
fn pattern(path: &FieldPath) -> String {
    let mut spec = Agreement::SPEC;
    let mut names = Vec::new();
    for segment in path.segments() {
        let Some(field) = spec.field(segment) else { continue };
        names.push(field.name);
        if let Shape::Record(inner) | Shape::List(inner) = field.shape() {
            spec = inner;
        }
    }
    names.join(".")
}

fn lists(node: &dyn Node, path: &FieldPath, found: &mut Vec<FieldPath>) {
    match node.shape() {
        Shape::Leaf(_) => {}
        Shape::Record(spec) => {
            for field in spec.fields {
                lists(node.child(field.name).unwrap(), &path.join(field.name), found);
            }
        }
        Shape::List(_) => {
            found.push(path.clone());
            let list = node.as_list().unwrap();
            list.ids().iter().for_each(|id| lists(list.item(id).unwrap(), &path.join(id), found));
        }
    }
}

#[test]
fn every_field_changed_in_turn_is_one_entry_and_can_be_taken_back() {
    let (mut all, mut explained_ones) = (0, 0);
    let mut silent = std::collections::BTreeSet::new();
    let mut seen = std::collections::HashSet::new();
    for (at, form) in library().iter().enumerate() {
        let old = form.example();
        let mut found = Vec::new();
        leaves(&old.agreement, &FieldPath::root(), &mut found);
        for (path, kind, text) in found {
            if path.as_str().starts_with("answers") || !seen.insert((at, pattern(&path))) {
                continue;
            }
            let Some(other) = another(kind, &text) else { continue };
            let mut new = old.clone();
            if Edit::set(path.clone(), other.as_str()).apply(&mut new) != Ok(true) {
                continue;
            }
            let changes = explained(old, &new, form);
            assert_eq!(changes.len(), 1, "{path} = {other}: {changes:#?}");
            let change = &changes[0];
            assert_eq!(change.path, path);
            all += 1;
            let said = change.meaning.as_ref().is_some_and(|m| !m.trim().is_empty());
            explained_ones += usize::from(said || change.favours.is_some());
            let prose = matches!(kind, LeafKind::Text | LeafKind::Prose);
            let told = said || change.favours.is_some() || prose;
            if !told {
                silent.insert(pattern(&path));
            }
            for edit in take_back(old, &new, &[change]) {
                edit.apply(&mut new).unwrap();
            }
            assert_eq!(new, *old, "{path}");
        }
    }
    assert!(silent.is_empty(), "nothing is said about {silent:#?}");
    assert!(all > 700 && explained_ones * 10 > all * 6, "{explained_ones} of {all}");
}

#[test]
fn every_item_that_comes_goes_or_moves_is_one_entry_and_can_be_taken_back() {
    for form in library() {
        let old = form.example();
        let mut all = Vec::new();
        lists(&old.agreement, &FieldPath::root(), &mut all);
        for list in all.into_iter().filter(|l| l.as_str() != "answers") {
            let ids = old.node(&list).unwrap().as_list().unwrap().ids();
            let mut edits =
                vec![Edit::Insert { list: list.clone(), at: ids.len() / 2, id: "fresh-one".into() }];
            if let Some(id) = ids.first() {
                edits.push(Edit::Remove { list: list.clone(), id: id.clone() });
            }
            if let Some(id) = ids.last().filter(|_| ids.len() > 1) {
                edits.push(Edit::Move { list: list.clone(), id: id.clone(), to: 0 });
            }
            for edit in edits {
                let mut new = old.clone();
                edit.apply(&mut new).unwrap();
                let changes = explained(old, &new, form);
                let roots: Vec<&FieldChange> = changes.iter().filter(|c| c.cause.is_none()).collect();
                assert_eq!(roots.len(), 1, "{edit:?}: {changes:#?}");
                for back in take_back(old, &new, &roots) {
                    back.apply(&mut new).unwrap();
                }
                assert_eq!(new, *old, "{edit:?}");
            }
        }
    }
}

#[test]
fn any_two_drafts_can_be_compared_and_equal_ones_differ_in_nothing() {
    let drafts: Vec<Draft> = library()
        .iter()
        .flat_map(|form| [form.start().clone(), form.example().clone()])
        .chain([Draft::default()])
        .collect();
    for form in library() {
        for old in &drafts {
            assert_eq!(explained(old, old, form), []);
            for new in &drafts {
                let changes = explained(old, new, form);
                assert!(changes.iter().all(|c| c.cause.as_ref() != Some(&c.path)));
                let roots = changes.iter().filter(|c| c.cause.is_none()).count();
                assert!(changes.is_empty() || roots > 0);
            }
        }
    }
}
