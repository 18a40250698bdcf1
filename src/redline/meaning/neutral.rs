//! Fields that name and describe: a change of them gives and takes nothing.

use super::pair::Asked;

/// Paths of the draft, with `*` for any id.
const NEUTRAL: &[&str] = &[
    "title",
    "reference",
    "version",
    "overview",
    "language",
    "kind",
    "parties.*.kind",
    "parties.*.short_name",
    "parties.*.registration",
    "parties.*.address",
    "parties.*.signatory",
    "parties.*.signatory_title",
    "parties.*.contacts.*",
    "parties.*.contacts.*.purpose",
    "parties.*.contacts.*.name",
    "parties.*.contacts.*.function",
    "parties.*.contacts.*.email",
    "parties.*.contacts.*.phone",
    "parent.reference",
    "parent.date",
    "services.*.name",
    "services.*.chain",
    "services.*.dependencies.*.kind",
    "calendars.*.name",
    "metrics.*.name",
    "metrics.*.purpose",
    "metrics.*.owner",
    "metrics.*.shows",
    "metrics.*.report_line",
    "metrics.*.stated_downtime",
    "metrics.*.stated_month",
    "priorities.*.name",
    "groups.*.name",
    "groups.*.reason",
    "groups.*.contact",
    "bonuses.*.benefit",
    "reporting.recipient",
    "reporting.format",
    "review.participants",
    "signatures.*.name",
    "signatures.*.title",
    "signatures.*.place",
    "signatures.*.date",
];

/// Parts of a draft that are not printed in the agreement.
const BESIDE: &[&str] =
    &["schema", "id", "created", "profile", "waivers", "not_applicable", "kept", "notes", "milestones"];

pub(super) fn is_neutral(asked: &Asked<'_>) -> bool {
    asked.path.first().is_some_and(|first| BESIDE.contains(first)) || NEUTRAL.iter().any(|at| asked.is(at))
}

#[cfg(test)]
pub(super) fn patterns() -> impl Iterator<Item = &'static str> {
    NEUTRAL.iter().copied()
}
