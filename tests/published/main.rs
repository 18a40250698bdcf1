//! Service level agreements that others have published, entered as an account manager would type them: facts and our own
//! words, sources in the notes of each draft. What the program must find in them, and must leave alone, is not for us to
//! say: `facts.json` holds the published tables with their comparison signs, and the catalogue's findings for each text.
//!
//! `README.md` beside this file says what of each agreement fits the model and what does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod entered;
mod examples;
mod facts;
mod figures;
mod findings;
mod settled;
mod tables;
