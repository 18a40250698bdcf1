//! The text from the title page to the last annex.

use super::blocks::Lead;
use super::bookmarks::{OVERVIEW_MARK, has_heading};
use super::numbering::{ANNEX_HANG, ANNEXES, HANG, Number, SECTIONS};
use super::paragraph::Look;
use super::parts;
use super::writer::Writer;
use crate::document::marked::{Change, MarkedClause, MarkedDocument, MarkedSection, Side};
use crate::export::front::OVERVIEW;
use std::fmt::Write;

impl Writer<'_> {
    /// The whole text; `tags` are those of the content controls around the clauses, section by section, or none.
    pub fn body(&mut self, document: &MarkedDocument, tags: &[Vec<String>]) {
        self.title_page(document);
        self.plan(document);
        self.contents(document);
        self.overview(document);
        let first_annex = document.sections.iter().position(|section| section.annex);
        for (at, section) in document.sections.iter().enumerate() {
            self.new_page |= Some(at) == first_annex;
            let tags = tags.get(at).map_or(&[][..], Vec::as_slice);
            self.at_place(section.moved.as_deref(), section.number.change(), |writer| {
                writer.section(section, tags);
            });
        }
        parts::section_properties(&mut self.out, parts::is_leftward(&document.meta));
    }

    fn overview(&mut self, document: &MarkedDocument) {
        let Some(change) = document.overview_change() else { return };
        self.paragraph_of(&Look::of("OverviewHeading").changed(change), &[], &[], |writer| {
            let placed = change.stands(Side::New).then(|| writer.id());
            if let Some(id) = placed {
                let _ = write!(writer.out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{OVERVIEW_MARK}\"/>");
            }
            writer.words(change, OVERVIEW);
            placed.into_iter().for_each(|id| writer.end_bookmark(id));
        });
        self.blocks(&document.overview, "Normal", None);
    }

    /// Which numbers the references can leave to the word processor: all of them are known before the first is written.
    fn plan(&mut self, document: &MarkedDocument) {
        let mut numbers = super::numbering::Numbers::default();
        let mut live = Vec::new();
        for section in &document.sections {
            let list = list_of(section);
            let mut count = |anchor: &str, level, number: &crate::document::marked::Sides| {
                if let (Number::Live { .. }, Some(new)) =
                    (numbers.next(list, level, number), number.on(Side::New))
                {
                    live.push((anchor.to_owned(), new.to_owned()));
                }
            };
            count(&section.anchor, 0, &section.number);
            section.clauses.iter().for_each(|clause| count(&clause.anchor, 1, &clause.number));
        }
        for (anchor, number) in live {
            self.bookmarks.numbers.entry(anchor).or_insert(number);
        }
    }

    fn section(&mut self, section: &MarkedSection, tags: &[String]) {
        let list = list_of(section);
        let number = self.numbers.next(list, 0, &section.number);
        let style = if section.annex { "AnnexHeading" } else { "Heading1" };
        let hang = if section.annex { ANNEX_HANG } else { HANG };
        let heading = heading(style, number, section.number.change(), hang);
        self.paragraph(&heading, &[&section.anchor], &section.title);
        for (at, clause) in section.clauses.iter().enumerate() {
            let tag = tags.get(at).filter(|_| !is_empty(clause));
            if let Some(tag) = tag {
                let id = self.id();
                self.out.push_str("<w:sdt><w:sdtPr><w:tag w:val=\"");
                super::xml::escape_into(tag, &mut self.out);
                let _ = write!(
                    self.out,
                    "\"/><w:id w:val=\"{id}\"/><w15:appearance w15:val=\"hidden\"/></w:sdtPr><w:sdtContent>"
                );
            }
            self.begins = tag.filter(|_| !has_heading(clause)).cloned();
            self.at_place(clause.moved.as_deref(), clause.number.change(), |writer| {
                writer.clause(clause, list);
            });
            self.begins = None;
            if tag.is_some() {
                self.out.push_str("</w:sdtContent></w:sdt>");
            }
        }
    }

    fn clause(&mut self, clause: &MarkedClause, list: u32) {
        self.indent = HANG;
        let number = self.numbers.next(list, 1, &clause.number);
        let change = clause.number.change();
        if !clause.title.is_empty() {
            let heading = heading("Heading2", number, change, HANG);
            self.paragraph(&heading, &[&clause.anchor], &clause.title);
            self.blocks(&clause.blocks, "BodyText", None);
        } else if has_heading(clause) {
            let lead = Lead {
                indent: (!matches!(number, Number::Live { .. })).then_some((HANG, HANG)),
                number,
                anchor: Some(&clause.anchor),
                style: "ClauseText",
                unnumbered: false,
                change,
            };
            self.blocks(&clause.blocks, "BodyText", Some(lead));
        } else {
            self.blocks(&clause.blocks, "BodyText", None);
        }
        self.indent = 0;
    }
}

fn heading(style: &'static str, number: Number, change: Change, hang: usize) -> Look {
    let live = matches!(number, Number::Live { .. });
    let indent = match number {
        Number::Live { .. } => None,
        Number::Written(_) => Some((hang, hang)),
        Number::None => Some((HANG, 0)),
    };
    Look { unnumbered: !live, indent, ..Look::of(style).numbered(number).keeping(true).changed(change) }
}

fn list_of(section: &MarkedSection) -> u32 {
    if section.annex { ANNEXES } else { SECTIONS }
}

/// Whether nothing of a clause is printed.
pub fn is_empty(clause: &MarkedClause) -> bool {
    !has_heading(clause) && clause.blocks.is_empty()
}
