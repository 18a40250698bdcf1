//! Intervals that are down by the share of their requests that failed.

use super::{Frame, say};
use crate::agreement::{SettlementStep, ShareBound, ZeroEvents};
use crate::settlement::exact::Exact;
use crate::settlement::ledger::Entry;
use crate::settlement::log::{Affected, Row, RowKind};
use crate::settlement::spans;
use crate::settlement::window::Span;
use rust_decimal::Decimal;

/// Most intervals that the ledger names one by one.
const MOST_INTERVALS: usize = 30;

/// What the counted requests of a window say.
#[derive(Default)]
pub(super) struct Judged {
    /// Intervals in which too many requests failed, in order.
    pub down: Vec<Span>,
    /// Intervals without a request, where such time is not evaluated.
    pub idle: Vec<Span>,
    pub working: Vec<Entry>,
}

/// Which measured intervals are down. An interval without a request counts as the metric says of windows without events.
///
/// # Errors
/// Where an interval lies exactly on the agreed share and nothing says whether that is down.
pub(super) fn judge(frame: &Frame<'_>) -> Result<Judged, String> {
    let mut judged = Judged::default();
    let Some(share) = frame.metric.failed_share else { return Ok(judged) };
    let limit = Exact::from(share.get()).percent();
    let (mut all, mut down) = (0_usize, 0_usize);
    for row in frame.rows().filter(|row| row.kind == RowKind::Measure) {
        let Affected::Part { part, whole } = row.affected else { continue };
        all += 1;
        let Some(failed) = Exact::from(whole - part).over(&Exact::from(whole)) else {
            match frame.metric.zero_events {
                None | Some(ZeroEvents::Met) => {}
                Some(ZeroEvents::NotEvaluated) => judged.idle.push(row.span),
                Some(ZeroEvents::Missed) => {
                    down += 1;
                    judged.down.push(row.span);
                    told(frame, row, "no requests", down, &mut judged.working);
                }
            }
            continue;
        };
        let is_down = match frame.metric.failed_bound {
            Some(ShareBound::Above) => failed > limit,
            Some(ShareBound::From) => failed >= limit,
            None if failed == limit => {
                return Err(format!(
                    "line {}: exactly {share} % of the requests failed, and the agreement does not say whether that is down",
                    row.line
                ));
            }
            None => failed > limit,
        };
        if is_down {
            down += 1;
            judged.down.push(row.span);
            told(frame, row, &failures(whole - part, whole), down, &mut judged.working);
        }
    }
    if all > 0 {
        let sign = if frame.metric.failed_bound == Some(ShareBound::From) { "≥" } else { ">" };
        judged.working.push(Entry {
            step: SettlementStep::RawEvents,
            working: format!(
                "{}, down where {sign} {share} % of the requests fail",
                say::count(all, "measured interval")
            ),
            result: format!("{} down", say::whole(i64::try_from(down).unwrap_or(i64::MAX))),
        });
    }
    judged.down.sort_unstable();
    judged.idle = spans::merged(std::mem::take(&mut judged.idle));
    Ok(judged)
}

/// "10 of 100 requests failed".
fn failures(failed: Decimal, all: Decimal) -> String {
    if all == Decimal::ONE_HUNDRED && failed.fract() != Decimal::ZERO {
        return format!("{} % of the requests failed", failed.normalize());
    }
    format!("{} of {} requests failed", failed.normalize(), all.normalize())
}

fn told(frame: &Frame<'_>, row: &Row, what: &str, count: usize, working: &mut Vec<Entry>) {
    if count > MOST_INTERVALS {
        return;
    }
    let note = if row.note.is_empty() { String::new() } else { format!(": {}", row.note) };
    working.push(Entry {
        step: SettlementStep::RawEvents,
        working: format!("line {}, {}: {what}{note}", row.line, say::span(frame.zone, row.span)),
        result: format!("{} of downtime", say::time(row.span.seconds())),
    });
}
