//! Values in the unit of a metric.

use super::super::at::At;
use crate::agreement::{Metric, MetricKind, Operator};
use crate::document::{Inline, plain};
use crate::value::{NO_BREAK_SPACE, Number, grouped};

/// "≥ 99.9 %", "≤ 200 ms (95th percentile)"; for a qualitative objective without a number its words.
pub(crate) fn target(metric: &Metric, at: &At<'_>) -> Vec<Inline> {
    if metric.kind == MetricKind::Qualitative && metric.target.is_none() {
        return at.must("objective");
    }
    let mut text = match metric.operator {
        Some(operator) => vec![at.worded("operator", operator.sign())],
        None => at.get("operator"),
    };
    text.push(Inline::Text(NO_BREAK_SPACE.to_string()));
    text.extend(quantity(at, "target", metric.target, 0, at));
    if let Some(percentile) =
        metric.percentile.filter(|_| metric.statistic == Some(crate::agreement::Statistic::Percentile))
    {
        text.push(Inline::Text(" (".to_owned()));
        text.push(at.worded("percentile", format!("{} percentile", ordinal(percentile))));
        text.push(Inline::Text(")".to_owned()));
    }
    text
}

/// A number of `at` with the unit of the metric at `unit_of`, shown with at least `decimals` decimals.
pub(crate) fn quantity(
    at: &At<'_>,
    field: &str,
    number: Option<Number>,
    decimals: u32,
    unit_of: &At<'_>,
) -> Vec<Inline> {
    let mut text = match number {
        Some(number) => vec![at.worded(field, with_decimals(number, decimals))],
        None => at.must(field),
    };
    if unit_of.shows("unit") {
        text.push(Inline::Text(NO_BREAK_SPACE.to_string()));
        let unit = unit_of.get("unit");
        // Beside a number of another item it leads nowhere: whoever clicks there means the number.
        match unit_of.path == at.path || !unit_of.has("unit") {
            true => text.extend(unit),
            false => text.push(Inline::Text(plain(&unit))),
        }
    }
    text
}

/// "99.0" for 99 with one decimal; never fewer decimals than the number has.
pub(crate) fn with_decimals(number: Number, decimals: u32) -> String {
    let places = number.get().scale().max(decimals.min(12)) as usize;
    grouped(&format!("{:.*}", places, number.get()))
}

/// "95th", "99.9th", "2nd".
pub(crate) fn ordinal(number: Number) -> String {
    let text = number.to_string();
    let ending = match text.as_bytes() {
        [.., b'1', b'1' | b'2' | b'3'] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    format!("{text}{ending}")
}

/// Signs for the lower and the upper end of a band: "≥" and "<".
pub(crate) fn signs(from_included: bool, to_included: bool) -> (&'static str, &'static str) {
    let lower = if from_included { Operator::AtLeast } else { Operator::MoreThan };
    let upper = if to_included { Operator::AtMost } else { Operator::LessThan };
    (lower.sign(), upper.sign())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_decimals_and_get_common_ones() {
        let shown = |n: &str, d| with_decimals(n.parse().unwrap(), d);
        assert_eq!(shown("99", 1), "99.0");
        assert_eq!(shown("99.95", 1), "99.95");
        assert_eq!(shown("12500", 0), "12,500");
    }

    #[test]
    fn percentiles_have_their_endings() {
        for (n, said) in
            [("95", "95th"), ("99.9", "99.9th"), ("2", "2nd"), ("11", "11th"), ("91", "91st"), ("93", "93rd")]
        {
            assert_eq!(ordinal(n.parse().unwrap()), said);
        }
    }
}
