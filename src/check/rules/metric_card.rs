//! The metric card is complete: formula, unit, target, window, source, scope.

use super::{Cx, Report, Rule, Severity, at, named, sentence};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{Formula, Measurer, Metric, MetricKind, Statistic, WindowKind};
use crate::check::phrases::{any_of, find_word};
use crate::draft::Edit;
use crate::value::{FieldPath, Node, quoted};

/// All that the rules of this file read.
const READS: &[Read] =
    &[All("calendars"), All("escalation"), All("metrics"), All("security"), All("services")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "M01",
        title: "Metric without formula",
        severity: Severity::Error,
        detects: "A metric has no formula or no statistic, or its formula is said to be stated in words and the words are \
                  missing. A qualitative objective needs its words instead.",
        why: "A metric is a specification, not a label: two people must compute the same value.",
        example: "Priority 1: 99.8 %",
        mend: "Tickets in time / tickets due × 100, at least 99.8",
        reads: READS,
        run: formula,
        ..Rule::BLANK
    },
    Rule {
        code: "M02",
        title: "Unit missing or incompatible",
        severity: Severity::Error,
        detects: "A metric has no unit, or its formula yields a percentage and its unit is another, or it is a time in per \
                  cent.",
        why: "A number without unit has no meaning, and tiers in another unit never match.",
        example: "Latency at most 200",
        mend: "Latency at most 200 ms",
        reads: READS,
        run: unit,
        ..Rule::BLANK
    },
    Rule {
        code: "M03",
        title: "Target or comparison missing",
        severity: Severity::Error,
        detects: "A metric has no target value, or does not say whether the value must be at least or at most that.",
        why: "\"99.9 %\" can mean at least or more than; at exactly the target the two differ.",
        example: "Uptime 99.9 %",
        mend: "Uptime at least 99.9 %",
        reads: READS,
        run: target,
        ..Rule::BLANK
    },
    Rule {
        code: "M04",
        title: "No measurement window",
        severity: Severity::Error,
        detects: "A metric does not say over which period it is evaluated, or a rolling window has no length.",
        why: "99.9 % of a day and of a year differ by a factor of 365.",
        example: "99.9 % uptime",
        mend: "99.9 % in each calendar month",
        reads: READS,
        run: window,
        ..Rule::BLANK
    },
    Rule {
        code: "M05",
        title: "Window without anchor",
        severity: Severity::Warning,
        detects: "A calendar window names no time zone, or a rolling window does not say how far it moves.",
        why: "A month begins at another moment in each zone; an outage at its edge belongs to one of two months.",
        example: "Calendar month",
        mend: "Calendar month, Europe/Berlin",
        reads: READS,
        run: anchor,
        ..Rule::BLANK
    },
    Rule {
        code: "M06",
        title: "No data source",
        severity: Severity::Error,
        detects: "A metric does not say from which tool, log or ticket system its number comes.",
        why: "Two sources give two numbers.",
        example: "Measured each month",
        mend: "Source: ticket system, export on the first of the month",
        reads: READS,
        run: source,
        ..Rule::BLANK
    },
    Rule {
        code: "M07",
        title: "Measuring party missing",
        severity: Severity::Warning,
        detects: "A metric does not say whether the provider, the customer or a third party measures it.",
        why: "Whoever measures bears the burden of gaps in the data.",
        example: "Measured by: (empty)",
        mend: "Measured by the provider, raw data open to the customer",
        reads: READS,
        run: measured_by,
        ..Rule::BLANK
    },
    Rule {
        code: "M23",
        title: "Scope of aggregation missing",
        severity: Severity::Error,
        detects: "A metric does not say whether its value is taken for each instance, site, user or for the whole estate.",
        why: "An average over sites hides a dead site.",
        example: "99.9 % network availability",
        mend: "99.9 % at each site",
        reads: READS,
        run: scope,
        ..Rule::BLANK
    },
    Rule {
        code: "M26",
        title: "Provider is the only judge",
        severity: Severity::Warning,
        detects: "The provider measures, and the customer has neither access to the data, nor an audit right, nor a way to \
                  dispute the value; or the data source is said to decide alone.",
        why: "A number that cannot be checked is a promise about a promise.",
        example: "Our monitoring is the sole source of truth",
        mend: "Read access to the dashboard; disputes are settled by a joint check",
        reads: READS,
        run: sole_judge,
        ..Rule::BLANK
    },
    Rule {
        code: "M34",
        title: "Statistic and formula contradict",
        severity: Severity::Error,
        detects: "The formula computes one statistic and the field, or the name of the metric, names another: a mean labelled \
                  percentile, a maximum labelled p95.",
        why: "A median is no mean; the two can lie on both sides of the target.",
        example: "Formula: percentile; statistic: mean",
        mend: "Formula: percentile; statistic: percentile",
        reads: READS,
        run: statistic,
        ..Rule::BLANK
    },
    Rule {
        code: "M36",
        title: "Metric without owner",
        severity: Severity::Hint,
        detects: "Nobody is named who defends and reports the metric.",
        why: "What everybody owns, nobody mends.",
        example: "Owner: (empty)",
        mend: "Owner: service delivery manager",
        reads: READS,
        run: owner,
        ..Rule::BLANK
    },
];

