//! Proposals that bind: each stands in the draft that agreements start with, or in a clause, and is shown by a section.

use super::Faults;
use crate::draft::Draft;
use crate::template::{Compiled, section_of};
use crate::value::{FieldPath, Node};
use std::collections::HashSet;

pub(super) fn check(template: &Compiled, start: &Draft, faults: &mut Faults) {
    let mut ids: HashSet<&str> = template.sections.iter().map(|s| s.id.as_str()).collect();
    for binding in &template.bindings {
        let place = format!("binding {}", binding.id);
        if binding.id.is_empty() || !ids.insert(&binding.id) {
            faults.add(&place, "its id is empty, taken, or that of a section; choose another");
        }
        if binding.says.trim().is_empty() {
            faults.add(&place, "it needs a sentence that says what it means");
        }
        if let Err(message) = stands(template, start, &binding.path, &binding.place()) {
            faults.add(&place, message);
        }
    }
}

fn stands(template: &Compiled, start: &Draft, written: &str, path: &FieldPath) -> Result<(), String> {
    if let Some(key) = written.strip_prefix("clauses.") {
        let clauses = template.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        let found = clauses.into_iter().find(|(s, c)| s.clause_key(c) == key);
        return match found {
            Some((_, clause)) if clause.starts_included() => Ok(()),
            Some(_) => Err(format!("“{written}” starts left out, so it binds nobody")),
            None => Err(format!("“{written}” is no clause; write clauses.SECTION-CLAUSE")),
        };
    }
    if start.node(path).is_none_or(Node::is_blank) && default_of(template, written).is_none() {
        return Err(format!("“{written}” says nothing in the draft that agreements start with"));
    }
    match section_of(template, &|_| None, path) {
        Some(_) => Ok(()),
        None => Err(format!("no section shows “{written}”")),
    }
}

/// What a question proposes by itself.
fn default_of<'a>(template: &'a Compiled, written: &str) -> Option<&'a str> {
    let id = written.strip_prefix("answers.")?;
    let question = template.questions.iter().find(|q| q.id.as_str() == id)?;
    Some(question.default.as_str()).filter(|text| !text.is_empty())
}
