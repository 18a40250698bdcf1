//! What depends on earlier windows: repeated misses, chronic failure, earn-back; and bonuses.

use super::super::testing::{agreement, input, month, said, settled};
use crate::agreement::{Bonus, BonusShare, BonusSpan, BonusStart};
use crate::settlement::{Cap, Outcome};

#[test]
fn the_second_miss_in_a_row_is_multiplied_once() {
    let mut agreement = agreement();
    agreement.credits.schedules[0].repeat_multiplier = "1.5".parse().ok();
    let mut input = input("2026-07", vec![month("m", "2026-07", "99.5")]);
    let statement = settled(&agreement, &input);
    assert_eq!(said(statement.credit_total), "100.00 EUR");
    assert!(statement.metrics[0].notes[0].contains("assumed"), "{:?}", statement.metrics[0].notes);
    input.history.measured = vec![month("m", "2026-06", "99"), month("m", "2026-05", "99")];
    assert_eq!(said(settled(&agreement, &input).credit_total), "150.00 EUR");
    input.history.measured[0] = month("m", "2026-06", "100");
    assert_eq!(said(settled(&agreement, &input).credit_total), "100.00 EUR");
}

#[test]
fn chronic_failure_counts_windows_and_names_the_last_day_of_the_right() {
    let mut agreement = agreement();
    let chronic = &mut agreement.credits.chronic;
    (chronic.count, chronic.within, chronic.consecutive) = (Some(3), Some(6), Some(4));
    chronic.critical_level = "95".parse().ok();
    chronic.exercise_within = "60d".parse().ok();
    chronic.notice = "30d".parse().ok();
    let mut now = input("2026-07", vec![month("m", "2026-07", "99")]);
    let before =
        [("2026-02", "99"), ("2026-03", "100"), ("2026-04", "99"), ("2026-05", "100"), ("2026-06", "100")];
    now.history.measured = before.map(|(name, value)| month("m", name, value)).to_vec();
    let state = &settled(&agreement, &now).chronic[0];
    assert_eq!((state.missed, state.of, state.in_a_row), (3, 6, 1));
    assert_eq!(state.triggers, ["3 of the last 6 windows missed: 2026-02, 2026-04 and 2026-07"]);
    assert_eq!(state.since.unwrap().to_string(), "2026-07-31");
    assert_eq!(state.exercise_until.unwrap().to_string(), "2026-09-29");
    assert_eq!(state.notice.unwrap().to_string(), "30d");
    // A month further back is outside the last six.
    now.history.measured[0] = month("m", "2026-01", "99");
    now.history.measured.push(month("m", "2026-02", "100"));
    let state = &settled(&agreement, &now).chronic[0];
    assert_eq!((state.missed, state.triggers.len(), state.exercise_until), (2, 0, None));
    // One window below the critical level is enough.
    now.measured[0] = month("m", "2026-07", "94.9");
    let state = &settled(&agreement, &now).chronic[0];
    assert_eq!(state.triggers, ["94.9 % in 2026-07 is below the critical level of 95 %"]);
    // Or so many in a row, where that is agreed: a miss of the target alone does not count.
    agreement.credits.chronic.critical_count = Some(2);
    assert!(settled(&agreement, &now).chronic[0].triggers.is_empty());
    now.history.measured.retain(|m| m.window.name != "2026-06");
    now.history.measured.push(month("m", "2026-06", "94"));
    let state = &settled(&agreement, &now).chronic[0];
    let said = "2 windows in a row below the critical level of 95 %: 2026-06 and 2026-07";
    assert_eq!(state.triggers.last().map(String::as_str), Some(said));
}

#[test]
fn misses_in_a_row_end_at_a_window_that_is_not_known() {
    let mut agreement = agreement();
    agreement.credits.chronic.consecutive = Some(2);
    let mut now = input("2026-07", vec![month("m", "2026-07", "99")]);
    let statement = settled(&agreement, &now);
    assert!(statement.chronic[0].triggers.is_empty());
    assert!(
        statement.notes.iter().any(|n| n.contains("none of them is assumed missed")),
        "{:?}",
        statement.notes
    );
    now.history.measured = vec![month("m", "2026-05", "99")];
    assert!(settled(&agreement, &now).chronic[0].triggers.is_empty());
    now.history.measured = vec![month("m", "2026-06", "99")];
    let state = &settled(&agreement, &now).chronic[0];
    assert_eq!(state.triggers, ["2 windows in a row missed: 2026-06 and 2026-07"]);
}

