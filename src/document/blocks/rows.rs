//! Key values in the making.

use super::at::At;
use crate::document::{Block, Inline, KeyValue};

#[derive(Default)]
pub(super) struct Rows(Vec<KeyValue>);

impl Rows {
    pub fn new() -> Self {
        Self::default()
    }

    /// Left out when there is nothing to say.
    pub fn add(mut self, key: &str, value: Vec<Inline>) -> Self {
        if !value.is_empty() {
            self.0.push(KeyValue { key: key.to_owned(), value });
        }
        self
    }

    /// The field as it stands.
    pub fn field(self, at: &At<'_>, key: &str, field: &str) -> Self {
        self.add(key, at.begin(field))
    }

    /// A sentence that hangs on `field`: said when the field is filled or required.
    pub fn say(self, at: &At<'_>, key: &str, field: &str, pattern: &str) -> Self {
        if at.shows(field) { self.add(key, at.say(pattern)) } else { self }
    }

    /// One of two sentences for yes and no.
    pub fn yes_no(self, at: &At<'_>, key: &str, field: &str, yes: &str, no: &str) -> Self {
        let value = at.yes_no(field, yes, no);
        self.add(key, value)
    }

    pub fn blocks(self) -> Vec<Block> {
        if self.0.is_empty() { Vec::new() } else { vec![Block::KeyValues(self.0)] }
    }
}
