//! Turns the tree of the document into the shapes of the data files.

use super::data::Area;
use super::fit::*;
use super::shape::*;
use super::text::pieces;
use crate::document::{
    Align, Block, Clause, Document, Inline, KeyValue, Mark, PartyLine, Row, Section, Table, plain, walk,
};
use crate::export::front::{CONTENTS, OVERVIEW, has_contents};
use crate::export::meeting::{Apart, meets_before};
use crate::value::FieldPath;
use std::borrow::Cow;
use std::collections::HashSet;

/// Turns the tree into file shapes, and sees to it that every label is unique and every reference leads somewhere:
/// the style would refuse to be typeset otherwise.
pub(super) struct Builder {
    /// Every anchor of the document.
    pub known: HashSet<String>,
    /// Whether no anchor is set twice; then what one section becomes does not depend on the others.
    pub unique: bool,
    placed: HashSet<String>,
    /// How many lists are open.
    depth: usize,
    /// Whether the text at hand is strong, or emphasised, already: more of the same would only nest deeper.
    strong: bool,
    emphasis: bool,
    /// In the order of the document.
    pub areas: Vec<Area>,
}

/// What the contents will say, but for the pages.
pub(super) fn contents(document: &Document, overview: &OverviewFile) -> ContentsFile {
    let line = |number: &str, title: String| ContentsLine { number: one_line(number), title };
    let mut lines = Vec::new();
    if !has_contents(document.sections.len()) {
        return ContentsFile { title: CONTENTS, lines };
    }
    if !overview.blocks.is_empty() {
        lines.push(line("", overview.title.to_owned()));
    }
    lines.extend(document.sections.iter().map(|section| line(&section.number, section_title(section))));
    ContentsFile { title: CONTENTS, lines }
}

fn section_title(section: &Section) -> String {
    let title = one_line(&section.title);
    if title.is_empty() { one_line(&section.id) } else { title }
}

/// Lists nested deeper than this go on as lines of a paragraph.
const MAX_LIST_DEPTH: usize = 8;
const OVERVIEW_LABEL: &str = "overview";

impl Builder {
    pub fn new(document: &Document) -> Self {
        let mut known = HashSet::new();
        let mut unique = true;
        let mut add = |anchor: &str| {
            if !anchor.is_empty() {
                unique &= known.insert(anchor.to_owned());
            }
        };
        for section in &document.sections {
            add(&section.anchor);
            section.clauses.iter().for_each(|clause| add(&clause.anchor));
        }
        walk(document, |_, inline| {
            if let Inline::TermDef { anchor, .. } = inline {
                add(anchor);
            }
        });
        let unique = unique && !known.contains(OVERVIEW_LABEL);
        Self {
            known,
            unique,
            placed: HashSet::new(),
            depth: 0,
            strong: false,
            emphasis: false,
            areas: Vec::new(),
        }
    }

    /// The label to set for `anchor`: none if it is empty or was set before.
    fn place(&mut self, anchor: &str) -> Option<String> {
        (!anchor.is_empty() && self.placed.insert(anchor.to_owned())).then(|| anchor.to_owned())
    }

    fn area(&mut self, anchor: &str, path: &FieldPath) -> Option<String> {
        let label = self.place(anchor)?;
        self.areas.push(Area { label: label.clone(), path: path.clone(), annex: false });
        Some(label)
    }

    pub fn front(&mut self, document: &Document) -> FrontFile {
        let meta = &document.meta;
        let mut marks = Vec::new();
        if !plain(&meta.reference).trim().is_empty() {
            let mut reference = vec![text_span("Reference ")];
            reference.extend(self.spans(&meta.reference));
            marks.push(reference);
        }
        if !meta.version.is_empty() {
            marks.push(vec![text_span(&format!("Version {}", one_line(&meta.version)))]);
        }
        if !meta.status.is_empty() {
            marks.push(vec![text_span(&one_line(&meta.status))]);
        }
        let title = if plain(&meta.title).trim().is_empty() {
            vec![text_span(&one_line(&meta.form))]
        } else {
            self.spans(&meta.title)
        };
        FrontFile {
            hyphenate: longest_word(&meta.title) > TITLE_WORD,
            form: Some(one_line(&meta.form))
                .filter(|f| !f.is_empty())
                .map(|f| text_span(&f))
                .into_iter()
                .collect(),
            title,
            marks,
            parties: meta.parties.iter().map(|p| self.party(p)).collect(),
            facts: self.pairs(&meta.facts),
        }
    }

