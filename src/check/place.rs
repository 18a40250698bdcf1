//! Where a finding is: its section of the form, its order, and its place in words.

use super::context::Cx;
use super::finding::Finding;
use crate::agreement::queries::label_of;
use crate::value::{FieldPath, Node, Shape, id_of};
use std::collections::{HashMap, HashSet};

/// Orders and names the places of findings.
pub(super) struct Places {
    fields: HashMap<String, (usize, String)>,
    /// Form entry, rank, title of the section.
    sections: Vec<(String, usize, String)>,
    titles: HashMap<String, usize>,
}

impl Places {
    pub(super) fn of(cx: &Cx<'_>, found: &[Finding]) -> Self {
        let mut wanted: HashSet<String> = HashSet::new();
        for finding in found {
            let mut path = Some(finding.path.clone());
            while let Some(at) = path.filter(|p| !p.is_root() && !wanted.contains(p.as_str())) {
                path = at.parent();
                wanted.insert(at.as_str().to_owned());
            }
        }
        let mut fields = HashMap::new();
        for (root, top) in [(&cx.draft.agreement as &dyn Node, false), (cx.draft as &dyn Node, true)] {
            let mut walk = Walk { wanted: &wanted, fields: &mut fields, skip_agreement: top };
            walk.record(root, &FieldPath::root(), "");
        }
        let mut sections = Vec::new();
        let mut titles = HashMap::new();
        for (i, section) in cx.template.sections.iter().enumerate() {
            titles.entry(section.title.clone()).or_insert(i);
            let questions = section.questions.iter().map(|q| format!("answers.{q}"));
            let clauses = std::iter::once(format!("clauses.{}", section.id));
            for entry in section.form.iter().cloned().chain(questions).chain(clauses) {
                sections.push((entry, i, section.title.clone()));
            }
        }
        Self { fields, sections, titles }
    }

    /// Fills in section and place, where the rule did not.
    pub(super) fn name(&self, finding: &mut Finding) {
        if finding.place.is_empty() {
            finding.place = self.field(&finding.path).map_or_else(String::new, |(_, place)| place.clone());
        }
        if finding.section.is_empty() {
            finding.section =
                self.section(&finding.path).map_or_else(String::new, |(_, title)| title.to_owned());
        }
    }

    /// Whole draft first, then the sections of the form.
    pub(super) fn section_rank(&self, finding: &Finding) -> usize {
        let by_title = || self.titles.get(&finding.section).copied();
        let by_path = self.section(&finding.path).map(|(rank, _)| rank);
        by_path.or_else(by_title).map_or(0, |rank| rank + 1)
    }

    pub(super) fn field_rank(&self, finding: &Finding) -> usize {
        self.field(&finding.path).map_or(usize::MAX, |(rank, _)| *rank)
    }

    /// The field, or the nearest one above it that exists.
    fn field(&self, path: &FieldPath) -> Option<&(usize, String)> {
        let mut at = Some(path.clone());
        while let Some(path) = at {
            if let Some(found) = self.fields.get(path.as_str()) {
                return Some(found);
            }
            at = path.parent();
        }
        None
    }

    /// The section whose entry names the path most closely; one that shows a part of it, if none shows all.
    fn section(&self, path: &FieldPath) -> Option<(usize, &str)> {
        let shows = |entry: &str| path.is_within(&FieldPath::new(entry));
        let whole = self
            .sections
            .iter()
            .filter(|(entry, ..)| shows(entry))
            .max_by_key(|(entry, rank, _)| (entry.len(), usize::MAX - rank));
        let part = || self.sections.iter().find(|(entry, ..)| FieldPath::new(entry.as_str()).is_within(path));
        if path.is_root() {
            return None;
        }
        whole.or_else(part).map(|(_, rank, title)| (*rank, title.as_str()))
    }
}

struct Walk<'a> {
    wanted: &'a HashSet<String>,
    fields: &'a mut HashMap<String, (usize, String)>,
    skip_agreement: bool,
}

impl Walk<'_> {
    fn record(&mut self, node: &dyn Node, path: &FieldPath, place: &str) {
        let Shape::Record(spec) = node.shape() else { return };
        for field in spec.fields {
            let below = path.join(field.name);
            if self.skip_agreement && below.as_str() == "agreement" || !self.wanted.contains(below.as_str()) {
                continue;
            }
            let Some(child) = node.child(field.name) else { continue };
            let place = joined(place, field.label);
            self.note(&below, &place);
            match child.as_list() {
                Some(list) => {
                    for item in (0..list.len()).filter_map(|i| list.at(i)) {
                        let id = id_of(item);
                        let below = below.join(&id);
                        if self.wanted.contains(below.as_str()) {
                            let place = joined(&place, &label_of(item).unwrap_or(id));
                            self.note(&below, &place);
                            self.record(item, &below, &place);
                        }
                    }
                }
                None => self.record(child, &below, &place),
            }
        }
    }

    fn note(&mut self, path: &FieldPath, place: &str) {
        let rank = self.fields.len();
        self.fields.entry(path.as_str().to_owned()).or_insert_with(|| (rank, place.to_owned()));
    }
}

fn joined(place: &str, label: &str) -> String {
    if place.is_empty() { label.to_owned() } else { format!("{place} › {label}") }
}
