//! Priorities: their criteria, their targets, and the order among them.

use super::{Cx, Report, Rule, Severity, at, list, named, sentence};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Calendar, Clock, Formula, Priority};
use crate::draft::Edit;
use crate::value::{Duration, FieldPath, Unit, has_word, quoted};
use std::cmp::Ordering;

/// All that the rules of this file read.
const READS: &[Read] = &[All("calendars"), All("metrics"), All("priorities"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "I04",
        title: "Priority without hours",
        severity: Severity::Error,
        detects: "A priority does not say in which hours its clocks run, or they run also when no service is owed.",
        why: "One hour at night is an hour to one party and nothing to the other.",
        example: "P2: 60 minutes in waking hours",
        mend: "P2: 60 minutes, Monday to Sunday 07:00 to 22:00",
        reads: READS,
        run: hours,
        ..Rule::BLANK
    },
    Rule {
        code: "I06",
        title: "Priority without objective criteria",
        severity: Severity::Warning,
        detects: "A priority has no criteria, or only a word or two that say how bad it feels.",
        why: "Where the words can be stretched, everything becomes P1.",
        example: "P1: serious",
        mend: "P1: a core system is down for more than half of its users and there is no workaround",
        reads: READS,
        run: criteria,
        ..Rule::BLANK
    },
    Rule {
        code: "I07",
        title: "Targets out of order",
        severity: Severity::Error,
        detects: "A lower priority is faster than a higher one, an incident must be resolved before it is responded to, the \
                  outer limit is shorter than the target, or a report in the hours is answered later than one outside them.",
        why: "One of the two numbers is wrong, and nobody knows which.",
        example: "P3 response 2 h, P4 response 1 h",
        mend: "P3 response 2 h, P4 response 8 h",
        reads: READS,
        run: order,
        ..Rule::BLANK
    },
    Rule {
        code: "I20",
        title: "Priority that is none",
        severity: Severity::Warning,
        detects: "A text speaks of P1, P2 and so on, and no priority of the agreement is called so.",
        why: "Renamed or removed priorities live on in duties and metrics, and nobody knows what was promised there.",
        example: "Keep an engineer reachable for P1; the priorities are Critical and Normal",
        mend: "Keep an engineer reachable for Critical Incidents",
        run: unknown,
        ..Rule::BLANK
    },
    Rule {
        code: "I08",
        title: "Two priorities with the same targets",
        severity: Severity::Hint,
        detects: "All targets of two neighbouring priorities are equal.",
        why: "A distinction without effect costs time in every incident.",
        example: "P2 and P3: 1 h and 8 h",
        mend: "P2: 1 h and 8 h; P3: 4 h and 3 business days",
        reads: READS,
        run: equal,
        ..Rule::BLANK
    },
    Rule {
        code: "I09",
        title: "Response without a result",
        severity: Severity::Warning,
        detects: "One of the two highest priorities has a response time, but no time to restore or resolve.",
        why: "It rewards a quick touch, not a working service.",
        example: "P1: response 30 min",
        mend: "P1: response 30 min, restored within 4 h",
        reads: READS,
        run: no_result,
        ..Rule::BLANK
    },
    Rule {
        code: "I12",
        title: "No updates during major incidents",
        severity: Severity::Hint,
        detects: "One of the two highest priorities does not say how often the customer hears about progress.",
        why: "Whoever hears nothing calls, and the calls stop the work.",
        example: "(nothing)",
        mend: "Updates every 60 minutes for P1",
        reads: READS,
        run: no_updates,
        ..Rule::BLANK
    },
    Rule {
        code: "I13",
        title: "No share that must comply",
        severity: Severity::Warning,
        detects: "A priority has times, but nothing says in which share of the cases they must be kept.",
        why: "An absolute \"within 4 hours\" makes each single miss a breach, or none.",
        example: "P1 in 4 h",
        mend: "95 % of the P1 incidents of a month in 4 h, none above 8 h",
        reads: READS,
        run: no_share,
        ..Rule::BLANK
    },
];

type Target = (&'static str, &'static str, fn(&Priority) -> Option<Duration>);

/// Field, word, value; in the order in which they must lie.
const TARGETS: &[Target] = &[
    ("response", "response", |p| p.response),
    ("restore", "restore time", |p| p.restore),
    ("resolve", "resolution time", |p| p.resolve),
];

/// As the targets, for reports outside the hours.
const OUTSIDE: &Target = &("response_outside", "response outside the hours", |p| p.response_outside);

