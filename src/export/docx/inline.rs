//! Inlines of the document as runs.

use super::writer::{Writer, mark_name};
use super::xml::escape_into;
use crate::document::marked::{Change, Fragment};
use crate::document::{Inline, Mark, plain};
use crate::export::script::{directions, leans_leftward};
use crate::export::typeset::stays_on_one_line;
use std::fmt::Write;

/// How the letters of a run look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    pub style: Option<&'static str>,
    pub strong: bool,
    pub emphasis: bool,
    pub mark: Option<Mark>,
}

/// Whether a paragraph of these words runs from right to left: as its own words do, and as the values in it only where it
/// has no words of its own.
pub fn runs_leftward(text: &[Fragment]) -> bool {
    let mut own = String::new();
    text.iter().for_each(|fragment| own_words(&fragment.inlines, &mut own));
    if own.chars().any(char::is_alphabetic) {
        return leans_leftward(&own);
    }
    let all: String = text.iter().map(|fragment| plain(&fragment.inlines)).collect();
    leans_leftward(&all)
}

fn own_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::TermRef { text, .. } | Inline::CrossRef { text, .. } => {
                out.push_str(text);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } => {
                own_words(inner, out);
            }
            Inline::Value { .. } | Inline::TermDef { .. } | Inline::Missing { .. } | Inline::Break => {}
        }
    }
}