    fn party(&mut self, party: &PartyLine) -> PartyFile {
        PartyFile {
            role: one_line(&party.role),
            name: self.spans(&party.name),
            details: party.details.iter().map(|line| self.spans(line)).filter(|l| !l.is_empty()).collect(),
            short: self.spans(&party.short_name),
        }
    }

    pub fn overview(&mut self, blocks: &[Block]) -> OverviewFile {
        let blocks = self.nodes(blocks);
        let label = (!blocks.is_empty()).then(|| self.area(OVERVIEW_LABEL, &OVERVIEW_LABEL.into())).flatten();
        OverviewFile { title: OVERVIEW, label, blocks }
    }

    pub fn section(&mut self, section: &Section) -> SectionFile {
        let label = self.area(&section.anchor, &section.path);
        if let Some(area) = self.areas.last_mut().filter(|_| label.is_some()) {
            area.annex = section.annex;
        }
        SectionFile {
            number: one_line(&section.number),
            title: section_title(section),
            label,
            annex: section.annex,
            clauses: section.clauses.iter().map(|c| self.clause(c)).collect(),
        }
    }

    fn clause(&mut self, clause: &Clause) -> ClauseFile {
        ClauseFile {
            number: one_line(&clause.number),
            title: clause.title.as_deref().map(one_line).filter(|t| !t.is_empty()),
            label: self.area(&clause.anchor, &clause.path),
            blocks: self.nodes(&clause.blocks),
        }
    }

