//! What holds for any log and any metric.

use super::*;
use crate::agreement::{Clock, Exclusion, ExclusionEffect, Maintenance, OutageLength, Priority, Statistic};
use crate::settlement::log::{Affected, RowKind};
use crate::settlement::window::Moment;
use crate::value::Duration;
use proptest::prelude::*;

/// 2026-07-01 00:00 in Berlin.
const JULY: i64 = 1_782_856_800;

fn row(line: u32, kind: RowKind, start: i64, length: i64, affected: Affected) -> Row {
    let span = Span { start: Moment(JULY + start), end: Moment(JULY + start + length) };
    Row { line, kind, span, affected, note: "".into() }
}

fn july(agreement: &Agreement, log: &Log) -> Measured {
    let metric = &agreement.metrics[0];
    let window = windows(agreement, metric, &"2026-07".parse().unwrap()).remove(0);
    measure(agreement, metric, &window, Some(log), None)
}

fn down(outages: &[(i64, i64)], agreement: &Agreement) -> Measured {
    let id = || Some(agreement.metrics[0].id.clone());
    let rows = outages.iter().enumerate().map(|(i, (start, length))| {
        (id(), row(u32::try_from(i).unwrap(), RowKind::Outage, *start, *length, Affected::Unstated))
    });
    july(agreement, &Log::new(rows))
}

fn outages() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-90_000_i64..2_800_000, 0_i64..90_000), 0..12)
}

fn any_duration() -> impl Strategy<Value = Option<Duration>> {
    prop::option::of("[0-9]{1,4}(s|min|h|bh|d|bd|wk|mo|y)".prop_map(|text| text.parse().unwrap()))
}

prop_compose! {
    fn any_metric()(
        kind in prop::sample::select(MetricKind::ALL),
        formula in prop::option::of(prop::sample::select(Formula::ALL)),
        statistic in prop::option::of(prop::sample::select(Statistic::ALL)),
        unit in prop::sample::select(&["%", "ms", "min", "Business Days", "orders/h", "Mbit/s", "", "x"][..]),
        percentile in prop::option::of(-5_i64..120),
        target in prop::option::of(-5_i64..120),
        clock in prop::option::of(prop::sample::select(Clock::ALL)),
        missing in prop::option::of(prop::sample::select(MissingData::ALL)),
        zero in prop::option::of(prop::sample::select(ZeroEvents::ALL)),
        effect in prop::option::of(prop::sample::select(ExclusionEffect::ALL)),
        length in prop::option::of(prop::sample::select(OutageLength::ALL)),
        durations in [any_duration(), any_duration(), any_duration()],
        hours in prop::bool::ANY,
    ) -> Metric {
        let number = |n: Option<i64>| n.map(|n| n.to_string().parse().unwrap());
        Metric {
            kind, formula, statistic, clock,
            unit: unit.parse().unwrap(),
            percentile: number(percentile),
            target: number(target),
            missing_data: missing,
            zero_events: zero,
            exclusion_effect: effect,
            outage_length: length,
            minimum_outage: durations[0],
            limit: durations[1],
            sampling: durations[2],
            hours: if hours { "office" } else { "" }.parse().unwrap(),
            ..metric("it", kind, Formula::Stated)
        }
    }
}

fn any_row() -> impl Strategy<Value = (bool, Row)> {
    let kind = prop::sample::select(vec![
        RowKind::Outage,
        RowKind::Maintenance,
        RowKind::Measure,
        RowKind::Excluded("flood".parse().unwrap()),
    ]);
    let number = || (-1_000_i64..1_000_000).prop_map(rust_decimal::Decimal::from);
    let case = |(p, number): (usize, u8)| Affected::Case {
        priority: ["p1", "p2", ""][p].parse().unwrap(),
        within: None,
        number: format!("{number}").into(),
    };
    let affected = prop_oneof![
        Just(Affected::Unstated),
        Just(Affected::Emergency),
        number().prop_map(Affected::Value),
        number().prop_map(Affected::Volume),
        (0_i64..50, 0_i64..50)
            .prop_map(|(a, b)| Affected::Part { part: a.min(b).into(), whole: a.max(b).into() }),
        (-90_000_i64..2_800_000).prop_map(|at| Affected::Announced(Moment(JULY + at))),
        (0_usize..3, 0_u8..3).prop_map(case),
    ];
    let length = prop_oneof![0_i64..90_000, Just(i64::MAX - 2 * JULY)];
    (any::<bool>(), kind, -90_000_i64..2_800_000, length, affected)
        .prop_map(|(own, kind, start, length, affected)| (own, row(1, kind, start, length, affected)))
}

proptest! {
    #[test]
    fn order_pieces_and_overlaps_of_outages_change_nothing(
        outages in outages(), seed in any::<u64>(), minutes in any::<bool>(),
    ) {
        let outage_length = minutes.then_some(OutageLength::WholeMinutes);
        let minimum_outage = minutes.then(|| "5min".parse().unwrap());
        let agreement = with(Metric { outage_length, minimum_outage, ..uptime() });
        let once = down(&outages, &agreement);
        let mut other: Vec<(i64, i64)> = outages.clone();
        other.reverse();
        let by = usize::try_from(seed % 7).unwrap().min(other.len());
        other.rotate_left(by);
        prop_assert_eq!(&down(&other, &agreement).outcome, &once.outcome);
        // Every outage in two pieces, and its middle once more.
        for (start, length) in &outages {
            let cut = length / 3;
            other.extend([(*start, cut), (start + cut, length - cut), (start + cut / 2, cut)]);
        }
        let split = down(&other, &agreement);
        prop_assert_eq!(&split.outcome, &once.outcome);
        prop_assert_eq!(split.incidents, once.incidents);
    }

    #[test]
    fn downtime_never_exceeds_the_window_and_more_of_it_never_helps(outages in outages(), more in outages()) {
        let agreement = with(uptime());
        let once = down(&outages, &agreement);
        prop_assert!(!once.lost.is_negative() && once.lost <= once.owed);
        let worse = down(&[outages, more].concat(), &agreement);
        prop_assert!(worse.lost >= once.lost);
    }

    #[test]
    fn measuring_never_panics(metric in any_metric(), rows in prop::collection::vec(any_row(), 0..12), cap in any_duration()) {
        let priority = |id: &str| Priority {
            id: id.parse().unwrap(),
            calendar: if id == "p1" { "office" } else { "" }.parse().unwrap(),
            response: cap,
            pause_limit: cap,
            ..Priority::default()
        };
        let agreement = Agreement {
            calendars: vec![office()],
            priorities: vec![priority("p1"), priority("p2")],
            exclusions: vec![Exclusion { id: "flood".parse().unwrap(), cap, ..Exclusion::default() }],
            maintenance: Maintenance { cap, notice: cap, ..Maintenance::default() },
            ..with(metric)
        };
        let id = |own: bool| own.then(|| agreement.metrics[0].id.clone());
        let log = Log::new(rows.into_iter().map(|(own, row)| (id(own), row)));
        let found = july(&agreement, &log);
        prop_assert!(!found.lost.is_negative() && found.lost <= found.owed);
        if matches!(found.outcome, Outcome::NoData(_)) {
            prop_assert!(found.met != Some(true), "missing data is never met");
        }
    }
}
