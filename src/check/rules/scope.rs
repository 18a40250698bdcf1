//! What is delivered, when, where, up to which volume, and what it rests on.

use super::{Cx, Report, Rule, Severity, at, lost, named, sentence};
use crate::agreement::Owner;
use crate::agreement::changes::Read::{self, All};
use crate::check::collect::Found;
use crate::draft::{Edit, Profile};
use crate::value::{FieldPath, quoted};
use rustc_hash::FxHashSet;

/// All that the rules of this file read.
const READS: &[Read] = &[
    All("calendars"),
    All("exclusions"),
    All("metrics"),
    All("priorities"),
    All("responsibilities"),
    All("security"),
    All("services"),
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P04",
        title: "Service without metric, or metric without service",
        severity: Severity::Error,
        detects: "No metric measures a service, or a metric names no service of this agreement.",
        why: "A service without a metric is a promise without measure; a metric without a service measures nothing.",
        example: "Backup is in scope, no metric is about it",
        mend: "Restore success at least 99 % a quarter",
        reads: READS,
        run: measured,
        ..Rule::BLANK
    },
    Rule {
        code: "P05",
        title: "Nothing is out of scope",
        severity: Severity::Warning,
        detects: "A service does not say what it leaves out.",
        why: "Disputes about scope are about what is not covered.",
        example: "All IT services",
        mend: "Not included: printing on site, the production network",
        reads: READS,
        run: out_of_scope,
        ..Rule::BLANK
    },
    Rule {
        code: "P06",
        title: "Relief without a duty of the customer",
        severity: Severity::Warning,
        detects: "An exclusion or a clock pause depends on the customer, but the customer has no duty at all; or an \
                  exclusion rests on a duty that is the provider's own.",
        why: "Relief for a breach of a duty that is written nowhere is one-sided.",
        example: "Excluded: delay by the customer; duties of the customer: (none)",
        mend: "The customer answers questions within 4 business hours",
        reads: READS,
        run: assumed_duty,
        ..Rule::BLANK
    },
    Rule {
        code: "P08",
        title: "Workload limits missing",
        severity: Severity::Warning,
        detects: "A service does not say up to which volume its levels hold.",
        why: "Targets, workload limits and exceptions belong together: without limits every overload is a breach.",
        example: "95 % of requests below 300 ms",
        mend: "95 % of requests below 300 ms, up to 500 requests a second",
        reads: READS,
        run: workload,
        ..Rule::BLANK
    },
    Rule {
        code: "P09",
        title: "Service hours missing",
        severity: Severity::Error,
        detects: "A service names no calendar in which it is owed.",
        why: "Without hours an availability has no denominator.",
        example: "Available 99.5 %",
        mend: "99.5 % of Monday to Friday 07:00 to 20:00, Europe/Berlin",
        reads: READS,
        run: hours,
        ..Rule::BLANK
    },
    Rule {
        code: "P11",
        title: "Dependency without a level",
        severity: Severity::Warning,
        detects: "What a service rests on promises neither an availability nor a response time.",
        why: "Whether the service's own promise can be kept cannot be computed.",
        example: "Rests on a cloud database",
        mend: "Rests on a cloud database, 99.95 % a month",
        reads: READS,
        run: dependency,
        ..Rule::BLANK
    },
    Rule {
        code: "P12",
        title: "Places or subcontractors missing",
        severity: Severity::Error,
        detects: "Nothing says where a service is delivered or its data lies, or which rule holds for subcontractors. Grave \
                  in the public sector, elsewhere a warning.",
        why: "Data-protection and outsourcing law ask for both.",
        example: "Locations: (empty)",
        mend: "Data: Frankfurt and Dublin; changes announced 30 days ahead",
        reads: READS,
        run: places,
        ..Rule::BLANK
    },
];

