//! Security, personal data, continuity, and the customer's data at the end.

use super::{Cx, Report, Rule, Severity, at, list, named};
use crate::agreement::changes::Read::{self, All};
use crate::check::bare::is_bare;
use crate::check::rule::Scope;
use crate::draft::{Edit, Profile};
use crate::value::{Duration, Node};
use std::cmp::Ordering;

/// All that the rules of this file read.
const READS: &[Read] = &[All("continuity"), All("priorities"), All("security"), All("term")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "E01",
        title: "No notice of security incidents",
        severity: Severity::Error,
        detects: "Nothing says how soon after its detection the customer is told of a security incident.",
        why: "The customer has legal deadlines of its own, often 72 hours.",
        example: "Promptly",
        mend: "Within 24 hours of detection",
        reads: READS,
        run: incident_notice,
        ..Rule::BLANK
    },
    Rule {
        code: "E02",
        title: "No patch times",
        severity: Severity::Warning,
        detects: "Nothing says how soon weaknesses are mended, by severity.",
        why: "Most break-ins use weaknesses for which a fix existed.",
        example: "Patched regularly",
        mend: "Critical: within 7 days, in 95 % of the cases",
        scope: Scope::Except(&[Profile::Staffing]),
        reads: READS,
        run: patching,
        ..Rule::BLANK
    },
    Rule {
        code: "E03",
        title: "Recovery targets missing or impossible",
        severity: Severity::Error,
        detects: "Continuity is agreed without recovery point or recovery time; or backups are rarer than the recovery \
                  point, or the recovery time is shorter than the response to the highest priority.",
        why: "A daily backup cannot keep a promise of one lost hour.",
        example: "RPO 1 h, backup each day",
        mend: "RPO 24 h, backup each day, restore tested each quarter",
        reads: READS,
        run: recovery,
        ..Rule::BLANK
    },
    Rule {
        code: "E04",
        title: "No return or deletion of data",
        severity: Severity::Error,
        detects: "Nothing says how long or in which formats the customer can fetch its data after the end. A missing time or \
                  certificate of deletion is a warning.",
        why: "Data that cannot be taken along ties the customer more tightly than any notice period.",
        example: "Data is returned",
        mend: "CSV export for 30 days, then deletion within 30 days with a certificate",
        reads: READS,
        run: data_return,
        ..Rule::BLANK
    },
    Rule {
        code: "E05",
        title: "Personal data not settled",
        severity: Severity::Warning,
        detects: "Personal data is handled and the role, the data-processing agreement or the places are missing; or nothing \
                  says whether any is handled.",
        why: "Data-protection law asks for a written agreement before the first record is processed.",
        example: "Personal data: yes",
        mend: "Processor; data-processing agreement of 2026-01-10; EU only",
        reads: READS,
        run: personal_data,
        ..Rule::BLANK
    },
    Rule {
        code: "E06",
        title: "No audit and no certificate",
        severity: Severity::Warning,
        detects: "The customer may not audit, and no certificate is kept up.",
        why: "One of the two must show that the promised measures exist.",
        example: "(nothing)",
        mend: "ISO/IEC 27001 certificate each year, one audit a year",
        reads: READS,
        run: audit,
        ..Rule::BLANK
    },
];

fn has_security(cx: &Cx<'_>) -> bool {
    !is_bare(&cx.a.security, &[])
}

fn incident_notice(cx: &Cx<'_>, report: &mut Report) {
    if has_security(cx) && cx.a.security.incident_notice.is_none() {
        let hint = "Enter how soon after detection, such as 24h";
        report.absent(
            "security.incident_notice",
            "Nothing says how soon a security incident is reported",
            hint,
        );
    }
}

fn patching(cx: &Cx<'_>, report: &mut Report) {
    if !has_security(cx) {
        return;
    }
    if cx.a.security.patching.is_empty() {
        let hint = "Add a patch level for each severity";
        report.absent("security.patching", "Nothing says how soon weaknesses are mended", hint);
    }
    for level in cx.a.security.patching.iter().filter(|l| l.within.is_none()) {
        let message =
            format!("Nothing says how soon weaknesses of {} are mended", named(&level.severity, "severity"));
        report.absent(
            at(&["security", "patching", &level.id, "within"]),
            message,
            "Enter a time, such as 7d",
        );
    }
}

fn shorter(a: Duration, b: Duration) -> bool {
    a.compare(b).map_or_else(|| a.bounds().1 < b.bounds().0, |order| order == Ordering::Less)
}

