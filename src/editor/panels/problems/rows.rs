//! The lines of the list: groups that fold, and the findings in them.

use super::filter::{Class, Filter};
use super::words;
use crate::check::{Finding, explain};
use crate::store::ProblemGroups;
use std::collections::HashSet;

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, by its position.
    Head(usize),
    /// A finding, by its position among all.
    Problem { group: usize, finding: usize },
}

/// Findings under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Names the group while findings come and go.
    pub key: String,
    pub title: String,
    /// The rule whose findings these are, where they are all of one.
    pub code: Option<&'static str>,
    /// How many of them a fix is known for.
    pub fixable: usize,
    /// Positions among all findings, in the order of the list.
    pub findings: Vec<usize>,
}

/// What is listed, found out once for each revision and each choice of the user.
#[derive(Debug, Default)]
pub struct Listed {
    key: Option<(u64, Filter, ProblemGroups)>,
    grouped: bool,
    pub groups: Vec<Group>,
}

impl Listed {
    /// Brings the list up to date.
    pub fn update(&mut self, revision: u64, findings: &[Finding], filter: &Filter, by: ProblemGroups) {
        let same = |(r, f, b): &(u64, Filter, ProblemGroups)| *r == revision && f == filter && *b == by;
        if self.key.as_ref().is_some_and(same) {
            return;
        }
        self.groups = groups(findings, filter, by);
        let only_single = self.groups.iter().all(|group| group.key == SINGLE);
        self.grouped = by != ProblemGroups::None && !only_single;
        self.key = Some((revision, filter.clone(), by));
    }

    /// The lines that are shown while these groups are folded.
    pub fn rows(&self, folded: &HashSet<String>) -> Vec<Row> {
        let mut rows = Vec::new();
        for (index, group) in self.groups.iter().enumerate() {
            if self.grouped {
                rows.push(Row::Head(index));
            }
            if !self.grouped || !folded.contains(&group.key) {
                rows.extend(
                    group.findings.iter().map(|finding| Row::Problem { group: index, finding: *finding }),
                );
            }
        }
        rows
    }

    /// All findings in the order of the list, those in folded groups too.
    pub fn order(&self) -> Vec<usize> {
        self.groups.iter().flat_map(|group| group.findings.iter().copied()).collect()
    }

    /// The group that a finding stands in.
    pub fn group_of(&self, finding: usize) -> Option<&Group> {
        self.groups.iter().find(|group| group.findings.contains(&finding))
    }
}

/// The groups in the order in which their first finding comes; by severity the gravest first.
fn groups(findings: &[Finding], filter: &Filter, by: ProblemGroups) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let shown = findings.iter().enumerate().filter(|(_, f)| filter.shows(f));
    for (index, finding) in shown {
        let (key, title, code) = heading(finding, by);
        let position = groups.iter().position(|g| g.key == key).unwrap_or_else(|| {
            groups.push(Group { key, title, code, fixable: 0, findings: Vec::new() });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(position) {
            group.findings.push(index);
            group.fixable += usize::from(is_fixable(finding));
        }
    }
    if by == ProblemGroups::Severity {
        let first = |g: &Group| g.findings.first().and_then(|i| findings.get(*i)).map(Class::of);
        groups.sort_by_key(first);
    }
    if by == ProblemGroups::Kind { single_together(groups) } else { groups }
}

/// The key of the group of those that are the only ones of their kinds.
const SINGLE: &str = "the only one of its kind";

/// Kinds with one finding each are one group at the end: a heading for each would take half of the list.
fn single_together(groups: Vec<Group>) -> Vec<Group> {
    let (mut several, single): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.findings.len() > 1);
    if !single.is_empty() {
        several.push(Group {
            key: SINGLE.to_owned(),
            title: words::SINGLE.to_owned(),
            code: None,
            fixable: single.iter().map(|group| group.fixable).sum(),
            findings: single.iter().flat_map(|group| group.findings.iter().copied()).collect(),
        });
    }
    several
}

/// Whether a mend that needs no thought is known.
pub fn is_fixable(finding: &Finding) -> bool {
    finding.fix.is_some() && finding.waived.is_none()
}

fn heading(finding: &Finding, by: ProblemGroups) -> (String, String, Option<&'static str>) {
    match by {
        ProblemGroups::Section => {
            let title = if finding.section.is_empty() { words::WHOLE } else { finding.section.as_str() };
            (title.to_owned(), title.to_owned(), None)
        }
        ProblemGroups::Kind => {
            let title = explain(finding.code).map_or(finding.code, |rule| rule.title);
            (finding.code.to_owned(), title.to_owned(), Some(finding.code))
        }
        ProblemGroups::Severity => {
            let title = words::class_heading(Class::of(finding));
            (title.to_owned(), title.to_owned(), None)
        }
        ProblemGroups::None => (String::new(), String::new(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::finding;
    use super::*;
    use crate::check::Severity;

    fn sample() -> Vec<Finding> {
        let at = |code, section: &str, severity, missing| Finding {
            code,
            section: section.to_owned(),
            ..finding(severity, missing, None)
        };
        vec![
            at("D02", "", Severity::Warning, false),
            at("F01", "Parties", Severity::Error, true),
            at("M01", "Metrics", Severity::Error, false),
            at("F01", "Metrics", Severity::Error, true),
            at("H01", "Metrics", Severity::Hint, false),
        ]
    }

    fn titles(by: ProblemGroups) -> Vec<(String, Vec<usize>)> {
        let mut listed = Listed::default();
        listed.update(1, &sample(), &Filter::default(), by);
        listed.groups.into_iter().map(|g| (g.title, g.findings)).collect()
    }

    #[test]
    fn findings_are_grouped_by_section_kind_or_severity() {
        let group = |title: &str, findings: &[usize]| (title.to_owned(), findings.to_vec());
        let sections = titles(ProblemGroups::Section);
        assert_eq!(sections, [group(words::WHOLE, &[0]), group("Parties", &[1]), group("Metrics", &[2, 3])]);
        let kinds: Vec<Vec<usize>> = titles(ProblemGroups::Kind).into_iter().map(|(_, f)| f).collect();
        assert_eq!(kinds, [vec![1, 3], vec![0, 2]], "the only ones of their kinds stand together");
        let grave: Vec<Vec<usize>> = titles(ProblemGroups::Severity).into_iter().map(|(_, f)| f).collect();
        assert_eq!(grave, [vec![2], vec![1, 3], vec![0]]);
        assert_eq!(titles(ProblemGroups::None), [group("", &[0, 1, 2, 3])]);
    }

    #[test]
    fn where_every_kind_has_one_finding_there_are_no_headings() {
        let findings: Vec<Finding> = sample().into_iter().take(3).collect();
        let mut listed = Listed::default();
        listed.update(1, &findings, &Filter::default(), ProblemGroups::Kind);
        let rows = listed.rows(&HashSet::new());
        assert!(rows.len() == 3 && rows.iter().all(|row| matches!(row, Row::Problem { .. })), "{rows:?}");
    }

    #[test]
    fn a_folded_group_keeps_its_heading_and_its_place_in_the_order() {
        let mut listed = Listed::default();
        listed.update(1, &sample(), &Filter::default(), ProblemGroups::Section);
        let folded = HashSet::from(["Metrics".to_owned()]);
        let rows = listed.rows(&folded);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows.last(), Some(&Row::Head(2)));
        assert_eq!(listed.order(), [0, 1, 2, 3]);
        assert_eq!(listed.group_of(3).map(|g| g.key.as_str()), Some("Metrics"));
    }
}
