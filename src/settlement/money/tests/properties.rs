//! What holds for every agreement and every month.

use super::super::testing::{agreement, input, metric, month, schedule, service, settled};
use crate::agreement::{
    Agreement, Bounds, CreditBase, CreditMethod, CreditSchedule, OrderedStep, SettlementStep as Step,
    StepRounding, Tier,
};
use crate::settlement::{Exact, History, Measured, Outcome, TierFound, tier_of};
use crate::value::{Duration, Money, Number, Percent, Unit};
use proptest::prelude::*;
use rust_decimal::Decimal;

const TARGET: &str = "99.9";

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn percent(hundredths: i64) -> Percent {
    Percent::new(Decimal::new(hundredths, 2)).unwrap()
}

/// Half-open tiers up to the target whose credits grow, from ends in thousandths and steps of credit.
fn growing(mut ends: Vec<i64>, steps: &[i64]) -> Vec<Tier> {
    ends.sort_unstable();
    ends.dedup();
    ends.push(99_900);
    let number = |n: &i64| Number::new(Decimal::new(*n, 3));
    let mut from = None;
    let mut tiers: Vec<Tier> = Vec::new();
    for (n, end) in ends.iter().enumerate() {
        let id = format!("t{n}").parse().unwrap();
        tiers.push(Tier { id, from, to: Some(number(end)), bounds: Bounds::FromIncluded, ..Tier::default() });
        from = Some(number(end));
    }
    let mut credit = 0;
    for (tier, step) in tiers.iter_mut().rev().zip(steps.iter().cycle()) {
        credit += step;
        tier.credit = Some(percent(credit));
    }
    tiers
}

/// A level in millionths of a per cent, the lost time that it means, and what follows from it.
fn level(name: &str, millionths: i64) -> Measured {
    let value = Decimal::new(millionths, 6).to_string();
    let mut measured = month(name, "2026-07", &value);
    // A worse month has more misses and longer delays.
    let short = 100_000_000 - millionths;
    measured.misses = u32::try_from(short / 1_000_000).unwrap();
    measured.delays = vec![Exact::from(short / 100)];
    measured
}

#[derive(Clone, Debug)]
struct Rule {
    method: CreditMethod,
    ends: Vec<i64>,
    steps: Vec<i64>,
    rate: i64,
    step: i64,
    rounding: Option<StepRounding>,
    beyond: Option<bool>,
    amount: Option<i64>,
    cap: Option<i64>,
}

fn rule() -> impl Strategy<Value = Rule> {
    let methods = prop::sample::select(CreditMethod::ALL.to_vec());
    let rounding = prop::sample::select(vec![None, Some(StepRounding::Whole), Some(StepRounding::Started)]);
    (
        methods,
        prop::collection::vec(0..99_900_i64, 0..5),
        prop::collection::vec(0..2_000_i64, 1..5),
        0..5_000_i64,
        1..5_000_i64,
        rounding,
        any::<Option<bool>>(),
        prop::option::of(0..100_000_i64),
        prop::option::of(0..10_000_i64),
    )
        .prop_map(|(method, ends, steps, rate, step, rounding, beyond, amount, cap)| Rule {
            method,
            ends,
            steps,
            rate,
            step,
            rounding,
            beyond,
            amount,
            cap,
        })
}

fn schedule_of(metric: &str, rule: &Rule) -> CreditSchedule {
    let eur = |cents| Money::new(Decimal::new(cents, 2), "EUR".parse().unwrap());
    CreditSchedule {
        tiers: growing(rule.ends.clone(), &rule.steps),
        rate: rule.amount.is_none().then(|| percent(rule.rate)),
        amount: rule.amount.and_then(eur),
        step: Some(Number::new(Decimal::new(rule.step, 3))),
        step_time: Some(Duration::new(u32::try_from(rule.step).unwrap(), Unit::Minute)),
        step_rounding: rule.rounding,
        beyond_target: rule.beyond,
        points: Some(u32::try_from(rule.rate % 10).unwrap()),
        weight: Some(percent(rule.rate)),
        cap: rule.cap.map(percent),
        ..schedule(metric, rule.method)
    }
}

