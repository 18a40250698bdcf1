//! Saving on real disks that are full, that can only be read, or that somebody else shares.
//!
//! Such disks are made for the moment in name spaces of their own (`unshare` of util-linux), which needs no privileges.
//! Each test runs once more as a child of itself in there.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod corners;
mod full;
mod namespace;
mod read_only;
mod umask;

use clausewright::draft::{Draft, Edit, SCHEMA};
use clausewright::session::Session;
use clausewright::store::RealFs;
use clausewright::template::find;
use std::path::{Path, PathBuf};

/// A small draft, saved there.
fn saved_session(path: &Path) -> Session {
    let form = find("cloud-hosting").unwrap();
    let template = form.start().template.clone();
    let draft = Draft { schema: SCHEMA, template, ..Draft::default() };
    let mut session = Session::new(draft, form);
    session.save_as(&RealFs, path, false).unwrap();
    session
}

/// Changes the overview to so many characters that say `word` again and again.
fn write_overview(session: &mut Session, word: &str, length: usize) {
    let text: String = format!("{word} ").repeat(length / (word.len() + 1) + 1);
    session.apply(&[Edit::set("overview", text.trim())], "Edit", None).unwrap();
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into()).collect();
    names.sort();
    names
}
