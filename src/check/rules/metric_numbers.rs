//! Numbers of a metric that cannot all be meant: sampling against budget, levels out of order, ratio for percentage.

use super::direction::{is_muddled, is_ratio};
use super::metric_card::{field, measured, name};
use super::{Cx, Report, Rule, Severity, downtime, named, with_unit};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{CreditMethod, CreditSchedule, Formula, Metric, MetricKind, Operator};
use crate::check::collect::Found;
use crate::check::dimension::{Yields, yields};
use crate::check::downtime::window_of;
use crate::draft::Edit;
use crate::settlement::{allowed_downtime, allowed_misses};
use crate::value::{Duration, FieldPath, Number};
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("calendars"), All("credits"), All("metrics"), All("services"), All("term")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M08",
        title: "Sampling slower than the allowed downtime",
        severity: Severity::Error,
        detects: "The sampling interval of an availability is longer than the downtime its target allows in a window; \
                  longer than half of it gives a warning.",
        why: "One bad sample of five minutes already breaks 99.99 % of a month, which allows 4 minutes and 19 seconds.",
        example: "99.99 % a month, sampled every 5 minutes",
        mend: "99.99 % a month, sampled every 30 seconds",
        reads: READS,
        run: sampling,
        ..Rule::BLANK
    },
    Rule {
        code: "M09",
        title: "Shortest outage eats the allowed downtime",
        severity: Severity::Warning,
        detects: "Outages below a length do not count, and that length reaches the downtime the target allows, or nothing \
                  says that shorter ones add up.",
        why: "Any number of outages just below the length stays free.",
        example: "99.99 %, outages under 5 minutes ignored",
        mend: "Outages from 1 minute count; shorter ones add up",
        reads: READS,
        run: minimum_outage,
        ..Rule::BLANK
    },
    Rule {
        code: "M12",
        title: "Formula and target of different dimensions",
        severity: Severity::Error,
        detects: "The formula multiplies by 100 and the unit is per cent, but the target is 1 or less; or a formula in words \
                  yields a share of one, a hundredfold percentage or a time where a percentage is promised, or adds what \
                  cannot be added, such as minutes and per cent.",
        why: "A share of time is never 99.9, and a target of 0.999 % is met by a service that is down almost all the time. A \
              large provider had to add a missing \"× 100\" to its published formulas.",
        example: "(A − B) / A at least 99.9 %",
        mend: "(A − B) / A × 100 at least 99.9 %",
        reads: READS,
        run: dimensions,
        ..Rule::BLANK
    },
    Rule {
        code: "M17",
        title: "No room for failure",
        severity: Severity::Warning,
        detects: "The target is 100 %, or 0 of something bad.",
        why: "It is missed by the first second of downtime, cannot be expressed as an error budget, and invites quarrels \
              about what counts.",
        example: "Uptime at least 100 %",
        mend: "Uptime at least 99.99 %",
        reads: READS,
        run: zero_budget,
        ..Rule::BLANK
    },
    Rule {
        code: "M20",
        title: "Percentage out of reach with so few cases",
        severity: Severity::Warning,
        detects: "With the expected number of cases a window, the target allows less than one case to fail.",
        why: "95 % of 8 cases means all 8.",
        example: "95 % of 8 P1 incidents a month",
        mend: "At most one late P1 incident a month, or a quarter as window",
        reads: READS,
        run: few_cases,
        ..Rule::BLANK
    },
    Rule {
        code: "M35",
        title: "Levels out of order",
        severity: Severity::Error,
        detects: "The minimum level is better than the target, or the stretch level is worse than it.",
        why: "A service between the two would be good enough and failed at once.",
        example: "Minimum 99.5 %, target 99.0 %",
        mend: "Minimum 99.0 %, target 99.5 %",
        reads: READS,
        run: order,
        ..Rule::BLANK
    },
];

/// The downtime that an availability allows in a window: in seconds, exactly, and in words; and which window that is.
fn allowed(cx: &Cx<'_>, metric: &Metric) -> Option<(Decimal, String, String)> {
    let fits = metric.kind == MetricKind::Availability && metric.is_percentage() && metric.higher_is_better();
    let target = metric.target?.get();
    // A target of 1 or less is meant as a ratio, which another rule says.
    let (window, words) = window_of(cx.a, metric).filter(|_| fits && target > Decimal::ONE)?;
    Some((allowed_downtime(target, window)?.get(), downtime(target, window)?, words))
}

