//! The list of sections.

use super::bookmarks::OVERVIEW_MARK;
use super::inline::Letters;
use super::paragraph::Look;
use super::tables::changes_of;
use super::writer::Writer;
use crate::document::marked::{Change, Fragment, MarkedDocument, Side, Sides};
use crate::document::plain;
use crate::export::front::{CONTENTS, OVERVIEW, has_contents};
use std::fmt::Write;

/// Entries link to their sections (`\h`), tell their pages on paper only (`\z`), and are headings of the first level.
const INSTRUCTION: &str = "TOC \\o \"1-1\" \\h \\z \\u";

/// Begins the field; its result follows.
const BEGIN: [&str; 3] = [
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ",
    INSTRUCTION,
    " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
];
const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

struct Entry {
    change: Change,
    /// The bookmark that it leads to.
    target: Option<String>,
    number: Sides,
    title: Vec<Fragment>,
    annex: bool,
}

impl Writer<'_> {
    /// The list of sections as a field. It names no pages until the word processor is asked to bring it up to date: only
    /// that one knows them, and a file that asks by itself is opened with a question that sounds like a warning.
    pub fn contents(&mut self, document: &MarkedDocument) {
        if !has_contents(document.sections.len()) {
            self.new_page = true;
            return;
        }
        let id = self.id();
        let _ = write!(
            self.out,
            "<w:sdt><w:sdtPr><w:id w:val=\"{id}\"/><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
             <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        );
        let heading = changes_of(document.sections.iter().map(|section| section.number.change()));
        let look = Look::of("ContentsHeading").changed(heading);
        self.paragraph(&look, &[], &Fragment::text(heading, CONTENTS));
        let entries = self.entries(document);
        // An entry that may go takes neither end of the field with it.
        let stays = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.change == Change::Same);
        let (within_first, within_last) = (stays(entries.first()), stays(entries.last()));
        if !within_first {
            self.paragraph_of(&Look::of("TableEnd"), &[], &[], |writer| writer.out.extend(BEGIN));
        }
        for (at, entry) in entries.iter().enumerate() {
            let (first, last) = (at == 0 && within_first, at + 1 == entries.len() && within_last);
            self.entry(entry, first, last);
        }
        if !within_last {
            self.paragraph_of(&Look::of("TableEnd"), &[], &[], |writer| writer.out.push_str(END));
        }
        self.out.push_str("</w:sdtContent></w:sdt>");
    }

    fn entries(&self, document: &MarkedDocument) -> Vec<Entry> {
        let overview = document.overview_change().map(|change| Entry {
            change,
            target: Some(OVERVIEW_MARK.to_owned()),
            number: Sides::default(),
            title: Fragment::text(change, OVERVIEW),
            annex: false,
        });
        let sections = document.sections.iter().map(|section| Entry {
            change: section.number.change(),
            target: self.bookmarks.target(&section.anchor).map(str::to_owned),
            number: section.number.clone(),
            title: section.title.clone(),
            annex: section.annex,
        });
        overview.into_iter().chain(sections).collect()
    }

    fn entry(&mut self, entry: &Entry, first: bool, last: bool) {
        let look = Look::of(if entry.annex { "AnnexContents" } else { "TOC1" }).changed(entry.change);
        let target = entry.target.as_ref().filter(|_| entry.change.stands(Side::New));
        self.paragraph_of(&look, &[], &entry.title, |writer| {
            if first {
                writer.out.extend(BEGIN);
            }
            if let Some(target) = target {
                let _ = write!(writer.out, "<w:hyperlink w:anchor=\"{target}\" w:history=\"1\">");
            }
            let letters = Letters { style: Some("ContentsNumber"), ..Letters::default() };
            for (change, number) in entry.number.apart() {
                writer.run(change, number, letters);
            }
            writer.words(entry.change, "\t");
            for fragment in &entry.title {
                writer.words(fragment.change, &plain(&fragment.inlines));
            }
            if target.is_some() {
                writer.out.push_str("</w:hyperlink>");
            }
            if last {
                writer.out.push_str(END);
            }
        });
    }
}
