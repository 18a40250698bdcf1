//! The periods of a metric: the same in all parts of its formula, and no longer than the bill.

use super::metric_card::{field, measured, name};
use super::{Cx, Report, Rule, Severity, at, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{
    Cadence, CreditMethod, ExclusionEffect, FeePeriod, Formula, Metric, MetricKind, Statistic, WindowKind,
};
use crate::check::phrases::any_of;
use crate::draft::Edit;
use crate::settlement::hours::Opening;
use crate::settlement::windows::zone_of;
use crate::value::{Duration, Unit, quoted};

/// All that the rules of this file read.
const READS: &[Read] = &[
    All("calendars"),
    All("credits"),
    All("exclusions"),
    All("maintenance"),
    All("metrics"),
    All("reporting"),
    All("services"),
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M13",
        title: "Parts of a formula count different times",
        severity: Severity::Error,
        detects: "The formula in words divides a time of one period by a period of another length, or counts another \
                  period than the window; the words speak of the service hours and the metric is measured in \
                  others; excluded time leaves the total but stays in the downtime; or a credit is counted by time for a metric that has one value for its whole window.",
        why: "What comes out is the share of nothing: in a month of 31 days a formula on 30 days promises a day less.",
        example: "(minutes of 30 days − downtime) / minutes of the month",
        mend: "(minutes of the month − downtime) / minutes of the month",
        reads: READS,
        run: same_time,
        ..Rule::BLANK
    },
    Rule {
        code: "M29",
        title: "Window longer than the bill",
        severity: Severity::Warning,
        detects: "An availability, a latency, a throughput or a loss is evaluated over a window that is longer than the \
                  period its service is paid or reported for, or averaged with earlier windows, and no other metric of \
                  the kind watches the shorter period. Shares of cases are left alone: few cases need long windows.",
        why: "A bad month disappears in a good quarter.",
        example: "99.9 % a year, billed each month",
        mend: "99.9 % a month, and 99.95 % a year",
        reads: READS,
        run: long_window,
        ..Rule::BLANK
    },
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Period {
    Days30,
    Month,
    Quarter,
    Year,
    Week,
    Day,
}

const PERIODS: &[(Period, &[&str])] = &[
    (
        Period::Days30,
        &[
            "30 days",
            "30-day",
            "30 day",
            "thirty days",
            "thirty-day",
            "43,200",
            "43200",
            "43 200",
            "720 h",
            "720 hours",
        ],
    ),
    (Period::Month, &["month"]),
    (Period::Quarter, &["quarter"]),
    (Period::Year, &["year", "annual", "365 days", "8,760", "8760"]),
    (Period::Week, &["week"]),
    (Period::Day, &["calendar day", "a day", "per day", "each day", "of the day", "daily", "24 hours"]),
];

impl Period {
    fn words(self) -> &'static str {
        match self {
            Self::Days30 => "30 days",
            Self::Month => "a month",
            Self::Quarter => "a quarter",
            Self::Year => "a year",
            Self::Week => "a week",
            Self::Day => "a day",
        }
    }
}

fn periods(text: &str) -> Vec<Period> {
    // "A 30-day month" is 30 days and no month of the calendar.
    let text = text.to_lowercase().replace("day month", "day").replace("days month", "days");
    PERIODS.iter().filter(|(_, words)| any_of(&text, words)).map(|(p, _)| *p).collect()
}

fn of_window(metric: &Metric) -> Option<Period> {
    Some(match metric.window? {
        WindowKind::Month => Period::Month,
        WindowKind::Quarter => Period::Quarter,
        WindowKind::Year => Period::Year,
        WindowKind::Week => Period::Week,
        WindowKind::Day => Period::Day,
        WindowKind::Rolling => match metric.window_length?.to_string().as_str() {
            "30d" | "720h" => Period::Days30,
            "1mo" => Period::Month,
            "3mo" => Period::Quarter,
            "1y" | "12mo" | "365d" => Period::Year,
            "7d" | "1w" => Period::Week,
            "1d" | "24h" => Period::Day,
            _ => return None,
        },
    })
}

