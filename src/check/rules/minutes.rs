//! A percentage and the minutes beside it.

use super::metric_card::{field, measured, name};
use super::{Cx, Report, Rule, Severity, downtime, named, with_unit};
use crate::agreement::{Metric, MetricKind, MonthLength};
use crate::check::lengths::{
    AVERAGE, DAY, LENGTHS, Span, length_words, lengths_in, span_of, spans_in, usual_lengths,
};
use crate::check::phrases::any_of;
use crate::check::quantities::{Time, percentages, sentences, times};
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::settlement::{Seconds, allowed_downtime};
use crate::value::quoted;
use rust_decimal::Decimal;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M15",
        title: "Percentage and minutes contradict",
        severity: Severity::Error,
        detects: "A percentage and an allowed downtime stand side by side, in a sentence or in the fields of a metric, and \
                  the one is not the other in any usual length of a month, a quarter, a year, a week or a day. A \
                  difference in the last digit that is written is taken as rounding.",
        why: "With 43 minutes of downtime one of the two is met and the other is not.",
        example: "99.9 % a month and less than 10 minutes of downtime",
        mend: "99.9 % (at most 43 min 12 s in a month of 30 days)",
        run: contradict,
        ..Rule::BLANK
    },
    Rule {
        code: "M28",
        title: "Minutes without the length of the month",
        severity: Severity::Warning,
        detects: "A downtime that follows from a percentage is stated for a month, and nothing says how long that month \
                  is.",
        why: "99.9 % are 43:12 in 30 days, 44:38 in 31 and 43:48 in a twelfth of a year; tables often mix them.",
        example: "43.8 minutes a month",
        mend: "43 min 12 s in a month of 30 days",
        run: convention,
        ..Rule::BLANK
    },
];

/// Whether a time is an exact one with its last digit rounded or what follows it cut off: 43.83 minutes are 43 or 44,
/// and 43.2 are not 44.
fn is_rounded(exact: Decimal, time: Decimal, precision: Decimal) -> bool {
    let more = time - exact;
    if more > Decimal::ZERO { more + more <= precision } else { -more < precision }
}

/// The first of these lengths in which a percentage allows this time.
fn fitting(percent: Decimal, time: Decimal, precision: Decimal, lengths: &[u32]) -> Option<u32> {
    lengths.iter().copied().find(|seconds| {
        allowed_downtime(percent, *seconds).is_some_and(|allowed| is_rounded(allowed.get(), time, precision))
    })
}

/// The part of a sentence between commas, brackets or "and" in which a time stands.
fn chunk(sentence: &str, at: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    const CUTS: &[&str] = &[", ", "; ", " and ", " or ", " / ", " | "];
    let before = sentence.get(..at.start).unwrap_or("");
    let after = sentence.get(at.end..).unwrap_or("");
    let start = CUTS.iter().filter_map(|c| before.rfind(c).map(|i| i + c.len())).max().unwrap_or(0);
    let end = CUTS.iter().filter_map(|c| after.find(c)).min().map_or(sentence.len(), |i| at.end + i);
    start..end
}

/// Whether a metric promises time around the clock, so that minutes follow from its percentage.
fn is_timed(cx: &Cx<'_>, metric: &Metric) -> bool {
    let calendar = cx.a.calendar(&metric.hours);
    let calendar = calendar.or_else(|| cx.a.service(&metric.service).and_then(|s| cx.a.calendar(&s.hours)));
    metric.kind == MetricKind::Availability
        && metric.is_percentage()
        && metric.higher_is_better()
        && calendar.is_none_or(|c| c.is_around_the_clock())
}

fn plain(time: impl std::fmt::Display) -> String {
    time.to_string().replace('\u{a0}', " ")
}

