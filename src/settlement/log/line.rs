//! One line of the log, read for the metric it belongs to.

use super::table::Column;
use super::when::{self, When, Wrong};
use super::{Affected, Row, RowKind};
use crate::agreement::{Agreement, Metric};
use crate::settlement::method::Method;
use crate::settlement::nearest::nearest;
use crate::settlement::units;
use crate::settlement::window::Span;
use crate::settlement::windows::zone_of;
use crate::value::{Duration, Id, Zone, parse_decimal, quoted};
use rust_decimal::Decimal;
use std::cell::Cell;
use std::collections::HashMap;

/// What is wrong, and in which column.
pub(super) type Fault = (Column, String, String);

/// The fields of a line.
pub(super) struct Fields<'a> {
    pub line: u32,
    pub metric: &'a str,
    pub kind: &'a str,
    pub start: &'a str,
    pub end: &'a str,
    pub affected: &'a str,
    pub note: &'a str,
}

/// What lines are read against.
pub(super) struct Reader<'a> {
    agreement: &'a Agreement,
    metrics: HashMap<&'a str, (usize, &'a Metric, Method, Zone)>,
    /// The zone of lines that hold for all metrics, if all have the same.
    zone: Option<Zone>,
    /// So much is wrong already that nobody reads which name was meant.
    brief: Cell<bool>,
}

/// A line that was understood.
pub(super) struct Line {
    /// The metric's place in the agreement; `None` for all.
    pub metric: Option<usize>,
    pub row: Row,
    /// Parts of a second were cut off.
    pub cut: bool,
}

impl<'a> Reader<'a> {
    pub fn new(agreement: &'a Agreement) -> Self {
        let entry =
            |(i, m): (usize, &'a Metric)| (m.id.as_str(), (i, m, Method::of(m), zone_of(agreement, m)));
        let metrics: HashMap<_, _> = agreement.metrics.iter().enumerate().map(entry).collect();
        let mut zones = metrics.values().map(|(.., zone)| *zone);
        let first = zones.next();
        let zone = first.filter(|first| zones.all(|z| z == *first));
        Self { agreement, metrics, zone, brief: Cell::new(false) }
    }

    /// From now on no name is looked for that a wrong one may mean.
    pub fn be_brief(&self) {
        self.brief.set(true);
    }

    fn meant<'n>(&self, text: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if self.brief.get() { None } else { nearest(text, known) }
    }

    /// Reads one line; every field that is wrong is named.
    pub fn read(&self, fields: &Fields<'_>) -> Result<Line, Vec<Fault>> {
        let mut faults = Vec::new();
        let kind = self.kind(fields.kind).map_err(|(w, h)| faults.push((Column::Kind, w, h))).ok();
        let metric = self.metric(fields.metric, kind.as_ref());
        let metric = metric.map_err(|(w, h)| faults.push((Column::Metric, w, h))).ok();
        let zone = metric.map_or(self.zone, |m| m.map_or(self.zone, |(.., zone)| Some(*zone)));
        let mut time =
            |text: &str, column| when::read(text, zone).map_err(|(w, h)| faults.push((column, w, h))).ok();
        let start = time(fields.start, Column::Start);
        let stated = (!fields.end.is_empty()).then(|| time(fields.end, Column::End));
        let (Some(kind), Some(metric), Some(start)) = (kind, metric, start) else { return Err(faults) };
        let end = match stated {
            None => Self::unstated_end(&kind, metric.map(|(_, m, method, _)| (*m, *method)), start),
            Some(Some(end)) if end.at < start.at => Err((
                format!(
                    "The line ends at {}, before it begins at {}",
                    quoted(fields.end),
                    quoted(fields.start)
                ),
                "correct start or end".to_owned(),
            )),
            Some(Some(end)) => Ok(end),
            Some(None) => return Err(faults),
        };
        let end = end.map_err(|(w, h)| faults.push((Column::End, w, h))).ok();
        let affected = match metric {
            None => self.common(&kind, fields.affected),
            Some((_, metric, method, _)) => self.affected(&kind, metric, *method, fields.affected),
        };
        let affected = affected.map_err(|(w, h)| faults.push((Column::Affected, w, h))).ok();
        if let (Some((_, _, method, _)), Some(end)) = (metric, end)
            && needs_length(&kind, *method)
            && end.at == start.at
        {
            let hint = "write when the interval ends".to_owned();
            faults.push((Column::End, "The interval has no length".to_owned(), hint));
        }
        if let (Some((_, metric, method, _)), Some(end), Some(affected)) = (metric, end, &affected)
            && (&kind, *method) == (&RowKind::Measure, Method::Downtime)
            && let Err((what, hint)) = judged(metric, Span { start: start.at, end: end.at }, affected)
        {
            faults.push((Column::End, what, hint));
        }
        match (end, affected) {
            (Some(end), Some(affected)) if faults.is_empty() => Ok(Line {
                metric: metric.map(|(index, ..)| *index),
                row: Row {
                    line: fields.line,
                    kind,
                    span: Span { start: start.at, end: end.at },
                    affected,
                    note: fields.note.into(),
                },
                cut: start.cut || end.cut,
            }),
            _ => Err(faults),
        }
    }

