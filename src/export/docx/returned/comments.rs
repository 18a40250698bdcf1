//! What readers of a Word file remarked beside its text.

use super::reader::is;
use super::tidy;
use roxmltree::Node;
use std::collections::HashMap;

/// More comments than these are not read.
pub(super) const MOST: usize = 500;
/// A longer one is cut, in characters; so is the name of its author.
const LONGEST: usize = 4_000;
const LONGEST_NAME: usize = 80;

/// A remark in the margin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// Empty where the file does not say.
    pub author: String,
    /// ISO date (YYYY-MM-DD), where the file gives one.
    pub date: Option<String>,
    /// A line a paragraph.
    pub text: String,
}

/// The comments of their part of the file, by their ids.
pub(super) fn read(root: Node<'_, '_>) -> HashMap<String, Comment> {
    let comments = root.children().filter(|node| is(*node, "comment")).take(MOST);
    comments.filter_map(|node| Some((attribute(node, "id")?.to_owned(), comment(node)))).collect()
}

fn comment(node: Node<'_, '_>) -> Comment {
    let mut lines = Vec::new();
    for paragraph in node.descendants().filter(|inner| is(*inner, "p")) {
        let mut line = String::new();
        for piece in paragraph.descendants() {
            match piece.tag_name().name() {
                "t" if is(piece, "t") => line.push_str(piece.text().unwrap_or_default()),
                "tab" | "br" | "cr" if piece.parent().is_some_and(|run| is(run, "r")) => line.push(' '),
                _ => {}
            }
        }
        let line = tidy(&line);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    let author: String =
        attribute(node, "author").unwrap_or_default().trim().chars().take(LONGEST_NAME).collect();
    let day = attribute(node, "date").and_then(|date| date.get(..10)).filter(|day| is_day(day));
    Comment { author, date: day.map(str::to_owned), text: lines.join("\n").chars().take(LONGEST).collect() }
}

fn is_day(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}
