//! Forms of agreement: data, placeholder grammar, conditions, load-time checking, the bundled library.

mod binding;
pub mod check;
mod compiled;
mod computed;
mod conditional;
mod facts;
mod form;
mod left_out;
mod library;
mod logic;
mod markup;
mod model;
mod order;
mod parse;
#[cfg(test)]
mod parse_tests;
mod parts;
mod place;
mod placeholder;
pub mod print;
mod proposed;
mod protect;
mod question;
mod read;
mod simple;
mod source;
mod stated;
#[cfg(test)]
pub mod testing;
mod vocabulary;
mod when;

pub use binding::{Binding, Effect};
pub use check::Fault;
use compiled::is_reserved_section;
pub use compiled::{Compiled, FURTHER_PROVISIONS, Wording};
pub use computed::{Computed, notice_by, term_end};
pub use conditional::{Varied, text_in};
pub use facts::{COMPUTED, Fact, Facts, PARTY_ROOTS, UnknownFact};
pub use form::Form;
pub use library::{find, first_name_of, library};
pub use markup::{Markup, MarkupBlock, MarkupFault, MarkupProblem, Span};
pub use model::*;
pub use order::{Standing, in_order};
pub use parse::parse;
pub use parts::parts;
pub use place::section_of;
pub use placeholder::{Filter, Placeholder, PlaceholderError};
pub use proposed::{KEPT, keep_as_proposed};
pub use read::{FormError, read_template};
pub use source::{Listed, Passage, source_of};
pub use vocabulary::Word;
