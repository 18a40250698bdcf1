use super::*;
use crate::agreement::{
    Bounds, CreditBase, CreditMethod, MetricKind, Operator, Service, StepRounding, WindowKind,
};
use crate::settlement::money::testing;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn of(text: &str) -> Most {
    Most::Of(exact(text))
}

fn tier(from: &str, to: &str, credit: &str) -> Tier {
    Tier {
        from: from.parse().ok(),
        to: to.parse().ok(),
        credit: credit.parse().ok(),
        bounds: Bounds::FromIncluded,
        ..Tier::default()
    }
}

/// One availability with tiers of 10, 25 and 50 %, on a service for 1,000 a month.
fn one() -> Agreement {
    let mut a = Agreement::default();
    a.services.push(Service {
        id: "web".parse().unwrap(),
        fee: "1000.00 EUR".parse().ok(),
        ..Service::default()
    });
    a.metrics.push(metric("up", "99.9"));
    a.credits.base = Some(CreditBase::ServiceMonth);
    a.credits.schedules.push(CreditSchedule {
        id: "up".parse().unwrap(),
        metric: "up".parse().unwrap(),
        method: CreditMethod::Tiers,
        tiers: vec![tier("99", "99.9", "10"), tier("95", "99", "25"), tier("", "95", "50")],
        ..CreditSchedule::default()
    });
    a
}

fn metric(id: &str, target: &str) -> Metric {
    Metric {
        id: id.parse().unwrap(),
        service: "web".parse().unwrap(),
        kind: MetricKind::Availability,
        operator: Some(Operator::AtLeast),
        target: target.parse().ok(),
        unit: "%".parse().unwrap(),
        window: Some(WindowKind::Month),
        ..Metric::default()
    }
}

#[test]
fn without_caps_the_worst_tier_decides() {
    let a = one();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.in_period, Total { percent: of("50"), amount: of("500") });
    assert_eq!(exposure.in_year, Total { percent: of("50"), amount: of("6000") });
    assert!(exposure.schedules[0].cut.is_empty() && exposure.schedules[0].cap_binds.is_none());
}

#[test]
fn a_cap_says_from_which_value_on_it_binds_and_which_tiers_it_cuts() {
    let mut a = one();
    a.credits.schedules[0].cap = "25".parse().ok();
    let exposure = Exposure::of(&a);
    let schedule = exposure.schedule("up").unwrap();
    assert_eq!(schedule.cap_binds, Some(Edge { value: exact("95"), included: false }));
    let cut = &schedule.cut[0];
    assert_eq!((cut.promised.to_string(), &cut.paid, cut.idle), ("50".to_owned(), &exact("25"), true));
    a.credits.schedules[0].cap = "30".parse().ok();
    let exposure = Exposure::of(&a);
    assert!(!exposure.schedules[0].cut[0].idle, "it still pays 5 % more than the tier before");
    assert_eq!(exposure.in_period.percent, of("30"));
}

#[test]
fn the_period_cap_is_of_all_fees_and_binds_later_for_a_small_service() {
    let mut a = one();
    a.services.push(Service {
        id: "mail".parse().unwrap(),
        fee: "12000.00 EUR".parse().ok(),
        fee_period: crate::agreement::FeePeriod::Year,
        ..Service::default()
    });
    a.credits.period_cap = "20".parse().ok();
    let exposure = Exposure::of(&a);
    // Half of the fees: 50 % of the base are 25 % of all, and the cap stands at 40 % of the base.
    assert_eq!(exposure.at_once.percent, of("25"));
    assert_eq!(exposure.in_period, Total { percent: of("20"), amount: of("400") });
    let schedule = &exposure.schedules[0];
    assert_eq!(schedule.period_cap_binds, Some(Edge { value: exact("95"), included: false }));
    assert_eq!(schedule.cut.iter().map(|c| c.paid.to_string()).collect::<Vec<_>>(), ["40"]);
    assert!(schedule.cut[0].by_period_cap);
}

#[test]
fn the_year_is_capped_by_its_own_cap_and_by_that_of_its_periods() {
    let mut a = one();
    a.credits.year_cap = "15".parse().ok();
    assert_eq!(Exposure::of(&a).in_year, Total { percent: of("15"), amount: of("1800") });
    a.credits.year_cap = None;
    a.credits.period_cap = "10".parse().ok();
    assert_eq!(Exposure::of(&a).in_year, Total { percent: of("10"), amount: of("1200") });
}

