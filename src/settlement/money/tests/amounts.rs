//! Fees, caps, rounding, and what is carried forward.

use super::super::testing::{
    agreement, input, metric, missed, month, said, schedule, service, settled, tiers,
};
use crate::agreement::{
    Agreement, CreditBase, CreditMethod, CreditSchedule, OrderedStep, SettlementStep as Step,
};
use crate::agreement::{FeePeriod, SmallCredits, TermKind};
use crate::settlement::{Cap, Exact, Moment, Span, settle};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// Two services of EUR 1,000 and EUR 500, each with a metric that costs 10 % below 99.9 and 25 % below 99.
fn two() -> Agreement {
    let mut agreement = agreement();
    agreement.services.push(service("t", "500.00 EUR"));
    agreement.metrics.push(metric("n", "t"));
    agreement.credits.schedules.push(CreditSchedule {
        tiers: tiers(&[("99", "99.9", "10"), ("", "99", "25")]),
        ..schedule("n", CreditMethod::Tiers)
    });
    agreement
}

fn both(m: &str, n: &str) -> Vec<crate::settlement::Measured> {
    vec![month("m", "2026-07", m), month("n", "2026-07", n)]
}

#[test]
fn each_service_has_its_own_base() {
    let statement = settled(&two(), &input("2026-07", both("99.5", "98")));
    let credits: Vec<String> = statement.metrics.iter().map(|l| said(l.credit)).collect();
    assert_eq!(credits, ["100.00 EUR", "125.00 EUR"]);
    assert_eq!(said(statement.credit_total), "225.00 EUR");
    assert_eq!(statement.credit_percent, Some(exact("15")));
    let mut all = two();
    all.credits.base = Some(CreditBase::AllServicesMonth);
    assert_eq!(said(settled(&all, &input("2026-07", both("99.5", "98"))).credit_total), "525.00 EUR");
}

#[test]
fn a_given_fee_is_shared_as_the_agreed_ones() {
    let mut given = input("2026-07", both("99.5", "98"));
    given.fee = "3000 EUR".parse().ok();
    let statement = settled(&two(), &given);
    assert_eq!(said(statement.credit_total), "450.00 EUR");
    given.fee = "3000 USD".parse().ok();
    let error = settle(&two(), &given).unwrap_err().to_string();
    assert!(error.contains("USD") && error.contains("EUR"), "{error}");
}

#[test]
fn without_fees_percentages_are_known_and_amounts_are_not() {
    let mut agreement = agreement();
    agreement.services[0].fee = None;
    agreement.credits.period_cap = "15".parse().ok();
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "98")]));
    assert_eq!(said(statement.credit_total), "not known");
    assert_eq!(said(statement.metrics[0].credit), "not known");
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("25")));
    assert_eq!(statement.credit_percent, Some(exact("15")));
    assert_eq!(statement.caps, [Cap::Period]);
    let mut two = two();
    for service in &mut two.services {
        service.fee = None;
    }
    let statement = settled(&two, &input("2026-07", both("99.5", "100")));
    assert_eq!(statement.credit_percent, None);
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("10")));
}

