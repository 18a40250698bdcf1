//! The windows over which a metric is evaluated.

use super::period::Period;
use super::window::{Moment, Span, Window};
use super::zone;
use crate::agreement::{Agreement, Calendar, Metric, PartialPeriod, Renewal, Term, TermKind, WindowKind};
use crate::value::{Date, Duration, Zone};

/// Most windows of one metric in one period: a rolling hour in a leap year.
const MOST: usize = 9_000;

/// The windows of a metric that end in a period, oldest first; none where they lie wholly outside the term or the
/// metric has no window. A metric evaluated by the quarter has a window in the last month of the quarter.
pub fn windows(agreement: &Agreement, metric: &Metric, period: &Period) -> Vec<Window> {
    let frame = Frame::of(agreement, metric);
    let mut found = Vec::new();
    if let Some(step) = frame.fine() {
        let end = zone::midnight(frame.zone, zone::next(period.last));
        let begin = zone::midnight(frame.zone, period.first);
        let mut last = end.0;
        while last > begin.0 && found.len() < MOST {
            found.extend(frame.until_moment(Moment(last)));
            last = last.saturating_sub(step);
        }
    } else {
        let mut day = frame.last_day(period.last);
        while let Some(last) = day.filter(|d| *d >= period.first && found.len() < MOST) {
            found.extend(frame.until(last));
            day = frame.before(last);
        }
    }
    found.reverse();
    found
}

/// Up to `count` windows before one of the windows of a metric, newest first; fewer where the term begins.
pub fn previous(agreement: &Agreement, metric: &Metric, window: &Window, count: usize) -> Vec<Window> {
    let frame = Frame::of(agreement, metric);
    let mut found = Vec::new();
    if let Some(step) = frame.fine() {
        let mut last = window.whole.end.0.saturating_sub(step);
        while found.len() < count.min(MOST) {
            let Some(window) = frame.until_moment(Moment(last)) else { break };
            found.push(window);
            last = last.saturating_sub(step);
        }
        return found;
    }
    let mut last = frame.before(window.last);
    while let Some(day) = last.filter(|_| found.len() < count.min(MOST)) {
        let Some(window) = frame.until(day) else { break };
        found.push(window);
        last = frame.before(day);
    }
    found
}

/// First and last day of the term as far as it is fixed: a term that renews by itself or is open-ended has no last day.
pub fn term_days(term: &Term) -> (Option<Date>, Option<Date>) {
    let fixed = match term.kind {
        TermKind::OpenEnded => None,
        TermKind::Until => term.until,
        TermKind::Months => term.effective.zip(term.length).and_then(|(first, length)| {
            let months = length.months().and_then(|m| u32::try_from(m).ok());
            let days = length.seconds().and_then(|s| u32::try_from(s / 86_400).ok());
            let end = match months {
                Some(months) => first.plus_months(months),
                None => days.and_then(|d| first.plus_days(d)),
            };
            end.and_then(|d| d.minus_days(1))
        }),
    };
    (term.effective, fixed.filter(|_| term.renewal != Renewal::Automatic))
}

/// The calendar in which a metric is measured: its own, else that of its service; `None` is around the clock.
pub fn hours_of<'a>(agreement: &'a Agreement, metric: &Metric) -> Option<&'a Calendar> {
    let own = agreement.calendar(&metric.hours);
    own.or_else(|| agreement.service(&metric.service).and_then(|s| agreement.calendar(&s.hours)))
}

/// The zone in which the windows of a metric begin and end: its own, else that of its measurement hours or of the
/// first calendar that has one, else UTC.
pub fn zone_of(agreement: &Agreement, metric: &Metric) -> Zone {
    let hours = || hours_of(agreement, metric).and_then(|c| c.zone);
    let any = || agreement.calendars.iter().find_map(|c| c.zone);
    metric.zone.or_else(hours).or_else(any).unwrap_or_else(Zone::utc)
}

/// How the windows of one metric lie on the calendar.
struct Frame {
    zone: Zone,
    kind: Option<WindowKind>,
    length: Option<Duration>,
    step: Option<Duration>,
    first: Option<Date>,
    last: Option<Date>,
    whole_counts: bool,
}

impl Frame {
    fn of(agreement: &Agreement, metric: &Metric) -> Self {
        let (first, last) = term_days(&agreement.term);
        Self {
            zone: zone_of(agreement, metric),
            kind: metric.window,
            length: metric.window_length,
            step: metric.window_step,
            first,
            last,
            whole_counts: metric.partial_period == Some(PartialPeriod::WholeWindow),
        }
    }

    /// Seconds from one window to the next, where a rolling window is not made of whole days.
    fn fine(&self) -> Option<i64> {
        let length = self.length.filter(|_| self.kind == Some(WindowKind::Rolling))?;
        let part_of_day = |d: Duration| d.seconds().is_some_and(|s| s % 86_400 != 0);
        let step = self.step.filter(|s| s.count > 0).unwrap_or(length);
        let fine = length.count > 0 && (part_of_day(length) || part_of_day(step));
        let seconds = step.seconds().and_then(|s| i64::try_from(s).ok());
        seconds.filter(|_| fine && length.seconds().is_some())
    }

