//! The places of a document that links lead to; the same in every export that has links.

use crate::document::{Clause, Document, Inline, walk};
use std::collections::HashSet;

/// Sections, clauses with a heading, and terms where they are defined.
pub(super) fn anchors(document: &Document) -> HashSet<String> {
    let mut anchors = HashSet::new();
    for section in &document.sections {
        anchors.insert(section.anchor.clone());
        let headed = section.clauses.iter().filter(|c| has_heading(c));
        anchors.extend(headed.map(|c| c.anchor.clone()));
    }
    walk(document, |_, inline| {
        if let Inline::TermDef { anchor, .. } = inline {
            anchors.insert(anchor.clone());
        }
    });
    anchors
}

pub(super) fn has_heading(clause: &Clause) -> bool {
    clause.title.is_some() || !clause.number.is_empty()
}