fn field(priority: &Priority, field: &str) -> FieldPath {
    at(&["priorities", &priority.id, field])
}

/// Whether a time is certainly longer than another.
fn longer(a: Duration, b: Duration) -> bool {
    a.compare(b).map_or_else(|| a.bounds().0 > b.bounds().1, |order| order == Ordering::Greater)
}

/// The same for the clock of a priority, on whose calendar a business day has so many open hours.
fn longer_in(a: Duration, b: Duration, calendar: Option<&Calendar>) -> bool {
    let known = |d: Duration| calendar.and_then(|c| open_seconds(d, c));
    longer(a, b) || known(a).zip(known(b)).is_some_and(|((least, _), (_, most))| least > most)
}

/// Least and most open seconds that business time comes to; a day is as long as one of the days that are open.
fn open_seconds(time: Duration, calendar: &Calendar) -> Option<(u64, u64)> {
    let count = u64::from(time.count);
    match time.unit {
        Unit::BusinessHour => Some((count * 3_600, count * 3_600)),
        Unit::BusinessDay => {
            let week = calendar.week();
            let open =
                |day: usize| week.spans(day).iter().map(|(from, to)| u64::from(to - from)).sum::<u64>();
            let days: Vec<u64> = (0..7).map(open).filter(|minutes| *minutes > 0).collect();
            Some((count * 60 * days.iter().min()?, count * 60 * days.iter().max()?))
        }
        _ => None,
    }
}

fn hours(cx: &Cx<'_>, report: &mut Report) {
    super::cover::outside_service_hours(cx, report);
    for priority in cx.a.priorities.iter().filter(|p| p.calendar.is_empty()) {
        let message =
            format!("Nothing says in which hours the clocks of {} run", named(&priority.name, "priority"));
        let found = report.absent(field(priority, "calendar"), message, "Choose one of the calendars");
        if let Some(calendar) = only_fitting(cx, priority) {
            found.fix(
                format!("They run in {}", named(&calendar.name, "the calendar")),
                vec![Edit::set(field(priority, "calendar"), calendar.id.as_str())],
            );
        }
    }
}

/// The calendar that is meant where only one fits: the only one, or the only one with closing time for business hours.
fn only_fitting<'a>(cx: &Cx<'a>, priority: &Priority) -> Option<&'a Calendar> {
    let business = TARGETS.iter().any(|(.., value)| value(priority).is_some_and(|t| t.unit.is_business()));
    let fits = |c: &&Calendar| !c.id.is_empty() && (!business || !c.is_around_the_clock());
    let mut fitting = cx.a.calendars.iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

fn criteria(cx: &Cx<'_>, report: &mut Report) {
    for priority in &cx.a.priorities {
        let text = priority.criteria.trim();
        let name = named(&priority.name, "priority");
        let path = field(priority, "criteria");
        let hint = "Say what is down, for how many users, and whether there is a workaround";
        if text.is_empty() {
            report.absent(path, format!("Nothing says when an incident is {name}"), hint);
        } else if text.split_whitespace().count() < 3 {
            let message = format!("{} does not say when an incident is {name}", crate::value::quoted(text));
            report.at(path, message, hint);
        }
    }
}

fn order(cx: &Cx<'_>, report: &mut Report) {
    for priority in &cx.a.priorities {
        within(cx, priority, report);
        outside(cx, priority, report);
    }
    for (higher, lower) in cx.a.priorities.iter().zip(cx.a.priorities.iter().skip(1)) {
        for (name, word, value) in TARGETS.iter().chain([OUTSIDE]) {
            let (Some(fast), Some(slow)) = (value(higher), value(lower)) else { continue };
            if longer(fast, slow) {
                let message = format!(
                    "The {word} of {}, {}, is shorter than that of {}, {}",
                    named(&lower.name, "lower priority"),
                    slow.long(),
                    named(&higher.name, "higher priority"),
                    fast.long()
                );
                let swap = vec![
                    Edit::set(field(higher, name), slow.to_string()),
                    Edit::set(field(lower, name), fast.to_string()),
                ];
                report
                    .at(
                        field(lower, name),
                        message,
                        "List the priorities from the highest to the lowest, or swap the two times",
                    )
                    .related(field(higher, name))
                    .fix("Swap the two times", swap);
            }
        }
    }
}

