//! Worked examples that others published: their numbers, recomputed.

use super::super::testing::{agreement, input, metric, missed, month, said, schedule, settled, tiers};
use crate::agreement::{
    Agreement, CreditBase, CreditMethod, CreditSchedule, FeePeriod, PointBand, StepRounding, WindowKind,
};
use crate::settlement::{Cap, Exact, Measured, settle};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// 2 % below 99.8, more below 98; at most 10 % of the month and of twelve months.
fn accord(second: &str) -> Agreement {
    let mut agreement = agreement();
    agreement.metrics[0].target = "99.8".parse().ok();
    agreement.credits.schedules[0].tiers = tiers(&[("98", "99.8", "2"), ("", "98", second)]);
    agreement.credits.period_cap = "10".parse().ok();
    agreement.credits.year_cap = "10".parse().ok();
    agreement
}

#[test]
fn accord_caps_of_the_month_and_of_twelve_months() {
    for (level, prior_credit, prior_charge, second, credit, binds) in [
        ("100", "0", "0", "3", "0.00 EUR", None),
        ("99.7", "0", "0", "3", "0.20 EUR", None),
        ("97", "0", "0", "3", "0.30 EUR", None),
        ("97", "0", "0", "11", "1.00 EUR", Some(Cap::Period)),
        ("97", "11.01", "110", "11", "0.99 EUR", Some(Cap::Year)),
    ] {
        let mut value = month("m", "2026-07", level);
        value.met = Some(exact(level) >= exact("99.8"));
        let mut input = input("2026-07", vec![value]);
        input.fee = "10 EUR".parse().ok();
        input.history.credits = format!("{prior_credit} EUR").parse().ok();
        input.history.charges = format!("{prior_charge} EUR").parse().ok();
        let statement = settled(&accord(second), &input);
        assert_eq!(said(statement.credit_total), credit, "{level} {second}");
        assert_eq!(statement.caps.last().copied(), binds, "{level} {second}");
        assert_eq!(statement.metrics[0].credit, statement.credit_total);
        assert_eq!(statement.metrics[0].caps, statement.caps);
    }
    let low = input("2026-07", vec![month("m", "2026-07", "-10")]);
    let error = settle(&accord("3"), &low).unwrap_err().to_string();
    assert!(error.contains("a service level lies between 0 % and 100 %"), "{error}");
    let high = input("2026-07", vec![month("m", "2026-07", "100.0001")]);
    assert!(settle(&accord("3"), &high).is_err());
}

/// So many minutes of downtime in July 2025, with 31 days.
fn down(minutes: i64) -> Measured {
    let mut value = month("m", "2025-07", "100");
    value.lost = Exact::from(minutes * 60);
    let share = value.lost.over(&value.owed).unwrap();
    let level = &Exact::one_hundred() - &(&share * &Exact::one_hundred());
    value.met = Some(level >= exact("99.9"));
    value.outcome = crate::settlement::Outcome::Value(level);
    value
}

#[test]
fn google_rounding_for_display_never_decides() {
    let mut agreement = agreement();
    agreement.credits.schedules[0].tiers =
        tiers(&[("95", "99.9", "10"), ("90", "95", "25"), ("", "90", "100")]);
    agreement.metrics[0].decimals = Some(2);
    for (minutes, shown, percent, met) in
        [(55, "99.88", "10", false), (44, "99.90", "0", true), (45, "99.90", "10", false)]
    {
        let statement = settled(&agreement, &input("2025-07", vec![down(minutes)]));
        let line = &statement.metrics[0];
        assert_eq!(line.shown.as_deref(), Some(shown), "{minutes}");
        assert_eq!(line.credit_percent, Some(exact(percent)), "{minutes}");
        assert_eq!(line.met, Some(met), "{minutes}");
    }
    let statement = settled(&agreement, &input("2025-07", vec![down(55)]));
    assert_eq!(statement.metrics[0].tier.as_ref().unwrap().as_str(), "t1");
    assert_eq!(said(statement.credit_total), "100.00 EUR");
}

