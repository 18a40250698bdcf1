//! Sections and clauses that stand elsewhere now: tracked as one move each, as word processors track it.
//!
//! What was moved stands at both places, between the marks of the range that it left and of the range that it came to
//! (ISO/IEC 29500-1, 17.13.5.21 to 17.13.5.28). Rows of tables know no moves: they are deleted and inserted.

use super::body::is_empty;
use super::writer::{Writer, mark_name};
use crate::document::marked::{Change, MarkedDocument};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The moves of a document, by what their two places have in common, numbered from 1.
#[derive(Debug, Default)]
pub struct Moves(FxHashMap<String, usize>);

impl Moves {
    /// Those with one old place and one new one: a range without the other would make a damaged file.
    pub fn of(document: &MarkedDocument) -> Self {
        let places = places(document);
        let mut counts: FxHashMap<&str, [usize; 2]> = FxHashMap::default();
        for (key, change) in &places {
            let [old, new] = counts.entry(key).or_default();
            match change {
                Change::Deleted => *old += 1,
                Change::Inserted => *new += 1,
                _ => {}
            }
        }
        let mut numbers = FxHashMap::default();
        for (key, change) in places {
            if change == Change::Inserted && counts.get(key) == Some(&[1, 1]) {
                numbers.insert(key.to_owned(), numbers.len() + 1);
            }
        }
        Self(numbers)
    }
}

/// What was moved, and whether this is its old place or its new one. Clauses go with their section.
fn places(document: &MarkedDocument) -> Vec<(&str, Change)> {
    let mut found = Vec::new();
    for section in &document.sections {
        if let Some(key) = &section.moved {
            found.push((key.as_str(), section.number.change()));
            continue;
        }
        let clauses = section.clauses.iter().filter(|clause| !is_empty(clause));
        found.extend(clauses.filter_map(|c| Some((c.moved.as_deref()?, c.number.change()))));
    }
    found
}

impl Writer<'_> {
    /// What `fill` writes, between the marks of the range if it is one of the two places of a move.
    pub fn at_place(&mut self, moved: Option<&str>, change: Change, fill: impl FnOnce(&mut Self)) {
        let number = moved.and_then(|key| self.moves.0.get(key).copied());
        let (Some(number), Some(name), false) = (number, mark_name(change, true), self.moving) else {
            return fill(self);
        };
        let id = self.id();
        let Some(mark) = self.revision_mark(&format!("{name}RangeStart"), id) else { return fill(self) };
        let _ = write!(self.out, "{mark} w:name=\"move{number}\"/>");
        self.moving = true;
        fill(self);
        self.moving = false;
        let _ = write!(self.out, "<w:{name}RangeEnd w:id=\"{id}\"/>");
    }

    /// What `fill` writes is inserted or deleted even at a place of a move.
    pub fn unmoved(&mut self, fill: impl FnOnce(&mut Self)) {
        let moving = std::mem::take(&mut self.moving);
        fill(self);
        self.moving = moving;
    }
}
