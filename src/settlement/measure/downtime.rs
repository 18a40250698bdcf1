//! Availability by the time a service was down.

use super::relief::{Relief, relief};
use super::{Frame, intervals, say, shares};
use crate::agreement::{MissingData, OutageLength, SettlementStep};
use crate::settlement::exact::Exact;
use crate::settlement::ledger::Entry;
use crate::settlement::log::{Row, RowKind};
use crate::settlement::measured::{Measured, Outcome};
use crate::settlement::order::measuring;
use crate::settlement::spans;
use crate::settlement::units;
use crate::settlement::window::Span;
use crate::settlement::zone;

/// Most lines of the log that the ledger names one by one.
const MOST_EVENTS: usize = 30;

/// A stretch of downtime and the outage it belongs to: one outage can be cut into several.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    outage: usize,
}

struct State {
    pieces: Vec<Piece>,
    outages: usize,
    /// Seconds that counting in minutes adds or takes away.
    adjusted: i64,
    relief: Relief,
}

pub(super) fn measure(frame: &Frame<'_>, found: &mut Measured) {
    let total = frame.opening.within(frame.window.counted);
    let mut rows: Vec<&Row> = frame.rows().filter(|row| is_down(row)).collect();
    rows.sort_by_key(|row| (row.span, row.line));
    let judged = match intervals::judge(frame) {
        Ok(judged) => judged,
        Err(why) => {
            found.outcome = Outcome::NoData(why);
            return;
        }
    };
    let mut state = State { pieces: Vec::new(), outages: 0, adjusted: 0, relief: Relief::default() };
    let spans = rows.iter().map(|row| row.span).chain(judged.down.iter().copied());
    state.pieces = spans.enumerate().map(|(outage, span)| Piece { span, outage }).collect();
    state.outages = rows.len() + judged.down.len();
    let unknown = gaps(frame, &total);
    if !rows.is_empty() || judged.working.is_empty() {
        events(frame, &rows, &mut found.working);
    }
    found.working.extend(judged.working);
    match (frame.metric.missing_data, unknown.is_empty()) {
        (_, true) => {}
        (Some(MissingData::CountsAsDown), false) => {
            gap(&unknown, "counts as downtime", &mut found.working);
            let outage = state.outages;
            state.pieces.extend(unknown.iter().map(|span| Piece { span: *span, outage }));
            state.outages += 1;
        }
        (Some(MissingData::LeavesBoth), false) => {
            gap(&unknown, "is left out of both sides", &mut found.working);
        }
        (Some(MissingData::CountsAsUp), false) => {
            gap(&unknown, "counts as up, as agreed", &mut found.working);
        }
        (None, false) => {
            gap(&unknown, "the agreement does not say what this counts as", &mut found.working);
            let why = format!("{} of the window were not monitored", say::time(spans::seconds(&unknown)));
            found.outcome = Outcome::NoData(why);
            return;
        }
    }
    let total = match frame.metric.missing_data {
        Some(MissingData::LeavesBoth) => spans::difference(&total, &unknown),
        _ => total,
    };
    let total = spans::difference(&total, &judged.idle);
    for step in measuring(frame.agreement) {
        match step {
            SettlementStep::MergeOverlaps => merge(&mut state, &mut found.working),
            SettlementStep::ClipToWindow => clip(frame, &mut state, &total, &mut found.working),
            SettlementStep::SubtractExclusions => subtract(frame, &mut state, &total, &mut found.working),
            SettlementStep::MinimumLength => shorten(frame, &mut state, &mut found.working),
            SettlementStep::ExactRatio => {
                ratio(frame, &state, &total, found);
                found.affected = shares::affected(&rows, &found.incidents);
            }
            _ => {}
        }
    }
}

/// Outages, and maintenance: work is downtime until it is excused. What affected nobody is none.
fn is_down(row: &Row) -> bool {
    matches!(row.kind, RowKind::Outage | RowKind::Maintenance) && !shares::share(row).is_zero()
}

/// Measured time that no line calls monitored, if any line does so for the metric.
fn gaps(frame: &Frame<'_>, total: &[Span]) -> Vec<Span> {
    let own = frame.log.own(&frame.metric.id);
    let monitored: Vec<Span> = own.iter().filter(|r| r.kind == RowKind::Measure).map(|r| r.span).collect();
    if monitored.is_empty() { Vec::new() } else { spans::difference(total, &spans::merged(monitored)) }
}

fn gap(unknown: &[Span], what: &str, working: &mut Vec<Entry>) {
    working.push(Entry {
        step: SettlementStep::RawEvents,
        working: format!("time without monitoring {what}"),
        result: say::time(spans::seconds(unknown)),
    });
}

