//! Duties have one owner each.

use super::{Cx, Report, Rule, Severity, at, sentence};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Owner, Party, Responsibility, Role};
use crate::check::phrases::find_word;
use crate::draft::Edit;
use crate::value::quoted;
use rustc_hash::FxHashMap;

/// All that the rules of this file read.
const READS: &[Read] = &[All("parties"), All("responsibilities")];

pub(super) const RULES: &[Rule] = &[Rule {
    code: "P07",
    title: "Duty without a single owner",
    severity: Severity::Warning,
    detects: "A duty is owed by both parties and nothing says who leads; or the same duty is given to the provider and \
              to the customer; or it is led by another party than the one that owes it. A duty that each party has for \
              itself (\"its own ...\", \"each party ...\") is fine.",
    why: "What two owe, each leaves to the other.",
    example: "Test the recovery plan: provider and customer",
    mend: "Test the recovery plan: both, led by the provider",
    reads: READS,
    run: single_owner,
    ..Rule::BLANK
}];

fn single_owner(cx: &Cx<'_>, report: &mut Report) {
    let mut seen: FxHashMap<String, &Responsibility> = FxHashMap::default();
    for duty in cx.a.responsibilities.iter().filter(|d| !d.duty.trim().is_empty()) {
        let shown = quoted(duty.duty.trim());
        let path = |field: &str| at(&["responsibilities", &duty.id, field]);
        let lead = cx.a.parties.iter().find(|p| p.id.as_str() == duty.lead.as_str());
        if let Some(lead) = lead.filter(|p| leads_another(duty.owner, p)) {
            let message = format!(
                "{shown} is owed by the {}, but led by the {}",
                duty.owner.label().to_lowercase(),
                lead.role.label().to_lowercase()
            );
            report
                .at(path("lead"), message, "Let the one that owes it lead, or let both owe it")
                .related(path("owner"))
                .fix("Clear the lead", vec![Edit::set(path("lead"), "")]);
        }
        if duty.owner == Owner::Both && duty.lead.is_empty() && !each_for_itself(&duty.duty) {
            let message = format!("{} is owed by both parties, and nobody leads", sentence(&shown));
            let found =
                report.at(path("lead"), message, "Choose the party that answers for it, or split the duty");
            if let Some(provider) = cx.a.party(Role::Provider).filter(|p| !p.id.is_empty()) {
                found.fix("Let the provider lead", vec![Edit::set(path("lead"), provider.id.as_str())]);
            }
        }
        let words = duty.duty.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let key = words.collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(first) = seen.get(&key).filter(|f| f.owner != duty.owner && !each_for_itself(&duty.duty))
        {
            let message = format!(
                "{shown} is a duty of the {} and of the {}",
                first.owner.label().to_lowercase(),
                duty.owner.label().to_lowercase()
            );
            report
                .at(path("owner"), message, "Give it to one of them")
                .related(at(&["responsibilities", &first.id, "owner"]))
                .fix(
                    "Remove the second",
                    vec![Edit::Remove { list: "responsibilities".into(), id: duty.id.to_string() }],
                );
        }
        seen.entry(key).or_insert(duty);
    }
}

fn leads_another(owner: Owner, lead: &Party) -> bool {
    matches!((owner, lead.role), (Owner::Provider, Role::Customer) | (Owner::Customer, Role::Provider))
}

fn each_for_itself(duty: &str) -> bool {
    find_word(&duty.to_lowercase(), &["own", "each party", "each of", "each side", "itself", "respective"])
        .is_some()
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("P07", &["responsibilities.monitor.owner=Both"]),
    (
        "P07",
        &[
            "+responsibilities again",
            "responsibilities.again.owner=Customer",
            "responsibilities.again.duty=Issue a credit note for each Service Credit",
            "responsibilities.credit-note.duty=Issue a credit note for all Service Credits",
            "responsibilities.again.duty=Issue a credit note for all Service Credits.",
        ],
    ),
    ("P07", &["responsibilities.monitor.lead=customer"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn a_lead_or_each_for_itself_is_enough() {
        for fine in
            ["responsibilities.monitor.lead=provider", "responsibilities.monitor.duty=Name its own manager"]
        {
            assert!(!codes(&["responsibilities.monitor.owner=Both", fine]).contains(&"P07"), "{fine}");
        }
    }
}
