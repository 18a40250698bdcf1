//! Attacks on everything that reads what somebody else may have written: damaged, cut off, made up.
//!
//! No input may panic, take longer than a second, or change what it says between reading and writing. The targets are
//! those of `fuzz/`; here they meet a fixed set of mutations of the sample files, and files made to be bad. The bounds on
//! memory are held by `tests/memory.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bombs;
mod clock;
mod corpus;
mod explode;
mod flips;
mod limits;
mod mutate;
mod targets;
