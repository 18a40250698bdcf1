//! One of the two documents, taken out again: all changes accepted, or all rejected.

use super::*;
use crate::document::{
    Block, Clause, Document, KeyValue, List, ListItem, PartyLine, Row, Section, SignatureBlock, Table, plain,
};
use crate::value::FieldPath;
use std::sync::Arc;

impl MarkedDocument {
    /// The document of a side, as far as it is printed. Paths lead nowhere in it.
    pub fn side(&self, side: Side) -> Document {
        let title = inlines(&self.title, side);
        let reference = inlines(&self.reference, side);
        let meta = Meta {
            form: words(&self.form, side),
            title_text: plain(&title),
            title,
            reference_text: plain(&reference),
            reference,
            version: words(&self.version, side),
            status: words(&self.status, side),
            parties: self.parties.iter().map(|p| party(p, side)).filter(says_something).collect(),
            facts: pairs(&self.facts, side),
            overview: blocks(&self.overview, side),
            ..self.meta.clone()
        };
        let sections = self.sections.iter().filter_map(|s| section(s, side)).collect();
        Document { meta, sections, problems: Vec::new() }
    }

    /// On which sides there is an overview; `None` where there is none at all.
    pub fn overview_change(&self) -> Option<Change> {
        let stands = |side| !blocks(&self.overview, side).is_empty();
        Change::between(stands(Side::Old), stands(Side::New))
    }
}

fn inlines(text: &[Fragment], side: Side) -> Vec<Inline> {
    text.iter().filter(|f| f.change.stands(side)).flat_map(|f| f.inlines.iter().cloned()).collect()
}

fn words(text: &[Fragment], side: Side) -> String {
    plain(&inlines(text, side))
}

fn party(party: &MarkedParty, side: Side) -> PartyLine {
    PartyLine {
        role: words(&party.role, side),
        name: inlines(&party.name, side),
        details: party.details.iter().map(|d| inlines(d, side)).filter(|d| !d.is_empty()).collect(),
        short_name: inlines(&party.short_name, side),
    }
}

fn says_something(party: &PartyLine) -> bool {
    !party.role.is_empty()
        || !party.name.is_empty()
        || !party.details.is_empty()
        || !party.short_name.is_empty()
}

fn pairs(pairs: &[MarkedPair], side: Side) -> Vec<KeyValue> {
    let standing = pairs.iter().filter(|p| p.change.stands(side));
    standing.map(|p| KeyValue { key: words(&p.key, side), value: inlines(&p.value, side) }).collect()
}

fn section(section: &MarkedSection, side: Side) -> Option<Section> {
    Some(Section {
        id: section.id.clone(),
        number: section.number.on(side)?.to_owned(),
        title: words(&section.title, side),
        anchor: section.anchor.clone(),
        annex: section.annex,
        path: FieldPath::root(),
        clauses: section.clauses.iter().filter_map(|c| clause(c, side)).map(Arc::new).collect(),
    })
}

fn clause(clause: &MarkedClause, side: Side) -> Option<Clause> {
    let title = words(&clause.title, side);
    Some(Clause {
        id: clause.id.clone(),
        number: clause.number.on(side)?.to_owned(),
        title: (!title.is_empty()).then_some(title),
        anchor: clause.anchor.clone(),
        path: FieldPath::root(),
        blocks: blocks(&clause.blocks, side),
    })
}

/// What is left of a paragraph whose end does not stand goes on in the paragraph behind it.
fn blocks(blocks: &[MarkedBlock], side: Side) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut open: Vec<Inline> = Vec::new();
    for block in blocks {
        match block {
            MarkedBlock::Paragraph { end, text } | MarkedBlock::Heading { end, text } => {
                open.extend(inlines(text, side));
                if end.stands(side) {
                    let text = std::mem::take(&mut open);
                    let heading = matches!(block, MarkedBlock::Heading { .. });
                    out.push(if heading { Block::Heading(text) } else { Block::Paragraph(text) });
                }
                continue;
            }
            _ if !open.is_empty() => out.push(Block::Paragraph(std::mem::take(&mut open))),
            _ => {}
        }
        out.extend(figure(block, side));
    }
    if !open.is_empty() {
        out.push(Block::Paragraph(open));
    }
    out
}

fn figure(block: &MarkedBlock, side: Side) -> Option<Block> {
    match block {
        MarkedBlock::Paragraph { .. } | MarkedBlock::Heading { .. } => None,
        MarkedBlock::List { ordered, items } => {
            let items: Vec<ListItem> = items.iter().filter_map(|item| list_item(item, side)).collect();
            (!items.is_empty()).then_some(Block::List(List { ordered: *ordered, items }))
        }
        MarkedBlock::Table(table) => table.change.stands(side).then(|| {
            Block::Table(Table {
                caption: inlines(&table.caption, side),
                columns: table.columns.clone(),
                rows: table.rows.iter().filter(|r| r.change.stands(side)).map(|r| row(r, side)).collect(),
            })
        }),
        MarkedBlock::KeyValues(rows) => {
            let rows = pairs(rows, side);
            (!rows.is_empty()).then_some(Block::KeyValues(rows))
        }
        MarkedBlock::Signatures(signatures) => {
            let blocks: Vec<SignatureBlock> = signatures
                .iter()
                .map(|s| SignatureBlock { heading: inlines(&s.heading, side), lines: pairs(&s.lines, side) })
                .filter(|s| !s.heading.is_empty() || !s.lines.is_empty())
                .collect();
            (!blocks.is_empty()).then_some(Block::Signatures(blocks))
        }
        MarkedBlock::PageBreak(change) => change.stands(side).then_some(Block::PageBreak),
    }
}

fn list_item(item: &MarkedItem, side: Side) -> Option<ListItem> {
    Some(ListItem { label: item.label.on(side)?.to_owned(), blocks: blocks(&item.blocks, side) })
}

fn row(row: &MarkedRow, side: Side) -> Row {
    Row { path: None, cells: row.cells.iter().map(|cell| inlines(cell, side)).collect() }
}
