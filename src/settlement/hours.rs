//! When a calendar is open, as moments.

use super::spans;
use super::window::{Moment, Span};
use super::zone;
use crate::agreement::Calendar;
use crate::value::{Date, DayOff, Zone};
use chrono::Datelike;
use std::collections::BTreeSet;

/// Minutes of a day, from and to.
type Minutes = (u16, u16);

/// The open hours of a calendar in its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub zone: Zone,
    /// Open minutes of each weekday from Monday on, in order and apart.
    week: [Vec<Minutes>; 7],
    closed: BTreeSet<Date>,
    /// Closed every year.
    yearly: Vec<DayOff>,
    always: bool,
}

impl Opening {
    /// Never closed.
    pub fn always(zone: Zone) -> Self {
        let all = || vec![(0, 1440)];
        Self {
            zone,
            week: std::array::from_fn(|_| all()),
            closed: BTreeSet::new(),
            yearly: Vec::new(),
            always: true,
        }
    }

    /// The hours of a calendar; `zone` is for a calendar that names none. Hours that end before they begin are none.
    pub fn of(calendar: &Calendar, zone: Zone) -> Self {
        let week: [Vec<Minutes>; 7] = std::array::from_fn(|day| {
            let on = |h: &&crate::agreement::Hours| u32::try_from(day).is_ok_and(|d| h.days.contains(d));
            let mut open: Vec<Minutes> =
                calendar.hours.iter().filter(on).map(|h| (h.from.minutes(), h.to.minutes())).collect();
            open.retain(|(from, to)| from < to);
            open.sort_unstable();
            let mut apart: Vec<Minutes> = Vec::new();
            for (from, to) in open {
                match apart.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => apart.push((from, to)),
                }
            }
            apart
        });
        let days = || calendar.holidays.iter().filter_map(|h| h.date);
        let once = |day| if let DayOff::On(date) = day { Some(date) } else { None };
        let closed: BTreeSet<Date> = days().filter_map(once).collect();
        let yearly: Vec<DayOff> = days().filter(|day| day.is_yearly()).collect();
        let always =
            closed.is_empty() && yearly.is_empty() && week.iter().all(|day| day.as_slice() == [(0, 1440)]);
        Self { zone: calendar.zone.unwrap_or(zone), week, closed, yearly, always }
    }

    /// Open at every moment.
    pub fn is_always(&self) -> bool {
        self.always
    }

    /// Closed at every moment, holidays or not.
    pub fn is_never(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }

    /// Whether the calendar opens on a day at all.
    pub fn opens(&self, day: Date) -> bool {
        !self.minutes(day).is_empty()
    }

    fn minutes(&self, day: Date) -> &[Minutes] {
        let weekday = usize::try_from(day.get().weekday().num_days_from_monday()).unwrap_or(0);
        let open = self.week.get(weekday).map_or(&[][..], Vec::as_slice);
        // Easter is reckoned only for days of the week that are open.
        let closed = || self.closed.contains(&day) || self.yearly.iter().any(|rule| rule.is_on(day));
        if open.is_empty() || closed() { &[] } else { open }
    }

    /// The open hours of one day, daylight saving included.
    pub fn day(&self, day: Date) -> Vec<Span> {
        let at = |minutes| match minutes {
            1440 => zone::midnight(self.zone, zone::next(day)),
            _ => zone::moment(self.zone, day, minutes),
        };
        let spans = self.minutes(day).iter().map(|(from, to)| Span { start: at(*from), end: at(*to) });
        spans.filter(|s| !s.is_empty()).collect()
    }

    /// The open hours within an interval.
    pub fn within(&self, span: Span) -> Vec<Span> {
        if span.is_empty() {
            return Vec::new();
        }
        if self.always {
            return vec![span];
        }
        let mut open = Vec::new();
        let last = zone::day(self.zone, span.end);
        let mut day = zone::day(self.zone, span.start);
        while let Some(today) = day.filter(|d| last.is_none_or(|l| *d <= l)) {
            open.extend(self.day(today).into_iter().map(|s| s.clip(span)));
            day = today.plus_days(1);
        }
        spans::merged(open)
    }

    /// Open seconds within an interval.
    pub fn seconds(&self, span: Span) -> i64 {
        if self.always { span.seconds() } else { spans::seconds(&self.within(span)) }
    }

    /// Open seconds of the longest day of a week.
    pub fn longest_day(&self) -> i64 {
        let minutes = |day: &Vec<Minutes>| day.iter().map(|(from, to)| i64::from(to - from)).sum::<i64>();
        self.week.iter().map(minutes).max().unwrap_or(0) * 60
    }

    /// Whether the calendar is open at a moment.
    pub fn is_open(&self, at: Moment) -> bool {
        self.always || !self.within(Span { start: at, end: Moment(at.0.saturating_add(1)) }).is_empty()
    }
}
