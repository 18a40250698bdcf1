//! Reports, reviews, escalation, disputes, changes.

use super::{Cx, Report, Rule, Severity, at, list, named, sentence};
use crate::agreement::EscalationStep;
use crate::agreement::changes::Read::{self, All};
use crate::check::bare::is_bare;
use crate::check::phrases::{any_of, negated};
use crate::draft::Edit;
use crate::value::{Duration, FieldPath, quoted};
use std::cmp::Ordering;

/// All that the rules of this file read.
const READS: &[Read] = &[
    All("credits"),
    All("escalation"),
    All("metrics"),
    All("priorities"),
    All("reporting"),
    All("review"),
    All("term"),
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R01",
        title: "Reporting not settled",
        severity: Severity::Error,
        detects: "Nothing says how often a report is due, by when, to whom or in which form.",
        why: "A level that is never reported is never missed.",
        example: "Reports on request",
        mend: "Each month, within 10 business days, as PDF with the data",
        reads: READS,
        run: reporting,
        ..Rule::BLANK
    },
    Rule {
        code: "R02",
        title: "Report leaves out a metric",
        severity: Severity::Error,
        detects: "The report is limited to some metrics, and one of the agreement is not among them.",
        why: "What is not reported cannot lead to a credit.",
        example: "The report shows the uptime only",
        mend: "One row for each metric",
        reads: READS,
        run: coverage,
        ..Rule::BLANK
    },
    Rule {
        code: "R03",
        title: "Late report without consequence",
        severity: Severity::Hint,
        detects: "Nothing says what follows when a report is late or missing.",
        why: "The report of the worst month is the one that comes late.",
        example: "(nothing)",
        mend: "A metric without a report counts as missed",
        reads: READS,
        run: late,
        ..Rule::BLANK
    },
    Rule {
        code: "R04",
        title: "No review or improvement",
        severity: Severity::Warning,
        detects: "The parties do not meet at planned intervals, or a miss leads to no improvement plan.",
        why: "A service that is only measured does not get better.",
        example: "(nothing)",
        mend: "A meeting each quarter, a plan within 10 business days of a miss",
        reads: READS,
        run: review,
        ..Rule::BLANK
    },
    Rule {
        code: "R05",
        title: "No escalation path",
        severity: Severity::Error,
        detects: "There are fewer than two steps, or a step has no trigger, no time or nobody to call.",
        why: "In the night of an incident nobody reads \"escalate to management\".",
        example: "Escalate to management",
        mend: "After 2 hours the head of operations, after 4 hours the managing director",
        reads: READS,
        run: path,
        ..Rule::BLANK
    },
    Rule {
        code: "R06",
        title: "Escalation out of order",
        severity: Severity::Error,
        detects: "A later step comes no later than the one before it or calls the same person, or the first step comes only \
                  after the target of its priority has passed.",
        why: "Such a step changes nothing.",
        example: "Step 1 after 4 h, step 2 after 2 h",
        mend: "Step 1 after 2 h, step 2 after 4 h",
        reads: READS,
        run: order,
        ..Rule::BLANK
    },
    Rule {
        code: "R07",
        title: "No way to dispute measured values",
        severity: Severity::Warning,
        detects: "Nothing says what happens when the parties disagree about data or a priority.",
        why: "Otherwise the provider's number is final.",
        example: "(nothing)",
        mend: "Joint check of both records within 5 business days, then an expert",
        reads: READS,
        run: dispute,
        ..Rule::BLANK
    },
    Rule {
        code: "R08",
        title: "Change control missing or one-sided",
        severity: Severity::Warning,
        detects: "Nothing says how the agreement is changed, or one party may change it alone.",
        why: "A level that its author can lower is no promise.",
        example: "We may change this agreement at any time",
        mend: "Changes bind only when both parties have agreed in writing",
        reads: READS,
        run: change,
        ..Rule::BLANK
    },
    Rule {
        code: "R09",
        title: "No ramp-up",
        severity: Severity::Hint,
        detects: "Credits fall due from the first day on.",
        why: "The first months of a new service show what can be promised.",
        example: "Credits from day 1",
        mend: "Two months of reporting, then credits",
        reads: READS,
        run: ramp_up,
        ..Rule::BLANK
    },
];

fn reporting(cx: &Cx<'_>, report: &mut Report) {
    let reporting = &cx.a.reporting;
    if is_bare(reporting, &[]) {
        return;
    }
    let parts = [
        ("cadence", reporting.cadence.is_none(), "how often it is due"),
        ("due", reporting.due.is_none(), "by when"),
        ("recipient", reporting.recipient.trim().is_empty(), "to whom"),
        ("format", reporting.format.trim().is_empty(), "in which form"),
    ];
    for (field, _, word) in parts.iter().filter(|(_, open, _)| *open) {
        let hint = "Complete the rule on reports";
        report.absent(
            at(&["reporting", field]),
            format!("The agreement asks for a report, but does not say {word}"),
            hint,
        );
    }
}

