//! The parts of a Word file that may come from anywhere: read by hand, within limits.

use flate2::read::DeflateDecoder;
use std::io::Read;
use thiserror::Error;

/// The largest Word file that is read, in bytes.
pub const MOST_IN_WORD: usize = 64 << 20;
/// The largest part of one, unpacked.
const MOST_IN_PART: usize = 64 << 20;
/// How many parts are looked at.
const MOST_PARTS: usize = 4096;
/// How deep elements may be nested.
const MAX_DEPTH: usize = 256;
/// How many attributes an element may have, and how many namespaces a part may declare.
const MOST_ATTRIBUTES: usize = 256;
const MOST_NAMESPACES: usize = 4096;
/// How many elements and texts a part may hold.
const MOST_NODES: u32 = 8_000_000;
/// The entry at the end of the file, and the most that can stand behind its fixed fields.
const END: &[u8] = b"PK\x05\x06";
const MOST_BEHIND: usize = 22 + u16::MAX as usize;

/// Why a part of a Word file cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PackageError {
    #[error("this file is not a Word document (.docx)")]
    NotWord,
    #[error(
        "this Word file is protected by a password, or of the kind before 2007 (.doc); remove the protection, or save \
         it as .docx in Word"
    )]
    Protected,
    #[error("this Word file has {} MiB; at most {} are read. Was it made by Clausewright?", .size.div_ceil(1 << 20), MOST_IN_WORD >> 20)]
    TooLarge { size: usize },
    #[error("a part of this Word file unpacks to more than {} MiB and is not read. Was it made by Clausewright?", MOST_IN_PART >> 20)]
    PartTooLarge,
    #[error("this Word file is damaged and cannot be read; ask its sender for a fresh copy")]
    Damaged,
}

/// A file that was packed together of parts.
pub struct Package<'a> {
    bytes: &'a [u8],
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    name: &'a str,
    method: u16,
    packed: usize,
    offset: usize,
}

impl<'a> Package<'a> {
    /// Reads the directory of a file.
    ///
    /// # Errors
    /// [`PackageError`] tells what is wrong with the file.
    pub fn read(bytes: &'a [u8]) -> Result<Self, PackageError> {
        if bytes.len() > MOST_IN_WORD {
            return Err(PackageError::TooLarge { size: bytes.len() });
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(PackageError::Protected);
        }
        if !bytes.starts_with(b"PK") {
            return Err(PackageError::NotWord);
        }
        let tail = bytes.len().saturating_sub(MOST_BEHIND);
        let end =
            bytes.get(tail..).and_then(|tail| tail.windows(END.len()).rposition(|window| window == END));
        let end = Fields(bytes, end.ok_or(PackageError::Damaged)? + tail);
        let count = end.number(10, 2)?.min(MOST_PARTS);
        let mut at = end.number(16, 4)?;
        let mut parts = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            let entry = Fields(bytes, at);
            if entry.bytes(0, 4)? != b"PK\x01\x02" {
                return Err(PackageError::Damaged);
            }
            if entry.number(8, 2)? & 1 != 0 {
                return Err(PackageError::Protected);
            }
            let (name, extra, comment) = (entry.number(28, 2)?, entry.number(30, 2)?, entry.number(32, 2)?);
            let method = u16::try_from(entry.number(10, 2)?).unwrap_or(u16::MAX);
            if let Ok(text) = std::str::from_utf8(entry.bytes(46, name)?) {
                parts.push(Part {
                    name: text,
                    method,
                    packed: entry.number(20, 4)?,
                    offset: entry.number(42, 4)?,
                });
            }
            at += 46 + name + extra + comment;
        }
        Ok(Self { bytes, parts })
    }

    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.parts.iter().map(|part| part.name)
    }

    /// The text of a part; `None` if there is no such part.
    ///
    /// # Errors
    /// When the part is damaged, not in UTF-8, or larger than 64 MiB.
    pub fn text(&self, name: &str) -> Result<Option<String>, PackageError> {
        let Some(part) = self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let entry = Fields(self.bytes, part.offset);
        if entry.bytes(0, 4)? != b"PK\x03\x04" {
            return Err(PackageError::Damaged);
        }
        let packed = entry.bytes(30 + entry.number(26, 2)? + entry.number(28, 2)?, part.packed)?;
        let content = match part.method {
            0 => packed.to_vec(),
            8 => inflated(packed)?,
            _ => return Err(PackageError::Damaged),
        };
        let text = String::from_utf8(content).map_err(|_| PackageError::Damaged)?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)))
    }
}

fn inflated(packed: &[u8]) -> Result<Vec<u8>, PackageError> {
    let mut content = Vec::new();
    let read = DeflateDecoder::new(packed).take(MOST_IN_PART as u64 + 1).read_to_end(&mut content);
    match read {
        Ok(size) if size > MOST_IN_PART => Err(PackageError::PartTooLarge),
        Ok(_) => Ok(content),
        Err(_) => Err(PackageError::Damaged),
    }
}

/// A part as a tree. Nothing outside of it is looked up: parts that declare entities are refused.
///
/// # Errors
/// When it is no well-formed XML, nested too deep, or has too many elements, attributes or namespaces.
pub fn tree(text: &str) -> Result<roxmltree::Document<'_>, PackageError> {
    if !is_tame(text) {
        return Err(PackageError::Damaged);
    }
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(text, options).map_err(|_| PackageError::Damaged)
}

/// Whether the tags of a text are few enough, in every respect in which a reader's work grows faster than the text.
fn is_tame(text: &str) -> bool {
    let (mut depth, mut namespaces) = (0usize, 0usize);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
            .into_iter()
            .find(|(start, _)| rest.starts_with(start));
        if let Some((_, end)) = skipped {
            let Some((_, after)) = rest.split_once(end) else { return false };
            rest = after;
            continue;
        }
        let Some((tag, attributes)) = tag(rest) else { return false };
        namespaces += tag.matches("xmlns").count();
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with("/>") {
            depth += 1;
        }
        if tag.starts_with("<!")
            || depth > MAX_DEPTH
            || attributes > MOST_ATTRIBUTES
            || namespaces > MOST_NAMESPACES
        {
            return false;
        }
        rest = rest.get(tag.len()..).unwrap_or_default();
    }
    true
}

/// The tag at the beginning of a text, and how many attributes it has.
fn tag(text: &str) -> Option<(&str, usize)> {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return Some((text.get(..=at)?, attributes)),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Fields of an entry at a place in the file.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a [u8], usize);

impl<'a> Fields<'a> {
    fn bytes(self, at: usize, length: usize) -> Result<&'a [u8], PackageError> {
        let from = self.1.checked_add(at).ok_or(PackageError::Damaged)?;
        let to = from.checked_add(length).ok_or(PackageError::Damaged)?;
        self.0.get(from..to).ok_or(PackageError::Damaged)
    }

    fn number(self, at: usize, length: usize) -> Result<usize, PackageError> {
        let bytes = self.bytes(at, length)?;
        Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }
}
