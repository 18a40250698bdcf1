//! By when credits must be claimed.

use super::super::testing::{agreement, input, month, settled};
use crate::agreement::{Agreement, Calendar, ClaimAnchor, Holiday, Hours, TimeLimits};
use crate::settlement::{Moment, SettlementInput, Span};

fn claimed(within: &str, anchor: ClaimAnchor) -> (Agreement, SettlementInput) {
    let mut agreement = agreement();
    agreement.credits.claim_needed = Some(true);
    agreement.credits.claim_within = within.parse().ok();
    agreement.credits.claim_anchor = Some(anchor);
    (agreement, input("2026-07", vec![month("m", "2026-07", "98")]))
}

fn by((agreement, input): &(Agreement, SettlementInput)) -> String {
    let statement = settled(agreement, input);
    statement.claim_by.map_or(statement.claim, |d| d.to_string())
}

#[test]
fn days_run_from_the_agreed_event() {
    assert_eq!(by(&claimed("30d", ClaimAnchor::WindowEnd)), "2026-08-30");
    assert_eq!(by(&claimed("2mo", ClaimAnchor::WindowEnd)), "2026-09-30");
    let mut case = claimed("30d", ClaimAnchor::InvoiceDate);
    assert!(by(&case).contains("date is not known"), "{}", by(&case));
    case.1.invoice_date = "2026-08-05".parse().ok();
    assert_eq!(by(&case), "2026-09-04");
    let mut case = claimed("30d", ClaimAnchor::ReportDate);
    assert!(by(&case).contains("nothing says when it is due"), "{}", by(&case));
    case.0.reporting.due = "5d".parse().ok();
    assert_eq!(by(&case), "2026-09-04");
    case.1.report_date = "2026-08-03".parse().ok();
    assert_eq!(by(&case), "2026-09-02");
}

#[test]
fn the_end_of_the_incident_is_a_day_in_the_zone_of_the_metric() {
    let mut case = claimed("7d", ClaimAnchor::IncidentEnd);
    assert!(by(&case).contains("not known"), "{}", by(&case));
    // 2026-07-10, 23:30 in UTC.
    let end = Moment(1_783_726_200);
    case.1.measured[0].incidents = vec![Span { start: Moment(end.0 - 60), end }];
    assert_eq!(by(&case), "2026-07-17");
    case.0.metrics[0].zone = "Europe/Berlin".parse().ok();
    assert_eq!(by(&case), "2026-07-18");
}

#[test]
fn business_days_need_a_calendar() {
    let mut case = claimed("5bd", ClaimAnchor::WindowEnd);
    assert!(by(&case).contains("need a calendar"), "{}", by(&case));
    let hours = |days: &str| Hours {
        days: days.parse().unwrap(),
        from: "00:00".parse().unwrap(),
        to: "24:00".parse().unwrap(),
        ..Hours::default()
    };
    let calendar = |name: &str, days: &str| Calendar {
        name: name.parse().unwrap(),
        hours: vec![hours(days)],
        ..Calendar::default()
    };
    case.0.calendars = vec![calendar("Always", "Mon-Sun"), calendar("Office", "Mon-Fri")];
    assert_eq!(by(&case), "2026-08-07");
    assert!(settled(&case.0, &case.1).claim.contains("“Office”"));
}

#[test]
fn the_end_of_a_billing_cycle_is_the_end_of_a_month() {
    let mut case = claimed("30d", ClaimAnchor::WindowEnd);
    case.0.credits.claim_cycles = Some(2);
    assert_eq!(by(&case), "2026-08-30", "the earlier of the two");
    case.0.credits.claim_within = None;
    assert_eq!(by(&case), "2026-09-30");
    case.0.credits.claim_needed = Some(false);
    assert!(by(&case).contains("without a claim"), "{}", by(&case));
    case.0.credits.claim_needed = Some(true);
    case.0.credits.claim_cycles = None;
    assert!(by(&case).contains("Nothing says"), "{}", by(&case));
}

#[test]
fn a_period_in_days_ends_on_a_business_day_where_that_is_agreed() {
    let weekdays = Hours {
        days: "Mon-Fri".parse().unwrap(),
        from: "08:00".parse().unwrap(),
        to: "18:00".parse().unwrap(),
        ..Hours::default()
    };
    // 30 August 2026 is a Sunday.
    let mut case = claimed("30d", ClaimAnchor::WindowEnd);
    case.0.calendars = vec![Calendar { hours: vec![weekdays], ..Calendar::default() }];
    assert_eq!(by(&case), "2026-08-30", "nothing is agreed");
    for (rule, day) in [
        (TimeLimits::SameDay, "2026-08-30"),
        (TimeLimits::NextBusinessDay, "2026-08-31"),
        (TimeLimits::PreviousBusinessDay, "2026-08-28"),
    ] {
        case.0.time_limits = Some(rule);
        assert_eq!(by(&case), day, "{rule:?}");
    }
    case.0.time_limits = Some(TimeLimits::NextBusinessDay);
    let bank_holiday = Holiday { date: "2026-08-31".parse().ok(), ..Holiday::default() };
    case.0.calendars[0].holidays = vec![bank_holiday];
    assert_eq!(by(&case), "2026-09-01");
    case.0.credits.claim_within = "2mo".parse().ok();
    assert_eq!(by(&case), "2026-09-30", "a period in months stays");
    // The report is due on Saturday, 8 August, so on Monday, 10 August.
    case.0.credits.claim_within = "30d".parse().ok();
    case.0.credits.claim_anchor = Some(ClaimAnchor::ReportDate);
    case.0.reporting.due = "8d".parse().ok();
    assert_eq!(by(&case), "2026-09-09");
}

#[test]
fn holidays_without_a_date_are_said_not_to_be_counted() {
    let mut case = claimed("5bd", ClaimAnchor::WindowEnd);
    let weekdays = Hours {
        days: "Mon-Fri".parse().unwrap(),
        from: "08:00".parse().unwrap(),
        to: "18:00".parse().unwrap(),
        ..Hours::default()
    };
    let region = "England".parse().unwrap();
    case.0.calendars =
        vec![Calendar { hours: vec![weekdays], holiday_region: region, ..Calendar::default() }];
    let said = settled(&case.0, &case.1).claim;
    assert!(said.ends_with("without the public holidays for which no date is listed"), "{said}");
    case.0.calendars[0].holidays = vec![Holiday { date: "2026-12-25".parse().ok(), ..Holiday::default() }];
    let said = settled(&case.0, &case.1).claim;
    assert!(!said.contains("without"), "{said}");
}
