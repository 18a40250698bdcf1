//! The part of the users, sites or volume that downtime affected.

use crate::settlement::exact::Exact;
use crate::settlement::log::{Affected, Row};
use crate::settlement::spans;
use crate::settlement::window::{Moment, Span};
use std::collections::BTreeMap;

/// The affected part of all, on the average of the time in `down`: of outages at the same time the larger one counts,
/// one that says nothing affected all. One where nothing was down.
pub(super) fn affected(rows: &[&Row], down: &[Span]) -> Exact {
    if rows.iter().all(|row| !matches!(row.affected, Affected::Part { .. })) {
        return Exact::from(1_u32);
    }
    let mut weighted = Exact::zero();
    let mut counts: BTreeMap<Exact, u32> = BTreeMap::new();
    let mut begun: Moment = Moment(i64::MIN);
    for (at, opens, share) in edges(rows) {
        if let Some(largest) = counts.keys().next_back() {
            let span = Span { start: begun, end: at };
            let seconds = spans::common(span, down).map(Span::seconds).sum::<i64>();
            weighted = &weighted + &(largest * &Exact::from(seconds));
        }
        begun = at;
        let count = counts.entry(share.clone()).or_insert(0);
        *count = if opens { count.saturating_add(1) } else { count.saturating_sub(1) };
        if *count == 0 {
            counts.remove(&share);
        }
    }
    let covered = spans::merged(rows.iter().map(|row| row.span).collect());
    let rest = spans::seconds(down).saturating_sub(spans::seconds(&spans::intersection(down, &covered)));
    let weighted = &weighted + &Exact::from(rest);
    weighted.over(&Exact::from(spans::seconds(down))).unwrap_or_else(|| Exact::from(1_u32))
}

/// Begins and ends of the outages in order.
fn edges(rows: &[&Row]) -> Vec<(Moment, bool, Exact)> {
    let mut edges = Vec::with_capacity(rows.len() * 2);
    for row in rows.iter().filter(|row| !row.span.is_empty()) {
        let share = share(row);
        edges.push((row.span.start, true, share.clone()));
        edges.push((row.span.end, false, share));
    }
    edges.sort_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
    edges
}

/// What one outage affected, from 0 to 1.
pub(super) fn share(row: &Row) -> Exact {
    match row.affected {
        Affected::Part { part, whole } => {
            Exact::from(part).over(&Exact::from(whole)).unwrap_or_else(Exact::zero)
        }
        _ => Exact::from(1_u32),
    }
}
