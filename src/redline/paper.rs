//! A comparison as a document that every export prints: what changed, field by field; which clauses changed; and then
//! the new text with the old one in it, inserted and deleted words marked.

use super::inlines::PARAGRAPH;
use super::paper_fields as changes;
use super::said;
use super::tree::*;
use super::words::Run;
use crate::document::{
    Block, Clause, Column, Document, Inline, KeyValue, List, ListItem, Mark, Meta, PartyLine, Row, Section,
    SignatureBlock, Table,
};
use crate::value::FieldPath;
use std::sync::Arc;

/// Said of an unchanged text under its heading.
const NOTHING: &str = "Nothing differs.";

impl Redline {
    /// The comparison as a document.
    pub fn document(&self) -> Document {
        let mut sections = Vec::new();
        sections.extend(changes::fields(self));
        sections.extend(changes::clauses(self));
        if !self.text.front.overview.is_empty() {
            let blocks = blocks(&self.text.front.overview);
            sections.push(section("overview", "Overview of the agreement", blocks));
        }
        sections.extend(self.text.sections.iter().map(of_section));
        Document { meta: self.front(), sections, problems: Vec::new() }
    }

    fn front(&self) -> Meta {
        let front = &self.text.front;
        let both = |old: &str, new: &str| match old == new {
            true => new.to_owned(),
            false => format!("{} → {}", or_none(old), or_none(new)),
        };
        let mut facts = vec![pair("Old text", plain(&said::side(&self.old)))];
        facts.push(pair("New text", plain(&said::side(&self.new))));
        if self.old.form != self.new.form {
            facts.push(pair("Form of agreement", plain(&both(&self.old.form, &self.new.form))));
        }
        let summary = if self.is_same() { NOTHING.to_owned() } else { said::summary(self) };
        facts.push(pair("In short", plain(&summary)));
        facts.push(pair("How to read it", legend()));
        facts.extend(front.facts.iter().map(of_pair));
        Meta {
            id: format!("{}-changes", self.meta.id),
            title: inlines(&front.title),
            title_text: format!("{} – changes", self.new.title.trim()).trim_start_matches(" – ").to_owned(),
            form: "Comparison of two texts".to_owned(),
            reference: inlines(&front.reference),
            reference_text: self.new.reference.clone(),
            version: both(&self.old.version, &self.new.version),
            status: both(&self.old.status, &self.new.status),
            language: self.new.language.clone(),
            date: self.new.date.clone(),
            facts,
            parties: front.parties.iter().map(party).collect(),
            overview: Vec::new(),
        }
    }
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { "none" } else { text }
}

fn legend() -> Vec<Inline> {
    let marked = |mark, text: &str| Inline::Marked { mark, inner: plain(text) };
    vec![
        marked(Mark::Deleted, "Struck out"),
        Inline::Text(" stands only in the old text, ".to_owned()),
        marked(Mark::Inserted, "underlined"),
        Inline::Text(" only in the new one. Numbers of clauses are those of the new text.".to_owned()),
    ]
}

pub(super) fn plain(text: &str) -> Vec<Inline> {
    if text.is_empty() { Vec::new() } else { vec![Inline::Text(text.to_owned())] }
}

pub(super) fn note(text: &str) -> Inline {
    Inline::Marked { mark: Mark::Note, inner: plain(text) }
}

fn pair(key: &str, value: Vec<Inline>) -> KeyValue {
    KeyValue { key: key.to_owned(), value }
}

/// A section of the comparison itself.
pub(super) fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    let anchor = format!("comparison-{id}");
    let path: FieldPath = format!("comparison.{id}").as_str().into();
    let clause = Clause {
        id: id.to_owned(),
        number: String::new(),
        title: None,
        anchor: String::new(),
        path: path.clone(),
        blocks,
    };
    Section {
        id: id.to_owned(),
        number: String::new(),
        title: title.to_owned(),
        anchor,
        annex: false,
        path,
        clauses: vec![Arc::new(clause)],
    }
}

/// A text with its changes as inlines.
pub(super) fn inlines(words: &Words) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut bits = words.0.iter().peekable();
    while let Some(bit) = bits.next() {
        let mut run = vec![bit];
        while let Some(next) = bits.next_if(|next| next.run == bit.run) {
            run.push(next);
        }
        let inner = looked(&run);
        match bit.run {
            _ if inner.is_empty() => {}
            Run::Same => out.extend(inner),
            Run::Removed => out.push(Inline::Marked { mark: Mark::Deleted, inner }),
            Run::Added => out.push(Inline::Marked { mark: Mark::Inserted, inner }),
        }
    }
    out
}

