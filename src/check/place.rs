//! Where a finding is: its section of the form, its order, and its place in words.

use super::context::Cx;
use super::fields::enter;
use super::finding::Finding;
use crate::agreement::Agreement;
use crate::agreement::queries::role_of;
use crate::value::{FieldPath, Node, Shape, capitalised, id_of};
use rustc_hash::{FxHashMap, FxHashSet};

/// Orders and names the places of findings.
pub(super) struct Places<'a> {
    fields: FxHashMap<String, (usize, String)>,
    /// Form entry, rank, title of the section.
    sections: Vec<(FieldPath, usize, &'a str)>,
    titles: FxHashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    pub(super) fn of(cx: &Cx<'a>, found: &[Finding]) -> Self {
        let mut wanted: FxHashSet<String> = FxHashSet::default();
        for finding in found {
            let mut path = Some(finding.path.clone());
            while let Some(at) = path.filter(|p| !p.is_root() && !wanted.contains(p.as_str())) {
                path = at.parent();
                wanted.insert(at.as_str().to_owned());
            }
        }
        let mut fields = FxHashMap::default();
        for (root, top) in [(&cx.draft.agreement as &dyn Node, false), (cx.draft as &dyn Node, true)] {
            let path = String::new();
            let a = &cx.draft.agreement;
            let mut walk = Walk { a, wanted: &wanted, fields: &mut fields, skip_agreement: top, path };
            walk.record(root, "");
        }
        let mut sections = Vec::new();
        let mut titles = FxHashMap::default();
        for (i, section) in cx.template.sections.iter().enumerate() {
            titles.entry(section.title.as_str()).or_insert(i);
            let questions = section.questions.iter().map(|q| format!("answers.{q}"));
            let clauses = std::iter::once(format!("clauses.{}", section.id));
            for entry in section.form.iter().cloned().chain(questions).chain(clauses) {
                sections.push((FieldPath::new(entry), i, section.title.as_str()));
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
        let by_title = || self.titles.get(finding.section.as_str()).copied();
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
        let whole = self
            .sections
            .iter()
            .filter(|(entry, ..)| path.is_within(entry))
            .max_by_key(|(entry, rank, _)| (entry.as_str().len(), usize::MAX - rank));
        let part = || self.sections.iter().find(|(entry, ..)| entry.is_within(path));
        if path.is_root() {
            return None;
        }
        whole.or_else(part).map(|(_, rank, title)| (*rank, *title))
    }
}

struct Walk<'a> {
    a: &'a Agreement,
    wanted: &'a FxHashSet<String>,
    fields: &'a mut FxHashMap<String, (usize, String)>,
    skip_agreement: bool,
    /// Where the walk is.
    path: String,
}

impl Walk<'_> {
    fn record(&mut self, node: &dyn Node, place: &str) {
        let Shape::Record(spec) = node.shape() else { return };
        let skipped = if self.skip_agreement { "agreement" } else { "" };
        for field in spec.fields.iter().filter(|f| f.name != skipped) {
            let before = enter(&mut self.path, field.name);
            if self.wanted.contains(&self.path)
                && let Some(child) = node.child(field.name)
            {
                self.field(child, &joined(place, field.label));
            }
            self.path.truncate(before);
        }
    }

    fn field(&mut self, node: &dyn Node, place: &str) {
        self.note(place);
        let Some(list) = node.as_list() else { return self.record(node, place) };
        for (n, item) in (0..list.len()).filter_map(|i| Some((i + 1, list.at(i)?))) {
            let before = enter(&mut self.path, &id_of(item));
            if self.wanted.contains(&self.path) {
                let name = self.a.name_of(item).or_else(|| role_of(item));
                // What has no name is known by its place: "Tier 2".
                let name = name.unwrap_or_else(|| format!("{} {n}", capitalised(list.spec().noun)));
                let place = joined(place, &name);
                self.note(&place);
                self.record(item, &place);
            }
            self.path.truncate(before);
        }
    }

    fn note(&mut self, place: &str) {
        let rank = self.fields.len();
        self.fields.entry(self.path.clone()).or_insert_with(|| (rank, place.to_owned()));
    }
}

fn joined(place: &str, label: &str) -> String {
    if place.is_empty() { label.to_owned() } else { format!("{place} › {label}") }
}
