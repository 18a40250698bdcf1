//! Why something could not be kept or brought back.

use super::super::load::LoadError;
use super::super::save::SaveError;
use super::super::words::{self, Shown};
use std::io;
use std::path::PathBuf;

/// Nothing of this ever touches the drafts themselves.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error("The draft could not be written as text: {reason}. This is a fault of Clausewright.")]
    Unwritable { reason: String },

    #[error("{} could not be written: {}. {}", Shown(path), words::of_writing(source).cause, words::of_writing(source).advice)]
    Write { path: PathBuf, source: io::Error },

    #[error(transparent)]
    Save(#[from] SaveError),

    #[error("{} could not be read: {}. {}", Shown(path), words::of_reading(source).cause, words::of_reading(source).advice)]
    Read { path: PathBuf, source: io::Error },

    #[error(transparent)]
    Load(#[from] LoadError),

    #[error(
        "Another window of Clausewright is using the history at the moment. The next save is kept again."
    )]
    Busy,

    #[error(
        "{} was written by a newer Clausewright and is left alone. Update Clausewright to see it and to add to it.",
        Shown(path)
    )]
    Newer { path: PathBuf },

    #[error("This earlier save is no longer kept: {} is not there. Choose another one.", Shown(path))]
    Gone { path: PathBuf },

    #[error(
        "This earlier save cannot be brought back, because its copy {} is damaged: {reason}. Choose another one.",
        Shown(path)
    )]
    Damaged { path: PathBuf, reason: String },
}

impl HistoryError {
    /// The cause alone, for a sentence that says the rest: "the disk is full".
    pub fn cause(&self) -> String {
        match self {
            Self::Write { source, .. }
            | Self::Save(SaveError::Failed { source, .. } | SaveError::Unconfirmed { source, .. }) => {
                words::of_writing(source).cause
            }
            Self::Read { source, .. } | Self::Load(LoadError::Failed { source, .. }) => {
                words::of_reading(source).cause
            }
            Self::Busy => "another window was using it".to_owned(),
            other => other.to_string().trim_end_matches('.').to_owned(),
        }
    }
}
