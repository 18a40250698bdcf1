//! The agreement set in type: one fixed Typst style, shared by the preview and the PDF export.
//!
//! A [`Document`] enters as JSON files in memory; nothing a user wrote is ever read as Typst markup, and the style can
//! read nothing but its own files. Each section has a file of its own, so that after an edit only what changed is
//! typeset again.

mod builder;
mod data;
mod fit;
mod fonts;
mod glyphs;
mod pages;
mod places;
mod raster;
mod reading;
#[cfg(test)]
pub(crate) mod sample;
mod shape;
mod text;
mod world;

pub use data::Marks;
pub(in crate::export) use fit::stays_on_one_line;
pub use fonts::{BundledFont, font, fonts};
pub use glyphs::{MissingGlyph, is_printable, missing_glyphs};
pub use pages::{Hit, HitKind, Jump, Pages, Pixels, Rect};
pub use raster::{Letters, Region, picture_size};
pub use reading::PageText;

use crate::document::Document;
pub(in crate::export) use places::JUMP_SCHEME;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use world::Shelf;

/// What the pages are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every value is a link that names its field, so that [`Pages::hits`] knows where it stands.
    Preview,
    /// Nothing but the agreement.
    Export,
}

/// Why no pages could be made.
#[derive(Debug, Error)]
pub enum TypesetError {
    #[error("the document could not be prepared for typesetting: {0}")]
    Data(#[from] serde_json::Error),
    #[error(
        "the document could not be typeset: {0}. The draft is unharmed; the Markdown export does not need typesetting"
    )]
    Layout(String),
    #[error(
        "typesetting stopped unexpectedly: {0}. The draft is unharmed; the Markdown export does not need typesetting"
    )]
    Crashed(String),
}

/// How many compilations an unused intermediate result is kept for.
const KEPT_COMPILATIONS: usize = 4;

/// Typesets documents, one after the other, and reuses what did not change in between. Keep one alive for a preview.
/// May be sent to another thread.
#[derive(Default)]
pub struct Typesetter {
    shelf: Shelf,
    kept: data::Kept,
    /// Results that were not used of late are still to be forgotten.
    untidy: bool,
}

impl Typesetter {
    /// Costs nothing: fonts and library are loaded at the first use, once for the whole program.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `document` in type. A character that no font has shows as an empty box; ask [`missing_glyphs`] first
    /// where that must not happen.
    ///
    /// # Errors
    /// [`TypesetError`]; the typesetter stays usable. Panics inside the compiler are caught and become
    /// [`TypesetError::Crashed`].
    pub fn typeset(&mut self, document: &Document, marks: &Marks, mode: Mode) -> Result<Pages, TypesetError> {
        self.tidy();
        let data = data::build(document, marks, mode, None, &mut self.kept)?;
        self.put(data.files);
        let pages = compile(&self.shelf)?;
        Ok(Pages::new(pages, data.areas))
    }

    /// The same document again uses only the last result, and so must not age those below it.
    fn put(&mut self, files: Vec<(String, Vec<u8>)>) {
        self.untidy |= self.shelf.replace(files);
    }

    /// Forgets intermediate results that were not used of late. The next document does it as well; called when nobody
    /// waits, it saves that document some milliseconds.
    pub fn tidy(&mut self) {
        if std::mem::take(&mut self.untidy) {
            typst::comemo::evict(KEPT_COMPILATIONS);
        }
    }

    /// Sets `document` for a PDF with `draft` attached.
    pub(in crate::export) fn typeset_with_draft(
        &mut self,
        document: &Document,
        marks: &Marks,
        draft: Option<&[u8]>,
    ) -> Result<PagedDocument, TypesetError> {
        self.tidy();
        let data = data::build(document, marks, Mode::Export, draft, &mut self.kept)?;
        self.put(data.files);
        compile(&self.shelf)
    }
}

impl Drop for Typesetter {
    fn drop(&mut self) {
        self.tidy();
    }
}

fn compile(shelf: &Shelf) -> Result<PagedDocument, TypesetError> {
    guarded(|| typst::compile::<PagedDocument>(shelf).output)?
        .map_err(|errors| TypesetError::Layout(describe(&errors)))
}

/// Runs `work`; a panic in it becomes an error.
pub(in crate::export) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, TypesetError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
        TypesetError::Crashed(text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default())
    })
}

/// The first diagnostic with its place in the style, for a report of the fault.
pub(in crate::export) fn describe(errors: &[SourceDiagnostic]) -> String {
    let Some(error) = errors.first() else { return "no reason was given".to_owned() };
    let place = error.span.id().map(|id| format!(" (style file {})", id.get().vpath().get_without_slash()));
    format!("{}{}", error.message, place.unwrap_or_default())
}

/// What the sample is written against; the benchmark that shares the file has its own.
#[cfg(test)]
mod tree {
    pub use crate::document::*;
}

#[cfg(test)]
mod tests;