fn coverage(cx: &Cx<'_>, report: &mut Report) {
    let covered = &cx.a.reporting.metrics;
    let left: Vec<String> =
        cx.a.metrics
            .iter()
            .filter(|m| !covered.is_empty() && !covered.contains(&m.id))
            .map(|m| named(&m.name, "metric without a name"))
            .collect();
    if !left.is_empty() {
        report
            .at(
                "reporting.metrics",
                format!("The report leaves out {}", list(&left)),
                "Add them, or leave the list empty to cover all",
            )
            .fix("Report all metrics", vec![Edit::set("reporting.metrics", "")]);
    }
}

fn late(cx: &Cx<'_>, report: &mut Report) {
    if !is_bare(&cx.a.reporting, &[]) && cx.a.reporting.late.trim().is_empty() {
        let hint = "Say, for example, that a metric without a report counts as missed";
        report.absent("reporting.late", "Nothing follows when a report is late or missing", hint);
    }
}

fn review(cx: &Cx<'_>, report: &mut Report) {
    let review = &cx.a.review;
    if is_bare(review, &[]) {
        return;
    }
    if review.cadence.is_none() {
        report.absent(
            "review.cadence",
            "Nothing says how often the parties meet",
            "Choose an interval, such as quarterly",
        );
    }
    if review.improvement_plan.is_none() {
        let hint = "Enter how soon a plan follows a miss, such as 10bd";
        report.absent("review.improvement_plan", "A miss leads to no improvement plan", hint);
    }
}

fn field(step: &EscalationStep, field: &str) -> FieldPath {
    at(&["escalation", "steps", &step.id, field])
}

fn path(cx: &Cx<'_>, report: &mut Report) {
    let escalation = &cx.a.escalation;
    if is_bare(escalation, &[]) {
        return;
    }
    if escalation.steps.len() < 2 {
        let message = match escalation.steps.len() {
            0 => "There is no escalation step",
            _ => "There is only one escalation step",
        };
        report.absent(
            "escalation.steps",
            message,
            "Add steps that follow each other in time, each with somebody to call",
        );
    }
    for step in &escalation.steps {
        let mut open = Vec::new();
        if step.trigger.trim().is_empty() {
            open.push(("trigger", "what leads to it"));
        }
        if step.after.is_none() && step.share_of_target.is_none() {
            open.push(("after", "when it comes"));
        }
        if step.provider_contact.trim().is_empty() {
            open.push(("provider_contact", "whom the provider calls in"));
        }
        let Some((first, _)) = open.first() else { continue };
        let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
        let message =
            format!("{} does not say {}", sentence(&named(&step.trigger, "escalation step")), list(&words));
        let mut found = report.absent(field(step, first), message, "Complete the step");
        for (other, _) in open.iter().skip(1) {
            found = found.related(field(step, other));
        }
    }
}

fn not_later(earlier: Duration, later: Duration) -> bool {
    later
        .compare(earlier)
        .map_or_else(|| later.bounds().1 <= earlier.bounds().0, |order| order != Ordering::Greater)
}

fn order(cx: &Cx<'_>, report: &mut Report) {
    let mut ladders: Vec<Vec<&EscalationStep>> = Vec::new();
    for step in &cx.a.escalation.steps {
        match ladders.iter_mut().find(|l| l.first().is_some_and(|s| s.priority == step.priority)) {
            Some(ladder) => ladder.push(step),
            None => ladders.push(vec![step]),
        }
    }
    for ladder in &ladders {
        for (before, step) in ladder.iter().zip(ladder.iter().skip(1)) {
            rung(before, step, report);
        }
        let first = ladder.first().copied();
        let priority =
            first.and_then(|s| cx.a.priorities.iter().find(|p| p.id.as_str() == s.priority.as_str()));
        if let (Some(step), Some(priority)) = (first, priority)
            && let (Some(after), Some(restore)) = (step.after, priority.restore)
            && not_later(after, restore)
            && after != restore
        {
            let message = format!(
                "The first step for {} comes after {}, when its restore time of {} has passed",
                named(&priority.name, "priority"),
                after.long(),
                restore.long()
            );
            report.at(field(step, "after"), message, "Let it come before the target").related(at(&[
                "priorities",
                &priority.id,
                "restore",
            ]));
        }
    }
}

