use super::*;
use crate::check::testkit::changed;

fn read(changes: &[&str], path: &str) -> Vec<String> {
    readings(&changed(changes), &path.into(), "2026-03-02".parse().ok())
}

#[test]
fn a_percentage_is_time_by_convention_and_in_a_real_month() {
    let lines = read(&[], "metrics.uptime.target");
    assert_eq!(
        lines[..2],
        ["= 43 min 12 s of downtime in a 30-day month", "44 min 34.8 s in March 2026 (743 h)"]
    );
    assert_eq!(read(&[], "bonuses.uptime.threshold")[0], "= 12 min 57.6 s of downtime in a 30-day month");
    assert_eq!(
        read(&[], "credits.schedules.uptime.tiers.low.from")[0],
        "= 7 h 12 min of downtime in a 30-day month"
    );
    assert_eq!(
        read(&["metrics.uptime.window=Quarter"], "metrics.uptime.minimum")[0],
        "= 21 h 36 min of downtime in a 90-day quarter"
    );
    assert!(
        read(&["metrics.uptime.window=Quarter"], "metrics.uptime.minimum")[1].contains("2026-Q1 (2159 h)")
    );
    assert!(read(&[], "metrics.latency.target").is_empty());
    assert!(read(&["metrics.uptime.target="], "metrics.uptime.target").is_empty());
}

#[test]
fn service_hours_shorten_the_real_month() {
    let lines = read(&["services.hosting.hours=business"], "metrics.uptime.target");
    assert_eq!(lines[0], "= 43 min 12 s of downtime in a 30-day month around the clock");
    assert_eq!(lines[1], "13 min 12 s in March 2026 (220 h of “Business hours”)");
}

#[test]
fn an_agreement_that_begins_later_is_read_in_its_first_month() {
    let lines = read(&["term.effective=2026-04-15"], "metrics.uptime.target");
    // April has the 720 hours of the convention: one line says both.
    assert!(lines[1].starts_with("The promise is 99.9 %"), "{lines:?}");
    let lines = read(&["term.effective=2026-05-15"], "metrics.uptime.target");
    assert_eq!(lines[1], "44 min 38.4 s in May 2026 (744 h)");
}

const ONLY_FOUR_HOURS: [&str; 3] =
    ["maintenance.emergency=", "maintenance.emergency_cap=", "-exclusions customer"];

#[test]
fn a_year_of_maintenance_can_fall_into_one_window() {
    let mut changes = ONLY_FOUR_HOURS.to_vec();
    changes.extend(["maintenance.cap=", "maintenance.year_cap=10h"]);
    let last = |changes: &[&str]| read(changes, "metrics.uptime.target").pop().unwrap();
    assert!(last(&changes).contains("If all 10 h of it were used up"), "{}", last(&changes));
    changes.push("maintenance.cap=4h");
    assert!(last(&changes).contains("If all 4 h of it were used up"), "{}", last(&changes));
    changes.push("metrics.uptime.window=Quarter");
    assert!(last(&changes).contains("If all 10 h of it were used up"), "{}", last(&changes));
    assert_eq!(read(&changes, "maintenance.year_cap").len(), 1);
}

#[test]
fn a_cap_in_monthly_fees_reads_as_money() {
    let said = read(&["credits.year_cap=", "credits.year_cap_months=1"], "credits.year_cap_months");
    assert_eq!(said, ["All credits together cost at most EUR 4,800.00 in twelve months"]);
}

#[test]
fn excused_time_lowers_what_a_target_is_worth() {
    let mut changes = ONLY_FOUR_HOURS.to_vec();
    let last = |changes: &[&str]| read(changes, "metrics.uptime.target").pop().unwrap();
    assert_eq!(
        last(&changes),
        "The promise is 99.9 %, apart from excused time. If all 4 h of it were used up in a 30-day month, 99.345 % would be left; the limits are set below"
    );
    assert_eq!(
        read(&changes, "maintenance.cap"),
        [
            "99.9 % of “Web availability” stays promised; with all excused time used up, 99.345 % would be left in a 30-day month"
        ]
    );
    changes.push("maintenance.effect=Numerator");
    assert!(last(&changes).contains("99.344 %"), "{}", last(&changes));
    changes.push("maintenance.effect=Denominator");
    assert!(last(&changes).contains("99.9 %") || last(&changes).contains("99.900 %"), "{}", last(&changes));
    changes.push("maintenance.cap=");
    assert!(last(&changes).contains("no limit yet for 1 reason below"));
}

#[test]
fn an_excuse_without_a_limit_is_named() {
    let lines = read(&["exclusions.customer.cap="], "metrics.uptime.target");
    assert_eq!(
        lines[2],
        "The promise is 99.9 %, apart from excused time. If 6 h of it were used up in a 30-day month, 99.067 % would be left, or less, as 1 reason below has no limit yet"
    );
}

#[test]
fn more_excused_time_than_there_is_leaves_nothing() {
    let lines = read(&["maintenance.cap=900h"], "metrics.uptime.target");
    assert!(lines[2].contains("0 % would be left"), "{lines:?}");
}

