//! Metrics: the table of promises and the full card of each.

mod card;
mod corner_cases;
pub(super) mod downtime;
mod summary;
pub(super) mod target;

pub(super) use card::blocks as cards;
pub(in crate::document) use card::of_one as card;
pub(super) use summary::blocks as summary;