fn contradict(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| is_timed(cx, m)) {
        stated(metric, report);
    }
    for text in cx.texts() {
        if let Some(said) = said(cx, text).into_iter().find(|s| s.fits.is_none()) {
            let spans = if said.spans.is_empty() { vec![Span::Month] } else { said.spans.clone() };
            let usual = LENGTHS.iter().find(|(span, _)| spans.contains(span)).map_or(30 * DAY, |(_, s)| *s);
            let usual = said.lengths.first().copied().unwrap_or(usual);
            let allowed = downtime(said.percent, usual).unwrap_or_default();
            let message = format!(
                "{} % and {} contradict each other: {} % allows {allowed} in {}",
                said.percent,
                quoted(&said.words),
                said.percent,
                length_words(usual)
            );
            report.at(text.path.clone(), message, "Keep one of the two, or correct it");
        }
    }
}

/// The fields of a metric that state its downtime.
fn stated(metric: &Metric, report: &mut Report) {
    let (Some(target), Some(stated)) = (metric.target.map(|t| t.get()), metric.stated_downtime) else {
        return;
    };
    let (Some(span), Some(time)) = (span_of(metric), stated.seconds().map(Decimal::from)) else { return };
    let precision = stated.unit.seconds().map_or(Decimal::ONE, Decimal::from);
    if target <= Decimal::ONE || fits_stated(metric, target, time, precision, span) {
        return;
    }
    let usual = LENGTHS.iter().find(|(s, _)| *s == span).map_or(30 * DAY, |(_, s)| *s);
    let Some(allowed) = allowed_downtime(target, usual) else { return };
    let message = format!(
        "{} promises {}, which allows {} in {}, but states {}",
        name(metric),
        with_unit(target, "%"),
        plain(format!("{allowed:.0}")),
        length_words(usual),
        stated.long()
    );
    let path = field(metric, "stated_downtime");
    let found = report
        .at(path.clone(), message, "Correct the time or the percentage, or leave the time out")
        .related(field(metric, "target"));
    if let Some(edits) = align(metric, allowed, usual) {
        found.fix(format!("State {}", plain(format!("{allowed:.0}"))), edits);
    } else {
        found.fix("Leave the time out", vec![Edit::set(path, "")]);
    }
}

fn fits_stated(metric: &Metric, target: Decimal, time: Decimal, precision: Decimal, span: Span) -> bool {
    let one = |seconds: u32| {
        allowed_downtime(target, seconds).is_some_and(|allowed| is_rounded(allowed.get(), time, precision))
    };
    match metric.stated_month.filter(|_| span == Span::Month) {
        Some(MonthLength::Days30) => one(30 * DAY),
        Some(MonthLength::Days31) => one(31 * DAY),
        Some(MonthLength::Average) => AVERAGE.iter().any(|length| one(*length)),
        Some(MonthLength::Actual) | None => {
            fitting(target, time, precision, &usual_lengths(&[span])).is_some()
        }
    }
}

fn align(metric: &Metric, allowed: Seconds, usual: u32) -> Option<Vec<Edit>> {
    let whole = allowed.get().is_integer().then(|| allowed.get().trunc().to_string())?;
    let mut edits = vec![Edit::set(field(metric, "stated_downtime"), format!("{whole}s"))];
    if usual == 30 * DAY {
        edits.push(Edit::set(field(metric, "stated_month"), "Days30"));
    }
    Some(edits)
}

/// A percentage with a downtime in one sentence.
struct Said {
    percent: Decimal,
    words: String,
    spans: Vec<Span>,
    /// The lengths of period that are named beside the time.
    lengths: Vec<u32>,
    /// The length of period in which the two agree.
    fits: Option<u32>,
    has_convention: bool,
}

const DOWN: &[&str] =
    &["downtime", "outage", "unavailab", "not available", "interruption", "offline", "being down", "is down"];

/// Words that make a time something else than what a percentage allows.
const OTHER: &[&str] = &[
    "maintenance",
    "planned",
    "scheduled",
    "notice",
    "respon",
    "restor",
    "resol",
    "every",
    "interval",
    "claim",
    "sampl",
    "probe",
    "consecutive",
    "in a row",
    "at a time",
    "single",
    "shorter",
    "notif",
    "report",
];

