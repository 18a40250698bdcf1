use super::*;
use crate::agreement::{Exclusion, ExclusionEffect, Statistic};

fn requests(formula: Formula) -> Metric {
    metric("requests", MetricKind::Ratio, formula)
}

#[test]
fn counted_cases_are_added_up_before_dividing() {
    let agreement = with(requests(Formula::RequestRatio));
    let found = run(
        &agreement,
        "2026-07",
        "requests,measure,2026-07-01 00:00,2026-07-02 00:00,90/100,\nrequests,measure,2026-07-02 00:00,2026-07-03 00:00,999900/999900,\n",
    );
    assert_eq!((shown(&found, 3).as_str(), found.misses, found.met), ("99.999", 10, Some(true)));
    assert_eq!(ledger(&found).last().unwrap(), "999,990 / 1,000,000 × 100 = 99.999 %");
}

#[test]
fn nothing_measured_is_no_data_and_nothing_to_measure_no_event() {
    let mut agreement = with(requests(Formula::RequestRatio));
    let none = run(&agreement, "2026-07", "requests,measure,2026-08-02 00:00,,1/1,\n");
    assert!(matches!(none.outcome, Outcome::NoData(_)));
    assert_eq!(none.met, None);
    let lines = "requests,measure,2026-07-02 00:00,2026-07-03 00:00,0/0,\n";
    assert_eq!(
        (run(&agreement, "2026-07", lines).outcome, run(&agreement, "2026-07", lines).met),
        (Outcome::NoEvents, Some(true))
    );
    agreement.metrics[0].zero_events = Some(ZeroEvents::Missed);
    assert_eq!(run(&agreement, "2026-07", lines).met, Some(false));
    agreement.metrics[0].zero_events = Some(ZeroEvents::NotEvaluated);
    assert_eq!(run(&agreement, "2026-07", lines).met, None);
}

#[test]
fn measurements_count_if_they_touch_the_measured_hours() {
    let metric = Metric { hours: "office".parse().unwrap(), ..requests(Formula::RequestRatio) };
    let agreement = Agreement { calendars: vec![office()], ..with(metric) };
    let found = |lines: &str| shown(&run(&agreement, "2026-07", lines), 0);
    let month = "requests,measure,2026-07-01 00:00,2026-08-01 00:00,3/4,\n";
    assert_eq!(found(month), "75", "it begins at midnight, but lasts a month");
    let sunday = "requests,measure,2026-07-05 12:00,,missed,\n";
    assert_eq!(found(&format!("{month}{sunday}")), "75");
    assert!(
        matches!(run(&agreement, "2026-07", sunday).outcome, Outcome::NoData(_)),
        "nothing measured is not met"
    );
}

#[test]
fn loss_is_lost_of_all() {
    let loss = Metric {
        operator: Some(Operator::AtMost),
        target: Some("0.1".parse().unwrap()),
        ..metric("loss", MetricKind::Loss, Formula::LostShare)
    };
    let found = run(&with(loss), "2026-07", "loss,measure,2026-07-02 00:00,2026-07-03 00:00,3/2000,\n");
    assert_eq!((shown(&found, 2).as_str(), found.misses, found.met), ("0.15", 3, Some(false)));
}

fn rates(lines: &str, change: impl Fn(Metric) -> Metric) -> Measured {
    let metric = metric("rates", MetricKind::Availability, Formula::IntervalRates);
    run(&with(change(Metric { window: Some(WindowKind::Day), ..metric })), "2026-07-02", lines)
}

const HALVES: &str = "rates,measure,2026-07-02 00:00,2026-07-02 12:00,999/1000,\n";

#[test]
fn the_mean_of_rates_is_not_the_rate_of_all() {
    let lines = format!("{HALVES}rates,measure,2026-07-02 12:00,2026-07-02 24:00,1/2,\n");
    let found = rates(&lines, |m| m);
    assert_eq!(shown(&found, 2), "74.95");
    assert_eq!(found.misses, 1);
}

