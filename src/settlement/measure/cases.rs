//! Cases with a clock: how long they took, and whether that was allowed.

use super::relief::{length, pauses};
use super::{Frame, counts, say};
use crate::agreement::{Agreement, CaseWindow, Clock, Metric, Priority, SettlementStep};
use crate::settlement::clock;
use crate::settlement::exact::Exact;
use crate::settlement::hours::Opening;
use crate::settlement::ledger::Entry;
use crate::settlement::log::{Affected, Row, RowKind};
use crate::settlement::measured::{Measured, Outcome};
use crate::settlement::method::Method;
use crate::settlement::spans;
use crate::settlement::units;
use crate::settlement::window::{Moment, Span};
use crate::settlement::zone;
use crate::value::{Duration, Unit};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Most cases that the ledger names one by one.
const MOST_CASES: usize = 30;

/// The clocks of the cases of one metric in one window.
struct Clocks<'a> {
    frame: &'a Frame<'a>,
    /// The hours of each priority, as far as it has a calendar.
    hours: HashMap<&'a str, Opening>,
    /// Pauses of all cases, by exclusion.
    general: Vec<Span>,
    /// Pauses of single cases by their number, each with its exclusion.
    single: HashMap<&'a str, Vec<(&'a str, Span)>>,
}

/// What became of a case.
struct Case<'a> {
    row: &'a Row,
    label: String,
    group: String,
    due: Moment,
    /// When the clock stopped, or the end of the window for a case that was open then.
    stopped: Moment,
    /// `None` where it is neither late nor finished.
    late: Option<bool>,
    /// By how many seconds it passed the outer limit of its priority, and the limit.
    beyond: Option<(i64, Duration)>,
}

/// Cases within the time allowed of all cases.
pub(super) fn within(frame: &Frame<'_>, found: &mut Measured) {
    let clocks = Clocks::new(frame);
    let mut cases = Vec::new();
    let (mut good, mut all) = (Exact::zero(), Exact::zero());
    if rows(frame).iter().any(|row| matches!(row.affected, Affected::Part { .. })) {
        found.working.extend(unseen(frame.agreement, frame.metric));
    }
    for row in rows(frame) {
        if let Affected::Part { part, whole } = row.affected {
            good = &good + &Exact::from(part);
            all = &all + &Exact::from(whole);
            found.working.push(Entry {
                step: SettlementStep::RawEvents,
                working: format!("line {}: cases counted elsewhere", row.line),
                result: format!("{part} of {whole} in time"),
            });
            continue;
        }
        match clocks.case(row) {
            Ok(case) => cases.push(case),
            Err(why) => {
                found.outcome = Outcome::NoData(format!("line {}: {why}", row.line));
                return;
            }
        }
    }
    tell(frame, &cases, &mut found.working);
    for (by, limit, case) in cases.iter().filter_map(|c| c.beyond.map(|(by, limit)| (by, limit, c))) {
        let (line, label) = (case.row.line, &case.label);
        found.beyond.push(format!(
            "line {line}{label}: {} beyond the outer limit of {} for {}",
            say::time(by),
            limit.long(),
            case.group
        ));
    }
    let decided = cases.iter().filter_map(|c| c.late.map(|late| (c, late)));
    for (case, late) in decided {
        all = &all + &Exact::from(1_u32);
        if late {
            found.delays.push(Exact::from(case.stopped.0.saturating_sub(case.due.0)));
            found.incidents.push(Span { start: case.row.span.start, end: case.stopped });
        } else {
            good = &good + &Exact::from(1_u32);
        }
    }
    found.incidents = spans::merged(std::mem::take(&mut found.incidents));
    counts::ratio(frame, &good, &all, false, found);
    let broken = found.beyond.iter().take(MOST_CASES).map(|text| Entry {
        step: SettlementStep::ExactRatio,
        working: text.clone(),
        result: "the target counts as missed".to_owned(),
    });
    found.working.extend(broken);
}

/// What cannot be seen where cases were counted elsewhere: whether one of them passed its outer limit.
pub(super) fn unseen(agreement: &Agreement, metric: &Metric) -> Option<Entry> {
    let limited = |clock| agreement.priorities_of(metric).any(|p| p.outer_limit_of(clock).is_some());
    let within = Method::of(metric) == Method::Within && metric.clock.is_some_and(limited);
    within.then(|| Entry {
        step: SettlementStep::RawEvents,
        working: "whether a case passed the outer limit of its priority".to_owned(),
        result: "for people to check".to_owned(),
    })
}