const CONVENTION: &[&str] = &[
    "30 days",
    "30-day",
    "30 day",
    "31 days",
    "31-day",
    "28 days",
    "720",
    "730",
    "744",
    "43,200",
    "43200",
    "43,800",
    "average month",
    "own length",
    "actual",
    "length of the month",
    "twelfth",
];

/// Whether a text says how long its month is. "30 days of notice" and "within 30 days" are about something else.
fn says_length(text: &str) -> bool {
    let lower = text.to_lowercase();
    CONVENTION.iter().any(|phrase| {
        lower.match_indices(phrase).any(|(at, _)| {
            let before = lower.get(..at).unwrap_or("").trim_end();
            let after = lower.get(at + phrase.len()..).unwrap_or("").trim_start_matches('s').trim_start();
            let of_notice = ["’", "'", "notice", "of notice", "written", "prior", "after", "from", "before"];
            let other = of_notice.iter().any(|w| after.starts_with(w)) || before.ends_with("within");
            !(phrase.contains("day") && other)
        })
    })
}

fn is_availability(percent: Decimal) -> bool {
    percent >= Decimal::from(90) && percent < Decimal::ONE_HUNDRED
}

/// All sentences of a text in which an availability and a downtime stand side by side.
fn said(cx: &Cx<'_>, text: &TextAt) -> Vec<Said> {
    if !text.has(Question::Downtime, |text| text.len() > 8 && has_digit(text) && any_of(text, DOWN)) {
        return Vec::new();
    }
    let own = own_metric(cx, text);
    let mut out = Vec::new();
    for (_, sentence) in sentences(&text.text).filter(|(_, s)| any_of(s, DOWN) && !any_of(s, OTHER)) {
        let found = times(sentence);
        if found.is_empty() {
            continue;
        }
        let mut spans = spans_in(sentence);
        let in_sentence: Vec<Decimal> =
            percentages(sentence).into_iter().map(|p| p.value).filter(|p| is_availability(*p)).collect();
        let percents = match (in_sentence.is_empty(), own) {
            (false, _) => in_sentence,
            // Alone with its metric, a time is what the target allows only if it is said of the metric's period.
            (true, Some(metric)) if !spans.is_empty() => {
                metric.target.map(|t| t.get()).into_iter().filter(|p| is_availability(*p)).collect()
            }
            (true, _) => continue,
        };
        if spans.is_empty() {
            spans = own.and_then(span_of).into_iter().collect();
        }
        for Time { seconds, precision, at } in found {
            // What is said right beside the time counts before what the sentence says elsewhere.
            let beside = sentence.get(chunk(sentence, &at)).unwrap_or(sentence);
            let near = Some(spans_in(beside)).filter(|s| !s.is_empty());
            let spans = near.unwrap_or_else(|| spans.clone());
            let lengths = Some(lengths_in(beside)).filter(|l| !l.is_empty());
            let lengths = lengths.unwrap_or_else(|| lengths_in(sentence));
            let own =
                LENGTHS.iter().filter(|(s, l)| lengths.contains(l) && spans.contains(s)).map(|(_, l)| *l);
            let mut lengths: Vec<u32> = own.collect();
            lengths.dedup();
            let possible = if lengths.is_empty() { usual_lengths(&spans) } else { lengths.clone() };
            let fits = percents.iter().find_map(|p| Some((*p, fitting(*p, seconds, precision, &possible)?)));
            let Some(percent) = fits.map(|(p, _)| p).or_else(|| percents.first().copied()) else { continue };
            out.push(Said {
                percent: percent.normalize(),
                words: sentence.get(at).unwrap_or("").to_owned(),
                spans,
                lengths,
                fits: fits.map(|(_, length)| length),
                has_convention: says_length(sentence),
            });
        }
    }
    out
}

