//! The metric card: a metric is a specification, not a label.

use crate::value::{
    Duration, Id, Lines, Need, Number, Percent, Prose, Ref, Refs, Text, Zone, choice, record,
};

choice! {
    /// What kind of thing is measured.
    pub enum MetricKind {
        Availability => "Availability",
        Latency => "Latency",
        TimeToEvent => "Time to an event",
        Ratio => "Ratio",
        Throughput => "Throughput",
        Loss => "Loss",
        Qualitative => "Qualitative objective",
    }
}

choice! {
    /// How the measured value is compared with the target.
    pub enum Operator {
        AtLeast => "at least (≥)",
        MoreThan => "more than (>)",
        AtMost => "at most (≤)",
        LessThan => "less than (<)",
    }
}

impl Operator {
    /// Whether larger values are better.
    pub fn higher_is_better(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }
    /// ≥, >, ≤ or <.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
        }
    }
}

choice! {
    /// How single measurements become one value.
    pub enum Statistic {
        Ratio => "Ratio of good to total",
        Percentile => "Percentile",
        Mean => "Mean",
        Maximum => "Maximum",
        Minimum => "Minimum",
        Count => "Count",
    }
}

choice! {
    /// A formula with a fixed meaning, or one in words.
    pub enum Formula {
        DowntimeMinutes => "(total time − downtime) / total time × 100",
        IntervalRates => "mean of the success rates of all intervals × 100",
        RequestRatio => "good requests / all requests × 100",
        WithinTarget => "cases within the target time / all cases × 100",
        ShareOfCases => "cases with the property / all cases × 100",
        Percentile => "the stated percentile of all measurements",
        Mean => "sum of all measurements / number of measurements",
        Extreme => "the largest (or smallest) measurement",
        VolumePerTime => "volume / time",
        LostShare => "lost units / all units × 100",
        Stated => "as stated in words",
    }
}

choice! {
    /// The period over which a metric is evaluated.
    pub enum WindowKind {
        Month => "calendar month",
        Quarter => "calendar quarter",
        Year => "calendar year",
        Week => "calendar week",
        Day => "calendar day",
        Rolling => "rolling period",
    }
}

choice! {
    /// Who measures.
    pub enum Measurer {
        Provider => "Provider",
        Customer => "Customer",
        ThirdParty => "Third party",
    }
}

choice! {
    /// Over what the value is aggregated.
    pub enum Scope {
        Instance => "each instance",
        Site => "each site",
        User => "each user",
        Group => "each group",
        Customer => "the customer as a whole",
        Estate => "the provider's whole estate",
    }
}

choice! {
    /// What a gap in the data counts as.
    pub enum MissingData {
        CountsAsDown => "counts as a miss",
        CountsAsUp => "counts as met",
        LeavesBoth => "is left out of both sides of the formula",
    }
}

choice! {
    /// The value where nothing happened in the window.
    pub enum ZeroEvents {
        Met => "the target counts as met, without bonus",
        NotEvaluated => "the window is not evaluated",
        Missed => "the target counts as missed",
    }
}

choice! {
    /// How the first and the last, incomplete window count.
    pub enum PartialPeriod {
        OnlyDaysInTerm => "only the days within the term count, in both parts of the formula",
        NotEvaluated => "incomplete windows are not evaluated",
        WholeWindow => "the whole window counts",
    }
}

choice! {
    /// What exclusions are subtracted from.
    pub enum ExclusionEffect {
        Numerator => "excluded time does not count as downtime; total time is unchanged",
        Denominator => "excluded time leaves total time only",
        Both => "excluded time leaves downtime and total time",
    }
}

choice! {
    /// How the length of an outage counts.
    pub enum OutageLength {
        ToTheSecond => "to the second",
        WholeMinutes => "whole minutes only",
        StartedMinutes => "each started minute as a whole one",
    }
}

choice! {
    /// What an interval is in which exactly the agreed share of requests fails.
    pub enum ShareBound {
        Above => "still up",
        From => "down already",
    }
}

choice! {
    /// Which of the times of a priority is meant.
    pub enum Clock {
        Response => "response time",
        Restore => "restore time",
        Resolve => "resolution time",
        Update => "time between updates",
    }
}

choice! {
    /// In which window a case counts.
    pub enum CaseWindow {
        Start => "the window in which its clock starts",
        End => "the window in which its clock stops; a case that is still open at the end of a window counts in it too, with the time so far",
    }
}

choice! {
    /// What follows when the target is missed.
    pub enum Consequence {
        Credit => "service credit",
        Escalation => "escalation",
        ImprovementPlan => "improvement plan",
        ReportedOnly => "reported only",
    }
}

