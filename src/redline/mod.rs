//! What differs between two states of a draft: fields first, then the words of their texts.
//!
//! [`Redline`] is the whole of it, and every output renders it.

mod align;
mod back;
mod blocks;
mod clauses;
mod contents;
mod diff;
mod documents;
#[cfg(test)]
mod documents_tests;
mod fields;
mod inlines;
mod json;
mod marked;
mod meaning;
mod names;
mod order;
mod paper;
mod paper_fields;
mod parts;
mod plain;
mod report;
mod said;
mod sketch;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod units;
mod whole;
mod words;

pub use back::take_back;
pub use documents::documents;
pub use fields::{ChangeKind, FieldChange, fields};
pub use json::{SHAPE, to_json};
pub use meaning::{Favours, explained};
pub use names::{changed_names, changed_words};
pub use report::to_text;
pub use tree::*;
pub use whole::{Counts, Version};
pub use words::{Piece, Run, words};
