//! The whole window, driven as a person drives it: by keyboard and mouse, things found by their names.

mod bench;
mod files;
mod forms;
mod journey;
mod keyboard;
mod lists;
mod quiet;
