//! One cause, one line: what comes and goes because something else did.

use super::pair::{Half, Pair};
use crate::agreement::Agreement;
use crate::redline::{ChangeKind, FieldChange};
use crate::value::{FieldPath, FieldSpec, LeafKind, Record, RecordSpec, Shape};
use std::collections::{BTreeSet, HashMap};

/// Items that came or went, by list and id.
type Roots = HashMap<(String, String), FieldPath>;

/// Names the cause of every change that follows from an item that was added or removed: the credits of a metric that
/// went, the mention of an exclusion that came.
pub(super) fn mark(pair: &Pair<'_>, changes: &mut [FieldChange]) {
    let roots = |kind: ChangeKind| -> Roots {
        let items = changes.iter().filter(|c| c.kind == kind);
        let keyed = items.filter_map(|c| {
            let list = c.path.parent()?;
            Some(((list.to_string(), c.path.last().to_owned()), c.path.clone()))
        });
        keyed.collect()
    };
    let (came, went) = (roots(ChangeKind::Added), roots(ChangeKind::Removed));
    if came.is_empty() && went.is_empty() {
        return;
    }
    for change in changes {
        change.cause = match change.kind {
            ChangeKind::Added => item_cause(&pair.new, &change.path, &came),
            ChangeKind::Removed => item_cause(&pair.old, &change.path, &went),
            ChangeKind::Changed => mention_cause(pair, &change.path, &came, &went),
            ChangeKind::Moved => None,
        };
    }
}

/// The item that an item refers to, where that came or went with it.
fn item_cause(half: &Half<'_>, path: &FieldPath, roots: &Roots) -> Option<FieldPath> {
    let item = half.node(path)?;
    let Shape::Record(spec) = item.shape() else { return None };
    spec.fields.iter().filter(|field| matches!(field.shape(), Shape::Leaf(LeafKind::Ref))).find_map(|field| {
        let id = item.child(field.name)?.text();
        roots.get(&(field.refers?.to_owned(), id)).filter(|root| *root != path).cloned()
    })
}

/// The item of which nothing but the mention came or went.
fn mention_cause(pair: &Pair<'_>, path: &FieldPath, came: &Roots, went: &Roots) -> Option<FieldPath> {
    let field = field_at(path)?;
    let list =
        field.refers.filter(|_| matches!(field.shape(), Shape::Leaf(LeafKind::Ref | LeafKind::Refs)))?;
    let ids = |half: &Half<'_>| -> BTreeSet<String> {
        let all = half.text(path).unwrap_or_default();
        all.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    };
    let (old, new) = (ids(&pair.old), ids(&pair.new));
    let known = |roots: &Roots, id: &String| roots.get(&(list.to_owned(), id.clone())).cloned();
    let gained: Vec<Option<FieldPath>> = new.difference(&old).map(|id| known(came, id)).collect();
    let lost: Vec<Option<FieldPath>> = old.difference(&new).map(|id| known(went, id)).collect();
    let all: Option<Vec<FieldPath>> = gained.into_iter().chain(lost).collect();
    all?.into_iter().next()
}

/// The field of the agreement that a path names.
fn field_at(path: &FieldPath) -> Option<&'static FieldSpec> {
    let mut spec: &'static RecordSpec = Agreement::SPEC;
    let mut segments = path.segments();
    loop {
        let field = spec.field(segments.next()?)?;
        match field.shape() {
            Shape::Leaf(_) => return segments.next().is_none().then_some(field),
            Shape::Record(inner) => spec = inner,
            Shape::List(inner) => {
                segments.next()?;
                spec = inner;
            }
        }
    }
}
