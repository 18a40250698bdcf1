//! Anchors of the document as bookmarks: at most 40 letters, digits and underscores, each one once.

use crate::document::Inline;
use crate::document::marked::{
    Change, Fragment, MarkedBlock, MarkedClause, MarkedDocument, MarkedPair, MarkedTable, Side,
};
use std::collections::{HashMap, HashSet};

/// The bookmark of the overview, which has no anchor of its own.
pub const OVERVIEW_MARK: &str = "_overview_text";
/// Leaves room for what tells names apart.
const MOST: usize = 32;

pub struct Bookmarks {
    names: HashMap<String, String>,
    taken: HashSet<String>,
    /// Those that bear a live number of their own, with that number.
    pub numbers: HashMap<String, String>,
    placed: HashSet<String>,
}

impl Bookmarks {
    /// Of sections, clauses with a heading, and terms where they are defined.
    pub fn of(document: &MarkedDocument) -> Self {
        let mut bookmarks = Self {
            names: HashMap::new(),
            taken: HashSet::from([OVERVIEW_MARK.to_owned()]),
            numbers: HashMap::new(),
            placed: HashSet::new(),
        };
        bookmarks.blocks(&document.overview);
        for pair in &document.facts {
            bookmarks.pair(pair);
        }
        for section in &document.sections {
            if section.number.on(Side::New).is_some() {
                bookmarks.name(&section.anchor);
            }
            for clause in &section.clauses {
                if clause.number.on(Side::New).is_some() && has_heading(clause) {
                    bookmarks.name(&clause.anchor);
                }
                bookmarks.blocks(&clause.blocks);
            }
        }
        bookmarks
    }

    /// The bookmark that links to the anchor lead to.
    pub fn target(&self, anchor: &str) -> Option<&str> {
        self.names.get(anchor).map(String::as_str)
    }

    /// The bookmark to set here: none if the anchor has none, or it was set before.
    pub fn place(&mut self, anchor: &str) -> Option<String> {
        let name = self.names.get(anchor)?;
        self.placed.insert(anchor.to_owned()).then(|| name.clone())
    }

    fn name(&mut self, anchor: &str) {
        if !anchor.is_empty() && !self.names.contains_key(anchor) {
            let name = self.own(anchor);
            self.names.insert(anchor.to_owned(), name);
        }
    }

    /// A name like this one that nothing else bears.
    pub fn own(&mut self, anchor: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let wish: String = "_".chars().chain(anchor.chars().take(MOST).map(plain)).collect();
        let mut name = wish.clone();
        let mut n = 2usize;
        // Word processors do not tell capitals from small letters here.
        while !self.taken.insert(name.to_ascii_lowercase()) {
            name = format!("{wish}_{n}");
            n += 1;
        }
        name
    }

    fn blocks(&mut self, blocks: &[MarkedBlock]) {
        for block in blocks {
            match block {
                MarkedBlock::Paragraph { text, .. } | MarkedBlock::Heading { text, .. } => self.text(text),
                MarkedBlock::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                MarkedBlock::Table(table) => self.table(table),
                MarkedBlock::KeyValues(pairs) => pairs.iter().for_each(|pair| self.pair(pair)),
                MarkedBlock::Signatures(signatures) => {
                    for signature in signatures {
                        self.text(&signature.heading);
                        signature.lines.iter().for_each(|line| self.pair(line));
                    }
                }
                MarkedBlock::PageBreak(_) => {}
            }
        }
    }

    fn table(&mut self, table: &MarkedTable) {
        self.text(&table.caption);
        table.columns.iter().for_each(|column| self.inlines(&column.title));
        table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.text(cell));
    }

    fn pair(&mut self, pair: &MarkedPair) {
        self.text(&pair.key);
        self.text(&pair.value);
    }

    fn text(&mut self, text: &[Fragment]) {
        let standing = text.iter().filter(|fragment| fragment.change != Change::Deleted);
        standing.for_each(|fragment| self.inlines(&fragment.inlines));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::TermDef { anchor, .. } => self.name(anchor),
                Inline::Strong(inner) | Inline::Emphasis(inner) => self.inlines(inner),
                _ => {}
            }
        }
    }
}

pub fn has_heading(clause: &MarkedClause) -> bool {
    let numbered =
        [Side::Old, Side::New].into_iter().any(|s| clause.number.on(s).is_some_and(|n| !n.is_empty()));
    numbered || !clause.title.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_plain_and_differ() {
        let mut bookmarks = Bookmarks::of(&MarkedDocument::default());
        let long = "a".repeat(50);
        for anchor in
            ["term-customer-data", "term_customer_data", "Term-customer-data", &long, &format!("{long}b")]
        {
            bookmarks.name(anchor);
        }
        let mut names: Vec<&str> = bookmarks.names.values().map(String::as_str).collect();
        names.sort_unstable();
        let short = format!("_{}", "a".repeat(32));
        assert_eq!(
            names,
            [
                "_Term_customer_data_3",
                &short,
                &format!("{short}_2"),
                "_term_customer_data",
                "_term_customer_data_2"
            ]
        );
        assert!(
            bookmarks.place("term-customer-data").is_some()
                && bookmarks.place("term-customer-data").is_none()
        );
        assert_eq!(bookmarks.target("nowhere"), None);
    }
}