#[test]
fn intervals_without_requests_and_without_measurement_count_as_agreed() {
    let empty = format!("{HALVES}rates,measure,2026-07-02 12:00,2026-07-02 24:00,0/0,\n");
    assert_eq!(shown(&rates(&empty, |m| m), 2), "99.95");
    let zero = |zero_events| rates(&empty, |m| Metric { zero_events: Some(zero_events), ..m });
    assert_eq!(shown(&zero(ZeroEvents::Missed), 2), "49.95");
    assert_eq!(shown(&zero(ZeroEvents::NotEvaluated), 2), "99.90");
    assert!(matches!(rates(HALVES, |m| m).outcome, Outcome::NoData(_)));
    let gap = |missing| rates(HALVES, |m| Metric { missing_data: Some(missing), ..m });
    assert_eq!(shown(&gap(MissingData::CountsAsDown), 2), "49.95");
    assert_eq!(shown(&gap(MissingData::CountsAsUp), 2), "99.95");
    assert_eq!(shown(&gap(MissingData::LeavesBoth), 2), "99.90");
}

#[test]
fn excused_intervals_leave_or_count_as_good() {
    let effect = |effect| {
        let metric = Metric {
            window: Some(WindowKind::Day),
            exclusion_effect: Some(effect),
            ..metric("rates", MetricKind::Availability, Formula::IntervalRates)
        };
        let exclusions = vec![Exclusion { id: "flood".parse().unwrap(), ..Exclusion::default() }];
        let agreement = Agreement { exclusions, ..with(metric) };
        let lines = format!(
            "{HALVES}rates,measure,2026-07-02 12:00,2026-07-02 24:00,0/2,\nrates,excluded:flood,2026-07-02 12:00,2026-07-02 24:00,,\n"
        );
        shown(&run(&agreement, "2026-07-02", &lines), 2)
    };
    assert_eq!(effect(ExclusionEffect::Both), "99.90");
    assert_eq!(effect(ExclusionEffect::Numerator), "99.95");
}

fn latency(statistic: Statistic, change: impl Fn(Metric) -> Metric) -> Measured {
    let metric = Metric {
        formula: None,
        statistic: Some(statistic),
        unit: "ms".parse().unwrap(),
        target: Some("200".parse().unwrap()),
        operator: Some(Operator::AtMost),
        percentile: Some("95".parse().unwrap()),
        ..metric("latency", MetricKind::Latency, Formula::Percentile)
    };
    let lines: String =
        (1..=20).map(|i| format!("latency,measure,2026-07-{i:02} 10:00,,{} ms,\n", i * 11)).collect();
    run(&with(change(metric)), "2026-07", &format!("{lines}latency,measure,2026-07-21 10:00,,0.2 s,\n"))
}

#[test]
fn a_percentile_is_the_nearest_rank() {
    // 21 values: 95 % of them are 19.95, so the 20th from the smallest: 11, 22, ... 198, 200, 209, 220.
    let found = latency(Statistic::Percentile, |m| m);
    assert_eq!((shown(&found, 0).as_str(), found.met, found.misses), ("209", Some(false), 2));
    let fifty = |m| Metric { percentile: Some("50".parse().unwrap()), ..m };
    assert_eq!(shown(&latency(Statistic::Percentile, fifty), 0), "121");
    let all = |m| Metric { percentile: Some("100".parse().unwrap()), ..m };
    assert_eq!(shown(&latency(Statistic::Percentile, all), 0), "220");
    let few = latency(Statistic::Percentile, |m| Metric { minimum_count: Some(22), ..m });
    assert_eq!(few.outcome, Outcome::NotEvaluated("21\u{a0}measurements, 22 are needed".to_owned()));
}

#[test]
fn mean_largest_and_smallest_are_exact() {
    let found = latency(Statistic::Mean, |m| m);
    assert_eq!(found.outcome, Outcome::Value(Exact::from(2_510_u32).over(&Exact::from(21_u32)).unwrap()));
    assert_eq!(shown(&latency(Statistic::Maximum, |m| m), 0), "220");
    assert_eq!(shown(&latency(Statistic::Minimum, |m| m), 0), "11");
}

