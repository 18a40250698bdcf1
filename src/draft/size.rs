//! How large a draft's file is, without writing it.

use super::Draft;
use crate::value::{LeafKind, Node, Shape};

const INDENT: usize = 4;

/// The length of what [`super::to_ron`] writes, in bytes.
pub fn file_size(draft: &Draft) -> usize {
    written(draft, 0) + 1
}

/// The bytes of a place that is so deep in brackets, without its name and the comma behind it.
fn written(node: &dyn Node, depth: usize) -> usize {
    if let Some(list) = node.as_list() {
        let items = (0..list.len()).filter_map(|at| list.at(at));
        return bracketed(items.map(|item| line(depth, written(item, depth + 1))).sum(), depth);
    }
    match node.shape() {
        Shape::Leaf(kind) => value(kind, &node.text(), depth),
        Shape::Record(spec) | Shape::List(spec) => {
            let fields = spec.fields.iter().filter_map(|f| Some((f, node.child(f.name)?)));
            let filled = fields.filter(|(_, child)| !child.is_blank());
            let lines = filled.map(|(f, child)| line(depth, f.name.len() + 2 + written(child, depth + 1)));
            bracketed(lines.sum(), depth)
        }
    }
}

fn value(kind: LeafKind, text: &str, depth: usize) -> usize {
    match kind {
        LeafKind::Lines => bracketed(text.split('\n').map(|l| line(depth, quoted(l))).sum(), depth),
        LeafKind::Refs => bracketed(text.split(", ").map(|r| line(depth, quoted(r))).sum(), depth),
        // RON keeps a choice of this name apart from an optional value that is absent.
        LeafKind::Choice(_) if text == "None" => "r#None".len(),
        LeafKind::Whole | LeafKind::Choice(_) => text.len(),
        LeafKind::YesNo => if text == "yes" { "true" } else { "false" }.len(),
        _ => quoted(text),
    }
}

/// A line inside brackets at this depth, with its comma.
fn line(depth: usize, content: usize) -> usize {
    (depth + 1) * INDENT + content + ",\n".len()
}

fn bracketed(lines: usize, depth: usize) -> usize {
    if lines == 0 { "()".len() } else { "(\n".len() + lines + depth * INDENT + ")".len() }
}

/// A text between quotation marks, escaped as RON escapes it.
fn quoted(text: &str) -> usize {
    let escaped = |c: char| match c {
        '"' | '\\' | '\'' => 2,
        ' '..='~' => 1,
        c => c.escape_debug().map(char::len_utf8).sum(),
    };
    2 + text.chars().map(escaped).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, to_ron};
    use super::*;
    use crate::value::FieldPath;

    #[test]
    fn the_size_is_that_of_the_file() {
        for text in [
            "",
            "plain",
            "\"quoted\" 'so' \\ {",
            "tab\tand\nline",
            "e\u{301}\u{200d}\u{202e}é ß 日本 𝕊 \u{a0}",
        ] {
            let mut draft = Draft::default();
            assert_eq!(file_size(&draft), to_ron(&draft).unwrap().len());
            for edit in [
                Edit::Insert { list: "metrics".into(), at: 0, id: "uptime".into() },
                Edit::Insert { list: "services".into(), at: 0, id: "one".into() },
                Edit::Insert { list: "calendars".into(), at: 0, id: "office".into() },
                Edit::Insert { list: "calendars.office.hours".into(), at: 0, id: "week".into() },
                Edit::set("calendars.office.hours.week.days", "Mon-Fri"),
                Edit::set("metrics.uptime.target", "99.95"),
                Edit::set("metrics.uptime.exclusions", "a, b, c"),
                Edit::set("metrics.uptime.name", text.replace(['\n', '\t'], " ")),
                Edit::set("overview", text),
                Edit::set("security.data_locations", format!("{text}\nEurope\n\n{text}")),
                Edit::set("credits.claim_needed", "yes"),
                Edit::set("status", "Final"),
                Edit::set("term.effective", "2026-01-01"),
                Edit::set("term.notice", "not a duration"),
            ] {
                edit.apply(&mut draft).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(file_size(&draft), to_ron(&draft).unwrap().len(), "{edit:?}");
            }
            assert!(draft.node(&FieldPath::new("calendars.office.hours.week")).is_some());
        }
    }
}
