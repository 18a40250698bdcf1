//! Texts made safe for CommonMark and the dialects that read it.
//!
//! comrak's formatter escapes what its own parser would read as markup. More readers have more markup: a delimiter row
//! makes a table of two lines, bare addresses become links, dollars begin mathematics, double braces are filled in by
//! site generators. So every text is escaped here, once the tree is whole and the neighbours of each text are known.

use comrak::nodes::{Node, NodeValue};

/// Replaces every text below `root` by what is written for it. Breaks and spaces at the end of a paragraph go: a
/// backslash there would be read as one.
pub fn escape_texts(root: Node<'_>) {
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    for node in nodes {
        while let Some(last) = node.last_child().filter(|last| says_nothing(last)) {
            last.detach();
        }
    }
    for node in root.descendants() {
        let place = Place::of(node);
        let mut data = node.data_mut();
        if let NodeValue::Text(text) = &data.value {
            let written = escaped(text, place);
            data.value = NodeValue::Raw(written);
        }
    }
}

fn says_nothing(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::LineBreak => true,
        NodeValue::Text(text) => text.trim_matches([' ', '\t']).is_empty(),
        _ => false,
    }
}

/// What surrounds a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Nothing stands before it on its line.
    pub begins_line: bool,
    /// The formatter escapes `|` in tables by itself.
    pub in_table: bool,
    /// Behind an exclamation mark a link would be an image.
    pub before_link: bool,
}

impl Place {
    fn of(node: Node<'_>) -> Self {
        let begins_line = match node.previous_sibling() {
            Some(before) => matches!(before.data().value, NodeValue::LineBreak),
            None => node.parent().is_some_and(|p| matches!(p.data().value, NodeValue::Paragraph)),
        };
        let in_table = node.ancestors().any(|a| matches!(a.data().value, NodeValue::TableCell));
        let before_link =
            node.next_sibling().is_some_and(|next| matches!(next.data().value, NodeValue::Link(_)));
        Self { begins_line, in_table, before_link }
    }
}

/// `text`, of one line, as Markdown that reads as exactly this text.
pub fn escaped(text: &str, place: Place) -> String {
    let text = if place.begins_line { text.trim_start_matches([' ', '\t']) } else { text };
    let mut out = String::with_capacity(text.len() + 8);
    let mut only_digits = true;
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        let opens_line = place.begins_line && at == 0;
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '$' | '^' => true,
            '|' => !place.in_table,
            '!' => place.before_link && rest.is_empty(),
            '&' => rest.starts_with(|n: char| n == '#' || n.is_ascii_alphanumeric()),
            '{' => rest.starts_with(['{', '%', '#']),
            '-' | '+' | '=' | ':' if opens_line => true,
            '=' | '+' => rest.starts_with(c),
            ':' => rest.starts_with("//"),
            '.' | ')' if place.begins_line && only_digits && at > 0 => {
                rest.is_empty() || rest.starts_with([' ', '\t'])
            }
            '.' => is_host(text, at),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        only_digits &= c.is_ascii_digit();
    }
    out
}

/// Whether the full stop at `at` stands behind "www", where some readers begin a link.
fn is_host(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.len() >= 3 && before.get(before.len() - 3..).is_some_and(|w| w.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_mean_something_is_escaped() {
        let inner = Place { begins_line: false, in_table: false, before_link: false };
        let first = Place { begins_line: true, ..inner };
        for (text, inside, at_start) in [
            ("plain, e-mail (x): 99.95 % + 1 = 2!", "plain, e-mail (x): 99.95 % + 1 = 2!", ""),
            ("1. one", "1. one", "1\\. one"),
            ("12) x", "12) x", "12\\) x"),
            ("99.95 %", "99.95 %", ""),
            ("2.", "2.", "2\\."),
            ("- a", "- a", "\\- a"),
            (":-- | --", ":-- \\| --", "\\:-- \\| --"),
            ("a_b*c", "a\\_b\\*c", ""),
            ("&amp; & &#35;", "\\&amp; & \\&\\#35;", ""),
            ("{{x}} {% y %} {z}", "\\{{x}} \\{% y %} {z}", ""),
            ("$5 https://x www.y", "\\$5 https\\://x www\\.y", ""),
            ("a:b C:\\d", "a:b C:\\\\d", ""),
        ] {
            assert_eq!(escaped(text, inner), inside);
            assert_eq!(escaped(text, first), if at_start.is_empty() { inside } else { at_start });
        }
        assert_eq!(escaped("   - x", first), "\\- x");
        assert_eq!(escaped("a|b", Place { in_table: true, ..inner }), "a|b");
        assert_eq!(escaped("a! b!", Place { before_link: true, ..inner }), "a! b\\!");
    }
}
