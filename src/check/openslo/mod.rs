//! What of a metric OpenSLO v1, the format of monitoring tools, can say: the one place that knows, for the rules O01 to
//! O04 and for the export.
//!
//! The format knows shares of good events or of good slices of time, held against a target below 1 over a rolling or a
//! calendar window. Everything else is an [`Obstacle`].

mod budget;
mod window;

use crate::agreement::{Agreement, Metric, MetricKind, Service};
use crate::value::FieldPath;
use rust_decimal::Decimal;

pub use budget::{Budget, Counted};
pub use window::{TimeWindow, shorthand, zone_name};

/// Most characters of a description.
pub const LONGEST_TEXT: usize = 1_050;
/// Most characters of a name, as RFC 1123 has it.
pub const LONGEST_NAME: usize = 63;

/// A metric in the terms of the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective<'a> {
    pub metric: &'a Metric,
    pub service: &'a Service,
    /// What is counted as good or bad.
    pub counted: Counted,
    /// How the counts become the share that is held against the target.
    pub budget: Budget,
    /// The share that must be good; at least 0 and less than 1.
    pub target: Decimal,
    pub window: TimeWindow,
}

/// Why a metric cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The rule that tells of it.
    pub code: &'static str,
    pub path: FieldPath,
    /// What is wrong, as a sentence without its point.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Worth a hint even where nobody exports.
    pub(super) always: bool,
    /// Something is not there.
    pub(super) absent: bool,
}

impl Obstacle {
    fn new(code: &'static str, path: FieldPath, message: String, hint: impl Into<String>) -> Self {
        Self { code, path, message, hint: hint.into(), always: false, absent: false }
    }

    /// Told as a hint even where nobody exports.
    fn always(self) -> Self {
        Self { always: true, ..self }
    }

    fn absent(self) -> Self {
        Self { absent: true, ..self }
    }
}

/// The metric as an objective, or everything that stands in the way.
///
/// # Errors
/// The reasons why the format cannot say it; never none.
pub fn objective<'a>(agreement: &'a Agreement, metric: &'a Metric) -> Result<Objective<'a>, Vec<Obstacle>> {
    if metric.kind == MetricKind::Qualitative {
        let message = format!("{} is an objective in words, and OpenSLO knows numbers only", told(metric));
        let hint = "Leave it out of that export, or make it a metric with a target";
        return Err(vec![Obstacle::new("O01", field(metric, "kind"), message, hint)]);
    }
    let mut obstacles = Vec::new();
    let budget = budget::of(metric, &mut obstacles);
    let window = window::of(agreement, metric, &mut obstacles);
    if agreement.metric(&metric.id).is_some_and(|first| !std::ptr::eq(first, metric)) {
        let message =
            format!("{} has the id of another metric, and OpenSLO names things by their ids", told(metric));
        obstacles.push(Obstacle::new("O01", item(metric), message, "Give it an id of its own"));
    }
    let name = metric.id.as_str();
    if !is_name(name) {
        let message = format!("The id of {}, {name}, is no name that OpenSLO takes", named(metric));
        obstacles.push(Obstacle::new("O01", item(metric), message, NAME_HINT).always());
    }
    let length = metric.purpose.chars().count();
    if length > LONGEST_TEXT {
        let message =
            format!("The purpose of {} has {length} characters; OpenSLO takes {LONGEST_TEXT}", named(metric));
        obstacles
            .push(Obstacle::new("O01", field(metric, "purpose"), message, "Say it in one sentence").always());
    }
    let service = agreement.service(&metric.service);
    match service {
        None => {
            let message = format!("{} belongs to no service, which OpenSLO requires", told(metric));
            let hint = "Choose the service that it measures";
            obstacles.push(Obstacle::new("O01", field(metric, "service"), message, hint).absent());
        }
        Some(service) if !is_name(&service.id) => {
            let message = format!(
                "The service of {} has the id {}, which is no name that OpenSLO takes",
                named(metric),
                service.id
            );
            obstacles.push(Obstacle::new("O01", field(metric, "service"), message, NAME_HINT));
        }
        Some(_) => {}
    }
    match (service, budget, window) {
        (Some(service), Some((counted, budget, target)), Some(window)) if obstacles.is_empty() => {
            Ok(Objective { metric, service, counted, budget, target, window })
        }
        _ => Err(obstacles),
    }
}

const NAME_HINT: &str =
    "Use at most 63 small letters, digits and hyphens, with a letter or digit at both ends";

/// Whether something is a name after RFC 1123: what every reader of the format must take.
pub fn is_name(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty()
        && text.len() <= LONGEST_NAME
        && text.chars().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn item(metric: &Metric) -> FieldPath {
    FieldPath::new("metrics").join(&metric.id)
}

fn field(metric: &Metric, name: &str) -> FieldPath {
    item(metric).join(name)
}

/// The metric inside a sentence.
fn named(metric: &Metric) -> String {
    super::words::named(&metric.name, "metric")
}

/// The metric at the beginning of a sentence.
fn told(metric: &Metric) -> String {
    super::words::sentence(&named(metric))
}

#[cfg(test)]
mod tests;
