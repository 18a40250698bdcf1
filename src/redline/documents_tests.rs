//! Whatever two documents are compared: accepting all gives the new one, rejecting all the old one.

use super::tokens::{Lexicon, Sort, tokens};
use super::*;
use crate::document::{Document, assemble, canonical_text};
use crate::draft::{Draft, Edit, ExtraClause};
use crate::template::{Form, find, library};
use crate::value::{FieldPath, LeafKind, Node, Shape};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::HashSet;
use std::sync::Arc;

fn form() -> Arc<Form> {
    find("cloud-hosting").unwrap()
}

fn compared(old: &Document, new: &Document) -> TextChanges {
    let changes = documents(old, new);
    assert_lines(&changes.accepted(), &canonical_text(new), "accepted");
    assert_lines(&changes.rejected(), &canonical_text(old), "rejected");
    assert_values_stay(&changes);
    assert_eq!(changes.is_same(), !any_mark(&changes) && changes.counts() == Counts::default());
    changes
}

#[track_caller]
fn assert_lines(found: &str, wanted: &str, what: &str) {
    if found != wanted {
        let differs = found.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let near =
            |text: &str| text.lines().skip(differs.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
        panic!("{what}, line {differs}:\n{}\n--- wanted\n{}", near(found), near(wanted));
    }
}

/// Every text of a comparison in which both sides stand.
fn texts(changes: &TextChanges, visit: &mut impl FnMut(&Words)) {
    fn blocks(all: &[BlockChange], visit: &mut impl FnMut(&Words)) {
        for block in all {
            match &block.body {
                Body::Paragraph(words) | Body::Heading(words) => visit(words),
                Body::List { items, .. } => items.iter().for_each(|item| blocks(&item.blocks, visit)),
                Body::Table(table) => {
                    visit(&table.caption);
                    table.columns.iter().for_each(|column| visit(&column.title));
                    table.rows.iter().flat_map(|row| &row.cells).for_each(&mut *visit);
                }
                Body::KeyValues(pairs) => pairs.iter().for_each(|pair| {
                    visit(&pair.key);
                    visit(&pair.value);
                }),
                Body::Signatures(all) => all.iter().for_each(|block| {
                    visit(&block.heading);
                    block.lines.iter().for_each(|line| visit(&line.value));
                }),
                Body::PageBreak => {}
            }
        }
    }
    visit(&changes.front.title);
    changes.front.facts.iter().for_each(|fact| visit(&fact.value));
    blocks(&changes.front.overview, visit);
    for section in &changes.sections {
        visit(&section.title);
        for clause in &section.clauses {
            visit(&clause.title);
            blocks(&clause.blocks, visit);
        }
    }
}

fn any_mark(changes: &TextChanges) -> bool {
    let mut found = false;
    texts(changes, &mut |words| found |= !words.is_same());
    found
}

/// No number, date or amount stands both in what is removed and in what is added at one place.
fn assert_values_stay(changes: &TextChanges) {
    texts(changes, &mut |words| {
        let values = |text: &str| -> HashSet<String> {
            let found = tokens(text, &Lexicon::default(), &[], true);
            found.into_iter().filter(|t| t.sort == Sort::Value).map(|t| t.key.into_owned()).collect()
        };
        let (mut removed, mut added) = (String::new(), String::new());
        let check = |removed: &mut String, added: &mut String| {
            let both: Vec<String> = values(removed).intersection(&values(added)).cloned().collect();
            assert!(both.is_empty(), "{both:?} stay but are marked: [-{removed}-]{{+{added}+}}");
            removed.clear();
            added.clear();
        };
        for bit in &words.0 {
            match bit.run {
                Run::Same => check(&mut removed, &mut added),
                Run::Removed => removed.push_str(&bit.text),
                Run::Added => added.push_str(&bit.text),
            }
        }
        check(&mut removed, &mut added);
    });
}

fn changed(edits: &[Edit]) -> TextChanges {
    let form = form();
    let mut new = form.example().clone();
    for edit in edits {
        edit.apply(&mut new).unwrap();
    }
    compared(&assemble(form.example(), &form), &assemble(&new, &form))
}

fn standings(changes: &TextChanges) -> Vec<(String, Standing)> {
    let clauses = changes.sections.iter().flat_map(|section| &section.clauses);
    let name = |clause: &ClauseChange| {
        let heading = clause.new.as_ref().or(clause.old.as_ref()).unwrap();
        heading.id.clone()
    };
    clauses.filter(|c| !c.standing.is_same()).map(|c| (name(c), c.standing.clone())).collect()
}

fn own_clause(id: &str, section: &str, title: &str, text: &str) -> ExtraClause {
    ExtraClause {
        id: id.parse().unwrap(),
        section: section.parse().unwrap(),
        title: title.parse().unwrap(),
        text: text.parse().unwrap(),
        ..ExtraClause::default()
    }
}

const ONE: &str = "The Customer may send two engineers to each drill of the restore procedure, at its own cost, if it \
                   names them 10 days ahead.";
const TWO: &str = "The Provider shall keep the minutes of every drill for 24 months and shall hand them over on request \
                   within 5 days.";

/// The text with these clauses of the drafter's own, one draft each.
fn with_clauses(old: Vec<ExtraClause>, new: Vec<ExtraClause>) -> TextChanges {
    let form = form();
    let of = |clauses: Vec<ExtraClause>| {
        let draft = Draft { extra_clauses: clauses, ..form.example().clone() };
        assemble(&draft, &form)
    };
    compared(&of(old), &of(new))
}

#[test]
fn a_document_compared_with_itself_has_no_changes() {
    for form in library() {
        for draft in [form.example(), form.start(), &Draft::default()] {
            let document = assemble(draft, form);
            let changes = compared(&document, &document);
            assert!(changes.is_same() && !any_mark(&changes));
            // Word by word as well, for the short way out takes equal clauses as they are.
            let mut other = document.clone();
            other.meta.id.push('x');
            assert!(compared(&document, &other).is_same());
        }
    }
}

#[test]
fn a_changed_number_is_all_that_is_marked() {
    let changes = changed(&[Edit::set("term.effective", "2026-03-01")]);
    let mut marked = Vec::new();
    texts(&changes, &mut |words| {
        marked.extend(words.0.iter().filter(|b| b.run == Run::Added).map(|b| b.text.replace('\u{a0}', " ")));
    });
    assert!(marked.iter().any(|text| text == "1 March 2026"), "{marked:?}");
    assert!(marked.iter().all(|text| text.chars().count() < 40), "{marked:?}");
}

#[test]
fn numbers_of_clauses_and_references_are_never_marked() {
    let own = own_clause("drills", "agreement", "Drills", ONE);
    let changes =
        with_clauses(Vec::new(), vec![ExtraClause { before: "agreement-purpose".parse().unwrap(), ..own }]);
    assert_eq!(standings(&changes), [("drills".to_owned(), Standing::Added)]);
    let renumbered = changes.sections[0]
        .clauses
        .iter()
        .filter(|c| c.old.as_ref().zip(c.new.as_ref()).is_some_and(|(old, new)| old.number != new.number));
    assert!(
        renumbered.count() > 0,
        "{:?}",
        changes.sections[0].clauses.iter().map(|c| &c.new).collect::<Vec<_>>()
    );
}

#[test]
fn a_clause_that_went_to_another_section_was_moved() {
    let changes = with_clauses(
        vec![own_clause("drills", "agreement", "Drills", ONE)],
        vec![own_clause("drills", "governance", "Drills", &ONE.replace("two", "three"))],
    );
    let found = standings(&changes);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(matches!(&found[0].1, Standing::MovedAway { to } if to.starts_with("clause 12.")), "{found:?}");
    assert!(
        matches!(&found[1].1, Standing::MovedHere { from } if from.starts_with("clause 1.")),
        "{found:?}"
    );
    let mut marks = Vec::new();
    for clause in changes.sections.iter().flat_map(|s| &s.clauses) {
        if matches!(clause.standing, Standing::MovedHere { .. }) {
            let Body::Paragraph(words) = &clause.blocks[0].body else { panic!() };
            marks = words.0.iter().filter(|b| b.run != Run::Same).map(|b| b.text.clone()).collect();
        }
    }
    assert_eq!(marks, ["two", "three"]);
}

#[test]
fn a_clause_under_another_id_is_known_by_its_words() {
    let changes = with_clauses(
        vec![own_clause("a", "agreement", "Drills", ONE)],
        vec![own_clause("b", "agreement", "Drills of restore", &ONE.replace("10 days", "15 days"))],
    );
    assert_eq!(standings(&changes), [("b".to_owned(), Standing::Changed)]);
}

#[test]
fn a_clause_that_was_split_or_merged_is_shown_as_such() {
    let whole = || own_clause("drills", "agreement", "Drills", &format!("{ONE} {TWO}"));
    let first = || own_clause("drills", "agreement", "Drills", ONE);
    let second = || own_clause("minutes", "agreement", "Minutes", TWO);
    let split = with_clauses(vec![whole()], vec![first(), second()]);
    let found = standings(&split);
    assert_eq!(found[0], ("drills".to_owned(), Standing::Changed));
    assert!(matches!(&found[1].1, Standing::SplitOff { from } if from.starts_with("clause 1.")), "{found:?}");
    let clause =
        split.sections[0].clauses.iter().find(|c| matches!(c.standing, Standing::SplitOff { .. })).unwrap();
    assert!(clause.blocks[0].body.is_same(), "{:?}", clause.blocks);
    let merged = with_clauses(vec![first(), second()], vec![whole()]);
    let found = standings(&merged);
    assert!(matches!(&found[1].1, Standing::MergedInto { to } if to.starts_with("clause 1.")), "{found:?}");
    let parts = merged.sections[0].clauses.iter().flat_map(|c| &c.parts).count();
    assert_eq!(parts, 1);
}

#[test]
fn a_paragraph_that_was_split_is_still_one_text() {
    let changes = with_clauses(
        vec![own_clause("drills", "agreement", "Drills", &format!("{ONE} {TWO}"))],
        vec![own_clause("drills", "agreement", "Drills", &format!("{ONE}\n\n{TWO}"))],
    );
    let clause = changes.sections[0].clauses.iter().find(|c| c.new.as_ref().unwrap().id == "drills").unwrap();
    let [block] = clause.blocks.as_slice() else { panic!("{:?}", clause.blocks) };
    assert_eq!(block.standing, Standing::Split);
    let Body::Paragraph(words) = &block.body else { panic!() };
    let marks: Vec<&str> = words.0.iter().filter(|b| b.run != Run::Same).map(|b| b.text.as_str()).collect();
    assert_eq!(marks, [" ", "\u{2029}"]);
}

#[test]
fn rows_match_by_what_they_hold() {
    let form = form();
    let mut new = form.example().clone();
    let definitions = &mut new.agreement.definitions;
    let removed = definitions.remove(3);
    let changes = compared(&assemble(form.example(), &form), &assemble(&new, &form));
    let mut rows = Vec::new();
    for block in changes.sections.iter().flat_map(|s| &s.clauses).flat_map(|c| &c.blocks) {
        if let Body::Table(table) = &block.body {
            rows.extend(table.rows.iter().filter(|r| !r.standing.is_same()).cloned());
        }
    }
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!(rows[0].standing, Standing::Removed);
    assert_eq!(rows[0].cells[0].old_text(), removed.term.as_str());
}

#[test]
fn a_table_that_grew_a_lot_is_still_the_same_table() {
    let form = form();
    let mut new = form.example().clone();
    let one = new.agreement.definitions[0].clone();
    for n in 0..300 {
        let mut more = one.clone();
        more.id = format!("more-{n}").parse().unwrap();
        more.term = format!("Item {n}").parse().unwrap();
        more.meaning =
            format!("Whatever is said of item {n} in sentence {n}, and of nothing else.").parse().unwrap();
        new.agreement.definitions.push(more);
    }
    let changes = compared(&assemble(form.example(), &form), &assemble(&new, &form));
    let mut removed = 0;
    texts(&changes, &mut |words| removed += words.0.iter().filter(|bit| bit.run == Run::Removed).count());
    assert_eq!(removed, 0);
}

#[test]
fn any_two_forms_can_be_compared() {
    let drafts: Vec<(Document, &str)> = library()
        .iter()
        .flat_map(|form| {
            [form.example(), form.start()].map(|d| (assemble(d, form), form.template().id.as_str()))
        })
        .chain([(Document::default(), "nothing")])
        .collect();
    for (old, _) in &drafts {
        for (new, _) in &drafts {
            compared(old, new);
        }
    }
}

/// Every field with a single value, and every list, by path.
fn places(
    node: &dyn Node,
    path: &FieldPath,
    fields: &mut Vec<(FieldPath, LeafKind)>,
    lists: &mut Vec<FieldPath>,
) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(kind) => fields.push((path.clone(), kind)),
        Shape::Record(spec) => {
            for field in spec.fields {
                if let Some(child) = node.child(field.name) {
                    places(child, &path.join(field.name), fields, lists);
                }
            }
        }
        Shape::List(_) => {
            lists.push(path.clone());
            let list = node.as_list().unwrap();
            for id in list.ids() {
                places(list.item(&id).unwrap(), &path.join(&id), fields, lists);
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Set(Index, String),
    Tweak(Index, Index),
    Remove(Index, Index),
    Move(Index, Index, usize),
    Duplicate(Index, Index),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let text = prop_oneof!["[a-z ,.\n]{0,40}", "[0-9]{1,3}", "\\PC{0,20}", Just("2027-05-01".to_owned())];
    prop_oneof![
        2 => (index(), text).prop_map(|(at, text)| Step::Set(at, text)),
        4 => (index(), index()).prop_map(|(at, word)| Step::Tweak(at, word)),
        1 => (index(), index()).prop_map(|(list, item)| Step::Remove(list, item)),
        1 => (index(), index(), 0..9usize).prop_map(|(list, item, to)| Step::Move(list, item, to)),
        1 => (index(), index()).prop_map(|(list, item)| Step::Duplicate(list, item)),
    ]
}

fn edit(draft: &mut Draft, step: &Step) {
    let (mut fields, mut lists) = (Vec::new(), Vec::new());
    places(&draft.agreement, &FieldPath::root(), &mut fields, &mut lists);
    let item = |draft: &Draft, list: &FieldPath, at: &Index| {
        let ids = draft.node(list)?.as_list()?.ids();
        (!ids.is_empty()).then(|| at.get(&ids).clone())
    };
    let edit = match step {
        Step::Set(at, text) => Some(Edit::set(at.get(&fields).0.clone(), text.as_str())),
        // A word of a text goes, or another one comes.
        Step::Tweak(at, word) => {
            let texts: Vec<&FieldPath> = fields
                .iter()
                .filter(|(_, kind)| matches!(kind, LeafKind::Text | LeafKind::Prose))
                .map(|(path, _)| path)
                .collect();
            let path = *at.get(&texts);
            let text = draft.text(path);
            let mut words: Vec<&str> = text.split(' ').collect();
            let place = word.index(words.len());
            match place % 3 {
                0 => drop(words.remove(place)),
                1 => words.insert(place, "thirteen (13) new"),
                _ => words[place] = "other",
            }
            Some(Edit::set(path.clone(), words.join(" ")))
        }
        Step::Remove(list, at) => {
            let list = list.get(&lists).clone();
            item(draft, &list, at).map(|id| Edit::Remove { id, list })
        }
        Step::Move(list, at, to) => {
            let list = list.get(&lists).clone();
            item(draft, &list, at).map(|id| Edit::Move { id, list, to: *to })
        }
        Step::Duplicate(list, at) => {
            let list = list.get(&lists).clone();
            item(draft, &list, at).map(|id| Edit::Duplicate { copy: format!("{id}-copy"), id, list })
        }
    };
    if let Some(edit) = edit {
        let _ = edit.apply(draft);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn accepting_gives_the_new_document_and_rejecting_the_old(
        form in any::<Index>(),
        before in prop::collection::vec(step(), 0..6),
        after in prop::collection::vec(step(), 1..12),
    ) {
        let form = form.get(library());
        let mut old = form.example().clone();
        before.iter().for_each(|step| edit(&mut old, step));
        let mut new = old.clone();
        after.iter().for_each(|step| edit(&mut new, step));
        let (old_text, new_text) = (assemble(&old, form), assemble(&new, form));
        let changes = compared(&old_text, &new_text);
        if canonical_text(&old_text) == canonical_text(&new_text) {
            prop_assert!(!any_mark(&changes));
        }
        let (o, n) = (
            Version { name: "old", draft: &old, form },
            Version { name: "new", draft: &new, form },
        );
        let redline = Redline::of_documents((o, &old_text), (n, &new_text));
        let text = to_text(&redline);
        prop_assert_eq!(redline.is_same(), text.contains("Nothing differs."));
        let json: serde_json::Value = serde_json::from_str(&to_json(&redline).unwrap()).unwrap();
        prop_assert_eq!(&json["same"], &serde_json::Value::Bool(redline.is_same()));
    }
}
