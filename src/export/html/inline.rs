//! Inlines of the document as HTML.

use super::escape::escape;
use crate::document::{Inline, Mark};
use crate::export::meeting::meet;
use crate::export::script::runs_left;
use std::collections::HashSet;
use std::fmt::Write;

pub struct Inlines {
    /// The places that links can lead to.
    anchors: HashSet<String>,
    /// Those that were set: an id stands once.
    placed: HashSet<String>,
}

impl Inlines {
    pub fn new(anchors: HashSet<String>) -> Self {
        Self { anchors, placed: HashSet::new() }
    }

    /// The attribute that makes an element the place of an anchor.
    pub fn id(&mut self, anchor: &str) -> String {
        let first = !anchor.is_empty() && self.placed.insert(anchor.to_owned());
        if first { format!(" id=\"{}\"", escape(anchor)) } else { String::new() }
    }

    pub fn write(&mut self, inlines: &[Inline], out: &mut String) {
        let mut before = None;
        for inline in inlines {
            let met = before.is_some_and(|before| meet(before, inline));
            before = Some(inline);
            match inline {
                Inline::Text(text) => lines(text, out),
                Inline::Value { text, .. } => apart(text, out),
                Inline::Strong(inner) => self.within("strong", inner, out),
                Inline::Emphasis(inner) => self.within("em", inner, out),
                Inline::TermRef { anchor, text, .. } | Inline::CrossRef { anchor, text } => {
                    if self.anchors.contains(anchor) {
                        let _ = write!(out, "<a href=\"#{}\">", escape(anchor));
                        lines(text, out);
                        out.push_str("</a>");
                    } else {
                        lines(text, out);
                    }
                }
                Inline::TermDef { anchor, text, .. } => {
                    let id = self.id(anchor);
                    let _ = write!(out, "<dfn{id}>");
                    lines(text, out);
                    out.push_str("</dfn>");
                }
                Inline::Missing { label, .. } => {
                    let _ = write!(out, "<mark>[{}]</mark>", escape(label));
                }
                Inline::Break => out.push_str("<br>"),
                // What came may stand on the line below what went.
                Inline::Marked { mark: Mark::Inserted, inner } => {
                    out.push_str(if met { MET } else { "<wbr>" });
                    self.within("ins", inner, out);
                }
                Inline::Marked { mark: Mark::Deleted, inner } => {
                    out.push_str(if met { MET } else { "" });
                    self.within("del", inner, out);
                }
                Inline::Marked { mark: Mark::Note, inner } => {
                    out.push_str("<span class=\"note\">");
                    self.write(inner, out);
                    out.push_str("</span>");
                }
            }
        }
    }

    fn within(&mut self, tag: &str, inner: &[Inline], out: &mut String) {
        let _ = write!(out, "<{tag}>");
        self.write(inner, out);
        let _ = write!(out, "</{tag}>");
    }
}

/// Between what went and what came, where no space is: the style sets them apart.
const MET: &str = "<wbr class=\"met\">";

/// A user's value must not turn the sentence around it.
fn apart(text: &str, out: &mut String) {
    if runs_left(text) {
        out.push_str("<bdi>");
        lines(text, out);
        out.push_str("</bdi>");
    } else {
        lines(text, out);
    }
}

/// A text whose line feeds, if it has any, are line breaks.
fn lines(text: &str, out: &mut String) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("<br>");
        }
        breakable(line, out);
    }
}

/// Words longer than this would push a table out of the page, in characters.
const LONG: usize = 30;
/// So many characters of them stay together.
const PIECE: usize = 10;

/// A line in which a browser may break very long words.
fn breakable(line: &str, out: &mut String) {
    for (at, word) in line.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        if word.chars().count() <= LONG {
            out.push_str(&escape(word));
            continue;
        }
        for (n, c) in word.chars().enumerate() {
            if n > 0 && n % PIECE == 0 {
                out.push_str("<wbr>");
            }
            out.push_str(&escape(c.encode_utf8(&mut [0; 4])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_very_long_words_may_be_broken() {
        let shown = |text: &str| {
            let mut out = String::new();
            lines(text, &mut out);
            out
        };
        assert_eq!(shown("service@quillmere.example & co\nx"), "service@quillmere.example &amp; co<br>x");
        let long = "W".repeat(31);
        assert_eq!(shown(&format!("a {long}")), "a WWWWWWWWWW<wbr>WWWWWWWWWW<wbr>WWWWWWWWWW<wbr>W");
    }
}