fn within(cx: &Cx<'_>, priority: &Priority, report: &mut Report) {
    let calendar = cx.a.calendar(&priority.calendar);
    let set: Vec<(&str, &str, Duration)> =
        TARGETS.iter().filter_map(|(name, word, value)| Some((*name, *word, value(priority)?))).collect();
    for ((first, first_word, earlier), (second, word, later)) in set.iter().zip(set.iter().skip(1)) {
        if longer_in(*earlier, *later, calendar) {
            let message = format!(
                "The {word} of {}, {}, is shorter than its {first_word}, {}",
                named(&priority.name, "priority"),
                later.long(),
                earlier.long()
            );
            let swap = vec![
                Edit::set(field(priority, first), later.to_string()),
                Edit::set(field(priority, second), earlier.to_string()),
            ];
            report
                .at(field(priority, second), message, "Correct one of the two times")
                .related(field(priority, first))
                .fix("Swap the two times", swap);
        }
    }
    let clock = priority.outer_clock();
    if let (Some(limit), Some(time)) = (priority.outer_limit, priority.time(clock))
        && longer_in(time, limit, calendar)
    {
        let which = clock.label();
        let message =
            format!("The outer limit of {} is shorter than the {which} of {}", limit.long(), time.long());
        let hint = format!("The outer limit is for the cases that miss the {which}");
        let of = match clock {
            Clock::Restore => "restore",
            Clock::Resolve => "resolve",
            Clock::Response | Clock::Update => "response",
        };
        report.at(field(priority, "outer_limit"), message, hint).related(field(priority, of));
    }
}

/// A report within the hours must not wait longer than one outside them.
fn outside(cx: &Cx<'_>, priority: &Priority, report: &mut Report) {
    let (Some(inside), Some(outside)) = (priority.response, priority.response_outside) else { return };
    if longer(inside, outside) || outlasts(inside, outside, cx.a.calendar(&priority.calendar)) {
        let message = format!(
            "{} is answered within {} in its hours, but within {} outside them",
            sentence(&named(&priority.name, "the priority")),
            inside.long(),
            outside.long()
        );
        report
            .at(
                field(priority, "response"),
                message,
                "A report in the hours should not wait longer; correct one of the two",
            )
            .related(field(priority, "response_outside"));
    }
}

/// Whether a time counted in open hours is longer than so many business days. A business day never has 24 open hours,
/// or every hour would be one of business.
fn outlasts(inside: Duration, outside: Duration, calendar: Option<&Calendar>) -> bool {
    const DAY: u64 = 86_400;
    let open = match inside.unit {
        Unit::BusinessHour => Some(u64::from(inside.count) * 3_600),
        Unit::Second | Unit::Minute | Unit::Hour => inside.seconds(),
        _ => None,
    };
    let Some(open) = open.filter(|_| outside.unit == Unit::BusinessDay) else { return false };
    let around_the_clock = DAY * u64::from(outside.count);
    match calendar.and_then(|c| open_seconds(outside, c)) {
        Some((_, most)) if most < around_the_clock => open > most,
        _ => open >= around_the_clock,
    }
}

/// "P1" in a text where no priority is called that.
fn unknown(cx: &Cx<'_>, report: &mut Report) {
    let names: Vec<&str> =
        cx.a.priorities.iter().map(|p| p.name.as_str()).filter(|n| !n.trim().is_empty()).collect();
    if names.is_empty() {
        return;
    }
    let words = ('1'..='9').map(|number| format!("P{number}"));
    let unknown: Vec<String> = words.filter(|word| !names.iter().any(|name| has_word(name, word))).collect();
    let texts: Vec<_> = cx.texts().filter(|t| unknown.iter().any(|word| has_word(&t.text, word))).collect();
    for word in unknown {
        let mut found = texts.iter().filter(|t| has_word(&t.text, &word));
        let Some(first) = found.next() else { continue };
        let message = format!("{} in “{}” is no priority of this agreement", quoted(&word), first.spec.label);
        let hint = format!("Name one that there is: {}", list(&names));
        let mut finding = report.at(first.path.clone(), message, hint);
        for other in found {
            finding = finding.related(other.path.clone());
        }
    }
}

fn equal(cx: &Cx<'_>, report: &mut Report) {
    for (higher, lower) in cx.a.priorities.iter().zip(cx.a.priorities.iter().skip(1)) {
        let targets =
            |p: &Priority| TARGETS.iter().chain([OUTSIDE]).map(|(.., value)| value(p)).collect::<Vec<_>>();
        let some = targets(lower).iter().any(Option::is_some);
        if some && targets(higher) == targets(lower) && higher.calendar == lower.calendar {
            let message = format!(
                "{} and {} have the same targets",
                sentence(&named(&higher.name, "priority")),
                named(&lower.name, "the next one")
            );
            let hint = "Give them different targets, or make them one";
            report.at(at(&["priorities", &lower.id]), message, hint).related(at(&["priorities", &higher.id]));
        }
    }
}