/// Bits of one run with their emphasis.
pub(super) fn looked(bits: &[&Bit]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut bits = bits.iter().filter(|bit| !bit.text.is_empty()).peekable();
    while let Some(bit) = bits.next() {
        let look = (bit.look.strong, bit.look.emphasis);
        let mut inner = bare(bit);
        while let Some(next) = bits.next_if(|next| (next.look.strong, next.look.emphasis) == look) {
            inner.extend(bare(next));
        }
        if look.1 {
            inner = vec![Inline::Emphasis(inner)];
        }
        if look.0 {
            inner = vec![Inline::Strong(inner)];
        }
        out.extend(inner);
    }
    out
}

fn bare(bit: &Bit) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, text) in bit.text.split(PARAGRAPH).enumerate() {
        if at > 0 {
            // A pilcrow tells where a paragraph ends in one of the texts only.
            out.push(Inline::Text(" ¶ ".to_owned()));
        }
        if text.is_empty() {
            continue;
        }
        let owned = text.to_owned();
        let label = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        out.push(match (&bit.look.meaning, label) {
            (Meaning::Value(path), _) => Inline::Value { path: path.clone(), text: owned },
            (Meaning::Term(anchor), _) if bit.run != Run::Removed => {
                Inline::TermRef { anchor: anchor.clone(), text: owned, path: None }
            }
            (Meaning::Reference(anchor), _) if bit.run != Run::Removed => {
                Inline::CrossRef { anchor: anchor.clone(), text: owned }
            }
            (Meaning::Definition(anchor), _) if bit.run != Run::Removed => {
                Inline::TermDef { anchor: anchor.clone(), text: owned, path: None }
            }
            (Meaning::Missing(path), Some(label)) => {
                Inline::Missing { path: path.clone(), label: label.to_owned() }
            }
            _ => Inline::Text(owned),
        });
    }
    out
}

fn party(party: &PartyChange) -> PartyLine {
    let mut details: Vec<Vec<Inline>> = Vec::new();
    if matches!(party.standing, Standing::Added | Standing::Removed) {
        details.extend(said::standing(&party.standing, &[]).map(|told| vec![note(&told)]));
    }
    for block in &party.details {
        if let Body::Paragraph(words) = &block.body {
            details.push(inlines(words));
        }
    }
    PartyLine {
        role: if party.standing.in_new() { party.role.new_text() } else { party.role.old_text() },
        name: inlines(&party.name),
        details,
        short_name: inlines(&party.short_name),
    }
}

fn of_section(change: &SectionChange) -> Section {
    let kept = change.standing.in_new();
    let heading = if kept { &change.new } else { &change.old };
    let heading = heading.clone().unwrap_or_default();
    let told = match &change.standing {
        Standing::Same | Standing::Changed => None,
        other => said::standing(other, &[]).map(|told| format!("This section was {told}.")),
    };
    let mut lead: Vec<Block> = told.map(|told| Block::Paragraph(vec![note(&told)])).into_iter().collect();
    if kept && !change.title.is_same() && !matches!(change.standing, Standing::Added) {
        lead.push(Block::Paragraph([remark("Heading:"), inlines(&change.title)].concat()));
    }
    let mut clauses: Vec<Arc<Clause>> = Vec::with_capacity(change.clauses.len() + 1);
    if !lead.is_empty() {
        clauses.push(Arc::new(without_heading(&heading, lead)));
    }
    // What moved stands where it is now.
    if !matches!(change.standing, Standing::MovedAway { .. }) {
        clauses.extend(change.clauses.iter().map(|clause| Arc::new(of_clause(clause))));
    }
    let title = if kept { change.title.new_text() } else { change.title.old_text() };
    let number = if kept { heading.number } else { String::new() };
    let anchor = if kept { heading.anchor } else { format!("old-{}", heading.anchor) };
    Section { id: heading.id, number, title, anchor, annex: change.annex, path: heading.path, clauses }
}

fn without_heading(heading: &Heading, blocks: Vec<Block>) -> Clause {
    Clause {
        id: heading.id.clone(),
        number: String::new(),
        title: None,
        anchor: String::new(),
        path: heading.path.clone(),
        blocks,
    }
}

