use super::*;
use crate::draft::{Draft, Edit};
use crate::template::{find, library};
use serde_yaml::Value;
use std::collections::BTreeSet;

fn documents(text: &str) -> Vec<Value> {
    use serde::Deserialize;
    serde_yaml::Deserializer::from_str(text).map(|d| Value::deserialize(d).unwrap()).collect()
}

fn example(form: &str) -> Draft {
    find(form).unwrap().example().clone()
}

fn with(mut draft: Draft, changes: &[(&str, &str)]) -> Draft {
    for (path, value) in changes {
        Edit::set(*path, *value).apply(&mut draft).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    draft
}

fn of_kind<'a>(documents: &'a [Value], kind: &str) -> Vec<&'a Value> {
    documents.iter().filter(|d| d["kind"] == kind).collect()
}

fn name(document: &Value) -> &str {
    document["metadata"]["name"].as_str().unwrap()
}

/// What every reader of the format relies on, beyond single fields: names are unique in their kind and lead somewhere.
fn assert_sound(documents: &[Value]) {
    for kind in ["Service", "SLI", "SLO"] {
        let names: Vec<&str> = of_kind(documents, kind).into_iter().map(name).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len(), "{kind}: {names:?}");
        assert!(names.iter().all(|n| crate::check::openslo::is_name(n)), "{names:?}");
    }
    for slo in of_kind(documents, "SLO") {
        let spec = &slo["spec"];
        assert!(of_kind(documents, "Service").iter().any(|s| spec["service"] == name(s)), "{spec:?}");
        assert!(of_kind(documents, "SLI").iter().any(|s| spec["indicatorRef"] == name(s)), "{spec:?}");
        let target = spec["objectives"][0]["target"].as_f64().unwrap();
        assert!((0.0..1.0).contains(&target), "{target}");
    }
}

#[test]
fn the_examples_say_every_metric_once_or_why_not() {
    for form in library() {
        let draft = form.example();
        let Ok(text) = export(&draft.agreement, None) else {
            assert_eq!(left_out(&draft.agreement).len(), draft.agreement.metrics.len());
            continue;
        };
        let found = documents(&text);
        assert_sound(&found);
        let said: BTreeSet<&str> = of_kind(&found, "SLO").into_iter().map(name).collect();
        let out = left_out(&draft.agreement);
        for metric in &draft.agreement.metrics {
            let omitted = out.iter().any(|o| o.id == metric.id);
            assert!(said.contains(metric.id.as_str()) != omitted, "{}", metric.id);
        }
        for reason in out.iter().flat_map(|o| &o.reasons) {
            assert!(text.contains(&format!("# - {}.\n", reason.message)), "{}", reason.message);
        }
    }
}

#[test]
fn an_availability_of_the_cloud_example_reads_as_it_was_agreed() {
    let draft = example("cloud-hosting");
    let metric = draft.agreement.metrics.iter().find(|m| m.sampling.is_some()).unwrap();
    let text = export(&draft.agreement, Some("DRAFT")).unwrap();
    assert!(text.starts_with("# DRAFT\n# Service levels of: "), "{text}");
    let found = documents(&text);
    let slo = of_kind(&found, "SLO").into_iter().find(|d| name(d) == metric.id.as_str()).unwrap();
    let spec = &slo["spec"];
    let window = &spec["timeWindow"][0];
    assert_eq!(window["duration"], "1M", "a month, not a minute");
    assert_eq!(window["isRolling"], false);
    assert_eq!(window["calendar"]["timeZone"], metric.zone.unwrap().to_string().as_str());
    let start = window["calendar"]["startTime"].as_str().unwrap();
    assert!(start.ends_with("-01 00:00:00"), "{start}");
    assert_eq!(spec["budgetingMethod"], "RatioTimeslices", "ten seconds are six samples a minute");
    assert_eq!(spec["objectives"][0]["timeSliceWindow"], "1m");
    assert!(text.contains("target: 0.9999\n"), "the exact number");
    let notes = &slo["metadata"]["annotations"];
    assert_eq!(notes["sla.clausewright/target"], "≥ 99.99 %");
    assert!(notes["sla.clausewright/credit-tiers"].as_str().unwrap().contains("value <"), "{notes:?}");
    let service = of_kind(&found, "Service").into_iter().find(|d| spec["service"] == name(d)).unwrap();
    let notes = &service["metadata"]["annotations"];
    assert!(
        notes["sla.clausewright/claim"].is_string()
            && notes["sla.clausewright/credit-cap-period"].is_string()
    );
    let sli = of_kind(&found, "SLI").into_iter().find(|d| name(d) == metric.id.as_str()).unwrap();
    let source = &sli["spec"]["ratioMetric"]["good"]["metricSource"];
    assert_eq!(source["type"], "MetricCard");
    assert_eq!(source["spec"]["dataSource"], metric.source.as_str());
    assert!(source["spec"].get("query").is_none(), "we have no monitoring system and invent no query");
}

