//! Tables with repeated heads, lists of pairs, and the place to sign.

use super::blocks::is_blank;
use super::paragraph::Look;
use super::parts::TEXT_WIDTH;
use super::writer::Writer;
use crate::document::Align;
use crate::document::marked::{Change, Fragment, MarkedPair, MarkedSignature, MarkedTable};
use crate::document::plain;
use std::fmt::Write;

/// A table with at most so many rows, and about so many lines, stays on one page.
const SHORT_ROWS: usize = 8;
const SHORT_LINES: usize = 12;
/// A row with more lines than about this may break over pages.
const LONG_LINES: usize = 14;
/// About how many characters stand side by side in the width of a page.
const LINE_CHARS: usize = 118;
/// From this many columns on a table reaches into the column of the numbers.
const WIDE: usize = 5;
/// Shares of the width of key and value.
const PAIR: [usize; 2] = [10, 40];

/// A row to be written.
struct Line<'a> {
    change: Change,
    cells: Vec<Cell<'a>>,
    head: bool,
}

struct Cell<'a> {
    text: &'a [Fragment],
    style: &'static str,
    end: bool,
    span: usize,
}

impl Writer<'_> {
    pub fn table(&mut self, table: &MarkedTable) {
        if !is_blank(&table.caption) {
            let look = Look::of("Caption").keeping(true).changed(table.change).indented(self.indent, 0);
            self.paragraph(&look, &[], &table.caption);
        }
        if table.columns.is_empty() {
            return;
        }
        let titles: Vec<Vec<Fragment>> =
            table.columns.iter().map(|c| Fragment::all(table.change, &c.title)).collect();
        let ends: Vec<bool> = table.columns.iter().map(|c| c.align == Align::End).collect();
        let mut lines = Vec::with_capacity(table.rows.len() + 1);
        lines.push(Line { change: table.change, cells: cells(&ends, &titles, "TableHead"), head: true });
        for row in &table.rows {
            let change = if table.change == Change::Same { row.change } else { table.change };
            lines.push(Line { change, cells: cells(&ends, &row.cells, "TableText"), head: false });
        }
        let weights: Vec<usize> = table.columns.iter().map(|c| usize::from(c.weight.max(1))).collect();
        self.lines(&weights, &lines);
    }

    /// A list of pairs, under a heading if it has one.
    pub fn pairs(&mut self, heading: Option<(Change, &[Fragment])>, pairs: &[MarkedPair]) {
        let mut lines = Vec::with_capacity(pairs.len() + 1);
        if let Some((change, text)) = heading {
            let cell = Cell { text, style: "TableHead", end: false, span: PAIR.len() };
            lines.push(Line { change, cells: vec![cell], head: true });
        }
        for pair in pairs {
            let cell = |text, style| Cell { text, style, end: false, span: 1 };
            let cells = vec![cell(&pair.key, "TableKey"), cell(&pair.value, "TableText")];
            lines.push(Line { change: pair.change, cells, head: false });
        }
        if !lines.is_empty() {
            self.lines(&PAIR, &lines);
        }
    }

    fn lines(&mut self, weights: &[usize], lines: &[Line<'_>]) {
        let left = if weights.len() >= WIDE && self.lists.is_empty() { 0 } else { self.indent };
        let left = left.min(TEXT_WIDTH / 2);
        let widths = shares(weights, TEXT_WIDTH - left);
        let head = lines.first().is_some_and(|line| line.head);
        self.begin_table(if head { "AgreementTable" } else { "AgreementPairs" }, left, &widths, head);
        let heights: Vec<usize> = lines.iter().map(|line| height(line, &widths)).collect();
        let short = lines.len() <= SHORT_ROWS + 1 && heights.iter().sum::<usize>() <= SHORT_LINES;
        for (at, (line, height)) in lines.iter().zip(&heights).enumerate() {
            let last = at + 1 == lines.len();
            // The head stays with the first row, and no row stands alone on the next page.
            let keep = !last && (short || line.head || at + 2 == lines.len() || (at == 1 && head));
            self.line(line, &widths, keep, *height > LONG_LINES);
        }
        self.out.push_str("</w:tbl>");
        self.after_table(changes_of(lines.iter().map(|line| line.change)));
    }

    fn begin_table(&mut self, style: &str, left: usize, widths: &[usize], head: bool) {
        let total: usize = widths.iter().sum();
        let first = u8::from(head);
        let look = if head { "0020" } else { "0000" };
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
             <w:tblInd w:w=\"{left}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{look}\" \
             w:firstRow=\"{first}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"0\"/>\
             </w:tblPr><w:tblGrid>"
        );
        for width in widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
    }

    fn line(&mut self, line: &Line<'_>, widths: &[usize], keep: bool, long: bool) {
        self.begin_row(line.change, !long, line.head);
        let mut at = 0;
        for cell in &line.cells {
            let width: usize = widths.iter().skip(at).take(cell.span).sum();
            at += cell.span;
            self.begin_cell(width, cell.span);
            let look = Look { end: cell.end, ..Look::of(cell.style).keeping(keep).changed(line.change) };
            self.paragraph(&look, &[], cell.text);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn begin_row(&mut self, change: Change, whole: bool, head: bool) {
        self.out.push_str("<w:tr>");
        let mark = self.change_mark(change);
        if whole || head || mark.is_some() {
            self.out.push_str("<w:trPr>");
            if whole {
                self.out.push_str("<w:cantSplit/>");
            } else if !head {
                // A change alone is no property of a row (ISO/IEC 29500-1, 17.4.81, CT_TrPr).
                self.out.push_str("<w:cantSplit w:val=\"off\"/>");
            }
            if head {
                self.out.push_str("<w:tblHeader/>");
            }
            if let Some(mark) = mark {
                let _ = write!(self.out, "{mark}/>");
            }
            self.out.push_str("</w:trPr>");
        }
    }

    fn begin_cell(&mut self, width: usize, span: usize) {
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if span > 1 {
            let _ = write!(self.out, "<w:gridSpan w:val=\"{span}\"/>");
        }
        self.out.push_str("</w:tcPr>");
    }

    /// Keeps apart what would be joined otherwise: two tables in a row are one to word processors. It goes with its table.
    fn after_table(&mut self, change: Change) {
        self.paragraph(&Look::of("TableEnd").changed(change), &[], &[]);
    }

    /// Two signatories side by side, each kept in one piece.
    pub fn signatures(&mut self, signatures: &[MarkedSignature]) {
        if signatures.is_empty() {
            return;
        }
        let widths = shares(&[1, 1], TEXT_WIDTH - self.indent.min(TEXT_WIDTH / 2));
        self.begin_table("SignatureTable", self.indent.min(TEXT_WIDTH / 2), &widths, false);
        let rows: Vec<&[MarkedSignature]> = signatures.chunks(2).collect();
        for (at, row) in rows.iter().enumerate() {
            let change = changes_of(row.iter().map(fate));
            self.begin_row(change, true, false);
            for (column, width) in widths.iter().enumerate() {
                self.begin_cell(*width, 1);
                match row.get(column) {
                    Some(signature) => self.signature(signature, at + 1 < rows.len()),
                    None => self.paragraph(&Look::of("TableText").changed(change), &[], &[]),
                }
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.after_table(changes_of(signatures.iter().map(fate)));
    }

    fn signature(&mut self, signature: &MarkedSignature, more: bool) {
        let change = whole_change(&signature.heading);
        self.paragraph(&Look::of("Signatory").keeping(true).changed(change), &[], &signature.heading);
        for (at, line) in signature.lines.iter().enumerate() {
            let last = at + 1 == signature.lines.len();
            let look = Look::of("SignatureLine").keeping(more || !last).changed(line.change);
            // The line runs as its key does, whatever is filled in.
            self.paragraph_of(&look, &[], &line.key, |writer| {
                writer.styled("SignatureKey", &line.key);
                writer.words(line.change, "\t");
                writer.fragments(&line.value);
            });
        }
    }
}

/// One cell a column, whatever the row holds.
fn cells<'t>(ends: &[bool], texts: &'t [Vec<Fragment>], style: &'static str) -> Vec<Cell<'t>> {
    let text = |at: usize| texts.get(at).map_or(&[][..], Vec::as_slice);
    let cell = |(at, end): (usize, &bool)| Cell { text: text(at), style, end: *end, span: 1 };
    ends.iter().enumerate().map(cell).collect()
}

/// The fate of all that a signature says.
fn fate(signature: &MarkedSignature) -> Change {
    let heading = signature.heading.iter().map(|fragment| fragment.change);
    changes_of(heading.chain(signature.lines.iter().map(|line| line.change)))
}

/// The fate of a text that has only one.
pub fn whole_change(text: &[Fragment]) -> Change {
    changes_of(text.iter().map(|fragment| fragment.change))
}

/// The fate that all of these have in common.
pub fn changes_of(mut changes: impl Iterator<Item = Change>) -> Change {
    let first = changes.next().unwrap_or_default();
    if changes.all(|change| change == first) { first } else { Change::Same }
}

/// A width in twentieths of a point, shared out by weight.
fn shares(weights: &[usize], width: usize) -> Vec<usize> {
    let total: usize = weights.iter().sum::<usize>().max(1);
    let mut shares: Vec<usize> = weights.iter().map(|weight| width * weight / total).collect();
    let rest = width - shares.iter().sum::<usize>();
    if let Some(last) = shares.last_mut() {
        *last += rest;
    }
    shares
}

/// About how many lines the tallest cell takes.
fn height(line: &Line<'_>, widths: &[usize]) -> usize {
    let cell = |(cell, width): (&Cell<'_>, &usize)| {
        let fit = (LINE_CHARS * width * cell.span / TEXT_WIDTH).max(1);
        let text: String = cell.text.iter().map(|fragment| plain(&fragment.inlines)).collect();
        text.split('\n').map(|line| line.chars().count() / fit + 1).sum::<usize>()
    };
    line.cells.iter().zip(widths).map(cell).max().unwrap_or(1)
}