fn sampling(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let (Some((allowed, in_words, window)), Some(sampling)) = (allowed(cx, metric), metric.sampling)
        else {
            continue;
        };
        let Some(step) = sampling.seconds().map(Decimal::from).filter(|_| allowed > Decimal::ZERO) else {
            continue;
        };
        let target = with_unit(metric.target.map_or(Decimal::ZERO, Number::get), "%");
        let allows = format!("{target} allows {in_words} of downtime {window}");
        let path = field(metric, "sampling");
        if step > allowed {
            let message = format!("{} is sampled every {}, but {allows}", name(metric), sampling.long());
            let found = report
                .at(path.clone(), message, "Sample more often, or lower the target")
                .related(field(metric, "target"));
            sample_finer(found, path, allowed);
        } else if step > allowed / Decimal::TWO {
            let message = format!(
                "{} is sampled every {}, more than half of what is allowed: {allows}",
                name(metric),
                sampling.long()
            );
            let found = report
                .at(path.clone(), message, "Sample more often, so that one lost sample does not decide")
                .severity(Severity::Warning)
                .related(field(metric, "target"));
            sample_finer(found, path, allowed);
        }
    }
}

/// The longest usual interval of which two fit into the allowed downtime.
fn sample_finer(found: Found<'_>, path: FieldPath, allowed: Decimal) {
    const USUAL: &[(u32, &str)] = &[
        (3_600, "1h"),
        (900, "15min"),
        (300, "5min"),
        (60, "1min"),
        (30, "30s"),
        (10, "10s"),
        (5, "5s"),
        (1, "1s"),
    ];
    let fits = |seconds: u32| Decimal::from(seconds) * Decimal::TWO <= allowed;
    let finer = USUAL
        .iter()
        .find(|(seconds, _)| fits(*seconds))
        .and_then(|(_, text)| Some((text, text.parse::<Duration>().ok()?.long())));
    if let Some((text, long)) = finer {
        found.fix(format!("Sample every {long}"), vec![Edit::set(path, *text)]);
    }
}

fn minimum_outage(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let Some(shortest) = metric.minimum_outage else { continue };
        let Some(seconds) = shortest.seconds().filter(|s| *s > 0) else { continue };
        if let Some((allowed, in_words, window)) = allowed(cx, metric)
            && Decimal::from(seconds) >= allowed
        {
            let message = format!(
                "Outages of {} count, shorter ones do not, although all downtime allowed {window} is {in_words}",
                shortest.long()
            );
            let found = report
                .at(field(metric, "minimum_outage"), message, "Shorten it, or let every outage count")
                .related(field(metric, "target"));
            let minute = Decimal::from(60) < allowed;
            let (title, value) =
                if minute { ("Count from one minute on", "1min") } else { ("Count every outage", "") };
            found.fix(title, vec![Edit::set(field(metric, "minimum_outage"), value)]);
        } else if metric.short_outages_add_up != Some(true) && longer_than_a_slice(shortest, metric) {
            let message = format!("Any number of outages shorter than {} stays free", shortest.long());
            let path = field(metric, "short_outages_add_up");
            report
                .at(path.clone(), message, "Let shorter outages add up")
                .related(field(metric, "minimum_outage"))
                .fix("Let shorter outages add up", vec![Edit::set(path, "yes")]);
        }
    }
}

fn longer_than_a_slice(shortest: Duration, metric: &Metric) -> bool {
    let slice = metric.sampling.and_then(Duration::seconds).unwrap_or(60).max(60);
    shortest.seconds().is_some_and(|s| s > slice)
}

