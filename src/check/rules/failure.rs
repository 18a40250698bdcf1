//! What counts as down.

use super::metric_card::field;
use super::{Cx, Report, Rule, Severity, at, named, sentence, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Definition, Metric, MetricKind, ShareBound};
use crate::check::phrases::find_word;
use crate::check::tells::{Tell, hits};
use crate::draft::Edit;
use crate::settlement::method::Method;
use crate::value::{Percent, quoted};
use rust_decimal::Decimal;
use std::cell::OnceCell;

/// All that the rules of this file read.
const READS: &[Read] = &[All("definitions"), All("metrics")];

pub(super) const RULES: &[Rule] = &[Rule {
    code: "M24",
    title: "Partial failure not defined",
    severity: Severity::Error,
    detects: "An availability metric does not say what counts as down: which share of errors, which functions, how slow; \
                  or says it in words that two people judge differently, such as a material disruption or an outage; or a \
                  share of failed requests does not say what holds at exactly that share, contradicts the words, or is not \
                  what the formula uses.",
    why: "A service that answers every second request is up to one party and down to the other.",
    example: "Service available",
    mend: "Down: more than 5 % of the requests of a minute fail, or nobody can sign in",
    reads: READS,
    run: failure,
    ..Rule::BLANK
}];

fn failure(cx: &Cx<'_>, report: &mut Report) {
    const HINT: &str = "Name the share of errors, the functions or the slowness that count as down";
    for metric in &cx.a.metrics {
        failed_share(metric, report);
    }
    let defined = OnceCell::new();
    let defined = || defined.get_or_init(|| cx.a.definitions.iter().map(bare_forms).collect::<Vec<_>>());
    // A share of failed requests is a fact, whatever the words say.
    let in_words = |m: &&Metric| m.kind == MetricKind::Availability && m.failed_share.is_none();
    for metric in cx.a.metrics.iter().filter(in_words) {
        let (path, whose) = (field(metric, "failure"), named(&metric.name, "metric"));
        let text = metric.failure.trim();
        if text.is_empty() {
            report.absent(path, format!("Nothing says when {whose} counts as failed"), HINT);
        } else if let Some(definition) = defining(defined(), text) {
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

/// The share of failed requests from which an interval is down: complete, and the same as in words.
fn failed_share(metric: &Metric, report: &mut Report) {
    let whose = named(&metric.name, "metric");
    let Some(share) = metric.failed_share.map(Percent::get) else {
        if metric.failed_bound.is_some() {
            let message = format!("{} is down at a share of failed requests, but at which", sentence(&whose));
            report.absent(field(metric, "failed_share"), message, "Enter the share, such as 5");
        }
        return;
    };
    let path = field(metric, "failed_share");
    let shown = with_unit(share, "%");
    if Method::of(metric) != Method::Downtime {
        let message = format!(
            "The formula of {whose} does not ask which intervals are down, so {shown} of failed requests decide nothing"
        );
        report
            .at(path, message, "Choose the formula with total time and downtime, or remove the share")
            .related(field(metric, "formula"))
            .fix(
                "Remove the share",
                vec![
                    Edit::set(field(metric, "failed_share"), ""),
                    Edit::set(field(metric, "failed_bound"), ""),
                ],
            );
        return;
    }
    let bound = field(metric, "failed_bound");
    match metric.failed_bound {
        None => {
            let message =
                format!("Nothing says whether {whose} is down where exactly {shown} of the requests fail");
            report
                .absent(bound.clone(), message, "Say whether it is still up or down already then")
                .fix(format!("Down at more than {shown}"), vec![Edit::set(bound, "Above")]);
        }
        Some(ShareBound::From) if share.is_zero() => {
            let message = format!(
                "{} is down where 0 % of the requests fail or more: that is always",
                sentence(&whose)
            );
            report
                .at(path.clone(), message, "Enter a larger share, or let it take more than this share")
                .fix("Down at more than 0 %", vec![Edit::set(bound, "Above")]);
        }
        Some(ShareBound::Above) if share == Decimal::ONE_HUNDRED => {
            let message = format!("No more than all requests can fail, so {whose} is never down");
            report
                .at(path.clone(), message, "Enter a smaller share, or let the share itself be enough")
                .fix("Down when all requests fail", vec![Edit::set(bound, "From")]);
        }
        Some(_) => {}
    }
    let said: Vec<Decimal> = percentages(&metric.failure).collect();
    let rest = Decimal::ONE_HUNDRED - share;
    if !said.is_empty() && !said.iter().any(|s| *s == share || *s == rest) {
        let message = format!(
            "The words about {whose} say {}, and the field says {shown} of failed requests",
            with_unit(said.first().copied().unwrap_or_default(), "%")
        );
        report
            .at(path, message, "Make the two agree; the field is what is computed")
            .related(field(metric, "failure"));
    }
}

/// The numbers before a sign of per cent.
fn percentages(text: &str) -> impl Iterator<Item = Decimal> {
    text.match_indices('%').filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let from = before.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |i| i + 1);
        before.get(from..)?.chars().next()?;
        let at = from + before.get(from..)?.find(|c: char| c.is_ascii_digit())?;
        before.get(at..)?.parse().ok()
    })
}

