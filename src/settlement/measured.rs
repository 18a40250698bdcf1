//! What a metric came to in one window.

use super::exact::Exact;
use super::ledger::Entry;
use super::window::{Span, Window};
use crate::value::Id;

/// The outcome of measuring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The exact value, in the unit of the metric's target.
    Value(Exact),
    /// Nothing happened that could be measured; the metric says what that counts as.
    NoEvents,
    /// Measurements are missing: never "met".
    NoData(String),
    /// The window is not evaluated, and why.
    NotEvaluated(String),
}

/// One metric in one window, with how it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub metric: Id,
    pub window: Window,
    pub outcome: Outcome,
    /// Whether the target was met; `None` where that cannot be said.
    pub met: Option<bool>,
    /// Seconds of the counted window in which the service was owed.
    pub owed: Exact,
    /// Seconds that count as downtime; for metrics of time lost.
    pub lost: Exact,
    /// How many cases or measurements missed on their own, for credits by miss.
    pub misses: u32,
    /// For late delivery: the delay of each late case in seconds.
    pub delays: Vec<Exact>,
    /// Cases that passed the outer limit of their priority, in words: with one of them the target is missed, whatever the
    /// value.
    pub beyond: Vec<String>,
    /// The intervals that count as failures, in order and without overlap; empty where the log has none. Two metrics
    /// whose intervals overlap are hit by the same incident.
    pub incidents: Vec<Span>,
    /// Part of the users, sites or volume that was affected, from 0 to 1; one where the log does not say.
    pub affected: Exact,
    /// Every step from raw event to value.
    pub working: Vec<Entry>,
}