#[test]
fn aws_thresholds_and_the_claim_until_the_end_of_the_second_cycle() {
    let mut agreement = agreement();
    agreement.metrics[0].target = "99.5".parse().ok();
    agreement.credits.schedules[0].tiers =
        tiers(&[("99", "99.5", "10"), ("95", "99", "30"), ("", "95", "100")]);
    agreement.credits.claim_needed = Some(true);
    agreement.credits.claim_cycles = Some(2);
    for (tenths, percent) in [
        (2_232, "0"),
        (2_233, "10"),
        (4_464, "10"),
        (4_465, "30"),
        (15_990, "30"),
        (22_320, "30"),
        (22_321, "100"),
    ] {
        let mut value = month("m", "2026-05", "100");
        value.lost = Exact::from(tenths * 6_i64);
        let share = value.lost.over(&value.owed).unwrap();
        let level = &Exact::one_hundred() - &(&share * &Exact::one_hundred());
        value.met = Some(level >= exact("99.5"));
        value.outcome = crate::settlement::Outcome::Value(level);
        let statement = settled(&agreement, &input("2026-05", vec![value]));
        assert_eq!(statement.metrics[0].credit_percent, Some(exact(percent)), "{tenths}");
        assert_eq!(statement.claim_by.unwrap().to_string(), "2026-07-31");
    }
}

#[test]
fn atlassian_an_hour_down_in_a_month_of_thirty_days() {
    let mut agreement = agreement();
    agreement.credits.schedules[0].tiers = tiers(&[("99", "99.9", "10")]);
    let value = month("m", "2026-06", "100");
    let level = &Exact::one_hundred() - &(&exact("3600").over(&value.owed).unwrap() * &Exact::one_hundred());
    let value = missed(Measured { outcome: crate::settlement::Outcome::Value(level), ..value });
    let statement = settled(&agreement, &input("2026-06", vec![value]));
    assert_eq!(statement.metrics[0].shown.as_deref(), Some("99.86"));
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("10")));
}

/// Credits of one schedule for the metric "m".
fn by(method: CreditMethod, change: impl FnOnce(&mut CreditSchedule)) -> Agreement {
    let mut agreement = agreement();
    agreement.credits.schedules[0] = schedule("m", method);
    change(&mut agreement.credits.schedules[0]);
    agreement
}

#[test]
fn ccs_target_minus_actual() {
    let mut agreement = by(CreditMethod::Linear, |s| {
        s.rate = "1".parse().ok();
        s.step = "1".parse().ok();
    });
    agreement.metrics[0].target = "98".parse().ok();
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "75")]));
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("23")));
    assert_eq!(said(statement.credit_total), "230.00 EUR");
}

#[test]
fn svce_five_per_cent_for_each_full_one_per_cent_below_99() {
    let agreement = by(CreditMethod::Linear, |s| {
        s.rate = "5".parse().ok();
        s.step = "1".parse().ok();
        s.step_rounding = Some(StepRounding::Whole);
        s.counted_from = "99".parse().ok();
    });
    for (level, percent) in [("99.5", "0"), ("99", "0"), ("98.01", "0"), ("98", "5"), ("96.5", "10")] {
        let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", level)]));
        assert_eq!(statement.metrics[0].credit_percent, Some(exact(percent)), "{level}");
    }
}

#[test]
fn slack_ten_times_the_fee_of_the_time_down() {
    let mut agreement = by(CreditMethod::LostTime, |s| s.rate = "1000".parse().ok());
    agreement.metrics[0].window = Some(WindowKind::Quarter);
    agreement.metrics[0].target = "99.99".parse().ok();
    let mut value = month("m", "2026-Q3", "99.9");
    value.met = Some(false);
    // 0.1 % of three monthly fees, ten times: 10 × 0.001 × 3,000.
    for base in [CreditBase::ServiceMonth, CreditBase::Window, CreditBase::AllServicesMonth] {
        agreement.credits.base = Some(base);
        let statement = settled(&agreement, &input("2026-Q3", vec![value.clone()]));
        assert_eq!(said(statement.credit_total), "30.00 EUR", "{base:?}");
    }
}

