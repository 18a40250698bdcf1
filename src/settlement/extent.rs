//! How long a window of a metric is that is not measured around the clock.

use super::hours::Opening;
use super::period::Period;
use super::window::Span;
use super::windows::{hours_of, term_days, zone_of};
use super::zone;
use crate::agreement::{Agreement, Calendar, Metric, WindowKind};
use crate::value::{Date, NO_BREAK_SPACE};
use rust_decimal::Decimal;

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

/// Measured time that stands for the windows of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    pub seconds: u32,
    /// "February 2027 (236 measured hours)", "a month of 253 measured hours".
    pub words: String,
    /// Whether it is one window of the calendar, and others are longer or shorter.
    pub example: bool,
}

/// The first whole window of the term; before the term has a first day, one of the usual length. A week where the window
/// is no longer than that. `None` for a metric that is measured around the clock.
pub fn measured_extent(agreement: &Agreement, metric: &Metric) -> Option<Extent> {
    let calendar = hours_of(agreement, metric)?;
    let week = u64::from(calendar.week().minutes()) * 60;
    if week == 0 || week >= WEEK {
        return None;
    }
    let of_days = |days: u64| usual(week, days * DAY);
    let known = |period: fn(Date) -> Option<Period>| first_whole(agreement, metric, calendar, period);
    let longer = match metric.window {
        Some(WindowKind::Month) => known(Period::month).or_else(|| of_days(30)?.named("a month")),
        Some(WindowKind::Quarter) => known(Period::quarter).or_else(|| of_days(91)?.named("a quarter")),
        Some(WindowKind::Year) => known(Period::year).or_else(|| of_days(365)?.named("a year")),
        None => of_days(30).and_then(|usual| usual.named("a month")),
        Some(WindowKind::Rolling) => metric.window_length.and_then(|length| {
            let seconds = length.seconds().or_else(|| length.months().map(|m| m.saturating_mul(30 * DAY)));
            let words = length.long().replacen(' ', "\u{a0}", 1);
            seconds.filter(|s| *s > WEEK).and_then(|s| usual(week, s)?.named(&words))
        }),
        Some(WindowKind::Week | WindowKind::Day) => None,
    };
    longer.or_else(|| {
        let words = format!("a week of {} without holidays", measured(week));
        Some(Extent { seconds: u32::try_from(week).ok()?, words, example: false })
    })
}

/// A length in whole measured hours.
struct Usual(u64);

impl Usual {
    fn named(&self, window: &str) -> Option<Extent> {
        let words = format!("{window} of {}", measured(self.0));
        Some(Extent { seconds: u32::try_from(self.0).ok()?, words, example: false })
    }
}

/// As many whole hours as are open in so much time if it is made of usual weeks; `None` where that is not one hour.
fn usual(week: u64, length: u64) -> Option<Usual> {
    let open = Decimal::from(week).checked_mul(Decimal::from(length))? / Decimal::from(WEEK);
    let hours: u64 = (open / Decimal::from(3_600))
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        .try_into()
        .ok()?;
    (hours > 0).then(|| Usual(hours.saturating_mul(3_600)))
}

fn first_whole(
    agreement: &Agreement,
    metric: &Metric,
    calendar: &Calendar,
    period: fn(Date) -> Option<Period>,
) -> Option<Extent> {
    let (first, last) = term_days(&agreement.term);
    let first = first?;
    let here = period(first)?;
    let whole = if here.first == first { here } else { period(here.last.plus_days(1)?)? };
    if last.is_some_and(|last| last < whole.last) {
        return None;
    }
    let local = zone_of(agreement, metric);
    let span = Span {
        start: zone::midnight(local, whole.first),
        end: zone::midnight(local, zone::next(whole.last)),
    };
    let open = u64::try_from(Opening::of(calendar, local).seconds(span)).ok().filter(|s| *s > 0)?;
    let words = format!("{} ({})", name(&whole), measured(open));
    Some(Extent { seconds: u32::try_from(open).ok()?, words, example: true })
}

