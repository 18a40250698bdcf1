//! Priorities, their clocks, and the rules of incident handling.

use crate::agreement::metric::Clock;
use crate::value::{Duration, Id, Lines, Need, Percent, Prose, Ref, Text, choice, record};

choice! {
    /// What ends the resolution clock.
    pub enum ResolutionEvent {
        ServiceRestored => "the service works again, by a workaround or a fix",
        PermanentFix => "the cause is mended for good",
    }
}

choice! {
    /// Who sets the priority.
    pub enum PrioritySetter {
        CustomerProposesHigherStands => "the customer proposes; until both agree the higher priority stands",
        Customer => "the customer",
        Provider => "the provider",
    }
}

record! {
    /// A priority of incidents or requests, with its targets.
    pub struct Priority ("priority") {
        /// Names the priority in paths, for example p1.
        id: Id => "Id";
        /// As it is printed.
        name: Text => "Name", need = Need::Required, example = "P1 – Critical", group = "What it is";
        /// Measurable criteria that two people apply alike.
        criteria: Prose => "Criteria", need = Need::Required, example = "A core system is down for more than half of its users and there is no workaround", group = "What it is";
        /// Hours in which its clocks run.
        calendar: Ref => "Clock runs in", need = Need::Required, refers = "calendars", group = "What it is";
        /// Time to a reply from a qualified person.
        response: Option<Duration> => "Response", need = Need::Required, example = "15min", group = "Targets";
        /// Time to such a reply for a report outside the hours in which its clocks run, where that is promised too.
        response_outside: Option<Duration> => "Response outside these hours", example = "1bd", group = "Targets";
        /// Time until the service works again.
        restore: Option<Duration> => "Restore", need = Need::Recommended, example = "4h", group = "Targets";
        /// Time until the cause is mended.
        resolve: Option<Duration> => "Resolve", example = "5bd", group = "Targets";
        /// How often the customer hears about progress.
        update: Option<Duration> => "Updates every", example = "60min", group = "Targets";
        /// Share of cases a window that must meet the targets; reported for each priority. What follows a miss is decided by
        /// the metrics that measure these times, by their own targets.
        compliance: Option<Percent> => "Share that must comply (%)", need = Need::Recommended, example = "95", group = "Targets";
        /// No case may take longer than this to be restored, or else resolved, or else answered; a metric that measures this
        /// time is missed in a window in which one does.
        outer_limit: Option<Duration> => "Outer limit for the rest", example = "8h", group = "Targets";
        /// What pauses the clocks, one state a line, each with its limit and evidence.
        pauses: Lines => "Clock pauses", example = "Waiting for the customer after a written question, at most 2 business days", group = "Clocks";
        /// Most time for which the clock of one case is paused, all its pauses together.
        pause_limit: Option<Duration> => "Paused at most", example = "2bd", group = "Clocks";
    }
}

impl Priority {
    /// The time that is meant, where it is promised.
    pub fn time(&self, clock: Clock) -> Option<Duration> {
        match clock {
            Clock::Response => self.response,
            Clock::Restore => self.restore,
            Clock::Resolve => self.resolve,
            Clock::Update => self.update,
        }
    }

    /// Which time the outer limit is about: that to restore, where it is promised; else to resolve; else to respond.
    pub fn outer_clock(&self) -> Clock {
        match (self.restore, self.resolve) {
            (Some(_), _) => Clock::Restore,
            (None, Some(_)) => Clock::Resolve,
            (None, None) => Clock::Response,
        }
    }

    /// The outer limit, if it is about this time.
    pub fn outer_limit_of(&self, clock: Clock) -> Option<Duration> {
        self.outer_limit.filter(|_| self.outer_clock() == clock)
    }
}

record! {
    /// A cell of the priority matrix.
    pub struct MatrixCell ("cell of the priority matrix") {
        /// Names the cell in paths; never printed.
        id: Id => "Id";
        /// How much is affected.
        impact: Text => "Impact", need = Need::Required, example = "More than half of the users";
        /// How soon it hurts.
        urgency: Text => "Urgency", need = Need::Required, example = "No workaround";
        /// The priority of such an incident.
        priority: Ref => "Priority", need = Need::Required, refers = "priorities";
    }
}

record! {
    /// Rules that hold for all priorities.
    pub struct Support ("support rules") {
        /// What starts the clocks: the earlier of detection and report is fair to both.
        clock_start: Text => "Clock starts with", need = Need::Recommended, example = "the customer's report or an alarm of the monitoring, whichever is earlier", group = "What starts and ends a case";
        /// What counts as a response.
        response_means: Prose => "A response is", need = Need::Recommended, example = "a reply from a qualified person that addresses the incident", group = "What starts and ends a case";
        /// Whether an automatic acknowledgement counts; it should not.
        automatic_reply_counts: Option<bool> => "Automatic reply counts as response", need = Need::Recommended, group = "What starts and ends a case";
        /// What ends the resolution clock.
        resolution_means: Option<ResolutionEvent> => "Resolution means that", need = Need::Recommended, group = "What starts and ends a case";
        /// Who sets the priority, and what happens when the parties disagree.
        priority_set_by: Option<PrioritySetter> => "Priority is set by", need = Need::Recommended, group = "Who sets the priority";
        /// Which impact and which urgency lead to which priority; a cell for each pair.
        matrix: Vec<MatrixCell> => "Priority matrix", group = "Who sets the priority";
        /// An incident reported again within this time counts as the same one.
        reopen_within: Option<Duration> => "Reopened within", example = "5bd", group = "Repeated and abandoned cases";
        /// How abandoned, duplicate or cancelled cases count.
        abandoned: Text => "Abandoned and duplicate cases", example = "Duplicates count once; spam does not count", group = "Repeated and abandoned cases";
        /// How incidents are reported, one channel a line.
        channels: Lines => "Channels", example = "Phone +49 30 1234 5678 (P1 always by phone)", group = "How to reach the service desk";
        /// Languages spoken by the service desk.
        languages: Text => "Languages", example = "English and German", group = "How to reach the service desk";
    }
}