    /// What has not ended is open; a measurement without an end was made at one moment.
    fn unstated_end(kind: &RowKind, of: Option<(&Metric, Method)>, start: When) -> Result<When, Wrong> {
        let open = When { at: Row::OPEN, cut: false };
        match (kind, of) {
            (RowKind::Measure, Some((metric, method))) if method.has_cases(metric) => Ok(open),
            (RowKind::Measure, Some((_, method))) if needs_length(kind, method) => {
                Err(("The end is missing".to_owned(), "write when the interval ends".to_owned()))
            }
            (RowKind::Measure, _) => Ok(start),
            _ => Ok(open),
        }
    }

    fn kind(&self, text: &str) -> Result<RowKind, Wrong> {
        let plain = text.to_lowercase();
        let list = "write outage, maintenance, measure or excluded:<id>".to_owned();
        match plain.as_str() {
            "outage" => Ok(RowKind::Outage),
            "maintenance" => Ok(RowKind::Maintenance),
            "measure" => Ok(RowKind::Measure),
            "" => Err(("The kind is missing".to_owned(), list)),
            _ => {
                let Some(id) = plain.strip_prefix("excluded") else {
                    return Err((format!("{} is not a kind of line", quoted(text)), list));
                };
                let id = id.trim_start_matches([':', ' ']).trim();
                let ids = || self.agreement.exclusions.iter().map(|e| e.id.as_str());
                match self.agreement.exclusions.iter().find(|e| e.id.as_str() == id && !id.is_empty()) {
                    Some(exclusion) => Ok(RowKind::Excluded(exclusion.id.clone())),
                    None => Err((
                        format!("The agreement has no exclusion {}", quoted(id)),
                        match self.meant(id, ids()) {
                            Some(near) => format!("did you mean excluded:{near}?"),
                            None => {
                                format!("write excluded: and one of {}", ids().collect::<Vec<_>>().join(", "))
                            }
                        },
                    )),
                }
            }
        }
    }

    /// The metric of a line; `None` where it holds for all.
    #[allow(clippy::type_complexity)]
    fn metric(
        &self,
        text: &str,
        kind: Option<&RowKind>,
    ) -> Result<Option<&(usize, &'a Metric, Method, Zone)>, Wrong> {
        if text.is_empty() || text == "*" {
            return match kind {
                Some(RowKind::Outage | RowKind::Measure) => Err((
                    "The metric is missing".to_owned(),
                    "name the metric; only maintenance and exclusions hold for all".to_owned(),
                )),
                _ => Ok(None),
            };
        }
        if let Some(found) = self.metrics.get(text) {
            return Ok(Some(found));
        }
        let metrics = || self.agreement.metrics.iter();
        let by_name =
            metrics().find(|m| m.name.trim().eq_ignore_ascii_case(text) || m.id.eq_ignore_ascii_case(text));
        let hint = match by_name
            .map(|m| m.id.as_str())
            .or_else(|| self.meant(text, metrics().map(|m| m.id.as_str())))
        {
            Some(near) => format!("did you mean {near}?"),
            None if self.brief.get() => String::new(),
            None => format!("use one of {}", metrics().map(|m| m.id.as_str()).collect::<Vec<_>>().join(", ")),
        };
        Err((format!("The agreement has no metric {}", quoted(text)), hint))
    }

    /// What a line that holds for all metrics says of its extent.
    fn common(&self, kind: &RowKind, text: &str) -> Result<Affected, Wrong> {
        if text.is_empty() {
            return Ok(Affected::Unstated);
        }
        match kind {
            RowKind::Maintenance => self.work(text, self.zone),
            _ => Err((
                format!("{} says nothing about an exclusion", quoted(text)),
                "leave `affected` empty".to_owned(),
            )),
        }
    }

