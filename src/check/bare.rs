//! Whether anything was entered at all.

use crate::value::{LeafKind, Node, Shape};

/// Nothing was entered below this node. Ids and choices do not count: they are there from the beginning. Neither do
/// the fields named in `besides`.
pub(super) fn is_bare(node: &dyn Node, besides: &[&str]) -> bool {
    match node.shape() {
        Shape::Leaf(LeafKind::Id | LeafKind::Choice(_)) => true,
        Shape::Leaf(LeafKind::Time) => node.text() == "00:00",
        Shape::Leaf(_) => node.is_blank(),
        Shape::Record(spec) => spec
            .fields
            .iter()
            .filter(|f| !besides.contains(&f.name))
            .all(|f| node.child(f.name).is_none_or(|child| is_bare(child, &[]))),
        Shape::List(_) => node
            .as_list()
            .is_none_or(|list| (0..list.len()).filter_map(|i| list.at(i)).all(|item| is_bare(item, &[]))),
    }
}
