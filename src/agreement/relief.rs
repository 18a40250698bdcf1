//! Maintenance and exclusions: time for which the provider is not held to the target.

use crate::agreement::metric::ExclusionEffect;
use crate::value::{Duration, Id, Lines, Need, Prose, Ref, Text, TimeOfDay, Weekdays, Zone, record};

record! {
    /// A regular maintenance window.
    pub struct MaintenanceWindow ("maintenance window") {
        /// Names the window in paths; never printed.
        id: Id => "Id";
        /// Weekdays on which it may be used.
        days: Weekdays => "Days", need = Need::Required, example = "Sun";
        /// Start of the window.
        from: TimeOfDay => "From", need = Need::Required, example = "02:00";
        /// End of the window; may lie on the next day.
        to: TimeOfDay => "To", need = Need::Required, example = "06:00";
        /// The zone in which these times are meant.
        zone: Option<Zone> => "Time zone", need = Need::Required, example = "Europe/Berlin";
        /// Restriction in words, for example every second Sunday.
        note: Text => "Note", example = "First Sunday of the month";
    }
}

record! {
    /// Planned and emergency maintenance.
    pub struct Maintenance ("maintenance") {
        /// When planned work may be done.
        windows: Vec<MaintenanceWindow> => "Windows", need = Need::Recommended;
        /// How long before the work it is announced.
        notice: Option<Duration> => "Notice", need = Need::Recommended, example = "5bd";
        /// Most planned downtime in a calendar month; more counts as downtime.
        cap: Option<Duration> => "At most, a month", need = Need::Recommended, example = "4h";
        /// Most planned downtime in a calendar year; more counts as downtime.
        year_cap: Option<Duration> => "At most, a calendar year", example = "10h";
        /// What announced maintenance within the cap is subtracted from.
        effect: Option<ExclusionEffect> => "Effect on availability", need = Need::Recommended;
        /// When unannounced work is allowed.
        emergency: Prose => "Emergency maintenance", need = Need::Recommended, example = "To close a security hole that is being exploited";
        /// Most emergency downtime that is excused in a calendar month.
        emergency_cap: Option<Duration> => "Emergency at most, a month", need = Need::Recommended, example = "2h";
        /// Periods without any planned work, one a line.
        freezes: Lines => "No maintenance during", example = "24 December to 6 January";
    }
}

impl Maintenance {
    /// Whether planned work has a limit, for a month or for a year.
    pub fn is_limited(&self) -> bool {
        self.cap.is_some() || self.year_cap.is_some()
    }
}

record! {
    /// An event for which the provider is not held to the target.
    pub struct Exclusion ("exclusion") {
        /// Names the exclusion in metrics and incident logs.
        id: Id => "Id";
        /// The event, narrowly described.
        event: Prose => "Event", need = Need::Required, example = "Failure of equipment that the customer operates";
        /// Relief should match the cause.
        causation: Text => "Causation", need = Need::Recommended, example = "to the extent the event caused the downtime";
        /// What it is subtracted from; empty follows the metric.
        effect: Option<ExclusionEffect> => "Effect on the formula";
        /// Most time that is excused in a window.
        cap: Option<Duration> => "At most, a window", example = "8h";
        /// What the provider must show or do to rely on it.
        evidence: Text => "Evidence and duties", example = "Entry in the incident log, notice within 24 hours";
        /// The customer's duty whose breach this excuses, if any.
        duty: Ref => "Rests on duty", refers = "responsibilities";
    }
}