/// The definition that a text refers to without saying more: "an Outage".
fn defining<'a>(defined: &[(&'a Definition, Vec<Vec<String>>)], text: &str) -> Option<&'a Definition> {
    let said = bare(text);
    defined.iter().find(|(_, forms)| forms.contains(&said)).map(|(definition, _)| *definition)
}

/// A definition with its term and forms in bare words.
fn bare_forms(definition: &Definition) -> (&Definition, Vec<Vec<String>>) {
    let forms = std::iter::once(definition.term.as_str()).chain(definition.forms.iter());
    (definition, forms.filter(|form| !form.trim().is_empty()).map(bare).collect())
}

/// The words that matter, in small letters.
fn bare(text: &str) -> Vec<String> {
    const SMALL: &[&str] = &[
        "a", "an", "the", "any", "each", "every", "all", "one", "minute", "minutes", "time", "of", "in",
        "subject", "to",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    words.filter(|w| !SMALL.contains(&w.as_str())).collect()
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
    ("M24", &["metrics.uptime.failed_share=5"]),
    ("M24", &["metrics.uptime.failed_bound=From"]),
    (
        "M24",
        &["metrics.uptime.failed_share=0", "metrics.uptime.failed_bound=From", "metrics.uptime.failure="],
    ),
    (
        "M24",
        &["metrics.uptime.failed_share=100", "metrics.uptime.failed_bound=Above", "metrics.uptime.failure="],
    ),
    (
        "M24",
        &[
            "metrics.uptime.failed_share=1",
            "metrics.uptime.failed_bound=Above",
            "metrics.uptime.failure=More than 5 % of the requests of a minute fail",
        ],
    ),
    (
        "M24",
        &[
            "metrics.uptime.failed_share=5",
            "metrics.uptime.failed_bound=Above",
            "metrics.uptime.formula=IntervalRates",
        ],
    ),
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
    fn a_share_of_failed_requests_is_a_fact() {
        for (share, bound, failure) in [
            ("5", "Above", ""),
            ("5", "From", "5 % or more of the requests of a minute fail"),
            ("0.5", "Above", "More than 0.5% of the requests fail"),
            ("100", "From", "All requests fail"),
            ("5", "Above", "An outage"),
            ("5", "Above", "Less than 95 % of the requests succeed"),
        ] {
            let changes = [
                format!("metrics.uptime.failed_share={share}"),
                format!("metrics.uptime.failed_bound={bound}"),
                format!("metrics.uptime.failure={failure}"),
            ];
            let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
            assert!(!codes(&changes).contains(&"M24"), "{changes:?}");
        }
    }

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
