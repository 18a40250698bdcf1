//! The outline as the lines of a saved file tell it: one entry a line, four blanks a level.
//!
//! A file that Clausewright wrote says its structure twice, by brackets and by indentation. Where a bracket is lost the
//! indentation still holds, and a damaged line costs only itself. Of a text laid out otherwise this reader makes little.

use super::{Field, MAX_VALUES, Tree, Value};

/// Blanks a level.
const STEP: usize = 4;
const MAX_DEPTH: usize = 24;

struct Line<'a> {
    at: usize,
    level: usize,
    text: &'a str,
}

/// Reads what the lines say; never fails, but may find nothing.
pub fn by_lines(text: &str) -> Tree {
    let mut lines = Vec::new();
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        if let Some(line) = line_of(raw, start) {
            lines.push(line);
        }
        start += raw.len();
        if lines.len() >= MAX_VALUES {
            break;
        }
    }
    let mut reader = Reader { lines: &lines, next: 0 };
    let mut fields = Vec::new();
    while reader.peek().is_some() {
        fields.extend(reader.fields(1));
        // The brackets of the record at the top.
        reader.next += 1;
    }
    Tree { at: 0, value: Value::Record(fields) }
}

fn line_of(raw: &str, start: usize) -> Option<Line<'_>> {
    let text = raw.trim_end();
    let mut inside = text.trim_start_matches(' ');
    // One damaged blank before the text is not the text.
    let mut chars = inside.chars();
    let odd = chars.next().filter(|c| !c.is_alphanumeric() && !"()[]\"_".contains(*c));
    if odd.is_some() && chars.as_str().starts_with(' ') {
        inside = chars.as_str().trim_start_matches(' ');
    }
    let indent = text.len() - inside.len();
    let level = indent.div_ceil(STEP);
    (!inside.is_empty()).then_some(Line { at: start + indent, level, text: inside })
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    next: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Line<'a>> {
        self.lines.get(self.next)
    }

    /// The lines of a record at this level, up to the first line further out.
    fn fields(&mut self, level: usize) -> Vec<Field> {
        let mut fields = Vec::new();
        while let Some(line) = self.peek().filter(|l| l.level >= level) {
            self.next += 1;
            if is_end(line.text) {
                continue;
            }
            let (name, rest) = name_of(line.text);
            let at = line.at;
            let tree = self.value(at + (line.text.len() - rest.len()), level, rest);
            if !name.is_empty() {
                fields.push(Field { name: name.to_owned(), at, tree });
            }
        }
        fields
    }

    /// The lines of a list at this level.
    fn items(&mut self, level: usize) -> Vec<Tree> {
        let mut items = Vec::new();
        while let Some(line) = self.peek().filter(|l| l.level >= level) {
            self.next += 1;
            if is_end(line.text) {
                continue;
            }
            let tree = self.value(line.at, level, line.text);
            items.push(tree);
        }
        items
    }

    /// The value that begins on the line just taken: what stands further in belongs to it.
    fn value(&mut self, at: usize, level: usize, rest: &str) -> Tree {
        let rest = rest.trim().trim_end_matches(',').trim_end();
        let inner = self.peek().filter(|l| l.level > level && level < MAX_DEPTH && !is_end(l.text));
        let value = match (inner, rest) {
            (Some(first), _) if is_named(first.text) => Value::Record(self.fields(level + 1)),
            (Some(_), _) => Value::List(self.items(level + 1)),
            (None, "[" | "[]") => Value::List(Vec::new()),
            (None, "(" | "()") => Value::Record(Vec::new()),
            (None, literal) => Value::Literal(literal.to_owned()),
        };
        Tree { at, value }
    }
}

fn is_end(text: &str) -> bool {
    matches!(text.trim_end_matches(','), ")" | "]" | "")
}

/// `name: rest`; a damaged colon still ends the name.
fn name_of(text: &str) -> (&str, &str) {
    let end =
        text.find(": ").or_else(|| text.find(':')).filter(|at| *at <= 64).unwrap_or_else(|| {
            text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
        });
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
    (name, rest.trim_start())
}

fn is_named(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    name.len() < text.len() && name.starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::super::by_brackets;
    use super::*;
    use crate::draft::Draft;
    use crate::value::Record;

    const TEXT: &str = "(\n    schema: 1,\n    agreement: (\n        title: \"A\",\n        metrics: [\n            (\n                \
                        id: \"up\",\n            ),\n        ],\n        services: [],\n    ),\n)\n";

    #[test]
    fn lines_and_brackets_say_the_same() {
        let outline = by_brackets(TEXT, Draft::SPEC).unwrap();
        assert_eq!(outline.slips, []);
        let title = |tree: &Tree| tree.field("agreement").unwrap().field("title").cloned();
        let lines = by_lines(TEXT);
        assert_eq!(title(&lines), title(&outline.tree));
        assert_eq!(title(&lines).unwrap().literal(), Some("\"A\""));
        let Value::List(items) = &lines.field("agreement").unwrap().field("metrics").unwrap().value else {
            panic!()
        };
        assert_eq!(items[0].field("id").unwrap().literal(), Some("\"up\""));
    }

    #[test]
    fn a_lost_bracket_costs_only_its_line() {
        for (lost, put) in
            [("metrics: [", "metrics: ;"), ("            (\n", "            8\n"), ("        ],\n", "")]
        {
            let lines = by_lines(&TEXT.replace(lost, put));
            let Value::List(items) = &lines.field("agreement").unwrap().field("metrics").unwrap().value
            else {
                panic!("{lost}")
            };
            assert_eq!(items.len(), 1, "{lost}");
            assert_eq!(items[0].field("id").unwrap().literal(), Some("\"up\""), "{lost}");
        }
    }

    #[test]
    fn anything_is_read_without_a_panic() {
        for text in ["", "\u{feff}", ":", "é:é", "    é: \"", "        a: (\n    b"] {
            assert!(matches!(by_lines(text).value, Value::Record(_)), "{text}");
        }
    }
}