fn measured(cx: &Cx<'_>, report: &mut Report) {
    if cx.a.metrics.is_empty() {
        return;
    }
    let measured: FxHashSet<&str> = cx.a.metrics.iter().map(|m| m.service.as_str()).collect();
    for service in cx.a.services.iter().filter(|s| !measured.contains(s.id.as_str())) {
        let message = format!("No metric measures {}", named(&service.name, "service"));
        let hint = "Add a metric for it, or take the service out of the agreement";
        report.at(at(&["services", &service.id]), message, hint).related("metrics");
    }
    for metric in &cx.a.metrics {
        let path = at(&["metrics", &metric.id, "service"]);
        let name = sentence(&named(&metric.name, "metric"));
        if metric.service.is_empty() {
            let message = format!("{name} measures no service");
            let found = report.absent(path.clone(), message, "Choose the service it measures");
            only_service(cx, path, found);
        } else if cx.a.service(&metric.service).is_none() {
            let message = format!("{name} measures {}", lost(cx, "services", &[&metric.service]));
            let found = report.at(path.clone(), message, "Choose the service it measures");
            only_service(cx, path, found);
        }
    }
}

/// Where there is only one service, it is meant.
fn only_service(cx: &Cx<'_>, path: FieldPath, found: Found<'_>) {
    if let [service] = cx.a.services.as_slice()
        && !service.id.is_empty()
    {
        let title = format!("It measures {}", named(&service.name, "the service"));
        found.fix(title, vec![Edit::set(path, service.id.as_str())]);
    }
}

fn out_of_scope(cx: &Cx<'_>, report: &mut Report) {
    for service in cx.a.services.iter().filter(|s| crate::value::Node::is_blank(&s.out_of_scope)) {
        let message = format!("Nothing is out of scope of {}", named(&service.name, "service"));
        let hint = "List what the customer might expect but does not get";
        report.absent(at(&["services", &service.id, "out_of_scope"]), message, hint);
    }
}

fn assumed_duty(cx: &Cx<'_>, report: &mut Report) {
    for exclusion in &cx.a.exclusions {
        let duty = cx.a.responsibilities.iter().find(|r| r.id.as_str() == exclusion.duty.as_str());
        if let Some(duty) = duty.filter(|d| !exclusion.duty.is_empty() && d.owner == Owner::Provider) {
            let message = format!(
                "{} excuses the provider where it breaks its own duty: {}",
                quoted(exclusion.event.trim()),
                quoted(duty.duty.trim())
            );
            let path = at(&["exclusions", &exclusion.id, "duty"]);
            report
                .at(path.clone(), message, "Choose the duty of the customer that is meant")
                .related(at(&["responsibilities", &duty.id]))
                .fix("Clear the field", vec![Edit::set(path, "")]);
        }
    }
    let has_duty = cx.a.responsibilities.iter().any(|r| r.owner != Owner::Provider);
    if has_duty || cx.a.responsibilities.is_empty() {
        return;
    }
    let hint = "Add the duty of the customer that this rests on";
    for exclusion in cx.a.exclusions.iter().filter(|e| mentions_customer(&e.event)) {
        let message =
            format!("{} excuses the provider, but the customer has no duty", quoted(&exclusion.event));
        report.at(at(&["exclusions", &exclusion.id, "duty"]), message, hint).related("responsibilities");
    }
    for priority in cx.a.priorities.iter().filter(|p| p.pauses.iter().any(mentions_customer)) {
        let message = "The clock waits for the customer, but the customer has no duty";
        report.at(at(&["priorities", &priority.id, "pauses"]), message, hint).related("responsibilities");
    }
}

fn mentions_customer(text: &str) -> bool {
    text.to_lowercase().contains("customer")
}

fn workload(cx: &Cx<'_>, report: &mut Report) {
    for service in cx.a.services.iter().filter(|s| crate::value::Node::is_blank(&s.workload_limits)) {
        let message =
            format!("Nothing says up to which volume the levels of {} hold", named(&service.name, "service"));
        let hint = "List limits such as users, tickets or requests a second";
        report.absent(at(&["services", &service.id, "workload_limits"]), message, hint);
    }
}