#[test]
fn hosting_time_beyond_what_the_target_leaves() {
    let agreement = by(CreditMethod::LostTime, |s| {
        s.rate = "1000".parse().ok();
        s.beyond_target = Some(true);
        s.cap = "100".parse().ok();
    });
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "99.8")]));
    assert_eq!(said(statement.credit_total), "10.00 EUR");
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "50")]));
    assert_eq!(said(statement.credit_total), "1000.00 EUR");
    assert_eq!(statement.metrics[0].caps, [Cap::Metric]);
}

#[test]
fn cloudflare_the_fee_for_the_time_and_the_share_affected() {
    let mut agreement = by(CreditMethod::Proportional, |_| ());
    agreement.credits.base = Some(CreditBase::AffectedShare);
    agreement.metrics[0].target = "100".parse().ok();
    let mut value = missed(month("m", "2026-06", "100"));
    value.lost = exact("6000");
    value.affected = exact("0.021");
    let statement = settled(&agreement, &input("2026-06", vec![value]));
    let ratio = statement.credit_percent.unwrap();
    assert_eq!(ratio.percent().rounded(6), exact("0.000049"));
    // Five per cent of the time, five per cent of the fee.
    agreement.credits.base = Some(CreditBase::ServiceMonth);
    let statement = settled(&agreement, &input("2026-06", vec![missed(month("m", "2026-06", "95"))]));
    assert_eq!(statement.metrics[0].credit_percent, Some(exact("5")));
}

#[test]
fn windstream_a_thirtieth_for_each_day() {
    let mut agreement = by(CreditMethod::PerUnitLate, |s| {
        s.rate = "3.3333333333".parse().ok();
        s.step_time = "1d".parse().ok();
        s.step_rounding = Some(StepRounding::Whole);
    });
    agreement.metrics[0].unit = "ms".parse().unwrap();
    let mut value = missed(month("m", "2026-06", "41"));
    value.delays = vec![exact("200000"), exact("86399")];
    let statement = settled(&agreement, &input("2026-06", vec![value]));
    assert_eq!(said(statement.credit_total), "66.67 EUR");
}

#[test]
fn telus_points_by_the_table() {
    let mut agreement = by(CreditMethod::Points, |s| s.points = Some(5));
    agreement.metrics.push(metric("n", "s"));
    agreement
        .credits
        .schedules
        .push(CreditSchedule { points: Some(10), ..schedule("n", CreditMethod::Points) });
    let rows = [(5, "0"), (10, "2"), (15, "4"), (20, "6"), (25, "8"), (30, "10")];
    let row = |(points, credit): (u32, &str)| PointBand {
        id: format!("p{points}").parse().unwrap(),
        from: Some(points),
        to: None,
        credit: credit.parse().ok(),
    };
    agreement.credits.points_table = rows.map(row).to_vec();
    let both = || vec![month("m", "2026-06", "99"), month("n", "2026-06", "99")];
    let statement = settled(&agreement, &input("2026-06", both()));
    assert_eq!(said(statement.credit_total), "40.00 EUR");
    assert_eq!(statement.metrics[0].credit_percent, exact("4").over(&exact("3")));
    // The second miss in a row doubles the points: 10 + 20.
    for schedule in &mut agreement.credits.schedules {
        schedule.repeat_multiplier = "2".parse().ok();
    }
    let mut again = input("2026-06", both());
    again.history.measured = vec![month("m", "2026-05", "99"), month("n", "2026-05", "99")];
    assert_eq!(said(settled(&agreement, &again).credit_total), "100.00 EUR");
    // The table as published names single numbers only: eight points lie in none of its rows.
    for band in &mut agreement.credits.points_table {
        band.to = band.from;
    }
    agreement.credits.schedules[0].points = Some(8);
    let statement = settled(&agreement, &input("2026-06", vec![month("m", "2026-06", "99")]));
    assert_eq!(said(statement.credit_total), "0.00 EUR");
    assert!(statement.notes.iter().any(|n| n.contains("8 points lie in no band")), "{:?}", statement.notes);
}

#[test]
fn a_yearly_fee_is_twelve_monthly_ones() {
    let mut agreement = agreement();
    agreement.services[0].fee = "12000 EUR".parse().ok();
    agreement.services[0].fee_period = FeePeriod::Year;
    let statement = settled(&agreement, &input("2026-07", vec![month("m", "2026-07", "98")]));
    assert_eq!(said(statement.credit_total), "250.00 EUR");
}