fn of_clause(change: &ClauseChange) -> Clause {
    let told = said::standing(&change.standing, &change.parts);
    if !change.standing.in_new() {
        let heading = change.old.clone().unwrap_or_default();
        let number = if heading.number.is_empty() {
            "A text".to_owned()
        } else {
            format!("Clause {}", heading.number)
        };
        let told = format!("{number} of the old text: {}.", told.unwrap_or_default());
        let title = match change.standing {
            Standing::MovedAway { .. } => plain(&change.title.old_text()),
            _ => inlines(&change.title),
        };
        let mut out = vec![Block::Paragraph([remark(&told), strong(title)].concat())];
        if !matches!(change.standing, Standing::MovedAway { .. }) {
            out.extend(blocks(&change.blocks));
        }
        return without_heading(&heading, out);
    }
    let heading = change.new.clone().unwrap_or_default();
    let mut lead = Vec::new();
    let was = change.old.as_ref().filter(|old| old.number != heading.number && !old.number.is_empty());
    let was = was.map(|old| format!("It was clause {}.", old.number));
    let told = match (&change.standing, told) {
        (Standing::Same, _) => None,
        (Standing::Changed, _) if change.parts.is_empty() => was,
        (_, Some(told)) => {
            let told = told.trim_start_matches("changed; ");
            Some(format!("{}.", upper_first(told)))
        }
        (_, None) => None,
    };
    if let Some(told) = told {
        lead.push(Block::Paragraph(vec![note(&told)]));
    }
    if !change.title.is_same()
        && (change.standing.in_old() || matches!(change.standing, Standing::MovedHere { .. }))
    {
        lead.push(Block::Paragraph([remark("Heading:"), inlines(&change.title)].concat()));
    }
    lead.extend(blocks(&change.blocks));
    Clause {
        id: heading.id,
        number: heading.number,
        title: Some(change.title.new_text()).filter(|title| !title.trim().is_empty()),
        anchor: heading.anchor,
        path: heading.path,
        blocks: lead,
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn strong(inner: Vec<Inline>) -> Vec<Inline> {
    if inner.is_empty() { inner } else { vec![Inline::Strong(inner)] }
}

/// Before what was moved inside a clause.
fn moved(standing: &Standing) -> Vec<Inline> {
    match standing {
        Standing::MovedHere { .. } => remark("moved here:"),
        Standing::MovedAway { .. } => remark("moved elsewhere:"),
        _ => Vec::new(),
    }
}

/// A note with a space behind it: emphasis ends with a letter.
fn remark(text: &str) -> Vec<Inline> {
    vec![note(text), Inline::Text(" ".to_owned())]
}

fn led(standing: &Standing, words: &Words) -> Vec<Inline> {
    moved(standing).into_iter().chain(inlines(words)).collect()
}

pub(super) fn blocks(changes: &[BlockChange]) -> Vec<Block> {
    let mut out = Vec::with_capacity(changes.len());
    for change in changes {
        let apart = !matches!(change.body, Body::Paragraph(_) | Body::Heading(_) | Body::PageBreak);
        if apart && matches!(change.standing, Standing::MovedHere { .. } | Standing::MovedAway { .. }) {
            out.push(Block::Paragraph(moved(&change.standing)));
        }
        match &change.body {
            Body::Paragraph(words) => out.push(Block::Paragraph(led(&change.standing, words))),
            Body::Heading(words) => out.push(Block::Heading(led(&change.standing, words))),
            Body::List { ordered, items } => {
                out.push(Block::List(List { ordered: *ordered, items: items.iter().map(of_item).collect() }));
            }
            Body::Table(table) => out.push(Block::Table(of_table(table))),
            Body::KeyValues(pairs) => out.push(Block::KeyValues(pairs.iter().map(of_pair).collect())),
            Body::Signatures(blocks) => {
                out.push(Block::Signatures(blocks.iter().map(of_signature).collect()));
            }
            Body::PageBreak if change.standing.in_new() => out.push(Block::PageBreak),
            Body::PageBreak => {}
        }
    }
    out
}

fn of_item(item: &ItemChange) -> ListItem {
    let label = if item.standing.in_new() { &item.new_label } else { &item.old_label };
    let mut blocks = blocks(&item.blocks);
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        first.splice(0..0, moved(&item.standing));
    }
    ListItem { label: label.clone(), blocks }
}

fn of_table(table: &TableChange) -> Table {
    let column = |column: &ColumnChange| Column {
        title: inlines(&column.title),
        align: column.align,
        weight: column.weight.max(1),
    };
    let row = |row: &RowChange| {
        let mut cells: Vec<Vec<Inline>> = row.cells.iter().map(inlines).collect();
        if let Some(first) = cells.first_mut() {
            first.splice(0..0, moved(&row.standing));
        }
        Row { path: row.path.clone(), cells }
    };
    Table {
        caption: inlines(&table.caption),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

fn of_pair(pair: &PairChange) -> KeyValue {
    let key = if pair.standing.in_new() { pair.key.new_text() } else { pair.key.old_text() };
    let mut value = moved(&pair.standing);
    if pair.standing.in_new() && pair.standing.in_old() && !pair.key.is_same() {
        value.extend(remark(&format!("was “{}”:", pair.key.old_text())));
    }
    if pair.value.is_blank() {
        match pair.standing {
            Standing::Added => value.push(note("added")),
            Standing::Removed => value.push(note("removed")),
            _ => {}
        }
    }
    value.extend(inlines(&pair.value));
    KeyValue { key, value }
}

fn of_signature(block: &SignatureChange) -> SignatureBlock {
    SignatureBlock {
        heading: led(&block.standing, &block.heading),
        lines: block.lines.iter().map(of_pair).collect(),
    }
}
