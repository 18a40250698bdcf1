//! The text of a web page export as a reader sees it.

#[path = "../../src/export/html/read_back.rs"]
mod read_back;

use clausewright::document::Document;

/// Without white space and without the contents, which must list the sections.
pub fn text(html: &str, document: &Document) -> String {
    let title = |number: &str, title: &str| format!("{number} {title}");
    let sections: Vec<_> =
        document.sections.iter().map(|s| (s.anchor.as_str(), title(&s.number, &s.title))).collect();
    read_back::read_back(html, &sections)
}
