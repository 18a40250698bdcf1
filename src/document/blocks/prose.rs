//! A user's own text as inlines. It is data: nothing in it is markup.

use crate::document::Inline;
use std::borrow::Cow;

/// One line without white space at its ends; runs of spaces and tabs become one space. No-break spaces stay.
pub(in crate::document) fn tidy(line: &str) -> Cow<'_, str> {
    if is_tidy(line) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    for word in line.split(collapses).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

fn is_tidy(line: &str) -> bool {
    let mut spaced = true;
    for c in line.chars() {
        if collapses(c) && (spaced || c != ' ') {
            return false;
        }
        spaced = c == ' ';
    }
    line.is_empty() || !spaced
}

fn collapses(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Blank lines part paragraphs, single line ends are breaks; `inlines` turns one line into inlines.
pub(in crate::document) fn paragraphs(text: &str, inlines: impl Fn(&str) -> Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = Vec::new();
    let mut open = false;
    for line in text.split(['\n', '\u{2028}', '\u{2029}']).map(tidy) {
        if line.is_empty() {
            open = false;
            continue;
        }
        match out.last_mut() {
            Some(paragraph) if open => {
                paragraph.push(Inline::Break);
                paragraph.extend(inlines(&line));
            }
            _ => out.push(inlines(&line)),
        }
        open = true;
    }
    out
}

/// All parts, one behind the other, with `between` between them.
pub(in crate::document) fn joined(parts: Vec<Vec<Inline>>, between: &[Inline]) -> Vec<Inline> {
    let mut parts = parts.into_iter();
    let mut out = parts.next().unwrap_or_default();
    for part in parts {
        out.extend_from_slice(between);
        out.extend(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let shown = |p: &Vec<Inline>| {
            p.iter().map(|i| if let Inline::Text(t) = i { t.as_str() } else { "/" }).collect::<String>()
        };
        paragraphs(text, |line| vec![Inline::Text(line.to_owned())]).iter().map(shown).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_nothing_is_markup() {
        assert_eq!(read("one\ntwo\n\n \n# three  *x*\t{{y}}\n"), ["one/two", "# three *x* {{y}}"]);
        assert!(read(" \n\n").is_empty());
    }

    #[test]
    fn spaces_are_tidied_but_no_break_spaces_stay() {
        assert_eq!(tidy("  a\t b\u{a0}c  "), "a b\u{a0}c");
        for tidy_already in ["", "a", "a b", "\u{a0}a b\u{202f}"] {
            assert!(matches!(tidy(tidy_already), Cow::Borrowed(same) if same == tidy_already));
        }
        for (line, tidied) in
            [(" ", ""), ("a ", "a"), (" a", "a"), ("a  b", "a b"), ("a\tb", "a b"), ("a\u{2003}b", "a b")]
        {
            assert_eq!(tidy(line), tidied, "{line:?}");
        }
    }
}
