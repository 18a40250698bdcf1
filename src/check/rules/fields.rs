//! Fields that are empty though the agreement needs them, as far as no other rule speaks about them.

use super::{Cx, Report, Rule, Severity};
use crate::agreement::queries::label_of;
use crate::check::bare::is_bare;
use crate::check::fields::Place;
use crate::draft::Edit;
use crate::value::{Currency, LeafKind, Need, Node, Shape, id_of, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "F01",
        title: "Required field empty",
        severity: Severity::Error,
        detects: "A field without which the agreement is incomplete is empty, and no other rule is about it.",
        why: "The text would have a gap at this place.",
        example: "Governing law: (empty)",
        mend: "Governing law: Ireland",
        run: required,
        ..Rule::BLANK
    },
    Rule {
        code: "F02",
        title: "Recommended field empty",
        severity: Severity::Hint,
        detects: "A field that good agreements fill in is empty, and no other rule is about it.",
        why: "It answers a question that is asked sooner or later.",
        example: "Place of jurisdiction: (empty)",
        mend: "Place of jurisdiction: Berlin",
        run: recommended,
        ..Rule::BLANK
    },
];

/// Fields about which other rules speak, by record.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("Agreement", &["version", "currency"]),
    ("Party", &["legal_name", "registration", "address", "signatory", "signatory_title", "contacts"]),
    ("ParentAgreement", &["precedence"]),
    (
        "Term",
        &[
            "effective",
            "notice",
            "exit_help",
            "exit_price",
            "data_return",
            "data_formats",
            "deletion",
            "deletion_certificate",
        ],
    ),
    ("Service", &["out_of_scope", "hours", "locations", "workload_limits", "tax"]),
    ("Dependency", &["availability"]),
    ("Calendar", &["zone", "hours"]),
    (
        "Metric",
        &[
            "service",
            "owner",
            "operator",
            "target",
            "unit",
            "formula",
            "statistic",
            "scope",
            "window",
            "zone",
            "source",
            "measured_by",
            "missing_data",
            "partial_period",
            "exclusion_effect",
            "decimals",
            "consequence",
        ],
    ),
    ("Priority", &["criteria", "calendar", "restore", "compliance"]),
    (
        "Support",
        &["clock_start", "response_means", "automatic_reply_counts", "resolution_means", "priority_set_by"],
    ),
    ("MaintenanceWindow", &["days", "zone"]),
    ("Maintenance", &["windows", "notice", "cap", "effect", "emergency", "emergency_cap"]),
    ("Exclusion", &["causation"]),
    ("CreditSchedule", &["metric"]),
    (
        "Credits",
        &[
            "base",
            "schedules",
            "period_cap",
            "year_cap",
            "claim_needed",
            "payout",
            "nature",
            "sole_remedy",
            "counts_towards_liability",
            "chronic",
        ],
    ),
    ("ChronicFailure", &["count", "within"]),
    ("Bonus", &["threshold", "cap", "benefit"]),
    ("Indemnity", &["trigger", "cap", "insurance", "notice", "conduct"]),
    ("Insurance", &["survives"]),
    ("Continuity", &["rpo", "rto"]),
    ("PatchLevel", &["within"]),
    (
        "Security",
        &[
            "incident_notice",
            "patching",
            "certificates",
            "personal_data",
            "data_locations",
            "subcontractors",
            "audit",
        ],
    ),
    ("Reporting", &["cadence", "due", "recipient", "format", "late"]),
    ("Review", &["cadence", "improvement_plan", "change_control"]),
    ("EscalationStep", &["trigger", "after", "provider_contact"]),
    ("Escalation", &["steps", "data_dispute"]),
];

/// What a qualitative objective has no use for.
const NUMERIC: &[&str] = &["population", "failure", "measurement_point", "customer_access"];

fn required(cx: &Cx<'_>, report: &mut Report) {
    empty(cx, report, Need::Required);
}

fn recommended(cx: &Cx<'_>, report: &mut Report) {
    empty(cx, report, Need::Recommended);
}

fn empty(cx: &Cx<'_>, report: &mut Report, need: Need) {
    // A part that is not used at all asks for nothing; whether it is needed is the business of another rule.
    let mut idle: Option<&str> = None;
    // Only records tell whether their part is used.
    let matters =
        |place: &Place<'_, '_>| place.spec.need == need || matches!(place.spec.shape(), Shape::Record(_));
    for place in cx.fields().filter(matters) {
        let (top, deeper) = place.path.split_once('.').unwrap_or((place.path, ""));
        let own = matches!(top, "clauses" | "extra_clauses");
        if deeper.is_empty() {
            let unused = matches!(place.node.shape(), Shape::Record(_)) && is_bare(place.node, &[]);
            idle = unused.then_some(place.path);
            if !matches!(place.node.shape(), Shape::Leaf(_)) {
                continue;
            }
        } else if idle == Some(top) {
            continue;
        }
        if place.spec.need != need || !place.node.is_blank() || speaks_elsewhere(&place) {
            continue;
        }
        let whose = label_of(place.owner).filter(|_| !deeper.is_empty() && !place.spec.name.contains("name"));
        if own {
            own_clause(cx, &place, report);
            continue;
        }
        let of = match whose {
            Some(name) => format!(" of the {} {}", place.record.noun, quoted(&name)),
            None => String::new(),
        };
        let message = format!("“{}”{of} is empty", place.spec.label);
        report.absent(place.path, message, hint(&place, cx.a.currency));
    }
}

