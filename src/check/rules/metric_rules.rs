//! The corner cases of a metric: percentiles, gaps, empty windows, first and last periods, rounding, exclusions.

use super::metric_card::{field, measured, name};
use super::{Cx, Report, Rule, Severity, list, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Formula, Metric, MetricKind, MissingData, Statistic};
use crate::draft::Edit;
use crate::value::Node;

/// All that those of the rules of this file read that need nothing but the agreement.
const READS: &[Read] = &[All("credits"), All("exclusions"), All("maintenance"), All("metrics")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M10",
        title: "Mean where the slow cases matter",
        severity: Severity::Warning,
        detects: "A latency or a waiting time is promised as a mean.",
        why: "A mean of 200 ms can hide that one request in twenty takes ten seconds.",
        example: "Mean response below 200 ms",
        mend: "95 % of the requests below 300 ms",
        reads: READS,
        run: mean,
        ..Rule::BLANK
    },
    Rule {
        code: "M11",
        title: "Percentile incomplete",
        severity: Severity::Error,
        detects: "A percentile does not say which, of what, or from how many measurements on it is computed.",
        why: "The 95th percentile of three requests is the slowest one.",
        example: "p95 below 300 ms",
        mend: "95th percentile of all requests of a month, from 100 requests on, below 300 ms",
        reads: READS,
        run: percentile,
        ..Rule::BLANK
    },
    Rule {
        code: "M14",
        title: "Effect of exclusions unclear",
        severity: Severity::Error,
        detects: "Excluded time or maintenance is excused, but nothing says whether it leaves the downtime only or the \
                  total time as well.",
        why: "The two readings give two values; near the target they give two results.",
        example: "Total − downtime − excused",
        mend: "Excluded time leaves downtime and total time",
        run: exclusion_effect,
        ..Rule::BLANK
    },
    Rule {
        code: "M16",
        title: "Printed decimals missing",
        severity: Severity::Warning,
        detects: "A metric with a consequence does not say with how many decimals it is printed.",
        why: "A report that prints 99.90 for 99.8951 shows a target as met that was missed. The exact value decides; the \
              report should show enough of it.",
        example: "Bounds 99.9 and 99.95, report 100 %",
        mend: "3 decimals; the exact value decides",
        reads: READS,
        run: decimals,
        ..Rule::BLANK
    },
    Rule {
        code: "M19",
        title: "Nothing said about windows without events",
        severity: Severity::Warning,
        detects: "A share of events has no rule for a window in which nothing happened.",
        why: "Zero of zero is no number.",
        example: "In time / all",
        mend: "No tickets in a month: the target counts as met, without bonus",
        reads: READS,
        run: zero_events,
        ..Rule::BLANK
    },
    Rule {
        code: "M21",
        title: "Gaps in the data",
        severity: Severity::Warning,
        detects: "A metric does not say what a gap in the data counts as, or lets it count as met.",
        why: "A monitoring that fails together with the service must not prove that the service was up.",
        example: "(nothing)",
        mend: "A gap counts as a miss unless the provider proves otherwise",
        reads: READS,
        run: gaps,
        ..Rule::BLANK
    },
    Rule {
        code: "M22",
        title: "Incomplete windows",
        severity: Severity::Warning,
        detects: "A metric does not say how the first and the last, incomplete window count.",
        why: "An agreement that begins on the 20th has a first month of eleven days.",
        example: "(nothing)",
        mend: "Only the days within the term count, in both parts of the formula",
        reads: READS,
        run: partial,
        ..Rule::BLANK
    },
];

fn mean(cx: &Cx<'_>, report: &mut Report) {
    let tail = |m: &&Metric| matches!(m.kind, MetricKind::Latency | MetricKind::TimeToEvent);
    for metric in measured(cx).filter(tail).filter(|m| m.statistic == Some(Statistic::Mean)) {
        let message = format!("{} is a mean, which hides the slowest cases", name(metric));
        report.at(
            field(metric, "statistic"),
            message,
            "Promise a percentile, or the share of cases within a time",
        );
    }
}

fn percentile(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.statistic == Some(Statistic::Percentile)) {
        let mut missing = Vec::new();
        if metric.percentile.is_none() {
            missing.push(("percentile", "which one it is"));
        }
        if metric.population.trim().is_empty() {
            missing.push(("population", "of what"));
        }
        if metric.minimum_count.is_none() {
            missing.push(("minimum_count", "from how many measurements on"));
        }
        let Some((first, _)) = missing.first() else { continue };
        let words: Vec<&str> = missing.iter().map(|(_, word)| *word).collect();
        let message =
            format!("The percentile of {} does not say {}", named(&metric.name, "metric"), list(&words));
        let mut found = report.absent(
            field(metric, first),
            message,
            "For example: 95th percentile of all requests, from 100 requests on",
        );
        for (other, _) in missing.iter().skip(1) {
            found = found.related(field(metric, other));
        }
    }
}

