//! Comparisons that run against the kind of the metric.

use super::metric_card::{field, measured, name, yields_percentage};
use super::{Cx, Report, Rule, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Metric, MetricKind, Operator};
use crate::draft::Edit;
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("metrics")];

pub(super) const RULES: &[Rule] = &[Rule {
    code: "M37",
    title: "Comparison the wrong way round",
    detects: "An availability or a throughput is to be at most its target, or a latency or a loss at least; a share of cases \
              in time at most, or a time at least. What its tiers, levels and bonuses then say is not judged.",
    why: "The target is met best by a service that never works.",
    example: "Availability at most 99.9 %",
    mend: "Availability at least 99.9 %",
    reads: READS,
    run: wrong_way,
    ..Rule::BLANK
}];

/// Whether larger values are better by the nature of the metric; `None` where both make sense.
fn by_nature(metric: &Metric) -> Option<bool> {
    match metric.kind {
        // In minutes of downtime less is better.
        MetricKind::Availability => metric.is_percentage().then_some(true),
        MetricKind::Throughput => Some(true),
        MetricKind::Latency | MetricKind::Loss => Some(false),
        MetricKind::TimeToEvent => Some(metric.is_percentage()),
        MetricKind::Ratio | MetricKind::Qualitative => None,
    }
}

/// The comparison that is meant, where the one that is set runs the wrong way.
fn meant(metric: &Metric) -> Option<Operator> {
    let set = metric.operator?;
    let better = by_nature(metric)?;
    (set.higher_is_better() != better).then_some(if better { Operator::AtLeast } else { Operator::AtMost })
}

/// A share of one where a percentage is promised: 0.999 for 99.9 %.
pub(super) fn is_ratio(metric: &Metric) -> bool {
    metric.is_percentage()
        && metric.higher_is_better()
        && metric.formula.is_some_and(yields_percentage)
        && metric.target.is_some_and(|t| t.get() > Decimal::ZERO && t.get() <= Decimal::ONE)
}

/// Whether the target itself cannot be meant, so that nothing can be held against it.
pub(super) fn is_muddled(metric: &Metric) -> bool {
    meant(metric).is_some() || is_ratio(metric)
}

fn wrong_way(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let (Some(meant), Some(set)) = (meant(metric), metric.operator) else { continue };
        let target =
            metric.target.map_or_else(String::new, |t| format!(" {}", with_unit(t.get(), &metric.unit)));
        let words = |operator: Operator| operator.label().split(" (").next().unwrap_or_default();
        let message = format!(
            "{} is to be {}{target}: the worse the service, the better it is met",
            name(metric),
            words(set)
        );
        let value = if meant == Operator::AtLeast { "AtLeast" } else { "AtMost" };
        report
            .at(
                field(metric, "operator"),
                message,
                "Turn the comparison round, or check the kind of the metric",
            )
            .related(field(metric, "kind"))
            .fix(
                format!("Make it {}{target}", words(meant)),
                vec![Edit::set(field(metric, "operator"), value)],
            );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M37", &["metrics.uptime.operator=AtMost"]),
    ("M37", &["metrics.latency.operator=MoreThan"]),
    ("M37", &["metrics.response.operator=LessThan"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn one_slip_in_a_target_is_one_error() {
        for slip in ["metrics.uptime.operator=AtMost", "metrics.uptime.target=0.999"] {
            let found = run(&changed(&[slip]));
            let errors: Vec<_> = found
                .iter()
                .filter(|f| f.severity == crate::check::Severity::Error)
                .map(|f| format!("{} {}", f.code, f.message))
                .collect();
            assert_eq!(errors.len(), 1, "{slip}: {errors:?}");
        }
    }

    #[test]
    fn minutes_of_downtime_are_at_most() {
        let minutes =
            ["metrics.uptime.unit=min", "metrics.uptime.operator=AtMost", "metrics.uptime.target=43"];
        assert!(!codes(&minutes).contains(&"M37"));
    }
}
