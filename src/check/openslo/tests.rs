use super::*;
use crate::check::testkit::{changed, clean, run_as};
use crate::check::{Checks, Finding};
use crate::draft::Draft;
use crate::value::{Date, Duration, Zone};

fn strict(draft: &Draft) -> Vec<Finding> {
    run_as(draft, Checks { openslo: true, ..Checks::default() })
}

fn said(changes: &[&str], id: &str) -> Result<(Counted, Budget, String, TimeWindow), Vec<&'static str>> {
    let draft = changed(changes);
    let metric = draft.agreement.metric(id).unwrap();
    objective(&draft.agreement, metric)
        .map(|o| (o.counted, o.budget.clone(), o.target.to_string(), o.window.clone()))
        .map_err(|list| list.iter().map(|o| o.code).collect())
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

const UPTIME: &str = "metrics.uptime";

#[test]
fn every_metric_of_the_clean_agreement_can_be_said_and_its_numbers_are_exact() {
    let draft = clean();
    for metric in &draft.agreement.metrics {
        assert!(objective(&draft.agreement, metric).is_ok(), "{}", metric.id);
    }
    let (counted, budget, target, window) = said(
        &["metrics.uptime.target=99.95", "metrics.uptime.formula=RequestRatio", "term.effective=2026-05-17"],
        "uptime",
    )
    .unwrap();
    assert_eq!((counted, budget, target.as_str()), (Counted::Good, Budget::Occurrences, "0.9995"));
    let TimeWindow::Calendar { length, first, .. } = window else { panic!("{window:?}") };
    assert_eq!(
        (length, first),
        ("1M", date("2026-05-01")),
        "aligned with the month in which the term begins"
    );
}

#[test]
fn downtime_is_counted_in_slices() {
    let budget = |changes: &[&str]| {
        let mut all = vec!["metrics.uptime.formula=DowntimeMinutes"];
        all.extend(changes);
        said(&all, "uptime").map(|found| found.1)
    };
    let slices = |slice: &str, share: &str| {
        Ok(Budget::Timeslices { slice: slice.into(), share: share.parse().unwrap() })
    };
    let ratios = || Ok(Budget::RatioTimeslices { slice: "1m".into() });
    assert_eq!(budget(&["metrics.uptime.sampling=5min", "metrics.uptime.failed_share="]), slices("5m", "1"));
    assert_eq!(
        budget(&["metrics.uptime.sampling=120s", "metrics.uptime.failed_share=5"]),
        slices("2m", "0.95")
    );
    assert_eq!(budget(&["metrics.uptime.sampling=90s", "metrics.uptime.failed_share="]), slices("1.5", "1"));
    assert_eq!(budget(&["metrics.uptime.sampling=10s"]), ratios(), "a minute of six samples");
    assert_eq!(budget(&["metrics.uptime.sampling=30s"]), ratios());
    assert_eq!(budget(&["metrics.uptime.sampling=7s"]), Err(vec!["O03"]));
    assert_eq!(budget(&["metrics.uptime.sampling=5bh"]), Err(vec!["O03"]));
    assert_eq!(budget(&["metrics.uptime.sampling="]), Err(vec!["O03"]));
    let rates = ["metrics.uptime.formula=IntervalRates", "metrics.uptime.sampling=5min"];
    assert_eq!(said(&rates, "uptime").unwrap().1, Budget::RatioTimeslices { slice: "5m".into() });
}

#[test]
fn what_must_be_rare_is_counted_as_bad_and_a_percentile_as_a_share_within_its_limit() {
    let loss = [
        "metrics.uptime.kind=Loss",
        "metrics.uptime.formula=LostShare",
        "metrics.uptime.operator=AtMost",
        "metrics.uptime.target=0.1",
    ];
    let (counted, _, target, _) = said(&loss, "uptime").unwrap();
    assert_eq!((counted, target.as_str()), (Counted::Bad, "0.999"));
    let mut never = loss.to_vec();
    never.push("metrics.uptime.target=0");
    assert_eq!(said(&never, "uptime"), Err(vec!["O01"]), "a share of 100 % that is not lost");
    let slow = [
        "metrics.latency.formula=Percentile",
        "metrics.latency.percentile=99.5",
        "metrics.latency.operator=LessThan",
        "metrics.latency.target=300",
        "metrics.latency.unit=ms",
    ];
    let (counted, budget, target, _) = said(&slow, "latency").unwrap();
    let limit = Counted::Within { operator: crate::agreement::Operator::LessThan, limit: 300.into() };
    assert_eq!((counted, budget, target.as_str()), (limit, Budget::Occurrences, "0.995"));
}

