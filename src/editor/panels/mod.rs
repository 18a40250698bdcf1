//! The parts of the main screen and the start screen.

pub mod bindings;
pub mod changes;
pub mod clauses;
pub mod compare;
pub mod coverage;
pub mod drop;
pub mod earlier;
pub mod finder;
pub mod form;
pub mod headings;
pub mod interview;
pub mod menu;
pub mod notice;
pub mod outline;
pub mod pages;
pub mod problems;
pub mod recovered;
pub mod review;
pub mod start;
pub mod status;
pub mod tabs;
pub mod terms;
pub mod toolbar;
