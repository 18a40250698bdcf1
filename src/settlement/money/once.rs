//! One failure is credited once: overlapping windows of a metric, and one incident under several metrics.

use super::run::Run;
use crate::agreement::SettlementStep as Step;
use crate::settlement::{Exact, Span};

impl Run<'_> {
    /// Leaves the highest of the credits that are for the same failure.
    pub(super) fn once_each(&mut self) {
        let mut credited: Vec<(usize, Exact)> = (0..self.lines.len())
            .map(|line| (line, self.weight(line)))
            .filter(|(_, weight)| !weight.is_zero())
            .collect();
        // Highest first; of equal ones the first line stays.
        credited.sort_by(|(_, a), (_, b)| b.cmp(a));
        let mut kept: Vec<usize> = Vec::new();
        for (line, _) in credited {
            match kept.iter().copied().find_map(|other| Some((other, self.same_failure(line, other)?))) {
                None => kept.push(line),
                Some((other, why)) => self.drop_line(line, other, why),
            }
        }
        let one_each = self.agreement.credits.one_credit_per_incident == Some(true);
        let unknown = |line: &usize| self.measured.get(*line).is_some_and(|(m, _)| m.incidents.is_empty());
        if one_each && kept.len() > 1 && kept.iter().any(unknown) {
            self.notes.push(
                "One incident is credited under one metric only; where the incidents are not known, each metric is credited"
                    .to_owned(),
            );
        }
    }

    /// What a line's credits come to: the amount, or the percentage where amounts are not known.
    fn weight(&self, line: usize) -> Exact {
        let own = self.parts.iter().filter(|p| p.line == line && !p.is_nothing());
        own.filter_map(|p| p.amount.clone().or_else(|| p.percent.clone())).sum()
    }

    fn same_failure(&self, a: usize, b: usize) -> Option<&'static str> {
        let (a, _) = self.measured.get(a)?;
        let (b, _) = self.measured.get(b)?;
        if a.metric == b.metric {
            let both = a.window.first <= b.window.last && b.window.first <= a.window.last;
            return both.then_some("The windows overlap");
        }
        let one_each = self.agreement.credits.one_credit_per_incident == Some(true);
        (one_each && overlap(&a.incidents, &b.incidents)).then_some("The same incident hit both metrics")
    }

    fn drop_line(&mut self, line: usize, other: usize, why: &str) {
        let Some(stays) = self.lines.get(other).map(|l| format!("“{}” in {}", l.name, l.window)) else {
            return;
        };
        for part in self.parts.iter_mut().filter(|p| p.line == line) {
            part.scale(&Exact::zero());
        }
        let working = format!("{why}: the credit for {stays} is as high or higher and stays");
        self.enter(line, Step::Sum, working.clone(), "no credit here".to_owned());
        self.note(line, working);
    }
}

/// Whether two ordered lists of intervals have a moment in common.
fn overlap(a: &[Span], b: &[Span]) -> bool {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        if !x.clip(**y).is_empty() {
            return true;
        }
        if x.end <= y.end {
            a.next();
        } else {
            b.next();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::Moment;

    fn span(start: i64, end: i64) -> Span {
        Span { start: Moment(start), end: Moment(end) }
    }

    #[test]
    fn touching_is_not_overlapping() {
        assert!(!overlap(&[span(0, 10)], &[span(10, 20)]));
        assert!(overlap(&[span(0, 10), span(30, 40)], &[span(10, 20), span(39, 50)]));
        assert!(!overlap(&[], &[span(0, 1)]));
    }
}
