//! Published examples that begin with a measured value: what it costs, and until when that can be claimed.

use crate::entered::{agreement, changed};
use clausewright::agreement::Agreement;
use clausewright::settlement::{
    Cap, Exact, History, Measured, Outcome, Period, SettleError, SettlementInput, Stated, Statement, measure,
    settle, windows,
};
use clausewright::value::Money;
use rust_decimal::Decimal;

pub fn exact(number: &str) -> Exact {
    Exact::from(number.parse::<Decimal>().unwrap())
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// A metric with a value that was measured elsewhere, in the only window of a month.
fn stated(agreement: &Agreement, metric: &str, month: &str, value: &str) -> Vec<Measured> {
    let period: Period = month.parse().unwrap();
    let metric = agreement.metric(metric).unwrap();
    let windows = windows(agreement, metric, &period);
    assert_eq!(windows.len(), 1, "one month is one window");
    vec![measure(agreement, metric, &windows[0], None, Some(&Stated::Value(exact(value))))]
}

fn month(agreement: &Agreement, metric: &str, month: &str, value: &str) -> SettlementInput {
    SettlementInput::new(month.parse().unwrap(), stated(agreement, metric, month, value))
}

/// The month of the executable form: a charge of 10 pounds, and what went before.
fn charged(
    agreement: &Agreement,
    level: &str,
    prior: Option<(&str, &str)>,
) -> Result<Statement, SettleError> {
    let mut input = month(agreement, "level", "2026-05", level);
    input.fee = Some(money("10 GBP"));
    if let Some((credits, charges)) = prior {
        input.history =
            History { credits: Some(money(credits)), charges: Some(money(charges)), ..History::default() };
    }
    settle(agreement, &input)
}

#[test]
fn the_executable_form_pays_what_its_own_tests_say() {
    let ten = changed("accord-servicelevelagreement", &["credits.schedules.level.amount="]).agreement;
    let eleven = ["credits.schedules.level.amount=", "credits.schedules.level.tiers.tier-2.credit=11"];
    let eleven = changed("accord-servicelevelagreement", &eleven).agreement;
    for (agreement, level, prior, credit, binds) in [
        (&ten, "100", None, "0.00 GBP", None),
        (&ten, "99.7", None, "0.20 GBP", None),
        (&ten, "97", None, "0.30 GBP", None),
        (&eleven, "97", None, "1.00 GBP", Some(Cap::Period)),
        (&eleven, "97", Some(("11.01 GBP", "110 GBP")), "0.99 GBP", Some(Cap::Year)),
    ] {
        let prior = prior.or(Some(("0 GBP", "0 GBP")));
        let statement = charged(agreement, level, prior).unwrap();
        assert_eq!(statement.credit_total, Some(money(credit)), "{level}: {:?}", statement.notes);
        if let Some(cap) = binds {
            let lines = statement.metrics.iter().flat_map(|m| &m.caps);
            assert!(statement.caps.iter().chain(lines).any(|c| *c == cap), "{level}: {:?}", statement.caps);
        }
    }
    // No level lies below 0 %: a value typed in is no data, and one that comes from elsewhere is refused.
    let statement = charged(&ten, "-10", None).unwrap();
    let Outcome::NoData(why) = &statement.metrics[0].outcome else { panic!("{statement:?}") };
    assert!(why.contains("between 0 % and 100 %"), "{why}");
    assert_eq!(statement.metrics[0].met, None);
    let mut input = month(&ten, "level", "2026-05", "99");
    input.measured[0].outcome = Outcome::Value(exact("-10"));
    let error = settle(&ten, &input).unwrap_err().to_string();
    assert!(error.contains("between 0 % and 100 %"), "{error}");
}

/// The very same form as published prints pounds beside the percentages; the table of percentages is what counts.
#[test]
fn the_amount_printed_beside_the_table_changes_nothing() {
    let published = agreement("accord-servicelevelagreement");
    let statement = charged(&published, "97", Some(("0 GBP", "0 GBP"))).unwrap();
    assert_eq!(statement.credit_total, Some(money("0.30 GBP")));
}

#[test]
fn target_less_actual_is_the_credit_of_the_call_off_terms() {
    let agreement = agreement("uk-ccs-call-off");
    for (actual, percent) in [("75", "23"), ("98", "0"), ("97.5", "0.5"), ("99", "0")] {
        let mut input = month(&agreement, "level", "2026-05", actual);
        input.fee = Some(money("1000 GBP"));
        let statement = settle(&agreement, &input).unwrap();
        let line = &statement.metrics[0];
        assert_eq!(
            line.credit_percent.clone().unwrap_or_else(Exact::zero),
            exact(percent),
            "{actual}: {:?}",
            line.notes
        );
    }
}

#[test]
fn a_claim_is_possible_to_the_end_of_the_second_cycle_after_the_incident() {
    let agreement = agreement("aws-ec2-instance");
    for (incident, until) in [("2026-05", "2026-07-31"), ("2026-12", "2027-02-28"), ("2023-12", "2024-02-29")]
    {
        let statement = settle(&agreement, &month(&agreement, "uptime", incident, "98")).unwrap();
        assert_eq!(
            statement.claim_by.map(|d| d.to_string()).as_deref(),
            Some(until),
            "{incident}: {}",
            statement.claim
        );
    }
}

#[test]
fn claims_counted_in_days_end_on_the_day_that_people_count() {
    for (id, metric, until) in [
        ("atlassian-cloud", "uptime", "2026-06-15"),
        ("twilio-api", "uptime", "2026-06-30"),
        ("digitalocean-cpu-droplet", "uptime", "2026-08-31"),
        // "From when the customer becomes eligible" is no day; the statement says what it assumed.
        ("gce-single-instance", "uptime", "2026-06-30"),
    ] {
        let agreement = agreement(id);
        let statement = settle(&agreement, &month(&agreement, metric, "2026-05", "98")).unwrap();
        assert_eq!(
            statement.claim_by.map(|d| d.to_string()).as_deref(),
            Some(until),
            "{id}: {}",
            statement.claim
        );
    }
}

#[test]
fn published_tables_pay_by_the_exact_value() {
    for (id, value, credit) in [
        ("gce-single-instance", "99.9", "0"),
        ("gce-single-instance", "99.8999999", "10"),
        ("gce-single-instance", "94.9999", "25"),
        ("gce-single-instance", "0", "100"),
        ("aws-ec2-instance", "99.5", "0"),
        ("aws-ec2-instance", "99", "10"),
        ("aws-ec2-instance", "95", "30"),
        ("aws-ec2-region", "99.98", "10"),
        ("aws-rds-single", "98.9", "25"),
        ("aws-s3-infrequent", "97.9", "25"),
        ("azure-vm", "98.99", "25"),
        ("twilio-api", "50", "10"),
        ("sisense-cloud", "98", "10"),
        ("stedi-healthcare", "89.99", "100"),
        ("safespring-2026-03", "0", "50"),
        ("bonterms-sla-1.0", "99.5", "5"),
        ("bonterms-sla-1.0", "10", "50"),
        // In the holes of the rounded bands nothing is due, though the target is missed.
        ("bonterms-sla-1.0", "99.895", "0"),
        ("bonterms-sla-1.0", "98.995", "0"),
    ] {
        let agreement = changed(id, &["metrics.uptime.window=Month"]).agreement;
        let mut input = month(&agreement, "uptime", "2026-05", value);
        let currency = agreement.currency.map_or("USD", |c| c.code());
        input.fee = Some(money(&format!("100 {currency}")));
        let line = settle(&agreement, &input).map(|s| s.metrics[0].clone());
        let percent = line.as_ref().ok().and_then(|l| l.credit_percent.clone());
        assert_eq!(percent, Some(exact(credit)), "{id} at {value}: {line:?}");
    }
}