#[test]
fn caps_can_be_a_number_of_monthly_fees() {
    // Two services, 1,500 a month together; both missed badly cost 250 + 125.
    let mut agreement = two();
    agreement.credits.period_cap_months = "0.2".parse().ok();
    let july = || input("2026-07", both("98", "98"));
    let statement = settled(&agreement, &july());
    assert_eq!(
        (said(statement.credit_total).as_str(), statement.caps.as_slice()),
        ("300.00 EUR", &[Cap::Period][..])
    );
    // With a share too, the lower one counts, whichever it is.
    agreement.credits.period_cap = "10".parse().ok();
    assert_eq!(said(settled(&agreement, &july()).credit_total), "150.00 EUR");
    agreement.credits.period_cap = "24".parse().ok();
    assert_eq!(said(settled(&agreement, &july()).credit_total), "300.00 EUR");
    // One monthly fee in any twelve months, of which 1,300 are gone.
    let mut year = two();
    year.credits.year_cap_months = "1".parse().ok();
    let mut given = july();
    given.history.credits = "1300 EUR".parse().ok();
    let statement = settled(&year, &given);
    assert_eq!(
        (said(statement.credit_total).as_str(), statement.caps.as_slice()),
        ("200.00 EUR", &[Cap::Year][..])
    );
    assert!(
        statement.working.iter().any(|e| e
            .working
            .contains("1 × EUR 1,500.00, the monthly fee − EUR 1,300.00")
            || e.working.replace('\u{a0}', " ").contains("1 × EUR 1,500.00, the monthly fee − EUR 1,300.00")),
        "{:?}",
        statement.working
    );
    given.history.credits = "2000 EUR".parse().ok();
    assert_eq!(said(settled(&year, &given).credit_total), "0.00 EUR");
    // A given fee of the period takes the place of the agreed one.
    given.history.credits = None;
    given.fee = "300 EUR".parse().ok();
    assert_eq!(said(settled(&year, &given).credit_total), "75.00 EUR");
    year.credits.year_cap_months = "0.1".parse().ok();
    assert_eq!(said(settled(&year, &given).credit_total), "30.00 EUR");
    // Without any fee the percentages are known.
    for service in &mut year.services {
        service.fee = None;
    }
    year.services.truncate(1);
    year.metrics.truncate(1);
    year.credits.schedules.truncate(1);
    let statement = settled(&year, &input("2026-07", vec![month("m", "2026-07", "98")]));
    assert_eq!(statement.credit_percent, Some(exact("10")));
}

#[test]
fn a_cap_on_fees_of_which_one_is_not_known_decides_only_what_is_sure() {
    let mut agreement = two();
    agreement.services[1].fee = None;
    agreement.credits.period_cap = "15".parse().ok();
    // 10 % of 1,000 stays below 15 % of whatever more the fees are; 25 % may or may not.
    let statement = settled(&agreement, &input("2026-07", both("99.5", "100")));
    assert_eq!(said(statement.credit_total), "100.00 EUR");
    let statement = settled(&agreement, &input("2026-07", both("98", "100")));
    assert_eq!(said(statement.credit_total), "not known");
    assert!(statement.notes.iter().any(|n| n.contains("“Service t”")), "{:?}", statement.notes);
    assert_eq!(said(statement.metrics[0].credit), "250.00 EUR");
    agreement.services[1].fee = "0 EUR".parse().ok();
    let statement = settled(&agreement, &input("2026-07", both("98", "100")));
    assert_eq!(said(statement.credit_total), "150.00 EUR");
}

#[test]
fn what_is_paid_once_is_spread_over_a_fixed_term() {
    let mut agreement = agreement();
    agreement.services[0].fee = "24000 EUR".parse().ok();
    agreement.services[0].fee_period = FeePeriod::OneOff;
    agreement.term.kind = TermKind::Months;
    agreement.term.length = "24mo".parse().ok();
    let july = input("2026-07", vec![month("m", "2026-07", "98")]);
    let statement = settled(&agreement, &july);
    assert_eq!(said(statement.credit_total), "250.00 EUR");
    assert!(statement.notes.iter().any(|n| n.contains("24 months of the term")), "{:?}", statement.notes);
    agreement.term.kind = TermKind::OpenEnded;
    assert_eq!(said(settled(&agreement, &july).credit_total), "not known");
}

#[test]
fn the_parts_add_up_after_a_cap() {
    let mut agreement = two();
    agreement.services[0].fee = "333.33 EUR".parse().ok();
    agreement.services[1].fee = "333.33 EUR".parse().ok();
    agreement.credits.period_cap = "7.7".parse().ok();
    let statement = settled(&agreement, &input("2026-07", both("99.5", "98")));
    assert_eq!(said(statement.credit_total), "51.33 EUR");
    let credits: Vec<String> = statement.metrics.iter().map(|l| said(l.credit)).collect();
    assert_eq!(credits, ["14.67 EUR", "36.66 EUR"]);
    assert!(statement.metrics.iter().all(|l| l.caps == [Cap::Period]));
}

