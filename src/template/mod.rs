//! Forms of agreement: data, placeholder grammar, conditions, load-time checking, the bundled library.

mod form;
mod model;

pub use form::{Form, find, library};
pub use model::*;
