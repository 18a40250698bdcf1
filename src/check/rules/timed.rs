//! Time metrics and the times of priorities that they measure.

use super::metric_card::field;
use super::{Cx, Report, Rule, Severity, at, list, named, sentence, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Clock, Metric, MetricKind, Priority};
use crate::draft::Edit;
use crate::settlement::method::Method;
use crate::value::FieldPath;

/// All that the rules of this file read.
const READS: &[Read] = &[All("metrics"), All("priorities")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "I18",
        title: "Share of a priority and target of its metric differ",
        severity: Severity::Warning,
        detects: "A metric measures a time of some priorities, and its target is lower, or higher, than the share that is \
                  promised for each of them.",
        why: "Readers of the table of priorities expect that share; what follows a miss is decided by the target of the \
              metric alone.",
        example: "P1: 95 % in time; metric on the response to P1: at least 90 %",
        mend: "95 % in both places",
        reads: READS,
        run: shares,
        ..Rule::BLANK
    },
    Rule {
        code: "I19",
        title: "Time metric without a time",
        severity: Severity::Error,
        detects: "A metric counts the cases that keep a time, and nothing says which: it names neither a time of the priority \
                  nor a time allowed, or a priority that it covers does not have that time.",
        why: "No case can be judged, so that the metric has no value in any month.",
        example: "95 % of the incidents answered in time (which time?)",
        mend: "95 % of the incidents answered within the response time of their priority",
        reads: READS,
        run: untimed,
        ..Rule::BLANK
    },
];

/// Metrics that count the cases in time.
fn timed<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Metric> {
    let counts = |m: &&Metric| m.kind == MetricKind::TimeToEvent && Method::of(m) == Method::Within;
    cx.a.metrics.iter().filter(counts)
}

fn of_priority(priority: &Priority, field: &str) -> FieldPath {
    at(&["priorities", &priority.id, field])
}

fn shares(cx: &Cx<'_>, report: &mut Report) {
    for metric in timed(cx).filter(|m| m.clock.is_some() && m.is_percentage() && m.higher_is_better()) {
        let Some(target) = metric.target.map(|t| t.get()) else { continue };
        let shared: Vec<(&Priority, rust_decimal::Decimal)> =
            cx.a.priorities_of(metric).filter_map(|p| Some((p, p.compliance?.get()))).collect();
        let lowest = shared.iter().map(|(_, share)| *share).min();
        let highest = shared.iter().map(|(_, share)| *share).max();
        let (Some(lowest), Some(highest)) = (lowest, highest) else { continue };
        if (lowest..=highest).contains(&target) {
            continue;
        }
        let names: Vec<String> = shared.iter().map(|(p, _)| named(&p.name, "a priority")).collect();
        let promised = match lowest == highest {
            true => with_unit(lowest, "%"),
            false => format!("{} to {}", with_unit(lowest, "%"), with_unit(highest, "%")),
        };
        let message = format!(
            "{} has the target {}, but {promised} of the cases are promised for {}",
            sentence(&named(&metric.name, "the metric")),
            with_unit(target, "%"),
            list(&names)
        );
        let path = field(metric, "target");
        let mut found =
            report.at(path.clone(), message, "Make them agree; the target of the metric is what counts");
        for (priority, _) in &shared {
            found = found.related(of_priority(priority, "compliance"));
        }
        if lowest == highest {
            found.fix(
                format!("Target {}", with_unit(lowest, "%")),
                vec![Edit::set(path, lowest.normalize().to_string())],
            );
        }
    }
}

fn untimed(cx: &Cx<'_>, report: &mut Report) {
    for metric in timed(cx).filter(|m| m.limit.is_none()) {
        let whose = sentence(&named(&metric.name, "the metric"));
        let path = field(metric, "clock");
        let Some(clock) = metric.clock else {
            let message = format!("{whose} counts the cases in time, but nothing says which time is allowed");
            let found = report
                .absent(
                    path.clone(),
                    message,
                    "Choose the time of the priority that is measured, or enter the time allowed",
                )
                .related(field(metric, "limit"));
            if let Some(clock) =
                meant(metric).filter(|clock| cx.a.priorities_of(metric).any(|p| p.time(*clock).is_some()))
            {
                found.fix(format!("Measure the {}", clock.label()), vec![Edit::set(path, value(clock))]);
            }
            continue;
        };
        let without: Vec<&Priority> =
            cx.a.priorities_of(metric).filter(|p| p.time(clock).is_none()).collect();
        let message = match without.as_slice() {
            [] if cx.a.priorities_of(metric).next().is_some() => continue,
            [] => {
                format!("{whose} measures the {} of the priority, but there are no priorities", clock.label())
            }
            [_] => format!("{whose} measures the {}, which {} does not have", clock.label(), names(&without)),
            _ => format!("{whose} measures the {}, which {} do not have", clock.label(), names(&without)),
        };
        let mut found = report.at(
            path,
            message,
            "Enter that time, leave these priorities out, or enter a time allowed for other cases",
        );
        for priority in without {
            found = found.related(of_priority(priority, time_field(clock)));
        }
    }
}

fn names(priorities: &[&Priority]) -> String {
    list(&priorities.iter().map(|p| named(&p.name, "a priority")).collect::<Vec<_>>())
}

/// The time that the name of a metric speaks of.
fn meant(metric: &Metric) -> Option<Clock> {
    let name = metric.name.to_lowercase();
    [
        ("respon", Clock::Response),
        ("restor", Clock::Restore),
        ("resol", Clock::Resolve),
        ("update", Clock::Update),
    ]
    .into_iter()
    .find(|(word, _)| name.contains(word))
    .map(|(_, clock)| clock)
}

fn value(clock: Clock) -> &'static str {
    match clock {
        Clock::Response => "Response",
        Clock::Restore => "Restore",
        Clock::Resolve => "Resolve",
        Clock::Update => "Update",
    }
}

fn time_field(clock: Clock) -> &'static str {
    match clock {
        Clock::Response => "response",
        Clock::Restore => "restore",
        Clock::Resolve => "resolve",
        Clock::Update => "update",
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("I18", &["metrics.response.target=80"]),
    ("I18", &["metrics.response.target=99"]),
    ("I19", &["metrics.response.clock=", "metrics.response.limit="]),
    ("I19", &["metrics.response.limit=", "metrics.response.clock=Resolve", "priorities.p2.resolve="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_time_allowed_or_another_statistic_is_enough() {
        assert!(!codes(&["metrics.response.clock=", "metrics.response.limit=4h"]).contains(&"I19"));
        let mean = ["metrics.response.clock=", "metrics.response.formula=Mean", "metrics.response.unit=min"];
        assert!(!codes(&mean).contains(&"I19"));
    }

    #[test]
    fn a_time_that_a_priority_lacks_is_named_with_it() {
        let found = run(&changed(&["metrics.response.clock=Restore", "priorities.p1.restore="]));
        let message = found.iter().find(|f| f.code == "I19").map(|f| f.message.clone()).unwrap_or_default();
        assert!(message.contains("restore time, which “P1"), "{message}");
    }
}
