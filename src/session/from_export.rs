//! A draft out of a PDF or Word file that was exported with its source.

use super::files::{FileError, parse_draft};
use super::open::Session;
use crate::export::extract;
use crate::store::{Fs, OpenError, load_up_to};
use std::path::Path;

impl Session {
    /// Opens the draft inside an exported PDF or Word file as a draft without a file: the document stays as it is.
    ///
    /// # Errors
    /// When the document cannot be read or holds no draft, or the draft is none that this version knows.
    pub fn open_exported(fs: &dyn Fs, path: &Path) -> Result<Self, FileError> {
        let loaded = load_up_to(fs, path, extract::MOST_IN_PDF as u64).map_err(OpenError::from)?;
        let bytes = extract::draft_in(&loaded.bytes)
            .map_err(|source| FileError::Exported { path: path.to_owned(), source })?;
        let (draft, form) = parse_draft(&bytes, path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let kind = if loaded.bytes.starts_with(b"PK") { "Word file" } else { "PDF" };
        Ok(Self::named(draft, form, format!("{stem} (from the {kind})")))
    }
}
