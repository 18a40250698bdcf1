//! Two documents laid over each other: what stands in both, and what in only one. For the exports that show changes.
//!
//! A comparison makes the tree; [`MarkedDocument::of`] makes one without changes. Either side can be taken out again
//! with [`MarkedDocument::side`].

mod side;
#[cfg(test)]
mod tests;
mod uniform;

use super::{Column, Inline, Meta};

/// On which side something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Change {
    /// In both documents.
    #[default]
    Same,
    /// Only in the new one.
    Inserted,
    /// Only in the old one.
    Deleted,
}

/// Which of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Old,
    New,
}

impl Change {
    /// Whether what has this fate stands in the document of a side.
    pub fn stands(self, side: Side) -> bool {
        !matches!((self, side), (Self::Inserted, Side::Old) | (Self::Deleted, Side::New))
    }

    /// The fate of what stands in the old document, in the new one, or in both; `None` for what stands in neither.
    pub fn between(old: bool, new: bool) -> Option<Self> {
        match (old, new) {
            (true, true) => Some(Self::Same),
            (true, false) => Some(Self::Deleted),
            (false, true) => Some(Self::Inserted),
            (false, false) => None,
        }
    }
}

/// Who made the changes and when, as word processors show it beside each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub author: String,
    /// ISO 8601 in UTC, for example `2026-03-01T00:00:00Z`.
    pub date: String,
}

/// A run of text of one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    pub change: Change,
    pub inlines: Vec<Inline>,
}

/// A number or label on both sides; `None` where what bears it does not stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    pub old: Option<String>,
    pub new: Option<String>,
}

impl Sides {
    pub fn of(change: Change, label: &str) -> Self {
        let on = |side| change.stands(side).then(|| label.to_owned());
        Self { old: on(Side::Old), new: on(Side::New) }
    }

    pub fn on(&self, side: Side) -> Option<&str> {
        match side {
            Side::Old => self.old.as_deref(),
            Side::New => self.new.as_deref(),
        }
    }

    /// The fate of what bears the label.
    pub fn change(&self) -> Change {
        match (&self.old, &self.new) {
            (Some(_), None) => Change::Deleted,
            (None, Some(_)) => Change::Inserted,
            _ => Change::Same,
        }
    }

    /// The label as a text that is tracked: one run where it is the same, two where it differs.
    pub fn apart(&self) -> impl Iterator<Item = (Change, &str)> {
        let (old, new) = (self.old.as_deref(), self.new.as_deref());
        let runs = if old == new {
            [(Change::Same, new), (Change::Same, None)]
        } else {
            [(Change::Deleted, old), (Change::Inserted, new)]
        };
        runs.into_iter().filter_map(|(change, label)| Some((change, label.filter(|l| !l.is_empty())?)))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedDocument {
    /// Of the new document: identifier, language, file properties and running header. What is printed of it on the
    /// title page stands in the fields below.
    pub meta: Meta,
    pub form: Vec<Fragment>,
    pub title: Vec<Fragment>,
    pub reference: Vec<Fragment>,
    pub version: Vec<Fragment>,
    pub status: Vec<Fragment>,
    pub parties: Vec<MarkedParty>,
    pub facts: Vec<MarkedPair>,
    pub overview: Vec<MarkedBlock>,
    pub sections: Vec<MarkedSection>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedParty {
    pub role: Vec<Fragment>,
    pub name: Vec<Fragment>,
    pub details: Vec<Vec<Fragment>>,
    pub short_name: Vec<Fragment>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedSection {
    pub id: String,
    /// Tells on which sides the section stands.
    pub number: Sides,
    pub title: Vec<Fragment>,
    pub anchor: String,
    pub annex: bool,
    /// What the old and the new place of something that was moved have in common; `None` where it was not.
    pub moved: Option<String>,
    pub clauses: Vec<MarkedClause>,
}

/// A clause that gains or loses its number or its title is two: one deleted, one inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedClause {
    pub id: String,
    /// Tells on which sides the clause stands; `Some("")` where it stands without a number.
    pub number: Sides,
    /// Empty where the clause has no title.
    pub title: Vec<Fragment>,
    pub anchor: String,
    /// As in a section.
    pub moved: Option<String>,
    pub blocks: Vec<MarkedBlock>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkedBlock {
    /// `end` is the fate of the paragraph's end: a paragraph deleted whole has deleted text and a deleted end; one that
    /// was split has an inserted end behind text that stands in both.
    Paragraph {
        end: Change,
        text: Vec<Fragment>,
    },
    /// A run-in heading; `end` as in a paragraph.
    Heading {
        end: Change,
        text: Vec<Fragment>,
    },
    List {
        ordered: bool,
        items: Vec<MarkedItem>,
    },
    Table(MarkedTable),
    KeyValues(Vec<MarkedPair>),
    Signatures(Vec<MarkedSignature>),
    PageBreak(Change),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedItem {
    /// Tells on which sides the item stands; `Some("")` in an unordered list.
    pub label: Sides,
    pub blocks: Vec<MarkedBlock>,
}

/// A table whose columns differ is two: one with deleted rows, one with inserted ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedTable {
    /// The fate of the table with its head.
    pub change: Change,
    pub caption: Vec<Fragment>,
    pub columns: Vec<Column>,
    pub rows: Vec<MarkedRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedRow {
    pub change: Change,
    /// One cell a column.
    pub cells: Vec<Vec<Fragment>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedPair {
    pub change: Change,
    pub key: Vec<Fragment>,
    pub value: Vec<Fragment>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedSignature {
    pub heading: Vec<Fragment>,
    pub lines: Vec<MarkedPair>,
}
