//! Time for which the provider is not held to the target.

use super::{Frame, say};
use crate::agreement::{ExclusionEffect, MaintenanceWindow, SettlementStep};
use crate::settlement::clock;
use crate::settlement::hours::Opening;
use crate::settlement::ledger::Entry;
use crate::settlement::log::{Affected, Row, RowKind};
use crate::settlement::period::Period;
use crate::settlement::spans;
use crate::settlement::window::Span;
use crate::settlement::zone;
use crate::value::{Date, Duration, Node, Unit};
use chrono::Datelike;

/// Excused time by what it is subtracted from; the three sets have nothing in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Relief {
    pub numerator: Vec<Span>,
    pub denominator: Vec<Span>,
    pub both: Vec<Span>,
}

impl Relief {
    /// What no longer counts as downtime.
    pub fn off_downtime(&self) -> Vec<Span> {
        spans::merged(self.numerator.iter().chain(&self.both).copied().collect())
    }

    /// What leaves total time.
    pub fn off_total(&self) -> Vec<Span> {
        spans::merged(self.denominator.iter().chain(&self.both).copied().collect())
    }
}

/// One reason why time may be excused.
struct Source {
    label: String,
    spans: Vec<Span>,
    cap: Option<i64>,
    /// Whether the cap is for a calendar month; else for the window.
    monthly: bool,
    yearly: Option<Yearly>,
    effect: ExclusionEffect,
}

/// A limit for each calendar year.
struct Yearly {
    cap: i64,
    /// What the log says of the same kind earlier in the year in which the window begins.
    earlier: Vec<Span>,
}

impl Source {
    /// The part of `open` that the caps for months and years let through.
    fn within_caps(&self, frame: &Frame<'_>, open: &[Span]) -> Vec<Span> {
        let counted = frame.window.counted;
        let by_month = |set: &[Span], range: Span| -> Vec<Span> {
            match (self.cap, self.monthly) {
                (None, _) => set.to_vec(),
                (Some(cap), false) => spans::first(set, cap),
                (Some(cap), true) => {
                    let month = |m: &Span| spans::first(&spans::intersection(set, &[*m]), cap);
                    calendar(frame, range, Period::month).iter().flat_map(month).collect()
                }
            }
        };
        let kept = by_month(open, counted);
        let Some(Yearly { cap, earlier }) = &self.yearly else { return kept };
        let before = earlier.first().map_or(counted, |first| Span { start: first.start, end: counted.start });
        let used = spans::seconds(&by_month(earlier, before));
        let years = calendar(frame, counted, Period::year).into_iter().enumerate();
        let year = |(n, year): (usize, Span)| {
            let left = if n == 0 { (cap - used).max(0) } else { *cap };
            spans::first(&spans::intersection(&kept, &[year]), left)
        };
        years.flat_map(year).collect()
    }

    /// ", of which at most 4 h a month and 10 h a calendar year, 6 h of them used before".
    fn limits(&self) -> String {
        let monthly = self.cap.map(|cap| {
            format!("{} {}", say::time(cap), if self.monthly { "a month" } else { "in the window" })
        });
        let yearly = self.yearly.as_ref().map(|yearly| {
            let used = spans::seconds(&yearly.earlier);
            let used = match used {
                0 => String::new(),
                used => format!(", after {} earlier in the year", say::time(used)),
            };
            format!("{} a calendar year{used}", say::time(yearly.cap))
        });
        let limits: Vec<String> = monthly.into_iter().chain(yearly).collect();
        if limits.is_empty() { String::new() } else { format!(", of which at most {}", limits.join(" and ")) }
    }
}

/// What of `base` is excused, with a line of the ledger for every reason. Time that several reasons cover is excused
/// once: first by exclusions without a cap, then as maintenance, then by exclusions with a cap.
pub(super) fn relief(frame: &Frame<'_>, base: &[Span], working: &mut Vec<Entry>) -> Relief {
    let mut relief = Relief::default();
    let mut taken: Vec<Span> = Vec::new();
    for source in sources(frame, working) {
        let open = spans::difference(&spans::intersection(base, &source.spans), &taken);
        let excused = source.within_caps(frame, &open);
        let (all, granted) = (spans::seconds(&open), spans::seconds(&excused));
        if !source.spans.is_empty() {
            let limit = source.limits();
            working.push(Entry {
                step: SettlementStep::SubtractExclusions,
                working: format!("{}: {} in common with what counts{limit}", source.label, say::time(all)),
                result: format!("{} excused", say::time(granted)),
            });
        }
        let set = match source.effect {
            ExclusionEffect::Numerator => &mut relief.numerator,
            ExclusionEffect::Denominator => &mut relief.denominator,
            ExclusionEffect::Both => &mut relief.both,
        };
        set.extend(&excused);
        taken.extend(excused);
        taken = spans::merged(taken);
    }
    for set in [&mut relief.numerator, &mut relief.denominator, &mut relief.both] {
        *set = spans::merged(std::mem::take(set));
    }
    relief
}