/// The metric whose own text this is, if minutes follow from its percentage.
fn own_metric<'a>(cx: &Cx<'a>, text: &TextAt) -> Option<&'a Metric> {
    let mut segments = text.path.segments();
    let id = (segments.next() == Some("metrics")).then(|| segments.next()).flatten()?;
    cx.a.metric(id).filter(|m| is_timed(cx, m))
}

fn convention(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| is_timed(cx, m) && m.stated_month.is_none()) {
        let (Some(target), Some(stated)) = (metric.target.map(|t| t.get()), metric.stated_downtime) else {
            continue;
        };
        let Some(time) = stated.seconds().map(Decimal::from) else { continue };
        let precision = stated.unit.seconds().map_or(Decimal::ONE, Decimal::from);
        if span_of(metric) != Some(Span::Month) {
            continue;
        }
        let Some(length) = fitting(target, time, precision, &usual_lengths(&[Span::Month])) else { continue };
        let message = format!(
            "{} states {} of downtime a month, but not for which length of month",
            name(metric),
            stated.long()
        );
        let path = field(metric, "stated_month");
        let found = report
            .absent(path.clone(), message, "Choose the length of month that it is stated for")
            .related(field(metric, "stated_downtime"));
        let (value, words) = match length / DAY {
            _ if length % DAY != 0 => ("Average", "an average month"),
            31 => ("Days31", "a month of 31 days"),
            30 => ("Days30", "a month of 30 days"),
            _ => ("Actual", "each month at its own length"),
        };
        found.fix(format!("It is stated for {words}"), vec![Edit::set(path, value)]);
    }
    for text in cx.texts() {
        let all = said(cx, text);
        let open = all.iter().find(|s| !s.has_convention && s.fits.is_some() && s.spans == [Span::Month]);
        let words = open.map(|s| s.words.clone()).or_else(|| average(text).filter(|_| all.is_empty()));
        if let Some(words) = words {
            let message = format!(
                "{} a month does not say how long the month is ({})",
                quoted(&words),
                named(text.spec.label, "field")
            );
            report.at(text.path.clone(), message, "Name the length, such as: in a month of 30 days");
        }
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// A time that is a round percentage of an average month only: "43.8 minutes" is 0.1 % of 730 hours.
fn average(text: &TextAt) -> Option<String> {
    let may = |text: &str| {
        has_digit(text) && any_of(text, &["month"]) && any_of(text, DOWNISH) && !says_length(text)
    };
    if !text.is_prose() || !text.has(Question::AverageMonth, may) {
        return None;
    }
    let body = &text.text;
    let round = |seconds: Decimal, length: u32| {
        [(5, 0), (2, 0), (1, 0), (5, 1), (2, 1), (1, 1), (5, 2), (2, 2), (1, 2), (5, 3), (1, 3)].iter().any(
            |(n, scale)| Decimal::new(*n, *scale) * Decimal::from(length) == seconds * Decimal::ONE_HUNDRED,
        )
    };
    let only_average = |t: &Time| round(t.seconds, 2_628_000) && !round(t.seconds, 30 * DAY);
    times(body).into_iter().find(only_average).and_then(|t| body.get(t.at).map(str::to_owned))
}

const DOWNISH: &[&str] = &["down", "outage", "unavailab", "degraded", "interrupt", "failure", "missed"];

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M15", &["metrics.uptime.stated_downtime=10min"]),
    ("M15", &["metrics.uptime.stated_downtime=2592s", "metrics.uptime.stated_month=Days31"]),
    ("M15", &["overview=99.9 % availability in each month and less than 10 minutes of downtime in total."]),
    ("M15", &["metrics.uptime.objective=At most 21.56 min of downtime a month"]),
    ("M28", &["metrics.uptime.stated_downtime=2592s"]),
    ("M28", &["overview=Each month is available for 99.9 %, with at most 43 min 12 s of downtime."]),
    (
        "M28",
        &[
            "credits.earn_back.limit=",
            "review.change_control=In writing; leaving after 43.8 minutes of outage in any one month",
        ],
    ),
    (
        "M28",
        &["review.change_control=Leaving on 30 days of notice after 43.8 minutes of outage in any one month"],
    ),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_contradiction_names_both_and_is_one_finding() {
        let found = run(&changed(&["metrics.uptime.stated_downtime=10min"]));
        let at: Vec<_> = found.iter().filter(|f| matches!(f.code, "M15" | "M28")).collect();
        assert_eq!(at.len(), 1, "{at:?}");
        assert_eq!(
            at[0].message,
            "“Web availability” promises 99.9 %, which allows 43 min 12 s in a month of 30 days, but states 10 minutes"
        );
    }

    #[test]
    fn what_agrees_is_left_alone() {
        for fine in [
            "Downtime of at most 43 min 12 s in a month of 30 days follows from 99.9 %.",
            "99.9 % a year allow 8 h 45 min 36 s of downtime.",
            "99.95 %: 21.6 minutes of downtime in 30 days.",
            "99.9 % allow 43 minutes of downtime in a month of 30 days.",
            "99.9 % allow 43 min 12 s of downtime in a month of 30 days, 44 min 38.4 s in one of 31 days.",
            "Of downtime, 99.9 % allow 43 min 12 s and 44 min 38 s in months of 30 and 31 days.",
            "99 % allows 3d 15h 36m of downtime in a year of 365 days.",
            "99.9 % (30 days: 43m12s, 31 days: 44m38s, average month: 43m49s) of downtime.",
            "Downtime is each minute in which more than 95 % of the requests fail for 5 consecutive minutes.",
            "At 99.9 % a month, planned downtime of 4 hours is announced.",
            "An outage of 10 minutes is reported within 2 hours.",
            "95 % of the incidents end within 4 hours.",
        ] {
            let found = codes(&[&format!("overview={fine}")]);
            assert!(!found.iter().any(|c| matches!(*c, "M15" | "M28")), "{fine}: {found:?}");
        }
        let stated = |time: &str, month: &str| {
            codes(&[
                &format!("metrics.uptime.stated_downtime={time}"),
                &format!("metrics.uptime.stated_month={month}"),
            ])
        };
        for (time, month) in
            [("2592s", "Days30"), ("43min", "Days30"), ("2628s", "Average"), ("2678s", "Days31")]
        {
            assert!(!stated(time, month).iter().any(|c| matches!(*c, "M15" | "M28")), "{time} {month}");
        }
    }

    #[test]
    fn a_named_length_is_the_one_that_counts() {
        for wrong in [
            "30 days: 99.9 % is 43m49s of downtime.",
            "99.9 % allow 43 min 49 s of downtime in a month of 30 days.",
            "99.9 % allow 44 min 38 s of downtime in a month of 30 days, 43 min 12 s in one of 31 days.",
            "99.9 % allow 8 h 45 min 57 s of downtime in a year of 365 days.",
            "99 % allow 3 d 15 h 39 min of downtime in a year of 365 days.",
            "99.9 % allow 43 min 12 s of downtime in an average month.",
            "99.5 % allow 1.5 days of downtime a year.",
        ] {
            assert!(codes(&[&format!("overview={wrong}")]).contains(&"M15"), "{wrong}");
        }
        let found = run(&changed(&["overview=30 days: 99.9 % is 43m49s of downtime."]));
        let message = &found.iter().find(|f| f.code == "M15").unwrap().message;
        assert!(
            message.contains("“43m49s”") && message.contains("43 min 12 s in a month of 30 days"),
            "{message}"
        );
    }

    #[test]
    fn hours_of_opening_have_their_own_minutes() {
        let office = ["services.hosting.hours=business", "metrics.uptime.stated_downtime=10min"];
        assert!(!codes(&office).contains(&"M15"));
    }
}
