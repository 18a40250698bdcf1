use super::*;
use crate::agreement::{CaseWindow, Clock, Exclusion, Priority, Statistic};

fn agreement() -> Agreement {
    let priority = |id: &str, calendar: &str, response: &str| Priority {
        id: id.parse().unwrap(),
        calendar: calendar.parse().unwrap(),
        response: Some(response.parse().unwrap()),
        pause_limit: Some("2h".parse().unwrap()),
        ..Priority::default()
    };
    let response = Metric {
        clock: Some(Clock::Response),
        target: Some("95".parse().unwrap()),
        ..metric("response", MetricKind::TimeToEvent, Formula::WithinTarget)
    };
    Agreement {
        calendars: vec![office()],
        priorities: vec![priority("p1", "", "15min"), priority("p2", "office", "2h")],
        exclusions: vec![Exclusion { id: "waiting".parse().unwrap(), ..Exclusion::default() }],
        ..with(response)
    }
}

fn last(found: &Measured) -> String {
    ledger(found).pop().unwrap()
}

#[test]
fn each_case_runs_on_the_clock_of_its_priority() {
    // Friday 2026-07-03 16:00; two open hours end on Monday at 10:00.
    let found = run(
        &agreement(),
        "2026-07",
        "response,measure,2026-07-03 16:00,2026-07-03 16:15,p1,\n\
         response,measure,2026-07-04 03:00,2026-07-04 03:15:01,p1,\n\
         response,measure,2026-07-03 16:00,2026-07-06 10:00,p2 INC-7,\n\
         response,measure,2026-07-03 16:00,2026-07-06 10:01,p2,\n",
    );
    assert_eq!((shown(&found, 1).as_str(), found.misses, found.met), ("50.0", 2, Some(false)));
    assert_eq!(found.delays, [Exact::from(60_u32), Exact::from(1_u32)]);
    let text = ledger(&found);
    for line in [
        "line 2, p1: 2026-07-03 16:00 to 16:15, due 2026-07-03 16:15 = in time",
        "line 4, p2, INC-7: 2026-07-03 16:00 to 2026-07-06 10:00, due 2026-07-06 10:00 = in time",
        "p1: cases in time = 1 of 2",
        "2 / 4 × 100 = 50 %",
    ] {
        assert!(text.contains(&line.to_owned()), "{line} not in {text:#?}");
    }
}

#[test]
fn forty_cases_allow_two_misses() {
    let of = |good: u32, all: u32| {
        let line = |i: u32| {
            let end = if i < good { "10:15" } else { "10:16" };
            format!(
                "response,measure,2026-07-{:02} 10:00,2026-07-{:02} {end},p1 T-{i},\n",
                i % 31 + 1,
                i % 31 + 1
            )
        };
        let found = run(&agreement(), "2026-07", &(0..all).map(line).collect::<String>());
        (shown(&found, 2), found.met)
    };
    assert_eq!(of(38, 40), ("95.00".to_owned(), Some(true)));
    assert_eq!(of(33, 35), ("94.29".to_owned(), Some(false)));
    let counted = run(&agreement(), "2026-07", "response,measure,2026-07-31 00:00,2026-07-31 24:00,38/40,\n");
    assert_eq!((shown(&counted, 0).as_str(), counted.misses), ("95", 2));
}

#[test]
fn pauses_stop_the_clock_of_their_case_only() {
    let met = |pauses: &str| {
        let case = "response,measure,2026-07-03 10:00,2026-07-03 10:40,p1 T-1,\n";
        let found = run(&agreement(), "2026-07", &format!("{case}{pauses}"));
        found.misses == 0
    };
    assert!(!met(""));
    assert!(met("response,excluded:waiting,2026-07-03 10:05,2026-07-03 10:30,T-1,\n"));
    assert!(met("response,excluded:waiting,2026-07-03 10:05,2026-07-03 10:30,,\n"), "a pause of all cases");
    assert!(!met("response,excluded:waiting,2026-07-03 10:05,2026-07-03 10:30,T-2,\n"));
    assert!(
        !met("response,excluded:waiting,2026-07-03 10:15:01,2026-07-03 10:40,T-1,\n"),
        "it began after the due time"
    );
}