fn exclusion_effect(cx: &Cx<'_>, report: &mut Report) {
    let open = cx.a.exclusions.iter().any(|e| e.effect.is_none()) && cx.offers("exclusions");
    let timed = |m: &&Metric| m.kind == MetricKind::Availability;
    if open {
        for metric in measured(cx).filter(timed).filter(|m| m.exclusion_effect.is_none()) {
            let message = format!("Nothing says how excluded time changes {}", named(&metric.name, "metric"));
            let hint = "Choose whether it leaves the downtime, the total time or both";
            report
                .absent(field(metric, "exclusion_effect"), message, hint)
                .fix("It leaves both", vec![Edit::set(field(metric, "exclusion_effect"), "Both")]);
        }
    }
    let maintenance = &cx.a.maintenance;
    let excused = !maintenance.windows.is_empty() || maintenance.is_limited();
    if excused && maintenance.effect.is_none() && measured(cx).any(|m| timed(&m)) {
        let message = "Nothing says how planned maintenance changes an availability";
        report
            .absent(
                "maintenance.effect",
                message,
                "Choose whether it leaves the downtime, the total time or both",
            )
            .fix("It leaves both", vec![Edit::set("maintenance.effect", "Both")]);
    }
}

fn decimals(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.decimals.is_none()) {
        let needed = needed_decimals(cx, metric);
        let message =
            format!("Nothing says with how many decimals {} is printed", named(&metric.name, "metric"));
        report
            .absent(
                field(metric, "decimals"),
                message,
                "Print one or two more than the target and the tiers have; the exact value decides",
            )
            .fix(
                format!("Print {}", super::count(needed as usize, "decimal")),
                vec![Edit::set(field(metric, "decimals"), needed.to_string())],
            );
    }
}

/// One more than the bounds have, for a percentage; as many as they have for anything else.
fn needed_decimals(cx: &Cx<'_>, metric: &Metric) -> u32 {
    let tiers = cx.a.schedules_of(&metric.id).flat_map(|s| &s.tiers).flat_map(|t| [t.from, t.to]);
    let bounds = tiers.chain([metric.target, metric.minimum, metric.stretch]).flatten();
    let most = bounds.map(|b| b.get().normalize().scale()).max().unwrap_or(0);
    if metric.is_percentage() { (most + 1).min(6) } else { most.min(6) }
}

fn zero_events(cx: &Cx<'_>, report: &mut Report) {
    // Lost units are counted by probes: none at all is a gap in the data, for which there is a rule of its own.
    let counts =
        |f: Formula| matches!(f, Formula::RequestRatio | Formula::WithinTarget | Formula::ShareOfCases);
    for metric in measured(cx).filter(|m| m.formula.is_some_and(counts) && m.zero_events.is_none()) {
        let message =
            format!("Nothing says what {} is in a window without events", named(&metric.name, "metric"));
        report
            .absent(field(metric, "zero_events"), message, "Choose what zero of zero counts as")
            .fix("It counts as met", vec![Edit::set(field(metric, "zero_events"), "Met")]);
    }
}

fn gaps(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let whose = named(&metric.name, "metric");
        let path = field(metric, "missing_data");
        match metric.missing_data {
            None => {
                let message = format!("Nothing says what a gap in the data of {whose} counts as");
                report.absent(
                    path,
                    message,
                    "Choose what missing data counts as; it should not count as met",
                );
            }
            Some(MissingData::CountsAsUp) => {
                let message = format!("A gap in the data of {whose} counts as met");
                report
                    .at(path.clone(), message, "Let it count as a miss, or leave it out of both sides")
                    .fix("Let it count as a miss", vec![Edit::set(path, MissingData::CountsAsDown.text())]);
            }
            Some(_) => {}
        }
    }
}

fn partial(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.partial_period.is_none()) {
        let message =
            format!("Nothing says how incomplete windows of {} count", named(&metric.name, "metric"));
        report
            .absent(
                field(metric, "partial_period"),
                message,
                "Choose how the first and the last window of the term count",
            )
            .fix(
                "Only the days within the term count",
                vec![Edit::set(field(metric, "partial_period"), "OnlyDaysInTerm")],
            );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M10", &["metrics.latency.statistic=Mean", "metrics.latency.formula=Mean"]),
    ("M11", &["metrics.latency.percentile="]),
    ("M11", &["metrics.latency.population="]),
    ("M11", &["metrics.latency.minimum_count="]),
    ("M14", &["metrics.uptime.exclusion_effect="]),
    ("M14", &["maintenance.effect="]),
    ("M16", &["metrics.uptime.decimals="]),
    ("M19", &["metrics.response.zero_events="]),
    ("M21", &["metrics.uptime.missing_data="]),
    ("M21", &["metrics.uptime.missing_data=CountsAsUp"]),
    ("M22", &["metrics.uptime.partial_period="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, run};

    #[test]
    fn what_a_percentile_lacks_is_one_finding() {
        let found = run(&changed(&["metrics.latency.percentile=", "metrics.latency.population="]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "M11").collect();
        assert_eq!(at.len(), 1);
        assert!(at[0].message.ends_with("does not say which one it is and of what"), "{}", at[0].message);
        assert_eq!(at[0].related.len(), 1);
    }

    #[test]
    fn enough_decimals_are_proposed() {
        let found = run(&changed(&["metrics.uptime.decimals="]));
        let fix = found.iter().find(|f| f.code == "M16").and_then(|f| f.fix.clone());
        assert_eq!(fix.map(|f| f.title), Some("Print 3 decimals".to_owned()));
    }
}
