//! The text of a Word export as a word processor shows it.

#[path = "../../src/export/docx/read_back.rs"]
mod read_back;

use clausewright::document::Document;
use read_back::{Take, unzipped};

/// Without white space and without the contents, which must list the sections; numbers are counted from the definitions
/// in the file.
pub fn text(bytes: &[u8], document: &Document) -> String {
    let [rejected, accepted] = sides(bytes, [document, document]);
    assert!(accepted == rejected, "nothing is tracked in it");
    accepted
}

/// As [`text`], with the tracked changes rejected, which gives the first document, and accepted, which gives the second.
pub fn sides(bytes: &[u8], documents: [&Document; 2]) -> [String; 2] {
    let parts = unzipped(bytes);
    let [old, new] = documents.map(|document| -> Vec<String> {
        document.sections.iter().map(|s| format!("{} {}", s.number, s.title)).collect()
    });
    [(Take::Rejected, old), (Take::Accepted, new)]
        .map(|(take, sections)| read_back::read_back(&|name| parts[name].clone(), &sections, take))
}

/// A part of the file, as it stands there.
pub fn part(bytes: &[u8], name: &str) -> String {
    unzipped(bytes)[name].clone()
}
