//! Blocks inside clauses.

use super::numbering::{BULLETS, ITEM_INDENT, Number};
use super::paragraph::Look;
use super::writer::Writer;
use crate::document::marked::{Change, Fragment, MarkedBlock, MarkedItem, Side, Sides};
use crate::document::{Inline, plain};

/// A paragraph with fewer characters than this would look lost at the foot of a page, apart from its figure.
const FEW_WORDS: usize = 260;
/// Word processors know no deeper levels.
const DEEPEST: usize = 8;

/// What is set before the first paragraph of the blocks: the number of a clause without a title, or of a list item.
pub struct Lead<'a> {
    pub number: Number,
    pub anchor: Option<&'a str>,
    /// The style of the paragraph that bears the number, and where its text begins and how far the number hangs before.
    pub style: &'static str,
    pub indent: Option<(usize, usize)>,
    pub unnumbered: bool,
    /// The fate of the paragraph if one has to be made for it.
    pub change: Change,
}

impl Lead<'_> {
    fn look(&self, change: Change) -> Look {
        Look {
            number: self.number.clone(),
            indent: self.indent,
            unnumbered: self.unnumbered,
            ..Look::of(self.style).changed(change)
        }
    }

    fn is_empty(&self) -> bool {
        self.number == Number::None && self.anchor.is_none()
    }
}

impl Writer<'_> {
    /// Blocks in the style of the text of a clause; the first paragraph bears the lead.
    pub fn blocks(&mut self, blocks: &[MarkedBlock], style: &'static str, lead: Option<Lead<'_>>) {
        let mut lead = lead.filter(|lead| !lead.is_empty());
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            match block {
                MarkedBlock::Paragraph { end, text } => {
                    if let (None, [Fragment { inlines, .. }], Some((MarkedBlock::KeyValues(pairs), after))) =
                        (&lead, text.as_slice(), rest.split_first())
                        && matches!(inlines.as_slice(), [Inline::Emphasis(_)])
                    {
                        rest = after;
                        self.unmoved(|writer| writer.pairs(Some((*end, text)), pairs));
                        continue;
                    }
                    if is_blank(text) && lead.is_none() {
                        continue;
                    }
                    let keep = introduces(text, rest.first());
                    match lead.take() {
                        Some(lead) => {
                            let anchors: Vec<&str> = lead.anchor.into_iter().collect();
                            self.paragraph(&lead.look(*end).keeping(keep), &anchors, text);
                        }
                        None => {
                            let look = self.text_look(style).keeping(keep).changed(*end);
                            self.paragraph(&look, &[], text);
                        }
                    }
                    continue;
                }
                _ => self.alone(lead.take()),
            }
            match block {
                MarkedBlock::Heading { end, text } if !is_blank(text) => {
                    let style = if self.lists.is_empty() { "Heading3" } else { style };
                    let look = self.text_look(style).keeping(true).changed(*end);
                    self.paragraph(&look, &[], text);
                }
                MarkedBlock::Paragraph { .. } | MarkedBlock::Heading { .. } => {}
                MarkedBlock::List { ordered, items } => self.list(*ordered, items, style),
                MarkedBlock::Table(table) => self.unmoved(|writer| writer.table(table)),
                MarkedBlock::KeyValues(pairs) => self.unmoved(|writer| writer.pairs(None, pairs)),
                MarkedBlock::Signatures(all) => self.unmoved(|writer| writer.signatures(all)),
                MarkedBlock::PageBreak(change) => self.new_page |= change.stands(Side::New),
            }
        }
        self.alone(lead);
    }

    /// A number on a line of its own: what follows is no paragraph.
    fn alone(&mut self, lead: Option<Lead<'_>>) {
        if let Some(lead) = lead {
            let anchors: Vec<&str> = lead.anchor.into_iter().collect();
            self.paragraph(&lead.look(lead.change).keeping(true), &anchors, &[]);
        }
    }

    /// A paragraph where the text around it begins.
    fn text_look(&self, style: &'static str) -> Look {
        let look = Look::of(style);
        if self.lists.is_empty() { look } else { look.indented(self.indent, 0) }
    }

    fn list(&mut self, ordered: bool, items: &[MarkedItem], style: &'static str) {
        let labelled = items.iter().find(|item| has_label(&item.label));
        let level = self.lists.len().min(DEEPEST);
        let list = match labelled {
            Some(first) if ordered || has_label(&first.label) => {
                let around = self.lists.iter().rev().find_map(|list| *list);
                Some(self.numbers.list(around, level, &first.label))
            }
            _ => None,
        };
        self.lists.push(list);
        let before = self.indent;
        self.indent += ITEM_INDENT;
        for item in items {
            let number = match list {
                Some(list) => self.numbers.next(list, level, &item.label),
                None if ordered => Number::None,
                None => Number::Live { list: BULLETS, level },
            };
            let live = matches!(number, Number::Live { .. });
            let lead = Lead {
                number,
                anchor: Some(""),
                style: "ListParagraph",
                // The level of the list says the same, unless there are more levels than word processors know.
                indent: (!live || self.lists.len() > DEEPEST + 1).then_some((self.indent, ITEM_INDENT)),
                unnumbered: false,
                change: item.label.change(),
            };
            let style = if style == "Normal" { "Normal" } else { "ListContinue" };
            self.blocks(&item.blocks, style, Some(lead));
        }
        self.indent = before;
        self.lists.pop();
    }
}

fn has_label(label: &Sides) -> bool {
    [Side::Old, Side::New].into_iter().any(|side| label.on(side).is_some_and(|l| !l.trim().is_empty()))
}

pub fn is_blank(text: &[Fragment]) -> bool {
    text.iter().all(|fragment| plain(&fragment.inlines).trim().is_empty())
}

/// Whether a paragraph must stay with the block below it: the words before a list or figure, if they are few or lead
/// up to it, and always those before signatures.
fn introduces(text: &[Fragment], below: Option<&MarkedBlock>) -> bool {
    let text: String = text.iter().map(|fragment| plain(&fragment.inlines)).collect();
    match below {
        Some(MarkedBlock::Signatures(_)) => true,
        Some(MarkedBlock::Heading { .. }) => text.trim_end().ends_with(':'),
        Some(MarkedBlock::List { .. } | MarkedBlock::Table(_) | MarkedBlock::KeyValues(_)) => {
            text.chars().count() < FEW_WORDS || text.trim_end().ends_with(':')
        }
        _ => false,
    }
}
