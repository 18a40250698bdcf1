//! Whether a target can be kept, and by the party that promises it.

use super::metric_card::{field, measured, name};
use super::{Cx, Report, Rule, Severity, named, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Exclusion, Metric};
use crate::check::phrases::{any_of, negated};
use crate::value::{FieldPath, quoted};

/// All that the rules of this file read.
const READS: &[Read] = &[All("exclusions"), All("metrics")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M18",
        title: "Target better than the past",
        severity: Severity::Hint,
        detects: "The level that was achieved so far is worse than the target.",
        why: "A target that was missed for a year will be missed again; it turns a promise into a discount.",
        example: "Target 99.99 %, last year 99.7 %",
        mend: "Target 99.5 %, raised step by step as the level improves",
        reads: READS,
        run: history,
        ..Rule::BLANK
    },
    Rule {
        code: "M25",
        title: "Metric outside the provider's control",
        severity: Severity::Warning,
        detects: "A metric is measured behind equipment or networks of the customer, of its users or of third parties, \
                  and no exclusion that applies to it covers them.",
        why: "The provider pays for faults it can neither see nor mend, or prices them in.",
        example: "Page load on the end user's device, including the customer's network",
        mend: "Page load at the provider's edge; or an exclusion for the customer's network",
        reads: READS,
        run: control,
        ..Rule::BLANK
    },
];

fn history(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let (Some(target), Some(achieved)) = (metric.target, metric.achieved) else { continue };
        let worse = if metric.higher_is_better() { achieved < target } else { achieved > target };
        if worse {
            let sign = metric.operator.map_or("", |o| o.sign());
            let message = format!(
                "{} promises {sign} {}, but the last twelve months reached {}",
                name(metric),
                with_unit(target.get(), &metric.unit),
                with_unit(achieved.get(), &metric.unit)
            );
            let hint = "Begin with a target that can be kept and agree when it rises";
            report
                .at(field(metric, "target"), message.replace("  ", " "), hint)
                .related(field(metric, "achieved"));
        }
    }
}

const BEYOND: &[&str] = &[
    "end user",
    "end-user",
    "user's device",
    "user’s device",
    "users' device",
    "users’ device",
    "user device",
    "customer's lan",
    "customer’s lan",
    "customer lan",
    "customer's network",
    "customer’s network",
    "customer network",
    "customer's premises",
    "customer’s premises",
    "customer's device",
    "customer’s device",
    "browser",
    "desktop",
    "workstation",
    "home office",
    "mobile app",
    "third-party",
    "third party",
    "third parties",
];

/// What an exclusion speaks of that covers the way to the user.
const COVERING: &[&str] = &[
    "customer",
    "user",
    "third",
    "supplier",
    "carrier",
    "internet",
    "line",
    "network",
    "equipment",
    "device",
];

fn control(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let applies =
            |e: &&Exclusion| metric.exclusions.iter().count() == 0 || metric.exclusions.contains(&e.id);
        if cx.a.exclusions.iter().filter(applies).any(|e| any_of(&e.event, COVERING)) {
            continue;
        }
        let Some((path, text)) = beyond(metric) else { continue };
        let message = format!(
            "{} counts what the provider does not control ({}), and no exclusion covers it",
            name(metric),
            quoted(text.trim())
        );
        let hint = format!(
            "Measure {} where the provider's part ends, or exclude faults beyond it",
            named(&metric.name, "it")
        );
        report.at(path, message, hint).related("exclusions");
    }
}

/// The first text of a metric that reaches beyond the provider's part.
fn beyond(metric: &Metric) -> Option<(FieldPath, &str)> {
    let texts = [
        ("measurement_point", metric.measurement_point.as_str()),
        ("population", metric.population.as_str()),
        ("formula_text", metric.formula_text.as_str()),
        ("name", metric.name.as_str()),
    ];
    let reaches =
        |text: &str| any_of(text, BEYOND) && !negated(text) && !any_of(text, &["exclud", "outside"]);
    texts.into_iter().find(|(_, text)| reaches(text)).map(|(name, text)| (field(metric, name), text))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M18", &["metrics.uptime.achieved=99.7"]),
    ("M18", &["metrics.latency.achieved=420"]),
    (
        "M25",
        &[
            "metrics.latency.measurement_point=The end user's device, including the customer's LAN",
            "exclusions.customer.event=A strike",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn a_level_that_was_kept_and_a_fault_that_is_excluded_are_fine() {
        assert!(!codes(&["metrics.uptime.achieved=99.9"]).contains(&"M18"));
        assert!(!codes(&["metrics.latency.achieved=300"]).contains(&"M18"));
        assert!(!codes(&["metrics.latency.measurement_point=The browser of the user"]).contains(&"M25"));
        let not = "metrics.latency.measurement_point=Edge router, without the customer's LAN";
        assert!(!codes(&[not, "exclusions.customer.event=A strike"]).contains(&"M25"));
    }

    #[test]
    fn an_exclusion_of_another_metric_does_not_cover() {
        let changes = [
            "+exclusions strike",
            "exclusions.strike.event=A strike",
            "metrics.latency.exclusions=strike",
            "metrics.latency.measurement_point=The end user's device",
        ];
        assert!(codes(&changes).contains(&"M25"));
    }
}
