//! What an agreement states or leaves out, where no single field says so: for the conditions of clauses and of parts of
//! their texts. Nothing of it is printed.

use super::facts::{Fact, Label, Source};
use crate::agreement::{Agreement, Contact, ContactPurpose, Level, Owner, Role};
use crate::draft::Draft;
use crate::value::{FieldPath, LeafKind};

/// Something that is there or is not: `Has("stated.limits")` and `{{when:stated.limits}}` ask for it.
struct Stated {
    path: &'static str,
    label: &'static str,
    /// The field that decides it.
    field: &'static str,
    holds: fn(&Agreement) -> bool,
}

const fn stated(
    path: &'static str,
    label: &'static str,
    field: &'static str,
    holds: fn(&Agreement) -> bool,
) -> Stated {
    Stated { path, label, field, holds }
}

const STATED: &[Stated] = &[
    stated("stated.suppliers", "Any service has dependencies", "services", |a| {
        a.services.iter().any(|s| !s.dependencies.is_empty())
    }),
    stated("stated.limits", "Any service has a workload limit", "services", |a| {
        a.services.iter().any(|s| s.workload_limits.iter().any(|line| !line.trim().is_empty()))
    }),
    stated("stated.locations", "Any service has a location", "services", |a| {
        a.services.iter().any(|s| s.locations.iter().any(|line| !line.trim().is_empty()))
    }),
    stated("stated.several_services", "Two services or more", "services", |a| a.services.len() > 1),
    stated("stated.several_metrics", "Two metrics or more", "metrics", |a| a.metrics.len() > 1),
    stated("stated.several_priorities", "Two priorities or more", "priorities", |a| a.priorities.len() > 1),
    stated("stated.pauses", "Any clock may pause", "priorities", |a| {
        a.priorities.iter().any(|p| !p.pauses.is_empty() || p.pause_limit.is_some())
    }),
    stated("stated.restore", "Any priority has a time to restore", "priorities", |a| {
        a.priorities.iter().any(|p| p.restore.is_some())
    }),
    stated("stated.several_caps", "Two caps on credits or more", "credits", |a| {
        let credits = &a.credits;
        let of_metric = credits.schedules.iter().any(|s| s.cap.is_some());
        let of_period = credits.period_cap.is_some() || credits.period_cap_months.is_some();
        let of_year = credits.year_cap.is_some() || credits.year_cap_months.is_some();
        [of_metric, of_period, of_year].iter().filter(|there| **there).count() > 1
    }),
    stated("stated.chronic", "What counts as chronic failure is said", "credits.chronic", |a| {
        let chronic = &a.credits.chronic;
        chronic.count.is_some() || chronic.consecutive.is_some() || chronic.critical_level.is_some()
    }),
    stated("stated.liability_limit", "Liability has a limit", "liability.cap", |a| {
        a.liability.cap.is_some() || a.liability.cap_percent.is_some()
    }),
    stated("stated.provider_duties", "The provider has duties of its own", "responsibilities", |a| {
        a.responsibilities.iter().any(|r| r.owner == Owner::Provider)
    }),
    stated("stated.customer_duties", "The customer has duties", "responsibilities", |a| {
        a.responsibilities.iter().any(|r| r.owner == Owner::Customer)
    }),
    stated("stated.claims_contact", "The provider has a contact for claims", "parties", |a| {
        has_contact(a, Role::Provider, ContactPurpose::Claims)
    }),
    stated("stated.customer_security", "The customer has a contact for security", "parties", |a| {
        has_contact(a, Role::Customer, ContactPurpose::Security)
    }),
    stated("stated.customer_operations", "The customer has a contact for operations", "parties", |a| {
        has_contact(a, Role::Customer, ContactPurpose::Operations)
    }),
    stated("stated.joint_duties", "Both parties have a duty together", "responsibilities", |a| {
        a.responsibilities.iter().any(|r| r.owner == Owner::Both)
    }),
    stated("stated.corporate_policies", "There are corporate policies", "policies", |a| {
        a.policies.iter().any(|p| p.level == Level::Corporate)
    }),
    stated("stated.service_policies", "There are service policies", "policies", |a| {
        a.policies.iter().any(|p| p.level == Level::Service)
    }),
    stated("stated.uncontacted", "A party has no contact", "parties", |a| {
        a.parties.iter().any(|p| p.role != Role::Other && p.contacts.is_empty())
    }),
    stated("stated.contacts", "Any party has a contact", "parties", |a| {
        a.parties.iter().any(|p| !p.contacts.is_empty())
    }),
];

fn has_contact(agreement: &Agreement, role: Role, purpose: ContactPurpose) -> bool {
    let named = |c: &Contact| c.purpose == purpose;
    agreement.parties.iter().filter(|p| p.role == role).any(|p| p.contacts.iter().any(named))
}

pub(super) fn find<'a>(path: &str, draft: &Draft) -> Option<Fact<'a>> {
    let known = STATED.iter().find(|s| s.path == path)?;
    let holds = (known.holds)(&draft.agreement);
    Some(Fact {
        path: FieldPath::new(known.field),
        label: Label::Plain(known.label),
        source: Source::Computed { kind: LeafKind::YesNo, text: holds.then(|| "yes".to_owned()) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_to_forms_names_every_one() {
        let guide = include_str!("../../assets/forms.md");
        for stated in STATED {
            assert!(guide.contains(&format!("`{}`", stated.path)), "{}", stated.path);
        }
        for (name, _) in crate::template::Filter::ALL {
            assert!(guide.contains(&format!("| {name}}}}}`")), "{name}");
        }
    }
}