#[test]
fn good_windows_earn_back_half_of_a_credit() {
    let mut agreement = agreement();
    let rule = &mut agreement.credits.earn_back;
    (rule.windows, rule.level, rule.limit) = (Some(3), "99.95".parse().ok(), "50".parse().ok());
    let mut now = input("2026-07", vec![month("m", "2026-07", "99.95")]);
    now.history.measured =
        vec![month("m", "2026-04", "99.5"), month("m", "2026-05", "99.96"), month("m", "2026-06", "100")];
    let statement = settled(&agreement, &now);
    assert_eq!(said(statement.earned_back_total), "50.00 EUR");
    assert_eq!(said(statement.metrics[0].earned_back), "50.00 EUR");
    assert_eq!(said(statement.credit_total), "0.00 EUR");
    agreement.metrics[0].minimum = "99.6".parse().ok();
    let statement = settled(&agreement, &now);
    assert_eq!(said(statement.earned_back_total), "0.00 EUR");
    assert!(statement.metrics[0].notes[0].contains("critical"), "{:?}", statement.metrics[0].notes);
    agreement.credits.earn_back.critical_included = Some(true);
    assert_eq!(said(settled(&agreement, &now).earned_back_total), "50.00 EUR");
    now.measured[0] = month("m", "2026-07", "99.94");
    assert_eq!(said(settled(&agreement, &now).earned_back_total), "0.00 EUR");
}

fn bonus() -> Bonus {
    Bonus {
        id: "b".parse().unwrap(),
        metric: "m".parse().unwrap(),
        threshold: "99.97".parse().ok(),
        rate: "2".parse().ok(),
        cap: "0.5".parse().ok(),
        ..Bonus::default()
    }
}

#[test]
fn a_bonus_begins_at_its_threshold_and_ends_at_its_cap() {
    let mut agreement = agreement();
    agreement.bonuses.push(bonus());
    let earned = |value: &str, before: &str| {
        let mut input = input("2026-07", vec![month("m", "2026-07", value)]);
        input.history.bonuses = before.parse().ok();
        let statement = settled(&agreement, &input);
        (said(statement.bonus_total), statement.metrics[0].caps.clone())
    };
    assert_eq!(earned("99.97", ""), ("20.00 EUR".to_owned(), vec![]));
    assert_eq!(earned("99.9699", "").0, "0.00 EUR");
    // Half a per cent of 12,000 is 60.
    assert_eq!(earned("100", "45 EUR"), ("15.00 EUR".to_owned(), vec![Cap::BonusYear]));
    assert_eq!(earned("100", "80 EUR").0, "0.00 EUR");
}

/// "More than 99.97 %" and "at least 99.97 %" differ in exactly one value.
#[test]
fn the_edge_of_a_bonus_belongs_to_it_or_not_as_agreed() {
    let mut agreement = agreement();
    agreement.bonuses.push(bonus());
    let mut earned = |start: Option<BonusStart>, value: &str| {
        agreement.bonuses[0].start = start;
        let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", value)]));
        (
            said(statement.bonus_total),
            statement.metrics[0].working.iter().any(|e| e.working.contains("> 99.97")),
        )
    };
    for start in [None, Some(BonusStart::At)] {
        assert_eq!(earned(start, "99.97"), ("20.00 EUR".to_owned(), false));
        assert_eq!(earned(start, "99.96999999"), ("0.00 EUR".to_owned(), false));
    }
    assert_eq!(earned(Some(BonusStart::Beyond), "99.97"), ("0.00 EUR".to_owned(), false));
    assert_eq!(earned(Some(BonusStart::Beyond), "99.97000001"), ("20.00 EUR".to_owned(), true));
}

#[test]
fn no_bonus_without_data_without_events_or_beside_a_miss() {
    let mut agreement = agreement();
    agreement.bonuses.push(bonus());
    for outcome in [Outcome::NoEvents, Outcome::NoData("gone".to_owned())] {
        let mut value = month("m", "2026-07", "100");
        value.met = matches!(outcome, Outcome::NoEvents).then_some(true);
        value.outcome = outcome;
        let statement = settled(&agreement, &input("2026-07", vec![value]));
        assert_eq!(said(statement.bonus_total), "0.00 EUR");
    }
    let mut halves = vec![month("m", "2026-07", "100"), month("m", "2026-07", "99")];
    halves[0].window.last = "2026-07-15".parse().unwrap();
    halves[1].window.first = "2026-07-16".parse().unwrap();
    halves[1].window.name = "the second half".to_owned();
    let statement = settled(&agreement, &input("2026-07", halves));
    assert_eq!(said(statement.bonus_total), "0.00 EUR");
    assert!(
        statement.metrics[0].notes[0].contains("missed in the second half"),
        "{:?}",
        statement.metrics[0].notes
    );
}

#[test]
fn bonus_and_credit_stay_on_lines_of_their_own() {
    let mut agreement = agreement();
    agreement.bonuses.push(bonus());
    agreement.credits.schedules[0].metric = "n".parse().unwrap();
    agreement.metrics.push(super::super::testing::metric("n", "s"));
    let values = vec![month("m", "2026-07", "100"), month("n", "2026-07", "98")];
    let statement = settled(&agreement, &input("2026-07", values));
    assert_eq!(
        (said(statement.credit_total), said(statement.bonus_total)),
        ("250.00 EUR".into(), "20.00 EUR".into())
    );
    assert_eq!(said(statement.metrics[0].bonus), "20.00 EUR");
}