#[test]
fn shares_of_the_fee_are_money() {
    assert_eq!(
        read(&[], "credits.schedules.uptime.tiers.low.credit"),
        ["= EUR 480.00 of EUR 4,800.00, the monthly fee of the affected service"]
    );
    assert_eq!(
        read(&[], "credits.schedules.uptime.cap"),
        ["This metric costs at most EUR 1,440.00 in a month (30 %)"]
    );
    assert_eq!(
        read(&["credits.schedules.uptime.cap="], "credits.schedules.uptime.cap"),
        ["This metric costs at most EUR 1,440.00 in a month (30 %)"]
    );
    assert_eq!(
        read(&[], "credits.period_cap"),
        [
            "All credits together cost at most EUR 1,584.00 in a month",
            "Without the cap it would be EUR 1,680.00"
        ]
    );
    assert_eq!(
        read(&[], "credits.year_cap"),
        ["All credits together cost at most EUR 8,640.00 in twelve months"]
    );
    assert_eq!(
        read(&["services.hosting.fee=100.01 EUR"], "bonuses.uptime.rate"),
        ["= about EUR 2.00 of EUR 100.01, the monthly fee of the affected service"]
    );
    assert!(read(&["services.hosting.fee="], "credits.schedules.uptime.cap").is_empty());
}

#[test]
fn shares_of_cases_are_whole_cases() {
    assert_eq!(read(&[], "metrics.response.target"), ["Of about 40 cases in a window 2 may miss it"]);
    assert_eq!(
        read(&["metrics.response.target=99"], "metrics.response.target"),
        ["Of about 40 cases in a window none may miss it"]
    );
    let p3 = read(&["priorities.p3.compliance=90"], "priorities.p3.compliance");
    assert_eq!(p3[1..], ["No metric measures a time of this priority: the share is reported only"]);
    let p1 = read(&[], "priorities.p1.compliance");
    let decided = "Reported for the priority; what follows a miss is decided by “Response to incidents”";
    assert_eq!(p1[1..], [decided]);
    assert_eq!(
        read(&["metrics.response.expected_count="], "metrics.response.target"),
        ["1 case in 20 may miss it; of fewer than 20 none may"]
    );
    assert_eq!(read(&["metrics.response.target=100"], "metrics.response.target"), ["No case may miss it"]);
    assert_eq!(
        read(&["security.patching.critical.share=97"], "security.patching.critical.share"),
        ["1 case in 34 may miss it; of fewer than 34 none may"]
    );
}

#[test]
fn claims_end_on_a_day() {
    let line = |changes: &[&str]| read(changes, "credits.claim_within").join("");
    assert_eq!(
        line(&["credits.claim_anchor=WindowEnd"]),
        "For March 2026: until Thursday, 30 April 2026 (30 days from the end of the window, 31 March 2026)"
    );
    assert_eq!(
        line(&["credits.claim_anchor=IncidentEnd", "credits.claim_within=5bd"]),
        "For March 2026: until Tuesday, 7 April 2026 (5 business days from the end of an incident on 31 March 2026, counted by “Business hours” without the public holidays for which no date is listed)"
    );
    assert!(
        line(&[]).starts_with(
            "For March 2026: until Thursday, 14 May 2026 (30 days from the day the report is due"
        ),
        "{}",
        line(&[])
    );
    assert_eq!(line(&["credits.claim_within="]), "");
}

#[test]
fn business_time_is_shown_on_an_example() {
    assert_eq!(
        read(&[], "priorities.p3.response"),
        [
            "Begun on Friday, 6 March 2026 at 17:00, it ends on Monday, 9 March 2026 at 15:00 (“Business hours”)"
        ]
    );
    assert!(read(&[], "priorities.p1.response").is_empty(), "around the clock nothing is to explain");
    assert_eq!(
        read(&[], "maintenance.notice"),
        ["From Monday, 2 March 2026: until Monday, 9 March 2026 (“Business hours”)"]
    );
    assert_eq!(
        read(&[], "reporting.due"),
        ["For March 2026: until Tuesday, 14 April 2026 (“Business hours”)"]
    );
    assert!(read(&[], "term.notice").is_empty());
}

#[test]
fn the_edge_of_a_bonus_is_said() {
    let said = |start: &str| read(&[&format!("bonuses.uptime.start={start}")], "bonuses.uptime.start");
    assert_eq!(said(""), ["Due at a value ≥ 99.97 %; exactly 99.97 % earns the bonus"]);
    assert_eq!(said("Beyond"), ["Due at a value > 99.97 %; exactly 99.97 % earns no bonus yet"]);
}

#[test]
fn an_exclusion_says_which_metrics_it_excuses() {
    let said = |changes: &[&str]| read(changes, "exclusions.customer.applies_to").join("");
    assert!(said(&[]).starts_with("Applies to every metric"), "{}", said(&[]));
    let others = ["+exclusions other", "metrics.uptime.exclusions=other", "metrics.latency.exclusions=other"];
    assert!(said(&others).starts_with("Only for “Response to incidents”: "), "{}", said(&others));
}
