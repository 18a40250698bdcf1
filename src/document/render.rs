//! Parsed text and facts to blocks: here placeholders become values.

use super::blocks::prose;
use super::blocks::{Context, business_time};
use super::number::{Target, Targets};
use super::{Block, Inline, List, ListItem, Terms, TextProblem, TextProblemKind, labels};
use crate::template::{Facts, Filter, Markup, MarkupBlock, MarkupFault, Placeholder, Span};
use crate::value::{FieldPath, LeafKind, capitalised};

/// Fills in the texts of one clause.
pub(super) struct Renderer<'a> {
    pub facts: Facts<'a>,
    pub terms: &'a Terms,
    pub numbering: &'a dyn Targets,
    /// Where problems of this text are mended.
    pub place: FieldPath,
    /// The drafter wrote the text; what leads nowhere in it is then shown as it was typed.
    pub written: bool,
    pub problems: &'a mut Vec<TextProblem>,
}

impl Renderer<'_> {
    pub fn blocks(&mut self, markup: &Markup) -> Vec<Block> {
        let told = |f: &MarkupFault| !(self.written && matches!(f, MarkupFault::Literal(_)));
        for problem in markup.problems.iter().filter(|p| told(&p.what)).collect::<Vec<_>>() {
            let excerpt = match &problem.what {
                MarkupFault::Placeholder(error) => error.to_string(),
                _ => String::new(),
            };
            self.problem(excerpt, problem.what.clone());
        }
        self.run(&markup.blocks, 0)
    }

    fn run(&mut self, blocks: &[MarkupBlock], depth: usize) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                MarkupBlock::Paragraph(spans) => self.paragraph(spans, &mut out),
                MarkupBlock::List { ordered, items } => {
                    let inner = depth + usize::from(*ordered);
                    let items = items.iter().enumerate().map(|(n, item)| ListItem {
                        label: if *ordered { labels::item(depth, n + 1) } else { String::new() },
                        blocks: self.run(item, inner),
                    });
                    out.push(Block::List(List { ordered: *ordered, items: items.collect() }));
                }
            }
        }
        out
    }

    fn paragraph(&mut self, spans: &[Span], out: &mut Vec<Block>) {
        let inlines = match spans {
            [Span::Place(place)] => match self.paragraphs_of(place) {
                Some(paragraphs) => return out.extend(paragraphs),
                None => self.inlines(spans),
            },
            _ => self.inlines(spans),
        };
        if !inlines.is_empty() {
            out.push(Block::Paragraph(inlines));
        }
    }

    /// A long text that fills a whole paragraph of the template keeps its own paragraphs.
    pub fn paragraphs_of(&self, place: &Placeholder) -> Option<Vec<Block>> {
        let Placeholder::Value { path, filter: None } = place else { return None };
        let fact = self.facts.find(path).ok().filter(|f| f.kind() == Some(LeafKind::Prose))?;
        let text = fact.printed(None, &self.facts.draft().agreement)?;
        let paragraphs = paragraphs(&text, &fact.path, Some(self.terms));
        Some(paragraphs.into_iter().map(Block::Paragraph).collect())
    }

    fn inlines(&mut self, spans: &[Span]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(spans.len());
        spans.iter().for_each(|span| self.span(span, &mut out));
        out
    }

    /// Appends what a span prints to what stands before it in the paragraph.
    pub fn span(&mut self, span: &Span, out: &mut Vec<Inline>) {
        match span {
            Span::Text(text) => out.extend(self.terms.mark(text, None)),
            Span::Strong(inner) => out.push(Inline::Strong(self.inlines(inner))),
            Span::Emphasis(inner) => out.push(Inline::Emphasis(self.inlines(inner))),
            Span::Break => out.push(Inline::Break),
            Span::Place(Placeholder::Value { path, filter }) => self.value(path, *filter, span, out),
            Span::Place(Placeholder::Ref { section, clause }) => {
                let begins = begins_sentence(out);
                out.push(self.reference(section, clause.as_deref(), begins, span));
            }
        }
    }

    fn value(&mut self, path: &str, filter: Option<Filter>, span: &Span, out: &mut Vec<Inline>) {
        let agreement = &self.facts.draft().agreement;
        let fact = match self.facts.find(path) {
            Ok(fact) => fact,
            Err(unknown) => {
                let source = span_source(span);
                self.problem(source.clone(), unknown);
                out.push(match self.written {
                    true => Inline::Text(source),
                    false => Inline::Missing { path: self.place.clone(), label: path.to_owned() },
                });
                return;
            }
        };
        let Some(text) = fact.printed(filter, agreement) else {
            let label = fact.label();
            out.push(Inline::Missing { path: fact.path, label });
            return;
        };
        let text = match fact.kind() {
            Some(LeafKind::Duration) => business_time(&Context::plain(self.facts.draft()), text),
            _ => text,
        };
        let long = matches!(fact.kind(), Some(LeafKind::Prose | LeafKind::Lines));
        out.extend(lines(&text, &fact.path, long.then_some(self.terms)));
    }

    fn reference(&mut self, section: &str, clause: Option<&str>, begins: bool, span: &Span) -> Inline {
        let (fault, label) = match self.numbering.target(section, clause) {
            Target::Found(named, anchor) => {
                let text = if begins { capitalised(&named) } else { named };
                return Inline::CrossRef { anchor: anchor.to_owned(), text };
            }
            Target::LeftOut(named) => {
                (TextProblemKind::LeftOutReference, format!("reference to “{named}”, which is left out"))
            }
            Target::Unknown => {
                let named = clause.map_or_else(|| section.to_owned(), |c| format!("{section}.{c}"));
                (TextProblemKind::UnknownReference, format!("reference to {named}"))
            }
        };
        let source = span_source(span);
        self.problem(source.clone(), fault.clone());
        if self.written && fault == TextProblemKind::UnknownReference {
            return Inline::Text(source);
        }
        Inline::Missing { path: self.place.clone(), label }
    }

    fn problem(&mut self, excerpt: String, kind: impl Into<TextProblemKind>) {
        self.problems.push(TextProblem { path: self.place.clone(), excerpt, kind: kind.into() });
    }
}

fn span_source(span: &Span) -> String {
    match span {
        Span::Place(place) => place.to_string(),
        _ => String::new(),
    }
}

/// A user's text in paragraphs, as values of a field; with links to defined terms where `terms` is given.
pub(super) fn paragraphs(text: &str, path: &FieldPath, terms: Option<&Terms>) -> Vec<Vec<Inline>> {
    prose::paragraphs(text, |line| match terms {
        Some(terms) => terms.mark(line, Some(path)),
        None => vec![Inline::Value { path: path.clone(), text: line.to_owned() }],
    })
}

/// As [`paragraphs`], one line below the other.
pub(super) fn lines(text: &str, path: &FieldPath, terms: Option<&Terms>) -> Vec<Inline> {
    prose::joined(paragraphs(text, path, terms), &[Inline::Break])
}

/// Whether the next word begins a sentence.
fn begins_sentence(before: &[Inline]) -> bool {
    match before.last() {
        None => true,
        Some(Inline::Text(text)) => {
            text.trim_end().ends_with(['.', '!', '?']) && text.ends_with(char::is_whitespace)
        }
        Some(_) => false,
    }
}
