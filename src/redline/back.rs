//! One change taken back: the edits that make a place of the new draft what it was in the old one.

use super::fields::{ChangeKind, FieldChange, items};
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, LeafKind, ListNode, Node, Shape, id_of};

/// The edits that take changes back, those that belong together in one step. Empty where the old draft does not say what
/// to do, as for remarks about the file itself.
pub fn take_back(old: &Draft, new: &Draft, changes: &[&FieldChange]) -> Vec<Edit> {
    changes.iter().flat_map(|change| one(old, new, change)).collect()
}

fn one(old: &Draft, new: &Draft, change: &FieldChange) -> Vec<Edit> {
    let path = &change.path;
    match change.kind {
        ChangeKind::Added => removal(new, path).into_iter().collect(),
        ChangeKind::Removed => return_item(old, new, path),
        ChangeKind::Moved => {
            place_of(old, new, path).map_or_else(Vec::new, |(list, id, to)| vec![Edit::Move { list, id, to }])
        }
        ChangeKind::Changed => value(old, new, path),
    }
}

fn list_of<'a>(draft: &'a Draft, path: &FieldPath) -> Option<&'a dyn ListNode> {
    draft.node(&path.parent()?)?.as_list()
}

fn removal(new: &Draft, path: &FieldPath) -> Option<Edit> {
    let (list, id) = (path.parent()?, path.last().to_owned());
    list_of(new, path)?.item(&id)?;
    Some(Edit::Remove { list, id })
}

/// Where an item stood: behind the nearest item before it that is still there.
fn position(old: &dyn ListNode, new: &dyn ListNode, id: &str) -> usize {
    let (before, now) = (old.ids(), new.ids());
    let at = before.iter().position(|i| i == id).unwrap_or(before.len());
    let kept = before.iter().take(at).rev().find_map(|i| now.iter().position(|n| n == i));
    kept.map_or(0, |at| at + 1)
}

fn place_of(old: &Draft, new: &Draft, path: &FieldPath) -> Option<(FieldPath, String, usize)> {
    let (list, id) = (path.parent()?, path.last().to_owned());
    let (before, now) = (list_of(old, path)?, list_of(new, path)?);
    let stands = now.ids().iter().position(|i| *i == id)?;
    let to = position(before, now, &id);
    // Taken out, the item leaves a place less before those behind it.
    Some((list, id, if stands < to { to - 1 } else { to }))
}

fn return_item(old: &Draft, new: &Draft, path: &FieldPath) -> Vec<Edit> {
    let found = path.parent().zip(list_of(old, path)).zip(list_of(new, path));
    let Some(((list, before), now)) = found else { return Vec::new() };
    let id = path.last().to_owned();
    let Some(item) = before.item(&id).filter(|_| now.item(&id).is_none()) else { return Vec::new() };
    let mut edits = vec![Edit::Insert { list, at: position(before, now, &id), id }];
    fill(item, path, &mut edits);
    let typed = old.pending.iter().map(|p| (FieldPath::new(p.path.as_str()), p.text.to_string()));
    edits.extend(typed.filter(|(at, _)| at.is_within(path)).map(|(at, text)| Edit::Set { path: at, text }));
    edits
}

/// Everything that a node holds, for a blank one at the same place.
fn fill(node: &dyn Node, path: &FieldPath, edits: &mut Vec<Edit>) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(_) => {
            let text = node.text();
            if !text.is_empty() {
                edits.push(Edit::Set { path: path.clone(), text });
            }
        }
        Shape::Record(spec) => {
            for field in spec.fields.iter().filter(|f| f.name != "id") {
                if let Some(child) = node.child(field.name) {
                    fill(child, &path.join(field.name), edits);
                }
            }
        }
        Shape::List(_) => {
            for (at, (id, item)) in items(node).into_iter().enumerate() {
                edits.push(Edit::Insert { list: path.clone(), at, id: id.clone() });
                fill(item, &path.join(&id), edits);
            }
        }
    }
}

/// A single value, or an entry that exists only while it says something: an answer, a decision about a clause.
fn value(old: &Draft, new: &Draft, path: &FieldPath) -> Vec<Edit> {
    let entry = path.parent().filter(|entry| {
        matches!(path.segments().next(), Some("answers" | "choices" | "clauses"))
            && entry.segments().count() == 2
    });
    if let Some(entry) = entry {
        return entry_value(old, new, path, &entry);
    }
    match old.node(path).map(Node::shape) {
        Some(Shape::Leaf(LeafKind::Id)) | None => Vec::new(),
        Some(Shape::Leaf(_)) => vec![Edit::Set { path: path.clone(), text: typed_or_text(old, path) }],
        Some(_) => Vec::new(),
    }
}

fn typed_or_text(draft: &Draft, path: &FieldPath) -> String {
    draft.pending_at(path).map_or_else(|| draft.text(path), str::to_owned)
}

fn entry_value(old: &Draft, new: &Draft, path: &FieldPath, entry: &FieldPath) -> Vec<Edit> {
    let (was, is) = (old.node(entry), new.node(entry));
    let set = || Edit::Set { path: path.clone(), text: typed_or_text(old, path) };
    match (was, is) {
        (Some(_), Some(_)) => vec![set()],
        (Some(_), None) => {
            let found = entry.parent().zip(list_of(old, entry)).zip(list_of(new, entry));
            let Some(((list, before), now)) = found else { return Vec::new() };
            let id = entry.last().to_owned();
            vec![Edit::Insert { list, at: position(before, now, &id), id }, set()]
        }
        (None, Some(item)) => {
            let others =
                |field: &&'static crate::value::FieldSpec| field.name != "id" && field.name != path.last();
            let Shape::Record(spec) = item.shape() else { return Vec::new() };
            let says_more = spec
                .fields
                .iter()
                .filter(others)
                .any(|f| item.child(f.name).is_some_and(|child| !child.is_blank()));
            // With nothing else to say the entry goes as well.
            if says_more && !id_of(item).is_empty() {
                return vec![Edit::Set { path: path.clone(), text: String::new() }];
            }
            removal(new, entry).into_iter().collect()
        }
        (None, None) => Vec::new(),
    }
}
