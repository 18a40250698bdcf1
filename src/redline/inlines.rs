//! Inlines of two documents, word by word.

use super::tokens::{Lexicon, Token, tokens};
use super::tree::{Bit, Look, Meaning, Words};
use super::words::{Run, Span, spans};
use crate::document::Inline;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Between the paragraphs that one became, or that became one.
pub(super) const PARAGRAPH: char = '\u{2029}';

/// What both documents know: their terms, and what became of the places that the old one refers to.
#[derive(Default)]
pub(super) struct Context {
    pub lexicon: Lexicon,
    /// By the anchors of the old document, those of the new one, where they differ.
    pub anchors: HashMap<String, String>,
}

/// Inlines as one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    pub text: String,
    /// To which byte each look goes.
    looks: Vec<(usize, Look)>,
    references: Vec<(Range<usize>, String)>,
}

impl Flat {
    pub fn of(inlines: &[Inline]) -> Self {
        let mut flat = Self::default();
        flat.add(inlines, &Look::default());
        flat
    }

    pub fn plain(text: &str) -> Self {
        let mut flat = Self::default();
        flat.push(text, Look::default());
        flat
    }

    /// Several paragraphs as one text.
    pub fn of_paragraphs(paragraphs: &[&[Inline]]) -> Self {
        let mut flat = Self::default();
        for (at, inlines) in paragraphs.iter().enumerate() {
            if at > 0 {
                flat.push_raw(&PARAGRAPH.to_string(), Look::default());
            }
            flat.add(inlines, &Look::default());
        }
        flat
    }

    fn add(&mut self, inlines: &[Inline], look: &Look) {
        for inline in inlines {
            let meant = |meaning: Meaning| Look { meaning, ..look.clone() };
            match inline {
                Inline::Text(text) => self.push(text, look.clone()),
                Inline::Value { path, text } => self.push(text, meant(Meaning::Value(path.clone()))),
                Inline::TermRef { anchor, text, .. } => self.push(text, meant(Meaning::Term(anchor.clone()))),
                Inline::CrossRef { anchor, text } => {
                    let start = self.text.len();
                    self.push(text, meant(Meaning::Reference(anchor.clone())));
                    self.references.push((start..self.text.len(), anchor.clone()));
                }
                Inline::TermDef { anchor, text, .. } => {
                    self.push(text, meant(Meaning::Definition(anchor.clone())));
                }
                Inline::Missing { path, label } => {
                    self.push(&format!("[{label}]"), meant(Meaning::Missing(path.clone())));
                }
                Inline::Strong(inner) => self.add(inner, &Look { strong: true, ..look.clone() }),
                Inline::Emphasis(inner) => self.add(inner, &Look { emphasis: true, ..look.clone() }),
                Inline::Marked { inner, .. } => self.add(inner, look),
                Inline::Break => self.push("\n", look.clone()),
            }
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        let clean = match text.contains(PARAGRAPH) {
            true => Cow::Owned(text.replace(PARAGRAPH, "\u{2028}")),
            false => Cow::Borrowed(text),
        };
        self.push_raw(&clean, look);
    }

    fn push_raw(&mut self, text: &str, look: Look) {
        self.text.push_str(text);
        match self.looks.last_mut() {
            Some((end, last)) if *last == look => *end = self.text.len(),
            _ if text.is_empty() => {}
            _ => self.looks.push((self.text.len(), look)),
        }
    }

    /// A part of the text, a piece for each look.
    fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, &Look)> {
        let first = self.looks.partition_point(|(end, _)| *end <= range.start);
        let mut at = range.start;
        self.looks.get(first..).unwrap_or_default().iter().map_while(move |(end, look)| {
            let piece = at..(*end).min(range.end);
            at = piece.end.max(at);
            (!piece.is_empty()).then_some((piece, look))
        })
    }

    fn refers(&self, range: &Range<usize>) -> bool {
        self.references.iter().any(|(r, _)| r.start >= range.start && r.end <= range.end)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }

    /// All of it in one run.
    pub fn whole(&self, run: Run) -> Words {
        let mut out = Vec::new();
        self.bits(run, 0..self.text.len(), &mut out);
        Words(out)
    }

    fn bits(&self, run: Run, range: Range<usize>, out: &mut Vec<Bit>) {
        for (piece, look) in self.pieces(range) {
            let text = self.slice(piece).to_owned();
            out.push(Bit { run, text, was: None, look: look.clone() });
        }
    }

