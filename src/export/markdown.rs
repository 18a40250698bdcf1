//! The agreement as CommonMark with GFM tables.
//!
//! A comrak tree is built, its texts are escaped, and comrak writes it. Headings and terms carry explicit anchors
//! (`<a id="…"></a>`), equal to those of the other exports, because renderers disagree about generated ones.
//! Adjacent texts are joined before they are escaped: whether a character needs it depends on its neighbours.

mod escape;
mod inline;
#[cfg(test)]
mod read_back;

use super::front::{CONTENTS, OVERVIEW, has_contents, marks};
use super::links::{anchors, has_heading};
use crate::document::{
    Align, Block, Clause, Document, Inline, KeyValue, List, Section, SignatureBlock, Table, plain,
};
use crate::value::FieldPath;
use comrak::nodes::{
    AstNode, ListDelimType, ListType, Node, NodeHeading, NodeList, NodeTable, NodeValue, TableAlignment,
};
use comrak::{Arena, Options};
use inline::Inlines;

/// What stands where a signature line is still to be written on.
const BLANK_LINE: &str = "……………………………………";

/// The Markdown text of a document; `mark` stands at its head while it is a draft. Same document, same text.
pub fn export(document: &Document, mark: Option<&str>) -> String {
    write(document, |writer, root| {
        if let Some(mark) = mark {
            writer.text(writer.below(root, NodeValue::BlockQuote), mark);
        }
        writer.front(root, document);
        for section in &document.sections {
            writer.section(root, section);
        }
    })
}

/// A section exactly as it stands in [`export`]; `None` where it is not printed.
pub fn section(document: &Document, path: &FieldPath) -> Option<String> {
    let section = document.sections.iter().find(|s| s.path == *path)?;
    Some(write(document, |writer, root| writer.section(root, section)))
}

/// A clause exactly as it stands in [`export`]; `None` where it is not printed.
pub fn clause(document: &Document, path: &FieldPath) -> Option<String> {
    let clause = document.sections.iter().flat_map(|s| &s.clauses).find(|c| c.path == *path)?;
    Some(write(document, |writer, root| writer.clause(root, clause)))
}

/// The text of what `fill` puts below the root.
fn write(document: &Document, fill: impl for<'a> FnOnce(&Writer<'a>, Node<'a>)) -> String {
    let arena = Arena::new();
    let writer = Writer { arena: &arena, inlines: Inlines::new(&arena, anchors(document)) };
    let root = writer.node(NodeValue::Document);
    fill(&writer, root);
    escape::escape_texts(root);
    let mut options = Options::default();
    options.extension.table = true;
    options.render.r#unsafe = true;
    options.render.width = 0;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = comrak::format_commonmark(root, &options, &mut out);
    out
}

struct Writer<'a> {
    arena: &'a Arena<'a>,
    inlines: Inlines<'a>,
}

