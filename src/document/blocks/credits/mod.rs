//! Service credits: what a miss costs, on which terms, and what repeated failure and better performance lead to.

mod bands;
mod bonus;
mod methods;
mod repeated;
mod tables;
mod terms;
mod worked;

pub(super) use bonus::blocks as bonuses;
pub(super) use repeated::{chronic, earn_back};
pub(super) use tables::blocks as tables;
pub(super) use terms::blocks as terms;
pub(super) use worked::blocks as worked_examples;