/// A clause in the drafter's words that has none, or a clause of one's own without a section or a heading.
fn own_clause(cx: &Cx<'_>, place: &Place<'_, '_>, report: &mut Report) {
    let id = id_of(place.owner);
    if place.record.name == "ClauseText" {
        let Some((section, clause)) = cx.template.clause(&id) else {
            let remove = Edit::Remove { list: "clauses".into(), id };
            let message = "A text for a clause that the form does not have is empty";
            report.absent(place.path, message, "Remove it").fix("Remove the text", vec![remove]);
            return;
        };
        let name = section.name_of(clause, cx.draft);
        let message = format!("The text of the clause {} is empty", quoted(name));
        let hint = "Write it, restore the form’s text, or leave the clause out";
        let mut edits = vec![Edit::Remove { list: "clauses".into(), id: id.clone() }];
        edits.extend(clause.decided(cx.draft, &id, false));
        report
            .absent(place.path, message, hint)
            .place(&section.title, name)
            .fix("Leave this clause out", edits);
        return;
    }
    let name = label_of(place.owner);
    let whose =
        name.map_or_else(|| "a clause of your own".to_owned(), |n| format!("your clause {}", quoted(&n)));
    let what = place.spec.label.to_lowercase();
    let message = format!("The {what} of {whose} is empty");
    let found = report.absent(place.path, message, "Fill it in, or delete the clause");
    if place.spec.need == Need::Required {
        found.fix("Delete this clause", vec![Edit::Remove { list: "extra_clauses".into(), id }]);
    }
}

fn hint(place: &Place<'_, '_>, currency: Option<Currency>) -> String {
    let help = place.spec.help().trim_end_matches('.');
    let amount = place.spec.example.rsplit_once(' ').map(|(amount, _)| amount);
    let of_money = matches!(place.spec.shape(), Shape::Leaf(LeafKind::Money));
    if let (true, Some(amount), Some(currency)) = (of_money, amount, currency) {
        return format!("{help}; for example: {amount} {}", currency.code());
    }
    match place.spec.example {
        "" => help.to_owned(),
        example => format!("{help}; for example: {}", example.trim_end_matches('.')),
    }
}

fn speaks_elsewhere(place: &Place<'_, '_>) -> bool {
    let field = place.spec.name;
    let known = |(record, fields): &(&str, &[&str])| *record == place.record.name && fields.contains(&field);
    if ELSEWHERE.iter().any(known) {
        return true;
    }
    let text = |name: &str| place.owner.child(name).map(Node::text).unwrap_or_default();
    match (place.record.name, field) {
        ("Metric", field) if text("kind") == "Qualitative" => NUMERIC.contains(&field),
        ("Metric", "population") => text("statistic") == "Percentile",
        ("Metric", "failure") => text("kind") == "Availability",
        _ => false,
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("F01", &["governing_law="]),
    ("F01", &["services.hosting.description="]),
    ("F01", &["metrics.uptime.name="]),
    ("F01", &["+clauses scope-services", "clauses.scope-services.text="]),
    ("F02", &["jurisdiction="]),
    ("F02", &["metrics.uptime.purpose="]),
];

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::check::fields::Fields;
    use crate::check::testkit::{clean, run};
    use crate::draft::Edit;
    use crate::value::{LeafKind, Need, Shape};

    /// Whoever clears a required field hears of it at that field; a recommended one likewise, in whatever tone. The
    /// exceptions are said elsewhere in the agreement: a response for an availability, a resolution for a restore
    /// time, the target of a metric for a share.
    #[test]
    fn no_needed_field_can_be_cleared_in_silence() {
        let base = clean();
        let mut needed = Vec::new();
        for place in Fields::of(&base).iter() {
            let leaf = matches!(place.node.shape(), Shape::Leaf(kind) if !matches!(kind,
                LeafKind::Choice(_) | LeafKind::Time | LeafKind::Id));
            if leaf && place.spec.need != Need::Optional && !place.node.is_blank() {
                needed.push((place.path.to_owned(), place.spec.need));
            }
        }
        assert!(needed.len() > 150, "{}", needed.len());
        let mut silent = Vec::new();
        for (path, need) in needed {
            let mut draft = base.clone();
            if Edit::set(path.as_str(), "").apply_strict(&mut draft).is_err() {
                continue;
            }
            let found = run(&draft);
            let said =
                found.iter().any(|f| f.path.as_str() == path || f.related.iter().any(|r| r.as_str() == path));
            let grave = found.iter().any(|f| f.severity != Severity::Hint);
            let elsewhere = ["dependencies.power.availability", ".restore", ".compliance"]
                .iter()
                .any(|e| path.ends_with(e));
            if !said && !elsewhere || need == Need::Required && !grave {
                silent.push(format!(
                    "{path} {:?}",
                    found.iter().map(|f| (f.code, f.path.as_str())).collect::<Vec<_>>()
                ));
            }
        }
        assert!(silent.is_empty(), "{}", silent.join("\n"));
    }
}
