//! The whole comparison of two agreements.

use super::documents::documents;
use super::meaning::explained;
use super::tree::*;
use crate::document::{Document, assemble};
use crate::draft::Draft;
use crate::template::Form;

/// An agreement to be compared: a draft in the text of a form.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What the user calls it, for example by its file.
    pub name: &'a str,
    pub draft: &'a Draft,
    pub form: &'a Form,
}

impl Redline {
    /// Compares two agreements, which may follow different forms. Total, and deterministic: the same two give the same
    /// comparison. Takes time in proportion to the length of the texts as long as most of them is the same.
    pub fn of(old: Version<'_>, new: Version<'_>) -> Self {
        let documents = [assemble(old.draft, old.form), assemble(new.draft, new.form)];
        let [before, after] = &documents;
        Self::of_documents((old, before), (new, after))
    }

    /// As [`Redline::of`], where the documents are known already.
    pub fn of_documents(
        (old, before): (Version<'_>, &Document),
        (new, after): (Version<'_>, &Document),
    ) -> Self {
        Self {
            old: side(old, before),
            new: side(new, after),
            fields: explained(old.draft, new.draft, new.form),
            text: documents(before, after),
            meta: after.meta.clone(),
        }
    }

    /// Nothing differs, in no field and in no word.
    pub fn is_same(&self) -> bool {
        self.fields.is_empty() && self.text.is_same()
    }
}

fn side(version: Version<'_>, document: &Document) -> Side {
    let (meta, template) = (&document.meta, version.form.template());
    Side {
        name: version.name.to_owned(),
        title: meta.title_text.clone(),
        reference: meta.reference_text.clone(),
        version: meta.version.clone(),
        status: meta.status.clone(),
        form: format!("{} {}", template.title, template.version).trim().to_owned(),
        date: meta.date.clone(),
        language: meta.language.clone(),
    }
}

/// How many parts of the text differ, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub changed: usize,
    pub added: usize,
    pub removed: usize,
    pub moved: usize,
    pub split: usize,
    pub merged: usize,
}

impl TextChanges {
    /// The clauses that differ by what became of them; the title page counts as one.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        if !self.front.is_same() {
            counts.changed += 1;
        }
        for clause in self.sections.iter().flat_map(|section| &section.clauses) {
            match clause.standing {
                Standing::Changed => counts.changed += 1,
                Standing::Added => counts.added += 1,
                Standing::Removed => counts.removed += 1,
                Standing::MovedHere { .. } => counts.moved += 1,
                Standing::SplitOff { .. } | Standing::Split => counts.split += 1,
                Standing::MergedInto { .. } | Standing::Merged => counts.merged += 1,
                Standing::Same | Standing::MovedAway { .. } => {}
            }
        }
        counts
    }
}

impl Front {
    pub fn is_same(&self) -> bool {
        let words = [&self.form, &self.title, &self.reference, &self.version, &self.status];
        words.into_iter().all(Words::is_same)
            && self.parties.iter().all(|party| party.standing.is_same())
            && self.facts.iter().all(|fact| fact.standing.is_same())
            && self.overview.iter().all(|block| block.standing.is_same())
    }
}
