//! The document without its form: plain text, and a walk over every inline.

use super::{Block, Clause, Document, Inline, KeyValue, Meta, Section, SignatureBlock};
use crate::value::FieldPath;

/// The text of a run of inlines. A missing value reads "[label]"; a line break is a line feed.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    plain_into(inlines, &mut out);
    out
}

fn plain_into(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text)
            | Inline::Value { text, .. }
            | Inline::TermRef { text, .. }
            | Inline::CrossRef { text, .. }
            | Inline::TermDef { text, .. } => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } => {
                plain_into(inner, out)
            }
            Inline::Missing { label, .. } => {
                out.push('[');
                out.push_str(label);
                out.push(']');
            }
            Inline::Break => out.push('\n'),
        }
    }
}

/// Where an inline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// `None` on the title page.
    pub section: Option<&'a Section>,
    pub clause: Option<&'a Clause>,
    /// The innermost field, clause or section around the inline; the inline's own path if it has one.
    pub path: &'a FieldPath,
}

/// Visits every inline of the document in the order of the text, the ones inside emphasis too.
pub fn walk<'a>(document: &'a Document, mut visit: impl FnMut(Place<'a>, &'a Inline)) {
    front(&document.meta, &mut visit);
    for section in &document.sections {
        for clause in &section.clauses {
            let around = Around { section: Some(section), clause: Some(clause), path: &clause.path };
            around.blocks(&clause.blocks, &mut visit);
        }
    }
}

/// As [`walk`], for the title page alone; each inline with the path of its [`Place`].
pub fn walk_front<'a>(meta: &'a Meta, mut visit: impl FnMut(&'a FieldPath, &'a Inline)) {
    front(meta, &mut |place, inline| visit(place.path, inline));
}

/// As [`walk`], for one clause; each inline with the path of its [`Place`].
pub fn walk_clause<'a>(clause: &'a Clause, mut visit: impl FnMut(&'a FieldPath, &'a Inline)) {
    let around = Around { section: None, clause: Some(clause), path: &clause.path };
    around.blocks(&clause.blocks, &mut |place, inline| visit(place.path, inline));
}

fn front<'a>(meta: &'a Meta, visit: &mut impl FnMut(Place<'a>, &'a Inline)) {
    let title = Around { section: None, clause: None, path: root() };
    title.inlines(&meta.title, visit);
    title.inlines(&meta.reference, visit);
    for party in &meta.parties {
        title.inlines(&party.name, visit);
        party.details.iter().for_each(|d| title.inlines(d, visit));
        title.inlines(&party.short_name, visit);
    }
    title.pairs(&meta.facts, visit);
    title.blocks(&meta.overview, visit);
}

fn root() -> &'static FieldPath {
    static ROOT: std::sync::OnceLock<FieldPath> = std::sync::OnceLock::new();
    ROOT.get_or_init(FieldPath::root)
}

#[derive(Clone, Copy)]
struct Around<'a> {
    section: Option<&'a Section>,
    clause: Option<&'a Clause>,
    path: &'a FieldPath,
}

impl<'a> Around<'a> {
    fn blocks(self, blocks: &'a [Block], visit: &mut impl FnMut(Place<'a>, &'a Inline)) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => self.inlines(inlines, visit),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks, visit)),
                Block::Table(table) => {
                    self.inlines(&table.caption, visit);
                    table.columns.iter().for_each(|c| self.inlines(&c.title, visit));
                    for row in &table.rows {
                        let around = Self { path: row.path.as_ref().unwrap_or(self.path), ..self };
                        row.cells.iter().for_each(|cell| around.inlines(cell, visit));
                    }
                }
                Block::KeyValues(pairs) => self.pairs(pairs, visit),
                Block::Signatures(blocks) => blocks.iter().for_each(|b| self.signature(b, visit)),
                Block::PageBreak => {}
            }
        }
    }

    fn signature(self, block: &'a SignatureBlock, visit: &mut impl FnMut(Place<'a>, &'a Inline)) {
        self.inlines(&block.heading, visit);
        self.pairs(&block.lines, visit);
    }

    fn pairs(self, pairs: &'a [KeyValue], visit: &mut impl FnMut(Place<'a>, &'a Inline)) {
        pairs.iter().for_each(|p| self.inlines(&p.value, visit));
    }

    fn inlines(self, inlines: &'a [Inline], visit: &mut impl FnMut(Place<'a>, &'a Inline)) {
        for inline in inlines {
            let own = match inline {
                Inline::Value { path, .. } | Inline::Missing { path, .. } => Some(path),
                Inline::TermRef { path, .. } | Inline::TermDef { path, .. } => path.as_ref(),
                _ => None,
            };
            let path = own.unwrap_or(self.path);
            visit(Place { section: self.section, clause: self.clause, path }, inline);
            if let Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } = inline {
                self.inlines(inner, visit);
            }
        }
    }
}

/// The text that every export must agree with, one block or cell a line, in the order of reading.
///
/// It holds, white space made single spaces: form, title, reference, version and status; the parties (role, name,
/// details, short name); the facts; the overview; then for each section its number and title, for each clause its
/// number and title and its blocks: list items behind their labels, tables as caption, column titles and cells row by
/// row, key before value, signature headings before their lines. It does not hold what only an export adds: contents,
/// running headers, page numbers, bullets, marks of a draft, lines to sign on.
pub fn canonical_text(document: &Document) -> String {
    let mut out = Lines(String::new());
    let meta = &document.meta;
    out.line(&meta.form);
    out.inlines(&meta.title);
    out.inlines(&meta.reference);
    out.line(&meta.version);
    out.line(&meta.status);
    for party in &meta.parties {
        out.line(&party.role);
        out.inlines(&party.name);
        party.details.iter().for_each(|d| out.inlines(d));
        out.inlines(&party.short_name);
    }
    out.pairs(&meta.facts);
    out.blocks(&meta.overview);
    for section in &document.sections {
        out.line(&format!("{} {}", section.number, section.title));
        for clause in &section.clauses {
            out.line(&format!("{} {}", clause.number, clause.title.as_deref().unwrap_or("")));
            out.blocks(&clause.blocks);
        }
    }
    out.0
}

struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        let before = self.0.len();
        for word in text.split_whitespace() {
            if self.0.len() > before {
                self.0.push(' ');
            }
            self.0.push_str(word);
        }
        if self.0.len() > before {
            self.0.push('\n');
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.line(&plain(inlines));
    }

    fn pairs(&mut self, pairs: &[KeyValue]) {
        for pair in pairs {
            self.line(&pair.key);
            self.inlines(&pair.value);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => self.inlines(inlines),
                Block::List(list) => {
                    for item in &list.items {
                        self.line(&item.label);
                        self.blocks(&item.blocks);
                    }
                }
                Block::Table(table) => {
                    self.inlines(&table.caption);
                    table.columns.iter().for_each(|c| self.inlines(&c.title));
                    table.rows.iter().flat_map(|r| &r.cells).for_each(|cell| self.inlines(cell));
                }
                Block::KeyValues(pairs) => self.pairs(pairs),
                Block::Signatures(blocks) => {
                    for block in blocks {
                        self.inlines(&block.heading);
                        self.pairs(&block.lines);
                    }
                }
                Block::PageBreak => {}
            }
        }
    }
}
