//! Whether a draft says what a single field alone cannot show.

use crate::agreement::{MetricKind, Owner, Role, TermKind, WindowKind};
use crate::check::bare::is_bare;
use crate::draft::Draft;
use crate::value::Node;

fn is_named(draft: &Draft, role: Role) -> bool {
    draft.agreement.party(role).is_some_and(|p| !p.legal_name.trim().is_empty())
}

pub(super) fn provider(draft: &Draft) -> bool {
    is_named(draft, Role::Provider)
}

pub(super) fn customer(draft: &Draft) -> bool {
    is_named(draft, Role::Customer)
}

/// Provider and customer each have a block to sign in.
pub(super) fn signatures(draft: &Draft) -> bool {
    let a = &draft.agreement;
    [Role::Provider, Role::Customer].into_iter().all(|role| {
        a.party(role).is_some_and(|p| a.signatures.iter().any(|s| s.party.as_str() == p.id.as_str()))
    })
}

pub(super) fn exceptions(draft: &Draft) -> bool {
    let a = &draft.agreement;
    let closed =
        |c: &crate::agreement::Calendar| !c.holidays.is_empty() || !c.holiday_region.trim().is_empty();
    a.calendars.iter().any(closed) || !a.maintenance.windows.is_empty() || !a.exclusions.is_empty()
}

fn is_owed(draft: &Draft, owner: Owner) -> bool {
    let duties = draft.agreement.responsibilities.iter().filter(|r| !r.duty.trim().is_empty());
    duties.into_iter().any(|r| r.owner == owner || r.owner == Owner::Both)
}

pub(super) fn duties_of_provider(draft: &Draft) -> bool {
    is_owed(draft, Owner::Provider)
}

pub(super) fn duties_of_customer(draft: &Draft) -> bool {
    is_owed(draft, Owner::Customer)
}

/// Each metric has a value to reach; a qualitative objective has its words.
pub(super) fn targets(draft: &Draft) -> bool {
    let metrics = &draft.agreement.metrics;
    !metrics.is_empty()
        && metrics.iter().all(|m| match m.kind {
            MetricKind::Qualitative => !m.objective.trim().is_empty(),
            _ => m.target.is_some() && m.operator.is_some(),
        })
}

pub(super) fn every_service_is_measured(draft: &Draft) -> bool {
    let a = &draft.agreement;
    let measured =
        |s: &crate::agreement::Service| a.metrics.iter().any(|m| m.service.as_str() == s.id.as_str());
    !a.services.is_empty() && a.services.iter().all(measured)
}

/// Each metric that is a number has a formula.
pub(super) fn formulas(draft: &Draft) -> bool {
    let metrics = &draft.agreement.metrics;
    !metrics.is_empty() && metrics.iter().all(|m| m.kind == MetricKind::Qualitative || m.formula.is_some())
}

/// Each metric has a window; a rolling one has its length.
pub(super) fn windows(draft: &Draft) -> bool {
    let metrics = &draft.agreement.metrics;
    !metrics.is_empty()
        && metrics.iter().all(|m| match m.window {
            None => m.kind == MetricKind::Qualitative,
            Some(WindowKind::Rolling) => m.window_length.is_some(),
            Some(_) => true,
        })
}

pub(super) fn caps(draft: &Draft) -> bool {
    let credits = &draft.agreement.credits;
    credits.period_cap.is_some()
        || credits.year_cap.is_some()
        || credits.period_cap_months.is_some()
        || credits.year_cap_months.is_some()
}

pub(super) fn maintenance(draft: &Draft) -> bool {
    draft.agreement.maintenance.is_limited()
}

pub(super) fn nature(draft: &Draft) -> bool {
    let credits = &draft.agreement.credits;
    credits.nature.is_some() || credits.counts_towards_liability.is_some()
}

pub(super) fn chronic(draft: &Draft) -> bool {
    let c = &draft.agreement.credits.chronic;
    (c.count.is_some() && c.within.is_some()) || c.consecutive.is_some() || c.critical_level.is_some()
}

pub(super) fn measures(draft: &Draft) -> bool {
    let s = &draft.agreement.security;
    !s.measures.is_blank() || !s.patching.is_empty()
}

/// No personal data, or the provider's role for it.
pub(super) fn data_role(draft: &Draft) -> bool {
    let s = &draft.agreement.security;
    s.personal_data.is_some_and(|handled| !handled || s.data_role.is_some())
}

pub(super) fn disputes(draft: &Draft) -> bool {
    let e = &draft.agreement.escalation;
    e.negotiation.is_some() || !e.expert.trim().is_empty() || !e.data_dispute.trim().is_empty()
}

pub(super) fn duration(draft: &Draft) -> bool {
    let t = &draft.agreement.term;
    t.effective.is_some()
        && match t.kind {
            TermKind::Months => t.length.is_some(),
            TermKind::Until => t.until.is_some(),
            TermKind::OpenEnded => true,
        }
}

pub(super) fn liability(draft: &Draft) -> bool {
    draft.agreement.has_parent() || !is_bare(&draft.agreement.liability, &[])
}

pub(super) fn indemnity(draft: &Draft) -> bool {
    let a = &draft.agreement;
    a.has_parent() || !a.indemnities.is_empty() || !a.insurance.is_empty()
}