#[test]
fn monthly_fees_are_a_share_of_the_fees_of_the_same_time() {
    let mut a = one();
    a.credits.year_cap_months = "1".parse().ok();
    let exposure = Exposure::of(&a);
    let share = exact("100").over(&exact("12")).unwrap();
    assert_eq!(exposure.in_year, Total { percent: Most::Of(share.clone()), amount: of("1000") });
    assert_eq!(
        exposure.year_cap.as_ref().map(|c| (&c.percent, c.field)),
        Some((&share, "credits.year_cap_months"))
    );
    a.credits.year_cap = "5".parse().ok();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.in_year.amount, of("600"));
    assert_eq!(exposure.year_cap.map(|c| c.field), Some("credits.year_cap"));
    a.credits.period_cap_months = "0.2".parse().ok();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.in_period, Total { percent: of("20"), amount: of("200") });
    assert!(exposure.schedules[0].cut[0].by_period_cap);
    a.metrics[0].window = Some(WindowKind::Quarter);
    // The period is a quarter then, whose fees are three monthly ones.
    assert_eq!(Exposure::of(&a).in_period.amount, of("200"));
}

#[test]
fn steps_reach_a_cap_at_an_exact_value() {
    let mut a = one();
    let schedule = &mut a.credits.schedules[0];
    schedule.method = CreditMethod::Linear;
    schedule.rate = "2".parse().ok();
    schedule.step = "0.1".parse().ok();
    schedule.cap = "25".parse().ok();
    for (rounding, value, included) in [
        (Some(StepRounding::Whole), "98.6", true),
        (Some(StepRounding::Started), "98.7", false),
        (None, "98.65", false),
    ] {
        a.credits.schedules[0].step_rounding = rounding;
        let exposure = Exposure::of(&a);
        let edge = exposure.schedules[0].cap_binds.clone().unwrap();
        assert_eq!((edge.value, edge.included), (exact(value), included), "{rounding:?}");
    }
    a.credits.schedules[0].cap = None;
    // 99.9 points short of the target in steps of 0.1, two per cent each.
    assert_eq!(Exposure::of(&a).schedules[0].in_window, of("1998"));
}

#[test]
fn ten_times_the_lost_time_is_a_whole_fee_at_ninety_per_cent() {
    let mut a = one();
    let schedule = &mut a.credits.schedules[0];
    schedule.method = CreditMethod::LostTime;
    schedule.rate = "1000".parse().ok();
    schedule.cap = "100".parse().ok();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.schedules[0].cap_binds, Some(Edge { value: exact("90"), included: false }));
    assert_eq!(exposure.in_period.amount, of("1000"));
}

#[test]
fn only_time_beyond_the_target_counts_where_the_agreement_says_so() {
    let mut a = one();
    let schedule = &mut a.credits.schedules[0];
    schedule.method = CreditMethod::LostTime;
    schedule.rate = "1000".parse().ok();
    schedule.cap = "100".parse().ok();
    schedule.beyond_target = Some(true);
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.schedules[0].cap_binds, Some(Edge { value: exact("89.9"), included: false }));
    assert_eq!(exposure.schedules[0].in_window, of("999"));
}

#[test]
fn a_table_of_points_prices_all_points_together() {
    let mut a = one();
    a.credits.schedules[0].method = CreditMethod::Points;
    let other = CreditSchedule { id: "other".parse().unwrap(), ..a.credits.schedules[0].clone() };
    a.credits.schedules.push(other);
    for (from, credit) in [(10, "2"), (30, "10")] {
        a.credits.points_table.push(crate::agreement::PointBand {
            from: Some(from),
            credit: credit.parse().ok(),
            ..Default::default()
        });
    }
    assert_eq!(Exposure::of(&a).in_period, Total { percent: of("10"), amount: of("100") });
    assert_eq!(Exposure::of(&a).in_year.amount, of("1200"));
}

#[test]
fn time_lost_in_a_quarter_costs_three_monthly_fees() {
    let mut a = one();
    a.metrics[0].window = Some(WindowKind::Quarter);
    a.credits.schedules[0].method = CreditMethod::Proportional;
    a.credits.schedules[0].cap = "30".parse().ok();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.schedules[0].in_window, of("300"));
    assert_eq!(exposure.schedules[0].cap_binds, Some(Edge { value: exact("90"), included: false }));
}

