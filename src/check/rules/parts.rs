//! Whole parts that are missing, and items that are still empty.

use super::{Cx, Report, Rule, Severity};
use crate::agreement::Consequence;
use crate::agreement::queries::label_of;
use crate::check::bare::is_bare;
use crate::check::coverage::{owner, why};
use crate::draft::Edit;
use crate::value::{FieldPath, Node, Shape, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D06",
        title: "Part missing",
        severity: Severity::Error,
        detects: "A part that every service level agreement needs is empty: parties, services, metrics, term, signatures; \
                  or, where this form of agreement has a place for it, definitions, responsibilities, exclusions, \
                  remedies, reporting, review, escalation. Maintenance, continuity and security are asked for with a \
                  warning.",
        why: "These parts are the minimum of the recognised standards. What the text does not say is decided later, by \
              someone else.",
        example: "Reporting: (nothing)",
        mend: "Fill in the part, or mark it as not applicable and say why",
        run: missing,
        ..Rule::BLANK
    },
    Rule {
        code: "F03",
        title: "Item without data",
        severity: Severity::Error,
        detects: "An item of a list was added, but nothing was entered into it yet, or nothing but its name.",
        why: "It would print as a row of gaps.",
        example: "A metric \"Uptime\" with nothing but its name",
        mend: "Fill it in, or remove it",
        run: empty_items,
        ..Rule::BLANK
    },
];

struct Part {
    path: &'static str,
    name: &'static str,
    /// Asked for even if the form of agreement has no place for it.
    core: bool,
    severity: Severity,
    hint: &'static str,
}

const fn part(path: &'static str, name: &'static str, hint: &'static str) -> Part {
    Part { path, name, core: false, severity: Severity::Error, hint }
}

const fn core(path: &'static str, name: &'static str, hint: &'static str) -> Part {
    Part { core: true, ..part(path, name, hint) }
}

const fn advised(path: &'static str, name: &'static str, hint: &'static str) -> Part {
    Part { severity: Severity::Warning, ..part(path, name, hint) }
}

const PARTS: &[Part] = &[
    core("parties", "parties", "Add the provider and the customer"),
    core("term", "term", "Say from when the agreement runs, for how long, and how it ends"),
    core("services", "services", "Add at least one service with its scope and its hours"),
    core("metrics", "metrics", "Add at least one metric for each service"),
    core("signatures", "signatures", "Add a signature block for each party"),
    part("definitions", "definitions", "Define the terms that decide about money, such as downtime"),
    part("responsibilities", "responsibilities", "List what the provider and what the customer has to do"),
    part("exclusions", "exclusions", "List the events for which the provider is not held to the target"),
    part("reporting", "reporting", "Say how often a report is due, by when, to whom and in which form"),
    part("review", "review and change", "Say how often the parties meet and how the agreement is changed"),
    part("escalation", "escalation", "Add at least two steps, and a way to settle disputes about data"),
    advised(
        "maintenance",
        "maintenance",
        "Say when planned work may be done, how it is announced and how much is excused",
    ),
    advised("continuity", "continuity", "Agree how much data may be lost and how long a recovery may take"),
    advised("security", "security and data", "Agree incident notice, patch times and where data lies"),
];

fn missing(cx: &Cx<'_>, report: &mut Report) {
    for part in PARTS.iter().filter(|p| p.core || cx.offers(p.path)) {
        let Some(node) = cx.a.child(part.path) else { continue };
        let empty = match node.shape() {
            Shape::List(_) => node.is_blank(),
            _ => is_bare(node, &[]) && !cx.has_pending_below(part.path),
        };
        // Maintenance that is excused among the exclusions is there; its own rules say what it lacks.
        let elsewhere = part.path == "maintenance" && super::relief::excuses_maintenance(cx);
        if empty && !elsewhere {
            let message = format!("The part “{}” is empty", part.name);
            let found = report.absent(part.path, message, part.hint).severity(part.severity).covers();
            if part.path == "signatures" {
                let edits: Vec<Edit> = cx.a.parties.iter().flat_map(super::parties::block_for).collect();
                if !edits.is_empty() {
                    found.fix("Add a block for each party", edits);
                }
            }
            rest_of(part, cx, report);
        }
    }
    let acts = |c: Option<Consequence>| c.is_some_and(|c| c != Consequence::ReportedOnly);
    let remedy = cx.has_credits() || cx.a.metrics.iter().any(|m| acts(m.consequence));
    if cx.offers("credits") && !remedy && !cx.a.metrics.is_empty() {
        let hint = "Agree credits, or let a miss lead to escalation or to an improvement plan";
        report.absent("credits", "Nothing follows when a target is missed", hint).covers();
    }
    for (role, noun) in
        [(crate::agreement::Role::Provider, "provider"), (crate::agreement::Role::Customer, "customer")]
    {
        if !cx.a.parties.is_empty() && cx.a.party(role).is_none() {
            let hint = format!("Add the {noun}, or choose the role of the party that is meant");
            report.at("parties", format!("No party is the {noun}"), hint);
        }
    }
}

