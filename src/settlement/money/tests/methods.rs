//! Each method on its own, and what it says when something is missing.

use super::super::testing::{agreement, input, metric, missed, month, said, schedule, settled, tiers};
use crate::agreement::{Agreement, Bounds, CreditMethod, CreditSchedule, Operator, StepRounding};
use crate::settlement::{Exact, Outcome};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn with(schedule: CreditSchedule) -> Agreement {
    let mut agreement = agreement();
    agreement.credits.schedules = vec![schedule];
    agreement
}

/// The total, and the notes of the first line.
fn total(agreement: &Agreement, measured: crate::settlement::Measured) -> (String, String) {
    let statement = settled(agreement, &input("2026-07", vec![measured]));
    (said(statement.credit_total), statement.metrics[0].notes.join(" | "))
}

#[test]
fn a_value_in_no_tier_pays_nothing_and_says_so() {
    let holes = CreditSchedule {
        tiers: tiers(&[("99", "99.5", "10"), ("", "98", "25")]),
        ..schedule("m", CreditMethod::Tiers)
    };
    let (credit, notes) = total(&with(holes), month("m", "2026-07", "98.5"));
    assert_eq!(credit, "0.00 EUR");
    assert!(notes.contains("98.5 % misses the target but lies in no tier"), "{notes}");
}

#[test]
fn a_window_missed_by_an_outer_limit_pays_the_lowest_tier() {
    let mut measured = missed(month("m", "2026-07", "99.95"));
    measured.beyond = vec!["line 2: beyond".to_owned()];
    let statement = settled(&agreement(), &input("2026-07", vec![measured.clone()]));
    let line = &statement.metrics[0];
    assert_eq!(
        (said(line.credit).as_str(), line.tier.as_ref().map(|t| t.as_str())),
        ("100.00 EUR", Some("t1"))
    );
    // A value that lies in a tier pays what it says there.
    measured.outcome = Outcome::Value(exact("98"));
    assert_eq!(total(&agreement(), measured).0, "250.00 EUR");
}

#[test]
fn a_value_in_two_tiers_pays_the_higher_and_says_so() {
    let mut shared = CreditSchedule {
        tiers: tiers(&[("99", "99.9", "10"), ("95", "99", "25")]),
        ..schedule("m", CreditMethod::Tiers)
    };
    for tier in &mut shared.tiers {
        tier.bounds = Bounds::Closed;
    }
    let (credit, notes) = total(&with(shared), month("m", "2026-07", "99"));
    assert_eq!(credit, "250.00 EUR");
    assert!(notes.contains("several tiers"), "{notes}");
}

#[test]
fn the_target_itself_is_met_even_where_a_tier_holds_it() {
    let mut reaching =
        CreditSchedule { tiers: tiers(&[("99", "99.9", "10")]), ..schedule("m", CreditMethod::Tiers) };
    reaching.tiers[0].bounds = Bounds::Closed;
    let (credit, notes) = total(&with(reaching), month("m", "2026-07", "99.9"));
    assert_eq!(credit, "0.00 EUR");
    assert!(notes.contains("target is met"), "{notes}");
}

#[test]
fn lower_can_be_better() {
    let mut by_step = schedule("m", CreditMethod::Linear);
    by_step.rate = "2".parse().ok();
    by_step.step = "50".parse().ok();
    by_step.step_rounding = Some(StepRounding::Started);
    let mut agreement = with(by_step);
    agreement.metrics[0].operator = Some(Operator::AtMost);
    agreement.metrics[0].target = "200".parse().ok();
    agreement.metrics[0].unit = "ms".parse().unwrap();
    assert_eq!(total(&agreement, missed(month("m", "2026-07", "251"))).0, "40.00 EUR");
    assert_eq!(total(&agreement, missed(month("m", "2026-07", "250"))).0, "20.00 EUR");
}

#[test]
fn each_miss_costs_the_same() {
    let mut per_miss = schedule("m", CreditMethod::PerMiss);
    per_miss.amount = "75.50 EUR".parse().ok();
    let mut value = missed(month("m", "2026-07", "95"));
    value.misses = 3;
    assert_eq!(total(&with(per_miss.clone()), value.clone()).0, "226.50 EUR");
    value.misses = 0;
    assert_eq!(total(&with(per_miss.clone()), value.clone()).0, "75.50 EUR");
    per_miss.amount = "75.50 USD".parse().ok();
    let (credit, notes) = total(&with(per_miss), value);
    assert_eq!(credit, "not known");
    assert!(notes.contains("USD 75.50"), "{notes}");
}

