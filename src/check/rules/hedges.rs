//! Words that promise without a measure.

use super::{Cx, Report, Rule, Severity};
use crate::check::tells::{Hit, Tell, hits};
use crate::check::text::TextAt;
use crate::value::{FieldPath, quoted};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "D15",
    title: "Vague word in an obligation",
    severity: Severity::Warning,
    detects: "The text of a metric, a priority, a clock, a duty, a definition or a credit uses a word that cannot be \
              measured: reasonable, material, as soon as possible, promptly, immediately, generally; such a word was typed \
              where a time or a number belongs; or any text promises no more than efforts, aims or targets that are no \
              guarantees.",
    why: "What cannot be measured cannot be missed.",
    example: "Resolution: as soon as practically possible",
    mend: "Workaround within 8 business hours in 95 % of the cases",
    run: pending,
    in_text: Some(hedges),
    ..Rule::BLANK
}];

/// Texts in which a promise is measured.
const MEASURED: &[(&str, &[&str])] = &[
    ("Metric", &["objective", "formula_text", "population", "failure", "clock_start", "clock_stop"]),
    ("Priority", &["criteria", "pauses"]),
    ("Support", &["clock_start", "response_means"]),
    ("Maintenance", &["emergency"]),
    ("MaintenanceWindow", &["note"]),
    ("Responsibility", &["duty", "due_note"]),
    ("Definition", &["meaning"]),
    ("Credits", &["conditions"]),
    ("Bonus", &["conditions"]),
    ("EscalationStep", &["trigger"]),
];

/// The first word that cannot be measured here.
fn vague(at: &TextAt) -> Option<&Hit> {
    let known =
        |(record, fields): &(&str, &[&str])| *record == at.record.name && fields.contains(&at.spec.name);
    let measured = MEASURED.iter().any(known);
    at.hits.iter().find(|hit| match hit.tell {
        Tell::Hedge => measured,
        Tell::Effort => measured || at.is_prose(),
        _ => false,
    })
}

const HINT: &str = "Say it in numbers, or in facts that two people judge alike";

fn hedges(at: &TextAt, report: &mut Report) {
    if let Some(hit) = vague(at) {
        let message = format!("{} in “{}” cannot be measured", quoted(hit.phrase), at.spec.label);
        report.at(at.path.clone(), message, HINT);
    }
}

fn pending(cx: &Cx<'_>, report: &mut Report) {
    for entry in &cx.draft.pending {
        let found = hits(&entry.text).into_iter().find(|h| matches!(h.tell, Tell::Hedge | Tell::Effort));
        if let Some(hit) = found {
            let message = format!("{} is no target that can be measured", quoted(hit.phrase));
            report.at(FieldPath::new(entry.path.as_str()), message, HINT);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D15", &["metrics.uptime.failure=The site is noticeably slow"]),
    ("D15", &["support.response_means=a reply as soon as possible"]),
    ("D15", &["responsibilities.monitor.duty=Use commercially reasonable efforts to monitor the service"]),
    ("D15", &["definitions.downtime.meaning=a material disruption of access"]),
    ("D15", &["overview=The figures are operational targets, not guarantees."]),
    ("D15", &["services.hosting.description=Northwind aims to keep the shop online."]),
    ("D15", &["priorities.p1.response=Immediate"]),
    ("D15", &["priorities.p2.resolve=as soon as practically possible"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn words_that_measure_nothing_elsewhere_are_left_alone() {
        for fine in [
            "metrics.uptime.purpose=Unreasonable demands are refused",
            "review.change_control=Neither party refuses consent without reasonable cause",
            "exclusions.customer.event=An event beyond the reasonable control of a party",
            "priorities.p1.criteria=The shop is down for all visitors; the raw materials system too",
        ] {
            assert!(!codes(&[fine]).contains(&"D15"), "{fine}");
        }
    }
}
