//! Hours in which clocks run against the hours in which services are owed.

use super::{Cx, Report, at, named, sentence};
use crate::agreement::{Calendar, Priority};
use crate::value::{Duration, Unit};

/// Minutes of a week.
const WEEK: usize = 7 * 1_440;

/// Which minutes of a week a calendar is open.
fn open(calendar: &Calendar) -> Vec<bool> {
    let mut week = vec![false; WEEK];
    for hours in &calendar.hours {
        for day in (0..7).filter(|day| hours.days.contains(*day)) {
            let of_day = |time: crate::value::TimeOfDay| day as usize * 1_440 + usize::from(time.minutes());
            for minute in of_day(hours.from)..of_day(hours.to) {
                if let Some(m) = week.get_mut(minute) {
                    *m = true;
                }
            }
        }
    }
    week
}

/// Part of the rule about hours of priorities: a clock that runs while no service is owed.
pub(super) fn outside_service_hours(cx: &Cx<'_>, report: &mut Report) {
    let calendars: Option<Vec<&Calendar>> =
        cx.a.services.iter().map(|s| cx.a.calendar(&s.hours).filter(|c| !c.hours.is_empty())).collect();
    let Some(calendars) = calendars.filter(|c| !c.is_empty()) else { return };
    // Hours in different zones cannot be laid over each other for a whole year.
    let zone = calendars.first().and_then(|c| c.zone);
    if zone.is_none()
        || calendars.iter().any(|c| c.zone != zone)
        || calendars.iter().any(|c| c.is_around_the_clock())
    {
        return;
    }
    let owed = calendars
        .iter()
        .map(|c| open(c))
        .fold(vec![false; WEEK], |all, one| all.iter().zip(&one).map(|(a, b)| *a || *b).collect());
    for priority in &cx.a.priorities {
        let Some(calendar) = cx.a.calendar(&priority.calendar).filter(|c| c.zone == zone) else { continue };
        let outside = open(calendar).iter().zip(&owed).any(|(runs, owed)| *runs && !*owed);
        if outside {
            let message = format!(
                "The clock of {} runs in {}, also when no service is owed",
                named(&priority.name, "a priority"),
                named(&calendar.name, "its calendar")
            );
            let hint = "Widen the service hours, or let the clock run only within them";
            let mut found = report.at(at(&["priorities", &priority.id, "calendar"]), message, hint);
            for service in &cx.a.services {
                found = found.related(at(&["services", &service.id, "hours"]));
            }
        }
    }
}

/// Part of the rule about clocks that contradict their hours: days of the calendar in business hours.
pub(super) fn calendar_days(cx: &Cx<'_>, report: &mut Report) {
    for priority in &cx.a.priorities {
        let closes = |c: &&Calendar| !c.hours.is_empty() && !c.is_around_the_clock();
        let Some(calendar) = cx.a.calendar(&priority.calendar).filter(closes) else { continue };
        let Some((field, time)) = days(priority) else { continue };
        let message = format!(
            "{} counts {}, but its clock runs only in {}: nothing says whether closed days count",
            sentence(&named(&priority.name, "priority")),
            time.long(),
            named(&calendar.name, "business hours")
        );
        let path = at(&["priorities", &priority.id, field]);
        let found = report
            .at(path.clone(), message, "Count business days, or let the clock run around the clock")
            .related(at(&["priorities", &priority.id, "calendar"]));
        if time.unit == Unit::Day {
            let business = Duration::new(time.count, Unit::BusinessDay);
            found.fix(
                format!("Make it {}", business.long()),
                vec![crate::draft::Edit::set(path, business.to_string())],
            );
        }
    }
}

/// The first target in days or weeks of the calendar. What takes weeks is meant so.
fn days(priority: &Priority) -> Option<(&'static str, Duration)> {
    let times =
        [("response", priority.response), ("restore", priority.restore), ("resolve", priority.resolve)];
    times.into_iter().find_map(|(field, time)| Some((field, time.filter(|t| t.unit == Unit::Day)?)))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] =
    &[("I04", &["services.hosting.hours=business"]), ("I14", &["priorities.p3.resolve=5d"])];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn clocks_within_the_service_hours_are_fine() {
        let within = [
            "services.hosting.hours=business",
            "priorities.p1.calendar=business",
            "priorities.p2.calendar=business",
        ];
        assert!(!codes(&within).contains(&"I04"));
        // Another zone cannot be compared.
        let zones = ["services.hosting.hours=business", "calendars.business.zone=Europe/London"];
        assert!(!codes(&zones).contains(&"I04"));
    }
}
