//! The whole window, driven as a person drives it: by keyboard and mouse, things found by their names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod again;
mod bench;
mod calendars;
mod choosing;
mod clauses;
mod comparing;
mod composition;
mod coverage;
mod deeds;
mod earlier;
mod entries;
mod excusing;
mod exporting;
mod files;
mod finding;
mod forms;
mod hand;
mod interview;
mod journey;
mod keyboard;
mod leading;
mod leaving;
mod limits;
mod lists;
mod longer;
mod looks;
mod menus;
mod others;
mod palette;
mod panes;
mod parting;
#[cfg(feature = "snapshots")]
mod pictures;
mod placeholders;
mod problems;
mod proposed;
mod quiet;
mod recovery;
mod removing;
mod returning;
mod review;
mod saving;
mod several;
mod start;
mod steady;
mod tab_order;
mod tables;
mod texts;
mod tree;
mod turns;
mod undoing;
