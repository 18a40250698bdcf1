//! When clocks start, pause and stop, and what time they count.

use super::{Cx, Report, Rule, Severity, at, list, named, sentence};
use crate::agreement::{Calendar, Metric, MetricKind, Priority, PrioritySetter};
use crate::check::bare::is_bare;
use crate::check::phrases::{any_of, negated};
use crate::draft::Edit;
use crate::value::{DayOff, Duration, FieldPath, Leaf, LeafKind, Node, Shape, Unit, quoted};
use chrono::Datelike;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "I01",
        title: "\"Response\" not defined",
        severity: Severity::Error,
        detects: "Response times are promised, but nothing says what a response is, or an automatic reply counts as one; \
                  or a time metric does not say which event stops its clock.",
        why: "An automatic acknowledgement stops the clock and 100 % is reached with nobody looking.",
        example: "Respond within 15 min",
        mend: "A qualified person replies and addresses the incident; an automatic reply does not count",
        run: response,
        ..Rule::BLANK
    },
    Rule {
        code: "I02",
        title: "Clock start missing or in the provider's hands",
        severity: Severity::Error,
        detects: "Nothing says which event starts the clocks, or they start only when the provider confirms.",
        why: "Whoever starts the clock decides whether the target is met.",
        example: "Downtime counts from our confirmation",
        mend: "From the first failed probe or the customer's report, whichever is earlier",
        run: start,
        ..Rule::BLANK
    },
    Rule {
        code: "I03",
        title: "Clock pauses missing or open-ended",
        severity: Severity::Warning,
        detects: "No priority says what pauses its clocks, or a pause has no limit.",
        why: "An incident that waits for the customer can wait forever.",
        example: "The clock may be paused",
        mend: "Paused only while waiting for the customer after a written question, at most 5 business days",
        run: pauses,
        ..Rule::BLANK
    },
    Rule {
        code: "I05",
        title: "Business time without a calendar",
        severity: Severity::Error,
        detects: "A calendar has no hours or no time zone; or business hours or days are used and no calendar says which \
                  they are. A calendar of weekdays without holidays gives a warning, and so does one whose holidays are \
                  listed for a part of the term only.",
        why: "48 business hours became six days through a forgotten holiday calendar.",
        example: "4 business hours",
        mend: "4 hours within Monday to Friday 09:00 to 17:00, Europe/London, public holidays of England",
        run: calendars,
        ..Rule::BLANK
    },
    Rule {
        code: "I10",
        title: "\"Resolution\" not defined",
        severity: Severity::Warning,
        detects: "Times to restore or resolve are promised, but nothing says whether a workaround stops the clock.",
        why: "Tickets are closed too early or too late.",
        example: "Resolved in 4 h",
        mend: "The service works again, by a workaround or a fix",
        run: resolution,
        ..Rule::BLANK
    },
    Rule {
        code: "I11",
        title: "Who sets the priority",
        severity: Severity::Warning,
        detects: "Nothing says who sets the priority, or the provider does so alone.",
        why: "Whoever sets the priority alone sets the targets.",
        example: "Priority determined by the provider",
        mend: "The customer proposes; the higher priority stands until both agree",
        run: setter,
        ..Rule::BLANK
    },
    Rule {
        code: "I14",
        title: "Business time around the clock",
        severity: Severity::Error,
        detects: "A priority counts business hours or days, but its clock runs in a calendar that never closes; or it counts one \
                  of its times in hours and another in business hours.",
        why: "\"1 business hour, 24x7\" has two readings.",
        example: "1 business hour (24/7)",
        mend: "60 minutes, around the clock",
        run: contradiction,
        ..Rule::BLANK
    },
    Rule {
        code: "I16",
        title: "No rule for reopened incidents",
        severity: Severity::Hint,
        detects: "Nothing says within which time an incident that comes back counts as the same one.",
        why: "Closing quickly and reopening makes two short incidents of one long one.",
        example: "(nothing)",
        mend: "Reopened within 5 days: the clock goes on",
        run: reopened,
        ..Rule::BLANK
    },
];

/// Events that the provider alone brings about.
const CONFIRMED: &[&str] =
    &["confirm", "acknowledge", "provider accepts", "acceptance by the provider", "our sole"];

fn handles_incidents(cx: &Cx<'_>) -> bool {
    !cx.a.priorities.is_empty()
}

fn timed<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Metric> {
    cx.a.metrics.iter().filter(|m| m.kind == MetricKind::TimeToEvent)
}

fn metric_field(metric: &Metric, field: &str) -> FieldPath {
    at(&["metrics", &metric.id, field])
}

