//! Meanings on edited copies of the bundled examples.

use super::*;
use crate::agreement::Agreement;
use crate::draft::Edit;
use crate::template::{Form, find};
use crate::value::{FieldPath, LeafKind, Record, RecordSpec, Shape};
use std::sync::Arc;

fn form() -> Arc<Form> {
    find("cloud-hosting").unwrap()
}

/// What is said about one edit, with ordinary spaces.
fn said_of(edits: &[Edit]) -> (String, Option<Favours>) {
    let form = form();
    let old = form.example().clone();
    let mut new = old.clone();
    for edit in edits {
        edit.apply(&mut new).unwrap();
    }
    let found = explained(&old, &new, &form);
    assert_eq!(found.len(), 1, "{found:#?}");
    (found[0].sentence().replace('\u{a0}', " "), found[0].favours)
}

fn set(path: &str, value: &str) -> (String, Option<Favours>) {
    said_of(&[Edit::set(path, value)])
}

#[test]
fn a_looser_target_says_how_much_downtime_it_allows() {
    let path = format!("metrics.{}.target", form().example().agreement.metrics[0].id);
    let (sentence, favours) = set(&path, "99.5");
    assert!(sentence.contains("99.99 % → 99.5 %: 211 min 40.8 s more"), "{sentence}");
    assert!(sentence.ends_with("more downtime allowed in a 30-day month"), "{sentence}");
    assert_eq!(favours, Some(Favours::Provider));
}

#[test]
fn downtime_in_hours_of_its_own_is_that_of_one_window_as_an_example() {
    let form = find("managed-it-support").unwrap();
    let mut old = form.example().clone();
    let metric = "metrics.server-availability";
    for (path, value) in [("hours", "business"), ("target", "99.7")] {
        Edit::set(format!("{metric}.{path}").as_str(), value).apply(&mut old).unwrap();
    }
    Edit::set("term.effective", "2027-02-01").apply(&mut old).unwrap();
    let mut new = old.clone();
    Edit::set(format!("{metric}.target").as_str(), "99.8").apply(&mut new).unwrap();
    let found = explained(&old, &new, &form);
    let sentence = found[0].sentence().replace('\u{a0}', " ");
    assert!(sentence.contains(" less downtime allowed in February 2027 ("), "{sentence}");
    assert!(sentence.ends_with(" measured hours), for example"), "{sentence}");
}

#[test]
fn a_shorter_claim_window_hurts_the_customer() {
    let (sentence, favours) = set("credits.claim_within", "7d");
    assert!(sentence.ends_with(": 23 days less to claim"), "{sentence}");
    assert_eq!(favours, Some(Favours::Provider));
}

#[test]
fn a_removed_tier_says_what_the_same_month_costs_now() {
    let form = form();
    let schedule = &form.example().agreement.credits.schedules[0];
    let list = FieldPath::new("credits.schedules").join(&schedule.id).join("tiers");
    let wanted = [
        "≥ 99.9 % and < 99.99 % paid 5 %; a month at 99.9 % costs EUR 90.00 less",
        "≥ 99 % and < 99.9 % paid 10 %; a month at 99 % costs EUR 180.00 less",
        "< 99 % paid 20 %; a month at 98 % costs EUR 360.00 less",
    ];
    for (at, (tier, wanted)) in schedule.tiers.iter().zip(wanted).enumerate() {
        let (sentence, favours) = said_of(&[Edit::Remove { list: list.clone(), id: tier.id.to_string() }]);
        assert!(sentence.starts_with(&format!("Tier {} ", at + 1)), "{sentence}");
        assert!(sentence.ends_with(&format!("removed: {wanted}")), "{sentence}");
        assert_eq!(favours, Some(Favours::Provider));
    }
}

#[test]
fn what_goes_with_a_metric_names_it_as_its_cause() {
    let form = form();
    let old = form.example().clone();
    let mut new = old.clone();
    let metric = old.agreement.metrics[0].id.to_string();
    let gone = FieldPath::new("metrics").join(&metric);
    Edit::Remove { list: "metrics".into(), id: metric.clone() }.apply(&mut new).unwrap();
    new.agreement.credits.schedules.retain(|s| s.metric.as_str() != metric);
    let reported: Vec<&str> = old.agreement.metrics[1..].iter().map(|m| m.id.as_str()).collect();
    Edit::set("reporting.metrics", reported.join(",")).apply(&mut new).unwrap();
    let mut before = old.clone();
    let all: Vec<&str> = old.agreement.metrics.iter().map(|m| m.id.as_str()).collect();
    Edit::set("reporting.metrics", all.join(",")).apply(&mut before).unwrap();
    let found = explained(&before, &new, &form);
    let roots: Vec<&FieldChange> = found.iter().filter(|c| c.cause.is_none()).collect();
    assert_eq!(roots.len(), 1, "{roots:#?}");
    assert_eq!(roots[0].path, gone);
    assert!(found.len() >= 3 && found.iter().all(|c| c.path == gone || c.cause.as_ref() == Some(&gone)));
}

/// Every pattern of the tables names a field, and every answer one of its choices.
#[test]
fn the_tables_name_real_fields() {
    for pattern in scales::patterns().chain(neutral::patterns()) {
        assert!(kind_of(pattern).is_some() || pattern.ends_with('*'), "{pattern}");
    }
    for (pattern, answers) in ranks::patterns() {
        let known: Vec<&str> = match kind_of(pattern) {
            Some(LeafKind::Choice(variants)) => variants.iter().map(|v| v.name).collect(),
            Some(LeafKind::YesNo) => vec!["yes", "no"],
            other => panic!("{pattern}: {other:?}"),
        };
        let named: Vec<&str> = answers.iter().map(|(name, ..)| *name).collect();
        assert!(
            known.iter().all(|k| named.contains(k)) && named.len() == known.len(),
            "{pattern}: {named:?}"
        );
    }
}

fn kind_of(pattern: &str) -> Option<LeafKind> {
    let mut spec: &'static RecordSpec = Agreement::SPEC;
    for name in pattern.split('.').filter(|n| *n != "*") {
        match spec.field(name)?.shape() {
            Shape::Leaf(kind) => return Some(kind),
            Shape::Record(inner) | Shape::List(inner) => spec = inner,
        }
    }
    None
}