    fn affected(
        &self,
        kind: &RowKind,
        metric: &Metric,
        method: Method,
        text: &str,
    ) -> Result<Affected, Wrong> {
        let cases = method.has_cases(metric);
        let unasked = || {
            let what = format!("The metric {} is not computed from such lines", metric.id);
            Err((what, format!("write {}", method.asks_for())))
        };
        match (kind, method) {
            (RowKind::Maintenance, _) if text.is_empty() => Ok(Affected::Unstated),
            (RowKind::Maintenance, _) => self.work(text, Some(zone_of(self.agreement, metric))),
            (RowKind::Excluded(_), _) if text.is_empty() => Ok(Affected::Unstated),
            (RowKind::Excluded(_), _) if cases => {
                Ok(Affected::Case { priority: Id::default(), within: None, number: text.into() })
            }
            (RowKind::Excluded(_), _) => self.common(kind, text),
            (_, Method::Words) => Ok(Affected::Unstated),
            (RowKind::Outage | RowKind::Measure, _) if cases => match counts(text) {
                Some(part) if method == Method::Within => part,
                _ => self.case(metric, text),
            },
            (RowKind::Outage, Method::Downtime | Method::Count) if text.is_empty() => Ok(Affected::Unstated),
            (RowKind::Outage, Method::Downtime | Method::Count) => share(text),
            (RowKind::Outage, _) => unasked(),
            (RowKind::Measure, Method::Downtime) if text.is_empty() => Ok(Affected::Unstated),
            (RowKind::Measure, Method::Downtime) if metric.failed_share.is_some() => requests(text),
            (RowKind::Measure, Method::Downtime) => Err((
                format!("The metric {} does not say at which share of failed requests it is down", metric.id),
                "leave `affected` empty for monitored time, or set failed_share of the metric".to_owned(),
            )),
            (RowKind::Measure, Method::Within) => unasked(),
            (RowKind::Measure, Method::Rates) => share(text),
            (RowKind::Measure, Method::Counts) => counts(text).unwrap_or_else(|| {
                let what = format!("{} is not a number of cases", quoted(text));
                Err((what, "write good/all like 99950/100000, or met or missed for one case".to_owned()))
            }),
            (RowKind::Measure, Method::Sample(_)) => units::value(text, &metric.unit).map(Affected::Value),
            (RowKind::Measure, Method::Volume) => volume(metric, text),
            (RowKind::Measure, Method::Count) if text.is_empty() => Ok(Affected::Volume(Decimal::ONE)),
            (RowKind::Measure, Method::Count) => {
                parse_decimal(text).map(Affected::Volume).map_err(|e| (e.what, e.hint))
            }
        }
    }

    /// "emergency", "announced 2026-06-28 09:00", or the part that was affected.
    fn work(&self, text: &str, zone: Option<Zone>) -> Result<Affected, Wrong> {
        let plain = text.to_lowercase();
        if plain == "emergency" {
            return Ok(Affected::Emergency);
        }
        match plain.strip_prefix("announced") {
            Some(_) => {
                let at = text.get("announced".len()..).unwrap_or("");
                when::read(at, zone).map(|w| Affected::Announced(w.at))
            }
            None => share(text).map_err(|_| {
                (
                    format!("{} says nothing about maintenance", quoted(text)),
                    "write emergency, announced 2026-06-28 09:00, the part that was affected like 25 %, or nothing"
                        .to_owned(),
                )
            }),
        }
    }

