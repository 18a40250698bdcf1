//! The draft inside an exported PDF.

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use hayro_syntax::{LoadPdfError, Pdf};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// The largest PDF that is read, in bytes.
const MAX_PDF: usize = 64 << 20;
/// The largest draft that is taken out, in bytes; no larger draft can be loaded.
const MAX_DRAFT: usize = 8 << 20;
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
    #[error("this PDF has {size} bytes; at most {MAX_PDF} are read. Was it made by Clausewright?")]
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
    #[error("the draft inside this PDF is larger than {MAX_DRAFT} bytes and cannot be opened")]
    DraftTooLarge,
}

/// The bytes of the attached `draft.ron`, exactly as they were attached.
///
/// # Errors
/// [`ExtractError`] tells what is wrong with the file; damaged files neither panic nor take more than bounded memory
/// for the draft.
pub fn from_pdf(bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
    if bytes.len() > MAX_PDF {
        return Err(ExtractError::TooLarge { size: bytes.len() });
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !head.windows(5).any(|w| w == b"%PDF-") {
        return Err(ExtractError::NotPdf);
    }
    catch_unwind(AssertUnwindSafe(|| read(bytes.to_vec()))).unwrap_or(Err(ExtractError::Damaged))
}

fn read(bytes: Vec<u8>) -> Result<Vec<u8>, ExtractError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ExtractError::Protected,
        LoadPdfError::Invalid => ExtractError::Damaged,
    })?;
    let xref = pdf.xref();
    let catalog: Dict<'_> = xref.get(xref.root_id()).ok_or(ExtractError::Damaged)?;
    let mut search = Search { looked_at: 0, draft: None };
    if let Some(files) = catalog.get::<Array<'_>>("AF") {
        search.specs(files.iter::<Dict<'_>>());
    }
    if let Some(tree) =
        catalog.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
    {
        search.tree(&tree, 0);
    }
    unpack(&search.draft.ok_or(ExtractError::NoDraft)?)
}

struct Search<'a> {
    looked_at: usize,
    draft: Option<Stream<'a>>,
}

impl<'a> Search<'a> {
    fn done(&self) -> bool {
        self.draft.is_some() || self.looked_at >= MAX_FILES
    }

    fn specs(&mut self, specs: impl Iterator<Item = Dict<'a>>) {
        for spec in specs {
            if self.done() {
                return;
            }
            self.looked_at += 1;
            let named =
                ["UF", "F"].iter().any(|key| spec.get::<PdfString<'_>>(key).is_some_and(|n| is_draft(&n)));
            if named && let Some(files) = spec.get::<Dict<'_>>("EF") {
                self.draft = ["UF", "F"].iter().find_map(|key| files.get::<Stream<'_>>(key));
            }
        }
    }

    fn tree(&mut self, node: &Dict<'a>, depth: usize) {
        if depth > MAX_DEPTH || self.done() {
            return;
        }
        if let Some(names) = node.get::<Array<'_>>("Names") {
            self.specs(
                names.iter::<hayro_syntax::object::Object<'_>>().filter_map(|object| object.into_dict()),
            );
        }
        if let Some(kids) = node.get::<Array<'_>>("Kids") {
            for kid in kids.iter::<Dict<'_>>() {
                self.looked_at += 1;
                self.tree(&kid, depth + 1);
                if self.done() {
                    return;
                }
            }
        }
    }
}

/// Whether a PDF text string, in one byte or in UTF-16, reads `draft.ron`.
fn is_draft(name: &PdfString<'_>) -> bool {
    let bytes = name.as_bytes();
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let (pairs, rest) = wide.as_chunks::<2>();
            rest.is_empty() && pairs.iter().map(|p| u16::from_be_bytes(*p)).eq(DRAFT_NAME.encode_utf16())
        }
        None => bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes) == DRAFT_NAME.as_bytes(),
    }
}

fn unpack(stream: &Stream<'_>) -> Result<Vec<u8>, ExtractError> {
    let raw = stream.raw_data();
    let dict = stream.dict();
    let filter = dict
        .get::<Name<'_>>("Filter")
        .or_else(|| dict.get::<Array<'_>>("Filter").and_then(|filters| filters.iter::<Name<'_>>().next()));
    let mut draft = Vec::new();
    match filter {
        None => draft.extend_from_slice(&raw),
        // Unpacked here rather than by the PDF reader, which has no limit to set.
        Some(filter) if filter.as_ref() == b"FlateDecode" && stream.filters().len() == 1 => {
            ZlibDecoder::new(&raw[..])
                .take(MAX_DRAFT as u64 + 1)
                .read_to_end(&mut draft)
                .map_err(|_| ExtractError::DamagedDraft)?;
        }
        Some(_) => return Err(ExtractError::DamagedDraft),
    }
    if draft.len() > MAX_DRAFT { Err(ExtractError::DraftTooLarge) } else { Ok(draft) }
}

#[cfg(test)]
mod tests;
