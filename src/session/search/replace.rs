//! What a replacement makes of a text, and whether that can stand there.

use super::printed::reader;
use super::{Locked, Place, Source};
use crate::draft::{Draft, Edit, EditError};
use crate::value::FieldPath;
use std::ops::Range;

/// What the hits of a place become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// It can be replaced.
    Fits,
    /// It cannot, because of where it stands.
    Locked(Locked),
    /// What would come out is no value; why, and what is.
    NoValue { what: String, hint: String },
}

/// Hits to be replaced: a place, and which of its hits.
#[derive(Clone, Debug)]
pub struct Replacement<'a> {
    pub place: &'a Place,
    pub hits: Vec<usize>,
}

/// What replacing comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// To be made as one step.
    pub edits: Vec<Edit>,
    /// Hits that are replaced.
    pub hits: usize,
    /// Places with such hits.
    pub places: usize,
    /// Hits that stay as they are.
    pub refused: usize,
    /// Clauses of the form that become the drafter's own.
    pub own_clauses: usize,
}

/// A copy of a draft on which replacements are tried.
#[derive(Debug)]
pub struct Scratch(Draft);

impl Scratch {
    pub fn of(draft: &Draft) -> Self {
        Self(draft.clone())
    }

    /// Whether one hit can be replaced by itself.
    pub fn preview(&mut self, place: &Place, hit: usize, with: &str) -> Preview {
        let Some((_, locked)) = place.hits.get(hit) else { return Preview::Locked(Locked::Choice) };
        if let Some(locked) = locked {
            return Preview::Locked(*locked);
        }
        if !matches!(place.source, Source::Value | Source::Printed(_)) {
            return Preview::Fits;
        }
        let edits = place.edits(place.with(&[hit], with), &self.0);
        match edits.iter().try_for_each(|edit| edit.apply_strict(&mut self.0).map(drop)) {
            Ok(()) => Preview::Fits,
            Err(EditError::Value { source, .. }) => Preview::NoValue { what: source.what, hint: source.hint },
            Err(other) => Preview::NoValue { what: other.to_string(), hint: String::new() },
        }
    }

    /// What replacing all of these by `with` comes to; what cannot be replaced stays.
    pub fn replace(mut self, wanted: &[Replacement<'_>], with: &str) -> Replaced {
        let mut done = Replaced::default();
        for Replacement { place, hits } in wanted {
            let free = |n: &usize| place.hits.get(*n).is_some_and(|(_, locked)| locked.is_none());
            let (fit, locked): (Vec<usize>, Vec<usize>) = hits.iter().copied().partition(free);
            done.refused += locked.len();
            if fit.is_empty() {
                continue;
            }
            let edits = place.edits(place.with(&fit, with), &self.0);
            if self.make(&edits) {
                done.hits += fit.len();
                done.places += 1;
                done.own_clauses += usize::from(matches!(place.source, Source::FormClause(_)));
                done.edits.extend(edits);
            } else {
                done.refused += fit.len();
            }
        }
        done
    }

    /// Makes the edits of one place; false, and nothing of them, if they do not fit.
    fn make(&mut self, edits: &[Edit]) -> bool {
        let fit = edits.iter().take_while(|edit| edit.apply_strict(&mut self.0).is_ok()).count();
        if fit == edits.len() {
            return true;
        }
        if let Some(Edit::Insert { list, id, .. }) = edits.get(..fit).and_then(<[Edit]>::first) {
            // Just inserted, it can be removed.
            let _ = Edit::Remove { list: list.clone(), id: id.clone() }.apply_strict(&mut self.0);
        }
        false
    }
}

impl Place {
    /// The text with some of its hits replaced.
    pub fn with(&self, hits: &[usize], with: &str) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (_, (Range { start, end }, _)) in self.hits.iter().enumerate().filter(|(n, _)| hits.contains(n)) {
            text.push_str(self.text.get(from..*start).unwrap_or_default());
            text.push_str(with);
            from = *end;
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        text
    }

    /// How its text is written into `draft`.
    fn edits(&self, text: String, draft: &Draft) -> Vec<Edit> {
        match &self.source {
            Source::FormClause(key) => {
                let path = FieldPath::new("clauses").join(key).join("text");
                let insert = Edit::Insert { list: "clauses".into(), at: usize::MAX, id: key.clone() };
                vec![insert, Edit::set(path, text)]
            }
            Source::Printed(kind) => {
                let value = reader(&draft.agreement).canonical(*kind, &text);
                vec![Edit::set(self.path.clone(), value)]
            }
            _ => vec![Edit::set(self.path.clone(), text)],
        }
    }
}
