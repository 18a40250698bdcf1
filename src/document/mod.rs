//! Draft and template assembled into a numbered tree of sections, clauses, blocks and inlines.

mod tree;

pub use tree::*;