/// One service and metric a rule, with the caps in hundredths of a per cent.
fn several(rules: &[Rule], fees: &[i64], period_cap: Option<i64>, year_cap: Option<i64>) -> Agreement {
    let mut agreement = agreement();
    agreement.services.clear();
    agreement.metrics.clear();
    agreement.credits.schedules.clear();
    for (n, (rule, fee)) in rules.iter().zip(fees).enumerate() {
        let (of, name) = (format!("s{n}"), format!("m{n}"));
        agreement.services.push(service(&of, &format!("{} EUR", Decimal::new(*fee, 2))));
        agreement.metrics.push(metric(&name, &of));
        agreement.credits.schedules.push(schedule_of(&name, rule));
    }
    agreement.credits.pool = Some(percent(1_000));
    agreement.credits.period_cap = period_cap.map(percent);
    agreement.credits.year_cap = year_cap.map(percent);
    agreement
}

/// As an exact amount; what is not known is no amount.
fn money(amount: Option<Money>) -> Option<Exact> {
    amount.map(|m| Exact::from(m.amount()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_better_month_never_costs_more(
        rule in rule(),
        levels in prop::collection::vec(0..=100_000_000_i64, 2..4),
        base in prop::sample::select(CreditBase::ALL.to_vec()),
        period_cap in prop::option::of(0..5_000_i64),
    ) {
        let mut agreement = several(&[rule], &[123_457], period_cap, None);
        agreement.credits.base = Some(base);
        agreement.services[0].locations = crate::value::Leaf::parse("Vienna\nGraz\nLinz").unwrap();
        let mut levels = levels;
        levels.sort_unstable();
        let costs: Vec<Option<Exact>> = levels
            .iter()
            .map(|millionths| {
                let statement = settled(&agreement, &input("2026-07", vec![level("m0", *millionths)]));
                money(statement.credit_total)
            })
            .collect();
        for pair in costs.windows(2) {
            if let [Some(worse), Some(better)] = pair {
                prop_assert!(worse >= better, "{levels:?} cost {costs:?}");
            }
        }
    }

    #[test]
    fn credits_stay_below_their_caps_and_the_parts_are_the_total(
        rules in prop::collection::vec(rule(), 1..5),
        fees in prop::collection::vec(0..1_000_000_i64, 5),
        levels in prop::collection::vec(0..=100_000_000_i64, 5),
        period_cap in prop::option::of(0..5_000_i64),
        year_cap in prop::option::of(0..5_000_i64),
        spent in 0..1_000_000_i64,
    ) {
        let agreement = several(&rules, &fees, period_cap, year_cap);
        let values = (0..rules.len()).map(|n| level(&format!("m{n}"), levels[n])).collect();
        let mut input = input("2026-07", values);
        input.history.credits = Money::new(Decimal::new(spent, 2), "EUR".parse().unwrap());
        let statement = settled(&agreement, &input);
        let Some(total) = money(statement.credit_total) else { return Ok(()) };
        let cent = exact("0.01");
        let parts: Exact = statement.metrics.iter().filter_map(|l| money(l.credit)).sum();
        prop_assert_eq!(&parts, &total, "the parts are not the total");
        let month: Exact =
            fees.iter().take(rules.len()).map(|f| Exact::from(Decimal::new(*f, 2))).sum();
        let half = exact("0.005");
        if let Some(cap) = period_cap {
            let limit = &Exact::from(percent(cap).get()).percent() * &month;
            prop_assert!(total <= &limit + &half, "{total} is above {limit} for the month");
        }
        if let Some(cap) = year_cap {
            let year = &month * &exact("7");
            let left = &(&Exact::from(percent(cap).get()).percent() * &year) - &Exact::from(Decimal::new(spent, 2));
            let left = left.max(Exact::zero());
            prop_assert!(total <= &left + &half, "{total} is above {left} for the year");
        }
        for (n, rule) in rules.iter().enumerate() {
            let (Some(cap), Some(credit)) = (rule.cap, money(statement.metrics[n].credit)) else { continue };
            let fee = match rule.method {
                CreditMethod::Pool => month.clone(),
                _ => Exact::from(Decimal::new(fees[n], 2)),
            };
            let limit = &Exact::from(percent(cap).get()).percent() * &fee;
            prop_assert!(credit <= &limit + &cent, "{credit} is above {limit} for metric {n}");
        }
    }

    #[test]
    fn half_open_tiers_hold_each_miss_exactly_once(
        ends in prop::collection::vec(0..99_900_i64, 0..6),
        millionths in 0..99_900_000_i64,
    ) {
        let tiers = growing(ends.clone(), &[100]);
        let mut probes = vec![Exact::from(Decimal::new(millionths, 6))];
        probes.extend(ends.iter().map(|e| Exact::from(Decimal::new(*e, 3))));
        for value in probes {
            prop_assert!(matches!(tier_of(&tiers, &value), TierFound::One(_)), "{value}");
        }
        prop_assert_eq!(tier_of(&tiers, &exact(TARGET)), TierFound::None);
    }

    #[test]
    fn a_fee_twice_as_high_costs_twice_as_much(rule in rule(), millionths in 0..=100_000_000_i64) {
        let rule = Rule { amount: None, ..rule };
        let mut one = input("2026-07", vec![level("m0", millionths)]);
        let agreement = several(&[rule], &[100], None, None);
        one.fee = "1000000 EUR".parse().ok();
        let mut two = one.clone();
        two.fee = "2000000 EUR".parse().ok();
        let (one, two) = (settled(&agreement, &one), settled(&agreement, &two));
        prop_assert_eq!(&one.credit_percent, &two.credit_percent);
        if let (Some(one), Some(two)) = (money(one.credit_total), money(two.credit_total)) {
            let gap = &(&one + &one) - &two;
            prop_assert!(gap <= exact("0.01") && gap >= exact("-0.01"), "{one} and {two}");
        }
    }

    #[test]
    fn what_is_missing_never_counts_as_met(rule in rule(), kind in 0..3) {
        let agreement = several(&[rule], &[100_000], None, None);
        let mut value = level("m0", 100_000_000);
        value.met = None;
        value.outcome = match kind {
            0 => Outcome::NoData("the log has a hole".to_owned()),
            1 => Outcome::NotEvaluated("the window is not complete".to_owned()),
            _ => Outcome::NoEvents,
        };
        let statement = settled(&agreement, &input("2026-07", vec![value]));
        prop_assert_eq!(statement.metrics[0].met, None);
        prop_assert_eq!(statement.bonus_total.unwrap().amount(), Decimal::ZERO);
    }

    #[test]
    fn the_usual_order_stored_changes_nothing_and_caps_of_the_total_may_change_places(
        rules in prop::collection::vec(rule(), 1..4),
        levels in prop::collection::vec(0..=100_000_000_i64, 4),
        period_cap in 0..5_000_i64,
        year_cap in 0..5_000_i64,
    ) {
        let mut agreement = several(&rules, &[70_000, 123_457, 9_999, 1], Some(period_cap), Some(year_cap));
        let values = (0..rules.len()).map(|n| level(&format!("m{n}"), levels[n])).collect();
        let input = input("2026-07", values);
        let usual = settled(&agreement, &input);
        let mut steps = Step::ALL.to_vec();
        let store = |steps: &[Step]| -> Vec<OrderedStep> {
            steps.iter().map(|step| OrderedStep { step: *step, ..OrderedStep::default() }).collect()
        };
        agreement.credits.order = store(&steps);
        prop_assert_eq!(&settled(&agreement, &input), &usual);
        steps.swap(10, 11);
        agreement.credits.order = store(&steps);
        let swapped = settled(&agreement, &input);
        prop_assert_eq!(swapped.credit_total, usual.credit_total);
    }

    #[test]
    fn a_quarter_is_its_months_one_after_the_other(
        rule in rule(),
        levels in prop::collection::vec(0..=100_000_000_i64, 3),
        period_cap in prop::option::of(0..5_000_i64),
        year_cap in prop::option::of(0..2_000_i64),
        repeat in 1..4_i64,
    ) {
        let mut agreement = several(&[rule], &[123_457], period_cap, year_cap);
        agreement.credits.schedules[0].repeat_multiplier = Some(Number::new(Decimal::from(repeat)));
        let values: Vec<Measured> = ["2026-07", "2026-08", "2026-09"]
            .into_iter()
            .zip(&levels)
            .map(|(name, millionths)| Measured { window: month("m0", name, "0").window, ..level("m0", *millionths) })
            .collect();
        let quarter = settled(&agreement, &input("2026-Q3", values.clone()));
        let mut history = History::default();
        let mut sum = Some(Exact::zero());
        for value in values {
            let name = value.window.name.clone();
            let mut input = input(&name, vec![value.clone()]);
            input.history = history.clone();
            let statement = settled(&agreement, &input);
            sum = sum.zip(money(statement.credit_total)).map(|(a, b)| &a + &b);
            history.measured.push(value);
            let credits = sum.as_ref().and_then(Exact::decimal);
            history.credits = credits.and_then(|c| Money::new(c, "EUR".parse().unwrap()));
        }
        prop_assert_eq!(money(quarter.credit_total), sum);
    }
}
