//! Hours in which services are owed and clocks run.

use super::Context;
use super::at::At;
use super::grid::Grid;
use crate::agreement::{Calendar, Hours};
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let calendars = &cx.draft.agreement.calendars;
    if calendars.is_empty() {
        return At::top(cx).required("calendars");
    }
    let mut grid =
        Grid::new().column("Calendar", 3).column("Open", 5).column("Time zone", 3).column("Closed on", 4);
    let mut holidays = Vec::new();
    for (calendar, at) in At::top(cx).items("calendars", calendars) {
        let closed = if at.has("holiday_region") {
            at.say("Public holidays of {holiday_region}")
        } else if calendar.holidays.is_empty() {
            Vec::new()
        } else {
            vec![Inline::Text("The days listed below".into())]
        };
        grid.row(at.path.clone(), vec![at.get("name"), open(calendar, &at), at.get("zone"), closed]);
        holidays.extend(days_off(calendar, &at));
    }
    let mut blocks = grid.blocks();
    blocks.extend(holidays);
    blocks
}

fn open(calendar: &Calendar, at: &At<'_>) -> Vec<Inline> {
    if calendar.hours.is_empty() {
        return at.get("hours");
    }
    if around_the_clock(calendar) {
        let note =
            if calendar.holidays.is_empty() { "At all times, holidays included" } else { "At all times" };
        return vec![at.worded("hours", note)];
    }
    let lines = at.items("hours", &calendar.hours).map(|(hours, at)| opening(hours, &at));
    lines.collect::<Vec<_>>().join(&Inline::Break)
}

/// "Monday to Friday, 08:00–18:00".
fn opening(hours: &Hours, at: &At<'_>) -> Vec<Inline> {
    let mut text = at.get("days");
    if hours.from.minutes() == 0 && hours.to.minutes() == 1440 {
        text.extend(at.say(", around the clock"));
    } else {
        text.extend(at.say(", {from}–{to}"));
    }
    text
}

fn days_off(calendar: &Calendar, at: &At<'_>) -> Vec<Block> {
    let caption = at.say("{name}: closed on these days");
    let mut grid = Grid::new().caption(caption).column("Date", 2).column("Holiday", 4);
    let mut days: Vec<_> = at.items("holidays", &calendar.holidays).collect();
    days.sort_by_key(|(day, _)| day.date);
    for (_, day) in days {
        grid.row(day.path.clone(), vec![day.get("date"), day.get("name")]);
    }
    grid.blocks()
}

/// Open at every hour of the week, whatever is said about holidays.
fn around_the_clock(calendar: &Calendar) -> bool {
    weekly_minutes(calendar) == 7 * 1440
}

/// "Monday to Friday, 08:00–18:00, Europe/Berlin" for a calendar that a few words describe.
pub(super) fn summary(calendar: &Calendar) -> Option<String> {
    if around_the_clock(calendar) {
        let said = calendar.name.to_lowercase();
        return (!said.contains("clock") && !said.contains("24")).then(|| "around the clock".to_owned());
    }
    let [hours] = calendar.hours.as_slice() else { return None };
    let days = hours.days.long();
    let zone = calendar.zone.map(|z| format!(", {z}")).unwrap_or_default();
    (!days.is_empty()).then(|| format!("{days}, {}–{}{zone}", hours.from, hours.to))
}

/// Open minutes of a week without holidays; overlapping entries count once.
pub(super) fn weekly_minutes(calendar: &Calendar) -> u32 {
    (0..7).map(|day| daily_minutes(calendar, day)).sum()
}

fn daily_minutes(calendar: &Calendar, day: u32) -> u32 {
    let mut spans: Vec<(u16, u16)> = calendar
        .hours
        .iter()
        .filter(|h| h.days.contains(day) && h.from < h.to)
        .map(|h| (h.from.minutes(), h.to.minutes()))
        .collect();
    spans.sort_unstable();
    let mut open = 0;
    let mut until = 0;
    for (from, to) in spans {
        let from = from.max(until);
        if to > from {
            open += u32::from(to - from);
            until = to;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(hours: &[(&str, &str, &str)]) -> Calendar {
        let entry = |&(days, from, to): &(&str, &str, &str)| Hours {
            days: days.parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ..Hours::default()
        };
        Calendar { hours: hours.iter().map(entry).collect(), ..Calendar::default() }
    }

    #[test]
    fn a_week_counts_every_open_minute_once() {
        assert_eq!(weekly_minutes(&calendar(&[("Mon-Sun", "00:00", "24:00")])), 10_080);
        assert_eq!(weekly_minutes(&calendar(&[("Mon-Fri", "08:00", "18:00")])), 3_000);
        let overlapping = [("Mon", "08:00", "12:00"), ("Mon", "10:00", "14:00"), ("Mon", "11:00", "11:30")];
        assert_eq!(weekly_minutes(&calendar(&overlapping)), 360);
        assert_eq!(weekly_minutes(&calendar(&[("Mon", "18:00", "08:00")])), 0);
    }

    #[test]
    fn simple_hours_have_a_summary() {
        let office = calendar(&[("Mon-Fri", "08:00", "18:00")]);
        assert_eq!(summary(&office).as_deref(), Some("Monday to Friday, 08:00–18:00"));
        let mut always = calendar(&[("Mon-Sun", "00:00", "24:00")]);
        assert_eq!(summary(&always).as_deref(), Some("around the clock"));
        always.name = "Around the clock".parse().unwrap();
        assert_eq!(summary(&always), None);
        assert_eq!(summary(&calendar(&[("Mon", "8:00", "9:00"), ("Tue", "8:00", "9:00")])), None);
    }
}
