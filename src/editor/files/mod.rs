//! Files, as the window deals with them: asking where, and exporting without holding up the window.

mod choose;
mod exporter;
mod launcher;
mod lookup;
mod names;
mod watcher;
mod writer;

pub use choose::{Choice, Chooser};
pub use exporter::{Exporter, Material, Outcome as ExportOutcome};
pub use launcher::{Launcher, Way};
pub use lookup::{Looked, Lookup};
pub use names::{beside, export_name, with_ending};
pub use watcher::Watcher;
pub use writer::{Done, Order, Writer};

use crate::export::{Format, Formats};
use crate::session::SessionId;
use crate::session::comparison::ComparisonFormat;
use std::path::{Path, PathBuf};

/// Why a place for a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    Save {
        session: SessionId,
        then: Then,
    },
    Export(ExportOrder),
    /// To be compared with the draft in front.
    Compare,
    /// A Word file that came back, to be compared with the draft in front.
    Returned,
    /// For the comparison on screen.
    Comparison(ComparisonFormat),
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
    /// Further formats, made at the same time and put beside it.
    pub also: Formats,
    /// The draft goes into the PDF.
    pub with_source: bool,
    /// Marked as a draft, in spite of open problems.
    pub draft: bool,
    /// The agreement is made final just before.
    pub finalize: bool,
}

impl ExportOrder {
    /// Every file that is made, the one that was asked for first. The others differ from it in their endings only.
    pub fn files(&self, path: &Path) -> Vec<(Format, PathBuf)> {
        let mut files = vec![(self.format, path.to_owned())];
        for format in self.also.without(self.format).iter() {
            let mut beside = path.with_extension(format.ending());
            if files.iter().any(|(_, taken)| *taken == beside) {
                let mut name = path.file_name().unwrap_or_default().to_owned();
                name.push(".");
                name.push(format.ending());
                beside = path.with_file_name(name);
            }
            files.push((format, beside));
        }
        files
    }
}

impl Purpose {
    /// Whether a file is wanted that is there.
    pub fn is_to_read(&self) -> bool {
        matches!(self, Self::Open | Self::Compare | Self::Returned)
    }

    /// The ending that a name without one gets.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Open | Self::Save { .. } | Self::Compare => "ron",
            Self::Export(order) => order.format.ending(),
            Self::Returned => "docx",
            Self::Comparison(format) => format.ending(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_formats_stand_beside_the_first_and_never_in_its_place() {
        let also = [Format::Pdf, Format::Markdown, Format::Html].into_iter().collect();
        let order =
            ExportOrder { format: Format::Pdf, also, with_source: false, draft: false, finalize: false };
        let names = |path: &str| -> Vec<String> {
            order.files(Path::new(path)).iter().map(|(_, p)| p.display().to_string()).collect()
        };
        assert_eq!(
            names("/a/v1.2 final.pdf"),
            ["/a/v1.2 final.pdf", "/a/v1.2 final.md", "/a/v1.2 final.html"]
        );
        assert_eq!(names("/a/odd.md"), ["/a/odd.md", "/a/odd.md.md", "/a/odd.html"]);
    }
}