    /// Emphasised words right above a list of pairs are its heading, and such lists in a row are one table.
    fn nodes(&mut self, blocks: &[Block]) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::with_capacity(blocks.len());
        let mut blocks = blocks.iter().peekable();
        let mut last_text: &[Inline] = &[];
        while let Some(block) = blocks.next() {
            let node = match (block, blocks.peek()) {
                (Block::Paragraph(inlines), Some(Block::KeyValues(pairs))) => match inlines.as_slice() {
                    [Inline::Emphasis(head)] if !head.is_empty() => {
                        blocks.next();
                        let head = self.spans(head);
                        self.pair_group(head, pairs)
                    }
                    _ => self.node(block),
                },
                _ => self.node(block),
            };
            if let (Some(node), Some(Node::Paragraph { stick, .. })) = (&node, nodes.last_mut()) {
                *stick = introduces(last_text, node);
            }
            last_text = if let Block::Paragraph(inlines) = block { inlines } else { &[] };
            match (node, nodes.last_mut()) {
                (Some(Node::Pairs { groups, short: false }), Some(Node::Pairs { groups: above, .. }))
                    if groups.iter().all(|group| !group.head.is_empty()) =>
                {
                    above.extend(groups);
                }
                (node, _) => nodes.extend(node),
            }
        }
        nodes
    }

    /// A list of pairs; one with a heading joins the list right above it.
    fn pair_group(&mut self, head: Vec<Span>, pairs: &[KeyValue]) -> Option<Node> {
        let lines: usize = pairs.iter().map(|pair| lines_of(&pair.value, PAIR_CHARS)).sum();
        let short = head.is_empty() && pairs.len() <= SHORT_PAIRS && lines <= SHORT_LINES;
        let (head, anchors) = without_anchors(head);
        let mut rows = self.pairs(pairs);
        if !short && rows.iter().all(|row| !row.long) {
            let lines: Vec<usize> = pairs.iter().map(|p| wrapped_lines(&p.value, PAIR_CHARS)).collect();
            let rooms = rooms(&vec![1; pairs.len()], &lines);
            rows.iter_mut().zip(rooms).for_each(|(row, room)| row.room = room);
        }
        (!head.is_empty() || !rows.is_empty())
            .then(|| Node::Pairs { groups: vec![PairGroup { anchors, head, rows }], short })
    }

    /// `None` for a block that has nothing to show.
    fn node(&mut self, block: &Block) -> Option<Node> {
        match block {
            Block::Paragraph(inlines) => Some(self.spans(inlines))
                .filter(|c| !c.is_empty())
                .map(|c| Node::Paragraph { c, stick: false }),
            Block::Heading(inlines) => {
                Some(self.spans(inlines)).filter(|c| !c.is_empty()).map(|c| Node::Heading { c })
            }
            Block::List(list) if list.items.is_empty() => None,
            Block::List(_) if self.depth >= MAX_LIST_DEPTH => self.in_words(block),
            Block::List(list) => {
                self.depth += 1;
                let items = list.items.iter().map(|item| self.nodes(&item.blocks)).collect();
                self.depth -= 1;
                let short = is_short(list);
                Some(if list.ordered {
                    let labels = list.items.iter().map(|i| one_line(&i.label)).collect();
                    Node::Ordered { labels, items, short }
                } else {
                    Node::Bullets { items, short }
                })
            }
            Block::Table(table) if table.columns.is_empty() => self.in_words(block),
            Block::Table(table) => Some(self.table(table)),
            Block::KeyValues(pairs) => self.pair_group(vec![], pairs),
            Block::Signatures(blocks) if blocks.is_empty() => None,
            Block::Signatures(blocks) => Some(Node::Signatures {
                blocks: blocks
                    .iter()
                    .map(|b| SignatureFile { heading: self.spans(&b.heading), lines: self.pairs(&b.lines) })
                    .collect(),
            }),
            Block::PageBreak => Some(Node::PageBreak),
        }
    }

    /// A block in the words of a paragraph: for what the page cannot show in its own form.
    fn in_words(&mut self, block: &Block) -> Option<Node> {
        let mut c = Vec::new();
        self.run_in(block, &mut c);
        (!c.is_empty()).then_some(Node::Paragraph { c, stick: false })
    }

    /// The text of a block, a line a part.
    fn run_in(&mut self, block: &Block, out: &mut Vec<Span>) {
        if !out.is_empty() {
            out.push(Span::Break);
        }
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => out.extend(self.spans(inlines)),
            Block::List(list) => {
                for item in &list.items {
                    if !item.label.is_empty() {
                        out.push(text_span(&format!("{} ", one_line(&item.label))));
                    }
                    item.blocks.iter().for_each(|block| self.run_in(block, out));
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    out.extend(self.spans(cell));
                    out.push(Span::Break);
                }
            }
            Block::KeyValues(pairs) => self.pairs_in(pairs, out),
            Block::Signatures(blocks) => {
                for block in blocks {
                    out.extend(self.spans(&block.heading));
                    out.push(Span::Break);
                    self.pairs_in(&block.lines, out);
                }
            }
            Block::PageBreak => {}
        }
    }

    fn pairs_in(&mut self, pairs: &[KeyValue], out: &mut Vec<Span>) {
        for pair in pairs {
            out.push(text_span(&format!("{} ", one_line(&pair.key))));
            out.extend(self.spans(&pair.value));
            out.push(Span::Break);
        }
    }

    fn table(&mut self, table: &Table) -> Node {
        let total: u32 = table.columns.iter().map(|c| u32::from(c.weight.max(1))).sum();
        let fits: Vec<u32> =
            table.columns.iter().map(|c| TABLE_CHARS * u32::from(c.weight.max(1)) / total).collect();
        let columns = table
            .columns
            .iter()
            .zip(&fits)
            .map(|(c, fit)| {
                let (title, anchors) = without_anchors(self.spans(&c.title));
                let hyphenate = longest_word(&c.title) > *fit;
                ColumnFile { anchors, c: title, hyphenate, w: c.weight.max(1), end: c.align == Align::End }
            })
            .collect();
        let mut total = 0;
        let mut rows: Vec<RowFile> = table
            .rows
            .iter()
            .map(|row| {
                let lines =
                    row.cells.iter().zip(&fits).map(|(cell, fit)| lines_of(cell, *fit)).max().unwrap_or(0);
                total += lines;
                self.row(row, &fits, lines)
            })
            .collect();
        let short = table.rows.len() <= SHORT_TABLE_ROWS && total <= SHORT_LINES;
        if !short && rows.iter().all(|row| !row.long) {
            let heads = table.rows.iter().map(|row| row.cells.first().is_some_and(|cell| !cell.is_empty()));
            let tallest = |row: &Row| {
                row.cells.iter().zip(&fits).map(|(c, fit)| wrapped_lines(c, *fit)).max().unwrap_or(1)
            };
            let lines: Vec<usize> = table.rows.iter().map(tallest).collect();
            let rooms = rooms(&groups(heads), &lines);
            rows.iter_mut().zip(rooms).for_each(|(row, room)| row.room = room);
        }
        Node::Table { caption: self.spans(&table.caption), columns, rows, short }
    }

    /// A row of exactly as many cells as there are columns, whatever the tree holds: a cell too few would shift all
    /// that follow, and what is too much joins the last cell. `fits` is how many characters of a word each column holds.
    fn row(&mut self, row: &Row, fits: &[u32], lines: usize) -> RowFile {
        let mut cells: Vec<CellFile> = Vec::with_capacity(fits.len());
        for (index, inlines) in row.cells.iter().enumerate() {
            match fits.get(index) {
                Some(fit) => {
                    let p = row.path.clone().filter(|path| !leads_elsewhere(inlines, path));
                    let hyphenate = longest_word(inlines) > *fit;
                    cells.push(CellFile { p, c: self.spans(inlines), hyphenate });
                }
                None => {
                    let more = self.spans(inlines);
                    if let Some(last) = cells.last_mut() {
                        last.c.push(Span::Break);
                        last.c.extend(more);
                    }
                }
            }
        }
        cells.resize_with(fits.len(), || CellFile { p: None, c: vec![], hyphenate: false });
        RowFile { long: lines > LONG_LINES, room: 0, cells }
    }

    fn pairs(&mut self, pairs: &[KeyValue]) -> Vec<Pair> {
        pairs
            .iter()
            .map(|pair| Pair {
                k: vec![text_span(&one_line(&pair.key))],
                v: self.spans(&pair.value),
                long: lines_of(&pair.value, PAIR_CHARS) > LONG_LINES,
                room: 0,
            })
            .collect()
    }

    fn spans(&mut self, inlines: &[Inline]) -> Vec<Span> {
        let mut spans = Vec::with_capacity(inlines.len());
        for (at, inline) in inlines.iter().enumerate() {
            if let Some(apart) = meets_before(inlines, at) {
                spans.push(Span::Gap { words: apart == Apart::Words });
            }
            self.span(inline, &mut spans);
        }
        spans
    }

    fn span(&mut self, inline: &Inline, out: &mut Vec<Span>) {
        match inline {
            Inline::Text(text) => lines(text, out, |t| Span::Text { t }),
            Inline::Strong(inner) if self.strong => inner.iter().for_each(|i| self.span(i, out)),
            Inline::Strong(inner) => {
                self.strong = true;
                out.push(Span::Strong { c: self.spans(inner) });
                self.strong = false;
            }
            Inline::Emphasis(inner) if self.emphasis => inner.iter().for_each(|i| self.span(i, out)),
            Inline::Emphasis(inner) => {
                self.emphasis = true;
                out.push(Span::Emphasis { c: self.spans(inner) });
                self.emphasis = false;
            }
            Inline::Value { path, text } => {
                let keep = stays_on_one_line(text);
                lines(text, out, |t| Span::Value { p: path.clone(), t, keep });
            }
            Inline::TermRef { anchor, text, path } => self.reference(anchor, text, path.as_ref(), out),
            Inline::CrossRef { anchor, text } => self.reference(anchor, text, None, out),
            Inline::TermDef { anchor, text, path } => {
                let a = self.place(anchor);
                out.push(Span::Definition { a, p: path.clone(), t: run(&one_line(text)) });
            }
            Inline::Missing { path, label } => {
                out.push(Span::Missing { p: path.clone(), t: run(&one_line(label)) });
            }
            Inline::Break => out.push(Span::Break),
            Inline::Marked { mark, inner } => {
                let c = self.spans(inner);
                out.push(match mark {
                    Mark::Inserted => Span::Inserted { c },
                    Mark::Deleted => Span::Deleted { c },
                    Mark::Note => Span::Note { c },
                });
            }
        }
    }

    fn reference(&self, anchor: &str, text: &str, path: Option<&FieldPath>, out: &mut Vec<Span>) {
        let known = self.known.contains(anchor);
        let keep = path.is_none() && stays_on_one_line(text);
        let span = |t| Span::Reference { a: known.then(|| anchor.to_owned()), p: path.cloned(), t, keep };
        lines(text, out, span);
    }
}