#[test]
fn late_units_start_or_are_whole() {
    let mut late = schedule("m", CreditMethod::PerUnitLate);
    late.amount = "100 EUR".parse().ok();
    late.step_time = "1d".parse().ok();
    late.step_rounding = Some(StepRounding::Started);
    let mut value = missed(month("m", "2026-07", "95"));
    value.delays = vec![exact("86400"), exact("86401"), exact("3600")];
    assert_eq!(total(&with(late.clone()), value.clone()).0, "400.00 EUR");
    late.step_rounding = Some(StepRounding::Whole);
    assert_eq!(total(&with(late.clone()), value.clone()).0, "200.00 EUR");
    late.step_time = "2mo".parse().ok();
    let (credit, notes) = total(&with(late), value);
    assert_eq!(credit, "not known");
    assert!(notes.contains("no fixed length"), "{notes}");
}

#[test]
fn a_metric_that_is_a_time_knows_its_own_delay() {
    let mut late = schedule("m", CreditMethod::PerUnitLate);
    late.rate = "1".parse().ok();
    late.step_time = "1d".parse().ok();
    late.step_rounding = Some(StepRounding::Started);
    let mut agreement = with(late);
    agreement.metrics[0].operator = Some(Operator::AtMost);
    agreement.metrics[0].target = "10".parse().ok();
    agreement.metrics[0].unit = "days".parse().unwrap();
    assert_eq!(total(&agreement, missed(month("m", "2026-07", "12.5"))).0, "30.00 EUR");
}

#[test]
fn the_pool_is_shared_by_weight() {
    let mut agreement =
        with(CreditSchedule { weight: "40".parse().ok(), ..schedule("m", CreditMethod::Pool) });
    agreement.metrics.push(metric("n", "s"));
    agreement
        .credits
        .schedules
        .push(CreditSchedule { weight: "60".parse().ok(), ..schedule("n", CreditMethod::Pool) });
    agreement.credits.pool = "12".parse().ok();
    let both = vec![month("m", "2026-07", "99"), month("n", "2026-07", "100")];
    let statement = settled(&agreement, &input("2026-07", both));
    assert_eq!(said(statement.credit_total), "48.00 EUR");
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("4.8")));
    agreement.credits.pool = None;
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "99")]));
    assert_eq!(said(statement.credit_total), "not known");
}

#[test]
fn points_have_a_price_each() {
    let mut points = CreditSchedule { points: Some(3), ..schedule("m", CreditMethod::Points) };
    let (credit, notes) = total(&with(points.clone()), month("m", "2026-07", "99"));
    assert_eq!(credit, "not known");
    assert!(notes.contains("how much a point is worth"), "{notes}");
    points.amount = "20 EUR".parse().ok();
    assert_eq!(total(&with(points.clone()), month("m", "2026-07", "99")).0, "60.00 EUR");
    points.amount = None;
    points.rate = "0.5".parse().ok();
    assert_eq!(total(&with(points), month("m", "2026-07", "99")).0, "15.00 EUR");
}

#[test]
fn without_data_nothing_is_met_and_nothing_is_due() {
    let mut silent = month("m", "2026-07", "100");
    silent.outcome = Outcome::NoData("the probe was off".to_owned());
    silent.met = None;
    let statement = settled(&agreement(), &input("2026-07", vec![silent]));
    let line = &statement.metrics[0];
    assert_eq!((line.met, line.credit, &line.credit_percent), (None, None, &None));
    assert_eq!(said(line.bonus), "0.00 EUR");
    assert!(line.notes[0].contains("the probe was off"), "{:?}", line.notes);
    assert!(statement.notes.iter().any(|n| n.contains("no data for “Metric m”")), "{:?}", statement.notes);
}

#[test]
fn a_metric_without_schedule_is_listed_without_credit() {
    let mut agreement = agreement();
    agreement.metrics.push(metric("reported", "s"));
    let values = vec![month("reported", "2026-07", "50"), month("m", "2026-07", "99.95")];
    let statement = settled(&agreement, &input("2026-07", values));
    let ids: Vec<&str> = statement.metrics.iter().map(|l| l.metric.as_str()).collect();
    assert_eq!(ids, ["m", "reported"]);
    assert_eq!(said(statement.metrics[1].credit), "0.00 EUR");
    assert_eq!(statement.metrics[1].credit_percent, Some(Exact::zero()));
}

#[test]
fn several_schedules_of_a_metric_add_up() {
    let mut agreement = agreement();
    let mut extra = CreditSchedule { amount: "7 EUR".parse().ok(), ..schedule("m", CreditMethod::PerMiss) };
    extra.id = "extra".parse().unwrap();
    agreement.credits.schedules.push(extra);
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "99.5")]));
    assert_eq!(said(statement.credit_total), "107.00 EUR");
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("10.7")));
}

#[test]
fn the_ledger_shows_each_step_with_its_numbers() {
    let statement = settled(&agreement(), &input("2026-07", vec![month("m", "2026-07", "99.5")]));
    let lines: Vec<String> =
        statement.metrics[0].working.iter().map(|e| format!("{} = {}", e.working, e.result)).collect();
    assert_eq!(
        lines,
        [
            "99.5 % lies in “≥ 99 and < 99.9” (tier t1) = 10 % of the monthly fee of the affected service",
            "10 % × EUR 1,000.00 = EUR 100.00",
        ]
    );
}
