//! Between an open draft and its file.

use crate::draft::Draft;
use crate::store::{ContentHash, Expected, Fs, OpenError, SaveError, open_draft};
use crate::template::{self, Form};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file a draft came from, and what stood in it then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    pub path: PathBuf,
    pub hash: ContentHash,
}

impl OpenFile {
    pub(super) fn expected(&self) -> Expected {
        Expected::Hash(self.hash)
    }
}

/// Why a draft could not be opened or saved.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(
        "{} follows the form of agreement “{id}”, which this Clausewright does not have; it has {}. \
         Update Clausewright, or open the draft where the form is known. The file was not changed.",
        .path.display(), .known.join(", ")
    )]
    UnknownForm { path: PathBuf, id: String, known: Vec<String> },
    #[error("{}", .0.with_draft_open())]
    Save(SaveError),
    #[error("The draft has no file yet. Use Save as.")]
    NoName,
    #[error(
        "Saving stopped because of a fault in Clausewright. Your draft is still open, with all its changes. \
         Save again; if this message comes back, save under another name and start Clausewright anew."
    )]
    Broken,
}

impl FileError {
    /// Whether the file on disk is no longer what was loaded or last saved.
    pub fn is_changed_outside(&self) -> bool {
        matches!(self, Self::Save(SaveError::ChangedOutside { .. } | SaveError::RemovedOutside { .. }))
    }

    /// Whether a file of the new name stands there already.
    pub fn is_name_taken(&self) -> bool {
        matches!(self, Self::Save(SaveError::AlreadyExists { .. }))
    }
}

/// A draft that was read, with the form it follows.
#[derive(Clone, Debug)]
pub struct DraftFile {
    pub draft: Draft,
    pub form: Arc<Form>,
    pub file: OpenFile,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
}

/// Reads a draft and finds the form it follows.
///
/// # Errors
/// When the file cannot be read, is not a draft, or its form is unknown.
pub fn read_draft(fs: &dyn Fs, path: &Path) -> Result<DraftFile, FileError> {
    let opened = open_draft(fs, path)?;
    let form = template::find(&opened.draft.template.id).ok_or_else(|| FileError::UnknownForm {
        path: path.to_owned(),
        id: opened.draft.template.id.to_string(),
        known: template::library().iter().map(|f| f.template().id.to_string()).collect(),
    })?;
    let file = OpenFile { path: path.to_owned(), hash: opened.hash };
    Ok(DraftFile { draft: opened.draft, form, file, bytes: opened.bytes })
}