fn same_time(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        in_words(metric, report);
        in_hours(cx, metric, report);
        excluded(cx, metric, report);
        by_time(cx, metric, report);
    }
    if cx.a.maintenance.effect == Some(ExclusionEffect::Denominator) {
        let message = "Planned maintenance leaves the total time, but its downtime still counts";
        report
            .at("maintenance.effect", message, "Take it out of both, or leave total time as it is")
            .fix("Take it out of both", vec![Edit::set("maintenance.effect", "Both")]);
    }
}

/// Words that count the hours of the service where the metric has other hours of its own.
fn in_hours(cx: &Cx<'_>, metric: &Metric, report: &mut Report) {
    const PHRASE: &str = "service hours";
    let own = cx.a.calendar(&metric.hours);
    let owed = cx.a.service(&metric.service).and_then(|service| cx.a.calendar(&service.hours));
    let (Some(own), Some(owed)) = (own, owed) else { return };
    let zone = zone_of(cx.a, metric);
    if own.id == owed.id || Opening::of(own, zone) == Opening::of(owed, zone) {
        return;
    }
    for (name, words, text) in [
        ("formula_text", "formula", metric.formula_text.as_str()),
        ("population", "population", metric.population.as_str()),
    ] {
        let Some(at) = text.to_ascii_lowercase().find(PHRASE) else { continue };
        let message = format!(
            "The {words} of {} counts the service hours, {}, but it is measured in {}",
            named(&metric.name, "metric"),
            named(&owed.name, "calendar"),
            named(&own.name, "calendar")
        );
        let path = field(metric, name);
        let mut mended = text.to_string();
        mended.replace_range(at..at + PHRASE.len(), "hours measured");
        report
            .at(
                path.clone(),
                message,
                "Let the words count the hours that are measured, or measure the service hours",
            )
            .related(field(metric, "hours"))
            .fix("Let them count the hours measured", vec![Edit::set(path, mended)]);
    }
}

fn in_words(metric: &Metric, report: &mut Report) {
    let text = metric.formula_text.trim();
    let lower = text.to_lowercase();
    let parts = [" divided by ", "/", "÷", " over "].into_iter().find_map(|sign| lower.split_once(sign));
    let path = field(metric, "formula_text");
    let (above, below) = parts.map(|(a, b)| (periods(a), periods(b))).unwrap_or_default();
    if let (Some(first), Some(second)) = (above.first(), below.first())
        && !above.iter().any(|p| below.contains(p))
    {
        let message = format!(
            "The formula of {} counts {} above the line and {} below it",
            named(&metric.name, "metric"),
            first.words(),
            second.words()
        );
        report.at(path, message, "Use the same period in both parts");
        return;
    }
    let all = periods(text);
    // Words choose the formula only where no other is chosen.
    let decides = matches!(metric.formula, None | Some(Formula::Stated));
    if let (Some(first), Some(window)) =
        (all.first(), of_window(metric).filter(|w| decides && !all.contains(w)))
    {
        let message = format!(
            "The formula of {} counts {}, but its window is {}",
            named(&metric.name, "metric"),
            first.words(),
            window.words()
        );
        report
            .at(path, message, "Let formula and window be about the same period")
            .related(field(metric, "window"));
    }
}

fn excluded(cx: &Cx<'_>, metric: &Metric, report: &mut Report) {
    if metric.exclusion_effect == Some(ExclusionEffect::Denominator) && !cx.a.exclusions.is_empty() {
        let path = field(metric, "exclusion_effect");
        let message = format!(
            "Excluded time leaves the total time of {}, but its downtime still counts",
            named(&metric.name, "metric")
        );
        report
            .at(path.clone(), message, "Take it out of both, or leave total time as it is")
            .fix("Take it out of both", vec![Edit::set(path, "Both")]);
    }
}

