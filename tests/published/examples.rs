//! Published examples that begin with events: a log goes in, and value, tier and credit come out as published.

use crate::entered::{agreement, changed};
use crate::settled::{exact, money};
use clausewright::agreement::Agreement;
use clausewright::settlement::log::read_log;
use clausewright::settlement::{
    Exact, Log, Measured, MetricLine, Outcome, Sources, gather, measure, settle, windows,
};
use std::fmt::Write;

fn log(agreement: &Agreement, lines: &str) -> Log {
    let text = format!("metric,kind,start,end,affected,note\n{lines}");
    let read = read_log("log.csv", text.as_bytes(), agreement);
    read.unwrap_or_else(|problems| panic!("{problems:?}")).0
}

/// The only window of a month.
fn measured(agreement: &Agreement, metric: &str, month: &str, lines: &str) -> Measured {
    let metric = agreement.metric(metric).unwrap();
    let window = windows(agreement, metric, &month.parse().unwrap()).remove(0);
    measure(agreement, metric, &window, Some(&log(agreement, lines)), None)
}

/// The first metric of a month, with a fee in the currency of the agreement.
fn settled(agreement: &Agreement, month: &str, lines: &str, fee: u64) -> MetricLine {
    let log = log(agreement, lines);
    let sources = Sources { log: Some(&log), stated: &[] };
    let mut input = gather(agreement, month.parse().unwrap(), sources);
    input.fee = Some(money(&format!("{fee} {}", agreement.currency.map_or("USD", |c| c.code()))));
    settle(agreement, &input).unwrap().metrics.remove(0)
}

fn value(outcome: &Outcome) -> Exact {
    match outcome {
        Outcome::Value(value) => value.clone(),
        other => panic!("no value: {other:?}"),
    }
}

/// One outage from the start of the tenth day of a month.
fn outage(month: &str, seconds: u32) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (hours, minutes, seconds) = (rest / 3_600, rest / 60 % 60, rest % 60);
    let end = format!("{month}-{:02}T{hours:02}:{minutes:02}:{seconds:02}Z", 10 + days);
    format!("uptime,outage,{month}-10T00:00:00Z,{end},,\n")
}

#[test]
fn downtime_gives_the_published_value_and_credit() {
    for (id, month, seconds, digits, shown, credit) in [
        // Compute engine: 55 and 44 minutes of a month of 31 days; 99.90 on paper is no miss.
        ("gce-single-instance", "2025-07", 55 * 60, 4, "99.8768", "10"),
        ("gce-single-instance", "2025-07", 44 * 60, 4, "99.9014", "0"),
        ("gce-single-instance", "2025-07", 44 * 60, 2, "99.90", "0"),
        // Atlassian: 60 minutes of a month of 30 days.
        ("atlassian-cloud", "2026-06", 60 * 60, 2, "99.86", "10"),
        // Compute: the thresholds of a month of 31 days are met, or lie in the better tier, to the second.
        ("aws-ec2-instance", "2026-05", 13_392, 4, "99.5000", "0"),
        ("aws-ec2-instance", "2026-05", 13_393, 4, "99.5000", "10"),
        ("aws-ec2-instance", "2026-05", 26_784, 4, "99.0000", "10"),
        ("aws-ec2-instance", "2026-05", 26_785, 4, "99.0000", "30"),
        ("aws-ec2-instance", "2026-05", 133_920, 4, "95.0000", "30"),
        ("aws-ec2-instance", "2026-05", 133_921, 4, "95.0000", "100"),
        ("aws-ec2-instance", "2026-05", 1_599 * 60, 4, "96.4180", "30"),
    ] {
        let line = settled(&agreement(id), month, &outage(month, seconds), 100);
        assert_eq!(value(&line.outcome).shown(digits), shown, "{id} {seconds} s");
        assert_eq!(line.credit_percent, Some(exact(credit)), "{id} {seconds} s: {:?}", line.notes);
        assert_eq!(line.met, Some(credit == "0"), "{id} {seconds} s");
    }
}

