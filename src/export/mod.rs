//! The document in the formats that leave the program.

pub mod docx;
pub mod extract;
#[cfg(test)]
mod fixtures;
mod formats;
mod front;
pub mod html;
pub mod json;
mod language;
mod links;
pub mod markdown;
mod meeting;
pub mod openslo;
pub mod pdf;
mod script;
pub mod text;
pub mod typeset;

pub use formats::Formats;

use crate::document::Document;
use crate::draft::Draft;

/// The formats an agreement is exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
    Markdown,
    Html,
    Text,
    Json,
    OpenSlo,
}

impl Format {
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Docx, Self::Markdown, Self::Html, Self::Text, Self::Json, Self::OpenSlo];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
            Self::OpenSlo => "yaml",
        }
    }

    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF document",
            Self::Docx => "Word document",
            Self::Markdown => "Markdown text",
            Self::Html => "Web page",
            Self::Text => "Plain text",
            Self::Json => "JSON data",
            Self::OpenSlo => "OpenSLO objectives",
        }
    }

    /// What users call it where there is room for one word.
    pub fn short(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Markdown => "Markdown",
            Self::Html => "Web page",
            Self::Text => "Text",
            Self::Json => "JSON",
            Self::OpenSlo => "OpenSLO",
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenSlo => "openslo",
            other => other.ending(),
        }
    }

    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = if ending.eq_ignore_ascii_case("yml") { "yaml" } else { ending };
        Self::ALL.into_iter().find(|f| f.ending().eq_ignore_ascii_case(ending))
    }

    /// By its name or its ending.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name().eq_ignore_ascii_case(name)).or_else(|| Self::of_ending(name))
    }
}

/// How an agreement leaves the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// `Some` marks every page of a PDF or Word file, and the head of the other formats, as a draft with so many open problems.
    pub open_problems: Option<usize>,
    /// The draft as it is saved, inside a PDF or Word file, so that it can be opened for editing again.
    pub source: Option<Vec<u8>>,
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Pdf(#[from] pdf::ExportError),
    #[error("the document tree could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    OpenSlo(#[from] openslo::NothingToSay),
}

/// The mark of a draft: "DRAFT · 3 open problems".
pub fn draft_mark(open_problems: usize) -> String {
    match open_problems {
        0 => "DRAFT".to_owned(),
        1 => "DRAFT · 1 open problem".to_owned(),
        n => format!("DRAFT · {n} open problems"),
    }
}

/// A draft and the document it makes, in a format. Same draft and options, same bytes.
///
/// # Errors
/// When a character has no glyph in any bundled font (PDF), named with its field; when no metric can be said (OpenSLO).
pub fn export(
    draft: &Draft,
    document: &Document,
    format: Format,
    options: &ExportOptions,
) -> Result<Vec<u8>, Error> {
    let mark = options.open_problems.map(draft_mark);
    Ok(match format {
        Format::Pdf => {
            let options = pdf::PdfOptions { watermark: mark, source: options.source.clone() };
            pdf::export(document, &options)?
        }
        Format::Docx => docx::export(document, mark.as_deref(), options.source.as_deref()),
        Format::Markdown => markdown::export(document, mark.as_deref()).into_bytes(),
        Format::Html => html::export(document, mark.as_deref()).into_bytes(),
        Format::Text => text::export(document, mark.as_deref()).into_bytes(),
        Format::Json => json::export(draft, document, mark.as_deref())?.into_bytes(),
        Format::OpenSlo => openslo::export(&draft.agreement, mark.as_deref())?.into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_lead_back_to_their_format() {
        for format in Format::ALL {
            assert_eq!(Format::of_ending(format.ending()), Some(format));
            assert_eq!(Format::named(format.name()), Some(format));
        }
        assert_eq!(Format::named("yml"), Some(Format::OpenSlo));
        assert_eq!(Format::of_ending("PDF"), Some(Format::Pdf));
        assert_eq!(Format::of_ending("odt"), None);
    }
}
