//! Lines that say the same thing twice.

use super::{Affected, Row, RowKind};
use crate::settlement::window::{Moment, Span};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// What was found among the lines of one metric, sorted by start.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Repeats {
    /// Line that was left out, and the earlier one it repeats.
    pub copies: Vec<(u32, u32)>,
    /// How many outages overlap an earlier one, with the first pair of lines.
    pub overlaps: u32,
    pub first: Option<(u32, u32)>,
}

/// Takes out lines that repeat another word for word, and counts outages that overlap. Measurements at one moment
/// may well be equal; they stay.
pub(super) fn remove(rows: &mut Vec<Row>) -> Repeats {
    let mut found = Repeats::default();
    let mut lines: HashMap<(Span, &RowKind, &Affected, &str), u32> = HashMap::new();
    let mut copies = HashSet::new();
    for row in rows.iter().filter(|row| !row.span.is_empty()) {
        match lines.entry((row.span, &row.kind, &row.affected, &row.note)) {
            Entry::Vacant(place) => drop(place.insert(row.line)),
            Entry::Occupied(earlier) => {
                found.copies.push((row.line, *earlier.get()));
                copies.insert(row.line);
            }
        }
    }
    rows.retain(|row| !copies.contains(&row.line));
    let mut latest: Option<(Moment, u32)> = None;
    for row in rows.iter().filter(|r| r.kind == RowKind::Outage) {
        if let Some((end, line)) = latest.filter(|(end, _)| row.span.start < *end) {
            found.overlaps += 1;
            found.first.get_or_insert((line.min(row.line), line.max(row.line)));
            latest = Some((end.max(row.span.end), if row.span.end > end { row.line } else { line }));
        } else {
            latest = Some((row.span.end, row.line));
        }
    }
    found
}