fn response(cx: &Cx<'_>, report: &mut Report) {
    let support = &cx.a.support;
    if handles_incidents(cx) {
        if support.response_means.trim().is_empty() {
            let hint =
                "Say what counts, such as: a reply from a qualified person that addresses the incident";
            report.absent("support.response_means", "Nothing says what a response is", hint);
        }
        let no = || vec![Edit::set("support.automatic_reply_counts", "no")];
        match support.automatic_reply_counts {
            None => {
                let message = "Nothing says whether an automatic reply counts as a response";
                report
                    .absent("support.automatic_reply_counts", message, "Say that it does not")
                    .fix("An automatic reply does not count", no());
            }
            Some(true) => {
                let message = "An automatic reply counts as a response, so every response time is met with nobody looking";
                report
                    .at("support.automatic_reply_counts", message, "Let only the reply of a person count")
                    .fix("An automatic reply does not count", no());
            }
            Some(false) => {}
        }
    }
    for metric in timed(cx) {
        let path = metric_field(metric, "clock_stop");
        let stop = metric.clock_stop.trim();
        if stop.is_empty() {
            let message =
                format!("Nothing says which event stops the clock of {}", named(&metric.name, "metric"));
            report.absent(path, message, "Name the event; for a response, the reply of a qualified person");
        } else if any_of(stop, &["automatic", "auto-reply", "autoreply", "auto-response"]) && !negated(stop) {
            let message =
                format!("The clock of {} is stopped by {}", named(&metric.name, "metric"), quoted(stop));
            report.at(path, message, "Let only the reply of a person stop it");
        }
    }
}

fn start(cx: &Cx<'_>, report: &mut Report) {
    let hint = "Name an event that both sides can see, such as the report or the alarm, whichever is earlier";
    let texts = handles_incidents(cx).then(|| {
        (FieldPath::new("support.clock_start"), cx.a.support.clock_start.as_str(), "the clocks".to_owned())
    });
    let of_metrics = timed(cx).map(|m| {
        let whose = format!("the clock of {}", named(&m.name, "metric"));
        (metric_field(m, "clock_start"), m.clock_start.as_str(), whose)
    });
    for (path, text, what) in texts.into_iter().chain(of_metrics) {
        if text.trim().is_empty() {
            report.absent(path, format!("Nothing says which event starts {what}"), hint);
        } else if any_of(text, CONFIRMED) && !negated(text) && !any_of(text, &["earlier"]) {
            let message = format!("The provider decides when {what} starts: {}", quoted(text));
            report.at(path, message, hint);
        }
    }
}

fn pauses(cx: &Cx<'_>, report: &mut Report) {
    let priorities = &cx.a.priorities;
    let none = priorities.iter().all(|p| Node::is_blank(&p.pauses));
    if let (true, Some(first)) = (none, priorities.first()) {
        let message = "No priority says what pauses its clocks";
        let hint = "List each state that pauses them, with its limit, or accept this with the reason that nothing does";
        report.absent(at(&["priorities", &first.id, "pauses"]), message, hint);
        return;
    }
    for priority in priorities.iter().filter(|p| p.pause_limit.is_none()) {
        let open: Vec<&str> = priority
            .pauses
            .iter()
            .filter(|l| !l.trim().is_empty() && !l.contains(|c: char| c.is_ascii_digit()))
            .collect();
        if let Some(first) = open.first() {
            let message =
                format!("The pause {} of {} has no limit", quoted(first), named(&priority.name, "priority"));
            let path = at(&["priorities", &priority.id, "pause_limit"]);
            report
                .absent(path.clone(), message, "Enter the longest pause, such as 5bd")
                .related(at(&["priorities", &priority.id, "pauses"]))
                .fix("At most 5 business days", vec![Edit::set(path, "5bd")]);
        }
    }
}

fn calendars(cx: &Cx<'_>, report: &mut Report) {
    for calendar in &cx.a.calendars {
        let name = sentence(&named(&calendar.name, "calendar"));
        if calendar.hours.iter().all(|h| is_bare(h, &[])) {
            let message = format!("{name} has no hours");
            report
                .absent(at(&["calendars", &calendar.id, "hours"]), message, "Add weekdays with their hours")
                .covers();
        }
        if calendar.zone.is_none() {
            let message = format!("{name} has no time zone");
            let path = at(&["calendars", &calendar.id, "zone"]);
            let found = report.absent(path.clone(), message, "Choose one, such as Europe/Berlin");
            let others = cx.a.calendars.iter().map(|c| c.zone).chain(cx.a.metrics.iter().map(|m| m.zone));
            if let Some(zone) = others.flatten().next() {
                found.fix(format!("Use {zone}"), vec![Edit::set(path, zone.to_string())]);
            }
        }
        let weekdays = !calendar.hours.is_empty() && !calendar.hours.iter().any(|h| h.days.count() == 7);
        if weekdays && calendar.holiday_region.trim().is_empty() && calendar.holidays.is_empty() {
            let message = format!("{name} does not say on whose public holidays it is closed");
            report
                .absent(
                    at(&["calendars", &calendar.id, "holiday_region"]),
                    message,
                    "Name the region, or list the days",
                )
                .severity(Severity::Warning);
        }
    }
    for calendar in &cx.a.calendars {
        unlisted_years(cx, calendar, report);
    }
    let closes = |c: &Calendar| !c.hours.is_empty() && !c.is_around_the_clock();
    if !cx.a.calendars.iter().any(closes) {
        undefined_business_time(cx, report);
    }
}

