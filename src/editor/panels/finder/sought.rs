//! What is looked for, as the form and the pages mark it.

use super::Finder;
use super::excerpt::filled;
use crate::session::Session;
use crate::session::search::{Pattern, Source};
use crate::value::FieldPath;
use std::ops::Range;

/// What is looked for, and the hit that was gone to last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    pub pattern: Pattern,
    pub aim: Option<Aim>,
}

/// A hit, as it is found again in what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// A field, or a clause as a whole.
    pub path: FieldPath,
    /// Which of the hits in the printed text it is, from 0.
    pub nth: usize,
    /// The same in the text as it is typed.
    pub nth_typed: usize,
    /// How many hits the heading above that text has.
    pub in_heading: usize,
    /// Counts how often somebody went to a hit.
    pub turn: u64,
}

impl Sought {
    /// Where it stands in the text of a clause, and which of these is at hand.
    pub fn find_in(&self, clause: &FieldPath, text: &str) -> (Vec<Range<usize>>, Option<usize>) {
        let found = self.pattern.find_in(text);
        let at = self.at(clause).map(|aim| aim.nth.min(found.len().saturating_sub(1)));
        (found, at)
    }

    /// The same for the text as it is typed.
    pub fn find_in_typed(&self, clause: &FieldPath, text: &str) -> (Vec<Range<usize>>, Option<usize>) {
        (self.pattern.find_in(text), self.at(clause).map(|aim| aim.nth_typed))
    }

    fn at(&self, path: &FieldPath) -> Option<&Aim> {
        self.aim.as_ref().filter(|aim| aim.path == *path)
    }
}

impl Finder {
    /// What is to be marked while the panel is shown.
    pub fn sought(&self) -> Option<Sought> {
        let shown = self.shown && !self.pattern.is_empty();
        shown.then(|| Sought { pattern: self.pattern.clone(), aim: self.aim.clone() })
    }

    /// Finds out where the hit that was gone to last is printed.
    pub(super) fn take_aim(&mut self, session: &Session) {
        self.aim = self.current.and_then(|index| self.aim_at(session, index));
    }

    fn aim_at(&self, session: &Session, index: usize) -> Option<Aim> {
        let hit = self.hits.get(index)?;
        let place = self.places.get(hit.place)?;
        let (range, _) = place.hits.get(hit.nth)?;
        let is_clause = matches!(place.source, Source::OwnClause | Source::FormClause(_));
        let path = match place.source {
            Source::OwnClause => place.path.parent()?,
            _ => place.path.clone(),
        };
        let nth = if is_clause {
            // Values that stand in the text may say the same.
            let before = filled(session, &place.text, 0..range.start, &place.placeholders());
            let found = place.text.get(range.clone()).unwrap_or_default();
            self.pattern.find_in(&[&before, found].concat()).len().saturating_sub(1)
        } else {
            hit.nth
        };
        let clauses = || session.derived().document.sections.iter().flat_map(|s| &s.clauses);
        let clause = if is_clause { clauses().find(|c| c.path == path) } else { None };
        let title = clause.and_then(|c| c.title.as_deref()).unwrap_or_default();
        let in_heading = self.pattern.find_in(title).len();
        Some(Aim { path, nth, nth_typed: hit.nth, in_heading, turn: self.turn })
    }
}
