//! Blocks made from the agreement's data: tables, key values and sentences, one file a block or tight family.
//!
//! What a user entered is printed as [`Inline::Value`] with the path of its field. A required value that is not there
//! is an [`Inline::Missing`]; anything else that is not there leaves its row, sentence or column out.

mod at;
mod definitions;
mod grid;
mod prose;
mod responsibilities;
mod rows;
#[cfg(test)]
mod sample;

pub use definitions::term_anchor;

use super::{Block, Inline};
use crate::draft::Draft;
use crate::template::Generated;

/// What the blocks are made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub draft: &'a Draft,
    /// Turns one line of a user's text into [`Inline::Text`] and, for the defined terms in it, [`Inline::TermRef`]
    /// without a path. The blocks make the texts values and add the path, so that every piece leads to its field.
    pub mark: &'a dyn Fn(&str) -> Vec<Inline>,
}

impl<'a> Context<'a> {
    /// Without links to defined terms.
    pub fn plain(draft: &'a Draft) -> Self {
        Self { draft, mark: &|text| vec![Inline::Text(text.to_owned())] }
    }
}

/// The blocks of one kind; none where the agreement says nothing about it.
pub fn generate(kind: Generated, cx: &Context<'_>) -> Vec<Block> {
    match kind {
        Generated::Definitions => definitions::blocks(cx),
        Generated::Responsibilities(owner) => responsibilities::blocks(cx, owner),
        _ => Vec::new(),
    }
}
