//! The guide to the incident log says what is true, and every metric of the examples can be measured.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::agreement::{Agreement, MetricKind};
use clausewright::settlement::log::{GUIDE, Log, read_log};
use clausewright::settlement::method::Method;
use clausewright::settlement::{Measured, Outcome, measure, windows};
use clausewright::template::library;
use std::fmt::Write;

fn example(id: &str) -> Agreement {
    let form = library().iter().find(|f| f.template().id.as_str() == id).expect("the form exists");
    form.example().agreement.clone()
}

/// All metrics in the first full month of the agreement.
fn month(agreement: &Agreement, log: &Log) -> Vec<Measured> {
    let first = agreement.term.effective.expect("an effective date");
    let period = clausewright::settlement::Period::month(first.plus_months(1).unwrap()).unwrap();
    let of = |m| {
        windows(agreement, m, &period).into_iter().map(move |w| measure(agreement, m, &w, Some(log), None))
    };
    agreement.metrics.iter().flat_map(of).collect()
}

#[test]
fn the_log_of_the_guide_is_read_without_a_word() {
    let blocks: Vec<&str> = GUIDE.split("```").skip(1).step_by(2).collect();
    let csv: Vec<&str> = blocks.iter().filter_map(|b| b.strip_prefix("csv\n")).collect();
    assert_eq!(csv.len(), 1);
    let agreement = example("cloud-hosting");
    let (log, notes) = read_log("guide", csv[0].as_bytes(), &agreement).unwrap();
    assert_eq!(notes, []);
    assert_eq!(log.len(), 10);
    let readme = include_str!("../README.md");
    let block =
        readme.split("```csv\n").nth(1).and_then(|b| b.split("```").next()).expect("a log in the README");
    let (_, notes) = read_log("README", block.as_bytes(), &agreement).unwrap();
    assert_eq!(notes, []);
}

/// One line for each metric on a working day, of the kind that it asks for.
fn lines(agreement: &Agreement, day: &str) -> String {
    let mut text = "metric,kind,start,end,affected,note\n".to_owned();
    for metric in agreement.metrics.iter().filter(|m| m.kind != MetricKind::Qualitative) {
        let priority = metric.priorities.iter().next().map(str::to_owned);
        let any = || agreement.priorities.first().map(|p| p.id.to_string());
        let case = priority.or_else(|| metric.clock.and_then(|_| any())).unwrap_or_default();
        let (kind, affected) = match Method::of(metric) {
            Method::Downtime => ("outage", String::new()),
            Method::Rates | Method::Counts => ("measure", "97/100".to_owned()),
            Method::Within => ("measure", case),
            Method::Sample(_) if metric.kind == MetricKind::TimeToEvent => ("measure", case),
            Method::Sample(_) | Method::Volume => ("measure", "12".to_owned()),
            Method::Count | Method::Words => continue,
        };
        let _ = writeln!(text, "{},{kind},{day} 10:00,{day} 10:10,{affected},", metric.id);
    }
    text
}

#[test]
fn every_metric_of_every_example_comes_to_a_value() {
    for form in library() {
        let agreement = &form.example().agreement;
        let first = agreement.term.effective.unwrap().plus_months(1).unwrap();
        let day = format!("{}-13", first.get().format("%Y-%m"));
        let (log, notes) = read_log("log", lines(agreement, &day).as_bytes(), agreement).unwrap();
        assert_eq!(notes, []);
        let found = month(agreement, &log);
        assert!(!found.is_empty());
        for measured in found {
            let computed = match &measured.outcome {
                Outcome::Value(_) => true,
                // A percentile needs more than one measurement here.
                Outcome::NotEvaluated(why) => why.contains("are needed") || why.contains("judged"),
                Outcome::NoData(_) | Outcome::NoEvents => false,
            };
            assert!(computed, "{}: {:?}", measured.metric, measured.outcome);
        }
    }
}

#[test]
fn a_month_without_any_line_is_met_only_where_nothing_can_be_missing() {
    for form in library() {
        let agreement = &form.example().agreement;
        let (log, _) = read_log("log", b"metric,kind,start,end\n", agreement).unwrap();
        for measured in month(agreement, &log) {
            let metric = agreement.metric(&measured.metric).unwrap();
            let silent = matches!(Method::of(metric), Method::Downtime | Method::Within | Method::Sample(_))
                && metric.kind != MetricKind::Latency;
            assert!(silent || measured.met != Some(true), "{}: {:?}", measured.metric, measured.outcome);
        }
    }
}
