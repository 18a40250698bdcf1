//! By which method a metric is computed.

use crate::agreement::{Formula, Metric, MetricKind, Statistic};

/// Which one of many measurements, or what of all of them, is the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    Percentile,
    Mean,
    Largest,
    Smallest,
}

/// How the lines of a log become a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// (total time − downtime) / total time.
    Downtime,
    /// The mean of the success rates of all intervals.
    Rates,
    /// Good cases of all cases; for loss the lost ones of all.
    Counts,
    /// Cases within the time allowed of all cases.
    Within,
    /// One value out of many measurements; of the times that cases took, for a time metric.
    Sample(Pick),
    /// What was delivered, by time.
    Volume,
    /// How many there were.
    Count,
    /// By no formula that can be computed.
    Words,
}

impl Method {
    /// The formula decides; where there is none, statistic and kind do.
    pub fn of(metric: &Metric) -> Self {
        if metric.kind == MetricKind::Qualitative {
            return Self::Words;
        }
        match metric.formula {
            Some(Formula::DowntimeMinutes) => Self::Downtime,
            Some(Formula::IntervalRates) => Self::Rates,
            Some(Formula::RequestRatio | Formula::ShareOfCases | Formula::LostShare) => Self::Counts,
            Some(Formula::WithinTarget) => Self::Within,
            Some(Formula::Percentile) => Self::Sample(Pick::Percentile),
            Some(Formula::Mean) => Self::Sample(Pick::Mean),
            Some(Formula::Extreme) => Self::Sample(extreme(metric)),
            Some(Formula::VolumePerTime) => Self::Volume,
            Some(Formula::Stated) if metric.statistic == Some(Statistic::Count) => Self::Count,
            Some(Formula::Stated) => Self::Words,
            None => Self::usual(metric),
        }
    }

    fn usual(metric: &Metric) -> Self {
        match (metric.statistic, metric.kind) {
            (Some(Statistic::Percentile), _) => Self::Sample(Pick::Percentile),
            (Some(Statistic::Mean), _) => Self::Sample(Pick::Mean),
            (Some(Statistic::Maximum), _) => Self::Sample(Pick::Largest),
            (Some(Statistic::Minimum), _) => Self::Sample(Pick::Smallest),
            (Some(Statistic::Count), _) => Self::Count,
            (_, MetricKind::Availability) => Self::Downtime,
            (_, MetricKind::TimeToEvent) => Self::Within,
            (_, MetricKind::Ratio | MetricKind::Loss) => Self::Counts,
            (_, MetricKind::Throughput) => Self::Volume,
            (_, MetricKind::Latency | MetricKind::Qualitative) => Self::Words,
        }
    }

    /// Whether the lines of the log are cases with a clock.
    pub fn has_cases(self, metric: &Metric) -> bool {
        match self {
            Self::Within => true,
            Self::Sample(_) => metric.kind == MetricKind::TimeToEvent,
            _ => false,
        }
    }

    /// What a line of the log must say, in a few words.
    pub fn asks_for(self) -> &'static str {
        match self {
            Self::Downtime => {
                "the kind outage for downtime, or measure without `affected` for monitored time"
            }
            Self::Rates => "the kind measure with good/all of each interval in `affected`, like 980/1000",
            Self::Counts => {
                "the kind measure with good/all in `affected`, like 99950/100000, or met or missed for one case"
            }
            Self::Within => {
                "the kind measure for each case with its priority in `affected`, or met/all like 38/40"
            }
            Self::Sample(_) => "the kind measure with the measured value in `affected`, like 182 ms",
            Self::Volume => "the kind measure with what was delivered from start to end in `affected`",
            Self::Count => "the kind outage or measure for each event",
            Self::Words => "no line of the log; state its value instead",
        }
    }
}

/// The named one, else the worst.
fn extreme(metric: &Metric) -> Pick {
    match metric.statistic {
        Some(Statistic::Minimum) => Pick::Smallest,
        Some(Statistic::Maximum) => Pick::Largest,
        _ if metric.higher_is_better() => Pick::Smallest,
        _ => Pick::Largest,
    }
}
