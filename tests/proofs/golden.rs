//! The text of every example, to be read in review. See the head of `main.rs` for how to accept changes.

use super::canonical::exported;
use super::pdf;
use clausewright::document::assemble;
use clausewright::draft::to_ron;
use clausewright::export::{ExportOptions, Format};
use clausewright::template::library;
use std::fmt::Write;

#[test]
fn the_golden_texts_stand() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for form in library() {
            let id = form.template().id.as_str();
            let document = assemble(form.example(), form);
            let source = to_ron(form.example()).unwrap().into_bytes();
            let options = ExportOptions { open_problems: None, source: Some(source) };
            let markdown = String::from_utf8(exported(&document, Format::Markdown, &options)).unwrap();
            insta::assert_snapshot!(format!("{id}.md"), markdown);
            insta::assert_snapshot!(
                format!("{id}.pdf"),
                outline(&exported(&document, Format::Pdf, &options))
            );
        }
    });
}

/// A line an element: its structure type, then its text.
fn outline(bytes: &[u8]) -> String {
    let printed = pdf::read(bytes);
    let mut out = String::new();
    for element in &printed.elements {
        let mut text = element.text.replace('\u{ad}', "");
        if element.role.starts_with('H') {
            // The number of a heading stands in a column of its own.
            let number = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
            text.insert(number, ' ');
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let _ = writeln!(out, "{:<9}{}", element.role, words.join(" "));
    }
    out
}
