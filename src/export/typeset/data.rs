//! The document as the data files that the style reads. User text travels only here, as JSON strings.

use super::Mode;
use super::builder::{Builder, contents, one_line};
use super::shape::{ModeFile, PageFile, PosterLine};
use crate::document::{Document, Section, plain};
use crate::export::language::language;
use crate::value::FieldPath;
use std::collections::HashSet;

/// The longest title that the running header shows, in characters.
const HEADER_TITLE: usize = 72;
/// The longest reference, version or form that header and footer show, in characters.
const HEADER_PART: usize = 48;

/// What a page shows beside the document itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Printed across every page, for example `DRAFT · 3 open problems`; each part between ` · ` is a line.
    pub watermark: Option<String>,
}

/// A section or clause whose place on the pages can be asked for by `label`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub label: String,
    pub path: FieldPath,
    /// Whether it is an annex.
    pub annex: bool,
}

/// The data files of one document.
pub(super) struct Data {
    pub files: Vec<(String, Vec<u8>)>,
    /// In the order of the document.
    pub areas: Vec<Area>,
}

/// Where the style finds the attached draft.
pub(super) const DRAFT_FILE: &str = "/draft.ron";

/// What the sections of the last document became, to be used again for those that did not change.
#[derive(Default)]
pub(super) struct Kept {
    known: HashSet<String>,
    sections: Vec<KeptSection>,
}

struct KeptSection {
    section: Section,
    bytes: Vec<u8>,
    areas: Vec<Area>,
}

pub(super) fn build(
    document: &Document,
    marks: &Marks,
    mode: Mode,
    draft: Option<&[u8]>,
    kept: &mut Kept,
) -> Result<Data, serde_json::Error> {
    let meta = &document.meta;
    let mut builder = Builder::new(document);
    let mut files = Vec::with_capacity(document.sections.len() + 6);
    let mut put = |name: &str, bytes: Vec<u8>| files.push((format!("/data/{name}.json"), bytes));

    put("mode", serde_json::to_vec(&ModeFile { links: mode == Mode::Preview })?);
    put("page", serde_json::to_vec(&page(document, marks, draft.is_some()))?);
    put("front", serde_json::to_vec(&builder.front(document))?);
    let overview = builder.overview(&meta.overview);
    put("contents", serde_json::to_vec(&contents(document, &overview))?);
    put("overview", serde_json::to_vec(&overview)?);
    if !builder.unique || builder.known != kept.known {
        kept.sections.clear();
    }
    kept.sections.truncate(document.sections.len());
    let mut areas = std::mem::take(&mut builder.areas);
    for (index, section) in document.sections.iter().enumerate() {
        if kept.sections.get(index).is_none_or(|kept| kept.section != *section) {
            let bytes = serde_json::to_vec(&builder.section(section))?;
            let new =
                KeptSection { section: section.clone(), bytes, areas: std::mem::take(&mut builder.areas) };
            match kept.sections.get_mut(index) {
                Some(old) => *old = new,
                None => kept.sections.push(new),
            }
        }
        if let Some(kept) = kept.sections.get(index) {
            put(&format!("section-{index}"), kept.bytes.clone());
            areas.extend_from_slice(&kept.areas);
        }
    }
    kept.known = builder.known;
    if let Some(bytes) = draft {
        files.push((DRAFT_FILE.to_owned(), bytes.to_vec()));
    }
    Ok(Data { files, areas })
}

fn page(document: &Document, marks: &Marks, attach: bool) -> PageFile {
    let meta = &document.meta;
    let (lang, region) = language(&meta.language);
    let join =
        |parts: [String; 2]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
    let title = one_line(&meta.title_text);
    // The accessibility standard wants a title whatever the draft holds so far.
    let fallback = [&title, &meta.form].into_iter().map(|t| one_line(t)).find(|t| !t.is_empty());
    PageFile {
        lang,
        region,
        foot: join([shorten(fallback.as_deref().unwrap_or_default(), HEADER_TITLE), meta.status.clone()]),
        title: fallback.unwrap_or_else(|| "Agreement".to_owned()),
        authors: meta.parties.iter().map(|p| one_line(&plain(&p.name))).filter(|n| !n.is_empty()).collect(),
        head: (
            shorten(&title, HEADER_TITLE),
            join([
                shorten(&one_line(&meta.reference_text), HEADER_PART),
                if meta.version.is_empty() {
                    String::new()
                } else {
                    format!("Version {}", shorten(&one_line(&meta.version), HEADER_PART))
                },
            ]),
        ),
        count: ("Page ", " of ", ""),
        watermark: marks.watermark.as_deref().map(poster).unwrap_or_default(),
        sections: document.sections.len(),
        annexes: document.sections.iter().position(|s| s.annex).unwrap_or(document.sections.len()),
        attach,
    }
}

/// The lines of a watermark, each as large as the diagonal of the page allows.
fn poster(text: &str) -> Vec<PosterLine> {
    /// Length of the line across the page, in points.
    const DIAGONAL: usize = 620;
    let line = |(index, part): (usize, &str)| {
        // The first line is bold, spaced capitals; widths are in hundredths of the size.
        let (most, width) = if index == 0 { (120, 72) } else { (30, 54) };
        let size = (DIAGONAL * 100 / (part.chars().count().max(1) * width)).min(most);
        PosterLine { text: part.to_owned(), size }
    };
    text.split(" \u{b7} ").enumerate().map(line).collect()
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}