/// Parts of their own that an empty part stands for as well, as long as it applies.
const WITHIN: &[(&str, &str, &str)] = &[
    ("security", "security.personal_data", "Say whether personal data is handled, and where data lies"),
    ("security", "security.audit", "Agree an audit right, or certificates that are kept up"),
];

fn rest_of(part: &Part, cx: &Cx<'_>, report: &mut Report) {
    if why(cx.draft, &part.path.into()).is_none() {
        return;
    }
    for (_, path, hint) in WITHIN.iter().filter(|(whole, ..)| *whole == part.path) {
        let name = owner(&(*path).into()).map_or("", |own| own.name);
        report.absent(*path, format!("The part “{name}” is empty"), *hint).severity(part.severity);
    }
}

/// Names an item, but says nothing about it.
const NAMING: &[&str] = &["name", "legal_name", "short_name", "title"];
/// A record of fewer fields can be complete with little more than its name.
const LARGE: usize = 8;

/// Answers have rules of their own, and a step is its operation, of which one is always chosen.
const COMPLETE: &[&str] = &["Answer", "OrderedStep"];

fn empty_items(cx: &Cx<'_>, report: &mut Report) {
    for place in cx.lists() {
        let Some(list) = place.node.as_list() else { continue };
        let spec = list.spec();
        for item in (0..list.len()).filter_map(|i| list.at(i)) {
            let besides = if spec.fields.len() >= LARGE { NAMING } else { &[] };
            if !is_bare(item, besides) {
                continue;
            }
            let path = FieldPath::new(place.path).join(&crate::value::id_of(item));
            if cx.has_pending_below(path.as_str()) || COMPLETE.contains(&spec.name) {
                continue;
            }
            let message = match label_of(item).filter(|_| !is_bare(item, &[])) {
                Some(name) => format!("The {} {} has nothing but its name yet", spec.noun, quoted(&name)),
                None => format!("The {} has no data yet", spec.noun),
            };
            report.absent(path, message, "Fill it in, or remove it").covers();
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D06", &["-metrics uptime", "-metrics latency", "-metrics response"]),
    ("D06", &["-signatures provider", "-signatures customer"]),
    (
        "D06",
        &[
            "reporting.cadence=",
            "reporting.due=",
            "reporting.recipient=",
            "reporting.format=",
            "reporting.content=",
            "reporting.late=",
            "reporting.retention=",
        ],
    ),
    ("D06", &["-parties customer"]),
    ("D06", &["-exclusions customer"]),
    ("F03", &["+metrics new"]),
    ("F03", &["+metrics new", "metrics.new.name=Uptime"]),
    ("F03", &["+escalation.steps third"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};
    use crate::draft::Draft;

    #[test]
    fn an_empty_item_is_one_finding() {
        let found = run(&changed(&["+metrics new", "metrics.new.name=Uptime"]));
        let at: Vec<_> = found.iter().filter(|f| f.path.as_str().starts_with("metrics.new")).collect();
        assert_eq!(at.len(), 1, "{at:?}");
        assert_eq!(at[0].message, "The metric “Uptime” has nothing but its name yet");
    }

    #[test]
    fn an_empty_part_is_one_finding() {
        let found = run(&changed(super::FIXTURES[2].1));
        let at: Vec<_> =
            found.iter().filter(|f| f.path.as_str().starts_with("reporting")).map(|f| f.code).collect();
        assert_eq!(at, ["D06"]);
    }

    #[test]
    fn an_empty_draft_is_told_in_one_line_a_part() {
        let found = run(&Draft::default());
        let parts = found.iter().filter(|f| f.code == "D06").count();
        assert!(parts >= 12, "{parts}");
        assert!(found.len() < 2 * parts, "{found:#?}");
    }

    #[test]
    fn an_agreement_whose_metrics_have_other_consequences_needs_no_credits() {
        let with = |consequence: &str| {
            codes(&[
                "-credits.schedules uptime",
                "-credits.schedules latency",
                "credits.base=",
                "credits.period_cap=",
                "credits.year_cap=",
                "-bonuses uptime",
                &format!("metrics.uptime.consequence={consequence}"),
                &format!("metrics.latency.consequence={consequence}"),
                &format!("metrics.response.consequence={consequence}"),
            ])
        };
        assert!(with("ReportedOnly").contains(&"D06"));
        assert!(!with("ImprovementPlan").contains(&"D06"));
    }
}