    /// The last day of the latest window that ends on `day` or before.
    fn last_day(&self, day: Date) -> Option<Date> {
        let last = match self.kind? {
            WindowKind::Rolling => return self.rolling_end(day),
            WindowKind::Day => return Some(day),
            _ => self.named(day)?.last,
        };
        if last <= day { Some(last) } else { self.named(day)?.first.minus_days(1) }
    }

    /// The calendar period of this kind in which a day lies.
    fn named(&self, day: Date) -> Option<Period> {
        match self.kind? {
            WindowKind::Month => Period::month(day),
            WindowKind::Quarter => Period::quarter(day),
            WindowKind::Year => Period::year(day),
            WindowKind::Week => Period::week(day),
            WindowKind::Day => Some(Period::day(day)),
            WindowKind::Rolling => None,
        }
    }

    /// Rolling windows end every step: counted from the end of the first one, which begins with the term; without a
    /// first day they end on the last day asked for.
    fn rolling_end(&self, day: Date) -> Option<Date> {
        let Some(first) = self.first else { return Some(day) };
        let end = shifted(first, self.length?, 1)?.minus_days(1)?;
        let step = self.step_or_day();
        match (step.months(), step.seconds()) {
            (None, Some(seconds)) => {
                let step = i64::try_from(seconds / 86_400).ok()?.max(1);
                let past = day.get().signed_duration_since(end.get()).num_days();
                day.minus_days(u32::try_from(past.rem_euclid(step)).ok()?)
            }
            _ => {
                let anchor = zone::next(end);
                let mut at = anchor;
                let mut count = 0_i64;
                let toward = if zone::next(day) < anchor { -1 } else { 1 };
                loop {
                    let next = shifted(anchor, step, count.checked_add(toward)?)?;
                    if toward > 0 && next > zone::next(day) {
                        break;
                    }
                    at = next;
                    count += toward;
                    if toward < 0 && at <= zone::next(day) {
                        break;
                    }
                }
                at.minus_days(1)
            }
        }
    }

    fn step_or_day(&self) -> Duration {
        let usable = |d: &Duration| d.count > 0 && (d.months().is_some() || d.seconds().is_some());
        self.step.filter(usable).unwrap_or_else(|| Duration::new(1, crate::value::Unit::Day))
    }

    /// The last day of the window before the one that ends on `last`.
    fn before(&self, last: Date) -> Option<Date> {
        match self.kind? {
            WindowKind::Rolling => {
                self.rolling_end(shifted(zone::next(last), self.step_or_day(), -1)?.minus_days(1)?)
            }
            _ => self.named(last)?.first.minus_days(1),
        }
    }

    /// The window whose last day is `last`, if it touches the term.
    fn until(&self, last: Date) -> Option<Window> {
        let (name, first) = match self.named(last) {
            Some(period) => (period.name, period.first),
            None => {
                let first = shifted(zone::next(last), self.length.filter(|l| l.count > 0)?, -1)?;
                (format!("{first} to {last}"), first)
            }
        };
        let whole = Span {
            start: zone::midnight(self.zone, first),
            end: zone::midnight(self.zone, zone::next(last)),
        };
        self.window(name, first, last, whole)
    }

    /// The rolling window of hours or minutes that ends at a moment.
    fn until_moment(&self, end: Moment) -> Option<Window> {
        let length = i64::try_from(self.length?.seconds()?).ok()?;
        let whole = Span { start: Moment(end.0.checked_sub(length)?), end };
        let first = zone::day(self.zone, whole.start)?;
        let last = zone::day(self.zone, Moment(end.0.checked_sub(1)?))?;
        let name = format!("{} to {}", zone::stamp(self.zone, whole.start), zone::stamp(self.zone, end));
        self.window(name, first, last, whole)
    }

    fn window(&self, name: String, first: Date, last: Date, whole: Span) -> Option<Window> {
        let begin = self.first.map_or(whole.start, |d| zone::midnight(self.zone, d));
        let end = self.last.map_or(whole.end, |d| zone::midnight(self.zone, zone::next(d)));
        let within = whole.clip(Span { start: begin, end });
        if within.is_empty() || whole.is_empty() {
            return None;
        }
        let counted = if self.whole_counts { whole } else { within };
        Some(Window { name, first, last, whole, counted })
    }
}

/// A day `times` a length later or earlier: months by the calendar, everything else in whole days.
fn shifted(day: Date, length: Duration, times: i64) -> Option<Date> {
    let back = times < 0;
    let times = u32::try_from(times.unsigned_abs()).ok()?;
    if let Some(months) = length.months() {
        let months = u32::try_from(months).ok()?.checked_mul(times)?;
        return if back { zone::minus_months(day, months) } else { day.plus_months(months) };
    }
    let days = u32::try_from(length.seconds()?.div_ceil(86_400)).ok()?.checked_mul(times)?;
    if back { day.minus_days(days) } else { day.plus_days(days) }
}

#[cfg(test)]
#[path = "windows_tests.rs"]
mod tests;
