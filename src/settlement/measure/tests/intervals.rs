use super::*;
use crate::agreement::{OutageLength, ShareBound};

/// Down in each minute in which more than 5 % of the requests fail.
fn judged(bound: Option<ShareBound>) -> Metric {
    Metric {
        failed_share: "5".parse().ok(),
        failed_bound: bound,
        sampling: "1min".parse().ok(),
        missing_data: Some(MissingData::CountsAsUp),
        ..uptime()
    }
}

fn minute(at: &str, requests: &str) -> String {
    let (hour, minute) = at.split_once(':').unwrap();
    let next = format!("{hour}:{:02}", minute.parse::<u32>().unwrap() + 1);
    format!("uptime,measure,2026-06-10 {at},2026-06-10 {next},{requests},\n")
}

fn lost(metric: Metric, lines: &str) -> i64 {
    run(&with(metric), "2026-06", lines).lost.whole().unwrap()
}

fn problems(metric: Metric, lines: &str) -> Vec<String> {
    let text = format!("metric,kind,start,end,affected,note\n{lines}");
    let problems = read_log("log.csv", text.as_bytes(), &with(metric)).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_share_of_failed_requests_decides_each_minute() {
    let above = || judged(Some(ShareBound::Above));
    for (requests, seconds) in [
        ("90/100", 60),
        ("99/100", 0),
        ("0/100", 60),
        ("95/100", 0),
        ("94999/100000", 60),
        ("10/100 failed", 60),
        ("5 % failed", 0),
        ("5.0001 % failed", 60),
        ("94.9 %", 60),
        ("100 % failed", 60),
        ("0/0", 0),
        ("", 0),
    ] {
        assert_eq!(lost(above(), &minute("14:00", requests)), seconds, "{requests}");
    }
    assert_eq!(lost(judged(Some(ShareBound::From)), &minute("14:00", "95/100")), 60);
}

#[test]
fn exactly_the_share_without_a_rule_is_no_data() {
    let found = run(&with(judged(None)), "2026-06", &minute("14:00", "95/100"));
    assert!(matches!(&found.outcome, Outcome::NoData(why) if why.contains("exactly 5 %")), "{found:?}");
    assert_eq!(found.met, None);
    assert_eq!(lost(judged(None), &minute("14:00", "94/100")), 60);
}

#[test]
fn minutes_side_by_side_are_one_outage_and_overlap_with_reported_ones() {
    let lines: String = ["14:00", "14:01", "14:02"].iter().map(|at| minute(at, "50/100")).collect();
    let found = run(&with(judged(Some(ShareBound::Above))), "2026-06", &lines);
    assert_eq!((found.lost.whole(), found.misses), (Some(180), 1));
    let text = ledger(&found);
    assert_eq!(text[0], "line 2, 2026-06-10 14:00 to 14:01: 50 of 100 requests failed = 1 min of downtime");
    assert_eq!(text[3], "3 measured intervals, down where > 5 % of the requests fail = 3 down");
    let both = format!("{lines}uptime,outage,2026-06-10 14:02,2026-06-10 14:04,,reported\n");
    assert_eq!(lost(judged(Some(ShareBound::Above)), &both), 240);
    let one = Metric {
        minimum_outage: "3min".parse().ok(),
        outage_length: Some(OutageLength::WholeMinutes),
        ..judged(Some(ShareBound::Above))
    };
    assert_eq!(lost(one.clone(), &lines), 180);
    assert_eq!(lost(one, &minute("14:00", "0/9")), 0, "a minute alone is too short there");
}

#[test]
fn a_minute_without_requests_counts_as_agreed() {
    let with_rule = |zero_events| Metric { zero_events, ..judged(Some(ShareBound::Above)) };
    let line = minute("14:00", "0/0");
    assert_eq!(lost(with_rule(Some(ZeroEvents::Met)), &line), 0);
    assert_eq!(lost(with_rule(Some(ZeroEvents::Missed)), &line), 60);
    let found = run(&with(with_rule(Some(ZeroEvents::NotEvaluated))), "2026-06", &line);
    assert_eq!((found.lost.whole(), found.owed.whole()), (Some(0), Some(43_200 * 60 - 60)));
}

#[test]
fn what_was_not_measured_is_a_gap() {
    let metric = Metric { missing_data: None, ..judged(Some(ShareBound::Above)) };
    let found = run(&with(metric), "2026-06", &minute("14:00", "99/100"));
    assert!(matches!(&found.outcome, Outcome::NoData(why) if why.contains("not monitored")), "{found:?}");
}

#[test]
fn several_minutes_in_one_line_are_only_clear_where_all_or_none_failed() {
    let long = |requests: &str| format!("uptime,measure,2026-06-10 14:00,2026-06-10 14:05,{requests},\n");
    let above = || judged(Some(ShareBound::Above));
    assert_eq!(lost(above(), &long("0/500")), 300);
    assert_eq!(lost(above(), &long("500/500")), 0);
    let said = problems(above(), &long("490/500"));
    assert!(said[0].contains("longer than the interval of 1 minute"), "{said:?}");
}

#[test]
fn requests_need_a_share_in_the_agreement() {
    let said = problems(uptime(), &minute("14:00", "90/100"));
    assert!(said[0].contains("does not say at which share"), "{said:?}");
    let said = problems(judged(None), &minute("14:00", "many"));
    assert!(said[0].contains("90/100"), "{said:?}");
}
