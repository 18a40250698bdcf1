//! What OpenSLO, the format of monitoring tools, cannot take over. Hints, unless that export is at hand.

use super::{Cx, Report, Rule, Severity, at, named, sentence, with_unit};
use crate::agreement::{Formula, Metric, MetricKind, WindowKind};
use crate::check::collect::Found;
use crate::check::rule::Scope;
use crate::draft::{Edit, Profile};
use crate::value::{Duration, FieldPath, Number, Unit};
use rust_decimal::Decimal;

/// Where nobody monitors machines, the format has no use.
const MONITORED: Scope = Scope::Except(&[Profile::Staffing]);

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "O01",
        title: "Not expressible in OpenSLO",
        severity: Severity::Warning,
        detects: "A target is 100 %, a purpose is longer than 1,050 characters, or an id is longer than 63 characters or \
                  begins or ends with a hyphen. A hint, unless the draft is checked for OpenSLO.",
        why: "The format's targets lie below 1, and its names follow RFC 1123; the metric would be left out.",
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
                  for OpenSLO.",
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
        detects: "The draft is checked for OpenSLO, and a calendar window has no time zone, or the agreement no effective \
                  date to start from.",
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

fn field(metric: &Metric, field: &str) -> FieldPath {
    at(&["metrics", &metric.id, field])
}

fn measured<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Metric> {
    cx.a.metrics.iter().filter(|m| m.kind != MetricKind::Qualitative)
}

const LONGEST_TEXT: usize = 1_050;
const LONGEST_NAME: usize = 63;

fn inexpressible(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let name = sentence(&named(&metric.name, "metric"));
        let full = metric.is_percentage() && metric.higher_is_better();
        if full && metric.target.map(Number::get) == Some(Decimal::ONE_HUNDRED) {
            let message = format!(
                "{name} has the target {}, which OpenSLO cannot express",
                with_unit(Decimal::ONE_HUNDRED, "%")
            );
            found(
                cx,
                report,
                field(metric, "target"),
                message,
                "Promise less than 100 %, or leave the metric out of that export",
            );
        }
        let length = metric.purpose.chars().count();
        if length > LONGEST_TEXT {
            let message = format!(
                "The purpose of {} has {length} characters; OpenSLO takes {LONGEST_TEXT}",
                named(&metric.name, "metric")
            );
            found(cx, report, field(metric, "purpose"), message, "Say it in one sentence");
        }
        let id = metric.id.as_str();
        if id.len() > LONGEST_NAME || id.starts_with('-') || id.ends_with('-') {
            let message =
                format!("The id of {}, {id}, is no name that OpenSLO takes", named(&metric.name, "metric"));
            found(
                cx,
                report,
                at(&["metrics", id]),
                message,
                "Use at most 63 small letters, digits and hyphens, with a letter or digit at both ends",
            );
        }
    }
}

fn minutes_for_months(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.window == Some(WindowKind::Rolling)) {
        let Some(length) =
            metric.window_length.filter(|l| l.count > 0 && l.seconds().is_some_and(|s| s < 3_600))
        else {
            continue;
        };
        let path = field(metric, "window_length");
        let message =
            format!("The rolling window of {} is only {} long", named(&metric.name, "metric"), length.long());
        let raised = found(cx, report, path.clone(), message, "Enter months as mo: min is a minute");
        if length.unit == Unit::Minute {
            let months = Duration::new(length.count, Unit::Month);
            raised.fix(format!("Make it {}", months.long()), vec![Edit::set(path, months.to_string())]);
        }
    }
}

fn slices(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.kind == MetricKind::Availability && m.sampling.is_none()) {
        let method = match metric.formula {
            Some(Formula::DowntimeMinutes) => "time slices",
            Some(Formula::IntervalRates) => "the mean of the rates of time slices",
            _ => continue,
        };
        let message = format!(
            "{} is budgeted as {method}, but no slice has a length",
            sentence(&named(&metric.name, "metric"))
        );
        let raised = found(
            cx,
            report,
            field(metric, "sampling"),
            message,
            "Enter the sampling interval, such as 1min",
        );
        if metric.formula == Some(Formula::DowntimeMinutes) {
            raised.fix("Sample each minute", vec![Edit::set(field(metric, "sampling"), "1min")]);
        }
    }
}

fn anchor(cx: &Cx<'_>, report: &mut Report) {
    if !cx.env.checks.openslo {
        // Whoever does not export hears of the missing zone and date from the rules on windows and on the term.
        return;
    }
    let calendar = |m: &&Metric| m.window.is_some_and(|w| w != WindowKind::Rolling);
    for metric in measured(cx).filter(calendar) {
        if metric.zone.is_none() {
            let message = format!(
                "The window of {} has no time zone, which OpenSLO requires",
                named(&metric.name, "metric")
            );
            report.absent(field(metric, "zone"), message, "Choose a time zone, such as Europe/Berlin");
        }
    }
    if measured(cx).any(|m| calendar(&m)) && cx.a.term.effective.is_none() {
        let message = "Calendar windows have no start, which OpenSLO requires";
        report.absent("term.effective", message, "Enter the effective date");
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
