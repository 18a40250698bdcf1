//! Forms of agreement: data, placeholder grammar, conditions, load-time checking, the bundled library.

mod compiled;
mod computed;
mod facts;
mod form;
mod markup;
mod model;
mod parse;
mod placeholder;
pub mod print;
mod protect;
mod question;
mod when;

pub use compiled::{Compiled, Wording};
pub use computed::{Computed, notice_by, term_end};
pub use facts::{COMPUTED, Fact, Facts, PARTY_ROOTS, UnknownFact};
pub use form::{Form, find, library};
pub use markup::{Markup, MarkupBlock, MarkupFault, MarkupProblem, Span};
pub use model::*;
pub use parse::parse;
pub use placeholder::{Filter, Placeholder, PlaceholderError};
