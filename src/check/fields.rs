//! All fields of a draft, gathered once for all rules.

use crate::draft::Draft;
use crate::value::{FieldSpec, Node, RecordSpec, Shape, id_of};
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
    /// All paths, one behind the other.
    paths: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        // Room for a draft of usual length.
        let fields = Self { entries: Vec::with_capacity(4096), paths: String::with_capacity(1 << 17) };
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
        self.entries.iter().map(|e| Place {
            path: self.paths.get(e.path.clone()).unwrap_or(""),
            record: e.record,
            owner: e.owner,
            spec: e.spec,
            node: e.node,
        })
    }
}

struct Walk<'a> {
    fields: Fields<'a>,
    path: String,
}

impl<'a> Walk<'a> {
    fn record(&mut self, record: &'a dyn Node) {
        let Shape::Record(spec) = record.shape() else { return };
        for field in spec.fields {
            let Some(node) = record.child(field.name) else { continue };
            let before = enter(&mut self.path, field.name);
            let start = self.fields.paths.len();
            self.fields.paths.push_str(&self.path);
            let path = start..self.fields.paths.len();
            self.fields.entries.push(Entry { path, record: spec, owner: record, spec: field, node });
            self.below(node);
            self.path.truncate(before);
        }
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