    /// "p1 INC-4711", "p1", "INC-4711 within 30min".
    fn case(&self, metric: &Metric, text: &str) -> Result<Affected, Wrong> {
        let (said, within) = match text.to_lowercase().find("within ") {
            Some(at) => {
                let limit = text.get(at + "within ".len()..).unwrap_or("");
                let limit = limit.parse::<Duration>().map_err(|e| (e.what, e.hint))?;
                (text.get(..at).unwrap_or("").trim(), Some(limit))
            }
            None => (text, None),
        };
        let (first, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        let named =
            self.agreement.priorities.iter().find(|p| p.id.eq_ignore_ascii_case(first) && !first.is_empty());
        let covers = |id: &str| metric.priorities.is_empty() || metric.priorities.contains(id);
        let covered = || {
            let ids = self.agreement.priorities.iter().map(|p| p.id.as_str()).filter(|id| covers(id));
            ids.collect::<Vec<_>>()
        };
        if let Some(priority) = named {
            if !covers(&priority.id) {
                return Err((
                    format!("The metric {} does not cover the priority {}", metric.id, quoted(first)),
                    format!("it covers {}", covered().join(", ")),
                ));
            }
            return Ok(Affected::Case { priority: priority.id.clone(), within, number: rest.trim().into() });
        }
        let priority = match covered().as_slice() {
            [only] if metric.clock.is_some() => {
                self.agreement.priorities.iter().find(|p| p.id.as_str() == *only)
            }
            _ => None,
        };
        let needed = metric.clock.is_some() && metric.limit.is_none() && within.is_none();
        if priority.is_none() && needed && !covered().is_empty() {
            let what = match first {
                "" => "The priority of the case is missing".to_owned(),
                _ => format!("{} is not a priority", quoted(first)),
            };
            return Err((what, format!("begin with one of {}", covered().join(", "))));
        }
        let priority = priority.map(|p| p.id.clone()).unwrap_or_default();
        Ok(Affected::Case { priority, within, number: said.into() })
    }
}

/// Whether a line must have a length to mean anything.
fn needs_length(kind: &RowKind, method: Method) -> bool {
    *kind == RowKind::Measure && matches!(method, Method::Downtime | Method::Rates | Method::Volume)
}

/// "25 %" or "3/12": a part of a whole, from nothing to all.
fn share(text: &str) -> Result<Affected, Wrong> {
    let wrong =
        || (format!("{} is not a part of a whole", quoted(text)), "write it like 25 % or 3/12".to_owned());
    let number = |text: &str| parse_decimal(text).map_err(|e| (e.what, e.hint));
    let (part, whole) = match (text.strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => (number(percent)?, Decimal::ONE_HUNDRED),
        (None, Some((part, whole))) => (number(part)?, number(whole)?),
        (None, None) => return Err(wrong()),
    };
    checked(text, part, whole)
}

/// The requests of an interval: "90/100" and "90 %" succeeded, "10/100 failed" and "10 % failed" did not.
fn requests(text: &str) -> Result<Affected, Wrong> {
    let plain = text.trim().to_lowercase();
    let failed = plain.strip_suffix("failed").map(str::trim);
    let found = share(failed.unwrap_or(&plain)).map_err(|(what, _)| {
        (what, "write the good of all requests like 90/100 or 90 %, or 10/100 failed".to_owned())
    })?;
    Ok(match found {
        Affected::Part { part, whole } if failed.is_some() => Affected::Part { part: whole - part, whole },
        other => other,
    })
}

/// Whether a line with requests covers no more than one interval: of several together nobody knows which of them failed.
fn judged(metric: &Metric, span: Span, affected: &Affected) -> Result<(), Wrong> {
    let Affected::Part { part, whole } = affected else { return Ok(()) };
    let Some(interval) = metric.sampling.and_then(Duration::seconds) else { return Ok(()) };
    let long = i64::try_from(interval).is_ok_and(|interval| span.seconds() > interval);
    if !long || part.is_zero() || part == whole {
        return Ok(());
    }
    let each = metric.sampling.map(Duration::long).unwrap_or_default();
    Err((
        format!("The line is longer than the interval of {each} that the metric {} judges", metric.id),
        "write one line an interval; a longer line can only say that all or none of its requests failed"
            .to_owned(),
    ))
}

/// "99950/100000", "met" or "missed"; `None` where the text is neither.
fn counts(text: &str) -> Option<Result<Affected, Wrong>> {
    match text.to_lowercase().as_str() {
        "met" => return Some(Ok(Affected::Part { part: Decimal::ONE, whole: Decimal::ONE })),
        "missed" => return Some(Ok(Affected::Part { part: Decimal::ZERO, whole: Decimal::ONE })),
        _ => {}
    }
    let (part, whole) = text.split_once('/')?;
    let number = |text: &str| parse_decimal(text).map_err(|e| (e.what, e.hint));
    Some(number(part).and_then(|part| checked(text, part, number(whole)?)))
}

fn checked(text: &str, part: Decimal, whole: Decimal) -> Result<Affected, Wrong> {
    if part.is_sign_negative() && !part.is_zero() || part > whole {
        let what = format!("{} is more than all or less than nothing", quoted(text));
        return Err((what, "a part lies between 0 and the whole".to_owned()));
    }
    Ok(Affected::Part { part, whole })
}

/// A rate in the metric's unit, or an amount without a unit of time.
fn volume(metric: &Metric, text: &str) -> Result<Affected, Wrong> {
    let (_, unit) = units::split(text);
    let wanted = metric.unit.trim();
    if unit.eq_ignore_ascii_case(wanted) && !unit.is_empty() || units::both_rates(unit, wanted) {
        return units::value(text, wanted).map(Affected::Value);
    }
    let thing =
        wanted.split_once('/').or_else(|| wanted.split_once(" per ")).map_or(wanted, |(thing, _)| thing);
    units::value(text, thing.trim()).map(Affected::Volume)
}
