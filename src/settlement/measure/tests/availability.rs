use super::*;
use crate::agreement::{
    Exclusion, ExclusionEffect, Maintenance, MaintenanceWindow, OrderedStep, OutageLength,
};

fn level(found: &Measured) -> String {
    shown(found, 4)
}

#[test]
fn published_scenarios_come_out() {
    let agreement = with(uptime());
    let found =
        run(&agreement, "2025-07", "uptime,outage,2025-07-03 14:00,2025-07-03 14:55,,Router failed\n");
    assert_eq!(level(&found), "99.8768");
    assert_eq!((found.met, found.misses), (Some(false), 1));
    assert_eq!((found.owed.whole(), found.lost.whole()), (Some(44_640 * 60), Some(55 * 60)));
    let text = ledger(&found);
    assert!(
        text.contains(&"line 2, outage, 2025-07-03 14:00 to 14:55: Router failed = 55 min".to_owned()),
        "{text:#?}"
    );
    assert!(text.contains(&"44,640 min − 55 min = 44,585 min".to_owned()), "{text:#?}");
    assert_eq!(text.last().unwrap(), "44,585 min / 44,640 min × 100 = about 99.876792 %");
    let found = run(&agreement, "2025-07", "uptime,outage,2025-07-03 14:00,2025-07-03 14:44,,\n");
    assert_eq!(
        (level(&found).as_str(), shown(&found, 2).as_str(), found.met),
        ("99.9014", "99.90", Some(true))
    );
}

#[test]
fn the_value_shown_never_decides() {
    // 44,640 min × 0.1 % is 44 min 38.4 s: a second more is a miss, though 99.90 is shown.
    let agreement = with(uptime());
    let found = run(&agreement, "2025-07", "uptime,outage,2025-07-03 14:00,2025-07-03 14:44:39,,\n");
    assert_eq!((shown(&found, 2).as_str(), found.met), ("99.90", Some(false)));
    let exact = Metric { target: Some("50".parse().unwrap()), window: Some(WindowKind::Day), ..uptime() };
    let found = run(&with(exact), "2026-07-03", "uptime,outage,2026-07-03 00:00,2026-07-03 12:00,,\n");
    assert_eq!((shown(&found, 0).as_str(), found.met), ("50", Some(true)), "the target itself counts as met");
}

#[test]
fn only_whole_minutes_count_where_agreed() {
    let lost = |length, lines: &str| {
        let metric = Metric { outage_length: length, ..uptime() };
        run(&with(metric), "2026-07", lines).lost.whole().unwrap()
    };
    let short = "uptime,outage,2026-07-03 23:00:00,2026-07-03 23:00:59,,\n";
    let minute = "uptime,outage,2026-07-03 23:00:00,2026-07-03 23:01:00,,\n";
    let more = "uptime,outage,2026-07-03 23:00:00,2026-07-03 23:02:30,,\n";
    let whole = Some(OutageLength::WholeMinutes);
    assert_eq!((lost(whole, short), lost(whole, minute), lost(whole, more)), (0, 60, 120));
    let started = Some(OutageLength::StartedMinutes);
    assert_eq!((lost(started, short), lost(started, minute), lost(started, more)), (60, 60, 180));
    assert_eq!((lost(None, short), lost(None, more)), (59, 150));
}

fn three_readings(maintenance: Maintenance) -> Measured {
    let agreement = Agreement { maintenance, ..with(uptime()) };
    run(
        &agreement,
        "2026-06",
        "uptime,maintenance,2026-06-07 02:00,2026-06-07 06:00,,\nuptime,outage,2026-06-10 10:00,2026-06-10 10:45,,\n",
    )
}

