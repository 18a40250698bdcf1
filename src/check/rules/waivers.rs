//! Waivers that do not hold.

use super::{Cx, Report, Rule, Severity};
use crate::value::FieldPath;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "W01",
        title: "Waiver without a reason",
        severity: Severity::Warning,
        detects: "A finding was accepted, but the waiver gives no reason or names no rule. It does not count.",
        why: "Whoever signs must be able to read why a known problem was left in.",
        example: "C06 accepted, reason: (empty)",
        mend: "C06 accepted, reason: the parties want the cap to equal the highest tier",
        run: no_reason,
        ..Rule::BLANK
    },
    Rule {
        code: "W02",
        title: "Waiver without a finding",
        severity: Severity::Hint,
        detects: "A waiver that no finding needs: the problem is gone, or the rule or the place never matched.",
        why: "An idle waiver hides the next real problem at the same place.",
        example: "T05 accepted although exit assistance is now agreed",
        mend: "Remove the waiver",
        // Found by the engine, which alone sees all findings.
        ..Rule::BLANK
    },
];

fn no_reason(cx: &Cx<'_>, report: &mut Report) {
    for waiver in &cx.draft.waivers {
        let at = FieldPath::new("waivers").join(&waiver.id);
        let code = waiver.code.trim();
        if code.is_empty() {
            report.at(at.join("code"), "A waiver names no rule", "Give the code of the rule it is about");
        } else if waiver.reason.trim().is_empty() {
            let message = format!("The waiver of {code} gives no reason, so it does not count");
            report.at(at.join("reason"), message, "Say why the problem is acceptable, or remove the waiver");
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("W01", &["+waivers accepted", "waivers.accepted.code=T05", "term.exit_help="]),
    ("W02", &["+waivers accepted", "waivers.accepted.code=T05", "waivers.accepted.reason=none needed"]),
];
