//! Questions: answerable, shown in the form, and used.

use super::Faults;
use crate::template::{Compiled, Placeholder, Question, QuestionKind};
use std::collections::HashSet;

pub(super) fn check(template: &Compiled, faults: &mut Faults) {
    let mut ids = HashSet::new();
    for question in &template.questions {
        let place = format!("question {}", question.id);
        if question.id.is_empty() || !ids.insert(question.id.as_str()) {
            faults.add(&place, "its id is empty or taken; choose another");
        }
        if question.label.trim().is_empty() || question.help.trim().is_empty() {
            faults.add(&place, "it needs a label and a help text");
        }
        if question.label.trim().ends_with('?') && question.blank.trim().is_empty() {
            faults.add(&place, "a question needs a short name for the blank that it leaves in the text");
        }
        if let Err(error) = question.check(&question.default) {
            faults.add(&place, format!("the default is no answer. {error}"));
        }
        choices(question, &place, faults);
    }
    shown(template, faults);
    used(template, faults);
}

fn choices(question: &Question, place: &str, faults: &mut Faults) {
    let QuestionKind::Choice(values) = &question.kind else { return };
    let mut seen = HashSet::new();
    for (name, label) in values {
        if name.trim().is_empty() || label.trim().is_empty() || !seen.insert(name) {
            faults.add(place, format!("the choice “{name}” has no label, no name, or stands there twice"));
        }
    }
    if values.len() < 2 {
        faults.add(place, "a choice needs at least two values");
    }
}

fn shown(template: &Compiled, faults: &mut Faults) {
    let mut shown = HashSet::new();
    for section in &template.sections {
        for id in &section.questions {
            let place = super::in_section(section);
            if !template.questions.iter().any(|q| q.id == *id) {
                faults.add(&place, format!("the template has no question “{id}”; correct the id"));
            } else if !shown.insert(id.as_str()) {
                faults.add(&place, format!("the question “{id}” is asked a second time; ask it once"));
            }
        }
    }
    for question in template.questions.iter().filter(|q| !shown.contains(q.id.as_str())) {
        faults
            .add(format!("question {}", question.id), "no section asks it; name it in a section’s questions");
    }
}

fn used(template: &Compiled, faults: &mut Faults) {
    let mut used = HashSet::new();
    for section in &template.sections {
        let conditions = section.clauses.iter().filter_map(|c| c.when.as_ref()).chain(&section.when);
        used.extend(conditions.flat_map(|w| w.paths()).map(str::to_owned));
        for clause in &section.clauses {
            for (_, markup) in template.texts_of(section, clause) {
                used.extend(markup.placeholders().into_iter().filter_map(|p| match p {
                    Placeholder::Value { path, .. } => Some(path.clone()),
                    Placeholder::Ref { .. } => None,
                }));
            }
        }
    }
    for question in &template.questions {
        let path = format!("answers.{}", question.id);
        if !used.contains(&path) && !used.contains(&format!("{path}.value")) {
            faults.add(
                format!("question {}", question.id),
                "no text and no condition uses the answer; use it or drop the question",
            );
        }
    }
}
