//! Excuses that reach too far, and cases that nobody counted.

use super::metric_card::field;
use super::{Cx, Report, Rule, Severity, at, list, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Exclusion, Measurer, Metric, MetricKind};
use crate::check::phrases::{any_of, find_word, negated};
use crate::value::quoted;

/// All that those of the rules of this file read that need nothing but the agreement.
const READS: &[Read] = &[All("exclusions"), All("metrics"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "X07",
        title: "Own suppliers excluded",
        severity: Severity::Warning,
        detects: "An exclusion excuses failures of suppliers, subcontractors, carriers or clouds that the provider has \
                  chosen, or of what a service of this agreement rests on.",
        why: "The customer has no contract with them; the provider has, and chose them.",
        example: "Excluded: outages of upstream providers",
        mend: "Excluded: outages of suppliers that the customer has chosen; credits of others are passed on",
        reads: READS,
        run: own_suppliers,
        ..Rule::BLANK
    },
    Rule {
        code: "X08",
        title: "Time before the report not counted",
        severity: Severity::Warning,
        detects: "Downtime counts only from the customer's report, although it is not the customer who measures the service.",
        why: "It rewards a provider that keeps quiet and punishes a customer that sleeps at night.",
        example: "Downtime runs from the opening of the ticket",
        mend: "Downtime runs from the first failed probe or the report, whichever is earlier",
        reads: READS,
        run: before_report,
        ..Rule::BLANK
    },
    Rule {
        code: "X09",
        title: "Force majeure without duties",
        severity: Severity::Hint,
        detects: "An exclusion for force majeure names no duty to give notice, to reduce the effects or to recover.",
        why: "Recovery plans are made for exactly such events; an excuse without duties switches them off.",
        example: "Force majeure is excluded",
        mend: "Force majeure, as far as the agreed recovery plan could not avoid its effects; notice within 24 hours",
        run: force_majeure,
        ..Rule::BLANK
    },
    Rule {
        code: "I17",
        title: "Abandoned and duplicate cases not treated",
        severity: Severity::Warning,
        detects: "Calls or tickets are counted, and neither the support rules nor the metric say how abandoned, \
                  duplicate or withdrawn ones count.",
        why: "Three ways of counting abandoned calls give three results for the same month.",
        example: "80 % of the calls in 20 seconds",
        mend: "80 % of the calls offered in 20 seconds; calls given up within 5 seconds do not count",
        run: abandoned,
        ..Rule::BLANK
    },
];

fn event(exclusion: &Exclusion) -> crate::value::FieldPath {
    at(&["exclusions", &exclusion.id, "event"])
}

const SUPPLIERS: &[&str] = &[
    "upstream",
    "subcontractor",
    "sub-contractor",
    "supplier",
    "vendor",
    "carrier",
    "cloud provider",
    "hosting provider",
    "internet provider",
    "third-party",
    "third party",
    "third parties",
    "data centre operator",
    "data center operator",
];

/// Whoever is meant was chosen by the customer, or stands on its side.
const NOT_OURS: &[&str] = &[
    "chosen by the customer",
    "selected by the customer",
    "engaged by the customer",
    "of the customer",
    "customer's",
    "customer’s",
    "the customer operates",
    "by the customer",
    "its other suppliers",
    "not chosen by the provider",
    "attack",
];

fn own_suppliers(cx: &Cx<'_>, report: &mut Report) {
    for exclusion in &cx.a.exclusions {
        let text = exclusion.event.trim();
        // An excuse for anything at all is another finding.
        if super::relief::swallows_all(text)
            || any_of(text, NOT_OURS)
            || any_of(text, &["other than", "except"])
        {
            continue;
        }
        let lower = text.to_lowercase();
        let named_one =
            cx.a.services.iter().flat_map(|s| s.dependencies.iter().map(move |d| (s, d))).find(|(_, d)| {
                let named = |name: &str| {
                    name.trim().len() >= 4 && find_word(&lower, &[&name.trim().to_lowercase()]).is_some()
                };
                named(&d.supplier) || named(&d.name)
            });
        let kind = SUPPLIERS.iter().find(|word| any_of(text, &[word]));
        let why = match (named_one, kind) {
            (Some((service, dependency)), _) => format!(
                "although {} rests on {}",
                named(&service.name, "a service"),
                named(&dependency.name, "it")
            ),
            (None, Some(_)) if !negated(text) => "though the provider chooses its suppliers".to_owned(),
            _ => continue,
        };
        let hint = "Limit it to suppliers that the customer has chosen, or pass their credits on";
        let found = report.at(event(exclusion), format!("{} is excused, {why}", quoted(text)), hint);
        if let Some((service, dependency)) = named_one {
            found.related(at(&["services", &service.id, "dependencies", &dependency.id]));
        }
    }
}