/// Metrics that are numbers.
pub(super) fn measured<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Metric> {
    cx.a.metrics.iter().filter(|m| m.kind != MetricKind::Qualitative)
}

pub(super) fn field(metric: &Metric, field: &str) -> FieldPath {
    at(&["metrics", &metric.id, field])
}

pub(super) fn name(metric: &Metric) -> String {
    sentence(&named(&metric.name, "metric"))
}

fn formula(cx: &Cx<'_>, report: &mut Report) {
    for metric in &cx.a.metrics {
        if metric.kind == MetricKind::Qualitative {
            if metric.objective.trim().is_empty() {
                let message = format!("{} promises nothing yet", name(metric));
                report.absent(field(metric, "objective"), message, "State in words what is promised");
            }
            continue;
        }
        let words = metric.formula_text.trim();
        match metric.formula {
            None if words.is_empty() => {
                let message = format!("{} has no formula", name(metric));
                let found =
                    report.absent(field(metric, "formula"), message, "Choose one, or state it in words");
                if let Some(usual) = usual_formula(metric) {
                    found.fix(
                        format!("Use “{}”", usual.label()),
                        vec![Edit::set(field(metric, "formula"), usual.text())],
                    );
                }
            }
            None => {
                report
                    .absent(
                        field(metric, "formula"),
                        format!("{} has a formula in words, but none is chosen", name(metric)),
                        "Choose “as stated in words”",
                    )
                    .fix("Use the formula in words", vec![Edit::set(field(metric, "formula"), "Stated")]);
            }
            Some(Formula::Stated) if words.is_empty() => {
                let message = format!(
                    "The formula of {} is to be stated in words, but the words are missing",
                    named(&metric.name, "metric")
                );
                report.absent(
                    field(metric, "formula_text"),
                    message,
                    "Write the formula with the measurements it uses",
                );
            }
            Some(_) => {}
        }
        if metric.statistic.is_none() {
            let message = format!("{} does not say how single measurements become one value", name(metric));
            let found = report.absent(
                field(metric, "statistic"),
                message,
                "Choose a statistic, such as a ratio or a percentile",
            );
            if let Some([only]) = metric.formula.map(statistics_of) {
                found.fix(
                    format!("Choose “{}”", only.label()),
                    vec![Edit::set(field(metric, "statistic"), only.text())],
                );
            }
        }
    }
}

/// The formula that metrics of a kind usually have; none, where there are several.
fn usual_formula(metric: &Metric) -> Option<Formula> {
    let usual = match metric.kind {
        MetricKind::Availability => Formula::DowntimeMinutes,
        MetricKind::Latency => match metric.statistic? {
            Statistic::Percentile => Formula::Percentile,
            Statistic::Mean => Formula::Mean,
            Statistic::Maximum | Statistic::Minimum => Formula::Extreme,
            Statistic::Ratio | Statistic::Count => return None,
        },
        MetricKind::Throughput => Formula::VolumePerTime,
        MetricKind::Loss => Formula::LostShare,
        MetricKind::TimeToEvent if metric.is_percentage() => Formula::WithinTarget,
        MetricKind::TimeToEvent | MetricKind::Ratio | MetricKind::Qualitative => return None,
    };
    let possible = statistics_of(usual);
    let fits = metric.statistic.is_none_or(|s| possible.is_empty() || possible.contains(&s))
        && (!yields_percentage(usual) || metric.unit.trim().is_empty() || metric.is_percentage());
    fits.then_some(usual)
}