#[test]
fn what_depends_on_events_has_no_limit_but_its_caps() {
    let mut a = one();
    a.credits.schedules[0].method = CreditMethod::PerMiss;
    a.credits.schedules[0].amount = "100.00 EUR".parse().ok();
    assert_eq!(Exposure::of(&a).in_period, Total { percent: Most::NoLimit, amount: Most::NoLimit });
    a.credits.period_cap = "30".parse().ok();
    assert_eq!(Exposure::of(&a).in_period, Total { percent: of("30"), amount: of("300") });
    a.services[0].fee = None;
    assert_eq!(Exposure::of(&a).in_period, Total { percent: of("30"), amount: Most::Unknown });
}

#[test]
fn quarters_make_the_period_three_months_long() {
    let mut a = one();
    a.metrics[0].window = Some(WindowKind::Quarter);
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.months, 3);
    // Half of one monthly fee, once in a quarter.
    assert_eq!(
        exposure.in_period,
        Total { percent: exact("50").over(&exact("3")).map(Most::Of).unwrap(), amount: of("500") }
    );
    assert_eq!(exposure.in_year.amount, of("2000"));
    a.credits.base = Some(CreditBase::Window);
    assert_eq!(Exposure::of(&a).in_period, Total { percent: of("50"), amount: of("1500") });
}

#[test]
fn lower_is_better_is_cut_from_above() {
    let mut a = one();
    a.metrics[0] = Metric {
        kind: MetricKind::Latency,
        operator: Some(Operator::AtMost),
        target: "300".parse().ok(),
        unit: "ms".parse().unwrap(),
        ..metric("up", "300")
    };
    let schedule = &mut a.credits.schedules[0];
    schedule.tiers = vec![tier("500", "", "20"), tier("300", "500", "5")];
    schedule.cap = "10".parse().ok();
    let exposure = Exposure::of(&a);
    assert_eq!(exposure.schedules[0].cap_binds, Some(Edge { value: exact("500"), included: true }));
    assert_eq!(exposure.schedules[0].cut.len(), 1);
}

/// The credit in per cent of the base at a value, by the plain reading of each rule, without any cap.
fn credit_at(schedule: &CreditSchedule, target: &Exact, value: &Exact) -> Exact {
    if value >= target {
        return Exact::zero();
    }
    let percent = |p: Option<Percent>| Exact::from(p.unwrap().get());
    match schedule.method {
        CreditMethod::Tiers => schedule
            .tiers
            .iter()
            .find(|t| {
                t.from.is_none_or(|f| Exact::from(f.get()) <= *value)
                    && t.to.is_none_or(|to| *value < Exact::from(to.get()))
            })
            .map_or_else(Exact::zero, |t| percent(t.credit)),
        CreditMethod::Linear => {
            let steps = (target - value).over(&Exact::from(schedule.step.unwrap().get())).unwrap();
            let steps = match schedule.step_rounding {
                Some(StepRounding::Whole) => steps.floor(),
                Some(StepRounding::Started) => steps.ceil(),
                None => steps,
            };
            &percent(schedule.rate) * &steps
        }
        _ => &percent(schedule.rate) * &(&Exact::one_hundred() - value).percent(),
    }
}