#[test]
fn throughput_is_volume_by_time() {
    let metric = |unit: &str| Metric {
        unit: unit.parse().unwrap(),
        target: Some("450".parse().unwrap()),
        ..metric("flow", MetricKind::Throughput, Formula::VolumePerTime)
    };
    let lines = "flow,measure,2026-07-02 10:00,2026-07-02 11:00,480,\nflow,measure,2026-07-02 11:00,2026-07-02 14:00,1200 orders,\n";
    let found = run(&with(metric("orders/h")), "2026-07", lines);
    assert_eq!((shown(&found, 0).as_str(), found.met), ("420", Some(false)));
    let lines = "flow,measure,2026-07-02 10:00,2026-07-02 11:00,480 Mbit/s,\nflow,measure,2026-07-02 11:00,2026-07-02 14:00,0.5 Gbit/s,\n";
    assert_eq!(shown(&run(&with(metric("Mbit/s")), "2026-07", lines), 0), "495");
}

#[test]
fn events_are_counted_where_the_statistic_is_a_count() {
    let metric = Metric {
        formula: Some(Formula::Stated),
        statistic: Some(Statistic::Count),
        unit: "breaches".parse().unwrap(),
        operator: Some(Operator::AtMost),
        target: Some("1".parse().unwrap()),
        ..metric("breaches", MetricKind::Ratio, Formula::Stated)
    };
    let lines = "breaches,outage,2026-07-02 10:00,2026-07-02 11:00,,\nbreaches,measure,2026-07-03 10:00,,,\nbreaches,measure,2026-08-03 10:00,,,\n";
    let found = run(&with(metric), "2026-07", lines);
    assert_eq!((shown(&found, 0).as_str(), found.met), ("2", Some(false)));
}

#[test]
fn stated_values_come_first_and_must_be_possible() {
    let agreement = with(requests(Formula::RequestRatio));
    let metric = &agreement.metrics[0];
    let window = windows(&agreement, metric, &"2026-07".parse().unwrap()).remove(0);
    let stated = |text: &str| {
        let stated = Stated::read(text, metric).map_err(|e| e.to_string())?;
        Ok::<_, String>(measure(&agreement, metric, &window, None, Some(&stated)))
    };
    // Of the fine lines of one published agreement: 38 of 40 are 95 %, 33 of 35 are less.
    let fine = |text: &str| {
        let found = stated(text).unwrap();
        let metric = Metric { target: Some("95".parse().unwrap()), ..metric.clone() };
        (shown(&found, 2), verdict(&metric, &found.outcome))
    };
    assert_eq!(fine("38/40"), ("95.00".to_owned(), Some(true)));
    assert_eq!(fine("33/35"), ("94.29".to_owned(), Some(false)));
    assert_eq!(fine("94.999999999"), ("95.00".to_owned(), Some(false)));
    assert_eq!(stated("0/0").unwrap().outcome, Outcome::NoEvents);
    assert_eq!(shown(&stated("99.95 %").unwrap(), 2), "99.95");
    for impossible in ["-10", "100.1 %", "5/4"] {
        let error = stated(impossible).unwrap_err();
        assert!(error.contains("A service level lies between 0 % and 100 %"), "{error}");
    }
    for unreadable in ["", "many", "3/0", "99,9", "12 ms"] {
        assert!(stated(unreadable).is_err(), "{unreadable}");
    }
    let beyond = measure(&agreement, metric, &window, None, Some(&Stated::Value(Exact::from(-10_i64))));
    assert!(matches!(beyond.outcome, Outcome::NoData(why) if why.contains("between 0 % and 100 %")));
}

#[test]
fn what_is_judged_or_stated_in_words_is_not_computed() {
    let judged = Metric { kind: MetricKind::Qualitative, ..requests(Formula::Stated) };
    assert!(matches!(run(&with(judged), "2026-07", "").outcome, Outcome::NotEvaluated(_)));
    let words = run(&with(requests(Formula::Stated)), "2026-07", "");
    assert!(matches!(words.outcome, Outcome::NoData(_)) && words.met.is_none());
}