#[test]
fn maintenance_has_three_readings() {
    let excused = |effect| Maintenance { effect: Some(effect), ..Maintenance::default() };
    assert_eq!(level(&three_readings(Maintenance::default())), "99.3403");
    assert_eq!(level(&three_readings(excused(ExclusionEffect::Numerator))), "99.8958");
    let both = three_readings(excused(ExclusionEffect::Both));
    assert_eq!(level(&both), "99.8953");
    let text = ledger(&both);
    for line in [
        "maintenance: 240 min in common with what counts = 240 min excused",
        "285 min − 240 min = 45 min",
        "total time 43,200 min − 240 min excused = 42,960 min",
        "42,915 min / 42,960 min × 100 = about 99.895251 %",
    ] {
        assert!(text.contains(&line.to_owned()), "{line} not in {text:#?}");
    }
    assert_eq!(level(&three_readings(excused(ExclusionEffect::Denominator))), "99.3366");
}

#[test]
fn maintenance_is_excused_only_as_agreed() {
    let window = MaintenanceWindow {
        days: "Sun".parse().unwrap(),
        from: "22:00".parse().unwrap(),
        to: "02:00".parse().unwrap(),
        zone: Some("Europe/Berlin".parse().unwrap()),
        ..MaintenanceWindow::default()
    };
    let agreed = Maintenance {
        windows: vec![window],
        notice: Some("5d".parse().unwrap()),
        cap: Some("3h".parse().unwrap()),
        effect: Some(ExclusionEffect::Both),
        emergency_cap: Some("1h".parse().unwrap()),
        ..Maintenance::default()
    };
    let agreement = Agreement { maintenance: agreed, ..with(uptime()) };
    let lost = |lines: &str| run(&agreement, "2026-06", lines).lost.whole().unwrap() / 60;
    // Sunday 2026-06-07 21:00 to Monday 01:00: the hour before the window counts.
    assert_eq!(lost("uptime,maintenance,2026-06-07 21:00,2026-06-08 01:00,,\n"), 60);
    assert_eq!(
        lost("uptime,maintenance,2026-06-07 22:00,2026-06-08 02:00,,\n"),
        60,
        "an hour more than the cap"
    );
    assert_eq!(lost("uptime,maintenance,2026-06-07 22:00,2026-06-08 01:00,announced 2026-06-02 22:00,\n"), 0);
    assert_eq!(
        lost("uptime,maintenance,2026-06-07 22:00,2026-06-08 01:00,announced 2026-06-02 22:01,\n"),
        180
    );
    assert_eq!(lost("uptime,maintenance,2026-06-09 22:00,2026-06-10 01:30,emergency,\n"), 150);
    let found = run(&agreement, "2026-06", "uptime,maintenance,2026-06-09 21:00,2026-06-09 22:00,,\n");
    assert!(
        ledger(&found).contains(&"the work lies outside the agreed windows = nothing excused".to_owned())
    );
    assert_eq!(lost(",maintenance,2026-06-07 22:00,2026-06-08 01:00,,\n"), 0, "for all metrics");
}

#[test]
fn a_yearly_cap_counts_the_maintenance_before_the_window() {
    let maintenance = Maintenance {
        cap: "4h".parse().ok(),
        year_cap: "10h".parse().ok(),
        effect: Some(ExclusionEffect::Both),
        ..Maintenance::default()
    };
    let mut agreement = Agreement { maintenance, ..with(uptime()) };
    let night = |month: u32, hours: u32| {
        format!("uptime,maintenance,2026-{month:02}-10 00:00,2026-{month:02}-10 {hours:02}:00,,\n")
    };
    let lost = |agreement: &Agreement, period: &str, lines: &str| {
        run(agreement, period, lines).lost.whole().unwrap() / 3_600
    };
    // Five hours in a month: four are excused. In March the year has two hours left, in April none.
    let lines: String = (1..=4).map(|month| night(month, 5)).collect();
    for (period, hours) in [("2026-01", 1), ("2026-02", 1), ("2026-03", 3), ("2026-04", 5)] {
        assert_eq!(lost(&agreement, period, &lines), hours, "{period}");
    }
    let text = ledger(&run(&agreement, "2026-03", &lines));
    let said = "maintenance: 300 min in common with what counts, of which at most 240 min a month and 600 min a calendar \
                year, after 600 min earlier in the year = 120 min excused";
    assert!(text.contains(&said.to_owned()), "{text:#?}");
    // A new year has its own hours, and the limit holds without one for a month.
    let over = format!("{}uptime,maintenance,2027-01-10 00:00,2027-01-10 03:00,,\n", night(12, 5));
    assert_eq!(lost(&agreement, "2027-01", &over), 0);
    agreement.maintenance.cap = None;
    assert_eq!(lost(&agreement, "2026-03", &lines), 5, "ten hours were used before");
    assert_eq!(lost(&agreement, "2026-02", &lines), 0);
    // A quarter takes from the year what its months need.
    agreement.metrics[0].window = Some(WindowKind::Quarter);
    assert_eq!(lost(&agreement, "2026-Q1", &lines), 5);
    assert_eq!(lost(&agreement, "2026-Q2", &lines), 5);
}

