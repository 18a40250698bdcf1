//! A comparison as JSON, for other programs.
//!
//! ```json
//! {
//!   "clausewright_comparison": 1,
//!   "same": false,
//!   "old": { "name": "agreed.ron", "title": "…", "reference": "…", "version": "1.0", "status": "Final", "form": "…",
//!            "date": "2026-01-16", "language": "en" },
//!   "new": { … },
//!   "fields": [ { "kind": "changed", "path": "metrics.availability.target", "section": "Service Levels",
//!                 "place": ["Metrics", "Availability"], "label": "Target", "before": "99.9 %", "after": "99.5 %",
//!                 "meaning": "172 min 48 s more downtime allowed in a 30-day month", "favours": "provider" } ],
//!   "text": { "front": { … }, "sections": [ { "standing": "changed", "old": { "id", "number", "anchor" }, "new": { … },
//!             "title": [ … ], "annex": false, "clauses": [ { "standing", "parts", "old", "new", "title", "blocks" } ] } ] }
//! }
//! ```
//!
//! `meaning` and `favours` ("provider", "customer", "neither") are left out where nothing can be said.
//!
//! A text is a list of runs, `{ "run": "same" | "removed" | "added", "text": "…" }`; a run that is the same carries `was`
//! where its old text reads otherwise, as a reference to a clause with another number does. `standing` is `same`,
//! `changed`, `added`, `removed`, `split`, `merged`, or an object: `moved_here` with `from`, `moved_away` with `to`,
//! `split_off` with `from`, `merged_into` with `to`. A block has one of `paragraph`, `heading`, `list`, `table`,
//! `key_values`, `signatures` beside its standing, or is the text `page_break`.

use super::fields::FieldChange;
use super::meaning::Favours;
use super::tree::{Redline, Side, TextChanges};
use serde::Serialize;

/// Version of the shape; grows when a reader would have to change.
pub const SHAPE: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    clausewright_comparison: u32,
    same: bool,
    old: &'a Side,
    new: &'a Side,
    fields: Vec<Field<'a>>,
    text: &'a TextChanges,
}

#[derive(Serialize)]
struct Field<'a> {
    kind: &'static str,
    path: &'a str,
    section: &'a str,
    place: &'a [String],
    label: &'a str,
    before: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'a str>,
    /// Whom it helps: "provider", "customer" or "neither".
    #[serde(skip_serializing_if = "Option::is_none")]
    favours: Option<&'static str>,
}

impl<'a> Field<'a> {
    fn of(change: &'a FieldChange) -> Self {
        Self {
            kind: change.kind.word(),
            path: change.path.as_str(),
            section: &change.section,
            place: &change.place,
            label: &change.label,
            before: &change.before,
            after: &change.after,
            meaning: change.meaning.as_deref(),
            favours: change.favours.map(|favours| match favours {
                Favours::Provider => "provider",
                Favours::Customer => "customer",
                Favours::Neither => "neither",
            }),
        }
    }
}

/// The whole comparison, what is the same included, as indented JSON.
///
/// # Errors
/// Only if the serialiser fails.
pub fn to_json(redline: &Redline) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&File {
        clausewright_comparison: SHAPE,
        same: redline.is_same(),
        old: &redline.old,
        new: &redline.new,
        fields: redline.fields.iter().map(Field::of).collect(),
        text: &redline.text,
    })?;
    text.push('\n');
    Ok(text)
}
