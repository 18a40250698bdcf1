//! The text of a Markdown export as a reader of the rendered page sees it.

#[path = "../../src/export/markdown/read_back.rs"]
mod read_back;

use clausewright::document::Document;
pub use read_back::squeezed;

/// Without white space and without the contents, which must list the sections.
pub fn text(markdown: &str, document: &Document) -> String {
    let section = |s: &clausewright::document::Section| format!("{} {}", s.number, s.title);
    let sections: Vec<_> = document.sections.iter().map(|s| (s.anchor.as_str(), section(s))).collect();
    read_back::read_back(markdown, &sections)
}
