//! Waivers, and marks of parts that do not apply, that do not hold.

use super::{Cx, Report, Rule, Severity};
use crate::check::coverage::{PartCoverage, State, apply_again, coverage, part_name, unknown_marks};
use crate::draft::Edit;
use crate::value::{FieldPath, quoted};

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
    Rule {
        code: "W03",
        title: "Part set aside without a reason",
        severity: Severity::Warning,
        detects: "A part of the agreement is marked as not applicable, but without a reason, or under a name that no part \
                  has. It does not count.",
        why: "Whoever reviews the agreement must be able to read why a part that standards ask for is not there.",
        example: "Maintenance: not applicable, reason: (empty)",
        mend: "Maintenance: not applicable, because no system is operated for the customer",
        run: set_aside_without_reason,
        ..Rule::BLANK
    },
    Rule {
        code: "W04",
        title: "Part set aside that is there",
        severity: Severity::Hint,
        detects: "A part of the agreement is marked as not applicable although the agreement has all of it.",
        why: "A reader cannot tell which of the two is meant, and the mark would hide that the part is lost later.",
        example: "Maintenance: not applicable, and a complete section on maintenance",
        mend: "Remove the mark, or the part",
        run: set_aside_but_there,
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

fn set_aside_without_reason(cx: &Cx<'_>, report: &mut Report) {
    for mark in unknown_marks(cx.draft) {
        let at = FieldPath::new("not_applicable").join(&mark.id);
        let message = format!("{} is marked as not applicable, but no part is called that", quoted(&mark.id));
        let hint = "Remove it, or mark the part that is meant";
        let edit = Edit::Remove { list: "not_applicable".into(), id: mark.id.to_string() };
        report.at(at, message, hint).fix("Remove the mark", vec![edit]);
    }
    let unknown = |id: &str| unknown_marks(cx.draft).any(|m| m.id.as_str() == id);
    for mark in cx.draft.not_applicable.iter().filter(|m| !unknown(&m.id) && m.reason.trim().is_empty()) {
        let at = FieldPath::new("not_applicable").join(&mark.id);
        let name = quoted(part_name(&mark.id).unwrap_or_default());
        let message =
            format!("The part {name} is marked as not applicable without a reason, so it does not count");
        let hint = "Say why it does not apply or where else it is agreed, or take the mark back";
        let edit = Edit::Remove { list: "not_applicable".into(), id: mark.id.to_string() };
        report.at(at.join("reason"), message, hint).fix("Take the mark back", vec![edit]);
    }
}

fn set_aside_but_there(cx: &Cx<'_>, report: &mut Report) {
    if cx.draft.not_applicable.is_empty() {
        return;
    }
    let idle = |c: &PartCoverage| c.state == State::Complete && c.reason.is_some();
    for covered in coverage(cx.draft, cx.template, cx.document).into_iter().filter(idle) {
        let part = covered.part;
        let message =
            format!("The part {} is marked as not applicable, but all of it is there", quoted(part.name));
        report
            .at(
                FieldPath::new("not_applicable").join(part.id),
                message,
                "Take the mark back, or remove the part",
            )
            .fix("Take the mark back", apply_again(cx.draft, part.id));
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("W01", &["+waivers accepted", "waivers.accepted.code=T05", "term.exit_help="]),
    ("W02", &["+waivers accepted", "waivers.accepted.code=T05", "waivers.accepted.reason=none needed"]),
    ("W03", &["+not_applicable maintenance"]),
    ("W03", &["+not_applicable parking", "not_applicable.parking.reason=no cars"]),
    ("W04", &["+not_applicable maintenance", "not_applicable.maintenance.reason=nothing is operated"]),
];
