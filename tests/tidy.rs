//! The house rules of `src/lib.rs`, checked against the sources themselves.
//!
//! Every rule is a function from source text to violations, so each stands here twice: once held against
//! the repository, and once against a small text that breaks it, because a check that cannot fail is no check.

#[cfg(test)]
#[path = "tidy/colours.rs"]
mod colours;
#[cfg(test)]
#[path = "tidy/lexer.rs"]
mod lexer;
#[cfg(test)]
#[path = "tidy/lints.rs"]
mod lints;
#[cfg(test)]
#[path = "tidy/names.rs"]
mod names;
#[cfg(test)]
#[path = "tidy/purity.rs"]
mod purity;
#[cfg(test)]
#[path = "tidy/repository.rs"]
mod repository;
#[cfg(test)]
#[path = "tidy/rooms.rs"]
mod rooms;
#[cfg(test)]
#[path = "tidy/sizes.rs"]
mod sizes;
#[cfg(test)]
#[path = "tidy/source.rs"]
mod source;
#[cfg(test)]
#[path = "tidy/templates.rs"]
mod templates;
#[cfg(test)]
#[path = "tidy/unfinished.rs"]
mod unfinished;
#[cfg(test)]
#[path = "tidy/words.rs"]
mod words;