/// Takes the anchors out of a text that will be printed more than once.
fn without_anchors(mut spans: Vec<Span>) -> (Vec<Span>, Vec<String>) {
    fn take(spans: &mut [Span], anchors: &mut Vec<String>) {
        for span in spans {
            match span {
                Span::Definition { a, .. } => anchors.extend(a.take()),
                Span::Strong { c }
                | Span::Emphasis { c }
                | Span::Inserted { c }
                | Span::Deleted { c }
                | Span::Note { c } => take(c, anchors),
                _ => {}
            }
        }
    }
    let mut anchors = Vec::new();
    take(&mut spans, &mut anchors);
    (spans, anchors)
}

/// One span a line of `text`, with breaks between them; nothing for an empty text.
fn lines(text: &str, out: &mut Vec<Span>, span: impl Fn(Run) -> Span) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push(Span::Break);
        }
        if !line.is_empty() {
            out.push(span(run(&spaced(line))));
        }
    }
}

fn run(text: &str) -> Run {
    let pieces = pieces(text);
    if pieces.len() == 1 {
        Run::Whole(text.to_owned())
    } else {
        Run::Pieces(pieces.into_iter().map(str::to_owned).collect())
    }
}

fn text_span(text: &str) -> Span {
    Span::Text { t: run(text) }
}

