//! What OpenSLO, the format of monitoring tools, cannot take over. Hints, unless that export is at hand.

use super::{Cx, Report, Rule, Severity, at, named};
use crate::agreement::{Formula, Metric, MetricKind, WindowKind};
use crate::check::collect::Found;
use crate::check::openslo::objective;
use crate::check::rule::Scope;
use crate::draft::{Edit, Profile};
use crate::value::{Duration, FieldPath, Unit};

/// Where nobody monitors machines, the format has no use.
const MONITORED: Scope = Scope::Except(&[Profile::Staffing]);

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "O01",
        title: "Not expressible in OpenSLO",
        severity: Severity::Warning,
        detects: "A target is 100 %, a purpose is longer than 1,050 characters, or an id is longer than 63 characters or \
                  begins or ends with a hyphen. A hint, unless the draft is checked for OpenSLO: then also a metric \
                  that is no share of good events, such as an objective in words, a mean, a maximum or a volume.",
        why: "The format counts shares of good events, its targets lie below 1, and its names follow RFC 1123; the \
              metric would be left out.",
        example: "Target 100 %",
        mend: "Target 99.99 %",
        scope: MONITORED,
        run: inexpressible,
        ..Rule::BLANK
    },
    Rule {
        code: "O02",
        title: "Rolling window in minutes",
        severity: Severity::Error,
        detects: "A rolling window is shorter than an hour. In OpenSLO, m is a minute and M a month; our export writes the \
                  unit that the agreement has, so that only a slip in the agreement itself can go wrong. A hint, unless \
                  the draft is checked for OpenSLO.",
        why: "The project's own example writes 1m for a window of one month.",
        example: "Rolling window: 1min",
        mend: "Rolling window: 1mo",
        scope: MONITORED,
        run: minutes_for_months,
        ..Rule::BLANK
    },
    Rule {
        code: "O03",
        title: "Budgeting method needs a slice",
        severity: Severity::Warning,
        detects: "An availability is computed from minutes of downtime or from rates of intervals, which is exported as time \
                  slices, and it has no sampling interval that is the length of a slice. A hint, unless the draft is checked \
                  for OpenSLO: then also an interval that is no length of a slice.",
        why: "Exported as a count of events, the same month comes to another value.",
        example: "Mean of interval rates, interval: (empty)",
        mend: "Mean of interval rates, interval 5 minutes",
        scope: MONITORED,
        run: slices,
        ..Rule::BLANK
    },
    Rule {
        code: "O04",
        title: "Calendar window without start or zone",
        severity: Severity::Error,
        detects: "The draft is checked for OpenSLO, and a calendar window has no time zone, or one that is not named by \
                  region and place, or the agreement no effective date to start from.",
        why: "The schema of the format requires both.",
        example: "Calendar month, time zone: (empty)",
        mend: "Calendar month, Europe/Berlin, from 2026-03-01",
        scope: MONITORED,
        run: anchor,
        ..Rule::BLANK
    },
];

/// In full before an export, else as a hint.
fn found<'r>(cx: &Cx<'_>, report: &'r mut Report, path: FieldPath, message: String, hint: &str) -> Found<'r> {
    let found = report.at(path, message, hint);
    if cx.env.checks.openslo { found } else { found.severity(Severity::Hint) }
}

/// What the export would leave out under a code: all of it before an export, else what is worth a hint.
fn left_out(cx: &Cx<'_>, report: &mut Report, code: &str) {
    let mut told: Vec<FieldPath> = Vec::new();
    for metric in &cx.a.metrics {
        let Err(obstacles) = objective(cx.a, metric) else { continue };
        for obstacle in obstacles.into_iter().filter(|o| o.code == code) {
            // A cause of several metrics, as a missing effective date, is told once.
            if told.contains(&obstacle.path) || !(cx.env.checks.openslo || obstacle.always) {
                continue;
            }
            told.push(obstacle.path.clone());
            let raised = match obstacle.absent {
                true => report.absent(obstacle.path.clone(), obstacle.message, obstacle.hint),
                false => found(cx, report, obstacle.path.clone(), obstacle.message, &obstacle.hint),
            };
            if obstacle.path.last() == "sampling" && metric.sampling.is_none() && each_minute(metric) {
                raised.fix("Sample each minute", vec![Edit::set(obstacle.path, "1min")]);
            }
        }
    }
}

fn each_minute(metric: &Metric) -> bool {
    metric.formula == Some(Formula::DowntimeMinutes)
}

fn inexpressible(cx: &Cx<'_>, report: &mut Report) {
    left_out(cx, report, "O01");
}

fn slices(cx: &Cx<'_>, report: &mut Report) {
    left_out(cx, report, "O03");
}

fn anchor(cx: &Cx<'_>, report: &mut Report) {
    // Whoever does not export hears of the missing zone and date from the rules on windows and on the term.
    if cx.env.checks.openslo {
        left_out(cx, report, "O04");
    }
}

fn measured<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Metric> {
    cx.a.metrics.iter().filter(|m| m.kind != MetricKind::Qualitative)
}

fn minutes_for_months(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.window == Some(WindowKind::Rolling)) {
        let Some(length) =
            metric.window_length.filter(|l| l.count > 0 && l.seconds().is_some_and(|s| s < 3_600))
        else {
            continue;
        };
        let path = at(&["metrics", &metric.id, "window_length"]);
        let message =
            format!("The rolling window of {} is only {} long", named(&metric.name, "metric"), length.long());
        let raised = found(cx, report, path.clone(), message, "Enter months as mo: min is a minute");
        if length.unit == Unit::Minute {
            let months = Duration::new(length.count, Unit::Month);
            raised.fix(format!("Make it {}", months.long()), vec![Edit::set(path, months.to_string())]);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("O01", &["metrics.uptime.target=100"]),
    (
        "O02",
        &[
            "metrics.latency.window=Rolling",
            "metrics.latency.window_length=1min",
            "metrics.latency.window_step=1d",
        ],
    ),
    ("O03", &["metrics.uptime.sampling="]),
    ("O03", &["metrics.uptime.sampling=", "metrics.uptime.formula=IntervalRates"]),
    ("O04", &["metrics.latency.zone="]),
    ("O04", &["term.effective="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run, run_as};
    use crate::check::{Checks, Severity};

    #[test]
    fn hints_become_grave_only_before_that_export() {
        let draft = changed(&["metrics.uptime.target=100", "metrics.latency.zone="]);
        let severity = |found: Vec<crate::check::Finding>, code: &str| {
            found.iter().find(|f| f.code == code).map(|f| f.severity)
        };
        assert_eq!(severity(run(&draft), "O01"), Some(Severity::Hint));
        assert_eq!(severity(run(&draft), "O04"), None, "said by the rule on windows");
        let openslo = || run_as(&draft, Checks { openslo: true, ..Checks::default() });
        assert_eq!(severity(openslo(), "O01"), Some(Severity::Warning));
        assert_eq!(severity(openslo(), "O04"), Some(Severity::Error));
    }

    #[test]
    fn a_long_purpose_and_the_profile_decide() {
        let long = format!("metrics.uptime.purpose={}", "Visitors can order. ".repeat(60));
        assert!(codes(&[&long]).contains(&"O01"));
        assert!(!codes(&[&long, "profile=Staffing"]).contains(&"O01"));
    }
}