fn rung(before: &EscalationStep, step: &EscalationStep, report: &mut Report) {
    if let (Some(earlier), Some(later)) = (before.after, step.after)
        && not_later(earlier, later)
    {
        let message = format!("A step after {} follows one after {}", later.long(), earlier.long());
        let found = report
            .at(field(step, "after"), message, "Let the steps follow each other in time")
            .related(field(before, "after"));
        if earlier != later {
            found.fix(
                "Swap the two times",
                vec![
                    Edit::set(field(before, "after"), later.to_string()),
                    Edit::set(field(step, "after"), earlier.to_string()),
                ],
            );
        }
    }
    if let (Some(earlier), Some(later)) = (before.share_of_target, step.share_of_target)
        && later <= earlier
    {
        let message = format!("A step at {later} % of the target time follows one at {earlier} %");
        let found = report
            .at(field(step, "share_of_target"), message, "Let the steps follow each other in time")
            .related(field(before, "share_of_target"));
        if later < earlier {
            found.fix(
                "Swap the two shares",
                vec![
                    Edit::set(field(before, "share_of_target"), later.to_string()),
                    Edit::set(field(step, "share_of_target"), earlier.to_string()),
                ],
            );
        }
    }
    let contact = step.provider_contact.trim();
    if !contact.is_empty() && contact.eq_ignore_ascii_case(before.provider_contact.trim()) {
        let message = format!("Two steps in a row call in {}", quoted(contact));
        report
            .at(field(step, "provider_contact"), message, "Call in somebody with more authority")
            .related(field(before, "provider_contact"));
    }
}

fn dispute(cx: &Cx<'_>, report: &mut Report) {
    if !is_bare(&cx.a.escalation, &[]) && cx.a.escalation.data_dispute.trim().is_empty() {
        let hint = "Say how both records are compared, and who decides then";
        report.absent(
            "escalation.data_dispute",
            "Nothing says how a dispute about measured values is settled",
            hint,
        );
    }
}

fn change(cx: &Cx<'_>, report: &mut Report) {
    let text = cx.a.review.change_control.trim();
    if is_bare(&cx.a.review, &[]) {
        return;
    }
    if text.is_empty() {
        let hint = "Say, for example, that changes bind only when both parties have agreed in writing";
        report.absent("review.change_control", "Nothing says how the agreement is changed", hint);
    } else if any_of(text, &["may change", "may amend", "may modify", "at any time", "reserves the right"])
        && !negated(text)
    {
        let message = format!("One party may change the agreement alone: {}", quoted(text));
        report.at(
            "review.change_control",
            message,
            "Ask for the consent of both parties, or give the other a right to leave",
        );
    }
}

fn ramp_up(cx: &Cx<'_>, report: &mut Report) {
    if cx.has_credits() && cx.a.term.ramp_up.is_none() {
        let hint = "Agree some months in which levels are only reported, such as 2mo, or accept it for a running service";
        report.absent("term.ramp_up", "Credits fall due from the first day on", hint);
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("R01", &["reporting.cadence="]),
    ("R01", &["reporting.due="]),
    ("R01", &["reporting.recipient="]),
    ("R01", &["reporting.format="]),
    ("R02", &["reporting.metrics=uptime"]),
    ("R03", &["reporting.late="]),
    ("R04", &["review.cadence="]),
    ("R04", &["review.improvement_plan="]),
    ("R05", &["-escalation.steps second"]),
    ("R05", &["escalation.steps.second.after="]),
    ("R05", &["escalation.steps.second.trigger=", "escalation.steps.second.provider_contact="]),
    ("R06", &["escalation.steps.second.after=1h"]),
    ("R06", &["escalation.steps.second.after=2h"]),
    ("R06", &["escalation.steps.second.provider_contact=Head of operations"]),
    ("R06", &["escalation.steps.first.share_of_target=100", "escalation.steps.second.share_of_target=50"]),
    (
        "R06",
        &[
            "escalation.steps.first.priority=p1",
            "escalation.steps.second.priority=p1",
            "escalation.steps.first.after=5h",
            "escalation.steps.second.after=6h",
        ],
    ),
    ("R07", &["escalation.data_dispute="]),
    ("R08", &["review.change_control="]),
    ("R08", &["review.change_control=The provider may change this agreement at any time"]),
    ("R09", &["term.ramp_up="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn each_priority_has_its_own_ladder() {
        let own = [
            "escalation.steps.first.priority=p1",
            "escalation.steps.second.priority=p2",
            "escalation.steps.second.after=2h",
        ];
        assert!(!codes(&own).contains(&"R06"));
    }

    #[test]
    fn a_share_of_the_target_is_a_time() {
        assert!(
            !codes(&["escalation.steps.second.after=", "escalation.steps.second.share_of_target=100"])
                .contains(&"R05")
        );
    }
}