#[test]
fn money_is_rounded_to_the_minor_unit_of_its_currency() {
    for (currency, fee, credit) in [("JPY", "12345 JPY", "1235 JPY"), ("BHD", "1.005 BHD", "0.101 BHD")] {
        let mut agreement = agreement();
        agreement.currency = currency.parse().ok();
        agreement.services[0].fee = fee.parse().ok();
        let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "99.5")]));
        assert_eq!(said(statement.credit_total), credit);
    }
}

#[test]
fn the_rolling_year_counts_agreed_fees_of_the_term_and_no_credits_where_none_are_given() {
    let mut agreement = agreement();
    agreement.credits.year_cap = "5".parse().ok();
    // Seven months from January to July: 5 % of 7,000.
    let statement = settled(&agreement, &input("2026-07", vec![missed(month("m", "2026-07", "98"))]));
    assert_eq!(said(statement.credit_total), "250.00 EUR");
    assert!(statement.notes.iter().any(|n| n.contains("none are assumed")), "{:?}", statement.notes);
    assert!(statement.notes.iter().any(|n| n.contains("agreed fees")), "{:?}", statement.notes);
    assert!(statement.working[0].working.contains("EUR 6,000.00 + EUR 1,000.00"), "{:?}", statement.working);
    let mut spent = input("2026-07", vec![missed(month("m", "2026-07", "98"))]);
    spent.history.credits = "300 EUR".parse().ok();
    let statement = settled(&agreement, &spent);
    assert_eq!(said(statement.credit_total), "50.00 EUR");
    assert_eq!(statement.caps, [Cap::Year]);
    spent.history.credits = "400 EUR".parse().ok();
    assert_eq!(said(settled(&agreement, &spent).credit_total), "0.00 EUR");
}

#[test]
fn small_credits_are_carried_forward() {
    let mut agreement = agreement();
    agreement.credits.minimum = "150 EUR".parse().ok();
    let mut input = input("2026-07", vec![month("m", "2026-07", "99.5")]);
    let statement = settled(&agreement, &input);
    assert_eq!(said(statement.credit_total), "0.00 EUR");
    assert_eq!(said(statement.carried_forward), "100.00 EUR");
    assert_eq!(said(statement.metrics[0].credit), "100.00 EUR");
    agreement.credits.below_minimum = Some(SmallCredits::Lapse);
    let lapsing = settled(&agreement, &input);
    assert_eq!((said(lapsing.lapsed), lapsing.carried_forward), ("100.00 EUR".to_owned(), None));
    assert_eq!(said(lapsing.credit_total), "0.00 EUR");
    agreement.credits.below_minimum = None;
    input.history.carried = "50 EUR".parse().ok();
    let statement = settled(&agreement, &input);
    assert_eq!(said(statement.credit_total), "150.00 EUR");
    assert_eq!(statement.carried_forward, None);
    assert_eq!(said(statement.carried_in), "50.00 EUR");
}

#[test]
fn the_stored_order_is_followed() {
    let mut agreement = agreement();
    agreement.credits.schedules[0].repeat_multiplier = "2".parse().ok();
    agreement.credits.schedules[0].cap = "15".parse().ok();
    let mut input = input("2026-07", vec![month("m", "2026-07", "98")]);
    input.history.measured = vec![month("m", "2026-06", "98")];
    assert_eq!(said(settled(&agreement, &input).credit_total), "150.00 EUR");
    let mut steps = Step::ALL.to_vec();
    steps.swap(7, 8);
    agreement.credits.order =
        steps.iter().map(|step| OrderedStep { step: *step, ..OrderedStep::default() }).collect();
    assert_eq!(said(settled(&agreement, &input).credit_total), "300.00 EUR");
    agreement.credits.order.pop();
    assert!(settle(&agreement, &input).unwrap_err().to_string().contains("leaves out"));
}

/// The value of one day of July 2026.
fn on(day: u32, value: &str) -> crate::settlement::Measured {
    let mut measured = month("m", "2026-07", value);
    let date = format!("2026-07-{day:02}");
    measured.window.first = date.parse().unwrap();
    measured.window.last = measured.window.first;
    measured.window.name = date;
    measured
}

