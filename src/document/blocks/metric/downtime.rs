//! What a percentage of availability means in minutes, with the convention named.

use crate::agreement::{Agreement, Formula, Metric, MetricKind, WindowKind};
use crate::settlement::{allowed_downtime, measured_extent};
use crate::value::Number;

const DAY: u32 = 86_400;
const MONTH: u32 = 30;

/// A span of time with a name: "a month of 30 days", "February 2027 (236 measured hours)".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub seconds: u32,
    pub name: String,
    /// Whether it is measured in hours of its own, and not around the clock.
    pub hours: bool,
    /// Whether it is one window among longer and shorter ones.
    pub example: bool,
}

impl Span {
    fn days(count: u32, name: &str) -> Self {
        Self { seconds: count * DAY, name: name.to_owned(), hours: false, example: false }
    }
}

/// Whether shortfalls of this metric are stretches of time.
pub(crate) fn applies(metric: &Metric) -> bool {
    metric.kind == MetricKind::Availability
        && metric.is_percentage()
        && metric.higher_is_better()
        && matches!(metric.formula, None | Some(Formula::DowntimeMinutes | Formula::IntervalRates))
}

/// The spans to state the metric's downtime for, the one for comparisons first: a month of 30 days, then the metric's own
/// window; only a window of its hours where it is not measured around the clock.
pub(crate) fn spans(agreement: &Agreement, metric: &Metric) -> Vec<Span> {
    if let Some(extent) = measured_extent(agreement, metric) {
        return vec![Span {
            seconds: extent.seconds,
            name: extent.words,
            hours: true,
            example: extent.example,
        }];
    }
    let mut spans = vec![Span::days(MONTH, "a month of 30\u{a0}days")];
    match metric.window {
        Some(WindowKind::Month) => spans.push(Span::days(31, "one of 31\u{a0}days")),
        Some(WindowKind::Quarter) => spans.push(Span::days(91, "a quarter of 91\u{a0}days")),
        Some(WindowKind::Year) => spans.push(Span::days(365, "a year of 365\u{a0}days")),
        Some(WindowKind::Week) => spans.push(Span::days(7, "a week")),
        Some(WindowKind::Day) => spans.push(Span::days(1, "a day")),
        Some(WindowKind::Rolling) => {
            let seconds = metric.window_length.and_then(|l| l.seconds()).and_then(|s| u32::try_from(s).ok());
            let length =
                metric.window_length.map(|l| l.long().replacen(' ', "\u{a0}", 1)).unwrap_or_default();
            if let Some(seconds) = seconds.filter(|s| *s != MONTH * DAY && *s > 0) {
                let name = format!("any {length}");
                spans.push(Span { seconds, name, hours: false, example: false });
            }
        }
        None => {}
    }
    spans
}

/// "43 min 12 s" for 99.9 in a month of 30 days.
pub(crate) fn at_level(level: Number, span: &Span) -> Option<String> {
    allowed_downtime(level.get(), span.seconds).map(|s| s.to_string())
}

/// "at most 21 min 36 s of [downtime] in a month of 30 days, 22 min 19.2 s in one of 31 days", for [`At::words`].
///
/// [`At::words`]: super::super::at::At::words
pub(crate) fn statement(agreement: &Agreement, metric: &Metric, level: Number) -> Option<String> {
    if !applies(metric) {
        return None;
    }
    let parts = spans(agreement, metric);
    let mut said = Vec::new();
    for span in &parts {
        let of = if said.is_empty() { " of [downtime]" } else { "" };
        said.push(format!("{}{of} in {}", at_level(level, span)?, span.name));
    }
    let example = if parts.iter().any(|span| span.example) { "for example, " } else { "" };
    Some(format!("{example}at most {}", said.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Calendar, Hours, Term};

    fn metric() -> Metric {
        Metric { unit: "%".parse().unwrap(), window: Some(WindowKind::Month), ..Metric::default() }
    }

    fn said(agreement: &Agreement, metric: &Metric) -> String {
        let said = statement(agreement, metric, "99.9".parse().unwrap()).unwrap_or_default();
        said.replace('\u{a0}', " ").replace(" of [downtime]", "").replacen("at most ", "", 1)
    }

    #[test]
    fn minutes_name_their_convention() {
        let none = Agreement::default();
        assert_eq!(
            said(&none, &metric()),
            "43 min 12 s in a month of 30 days, 44 min 38.4 s in one of 31 days"
        );
        let year = Metric { window: Some(WindowKind::Year), ..metric() };
        assert_eq!(
            said(&none, &year),
            "43 min 12 s in a month of 30 days, 8 h 45 min 36 s in a year of 365 days"
        );
        let rolling = |length: &str| Metric {
            window: Some(WindowKind::Rolling),
            window_length: Some(length.parse().unwrap()),
            ..metric()
        };
        assert_eq!(said(&none, &rolling("30d")), "43 min 12 s in a month of 30 days");
        assert!(said(&none, &rolling("7d")).ends_with(", 10 min 4.8 s in any 7 days"));
    }

    #[test]
    fn hours_of_opening_are_the_measure_where_they_are_fewer() {
        let hours = Hours {
            days: "Mon-Fri".parse().unwrap(),
            from: "08:00".parse().unwrap(),
            to: "18:00".parse().unwrap(),
            ..Hours::default()
        };
        let office = Calendar { id: "office".parse().unwrap(), hours: vec![hours], ..Calendar::default() };
        let agreement = Agreement { calendars: vec![office], ..Agreement::default() };
        let metric = Metric { hours: "office".parse().unwrap(), ..metric() };
        assert_eq!(said(&agreement, &metric), "12 min 50.4 s in a month of 214 measured hours");
        let week = Metric { window: Some(WindowKind::Week), ..metric.clone() };
        assert_eq!(said(&agreement, &week), "3 min in a week of 50 measured hours without holidays");
        let term = Term { effective: "2027-02-01".parse().ok(), ..Term::default() };
        let begun = Agreement { term, ..agreement };
        assert_eq!(said(&begun, &metric), "for example, 12 min in February 2027 (200 measured hours)");
    }

    #[test]
    fn shares_of_requests_are_not_minutes() {
        let requests = Metric { formula: Some(Formula::RequestRatio), ..metric() };
        assert_eq!(said(&Agreement::default(), &requests), "");
        let seconds = Metric { unit: "ms".parse().unwrap(), ..metric() };
        assert_eq!(said(&Agreement::default(), &seconds), "");
        assert_eq!(statement(&Agreement::default(), &metric(), "101".parse().unwrap()), None);
    }
}
