//! Numbers of sections, clauses and list items, left to the word processor wherever it comes to the same ones.
//!
//! [`Numbers`] counts along as a word processor does. Where its count and the document's differ, the number is written
//! out instead, so that a reader never sees another one than is cited.

use crate::document::marked::{Side, Sides};
use std::fmt::Write;

const LEVELS: usize = 9;

/// A way of numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// 7, 7.2
    Sections,
    /// Annex A, A.2
    Annexes,
    /// (a), (i), (A)
    Items,
    /// (1), on every level
    Counted,
    /// •, –, ·
    Bullets,
}

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// Counted by the word processor: the list and the level in it.
    Live { list: u32, level: usize },
    /// Written out, on either side.
    Written(Sides),
    /// None.
    None,
}

/// Sections and annexes are one list each; every other list is one of its own.
pub const SECTIONS: u32 = 1;
pub const ANNEXES: u32 = 2;
pub const BULLETS: u32 = 3;

struct List {
    scheme: Scheme,
    /// How many of its levels are used.
    levels: usize,
    /// Of the old document and of the new one.
    counts: [[u32; LEVELS]; 2],
}

pub struct Numbers {
    lists: Vec<List>,
}

impl Default for Numbers {
    fn default() -> Self {
        let list = |scheme| List { scheme, levels: LEVELS, counts: [[0; LEVELS]; 2] };
        Self { lists: vec![list(Scheme::Sections), list(Scheme::Annexes), list(Scheme::Bullets)] }
    }
}

impl Numbers {
    /// The number of the next paragraph of a list, which is to read as the document says.
    pub fn next(&mut self, list: u32, level: usize, wanted: &Sides) -> Number {
        if [&wanted.old, &wanted.new].into_iter().flatten().all(|label| label.trim().is_empty()) {
            return Number::None;
        }
        let written = Number::Written(wanted.clone());
        let Some(found) = self.lists.get_mut(list as usize - 1) else { return written };
        let mut counts = found.counts;
        for (count, side) in counts.iter_mut().zip([Side::Old, Side::New]) {
            let Some(label) = wanted.on(side) else { continue };
            advance(count, level);
            if found.scheme.label(level, count).as_deref() != Some(label) {
                return written;
            }
        }
        found.counts = counts;
        found.levels = found.levels.max(level + 1);
        Number::Live { list, level }
    }

    /// The list for items that begin with this label: the one around them if it goes on so, else a new one.
    pub fn list(&mut self, around: Option<u32>, level: usize, first: &Sides) -> u32 {
        if let Some(around) = around
            && let Some(List { scheme, counts, .. }) = self.lists.get(around as usize - 1)
        {
            let goes_on = |(count, side): (&[u32; LEVELS], Side)| {
                let mut count = *count;
                advance(&mut count, level);
                wanted_is(first, side, scheme.label(level, &count))
            };
            if counts.iter().zip([Side::Old, Side::New]).all(goes_on) {
                return around;
            }
        }
        let counted = [&first.old, &first.new].into_iter().flatten().all(|label| label == "(1)");
        let scheme = if counted { Scheme::Counted } else { Scheme::Items };
        self.lists.push(List { scheme, levels: level + 1, counts: [[0; LEVELS]; 2] });
        u32::try_from(self.lists.len()).unwrap_or(u32::MAX)
    }

    /// The definitions of all lists that were used.
    pub fn part(&self) -> String {
        let mut out = String::from(super::xml::DECLARATION);
        let _ = write!(out, "<w:numbering xmlns:w=\"{}\">", super::parts::MAIN);
        // A definition for each list: lists that share one share its counts too.
        for (at, list) in self.lists.iter().enumerate() {
            let _ = write!(
                out,
                "<w:abstractNum w:abstractNumId=\"{at}\"><w:nsid w:val=\"{:08X}\"/><w:multiLevelType \
                 w:val=\"multilevel\"/><w:tmpl w:val=\"{:08X}\"/>",
                0x51A0_0000 + at,
                0x52A0_0000 + at
            );
            (0..list.levels.min(LEVELS)).for_each(|level| list.scheme.define(level, &mut out));
            out.push_str("</w:abstractNum>");
        }
        for at in 0..self.lists.len() {
            let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{at}\"/></w:num>", at + 1);
        }
        out.push_str("</w:numbering>");
        out
    }
}

fn wanted_is(wanted: &Sides, side: Side, label: Option<String>) -> bool {
    wanted.on(side).is_none_or(|wanted| label.as_deref() == Some(wanted))
}

/// A paragraph more at a level begins the levels below anew.
fn advance(count: &mut [u32; LEVELS], level: usize) {
    for (at, count) in count.iter_mut().enumerate() {
        match at.cmp(&level) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => *count = count.saturating_add(1),
            std::cmp::Ordering::Greater => *count = 0,
        }
    }
}

/// Where the text of a list item begins, in twentieths of a point, relative to the text around the list.
pub const ITEM_INDENT: usize = 425;
/// Where the text of a clause begins, in twentieths of a point.
pub const HANG: usize = 680;
/// Where the title of an annex begins.
pub const ANNEX_HANG: usize = 1190;

impl Scheme {
    /// What a word processor makes of the counts, as far as it can be relied upon.
    fn label(self, level: usize, counts: &[u32; LEVELS]) -> Option<String> {
        let (first, here) = (*counts.first()?, *counts.get(level)?);
        Some(match (self, level) {
            (Self::Sections, 0) => first.to_string(),
            (Self::Sections, 1) => format!("{first}.{here}"),
            (Self::Annexes, 0) => format!("Annex {}", letter(first)?),
            (Self::Annexes, 1) => format!("{}.{here}", letter(first)?),
            (Self::Items, 0) => format!("({})", letter(here)?.to_ascii_lowercase()),
            (Self::Items, 1) => format!("({})", roman(here)?),
            (Self::Items, _) => format!("({})", letter(here)?),
            (Self::Counted, _) => format!("({here})"),
            _ => return None,
        })
    }

