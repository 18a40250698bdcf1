//! What counts as down.

use super::metric_card::field;
use super::{Cx, Report, Rule, Severity, at, named};
use crate::agreement::{Definition, MetricKind};
use crate::check::phrases::find_word;
use crate::check::tells::{Tell, hits};
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "M24",
    title: "Partial failure not defined",
    severity: Severity::Error,
    detects: "An availability metric does not say what counts as down: which share of errors, which functions, how slow; \
                  or says it in words that two people judge differently, such as a material disruption or an outage.",
    why: "A service that answers every second request is up to one party and down to the other.",
    example: "Service available",
    mend: "Down: more than 5 % of the requests of a minute fail, or nobody can sign in",
    run: failure,
    ..Rule::BLANK
}];

fn failure(cx: &Cx<'_>, report: &mut Report) {
    const HINT: &str = "Name the share of errors, the functions or the slowness that count as down";
    for metric in cx.a.metrics.iter().filter(|m| m.kind == MetricKind::Availability) {
        let (path, whose) = (field(metric, "failure"), named(&metric.name, "metric"));
        let text = metric.failure.trim();
        if text.is_empty() {
            report.absent(path, format!("Nothing says when {whose} counts as failed"), HINT);
        } else if let Some(definition) = defining(cx, text) {
            if says_nothing(&definition.meaning) {
                let message = format!(
                    "{} counts as a failure of {whose}, but it is not defined by facts",
                    quoted(text)
                );
                report.at(path, message, HINT).related(at(&["definitions", &definition.id, "meaning"]));
            }
        } else if says_nothing(text) {
            let message = format!("{} does not say when {whose} counts as failed", quoted(text));
            report.at(path, message, HINT);
        }
    }
}

/// The definition that a text refers to without saying more: "an Outage".
fn defining<'a>(cx: &Cx<'a>, text: &str) -> Option<&'a Definition> {
    const SMALL: &[&str] = &[
        "a", "an", "the", "any", "each", "every", "all", "one", "minute", "minutes", "time", "of", "in",
        "subject", "to",
    ];
    let bare = |text: &str| {
        let words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
        words.filter(|w| !SMALL.contains(&w.as_str())).collect::<Vec<_>>()
    };
    let said = bare(text);
    let means = |d: &&Definition| {
        std::iter::once(d.term.as_str())
            .chain(d.forms.iter())
            .any(|f| !f.trim().is_empty() && bare(f) == said)
    };
    cx.a.definitions.iter().find(means)
}

/// Whether a text names no fact by which two people would tell up from down.
fn says_nothing(text: &str) -> bool {
    const EMPTY: &[&str] = &[
        "a",
        "an",
        "the",
        "any",
        "of",
        "to",
        "in",
        "is",
        "are",
        "be",
        "or",
        "and",
        "not",
        "with",
        "without",
        "service",
        "services",
        "system",
        "systems",
        "platform",
        "site",
        "access",
        "available",
        "unavailable",
        "availability",
        "unavailability",
        "down",
        "downtime",
        "outage",
        "outages",
        "interruption",
        "interruptions",
        "interrupted",
        "disruption",
        "disruptions",
        "disrupted",
        "degradation",
        "degraded",
        "failure",
        "failures",
        "fails",
        "failed",
        "fault",
        "faults",
        "error",
        "errors",
        "problem",
        "problems",
        "material",
        "major",
        "severe",
        "serious",
        "critical",
        "slow",
        "slower",
        "performance",
        "working",
        "works",
        "properly",
        "normally",
        "correctly",
        "full",
        "fully",
    ];
    let lower = text.to_lowercase();
    if lower.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let vague = hits(text).iter().any(|h| h.tell == Tell::Hedge);
    let exact = find_word(
        &lower,
        &["all", "no", "none", "nobody", "every", "cannot", "each", "half", "most", "refused"],
    );
    words().all(|w| EMPTY.contains(&w)) || (vague && exact.is_none())
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M24", &["metrics.uptime.failure="]),
    ("M24", &["metrics.uptime.failure=A material disruption"]),
    ("M24", &["metrics.uptime.failure=The service is not available"]),
    (
        "M24",
        &[
            "metrics.uptime.failure=a minute of Downtime",
            "definitions.downtime.meaning=a significant disruption of access",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn a_fact_is_enough() {
        for fact in [
            "More than 5 % of the requests of a minute fail",
            "All valid requests to an instance fail",
            "No user can sign in",
            "Connection to the outside or access to the lasting disk is lost",
            "Errors under the provider’s control, which can be reproduced",
            "a minute of Downtime",
            "Pages take longer than 3 s for most visitors, a significant slowdown",
        ] {
            assert!(!codes(&[&format!("metrics.uptime.failure={fact}")]).contains(&"M24"), "{fact}");
        }
    }
}
