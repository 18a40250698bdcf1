//! The form: it shows fields that exist, and everything that the text prints.

use super::{Faults, in_clause, in_section};
use crate::template::{Compiled, Facts, Generated, Placeholder};
use crate::value::FieldPath;

pub(super) fn check(template: &Compiled, facts: &Facts<'_>, faults: &mut Faults) {
    let mut shown: Vec<FieldPath> = Vec::new();
    for section in &template.sections {
        for path in &section.form {
            let place = in_section(section);
            let computed = facts.find(path).is_ok_and(|f| f.path.as_str() != path);
            // The named states are the draft's own, and printed as the history of changes.
            if path != "milestones" && (facts.find(path).is_err() || computed) {
                faults.add(&place, format!("the form shows “{path}”, which is no field of the agreement"));
            } else if shown.iter().any(|s| s.as_str() == path) {
                faults.add(&place, format!("the form shows “{path}” a second time; show it once"));
            }
            shown.push(FieldPath::new(path.as_str()));
        }
    }
    let is_shown = |path: &FieldPath| shown.iter().any(|s| path.is_within(s) || s.is_within(path));
    for section in &template.sections {
        for clause in &section.clauses {
            let place = in_clause(section, clause);
            for block in &clause.blocks {
                for part in parts(*block).iter().filter(|part| !is_shown(&FieldPath::new(**part))) {
                    faults.add(&place, format!("the block {block:?} prints “{part}”, which no form shows"));
                }
            }
            for (_, markup) in template.texts_of(section, clause) {
                for placeholder in markup.placeholders() {
                    let Placeholder::Value { path, .. } = placeholder else { continue };
                    let Ok(fact) = facts.find(path) else { continue };
                    let asked = fact.path.is_within(&"answers".into()) || fact.path.as_str() == "template";
                    if !asked && !is_shown(&fact.path) {
                        faults.add(
                            &place,
                            format!("{placeholder} prints “{}”, which no form shows", fact.path),
                        );
                    }
                }
            }
        }
    }
}

/// The parts of the agreement that a block cannot do without.
fn parts(block: Generated) -> &'static [&'static str] {
    match block {
        Generated::Parties | Generated::Contacts => &["parties"],
        Generated::ParentAgreement => &["parent"],
        Generated::Term => &["term"],
        Generated::Services | Generated::Dependencies => &["services"],
        Generated::Calendars => &["calendars"],
        Generated::Definitions => &["definitions"],
        Generated::TimeLimits => &["time_limits"],
        Generated::Responsibilities(_) => &["responsibilities"],
        Generated::MetricSummary | Generated::MetricCards => &["metrics"],
        Generated::Priorities => &["priorities"],
        Generated::Support => &["support"],
        Generated::Maintenance => &["maintenance"],
        Generated::Exclusions => &["exclusions"],
        Generated::CreditTables | Generated::WorkedExamples => &["credits.schedules"],
        Generated::CreditTerms => &["credits.base"],
        Generated::ChronicFailure => &["credits.chronic"],
        Generated::EarnBack => &["credits.earn_back"],
        Generated::Bonuses => &["bonuses"],
        Generated::Indemnities => &["indemnities"],
        Generated::Liability => &["liability"],
        Generated::Insurance => &["insurance"],
        Generated::Groups => &["groups"],
        Generated::Policies(_) => &["policies"],
        Generated::EffectivePolicies => &["policies", "groups"],
        Generated::Continuity => &["continuity"],
        Generated::Security => &["security"],
        Generated::Reporting => &["reporting"],
        Generated::Review => &["review"],
        Generated::Escalation => &["escalation"],
        Generated::ChangeHistory => &["milestones"],
        Generated::Signatures => &["signatures"],
    }
}