#[test]
fn maintenance_of_the_year_that_is_not_in_the_log_is_named() {
    let maintenance = Maintenance { year_cap: "10h".parse().ok(), ..Maintenance::default() };
    let mut agreement = Agreement { maintenance, ..with(uptime()) };
    let lines = "uptime,maintenance,2026-06-10 00:00,2026-06-10 05:00,,\n";
    let said =
        "maintenance of the year before 2026-06-01 00:00 that is not in the log = none assumed".to_owned();
    assert!(ledger(&run(&agreement, "2026-06", lines)).contains(&said));
    agreement.term.effective = "2026-06-01".parse().ok();
    assert!(!ledger(&run(&agreement, "2026-06", lines)).contains(&said), "nothing was owed before");
}

#[test]
fn a_monthly_cap_is_new_each_month_of_a_quarter() {
    let maintenance = Maintenance {
        cap: Some("1h".parse().unwrap()),
        effect: Some(ExclusionEffect::Both),
        ..Maintenance::default()
    };
    let metric = Metric { window: Some(WindowKind::Quarter), ..uptime() };
    let agreement = Agreement { maintenance, ..with(metric) };
    let lines = "uptime,maintenance,2026-07-05 02:00,2026-07-05 04:00,,\nuptime,maintenance,2026-08-05 02:00,2026-08-05 03:00,,\n";
    assert_eq!(run(&agreement, "2026-09", lines).lost.whole(), Some(3_600));
}

#[test]
fn exclusions_are_subtracted_where_they_meet_downtime() {
    let exclusion = |id: &str, cap: &str| Exclusion {
        id: id.parse().unwrap(),
        cap: (!cap.is_empty()).then(|| cap.parse().unwrap()),
        ..Exclusion::default()
    };
    let metric = Metric { exclusion_effect: Some(ExclusionEffect::Both), ..uptime() };
    let exclusions = vec![exclusion("flood", "10min"), exclusion("change", "")];
    let agreement = Agreement { exclusions, ..with(metric) };
    let outage = "uptime,outage,2026-06-10 10:00,2026-06-10 11:00,,\n";
    let found = run(
        &agreement,
        "2026-06",
        &format!("{outage}uptime,excluded:change,2026-06-10 10:30,2026-06-12 00:00,,\n"),
    );
    assert_eq!((found.lost.whole(), found.owed.whole()), (Some(1_800), Some((43_200 - 30) * 60)));
    let both = format!(
        "{outage},excluded:flood,2026-06-10 10:00,2026-06-11 10:00,,\nuptime,excluded:change,2026-06-10 10:05,2026-06-10 10:20,,\n"
    );
    assert_eq!(
        run(&agreement, "2026-06", &both).lost.whole(),
        Some(35 * 60),
        "15 min without a cap, then 10 more"
    );
    let narrow = Metric { exclusions: refs("change"), ..agreement.metrics[0].clone() };
    let agreement = Agreement { metrics: vec![narrow], ..agreement.clone() };
    assert_eq!(
        run(&agreement, "2026-06", &format!("{outage},excluded:flood,2026-06-10 10:00,2026-06-11 10:00,,\n"))
            .lost
            .whole(),
        Some(3_600)
    );
}

