//! Time for a percentage: by the convention of 30 days, and in a real window of the metric.

use super::{Look, is_share_of_time, month_words};
use crate::agreement::{Calendar, Metric, WindowKind};
use crate::check::downtime::{window_seconds, window_words};
use crate::settlement::hours::Opening;
use crate::settlement::windows::{hours_of, zone_of};
use crate::settlement::{Period, Span, allowed_downtime, zone};
use crate::value::quoted;
use rust_decimal::Decimal;

/// A window of a metric as it lies on the calendar.
pub(super) struct Real {
    /// Seconds in which the service is owed.
    pub(super) seconds: u32,
    /// "March 2026", "2026-Q1".
    pub(super) name: String,
    /// "743 h", or "220 h of “Business hours”".
    pub(super) length: String,
    /// Whether it is measured around the clock.
    pub(super) always: bool,
}

/// "= 43 min 12 s of downtime in a 30-day month", and the same for a real month.
pub(super) fn of_level(look: &Look<'_>, metric: &Metric, percent: Decimal) -> Vec<String> {
    if !is_share_of_time(metric) {
        return Vec::new();
    }
    let allowed = |seconds: u32| allowed_downtime(percent, seconds).map(|time| format!("{time:.1}"));
    let convention = window_seconds(metric).unwrap_or(THIRTY_DAYS);
    let words = if metric.window.is_none() { "in a 30-day month" } else { window_words(metric) };
    let clock = if is_always(look, metric) { "" } else { " around the clock" };
    let first = allowed(convention).map(|time| format!("= {time} of downtime {words}{clock}"));
    let real = real(look, metric).filter(|r| !r.always || r.seconds != convention);
    let second =
        real.and_then(|r| allowed(r.seconds).map(|time| format!("{time} in {} ({})", r.name, r.length)));
    first.into_iter().chain(second).collect()
}

const THIRTY_DAYS: u32 = 2_592_000;

/// Of a share without a window of its own.
pub(super) fn in_thirty_days(percent: Decimal) -> Option<String> {
    let time = allowed_downtime(percent, THIRTY_DAYS)?;
    Some(format!("= {time:.1} of downtime in a 30-day month"))
}

/// Whether a metric is measured around the clock.
pub(super) fn is_always(look: &Look<'_>, metric: &Metric) -> bool {
    let local = zone_of(look.a, metric);
    hours_of(look.a, metric).is_none_or(|c| Opening::of(c, local).is_always())
}

/// The window of the metric in which the example day lies. A rolling one is as long on every day and none.
pub(super) fn real(look: &Look<'_>, metric: &Metric) -> Option<Real> {
    let day = look.day?;
    let period = match metric.window.unwrap_or(WindowKind::Month) {
        WindowKind::Month => Period::month(day)?,
        WindowKind::Quarter => Period::quarter(day)?,
        WindowKind::Year => Period::year(day)?,
        WindowKind::Week => Period::week(day)?,
        WindowKind::Day | WindowKind::Rolling => return None,
    };
    let name = if metric.window.is_none_or(|w| w == WindowKind::Month) {
        month_words(&period)
    } else {
        period.name.clone()
    };
    let local = zone_of(look.a, metric);
    let whole = Span {
        start: zone::midnight(local, period.first),
        end: zone::midnight(local, zone::next(period.last)),
    };
    let calendar = hours_of(look.a, metric);
    let opening = calendar.map_or_else(|| Opening::always(local), |c| Opening::of(c, local));
    let seconds = u32::try_from(opening.seconds(whole)).ok().filter(|s| *s > 0)?;
    let always = opening.is_always();
    let length = match calendar.filter(|_| !always) {
        Some(calendar) => format!("{} of {}", hours(seconds), name_of(calendar)),
        None => hours(seconds),
    };
    Some(Real { seconds, name, length, always })
}

pub(super) fn name_of(calendar: &Calendar) -> String {
    let name = calendar.name.trim();
    quoted(if name.is_empty() { calendar.id.as_str() } else { name })
}

/// "743 h", "739 h 30 min".
pub(super) fn hours(seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
