//! A Word file of ours that came back: clause by clause what it says now, beside what was sent.
//!
//! The controls around the clauses carry their tags through other people's editing; where a program dropped them, as
//! LibreOffice does, the bookmarks at the clauses' beginnings tell them apart. What was sent is read from the very file
//! that the draft inside makes again, so that only what somebody changed differs. Tracked changes count as accepted.

mod around;
mod comments;
mod laid;
mod reader;
mod take;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_taking;
mod values;
mod wording;

use super::{export, tags};
use crate::document::{Clause, Document};
use crate::export::extract::package::PackageError;
use crate::value::FieldPath;
pub use around::{AroundChange, Place};
pub use comments::Comment;
use laid::Laid;
use reader::{Line, Text, Texts};
pub use take::{Left, Proposal, Set, Sides};
use thiserror::Error;
pub use values::Kept;

/// Why a Word file cannot be laid beside the draft that it was made from.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReturnError {
    #[error(transparent)]
    Package(#[from] PackageError),
    #[error(
        "the clauses of this Word file cannot be told apart: the marks around them are gone. It was not made by \
         Clausewright, it shows changes between two drafts, or a program saved it that keeps neither content controls nor \
         bookmarks. Ask for the file as Word or LibreOffice saved it, or compare the texts yourself"
    )]
    NoTags,
    #[error(
        "the clauses of this Word file are not those of the draft inside it: of {tagged} marked clauses, the draft has \
         none. Ask its sender which draft it belongs to"
    )]
    OtherDraft { tagged: usize },
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// In the order of the agreement; the unchanged ones too.
    pub clauses: Vec<ReturnedClause>,
    /// The text around the clauses: title page, overview, headings of sections, and whatever was written between
    /// clauses. What was sent and what came back, a line a paragraph or cell.
    pub around: Sent,
    /// Where that text differs, place by place.
    pub places: Vec<AroundChange>,
}

/// A text as it was sent and as it came back, a line a paragraph or cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    pub ours: String,
    pub theirs: String,
    pub changed: bool,
    /// Whether some of the changes are tracked, so that Word shows them with their author.
    pub tracked: bool,
    /// Who made the tracked changes, where the file says so.
    pub authors: Vec<String>,
    /// What was remarked on it in the margin.
    pub comments: Vec<Comment>,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Unchanged,
    Changed,
    /// Nothing is left of it.
    Deleted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedClause {
    /// The ids of the section and of the clause in it.
    pub section: String,
    pub clause: String,
    /// Where a click on the clause leads.
    pub path: FieldPath,
    /// "7.2"; empty where it has none.
    pub number: String,
    pub title: Option<String>,
    pub fate: Fate,
    /// Title and text.
    pub text: Sent,
    /// The values that the draft put into the clause, and whether each still stands as it was.
    pub values: Vec<Kept>,
    /// The paragraphs of both, as they stood in the files.
    ours: Vec<Line>,
    theirs: Vec<Line>,
}

impl Returned {
    /// Whether it came back as it was sent.
    pub fn is_unchanged(&self) -> bool {
        !self.around.changed && self.clauses.iter().all(|clause| clause.fate == Fate::Unchanged)
    }
}

/// Reads a Word file that came back. `document` is that of the draft inside it, which
/// [`from_word`](crate::export::extract::from_word) takes out.
///
/// # Errors
/// When the file cannot be read, or its clauses are not marked, or are those of another draft.
pub fn returned(file: &[u8], document: &Document) -> Result<Returned, ReturnError> {
    let mut theirs = Texts::read(file)?;
    let ours = Texts::read(&export(document, None, None))?;
    if theirs.clauses.is_empty() {
        theirs = Texts::by_marks(file, &ours.marks)?;
    }
    if theirs.clauses.is_empty() {
        return Err(ReturnError::NoTags);
    }
    if !theirs.clauses.keys().any(|tag| ours.clauses.contains_key(tag)) {
        return Err(ReturnError::OtherDraft { tagged: theirs.clauses.len() });
    }
    let mut clauses = Vec::new();
    for (section, tags) in document.sections.iter().zip(tags(document)) {
        for (clause, tag) in section.clauses.iter().zip(tags) {
            if let Some(ours) = ours.clauses.get(&tag) {
                clauses.push(clause_of(&section.id, clause, ours, (&tag, &theirs)));
            }
        }
    }
    let places = around::changes(document, &ours.around, &theirs.around);
    Ok(Returned { clauses, around: sent(&ours.around, Some(&theirs.around), &theirs), places })
}

/// One space between words, however they are set apart, and no marks of hyphenation.
fn tidy(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clause_of(section: &str, clause: &Clause, ours: &Text, (tag, file): (&str, &Texts)) -> ReturnedClause {
    let theirs = file.clauses.get(tag);
    let text = sent(ours, theirs, file);
    let fate = match (text.changed, text.theirs.trim().is_empty()) {
        (false, _) => Fate::Unchanged,
        (true, true) => Fate::Deleted,
        (true, false) => Fate::Changed,
    };
    let lines = theirs.map(|theirs| theirs.lines.clone()).unwrap_or_default();
    ReturnedClause {
        section: section.to_owned(),
        clause: clause.id.clone(),
        path: clause.path.clone(),
        number: clause.number.clone(),
        title: clause.title.clone(),
        fate,
        values: values::kept(clause, &Laid::of(&ours.lines, &lines)),
        text,
        ours: ours.lines.clone(),
        theirs: lines,
    }
}

fn sent(ours: &Text, theirs: Option<&Text>, file: &Texts) -> Sent {
    let nothing = Text::default();
    let theirs = theirs.unwrap_or(&nothing);
    Sent {
        ours: ours.shown(),
        theirs: theirs.shown(),
        changed: !ours.is_like(theirs),
        tracked: theirs.tracked,
        authors: theirs.authors.clone(),
        comments: theirs.comments.iter().filter_map(|id| file.comments.get(id)).cloned().collect(),
    }
}
