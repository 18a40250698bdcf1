//! Whoever clicks a value on the page arrives at the field that says it.

use clausewright::document::{Inline, assemble, walk};
use clausewright::draft::Draft;
use clausewright::template::{Form, library, print};
use clausewright::value::{FieldPath, LeafKind, Record, Shape};

/// The field's words as they are shown or typed, without regard to spaces and capitals.
fn shown(draft: &Draft, form: &Form, path: &FieldPath) -> Option<(Option<LeafKind>, String)> {
    let segments: Vec<&str> = path.segments().collect();
    if let ["answers", id, ..] = segments.as_slice() {
        let question = form.template().questions.iter().find(|q| q.id.as_str() == *id)?;
        let answer = draft.agreement.answer(id).map(ToString::to_string).unwrap_or_default();
        let printed = question.print(&answer, None, &draft.agreement).unwrap_or_default();
        return Some((Some(question.kind.leaf_kind()), format!("{answer} {printed}")));
    }
    let node = draft.node(path)?;
    let Shape::Leaf(kind) = node.shape() else { return Some((None, String::new())) };
    let refers = spec_of(path).and_then(|spec| spec.refers);
    let long = print::leaf_long(kind, &node.text(), refers, &draft.agreement);
    Some((Some(kind), format!("{} {} {long}", node.text(), node.printed())))
}

fn spec_of(path: &FieldPath) -> Option<&'static clausewright::value::FieldSpec> {
    let mut record = clausewright::agreement::Agreement::SPEC;
    let mut found = None;
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        let spec = record.field(segment)?;
        found = Some(spec);
        match spec.shape() {
            Shape::Leaf(_) => {}
            Shape::Record(inner) => record = inner,
            Shape::List(inner) => {
                record = inner;
                segments.next()?;
            }
        }
    }
    found
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Printed words that are not the field's own, and why they lead there all the same.
const OTHER_WORDS: &[(&str, &str)] = &[];

#[test]
fn every_printed_value_leads_to_the_field_that_says_it() {
    let mut wrong: Vec<String> = Vec::new();
    for form in library() {
        let draft = form.example();
        walk(&assemble(draft, form), |place, inline| {
            let Inline::Value { path, text } = inline else { return };
            let clause = place.clause.map_or("", |c| c.id.as_str());
            let Some((kind, says)) = shown(draft, form, path) else {
                return wrong.push(format!("{clause}: {path} is no field: {text}"));
            };
            let words = folded(text);
            if folded(&says).contains(&words) || words.chars().all(|c| !c.is_alphanumeric()) {
                return;
            }
            // Sentences of ours say what was chosen.
            if matches!(kind, Some(LeafKind::Choice(_) | LeafKind::YesNo)) {
                return;
            }
            let known = OTHER_WORDS.iter().any(|(end, _)| path.as_str().ends_with(end));
            if !known {
                wrong.push(format!("{clause}: {path} ({kind:?}) says {says:?}, printed {text:?}"));
            }
        });
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
