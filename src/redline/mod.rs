//! What differs between two states of a draft: fields first, then the words of long texts.

mod clauses;
mod contents;
mod fields;
mod meaning;
mod names;
mod order;
#[cfg(test)]
mod tests;
mod words;

pub use fields::{ChangeKind, FieldChange, fields};
pub use meaning::{Favours, explained};
pub use names::{changed_names, changed_words};
pub use words::{Piece, Run, words};