fn hours(cx: &Cx<'_>, report: &mut Report) {
    for service in cx.a.services.iter().filter(|s| s.hours.is_empty()) {
        let message = format!("Nothing says when {} is owed", named(&service.name, "service"));
        let hint = match cx.a.calendars.is_empty() {
            true => "Add a calendar and choose it here",
            false => "Choose one of the calendars",
        };
        let path = at(&["services", &service.id, "hours"]);
        let found = report.absent(path.clone(), message, hint);
        if let [calendar] = cx.a.calendars.as_slice()
            && !calendar.id.is_empty()
        {
            let title = format!("Use {}", named(&calendar.name, "the calendar"));
            found.fix(title, vec![Edit::set(path, calendar.id.as_str())]);
        }
    }
}

fn dependency(cx: &Cx<'_>, report: &mut Report) {
    for service in &cx.a.services {
        for dependency in
            service.dependencies.iter().filter(|d| d.availability.is_none() && d.response.is_none())
        {
            let name = named(&dependency.name, "dependency");
            let message = format!("Nothing says what {name} promises to {}", named(&service.name, "service"));
            let path = at(&["services", &service.id, "dependencies", &dependency.id, "availability"]);
            report.absent(path, message, "Enter its promised availability or response time");
        }
    }
}

fn places(cx: &Cx<'_>, report: &mut Report) {
    let blank = crate::value::Node::is_blank;
    let data = &cx.a.security.data_locations;
    let gravity = if cx.profile == Profile::PublicSector { Severity::Error } else { Severity::Warning };
    for service in cx.a.services.iter().filter(|s| blank(&s.locations)) {
        let message = format!("Nothing says where {} is delivered", named(&service.name, "service"));
        report
            .absent(
                at(&["services", &service.id, "locations"]),
                message,
                "List the places where it is delivered or where its data lies",
            )
            .severity(if blank(data) { gravity } else { Severity::Hint });
    }
    let security = &cx.a.security;
    if crate::check::bare::is_bare(security, &[]) {
        return;
    }
    if security.subcontractors.trim().is_empty() {
        let hint = "Say which subcontractors there are and how changes are announced";
        report
            .absent("security.subcontractors", "No rule for subcontractors is agreed", hint)
            .severity(gravity);
    }
    if security.personal_data != Some(true) && blank(data) {
        let somewhere = cx.a.services.iter().any(|s| !blank(&s.locations));
        report
            .absent("security.data_locations", "Nothing says where data lies", "List the countries or places")
            .severity(if somewhere { Severity::Hint } else { gravity });
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("P04", &["metrics.latency.service=", "metrics.uptime.service=", "metrics.response.service="]),
    ("P04", &["metrics.latency.service=backup"]),
    ("P05", &["services.hosting.out_of_scope="]),
    ("P06", &["responsibilities.answer.owner=Provider", "exclusions.customer.duty="]),
    ("P06", &["exclusions.customer.duty=monitor"]),
    ("P08", &["services.hosting.workload_limits="]),
    ("P09", &["services.hosting.hours="]),
    ("P09", &["services.hosting.hours=", "-calendars business"]),
    (
        "P11",
        &[
            "services.hosting.dependencies.power.availability=",
            "services.hosting.dependencies.power.response=",
        ],
    ),
    ("P12", &["services.hosting.locations="]),
    ("P12", &["security.subcontractors="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn the_public_sector_must_say_where_and_by_whom() {
        use crate::check::Severity;
        let severity = |profile: &str| {
            let found = crate::check::testkit::run(&crate::check::testkit::changed(&[
                "security.subcontractors=",
                &format!("profile={profile}"),
            ]));
            found.iter().find(|f| f.code == "P12").map(|f| f.severity)
        };
        assert_eq!(severity("PublicSector"), Some(Severity::Error));
        assert_eq!(severity("Cloud"), Some(Severity::Warning));
    }

    #[test]
    fn a_promised_response_is_a_level_too() {
        assert!(!codes(&["services.hosting.dependencies.power.availability="]).contains(&"P11"));
    }
}