fn events(frame: &Frame<'_>, rows: &[&Row], working: &mut Vec<Entry>) {
    let mut push = |working_text: String, result: String| {
        working.push(Entry { step: SettlementStep::RawEvents, working: working_text, result });
    };
    for row in rows.iter().take(MOST_EVENTS) {
        let kind = if row.kind == RowKind::Outage { "outage" } else { "maintenance" };
        let note = if row.note.is_empty() { String::new() } else { format!(": {}", row.note) };
        let length = if row.is_open() { "not ended".to_owned() } else { say::time(row.span.seconds()) };
        push(format!("line {}, {kind}, {}{note}", row.line, say::span(frame.zone, row.span)), length);
    }
    if let Some(rest) = rows.get(MOST_EVENTS..).filter(|r| !r.is_empty()) {
        let sum =
            rest.iter().fold(0_i64, |sum, r| sum.saturating_add(r.span.clip(frame.window.counted).seconds()));
        push(
            format!("{} further lines, as far as they lie in the window", say::whole(as_i64(rest.len()))),
            say::time(sum),
        );
    }
    if rows.is_empty() {
        push("the log has no outage in this window".to_owned(), say::time(0));
    }
}

/// Outages that overlap or touch become one.
fn merge(state: &mut State, working: &mut Vec<Entry>) {
    let before = (state.outages, state.pieces.iter().fold(0_i64, |s, p| s.saturating_add(p.span.seconds())));
    let mut group: Vec<usize> = (0..state.outages).collect();
    state.pieces.retain(|p| !p.span.is_empty());
    state.pieces.sort_unstable_by_key(|p| p.span);
    let mut merged: Vec<Piece> = Vec::with_capacity(state.pieces.len());
    for piece in &state.pieces {
        match merged.last_mut() {
            Some(last) if piece.span.start <= last.span.end => {
                last.span.end = last.span.end.max(piece.span.end);
                let (one, other) = (root(&mut group, last.outage), root(&mut group, piece.outage));
                if let Some(parent) = group.get_mut(one.max(other)) {
                    *parent = one.min(other);
                }
            }
            _ => merged.push(*piece),
        }
    }
    let mut numbers: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    for piece in &mut merged {
        let next = numbers.len();
        piece.outage = *numbers.entry(root(&mut group, piece.outage)).or_insert(next);
    }
    state.outages = numbers.len();
    state.pieces = merged;
    if before.0 != state.outages {
        let text = format!("{} overlap or touch: common time counts once", say::count(before.0, "event"));
        working.push(Entry {
            step: SettlementStep::MergeOverlaps,
            working: text,
            result: say::count(state.outages, "outage"),
        });
    }
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while let Some(parent) = group.get(at).copied().filter(|p| *p != at) {
        let above = group.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = group.get_mut(at) {
            *slot = above;
        }
        at = parent;
    }
    at
}

/// Only what lies in the counted window and in measured hours.
fn clip(frame: &Frame<'_>, state: &mut State, total: &[Span], working: &mut Vec<Entry>) {
    let pieces = state.pieces.iter();
    let within = |p: &Piece| {
        let outage = p.outage;
        spans::common(p.span, total).map(move |span| Piece { span, outage }).collect::<Vec<_>>()
    };
    state.pieces = pieces.flat_map(within).collect();
    let counted = frame.window.counted;
    let hours = if frame.opening.is_always() { "" } else { ", in the measured hours" };
    working.push(Entry {
        step: SettlementStep::ClipToWindow,
        working: format!(
            "window {} to {} ({}){hours}: {}",
            zone::stamp(frame.zone, counted.start),
            zone::stamp(frame.zone, counted.end),
            frame.zone,
            say::time(spans::seconds(total))
        ),
        result: format!("{} of downtime in it", say::time(length(state))),
    });
}

fn subtract(frame: &Frame<'_>, state: &mut State, total: &[Span], working: &mut Vec<Entry>) {
    let down = spans::intersection(&spans::merged(state.pieces.iter().map(|p| p.span).collect()), total);
    state.relief = relief(frame, &down, working);
    let gone = state.relief.off_downtime();
    if gone.is_empty() {
        return;
    }
    let before = length(state);
    let left = |p: &Piece| {
        let outage = p.outage;
        spans::without(p.span, &gone).into_iter().map(move |span| Piece { span, outage }).collect::<Vec<_>>()
    };
    state.pieces = state.pieces.iter().flat_map(left).collect();
    let after = length(state);
    working.push(Entry {
        step: SettlementStep::SubtractExclusions,
        working: format!("{} − {}", say::time(before), say::time(before - after)),
        result: say::time(after),
    });
}