/// Holidays that are dates only end with the last of them; the agreement goes on.
fn unlisted_years(cx: &Cx<'_>, calendar: &Calendar, report: &mut Report) {
    let days = || calendar.holidays.iter().filter_map(|h| h.date);
    if !calendar.holiday_region.trim().is_empty() || days().any(DayOff::is_yearly) {
        return;
    }
    let dated = |day| if let DayOff::On(date) = day { Some(date.get().year()) } else { None };
    let (Some(listed), Some(last)) = (days().filter_map(dated).max(), cx.a.term.last_day()) else { return };
    if last.get().year() > listed {
        let name = sentence(&named(&calendar.name, "calendar"));
        let message =
            format!("{name} lists no holiday after {listed}, but the agreement runs until {}", last.long());
        let hint = "Write days without a year, such as 25 December or Good Friday, so that they hold every year; or \
                    name the region whose holidays apply";
        report.at(at(&["calendars", &calendar.id, "holidays"]), message, hint).severity(Severity::Warning);
    }
}

fn undefined_business_time(cx: &Cx<'_>, report: &mut Report) {
    let mut used: Vec<(FieldPath, Duration)> = Vec::new();
    for place in cx.values() {
        if matches!(place.node.shape(), Shape::Leaf(LeafKind::Duration))
            && !place.path.starts_with("priorities.")
            && let Ok(time) = <Duration as Leaf>::parse(&place.node.text())
            && time.unit.is_business()
        {
            used.push((FieldPath::new(place.path), time));
        }
    }
    let Some((path, time)) = used.first() else { return };
    let message = match used.len() {
        1 => format!("{} are used, but no calendar says which they are", sentence(&time.long())),
        n => format!(
            "{} and {} more times count business time, but no calendar says which that is",
            sentence(&time.long()),
            n - 1
        ),
    };
    let mut found = report.at(
        path.clone(),
        message,
        "Add a calendar with business hours and holidays, or use hours of the clock",
    );
    for (other, _) in used.iter().skip(1) {
        found = found.related(other.clone());
    }
}

fn resolution(cx: &Cx<'_>, report: &mut Report) {
    let promised = cx.a.priorities.iter().any(|p| p.restore.is_some() || p.resolve.is_some());
    if promised && cx.a.support.resolution_means.is_none() {
        let message = "Nothing says whether a workaround counts as resolution";
        report
            .absent("support.resolution_means", message, "Choose what ends the clock")
            .fix("The service works again", vec![Edit::set("support.resolution_means", "ServiceRestored")]);
    }
}

fn setter(cx: &Cx<'_>, report: &mut Report) {
    if !handles_incidents(cx) {
        return;
    }
    let path = "support.priority_set_by";
    let fair = || vec![Edit::set(path, Leaf::text(&PrioritySetter::CustomerProposesHigherStands))];
    let title = "The customer proposes, the higher stands";
    match cx.a.support.priority_set_by {
        None => {
            let hint = "Choose who sets it, and what holds while the parties disagree";
            report.absent(path, "Nothing says who sets the priority of an incident", hint).fix(title, fair());
        }
        Some(PrioritySetter::Provider) => {
            let message = "The provider alone sets the priority, and with it the targets";
            report.at(path, message, "Let the customer propose it").fix(title, fair());
        }
        Some(_) => {}
    }
}

