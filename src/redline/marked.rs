//! A comparison as the tree that exports with tracked changes are made from.
//!
//! What was moved is deleted at its old place and inserted at its new one, so that accepting and rejecting give the two
//! texts whatever program does it. Sections and clauses say besides that they are the two places of one move.

use super::inlines::PARAGRAPH;
use super::paper::looked;
use super::tree::*;
use super::words::Run;
use crate::document::marked::{
    Change, Fragment, MarkedBlock, MarkedClause, MarkedDocument, MarkedItem, MarkedPair, MarkedParty,
    MarkedRow, MarkedSection, MarkedSignature, MarkedTable, Sides,
};
use crate::document::{Align, Column};

impl Redline {
    /// The new document with the old one laid over it, every difference tracked.
    pub fn marked(&self) -> MarkedDocument {
        let front = &self.text.front;
        let words = |words: &Words| fragments(words, Change::Same);
        MarkedDocument {
            meta: self.meta.clone(),
            form: words(&front.form),
            title: words(&front.title),
            reference: words(&front.reference),
            version: words(&front.version),
            status: words(&front.status),
            parties: front.parties.iter().map(party).collect(),
            facts: pairs(&front.facts, Change::Same),
            overview: blocks(&front.overview, Change::Same),
            sections: self.text.sections.iter().map(section).collect(),
        }
    }
}

/// On which sides something stands whose surroundings stand on those of `around`.
fn change(standing: &Standing, around: Change) -> Change {
    match (around, standing.in_old(), standing.in_new()) {
        (Change::Same, true, false) => Change::Deleted,
        (Change::Same, false, true) => Change::Inserted,
        (around, ..) => around,
    }
}

/// Whether something is shown at all: what only the other side had is not shown in a text of one side.
fn is_shown(standing: &Standing, around: Change) -> bool {
    match around {
        Change::Same => true,
        Change::Inserted => standing.in_new(),
        Change::Deleted => standing.in_old(),
    }
}

/// The runs of a text in surroundings that stand on both sides or on one.
fn fragments(words: &Words, around: Change) -> Vec<Fragment> {
    let mut out = Vec::new();
    let mut bits = words.0.iter().peekable();
    while let Some(bit) = bits.next() {
        let mut run = vec![bit];
        while let Some(next) = bits.next_if(|next| next.run == bit.run) {
            run.push(next);
        }
        let change = match (around, bit.run) {
            (Change::Inserted, Run::Removed) | (Change::Deleted, Run::Added) => continue,
            (Change::Same, Run::Same) => Change::Same,
            (Change::Same, Run::Removed) => Change::Deleted,
            (Change::Same, Run::Added) => Change::Inserted,
            (around, _) => around,
        };
        let inlines = looked(&run);
        if !inlines.is_empty() {
            out.push(Fragment { change, inlines });
        }
    }
    out
}

fn party(party: &PartyChange) -> MarkedParty {
    let around = change(&party.standing, Change::Same);
    let mut details = Vec::new();
    for block in &party.details {
        let Body::Paragraph(words) = &block.body else { continue };
        let around = change(&block.standing, around);
        // One line that became several, or several that became one, are the old ones and the new ones.
        let ends = words.0.iter().any(|bit| bit.text.contains(PARAGRAPH));
        let fates = if ends && around == Change::Same {
            &[Change::Deleted, Change::Inserted][..]
        } else {
            &[around][..]
        };
        let lines = fates.iter().flat_map(|fate| paragraphs(words, *fate));
        details.extend(lines.map(|(_, text)| text));
    }
    MarkedParty {
        role: fragments(&party.role, around),
        name: fragments(&party.name, around),
        details,
        short_name: fragments(&party.short_name, around),
    }
}

fn sides(old: &Option<Heading>, new: &Option<Heading>, around: Change) -> Sides {
    let number = |heading: &Option<Heading>| heading.as_ref().map(|heading| heading.number.clone());
    Sides {
        old: number(old).filter(|_| around != Change::Inserted),
        new: number(new).filter(|_| around != Change::Deleted),
    }
}

