//! Hours in which services are owed and clocks run.

use super::Context;
use super::at::{At, series, stopped};
use super::grid::Grid;
use super::prose;
use crate::agreement::{Calendar, Holiday, Hours};
use crate::document::{Block, Inline};
use crate::value::{Date, DayOff};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let calendars = &cx.draft.agreement.calendars;
    if calendars.is_empty() {
        return At::top(cx).required("calendars");
    }
    let mut grid =
        Grid::new().column("Calendar", 3).column("Open", 5).column("Time zone", 3).column("Closed on", 4);
    let items: Vec<_> = At::top(cx).items("calendars", calendars).collect();
    for (calendar, at) in &items {
        let closed = if at.has("holiday_region") {
            at.words("holiday_region", "Public holidays of {holiday_region}")
        } else if calendar.holidays.is_empty() {
            Vec::new()
        } else {
            vec![Inline::Text("The days listed below".into())]
        };
        grid.row(at.path.clone(), vec![at.get("name"), open(calendar, at), at.get("zone"), closed]);
    }
    let mut blocks = grid.blocks();
    blocks.extend(days_off(&items));
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
    prose::joined(lines.collect(), &[Inline::Break])
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

/// The days off in a paragraph, once for all calendars that share them.
fn days_off(calendars: &[(&Calendar, At<'_>)]) -> Vec<Block> {
    let days = |calendar: &Calendar| {
        let said = |h: &Holiday| (h.date.map(|day| day.to_string()), h.name.to_string());
        let mut days: Vec<_> = calendar.holidays.iter().map(said).collect();
        days.sort();
        days
    };
    let mut groups: Vec<Vec<&(&Calendar, At<'_>)>> = Vec::new();
    for entry in calendars.iter().filter(|(calendar, _)| !calendar.holidays.is_empty()) {
        let same = |group: &&mut Vec<&(&Calendar, At<'_>)>| {
            group.first().is_some_and(|(first, _)| days(first) == days(entry.0))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups.iter().filter_map(|group| closed_on(group)).map(Block::Paragraph).collect()
}

/// "Business hours: closed every year on 1 January (New Year's Day), Good Friday and 25 December (Christmas Day), and
/// on 24 December 2027."
fn closed_on(group: &[&(&Calendar, At<'_>)]) -> Option<Vec<Inline>> {
    let (calendar, at) = group.first()?;
    let mut text = series(group.iter().map(|(_, at)| at.get("name")).collect());
    let days = at.items("holidays", &calendar.holidays);
    let (mut yearly, mut once): (Vec<_>, Vec<_>) =
        days.partition(|(h, _)| h.date.is_some_and(DayOff::is_yearly));
    let in_a_year = |day: DayOff| day.in_year(SAMPLE_YEAR);
    yearly.sort_by_key(|(day, _)| day.date.and_then(in_a_year));
    once.sort_by_key(|(day, _)| date(day));
    let named = |at: &At<'_>| if at.has("name") { at.say("{date} ({name})") } else { at.get("date") };
    let list = |days: &[(_, At<'_>)]| series(days.iter().map(|(_, day)| named(day)).collect());
    text.push(Inline::Text(": closed ".to_owned()));
    if !yearly.is_empty() {
        text.push(Inline::Text("every year on ".to_owned()));
        text.extend(list(&yearly));
    }
    if !once.is_empty() {
        text.push(Inline::Text(if yearly.is_empty() { "on " } else { ", and on " }.to_owned()));
        text.extend(list(&once));
    }
    let mut text = stopped(text);
    if yearly.iter().any(|(h, _)| h.date.is_some_and(DayOff::is_of_easter)) {
        text.push(Inline::Text(" Easter is that of the Gregorian calendar.".to_owned()));
    }
    Some(text)
}

/// A leap year, in whose order the days of every year are printed.
const SAMPLE_YEAR: i32 = 2028;

fn date(holiday: &Holiday) -> Option<Date> {
    holiday.date.and_then(|day| if let DayOff::On(date) = day { Some(date) } else { None })
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
fn weekly_minutes(calendar: &Calendar) -> u32 {
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
