//! All texts of a draft, in the order in which the form shows them.

use super::Source;
use crate::document::Document;
use crate::draft::Draft;
use crate::template::{Clause, Facts, Section, Standing, Template, in_order, text_in};
use crate::value::{FieldPath, LeafKind, Node, Shape};
use std::collections::HashSet;

/// What is told of each text: its place, what it is, and the text; of a value also its kind and how it is printed.
pub(super) type Visit<'a> = dyn FnMut(FieldPath, Source, String, Option<(LeafKind, String)>) + 'a;

pub(super) fn texts(draft: &Draft, template: &Template, document: &Document, visit: &mut Visit<'_>) {
    let mut seen = HashSet::new();
    let printed: HashSet<&str> =
        document.sections.iter().flat_map(|s| &s.clauses).map(|c| c.path.as_str()).collect();
    for section in &template.sections {
        for question in &section.questions {
            let path = FieldPath::new(format!("answers.{question}.value"));
            node(draft, &path, &mut seen, visit);
        }
        for entry in &section.form {
            node(draft, &FieldPath::new(entry.as_str()), &mut seen, visit);
        }
        let own = draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
        for standing in in_order(section, own) {
            match standing {
                Standing::Form(clause) => of_clause(draft, template, section, clause, &printed, visit),
                Standing::Own(clause) => {
                    let item = FieldPath::new("extra_clauses").join(&clause.id);
                    visit(item.join("title"), Source::Text, clause.title.to_string(), None);
                    visit(item.join("text"), Source::OwnClause, clause.text.to_string(), None);
                }
            }
        }
    }
    // What no section of this form shows is a part of the draft all the same.
    node(draft, &FieldPath::new("agreement"), &mut seen, visit);
}

fn of_clause(
    draft: &Draft,
    template: &Template,
    section: &Section,
    clause: &Clause,
    printed: &HashSet<&str>,
    visit: &mut Visit<'_>,
) {
    let key = section.clause_key(clause);
    let path = FieldPath::new("clauses").join(&key);
    if let Some(own) = draft.clauses.iter().find(|c| c.id.as_str() == key) {
        visit(path.join("text"), Source::OwnClause, own.text.to_string(), None);
        return;
    }
    if !printed.contains(path.as_str()) {
        return;
    }
    let choice = draft.choices.iter().find(|c| c.id.as_str() == key);
    let chosen =
        choice.and_then(|c| clause.alternatives.iter().find(|a| a.id.as_str() == c.alternative.as_str()));
    let text = text_in(chosen.map_or(&clause.text, |a| &a.text), &Facts::new(draft, template));
    let text = text.trim();
    if !text.is_empty() {
        visit(path, Source::FormClause(key), text.to_owned(), None);
    }
}

fn node(draft: &Draft, path: &FieldPath, seen: &mut HashSet<FieldPath>, visit: &mut Visit<'_>) {
    if let Some(node) = draft.node(path) {
        // The agreement itself is no part of the paths into it.
        let path = if path.as_str() == "agreement" { FieldPath::root() } else { path.clone() };
        walk(draft, node, &path, seen, visit);
    }
}

fn walk(
    draft: &Draft,
    node: &dyn Node,
    path: &FieldPath,
    seen: &mut HashSet<FieldPath>,
    visit: &mut Visit<'_>,
) {
    match node.shape() {
        Shape::Leaf(kind) => {
            if let Some(source) = source_of(kind)
                && seen.insert(path.clone())
            {
                let text = match source {
                    Source::Choice => node.printed(),
                    _ => draft.pending_at(path).map_or_else(|| node.text(), str::to_owned),
                };
                let shown = (source == Source::Value).then(|| (kind, node.printed()));
                visit(path.clone(), source, text, shown);
            }
        }
        Shape::Record(record) => {
            for field in record.fields {
                if let Some(child) = node.child(field.name) {
                    walk(draft, child, &path.join(field.name), seen, visit);
                }
            }
        }
        Shape::List(record) => {
            let Some(list) = node.as_list() else { return };
            for (index, id) in list.ids().iter().enumerate() {
                let Some(item) = list.at(index) else { continue };
                let item_path = path.join(id);
                for field in record.fields {
                    if let Some(child) = item.child(field.name) {
                        walk(draft, child, &item_path.join(field.name), seen, visit);
                    }
                }
            }
        }
    }
}

/// What is found in a field of this kind; `None` for what names or refers to things.
fn source_of(kind: LeafKind) -> Option<Source> {
    use LeafKind as K;
    match kind {
        K::Text | K::Prose | K::Lines => Some(Source::Text),
        K::Choice(_) => Some(Source::Choice),
        kind => kind.is_read().then_some(Source::Value),
    }
}
