//! What values of an availability mean in time.

use super::words::downtime;
use crate::agreement::{Agreement, Metric, MetricKind, WindowKind};
use crate::settlement::measured_extent;
use crate::value::NO_BREAK_SPACE;
use rust_decimal::Decimal;

/// Seconds of a metric's window: a month counted as 30 days, a quarter as 90, a year as 365.
pub(super) fn window_seconds(metric: &Metric) -> Option<u32> {
    const DAY: u32 = 86_400;
    let days = match metric.window? {
        WindowKind::Day => 1,
        WindowKind::Week => 7,
        WindowKind::Month => 30,
        WindowKind::Quarter => 90,
        WindowKind::Year => 365,
        WindowKind::Rolling => {
            let length = metric.window_length?;
            let seconds = length.seconds().or_else(|| length.months().map(|m| m * 30 * u64::from(DAY)));
            return seconds.and_then(|s| u32::try_from(s).ok()).filter(|s| *s > 0);
        }
    };
    Some(days * DAY)
}

/// "in a 30-day month".
pub(super) fn window_words(metric: &Metric) -> &'static str {
    match metric.window {
        Some(WindowKind::Day) => "in a day",
        Some(WindowKind::Week) => "in a week",
        Some(WindowKind::Month) => "in a 30-day month",
        Some(WindowKind::Quarter) => "in a 90-day quarter",
        Some(WindowKind::Year) => "in a 365-day year",
        _ => "in a window",
    }
}

/// The measured time of a metric's window, and how it is called: "in a 30-day month" around the clock, "in February 2027
/// (236 measured hours)" in other hours.
pub(super) fn window_of(a: &Agreement, metric: &Metric) -> Option<(u32, String)> {
    let around_the_clock = (window_seconds(metric)?, window_words(metric).to_owned());
    Some(measured_extent(a, metric).map_or(around_the_clock, |extent| {
        (extent.seconds, format!("in {}", extent.words.replace(NO_BREAK_SPACE, " ")))
    }))
}

/// The downtime at which an availability in per cent has a value: "43 min 12 s". `None` for other metrics.
pub(super) fn time_at(a: &Agreement, metric: &Metric, value: Decimal) -> Option<String> {
    let timed = metric.kind == MetricKind::Availability && metric.is_percentage();
    downtime(value, window_of(a, metric).filter(|_| timed)?.0)
}

/// "43 min 12 s of downtime in a 30-day month".
pub(super) fn downtime_at(a: &Agreement, metric: &Metric, value: Decimal) -> Option<String> {
    Some(format!("{} of downtime {}", time_at(a, metric, value)?, window_of(a, metric)?.1))
}
