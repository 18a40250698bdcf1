//! The tree that the preview and every export read.
//!
//! Numbering, anchors and cross-references are computed by `assemble`; nothing here is typed by hand.

use super::TextProblem;
use crate::value::FieldPath;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A whole agreement, ready to be shown. Total: a missing value is an [`Inline::Missing`], never an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    pub meta: Meta,
    /// Numbered sections first, annexes after them.
    pub sections: Vec<Section>,
    /// What could not be made sense of in the texts; for the checks, never exported.
    #[serde(skip)]
    pub problems: Vec<TextProblem>,
}

/// What stands on the title page, in the running header and in the file's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Stable identifier of the draft; the PDF's document id derives from it.
    pub id: String,
    pub title: Vec<Inline>,
    /// `title` as plain text, for file properties and the window title.
    pub title_text: String,
    /// Name of the form of agreement, for example "Cloud hosting agreement".
    pub form: String,
    pub reference: Vec<Inline>,
    pub reference_text: String,
    pub version: String,
    /// "Draft", "In review" or "Final".
    pub status: String,
    /// BCP 47 language tag of the text, for example "en".
    pub language: String,
    /// ISO date (YYYY-MM-DD) that dates the file: the effective date, else the draft's creation date.
    pub date: Option<String>,
    /// Rows of the title page below the parties ("Effective from", "Term", ...).
    pub facts: Vec<KeyValue>,
    pub parties: Vec<PartyLine>,
    /// The short presentation of parties, level of service and duration.
    pub overview: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyLine {
    /// "Provider", "Customer", ...
    pub role: String,
    pub name: Vec<Inline>,
    /// Registration, address.
    pub details: Vec<Vec<Inline>>,
    /// `the "Customer"`: the defined short name.
    pub short_name: Vec<Inline>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    pub id: String,
    /// "7" or "Annex A".
    pub number: String,
    pub title: String,
    /// Unique in the document: letters, digits and hyphens.
    pub anchor: String,
    /// An annex starts on a new page.
    pub annex: bool,
    /// The section of the form that fills this section.
    pub path: FieldPath,
    /// Shared with the document of the revision before where nothing in them changed.
    #[serde(serialize_with = "in_sequence")]
    pub clauses: Vec<Arc<Clause>>,
}

#[cfg(test)]
impl Section {
    /// The clause at this position, to change it.
    pub fn clause_mut(&mut self, at: usize) -> &mut Clause {
        Arc::make_mut(&mut self.clauses[at])
    }
}

fn in_sequence<S: Serializer>(clauses: &[Arc<Clause>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(clauses.iter().map(|clause| &**clause))
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clause {
    pub id: String,
    /// "7.2"; empty for an unnumbered introduction.
    pub number: String,
    pub title: Option<String>,
    pub anchor: String,
    /// Where a click on the clause leads.
    pub path: FieldPath,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Block {
    Paragraph(Vec<Inline>),
    /// A run-in heading inside a clause, for example the name of a metric above its card.
    Heading(Vec<Inline>),
    List(List),
    Table(Table),
    KeyValues(Vec<KeyValue>),
    Signatures(Vec<SignatureBlock>),
    PageBreak,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    pub ordered: bool,
    pub items: Vec<ListItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// "(a)" in an ordered list, empty in an unordered one.
    pub label: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What the table shows, read out by screen readers and printed above it.
    pub caption: Vec<Inline>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    pub title: Vec<Inline>,
    pub align: Align,
    /// Share of the width, relative to the other columns; at least 1.
    pub weight: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Align {
    #[default]
    Start,
    /// Numbers: aligned to the end of the line.
    End,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    pub path: Option<FieldPath>,
    /// One cell a column.
    pub cells: Vec<Vec<Inline>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyValue {
    pub key: String,
    pub value: Vec<Inline>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignatureBlock {
    /// "For and on behalf of ..." or the individual's own name.
    pub heading: Vec<Inline>,
    /// Name, title, place, date; an empty value prints as a line to write on.
    pub lines: Vec<KeyValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Inline {
    Text(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    /// A value of the draft, printed as it stands.
    Value {
        path: FieldPath,
        text: String,
    },
    /// A defined term; `anchor` is that of its definition, `path` the field in whose text the term stands, if any.
    TermRef {
        anchor: String,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<FieldPath>,
    },
    /// "clause 7.2"; `anchor` is that of a section or clause.
    CrossRef {
        anchor: String,
        text: String,
    },
    /// A value that is not there yet; `label` names it, in square brackets when printed.
    Missing {
        path: FieldPath,
        label: String,
    },
    /// The place a [`Inline::TermRef`] leads to: the term where it is defined.
    TermDef {
        anchor: String,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<FieldPath>,
    },
    /// A line break inside a paragraph or cell.
    Break,
    /// What differs from an earlier text, or a remark about it; only documents that show changes hold any.
    Marked {
        mark: Mark,
        inner: Vec<Inline>,
    },
}

/// How a part of a document that shows changes came to be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Mark {
    /// Only in the new text.
    Inserted,
    /// Only in the old text.
    Deleted,
    /// In neither: a remark about the change.
    Note,
}