/// A credit by the day needs a value by the day.
fn by_time(cx: &Cx<'_>, metric: &Metric, report: &mut Report) {
    let Some(window) = of_window(metric) else { return };
    let whole = matches!(
        metric.statistic,
        Some(Statistic::Mean | Statistic::Percentile | Statistic::Maximum | Statistic::Minimum)
    );
    let late = metric.kind == MetricKind::TimeToEvent;
    for schedule in cx.a.schedules_of(&metric.id) {
        let unit = match schedule.method {
            CreditMethod::PerUnitLate if !late && window != Period::Day => {
                schedule.step_time.map_or_else(|| "unit of time".to_owned(), Duration::long)
            }
            CreditMethod::LostTime | CreditMethod::Proportional if whole && !late => "lost time".to_owned(),
            _ => continue,
        };
        let each = if unit == "lost time" { String::new() } else { "each ".to_owned() };
        let message = format!(
            "The credit of {} counts {each}{unit}, but the metric has one value for {}",
            named(&metric.name, "metric"),
            window.words()
        );
        report
            .at(
                at(&["credits", "schedules", &schedule.id, "method"]),
                message,
                "Credit each missed window, or evaluate the metric for the time that is credited",
            )
            .related(field(metric, "window"));
    }
}

const SMOOTHED: &[&str] = &[
    "averaged with the previous",
    "averaged with the month",
    "averaged over the last",
    "averaged over the previous",
    "average of the last",
    "average of the previous",
    "moving average",
    "rolling average",
    "smoothed",
];

/// The longest that a period of payment lasts, in seconds.
fn paid(cx: &Cx<'_>, metric: &Metric) -> Option<(u64, &'static str, &'static str)> {
    const DAY: u64 = 86_400;
    let service = cx.a.service(&metric.service)?;
    let of_fee = service.fee.is_some().then_some(service.fee_period).and_then(|period| match period {
        FeePeriod::Month => Some((31 * DAY, "paid for each month")),
        FeePeriod::Quarter => Some((92 * DAY, "paid for each quarter")),
        FeePeriod::Year => Some((366 * DAY, "paid for each year")),
        FeePeriod::OneOff => None,
    });
    let of_report = || {
        Some(match cx.a.reporting.cadence? {
            Cadence::Weekly => (7 * DAY, "reported each week"),
            Cadence::Monthly => (31 * DAY, "reported each month"),
            Cadence::Quarterly => (92 * DAY, "reported each quarter"),
            Cadence::HalfYearly => (184 * DAY, "reported every six months"),
            Cadence::Yearly => (366 * DAY, "reported each year"),
        })
    };
    let from_fee = of_fee.map(|(seconds, words)| (seconds, words, "fee_period"));
    from_fee.or_else(|| of_report().map(|(seconds, words)| (seconds, words, "")))
}

fn window_length(metric: &Metric) -> Option<Duration> {
    Some(match metric.window? {
        WindowKind::Month => Duration { count: 1, unit: Unit::Month },
        WindowKind::Quarter => Duration { count: 3, unit: Unit::Month },
        WindowKind::Year => Duration { count: 1, unit: Unit::Year },
        WindowKind::Week => Duration { count: 7, unit: Unit::Day },
        WindowKind::Day => Duration { count: 1, unit: Unit::Day },
        WindowKind::Rolling => metric.window_length?,
    })
}

