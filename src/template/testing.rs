//! A small form for the tests of this room and of those above it: a bit of everything, in few words.

use super::{Compiled, Form, read_template};
use crate::draft::{Draft, from_ron};

pub const TEMPLATE: &str = include_str!("testdata/small.template.ron");
pub const START: &str = include_str!("testdata/small.start.ron");

pub fn template() -> Compiled {
    Compiled::new(read_template(TEMPLATE.as_bytes()).unwrap_or_else(|e| panic!("{e}")))
}

pub fn start() -> Draft {
    from_ron(START.as_bytes()).unwrap_or_else(|e| panic!("{e}"))
}

/// The form; its example is its start draft.
pub fn form() -> Form {
    Form::read(TEMPLATE.as_bytes(), START.as_bytes(), START.as_bytes()).unwrap_or_else(|e| panic!("{e}"))
}

/// The form with the template changed by replacing a piece of its file.
pub fn changed(from: &str, to: &str) -> Compiled {
    assert!(TEMPLATE.contains(from), "the small template has no {from}");
    Compiled::new(read_template(TEMPLATE.replacen(from, to, 1).as_bytes()).unwrap_or_else(|e| panic!("{e}")))
}
