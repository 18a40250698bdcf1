//! Maintenance and exclusions: how much of the promise they take away.

use super::{Cx, Report, Rule, Severity, at};
use crate::agreement::Exclusion;
use crate::agreement::changes::Read::{self, All};
use crate::check::phrases::{any_of, find_word};
use crate::draft::Edit;
use crate::value::{FieldPath, quoted};

/// All that the rules of this file read.
const READS: &[Read] = &[All("calendars"), All("exclusions"), All("maintenance")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "X01",
        title: "Maintenance without a limit",
        severity: Severity::Warning,
        detects: "Planned maintenance is excused, in its own part or as an exclusion, but not up to how many hours a month \
                  or a year.",
        why: "What is not limited takes the availability away.",
        example: "Maintenance is excluded",
        mend: "At most 4 hours a month; more counts as downtime",
        reads: READS,
        run: no_cap,
        ..Rule::BLANK
    },
    Rule {
        code: "X10",
        title: "Limits of maintenance that do not fit",
        severity: Severity::Warning,
        detects: "Planned maintenance is limited for a month and for a calendar year, and one of the two never acts: twelve \
                  months come to no more than the year, or a month to more than the year.",
        why: "A limit without effect is often the sign of a wrong number.",
        example: "At most 4 hours a month and 60 hours a year",
        mend: "At most 4 hours a month and 24 hours a year",
        reads: READS,
        run: two_limits,
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
        reads: READS,
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
        reads: READS,
        run: vague_window,
        ..Rule::BLANK
    },
    Rule {
        code: "X04",
        title: "Exclusion swallows the promise",
        severity: Severity::Error,
        detects: "An exclusion covers any cause, any third party, or what the provider decides; or, without any limit, what the \
                  provider itself does or has to prevent: migrations, upgrades, failures of its own equipment, viruses, \
                  attacks.",
        why: "Nothing remains promised.",
        example: "Any cause not due to us",
        mend: "Listed causes, each with its limit",
        reads: READS,
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
        reads: READS,
        run: causation,
        ..Rule::BLANK
    },
    Rule {
        code: "X06",
        title: "Emergency maintenance without limits",
        severity: Severity::Warning,
        detects: "Emergency work is excused, in its own part or as an exclusion, without saying what an emergency is, or up to \
                  how many hours a month.",
        why: "Every outage can be called an emergency.",
        example: "Emergency maintenance is excluded",
        mend: "To close a security hole that is being exploited, at most 2 hours a month",
        reads: READS,
        run: emergency,
        ..Rule::BLANK
    },
];

/// Whether planned work is agreed at all.
fn is_agreed(cx: &Cx<'_>) -> bool {
    let m = &cx.a.maintenance;
    !m.windows.is_empty()
        || m.notice.is_some()
        || m.cap.is_some()
        || m.effect.is_some()
        || excluded(cx).is_some()
}

const MAINTENANCE: &[&str] =
    &["maintenance", "planned work", "scheduled work", "planned downtime", "scheduled downtime"];

/// Whether some exclusion excuses planned or emergency work without a limit of its own.
pub(super) fn excuses_maintenance(cx: &Cx<'_>) -> bool {
    excluded(cx).is_some() || excluded_emergency(cx).is_some()
}

/// The exclusion that excuses planned maintenance without a limit of its own.
fn excluded<'a>(cx: &Cx<'a>) -> Option<&'a Exclusion> {
    cx.a.exclusions.iter().find(|e| {
        e.cap.is_none() && any_of(&e.event, MAINTENANCE) && !only_emergency(&e.event) && !foreign(&e.event)
    })
}

/// The exclusion that excuses emergency work without a limit of its own.
fn excluded_emergency<'a>(cx: &Cx<'a>) -> Option<&'a Exclusion> {
    cx.a.exclusions.iter().find(|e| {
        let work = any_of(&e.event, MAINTENANCE) || any_of(&e.event, &["work", "repair", "change", "patch"]);
        e.cap.is_none() && any_of(&e.event, EMERGENCY) && work && !foreign(&e.event)
    })
}

const EMERGENCY: &[&str] = &["emergency", "unscheduled", "unplanned", "urgent"];

/// "Emergency maintenance", but not "emergency and scheduled maintenance".
fn only_emergency(event: &str) -> bool {
    let lower = event.to_lowercase();
    if find_word(&lower, &["planned", "scheduled", "regular", "routine"]).is_some() {
        return false;
    }
    let named = lower.matches("maintenance").count();
    any_of(event, EMERGENCY)
        && named < 2
        && !any_of(event, &[" and ", "planned", "scheduled", "regular", "/", ","])
        || any_of(event, &["unscheduled", "unplanned"]) && named < 2
}

/// Whether what happens is the customer's doing, or its supplier's.
fn foreign(event: &str) -> bool {
    any_of(event, &["customer", "client", "subscriber"])
}

fn no_cap(cx: &Cx<'_>, report: &mut Report) {
    if is_agreed(cx) && cx.a.maintenance.cap.is_none() && cx.a.maintenance.year_cap.is_none() {
        let hint = "Enter how much a month is excused, such as 4h";
        let found = report.absent("maintenance.cap", "Planned maintenance is excused without a limit", hint);
        if let Some(exclusion) = excluded(cx) {
            found.related(field(exclusion, "event"));
        }
    }
}

