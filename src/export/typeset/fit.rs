//! Estimates of how much room text takes, so that the style can decide what may break.

use super::shape::Node;
use crate::document::{Block, Inline, List, plain};

/// A row with more lines than about this may break over pages.
pub(super) const LONG_LINES: usize = 14;
/// A table or list of pairs with at most about this many lines stays on one page,
pub(super) const SHORT_LINES: usize = 10;
/// if it also has at most this many rows.
pub(super) const SHORT_TABLE_ROWS: usize = 6;
pub(super) const SHORT_PAIRS: usize = 8;
/// A list with at most about this many lines stays on one page.
const SHORT_LIST: usize = 6;
/// About how many characters stand in a line of the body.
const BODY_CHARS: u32 = 90;
/// About how many characters of the table face, all of them wide, stand side by side in the width of a table.
pub(super) const TABLE_CHARS: u32 = 90;
/// The same for the values of a list of pairs.
pub(super) const PAIR_CHARS: u32 = 72;
/// How many usual characters take the width of a hundred wide ones.
const USUAL_WIDTH: u32 = 128;
/// A paragraph with fewer characters than this would look lost at the foot of a page, apart from its figure.
const FEW_WORDS: usize = 260;
/// Longer words of the title, in characters, may be hyphenated.
pub(super) const TITLE_WORD: u32 = 24;
/// The longest value, in bytes, that is kept from breaking over lines.
const ONE_LINE: usize = 16;

/// Whether a value or reference is a number with its unit, such as `99.9 %`, `36 months` or `clause 7.2`.
pub(in crate::export) fn stays_on_one_line(text: &str) -> bool {
    text.len() <= ONE_LINE && text.trim() == text && text.contains(|c: char| c.is_ascii_digit())
}

/// The height of a line of the table face, and what a row adds to that of its lines, in tenths of a point.
const LINE_HEIGHT: usize = 95;
const ROW_HEIGHT: usize = 22;
/// A group of more rows than this may break over pages like any rows.
const MOST_TOGETHER: usize = 7;

/// The room, in points, that must be left on the page before each row, from the sizes of the groups that rows form and
/// the lines of each row: groups stay whole, and no row stands alone at the foot of a page or at the head of the next.
pub(super) fn rooms(groups: &[usize], lines: &[usize]) -> Vec<usize> {
    let company = together(groups).into_iter().enumerate();
    let height =
        |lines: &[usize]| (lines.iter().sum::<usize>() * LINE_HEIGHT + lines.len() * ROW_HEIGHT) / 10;
    let room = |(at, count): (usize, usize)| match lines.get(at..at + count) {
        Some(lines) if count > 1 => height(lines),
        _ => 0,
    };
    company.map(room).collect()
}

/// With how many rows each row stays on one page, itself included.
fn together(groups: &[usize]) -> Vec<usize> {
    let split = |size: &usize| if *size > MOST_TOGETHER { vec![1; *size] } else { vec![*size] };
    let sizes: Vec<usize> = groups.iter().flat_map(split).collect();
    let mut starts = sizes.clone();
    if let [.., before, 1] = starts.as_mut_slice() {
        *before += 1;
    }
    if let [first @ 1, after, ..] = starts.as_mut_slice() {
        *first += *after;
    }
    let row = |(start, size): (&usize, &usize)| {
        std::iter::once(*start).chain(std::iter::repeat_n(1, size.saturating_sub(1)))
    };
    starts.iter().zip(&sizes).flat_map(row).collect()
}

/// The sizes of the groups in rows of which `heads` tells whether they begin one.
pub(super) fn groups(heads: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut sizes: Vec<usize> = Vec::new();
    for head in heads {
        match sizes.last_mut() {
            Some(size) if !head => *size += 1,
            _ => sizes.push(1),
        }
    }
    sizes
}

/// The length of the longest word in characters.
pub(super) fn longest_word(inlines: &[Inline]) -> u32 {
    let longest = plain(inlines).split([' ', '\n', '-', '/']).map(|word| word.chars().count()).max();
    longest.unwrap_or(0).try_into().unwrap_or(u32::MAX)
}

/// Whether all items of a list are paragraphs, and so few lines together that they stay on one page.
pub(super) fn is_short(list: &List) -> bool {
    let lines = |block: &Block| match block {
        Block::Paragraph(text) => lines_of(text, BODY_CHARS),
        _ => SHORT_LIST + 1,
    };
    list.items.iter().flat_map(|item| &item.blocks).map(lines).sum::<usize>() <= SHORT_LIST
}

/// Whether a paragraph must stay with the node below it: the words before a list or figure, if they are few or lead up to it, and
/// always those before signatures.
pub(super) fn introduces(paragraph: &[Inline], node: &Node) -> bool {
    let text = plain(paragraph);
    match node {
        Node::Signatures { .. } => true,
        Node::Heading { .. } => text.trim_end().ends_with(':'),
        Node::Paragraph { .. } | Node::PageBreak => false,
        _ => text.chars().count() < FEW_WORDS || text.trim_end().ends_with(':'),
    }
}

/// At most about how many lines the text takes in a column that holds `fit` wide characters.
pub(super) fn lines_of(inlines: &[Inline], fit: u32) -> usize {
    let fit = fit.max(1) as usize;
    plain(inlines).split('\n').map(|line| line.chars().count() / fit + 1).sum()
}

/// About how many lines the words of the text take in a column that holds `fit` wide characters.
pub(super) fn wrapped_lines(inlines: &[Inline], fit: u32) -> usize {
    let fit = (fit * USUAL_WIDTH / 100).max(1) as usize;
    let wrapped = |line: &str| {
        let (mut lines, mut filled) = (1, 0);
        for word in line.split(' ').map(|word| word.chars().count()) {
            if filled > 0 && filled + 1 + word > fit {
                lines += 1;
                filled = 0;
            }
            lines += word / fit;
            filled = if filled == 0 { word % fit } else { filled + 1 + word };
        }
        lines
    };
    plain(inlines).split('\n').map(wrapped).sum()
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
        assert_eq!(wrapped_lines(&text("one two three four"), 8), 2);
        assert_eq!(wrapped_lines(&text("one two\nabcdefghijklmnopqrstuvwxyz"), 8), 4);
        assert_eq!(longest_word(&text("an all-embracing re\u{301}sume\u{301}")), 9);
        assert_eq!(longest_word(&[]), 0);
    }

    #[test]
    fn no_row_stands_alone_and_groups_stay_whole() {
        assert_eq!(groups([false, false, true, true, false].into_iter()), [2, 1, 2]);
        assert_eq!(together(&[1, 1, 1, 1, 1]), [2, 1, 1, 2, 1]);
        assert_eq!(together(&[1, 1]), [2, 1]);
        assert_eq!(together(&[1, 1, 1]), [3, 2, 1]);
        assert_eq!(together(&[1]), [1]);
        assert_eq!(together(&[]), [0; 0]);
        assert_eq!(together(&[3, 2, 2, 1]), [3, 1, 1, 2, 1, 3, 1, 1]);
        assert_eq!(together(&[1, 3, 2]), [4, 3, 1, 1, 2, 1]);
        assert_eq!(together(&[1, 8]), [2, 1, 1, 1, 1, 1, 1, 2, 1]);
    }

    #[test]
    fn room_is_asked_for_the_company_of_a_row() {
        assert_eq!(rooms(&[1, 1, 1, 1], &[1, 2, 1, 3]), [32, 0, 42, 0]);
        assert_eq!(rooms(&[1], &[9]), [0]);
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
