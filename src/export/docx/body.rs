//! The text from the title page to the last annex.

use super::blocks::{Lead, is_blank};
use super::bookmarks::{OVERVIEW_MARK, has_heading};
use super::inline::Letters;
use super::numbering::{ANNEX_HANG, ANNEXES, HANG, Number, SECTIONS};
use super::paragraph::Look;
use super::parts;
use super::tables::whole_change;
use super::writer::Writer;
use crate::document::Inline;
use crate::document::marked::{
    Change, Fragment, MarkedClause, MarkedDocument, MarkedParty, MarkedSection, Side,
};
use crate::export::front::{CONTENTS, OVERVIEW};
use std::fmt::Write;

impl Writer<'_> {
    /// The whole text; `tags` are those of the content controls around the clauses, section by section, or none.
    pub fn body(&mut self, document: &MarkedDocument, tags: &[Vec<String>]) {
        self.title_page(document);
        self.plan(document);
        self.contents(document);
        if !document.overview.is_empty() {
            let id = self.id();
            let mark = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{OVERVIEW_MARK}\"/>");
            let change = Change::Same;
            self.paragraph_of(&Look::of("OverviewHeading"), &[], &[], |writer| {
                writer.out.push_str(&mark);
                writer.words(change, OVERVIEW);
                writer.end_bookmark(id);
            });
            self.blocks(&document.overview, "Normal", None);
        }
        let first_annex = document.sections.iter().position(|section| section.annex);
        for (at, section) in document.sections.iter().enumerate() {
            self.new_page |= Some(at) == first_annex;
            self.section(section, tags.get(at).map_or(&[], Vec::as_slice));
        }
        parts::section_properties(&mut self.out, parts::is_leftward(&document.meta));
    }

    fn title_page(&mut self, document: &MarkedDocument) {
        self.words_in("FormName", &document.form);
        let untitled = [Fragment {
            change: Change::Same,
            inlines: vec![Inline::Missing { path: "title".into(), label: "Title".into() }],
        }];
        let title = if is_blank(&document.title) { &untitled[..] } else { &document.title[..] };
        self.words_in("Title", title);
        self.words_in("TitleMarks", &marks(document));
        document.parties.iter().for_each(|party| self.party(party));
        if !document.facts.is_empty() {
            self.paragraph(&Look::of("FactsStart"), &[], &[]);
            self.pairs(None, &document.facts);
        }
    }

    fn words_in(&mut self, style: &'static str, text: &[Fragment]) {
        if !is_blank(text) {
            self.paragraph(&Look::of(style).changed(whole_change(text)), &[], text);
        }
    }

    /// "Provider", and beside it the name with its particulars below.
    fn party(&mut self, party: &MarkedParty) {
        let words = [party.role.as_slice(), party.name.as_slice()].concat();
        let change = whole_change(&words);
        let look = Look::of("PartyName").keeping(true).changed(change);
        self.paragraph_of(&look, &[], &party.name, |writer| {
            writer.styled("PartyRole", &party.role);
            writer.words(change, "\t");
            writer.fragments(&party.name);
        });
        party.details.iter().for_each(|detail| self.words_in("PartyDetail", detail));
        self.words_in("PartyShortName", &party.short_name);
    }

    /// Words in letters of a style.
    pub fn styled(&mut self, style: &'static str, text: &[Fragment]) {
        for fragment in text {
            let words = crate::document::plain(&fragment.inlines);
            self.run(fragment.change, &words, Letters { style: Some(style), ..Letters::default() });
        }
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

    /// The list of sections as a field that the word processor can bring up to date. It names no pages: only a word
    /// processor knows them, and it would show wrong ones until it is asked to look.
    fn contents(&mut self, document: &MarkedDocument) {
        let sections: Vec<&MarkedSection> =
            document.sections.iter().filter(|s| s.number.on(Side::New).is_some()).collect();
        if sections.is_empty() {
            self.new_page = true;
            return;
        }
        let id = self.id();
        let _ = write!(
            self.out,
            "<w:sdt><w:sdtPr><w:id w:val=\"{id}\"/><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
             <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        );
        let same = Change::Same;
        self.paragraph(&Look::of("ContentsHeading"), &[], &Fragment::text(same, CONTENTS));
        let mut entries: Vec<(String, String, String, bool)> = Vec::new();
        if !document.overview.is_empty() {
            entries.push((OVERVIEW_MARK.to_owned(), String::new(), OVERVIEW.to_owned(), false));
        }
        for section in sections {
            let target = self.bookmarks.target(&section.anchor).unwrap_or_default().to_owned();
            let number = section.number.on(Side::New).unwrap_or_default().to_owned();
            let standing = section.title.iter().filter(|f| f.change != Change::Deleted);
            let title: String = standing.map(|f| crate::document::plain(&f.inlines)).collect();
            entries.push((target, number, title, section.annex));
        }
        let last = entries.len() - 1;
        for (at, (target, number, title, annex)) in entries.iter().enumerate() {
            let look = Look::of(if *annex { "AnnexContents" } else { "TOC1" });
            self.paragraph_of(&look, &[], &Fragment::text(same, title), |writer| {
                if at == 0 {
                    writer.out.push_str(
                        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \
                         TOC \\o \"1-1\" \\n \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                    );
                }
                let _ = write!(writer.out, "<w:hyperlink w:anchor=\"{target}\" w:history=\"1\">");
                writer.run(same, number, Letters { style: Some("ContentsNumber"), ..Letters::default() });
                writer.words(same, "\t");
                writer.words(same, title);
                writer.out.push_str("</w:hyperlink>");
                if at == last {
                    writer.out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
                }
            });
        }
        self.out.push_str("</w:sdtContent></w:sdt>");
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
            self.clause(clause, list);
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
fn is_empty(clause: &MarkedClause) -> bool {
    !has_heading(clause) && clause.blocks.is_empty()
}

/// "Reference Q-1 · Version 1.0 · Final"
fn marks(document: &MarkedDocument) -> Vec<Fragment> {
    let parts =
        [("Reference ", &document.reference), ("Version ", &document.version), ("", &document.status)];
    let mut out: Vec<Fragment> = Vec::new();
    for (name, mark) in parts {
        if is_blank(mark) {
            continue;
        }
        if !out.is_empty() {
            out.extend(Fragment::text(Change::Same, " \u{b7} "));
        }
        out.extend(Fragment::text(whole_change(mark), name));
        out.extend(mark.iter().cloned());
    }
    out
}