    fn define(self, level: usize, out: &mut String) {
        let (format, text, style) = match (self, level) {
            (Self::Sections, 0) => ("decimal", "%1".to_owned(), Some("Heading1")),
            (Self::Sections, 1) => ("decimal", "%1.%2".to_owned(), Some("Heading2")),
            (Self::Annexes, 0) => ("upperLetter", "Annex %1".to_owned(), Some("AnnexHeading")),
            (Self::Annexes, 1) => ("decimal", "%1.%2".to_owned(), None),
            (Self::Items, 0) => ("lowerLetter", "(%1)".to_owned(), None),
            (Self::Items, 1) => ("lowerRoman", "(%2)".to_owned(), None),
            (Self::Items, n) => ("upperLetter", format!("(%{})", n + 1), None),
            (Self::Counted, n) => ("decimal", format!("(%{})", n + 1), None),
            (Self::Bullets, 0) => ("bullet", "\u{2022}".to_owned(), None),
            (Self::Bullets, 1) => ("bullet", "\u{2013}".to_owned(), None),
            (Self::Bullets, _) => ("bullet", "\u{b7}".to_owned(), None),
            (_, n) => ("decimal", format!("%{}", n + 1), None),
        };
        let (left, hanging) = match (self, level) {
            (Self::Annexes, 0) => (ANNEX_HANG, ANNEX_HANG),
            (Self::Sections | Self::Annexes, _) => (HANG, HANG),
            (_, n) => (HANG + ITEM_INDENT * (n + 1), ITEM_INDENT),
        };
        let look = match self {
            Self::Sections | Self::Annexes => {
                "<w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:b/><w:bCs/><w:i w:val=\"0\"/>\
                 <w:iCs w:val=\"0\"/><w:color w:val=\"1B365D\"/></w:rPr>"
            }
            Self::Bullets => {
                "<w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\" w:hint=\"default\"/></w:rPr>"
            }
            Self::Items | Self::Counted => {
                "<w:rPr><w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:i w:val=\"0\"/><w:iCs w:val=\"0\"/></w:rPr>"
            }
        };
        let _ = write!(out, "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>");
        if let Some(style) = style {
            let _ = write!(out, "<w:pStyle w:val=\"{style}\"/>");
        }
        let _ = write!(
            out,
            "<w:suff w:val=\"tab\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:tabs>\
             <w:tab w:val=\"num\" w:pos=\"{left}\"/></w:tabs><w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/></w:pPr>{look}</w:lvl>"
        );
    }
}

/// A to Z; behind it word processors go on in ways of their own.
fn letter(n: u32) -> Option<char> {
    (1..=26).contains(&n).then(|| char::from_u32(u32::from(b'A') + n - 1)).flatten()
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let (mut rest, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    (1..400).contains(&n).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::marked::Change;

    fn same(label: &str) -> Sides {
        Sides::of(Change::Same, label)
    }

    fn live(list: u32, level: usize) -> Number {
        Number::Live { list, level }
    }

    #[test]
    fn clauses_are_counted_as_the_document_counts_them() {
        let mut numbers = Numbers::default();
        for (level, label) in [(0, "1"), (1, "1.1"), (1, "1.2"), (0, "2"), (1, "2.1")] {
            assert_eq!(numbers.next(SECTIONS, level, &same(label)), live(SECTIONS, level), "{label}");
        }
        assert_eq!(numbers.next(SECTIONS, 1, &same("")), Number::None);
        assert_eq!(numbers.next(SECTIONS, 1, &same("2.3")), Number::Written(same("2.3")));
        assert_eq!(numbers.next(SECTIONS, 1, &same("2.2")), live(SECTIONS, 1));
        assert_eq!(numbers.next(ANNEXES, 0, &same("Annex A")), live(ANNEXES, 0));
        assert_eq!(numbers.next(ANNEXES, 1, &same("A.1")), live(ANNEXES, 1));
    }

    #[test]
    fn a_deleted_clause_counts_on_one_side_only() {
        let mut numbers = Numbers::default();
        let sides = |old: Option<&str>, new: Option<&str>| Sides {
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        };
        for wanted in [sides(Some("1"), None), sides(Some("2"), Some("1")), sides(None, Some("2"))] {
            assert_eq!(numbers.next(SECTIONS, 0, &wanted), live(SECTIONS, 0), "{wanted:?}");
        }
    }

    #[test]
    fn lists_go_on_or_begin_anew() {
        let mut numbers = Numbers::default();
        let list = numbers.list(None, 0, &same("(a)"));
        assert_eq!(numbers.next(list, 0, &same("(a)")), live(list, 0));
        let inner = numbers.list(Some(list), 1, &same("(i)"));
        assert_eq!(inner, list);
        assert_eq!(numbers.next(inner, 1, &same("(i)")), live(list, 1));
        let second = numbers.list(Some(list), 1, &same("(i)"));
        assert_ne!(second, list);
        assert_eq!(numbers.next(list, 0, &same("(b)")), live(list, 0));
        assert_eq!(numbers.next(list, 0, &same("(ab)")), Number::Written(same("(ab)")));
        assert_eq!(roman(48).as_deref(), Some("xlviii"));
    }
}