fn sources(frame: &Frame<'_>, working: &mut Vec<Entry>) -> Vec<Source> {
    let usual = frame.metric.exclusion_effect.unwrap_or(ExclusionEffect::Both);
    let mut sources = Vec::new();
    for exclusion in &frame.agreement.exclusions {
        let spans = pauses(frame, &exclusion.id);
        if spans.is_empty() {
            continue;
        }
        sources.push(Source {
            label: format!("exclusion {}", exclusion.id),
            spans,
            cap: exclusion.cap.map(|cap| length(&frame.opening, cap)),
            monthly: false,
            yearly: None,
            effect: exclusion.effect.unwrap_or(usual),
        });
    }
    sources.extend(maintenance(frame, working));
    sources.sort_by_key(|s| (s.cap.is_some() && !s.monthly, s.monthly));
    sources
}

/// When an exclusion held that the metric knows.
pub(super) fn pauses(frame: &Frame<'_>, exclusion: &str) -> Vec<Span> {
    let known = frame.metric.exclusions.is_empty() || frame.metric.exclusions.contains(exclusion);
    let of = |row: &&Row| matches!(&row.kind, RowKind::Excluded(id) if id.as_str() == exclusion);
    let general = |row: &&Row| !matches!(row.affected, Affected::Case { .. });
    let rows = frame.rows().filter(of).filter(general);
    if known { spans::merged(rows.map(|row| row.span).collect()) } else { Vec::new() }
}

/// Announced work within the agreed windows, and emergencies.
fn maintenance(frame: &Frame<'_>, working: &mut Vec<Entry>) -> Vec<Source> {
    let agreed = &frame.agreement.maintenance;
    let rows: Vec<&Row> = frame.rows().filter(|r| r.kind == RowKind::Maintenance).collect();
    if agreed.is_blank() {
        if !rows.is_empty() {
            refuse(working, "the agreement excuses no maintenance".to_owned());
        }
        return Vec::new();
    }
    let effect = agreed.effect.or(frame.metric.exclusion_effect).unwrap_or(ExclusionEffect::Both);
    let (planned, emergency) = accepted(frame, &rows, frame.window.counted, working);
    let words = agreed.windows.iter().map(|w| w.note.as_str()).chain(agreed.freezes.iter());
    let words: Vec<&str> = words.map(str::trim).filter(|w| !w.is_empty()).collect();
    if !words.is_empty() && !planned.is_empty() {
        working.push(Entry {
            step: SettlementStep::SubtractExclusions,
            working: format!("limits of maintenance in words: {}", words.join("; ")),
            result: "for people to check".to_owned(),
        });
    }
    let yearly = agreed.year_cap.map(|cap| Yearly {
        cap: length(&frame.opening, cap),
        earlier: earlier(frame, !planned.is_empty(), working),
    });
    let source = |label: &str, spans, cap: Option<Duration>, yearly| Source {
        label: label.to_owned(),
        spans,
        cap: cap.map(|cap| length(&frame.opening, cap)),
        monthly: true,
        yearly,
        effect,
    };
    let label = if agreed.windows.is_empty() { "maintenance" } else { "maintenance in the agreed windows" };
    vec![
        source(label, planned, agreed.cap, yearly),
        source("emergency maintenance", emergency, agreed.emergency_cap, None),
    ]
}

/// The planned work that was announced in time and lies in the agreed windows, and the emergencies.
fn accepted(
    frame: &Frame<'_>,
    rows: &[&Row],
    range: Span,
    working: &mut Vec<Entry>,
) -> (Vec<Span>, Vec<Span>) {
    let agreed = &frame.agreement.maintenance;
    let emergency_agreed = !agreed.emergency.trim().is_empty() || agreed.emergency_cap.is_some();
    let notice_hours =
        frame.agreement.calendars.iter().map(|c| Opening::of(c, frame.zone)).find(|o| !o.is_always());
    let notice_hours = notice_hours.unwrap_or_else(|| frame.opening.clone());
    let (mut planned, mut emergency) = (Vec::new(), Vec::new());
    for row in rows {
        match (&row.affected, agreed.notice) {
            (Affected::Emergency, _) if emergency_agreed => emergency.push(row.span),
            (Affected::Emergency, _) => {
                refuse(working, format!("line {}: the agreement excuses no emergency maintenance", row.line));
            }
            (Affected::Announced(at), Some(notice))
                if clock::due(&notice_hours, *at, notice).is_none_or(|due| due > row.span.start) =>
            {
                refuse(
                    working,
                    format!("line {}: announced less than {} before the work", row.line, notice.long()),
                );
            }
            _ => planned.push(row.span),
        }
    }
    let mut planned = spans::merged(planned);
    if !agreed.windows.is_empty() && !planned.is_empty() {
        let windows = agreed.windows.iter().flat_map(|w| occurrences(frame, w, range)).collect();
        planned = spans::intersection(&planned, &spans::merged(windows));
        if planned.is_empty() {
            refuse(working, "the work lies outside the agreed windows".to_owned());
        }
    }
    (planned, spans::merged(emergency))
}

