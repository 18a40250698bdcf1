//! What matters about an item of a list, besides its name, in the few words that its row has room for.

use crate::agreement::Agreement;
use crate::value::{Duration, LeafKind, Node, RecordSpec, Shape};

/// Fields that say by themselves what an item is about.
const TELLING: [&str; 1] = ["meaning"];
/// Most parts of a description, and the longest part in characters.
const PARTS: usize = 3;
const LONGEST: usize = 40;

/// Up to three short values, in the order of the fields.
pub fn details(node: &dyn Node, record: &'static RecordSpec, name: &str, agreement: &Agreement) -> String {
    let said = |field: &str| node.child(field).map(Node::text).unwrap_or_default();
    if let Some(text) = TELLING.iter().map(|f| said(f)).find(|t| !t.trim().is_empty()) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut found = Vec::new();
    for field in record.fields {
        let Shape::Leaf(kind) = field.shape() else { continue };
        let text = said(field.name);
        if text.is_empty() || text == name {
            continue;
        }
        let shown = match field.name {
            "operator" | "comparator" | "unit" | "bounds" => None,
            "target" | "value" => {
                // What is promised says enough.
                found.push(compared(node, &text));
                break;
            }
            "group" => agreement.label_of("groups", &text),
            "from" | "to" => range(node, field.name, kind),
            "credit" => Some(format!("{text} % credit")),
            _ => short(field.name, kind, text),
        };
        found.extend(shown.filter(|s| s.chars().count() <= LONGEST));
        if found.len() == PARTS {
            break;
        }
    }
    found.join("  ·  ")
}

fn short(field: &str, kind: LeafKind, text: String) -> Option<String> {
    match kind {
        LeafKind::Choice(variants) => variants.iter().find(|v| v.name == text).map(|v| v.label.to_owned()),
        LeafKind::Percent => Some(format!("{text} %")),
        LeafKind::Duration => text.parse().ok().map(Duration::long),
        LeafKind::Number
        | LeafKind::Money
        | LeafKind::Date
        | LeafKind::DayOff
        | LeafKind::Weekdays
        | LeafKind::Time => Some(text),
        LeafKind::Text if field == "email" => Some(text),
        _ => None,
    }
}

/// The label of a choice, without what stands in brackets.
fn label(node: &dyn Node, field: &str) -> Option<String> {
    let child = node.child(field)?;
    let Shape::Leaf(LeafKind::Choice(variants)) = child.shape() else { return None };
    let name = child.text();
    let label = variants.iter().find(|v| v.name == name)?.label;
    Some(label.split_once(" (").map_or(label, |(before, _)| before).to_owned())
}

/// A number with how it binds and what it counts: "at least 99.95 %".
fn compared(node: &dyn Node, number: &str) -> String {
    let how = label(node, "operator").or_else(|| label(node, "comparator"));
    let unit = node.child("unit").map(Node::text).filter(|u| !u.is_empty());
    [how, Some(number.to_owned()), unit].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Both ends of a range at its first field that says something: "99 ≤ value < 99.9", "02:00–06:00".
fn range(node: &dyn Node, field: &str, kind: LeafKind) -> Option<String> {
    let end = |field: &str| node.child(field).map(Node::text).unwrap_or_default();
    let (from, to) = (end("from"), end("to"));
    if field == "to" && !from.is_empty() {
        return None;
    }
    match label(node, "bounds") {
        Some(bounds) => {
            let (left, right) = bounds.split_once("value")?;
            let left = if from.is_empty() { String::new() } else { left.replace("from", &from) };
            let right = if to.is_empty() { String::new() } else { right.replace("to", &to) };
            Some(format!("{left}value{right}"))
        }
        None if from.is_empty() || to.is_empty() => Some(format!("{from}{to}")),
        None if matches!(kind, LeafKind::Time) => Some(format!("{from}–{to}")),
        None => Some(format!("{from} to {to}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Definition, MaintenanceWindow, Metric, Policy, Tier};
    use crate::value::Record;

    fn said<R: Record + Node + Default>(fields: &[(&str, &str)]) -> String {
        let mut record = R::default();
        for (field, text) in fields {
            record.child_mut(field).unwrap().set_text(text).unwrap();
        }
        details(&record, R::SPEC, "the name", &Agreement::default())
    }

    #[test]
    fn a_promise_is_said_whole() {
        let metric = [
            ("kind", "Latency"),
            ("operator", "AtMost"),
            ("target", "12"),
            ("unit", "ms"),
            ("minimum", "20"),
        ];
        assert_eq!(said::<Metric>(&metric), "Latency  ·  at most 12 ms");
        let policy =
            [("level", "Corporate"), ("comparator", "AtLeast"), ("value", "12"), ("unit", "characters")];
        assert_eq!(said::<Policy>(&policy), "Corporate  ·  at least 12 characters");
    }

    #[test]
    fn a_range_is_said_with_its_ends() {
        let tier = [("from", "99"), ("to", "99.9"), ("credit", "10")];
        assert_eq!(said::<Tier>(&tier), "99 ≤ value < 99.9  ·  10 % credit");
        assert_eq!(said::<Tier>(&[("to", "95"), ("credit", "25")]), "value < 95  ·  25 % credit");
        let window = [("days", "Sun"), ("from", "02:00"), ("to", "06:00")];
        assert_eq!(said::<MaintenanceWindow>(&window), "Sun  ·  02:00–06:00");
    }

    #[test]
    fn a_definition_says_what_it_means() {
        assert_eq!(said::<Definition>(&[("meaning", "A day\nof work.")]), "A day of work.");
        assert_eq!(said::<Definition>(&[]), "Written for this agreement");
    }
}