impl Writer<'_> {
    pub fn fragments(&mut self, text: &[Fragment]) {
        for fragment in text {
            self.inlines(fragment.change, &fragment.inlines, Letters::default());
        }
    }

    /// Words of our own, or of the document without form.
    pub fn words(&mut self, change: Change, text: &str) {
        self.run(change, text, Letters::default());
    }

    fn inlines(&mut self, change: Change, inlines: &[Inline], letters: Letters) {
        for inline in inlines {
            self.inline(change, inline, letters);
        }
    }

    fn inline(&mut self, change: Change, inline: &Inline, letters: Letters) {
        match inline {
            Inline::Text(text) => self.run(change, text, letters),
            Inline::Value { text, .. } if stays_on_one_line(text) => {
                self.run(change, &text.replace(' ', "\u{a0}"), letters);
            }
            Inline::Value { text, .. } => self.run(change, text, letters),
            Inline::Strong(inner) => self.inlines(change, inner, Letters { strong: true, ..letters }),
            Inline::Emphasis(inner) => self.inlines(change, inner, Letters { emphasis: true, ..letters }),
            Inline::Marked { mark, inner } => {
                self.inlines(change, inner, Letters { mark: Some(*mark), ..letters });
            }
            Inline::TermRef { anchor, text, .. } => self.link(change, anchor, text, letters),
            Inline::CrossRef { anchor, text } => self.reference(change, anchor, text, letters),
            Inline::TermDef { anchor, text, .. } => {
                let placed = if change == Change::Deleted { None } else { self.begin_bookmark(anchor) };
                self.run(change, text, Letters { style: Some("DefinedTerm"), ..letters });
                if let Some(id) = placed {
                    self.end_bookmark(id);
                }
            }
            Inline::Missing { label, .. } => {
                self.run(change, &format!("[{label}]"), Letters { style: Some("MissingValue"), ..letters });
            }
            Inline::Break => self.run(change, "\n", letters),
        }
    }

    /// A text that leads to a place in the document; the text alone where there is no such place.
    pub fn link(&mut self, change: Change, anchor: &str, text: &str, letters: Letters) {
        let Some(target) = self.bookmarks.target(anchor).filter(|_| change != Change::Deleted) else {
            return self.run(change, text, letters);
        };
        let _ = write!(self.out, "<w:hyperlink w:anchor=\"{target}\" w:history=\"1\">");
        self.run(change, text, letters);
        self.out.push_str("</w:hyperlink>");
    }

    /// "clause 7.2", whose number follows the clause wherever it goes.
    fn reference(&mut self, change: Change, anchor: &str, text: &str, letters: Letters) {
        let number = self.bookmarks.numbers.get(anchor).and_then(|number| {
            text.strip_suffix(number.as_str()).map(|before| (before.to_owned(), number.clone()))
        });
        let target = self.bookmarks.target(anchor).map(str::to_owned);
        let (Some((before, number)), Some(target)) = (number, target) else {
            return self.link(change, anchor, text, letters);
        };
        if change == Change::Deleted {
            return self.run(change, text, letters);
        }
        self.run(change, &before.replace(' ', "\u{a0}"), letters);
        self.field(change, &format!("REF {target} \\n \\h"), &number, letters);
    }

    /// A field with the text that it shows until it is brought up to date.
    pub fn field(&mut self, change: Change, instruction: &str, shown: &str, letters: Letters) {
        self.within(change, |writer| {
            for (kind, then) in [("begin", true), ("separate", false)] {
                writer.char_run(letters, &format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
                if then {
                    let code = format!("<w:instrText xml:space=\"preserve\"> {instruction} </w:instrText>");
                    writer.char_run(letters, &code);
                }
            }
        });
        self.run(change, shown, letters);
        self.within(change, |writer| writer.char_run(letters, "<w:fldChar w:fldCharType=\"end\"/>"));
    }

    /// A run for each stretch of one direction.
    pub fn run(&mut self, change: Change, text: &str, letters: Letters) {
        if text.is_empty() {
            return;
        }
        // What was moved away is not called deleted text (ISO/IEC 29500-1, 17.13.5.22).
        let deleted = change == Change::Deleted && !self.moving;
        self.within(change, |writer| {
            for (piece, leftward) in directions(text, writer.leftward) {
                writer.out.push_str("<w:r>");
                writer.letters(letters, leftward);
                content(piece, deleted, &mut writer.out);
                writer.out.push_str("</w:r>");
            }
        });
    }

    fn char_run(&mut self, letters: Letters, content: &str) {
        self.out.push_str("<w:r>");
        self.letters(letters, false);
        self.out.push_str(content);
        self.out.push_str("</w:r>");
    }

    /// Runs that were inserted or deleted stand inside a mark that says so.
    fn within(&mut self, change: Change, fill: impl FnOnce(&mut Self)) {
        let mark = self.change_mark(change);
        if let Some(mark) = &mark {
            let _ = write!(self.out, "{mark}>");
        }
        fill(self);
        if let Some(name) = mark.and(mark_name(change, self.moving)) {
            let _ = write!(self.out, "</w:{name}>");
        }
    }

    fn letters(&mut self, letters: Letters, leftward: bool) {
        if letters == Letters::default() && !leftward {
            return;
        }
        self.out.push_str("<w:rPr>");
        if let Some(style) = letters.style {
            let _ = write!(self.out, "<w:rStyle w:val=\"{style}\"/>");
        }
        if letters.strong {
            self.out.push_str("<w:b/><w:bCs/>");
        }
        if letters.emphasis || letters.mark == Some(Mark::Note) {
            self.out.push_str("<w:i/><w:iCs/>");
        }
        if letters.mark == Some(Mark::Deleted) {
            self.out.push_str("<w:strike/>");
        }
        if letters.mark == Some(Mark::Inserted) {
            self.out.push_str("<w:u w:val=\"single\"/>");
        }
        if leftward {
            self.out.push_str("<w:rtl/>");
        }
        self.out.push_str("</w:rPr>");
    }
}

/// The letters of a run; line feeds are breaks.
fn content(text: &str, deleted: bool, out: &mut String) {
    let tag = if deleted { "w:delText" } else { "w:t" };
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\t', '\u{ad}']).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if !piece.is_empty() {
            let _ = write!(out, "<{tag} xml:space=\"preserve\">");
            escape_into(&piece.replace('\r', ""), out);
            let _ = write!(out, "</{tag}>");
        }
        let mut letters = after.chars();
        match letters.next() {
            Some('\n') => out.push_str("<w:br/>"),
            Some('\t') => out.push_str("<w:tab/>"),
            Some(_) => out.push_str("<w:softHyphen/>"),
            None => {}
        }
        rest = letters.as_str();
    }
}
