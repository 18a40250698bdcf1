//! The saved file: what is in it, its schema version, and the way between a draft and bytes.

mod edit;
pub mod migrate;
mod model;
pub mod outline;
mod profile;
mod read;
mod salvage;
mod scan;
mod size;
mod write;

pub use edit::{Edit, EditError, taken};
pub use model::{
    Choice, ClauseText, Draft, ExtraClause, Heading, KeptSection, Milestone, NotApplicable, Note,
    PendingInput, SCHEMA, TemplateRef, Waiver,
};
pub use profile::Profile;
pub use read::{Problem, ReadError, from_ron, read_located};
pub use salvage::{Loss, Reading, Standing, read_any};
pub use size::file_size;
pub(crate) use write::ron_options;
pub use write::to_ron;
