//! The short way through texts without markup, which most texts are.

use super::markup::{MarkupBlock, Span};
use super::protect::{OPEN, Protected, push_text};

/// The paragraphs of a text in which CommonMark sees nothing but paragraphs; `None` when it might see more.
pub(super) fn paragraphs(protected: &Protected) -> Option<Vec<MarkupBlock>> {
    let source = protected.source.as_str();
    if source.bytes().any(|b| matches!(b, b'*' | b'_' | b'\\' | b'\t' | b'\r')) {
        return None;
    }
    let mut out = Vec::new();
    let mut open: Vec<Span> = Vec::new();
    for line in source.split('\n') {
        if line.is_empty() {
            close(&mut open, &mut out);
            continue;
        }
        if !is_prose(line) {
            return None;
        }
        if !open.is_empty() {
            push_text(&mut open, " ");
        }
        protected.restore(line, &mut open);
    }
    close(&mut open, &mut out);
    Some(out)
}

fn close(open: &mut Vec<Span>, out: &mut Vec<MarkupBlock>) {
    if !open.is_empty() {
        out.push(MarkupBlock::Paragraph(std::mem::take(open)));
    }
}

/// A line that begins like a sentence: no list, heading, quotation, rule or indentation begins with these.
fn is_prose(line: &str) -> bool {
    let begins = line.starts_with(|c: char| c.is_alphabetic() || matches!(c, OPEN | '“' | '(' | '"' | '\''));
    begins && !line.ends_with(' ')
}
