//! The document as the data files that the style reads. User text travels only here, as JSON strings.

use super::Mode;
use super::shape::*;
use super::text::pieces;
use crate::document::{
    Align, Block, Clause, Document, Inline, KeyValue, PartyLine, Row, Section, Table, plain,
};
use crate::value::FieldPath;
use std::collections::HashSet;

/// A row with more lines than about this may break over pages.
const LONG_LINES: usize = 16;
/// A table or list of pairs with at most about this many lines stays on one page,
const SHORT_LINES: usize = 24;
/// if it also has at most this many rows.
const SHORT_TABLE_ROWS: usize = 6;
const SHORT_PAIRS: usize = 8;
/// About how many characters of the table face, all of them wide, stand side by side in the width of a table.
const TABLE_CHARS: u32 = 82;
/// The same for the values of a list of pairs.
const PAIR_CHARS: u32 = 60;
/// Longer words of the title, in characters, may be hyphenated.
const TITLE_WORD: u32 = 24;
/// The longest value, in bytes, that is kept from breaking over lines.
const ONE_LINE: usize = 16;
/// The longest title that the running header shows, in characters.
const HEADER_TITLE: usize = 72;
/// The longest reference, version or form that header and footer show, in characters.
const HEADER_PART: usize = 48;

/// What a page shows beside the document itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Printed across every page, for example `DRAFT · 3 open problems`; each part between ` · ` is a line.
    pub watermark: Option<String>,
}

/// A section or clause whose place on the pages can be asked for by `label`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub label: String,
    pub path: FieldPath,
}

/// The data files of one document.
pub(super) struct Data {
    pub files: Vec<(String, Vec<u8>)>,
    /// In the order of the document.
    pub areas: Vec<Area>,
}

/// Where the style finds the attached draft.
pub(super) const DRAFT_FILE: &str = "/draft.ron";

pub(super) fn build(
    document: &Document,
    marks: &Marks,
    mode: Mode,
    draft: Option<&[u8]>,
) -> Result<Data, serde_json::Error> {
    let meta = &document.meta;
    let mut builder = Builder::new(document);
    let mut files = Vec::with_capacity(document.sections.len() + 4);
    let mut put = |name: &str, bytes: Vec<u8>| files.push((format!("/data/{name}.json"), bytes));

    put("mode", serde_json::to_vec(&ModeFile { links: mode == Mode::Preview })?);
    put("page", serde_json::to_vec(&page(document, marks, draft.is_some()))?);
    put("front", serde_json::to_vec(&builder.front(document))?);
    put("overview", serde_json::to_vec(&builder.overview(&meta.overview))?);
    for (index, section) in document.sections.iter().enumerate() {
        put(&format!("section-{index}"), serde_json::to_vec(&builder.section(section))?);
    }
    if let Some(bytes) = draft {
        files.push((DRAFT_FILE.to_owned(), bytes.to_vec()));
    }
    Ok(Data { files, areas: builder.areas })
}

fn page(document: &Document, marks: &Marks, attach: bool) -> PageFile {
    let meta = &document.meta;
    let (lang, region) = language(&meta.language);
    let join =
        |parts: [String; 2]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
    let title = one_line(&meta.title_text);
    // The accessibility standard wants a title whatever the draft holds so far.
    let fallback = [&title, &meta.form].into_iter().map(|t| one_line(t)).find(|t| !t.is_empty());
    PageFile {
        lang,
        region,
        title: fallback.unwrap_or_else(|| "Agreement".to_owned()),
        authors: meta.parties.iter().map(|p| one_line(&plain(&p.name))).filter(|n| !n.is_empty()).collect(),
        head: (
            shorten(&title, HEADER_TITLE),
            join([
                shorten(&one_line(&meta.reference_text), HEADER_PART),
                if meta.version.is_empty() {
                    String::new()
                } else {
                    format!("Version {}", shorten(&one_line(&meta.version), HEADER_PART))
                },
            ]),
        ),
        foot: join([shorten(&one_line(&meta.form), HEADER_PART), meta.status.clone()]),
        count: ("Page ", " of ", ""),
        watermark: marks.watermark.as_deref().map(poster).unwrap_or_default(),
        sections: document.sections.len(),
        attach,
    }
}

/// The lines of a watermark, each as large as the diagonal of the page allows.
fn poster(text: &str) -> Vec<PosterLine> {
    /// Length of the line across the page, in points.
    const DIAGONAL: usize = 620;
    let line = |(index, part): (usize, &str)| {
        // The first line is bold, spaced capitals; widths are in hundredths of the size.
        let (most, width) = if index == 0 { (120, 72) } else { (30, 54) };
        let size = (DIAGONAL * 100 / (part.chars().count().max(1) * width)).min(most);
        PosterLine { text: part.to_owned(), size }
    };
    text.split(" \u{b7} ").enumerate().map(line).collect()
}