/// The statistics that a formula can compute; any, where empty.
fn statistics_of(formula: Formula) -> &'static [Statistic] {
    match formula {
        Formula::DowntimeMinutes
        | Formula::IntervalRates
        | Formula::RequestRatio
        | Formula::WithinTarget
        | Formula::ShareOfCases
        | Formula::LostShare => &[Statistic::Ratio],
        Formula::Percentile => &[Statistic::Percentile],
        Formula::Mean => &[Statistic::Mean],
        Formula::Extreme => &[Statistic::Maximum, Statistic::Minimum],
        Formula::VolumePerTime | Formula::Stated => &[],
    }
}

/// What the name of a metric says about its statistic, in small letters.
const LABELS: &[(Statistic, &[&str])] = &[
    (Statistic::Percentile, &["percentile", "median", "p50", "p75", "p90", "p95", "p98", "p99", "p99.9"]),
    (Statistic::Mean, &["mean", "average", "avg"]),
    (Statistic::Maximum, &["maximum", "max", "longest", "slowest"]),
];

/// A name that promises another statistic than the card has.
fn labels(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let Some(statistic) = metric.statistic.filter(|s| LABELS.iter().any(|(l, _)| l == s)) else {
            continue;
        };
        let lower = metric.name.to_lowercase();
        let said: Vec<(Statistic, &str)> =
            LABELS.iter().filter_map(|(label, words)| Some((*label, find_word(&lower, words)?))).collect();
        // "Average of the p95" names both, and one of them is right.
        let Some((_, word)) = said.first().filter(|_| said.iter().all(|(label, _)| *label != statistic))
        else {
            continue;
        };
        let message = format!(
            "{} is called {}, but its statistic is {}",
            name(metric),
            quoted(word),
            quoted(statistic.label())
        );
        report
            .at(
                field(metric, "statistic"),
                message,
                "Rename the metric, or choose the statistic that its name says",
            )
            .related(field(metric, "name"));
    }
}

fn statistic(cx: &Cx<'_>, report: &mut Report) {
    labels(cx, report);
    for metric in measured(cx) {
        let (Some(formula), Some(statistic)) = (metric.formula, metric.statistic) else { continue };
        let possible = statistics_of(formula);
        // The mean of the rates of intervals is a ratio to most and a mean to some.
        let mean_rate = formula == Formula::IntervalRates && statistic == Statistic::Mean;
        if possible.is_empty() || possible.contains(&statistic) || mean_rate {
            continue;
        }
        let message = format!(
            "{} is computed as {}, but the statistic is {}",
            name(metric),
            quoted(formula.label()),
            quoted(statistic.label())
        );
        let found = report
            .at(field(metric, "statistic"), message, "Choose the statistic that the formula computes")
            .related(field(metric, "formula"));
        if let [only] = possible {
            found.fix(
                format!("Choose “{}”", only.label()),
                vec![Edit::set(field(metric, "statistic"), only.text())],
            );
        }
    }
}

/// Whether the value is a percentage because its formula multiplies by 100.
pub(super) fn yields_percentage(formula: Formula) -> bool {
    statistics_of(formula) == [Statistic::Ratio]
}

/// Whether the formula yields the unit of its measurements, which for a latency is a time.
fn timed(formula: Formula) -> bool {
    matches!(formula, Formula::Percentile | Formula::Mean | Formula::Extreme)
}

