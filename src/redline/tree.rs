//! What every output of a comparison, and the editor, renders: the new agreement with the old one laid over it.
//!
//! Whatever stands in only one of the two texts stands at its place in that one: what was moved is told at its old place
//! ([`Standing::MovedAway`], with its old words) and stands at its new place ([`Standing::MovedHere`], with the words that
//! differ). So the nodes that are [`Standing::in_new`] make the new text in its order, and those that are
//! [`Standing::in_old`] the old one. Numbers of sections, clauses and list items are computed, never marked: that clause
//! 5.2 became 5.3 is no change of the text. The same holds for references: what leads to the same place is the same.

use super::fields::FieldChange;
use super::words::Run;
use crate::document::{Align, Meta};
use crate::value::FieldPath;
use serde::Serialize;

/// What differs between two agreements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redline {
    pub old: Side,
    pub new: Side,
    /// Field by field, in the order of the form.
    pub fields: Vec<FieldChange>,
    pub text: TextChanges,
    /// Of the new document: for the properties of files.
    pub meta: Meta,
}

/// One of the two agreements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Where it came from, as the user named it: "agreed.ron", "state 3 of agreed.ron".
    pub name: String,
    pub title: String,
    pub reference: String,
    pub version: String,
    pub status: String,
    /// The form of agreement and its version: "Cloud hosting agreement 1.2".
    pub form: String,
    /// ISO date of the text, as its exports carry it.
    pub date: Option<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// Two documents laid over each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TextChanges {
    pub front: Front,
    pub sections: Vec<SectionChange>,
}

/// How a part of one text stands to the other text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Same,
    Changed,
    Added,
    Removed,
    /// It stood elsewhere; with its number there, or the title or section where it had none.
    MovedHere {
        from: String,
    },
    /// It stands elsewhere now.
    MovedAway {
        to: String,
    },
    /// A clause that was made out of a part of another one, which is still there.
    SplitOff {
        from: String,
    },
    /// A clause whose text is now part of another one.
    MergedInto {
        to: String,
    },
    /// One paragraph became several.
    Split,
    /// Several paragraphs became one.
    Merged,
}

impl Standing {
    pub fn in_new(&self) -> bool {
        !matches!(self, Self::Removed | Self::MovedAway { .. } | Self::MergedInto { .. })
    }

    pub fn in_old(&self) -> bool {
        !matches!(self, Self::Added | Self::MovedHere { .. } | Self::SplitOff { .. })
    }

    pub fn is_same(&self) -> bool {
        *self == Self::Same
    }
}

/// A run of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bit {
    pub run: Run,
    pub text: String,
    /// In a run that is the same: its old text where that reads otherwise, as a reference to a clause with a new number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    #[serde(skip)]
    pub look: Look,
}

/// What a run of a text is beside its words. Of what stands in both texts, that of the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub strong: bool,
    pub emphasis: bool,
    pub meaning: Meaning,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    #[default]
    Text,
    /// A value of the draft.
    Value(FieldPath),
    /// A defined term, with the anchor of its definition.
    Term(String),
    /// A reference to a section or clause, with its anchor.
    Reference(String),
    /// The place where a term is defined, with its anchor.
    Definition(String),
    /// The mark of a missing value.
    Missing(FieldPath),
}

/// A text with its changes. A paragraph separator (U+2029) in it ends a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Words(pub Vec<Bit>);

impl Words {
    pub fn is_same(&self) -> bool {
        self.0.iter().all(|bit| bit.run == Run::Same)
    }

    /// The text as it is now.
    pub fn new_text(&self) -> String {
        self.0.iter().filter(|b| b.run != Run::Removed).map(|b| b.text.as_str()).collect()
    }

    /// The text as it was.
    pub fn old_text(&self) -> String {
        let bits = self.0.iter().filter(|b| b.run != Run::Added);
        bits.map(|b| b.was.as_deref().unwrap_or(&b.text)).collect()
    }

    /// Of neither text any letter.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|bit| bit.text.trim().is_empty())
    }
}

/// The title page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Front {
    pub form: Words,
    pub title: Words,
    pub reference: Words,
    pub version: Words,
    pub status: Words,
    pub parties: Vec<PartyChange>,
    pub facts: Vec<PairChange>,
    pub overview: Vec<BlockChange>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartyChange {
    pub standing: Standing,
    pub role: Words,
    pub name: Words,
    pub details: Vec<BlockChange>,
    pub short_name: Words,
}

/// What a section or clause is called in one of the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heading {
    pub id: String,
    /// Empty where it has none.
    pub number: String,
    pub anchor: String,
    #[serde(skip)]
    pub path: FieldPath,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SectionChange {
    pub standing: Standing,
    pub old: Option<Heading>,
    pub new: Option<Heading>,
    pub title: Words,
    pub annex: bool,
    pub clauses: Vec<ClauseChange>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClauseChange {
    pub standing: Standing,
    /// What became of parts of it, or came to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    pub old: Option<Heading>,
    pub new: Option<Heading>,
    pub title: Words,
    pub blocks: Vec<BlockChange>,
}

/// A part of a clause that went to another one, or came from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A part of it is now a clause of its own.
    SplitInto { to: String },
    /// It takes in what was a clause of its own.
    Absorbs { from: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockChange {
    pub standing: Standing,
    #[serde(flatten)]
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    Paragraph(Words),
    Heading(Words),
    List { ordered: bool, items: Vec<ItemChange> },
    Table(TableChange),
    KeyValues(Vec<PairChange>),
    Signatures(Vec<SignatureChange>),
    PageBreak,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    pub standing: Standing,
    /// "(a)"; computed, so never marked.
    pub old_label: String,
    pub new_label: String,
    pub blocks: Vec<BlockChange>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableChange {
    pub caption: Words,
    /// Of both tables: a row has a cell for each of them.
    pub columns: Vec<ColumnChange>,
    pub rows: Vec<RowChange>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnChange {
    pub standing: Standing,
    pub title: Words,
    #[serde(skip)]
    pub align: Align,
    #[serde(skip)]
    pub weight: u8,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowChange {
    pub standing: Standing,
    pub cells: Vec<Words>,
    #[serde(skip)]
    pub path: Option<FieldPath>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PairChange {
    pub standing: Standing,
    pub key: Words,
    pub value: Words,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignatureChange {
    pub standing: Standing,
    pub heading: Words,
    pub lines: Vec<PairChange>,
}