#[test]
fn the_cap_of_a_metric_holds_over_all_its_windows() {
    let mut agreement = agreement();
    agreement.credits.schedules[0].cap = "30".parse().ok();
    let days = vec![on(1, "98"), on(2, "98"), on(9, "98")];
    let statement = settled(&agreement, &input("2026-07", days));
    assert_eq!(said(statement.credit_total), "300.00 EUR");
    assert!(statement.metrics.iter().all(|l| said(l.credit) == "100.00 EUR" && l.caps == [Cap::Metric]));
}

#[test]
fn a_longer_period_is_settled_month_by_month() {
    let mut agreement = agreement();
    agreement.credits.period_cap = "15".parse().ok();
    agreement.credits.year_cap = "4".parse().ok();
    agreement.credits.schedules[0].repeat_multiplier = "2".parse().ok();
    agreement.credits.minimum = "50 EUR".parse().ok();
    let months = ["2026-07", "2026-08", "2026-09"].map(|name| month("m", name, "99.5")).to_vec();
    let mut quarter = input("2026-Q3", months);
    let statement = settled(&agreement, &quarter);
    // July 100; August doubled to 200, capped at 150; 4 % of eight months leave 220 and of nine 360.
    let credits: Vec<String> = statement.metrics.iter().map(|l| said(l.credit)).collect();
    assert_eq!(credits, ["100.00 EUR", "150.00 EUR", "110.00 EUR"]);
    assert_eq!(said(statement.credit_total), "360.00 EUR");
    assert_eq!(statement.credit_percent, Some(exact("12")));
    assert_eq!(statement.caps, [Cap::Period, Cap::Year]);
    assert_eq!(statement.period.name, "2026-Q3");
    assert!(
        statement.working.iter().any(|e| e.working.starts_with("2026-09: at most 4 %")),
        "{:?}",
        statement.working
    );
    // A fee charged for the quarter is a third of it each month: 33.33 are carried into August, then 50 and 50.
    quarter.fee = "1000 EUR".parse().ok();
    agreement.credits.year_cap = None;
    let statement = settled(&agreement, &quarter);
    assert_eq!((said(statement.credit_total), statement.carried_forward), ("133.33 EUR".to_owned(), None));
}

#[test]
fn one_incident_is_credited_once_where_that_is_agreed() {
    let mut agreement = two();
    let span = |start, end| Span { start: Moment(start), end: Moment(end) };
    let mut values = both("99.5", "99.5");
    values[0].incidents = vec![span(0, 100), span(500, 600)];
    values[1].incidents = vec![span(550, 700)];
    let statement = settled(&agreement, &input("2026-07", values.clone()));
    assert_eq!(said(statement.credit_total), "150.00 EUR");
    agreement.credits.one_credit_per_incident = Some(true);
    let statement = settled(&agreement, &input("2026-07", values.clone()));
    assert_eq!(said(statement.credit_total), "100.00 EUR");
    assert!(statement.metrics[1].notes[0].contains("same incident"), "{:?}", statement.metrics[1].notes);
    values[1].incidents = vec![span(600, 700)];
    assert_eq!(said(settled(&agreement, &input("2026-07", values)).credit_total), "150.00 EUR");
}

#[test]
fn a_ramp_up_has_no_credits() {
    let mut agreement = agreement();
    agreement.term.ramp_up = "7mo".parse().ok();
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "98")]));
    assert_eq!(said(statement.credit_total), "0.00 EUR");
    assert!(statement.metrics[0].notes[0].contains("1 August 2026"), "{:?}", statement.metrics[0].notes);
    let statement = settled(&agreement, &input("2026-08", vec![month("m", "2026-08", "98")]));
    assert_eq!(said(statement.credit_total), "250.00 EUR");
}

#[test]
fn unknown_metrics_are_refused_and_missing_ones_named() {
    let error = settle(&agreement(), &input("2026-07", vec![month("x", "2026-07", "98")])).unwrap_err();
    assert!(error.to_string().contains("“x”"), "{error}");
    let statement = settled(&two(), &input("2026-07", vec![month("m", "2026-07", "98")]));
    assert!(statement.notes.iter().any(|n| n.contains("“Metric n”")), "{:?}", statement.notes);
}
