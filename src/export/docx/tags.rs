//! The tags of the content controls around the clauses: by them a file that comes back is laid beside its draft.

use crate::document::Document;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Word processors take no longer tags, in characters.
const MOST: usize = 64;

/// For each section the tags of its clauses: "credits.claims", as references name them. No two are equal, and the same
/// document has the same ones.
pub fn tags(document: &Document) -> Vec<Vec<String>> {
    let mut taken = HashSet::new();
    let mut tag = |section: &str, clause: &str| {
        let wish = shortened(format!("{section}.{clause}"));
        let mut tag = wish.clone();
        let mut n = 2usize;
        while !taken.insert(tag.clone()) {
            tag = shortened(format!("{wish}~{n}"));
            n += 1;
        }
        tag
    };
    let sections = document.sections.iter();
    sections
        .map(|section| section.clauses.iter().map(|clause| tag(&section.id, &clause.id)).collect())
        .collect()
}

/// A tag that is too long keeps its beginning, and what is left out is told by its digest.
fn shortened(tag: String) -> String {
    if tag.chars().count() <= MOST {
        return tag;
    }
    let digest: String = Sha256::digest(tag.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
    let head: String = tag.chars().take(MOST - digest.len() - 1).collect();
    format!("{head}~{digest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Clause, Section};
    use std::sync::Arc;

    #[test]
    fn tags_are_short_and_differ() {
        let clause = |id: &str| {
            Arc::new(Clause {
                id: id.into(),
                number: String::new(),
                title: None,
                anchor: String::new(),
                path: "x".into(),
                blocks: Vec::new(),
            })
        };
        let long = "l".repeat(90);
        let section = Section {
            id: "credits".into(),
            number: "1".into(),
            title: String::new(),
            anchor: String::new(),
            annex: false,
            path: "x".into(),
            clauses: ["claims", "claims", &long, &format!("{long}m")].map(clause).to_vec(),
        };
        let tags = tags(&Document { sections: vec![section], ..Document::default() });
        assert_eq!(tags[0][..2], ["credits.claims".to_owned(), "credits.claims~2".to_owned()]);
        assert!(tags[0].iter().all(|tag| tag.chars().count() <= MOST), "{tags:?}");
        assert_ne!(tags[0][2], tags[0][3]);
    }
}