/// The time that each case took, in the unit of the metric. `None` with the outcome set where there is none.
pub(super) fn times(frame: &Frame<'_>, found: &mut Measured) -> Option<Vec<Exact>> {
    let clocks = Clocks::new(frame);
    let mut times = Vec::new();
    for row in rows(frame) {
        let stopped = clocks.stopped(row);
        let Some(time) = clocks.time(row, stopped) else {
            let unit = frame.metric.unit.trim();
            found.outcome = Outcome::NoData(format!("“{unit}” is no unit of time that can be computed"));
            return None;
        };
        if times.len() < MOST_CASES {
            found.working.push(Entry {
                step: SettlementStep::RawEvents,
                working: format!("line {}{}: {}", row.line, label(row), say::span(frame.zone, row.span)),
                result: say::value(&time, &frame.metric.unit),
            });
        }
        times.push(time);
    }
    if times.len() > MOST_CASES {
        found.working.push(Entry {
            step: SettlementStep::RawEvents,
            working: "further cases".to_owned(),
            result: (times.len() - MOST_CASES).to_string(),
        });
    }
    if times.is_empty() {
        found.outcome = Outcome::NoEvents;
        return None;
    }
    Some(times)
}

/// The cases that count in the window.
fn rows<'a>(frame: &Frame<'a>) -> Vec<&'a Row> {
    let case = |row: &&Row| matches!(row.kind, RowKind::Outage | RowKind::Measure);
    let window = frame.window.counted;
    if frame.metric.case_window != Some(CaseWindow::End) {
        return frame.begun().filter(case).collect();
    }
    let own = frame.log.own(&frame.metric.id).iter().filter(case);
    let ends = |row: &&Row| row.span.start < window.end && row.span.end >= window.start;
    own.filter(ends).filter(|row| row.span.end > window.start || row.span.start >= window.start).collect()
}

fn label(row: &Row) -> String {
    match &row.affected {
        Affected::Case { number, .. } if !number.is_empty() => format!(", {number}"),
        _ => String::new(),
    }
}