#[test]
fn an_event_in_summer_time_lasts_as_long_as_published() {
    let agreement = agreement("aws-ec2-instance");
    let event = "uptime,outage,2026-05-07T17:25:26-07:00,2026-05-08T20:04:07-07:00,,\n";
    let found = measured(&agreement, "uptime", "2026-05", event);
    assert_eq!(found.lost, Exact::from(1_598 * 60 + 41_i64));
    assert_eq!(settled(&agreement, "2026-05", event, 100).credit_percent, Some(exact("30")));
}

#[test]
fn a_threshold_in_minutes_is_that_of_its_month() {
    let agreement = changed("aws-ec2-instance", &["metrics.uptime.target=99.9"]).agreement;
    // 44.6 minutes are within the 44.64 that 99.9 % leave in a month of 31 days; in one of 30 days they are not.
    let in_may = measured(&agreement, "uptime", "2026-05", &outage("2026-05", 2_676));
    assert_eq!((in_may.met, in_may.lost), (Some(true), Exact::from(2_676_i64)));
    let in_june = measured(&agreement, "uptime", "2026-06", &outage("2026-06", 2_676));
    assert_eq!(in_june.met, Some(false));
    let allowed = clausewright::settlement::allowed_downtime("99.9".parse().unwrap(), 31 * 86_400).unwrap();
    assert_eq!(allowed.get(), "2678.4".parse().unwrap());
}

#[test]
fn less_than_a_minute_is_no_downtime() {
    let agreement = agreement("gce-single-instance");
    for (end, minutes) in [("23:00:59", 0), ("23:01:00", 1), ("23:01:59", 1), ("23:02:00", 2)] {
        let line = format!("uptime,outage,2025-07-14T23:00:00Z,2025-07-14T{end}Z,,\n");
        let found = measured(&agreement, "uptime", "2025-07", &line);
        assert_eq!(found.lost, Exact::from(minutes * 60_i64), "{end}");
    }
}

/// A minute is down by what failed in it, not by what somebody says of it.
#[test]
fn a_minute_is_down_by_the_requests_that_failed() {
    for (id, good, down) in [
        ("atlassian-cloud", "90/100", true),
        ("atlassian-cloud", "99/100", false),
        // All experiences inoperable: every request fails.
        ("atlassian-cloud", "0/100", true),
        // Where providers differ: exactly 5 %.
        ("atlassian-cloud", "95/100", false),
        ("gitlab-saas", "95/100", true),
        ("gitlab-saas", "951/1000", false),
        ("gcp-cloud-sql", "1/100", false),
        ("gcp-cloud-sql", "0/100", true),
    ] {
        let agreement = changed(id, &["metrics.uptime.missing_data=CountsAsUp"]).agreement;
        let line = format!("uptime,measure,2026-06-10T14:00:00Z,2026-06-10T14:01:00Z,{good},\n");
        let found = measured(&agreement, "uptime", "2026-06", &line);
        assert_eq!(found.lost, Exact::from(if down { 60 } else { 0_i64 }), "{id} {good}");
    }
}

/// The whole published month from its minutes: 60 of 43,200 are down.
#[test]
fn a_month_of_counted_minutes_gives_the_published_value() {
    let agreement = agreement("atlassian-cloud");
    let mut lines = String::new();
    for minute in 0..43_200_u32 {
        let stamp = |n: u32| {
            let (day, hour, minute) = (n / 1_440, n / 60 % 24, n % 60);
            format!("2026-{:02}-{:02}T{hour:02}:{minute:02}:00Z", 6 + day / 30, day % 30 + 1)
        };
        let failed = if minute % 720 == 7 { "10/100 failed" } else { "1/100 failed" };
        writeln!(lines, "uptime,measure,{},{},{failed},", stamp(minute), stamp(minute + 1)).unwrap();
    }
    let line = settled(&agreement, "2026-06", &lines, 100);
    assert_eq!(value(&line.outcome), Exact::from(4_314_000_u32).over(&Exact::from(43_200_u32)).unwrap());
    assert_eq!((value(&line.outcome).shown(2).as_str(), line.met), ("99.86", Some(false)));
    assert_eq!(line.credit_percent, Some(exact("10")), "{:?}", line.notes);
    let down = &Exact::one_hundred() - &value(&line.outcome);
    assert_eq!(down.shown(6), "0.138889");
}

