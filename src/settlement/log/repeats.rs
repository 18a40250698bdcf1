//! Lines that say the same thing twice.

use super::{Row, RowKind};
use crate::settlement::window::Moment;

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
    // Rows of one span stand together: only they can be equal.
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    let mut begin = 0;
    for row in rows.drain(..) {
        if kept.get(begin).is_none_or(|first| first.span != row.span) {
            begin = kept.len();
        }
        let same =
            |other: &&Row| other.kind == row.kind && other.affected == row.affected && other.note == row.note;
        let twin =
            if row.span.is_empty() { None } else { kept.get(begin..).unwrap_or_default().iter().find(same) };
        match twin {
            Some(twin) => found.copies.push((row.line, twin.line)),
            None => kept.push(row),
        }
    }
    *rows = kept;
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
