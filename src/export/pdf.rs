//! The agreement as PDF: archivable (PDF/A), accessible (PDF/UA-1), and with its draft inside unless asked otherwise.

mod links;

use super::typeset::{Marks, MissingGlyph, TypesetError, Typesetter, describe, guarded, missing_glyphs};
use crate::document::Document;
use std::fmt::Write;
use thiserror::Error;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

/// What goes into the file beside the agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// Printed across every page until the agreement is clean, for example `DRAFT · 3 open problems`.
    pub watermark: Option<String>,
    /// The draft as saved (RON); attached as `draft.ron`, so that the PDF can be opened for editing again.
    pub source: Option<Vec<u8>>,
}

/// Why no PDF could be made.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("{}", glyph_message(.0))]
    MissingGlyphs(Vec<MissingGlyph>),
    #[error(transparent)]
    Typeset(#[from] TypesetError),
    #[error(
        "the pages could not be written as an archivable and accessible PDF: {0}. The Markdown export does not need this"
    )]
    Standard(String),
}

fn glyph_message(glyphs: &[MissingGlyph]) -> String {
    const SHOWN: usize = 12;
    let mut text = String::from("no bundled font can print ");
    for (index, glyph) in glyphs.iter().take(SHOWN).enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{glyph}");
    }
    if glyphs.len() > SHOWN {
        let _ = write!(text, " and {} more", glyphs.len() - SHOWN);
    }
    text.push_str(". Replace these characters in the draft and export again");
    text
}

/// The PDF of `document`: PDF/A-3a with PDF/UA-1 and the draft attached, or PDF/A-2a with PDF/UA-1 if there is no
/// draft to attach. The same document and options give the same bytes; dates and identifiers come from the document.
///
/// # Errors
/// [`ExportError::MissingGlyphs`] lists every character that would not print; the other errors mean a fault in the
/// style or the typesetter, not in the draft.
pub fn export(document: &Document, options: &PdfOptions) -> Result<Vec<u8>, ExportError> {
    let missing = missing_glyphs(document);
    if !missing.is_empty() {
        return Err(ExportError::MissingGlyphs(missing));
    }
    let source = options.source.as_deref();
    let marks = Marks { watermark: options.watermark.clone() };
    let pages = Typesetter::new().typeset_with_draft(document, &marks, source)?;

    let archive = if source.is_some() { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let standards = PdfStandards::new(&[archive, PdfStandard::Ua_1])
        .map_err(|error| ExportError::Standard(error.message().to_string()))?;
    let id = &document.meta.id;
    let settings = typst_pdf::PdfOptions {
        ident: if id.is_empty() { Smart::Auto } else { Smart::Custom(id.clone()) },
        creator: Smart::Custom(Some("Clausewright".to_owned())),
        timestamp: timestamp(document),
        standards,
        ..typst_pdf::PdfOptions::default()
    };
    let pages = links::resolved(&pages, document);
    guarded(|| typst_pdf::pdf(&pages, &settings))?.map_err(|errors| ExportError::Standard(describe(&errors)))
}

/// Midnight of the document's date. An attachment must carry a date, so a document without a valid one gets the first
/// day of the epoch rather than today.
fn timestamp(document: &Document) -> Option<Timestamp> {
    let day = document.meta.date.as_deref().and_then(midnight).or_else(|| midnight("1970-01-01"));
    day.map(Timestamp::new_utc)
}

/// The start of a day given as `YYYY-MM-DD`; `None` unless it is a day of the calendar.
fn midnight(iso: &str) -> Option<Datetime> {
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i32 = year.parse().ok()?;
    Datetime::from_ymd_hms(year, month.parse().ok()?, day.parse().ok()?, 0, 0, 0)
        .filter(|_| (0..=9999).contains(&year))
}

#[cfg(test)]
mod tests;
