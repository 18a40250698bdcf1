//! The draft inside an exported PDF or Word file.
//!
//! A PDF can come from anywhere, so its few objects that matter here are read by hand, within limits: the file, 16 MiB
//! of unpacked objects, a table of 300,000 objects and the draft are the most that is held, and reading ends when it
//! has gone over the file a few times.

mod file;
mod object;
pub mod package;
mod word;

use crate::value::MOST_IN_FILE;
use file::File;
use object::{Dict, Object};
use package::PackageError;
use thiserror::Error;
pub use word::from_word;

/// The largest PDF that is read, in bytes.
pub const MOST_IN_PDF: usize = 64 << 20;
/// How deep the tree of attached files may be nested.
const MAX_DEPTH: usize = 16;
/// How many attached files are looked at.
const MAX_FILES: usize = 256;
/// What the draft is called inside the PDF.
const DRAFT_NAME: &str = "draft.ron";

/// Why there is no draft to take out.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ExtractError {
    #[error("this file is not a PDF")]
    NotPdf,
    #[error("this PDF has {} MiB; at most {} are read. Was it made by Clausewright?", .size.div_ceil(1 << 20), MOST_IN_PDF >> 20)]
    TooLarge { size: usize },
    #[error(
        "this PDF is protected by a password; remove the protection, or ask its sender for the draft file"
    )]
    Protected,
    #[error("this PDF is damaged and cannot be read; ask its sender for a fresh copy or for the draft file")]
    Damaged,
    #[error(
        "this PDF holds no draft: it was not made by Clausewright, or it was exported without its source. Ask its \
         sender for the draft file"
    )]
    NoDraft,
    #[error("the draft inside this PDF is damaged; ask its sender for the draft file")]
    DamagedDraft,
    #[error("the draft inside this PDF is larger than {} MiB and cannot be opened; ask its sender for a smaller one", MOST_IN_FILE >> 20)]
    DraftTooLarge,
    #[error(transparent)]
    Word(#[from] PackageError),
    #[error(
        "this Word file holds no draft: it was not made by Clausewright, or it was exported without its source. Ask its \
         sender for the draft file"
    )]
    NoDraftInWord,
    #[error("the draft inside this Word file is damaged; ask its sender for the draft file")]
    DamagedDraftInWord,
    #[error("the draft inside this Word file is larger than {} MiB and cannot be opened; ask its sender for a smaller one", MOST_IN_FILE >> 20)]
    DraftTooLargeInWord,
}

/// The draft inside an exported document, whatever the file is called: a Word file begins as an archive does, or as
/// those do that Word protects.
///
/// # Errors
/// [`ExtractError`] tells what is wrong with the file.
pub fn draft_in(bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
    let archive = bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if archive { from_word(bytes) } else { from_pdf(bytes) }
}

/// How much reading a file is worth: a few times its length, however its parts refer to each other.
struct Fuel(usize);

impl Fuel {
    fn new(length: usize) -> Self {
        Self(length.saturating_mul(8).saturating_add(1 << 16))
    }

    fn is_empty(&self) -> bool {
        self.0 == 0
    }

    fn burn(&mut self, bytes: usize) {
        self.0 = self.0.saturating_sub(bytes.saturating_add(1));
    }
}

/// The bytes of the attached `draft.ron`, exactly as they were attached. Also found in a PDF whose end is missing.
///
/// # Errors
/// [`ExtractError`] tells what is wrong with the file.
pub fn from_pdf(bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
    if bytes.len() > MOST_IN_PDF {
        return Err(ExtractError::TooLarge { size: bytes.len() });
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !head.windows(5).any(|w| w == b"%PDF-") {
        return Err(ExtractError::NotPdf);
    }
    let mut search = Search { file: File::read(bytes)?, looked_at: 0, draft: None };
    if let Some(Object::Dict(_)) = search.file.in_trailer("Encrypt") {
        return Err(ExtractError::Protected);
    }
    match search.file.in_trailer("Root") {
        Some(Object::Dict(catalog)) => search.catalog(&catalog),
        _ => search.everywhere()?,
    }
    let draft = search.draft.ok_or(ExtractError::NoDraft)?;
    let stream = search.file.stream(&draft).ok_or(ExtractError::DamagedDraft)?;
    stream.unpacked(MOST_IN_FILE)
}

struct Search<'a> {
    file: File<'a>,
    looked_at: usize,
    /// A reference to the stream.
    draft: Option<Object>,
}

impl Search<'_> {
    fn done(&self) -> bool {
        self.draft.is_some() || self.looked_at >= MAX_FILES
    }

    fn catalog(&mut self, catalog: &Dict) {
        if let Some(Object::List(files)) = self.file.get(catalog, "AF") {
            self.specs(&files);
        }
        let names = self.file.get_dict(catalog, "Names");
        if let Some(tree) = names.and_then(|names| self.file.get_dict(&names, "EmbeddedFiles")) {
            self.tree(&tree, 0);
        }
    }

    /// Looks at every object: the way from the start of the document is lost.
    fn everywhere(&mut self) -> Result<(), ExtractError> {
        for number in self.file.numbers() {
            if self.draft.is_some() {
                break;
            }
            if let Some(Object::Dict(spec)) = self.file.object(number) {
                self.spec(&spec);
            }
        }
        if self.draft.is_none() { Err(ExtractError::Damaged) } else { Ok(()) }
    }

    fn specs(&mut self, specs: &[Object]) {
        for spec in specs {
            if self.done() {
                return;
            }
            if let Some(Object::Dict(spec)) = self.file.resolved(spec) {
                self.looked_at += 1;
                self.spec(&spec);
            }
        }
    }

    fn spec(&mut self, spec: &Dict) {
        let named =
            |file: &mut File<'_>, key| matches!(file.get(spec, key), Some(Object::Text(n)) if is_draft(&n));
        if spec.get("EF").is_none() || !["UF", "F"].iter().any(|key| named(&mut self.file, key)) {
            return;
        }
        if let Some(files) = self.file.get_dict(spec, "EF") {
            self.draft = ["UF", "F"].iter().find_map(|key| files.get(key).cloned());
        }
    }

    fn tree(&mut self, node: &Dict, depth: usize) {
        if depth > MAX_DEPTH || self.done() {
            return;
        }
        if let Some(Object::List(names)) = self.file.get(node, "Names") {
            self.specs(&names);
        }
        if let Some(Object::List(kids)) = self.file.get(node, "Kids") {
            for kid in kids {
                if self.done() {
                    return;
                }
                self.looked_at += 1;
                if let Some(Object::Dict(kid)) = self.file.resolved(&kid) {
                    self.tree(&kid, depth + 1);
                }
            }
        }
    }
}

/// Whether a PDF text string, in one byte or in UTF-16, reads `draft.ron`.
fn is_draft(name: &[u8]) -> bool {
    match name.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let (pairs, rest) = wide.as_chunks::<2>();
            rest.is_empty() && pairs.iter().map(|p| u16::from_be_bytes(*p)).eq(DRAFT_NAME.encode_utf16())
        }
        None => name.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(name) == DRAFT_NAME.as_bytes(),
    }
}

#[cfg(test)]
mod tests;