    fn tokens(&self, context: &Context, old: bool) -> Vec<Token<'_>> {
        let references: Cow<'_, [_]> = match old && !context.anchors.is_empty() {
            false => Cow::Borrowed(&self.references),
            true => {
                let led = |(range, anchor): &(Range<usize>, String)| {
                    (range.clone(), context.anchors.get(anchor).unwrap_or(anchor).clone())
                };
                self.references.iter().map(led).collect()
            }
        };
        tokens(&self.text, &context.lexicon, &references, true)
    }
}

/// Both texts, word by word.
pub(super) fn compare(old: &Flat, new: &Flat, context: &Context) -> Words {
    if old.text == new.text && old.references.is_empty() && new.references.is_empty() {
        return new.whole(Run::Same);
    }
    let (before, after) = (old.tokens(context, true), new.tokens(context, false));
    let mut out = Vec::new();
    let mut spans = spans((&old.text, &before), (&new.text, &after), alike).into_iter().peekable();
    while let Some(span) = spans.next() {
        // A reference that was typed and is a live one now reads the same.
        if let (Span::Removed(o), Some(Span::Added(n))) = (&span, spans.peek())
            && old.slice(o.clone()) == new.slice(n.clone())
            && !(old.refers(o) && new.refers(n))
        {
            new.bits(Run::Same, n.clone(), &mut out);
            spans.next();
            continue;
        }
        match span {
            Span::Removed(range) => old.bits(Run::Removed, range, &mut out),
            Span::Added(range) => new.bits(Run::Added, range, &mut out),
            Span::Same { old: o, new: n } => same(old, o, new, n, (&before, &after), &mut out),
        }
    }
    Words(out)
}

/// A part that is the same on both sides, with its old text where that reads otherwise.
fn same(
    old: &Flat,
    o: Range<usize>,
    new: &Flat,
    n: Range<usize>,
    (before, after): (&[Token<'_>], &[Token<'_>]),
    out: &mut Vec<Bit>,
) {
    if old.slice(o.clone()) == new.slice(n.clone()) {
        return new.bits(Run::Same, n, out);
    }
    let within = |tokens: &[Token<'_>], range: &Range<usize>| -> Vec<Range<usize>> {
        let first = tokens.partition_point(|t| t.range.start < range.start);
        let all = tokens.get(first..).unwrap_or_default().iter();
        all.take_while(|t| t.range.end <= range.end).map(|t| t.range.clone()).collect()
    };
    // Token by token, so that only what reads otherwise carries its old text.
    let (mut o_at, mut n_at) = (o.start, n.start);
    let piece = |o: Range<usize>, n: Range<usize>, out: &mut Vec<Bit>| {
        let (was, now) = (old.slice(o), new.slice(n.clone()));
        if was == now {
            new.bits(Run::Same, n, out);
        } else {
            let look = new.pieces(n.clone()).next().map(|(_, look)| look.clone()).unwrap_or_default();
            out.push(Bit { run: Run::Same, text: now.to_owned(), was: Some(was.to_owned()), look });
        }
    };
    for (ot, nt) in within(before, &o).into_iter().zip(within(after, &n)) {
        piece(o_at..ot.start, n_at..nt.start, out);
        piece(ot.clone(), nt.clone(), out);
        (o_at, n_at) = (ot.end, nt.end);
    }
    piece(o_at..o.end, n_at..n.end, out);
    joined(out);
}

/// Neighbours of one look as one.
fn joined(bits: &mut Vec<Bit>) {
    let mut out: Vec<Bit> = Vec::with_capacity(bits.len());
    for bit in bits.drain(..) {
        match out.last_mut() {
            Some(last)
                if last.run == bit.run
                    && last.look == bit.look
                    && last.was.is_none()
                    && bit.was.is_none() =>
            {
                last.text.push_str(&bit.text);
            }
            _ => out.push(bit),
        }
    }
    *bits = out;
}

/// White space that reads alike: lines and paragraphs end at the same places.
fn alike(old: &str, new: &str) -> bool {
    let sort = |blank: &str| match blank {
        "" => 0,
        blank if blank.contains(PARAGRAPH) => 3,
        blank if blank.contains(['\n', '\u{2028}']) => 2,
        _ => 1,
    };
    old == new || sort(old) == sort(new)
}
