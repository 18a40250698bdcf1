//! The metrics as a whole: how many, what they show, and whether one failure is credited twice.

use super::{Cx, Report, Rule, Severity, list, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Consequence, FeePeriod, Metric, MetricKind, TermKind, Viewpoint};
use crate::check::phrases::any_of;
use crate::draft::Edit;
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("credits"), All("currency"), All("metrics"), All("services"), All("term")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M30",
        title: "One failure credited twice",
        severity: Severity::Hint,
        detects: "Two credited metrics of a service share their source and what they count, or one counts downtime and \
                  another the incidents that it causes, and nothing says that an incident is credited once.",
        why: "One outage then costs three credits; or, to avoid that, none of them is large enough to matter.",
        example: "An outage leads to credits for availability, for response and for restoration",
        mend: "One credit an incident, the highest",
        reads: READS,
        run: twice,
        ..Rule::BLANK
    },
    Rule {
        code: "M31",
        title: "Too many metrics with credits, or too few",
        severity: Severity::Hint,
        detects: "More than 15 metrics lead to credits; or an agreement worth five million or more over its term has \
                  fewer than three metrics.",
        why: "Hundreds of indicators hide the few that matter; one or two cannot carry a large contract.",
        example: "42 credited metrics",
        mend: "3 critical levels with credits, 8 that are reported",
        reads: READS,
        run: number,
        ..Rule::BLANK
    },
    Rule {
        code: "M32",
        title: "Only work is measured",
        severity: Severity::Hint,
        detects: "All metrics are said to show what the provider does, or count how fast it answers, and none shows what \
                  the service delivers or what users experience.",
        why: "Everything is green and the users are unhappy.",
        example: "Response to tickets, and nothing else",
        mend: "Response, share solved at first contact, and a survey of users",
        reads: READS,
        run: only_work,
        ..Rule::BLANK
    },
];

fn credited<'a>(cx: &Cx<'a>) -> Vec<&'a Metric> {
    let pays =
        |m: &&Metric| m.consequence == Some(Consequence::Credit) || cx.a.schedules_of(&m.id).next().is_some();
    cx.a.metrics.iter().filter(pays).collect()
}

