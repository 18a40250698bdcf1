//! Draft and template assembled into a numbered tree of sections, clauses, blocks and inlines.

pub mod blocks;
mod tree;

pub use tree::*;
