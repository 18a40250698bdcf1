//! Defined terms in alphabetical order, each with the anchor that links lead to.

use super::Context;
use super::at::At;
use crate::agreement::{Definition, Origin};
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let definitions = &cx.draft.agreement.definitions;
    let mut items: Vec<_> = At::top(cx).items("definitions", definitions).collect();
    if items.is_empty() {
        return At::top(cx).required("definitions");
    }
    items.sort_by_key(|(d, _)| (d.term.to_lowercase(), d.id.clone()));
    items.iter().flat_map(|(definition, at)| entry(definition, at)).collect()
}

/// "**Term** (also “Terms”) means ...", in paragraphs.
fn entry(definition: &Definition, at: &At<'_>) -> Vec<Block> {
    let mut head = vec![term(definition, at)];
    let forms: Vec<_> =
        at.lines("forms").into_iter().map(|form| [text("“"), form, text("”")].concat()).collect();
    if !forms.is_empty() {
        head.extend([text(" (also "), super::at::series(forms), text(")")].concat());
    }
    let mut meaning = at.paragraphs("meaning").into_iter();
    if definition.origin == Origin::Imported && !at.has("meaning") {
        head.extend(text(" has the meaning given to it in the parent agreement."));
        return vec![Block::Paragraph(head)];
    }
    head.extend(text(" means "));
    head.extend(meaning.next().unwrap_or_default());
    let mut paragraphs = vec![head];
    paragraphs.extend(meaning);
    paragraphs.into_iter().map(|p| Block::Paragraph(super::at::stopped(p))).collect()
}

fn term(definition: &Definition, at: &At<'_>) -> Inline {
    let name = super::prose::tidy(&definition.term);
    if name.is_empty() {
        return at.missing("term");
    }
    let anchor = term_anchor(&definition.id);
    Inline::TermDef { anchor, text: name, path: Some(at.field_path("term")) }
}

/// Where links to the definition with this id lead.
pub fn term_anchor(id: &str) -> String {
    format!("term-{id}")
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}