/// The text with spaces for tabs and the like.
fn spaced(text: &str) -> Cow<'_, str> {
    let mut plain = true;
    for byte in text.as_bytes() {
        plain &= *byte >= b' ';
    }
    if plain { text.into() } else { text.replace(['\r', '\n', '\t'], " ").into() }
}

pub(super) fn one_line(text: &str) -> String {
    spaced(text).trim().to_owned()
}

/// Whether a cell shows a field that is no part of its row's item, so that the row must not take its clicks: the cap of
/// all tiers in the row of the first.
fn leads_elsewhere(cell: &[Inline], row: &FieldPath) -> bool {
    cell.iter().any(|inline| matches!(inline, Inline::Value { path, .. } if !path.is_within(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_set_once_and_references_lead_somewhere() {
        let definition = |text: &str| Inline::TermDef { anchor: "d".into(), text: text.into(), path: None };
        let mut document = Document::default();
        document.meta.overview = vec![Block::Paragraph(vec![
            definition("one"),
            definition("two"),
            Inline::TermRef { anchor: "d".into(), text: "there".into(), path: None },
            Inline::CrossRef { anchor: "nowhere".into(), text: "lost".into() },
        ])];
        let mut builder = Builder::new(&document);
        let file = serde_json::to_value(builder.overview(&document.meta.overview)).unwrap();
        let spans = &file["blocks"][0]["c"];
        assert_eq!(spans[0]["a"], "d");
        assert!(spans[1]["a"].is_null());
        assert_eq!(spans[2]["a"], "d");
        assert!(spans[3]["a"].is_null());
        assert_eq!(builder.areas.len(), 1);
    }

    #[test]
    fn rows_get_as_many_cells_as_there_are_columns() {
        let mut builder = Builder::new(&Document::default());
        let cell = |text: &str| vec![Inline::Text(text.into())];
        for cells in [vec![], vec![cell("a")], vec![cell("a"), cell("b"), cell("c")]] {
            let row = builder.row(&Row { path: None, cells }, &[40, 40], 1);
            assert_eq!(row.cells.len(), 2);
        }
    }

    #[test]
    fn pairs_under_emphasised_words_are_one_table() {
        let head = |t: &str| Block::Paragraph(vec![Inline::Emphasis(vec![Inline::Text(t.into())])]);
        let pairs = || Block::KeyValues(vec![KeyValue { key: "k".into(), value: vec![] }]);
        let plain = Block::Paragraph(vec![Inline::Text("plain".into())]);
        let blocks =
            [head("A"), pairs(), head("B"), pairs(), plain.clone(), pairs(), pairs(), head("last"), plain];
        let nodes = Builder::new(&Document::default()).nodes(&blocks);
        let file = serde_json::to_value(nodes).unwrap();
        let kinds: Vec<&str> = file.as_array().unwrap().iter().map(|n| n["k"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["kv", "p", "kv", "kv", "p", "p"]);
        assert_eq!(file[0]["groups"].as_array().unwrap().len(), 2);
        assert_eq!(file[0]["groups"][1]["head"][0]["t"], "B");
    }

    #[test]
    fn line_breaks_in_a_value_become_breaks() {
        let mut spans = Vec::new();
        lines("a\r\nb\n", &mut spans, |t| Span::Text { t });
        let file = serde_json::to_value(spans).unwrap();
        assert_eq!(file[1]["k"], "br");
        assert_eq!(file[3]["k"], "br");
    }
}
