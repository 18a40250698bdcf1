//! What a percentage of availability means in minutes, with the convention named.

use super::super::calendars::weekly_minutes;
use crate::agreement::{Agreement, Formula, Metric, MetricKind, WindowKind};
use crate::settlement::allowed_downtime;
use crate::settlement::windows::hours_of;
use crate::value::Number;

const DAY: u32 = 86_400;
const MONTH: u32 = 30;

/// A span of time with a name: "a month of 30 days".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub seconds: u32,
    pub name: String,
}

impl Span {
    fn days(count: u32, name: &str) -> Self {
        Self { seconds: count * DAY, name: name.to_owned() }
    }
}

/// Whether shortfalls of this metric are stretches of time.
pub(crate) fn applies(metric: &Metric) -> bool {
    metric.kind == MetricKind::Availability
        && metric.is_percentage()
        && metric.higher_is_better()
        && matches!(metric.formula, None | Some(Formula::DowntimeMinutes | Formula::IntervalRates))
}

/// The spans to state the metric's downtime for, the one for comparisons first: a month of 30 days, or a week of its
/// hours where it is not measured around the clock; then the metric's own window.
pub(crate) fn spans(agreement: &Agreement, metric: &Metric) -> Vec<Span> {
    if let Some(minutes) = hours_of(agreement, metric).map(weekly_minutes).filter(|m| *m > 0 && *m < 7 * 1440)
    {
        let hours = Number::new(rust_decimal::Decimal::from(minutes) / rust_decimal::Decimal::from(60));
        let hours = hours.get().round_dp(2).normalize();
        let name = format!("a week of {hours}\u{a0}measured hours without holidays");
        return vec![Span { seconds: minutes * 60, name }];
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
                spans.push(Span { seconds, name: format!("any {length}") });
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

/// "21 min 36 s of [downtime] in a month of 30 days, 22 min 19.2 s in one of 31 days", for [`At::words`].
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
    Some(said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Calendar, Hours};

    fn metric() -> Metric {
        Metric { unit: "%".parse().unwrap(), window: Some(WindowKind::Month), ..Metric::default() }
    }

    fn said(agreement: &Agreement, metric: &Metric) -> String {
        let said = statement(agreement, metric, "99.9".parse().unwrap()).unwrap_or_default();
        said.replace('\u{a0}', " ").replace(" of [downtime]", "")
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
        assert_eq!(said(&agreement, &metric), "3 min in a week of 50 measured hours without holidays");
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
