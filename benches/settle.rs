//! How long settling takes: a year with 100,000 incidents, and the worked examples that are computed on every edit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::{DateTime, Duration};
use clausewright::agreement::{Agreement, MetricKind};
use clausewright::settlement::examples::examples;
use clausewright::settlement::log::{Log, read_log};
use clausewright::settlement::{Sources, gather, report, settle};
use clausewright::template::library;
use std::fmt::Write;

const INCIDENTS: i64 = 100_000;

fn main() {
    divan::main();
}

fn agreement() -> Agreement {
    let form = library().iter().find(|f| f.template().id.as_str() == "cloud-hosting").unwrap();
    form.example().agreement.clone()
}

/// An outage every five minutes of a year, overlapping each other, of all availability metrics in turn.
fn csv(agreement: &Agreement) -> String {
    let metrics: Vec<&str> = agreement
        .metrics
        .iter()
        .filter(|m| m.kind == MetricKind::Availability)
        .map(|m| m.id.as_str())
        .collect();
    let begin = DateTime::parse_from_rfc3339("2027-01-01T00:00:00Z").unwrap();
    let mut text = "metric,kind,start,end,affected,note\n".to_owned();
    for n in 0..INCIDENTS {
        let start = begin + Duration::seconds(n * 315);
        let end = start + Duration::seconds(1 + n * 7919 % 400);
        let metric = metrics[usize::try_from(n).unwrap() % metrics.len()];
        let (start, end) = (start.format("%Y-%m-%dT%H:%M:%SZ"), end.format("%Y-%m-%dT%H:%M:%SZ"));
        writeln!(text, "{metric},outage,{start},{end},,\"case {n}, seen by the probe\"").unwrap();
    }
    text
}

fn log(agreement: &Agreement) -> Log {
    read_log("log.csv", csv(agreement).as_bytes(), agreement).unwrap().0
}

#[divan::bench(sample_count = 10)]
fn read_a_log_of_100_000_incidents(bencher: divan::Bencher<'_, '_>) {
    let agreement = agreement();
    let text = csv(&agreement);
    bencher.bench_local(|| read_log("log.csv", text.as_bytes(), &agreement).unwrap());
}

#[divan::bench(sample_count = 10)]
fn settle_a_year_of_100_000_incidents(bencher: divan::Bencher<'_, '_>) {
    let agreement = agreement();
    let log = log(&agreement);
    bencher.bench_local(|| {
        let sources = Sources { log: Some(&log), stated: &[] };
        let input = gather(&agreement, "2027".parse().unwrap(), sources);
        let statement = settle(&agreement, &input).unwrap();
        report::to_text(&agreement, &statement).len()
    });
}

#[divan::bench]
fn worked_examples(bencher: divan::Bencher<'_, '_>) {
    let agreement = agreement();
    bencher.bench_local(|| examples(&agreement));
}