const BEFORE: &[&str] = &[
    "before the problem is reported",
    "before it is reported",
    "before it was reported",
    "before a report",
    "before the report",
    "before the customer reports",
    "before the customer has reported",
    "prior to the report",
    "prior to a report",
    "until it is reported",
    "until the customer reports",
    "until reported",
    "not reported",
    "before the incident is reported",
    "before the fault is reported",
    "before the outage is reported",
    "before notification by the customer",
    "before the customer notifies",
    "before a ticket",
];

const FROM: &[&str] = &[
    "from the customer's report",
    "from the customer’s report",
    "from the report",
    "from the time of the report",
    "from the moment of the report",
    "after the report of the customer",
    "from the ticket",
    "from ticket",
    "from the opening of the ticket",
    "from the opening of a ticket",
    "once the customer reports",
    "when the customer reports",
    "when reported by the customer",
    "reported by the customer",
    "once a ticket",
    "as soon as the customer reports",
    "starts with the report",
    "begins with the report",
    "starts with the ticket",
    "from notification by the customer",
    "after the customer reports",
    "after the customer has reported",
];

const SEEN_OTHERWISE: &[&str] = &["earlier", "monitoring", "alarm", "probe", "detect", "or by the provider"];

fn before_report(cx: &Cx<'_>, report: &mut Report) {
    let monitors = |m: &Metric| {
        m.kind == MetricKind::Availability
            && (m.measured_by != Some(Measurer::Customer) || m.sampling.is_some())
    };
    if !cx.a.metrics.iter().any(monitors) {
        return;
    }
    let hint = "Let it run from the first failed probe or the report, whichever is earlier";
    let why = "although it is not the customer who measures the service";
    for exclusion in cx.a.exclusions.iter().filter(|e| any_of(&e.event, BEFORE)) {
        let message = format!("{} is excused, {why}", quoted(exclusion.event.trim()));
        report.at(event(exclusion), message, hint);
    }
    for metric in cx.a.metrics.iter().filter(|m| monitors(m)) {
        let texts = [
            ("failure", metric.failure.as_str()),
            ("clock_start", metric.clock_start.as_str()),
            ("formula_text", metric.formula_text.as_str()),
            ("population", metric.population.as_str()),
        ];
        let late = |text: &str| any_of(text, FROM) && !any_of(text, SEEN_OTHERWISE) && !negated(text);
        if let Some((name, text)) = texts.into_iter().find(|(_, text)| late(text)) {
            let message = format!(
                "The downtime of {} runs only {}, {why}",
                named(&metric.name, "metric"),
                start_words(text)
            );
            report.at(field(metric, name), message, hint);
        }
    }
}

fn start_words(text: &str) -> String {
    let lower = text.to_lowercase();
    let phrase = FROM.iter().find(|phrase| lower.contains(*phrase)).copied().unwrap_or("from the report");
    if phrase.starts_with("from") { phrase.to_owned() } else { "from the customer's report".to_owned() }
}

const DUTIES: &[&str] = &[
    "notice",
    "notif",
    "inform",
    "tell",
    "mitigat",
    "reduce",
    "recover",
    "restor",
    "continuity",
    "avoid",
    "plan",
    "resume",
    "as soon as",
];

fn force_majeure(cx: &Cx<'_>, report: &mut Report) {
    let says = |text: &str| any_of(text, &["force majeure", "act of god", "acts of god"]);
    let elsewhere = || {
        cx.texts()
            .any(|t| !t.path.as_str().starts_with("exclusions.") && says(&t.text) && any_of(&t.text, DUTIES))
    };
    for exclusion in cx.a.exclusions.iter().filter(|e| says(&e.event)) {
        let own = [exclusion.event.as_str(), exclusion.evidence.as_str(), exclusion.causation.as_str()];
        if own.iter().any(|text| any_of(text, DUTIES)) || in_the_form(cx) || elsewhere() {
            continue;
        }
        let message =
            format!("{} is excused without any duty of the provider", quoted(exclusion.event.trim()));
        report
            .at(
                event(exclusion),
                message,
                "Ask for notice, and for what the recovery plan could have avoided",
            )
            .related(at(&["exclusions", &exclusion.id, "evidence"]));
    }
}