/// A field and its time.
type FieldTime = (&'static str, Duration);

/// Two times of one priority, one in units of the clock and one in the same units of business.
fn mixed(priority: &Priority) -> Option<(FieldTime, FieldTime)> {
    let times =
        [("response", priority.response), ("restore", priority.restore), ("resolve", priority.resolve)];
    let set: Vec<FieldTime> = times.into_iter().filter_map(|(f, t)| Some((f, t?))).collect();
    let first = |unit: Unit| set.iter().copied().find(|(_, t)| t.unit == unit);
    let pair = |clock: Unit, business: Unit| first(clock).zip(first(business));
    pair(Unit::Hour, Unit::BusinessHour).or_else(|| pair(Unit::Day, Unit::BusinessDay))
}

fn contradiction(cx: &Cx<'_>, report: &mut Report) {
    super::cover::calendar_days(cx, report);
    for priority in &cx.a.priorities {
        let Some(calendar) = cx.a.calendar(&priority.calendar).filter(|c| c.is_around_the_clock()) else {
            if let Some(((field, clock), (other, business))) = mixed(priority) {
                let message = format!(
                    "{} counts {} and {}: nothing says whether the first go on outside business hours",
                    sentence(&named(&priority.name, "priority")),
                    clock.long(),
                    business.long()
                );
                let path = |field: &str| at(&["priorities", &priority.id, field]);
                let hint = "Count all its times alike, in the hours of its calendar";
                report.at(path(field), message, hint).related(path(other));
            }
            continue;
        };
        let times = [
            ("response", priority.response),
            ("restore", priority.restore),
            ("resolve", priority.resolve),
            ("update", priority.update),
            ("outer_limit", priority.outer_limit),
            ("pause_limit", priority.pause_limit),
        ];
        let business: Vec<(&str, Duration)> =
            times.into_iter().filter_map(|(f, t)| Some((f, t.filter(|t| t.unit.is_business())?))).collect();
        let Some((first, _)) = business.first() else { continue };
        // A pause waits for people; it may well count business days while the clock of the incident never stops.
        if business.iter().all(|(field, _)| *field == "pause_limit") {
            continue;
        }
        let words: Vec<String> = business.iter().map(|(_, time)| time.long()).collect();
        let message = format!(
            "{} counts {}, but its clock runs in {}, which never closes",
            sentence(&named(&priority.name, "priority")),
            list(&words),
            named(&calendar.name, "a calendar")
        );
        let hint = "Use hours of the clock, or choose a calendar with business hours";
        report.at(at(&["priorities", &priority.id, first]), message, hint).related(at(&[
            "priorities",
            &priority.id,
            "calendar",
        ]));
    }
}

fn reopened(cx: &Cx<'_>, report: &mut Report) {
    if handles_incidents(cx) && cx.a.support.reopen_within.is_none() {
        let hint = "Say within which time it counts as the same incident, such as 5bd";
        report
            .absent("support.reopen_within", "Nothing says how an incident that comes back counts", hint)
            .fix("Within 5 days it is the same one", vec![Edit::set("support.reopen_within", "5d")]);
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("I01", &["support.response_means="]),
    ("I01", &["support.automatic_reply_counts=yes"]),
    ("I01", &["support.automatic_reply_counts="]),
    ("I01", &["metrics.response.clock_stop="]),
    ("I01", &["metrics.response.clock_stop=Automatic acknowledgement of the ticket system"]),
    ("I02", &["support.clock_start="]),
    ("I02", &["support.clock_start=the provider's confirmation"]),
    ("I02", &["metrics.response.clock_start="]),
    ("I03", &["priorities.p1.pauses=", "priorities.p2.pauses=", "priorities.p3.pauses="]),
    ("I03", &["priorities.p1.pause_limit="]),
    ("I05", &["calendars.business.zone="]),
    ("I05", &["calendars.business.holiday_region="]),
    (
        "I05",
        &[
            "calendars.business.holiday_region=",
            "+calendars.business.holidays h1",
            "calendars.business.holidays.h1.date=2026-12-25",
        ],
    ),
    ("I05", &["-calendars.business.hours week"]),
    ("I05", &["-calendars business", "priorities.p3.calendar=always"]),
    ("I10", &["support.resolution_means="]),
    ("I11", &["support.priority_set_by="]),
    ("I11", &["support.priority_set_by=Provider"]),
    ("I14", &["priorities.p1.response=1bh"]),
    ("I14", &["priorities.p3.response=2h", "priorities.p3.restore=8bh"]),
    ("I16", &["support.reopen_within="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn business_time_without_a_calendar_is_one_finding() {
        let found = run(&changed(&[
            "-calendars business",
            "priorities.p3.calendar=always",
            "priorities.p3.response=8h",
            "priorities.p3.restore=9h",
            "priorities.p3.pause_limit=5d",
        ]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "I05").collect();
        assert_eq!(at.len(), 1, "{at:?}");
        assert!(at[0].related.len() > 3);
    }

    #[test]
    fn a_negated_automatic_reply_is_fine() {
        let stop = "metrics.response.clock_stop=Reply from a person; an automatic reply does not count";
        assert!(!codes(&[stop]).contains(&"I01"));
        let earlier = "support.clock_start=the report or its confirmation, whichever is earlier";
        assert!(!codes(&[earlier]).contains(&"I02"));
    }
}