/// Planned work of the calendar year before the window, in the measured hours. Where the log begins later than year and
/// term, nothing is assumed for the time before, and the ledger says so.
fn earlier(frame: &Frame<'_>, matters: bool, working: &mut Vec<Entry>) -> Vec<Span> {
    let counted = frame.window.counted;
    let year = calendar(frame, counted, Period::year).into_iter().next();
    let Some(start) = year.map(|y| y.start).filter(|start| *start < counted.start) else { return Vec::new() };
    let range = Span { start, end: counted.start };
    let own = frame.log.own(&frame.metric.id).iter().chain(frame.log.common());
    let rows: Vec<&Row> =
        own.filter(|r| r.kind == RowKind::Maintenance && !r.span.clip(range).is_empty()).collect();
    let (planned, _) = accepted(frame, &rows, range, &mut Vec::new());
    let owed = frame.agreement.term.effective.map_or(start, |day| zone::midnight(frame.zone, day).max(start));
    if matters && owed < counted.start && frame.log.begin().is_none_or(|begin| begin > owed) {
        working.push(Entry {
            step: SettlementStep::SubtractExclusions,
            working: format!(
                "maintenance of the year before {} that is not in the log",
                zone::stamp(frame.zone, counted.start)
            ),
            result: "none assumed".to_owned(),
        });
    }
    let planned: Vec<Span> = planned.into_iter().map(|s| s.clip(range)).filter(|s| !s.is_empty()).collect();
    let hours = frame.opening.within(range);
    let mut gone: Vec<Span> = Vec::new();
    for exclusion in frame.agreement.exclusions.iter().filter(|e| e.cap.is_none()) {
        let known = frame.metric.exclusions.is_empty() || frame.metric.exclusions.contains(&exclusion.id);
        let all = frame.log.own(&frame.metric.id).iter().chain(frame.log.common()).filter(|_| known);
        gone.extend(
            all.filter(|r| matches!(&r.kind, RowKind::Excluded(id) if *id == exclusion.id)).map(|r| r.span),
        );
    }
    spans::difference(&spans::intersection(&planned, &hours), &spans::merged(gone))
}

fn refuse(working: &mut Vec<Entry>, text: String) {
    let (step, result) = (SettlementStep::SubtractExclusions, "nothing excused".to_owned());
    working.push(Entry { step, working: text, result });
}

/// When a regular window is open around a stretch of time.
fn occurrences(frame: &Frame<'_>, window: &MaintenanceWindow, range: Span) -> Vec<Span> {
    let zone = window.zone.unwrap_or(frame.zone);
    let mut found = Vec::new();
    let mut day = zone::day(zone, range.start).and_then(|d| d.minus_days(1));
    let last = zone::day(zone, range.end);
    while let Some(today) = day.filter(|d| last.is_some_and(|l| *d <= l)) {
        if window.days.contains(today.get().weekday().num_days_from_monday()) {
            let until = if window.to > window.from { today } else { zone::next(today) };
            let start = zone::moment(zone, today, window.from.minutes());
            found.push(Span { start, end: zone::moment(zone, until, window.to.minutes()) });
        }
        day = today.plus_days(1);
    }
    found
}

/// The calendar months or years that a stretch of time touches, in the zone of the metric.
fn calendar(frame: &Frame<'_>, range: Span, period: fn(Date) -> Option<Period>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut next = zone::day(frame.zone, range.start).and_then(period);
    while let Some(this) = next {
        let after = zone::next(this.last);
        let span =
            Span { start: zone::midnight(frame.zone, this.first), end: zone::midnight(frame.zone, after) };
        if span.start >= range.end || after == this.last {
            break;
        }
        found.push(span);
        next = period(after);
    }
    // Work on the first day may begin in the month before, in another zone.
    if let Some(first) = found.first_mut() {
        first.start = first.start.min(range.start);
    }
    found
}

/// Seconds of a limit: a business day is the longest day of the opening hours, a month 28 days.
pub(super) fn length(opening: &Opening, limit: Duration) -> i64 {
    let count = i64::from(limit.count);
    match limit.unit {
        Unit::BusinessHour => count * 3_600,
        Unit::BusinessDay => count * opening.longest_day(),
        _ => i64::try_from(limit.bounds().0).unwrap_or(i64::MAX),
    }
}