/// Splits a BCP 47 tag into what Typst accepts; English when it is not such a tag.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split('-');
    let ascii = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic());
    let lang = parts.next().filter(|p| matches!(p.len(), 2 | 3)).filter(ascii);
    let region = parts.filter(|p| p.len() == 2).find(ascii);
    (lang.unwrap_or("en").to_ascii_lowercase(), lang.and(region).map(str::to_ascii_uppercase))
}

/// Turns the tree into file shapes, and sees to it that every label is unique and every reference leads somewhere:
/// the style would refuse to be typeset otherwise.
struct Builder {
    known: HashSet<String>,
    placed: HashSet<String>,
    areas: Vec<Area>,
}

const OVERVIEW_LABEL: &str = "overview";

impl Builder {
    fn new(document: &Document) -> Self {
        let mut known = HashSet::new();
        for section in &document.sections {
            known.insert(section.anchor.clone());
            for clause in &section.clauses {
                known.insert(clause.anchor.clone());
                collect_definitions(&clause.blocks, &mut known);
            }
        }
        let meta = &document.meta;
        for party in &meta.parties {
            definitions_in(&party.short_name, &mut known);
            definitions_in(&party.name, &mut known);
        }
        for fact in &meta.facts {
            definitions_in(&fact.value, &mut known);
        }
        collect_definitions(&meta.overview, &mut known);
        known.remove("");
        Self { known, placed: HashSet::new(), areas: Vec::new() }
    }

    /// The label to set for `anchor`: none if it is empty or was set before.
    fn place(&mut self, anchor: &str) -> Option<String> {
        (!anchor.is_empty() && self.placed.insert(anchor.to_owned())).then(|| anchor.to_owned())
    }

    fn area(&mut self, anchor: &str, path: &FieldPath) -> Option<String> {
        let label = self.place(anchor)?;
        self.areas.push(Area { label: label.clone(), path: path.clone() });
        Some(label)
    }

