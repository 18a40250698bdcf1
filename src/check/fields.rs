//! All fields of a draft, gathered once for all rules.

use crate::draft::Draft;
use crate::value::{FieldSpec, LeafKind, Node, RecordSpec, Shape, id_of};
use std::ops::Range;

/// A field, with its place in the data.
#[derive(Clone, Copy)]
pub(super) struct Place<'s, 'a> {
    pub(super) path: &'s str,
    /// The record that has the field.
    pub(super) record: &'static RecordSpec,
    pub(super) owner: &'a dyn Node,
    pub(super) spec: &'static FieldSpec,
    pub(super) node: &'a dyn Node,
}

struct Entry<'a> {
    path: Range<usize>,
    record: &'static RecordSpec,
    owner: &'a dyn Node,
    spec: &'static FieldSpec,
    node: &'a dyn Node,
}

/// The fields of the agreement and of the draft's own clauses, in the order of the data, a list before its items.
pub(super) struct Fields<'a> {
    entries: Vec<Entry<'a>>,
    /// Positions of the lists.
    lists: Vec<usize>,
    /// Positions of the fields that are filled in with a figure, a time or a reference.
    values: Vec<usize>,
    /// All paths, one behind the other.
    paths: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        // Room for a draft of usual length.
        let fields = Self {
            entries: Vec::with_capacity(4096),
            lists: Vec::with_capacity(128),
            values: Vec::with_capacity(1024),
            paths: String::with_capacity(1 << 17),
        };
        let mut walk = Walk { fields, path: String::new() };
        walk.record(&draft.agreement);
        for list in ["clauses", "extra_clauses"] {
            if let Some(node) = draft.child(list) {
                let before = enter(&mut walk.path, list);
                walk.below(node);
                walk.path.truncate(before);
            }
        }
        walk.fields
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.entries.iter().map(|entry| self.place(entry))
    }

    /// The lists among them.
    pub(super) fn lists(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.lists.iter().filter_map(|at| self.entries.get(*at)).map(|entry| self.place(entry))
    }

    /// Those that are filled in with a percentage, an amount, a duration, a date or a reference.
    pub(super) fn values(&self) -> impl Iterator<Item = Place<'_, 'a>> {
        self.values.iter().filter_map(|at| self.entries.get(*at)).map(|entry| self.place(entry))
    }

    fn place<'s>(&'s self, entry: &'s Entry<'a>) -> Place<'s, 'a> {
        Place {
            path: self.paths.get(entry.path.clone()).unwrap_or(""),
            record: entry.record,
            owner: entry.owner,
            spec: entry.spec,
            node: entry.node,
        }
    }

    fn add(&mut self, entry: Entry<'a>) {
        let at = self.entries.len();
        match entry.spec.shape() {
            Shape::List(_) => self.lists.push(at),
            Shape::Leaf(kind) if is_value(kind) && !entry.node.is_blank() => self.values.push(at),
            Shape::Leaf(_) | Shape::Record(_) => {}
        }
        self.entries.push(entry);
    }
}

fn is_value(kind: LeafKind) -> bool {
    use LeafKind::{Date, Duration, Money, Percent, Ref, Refs};
    matches!(kind, Percent | Money | Duration | Date | Ref | Refs)
}

struct Walk<'a> {
    fields: Fields<'a>,
    path: String,
}

impl<'a> Walk<'a> {
    fn record(&mut self, record: &'a dyn Node) {
        let Shape::Record(spec) = record.shape() else { return };
        record.each_field(&mut |field, node| {
            let before = enter(&mut self.path, field.name);
            let start = self.fields.paths.len();
            self.fields.paths.push_str(&self.path);
            let path = start..self.fields.paths.len();
            self.fields.add(Entry { path, record: spec, owner: record, spec: field, node });
            self.below(node);
            self.path.truncate(before);
        });
    }

    fn below(&mut self, node: &'a dyn Node) {
        match node.as_list() {
            Some(list) => {
                for item in (0..list.len()).filter_map(|i| list.at(i)) {
                    let before = enter(&mut self.path, &id_of(item));
                    self.record(item);
                    self.path.truncate(before);
                }
            }
            None => self.record(node),
        }
    }
}

/// Adds a segment to a dotted path; returns the length to go back to.
pub(super) fn enter(path: &mut String, segment: &str) -> usize {
    let before = path.len();
    if before > 0 {
        path.push('.');
    }
    path.push_str(segment);
    before
}
