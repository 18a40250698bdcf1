//! The metrics as `openslo/v1` documents, for monitoring tools: a Service, an SLI and an SLO for each that can be said.
//!
//! There is no monitoring system here, so an SLI has no query: it says in words what to count, and where. Credits, caps
//! and claims stand in annotations. What cannot be said is left out by name: see [`left_out`].

mod indicator;
mod terms;
mod yaml;

use crate::agreement::{Agreement, Metric, Operator, Service};
use crate::check::openslo::{Budget, Counted, Objective, Obstacle, TimeWindow, objective};
use crate::value::Id;
use yaml::{Yaml, some, stream};

const VERSION: &str = "openslo/v1";
/// Most characters of a name for people that readers of the format take.
const LONGEST_DISPLAY: usize = 63;

/// A metric that is not in the file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub id: Id,
    pub reasons: Vec<Obstacle>,
}

/// The metrics that the format cannot say, in the order of the agreement.
pub fn left_out(agreement: &Agreement) -> Vec<LeftOut> {
    let reason = |metric: &Metric| {
        let reasons = objective(agreement, metric).err()?;
        Some(LeftOut { id: metric.id.clone(), reasons })
    };
    agreement.metrics.iter().filter_map(reason).collect()
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum NothingToSay {
    #[error("the agreement has no metrics, and OpenSLO tells of nothing else; add a metric first")]
    NoMetrics,
    #[error(
        "none of the metrics can be said in OpenSLO; the first reason is: {0}. `check --openslo` lists all of them"
    )]
    NoneOf(String),
}

/// One stream of documents: each service that has metrics, then the SLI and the SLO of each metric.
///
/// # Errors
/// When no metric can be said: a file without objectives would look like an export and promise nothing.
pub fn export(agreement: &Agreement, mark: Option<&str>) -> Result<String, NothingToSay> {
    let mut objectives = Vec::new();
    let mut omitted: Vec<String> = Vec::new();
    for metric in &agreement.metrics {
        match objective(agreement, metric) {
            Ok(found) => objectives.push(found),
            Err(reasons) => omitted.extend(reasons.into_iter().map(|reason| reason.message)),
        }
    }
    if objectives.is_empty() {
        return Err(omitted.into_iter().next().map_or(NothingToSay::NoMetrics, NothingToSay::NoneOf));
    }
    let mut documents = Vec::new();
    for service in &agreement.services {
        if objectives.iter().any(|o| std::ptr::eq(o.service, service)) {
            documents.push(service_document(agreement, service));
        }
    }
    for objective in &objectives {
        documents.push(indicator::document(agreement, objective));
        documents.push(objective_document(agreement, objective));
    }
    omitted.dedup();
    Ok(stream(&heading(agreement, mark, &omitted), &documents))
}

/// What a reader of the file should know before anything else.
fn heading(agreement: &Agreement, mark: Option<&str>, omitted: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = mark.map(str::to_owned).into_iter().collect();
    let parts = [agreement.title.as_str(), agreement.reference.as_str()];
    let title: Vec<&str> = parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect();
    lines.push(format!("Service levels of: {}", title.join(", ")));
    lines.push(
        "The agreement decides. An indicator says what to count and where; its query is yours to add."
            .to_owned(),
    );
    if !omitted.is_empty() {
        lines.push("Not in this file:".to_owned());
        lines.extend(omitted.iter().map(|reason| format!("- {reason}.")));
    }
    lines
}

/// Kind, metadata and spec, as every document has them.
fn document(kind: &str, metadata: Yaml, spec: Yaml) -> Yaml {
    Yaml::map([
        ("apiVersion", some(VERSION)),
        ("kind", some(kind)),
        ("metadata", Some(metadata)),
        ("spec", Some(spec)),
    ])
}

fn metadata(
    agreement: &Agreement,
    name: &str,
    display: &str,
    annotations: Vec<(&'static str, Yaml)>,
) -> Yaml {
    let file = Id::slug(&agreement.reference);
    let labels = (!file.is_empty()).then(|| Yaml::map([("agreement", some(file.as_str()))]));
    let annotations = (!annotations.is_empty()).then_some(Yaml::Map(annotations));
    Yaml::map([
        ("name", some(name)),
        ("displayName", some(shortened(display, LONGEST_DISPLAY))),
        ("labels", labels),
        ("annotations", annotations),
    ])
}

/// At most so many characters, the last of them an ellipsis where something is left out.
fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn service_document(agreement: &Agreement, service: &Service) -> Yaml {
    let annotations = terms::of_service(agreement, service);
    let description = some(shortened(&service.description, crate::check::openslo::LONGEST_TEXT));
    document(
        "Service",
        metadata(agreement, &service.id, &service.name, annotations),
        Yaml::map([("description", description)]),
    )
}

fn objective_document(agreement: &Agreement, objective: &Objective<'_>) -> Yaml {
    let metric = objective.metric;
    let method = match &objective.budget {
        Budget::Occurrences => "Occurrences",
        Budget::Timeslices { .. } => "Timeslices",
        Budget::RatioTimeslices { .. } => "RatioTimeslices",
    };
    let spec = Yaml::map([
        ("description", some(metric.purpose.as_str())),
        ("service", some(objective.service.id.as_str())),
        ("indicatorRef", some(metric.id.as_str())),
        ("timeWindow", Some(Yaml::List(vec![window(&objective.window)]))),
        ("budgetingMethod", some(method)),
        ("objectives", Some(Yaml::List(vec![target(objective)]))),
    ]);
    let annotations = terms::of_metric(agreement, metric);
    document("SLO", metadata(agreement, &metric.id, &metric.name, annotations), spec)
}

fn window(window: &TimeWindow) -> Yaml {
    match window {
        TimeWindow::Rolling { length } => {
            Yaml::map([("duration", some(length)), ("isRolling", Some(Yaml::Truth(true)))])
        }
        TimeWindow::Calendar { length, first, zone } => Yaml::map([
            ("duration", some(length)),
            ("isRolling", Some(Yaml::Truth(false))),
            (
                "calendar",
                Some(Yaml::map([
                    ("startTime", Some(Yaml::text(format!("{first} 00:00:00")))),
                    ("timeZone", some(zone)),
                ])),
            ),
        ]),
    }
}

fn target(objective: &Objective<'_>) -> Yaml {
    let (op, value) = match objective.counted {
        Counted::Within { operator, limit } => {
            let op = if operator == Operator::LessThan { "lt" } else { "lte" };
            (some(op), Some(Yaml::Number(limit)))
        }
        Counted::Good | Counted::Bad => (None, None),
    };
    let (slice, share) = match &objective.budget {
        Budget::Occurrences => (None, None),
        Budget::Timeslices { slice, share } => (Some(slice), Some(Yaml::Number(*share))),
        Budget::RatioTimeslices { slice } => (Some(slice), None),
    };
    // A length of slice is a duration, or a bare number of minutes.
    let slice = slice.map(|s| s.parse().map_or_else(|_| Yaml::text(s), Yaml::Number));
    Yaml::map([
        ("displayName", some(terms::target(objective.metric))),
        ("op", op),
        ("value", value),
        ("target", Some(Yaml::Number(objective.target))),
        ("timeSliceTarget", share),
        ("timeSliceWindow", slice),
    ])
}

#[cfg(test)]
mod tests;