fn dimensions(cx: &Cx<'_>, report: &mut Report) {
    ratio(cx, report);
    let in_words = |m: &&Metric| matches!(m.formula, None | Some(Formula::Stated));
    for metric in measured(cx).filter(in_words) {
        let Some(yields) = yields(&metric.formula_text) else { continue };
        let Some(target) = metric.target.map(Number::get) else { continue };
        let percentage = metric.is_percentage();
        let share = !percentage
            && matches!(metric.unit.trim(), "" | "1" | "ratio" | "share")
            && target <= Decimal::ONE;
        let shown = with_unit(target, &metric.unit);
        let whose = named(&metric.name, "metric");
        let said = match yields {
            Yields::Mixed => Some((
                format!(
                    "The formula of {whose} adds or subtracts what cannot be added, such as minutes and per cent"
                ),
                "Divide the time by the total time first, and multiply by 100 once",
            )),
            Yields::Quantity if percentage => Some((
                format!("The formula of {whose} yields a time or a number, but the target is {shown}"),
                "Divide by the total and multiply by 100, or choose the unit that the formula has",
            )),
            Yields::Share(0) if percentage && target > Decimal::ONE => Some((
                format!("The formula of {whose} yields at most 1, but the target is {shown}"),
                "Multiply the formula by 100",
            )),
            Yields::Share(1) if percentage && target > Decimal::ZERO && target <= Decimal::ONE => Some((
                format!("The formula of {whose} is multiplied by 100, but the target is {shown}"),
                "Write the target as a percentage",
            )),
            Yields::Share(times) if percentage && !matches!(times, 0 | 1) => Some((
                format!("The formula of {whose} is multiplied or divided by 100 more than once"),
                "Multiply by 100 once",
            )),
            Yields::Share(times) if share && times != 0 => Some((
                format!("The formula of {whose} yields a percentage, but the target is {shown}"),
                "Leave out the factor of 100, or write target and unit in per cent",
            )),
            _ => None,
        };
        if let Some((message, hint)) = said {
            let found =
                report.at(field(metric, "formula_text"), message, hint).related(field(metric, "target"));
            let closed = metric.formula_text.trim().trim_end_matches('.');
            if yields == Yields::Share(0) && percentage && !closed.contains([';', '\n', ',', '=', '≥', '>'])
            {
                let mended = format!("({closed}) × 100");
                found.fix("Multiply by 100", vec![Edit::set(field(metric, "formula_text"), mended)]);
            }
        }
    }
}

/// The target of a ratio where the built-in formula yields a percentage.
fn ratio(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| is_ratio(m)) {
        if let Some(target) = metric.target.map(Number::get) {
            let meant = (target * Decimal::ONE_HUNDRED).normalize();
            let message = format!(
                "{} has the target {target} %, which a service meets that is down almost all the time",
                name(metric)
            );
            report
                .at(
                    field(metric, "target"),
                    message,
                    format!("The formula already multiplies by 100; write {meant}"),
                )
                .fix(format!("Write {meant} %"), vec![Edit::set(field(metric, "target"), meant.to_string())]);
        }
    }
}

fn zero_budget(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let Some(target) = metric.target.map(Number::get) else { continue };
        let full = metric.is_percentage() && metric.higher_is_better() && target == Decimal::ONE_HUNDRED;
        let none = metric.operator.is_some_and(|o| !o.higher_is_better()) && target.is_zero();
        if (full || none) && !by_delay(cx, metric) {
            let message = format!(
                "{} leaves no room for failure: the target is {}",
                name(metric),
                with_unit(target, &metric.unit)
            );
            report.at(
                field(metric, "target"),
                message,
                "Allow a little, or agree a credit in proportion to the time lost",
            );
        }
    }
}

/// Whether a miss costs by the units of its delay: then a target without room costs little for a little.
fn by_delay(cx: &Cx<'_>, metric: &Metric) -> bool {
    let proportional = |s: &CreditSchedule| s.method == CreditMethod::PerUnitLate;
    let mut schedules = cx.a.schedules_of(&metric.id).peekable();
    schedules.peek().is_some() && schedules.all(proportional)
}

fn few_cases(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.is_percentage() && m.higher_is_better()) {
        let (Some(target), Some(cases)) = (metric.target.map(Number::get), metric.expected_count) else {
            continue;
        };
        if target < Decimal::ONE_HUNDRED && allowed_misses(target, cases) == Some(0) {
            let message = format!(
                "With about {} a window, {} allows not even one to fail",
                super::count(cases as usize, "case"),
                with_unit(target, &metric.unit)
            );
            let hint = "Promise a number of cases instead, or evaluate a longer window";
            report.at(field(metric, "target"), message, hint).related(field(metric, "expected_count"));
        }
    }
}

