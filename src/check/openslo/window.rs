//! Windows, lengths and zones as the format writes them.

use super::{Obstacle, field, named, told};
use crate::agreement::{Agreement, Metric, WindowKind};
use crate::settlement::Period;
use crate::value::{Date, Duration, Unit, Zone};

/// The period over which the share is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeWindow {
    /// "30d".
    Rolling { length: String },
    /// "1M", aligned with the calendar: windows follow one another from the beginning of `first` in the zone.
    Calendar { length: &'static str, first: Date, zone: String },
}

/// A length in the shorthand of the format, where `m` is a minute and `M` a month. None for business time, for nothing
/// at all, and for seconds that make no whole minutes.
pub fn shorthand(length: Duration) -> Option<String> {
    let (count, letter) = match length.unit {
        Unit::Second if length.count.is_multiple_of(60) => (length.count / 60, 'm'),
        Unit::Minute => (length.count, 'm'),
        Unit::Hour => (length.count, 'h'),
        Unit::Day => (length.count, 'd'),
        Unit::Week => (length.count, 'w'),
        Unit::Month => (length.count, 'M'),
        Unit::Year => (length.count, 'Y'),
        Unit::Second | Unit::BusinessHour | Unit::BusinessDay => return None,
    };
    (count > 0).then(|| format!("{count}{letter}"))
}

/// The zone as region and place, the only form that the schema takes; the zones of universal time have one too.
pub fn zone_name(zone: Zone) -> Option<String> {
    let name = zone.tz().name();
    let name = match name {
        "UTC" | "UCT" | "Universal" | "Zulu" => "Etc/UTC",
        "GMT" | "GMT+0" | "GMT-0" | "GMT0" | "Greenwich" => "Etc/GMT",
        other => other,
    };
    let word = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| c.is_ascii_uppercase())
            && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let (region, place) = name.split_once('/')?;
    (word(region) && word(place)).then(|| name.to_owned())
}

pub(super) fn of(
    agreement: &Agreement,
    metric: &Metric,
    obstacles: &mut Vec<Obstacle>,
) -> Option<TimeWindow> {
    let Some(kind) = metric.window else {
        let message = format!("{} has no window", told(metric));
        let hint = "Choose the period that is evaluated, such as calendar month";
        obstacles.push(Obstacle::new("O01", field(metric, "window"), message, hint).absent());
        return None;
    };
    if kind == WindowKind::Rolling {
        return rolling(metric, obstacles);
    }
    let zone = zone(metric, obstacles);
    let Some(effective) = agreement.term.effective else {
        let message = "Calendar windows have no start, which OpenSLO requires".to_owned();
        obstacles.push(
            Obstacle::new("O04", "term.effective".into(), message, "Enter the effective date").absent(),
        );
        return None;
    };
    let (length, period) = match kind {
        WindowKind::Quarter => ("1Q", Period::quarter(effective)),
        WindowKind::Year => ("1Y", Period::year(effective)),
        WindowKind::Week => ("1w", Period::week(effective)),
        WindowKind::Day => ("1d", Some(Period::day(effective))),
        WindowKind::Month | WindowKind::Rolling => ("1M", Period::month(effective)),
    };
    Some(TimeWindow::Calendar { length, first: period?.first, zone: zone? })
}

fn zone(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<String> {
    let Some(zone) = metric.zone else {
        let message = format!("The window of {} has no time zone, which OpenSLO requires", named(metric));
        let hint = "Choose a time zone, such as Europe/Berlin";
        obstacles.push(Obstacle::new("O04", field(metric, "zone"), message, hint).absent());
        return None;
    };
    let name = zone_name(zone);
    if name.is_none() {
        let message = format!(
            "The time zone of {}, {zone}, is not named by region and place, as OpenSLO requires",
            named(metric)
        );
        let hint = "Choose a zone such as Europe/Berlin";
        obstacles.push(Obstacle::new("O04", field(metric, "zone"), message, hint));
    }
    name
}

fn rolling(metric: &Metric, obstacles: &mut Vec<Obstacle>) -> Option<TimeWindow> {
    let length = metric.window_length.and_then(shorthand);
    if length.is_none() {
        let (message, hint) = match metric.window_length {
            None => {
                (format!("The rolling window of {} has no length", named(metric)), "Enter it, such as 30d")
            }
            Some(length) => (
                format!(
                    "The rolling window of {}, {}, is no length that OpenSLO knows",
                    named(metric),
                    length.long()
                ),
                "Use whole minutes, hours, days, weeks, months or years",
            ),
        };
        obstacles.push(Obstacle::new("O01", field(metric, "window_length"), message, hint));
    }
    length.map(|length| TimeWindow::Rolling { length })
}
