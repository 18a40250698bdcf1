//! The week of a calendar: when it is open on which day.

use super::Calendar;
use crate::value::{Id, TimeOfDay};

/// A span of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    /// The entry of the weekly hours that says so.
    pub hours: Id,
}

/// When a calendar is open from Monday to Sunday, each day in the order of the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    pub days: [Vec<Opening>; 7],
}

impl Calendar {
    /// Its hours by day. Hours that end before they begin hold nothing.
    pub fn week(&self) -> Week {
        let mut week = Week::default();
        for (day, openings) in (0u32..).zip(&mut week.days) {
            let here = self.hours.iter().filter(|h| h.days.contains(day) && h.from < h.to);
            openings.extend(here.map(|h| Opening { from: h.from, to: h.to, hours: h.id.clone() }));
            openings.sort_by_key(|o| (o.from, o.to));
        }
        week
    }
}

impl Week {
    /// "08:00–12:00, 13:00–17:00", "open all day", "closed".
    pub fn words_of(&self, day: usize) -> String {
        let spans = self.spans(day);
        match spans.as_slice() {
            [] => "closed".to_owned(),
            [(0, 1440)] => "open all day".to_owned(),
            spans => {
                let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
                let span = |(from, to): &(u16, u16)| format!("{}–{}", clock(*from), clock(*to));
                spans.iter().map(span).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// From and to in minutes of the day, what overlaps or touches joined.
    pub fn spans(&self, day: usize) -> Vec<(u16, u16)> {
        let mut spans: Vec<(u16, u16)> = Vec::new();
        for opening in self.days.get(day).map(Vec::as_slice).unwrap_or_default() {
            let (from, to) = (opening.from.minutes(), opening.to.minutes());
            match spans.last_mut() {
                Some((_, end)) if from <= *end => *end = (*end).max(to),
                _ => spans.push((from, to)),
            }
        }
        spans
    }

    /// Open minutes of the whole week, each counted once.
    pub fn minutes(&self) -> u32 {
        let days = (0..7).flat_map(|day| self.spans(day));
        days.map(|(from, to)| u32::from(to - from)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Hours;

    fn hours(rows: &[(&str, &str, &str)]) -> Week {
        let row = |(n, (days, from, to)): (usize, &(&str, &str, &str))| Hours {
            id: format!("h{n}").parse().unwrap(),
            days: days.parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        };
        Calendar { hours: rows.iter().enumerate().map(row).collect(), ..Calendar::default() }.week()
    }

    #[test]
    fn a_week_says_its_hours_day_by_day() {
        let week =
            hours(&[("Mon-Fri", "13:00", "17:30"), ("Mon-Thu", "08:00", "12:00"), ("Sun", "00:00", "24:00")]);
        assert_eq!(week.words_of(0), "08:00–12:00, 13:00–17:30");
        assert_eq!(week.words_of(4), "13:00–17:30");
        assert_eq!(week.words_of(5), "closed");
        assert_eq!(week.words_of(6), "open all day");
        assert_eq!(week.minutes(), 4 * 510 + 270 + 1440);
        assert_eq!(week.days[0].first().unwrap().hours.as_str(), "h1");
    }

    #[test]
    fn what_overlaps_counts_once_and_what_ends_before_it_begins_not_at_all() {
        let week = hours(&[("Mon", "08:00", "12:00"), ("Mon", "11:00", "13:00"), ("Mon", "18:00", "02:00")]);
        assert_eq!(week.words_of(0), "08:00–13:00");
        assert_eq!(week.minutes(), 300);
    }
}
