//! The agreement as a Word file: named styles, live numbers, references and contents, and the draft inside.
//!
//! Our own writer of the parts that an agreement needs; [`xml`] is the one way a text enters a part, [`zip`] packs the parts
//! without times. Each clause stands in a content control that is tagged with its id, so that a file that comes back
//! can be laid beside the draft it was made from.

mod blocks;
mod body;
mod bookmarks;
mod contents;
pub(super) mod draft_part;
mod inline;
mod moves;
mod numbering;
mod paragraph;
mod parts;
#[cfg(test)]
mod read_back;
pub mod returned;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod title_page;
mod writer;
mod xml;
pub(super) mod zip;

use super::script::east_asian;
use crate::document::marked::{MarkedDocument, Revision};
use crate::document::{Document, Inline, walk};
use parts::Languages;
pub use tags::tags;
use writer::Writer;
use zip::Zip;

/// Namespaces of the main part; the last one may be ignored by those who do not know it.
const ROOT: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w15\"";

/// The file of a document; `mark` stands across every page while it is a draft, and `source` is the draft as it is
/// saved, from which the file can be opened for editing again. Same document, same bytes.
pub fn export(document: &Document, mark: Option<&str>, source: Option<&[u8]>) -> Vec<u8> {
    let marked = MarkedDocument::of(document);
    let mut writer = Writer::new(&marked, None);
    writer.body(&marked, &tags(document));
    package(&marked, &writer, &document_languages(document), mark, source)
}

/// The file of two documents laid over each other: what was inserted and deleted are tracked changes, which a word
/// processor can accept, for the new document, or reject, for the old one.
pub fn export_changes(document: &MarkedDocument, revision: &Revision) -> Vec<u8> {
    let mut writer = Writer::new(document, Some(revision));
    writer.body(document, &[]);
    let languages = document_languages(&document.side(crate::document::marked::Side::New));
    package(document, &writer, &languages, None, None)
}

fn document_languages(document: &Document) -> Languages {
    let mut texts: Vec<&str> = Vec::new();
    walk(document, |_, inline| {
        if let Inline::Text(text) | Inline::Value { text, .. } = inline {
            texts.push(text);
        }
    });
    Languages::of(&document.meta, east_asian(texts.into_iter()))
}

fn package(
    document: &MarkedDocument,
    writer: &Writer<'_>,
    languages: &Languages,
    mark: Option<&str>,
    source: Option<&[u8]>,
) -> Vec<u8> {
    let meta = &document.meta;
    let mut text = String::with_capacity(writer.out.len() + 600);
    text.push_str(xml::DECLARATION);
    text.push_str(&format!(
        "<w:document xmlns:w=\"{}\" xmlns:r=\"{}\" {ROOT}><w:body>",
        parts::MAIN,
        parts::RELATIONS
    ));
    text.push_str(&writer.out);
    text.push_str("</w:body></w:document>");

    let mut zip = Zip::default();
    let mut add = |name: &str, content: &str| zip.add(name, content.as_bytes());
    add("[Content_Types].xml", &parts::content_types(source.is_some()));
    add("_rels/.rels", &parts::package_relationships());
    add("docProps/core.xml", &parts::core_properties(meta));
    add("docProps/app.xml", &parts::app_properties());
    add("word/document.xml", &text);
    add("word/_rels/document.xml.rels", &parts::document_relationships(source.is_some()));
    add("word/styles.xml", &parts::styles(languages));
    add("word/numbering.xml", &writer.numbers.part());
    add("word/settings.xml", &parts::settings(languages));
    add("word/fontTable.xml", parts::fonts());
    add("word/header1.xml", &parts::header(meta, mark, false));
    add("word/header2.xml", &parts::header(meta, mark, true));
    add("word/footer1.xml", &parts::footer(meta));
    if let Some(source) = source {
        add("customXml/item1.xml", &draft_part::part(source));
        add("customXml/itemProps1.xml", &parts::draft_properties(meta));
        add("customXml/_rels/item1.xml.rels", &parts::draft_relationships());
    }
    zip.finish()
}