fn recovery(cx: &Cx<'_>, report: &mut Report) {
    let continuity = &cx.a.continuity;
    if is_bare(continuity, &[]) {
        return;
    }
    if continuity.rpo.is_none() {
        let hint = "Enter the most data that may be lost, as a time, such as 24h";
        report.absent("continuity.rpo", "No recovery point is agreed", hint);
    }
    if continuity.rto.is_none() {
        let hint = "Enter the longest time until the service works again after a disaster, such as 8h";
        report.absent("continuity.rto", "No recovery time is agreed", hint);
    }
    if let (Some(rpo), Some(backup)) = (continuity.rpo, continuity.backup_interval)
        && shorter(rpo, backup)
    {
        let message =
            format!("A backup every {} cannot keep a recovery point of {}", backup.long(), rpo.long());
        report
            .at("continuity.rpo", message, "Back up more often, or lengthen the recovery point")
            .related("continuity.backup_interval")
            .fix(
                format!("Back up every {}", rpo.long()),
                vec![Edit::set("continuity.backup_interval", rpo.to_string())],
            );
    }
    let response = cx.a.priorities.first().and_then(|p| Some((p, p.response?)));
    if let (Some(rto), Some((priority, response))) = (continuity.rto, response)
        && shorter(rto, response)
    {
        let message = format!(
            "A recovery within {} is over before the response to {}, {}",
            rto.long(),
            named(&priority.name, "priority"),
            response.long()
        );
        report.at("continuity.rto", message, "Lengthen the recovery time, or respond sooner").related(at(&[
            "priorities",
            &priority.id,
            "response",
        ]));
    }
}

fn data_return(cx: &Cx<'_>, report: &mut Report) {
    let term = &cx.a.term;
    if is_bare(term, &[]) {
        return;
    }
    if term.data_return.is_none() {
        let hint = "Enter a time, such as 30d";
        report.absent(
            "term.data_return",
            "Nothing says how long the customer can fetch its data after the end",
            hint,
        );
    }
    if Node::is_blank(&term.data_formats) {
        let hint = "List the formats, such as CSV export";
        report.absent("term.data_formats", "Nothing says in which formats data is handed back", hint);
    }
    if term.deletion.is_none() {
        let message = "Nothing says when what remains of the customer's data is deleted";
        report.absent("term.deletion", message, "Enter a time, such as 30d").severity(Severity::Warning);
    }
    if term.deletion_certificate.is_none() {
        let message = "Nothing says whether deletion is certified";
        report.absent("term.deletion_certificate", message, "Say yes or no").severity(Severity::Warning);
    }
}

fn personal_data(cx: &Cx<'_>, report: &mut Report) {
    let security = &cx.a.security;
    if !has_security(cx) {
        return;
    }
    match security.personal_data {
        None => {
            let hint = "Say yes or no; if yes, the role, the agreement and the places follow";
            report.absent("security.personal_data", "Nothing says whether personal data is handled", hint);
        }
        Some(true) => {
            let mut open = Vec::new();
            if security.data_role.is_none() {
                open.push(("data_role", "the provider's role"));
            }
            if security.processing_agreement.trim().is_empty() {
                open.push(("processing_agreement", "the data-processing agreement"));
            }
            if Node::is_blank(&security.data_locations) {
                open.push(("data_locations", "the places where it lies"));
            }
            let Some((first, _)) = open.first() else { return };
            let words: Vec<&str> = open.iter().map(|(_, word)| *word).collect();
            let message =
                format!("Personal data is handled, but the agreement does not state {}", list(&words));
            let mut found =
                report.absent(at(&["security", first]), message, "Complete the terms on personal data");
            for (other, _) in open.iter().skip(1) {
                found = found.related(at(&["security", other]));
            }
        }
        Some(false) => {}
    }
}

fn audit(cx: &Cx<'_>, report: &mut Report) {
    let security = &cx.a.security;
    let neither = security.audit.trim().is_empty() && Node::is_blank(&security.certificates);
    if has_security(cx) && neither {
        let message = "The customer can neither audit nor ask for a certificate";
        report
            .absent("security.audit", message, "Agree an audit right, or certificates that are kept up")
            .related("security.certificates");
        return;
    }
    if has_security(cx) && security.audit.trim().is_empty() {
        let message = "The customer has no right to audit";
        report
            .absent("security.audit", message, "Agree one, or rely on the certificates")
            .severity(Severity::Hint);
    }
    if has_security(cx) && Node::is_blank(&security.certificates) {
        let message = "No certificate is kept up";
        report
            .absent("security.certificates", message, "List them, or rely on the audit right")
            .severity(Severity::Hint);
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("E01", &["security.incident_notice="]),
    ("E02", &["-security.patching critical"]),
    ("E02", &["security.patching.critical.within="]),
    ("E03", &["continuity.rpo="]),
    ("E03", &["continuity.rto="]),
    ("E03", &["continuity.rpo=1h"]),
    ("E03", &["continuity.rto=10min"]),
    ("E04", &["term.data_return="]),
    ("E04", &["term.data_formats="]),
    ("E04", &["term.deletion="]),
    ("E04", &["term.deletion_certificate="]),
    ("E05", &["security.personal_data="]),
    ("E05", &["security.data_role="]),
    ("E06", &["security.audit=", "security.certificates="]),
    ("E06", &["security.audit="]),
];
