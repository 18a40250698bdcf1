//! Drafts, exports, settings and recent files between memory and disk: the only room below the faces that
//! does input and output, and all of it through [`Fs`].

mod claim;
mod draft_file;
mod folders;
mod fs;
mod hash;
pub mod history;
pub mod journal;
mod kept;
mod load;
mod make_folders;
mod outside;
mod path_text;
mod real;
mod recent;
mod save;
mod settings;
pub mod testing;
mod words;

pub use claim::{Claim, Claiming, Holder, claim, is_same_file, real_place};
pub use draft_file::{
    InspectedDraft, OpenError, OpenedDraft, inspect_draft, keep_original, open_draft, save_draft,
};
pub use folders::{Folders, HOME_VARIABLE};
pub use fs::{Access, FileIdentity, Fs, Kind, Lock, Metadata, NewFile, Owner, Timestamp};
pub use hash::{ContentHash, NotAHash};
pub use load::{DRAFT_LIMIT, LoadError, Loaded, load, load_up_to};
pub use outside::{Look, Seen, look};
pub use real::RealFs;
pub use recent::{RECENT_LIMIT, RecentFile, RecentFiles, load_recent_files, update_recent_files};
pub use save::{Expected, Exported, SaveError, Saved, Terms, save, write_export};
pub use settings::{
    ComparisonChoices, DraftExport, ExportChoices, KnownParty, PaneSizes, ProblemGroups, Settings, Theme,
    USED_LIMIT, WindowSize, load_settings, save_settings,
};