/// Not more than one monthly fee in any twelve months.
#[test]
fn a_year_costs_at_most_one_monthly_fee() {
    let agreement = agreement("cloudflare-business");
    let log = log(&agreement, "uptime,outage,2026-06-01T00:00:00Z,2026-06-16T00:00:00Z,,\n");
    let sources = Sources { log: Some(&log), stated: &[] };
    for (before, credit, caps) in [("0", "500", 0), ("400", "500", 0), ("800", "200", 1), ("1000", "0", 1)] {
        let mut input = gather(&agreement, "2026-06".parse().unwrap(), sources);
        input.fee = Some(money("1000 USD"));
        input.history.credits = Some(money(&format!("{before} USD")));
        let statement = settle(&agreement, &input).unwrap();
        assert_eq!(statement.credit_total, Some(money(&format!("{credit} USD"))), "after {before}");
        assert_eq!(statement.caps.len(), caps, "after {before}");
    }
}

/// Ten hours a year: what goes beyond counts as downtime.
#[test]
fn planned_downtime_is_excused_up_to_its_hours_a_year() {
    let agreement = agreement("slack-2024");
    let work = |month: u32, hours: u32| {
        format!("uptime,maintenance,2026-{month:02}-10T00:00:00Z,2026-{month:02}-10T{hours:02}:00:00Z,,\n")
    };
    let metric = agreement.metric("uptime").unwrap();
    let lines = format!("{}{}", work(2, 6), work(5, 6));
    let log = log(&agreement, &lines);
    for (quarter, hours) in [("2026-Q1", 0), ("2026-Q2", 2)] {
        let window = windows(&agreement, metric, &quarter.parse().unwrap()).remove(0);
        let found = measure(&agreement, metric, &window, Some(&log), None);
        assert_eq!(found.lost, Exact::from(hours * 3_600_i64), "{quarter}: {:?}", found.working);
    }
}

#[test]
fn two_late_of_forty_comply_and_two_of_thirty_five_do_not() {
    let agreement = agreement("fine-line-earnback-example");
    for (cases, late, met, shown) in [(40, 2, true, "95.00"), (35, 2, false, "94.29"), (35, 1, true, "97.14")]
    {
        let mut lines = String::new();
        for case in 0..cases {
            let hours = if case < late { 3 } else { 1 };
            let day = case % 28 + 1;
            writeln!(
                lines,
                "restore,measure,2026-05-{day:02}T08:00:00Z,2026-05-{day:02}T{:02}:00:00Z,s1,case {case}",
                8 + hours
            )
            .unwrap();
        }
        let found = measured(&agreement, "restore", "2026-05", &lines);
        assert_eq!(value(&found.outcome).shown(2), shown, "{late} of {cases}");
        assert_eq!(found.met, Some(met), "{late} of {cases}");
    }
}

#[test]
fn a_credit_in_proportion_follows_time_and_share() {
    let agreement = agreement("cloudflare-business");
    let minutes = "uptime,outage,2026-06-10T00:00:00Z,2026-06-10T01:40:00Z,2.1%,\n";
    // 100 minutes of 43,200 for 2.1 % of the visitors: 0.000049 of the fee, exactly 0.000048611...
    let line = settled(&agreement, "2026-06", minutes, 1_000_000_000);
    assert_eq!(line.credit, Some(money("48611.11 USD")), "{:?}", line.notes);
    // A day and a half of thirty, for everyone.
    let days = "uptime,outage,2026-06-10T00:00:00Z,2026-06-11T12:00:00Z,,\n";
    assert_eq!(settled(&agreement, "2026-06", days, 100).credit_percent, Some(exact("5")));
}
