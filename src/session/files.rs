//! Between an open draft and its file.

use crate::draft::{Draft, Loss, Reading, SCHEMA, Standing, from_ron};
use crate::export::extract::ExtractError;
use crate::store::{
    ContentHash, Expected, Fs, InspectedDraft, OpenError, SaveError, inspect_draft, open_draft,
};
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
    #[error("{} cannot be opened: {source}. The file was not changed.", .path.display())]
    Exported { path: PathBuf, source: ExtractError },
    #[error("{}", .0.with_draft_open())]
    Save(SaveError),
    #[error("The draft has no file yet. Use Save as.")]
    NoName,
    #[error(
        "This file was saved by a newer Clausewright (file format {schema}; this one knows up to {SCHEMA}). It can be \
         read and exported here, but not saved, not even as a copy: a copy would lose what this version does not know. \
         Update Clausewright to edit it. The file was not changed."
    )]
    Newer { schema: u32 },
    #[error(
        "The draft can only be read here, because another window has it open. Edit a copy, or choose to edit it anyway, \
         in the bar above the form. The file was not changed."
    )]
    InUse,
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
    /// The schema of an older version, if the file has one.
    pub older: Option<u32>,
}

/// Reads a draft and finds the form it follows.
///
/// # Errors
/// When the file cannot be read, is not a draft, or its form is unknown.
pub fn read_draft(fs: &dyn Fs, path: &Path) -> Result<DraftFile, FileError> {
    let opened = open_draft(fs, path)?;
    let form = form_of(&opened.draft, path)?;
    let file = OpenFile { path: path.to_owned(), hash: opened.hash };
    Ok(DraftFile { draft: opened.draft, form, file, bytes: opened.bytes, older: opened.older })
}

/// A file that was read as far as it could be, with the form it follows.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub reading: Reading,
    pub form: Arc<Form>,
    pub hash: ContentHash,
}

/// Reads whatever can be read of a draft. In a damaged one a form that is not known is taken for the nearest that is.
///
/// # Errors
/// When the file cannot be read, holds nothing of a draft, or its form is unknown.
pub(super) fn read_whatever(fs: &dyn Fs, path: &Path) -> Result<Found, FileError> {
    let InspectedDraft { mut reading, hash } = inspect_draft(fs, path)?;
    let form = match (form_of(&reading.draft, path), &reading.standing) {
        (Ok(form), _) => form,
        (Err(error), Standing::Damaged(_)) => likely_form(&mut reading).ok_or(error)?,
        (Err(error), _) => return Err(error),
    };
    Ok(Found { reading, form, hash })
}

/// A draft out of the bytes that another program put into the file at `path`, with its form.
///
/// # Errors
/// As [`read_draft`].
pub fn parse_draft(bytes: &[u8], path: &Path) -> Result<(Draft, Arc<Form>), FileError> {
    let draft = from_ron(bytes).map_err(|source| OpenError::Read { path: path.to_owned(), source })?;
    let form = form_of(&draft, path)?;
    Ok((draft, form))
}

fn form_of(draft: &Draft, path: &Path) -> Result<Arc<Form>, FileError> {
    template::find(&draft.template.id).ok_or_else(|| FileError::UnknownForm {
        path: path.to_owned(),
        id: draft.template.id.to_string(),
        known: template::library().iter().map(|f| f.template().id.to_string()).collect(),
    })
}

/// The form that a damaged draft most likely followed: the one with most letters of its name, or most of its answers.
fn likely_form(reading: &mut Reading) -> Option<Arc<Form>> {
    let named = reading.draft.template.id.to_string();
    let likeness = |form: &Arc<Form>| {
        let id = form.template().id.as_str();
        let same = id.chars().zip(named.chars()).filter(|(a, b)| a == b).count();
        let asked =
            |answer: &crate::agreement::Answer| form.template().questions.iter().any(|q| q.id == answer.id);
        let answers = reading.draft.agreement.answers.iter().filter(|a| asked(a)).count();
        same + 4 * answers
    };
    let form = template::library().iter().max_by_key(|form| likeness(form))?.clone();
    let what = format!(
        "the form of agreement “{named}” is not known; “{}” is shown, which fits what could be read best",
        form.template().title
    );
    reading.losses.insert(0, Loss { line: 1, path: "template".into(), place: "Template".to_owned(), what });
    reading.draft.template.id = form.template().id.clone();
    Some(form)
}
