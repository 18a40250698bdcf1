//! Find and replace across a draft: every text of the agreement, the form's own clause texts that are printed, and exact
//! values. Ids and references between things are never touched; a value is replaced only by another one that can be
//! read.

mod pattern;
mod printed;
mod replace;
mod walk;

pub use pattern::Pattern;
pub use replace::{Preview, Replaced, Replacement, Scratch};

use crate::document::Document;
use crate::draft::Draft;
use crate::template::Template;
use crate::value::{FieldPath, LeafKind};
use printed::Sought;
use std::ops::Range;

/// Why something that is found cannot be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// Chosen from a list.
    Choice,
    /// Inside a placeholder of a clause.
    Placeholder,
}

/// What kind of text stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Words.
    Text,
    /// A number, an amount, a date: whatever is more than words.
    Value,
    /// A value as the agreement prints it, found only as that.
    Printed(LeafKind),
    /// The words of one of a list of choices.
    Choice,
    /// A clause in the drafter's words.
    OwnClause,
    /// A clause in the words of the form, by its key: to change it makes it the drafter's.
    FormClause(String),
}

/// A text in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where its field is.
    pub path: FieldPath,
    pub source: Source,
    pub text: String,
    /// In bytes of `text`, with why it cannot be replaced.
    pub hits: Vec<(Range<usize>, Option<Locked>)>,
}

impl Place {
    /// The placeholders in the text of a clause, braces included, in bytes.
    pub fn placeholders(&self) -> Vec<Range<usize>> {
        match self.source {
            Source::OwnClause | Source::FormClause(_) => pattern::placeholders(&self.text),
            _ => Vec::new(),
        }
    }
}

/// The most hits that are listed.
pub const MOST: usize = 5_000;

/// Everything that is found, in the order of the form.
pub fn search(draft: &Draft, template: &Template, document: &Document, pattern: &Pattern) -> Vec<Place> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut count = 0;
    let sought = Sought::new(pattern, &draft.agreement);
    walk::texts(draft, template, document, &mut |path, source, text, shown| {
        if count >= MOST {
            return;
        }
        let found = hits(&source, &text, pattern);
        let place = match shown {
            Some((kind, shown)) if found.is_empty() => {
                let shown = printed::with_plain_spaces(&shown);
                let hits = sought.find_in(kind, &text, &shown).into_iter().map(|hit| (hit, None)).collect();
                Place { path, source: Source::Printed(kind), text: shown, hits }
            }
            _ => Place { path, source, text, hits: found },
        };
        if !place.hits.is_empty() {
            count += place.hits.len();
            places.push(place);
        }
    });
    places
}

fn hits(source: &Source, text: &str, pattern: &Pattern) -> Vec<(Range<usize>, Option<Locked>)> {
    let found = pattern.find_in(text).into_iter();
    match source {
        Source::Text | Source::Value | Source::Printed(_) => found.map(|hit| (hit, None)).collect(),
        Source::Choice => found.map(|hit| (hit, Some(Locked::Choice))).collect(),
        Source::OwnClause | Source::FormClause(_) => {
            let inside = pattern::placeholders(text);
            let meets = |hit: &Range<usize>| inside.iter().any(|p| hit.start < p.end && p.start < hit.end);
            // What stands between the braces of the form's own text is nothing that a reader sees.
            let is_own = *source == Source::OwnClause;
            found
                .filter(|hit| is_own || !meets(hit))
                .map(|hit| {
                    let locked = meets(&hit).then_some(Locked::Placeholder);
                    (hit, locked)
                })
                .collect()
        }
    }
}

#[cfg(test)]
mod tests;
