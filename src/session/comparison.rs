//! Comparisons as files.

use crate::document::Document;
use crate::document::marked::Revision;
use crate::export::pdf::{self, PdfOptions};
use crate::export::{docx, html, markdown, text};
use crate::redline::{Redline, to_json, to_text};

/// The formats of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComparisonFormat {
    #[default]
    Pdf,
    /// With tracked changes, which a word processor can accept or reject.
    Docx,
    Html,
    Markdown,
    Text,
    Json,
}

impl ComparisonFormat {
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Docx, Self::Html, Self::Markdown, Self::Text, Self::Json];

    /// Those that a list of changes is written in: it has no second text that a word processor could restore.
    pub const LISTS: [Self; 4] = [Self::Pdf, Self::Html, Self::Markdown, Self::Text];

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }
}

/// A comparison in a format; `revision` says who made the tracked changes of a Word file, and when.
///
/// # Errors
/// In words for the user, when the text cannot be typeset or written as JSON.
pub fn written(redline: &Redline, format: ComparisonFormat, revision: &Revision) -> Result<Vec<u8>, String> {
    match format {
        ComparisonFormat::Text => Ok(to_text(redline).into_bytes()),
        ComparisonFormat::Json => to_json(redline)
            .map(String::into_bytes)
            .map_err(|error| format!("the comparison could not be written as JSON: {error}")),
        ComparisonFormat::Docx => Ok(docx::export_changes(&redline.marked(), revision)),
        ComparisonFormat::Markdown | ComparisonFormat::Html | ComparisonFormat::Pdf => {
            written_list(&redline.document(), format)
        }
    }
}

/// A list of changes, made as a document, in one of [`ComparisonFormat::LISTS`]; in others as Markdown.
///
/// # Errors
/// In words for the user, when the text cannot be typeset.
pub fn written_list(document: &Document, format: ComparisonFormat) -> Result<Vec<u8>, String> {
    match format {
        ComparisonFormat::Pdf => {
            pdf::export(document, &PdfOptions::default()).map_err(|error| error.to_string())
        }
        ComparisonFormat::Html => Ok(html::export(document, None).into_bytes()),
        ComparisonFormat::Text => Ok(text::export(document, None).into_bytes()),
        ComparisonFormat::Markdown | ComparisonFormat::Docx | ComparisonFormat::Json => {
            Ok(markdown::export(document, None).into_bytes())
        }
    }
}
