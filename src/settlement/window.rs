//! The interval of time over which a metric is evaluated.

use super::exact::Exact;
use crate::value::Date;

/// A moment, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// Time from `start` up to but not including `end`; empty where `end` is not after `start`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: Moment,
    pub end: Moment,
}

impl Span {
    /// Whole seconds, zero where it is empty.
    pub fn seconds(self) -> i64 {
        self.end.0.saturating_sub(self.start.0).max(0)
    }

    pub fn length(self) -> Exact {
        Exact::from(self.seconds())
    }

    pub fn is_empty(self) -> bool {
        self.seconds() == 0
    }

    /// What both have in common.
    pub fn clip(self, other: Self) -> Self {
        Self { start: self.start.max(other.start), end: self.end.min(other.end) }
    }
}

/// One window of a metric: a real interval of the calendar in the metric's zone, daylight saving included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// "2026-07", "2026-Q3", "2026", "2026-W28", "2026-07-14", or "2026-06-15 to 2026-07-14" for a rolling one.
    pub name: String,
    /// First day, in the zone.
    pub first: Date,
    /// Last day, in the zone.
    pub last: Date,
    /// The whole window.
    pub whole: Span,
    /// The part that is evaluated: the whole, or what lies in the term.
    pub counted: Span,
}