fn refs(ids: &str) -> crate::value::Refs {
    crate::value::Leaf::parse(ids).unwrap()
}

#[test]
fn short_outages_count_when_they_add_up() {
    let lost = |adds_up, lines: &str| {
        let metric = Metric {
            minimum_outage: Some("5min".parse().unwrap()),
            short_outages_add_up: adds_up,
            ..uptime()
        };
        run(&with(metric), "2026-06", lines).lost.whole().unwrap() / 60
    };
    let short = "uptime,outage,2026-06-10 10:00,2026-06-10 10:03,,\n";
    let three = format!(
        "{short}uptime,outage,2026-06-11 10:00,2026-06-11 10:03,,\nuptime,outage,2026-06-12 10:00,2026-06-12 10:05,,\n"
    );
    assert_eq!((lost(Some(true), short), lost(Some(true), &three)), (0, 11));
    assert_eq!((lost(Some(false), &three), lost(None, &three)), (5, 5));
    let split = "uptime,outage,2026-06-10 10:00,2026-06-10 10:03,,\nuptime,outage,2026-06-10 10:03,2026-06-10 10:06,,\n";
    assert_eq!(lost(None, split), 6, "outages that touch are one");
}

#[test]
fn an_outage_over_night_is_one_outage_of_open_hours() {
    let metric = Metric {
        hours: "office".parse().unwrap(),
        minimum_outage: Some("30min".parse().unwrap()),
        ..uptime()
    };
    let agreement = Agreement { calendars: vec![office()], ..with(metric) };
    // July 2026 has 23 working days of 480 min.
    let found = run(&agreement, "2026-07", "uptime,outage,2026-07-02 16:40,2026-07-03 09:20,,\n");
    assert_eq!((found.owed.whole(), found.lost.whole()), (Some(23 * 480 * 60), Some(40 * 60)));
    let found = run(&agreement, "2026-07", "uptime,outage,2026-07-04 00:00,2026-07-05 24:00,,\n");
    assert_eq!((found.lost.whole(), found.met), (Some(0), Some(true)), "closed at the weekend");
}

#[test]
fn the_agreed_order_of_steps_is_kept() {
    let metric = Metric { minimum_outage: Some("5min".parse().unwrap()), ..uptime() };
    let mut agreement = with(metric);
    let lines = "uptime,outage,2026-06-10 10:00,2026-06-10 10:03,,\nuptime,outage,2026-06-10 10:02,2026-06-10 10:06,,\n";
    assert_eq!(run(&agreement, "2026-06", lines).lost.whole(), Some(360));
    for step in [SettlementStep::MinimumLength, SettlementStep::MergeOverlaps] {
        agreement.credits.order.push(OrderedStep { step, ..OrderedStep::default() });
    }
    assert_eq!(run(&agreement, "2026-06", lines).lost.whole(), Some(0));
}

#[test]
fn daylight_saving_changes_the_length_of_a_month() {
    let agreement = with(uptime());
    let night = |day: &str| {
        let lines = format!("uptime,outage,{day} 00:00,{day} 24:00,,\n");
        let found = run(&agreement, &day[..7], &lines);
        (found.owed.whole().unwrap() / 3_600, found.lost.whole().unwrap() / 3_600)
    };
    assert_eq!(night("2026-03-29"), (743, 23));
    assert_eq!(night("2026-10-25"), (745, 25));
    assert_eq!(night("2024-02-29"), (29 * 24, 24));
}

