//! Agreements and logs as the tests of measuring write them.

mod availability;
mod cases;
mod intervals;
mod ratios;
mod whatever;

use super::*;
use crate::agreement::{Calendar, Formula, Hours, WindowKind};
use crate::settlement::log::read_log;
use crate::settlement::windows::windows;

/// A metric by the calendar month in Europe/Berlin with the target 99.9 %.
fn metric(id: &str, kind: MetricKind, formula: Formula) -> Metric {
    Metric {
        id: id.parse().unwrap(),
        kind,
        formula: Some(formula),
        unit: "%".parse().unwrap(),
        target: Some("99.9".parse().unwrap()),
        window: Some(WindowKind::Month),
        zone: Some("Europe/Berlin".parse().unwrap()),
        ..Metric::default()
    }
}

fn uptime() -> Metric {
    metric("uptime", MetricKind::Availability, Formula::DowntimeMinutes)
}

fn with(metric: Metric) -> Agreement {
    Agreement { metrics: vec![metric], ..Agreement::default() }
}

fn office() -> Calendar {
    let hours = Hours {
        days: "Mon-Fri".parse().unwrap(),
        from: "09:00".parse().unwrap(),
        to: "17:00".parse().unwrap(),
        ..Hours::default()
    };
    Calendar {
        id: "office".parse().unwrap(),
        zone: Some("Europe/Berlin".parse().unwrap()),
        hours: vec![hours],
        ..Calendar::default()
    }
}

/// Evaluates the first metric in the first window that ends in the period.
#[track_caller]
fn run(agreement: &Agreement, period: &str, lines: &str) -> Measured {
    let text = format!("metric,kind,start,end,affected,note\n{lines}");
    let (log, _) = read_log("log.csv", text.as_bytes(), agreement).unwrap();
    let metric = &agreement.metrics[0];
    let window = windows(agreement, metric, &period.parse().unwrap()).remove(0);
    measure(agreement, metric, &window, Some(&log), None)
}

fn shown(found: &Measured, digits: u32) -> String {
    match &found.outcome {
        Outcome::Value(value) => value.shown(digits),
        other => format!("{other:?}"),
    }
}

fn ledger(found: &Measured) -> Vec<String> {
    let line = |e: &Entry| format!("{} = {}", e.working, e.result).replace('\u{a0}', " ");
    found.working.iter().map(line).collect()
}
