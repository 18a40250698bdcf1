//! Estimates of how much room text takes, so that the style can decide what may break.

use super::shape::Node;
use crate::document::{Inline, KeyValue, plain};

/// A row with more lines than about this may break over pages.
pub(super) const LONG_LINES: usize = 14;
/// A table or list of pairs with at most about this many lines stays on one page,
pub(super) const SHORT_LINES: usize = 10;
/// if it also has at most this many rows.
pub(super) const SHORT_TABLE_ROWS: usize = 6;
pub(super) const SHORT_PAIRS: usize = 8;
/// About how many characters of the table face, all of them wide, stand side by side in the width of a table.
pub(super) const TABLE_CHARS: u32 = 90;
/// The same for the values of a list of pairs.
pub(super) const PAIR_CHARS: u32 = 72;
/// The longest key and the longest value, in characters, that share a row with another pair.
const HALF_KEY: usize = 18;
const HALF_VALUE: usize = 34;
/// A paragraph with fewer characters than this would look lost at the foot of a page, apart from its figure.
const FEW_WORDS: usize = 260;
/// Longer words of the title, in characters, may be hyphenated.
pub(super) const TITLE_WORD: u32 = 24;
/// The longest value, in bytes, that is kept from breaking over lines.
const ONE_LINE: usize = 16;

/// Whether a value or reference is a number with its unit, such as `99.9 %`, `36 months` or `clause 7.2`.
pub(super) fn stays_on_one_line(text: &str) -> bool {
    text.len() <= ONE_LINE && text.trim() == text && text.contains(|c: char| c.is_ascii_digit())
}

/// The neighbours in a list of pairs that are short enough to share a row, by their indices.
pub(super) fn side_by_side(pairs: &[KeyValue]) -> Vec<(usize, usize)> {
    let fits = |pair: &KeyValue| {
        let value = plain(&pair.value);
        let short = pair.key.chars().count() <= HALF_KEY && value.chars().count() <= HALF_VALUE;
        short && !value.contains('\n')
    };
    let mut found = Vec::new();
    let mut waiting = None;
    for (index, pair) in pairs.iter().enumerate() {
        waiting = match waiting {
            _ if !fits(pair) => None,
            Some(first) => {
                found.push((first, index));
                None
            }
            None => Some(index),
        };
    }
    found
}

/// The length of the longest word in characters.
pub(super) fn longest_word(inlines: &[Inline]) -> u32 {
    let longest = plain(inlines).split([' ', '\n', '-', '/']).map(|word| word.chars().count()).max();
    longest.unwrap_or(0).try_into().unwrap_or(u32::MAX)
}

/// Whether a paragraph must stay with the node below it: the words before a list or figure, if they are few, and
/// always those before signatures.
pub(super) fn introduces(paragraph: &[Inline], node: &Node) -> bool {
    let text = plain(paragraph);
    match node {
        Node::Signatures { .. } => true,
        Node::Heading { .. } => text.trim_end().ends_with(':'),
        Node::Paragraph { .. } | Node::PageBreak => false,
        _ => text.chars().count() < FEW_WORDS,
    }
}

/// About how many lines the text takes in a column that holds `fit` wide characters.
pub(super) fn lines_of(inlines: &[Inline], fit: u32) -> usize {
    let fit = fit.max(1) as usize;
    plain(inlines).split('\n').map(|line| line.chars().count() / fit + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(t: &str) -> Vec<Inline> {
        vec![Inline::Text(t.into())]
    }

    #[test]
    fn numbers_stay_with_their_units_and_prose_does_not() {
        for short in ["99.95 %", "36 months", "clause 7.2", "1 January 2026"] {
            assert!(stays_on_one_line(short), "{short}");
        }
        for free in [" in 3 days", "the Provider", "18,500.00 EUR a month and more", ""] {
            assert!(!stays_on_one_line(free), "{free}");
        }
    }

    #[test]
    fn lines_and_words_are_counted_in_characters() {
        assert_eq!(lines_of(&text(&"\u{fc}".repeat(25)), 10), 3);
        assert_eq!(lines_of(&text("a\nb\nc"), 10), 3);
        assert_eq!(lines_of(&[Inline::Break, Inline::Break], 0), 3);
        assert_eq!(longest_word(&text("an all-embracing re\u{301}sume\u{301}")), 9);
        assert_eq!(longest_word(&[]), 0);
    }

    #[test]
    fn short_neighbours_share_a_row() {
        let pair = |value: &str| KeyValue { key: "key".into(), value: text(value) };
        let long = "a value that needs the whole width of the list";
        let pairs = [pair("a"), pair(long), pair("b"), pair("c"), pair("d"), pair("e\nf"), pair("g")];
        assert_eq!(side_by_side(&pairs), [(2, 3)]);
        assert_eq!(side_by_side(&pairs[2..4]), [(0, 1)]);
        assert_eq!(side_by_side(&[]), []);
    }

    #[test]
    fn few_words_stay_with_what_they_introduce() {
        let table = Node::Table { caption: vec![], columns: vec![], rows: vec![], short: true };
        let (heading, signatures) = (Node::Heading { c: vec![] }, Node::Signatures { blocks: vec![] });
        let long = text(&"many words ".repeat(60));
        assert!(introduces(&text("As follows:"), &table) && introduces(&text("As follows:"), &heading));
        assert!(!introduces(&long, &table) && introduces(&long, &signatures));
        assert!(!introduces(&text("Done."), &heading) && !introduces(&text("Done:"), &Node::PageBreak));
    }
}