fn no_result(cx: &Cx<'_>, report: &mut Report) {
    let touched = |p: &&Priority| p.response.is_some() && p.restore.is_none() && p.resolve.is_none();
    for priority in cx.a.priorities.iter().take(2).filter(touched) {
        let message = format!(
            "{} has a response time, but no time to restore",
            sentence(&named(&priority.name, "priority"))
        );
        report.absent(field(priority, "restore"), message, "Agree how soon the service works again");
    }
}

fn no_updates(cx: &Cx<'_>, report: &mut Report) {
    for priority in cx.a.priorities.iter().take(2).filter(|p| p.update.is_none() && p.response.is_some()) {
        let message = format!(
            "Nothing says how often the customer is told about {}",
            named(&priority.name, "priority")
        );
        report
            .absent(field(priority, "update"), message, "Agree an interval, such as 60min")
            .fix("Updates every 60 minutes", vec![Edit::set(field(priority, "update"), "60min")]);
    }
}

fn no_share(cx: &Cx<'_>, report: &mut Report) {
    for priority in cx.a.priorities.iter().filter(|p| p.compliance.is_none()) {
        let timed = priority.response.is_some() || priority.restore.is_some() || priority.resolve.is_some();
        let by_metric = cx.a.metrics.iter().any(|m| {
            m.formula == Some(Formula::WithinTarget)
                && m.target.is_some()
                && (m.priorities.is_empty() || m.priorities.contains(&priority.id))
        });
        if timed && !by_metric {
            let message = format!(
                "Nothing says in which share of the cases {} must be kept",
                named(&priority.name, "the times")
            );
            report
                .absent(
                    field(priority, "compliance"),
                    message,
                    "Enter a share, such as 95, and an outer limit for the rest",
                )
                .fix("In 95 % of the cases", vec![Edit::set(field(priority, "compliance"), "95")]);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("I04", &["priorities.p1.calendar="]),
    ("I04", &["priorities.p3.calendar="]),
    ("I06", &["priorities.p1.criteria="]),
    ("I06", &["priorities.p1.criteria=serious"]),
    ("I07", &["priorities.p2.response=10min"]),
    ("I07", &["priorities.p1.restore=10min"]),
    ("I07", &["priorities.p1.outer_limit=1h"]),
    (
        "I07",
        &["priorities.p3.response=24bh", "priorities.p3.restore=5bd", "priorities.p3.response_outside=1bd"],
    ),
    ("I07", &["priorities.p2.response_outside=30min"]),
    ("I20", &["priorities.p1.name=Critical"]),
    ("I08", &["priorities.p2.response=15min", "priorities.p2.restore=4h", "priorities.p2.resolve=5d"]),
    ("I09", &["priorities.p1.restore=", "priorities.p1.resolve="]),
    ("I12", &["priorities.p1.update="]),
    ("I13", &["priorities.p3.compliance="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn hours_of_the_clock_and_of_business_compare_only_where_certain() {
        assert!(!codes(&["priorities.p3.response=2bh"]).contains(&"I07"));
        assert!(
            codes(&[
                "priorities.p2.response=200h",
                "priorities.p3.response=1bh",
                "priorities.p2.restore=300h"
            ])
            .iter()
            .all(|c| *c != "I08")
        );
        assert!(
            codes(&[
                "priorities.p2.response=300h",
                "priorities.p2.restore=400h",
                "priorities.p2.resolve=500h",
                "priorities.p3.response=1bh"
            ])
            .contains(&"I07")
        );
    }

    #[test]
    fn business_days_and_hours_compare_by_the_calendar_of_the_priority() {
        // Ten hours are open on each business day.
        let with = |limit: &str| {
            let limit = format!("priorities.p3.outer_limit={limit}");
            codes(&["priorities.p3.restore=3bd", "priorities.p3.compliance=95", &limit]).contains(&"I07")
        };
        assert!(with("16bh") && with("29bh") && !with("30bh") && !with("4bd") && with("2bd"));
    }

    #[test]
    fn a_metric_states_the_share_too() {
        assert!(!codes(&["priorities.p1.compliance="]).contains(&"I13"));
    }
}