fn two_limits(cx: &Cx<'_>, report: &mut Report) {
    let maintenance = &cx.a.maintenance;
    let (Some(month), Some(year)) = (maintenance.cap, maintenance.year_cap) else { return };
    let (Some(monthly), Some(yearly)) = (month.seconds(), year.seconds()) else { return };
    let (path, other, message) = if monthly.saturating_mul(12) <= yearly {
        let message = format!(
            "Twelve months of {} come to no more than the {} a year, so the limit for a year never acts",
            month.long(),
            year.long()
        );
        ("maintenance.year_cap", "maintenance.cap", message)
    } else if monthly > yearly {
        let message = format!(
            "The {} a month are more than the {} a year, so the limit for a month never acts",
            month.long(),
            year.long()
        );
        ("maintenance.cap", "maintenance.year_cap", message)
    } else {
        return;
    };
    report
        .at(path, message, "Correct one of the two, or leave out the one without effect")
        .related(other)
        .fix("Leave it out", vec![Edit::set(path, "")]);
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

/// What the provider itself does, or has to prevent.
const OWN: &[&str] = &[
    "migration",
    "migrations",
    "migrating",
    "relocation",
    "upgrade",
    "upgrades",
    "virus",
    "viruses",
    "malware",
    "ransomware",
    "worms",
    "denial of service",
    "denial-of-service",
    "dos",
    "ddos",
    "hacker",
    "hackers",
    "hacking",
    "attack",
    "attacks",
    "cyberattack",
    "cyberattacks",
    "intrusion",
    "intrusions",
    "hardware failure",
    "hardware failures",
    "hardware faults",
    "software failure",
    "software failures",
    "software bugs",
    "software errors",
    "power failure",
    "power failures",
];

/// The word that names something of the provider's own, excused without a limit and without a test.
fn own_and_unlimited(exclusion: &Exclusion) -> Option<&'static str> {
    let lower = exclusion.event.to_lowercase();
    let limited = exclusion.cap.is_some() || lower.contains(|c: char| c.is_ascii_digit());
    let narrowed = any_of(
        &lower,
        &["although", "despite", "in spite of", "unless", "except", "more than", "beyond what"],
    );
    if limited || narrowed || foreign(&lower) {
        return None;
    }
    find_word(&lower, OWN)
}

/// Whether an event excuses everything there is.
pub(super) fn swallows_all(event: &str) -> bool {
    any_of(event, SWALLOWING)
}

fn field(exclusion: &Exclusion, field: &str) -> FieldPath {
    at(&["exclusions", &exclusion.id, field])
}

fn swallows(cx: &Cx<'_>, report: &mut Report) {
    for exclusion in cx.a.exclusions.iter().filter(|e| swallows_all(&e.event)) {
        let message = format!("{} can excuse everything", quoted(exclusion.event.trim()));
        report.at(field(exclusion, "event"), message, "List the causes that are meant, each with its limit");
    }
    for exclusion in cx.a.exclusions.iter().filter(|e| !swallows_all(&e.event)) {
        let Some(word) = own_and_unlimited(exclusion) else { continue };
        let message = format!(
            "{} excuses without a limit what the provider itself does or has to prevent: {word}",
            quoted(exclusion.event.trim())
        );
        let hint = "Limit the time, or excuse only what happens despite measures that the agreement names";
        report.at(field(exclusion, "event"), message, hint).related(field(exclusion, "cap"));
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
    let excluded = excluded_emergency(cx);
    if (defined || excluded.is_some()) && maintenance.emergency_cap.is_none() {
        let hint = "Enter how much a month is excused, such as 2h";
        let found =
            report.absent("maintenance.emergency_cap", "Emergency work is excused without a limit", hint);
        if let Some(exclusion) = excluded {
            found.related(field(exclusion, "event"));
        }
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
    ("X10", &["maintenance.year_cap=48h"]),
    ("X10", &["maintenance.year_cap=2h"]),
    ("X02", &["maintenance.notice="]),
    ("X03", &["-maintenance.windows sunday"]),
    ("X03", &["maintenance.windows.sunday.zone="]),
    ("X03", &["maintenance.windows.sunday.days="]),
    ("X03", &["maintenance.windows.sunday.to=02:00"]),
    ("X04", &["exclusions.customer.event=Any cause not due to us"]),
    (
        "X01",
        &[
            "maintenance.cap=",
            "maintenance.effect=",
            "exclusions.customer.event=Scheduled maintenance",
            "exclusions.customer.cap=",
        ],
    ),
    ("X04", &["exclusions.customer.event=Viruses and denial of service", "exclusions.customer.cap="]),
    ("X04", &["exclusions.customer.event=Planned migrations", "exclusions.customer.cap="]),
    ("X05", &["exclusions.customer.causation="]),
    ("X06", &["maintenance.emergency_cap="]),
    ("X06", &["maintenance.emergency="]),
    (
        "X06",
        &[
            "maintenance.emergency=",
            "maintenance.emergency_cap=",
            "exclusions.customer.event=Emergency and scheduled maintenance",
            "exclusions.customer.cap=",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn a_year_is_a_limit_too() {
        let year = ["maintenance.cap=", "maintenance.year_cap=10h"];
        assert!(!codes(&year).iter().any(|c| matches!(*c, "X01" | "X10")));
        assert!(!codes(&["maintenance.year_cap=24h"]).contains(&"X10"));
    }
}