    fn front(&mut self, document: &Document) -> FrontFile {
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
            form: vec![text_span(&one_line(&meta.form))],
            title,
            marks,
            parties: meta.parties.iter().map(|p| self.party(p)).collect(),
            facts: self.pairs(&meta.facts),
            contents: "Contents",
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

    fn overview(&mut self, blocks: &[Block]) -> OverviewFile {
        let blocks = self.nodes(blocks);
        let label = (!blocks.is_empty()).then(|| self.area(OVERVIEW_LABEL, &OVERVIEW_LABEL.into())).flatten();
        OverviewFile { title: "Overview", label, blocks }
    }

    fn section(&mut self, section: &Section) -> SectionFile {
        let title = one_line(&section.title);
        SectionFile {
            number: one_line(&section.number),
            title: if title.is_empty() { one_line(&section.id) } else { title },
            label: self.area(&section.anchor, &section.path),
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

    fn nodes(&mut self, blocks: &[Block]) -> Vec<Node> {
        blocks.iter().filter_map(|block| self.node(block)).collect()
    }

    /// `None` for a block that has nothing to show.
    fn node(&mut self, block: &Block) -> Option<Node> {
        match block {
            Block::Paragraph(inlines) => {
                Some(self.spans(inlines)).filter(|c| !c.is_empty()).map(|c| Node::Paragraph { c })
            }
            Block::Heading(inlines) => {
                Some(self.spans(inlines)).filter(|c| !c.is_empty()).map(|c| Node::Heading { c })
            }
            Block::List(list) if list.items.is_empty() => None,
            Block::List(list) => {
                let items = list.items.iter().map(|item| self.nodes(&item.blocks)).collect();
                Some(if list.ordered {
                    Node::Ordered { labels: list.items.iter().map(|i| one_line(&i.label)).collect(), items }
                } else {
                    Node::Bullets { items }
                })
            }
            Block::Table(table) if table.columns.is_empty() => None,
            Block::Table(table) => Some(self.table(table)),
            Block::KeyValues(pairs) if pairs.is_empty() => None,
            Block::KeyValues(pairs) => {
                let lines: usize = pairs.iter().map(|pair| lines_of(&pair.value, PAIR_CHARS)).sum();
                let short = pairs.len() <= SHORT_PAIRS && lines <= SHORT_LINES;
                Some(Node::Pairs { rows: self.pairs(pairs), short })
            }
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

    fn table(&mut self, table: &Table) -> Node {
        let total: u32 = table.columns.iter().map(|c| u32::from(c.weight.max(1))).sum();
        let fits: Vec<u32> =
            table.columns.iter().map(|c| TABLE_CHARS * u32::from(c.weight.max(1)) / total).collect();
        let columns = table
            .columns
            .iter()
            .zip(&fits)
            .map(|(c, fit)| ColumnFile {
                c: self.spans(&c.title),
                hyphenate: longest_word(&c.title) > *fit,
                w: c.weight.max(1),
                end: c.align == Align::End,
            })
            .collect();
        let mut total = 0;
        let rows = table
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
        Node::Table { caption: self.spans(&table.caption), columns, rows, short }
    }

    /// A row of exactly as many cells as there are columns, whatever the tree holds: a cell too few would shift all
    /// that follow. `fits` is how many characters of a word each column holds.
    fn row(&mut self, row: &Row, fits: &[u32], lines: usize) -> RowFile {
        let mut cells = row.cells.iter();
        let cells = fits
            .iter()
            .map(|fit| {
                let inlines = cells.next().map_or(&[][..], Vec::as_slice);
                CellFile { c: self.spans(inlines), hyphenate: longest_word(inlines) > *fit }
            })
            .collect();
        RowFile { p: row.path.clone(), long: lines > LONG_LINES, cells }
    }

    fn pairs(&mut self, pairs: &[KeyValue]) -> Vec<Pair> {
        pairs
            .iter()
            .map(|pair| Pair {
                k: vec![text_span(&one_line(&pair.key))],
                v: self.spans(&pair.value),
                long: lines_of(&pair.value, PAIR_CHARS) > LONG_LINES,
            })
            .collect()
    }

    fn spans(&mut self, inlines: &[Inline]) -> Vec<Span> {
        let mut spans = Vec::with_capacity(inlines.len());
        for inline in inlines {
            self.span(inline, &mut spans);
        }
        spans
    }

    fn span(&mut self, inline: &Inline, out: &mut Vec<Span>) {
        match inline {
            Inline::Text(text) => lines(text, out, |t| Span::Text { t }),
            Inline::Strong(inner) => out.push(Span::Strong { c: self.spans(inner) }),
            Inline::Emphasis(inner) => out.push(Span::Emphasis { c: self.spans(inner) }),
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
        }
    }

    fn reference(&self, anchor: &str, text: &str, path: Option<&FieldPath>, out: &mut Vec<Span>) {
        let known = self.known.contains(anchor);
        let keep = path.is_none() && stays_on_one_line(text);
        let span = |t| Span::Reference { a: known.then(|| anchor.to_owned()), p: path.cloned(), t, keep };
        lines(text, out, span);
    }
}

fn collect_definitions(blocks: &[Block], known: &mut HashSet<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => definitions_in(inlines, known),
            Block::List(list) => list.items.iter().for_each(|item| collect_definitions(&item.blocks, known)),
            Block::Table(table) => {
                table.rows.iter().flat_map(|r| &r.cells).for_each(|cell| definitions_in(cell, known));
            }
            Block::KeyValues(pairs) => pairs.iter().for_each(|p| definitions_in(&p.value, known)),
            Block::Signatures(_) | Block::PageBreak => {}
        }
    }
}

fn definitions_in(inlines: &[Inline], known: &mut HashSet<String>) {
    for inline in inlines {
        match inline {
            Inline::TermDef { anchor, .. } => {
                known.insert(anchor.clone());
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => definitions_in(inner, known),
            _ => {}
        }
    }
}

/// Whether a value or reference is a number with its unit, such as `99.9 %`, `36 months` or `clause 7.2`.
fn stays_on_one_line(text: &str) -> bool {
    text.len() <= ONE_LINE && text.trim() == text && text.contains(|c: char| c.is_ascii_digit())
}

/// One span a line of `text`, with breaks between them; nothing for an empty text.
fn lines(text: &str, out: &mut Vec<Span>, span: impl Fn(Run) -> Span) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push(Span::Break);
        }
        let line = line.replace(['\r', '\t'], " ");
        if !line.is_empty() {
            out.push(span(run(&line)));
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

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\t'], " ").trim().to_owned()
}

fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}

/// The length of the longest word in characters.
fn longest_word(inlines: &[Inline]) -> u32 {
    let longest = plain(inlines).split([' ', '\n', '-', '/']).map(|word| word.chars().count()).max();
    longest.unwrap_or(0).try_into().unwrap_or(u32::MAX)
}

/// About how many lines the text takes in a column that holds `fit` wide characters.
fn lines_of(inlines: &[Inline], fit: u32) -> usize {
    let fit = fit.max(1) as usize;
    plain(inlines).split('\n').map(|line| line.chars().count() / fit + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_reduced_to_what_is_accepted() {
        assert_eq!(language("en"), ("en".into(), None));
        assert_eq!(language("de-AT"), ("de".into(), Some("AT".into())));
        assert_eq!(language("zh-Hant-tw"), ("zh".into(), Some("TW".into())));
        for tag in ["", "e", "english", "#{}", "12"] {
            assert_eq!(language(tag), ("en".into(), None), "{tag}");
        }
    }

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
    fn line_breaks_in_a_value_become_breaks() {
        let mut spans = Vec::new();
        lines("a\r\nb\n", &mut spans, |t| Span::Text { t });
        let file = serde_json::to_value(spans).unwrap();
        assert_eq!(file[1]["k"], "br");
        assert_eq!(file[3]["k"], "br");
    }
}
