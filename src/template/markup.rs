//! Clause text, parsed: paragraphs, lists, emphasis and placeholders, nothing else.

use super::{Placeholder, PlaceholderError};

/// A parsed text. Whatever could not be understood stands in it literally and is listed in `problems`; no text is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    pub blocks: Vec<MarkupBlock>,
    pub problems: Vec<MarkupProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkupBlock {
    Paragraph(Vec<Span>),
    /// Each item is a run of blocks.
    List {
        ordered: bool,
        items: Vec<Vec<MarkupBlock>>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    Text(String),
    Strong(Vec<Span>),
    Emphasis(Vec<Span>),
    Place(Placeholder),
    Break,
}

/// Something in a text that the format does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct MarkupProblem {
    /// Line of the text, from 1.
    pub line: usize,
    pub what: MarkupFault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkupFault {
    #[error(transparent)]
    Placeholder(#[from] PlaceholderError),
    #[error("{0} has no place in a clause text; use paragraphs, *emphasis*, **strong** and lists")]
    Unsupported(&'static str),
    /// Printed as it stands; only an author of templates is told.
    #[error("{0} has no place in a clause text and would print as it stands; use *emphasis* or **strong**")]
    Literal(&'static str),
    #[error("lists nest at most three levels deep; split the clause")]
    TooDeep,
    #[error("the numbered list does not begin with 1; numbering is computed, so let it begin with 1.")]
    ListStart,
}

impl Markup {
    /// Every placeholder, in the order of the text.
    pub fn placeholders(&self) -> Vec<&Placeholder> {
        let mut found = Vec::new();
        self.blocks.iter().for_each(|b| in_block(b, &mut found));
        found
    }
}

fn in_block<'a>(block: &'a MarkupBlock, found: &mut Vec<&'a Placeholder>) {
    match block {
        MarkupBlock::Paragraph(spans) => spans.iter().for_each(|s| in_span(s, found)),
        MarkupBlock::List { items, .. } => items.iter().flatten().for_each(|b| in_block(b, found)),
    }
}

fn in_span<'a>(span: &'a Span, found: &mut Vec<&'a Placeholder>) {
    match span {
        Span::Place(place) => found.push(place),
        Span::Strong(inner) | Span::Emphasis(inner) => inner.iter().for_each(|s| in_span(s, found)),
        Span::Text(_) | Span::Break => {}
    }
}
