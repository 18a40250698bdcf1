//! What is counted, and where: the metric card in the place of a query.

use super::yaml::{Yaml, some};
use super::{metadata, terms};
use crate::agreement::{Agreement, Formula, Metric};
use crate::check::openslo::{Budget, Counted, Objective};

/// The SLI of a metric.
pub(super) fn document(agreement: &Agreement, objective: &Objective<'_>) -> Yaml {
    let metric = objective.metric;
    let (counted, all) = measures(objective);
    let source = |measure: String, full: bool| Some(source(agreement, metric, measure, full));
    let spec = match objective.counted {
        Counted::Within { .. } => Yaml::map([("thresholdMetric", source(counted, true))]),
        Counted::Good => ratio(("good", source(counted, true)), source(all, false)),
        Counted::Bad => ratio(("bad", source(counted, true)), source(all, false)),
    };
    let metadata = metadata(agreement, &metric.id, &metric.name, Vec::new());
    super::document("SLI", metadata, spec)
}

fn ratio(part: (&'static str, Option<Yaml>), total: Option<Yaml>) -> Yaml {
    let ratio = Yaml::map([("counter", Some(Yaml::Truth(true))), part, ("total", total)]);
    Yaml::map([("ratioMetric", Some(ratio))])
}

/// What is counted, and of what it is a part.
fn measures(objective: &Objective<'_>) -> (String, String) {
    let metric = objective.metric;
    let own = |text: &str| (text.to_owned(), String::new());
    match (&objective.counted, &objective.budget) {
        (Counted::Within { .. }, _) => {
            let unit = metric.unit.trim();
            let unit = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
            own(&format!("Each single measurement{unit}"))
        }
        (Counted::Bad, _) if metric.formula == Some(Formula::LostShare) => {
            ("Units that are lost".to_owned(), "All units".to_owned())
        }
        (Counted::Bad, _) => ("Cases that count against the metric".to_owned(), "All cases".to_owned()),
        (Counted::Good, Budget::Occurrences) => match metric.formula {
            Some(Formula::RequestRatio) => {
                ("Requests that do not fail".to_owned(), "All requests".to_owned())
            }
            Some(Formula::ShareOfCases) => ("Cases with the property".to_owned(), "All cases".to_owned()),
            _ => ("Cases within the time allowed".to_owned(), "All cases".to_owned()),
        },
        (Counted::Good, Budget::Timeslices { .. }) if metric.failed_share.is_some() => {
            ("Requests in the slice that do not fail".to_owned(), "All requests in the slice".to_owned())
        }
        (Counted::Good, Budget::RatioTimeslices { .. }) if metric.formula == Some(Formula::IntervalRates) => {
            ("Requests in the slice that do not fail".to_owned(), "All requests in the slice".to_owned())
        }
        (Counted::Good, _) => (
            "Sampling intervals in the slice in which the service is up".to_owned(),
            "All sampling intervals in the slice".to_owned(),
        ),
    }
}

/// The words of the metric card that a query has to carry out; in full for what is counted, the place alone for all.
fn source(agreement: &Agreement, metric: &Metric, measure: String, full: bool) -> Yaml {
    let only = |value: Option<Yaml>| value.filter(|_| full);
    let leaves = |text: Option<&'static str>| only(text.and_then(some));
    let hours = crate::settlement::windows::hours_of(agreement, metric).map(terms::hours);
    let exclusions: Vec<Yaml> = agreement
        .exclusions
        .iter()
        .filter(|e| metric.exclusions.is_empty() || metric.exclusions.contains(&e.id))
        .filter_map(|e| some(e.event.as_str()))
        .collect();
    let spec = Yaml::map([
        ("measure", some(measure)),
        ("population", some(metric.population.as_str())),
        ("formula", only(some(metric.formula_text.as_str()))),
        ("failure", only(some(metric.failure.as_str()))),
        ("downAtFailedShare", only(metric.failed_share.and_then(|s| some(format!("{s} %"))))),
        ("atExactlyThisShare", leaves(metric.failed_bound.map(|b| b.label()))),
        ("shortestOutage", only(metric.minimum_outage.and_then(|d| some(d.long())))),
        ("outageLength", leaves(metric.outage_length.map(|o| o.label()))),
        ("clock", leaves(metric.clock.map(|c| c.label()))),
        ("clockStartsWith", only(some(metric.clock_start.as_str()))),
        ("clockStopsWith", only(some(metric.clock_stop.as_str()))),
        ("timeAllowed", only(metric.limit.and_then(|d| some(d.long())))),
        ("samplingInterval", only(metric.sampling.and_then(|d| some(d.long())))),
        ("measurementPoint", some(metric.measurement_point.as_str())),
        ("dataSource", some(metric.source.as_str())),
        ("measuredBy", leaves(metric.measured_by.map(|m| m.label()))),
        ("scope", leaves(metric.scope.map(|s| s.label()))),
        ("hours", hours.and_then(some)),
        ("exclusions", only((!exclusions.is_empty()).then_some(Yaml::List(exclusions)))),
        ("effectOfExclusions", leaves(metric.exclusion_effect.map(|e| e.label()))),
        ("gapsInTheData", leaves(metric.missing_data.map(|m| m.label()))),
        ("fewestMeasurements", only(metric.minimum_count.and_then(|n| some(n.to_string())))),
    ]);
    let source = Yaml::map([("type", some("MetricCard")), ("spec", Some(spec))]);
    Yaml::map([("metricSource", Some(source))])
}