fn folded(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether one failure is likely to miss both.
fn overlap(a: &Metric, b: &Metric) -> bool {
    let same = |a: &str, b: &str| !a.trim().is_empty() && folded(a) == folded(b);
    let alike = same(&a.source, &b.source) && same(&a.population, &b.population) && a.kind == b.kind;
    let incidents = |m: &Metric| {
        m.kind == MetricKind::TimeToEvent
            || any_of(&m.population, &["incident"])
            || any_of(&m.name, &["incident"])
    };
    let cause = |a: &Metric, b: &Metric| a.kind == MetricKind::Availability && incidents(b);
    a.service == b.service && !a.service.is_empty() && (alike || cause(a, b) || cause(b, a))
}

fn twice(cx: &Cx<'_>, report: &mut Report) {
    if cx.a.credits.one_credit_per_incident == Some(true) {
        return;
    }
    let credited = credited(cx);
    let shares = |m: &&Metric| credited.iter().any(|other| other.id != m.id && overlap(m, other));
    let several: Vec<&Metric> = credited.iter().copied().filter(shares).collect();
    if several.len() < 2 {
        return;
    }
    let names: Vec<String> = several.iter().take(5).map(|m| named(&m.name, "metric")).collect();
    let path = "credits.one_credit_per_incident";
    let message = format!("One failure can be credited under {}", list(&names));
    let mut found = report
        .at(path, message, "Credit an incident once, under the metric with the highest credit")
        .fix("One credit an incident, the highest", vec![Edit::set(path, "yes")]);
    for metric in &several {
        found = found.related(super::at(&["metrics", &metric.id, "consequence"]));
    }
}

const MOST: usize = 15;
const LEAST: usize = 3;
/// From this value on, in the currency of the agreement, a contract counts as large.
const LARGE: u32 = 5_000_000;
/// Currencies in which that is about the threshold of public procurement.
const CURRENCIES: &[&str] = &["EUR", "GBP", "USD", "CHF"];

fn number(cx: &Cx<'_>, report: &mut Report) {
    let credited = credited(cx).len();
    let all = cx.a.metrics.len();
    if credited > MOST {
        let message =
            format!("{credited} metrics lead to credits; few readers can tell which of them matter");
        report.at("metrics", message, "Credit the few that decide, and report the others");
    } else if (1..LEAST).contains(&all)
        && let Some(value) = value(cx).filter(|v| *v >= Decimal::from(LARGE))
    {
        let currency = cx.a.currency.map_or("", |c| c.code());
        let message = format!(
            "{} carry an agreement worth about {} {currency}",
            super::sentence(&super::count(all, "metric")),
            crate::value::grouped(&value.trunc().to_string())
        );
        report.at("metrics", message, "Measure at least three things that matter to the customer");
    }
}

/// The fees of the term, where it has a length and all fees are in a currency that is compared.
fn value(cx: &Cx<'_>) -> Option<Decimal> {
    let term = &cx.a.term;
    let months = match term.kind {
        TermKind::Months => term.length?.months()?,
        TermKind::Until => {
            let days = u64::try_from((term.until?.get() - term.effective?.get()).num_days()).ok()?;
            days / 30
        }
        TermKind::OpenEnded => 12,
    };
    let months = Decimal::from(months.min(1_200));
    let mut sum = Decimal::ZERO;
    for service in &cx.a.services {
        let Some(fee) = service.fee else { continue };
        if !CURRENCIES.contains(&fee.currency().code()) {
            return None;
        }
        let times = match service.fee_period {
            FeePeriod::Month => months,
            FeePeriod::Quarter => months / Decimal::from(3),
            FeePeriod::Year => months / Decimal::from(12),
            FeePeriod::OneOff => Decimal::ONE,
        };
        sum = sum.checked_add(fee.amount().checked_mul(times)?)?;
    }
    Some(sum)
}

/// Words of metrics that show more than work.
const RESULTS: &[&str] = &[
    "satisf",
    "csat",
    "nps",
    "survey",
    "rating",
    "experience",
    "first contact",
    "first-contact",
    "solved",
    "resolved",
    "restor",
    "success",
    "quality",
    "coverage",
    "deadline",
    "on time",
    "delivered",
    "complaint",
];

fn only_work(cx: &Cx<'_>, report: &mut Report) {
    let work = |m: &Metric| match m.shows {
        Some(viewpoint) => viewpoint == Viewpoint::Activity,
        None => {
            m.kind == MetricKind::TimeToEvent
                && !any_of(&m.name, RESULTS)
                && !any_of(&m.purpose, RESULTS)
                && !any_of(&m.clock_stop, RESULTS)
        }
    };
    if !cx.a.metrics.is_empty() && cx.a.metrics.iter().all(work) {
        let message =
            "All metrics show the provider's work, none shows what the service delivers or how users see it";
        report.at(
            "metrics",
            message,
            "Add one, such as the share solved at first contact or a survey of users",
        );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M30", &["credits.one_credit_per_incident=", "metrics.response.consequence=Credit"]),
    ("M31", &["-metrics latency", "services.hosting.fee=1000000.00 EUR"]),
    ("M32", &["-metrics uptime", "-metrics latency"]),
    (
        "M32",
        &[
            "metrics.uptime.shows=Activity",
            "metrics.latency.shows=Activity",
            "metrics.response.shows=Activity",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn many_credited_metrics_are_too_many() {
        let mut lines = Vec::new();
        for n in 0..14 {
            lines.push(format!("+metrics m{n}"));
            lines.push(format!("metrics.m{n}.name=Metric {n}"));
            lines.push(format!("metrics.m{n}.consequence=Credit"));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(codes(&lines).contains(&"M31"));
        assert!(!codes(&lines[3..]).contains(&"M31"), "15 are not more than 15");
    }

    #[test]
    fn a_restore_time_or_a_survey_shows_results() {
        let only = ["-metrics uptime", "-metrics latency"];
        for fine in ["metrics.response.clock_stop=The service is restored", "metrics.response.shows=Outcome"]
        {
            assert!(!codes(&[only[0], only[1], fine]).contains(&"M32"), "{fine}");
        }
    }

    #[test]
    fn metrics_of_other_services_do_not_share_failures() {
        let changes = [
            "credits.one_credit_per_incident=",
            "metrics.response.consequence=Credit",
            "metrics.response.service=backup",
        ];
        assert!(!codes(&changes).contains(&"M30"));
    }
}