choice! {
    /// What a metric lets the customer see.
    pub enum Viewpoint {
        Activity => "what the provider does",
        Outcome => "what the service delivers",
        Experience => "what users experience",
    }
}

choice! {
    /// The length of month that a time is stated for.
    pub enum MonthLength {
        Days30 => "a month of 30 days",
        Days31 => "a month of 31 days",
        Average => "an average month, a twelfth of 365 days",
        Actual => "each calendar month at its own length",
    }
}

record! {
    /// One service level metric, complete enough that two people compute the same value.
    pub struct Metric ("metric") {
        /// Names the metric in paths, credits and incident logs.
        id: Id => "Id";
        /// What everyone calls it.
        name: Text => "Name", need = Need::Required, example = "Network availability", group = "What is promised";
        /// The service it measures.
        service: Ref => "Service", need = Need::Required, refers = "services", group = "What is promised";
        /// What the customer gets from it, in one sentence.
        purpose: Prose => "Purpose", need = Need::Recommended, group = "What is promised";
        /// Who defends and reports the number.
        owner: Text => "Owner", need = Need::Recommended, example = "Service delivery manager", group = "What is promised";
        /// Whether it shows work, results or the view of users; work alone can be all green while users are unhappy.
        shows: Option<Viewpoint> => "What it shows", group = "What is promised";
        /// Decides which of the other fields apply.
        kind: MetricKind => "Kind", need = Need::Required, group = "What is promised";
        /// Decides what happens at exactly the target.
        operator: Option<Operator> => "Comparison", need = Need::Required, group = "Target";
        /// The value to be reached, counted in the metric’s unit.
        target: Option<Number> => "Target", need = Need::Required, example = "99.9", group = "Target";
        /// The unit of target, minimum and stretch.
        unit: Text => "Unit", need = Need::Required, example = "%", group = "Target";
        /// Below this the service counts as failed.
        minimum: Option<Number> => "Minimum level", example = "99.0", group = "Target";
        /// Better than the target; what a bonus starts from.
        stretch: Option<Number> => "Stretch level", example = "99.99", group = "Target";
        /// The level of the last twelve months, counted in the metric’s unit; shows whether the target can be kept.
        achieved: Option<Number> => "Achieved so far", example = "99.93", group = "Target";
        /// The downtime that the target allows in a window, where the parties state it beside the percentage.
        stated_downtime: Option<Duration> => "Allowed downtime, as stated", example = "2592s", group = "Target";
        /// The length of month for which that downtime is stated.
        stated_month: Option<MonthLength> => "Stated for", group = "Target";
        /// For a qualitative objective: what is promised, in words.
        objective: Prose => "Objective in words", group = "Target";
        /// How measurements become the value.
        formula: Option<Formula> => "Formula", need = Need::Required, group = "How it is computed";
        /// The formula in words, with the measurements it uses; needed where the formula is "as stated in words".
        formula_text: Prose => "Formula in words", group = "How it is computed";
        /// How single measurements become one value.
        statistic: Option<Statistic> => "Statistic", need = Need::Required, group = "How it is computed";
        /// Which percentile, for example 95.
        percentile: Option<Number> => "Percentile", example = "95", group = "How it is computed";
        /// Fewest measurements for which a percentile is computed.
        minimum_count: Option<u32> => "Fewest measurements", example = "100", group = "How it is computed";
        /// Which requests, tickets or sites count.
        population: Text => "Population", need = Need::Recommended, example = "All HTTPS requests at the edge", group = "How it is computed";
        /// About how many cases a window has; shows whether a percentage can be reached.
        expected_count: Option<u32> => "Expected cases a window", example = "40", group = "How it is computed";
        /// Over what the value is taken: an average over sites hides a dead site.
        scope: Option<Scope> => "Scope of aggregation", need = Need::Required, group = "How it is computed";
        /// The period that is evaluated.
        window: Option<WindowKind> => "Window", need = Need::Required, group = "Window";
        /// Length of a rolling window.
        window_length: Option<Duration> => "Rolling length", example = "30d", group = "Window";
        /// How far a rolling window moves each time.
        window_step: Option<Duration> => "Rolling step", example = "1d", group = "Window";
        /// The zone in which windows begin and end.
        zone: Option<Zone> => "Time zone", need = Need::Recommended, example = "Europe/Berlin", group = "Window";
        /// Hours in which it is measured; empty means the service hours.
        hours: Ref => "Measurement hours", refers = "calendars", group = "Window";
        /// What counts as bad: error share, functions lost, slowness.
        failure: Prose => "What counts as a failure", need = Need::Recommended, group = "What counts";
        /// An interval is down when so many of its requests fail; the interval is that of the sampling.
        failed_share: Option<Percent> => "Down at failed requests (%)", example = "5", group = "What counts";
        /// What an interval is in which exactly this share fails; providers differ.
        failed_bound: Option<ShareBound> => "At exactly this share", group = "What counts";
        /// Outages shorter than this do not count.
        minimum_outage: Option<Duration> => "Shortest outage that counts", example = "1min", group = "What counts";
        /// Whether shorter outages add up until they count.
        short_outages_add_up: Option<bool> => "Shorter outages add up", group = "What counts";
        /// How the length of an outage counts; empty is to the second.
        outage_length: Option<OutageLength> => "Length of an outage", group = "What counts";
        /// How often it is probed; must be finer than the allowed downtime.
        sampling: Option<Duration> => "Sampling interval", example = "30s", group = "What counts";
        /// Where it is measured: edge, LAN, the user's device.
        measurement_point: Text => "Measurement point", need = Need::Recommended, example = "Provider edge router", group = "Measurement";
        /// The tool, log or ticket system the number comes from.
        source: Text => "Data source", need = Need::Required, example = "External probe from three networks", group = "Measurement";
        /// Who measures.
        measured_by: Option<Measurer> => "Measured by", need = Need::Recommended, group = "Measurement";
        /// How the customer can see or check the raw data.
        customer_access: Text => "Customer's access to raw data", need = Need::Recommended, example = "Read access to the dashboard, raw data on request", group = "Measurement";
        /// Missing data must never silently count as up.
        missing_data: Option<MissingData> => "Gaps in the data", need = Need::Recommended, group = "Corner cases";
        /// The value of a window without events.
        zero_events: Option<ZeroEvents> => "No events in a window", group = "Corner cases";
        /// How incomplete windows at the start and end of the term count.
        partial_period: Option<PartialPeriod> => "Incomplete windows", need = Need::Recommended, group = "Corner cases";
        /// The exclusions that apply; empty means all of the agreement.
        exclusions: Refs => "Exclusions", refers = "exclusions", group = "Corner cases";
        /// What the exclusions are subtracted from.
        exclusion_effect: Option<ExclusionEffect> => "Effect of exclusions", need = Need::Recommended, group = "Corner cases";
        /// Decimals that are printed; the exact value decides.
        decimals: Option<u32> => "Printed decimals", need = Need::Recommended, example = "3", group = "Corner cases";
        /// Event that starts the clock, for a time metric.
        clock_start: Text => "Clock starts with", example = "Ticket opened by customer or monitoring", group = "Clock";
        /// Event that stops the clock; an automatic reply must not.
        clock_stop: Text => "Clock stops with", example = "Reply from a qualified person that addresses the incident", group = "Clock";
        /// Which time of the case's priority must be kept.
        clock: Option<Clock> => "Time that is measured", group = "Clock";
        /// The time allowed for a case whose priority has no such time, or that has none; it runs in the measurement hours.
        limit: Option<Duration> => "Time allowed", example = "4bh", group = "Clock";
        /// Where a case counts that starts in one window and ends in another; empty is where it starts.
        case_window: Option<CaseWindow> => "A case counts in", group = "Clock";
        /// The priorities this time metric covers.
        priorities: Refs => "Priorities", refers = "priorities", group = "Clock";
        /// What follows when the target is missed.
        consequence: Option<Consequence> => "Consequence of a miss", need = Need::Required, group = "Consequence and report";
        /// The line of the report in which it stands.
        report_line: Text => "Report line", need = Need::Recommended, example = "1.2 Network availability", group = "Consequence and report";
        /// Evidence for a qualitative objective, one a line.
        evidence: Lines => "Evidence", group = "Consequence and report";
    }
}

impl Metric {
    /// Fields in words that only the metric's own card prints: no number follows from them.
    pub const IN_WORDS: &[&str] = &[
        "purpose",
        "owner",
        "formula_text",
        "population",
        "failure",
        "measurement_point",
        "source",
        "customer_access",
        "clock_start",
        "clock_stop",
        "report_line",
        "evidence",
    ];

    /// Whether larger values are better; by kind where no operator is set. A time is better short, the share of cases
    /// that keep it is better large.
    pub fn higher_is_better(&self) -> bool {
        let usual = match self.kind {
            MetricKind::Latency | MetricKind::Loss => false,
            MetricKind::TimeToEvent => self.is_percentage(),
            _ => true,
        };
        self.operator.map_or(usual, Operator::higher_is_better)
    }

    /// Whether the unit is a percentage.
    pub fn is_percentage(&self) -> bool {
        matches!(self.unit.trim(), "%" | "percent" | "per cent")
    }
}