/// "February 2027", "January to March 2027", "2027".
fn name(period: &Period) -> String {
    let (first, last) = (period.first.get(), period.last.get());
    let months = (first.format("%B").to_string(), last.format("%B %Y").to_string());
    let text = match period.name.len() {
        4 => period.name.clone(),
        _ if period.name.contains('Q') => format!("{} to {}", months.0, months.1),
        _ => months.1,
    };
    text.replace(' ', "\u{a0}")
}

/// "236 measured hours", "7 h 30 min measured".
fn measured(seconds: u64) -> String {
    match (seconds / 3_600, seconds / 60 % 60) {
        (1, 0) => format!("1{NO_BREAK_SPACE}measured hour"),
        (hours, 0) => {
            let hours = crate::value::grouped(&hours.to_string());
            format!("{hours}{NO_BREAK_SPACE}measured hours")
        }
        (0, minutes) => format!("{minutes}{NO_BREAK_SPACE}measured minutes"),
        (hours, minutes) => {
            format!("{hours}{NO_BREAK_SPACE}h {minutes}{NO_BREAK_SPACE}min measured")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Hours, Term};

    fn office(effective: &str, kind: Option<WindowKind>) -> (Agreement, Metric) {
        let entry = |days: &str, from: &str, to: &str| Hours {
            days: days.parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ..Hours::default()
        };
        let calendar = Calendar {
            id: "office".parse().unwrap(),
            hours: vec![entry("Mon-Fri", "07:00", "18:00"), entry("Sat", "08:00", "12:00")],
            ..Calendar::default()
        };
        let term = Term { effective: effective.parse().ok(), ..Term::default() };
        let agreement = Agreement { calendars: vec![calendar], term, ..Agreement::default() };
        (agreement, Metric { hours: "office".parse().unwrap(), window: kind, ..Metric::default() })
    }

    fn said(effective: &str, kind: WindowKind) -> (String, u32) {
        let (agreement, metric) = office(effective, Some(kind));
        let found = measured_extent(&agreement, &metric).unwrap();
        assert_eq!(found.example, found.words.contains('('), "{}", found.words);
        (found.words.replace('\u{a0}', " "), found.seconds / 3_600)
    }

    #[test]
    fn a_window_of_the_calendar_stands_for_the_others() {
        assert_eq!(said("2027-02-01", WindowKind::Month), ("February 2027 (236 measured hours)".into(), 236));
        assert_eq!(said("2027-01-15", WindowKind::Month), ("February 2027 (236 measured hours)".into(), 236));
        let (words, _) = said("2027-02-01", WindowKind::Quarter);
        assert!(words.starts_with("April to June 2027 (7"), "{words}");
        let (words, _) = said("2027-01-01", WindowKind::Year);
        assert!(words.starts_with("2027 (3,0"), "{words}");
    }

    #[test]
    fn without_a_first_day_it_is_a_usual_window() {
        assert_eq!(said("", WindowKind::Month), ("a month of 253 measured hours".into(), 253));
        assert_eq!(said("", WindowKind::Quarter), ("a quarter of 767 measured hours".into(), 767));
        assert_eq!(
            said("2027-02-01", WindowKind::Week),
            ("a week of 59 measured hours without holidays".into(), 59)
        );
        let (agreement, metric) = office("2027-02-01", Some(WindowKind::Rolling));
        let metric = Metric { window_length: "28d".parse().ok(), ..metric };
        let found = measured_extent(&agreement, &metric).unwrap();
        assert_eq!(found.words.replace('\u{a0}', " "), "28 days of 236 measured hours");
        let always = Metric { hours: "".parse().unwrap_or_default(), ..metric };
        assert_eq!(measured_extent(&agreement, &always), None);
    }

    #[test]
    fn a_term_that_ends_before_has_no_whole_window() {
        let (mut agreement, metric) = office("2027-02-10", Some(WindowKind::Month));
        agreement.term.kind = crate::agreement::TermKind::Until;
        agreement.term.until = "2027-03-20".parse().ok();
        let found = measured_extent(&agreement, &metric).unwrap();
        assert_eq!((found.seconds, found.example), (253 * 3_600, false));
    }
}
