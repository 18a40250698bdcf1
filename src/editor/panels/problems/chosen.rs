//! Several problems chosen together, to be fixed or accepted in one step.

use super::rows::{Listed, Row};
use crate::check::Finding;
use crate::value::FieldPath;
use egui::Modifiers;
use std::collections::{HashMap, HashSet};

/// A finding by what it is: positions change with every edit.
type Place = (&'static str, FieldPath);

fn place(finding: &Finding) -> Place {
    (finding.code, finding.path.clone())
}

/// What is chosen of the problems of one draft.
#[derive(Default)]
pub struct Chosen {
    /// The id of the draft that they are problems of.
    draft: String,
    places: HashMap<&'static str, HashSet<FieldPath>>,
    /// Where a stretch begins that Shift chooses.
    anchor: Option<Place>,
}

impl Chosen {
    /// In another draft nothing is chosen yet.
    pub fn within(&mut self, draft: &str) {
        if self.draft != draft {
            *self = Self { draft: draft.to_owned(), ..Self::default() };
        }
    }

    pub fn has(&self, finding: &Finding) -> bool {
        self.places.get(finding.code).is_some_and(|paths| paths.contains(&finding.path))
    }

    pub fn clear(&mut self) {
        self.places.clear();
        self.anchor = None;
    }

    fn take(&mut self, finding: &Finding) {
        self.places.entry(finding.code).or_default().insert(finding.path.clone());
    }

    fn drop(&mut self, finding: &Finding) {
        if let Some(paths) = self.places.get_mut(finding.code) {
            paths.remove(&finding.path);
        }
    }

    /// Positions of the chosen ones that are still open, in the order of the findings.
    pub fn positions(&self, findings: &[Finding]) -> Vec<usize> {
        if self.places.is_empty() {
            return Vec::new();
        }
        let open = findings.iter().enumerate().filter(|(_, f)| can_choose(f) && self.has(f));
        open.map(|(index, _)| index).collect()
    }

    /// Chooses a finding, or no longer; a stretch may begin here.
    pub fn toggle(&mut self, finding: &Finding) {
        if !can_choose(finding) {
            return;
        }
        if self.has(finding) {
            self.drop(finding);
        } else {
            self.take(finding);
        }
        self.anchor = Some(place(finding));
    }

    /// Chooses all of these, or none of them if all are chosen already.
    pub fn toggle_all<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) {
        let open: Vec<&Finding> = findings.filter(|f| can_choose(f)).collect();
        let all = open.iter().all(|f| self.has(f));
        for finding in open {
            if all {
                self.drop(finding);
            } else {
                self.take(finding);
            }
        }
    }

    /// Chooses what stands between the beginning of the stretch, or else `from`, and `to`, in the order of the list.
    pub fn stretch(&mut self, findings: &[Finding], rows: &[Row], from: Option<usize>, to: usize) {
        let begin = || from.and_then(|index| findings.get(index)).map(place);
        let Some(anchor) = self.anchor.clone().or_else(begin) else { return };
        let order: Vec<&Finding> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Problem { finding, .. } => findings.get(*finding),
                Row::Head(_) => None,
            })
            .collect();
        let Some(target) = findings.get(to).map(place) else { return };
        let at = |wanted: &Place| order.iter().position(|f| f.code == wanted.0 && f.path == wanted.1);
        let (Some(one), Some(other)) = (at(&anchor), at(&target)) else { return };
        self.places.clear();
        let (first, last) = (one.min(other), one.max(other));
        let between = order.iter().take(last + 1).skip(first).filter(|f| can_choose(f));
        between.for_each(|f| self.take(f));
        self.anchor = Some(anchor);
    }

    /// All that the list shows.
    pub fn all(&mut self, findings: &[Finding], listed: &Listed) {
        let shown = listed.order().into_iter().filter_map(|index| findings.get(index));
        self.places.clear();
        shown.filter(|f| can_choose(f)).for_each(|f| self.take(f));
    }

    /// What a click with these keys chooses; false if it is a plain click, which leads to the problem.
    pub fn clicked(&mut self, findings: &[Finding], rows: &[Row], index: usize, held: Modifiers) -> bool {
        let Some(finding) = findings.get(index) else { return false };
        if held.shift {
            self.stretch(findings, rows, None, index);
            if self.anchor.is_none() {
                self.toggle(finding);
            }
        } else if held.command {
            self.toggle(finding);
        }
        held.shift || held.command
    }
}

/// What is accepted already waits for nothing.
pub fn can_choose(finding: &Finding) -> bool {
    finding.waived.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::filter::finding;
    use super::*;
    use crate::check::Severity;

    fn sample() -> (Vec<Finding>, Vec<Row>) {
        let at = |path: &str, waived: Option<&str>| Finding {
            path: path.into(),
            ..finding(Severity::Warning, false, waived)
        };
        let findings = vec![
            at("title", None),
            at("overview", Some("agreed")),
            at("reference", None),
            at("version", None),
        ];
        let rows = (0..findings.len()).map(|finding| Row::Problem { group: 0, finding }).collect();
        (findings, rows)
    }

    #[test]
    fn shift_chooses_a_stretch_from_where_the_choice_began() {
        let (findings, rows) = sample();
        let mut chosen = Chosen::default();
        assert!(!chosen.clicked(&findings, &rows, 2, Modifiers::NONE), "a plain click goes there");
        assert!(chosen.clicked(&findings, &rows, 2, Modifiers::COMMAND));
        chosen.clicked(&findings, &rows, 0, Modifiers::SHIFT);
        assert_eq!(chosen.positions(&findings), [0, 2], "what is accepted is passed over");
        chosen.clicked(&findings, &rows, 3, Modifiers::SHIFT);
        assert_eq!(chosen.positions(&findings), [2, 3]);
        chosen.clicked(&findings, &rows, 3, Modifiers::COMMAND);
        assert_eq!(chosen.positions(&findings), [2]);
        chosen.toggle_all(findings.iter());
        assert_eq!(chosen.positions(&findings), [0, 2, 3]);
        chosen.toggle_all(findings.iter());
        assert!(chosen.positions(&findings).is_empty());
    }

    #[test]
    fn what_is_mended_or_of_another_draft_is_chosen_no_more() {
        let (mut findings, rows) = sample();
        let mut chosen = Chosen::default();
        chosen.within("a");
        chosen.clicked(&findings, &rows, 0, Modifiers::COMMAND);
        chosen.within("a");
        findings.remove(1);
        assert_eq!(chosen.positions(&findings), [0]);
        findings.remove(0);
        assert!(chosen.positions(&findings).is_empty());
        let (findings, _) = sample();
        chosen.within("b");
        assert!(chosen.positions(&findings).is_empty());
    }
}
