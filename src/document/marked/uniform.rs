//! Trees of one fate, made from the document's own.

use super::*;
use crate::document::{Block, Clause, Document, KeyValue, PartyLine, Row, Section, SignatureBlock};

impl Fragment {
    /// Nothing for no inlines: a text that is not there has no fragments.
    pub fn all(change: Change, inlines: &[Inline]) -> Vec<Self> {
        if inlines.is_empty() { Vec::new() } else { vec![Self { change, inlines: inlines.to_vec() }] }
    }

    pub fn text(change: Change, text: &str) -> Vec<Self> {
        if text.is_empty() { Vec::new() } else { Self::all(change, &[Inline::Text(text.to_owned())]) }
    }
}

impl MarkedDocument {
    /// A document in which nothing changed.
    pub fn of(document: &Document) -> Self {
        let (meta, same) = (&document.meta, Change::Same);
        Self {
            form: Fragment::text(same, &meta.form),
            title: Fragment::all(same, &meta.title),
            reference: Fragment::all(same, &meta.reference),
            version: Fragment::text(same, &meta.version),
            status: Fragment::text(same, &meta.status),
            parties: meta.parties.iter().map(|p| MarkedParty::of(same, p)).collect(),
            facts: MarkedPair::all(same, &meta.facts),
            overview: MarkedBlock::all(same, &meta.overview),
            sections: document.sections.iter().map(|s| MarkedSection::of(same, s)).collect(),
            meta: meta.clone(),
        }
    }
}

impl MarkedParty {
    pub fn of(change: Change, party: &PartyLine) -> Self {
        Self {
            role: Fragment::text(change, &party.role),
            name: Fragment::all(change, &party.name),
            details: party.details.iter().map(|d| Fragment::all(change, d)).collect(),
            short_name: Fragment::all(change, &party.short_name),
        }
    }
}

impl MarkedSection {
    pub fn of(change: Change, section: &Section) -> Self {
        Self {
            id: section.id.clone(),
            number: Sides::of(change, &section.number),
            title: Fragment::text(change, &section.title),
            anchor: section.anchor.clone(),
            annex: section.annex,
            moved: None,
            clauses: section.clauses.iter().map(|c| MarkedClause::of(change, c)).collect(),
        }
    }
}

impl MarkedClause {
    pub fn of(change: Change, clause: &Clause) -> Self {
        Self {
            id: clause.id.clone(),
            number: Sides::of(change, &clause.number),
            title: Fragment::text(change, clause.title.as_deref().unwrap_or_default()),
            anchor: clause.anchor.clone(),
            moved: None,
            blocks: MarkedBlock::all(change, &clause.blocks),
        }
    }
}

impl MarkedBlock {
    pub fn all(change: Change, blocks: &[Block]) -> Vec<Self> {
        blocks.iter().map(|block| Self::of(change, block)).collect()
    }

    pub fn of(change: Change, block: &Block) -> Self {
        match block {
            Block::Paragraph(inlines) => {
                Self::Paragraph { end: change, text: Fragment::all(change, inlines) }
            }
            Block::Heading(inlines) => Self::Heading { end: change, text: Fragment::all(change, inlines) },
            Block::List(list) => Self::List {
                ordered: list.ordered,
                items: list
                    .items
                    .iter()
                    .map(|item| MarkedItem {
                        label: Sides::of(change, &item.label),
                        blocks: Self::all(change, &item.blocks),
                    })
                    .collect(),
            },
            Block::Table(table) => Self::Table(MarkedTable {
                change,
                caption: Fragment::all(change, &table.caption),
                columns: table.columns.clone(),
                rows: table.rows.iter().map(|row| MarkedRow::of(change, row)).collect(),
            }),
            Block::KeyValues(pairs) => Self::KeyValues(MarkedPair::all(change, pairs)),
            Block::Signatures(blocks) => {
                Self::Signatures(blocks.iter().map(|b| MarkedSignature::of(change, b)).collect())
            }
            Block::PageBreak => Self::PageBreak(change),
        }
    }
}

impl MarkedRow {
    pub fn of(change: Change, row: &Row) -> Self {
        Self { change, cells: row.cells.iter().map(|cell| Fragment::all(change, cell)).collect() }
    }
}

impl MarkedPair {
    pub fn of(change: Change, pair: &KeyValue) -> Self {
        Self { change, key: Fragment::text(change, &pair.key), value: Fragment::all(change, &pair.value) }
    }

    pub fn all(change: Change, pairs: &[KeyValue]) -> Vec<Self> {
        pairs.iter().map(|pair| Self::of(change, pair)).collect()
    }
}

impl MarkedSignature {
    pub fn of(change: Change, block: &SignatureBlock) -> Self {
        Self { heading: Fragment::all(change, &block.heading), lines: MarkedPair::all(change, &block.lines) }
    }
}