fn order(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| !is_muddled(m)) {
        let (Some(target), Some(operator)) = (metric.target, metric.operator) else { continue };
        let better = |a: Number, b: Number| if operator.higher_is_better() { a > b } else { a < b };
        let shown = |value: Number| with_unit(value.get(), &metric.unit);
        let pairs = [
            ("minimum", metric.minimum.filter(|m| better(*m, target)), "minimum level", "better"),
            ("stretch", metric.stretch.filter(|s| better(target, *s)), "stretch level", "worse"),
        ];
        for (other, value, label, word) in pairs {
            let Some(value) = value else { continue };
            let message = format!(
                "The {label} {} of {} is {word} than its target {} {}",
                shown(value),
                named(&metric.name, "metric"),
                Operator::sign(operator),
                shown(target)
            );
            let found = report
                .at(field(metric, other), message, format!("Swap the two, or correct the {label}"))
                .related(field(metric, "target"));
            // Tiers end at the target; another target would tear a hole into them.
            if cx.a.schedules_of(&metric.id).next().is_none() {
                found.fix(
                    "Swap the two values",
                    vec![
                        Edit::set(field(metric, other), target.to_string()),
                        Edit::set(field(metric, "target"), value.to_string()),
                    ],
                );
            }
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M08", &["metrics.uptime.target=99.99", "metrics.uptime.sampling=5min"]),
    ("M08", &["metrics.uptime.target=99.99", "metrics.uptime.sampling=3min"]),
    ("M09", &["metrics.uptime.target=99.99", "metrics.uptime.minimum_outage=5min"]),
    ("M09", &["metrics.uptime.minimum_outage=5min", "metrics.uptime.short_outages_add_up="]),
    ("M12", &["metrics.uptime.target=0.999"]),
    ("M12", &["metrics.uptime.formula=Stated", "metrics.uptime.formula_text=(A − B) / A"]),
    ("M12", &["metrics.uptime.formula=Stated", "metrics.uptime.formula_text=100 × (A − B) / A × 100"]),
    ("M12", &["metrics.uptime.formula=Stated", "metrics.uptime.formula_text=100 − downtime minutes"]),
    ("M12", &["metrics.uptime.formula=Stated", "metrics.uptime.formula_text=total time − downtime"]),
    ("M17", &["metrics.uptime.target=100"]),
    ("M17", &["metrics.latency.target=0"]),
    ("M20", &["metrics.response.expected_count=8"]),
    ("M35", &["metrics.uptime.minimum=99.95"]),
    ("M35", &["metrics.latency.stretch=400"]),
    ("M35", &["metrics.response.minimum=98"]),
];

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn the_budget_is_exact_to_the_second() {
        // 99.99 % of 30 days allow 259.2 s.
        let severity = |sampling: &str| {
            let found = run(&changed(&[
                "metrics.uptime.target=99.99",
                &format!("metrics.uptime.sampling={sampling}"),
            ]));
            found.iter().find(|f| f.code == "M08").map(|f| (f.severity, f.message.clone()))
        };
        assert!(severity("129s").is_none());
        assert_eq!(severity("130s").map(|f| f.0), Some(Severity::Warning));
        assert_eq!(severity("259s").map(|f| f.0), Some(Severity::Warning));
        let (grave, message) = severity("260s").unwrap();
        assert_eq!(grave, Severity::Error);
        assert!(message.contains("99.99 % allows 4 min 19 s of downtime in a 30-day month"), "{message}");
    }

    #[test]
    fn lower_is_better_turns_the_order_round() {
        assert!(!codes(&["metrics.latency.stretch=200", "metrics.latency.minimum=500"]).contains(&"M35"));
        assert!(codes(&["metrics.latency.minimum=200"]).contains(&"M35"));
    }

    #[test]
    fn twenty_cases_can_reach_95_percent() {
        assert!(!codes(&["metrics.response.expected_count=20"]).contains(&"M20"));
        assert!(codes(&["metrics.response.expected_count=19"]).contains(&"M20"));
    }
}