fn section(section: &SectionChange) -> MarkedSection {
    let around = change(&section.standing, Change::Same);
    let heading = section.new.as_ref().filter(|_| around != Change::Deleted).or(section.old.as_ref());
    let shown = section.clauses.iter().filter(|clause| is_shown(&clause.standing, around));
    MarkedSection {
        id: heading.map(|heading| heading.id.clone()).unwrap_or_default(),
        number: sides(&section.old, &section.new, around),
        title: fragments(&section.title, around),
        anchor: heading.map(|heading| heading.anchor.clone()).unwrap_or_default(),
        annex: section.annex,
        moved: moved(&section.standing, &section.old),
        clauses: shown.flat_map(|clause| clauses(clause, around)).collect(),
    }
}

/// What both places of a move are known by: where it stood.
fn moved(standing: &Standing, old: &Option<Heading>) -> Option<String> {
    match standing {
        Standing::MovedHere { .. } | Standing::MovedAway { .. } => Some(old.as_ref()?.anchor.clone()),
        _ => None,
    }
}

/// A clause, or two where it gains or loses its number or its title.
fn clauses(clause: &ClauseChange, around: Change) -> Vec<MarkedClause> {
    let around = change(&clause.standing, around);
    let numbered =
        |heading: &Option<Heading>| heading.as_ref().is_some_and(|heading| !heading.number.is_empty());
    let (before, after) = (clause.title.old_text(), clause.title.new_text());
    let titled = before.trim().is_empty() == after.trim().is_empty();
    if around == Change::Same && (!titled || numbered(&clause.old) != numbered(&clause.new)) {
        return vec![one(clause, Change::Deleted), one(clause, Change::Inserted)];
    }
    vec![one(clause, around)]
}

fn one(clause: &ClauseChange, around: Change) -> MarkedClause {
    let heading = clause.new.as_ref().filter(|_| around != Change::Deleted).or(clause.old.as_ref());
    MarkedClause {
        id: heading.map(|heading| heading.id.clone()).unwrap_or_default(),
        number: sides(&clause.old, &clause.new, around),
        title: fragments(&clause.title, around),
        anchor: heading.map(|heading| heading.anchor.clone()).unwrap_or_default(),
        moved: moved(&clause.standing, &clause.old),
        blocks: blocks(&clause.blocks, around),
    }
}

fn blocks(changes: &[BlockChange], around: Change) -> Vec<MarkedBlock> {
    let mut out = Vec::with_capacity(changes.len());
    for block in changes.iter().filter(|block| is_shown(&block.standing, around)) {
        let around = change(&block.standing, around);
        match &block.body {
            Body::Paragraph(words) => {
                out.extend(
                    paragraphs(words, around)
                        .into_iter()
                        .map(|(end, text)| MarkedBlock::Paragraph { end, text }),
                );
            }
            Body::Heading(words) => {
                out.extend(
                    paragraphs(words, around)
                        .into_iter()
                        .map(|(end, text)| MarkedBlock::Heading { end, text }),
                );
            }
            Body::List { ordered, items } => {
                let shown = items.iter().filter(|item| is_shown(&item.standing, around));
                let items = shown.map(|item| of_item(item, around)).collect();
                out.push(MarkedBlock::List { ordered: *ordered, items });
            }
            Body::Table(table) => out.extend(tables(table, around)),
            Body::KeyValues(all) => out.push(MarkedBlock::KeyValues(pairs(all, around))),
            Body::Signatures(all) => {
                let shown = all.iter().filter(|block| is_shown(&block.standing, around));
                out.push(MarkedBlock::Signatures(shown.map(|block| signature(block, around)).collect()));
            }
            Body::PageBreak => out.push(MarkedBlock::PageBreak(around)),
        }
    }
    out
}

