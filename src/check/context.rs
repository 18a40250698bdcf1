//! What a rule can look at.

use crate::agreement::{Agreement, Consequence};
use crate::document::Document;
use crate::draft::Draft;
use crate::template::Template;
use crate::value::{FieldPath, FieldSpec, LeafKind, Node, RecordSpec, Shape};

/// What the check cannot know from the draft alone.
pub struct Environment<'a> {
    /// Whether the bundled fonts can print a character.
    pub printable: &'a dyn Fn(char) -> bool,
    /// Whether the draft is about to be signed: some rules speak up only then.
    pub release: bool,
}

/// A text of the agreement, with its place.
pub(super) struct TextAt {
    pub(super) path: FieldPath,
    pub(super) record: &'static RecordSpec,
    pub(super) spec: &'static FieldSpec,
    pub(super) text: String,
    /// The text in small letters.
    pub(super) lower: String,
}

impl TextAt {
    /// Whether it holds sentences rather than names.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.spec.shape(), Shape::Leaf(LeafKind::Prose | LeafKind::Lines))
    }
}

/// Everything a rule can look at.
pub(super) struct Cx<'a> {
    pub(super) draft: &'a Draft,
    pub(super) a: &'a Agreement,
    pub(super) template: &'a Template,
    pub(super) document: &'a Document,
    pub(super) env: &'a Environment<'a>,
    /// All texts that are typed freely, in the order of the draft.
    pub(super) texts: Vec<TextAt>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        draft: &'a Draft,
        template: &'a Template,
        document: &'a Document,
        env: &'a Environment<'a>,
    ) -> Self {
        let mut texts = Vec::new();
        let mut take = |place: Place<'_>| {
            let free =
                matches!(place.node.shape(), Shape::Leaf(LeafKind::Text | LeafKind::Prose | LeafKind::Lines));
            if free && !place.node.is_blank() {
                let text = place.node.text();
                texts.push(TextAt {
                    path: FieldPath::new(place.path),
                    record: place.record,
                    spec: place.spec,
                    lower: text.to_lowercase(),
                    text,
                });
            }
            true
        };
        visit(&draft.agreement, "", &mut take);
        visit_field(draft, "clauses", &mut take);
        visit_field(draft, "extra_clauses", &mut take);
        Self { draft, a: &draft.agreement, template, document, env, texts }
    }

    /// Whether the text as it stands now has a place for this part of the agreement. A form of agreement without
    /// sections has a place for everything.
    pub(super) fn offers(&self, part: &str) -> bool {
        self.template.sections.is_empty() || self.sections_of(part).any(|active| active)
    }

    /// Whether the part belongs only to sections that are left out of the text.
    pub(super) fn is_left_out(&self, part: &str) -> bool {
        let mut sections = self.sections_of(part).peekable();
        sections.peek().is_some() && !sections.any(|active| active)
    }

    /// Whether the text as it stands now needs the answer to a question: one of its sections asks it, or none at all.
    pub(super) fn asks(&self, question: &str) -> bool {
        let mut asking = self
            .template
            .sections
            .iter()
            .filter(|s| s.questions.iter().any(|q| q.as_str() == question))
            .peekable();
        let printed =
            |id: &str| self.document.sections.is_empty() || self.document.sections.iter().any(|d| d.id == id);
        asking.peek().is_none() || asking.any(|s| printed(&s.id))
    }

    /// Whether something was typed at this path or below it that is no value yet.
    pub(super) fn has_pending_below(&self, path: &str) -> bool {
        let path = FieldPath::new(path);
        self.draft.pending.iter().any(|p| FieldPath::new(p.path.as_str()).is_within(&path))
    }

    /// Whether misses of any metric are credited.
    pub(super) fn has_credits(&self) -> bool {
        let credits = &self.a.credits;
        !credits.schedules.is_empty()
            || credits.base.is_some()
            || self.a.metrics.iter().any(|m| m.consequence == Some(Consequence::Credit))
    }

    /// For each section of the form that shows the part: whether it stands in the text.
    fn sections_of(&self, part: &str) -> impl Iterator<Item = bool> {
        let all = self.document.sections.is_empty();
        let shows = move |entry: &String| entry.split('.').next() == Some(part);
        let sections = self.template.sections.iter().filter(move |s| s.form.iter().any(shows));
        sections.map(move |s| all || self.document.sections.iter().any(|d| d.id == s.id.as_str()))
    }
}

/// A field on the way through the data.
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    /// The record that has the field.
    pub(super) record: &'static RecordSpec,
    pub(super) owner: &'a dyn Node,
    pub(super) spec: &'static FieldSpec,
    pub(super) node: &'a dyn Node,
}

/// Visits the fields of a record and, where `enter` says so, what lies below them.
pub(super) fn visit(record: &dyn Node, path: &str, enter: &mut dyn FnMut(Place<'_>) -> bool) {
    let mut path = path.to_owned();
    walk(record, &mut path, enter);
}

/// As [`visit`], for one field of a record.
pub(super) fn visit_field(record: &dyn Node, field: &str, enter: &mut dyn FnMut(Place<'_>) -> bool) {
    if let Some(node) = record.child(field) {
        let mut path = field.to_owned();
        below(node, &mut path, enter);
    }
}

fn walk(record: &dyn Node, path: &mut String, enter: &mut dyn FnMut(Place<'_>) -> bool) {
    let Shape::Record(spec) = record.shape() else { return };
    for field in spec.fields {
        let Some(node) = record.child(field.name) else { continue };
        let before = extend(path, field.name);
        if enter(Place { path, record: spec, owner: record, spec: field, node }) {
            below(node, path, enter);
        }
        path.truncate(before);
    }
}

fn below(node: &dyn Node, path: &mut String, enter: &mut dyn FnMut(Place<'_>) -> bool) {
    if let Some(list) = node.as_list() {
        for item in (0..list.len()).filter_map(|i| list.at(i)) {
            let before = extend(path, &crate::value::id_of(item));
            walk(item, path, enter);
            path.truncate(before);
        }
    } else {
        walk(node, path, enter);
    }
}

/// Adds a segment; returns the length to go back to.
fn extend(path: &mut String, segment: &str) -> usize {
    let before = path.len();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(segment);
    before
}
