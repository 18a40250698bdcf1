//! Maintenance and exclusions: how much of the promise they take away.

use super::{Cx, Report, Rule, Severity, at};
use crate::agreement::Exclusion;
use crate::check::phrases::any_of;
use crate::draft::Edit;
use crate::value::{FieldPath, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "X01",
        title: "Maintenance without a limit",
        severity: Severity::Warning,
        detects: "Planned maintenance is excused, but not up to how many hours a month.",
        why: "What is not limited takes the availability away.",
        example: "Maintenance is excluded",
        mend: "At most 4 hours a month; more counts as downtime",
        run: no_cap,
        ..Rule::BLANK
    },
    Rule {
        code: "X02",
        title: "Maintenance without notice",
        severity: Severity::Warning,
        detects: "Nothing says how long before planned work it is announced.",
        why: "Work that nobody knew of is an outage to its users.",
        example: "Announced in advance",
        mend: "Announced at least 5 business days ahead",
        run: no_notice,
        ..Rule::BLANK
    },
    Rule {
        code: "X03",
        title: "Maintenance window vague",
        severity: Severity::Warning,
        detects: "There is no maintenance window, or one lacks its days, its hours or its time zone.",
        why: "\"At night\" is a different time in each zone.",
        example: "At night",
        mend: "Sunday 02:00 to 06:00, Europe/Berlin",
        run: vague_window,
        ..Rule::BLANK
    },
    Rule {
        code: "X04",
        title: "Exclusion swallows the promise",
        severity: Severity::Error,
        detects: "An exclusion covers any cause, any third party, or what the provider decides.",
        why: "Nothing remains promised.",
        example: "Any cause not due to us",
        mend: "Listed causes, each with its limit",
        run: swallows,
        ..Rule::BLANK
    },
    Rule {
        code: "X05",
        title: "Exclusion without causation",
        severity: Severity::Warning,
        detects: "An exclusion does not say to what extent the event must have caused the downtime.",
        why: "Without it, one late answer of the customer voids the whole month.",
        example: "If the customer is late, the levels do not apply",
        mend: "To the extent the delay was caused by the customer",
        run: causation,
        ..Rule::BLANK
    },
    Rule {
        code: "X06",
        title: "Emergency maintenance without limits",
        severity: Severity::Warning,
        detects: "Emergency work is excused without saying what an emergency is, or up to how many hours a month.",
        why: "Every outage can be called an emergency.",
        example: "Emergency maintenance is excluded",
        mend: "To close a security hole that is being exploited, at most 2 hours a month",
        run: emergency,
        ..Rule::BLANK
    },
];

/// Whether planned work is agreed at all.
fn is_agreed(cx: &Cx<'_>) -> bool {
    let m = &cx.a.maintenance;
    !m.windows.is_empty() || m.notice.is_some() || m.cap.is_some() || m.effect.is_some()
}

fn no_cap(cx: &Cx<'_>, report: &mut Report) {
    if is_agreed(cx) && cx.a.maintenance.cap.is_none() {
        let hint = "Enter how much a month is excused, such as 4h";
        report.absent("maintenance.cap", "Planned maintenance is excused without a limit", hint);
    }
}

fn no_notice(cx: &Cx<'_>, report: &mut Report) {
    if is_agreed(cx) && cx.a.maintenance.notice.is_none() {
        let hint = "Enter how long before the work it is announced, such as 5bd";
        report.absent("maintenance.notice", "Nothing says how early planned work is announced", hint);
    }
}

fn vague_window(cx: &Cx<'_>, report: &mut Report) {
    let maintenance = &cx.a.maintenance;
    if is_agreed(cx) && maintenance.windows.is_empty() {
        let hint = "Add a window with days, hours and time zone";
        report.absent("maintenance.windows", "Nothing says when planned work may be done", hint);
    }
    for window in &maintenance.windows {
        let path = |field: &str| at(&["maintenance", "windows", &window.id, field]);
        if window.days.count() == 0 {
            report.absent(path("days"), "A maintenance window names no days", "Enter its days, such as Sun");
        }
        if window.from == window.to {
            let message = format!("A maintenance window begins and ends at {}", window.from);
            report.at(path("to"), message, "Enter its hours, such as 02:00 to 06:00").related(path("from"));
        }
        if window.zone.is_none() {
            let found = report.absent(
                path("zone"),
                "A maintenance window names no time zone",
                "Choose one, such as Europe/Berlin",
            );
            if let Some(zone) = cx.a.calendars.iter().find_map(|c| c.zone) {
                found.fix(format!("Use {zone}"), vec![Edit::set(path("zone"), zone.to_string())]);
            }
        }
    }
}

const SWALLOWING: &[&str] = &[
    "any cause",
    "any other cause",
    "any reason",
    "any third party",
    "at our discretion",
    "at its discretion",
    "at the provider's discretion",
    "at the provider’s discretion",
    "not due to us",
    "sole discretion",
    "including but not limited to",
    "including without limitation",
];

fn field(exclusion: &Exclusion, field: &str) -> FieldPath {
    at(&["exclusions", &exclusion.id, field])
}

fn swallows(cx: &Cx<'_>, report: &mut Report) {
    for exclusion in cx.a.exclusions.iter().filter(|e| any_of(&e.event, SWALLOWING)) {
        let message = format!("{} can excuse everything", quoted(exclusion.event.trim()));
        report.at(field(exclusion, "event"), message, "List the causes that are meant, each with its limit");
    }
}

fn causation(cx: &Cx<'_>, report: &mut Report) {
    for exclusion in cx.a.exclusions.iter().filter(|e| e.causation.trim().is_empty()) {
        let message = format!("{} excuses downtime that it did not cause", quoted(exclusion.event.trim()));
        let path = field(exclusion, "causation");
        report
            .absent(path.clone(), message, "Say to what extent the event must have caused the downtime")
            .fix(
                "To the extent the event caused the downtime",
                vec![Edit::set(path, "to the extent the event caused the downtime")],
            );
    }
}

fn emergency(cx: &Cx<'_>, report: &mut Report) {
    let maintenance = &cx.a.maintenance;
    let defined = !maintenance.emergency.trim().is_empty();
    if defined && maintenance.emergency_cap.is_none() {
        let hint = "Enter how much a month is excused, such as 2h";
        report.absent("maintenance.emergency_cap", "Emergency work is excused without a limit", hint);
    }
    if !defined && maintenance.emergency_cap.is_some() {
        let message = "Emergency work is excused, but nothing says what an emergency is";
        report.absent(
            "maintenance.emergency",
            message,
            "Name the cases in which unannounced work is allowed",
        );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("X01", &["maintenance.cap="]),
    ("X02", &["maintenance.notice="]),
    ("X03", &["-maintenance.windows sunday"]),
    ("X03", &["maintenance.windows.sunday.zone="]),
    ("X03", &["maintenance.windows.sunday.days="]),
    ("X03", &["maintenance.windows.sunday.to=02:00"]),
    ("X04", &["exclusions.customer.event=Any cause not due to us"]),
    ("X05", &["exclusions.customer.causation="]),
    ("X06", &["maintenance.emergency_cap="]),
    ("X06", &["maintenance.emergency="]),
];
