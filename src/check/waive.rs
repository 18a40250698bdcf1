//! Findings that the author accepts.

use super::collect::Report;
use super::explain::explain;
use super::finding::Finding;
use crate::draft::{Draft, Edit, Waiver};
use crate::value::{FieldPath, quoted};

/// Marks the findings for which the draft has a waiver with a reason.
pub(super) fn apply(draft: &Draft, found: &mut [Finding]) {
    for finding in found {
        let waiver = draft.waivers.iter().find(|w| !w.reason.trim().is_empty() && covers(w, finding));
        finding.waived = waiver.map(|w| w.reason.trim().to_owned()).or(finding.waived.take());
    }
}

/// Whether a waiver is about this finding, reason or not. What is said about waivers cannot itself be waived.
pub(super) fn covers(waiver: &Waiver, finding: &Finding) -> bool {
    waiver.code.trim() == finding.code
        && finding.path.is_within(&FieldPath::new(waiver.path.trim()))
        && !finding.code.starts_with('W')
}

/// One finding for each waiver that no finding needs any more.
pub(super) fn stale(draft: &Draft, found: &[Finding]) -> Vec<Finding> {
    let mut report = Report::default();
    if let Some(rule) = explain("W02") {
        report.begin(rule);
    }
    let idle = |w: &&Waiver| !w.code.trim().is_empty() && !found.iter().any(|f| covers(w, f));
    for waiver in draft.waivers.iter().filter(idle) {
        let code = waiver.code.trim();
        let message = match explain(code) {
            Some(rule) => {
                format!("Nothing needs the waiver of {code} ({}) any more", rule.title.to_lowercase())
            }
            None => format!("The waiver names {}, which is no rule", quoted(code)),
        };
        report
            .at(
                FieldPath::new("waivers").join(&waiver.id),
                message,
                "Remove it, so that it does not hide a new problem",
            )
            .fix(
                "Remove the waiver",
                vec![Edit::Remove { list: "waivers".into(), id: waiver.id.to_string() }],
            );
    }
    report.found.into_iter().map(|raw| raw.finding).collect()
}
