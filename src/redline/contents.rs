//! One of the two drafts: how its values and items are called and shown.

use crate::draft::Draft;
use crate::template::{Question, Template, print};
use crate::value::{FieldPath, LeafKind, Node, RecordSpec, Shape, capitalised};
use std::collections::HashMap;

pub(super) struct Side<'a> {
    pub draft: &'a Draft,
    template: &'a Template,
    typed: HashMap<&'a str, &'a str>,
}

impl<'a> Side<'a> {
    pub fn of(draft: &'a Draft, template: &'a Template) -> Self {
        let typed = draft.pending.iter().map(|p| (p.path.as_str(), p.text.as_str())).collect();
        Self { draft, template, typed }
    }

    /// What was typed into a field that is not a value yet.
    pub fn typed(&self, path: &FieldPath) -> Option<&'a str> {
        self.typed.get(path.as_str()).copied()
    }

    /// A value as it is shown; `text` is its canonical text.
    pub fn shown(&self, path: &FieldPath, kind: LeafKind, text: &str, refers: Option<&str>) -> String {
        match self.typed(path) {
            Some(typed) => not_a_value(typed),
            // Each entry on a line of its own, as it is edited.
            None if kind == LeafKind::Lines => text.to_owned(),
            None if refers == Some("sections") => self.section(text),
            None if refers == Some("clauses") => self.clause(text),
            None => print::leaf(kind, text, refers, &self.draft.agreement),
        }
    }

    /// A section of the form by its title.
    fn section(&self, id: &str) -> String {
        let section = self.template.sections.iter().find(|s| s.id.as_str() == id);
        section.map_or_else(|| id.to_owned(), |s| s.title.clone())
    }

    /// A clause of the form by its title; without one it is known by its section's.
    fn clause(&self, key: &str) -> String {
        let Some((section, clause)) = self.template.clause(key) else { return key.to_owned() };
        let title = if clause.title.is_empty() { &section.title } else { &clause.title };
        format!("“{title}”")
    }

    pub fn answer(&self, id: &str, path: &FieldPath, question: Option<&Question>) -> String {
        if let Some(typed) = self.typed(path) {
            return not_a_value(typed);
        }
        let agreement = &self.draft.agreement;
        let Some(answer) = agreement.answer(id) else { return String::new() };
        let printed = question.and_then(|q| q.print(answer, None, agreement));
        printed.unwrap_or_else(|| answer.to_string())
    }

    /// What an item of a list is called: by its name, by what it refers to, or by its place.
    pub fn name(&self, item: &dyn Node, spec: &RecordSpec, at: usize) -> String {
        self.draft.agreement.name_of(item).unwrap_or_else(|| format!("{} {}", capitalised(spec.noun), at + 1))
    }
}

fn not_a_value(typed: &str) -> String {
    format!("“{typed}” (not a value yet)")
}

/// Everything that an item holds, a line a field: "Target: 99.95".
pub(super) fn contents(side: &Side<'_>, item: &dyn Node, path: &FieldPath) -> String {
    let mut lines = Vec::new();
    collect(side, item, path, "", &mut lines);
    lines.join("\n")
}

fn collect(side: &Side<'_>, node: &dyn Node, path: &FieldPath, above: &str, lines: &mut Vec<String>) {
    let below = |name: &str| if above.is_empty() { name.to_owned() } else { format!("{above} › {name}") };
    match node.shape() {
        Shape::Leaf(_) => {}
        Shape::Record(spec) => {
            for field in spec.fields {
                let Some(child) = node.child(field.name) else { continue };
                let here = path.join(field.name);
                match field.shape() {
                    Shape::Leaf(LeafKind::Id) => {}
                    Shape::Leaf(kind) => {
                        let shown = side.shown(&here, kind, &child.text(), field.refers);
                        if !shown.trim().is_empty() {
                            lines.push(format!("{}: {shown}", below(field.label)));
                        }
                    }
                    Shape::Record(_) | Shape::List(_) => {
                        collect(side, child, &here, &below(field.label), lines);
                    }
                }
            }
        }
        Shape::List(spec) => {
            for (at, (id, item)) in super::fields::items(node).into_iter().enumerate() {
                let name = side.name(item, spec, at);
                collect(side, item, &path.join(&id), &below(&name), lines);
            }
        }
    }
}
