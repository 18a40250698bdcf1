//! Clausewright: a desktop editor for service level agreements.
//!
//! Data flows one way; a room imports only from rooms below it:
//!
//! ```text
//!  editor   cli                     the two faces (egui only in editor, clap only in cli)
//!     session                       open drafts: revision, undo history, derived findings and document
//!  export   redline   store         document -> bytes | two drafts -> changes | drafts <-> disk
//!     check                         findings with codes, places and fixes
//!     document                      draft + template -> numbered tree of sections, clauses, blocks, inlines
//!  template   settlement            forms of agreement | exact arithmetic
//!     draft                         the saved file: schema version, migrations, RON <-> bytes
//!     agreement                     what the parties agree: plain typed data
//!     value                         exact values and the reflection that every form, path and check uses
//! ```
//!
//! Invariants, checked by `tests/tidy.rs`:
//! 1. `value agreement draft template settlement document check redline export` are pure: no egui, no file
//!    system, no threads, no clock. Time, fonts and randomness come in as arguments.
//! 2. They never panic on a draft that loads.
//! 3. A user's text never passes through a markup parser or a format string of another language.
//! 4. Every number that decides something is an integer, a decimal or a rational.
//! 5. One `Document` feeds the preview and every export; numbering and references are computed.
//! 6. Only `session` changes an open draft, and only if something really changed.
//! 7. Everything a user can do is a `Command`; no two shortcuts clash.
//! 8. Every rule has a code, a doc page, a fixture that fails and one that passes.
//! 9. Same input, same bytes.
//! 10. Files stay small.

pub mod agreement;
pub mod check;
pub mod cli;
pub mod document;
pub mod draft;
pub mod editor;
pub mod export;
pub mod redline;
pub mod session;
pub mod settlement;
pub mod store;
pub mod template;
pub mod value;
