//! The outline of a draft's text: records, lists and literals, each with its place in the file.
//!
//! The strict reader goes straight from text to [`Draft`](super::Draft). The outline is for the files it refuses:
//! those of another version, which [`migrate`](super::migrate) changes as a tree, and damaged ones, of which
//! [`salvage`](super::salvage) takes what is left. It knows nothing of types; a literal stays the text it is.

mod brackets;
mod lexer;
mod lines;

pub use brackets::{Outline, Slip, by_brackets};
pub use lines::by_lines;

/// The most values that are followed; a draft at the limit of its size has about 200,000.
const MAX_VALUES: usize = 300_000;

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Byte offset into the text that was read.
    pub at: usize,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Record(Vec<Field>),
    List(Vec<Tree>),
    /// A string with its quotes, a number or a word, as written.
    Literal(String),
}

/// A named value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// Byte offset of the name.
    pub at: usize,
    pub tree: Tree,
}

impl Tree {
    /// The fields, if this is a record.
    pub fn fields_mut(&mut self) -> Option<&mut Vec<Field>> {
        match &mut self.value {
            Value::Record(fields) => Some(fields),
            Value::List(_) | Value::Literal(_) => None,
        }
    }

    /// The literal, as written.
    pub fn literal(&self) -> Option<&str> {
        match &self.value {
            Value::Literal(text) => Some(text),
            Value::Record(_) | Value::List(_) => None,
        }
    }

    /// The value of a record's field.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Record(fields) => fields.iter().find(|f| f.name == name).map(|f| &f.tree),
            Value::List(_) | Value::Literal(_) => None,
        }
    }
}

/// Line and column of a byte offset, both from 1; the column in characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (1 + before.matches('\n').count(), 1 + before.get(start..).unwrap_or("").chars().count())
}