#[test]
fn pauses_of_a_case_have_a_limit_in_all() {
    let late = |end: &str| {
        let lines = format!(
            "response,measure,2026-07-03 10:00,2026-07-03 {end},p1 T-1,\n\
             response,excluded:waiting,2026-07-03 10:05,2026-07-03 11:35,T-1,\n\
             response,excluded:waiting,2026-07-03 11:40,2026-07-03 13:00,T-1,\n"
        );
        run(&agreement(), "2026-07", &lines).misses == 1
    };
    // 90 min and 30 of the 80 min: due at 10:15 plus 2 h.
    assert!(!late("12:15"));
    assert!(late("12:16"));
}

#[test]
fn an_open_case_is_late_once_it_is_due() {
    let late = run(&agreement(), "2026-07", "response,measure,2026-07-31 23:40,,p1,\n");
    assert_eq!((shown(&late, 0).as_str(), late.misses), ("0", 1));
    let waiting = run(&agreement(), "2026-07", "response,measure,2026-07-31 23:50,,p1,\n");
    assert_eq!((waiting.outcome.clone(), waiting.met), (Outcome::NoEvents, Some(true)));
    assert!(ledger(&waiting).iter().any(|l| l.ends_with("open and not yet due: not counted")));
    let known = run(&agreement(), "2026-07", "response,measure,2026-07-31 23:50,2026-08-01 00:06,p1,\n");
    assert_eq!(known.misses, 1, "what became known later still counts where it began");
}

#[test]
fn without_cases_there_was_no_event_and_without_a_clock_no_value() {
    assert_eq!(run(&agreement(), "2026-07", "").outcome, Outcome::NoEvents);
    let mut agreement = agreement();
    let lines = "response,measure,2026-07-03 10:00,2026-07-03 10:10,p1,\n";
    agreement.metrics[0].clock = None;
    let found = run(&agreement, "2026-07", lines);
    assert!(
        matches!(&found.outcome, Outcome::NoData(why) if why.contains("line 2") && why.contains("clock")),
        "{found:?}"
    );
    agreement.metrics[0].clock = Some(Clock::Restore);
    let found = run(&agreement, "2026-07", lines);
    assert!(
        matches!(&found.outcome, Outcome::NoData(why) if why.contains("p1 has no restore time")),
        "{found:?}"
    );
}

#[test]
fn cases_without_a_priority_have_the_time_of_the_metric_or_their_own() {
    let mut agreement = agreement();
    agreement.metrics[0].clock = None;
    agreement.metrics[0].limit = Some("30s".parse().unwrap());
    let late = |end: &str, own: &str| {
        let line = format!("response,measure,2026-07-03 10:00:00,2026-07-03 {end},{own},\n");
        run(&agreement, "2026-07", &line).misses
    };
    assert_eq!((late("10:00:30", ""), late("10:00:31", ""), late("10:00:31", "T-9")), (0, 1, 1));
    assert_eq!((late("10:10:00", "T-9 within 10min"), late("10:10:01", "within 10min")), (0, 1));
}

fn fill_time(unit: &str, lines: &str) -> Measured {
    let metric = Metric {
        statistic: Some(Statistic::Maximum),
        operator: Some(Operator::AtMost),
        target: Some("15".parse().unwrap()),
        unit: unit.parse().unwrap(),
        hours: "office".parse().unwrap(),
        case_window: Some(CaseWindow::End),
        ..metric("fill", MetricKind::TimeToEvent, Formula::Extreme)
    };
    run(&Agreement { metrics: vec![metric], ..agreement() }, "2026-07", lines)
}

#[test]
fn times_are_measured_in_business_days_hours_or_days() {
    // Friday 2026-07-03 to Friday 2026-07-10, both at 16:00.
    let line = "fill,measure,2026-07-03 16:00,2026-07-10 16:00,,\n";
    let days = |unit: &str| shown(&fill_time(unit, line), 0);
    assert_eq!(
        (days("Business Days"), days("bh"), days("hours"), days("days")),
        ("5".into(), "40".into(), "40".into(), "7".into())
    );
    assert!(matches!(fill_time("moons", line).outcome, Outcome::NoData(_)));
}

#[test]
fn a_case_counts_in_each_window_in_which_it_ends_or_is_still_open() {
    let value = |lines: &str| shown(&fill_time("Business Days", lines), 2);
    let ended_before = "fill,measure,2026-06-01 09:00,2026-06-30 09:00,,\n";
    assert!(matches!(fill_time("Business Days", ended_before).outcome, Outcome::NoEvents));
    // Open since Monday 2026-07-13: 15 working days until the end of July.
    assert_eq!(value("fill,measure,2026-07-13 09:00,,,\n"), "15.00");
    assert_eq!(value("fill,measure,2026-07-13 09:00,2026-09-01 09:00,,\n"), "15.00");
    assert_eq!(
        last(&fill_time("Business Days", "fill,measure,2026-07-13 09:00,,,\n")),
        "largest of 1 measurement = 15 Business Days"
    );
}

