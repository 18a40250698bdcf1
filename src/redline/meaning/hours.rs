//! Calendars and windows of maintenance: hours a week.

use super::delta::counted;
use super::metric::{WEEK_MINUTES, hours, short};
use super::pair::{Asked, Half, Pair};
use super::{Favours, Said, more_is};
use crate::agreement::{Calendar, Maintenance};
use crate::redline::ChangeKind;
use crate::value::{DayOff, Node, listed};
use chrono::Datelike;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    match asked.path.as_slice() {
        ["calendars", id, "hours", ..] => week(pair, id),
        ["calendars", _, "zone"] => Some(Said::open("the same hours of the clock in another zone")),
        ["calendars", id, "holidays", day, ..] => holiday(pair, asked, id, day),
        ["services", id, "hours"] => {
            let of = |half: &Half<'_>| minutes_of(half, half.of.service(id)?.hours.as_str());
            compared("owed", of(&pair.old)?, of(&pair.new)?)
        }
        ["maintenance", "windows", .., field] if *field != "note" => Some(maintenance(pair)),
        _ => None,
    }
}

/// Open minutes of a calendar in a week; around the clock where none is named.
pub(super) fn minutes_of(half: &Half<'_>, calendar: &str) -> Option<u32> {
    if calendar.is_empty() {
        return Some(WEEK_MINUTES);
    }
    half.of.calendar(calendar).map(|c| c.week().minutes())
}

/// "owed 168 hours a week, before 50 hours".
pub(super) fn compared(verb: &str, old: u32, new: u32) -> Option<Said> {
    let text = match old == new {
        true => format!("{verb} {} a week as before", hours(new)),
        false => format!("{verb} {} a week, before {}", hours(new), hours(old)),
    };
    Some(more_is(text, u64::from(old), u64::from(new), Favours::Customer))
}

fn week(pair: &Pair<'_>, id: &str) -> Option<Said> {
    let of = |half: &Half<'_>| half.of.calendar(id).map(|c| c.week().minutes());
    let mut said = compared("open", of(&pair.old)?, of(&pair.new)?)?;
    let used = users(&pair.new, id);
    if used.is_empty() {
        said.favours = Some(Favours::Neither);
        said.text.push_str("; nothing uses this calendar");
    } else {
        said.text = format!("{}; counts for {}", said.text, some(&used));
    }
    Some(said)
}

/// The names of what a calendar decides: services, priorities, metrics.
fn users(half: &Half<'_>, id: &str) -> Vec<String> {
    let a = half.of;
    let services = a.services.iter().filter(|s| s.hours.as_str() == id).map(|s| s.name.as_str());
    let priorities = a.priorities.iter().filter(|p| p.calendar.as_str() == id).map(|p| p.name.as_str());
    let metrics = a.metrics.iter().filter(|m| m.hours.as_str() == id).map(|m| m.name.as_str());
    services.chain(priorities).chain(metrics).filter(|n| !n.is_empty()).map(short).collect()
}

/// The first three names, and how many more there are.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 3;
    match names.len().saturating_sub(SHOWN) {
        0 => listed(names),
        rest => {
            format!("{} and {rest} more", names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "))
        }
    }
}

fn holiday(pair: &Pair<'_>, asked: &Asked<'_>, calendar: &str, id: &str) -> Option<Said> {
    // A day of every year falls on all days of the week; its hours are those of the longest.
    let open_on = |calendar: &Calendar, day: DayOff| {
        let week = calendar.week();
        let of = |day: usize| week.spans(day).iter().map(|(from, to)| u32::from(to - from)).sum::<u32>();
        match day {
            DayOff::On(date) => of(usize::try_from(date.get().weekday().num_days_from_monday()).unwrap_or(0)),
            _ => (0..7).map(of).max().unwrap_or(0),
        }
    };
    let of = |half: &Half<'_>| {
        let calendar = half.of.calendar(calendar)?;
        let date = calendar.holidays.iter().find(|h| h.id.as_str() == id)?.date?;
        Some((date, open_on(calendar, date)))
    };
    let said = |verb: &str, (day, open): (DayOff, u32)| match (open, day) {
        (0, day) => format!("{} is closed in any case", Node::printed(&day)),
        (open, DayOff::On(_)) => format!("{} {} of {}", hours(open), verb, Node::printed(&day)),
        (open, _) => format!("up to {} {} of {} every year", hours(open), verb, Node::printed(&day)),
    };
    let favours = |open: u32, who: Favours| if open == 0 { Favours::Neither } else { who };
    match (asked.change.kind, of(&pair.old), of(&pair.new)) {
        (ChangeKind::Added, _, Some(day)) => {
            Some(Said::new(said("fewer because", day), favours(day.1, Favours::Provider)))
        }
        (ChangeKind::Removed, Some(day), _) => {
            Some(Said::new(said("more because", day), favours(day.1, Favours::Customer)))
        }
        (ChangeKind::Changed, Some(old), Some(new)) if old.0 != new.0 => {
            let text = format!("closed for {} on that day, before for {}", hours(new.1), hours(old.1));
            Some(more_is(text, u64::from(old.1), u64::from(new.1), Favours::Provider))
        }
        (ChangeKind::Changed, ..) => Some(Said::new("only what the day is called", Favours::Neither)),
        _ => None,
    }
}

fn maintenance(pair: &Pair<'_>) -> Said {
    let week = |m: &Maintenance| -> u64 {
        let one = |from: u16, to: u16| if to > from { to - from } else { 1440 - from + to };
        m.windows
            .iter()
            .map(|w| u64::from(w.days.count()) * u64::from(one(w.from.minutes(), w.to.minutes())))
            .sum()
    };
    let (old, new) = (week(&pair.old.of.maintenance), week(&pair.new.of.maintenance));
    let said = |all: u64| counted(all, "minute");
    let mut text = match old == new {
        true => format!("windows of {} a week as before", said(new)),
        false => format!("windows of {} a week, before {}", said(new), said(old)),
    };
    if let Some(cap) = pair.new.of.maintenance.cap {
        text.push_str(&format!("; at most {} of planned downtime a month are excused", cap.long()));
    }
    more_is(text, old, new, Favours::Provider)
}
