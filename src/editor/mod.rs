//! The window: forms, pages, problems. It reads sessions and says what shall be done; everything else is done below.

mod app;
mod commands;
mod composition;
mod dialogs;
mod files;
mod fonts;
mod keyboard;
mod offers;
mod palette;
mod panels;
mod preview;
mod sections;
mod start;
#[cfg(test)]
mod testing;
mod tokens;
mod turns;
mod view;
mod when;
mod widgets;

pub use app::{App, Deps};
pub use commands::{Command, Group};
pub use start::{StartError, run};