#[test]
fn a_percentile_and_a_loss_and_a_rolling_window() {
    let draft = with(
        example("cloud-hosting"),
        &[("metrics.latency.window", "Rolling"), ("metrics.latency.window_length", "28d")],
    );
    let id =
        |test: fn(&Metric) -> bool| draft.agreement.metrics.iter().find(|m| test(m)).unwrap().id.to_string();
    let latency = id(|m| m.percentile.is_some());
    let loss = id(|m| m.kind == crate::agreement::MetricKind::Loss);
    let found = documents(&export(&draft.agreement, None).unwrap());
    let get = |kind, wanted: &str| of_kind(&found, kind).into_iter().find(|d| name(d) == wanted).unwrap();
    let slo = get("SLO", &latency);
    let target = &slo["spec"]["objectives"][0];
    assert_eq!((&target["op"], &target["value"]), (&Value::from("lte"), &Value::from(12)));
    assert!(get("SLI", &latency)["spec"]["thresholdMetric"].is_mapping());
    assert_eq!(slo["spec"]["timeWindow"][0]["duration"], "28d");
    assert!(slo["spec"]["timeWindow"][0].get("calendar").is_none());
    assert_eq!(get("SLO", &loss)["spec"]["objectives"][0]["target"], 0.999);
    assert!(get("SLI", &loss)["spec"]["ratioMetric"]["bad"].is_mapping());
}

#[test]
fn hostile_texts_stay_texts() {
    let evil = "no: \"quotes\" # \\ --- \u{202E}{{x}}\n- &a *a !!tag | > %YAML";
    let mut draft = with(example("cloud-hosting"), &[("title", "--- kind: Secret # \"'")]);
    for metric in &mut draft.agreement.metrics {
        metric.purpose = evil.parse().unwrap();
        metric.source = "true".parse().unwrap();
        metric.name = "2026-01-01".parse().unwrap();
    }
    let text = export(&draft.agreement, None).unwrap();
    let found = documents(&text);
    assert_sound(&found);
    for slo in of_kind(&found, "SLO") {
        assert_eq!(slo["spec"]["description"], evil);
        assert_eq!(slo["metadata"]["displayName"], "2026-01-01");
    }
    assert!(!text.contains('\u{202E}'), "nothing hides from a reader of the file");
}

#[test]
fn a_long_name_is_shortened_and_a_draft_without_metrics_is_no_file() {
    let mut draft = example("cloud-hosting");
    draft.agreement.metrics[0].name = "word ".repeat(40).trim().parse().unwrap();
    let found = documents(&export(&draft.agreement, None).unwrap());
    let display = of_kind(&found, "SLO")[0]["metadata"]["displayName"].as_str().unwrap();
    assert!(display.chars().count() <= 63 && display.ends_with('…'), "{display}");

    draft.agreement.term.effective = None;
    let refused = export(&draft.agreement, None).unwrap_err().to_string();
    assert!(refused.contains("Calendar windows have no start"), "{refused}");
    draft.agreement.metrics.clear();
    assert!(matches!(export(&draft.agreement, None), Err(NothingToSay::NoMetrics)));
}

#[test]
fn the_same_draft_gives_the_same_bytes() {
    let draft = example("managed-it-support");
    assert_eq!(export(&draft.agreement, None).unwrap(), export(&draft.agreement, None).unwrap());
}