#[test]
fn windows_and_lengths_keep_minutes_and_months_apart() {
    for (length, short) in [
        ("1min", Some("1m")),
        ("1mo", Some("1M")),
        ("30d", Some("30d")),
        ("4wk", Some("4w")),
        ("12h", Some("12h")),
        ("2y", Some("2Y")),
        ("120s", Some("2m")),
        ("90s", None),
        ("0d", None),
        ("5bd", None),
    ] {
        assert_eq!(shorthand(length.parse::<Duration>().unwrap()).as_deref(), short, "{length}");
    }
    let rolling = ["metrics.uptime.window=Rolling", "metrics.uptime.window_length=28d"];
    assert_eq!(said(&rolling, "uptime").unwrap().3, TimeWindow::Rolling { length: "28d".into() });
    let first = |window: &str| {
        let changes = [format!("{UPTIME}.window={window}"), "term.effective=2026-08-20".to_owned()];
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        match said(&changes, "uptime").unwrap().3 {
            TimeWindow::Calendar { length, first, .. } => (length, first.to_string()),
            window => panic!("{window:?}"),
        }
    };
    assert_eq!(first("Month"), ("1M", "2026-08-01".to_owned()));
    assert_eq!(first("Quarter"), ("1Q", "2026-07-01".to_owned()));
    assert_eq!(first("Year"), ("1Y", "2026-01-01".to_owned()));
    assert_eq!(first("Week"), ("1w", "2026-08-17".to_owned()));
    assert_eq!(first("Day"), ("1d", "2026-08-20".to_owned()));
}

#[test]
fn zones_are_named_by_region_and_place() {
    let name = |text: &str| zone_name(text.parse::<Zone>().unwrap());
    assert_eq!(name("UTC").as_deref(), Some("Etc/UTC"));
    assert_eq!(name("Europe/Berlin").as_deref(), Some("Europe/Berlin"));
    assert_eq!(name("America/Argentina/Buenos_Aires").as_deref(), Some("America/Argentina/Buenos_Aires"));
    assert_eq!(name("CET"), None);
    assert_eq!(name("EST5EDT"), None);
}

/// All kinds, formulas, statistics and comparisons, with targets inside and at the ends.
fn every_metric(mut each: impl FnMut(&Draft)) {
    use crate::agreement::{Formula, MetricKind, Operator, Statistic};
    let mut draft = clean();
    draft.agreement.metrics.truncate(1);
    let formulas = Formula::ALL.iter().copied().map(Some).chain([None]);
    for formula in formulas {
        for kind in MetricKind::ALL {
            for operator in Operator::ALL {
                for (unit, target) in [("%", "99.9"), ("%", "100"), ("%", "0"), ("%", "101"), ("ms", "300")] {
                    for statistic in [None, Some(Statistic::Percentile), Some(Statistic::Count)] {
                        let Some(metric) = draft.agreement.metrics.first_mut() else { return };
                        metric.formula = formula;
                        metric.kind = *kind;
                        metric.operator = Some(*operator);
                        metric.unit = unit.parse().unwrap();
                        metric.target = Some(target.parse().unwrap());
                        metric.statistic = statistic;
                        metric.percentile = (target != "101").then(|| "95".parse().unwrap());
                        each(&draft);
                    }
                }
            }
        }
    }
}

#[test]
fn a_metric_is_either_said_or_its_reason_is() {
    let mut said = 0;
    let mut refused = 0;
    let mut told: std::collections::BTreeSet<String> = Default::default();
    every_metric(|draft| {
        let Some(metric) = draft.agreement.metrics.first() else { return };
        match objective(&draft.agreement, metric) {
            Ok(found) => {
                said += 1;
                assert!(found.target >= Decimal::ZERO && found.target < Decimal::ONE, "{metric:?}");
            }
            Err(obstacles) => {
                refused += 1;
                assert!(!obstacles.is_empty(), "{metric:?}");
                obstacles.into_iter().for_each(|o| {
                    assert!(!o.message.ends_with('.') && !o.hint.is_empty(), "{o:?}");
                    told.insert(o.message);
                });
            }
        }
    });
    assert!(said > 100 && refused > 1_000, "{said} said, {refused} refused");
    assert!(told.len() >= 15, "{told:#?}");
}

#[test]
fn the_check_tells_of_exactly_what_the_export_leaves_out() {
    let mut drafts = vec![
        changed(&["metrics.uptime.zone="]),
        changed(&["term.effective="]),
        changed(&["metrics.uptime.service="]),
        changed(&["metrics.uptime.window="]),
        changed(&["metrics.uptime.window=Rolling", "metrics.uptime.window_length=5bd"]),
        changed(&["metrics.uptime.sampling=7s"]),
        changed(&["metrics.uptime.kind=Qualitative"]),
        clean(),
    ];
    let mut count = 0;
    every_metric(|draft| {
        count += 1;
        if count % 97 == 0 {
            drafts.push(draft.clone());
        }
    });
    for draft in drafts {
        let found = strict(&draft);
        for metric in &draft.agreement.metrics {
            let own = item(metric);
            let told = found
                .iter()
                .filter(|f| matches!(f.code, "O01" | "O03" | "O04"))
                .any(|f| f.path.is_within(&own) || f.path.as_str() == "term.effective");
            // What another rule reports as missing is not said twice, but the export knows it too.
            let missing = found.iter().any(|f| f.path.is_within(&own) && f.code != "O02");
            match objective(&draft.agreement, metric) {
                Ok(_) => assert!(!told, "{metric:?} {found:?}"),
                Err(obstacles) => assert!(told || missing, "{obstacles:?} {found:?}"),
            }
        }
    }
}
