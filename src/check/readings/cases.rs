//! How many cases may fall short of a share that must comply.

use super::Look;
use crate::agreement::{Metric, MetricKind, Priority};
use crate::check::words::{count, named};
use crate::settlement::{Exact, allowed_misses};
use crate::value::listed;
use rust_decimal::Decimal;

/// Below a level of a metric that counts cases.
pub(super) fn of_level(metric: &Metric, percent: Decimal) -> Vec<String> {
    let counts = matches!(metric.kind, MetricKind::TimeToEvent | MetricKind::Ratio);
    if !counts || !metric.is_percentage() || !metric.higher_is_better() {
        return Vec::new();
    }
    of_share(percent, metric.expected_count)
}

/// Below the share of a priority; the number of cases is that of a metric which covers the priority.
pub(super) fn of_priority(look: &Look<'_>, id: &str) -> Vec<String> {
    let priority = look.a.priorities.iter().find(|p| p.id.as_str() == id);
    let covers = |m: &&Metric| m.priorities.iter().any(|p| p == id);
    let cases = look.a.metrics.iter().filter(covers).find_map(|m| m.expected_count);
    let share = priority.and_then(|p| p.compliance);
    let mut lines = share.map_or_else(Vec::new, |share| of_share(share.get(), cases));
    if !lines.is_empty() {
        lines.extend(priority.map(|p| deciding(look, p)));
    }
    lines
}

/// Who decides what follows a miss: the metrics that measure a time of the priority.
fn deciding(look: &Look<'_>, priority: &Priority) -> String {
    let measures = |m: &&Metric| {
        m.clock.is_some_and(|clock| priority.time(clock).is_some())
            && (m.priorities.is_empty() || m.priorities.contains(&priority.id))
    };
    let names: Vec<String> =
        look.a.metrics.iter().filter(measures).map(|m| named(&m.name, "a metric")).collect();
    match names.as_slice() {
        [] => "No metric measures a time of this priority: the share is reported only".to_owned(),
        names => format!("Reported for the priority; what follows a miss is decided by {}", listed(names)),
    }
}

/// "Of about 40 cases in a window 2 may miss it"; without a number of cases "1 case in 20 may miss it".
pub(super) fn of_share(percent: Decimal, cases: Option<u32>) -> Vec<String> {
    if percent == Decimal::ONE_HUNDRED {
        return vec!["No case may miss it".to_owned()];
    }
    let line = match cases.filter(|n| *n > 0) {
        Some(cases) => allowed_misses(percent, cases).map(|misses| {
            let of = count(usize::try_from(cases).unwrap_or(usize::MAX), "case");
            match misses {
                0 => format!("Of about {of} in a window none may miss it"),
                n => format!("Of about {of} in a window {n} may miss it"),
            }
        }),
        None => one_in(percent).map(|n| format!("1 case in {n} may miss it; of fewer than {n} none may")),
    };
    line.into_iter().collect()
}

/// The fewest cases of which one may fall short; at least two, or the share asks for nothing.
fn one_in(percent: Decimal) -> Option<i64> {
    let rest = &Exact::one_hundred() - &Exact::from(percent);
    if rest.is_zero() || rest.is_negative() {
        return None;
    }
    Exact::one_hundred().over(&rest)?.ceil().whole().filter(|n| *n > 1)
}
