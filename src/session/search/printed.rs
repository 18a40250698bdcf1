//! Values as people write and read them: "1 January 2027" finds the date that is saved as 2027-01-01, "99,9 %" the
//! percentage 99.9.

use super::Pattern;
use crate::agreement::Agreement;
use crate::value::{Entry, LeafKind, Locale, NO_BREAK_SPACE, Reader};
use std::cell::RefCell;
use std::ops::Range;

/// What entries of this agreement are read with. No day is "today": a search for the word finds the word.
pub(super) fn reader(agreement: &Agreement) -> Reader {
    Reader { locale: Locale::of(&agreement.language), currency: agreement.currency, today: None }
}

/// What is looked for, with what it means as a value of each kind.
pub(super) struct Sought<'a> {
    pattern: &'a Pattern,
    reader: Reader,
    /// Canonical texts by kind, as far as they were asked for.
    meanings: RefCell<Vec<(LeafKind, Vec<String>)>>,
}

impl<'a> Sought<'a> {
    pub fn new(pattern: &'a Pattern, agreement: &Agreement) -> Self {
        Self { pattern, reader: reader(agreement), meanings: RefCell::default() }
    }

    /// Where it stands in a value as it is printed; all of the value if what is looked for means just that.
    pub fn find_in(&self, kind: LeafKind, canonical: &str, shown: &str) -> Vec<Range<usize>> {
        let hits = self.pattern.find_in(shown);
        if hits.is_empty() && self.means(kind, canonical) {
            return std::iter::once(0..shown.len()).collect();
        }
        hits
    }

    fn means(&self, kind: LeafKind, canonical: &str) -> bool {
        if canonical.is_empty() || !is_written_out(&self.pattern.text) {
            return false;
        }
        let mut meanings = self.meanings.borrow_mut();
        if let Some((_, texts)) = meanings.iter().find(|(known, _)| *known == kind) {
            return texts.iter().any(|text| text == canonical);
        }
        let typed = self.pattern.text.trim();
        let typed = match kind {
            // Targets are numbers; their unit stands beside them.
            LeafKind::Number => typed.trim_end_matches('%').trim_end(),
            _ => typed,
        };
        let texts = match self.reader.read(kind, typed) {
            Entry::Value(text) => vec![text],
            Entry::Several(_, texts) => texts,
            Entry::Wrong(_) => Vec::new(),
        };
        let found = texts.iter().any(|text| text == canonical);
        meanings.push((kind, texts));
        found
    }
}

/// Says more than plain digits, which mean themselves wherever they stand.
fn is_written_out(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().any(|c| c.is_ascii_digit()) && typed.chars().any(|c| !c.is_ascii_digit() && c != '.')
}

/// A printed text with plain spaces, as it is typed.
pub(super) fn with_plain_spaces(shown: &str) -> String {
    shown.replace(NO_BREAK_SPACE, " ")
}
