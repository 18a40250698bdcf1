//! The first questions: each asks for a single value that the form shows too, and none for the same one twice.

use super::Faults;
use crate::draft::Draft;
use crate::template::{Compiled, section_of};
use crate::value::{FieldPath, Shape};
use std::collections::HashSet;

pub(super) fn check(template: &Compiled, start: &Draft, faults: &mut Faults) {
    let (mut steps, mut asked) = (HashSet::new(), HashSet::new());
    for step in &template.interview {
        let place = format!("interview, step {}", step.id);
        if step.id.is_empty() || !steps.insert(step.id.as_str()) {
            faults.add(&place, "its id is empty or taken; choose another");
        }
        if step.title.trim().is_empty() || step.purpose.trim().is_empty() {
            faults.add(&place, "it needs a title and a purpose");
        }
        if step.paths().next().is_none() {
            faults.add(&place, "it asks for nothing; name its fields, or leave the step out");
        }
        for path in step.paths() {
            if !asked.insert(path.clone()) {
                faults.add(&place, format!("“{path}” is asked for a second time; ask for it once"));
            } else if !is_single(template, start, &path) {
                faults.add(
                    &place,
                    format!("“{path}” is no single field of the draft that agreements start with"),
                );
            } else if section_of(template, &|_| None, &path).is_none() {
                faults.add(&place, format!("“{path}” is asked for, but no section shows it"));
            }
        }
    }
}

/// Whether a single value stands there, or a question is answered there.
fn is_single(template: &Compiled, start: &Draft, path: &FieldPath) -> bool {
    if let ["answers", id, "value"] = path.segments().collect::<Vec<_>>().as_slice() {
        return template.questions.iter().any(|q| q.id.as_str() == *id);
    }
    start.node(path).is_some_and(|node| matches!(node.shape(), Shape::Leaf(_)))
}