fn unit(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        let percentage = metric.formula.is_some_and(yields_percentage);
        if metric.unit.trim().is_empty() {
            let message = format!("{} has no unit", name(metric));
            let found = report.absent(
                field(metric, "unit"),
                message,
                "Enter the unit of target and tiers, such as % or ms",
            );
            if percentage {
                found.fix("Set the unit to %", vec![Edit::set(field(metric, "unit"), "%")]);
            }
        } else if metric.is_percentage()
            && metric.kind == MetricKind::Latency
            && metric.formula.is_some_and(timed)
        {
            let message = format!("{} is a time, but its unit is %", name(metric));
            report
                .at(
                    field(metric, "unit"),
                    message,
                    "Enter a unit of time, such as ms, or choose another formula",
                )
                .related(field(metric, "formula"));
        } else if percentage && !metric.is_percentage() {
            let message = format!(
                "The formula of {} yields a percentage, but its unit is {}",
                named(&metric.name, "metric"),
                quoted(&metric.unit)
            );
            report
                .at(field(metric, "unit"), message, "Choose another formula, or set the unit to %")
                .related(field(metric, "formula"))
                .fix("Set the unit to %", vec![Edit::set(field(metric, "unit"), "%")]);
        }
    }
}

fn target(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        match (metric.target, metric.operator) {
            (None, None) => {
                let message = format!("{} has no target", name(metric));
                report
                    .absent(
                        field(metric, "target"),
                        message,
                        "Enter the value to be reached, and whether it is a least or a most",
                    )
                    .related(field(metric, "operator"));
            }
            (None, Some(_)) => {
                report.absent(
                    field(metric, "target"),
                    format!("{} has no target", name(metric)),
                    "Enter the value to be reached",
                );
            }
            (Some(value), None) => {
                let shown = super::with_unit(value.get(), &metric.unit);
                let message = format!(
                    "{} has the target {shown}, but does not say whether that is a least or a most",
                    name(metric)
                );
                let better = if metric.higher_is_better() { "AtLeast" } else { "AtMost" };
                let title = if metric.higher_is_better() {
                    format!("At least {shown}")
                } else {
                    format!("At most {shown}")
                };
                report
                    .absent(
                        field(metric, "operator"),
                        message,
                        "Choose a comparison; it decides what happens at exactly the target",
                    )
                    .fix(title, vec![Edit::set(field(metric, "operator"), better)]);
            }
            (Some(_), Some(_)) => {}
        }
    }
}

fn window(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        match metric.window {
            None => {
                let message = format!("{} has no measurement window", name(metric));
                report
                    .absent(
                        field(metric, "window"),
                        message,
                        "Choose the period that is evaluated, such as the calendar month",
                    )
                    .fix("Use the calendar month", vec![Edit::set(field(metric, "window"), "Month")]);
            }
            Some(WindowKind::Rolling) if metric.window_length.is_none_or(|l| l.count == 0) => {
                let message =
                    format!("The rolling window of {} has no length", named(&metric.name, "metric"));
                report.absent(field(metric, "window_length"), message, "Enter its length, such as 30d");
            }
            Some(_) => {}
        }
    }
}

fn anchor(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx) {
        if metric.window == Some(WindowKind::Rolling) && metric.window_step.is_none() {
            let message = format!(
                "The rolling window of {} does not say how far it moves",
                named(&metric.name, "metric")
            );
            report
                .absent(field(metric, "window_step"), message, "Enter its step, such as 1d")
                .fix("Move it by a day", vec![Edit::set(field(metric, "window_step"), "1d")]);
        }
        if metric.window.is_some() && metric.zone.is_none() {
            let message = format!(
                "Nothing says in which time zone the windows of {} begin",
                named(&metric.name, "metric")
            );
            let found =
                report.absent(field(metric, "zone"), message, "Choose a time zone, such as Europe/Berlin");
            let service = cx.a.service(&metric.service);
            if let Some(zone) = service.and_then(|s| cx.a.calendar(&s.hours)).and_then(|c| c.zone) {
                found.fix(format!("Use {zone}"), vec![Edit::set(field(metric, "zone"), zone.to_string())]);
            }
        }
    }
}

fn source(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.source.trim().is_empty()) {
        let message = format!("{} names no data source", name(metric));
        report.absent(
            field(metric, "source"),
            message,
            "Name the tool, log or ticket system the number comes from",
        );
    }
}

fn measured_by(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.measured_by.is_none()) {
        let message = format!("Nothing says who measures {}", named(&metric.name, "metric"));
        report.absent(
            field(metric, "measured_by"),
            message,
            "Choose the provider, the customer or a third party",
        );
    }
}

