//! Windows before a window: what was missed in a row, and among the last ones.

use super::statement::SettlementInput;
use crate::settlement::{Measured, Outcome};
use std::collections::BTreeMap;

/// All windows that are known, earlier ones and those of the period, by metric and in order.
pub(super) struct Past<'a>(BTreeMap<&'a str, Vec<&'a Measured>>);

impl<'a> Past<'a> {
    pub(super) fn new(input: &'a SettlementInput) -> Self {
        let mut by_metric: BTreeMap<&str, Vec<&Measured>> = BTreeMap::new();
        for measured in input.history.measured.iter().chain(&input.measured) {
            by_metric.entry(measured.metric.as_str()).or_default().push(measured);
        }
        for windows in by_metric.values_mut() {
            windows.sort_by_key(|m| (m.window.first, m.window.last));
            // Of a window that is given twice the later entry counts: that of the period.
            windows.reverse();
            windows.dedup_by_key(|m| (m.window.first, m.window.last));
            windows.reverse();
        }
        Self(by_metric)
    }

    /// The unbroken run of windows up to and including this one, oldest first.
    pub(super) fn run_to(&self, measured: &Measured) -> Vec<&'a Measured> {
        let key = (measured.window.first, measured.window.last);
        let all = self.0.get(measured.metric.as_str()).map(Vec::as_slice).unwrap_or_default();
        let end = all.partition_point(|m| (m.window.first, m.window.last) <= key);
        let mut run: Vec<&Measured> = Vec::new();
        for window in all.get(..end).unwrap_or_default().iter().rev() {
            let joined = run.last().is_none_or(|next| follows(window, next));
            if !joined {
                break;
            }
            run.push(window);
        }
        run.reverse();
        run
    }

    /// The same without windows that are not evaluated.
    pub(super) fn evaluated_to(&self, measured: &Measured) -> Vec<&'a Measured> {
        let mut run = self.run_to(measured);
        run.retain(|m| !matches!(m.outcome, Outcome::NotEvaluated(_)));
        run
    }

    /// The last evaluated window that ended before this one began, without a gap between them.
    pub(super) fn previous(&self, measured: &Measured) -> Option<&'a Measured> {
        let run = self.evaluated_to(measured);
        run.into_iter().rev().find(|m| m.window.last < measured.window.first)
    }
}

/// Whether no day lies between the two windows.
fn follows(earlier: &Measured, later: &Measured) -> bool {
    earlier.window.last.plus_days(1).is_some_and(|next| later.window.first <= next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::money::testing::{input, month};

    #[test]
    fn a_run_ends_at_a_gap() {
        let mut input = input("2026-07", vec![month("m", "2026-07", "99")]);
        for name in ["2026-06", "2026-05", "2026-03"] {
            input.history.measured.push(month("m", name, "100"));
        }
        let past = Past::new(&input);
        let now = &input.measured[0];
        let names: Vec<&str> = past.run_to(now).iter().map(|m| m.window.name.as_str()).collect();
        assert_eq!(names, ["2026-05", "2026-06", "2026-07"]);
        assert_eq!(past.previous(now).unwrap().window.name, "2026-06");
        input.history.measured.clear();
        assert_eq!(Past::new(&input).previous(&input.measured[0]), None);
    }

    #[test]
    fn what_is_not_evaluated_is_skipped() {
        let mut input = input("2026-07", vec![month("m", "2026-07", "99")]);
        let mut june = month("m", "2026-06", "99");
        june.outcome = Outcome::NotEvaluated("incomplete".to_owned());
        input.history.measured = vec![month("m", "2026-05", "98"), june];
        assert_eq!(Past::new(&input).previous(&input.measured[0]).unwrap().window.name, "2026-05");
    }
}
