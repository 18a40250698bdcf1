//! Draft and template assembled into a numbered tree of sections, clauses, blocks and inlines.

mod assemble;
#[cfg(test)]
mod assemble_tests;
pub mod blocks;
mod fill;
mod kept;
mod labels;
pub mod marked;
mod memo;
mod meta;
mod number;
mod pieces;
mod plain;
mod problem;
mod reads;
mod render;
mod select;
mod sourced;
mod terms;
mod tree;

pub use assemble::{assemble, assemble_again};
pub use fill::{filled_in, text_of};
pub use memo::Memo;
pub use plain::{Place, canonical_text, plain, walk, walk_clause, walk_front};
pub use problem::{TextProblem, TextProblemKind};
pub use sourced::{Atom, Sourced, clause_source, sourced};
pub use terms::Terms;
pub use tree::*;
