//! Forms of agreement: data, placeholder grammar, conditions, load-time checking, the bundled library.

mod model;

pub use model::*;