fn scope(cx: &Cx<'_>, report: &mut Report) {
    for metric in measured(cx).filter(|m| m.scope.is_none()) {
        let message = format!("Nothing says over what {} is aggregated", named(&metric.name, "metric"));
        report.absent(
            field(metric, "scope"),
            message,
            "Choose each site, each user, the customer as a whole, and so on",
        );
    }
}

fn sole_judge(cx: &Cx<'_>, report: &mut Report) {
    let way_out = !cx.a.escalation.data_dispute.trim().is_empty() || !cx.a.security.audit.trim().is_empty();
    if way_out {
        return;
    }
    const ALONE: &[&str] = &[
        "sole source",
        "only source",
        "alone decide",
        "alone count",
        "sole record",
        "final and binding",
        "conclusive",
    ];
    let judged = |m: &&Metric| {
        let hidden = m.measured_by == Some(Measurer::Provider) && m.customer_access.trim().is_empty();
        hidden || any_of(&m.source, ALONE)
    };
    for metric in measured(cx).filter(judged) {
        let message = format!("The provider alone decides about {}", named(&metric.name, "metric"));
        let hint = "Give the customer access to the data, or agree how a dispute about the value is settled";
        report.at(field(metric, "customer_access"), message, hint).related("escalation.data_dispute");
    }
}

fn owner(cx: &Cx<'_>, report: &mut Report) {
    for metric in cx.a.metrics.iter().filter(|m| m.owner.trim().is_empty()) {
        let message = format!("{} has no owner", name(metric));
        report.absent(field(metric, "owner"), message, "Name who defends and reports it");
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("M01", &["metrics.uptime.formula="]),
    ("M01", &["metrics.uptime.formula=Stated"]),
    ("M01", &["metrics.uptime.formula=", "metrics.uptime.formula_text=up / all"]),
    ("M01", &["metrics.latency.statistic="]),
    ("M01", &["metrics.uptime.kind=Qualitative"]),
    ("M02", &["metrics.latency.unit="]),
    ("M02", &["metrics.uptime.unit=minutes"]),
    ("M02", &["metrics.latency.unit=%"]),
    ("M03", &["metrics.latency.target="]),
    ("M03", &["metrics.latency.operator="]),
    ("M04", &["metrics.latency.window="]),
    ("M04", &["metrics.latency.window=Rolling", "metrics.latency.window_step=1d"]),
    ("M05", &["metrics.latency.zone="]),
    ("M05", &["metrics.latency.window=Rolling", "metrics.latency.window_length=30d"]),
    ("M06", &["metrics.latency.source="]),
    ("M07", &["metrics.latency.measured_by="]),
    ("M23", &["metrics.uptime.scope="]),
    ("M26", &["metrics.uptime.customer_access=", "escalation.data_dispute=", "security.audit="]),
    ("M34", &["metrics.latency.statistic=Mean"]),
    ("M34", &["metrics.latency.name=Average page latency"]),
    ("M34", &["metrics.latency.name=Maximum page latency"]),
    ("M36", &["metrics.latency.owner="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_qualitative_objective_needs_words_and_no_numbers() {
        let words = [
            "+metrics rooms",
            "metrics.rooms.name=Quiet rooms",
            "metrics.rooms.kind=Qualitative",
            "metrics.rooms.service=hosting",
            "metrics.rooms.purpose=Staff can work",
            "metrics.rooms.owner=Facility manager",
            "metrics.rooms.objective=Rooms are quiet",
            "metrics.rooms.evidence=Survey each year",
            "metrics.rooms.consequence=ReportedOnly",
            "metrics.rooms.report_line=3.1",
        ];
        assert_eq!(codes(&words), Vec::<&str>::new());
    }

    #[test]
    fn the_fix_for_a_missing_comparison_follows_the_kind() {
        let found = run(&changed(&["metrics.latency.operator="]));
        let finding = found.iter().find(|f| f.code == "M03").unwrap();
        assert_eq!(finding.fix.as_ref().map(|f| f.title.as_str()), Some("At most 300 ms"));
    }
}
