//! Whoever clicks a value on the page arrives at the field that says it.

use clausewright::document::{Inline, assemble, walk};
use clausewright::draft::Draft;
use clausewright::template::{Form, library, print};
use clausewright::value::{FieldPath, LeafKind, Record, Shape};

/// The kind of a field, its value as it is saved, and all the words in which it is shown or typed.
fn shown(draft: &Draft, form: &Form, path: &FieldPath) -> Option<(Option<LeafKind>, String, String)> {
    let segments: Vec<&str> = path.segments().collect();
    if let ["answers", id, ..] = segments.as_slice() {
        let question = form.template().questions.iter().find(|q| q.id.as_str() == *id)?;
        let answer = draft.agreement.answer(id).map(ToString::to_string).unwrap_or_default();
        let printed = question.print(&answer, None, &draft.agreement).unwrap_or_default();
        return Some((Some(question.kind.leaf_kind()), answer.clone(), format!("{answer} {printed}")));
    }
    let node = draft.node(path)?;
    let Shape::Leaf(kind) = node.shape() else { return Some((None, String::new(), String::new())) };
    let refers = spec_of(path).and_then(|spec| spec.refers);
    let long = print::leaf_long(kind, &node.text(), refers, &draft.agreement);
    Some((Some(kind), node.text(), format!("{} {} {long}", node.text(), node.printed())))
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

/// Fields whose printed words are not their own, and why a click on those leads there all the same. `*` is any item.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("term.length", "the last day follows from it"),
    ("metrics.*.target", "the minutes and the numbers of cases that it means"),
    ("metrics.*.exclusions", "the name of the metric, beside what is excused for it"),
    ("metrics.*.decimals", "how values are rounded, in a sentence"),
    ("credits.schedules.*.tiers.*.from", "the minutes that it means, and as many decimals as its neighbours"),
    ("credits.schedules.*.tiers.*.to", "the minutes that it means, and as many decimals as its neighbours"),
    ("credits.schedules.*.metric", "worked examples, computed from the whole schedule"),
    ("bonuses.*.metric", "worked examples, computed from the whole bonus"),
    ("credits.period_cap", "in which order the caps apply, and what it comes to in a worked example"),
    ("credits.claim_within", "the last day for a claim in a worked example"),
    ("services.*.dependencies", "the availability that they have together"),
    ("priorities", "the names of the highest of them"),
    ("calendars.*.hours", "the week in a few words"),
    ("calendars.*.holiday_region", "our words around it"),
    ("policies.*.value", "nought is printed as none"),
];

fn fits(pattern: &str, path: &FieldPath) -> bool {
    let wanted: Vec<&str> = pattern.split('.').collect();
    let segments: Vec<&str> = path.segments().collect();
    wanted.len() == segments.len() && wanted.iter().zip(&segments).all(|(w, s)| *w == "*" || w == s)
}

#[test]
fn every_printed_value_leads_to_the_field_that_says_it() {
    let mut wrong: Vec<String> = Vec::new();
    let mut used = vec![false; OTHER_WORDS.len()];
    let mut seen = 0;
    for form in library() {
        let draft = form.example();
        walk(&assemble(draft, form), |place, inline| {
            let Inline::Value { path, text } = inline else { return };
            seen += 1;
            let clause = place.clause.map_or("", |c| c.id.as_str());
            let Some((kind, own, says)) = shown(draft, form, path) else {
                return wrong.push(format!("{clause}: {path} is no field: {text}"));
            };
            let words = folded(text);
            // "95th percentile", "99.9 % (Server availability)".
            let holds = !own.trim().is_empty() && words.contains(&folded(&own));
            if holds || folded(&says).contains(&words) || words.chars().all(|c| !c.is_alphanumeric()) {
                return;
            }
            // Sentences of ours say what was chosen.
            if matches!(kind, Some(LeafKind::Choice(_) | LeafKind::YesNo)) {
                return;
            }
            match OTHER_WORDS.iter().position(|(pattern, _)| fits(pattern, path)) {
                Some(at) => used[at] = true,
                None => {
                    wrong.push(format!("{clause}: {path} ({kind:?}) says {says:?}, printed {text:?}"));
                }
            }
        });
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
    let idle: Vec<&str> =
        OTHER_WORDS.iter().zip(used).filter(|(_, used)| !used).map(|((p, _), _)| *p).collect();
    assert!(idle.is_empty() && seen > 3000, "{idle:?} are no exceptions; {seen} values");
}
