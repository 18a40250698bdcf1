//! Answers as text to be read, not as codes to be typed.

use super::words;
use crate::agreement::queries::label_of;
use crate::draft::Draft;
use crate::template::{Question, QuestionKind};
use crate::value::{FieldPath, Leaf, LeafKind, Node, Refs, capitalised, printed, quoted};

/// What a single field says; empty when nothing was entered.
pub fn of_field(
    draft: &Draft,
    path: &FieldPath,
    node: &dyn Node,
    kind: LeafKind,
    refers: Option<&str>,
) -> String {
    if let Some(typed) = draft.pending_at(path) {
        return pending(typed);
    }
    if node.is_blank() {
        return String::new();
    }
    match kind {
        LeafKind::Ref | LeafKind::Refs => names(draft, refers.unwrap_or_default(), &node.text()),
        LeafKind::YesNo | LeafKind::Choice(_) => capitalised(&node.printed()),
        _ => node.printed(),
    }
}

/// What the answer to a question of the form says.
pub fn of_answer(draft: &Draft, question: &Question) -> String {
    let path = FieldPath::new(format!("answers.{}.value", question.id));
    if let Some(typed) = draft.pending_at(&path) {
        return pending(typed);
    }
    let text = draft.text(&path);
    if text.is_empty() {
        return text;
    }
    match &question.kind {
        QuestionKind::Choice(pairs) => {
            let label = pairs.iter().find(|(name, _)| *name == text).map(|(_, label)| label);
            label.map_or(text, |label| capitalised(label))
        }
        QuestionKind::YesNo => capitalised(&text),
        QuestionKind::Party => names(draft, "parties", &text),
        QuestionKind::Percent => printed(LeafKind::Percent, &text),
        QuestionKind::Money => printed(LeafKind::Money, &text),
        QuestionKind::Duration => printed(LeafKind::Duration, &text),
        QuestionKind::Date => printed(LeafKind::Date, &text),
        QuestionKind::Integer => printed(LeafKind::Whole, &text),
        QuestionKind::Text | QuestionKind::LongText | QuestionKind::Time => text,
    }
}

fn pending(typed: &str) -> String {
    format!("{} ({})", quoted(typed), words::NOT_A_VALUE)
}

/// The names of the items that these ids stand for.
fn names(draft: &Draft, list: &str, ids: &str) -> String {
    let list = FieldPath::new(list);
    let named = |id: &str| draft.node(&list.join(id)).and_then(label_of).unwrap_or_else(|| id.to_owned());
    let refs = <Refs as Leaf>::parse(ids).unwrap_or_default();
    refs.iter().map(named).collect::<Vec<_>>().join(", ")
}