fn schedules() -> impl Strategy<Value = CreditSchedule> {
    let method = prop_oneof![
        Just((CreditMethod::Tiers, None)),
        Just((CreditMethod::Linear, None)),
        Just((CreditMethod::Linear, Some(StepRounding::Whole))),
        Just((CreditMethod::Linear, Some(StepRounding::Started))),
        Just((CreditMethod::LostTime, None)),
    ];
    let cap = prop::option::of(1..100_i64);
    (method, 1..40_i64, 1..300_i64, prop::collection::btree_set(0..999_i64, 1..4), cap).prop_map(
        |((method, step_rounding), rate, step, bounds, cap)| {
            let number = |tenths: i64| rust_decimal::Decimal::new(tenths, 1);
            let ends: Vec<i64> = bounds.into_iter().collect();
            let below = |n: usize| n.checked_sub(1).map(|n| crate::value::Number::new(number(ends[n])));
            let tiers = (0..=ends.len())
                .map(|n| Tier {
                    from: below(n),
                    to: Some(crate::value::Number::new(ends.get(n).map_or(number(999), |e| number(*e)))),
                    credit: Percent::new(rust_decimal::Decimal::from((ends.len() - n) * 7 + 5)),
                    ..Tier::default()
                })
                .collect();
            CreditSchedule {
                id: "up".parse().unwrap(),
                metric: "up".parse().unwrap(),
                method,
                tiers,
                rate: Percent::new(rust_decimal::Decimal::from(rate)),
                step: Some(crate::value::Number::new(number(step))),
                step_rounding,
                cap: cap.and_then(|c| Percent::new(rust_decimal::Decimal::from(c))),
                ..CreditSchedule::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_value_costs_more_than_the_exposure_and_the_worst_costs_as_much(
        schedule in schedules(),
        value in 0..100_000_i64,
    ) {
        let mut a = one();
        a.credits.schedules = vec![schedule.clone()];
        let exposure = Exposure::of(&a);
        let target = exact("99.9");
        let capped = |credit: Exact| match schedule.cap {
            Some(cap) => credit.min(Exact::from(cap.get())),
            None => credit,
        };
        let most = exposure.schedules[0].in_period.known().unwrap().clone();
        let value = Exact::from(rust_decimal::Decimal::new(value, 3));
        prop_assert!(capped(credit_at(&schedule, &target, &value)) <= most);
        prop_assert_eq!(capped(credit_at(&schedule, &target, &Exact::zero())), most);
    }

    #[test]
    fn no_month_that_is_settled_costs_more_and_the_worst_one_costs_as_much(
        schedule in schedules(),
        value in 0..99_900_i64,
        period in prop::option::of(1..120_i64),
    ) {
        let mut a = one();
        a.currency = "EUR".parse().ok();
        a.term.effective = "2026-01-01".parse().ok();
        a.credits.schedules = vec![schedule];
        a.credits.period_cap = period.and_then(|p| Percent::new(rust_decimal::Decimal::from(p)));
        let most = Exposure::of(&a).in_period.amount.known().unwrap().rounded(2);
        let settled = |value: &str| {
            let measured = testing::missed(testing::month("up", "2026-07", value));
            let total = testing::settled(&a, &testing::input("2026-07", vec![measured])).credit_total;
            Exact::from(total.unwrap().amount())
        };
        prop_assert!(settled(&rust_decimal::Decimal::new(value, 3).to_string()) <= most);
        prop_assert_eq!(settled("0"), most);
    }

    #[test]
    fn the_cap_binds_exactly_beyond_its_edge(schedule in schedules(), value in 0..99_900_i64) {
        let mut a = one();
        a.credits.schedules = vec![schedule.clone()];
        let exposure = Exposure::of(&a);
        let Some(cap) = schedule.cap.map(|c| Exact::from(c.get())) else { return Ok(()) };
        let value = Exact::from(rust_decimal::Decimal::new(value, 3));
        let binds = credit_at(&schedule, &exact("99.9"), &value) > cap;
        let beyond = exposure.schedules[0].cap_binds.as_ref().is_some_and(|edge| {
            value < edge.value || edge.included && value == edge.value
        });
        prop_assert_eq!(binds, beyond, "{:?} at {}", exposure.schedules[0].cap_binds, value);
    }

    #[test]
    fn caps_hold_and_a_higher_cap_never_costs_less(
        all in prop::collection::vec(schedules(), 0..4),
        period in prop::option::of(0..150_i64),
        year in prop::option::of(0..150_i64),
    ) {
        let mut a = one();
        a.credits.schedules = all;
        let percent = |cap: Option<i64>| cap.and_then(|c| Percent::new(rust_decimal::Decimal::from(c)));
        a.credits.period_cap = percent(period);
        a.credits.year_cap = percent(year);
        let exposure = Exposure::of(&a);
        let known = |total: &Total| total.percent.known().unwrap().clone();
        prop_assert!(known(&exposure.in_period) <= known(&exposure.at_once));
        if let Some(cap) = period {
            prop_assert!(known(&exposure.in_period) <= Exact::from(cap));
        }
        if let Some(cap) = year {
            prop_assert!(known(&exposure.in_year) <= Exact::from(cap));
        }
        let mut freer = a.clone();
        freer.credits.period_cap = None;
        prop_assert!(known(&Exposure::of(&freer).in_year) >= known(&exposure.in_year));
        // A thousand a month: one per cent of the month is ten.
        let amount = exposure.in_period.amount.known().unwrap().clone();
        prop_assert_eq!(amount, &known(&exposure.in_period) * &Exact::from(10_u32));
    }
}
