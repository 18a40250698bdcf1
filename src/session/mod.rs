//! Open drafts: revision, undo, unsaved mark, and what follows from the draft (document and findings).

mod again;
pub mod comparison;
mod files;
mod finalize;
mod from_export;
mod history;
mod kept;
mod mending;
mod new;
mod open;
pub mod recovery;
pub mod reply;
mod room;
mod saving;
pub mod search;
pub mod taking;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_faults;
mod tie;
#[cfg(test)]
mod tie_tests;
mod workspace;

pub use again::{Again, Cleared, begin_again};
pub use files::{DraftFile, FileError, OpenFile, parse_draft, read_draft};
pub use finalize::{Finalized, finalized};
pub use history::{History, MAX_STEPS, Step};
pub use kept::KeepJob;
pub use mending::Mended;
pub use new::{local_zone, new_draft, put_in_zone, today};
pub use open::{Derived, Moment, Session, SessionId, SessionState, derive, derive_as};
pub use saving::{SaveDone, SaveJob, SaveWay};
pub use tie::{Damage, Granted, Outside, ReadOnly};
pub use workspace::Workspace;