/// Restored within four hours in 90 % of the cases, the rest within eight.
fn restored() -> Agreement {
    let mut agreement = agreement();
    agreement.metrics[0].clock = Some(Clock::Restore);
    agreement.metrics[0].target = "90".parse().ok();
    let p1 = &mut agreement.priorities[0];
    (p1.restore, p1.outer_limit) = ("4h".parse().ok(), "8h".parse().ok());
    p1.compliance = "95".parse().ok();
    agreement
}

fn restores(ends: &[&str]) -> String {
    let line = |(n, end): (usize, &&str)| {
        format!(
            "response,measure,2026-07-{:02} 08:00,2026-07-{:02} {end},p1 T-{n},\n",
            n % 28 + 1,
            n % 28 + 1
        )
    };
    ends.iter().enumerate().map(line).collect()
}

#[test]
fn a_case_beyond_the_outer_limit_misses_the_target() {
    let mut ends = vec!["10:00"; 19];
    ends.push("15:00");
    let late = run(&restored(), "2026-07", &restores(&ends));
    assert_eq!((shown(&late, 0).as_str(), late.met, late.beyond.len()), ("95", Some(true), 0));
    ends[19] = "16:30";
    let beyond = run(&restored(), "2026-07", &restores(&ends));
    assert_eq!((shown(&beyond, 0).as_str(), beyond.met), ("95", Some(false)));
    assert_eq!(
        last(&beyond),
        "line 21, T-19: 30 min beyond the outer limit of 8 hours for p1 = the target counts as missed"
    );
    let text = ledger(&beyond);
    assert!(text.contains(&"p1: cases in time; 95 % are promised = 19 of 20: kept".to_owned()), "{text:#?}");
    ends[18] = "13:00";
    let text = ledger(&run(&restored(), "2026-07", &restores(&ends)));
    assert!(
        text.contains(&"p1: cases in time; 95 % are promised = 18 of 20: not kept".to_owned()),
        "{text:#?}"
    );
}

#[test]
fn the_outer_limit_is_that_of_the_time_it_is_about() {
    let mut agreement = restored();
    agreement.metrics[0].clock = Some(Clock::Response);
    let lines = "response,measure,2026-07-03 08:00,2026-07-03 17:00,p1,\n";
    assert!(run(&agreement, "2026-07", lines).beyond.is_empty(), "it is about the time to restore");
    agreement.priorities[0].restore = None;
    assert_eq!(
        run(&agreement, "2026-07", lines).beyond.len(),
        1,
        "with nothing but a response it is about that"
    );
    // An open case is beyond it as soon as the limit has passed; pauses push it out.
    let open = "response,measure,2026-07-31 15:30,,p1 T-1,\n";
    let mut agreement = restored();
    assert_eq!(run(&agreement, "2026-07", open).beyond.len(), 1);
    let paused = format!("{open}response,excluded:waiting,2026-07-31 16:00,2026-07-31 17:00,T-1,\n");
    assert!(run(&agreement, "2026-07", &paused).beyond.is_empty());
    agreement.priorities[0].outer_limit = None;
    assert!(run(&agreement, "2026-07", open).beyond.is_empty());
}

#[test]
fn a_report_outside_the_hours_has_its_own_response_time() {
    let mut agreement = agreement();
    let late = |agreement: &Agreement, start: &str, end: &str| {
        run(agreement, "2026-07", &format!("response,measure,{start},{end},p2,\n")).misses == 1
    };
    // Saturday: two open hours end on Monday at 11:00.
    assert!(!late(&agreement, "2026-07-04 10:00", "2026-07-06 11:00"));
    agreement.priorities[1].response_outside = "4h".parse().ok();
    assert!(!late(&agreement, "2026-07-04 10:00", "2026-07-04 14:00"));
    assert!(late(&agreement, "2026-07-04 10:00", "2026-07-04 14:01"));
    assert!(late(&agreement, "2026-07-03 10:00", "2026-07-03 13:00"), "in the hours it is two hours");
    agreement.priorities[1].response_outside = "1bd".parse().ok();
    assert!(!late(&agreement, "2026-07-04 10:00", "2026-07-07 09:00"));
    assert!(late(&agreement, "2026-07-04 10:00", "2026-07-07 09:01"));
}
