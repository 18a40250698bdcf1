//! The text of the agreement as the main part of the file: what all its pieces share.

use super::bookmarks::Bookmarks;
use super::moves::Moves;
use super::numbering::Numbers;
use super::xml::escape_into;
use crate::document::marked::{Change, MarkedDocument, Revision};
use std::fmt::Write;

pub struct Writer<'a> {
    pub out: String,
    pub bookmarks: Bookmarks,
    pub numbers: Numbers,
    /// Whether the paragraph at hand runs from right to left.
    pub leftward: bool,
    /// Whether the next paragraph begins a page.
    pub new_page: bool,
    /// The clause without a heading that begins with the next paragraph, by its tag.
    pub begins: Option<String>,
    /// Where the text around the block at hand begins, in twentieths of a point.
    pub indent: usize,
    /// Lists around the block at hand, by their numbers in the file; `None` for one with bullets.
    pub lists: Vec<Option<u32>>,
    /// Which sections and clauses were moved from one place to another.
    pub moves: Moves,
    /// Whether what is written stands at one of the two places of a move.
    pub moving: bool,
    /// Who made the changes; without it there are none.
    revision: Option<&'a Revision>,
    /// Of bookmarks, changes and content controls.
    ids: u32,
}

impl<'a> Writer<'a> {
    pub fn new(document: &MarkedDocument, revision: Option<&'a Revision>) -> Self {
        Self {
            out: String::with_capacity(1 << 18),
            bookmarks: Bookmarks::of(document),
            numbers: Numbers::default(),
            leftward: false,
            new_page: false,
            begins: None,
            indent: 0,
            lists: Vec::new(),
            moves: if revision.is_some() { Moves::of(document) } else { Moves::default() },
            moving: false,
            revision,
            ids: 0,
        }
    }

    pub fn id(&mut self) -> u32 {
        self.ids += 1;
        self.ids
    }

    /// The opening of the mark of a change, without its end.
    pub fn change_mark(&mut self, change: Change) -> Option<String> {
        let name = mark_name(change, self.moving)?;
        self.revision?;
        let id = self.id();
        self.revision_mark(name, id)
    }

    /// A mark of this name with who made the change and when, without its end; none where nobody did.
    pub fn revision_mark(&self, name: &str, id: u32) -> Option<String> {
        let revision = self.revision?;
        let mut mark = format!("<w:{name} w:id=\"{id}\" w:author=\"");
        escape_into(&revision.author, &mut mark);
        mark.push_str("\" w:date=\"");
        escape_into(&revision.date, &mut mark);
        mark.push('"');
        Some(mark)
    }

    /// Begins the place of an anchor, if it is to be set here.
    pub fn begin_bookmark(&mut self, anchor: &str) -> Option<u32> {
        let name = self.bookmarks.place(anchor)?;
        let id = self.id();
        let _ = write!(self.out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>");
        Some(id)
    }

    /// The bookmark of what begins in the paragraph at hand and has no heading to bear it.
    pub fn begin_own_bookmark(&mut self) {
        if let Some(tag) = self.begins.take() {
            let name = self.bookmarks.own(&tag);
            let id = self.id();
            let _ = write!(self.out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>");
            self.end_bookmark(id);
        }
    }

    pub fn end_bookmark(&mut self, id: u32) {
        let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{id}\"/>");
    }
}

/// What the mark around a change of this fate is called, without its prefix.
pub fn mark_name(change: Change, moving: bool) -> Option<&'static str> {
    match (change, moving) {
        (Change::Same, _) => None,
        (Change::Inserted, false) => Some("ins"),
        (Change::Deleted, false) => Some("del"),
        (Change::Inserted, true) => Some("moveTo"),
        (Change::Deleted, true) => Some("moveFrom"),
    }
}