impl<'a> Clocks<'a> {
    fn new(frame: &'a Frame<'a>) -> Self {
        let agreement = frame.agreement;
        let calendar = |p: &'a Priority| {
            let calendar = agreement.calendar(&p.calendar)?;
            Some((p.id.as_str(), Opening::of(calendar, frame.zone)))
        };
        let mut single: HashMap<&str, Vec<(&str, Span)>> = HashMap::new();
        let own = frame.log.own(&frame.metric.id);
        for row in own {
            if let (RowKind::Excluded(id), Affected::Case { number, .. }) = (&row.kind, &row.affected) {
                single.entry(number).or_default().push((id.as_str(), row.span));
            }
        }
        let mut general = Vec::new();
        for exclusion in &agreement.exclusions {
            let spans = pauses(frame, &exclusion.id);
            general.extend(capped(spans, exclusion.cap.map(|cap| length(&frame.opening, cap))));
        }
        Self {
            frame,
            hours: agreement.priorities.iter().filter_map(calendar).collect(),
            general: spans::merged(general),
            single,
        }
    }

    /// When the clock of a case stopped: a case that is open at the end of the window runs until then.
    fn stopped(&self, row: &Row) -> Moment {
        let window = self.frame.window.counted;
        let counts_here = self.frame.metric.case_window == Some(CaseWindow::End);
        if row.is_open() || (counts_here && row.span.end > window.end) {
            row.span.start.max(window.end)
        } else {
            row.span.end
        }
    }

    fn is_running(&self, row: &Row) -> bool {
        let counts_here = self.frame.metric.case_window == Some(CaseWindow::End);
        row.is_open() || (counts_here && row.span.end > self.frame.window.counted.end)
    }

    fn priority(&self, row: &Row) -> Option<&'a Priority> {
        let Affected::Case { priority, .. } = &row.affected else { return None };
        self.frame.agreement.priorities.iter().find(|p| p.id == *priority && !priority.is_empty())
    }

    fn case(&self, row: &'a Row) -> Result<Case<'a>, String> {
        let priority = self.priority(row);
        let (budget, opening) = self.budget(row, priority)?;
        let stopped = self.stopped(row);
        let due = self.due(row, priority, budget, &opening, stopped)?;
        let outer = priority.zip(self.frame.metric.clock).and_then(|(p, clock)| p.outer_limit_of(clock));
        let beyond = match outer {
            Some(limit) => {
                let last = self.due(row, priority, limit, self.opening(priority), stopped)?;
                Some((stopped.0.saturating_sub(last.0), limit)).filter(|(by, _)| *by > 0)
            }
            None => None,
        };
        let late = match (self.is_running(row), stopped <= due) {
            (true, true) => None,
            (_, in_time) => Some(!in_time),
        };
        Ok(Case {
            row,
            label: label(row),
            group: priority.map_or("cases without a priority".to_owned(), |p| p.id.to_string()),
            due,
            stopped,
            late,
            beyond,
        })
    }

    /// When a time allowed for a case runs out, its pauses added.
    fn due(
        &self,
        row: &Row,
        priority: Option<&Priority>,
        budget: Duration,
        opening: &Opening,
        stopped: Moment,
    ) -> Result<Moment, String> {
        let far = || "the time allowed never ends in the hours of its calendar".to_owned();
        let mut due = clock::due(opening, row.span.start, budget).ok_or_else(far)?;
        let plain = matches!(budget.unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        let always = Opening::always(opening.zone);
        let running = if plain { &always } else { opening };
        let limit = priority.and_then(|p| p.pause_limit).map(|l| length(opening, l));
        for pause in self.pauses(row, running, stopped, limit) {
            if pause.start < due {
                due = clock::advance(running, due, pause.seconds()).ok_or_else(far)?;
            }
        }
        Ok(due)
    }

    /// The time allowed for a case, and the hours in which it runs.
    fn budget(&self, row: &Row, priority: Option<&Priority>) -> Result<(Duration, Cow<'_, Opening>), String> {
        let metric = self.frame.metric;
        let own_hours = || Cow::Borrowed(self.opening(priority));
        if let Affected::Case { within: Some(own), .. } = &row.affected {
            return Ok((*own, own_hours()));
        }
        if let Some(found) = priority.and_then(|p| self.outside(row, p)) {
            return Ok(found);
        }
        let time = priority.and_then(|p| p.time(metric.clock?));
        match (time, metric.limit, metric.clock, priority) {
            (Some(time), ..) => Ok((time, own_hours())),
            (None, Some(limit), ..) => Ok((limit, Cow::Borrowed(&self.frame.opening))),
            (None, None, Some(clock), Some(p)) => {
                Err(format!("the priority {} has no {}", p.id, clock.label()))
            }
            (None, None, Some(_), None) => {
                Err("the case has no priority, and the metric no time allowed".to_owned())
            }
            (None, None, None, _) => {
                Err("the metric does not say which time is allowed: set its clock or its limit".to_owned())
            }
        }
    }

    /// The response time for a report outside the hours of its priority, where that is promised. It runs at once; business
    /// hours and days still count in the hours of the priority.
    fn outside(&self, row: &Row, priority: &Priority) -> Option<(Duration, Cow<'_, Opening>)> {
        let time = priority.response_outside.filter(|_| self.frame.metric.clock == Some(Clock::Response))?;
        let opening = self.opening(Some(priority));
        if opening.is_open(row.span.start) {
            return None;
        }
        let hours = match time.unit.is_business() {
            true => Cow::Borrowed(opening),
            false => Cow::Owned(Opening::always(opening.zone)),
        };
        Some((time, hours))
    }

    fn opening(&self, priority: Option<&Priority>) -> &Opening {
        priority.and_then(|p| self.hours.get(p.id.as_str())).unwrap_or(&self.frame.opening)
    }

    /// When the clock of a case stood still, at most `limit` seconds in all.
    fn pauses(&self, row: &Row, running: &Opening, stopped: Moment, limit: Option<i64>) -> Vec<Span> {
        let span = Span { start: row.span.start, end: stopped };
        let mut found: Vec<Span> = spans::common(span, &self.general).collect();
        if let Affected::Case { number, .. } = &row.affected {
            let own = self.single.get(&**number).filter(|_| !number.is_empty());
            let mut by: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
            for (id, pause) in own.into_iter().flatten() {
                by.entry(id).or_default().push(pause.clip(span));
            }
            for (id, pauses) in by {
                let cap =
                    self.frame.agreement.exclusions.iter().find(|e| e.id.as_str() == id).and_then(|e| e.cap);
                found.extend(capped(spans::merged(pauses), cap.map(|c| length(&self.frame.opening, c))));
            }
        }
        let counted: Vec<Span> = spans::merged(found).into_iter().flat_map(|p| running.within(p)).collect();
        capped(counted, limit)
    }

    /// How long a case took, in the unit of the metric.
    fn time(&self, row: &Row, stopped: Moment) -> Option<Exact> {
        let priority = self.priority(row);
        let opening = self.opening(priority);
        let limit = priority.and_then(|p| p.pause_limit).map(|l| length(opening, l));
        let (start, unit) = (row.span.start, self.frame.metric.unit.trim().to_lowercase());
        let unit = unit.strip_suffix('s').filter(|u| u.len() > 2).unwrap_or(&unit);
        let span = Span { start, end: stopped };
        let open = |by: i64| {
            let paused = self.pauses(row, opening, stopped, limit);
            let seconds = opening.seconds(span).saturating_sub(spans::seconds(&paused));
            Exact::from(seconds).over(&Exact::from(by))
        };
        match unit {
            "bd" | "business day" | "working day" => {
                let paused = self.pauses(row, opening, stopped, limit);
                Some(clock::business_days(opening, start, stopped, &paused))
            }
            "bh" | "business hour" | "working hour" => open(3_600),
            "d" | "day" => {
                let always = Opening::always(opening.zone);
                let paused = spans::seconds(&self.pauses(row, &always, stopped, limit));
                Exact::from(span.seconds().saturating_sub(paused)).over(&Exact::from(86_400_u32))
            }
            other => {
                let (part, whole) = units::seconds(other)?;
                open(1)?.over(&Exact::from(part).over(&Exact::from(whole))?)
            }
        }
    }
}

fn capped(set: Vec<Span>, cap: Option<i64>) -> Vec<Span> {
    match cap {
        Some(cap) => spans::first(&set, cap),
        None => set,
    }
}

/// The cases one by one where they are few, else the late ones; then how many kept the time, by priority.
fn tell(frame: &Frame<'_>, cases: &[Case<'_>], working: &mut Vec<Entry>) {
    let few = cases.len() <= MOST_CASES;
    let shown = cases.iter().filter(|c| few || c.late == Some(true)).take(MOST_CASES);
    for case in shown {
        let result = match case.late {
            Some(true) => format!("late by {}", say::time(case.stopped.0.saturating_sub(case.due.0))),
            Some(false) => "in time".to_owned(),
            None => "open and not yet due: not counted".to_owned(),
        };
        let (line, label) = (case.row.line, &case.label);
        working.push(Entry {
            step: SettlementStep::RawEvents,
            working: format!(
                "line {line}, {}{label}: {}, due {}",
                case.group,
                say::span(frame.zone, case.row.span),
                zone::stamp(frame.zone, case.due)
            ),
            result,
        });
    }
    let promised = |group: &str| {
        let priority = frame.agreement.priorities.iter().find(|p| p.id.as_str() == group)?;
        priority.compliance
    };
    let mut groups: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for case in cases {
        let (all, good, open) = groups.entry(&case.group).or_default();
        match case.late {
            Some(late) => {
                *all += 1;
                *good += usize::from(!late);
            }
            None => *open += 1,
        }
    }
    for (group, (all, good, open)) in groups {
        let waiting = if open > 0 { format!(", {open} open and not yet due") } else { String::new() };
        // The share of a priority is reported; the target of the metric decides.
        let share = (&Exact::from(as_u32(good)) * &Exact::one_hundred()).over(&Exact::from(as_u32(all)));
        let (asked, kept) = match promised(group).zip(share) {
            None => (String::new(), ""),
            Some((promise, share)) => {
                let kept = if share >= Exact::from(promise.get()) { ": kept" } else { ": not kept" };
                (format!("; {promise} % are promised"), kept)
            }
        };
        working.push(Entry {
            step: SettlementStep::ExactRatio,
            working: format!("{group}: cases in time{waiting}{asked}"),
            result: format!("{good} of {all}{kept}"),
        });
    }
}

fn as_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