/// Outages shorter than the minimum do not count, unless they add up to it; then lengths are counted as agreed.
fn shorten(frame: &Frame<'_>, state: &mut State, working: &mut Vec<Entry>) {
    let mut lengths = vec![0_i64; state.outages];
    for piece in &state.pieces {
        if let Some(length) = lengths.get_mut(piece.outage) {
            *length = length.saturating_add(piece.span.seconds());
        }
    }
    if let Some(minimum) = frame.metric.minimum_outage {
        let least = super::relief::length(&frame.opening, minimum);
        let short: Vec<i64> = lengths.iter().copied().filter(|l| *l > 0 && *l < least).collect();
        let sum = short.iter().fold(0_i64, |s, l| s.saturating_add(*l));
        let adds_up = frame.metric.short_outages_add_up == Some(true) && sum >= least;
        if !short.is_empty() {
            let shorter = format!("{} shorter than {}", say::count(short.len(), "outage"), minimum.long());
            let (text, result) = if adds_up {
                (format!("{shorter} add up"), format!("{} count", say::time(sum)))
            } else {
                (shorter, format!("{} do not count", say::time(sum)))
            };
            working.push(Entry { step: SettlementStep::MinimumLength, working: text, result });
        }
        if !adds_up {
            state.pieces.retain(|p| lengths.get(p.outage).is_some_and(|l| *l >= least));
            lengths.iter_mut().filter(|l| **l < least).for_each(|l| *l = 0);
        }
    }
    let change = |length: i64| match frame.metric.outage_length {
        Some(OutageLength::WholeMinutes) => -(length % 60),
        Some(OutageLength::StartedMinutes) => (60 - length % 60) % 60,
        Some(OutageLength::ToTheSecond) | None => 0,
    };
    state.adjusted = lengths.iter().fold(0_i64, |sum, l| sum.saturating_add(change(*l)));
    if frame.metric.outage_length == Some(OutageLength::WholeMinutes) {
        state.pieces.retain(|p| lengths.get(p.outage).is_some_and(|l| *l >= 60));
        let kept = |l: &&i64| **l >= 60;
        state.adjusted = lengths.iter().filter(kept).fold(0_i64, |sum, l| sum.saturating_add(change(*l)));
    }
    if let Some(rule) = frame.metric.outage_length {
        let counted = length(state).saturating_add(state.adjusted);
        working.push(Entry {
            step: SettlementStep::MinimumLength,
            working: format!("length of an outage: {}", rule.label()),
            result: say::time(counted),
        });
    }
}

fn ratio(frame: &Frame<'_>, state: &State, total: &[Span], found: &mut Measured) {
    let down = spans::intersection(&spans::merged(state.pieces.iter().map(|p| p.span).collect()), total);
    let whole = spans::seconds(total);
    let left_out = spans::seconds(&spans::intersection(&state.relief.off_total(), total));
    let counted = whole - left_out;
    let lost = spans::seconds(&down).saturating_add(state.adjusted).clamp(0, counted);
    let mut push = |text: String, result: String| {
        found.working.push(Entry { step: SettlementStep::ExactRatio, working: text, result });
    };
    if left_out > 0 {
        push(
            format!("total time {} − {} excused", say::time(whole), say::time(left_out)),
            say::time(counted),
        );
    }
    found.owed = Exact::from(counted);
    found.lost = Exact::from(lost);
    found.misses = u32::try_from(outages(&state.pieces)).unwrap_or(u32::MAX);
    found.incidents = down;
    if counted == 0 {
        push("no time is left that could be measured".to_owned(), "no events".to_owned());
        found.outcome = Outcome::NoEvents;
        return;
    }
    let unit = frame.metric.unit.as_str();
    let up = counted - lost;
    let value = if let Some((part, whole)) = units::seconds(unit) {
        let by = Exact::from(part).over(&Exact::from(whole));
        by.and_then(|by| Exact::from(lost).over(&by)).unwrap_or_else(Exact::zero)
    } else {
        push(format!("{} − {}", say::time(counted), say::time(lost)), say::time(up));
        let share = Exact::from(up).over(&Exact::from(counted)).unwrap_or_else(Exact::zero);
        if frame.metric.is_percentage() { &share * &Exact::one_hundred() } else { share }
    };
    let text = match units::seconds(unit) {
        Some(_) => format!("downtime in {}", unit.trim()),
        None => {
            let (up, all, of) = say::pair(up, counted);
            let times = if frame.metric.is_percentage() { " × 100" } else { "" };
            format!("{up}\u{a0}{of} / {all}\u{a0}{of}{times}")
        }
    };
    push(text, say::value(&value, unit));
    found.outcome = Outcome::Value(value);
}

/// How many outages the pieces belong to.
fn outages(pieces: &[Piece]) -> usize {
    pieces.iter().map(|p| p.outage).collect::<std::collections::HashSet<_>>().len()
}

/// Seconds of the union of all pieces.
fn length(state: &State) -> i64 {
    let mut pieces: Vec<Span> = state.pieces.iter().map(|p| p.span).collect();
    if !pieces.is_sorted() {
        pieces.sort_unstable();
    }
    spans::seconds(&spans::merged(pieces))
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