#[test]
fn windows_in_part_count_as_agreed() {
    let outage = "uptime,outage,2026-07-01 00:00,2026-07-16 01:00,,\n";
    let part = |partial| {
        let mut agreement = with(Metric { partial_period: partial, ..uptime() });
        agreement.term.effective = Some("2026-07-16".parse().unwrap());
        run(&agreement, "2026-07", outage)
    };
    let days = part(Some(PartialPeriod::OnlyDaysInTerm));
    assert_eq!((days.owed.whole(), days.lost.whole()), (Some(16 * 86_400), Some(3_600)));
    let whole = part(Some(PartialPeriod::WholeWindow));
    assert_eq!((whole.owed.whole(), whole.lost.whole()), (Some(31 * 86_400), Some(15 * 86_400 + 3_600)));
    assert!(matches!(part(Some(PartialPeriod::NotEvaluated)).outcome, Outcome::NotEvaluated(_)));
}

#[test]
fn what_was_not_monitored_is_never_silently_up() {
    let lines = "uptime,measure,2026-06-01 00:00,2026-06-29 24:00,,\nuptime,outage,2026-06-10 10:00,2026-06-10 11:00,,\n";
    let gap = |missing_data| run(&with(Metric { missing_data, ..uptime() }), "2026-06", lines);
    let none = gap(None);
    assert_eq!(
        (&none.outcome, none.met),
        (&Outcome::NoData("1,440\u{a0}min of the window were not monitored".to_owned()), None)
    );
    assert_eq!(gap(Some(MissingData::CountsAsDown)).lost.whole(), Some(25 * 3_600));
    let out = gap(Some(MissingData::LeavesBoth));
    assert_eq!((out.owed.whole(), out.lost.whole()), (Some(29 * 86_400), Some(3_600)));
    let up = gap(Some(MissingData::CountsAsUp));
    assert_eq!(up.lost.whole(), Some(3_600));
    assert!(ledger(&up).contains(&"time without monitoring counts as up, as agreed = 1,440 min".to_owned()));
}

#[test]
fn without_log_and_value_there_is_no_data() {
    let agreement = with(Metric { missing_data: Some(MissingData::LeavesBoth), ..uptime() });
    let metric = &agreement.metrics[0];
    let window = windows(&agreement, metric, &"2026-06".parse().unwrap()).remove(0);
    let found = measure(&agreement, metric, &window, None, None);
    assert!(matches!(found.outcome, Outcome::NoData(_)));
    assert_eq!(found.met, None);
    let down = Metric { missing_data: Some(MissingData::CountsAsDown), ..metric.clone() };
    assert_eq!(measure(&agreement, &down, &window, None, None).met, Some(false));
    assert_eq!(
        run(&agreement, "2026-06", "").met,
        Some(true),
        "a log without outages says that there was none"
    );
}

#[test]
fn downtime_can_be_promised_in_minutes() {
    let metric = Metric {
        unit: "min".parse().unwrap(),
        operator: Some(Operator::AtMost),
        target: Some("60".parse().unwrap()),
        ..uptime()
    };
    let found = run(&with(metric), "2026-06", "uptime,outage,2026-06-10 10:00,2026-06-10 11:00:30,,\n");
    assert_eq!((shown(&found, 1).as_str(), found.met), ("60.5", Some(false)));
}

#[test]
fn the_affected_share_is_the_mean_over_downtime() {
    let affected = |lines: &str| run(&with(uptime()), "2026-06", lines).affected.to_string();
    assert_eq!(affected("uptime,outage,2026-06-10 10:00,2026-06-10 11:00,,\n"), "1");
    assert_eq!(affected("uptime,outage,2026-06-10 10:00,2026-06-10 11:00,25 %,\n"), "0.25");
    let two = "uptime,outage,2026-06-10 10:00,2026-06-10 12:00,25 %,\nuptime,outage,2026-06-10 11:00,2026-06-10 12:00,3/4,\n";
    assert_eq!(affected(two), "0.5", "the larger one counts where both overlap");
    let none = run(&with(uptime()), "2026-06", "uptime,outage,2026-06-10 10:00,2026-06-10 11:00,0 %,\n");
    assert_eq!(none.lost.whole(), Some(0), "what affects nobody is no outage");
}
