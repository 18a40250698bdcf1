//! Values in words, as they are printed in an English text.

use super::Filter;
use crate::agreement::Agreement;
use crate::value::{Currency, LeafKind, NO_BREAK_SPACE, Node, Shape, printed};

/// "a, b and c".
pub fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// A single value as printed: [`printed`], and references by the labels of what they name, lists of texts joined.
/// `refers` is the list a reference leads into ([`crate::value::FieldSpec::refers`]).
pub fn leaf(kind: LeafKind, canonical: &str, refers: Option<&str>, agreement: &Agreement) -> String {
    let named = |id: &str| {
        let label = refers.and_then(|list| agreement.label_of(list, id));
        label.unwrap_or_else(|| id.to_owned())
    };
    match kind {
        LeafKind::Ref => named(canonical),
        LeafKind::Refs => {
            joined(&canonical.split(", ").filter(|id| !id.is_empty()).map(named).collect::<Vec<_>>())
        }
        LeafKind::Lines => {
            let lines = canonical.lines().map(str::trim).filter(|l| !l.is_empty());
            joined(&lines.map(str::to_owned).collect::<Vec<_>>())
        }
        _ => printed(kind, canonical),
    }
}

/// A value in full: as [`leaf`], and a currency by its name.
pub fn leaf_long(kind: LeafKind, canonical: &str, refers: Option<&str>, agreement: &Agreement) -> String {
    match kind {
        LeafKind::Currency => canonical.parse().map_or_else(|_| canonical.to_owned(), Currency::name),
        _ => leaf(kind, canonical, refers, agreement),
    }
}

/// The label with a small first letter, unless it begins with an abbreviation ("SLA", "P1").
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() || second.is_numeric() => text.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(chars).collect(),
        (None, _) => String::new(),
    }
}

/// Any node as printed: a value in words, a list as the labels of its items, a record as its label.
/// `None` when there is nothing to print.
pub(super) fn node(
    node: &dyn Node,
    refers: Option<&str>,
    unit: Option<&str>,
    filter: Option<Filter>,
    agreement: &Agreement,
) -> Option<String> {
    if filter == Some(Filter::Count) {
        return Some(count(node).to_string());
    }
    if node.is_blank() {
        return None;
    }
    let text = match node.shape() {
        Shape::Leaf(kind) if filter == Some(Filter::Long) => {
            let full = leaf_long(kind, &node.text(), refers, agreement);
            match unit {
                Some(unit) if kind == LeafKind::Number => format!("{full}{NO_BREAK_SPACE}{unit}"),
                _ => full,
            }
        }
        Shape::Leaf(kind) => leaf(kind, &node.text(), refers, agreement),
        Shape::Record(_) => crate::agreement::queries::label_of(node)?,
        Shape::List(_) => {
            let list = node.as_list()?;
            let ids = list.ids();
            let label = |id: &String| {
                list.item(id).and_then(crate::agreement::queries::label_of).unwrap_or_else(|| id.clone())
            };
            joined(&ids.iter().map(label).collect::<Vec<_>>())
        }
    };
    let text = if filter == Some(Filter::Lower) { lower_first(&text) } else { text };
    (!text.trim().is_empty()).then_some(text)
}

/// Items of a list, lines of a list of texts, ids of several references; 1 for any other value, 0 for a blank one.
pub(super) fn count(node: &dyn Node) -> usize {
    match node.shape() {
        Shape::List(_) => node.as_list().map_or(0, |l| l.ids().len()),
        Shape::Leaf(LeafKind::Lines) => node.text().lines().filter(|l| !l.trim().is_empty()).count(),
        Shape::Leaf(LeafKind::Refs) => node.text().split(',').filter(|r| !r.trim().is_empty()).count(),
        _ => usize::from(!node.is_blank()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_printed_in_words() {
        let agreement = Agreement::default();
        let said = |kind, text: &str| leaf(kind, text, None, &agreement);
        assert_eq!(said(LeafKind::Date, "2026-01-01"), "1\u{a0}January 2026");
        assert_eq!(said(LeafKind::Duration, "4h"), "4\u{a0}hours");
        assert_eq!(said(LeafKind::Lines, "a\n\nb\nc"), "a, b and c");
        assert_eq!(leaf_long(LeafKind::Currency, "EUR", None, &agreement), "Euro");
    }

    #[test]
    fn an_abbreviation_keeps_its_capital() {
        assert_eq!(lower_first("Calendar month"), "calendar month");
        assert_eq!(lower_first("SLA report"), "SLA report");
        assert_eq!(lower_first("P1"), "P1");
        assert_eq!(lower_first("A"), "a");
        assert_eq!(lower_first(""), "");
    }
}