/// A text cut where a paragraph ends in it, each part with the fate of its end.
fn paragraphs(words: &Words, around: Change) -> Vec<(Change, Vec<Fragment>)> {
    let mut parts: Vec<(Change, Words)> = Vec::new();
    let mut open = Words::default();
    for bit in &words.0 {
        for (at, text) in bit.text.split(PARAGRAPH).enumerate() {
            if at > 0 {
                let end = match (around, bit.run) {
                    (Change::Same, Run::Removed) => Change::Deleted,
                    (Change::Same, Run::Added) => Change::Inserted,
                    (around, _) => around,
                };
                // An end that only the other side has is none here.
                let other = matches!(
                    (around, bit.run),
                    (Change::Inserted, Run::Removed) | (Change::Deleted, Run::Added)
                );
                if !other {
                    parts.push((end, std::mem::take(&mut open)));
                }
            }
            if !text.is_empty() {
                open.0.push(Bit { text: text.to_owned(), ..bit.clone() });
            }
        }
    }
    parts.push((around, open));
    parts.into_iter().map(|(end, words)| (end, fragments(&words, around))).collect()
}

fn of_item(item: &ItemChange, around: Change) -> MarkedItem {
    let around = change(&item.standing, around);
    let label = Sides {
        old: (around != Change::Inserted).then(|| item.old_label.clone()),
        new: (around != Change::Deleted).then(|| item.new_label.clone()),
    };
    MarkedItem { label, blocks: blocks(&item.blocks, around) }
}

fn pairs(all: &[PairChange], around: Change) -> Vec<MarkedPair> {
    let shown = all.iter().filter(|pair| is_shown(&pair.standing, around));
    let of = |pair: &PairChange| {
        let change = change(&pair.standing, around);
        MarkedPair { change, key: fragments(&pair.key, change), value: fragments(&pair.value, change) }
    };
    shown.map(of).collect()
}

fn signature(block: &SignatureChange, around: Change) -> MarkedSignature {
    let around = change(&block.standing, around);
    MarkedSignature { heading: fragments(&block.heading, around), lines: pairs(&block.lines, around) }
}

/// A table, or two where its columns differ.
fn tables(table: &TableChange, around: Change) -> Vec<MarkedBlock> {
    let same = table.columns.iter().all(|column| column.standing.is_same());
    let fates: &[Change] = match (same, around) {
        (false, Change::Same) => &[Change::Deleted, Change::Inserted],
        _ => &[around],
    };
    fates.iter().map(|fate| MarkedBlock::Table(of_table(table, *fate))).collect()
}

fn of_table(table: &TableChange, around: Change) -> MarkedTable {
    let shown: Vec<bool> = table.columns.iter().map(|column| is_shown(&column.standing, around)).collect();
    let kept = |at: &usize| shown.get(*at).copied().unwrap_or(false);
    let titles = table.columns.iter().zip(&shown).filter(|(_, shown)| **shown);
    let column = |column: &ColumnChange| {
        let title = fragments(&column.title, around).into_iter().flat_map(|f| f.inlines).collect();
        Column { title, align: column.align, weight: column.weight.max(1) }
    };
    let mut columns: Vec<Column> = titles.map(|(title, _)| column(title)).collect();
    let rows: Vec<MarkedRow> = table
        .rows
        .iter()
        .filter(|row| is_shown(&row.standing, around))
        .map(|row| {
            let change = change(&row.standing, around);
            let cells = row.cells.iter().enumerate().filter(|(at, _)| kept(at));
            MarkedRow { change, cells: cells.map(|(_, cell)| fragments(cell, change)).collect() }
        })
        .collect();
    if columns.is_empty() && rows.iter().any(|row| !row.cells.is_empty()) {
        columns.push(Column { title: Vec::new(), align: Align::Start, weight: 1 });
    }
    MarkedTable { change: around, caption: fragments(&table.caption, around), columns, rows }
}
