//! The incident log: what happened, line by line.
//!
//! How a log is written is explained to its writers in [`GUIDE`].

mod line;
mod problem;
mod read;
mod repeats;
mod table;
mod when;

use super::window::{Moment, Span};
use crate::value::{Duration, Id};
use rust_decimal::Decimal;

pub use problem::{Note, Problem};
pub use read::read_log;

/// How to write a log, in Markdown: the columns, the kinds, and how each is read.
pub const GUIDE: &str = include_str!("../../../assets/incident-log.md");

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    pub kind: RowKind,
    /// From start to end; [`Row::OPEN`] where it has not ended.
    pub span: Span,
    pub affected: Affected,
    /// The remark of its writer; may be empty.
    pub note: Box<str>,
}

impl Row {
    /// The end of what has not ended yet.
    pub const OPEN: Moment = Moment(i64::MAX);

    pub fn is_open(&self) -> bool {
        self.span.end == Self::OPEN
    }
}

/// What a line reports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// The service was down; for a time metric, a case.
    Outage,
    /// Work on the service, during which it was down.
    Maintenance,
    /// An event of one of the agreement's exclusions.
    Excluded(Id),
    /// A measurement; for a time metric, a case.
    Measure,
}

/// What the column `affected` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affected {
    #[default]
    Unstated,
    /// "25 %" is 25 of 100, "3/12" is 3 of 12.
    Part { part: Decimal, whole: Decimal },
    /// A measured value in the base unit of the metric's unit: nanoseconds for time, bits a second for data rates.
    Value(Decimal),
    /// An amount that was delivered in the time of the line, for a metric of volume per time.
    Volume(Decimal),
    /// A case of this priority (or of none) with the number it has elsewhere, and the time allowed if it has its own.
    /// An exclusion with a number pauses the clock of the case with this number.
    Case { priority: Id, within: Option<Duration>, number: Box<str> },
    /// Work that could not wait for a window.
    Emergency,
    /// Work that was announced at this moment.
    Announced(Moment),
}

/// A log that was read without problems: its lines by metric, in the order of their start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    metrics: Vec<(Id, Vec<Row>)>,
    all: Vec<Row>,
}

impl Log {
    /// Sorts lines; those without a metric hold for all.
    pub fn new(rows: impl IntoIterator<Item = (Option<Id>, Row)>) -> Self {
        let mut log = Self::default();
        for (metric, row) in rows {
            match metric {
                None => log.all.push(row),
                Some(metric) => match log.metrics.iter_mut().find(|(id, _)| *id == metric) {
                    Some((_, rows)) => rows.push(row),
                    None => log.metrics.push((metric, vec![row])),
                },
            }
        }
        for rows in log.metrics.iter_mut().map(|(_, rows)| rows).chain([&mut log.all]) {
            rows.sort_by_key(|row| (row.span, row.line));
        }
        log
    }

    /// Takes lines that are in the order of their start, once for each metric.
    fn sorted(rows: Vec<(Option<Id>, Vec<Row>)>) -> Self {
        let mut log = Self::default();
        for (metric, rows) in rows {
            match metric {
                None => log.all = rows,
                Some(metric) => log.metrics.push((metric, rows)),
            }
        }
        log
    }

    /// The lines of one metric, without those that hold for all.
    pub fn own(&self, metric: &str) -> &[Row] {
        self.metrics.iter().find(|(id, _)| id.as_str() == metric).map_or(&[], |(_, rows)| rows)
    }

    /// The lines that hold for every metric: maintenance and exclusions.
    pub fn common(&self) -> &[Row] {
        &self.all
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.all.len() + self.metrics.iter().map(|(_, rows)| rows.len()).sum::<usize>()
    }

    /// The earliest start of any line. A log says nothing about windows that end before it.
    pub fn begin(&self) -> Option<Moment> {
        let firsts = self.metrics.iter().map(|(_, rows)| rows.first()).chain([self.all.first()]);
        firsts.flatten().map(|row| row.span.start).min()
    }
}