fn long_window(cx: &Cx<'_>, report: &mut Report) {
    let smooths = |m: &&Metric| {
        matches!(
            m.kind,
            MetricKind::Availability | MetricKind::Latency | MetricKind::Throughput | MetricKind::Loss
        )
    };
    for metric in measured(cx).filter(smooths) {
        let text = format!("{} {}", metric.formula_text.as_str(), metric.population.as_str());
        if any_of(&text, SMOOTHED) {
            let words = if any_of(&metric.formula_text, SMOOTHED) { "formula_text" } else { "population" };
            let message = format!("{} mixes windows: a bad one disappears in the ones before", name(metric));
            report.at(field(metric, words), message, "Evaluate each window by itself");
            continue;
        }
        let (Some(length), Some((most, words, fee))) = (window_length(metric), paid(cx, metric)) else {
            continue;
        };
        let short = |m: &&Metric| window_length(m).is_some_and(|l| l.bounds().0 <= most);
        let watched = measured(cx)
            .filter(|m| m.service == metric.service && m.kind == metric.kind)
            .filter(short)
            .any(|m| m.id != metric.id);
        if length.bounds().0 > most && !watched {
            let service = cx.a.label_of("services", &metric.service).unwrap_or_default();
            let over = match metric.window {
                Some(WindowKind::Quarter) => "a quarter".to_owned(),
                Some(WindowKind::Year) => "a year".to_owned(),
                _ => length.long(),
            };
            let message = format!(
                "{} is evaluated over {over}, but {} is {words}: short bad spells disappear",
                name(metric),
                quoted(&service)
            );
            let found = report.at(
                field(metric, "window"),
                message,
                "Evaluate it for the shorter period, or add a metric that does",
            );
            if fee.is_empty() {
                found.related("reporting.cadence");
            } else {
                found.related(at(&["services", &metric.service, fee]));
            }
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    (
        "M13",
        &[
            "metrics.uptime.formula=Stated",
            "metrics.uptime.formula_text=(minutes of 30 days − downtime) / minutes in the month × 100",
        ],
    ),
    (
        "M13",
        &[
            "metrics.uptime.formula=Stated",
            "metrics.uptime.formula_text=The share of good minutes of the quarter",
        ],
    ),
    (
        "M13",
        &[
            "metrics.uptime.formula=Stated",
            "metrics.uptime.formula_text=minutes of a 30-day month − downtime, divided by the minutes of the month, × 100",
        ],
    ),
    (
        "M13",
        &[
            "metrics.uptime.hours=business",
            "metrics.uptime.formula_text=All time is that of the Service Hours.",
        ],
    ),
    ("M13", &["metrics.uptime.exclusion_effect=Denominator"]),
    ("M13", &["maintenance.effect=Denominator"]),
    (
        "M13",
        &[
            "metrics.latency.statistic=Mean",
            "metrics.latency.formula=Mean",
            "credits.schedules.latency.method=PerUnitLate",
            "credits.schedules.latency.step_time=1d",
            "credits.schedules.latency.rate=3.33",
        ],
    ),
    ("M29", &["metrics.uptime.window=Quarter"]),
    (
        "M29",
        &[
            "metrics.uptime.window=Rolling",
            "metrics.uptime.window_length=90d",
            "metrics.uptime.window_step=1d",
        ],
    ),
    ("M29", &["metrics.uptime.formula_text=The value of the month, averaged with the previous month"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn equal_periods_in_other_words_are_fine() {
        for fine in [
            "(minutes in the month − downtime) / minutes in the month × 100",
            "Good minutes divided by all minutes of the calendar month",
            "(total − downtime) / total × 100, 43,200 minutes in a month of 30 days",
        ] {
            let text = format!("metrics.uptime.formula_text={fine}");
            assert!(!codes(&["metrics.uptime.formula=Stated", &text]).contains(&"M13"), "{fine}");
        }
    }

    #[test]
    fn words_about_service_hours_agree_with_the_hours_measured() {
        let words = "metrics.uptime.formula_text=Total time is the time of the Service Hours in the month.";
        assert!(!codes(&[words]).contains(&"M13"), "it has no hours of its own");
        assert!(!codes(&[words, "metrics.uptime.hours=always"]).contains(&"M13"), "they are the same");
        let mut draft = changed(&[words, "metrics.uptime.hours=business"]);
        let found = run(&draft).into_iter().find(|f| f.code == "M13").unwrap();
        assert_eq!(
            found.message,
            "The formula of “Web availability” counts the service hours, “Around the clock”, but it is measured in \
             “Business hours”"
        );
        for edit in found.fix.unwrap().edits {
            edit.apply_strict(&mut draft).unwrap();
        }
        let text = draft.agreement.metrics.iter().find(|m| m.id.as_str() == "uptime").unwrap();
        assert_eq!(text.formula_text.as_str(), "Total time is the time of the hours measured in the month.");
        assert!(run(&draft).iter().all(|f| f.code != "M13"));
    }

    #[test]
    fn a_rolling_month_and_a_watched_quarter_are_no_long_windows() {
        let rolling = ["metrics.uptime.window=Rolling", "metrics.uptime.window_length=30d"];
        assert!(!codes(&rolling).contains(&"M29"));
        assert!(!codes(&["metrics.response.window=Quarter"]).contains(&"M29"), "few cases need long windows");
        assert!(
            !codes(&["metrics.uptime.window=Quarter", "services.hosting.fee_period=Quarter"])
                .contains(&"M29")
        );
        assert!(
            !codes(&[
                "metrics.uptime.window=Year",
                "metrics.latency.kind=Availability",
                "metrics.latency.operator=AtLeast",
            ])
            .contains(&"M29")
        );
    }
}
