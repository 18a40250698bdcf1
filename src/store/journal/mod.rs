//! Recovery journals: drafts with unsaved changes, kept in the state folder in case the program ends before they
//! are saved. They never touch the drafts' own files.

mod format;
mod gone;
mod run;
#[cfg(test)]
mod tests;

pub use format::{Base, JOURNAL_VERSION, Journal, JournalError, JournalHead};
pub use gone::{
    DISCARDED_KEPT, Found, GoneRun, JOURNAL_LIMIT, discard, discarded_files, gone_runs, read_journal,
};
pub use run::{Run, Tab, Window, recovery_folder, remove_if_empty, retire};

use super::save::SaveError;
use super::words;
use std::io;

/// Why a journal cannot be written: the cause alone, in plain words, for a sentence that says the rest.
pub fn cause_of(error: &SaveError) -> String {
    match error {
        SaveError::Failed { source, .. } | SaveError::Unconfirmed { source, .. } => cause_of_io(source),
        other => other.to_string().trim_end_matches('.').to_owned(),
    }
}

/// The same for an error of the operating system.
pub fn cause_of_io(error: &io::Error) -> String {
    words::of_writing(error).cause
}
