use super::*;
use crate::agreement::{Calendar, Holiday, Hours};
use crate::value::Zone;

fn hours(days: &str, from: &str, to: &str) -> Hours {
    let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
    Hours { days: days.parse().unwrap(), from, to, ..Hours::default() }
}

fn opening(hours: Vec<Hours>, closed: &[&str]) -> Opening {
    let day = |d: &&str| Holiday { date: Some(d.parse().unwrap()), ..Holiday::default() };
    let zone: Zone = "Europe/Berlin".parse().unwrap();
    let holidays = closed.iter().map(day).collect();
    Opening::of(&Calendar { hours, zone: Some(zone), holidays, ..Calendar::default() }, zone)
}

fn office() -> Opening {
    opening(vec![hours("Mon-Fri", "09:00", "17:00")], &[])
}

fn at(opening: &Opening, text: &str) -> Moment {
    match zone::local(opening.zone, format!("{}:00", text.replace(' ', "T")).parse().unwrap()) {
        zone::Reading::Once(at) | zone::Reading::Twice(at, _) | zone::Reading::Skipped(at, _) => at,
    }
}

fn due_at(opening: &Opening, start: &str, budget: &str) -> String {
    due(opening, at(opening, start), budget.parse().unwrap())
        .map_or("never".to_owned(), |d| zone::stamp(opening.zone, d))
}

#[test]
fn published_examples_hold() {
    // Friday 2026-07-03, Monday 2026-07-06.
    assert_eq!(due_at(&office(), "2026-07-03 16:00", "8h"), "2026-07-06 16:00");
    assert_eq!(due_at(&office(), "2026-07-03 16:00", "2h"), "2026-07-06 10:00");
    let long = opening(vec![hours("Mon-Fri", "08:00", "18:00")], &[]);
    let end = due(&long, at(&long, "2026-07-06 17:00"), "4h".parse().unwrap()).unwrap();
    assert_eq!(zone::stamp(long.zone, end), "2026-07-07 11:00");
    assert_eq!(zone::stamp(long.zone, retreat(&long, end, 3_600).unwrap()), "2026-07-07 10:00");
    assert_eq!(zone::stamp(long.zone, retreat(&long, end, 4 * 3_600).unwrap()), "2026-07-06 17:00");
}

#[test]
fn a_budget_ends_at_closing_time_and_starts_at_opening_time() {
    assert_eq!(due_at(&office(), "2026-07-03 09:00", "8h"), "2026-07-03 17:00");
    assert_eq!(due_at(&office(), "2026-07-04 12:00", "1h"), "2026-07-06 10:00");
    assert_eq!(due_at(&office(), "2026-07-04 12:00", "0h"), "2026-07-04 12:00");
    assert_eq!(due_at(&opening(vec![], &[]), "2026-07-04 12:00", "1h"), "never");
}

#[test]
fn business_days_pass_over_weekends_and_holidays() {
    let closed = opening(vec![hours("Mon-Fri", "09:00", "17:00")], &["2026-07-06"]);
    assert_eq!(due_at(&closed, "2026-07-03 16:00", "1bd"), "2026-07-07 16:00");
    assert_eq!(due_at(&office(), "2026-07-03 16:00", "5bd"), "2026-07-10 16:00");
    assert_eq!(due_at(&office(), "2026-07-04 12:00", "1bd"), "2026-07-07 09:00");
    let short = opening(vec![hours("Mon-Fri", "08:00", "18:00"), hours("Sat", "08:00", "12:00")], &[]);
    assert_eq!(due_at(&short, "2026-07-03 15:00", "1bd"), "2026-07-04 12:00", "not later than closing time");
    assert_eq!(due_at(&closed, "2026-07-03 16:00", "2bh"), "2026-07-07 10:00");
}

#[test]
fn days_weeks_and_months_run_whether_open_or_not() {
    assert_eq!(due_at(&office(), "2026-07-03 16:00", "2d"), "2026-07-05 16:00");
    assert_eq!(due_at(&office(), "2026-07-03 16:00", "1wk"), "2026-07-10 16:00");
    assert_eq!(due_at(&office(), "2026-01-31 16:00", "1mo"), "2026-02-28 16:00");
    assert_eq!(due_at(&office(), "2024-02-29 16:00", "1y"), "2025-02-28 16:00");
}

#[test]
fn daylight_saving_makes_a_night_shorter_or_longer() {
    let always = opening(vec![hours("Mon-Sun", "00:00", "24:00")], &[]);
    assert!(always.is_always());
    assert_eq!(due_at(&always, "2026-03-28 22:00", "8h"), "2026-03-29 07:00");
    assert_eq!(due_at(&always, "2026-10-24 22:00", "8h"), "2026-10-25 05:00");
    let night = opening(vec![hours("Sat", "22:00", "24:00"), hours("Sun", "00:00", "06:00")], &[]);
    assert_eq!(elapsed(&night, at(&night, "2026-03-28 20:00"), at(&night, "2026-03-29 20:00")), 7 * 3_600);
    assert_eq!(elapsed(&night, at(&night, "2026-10-24 20:00"), at(&night, "2026-10-25 20:00")), 9 * 3_600);
    assert_eq!(due_at(&night, "2026-03-28 22:00", "7h"), "2026-03-29 06:00");
}

#[test]
fn elapsed_business_days_are_parts_of_open_days() {
    let days = |from: &str, to: &str| {
        let office = office();
        business_days(&office, at(&office, from), at(&office, to), &[]).to_string()
    };
    assert_eq!(days("2026-07-03 16:00", "2026-07-06 16:00"), "1");
    assert_eq!(days("2026-07-03 16:00", "2026-07-03 18:00"), "0.125");
    assert_eq!(days("2026-07-04 10:00", "2026-07-05 10:00"), "0");
    assert_eq!(days("2026-07-01 00:00", "2026-07-31 23:00"), "23");
}

#[test]
fn what_is_due_has_used_up_exactly_its_budget() {
    let office = opening(
        vec![hours("Mon-Fri", "08:30", "12:15"), hours("Mon-Sat", "13:00", "18:00")],
        &["2026-05-25"],
    );
    for step in 0..400_i64 {
        let start = Moment(1_772_000_000 + step * 61_337);
        let seconds = 1 + step * 977;
        let end = advance(&office, start, seconds).unwrap();
        assert_eq!(elapsed(&office, start, end), seconds, "{step}");
        let back = retreat(&office, end, seconds).unwrap();
        assert_eq!(elapsed(&office, back, end), seconds, "{step}");
    }
}
