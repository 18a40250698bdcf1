//! Files, as the window deals with them: asking where, and exporting without holding up the window.

mod choose;
mod exporter;
mod lookup;
mod watcher;
mod writer;

pub use choose::{Choice, Chooser};
pub use exporter::{Exporter, Material};
pub use lookup::{Looked, Lookup};
pub use watcher::Watcher;
pub use writer::{Done, Order, Writer};

use crate::export::Format;
use crate::session::SessionId;
use std::path::{Path, PathBuf};

/// Why a place for a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    Save { session: SessionId, then: Then },
    Export(ExportOrder),
}

/// What happens after a draft was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Stay,
    Close,
    Quit,
}

/// What to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportOrder {
    pub format: Format,
    /// The draft goes into the PDF.
    pub with_source: bool,
    /// Marked as a draft, in spite of open problems.
    pub draft: bool,
}

impl Purpose {
    /// The ending that a name without one gets.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Open | Self::Save { .. } => "ron",
            Self::Export(order) => order.format.ending(),
        }
    }
}

/// The path with the ending, if its name has none.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(ending) }
}

/// A file name made from a title: without characters that some system forbids.
pub fn file_name(title: &str, ending: &str) -> String {
    let clean: String =
        title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c }).collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(80).collect();
    let stem = short.trim().trim_matches('.');
    format!("{}.{ending}", if stem.is_empty() { "agreement" } else { stem })
}

/// The name to offer for an export of this draft.
pub fn beside(file: Option<&Path>, title: &str, ending: &str) -> String {
    match file.and_then(Path::file_stem) {
        Some(stem) => format!("{}.{ending}", stem.to_string_lossy()),
        None => file_name(title, ending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_from_titles() {
        assert_eq!(file_name("SLA: web/mail  2026?", "ron"), "SLA web mail 2026.ron");
        assert_eq!(file_name("...", "pdf"), "agreement.pdf");
        assert_eq!(with_ending("/a/b".into(), "ron"), Path::new("/a/b.ron"));
        assert_eq!(with_ending("/a/b.txt".into(), "ron"), Path::new("/a/b.txt"));
        assert_eq!(beside(Some(Path::new("/a/b.ron")), "T", "pdf"), "b.pdf");
    }
}
