//! What the exports add to the canonical text: a closed list. Anything else in an export is a fault.

pub use super::markdown::squeezed;
use clausewright::document::{Block, Document, Inline, KeyValue, Meta, canonical_text, plain};
use std::sync::Arc;

/// Where a signature, a place or a date is to be written by hand.
const SIGNING_LINE: &str = "……………………………………";

/// Markdown adds: "Reference" and "Version" with dots between the marks, the headings "Overview" and, of several sections,
/// "Contents", a colon behind the key of a pair, dots on lines to sign on, and the contents, which the reader checks and leaves out.
pub fn of_markdown(document: &Document) -> String {
    let mut document = document.clone();
    document.meta.facts.iter_mut().for_each(add_colon);
    add_to_blocks(&mut document.meta.overview);
    name_marks(&mut document.meta);
    add_overview(&mut document.meta);
    if document.sections.len() > 1 {
        document.meta.overview.push(heading("Contents"));
    }
    for clause in document.sections.iter_mut().flat_map(|s| &mut s.clauses) {
        add_to_blocks(&mut Arc::make_mut(clause).blocks);
    }
    squeezed(&canonical_text(&document))
}

fn add_to_blocks(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::KeyValues(pairs) => pairs.iter_mut().for_each(add_colon),
            Block::List(list) => list.items.iter_mut().for_each(|item| add_to_blocks(&mut item.blocks)),
            Block::Signatures(blocks) => {
                for line in blocks.iter_mut().flat_map(|b| &mut b.lines) {
                    add_colon(line);
                    if line.value.is_empty() {
                        line.value = vec![Inline::Text(SIGNING_LINE.to_owned())];
                    }
                }
            }
            _ => {}
        }
    }
}

fn add_colon(pair: &mut KeyValue) {
    pair.key.push(':');
}

/// "Reference Q-1 · Version 1.0 · Final".
fn name_marks(meta: &mut Meta) {
    let referenced = !plain(&meta.reference).trim().is_empty();
    if referenced {
        meta.reference.insert(0, Inline::Text("Reference ".to_owned()));
    }
    let mut before = referenced;
    for (mark, name) in [(&mut meta.version, "Version "), (&mut meta.status, "")] {
        if !mark.trim().is_empty() {
            *mark = format!("{}{name}{mark}", if before { "·" } else { "" });
            before = true;
        }
    }
}

fn add_overview(meta: &mut Meta) {
    if !meta.overview.is_empty() {
        meta.overview.insert(0, heading("Overview"));
    }
}

fn heading(title: &str) -> Block {
    Block::Heading(vec![Inline::Text(title.to_owned())])
}

/// A web page adds: "Reference" and "Version" with dots between the marks, the heading "Overview", and the contents, which
/// the reader checks and leaves out.
pub fn of_html(document: &Document) -> String {
    let mut document = document.clone();
    name_marks(&mut document.meta);
    add_overview(&mut document.meta);
    if plain(&document.meta.title).trim().is_empty() {
        document.meta.title = vec![Inline::Text("[Title]".to_owned())];
    }
    squeezed(&canonical_text(&document))
}

/// A Word file adds what a web page adds; what XML cannot hold is the replacement character.
pub fn of_docx(document: &Document) -> String {
    of_html(document).replace(|c: char| matches!(c, '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'), "\u{fffd}")
}

/// PDF adds: "Reference" and "Version" on the title page with dots between the marks, the headings "Contents", of
/// several sections, and "Overview"; it sets the name of the form and the numbers of annexes in capitals. Bullets, running headers and
/// the lines of the contents are no part of the text; the reader leaves them out.
pub fn of_pdf(document: &Document) -> String {
    let mut document = document.clone();
    let meta = &mut document.meta;
    meta.form = meta.form.to_uppercase();
    name_marks(meta);
    add_overview(meta);
    if document.sections.len() > 1 {
        meta.overview.insert(0, heading("Contents"));
    }
    for section in document.sections.iter_mut().filter(|s| s.annex) {
        section.number = section.number.to_uppercase();
    }
    squeezed(&canonical_text(&document))
}

/// Two texts are equal; if not, the place where they part.
#[track_caller]
pub fn assert_same(found: &str, expected: &str, what: &str) {
    if found == expected {
        return;
    }
    let at = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(60)).take(140).collect::<String>();
    panic!("{what} differs at character {at}\n   found: {}\nexpected: {}", near(found), near(expected));
}