#[test]
fn a_bonus_for_three_good_windows_is_due_once_for_each_three() {
    let mut agreement = agreement();
    agreement.bonuses.push(Bonus { windows: Some(3), cap: None, ..bonus() });
    let months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
    let earned = |known: &[&str], now: &str| {
        let mut input = input(now, vec![month("m", now, "99.97")]);
        input.history.measured = known.iter().map(|name| month("m", name, "99.98")).collect();
        let statement = settled(&agreement, &input);
        (said(statement.bonus_total), statement.metrics[0].notes.join("\n"))
    };
    for (at, now) in months.iter().enumerate() {
        let due = if at % 3 == 2 { "20.00 EUR" } else { "0.00 EUR" };
        assert_eq!(earned(&months[..at], now).0, due, "{now}");
    }
    let alone = earned(&[], "2026-06").1;
    assert!(
        alone.contains("1 of 3 windows in a row reached its level; windows before them were not given"),
        "{alone}"
    );
    // One month between them is not known, and begins the count anew.
    assert_eq!(earned(&["2026-03", "2026-05"], "2026-06").0, "0.00 EUR");
}

/// A monthly fee of EUR 1,000.00; a bonus of 2 % for each calendar quarter.
fn quarterly(share: Option<BonusShare>) -> crate::agreement::Agreement {
    let mut agreement = agreement();
    agreement.bonuses.push(Bonus { span: Some(BonusSpan::Quarter), share, cap: None, ..bonus() });
    agreement
}

#[test]
fn a_bonus_for_a_calendar_quarter_is_due_at_its_end_alone() {
    let agreement = quarterly(None);
    let months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"];
    for (at, now) in months.iter().enumerate() {
        let mut input = input(now, vec![month("m", now, "99.97")]);
        input.history.measured = months[..at].iter().map(|name| month("m", name, "99.98")).collect();
        let statement = settled(&agreement, &input);
        let due = if matches!(*now, "2026-03" | "2026-06") { "20.00 EUR" } else { "0.00 EUR" };
        assert_eq!(said(statement.bonus_total), due, "{now}: {:?}", statement.metrics[0].notes);
    }
}

#[test]
fn three_good_months_of_two_quarters_earn_nothing_by_quarter() {
    let agreement = quarterly(None);
    let mut input = input("2026-06", vec![month("m", "2026-06", "99.98")]);
    let before = [("2026-03", "99.98"), ("2026-04", "99.96"), ("2026-05", "99.98")];
    input.history.measured = before.map(|(name, value)| month("m", name, value)).to_vec();
    let statement = settled(&agreement, &input);
    assert_eq!(said(statement.bonus_total), "0.00 EUR");
    let notes = statement.metrics[0].notes.join("\n");
    assert!(notes.contains("2026-04 of 2026-Q2 did not reach its level"), "{notes}");
    // A month of the quarter that nobody knows of leaves it open.
    input.history.measured.remove(1);
    let notes = settled(&agreement, &input).metrics[0].notes.join("\n");
    assert!(notes.contains("not every window of 2026-Q2 is known"), "{notes}");
}

/// 2 % of EUR 1,000.00 are EUR 20.00; 2 % of three such months are EUR 60.00.
#[test]
fn a_bonus_for_several_windows_is_a_share_of_the_last_or_of_all() {
    let windows = ["2026-04", "2026-05"].map(|name| month("m", name, "99.99")).to_vec();
    let earned = |agreement: &crate::agreement::Agreement| {
        let mut input = input("2026-06", vec![month("m", "2026-06", "99.99")]);
        input.history.measured = windows.clone();
        said(settled(agreement, &input).bonus_total)
    };
    assert_eq!(earned(&quarterly(Some(BonusShare::LastWindow))), "20.00 EUR");
    let all = quarterly(Some(BonusShare::AllWindows));
    assert_eq!(earned(&all), "60.00 EUR");
    // The whole quarter settled at once comes to the same.
    let mut months = windows.clone();
    months.push(month("m", "2026-06", "99.99"));
    assert_eq!(said(settled(&all, &input("2026-Q2", months)).bonus_total), "60.00 EUR");
    let mut in_a_row = quarterly(Some(BonusShare::AllWindows));
    in_a_row.bonuses[0].span = None;
    in_a_row.bonuses[0].windows = Some(3);
    assert_eq!(earned(&in_a_row), "60.00 EUR");
    // A level that earns nothing itself holds for each window.
    let mut beyond = quarterly(Some(BonusShare::AllWindows));
    beyond.bonuses[0].threshold = "99.99".parse().ok();
    beyond.bonuses[0].start = Some(BonusStart::Beyond);
    assert_eq!(earned(&beyond), "0.00 EUR");
}

#[test]
fn a_quarter_that_is_one_window_earns_its_bonus_at_once() {
    let agreement = quarterly(None);
    let mut input = input("2026-Q3", vec![month("m", "2026-Q3", "99.98")]);
    assert_eq!(said(settled(&agreement, &input).bonus_total), "20.00 EUR");
    input.measured = vec![month("m", "2026", "99.98")];
    input.period = super::super::testing::period("2026");
    assert_eq!(said(settled(&agreement, &input).bonus_total), "0.00 EUR");
}