impl<'a> Writer<'a> {
    fn node(&self, value: NodeValue) -> Node<'a> {
        self.arena.alloc(AstNode::from(value))
    }

    fn below(&self, parent: Node<'a>, value: NodeValue) -> Node<'a> {
        let node = self.node(value);
        parent.append(node);
        node
    }

    fn paragraph(&self, parent: Node<'a>, inlines: &[Inline]) {
        if !plain(inlines).trim().is_empty() {
            self.inlines.fill(self.below(parent, NodeValue::Paragraph), inlines, inline::Breaks::Lines);
        }
    }

    fn text(&self, parent: Node<'a>, text: &str) {
        if !text.trim().is_empty() {
            self.inlines.text(self.below(parent, NodeValue::Paragraph), text);
        }
    }

    fn heading(&self, parent: Node<'a>, level: u8, anchor: &str) -> Node<'a> {
        let node =
            self.below(parent, NodeValue::Heading(NodeHeading { level, setext: false, closed: false }));
        self.inlines.anchor(node, anchor);
        node
    }

    fn front(&self, root: Node<'a>, document: &Document) {
        let meta = &document.meta;
        self.text(root, &meta.form);
        let title = self.heading(root, 1, "");
        self.inlines.fill(title, &meta.title, inline::Breaks::Spaces);
        self.paragraph(root, &marks(meta));
        for party in &meta.parties {
            let mut lines = vec![text(&party.role), vec![Inline::Strong(party.name.clone())]];
            lines.extend(party.details.iter().cloned());
            lines.push(party.short_name.clone());
            lines.retain(|line| !plain(line).trim().is_empty());
            self.paragraph(root, &lines.join(&Inline::Break));
        }
        self.pairs(root, &meta.facts);
        if !meta.overview.is_empty() {
            self.inlines.text(self.heading(root, 2, ""), OVERVIEW);
            self.blocks(root, &meta.overview);
        }
        self.contents(root, &document.sections);
    }

    /// The list of sections, between two marks so that readers of the file can tell it from the text.
    fn contents(&self, root: Node<'a>, sections: &[Section]) {
        if !has_contents(sections.len()) {
            return;
        }
        self.inlines.text(self.heading(root, 2, ""), CONTENTS);
        let list = self.list(root);
        for section in sections {
            let item = self.below(list, NodeValue::Item(bullet()));
            let paragraph = self.below(item, NodeValue::Paragraph);
            let title = format!("{} {}", section.number, section.title);
            self.inlines.link(paragraph, &section.anchor, &title);
        }
    }

    fn section(&self, root: Node<'a>, section: &Section) {
        let heading = self.heading(root, 2, &section.anchor);
        self.inlines.text(heading, &format!("{} {}", section.number, section.title));
        for clause in &section.clauses {
            self.clause(root, clause);
        }
    }

    fn clause(&self, root: Node<'a>, clause: &Clause) {
        if has_heading(clause) {
            let heading = self.heading(root, 3, &clause.anchor);
            let title = clause.title.as_deref().unwrap_or("");
            self.inlines.text(heading, format!("{} {title}", clause.number).trim());
        }
        self.blocks(root, &clause.blocks);
    }

    fn blocks(&self, parent: Node<'a>, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) => self.paragraph(parent, inlines),
                Block::Heading(inlines) => {
                    let heading = self.heading(parent, 4, "");
                    self.inlines.fill(heading, inlines, inline::Breaks::Spaces);
                }
                Block::List(list) => self.items(parent, list),
                Block::Table(table) => self.table(parent, table),
                Block::KeyValues(pairs) => self.pairs(parent, pairs),
                Block::Signatures(blocks) => blocks.iter().for_each(|b| self.signature(parent, b)),
                Block::PageBreak => {
                    self.below(parent, NodeValue::ThematicBreak);
                }
            }
        }
    }

    fn list(&self, parent: Node<'a>) -> Node<'a> {
        // Two lists in a row would be read as one: a comment keeps them apart.
        if parent.last_child().is_some_and(|last| matches!(last.data().value, NodeValue::List(_))) {
            let apart = comrak::nodes::NodeHtmlBlock { block_type: 2, literal: "<!-- -->\n".to_owned() };
            self.below(parent, NodeValue::HtmlBlock(apart));
        }
        self.below(parent, NodeValue::List(bullet()))
    }

    /// Items keep their computed labels, "(a)": Markdown's own numbering knows only digits.
    fn items(&self, parent: Node<'a>, list: &List) {
        let node = self.list(parent);
        if list.items.iter().any(|item| item.blocks.len() > 1)
            && let NodeValue::List(list) = &mut node.data_mut().value
        {
            list.tight = false;
        }
        for item in &list.items {
            let entry = self.below(node, NodeValue::Item(bullet()));
            let mut blocks = item.blocks.as_slice();
            if !item.label.is_empty() {
                let first = self.below(entry, NodeValue::Paragraph);
                let mut inlines = vec![Inline::Text(format!("{} ", item.label))];
                if let Some((Block::Paragraph(text), rest)) = blocks.split_first() {
                    inlines.extend(text.iter().cloned());
                    blocks = rest;
                }
                self.inlines.fill(first, &inlines, inline::Breaks::Lines);
            }
            self.blocks(entry, blocks);
        }
    }

    fn pairs(&self, parent: Node<'a>, pairs: &[KeyValue]) {
        self.bullets(parent, pairs, &[]);
    }

    fn bullets(&self, parent: Node<'a>, pairs: &[KeyValue], blank: &[Inline]) {
        if pairs.is_empty() {
            return;
        }
        let list = self.list(parent);
        for pair in pairs {
            let item = self.below(list, NodeValue::Item(bullet()));
            let paragraph = self.below(item, NodeValue::Paragraph);
            let value = if pair.value.is_empty() { blank } else { &pair.value };
            let key = Inline::Strong(vec![Inline::Text(pair.key.clone())]);
            let mut inlines = vec![key, Inline::Text(": ".to_owned())];
            inlines.extend(value.iter().cloned());
            self.inlines.fill(paragraph, &inlines, inline::Breaks::Lines);
        }
    }

    fn signature(&self, parent: Node<'a>, block: &SignatureBlock) {
        self.paragraph(parent, &block.heading);
        self.bullets(parent, &block.lines, &[Inline::Text(BLANK_LINE.to_owned())]);
    }

    fn table(&self, parent: Node<'a>, table: &Table) {
        self.paragraph(parent, &table.caption);
        if table.columns.is_empty() {
            return;
        }
        let alignments = table.columns.iter().map(|column| match column.align {
            Align::Start => TableAlignment::None,
            Align::End => TableAlignment::Right,
        });
        let node = self.below(
            parent,
            NodeValue::Table(Box::new(NodeTable {
                alignments: alignments.collect(),
                num_columns: table.columns.len(),
                num_rows: table.rows.len(),
                num_nonempty_cells: 0,
            })),
        );
        self.row(node, true, table.columns.iter().map(|c| c.title.as_slice()));
        for row in &table.rows {
            self.row(node, false, row.cells.iter().map(Vec::as_slice));
        }
    }

    fn row<'t>(&self, table: Node<'a>, header: bool, cells: impl Iterator<Item = &'t [Inline]>) {
        let row = self.below(table, NodeValue::TableRow(header));
        for cell in cells {
            self.inlines.fill(self.below(row, NodeValue::TableCell), cell, inline::Breaks::Html);
        }
    }
}

fn bullet() -> NodeList {
    NodeList {
        list_type: ListType::Bullet,
        marker_offset: 0,
        padding: 2,
        start: 1,
        delimiter: ListDelimType::Period,
        bullet_char: b'-',
        tight: true,
        is_task_list: false,
    }
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

#[cfg(test)]
mod tests;
