//! Drafts to try things on, and every field in them.

use clausewright::check::{Checks, Environment, Finding, check};
use clausewright::document::{Document, assemble};
use clausewright::draft::{Draft, Edit, TemplateRef};
use clausewright::export::typeset::is_printable;
use clausewright::template::{Form, QuestionKind, library};
use clausewright::value::{FieldPath, LeafKind, Node, Shape};

pub struct Sample {
    pub name: String,
    pub form: &'static Form,
    pub draft: Draft,
}

/// Of each form: the example, what a new draft is, and a draft in which everything is missing.
pub fn samples() -> Vec<Sample> {
    let of = |form: &'static Form| {
        let sample =
            |kind: &str, draft| Sample { name: format!("{} {kind}", form.template().id), form, draft };
        let blank = Draft {
            schema: form.start().schema,
            id: "blank".parse().unwrap(),
            template: TemplateRef { id: form.template().id.clone(), version: "1".parse().unwrap() },
            ..Draft::default()
        };
        [
            sample("example", form.example().clone()),
            sample("new", form.begin("new".parse().unwrap(), "2026-03-01".parse().ok())),
            sample("blank", blank),
        ]
    };
    library().iter().flat_map(|form| of(form)).collect()
}

/// Assembled and checked, both without a panic.
pub fn derived(draft: &Draft, form: &Form) -> (Document, Vec<Finding>) {
    let document = assemble(draft, form);
    let environment =
        Environment { printable: &is_printable, checks: Checks { release: true, ..Checks::default() } };
    let findings = check(draft, form.template(), &document, &environment);
    (document, findings)
}

/// A field of a draft that holds a single value.
pub struct Field {
    pub path: FieldPath,
    pub kind: LeafKind,
}

/// Every field with a single value, of the agreement and of what its author decided about the text.
pub fn fields(draft: &Draft) -> Vec<Field> {
    let mut found = Vec::new();
    collect(&draft.agreement, &FieldPath::root(), &mut found, &mut Vec::new());
    collect(draft, &FieldPath::root(), &mut found, &mut Vec::new());
    found
}

/// Every list of items, by its path.
pub fn lists(draft: &Draft) -> Vec<FieldPath> {
    let mut found = Vec::new();
    collect(&draft.agreement, &FieldPath::root(), &mut Vec::new(), &mut found);
    found
}

fn collect(node: &dyn Node, path: &FieldPath, fields: &mut Vec<Field>, lists: &mut Vec<FieldPath>) {
    const NOT_CONTENT: [&str; 5] = ["schema", "id", "template", "agreement", "pending"];
    match node.shape() {
        Shape::Leaf(kind) => fields.push(Field { path: path.clone(), kind }),
        Shape::Record(spec) => {
            for field in spec.fields.iter().filter(|f| !NOT_CONTENT.contains(&f.name)) {
                collect(node.child(field.name).unwrap(), &path.join(field.name), fields, lists);
            }
        }
        Shape::List(_) => {
            lists.push(path.clone());
            let list = node.as_list().unwrap();
            for id in list.ids() {
                collect(list.item(&id).unwrap(), &path.join(&id), fields, lists);
            }
        }
    }
}

/// The fields that hold whatever text their author likes; answers only where the question asks for text.
pub fn free_fields(draft: &Draft, form: &Form) -> Vec<Field> {
    let typed = |path: &FieldPath| {
        let mut segments = path.segments();
        segments.next() == Some("answers")
            && segments.next().is_some_and(|id| {
                let question = form.template().questions.iter().find(|q| q.id.as_str() == id);
                question.is_none_or(|q| !matches!(q.kind, QuestionKind::Text | QuestionKind::LongText))
            })
    };
    let free = |f: &Field| matches!(f.kind, LeafKind::Text | LeafKind::Prose | LeafKind::Lines);
    fields(draft).into_iter().filter(|f| free(f) && !typed(&f.path)).collect()
}

/// A text that a field must take as it is.
pub fn put(draft: &mut Draft, path: &FieldPath, text: &str) {
    Edit::set(path.clone(), text).apply_strict(draft).unwrap_or_else(|e| panic!("{path}: {e}"));
}
