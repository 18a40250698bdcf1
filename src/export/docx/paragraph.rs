//! Paragraphs: their style, number and place, and whether they were inserted or deleted.

use super::inline::runs_leftward;
use super::numbering::Number;
use super::writer::Writer;
use crate::document::marked::{Change, Fragment, Side, Sides};
use std::fmt::Write;

/// What a paragraph is beside its text.
#[derive(Clone, Debug)]
pub struct Look {
    pub style: &'static str,
    /// Stays on the page of what follows.
    pub keep_next: bool,
    pub number: Number,
    /// The style numbers its paragraphs; this one bears none.
    pub unnumbered: bool,
    /// Where the text begins, and by how much the first line hangs before it, in twentieths of a point; the style's own
    /// where it is `None`.
    pub indent: Option<(usize, usize)>,
    /// Set to the end of the line.
    pub end: bool,
    /// The fate of the paragraph's end.
    pub change: Change,
}

impl Look {
    pub fn of(style: &'static str) -> Self {
        Self {
            style,
            keep_next: false,
            number: Number::None,
            unnumbered: false,
            indent: None,
            end: false,
            change: Change::Same,
        }
    }

    pub fn keeping(self, keep_next: bool) -> Self {
        Self { keep_next, ..self }
    }

    pub fn changed(self, change: Change) -> Self {
        Self { change, ..self }
    }

    pub fn indented(self, left: usize, hanging: usize) -> Self {
        Self { indent: Some((left, hanging)), ..self }
    }

    pub fn numbered(self, number: Number) -> Self {
        Self { number, ..self }
    }
}

impl Writer<'_> {
    /// A paragraph of these words, which are at the places of the anchors.
    pub fn paragraph(&mut self, look: &Look, anchors: &[&str], text: &[Fragment]) {
        self.paragraph_of(look, anchors, text, |writer| writer.fragments(text));
    }

    /// A paragraph whose content is written by `fill`; `text` tells in which direction it runs.
    pub fn paragraph_of(
        &mut self,
        look: &Look,
        anchors: &[&str],
        text: &[Fragment],
        fill: impl FnOnce(&mut Self),
    ) {
        let leftward = runs_leftward(text);
        self.out.push_str("<w:p>");
        self.properties(look, leftward);
        self.leftward = leftward;
        self.begin_own_bookmark();
        let placed: Vec<u32> = anchors.iter().filter_map(|anchor| self.begin_bookmark(anchor)).collect();
        if let Number::Written(label) = &look.number {
            self.written_number(label);
        }
        fill(self);
        placed.into_iter().for_each(|id| self.end_bookmark(id));
        self.leftward = false;
        self.out.push_str("</w:p>");
    }

    fn properties(&mut self, look: &Look, leftward: bool) {
        let _ = write!(self.out, "<w:pPr><w:pStyle w:val=\"{}\"/>", look.style);
        if look.keep_next {
            self.out.push_str("<w:keepNext/>");
        }
        if std::mem::take(&mut self.new_page) {
            self.out.push_str("<w:pageBreakBefore/>");
        }
        match look.number {
            Number::Live { list, level } => {
                let _ = write!(
                    self.out,
                    "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
                );
            }
            Number::Written(_) | Number::None if look.unnumbered => {
                self.out.push_str("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>");
            }
            _ => {}
        }
        if leftward {
            self.out.push_str("<w:bidi/>");
        }
        if let Some((left, hanging)) = look.indent {
            let _ = write!(self.out, "<w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/>");
        }
        if look.end {
            self.out.push_str("<w:jc w:val=\"right\"/>");
        }
        if let Some(mark) = self.change_mark(look.change) {
            let _ = write!(self.out, "<w:rPr>{mark}/></w:rPr>");
        }
        self.out.push_str("</w:pPr>");
    }

    /// `(a)` and a tab, as text: where the word processor would count otherwise.
    fn written_number(&mut self, label: &Sides) {
        let (old, new) = (label.on(Side::Old), label.on(Side::New));
        if old == new {
            return self.words(Change::Same, &format!("{}\t", new.unwrap_or_default()));
        }
        for (change, label) in [(Change::Deleted, old), (Change::Inserted, new)] {
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                self.words(change, &format!("{label}\t"));
            }
        }
    }
}
