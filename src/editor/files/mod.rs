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

use crate::export::Format;
use crate::session::SessionId;

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
    /// For the comparison on screen.
    Comparison,
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
    /// The agreement is made final just before.
    pub finalize: bool,
}

impl Purpose {
    /// The ending that a name without one gets.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Open | Self::Save { .. } | Self::Compare => "ron",
            Self::Export(order) => order.format.ending(),
            Self::Comparison => "pdf",
        }
    }
}