/// Whether a clause of the document that is printed deals with force majeure and its duties.
fn in_the_form(cx: &Cx<'_>) -> bool {
    let mut clauses = cx.document.sections.iter().flat_map(|s| &s.clauses);
    clauses.any(|clause| {
        let titled = clause.title.as_deref().is_some_and(|t| any_of(t, &["force majeure"]));
        titled && !clause.blocks.is_empty()
    })
}

const CASES: &[&str] = &["call", "ticket", "incident", "request", "case", "chat", "contact"];
const TREATED: &[&str] =
    &["abandon", "duplicate", "withdrawn", "cancel", "spam", "given up", "ended by the caller"];

fn abandoned(cx: &Cx<'_>, report: &mut Report) {
    if !cx.a.support.abandoned.trim().is_empty() {
        return;
    }
    let counts = |m: &&Metric| {
        m.kind == MetricKind::TimeToEvent
            && find_case(&m.population)
            && ![m.population.as_str(), m.failure.as_str(), m.formula_text.as_str()]
                .iter()
                .any(|t| any_of(t, TREATED))
    };
    let metrics: Vec<&Metric> = cx.a.metrics.iter().filter(counts).collect();
    let Some(first) = metrics.first() else { return };
    let names: Vec<String> = metrics.iter().map(|m| named(&m.name, "metric")).collect();
    let message =
        format!("Nothing says how abandoned, duplicate or withdrawn cases count in {}", list(&names));
    let hint = "Say how they count, such as: duplicates count once, withdrawn ones do not count";
    report.absent("support.abandoned", message, hint).related(field(first, "population"));
}

fn find_case(text: &str) -> bool {
    let lower = text.to_lowercase();
    CASES.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("X07", &["exclusions.customer.event=Outages of upstream cloud providers"]),
    ("X07", &["exclusions.customer.event=Failure at Colocation Berlin AG"]),
    ("X08", &["exclusions.customer.event=Any time before the problem is reported by the customer"]),
    ("X08", &["metrics.uptime.failure=Downtime counts from the customer's report"]),
    ("X09", &["exclusions.customer.event=Force majeure", "exclusions.customer.evidence=Entry in the log"]),
    ("I17", &["support.abandoned="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn excuses_that_stay_on_the_customers_side_are_fine() {
        for fine in [
            "Failure of suppliers chosen by the customer",
            "Failure of third-party software that the customer operates",
            "A failure not caused by suppliers",
            "Failure of any carrier line, other than those of the provider's suppliers",
        ] {
            assert!(!codes(&[&format!("exclusions.customer.event={fine}")]).contains(&"X07"), "{fine}");
        }
        let all = codes(&["exclusions.customer.event=Acts of any third party"]);
        assert!(all.contains(&"X04") && !all.contains(&"X07"), "one cause, one finding: {all:?}");
    }

    #[test]
    fn whichever_is_earlier_is_fair() {
        for fine in [
            "Downtime counts from the customer's report or the first alarm, whichever is earlier",
            "Downtime counts from the first failed probe",
        ] {
            assert!(!codes(&[&format!("metrics.uptime.failure={fine}")]).contains(&"X08"), "{fine}");
        }
    }

    #[test]
    fn a_duty_anywhere_near_is_enough() {
        let event = "exclusions.customer.event=Force majeure";
        assert!(!codes(&[event, "exclusions.customer.evidence=Notice within 24 hours"]).contains(&"X09"));
        let plan = "continuity.plan=Force majeure: recovery in the second data centre";
        assert!(!codes(&[event, "exclusions.customer.evidence=Log", plan]).contains(&"X09"));
    }

    #[test]
    fn a_metric_that_treats_them_needs_no_rule() {
        let own = "metrics.response.population=All incidents of P1 and P2, duplicates once";
        assert!(!codes(&["support.abandoned=", own]).contains(&"I17"));
    }
}
