//! Either side can be taken out of a marked tree.

use super::*;
use crate::document::{assemble, canonical_text};
use crate::template::library;

fn paragraph(end: Change, parts: &[(Change, &str)]) -> MarkedBlock {
    let text = parts.iter().flat_map(|(change, text)| Fragment::text(*change, text)).collect();
    MarkedBlock::Paragraph { end, text }
}

fn texts(blocks: Vec<MarkedBlock>, side: Side) -> Vec<String> {
    let document = MarkedDocument { overview: blocks, ..MarkedDocument::default() }.side(side);
    canonical_text(&document).lines().map(str::to_owned).collect()
}

#[test]
fn a_document_laid_over_itself_is_itself_on_both_sides() {
    for form in library() {
        let document = assemble(form.example(), form);
        let marked = MarkedDocument::of(&document);
        for side in [Side::Old, Side::New] {
            assert_eq!(canonical_text(&marked.side(side)), canonical_text(&document));
        }
    }
}

#[test]
fn inserted_and_deleted_words_stand_on_one_side() {
    use Change::{Deleted, Inserted, Same};
    let blocks = || {
        vec![
            paragraph(Same, &[(Same, "within "), (Deleted, "30"), (Inserted, "7"), (Same, " days")]),
            paragraph(Deleted, &[(Deleted, "gone")]),
            paragraph(Inserted, &[(Same, "first. ")]),
            paragraph(Same, &[(Same, "second.")]),
        ]
    };
    assert_eq!(texts(blocks(), Side::Old), ["within 30 days", "gone", "first. second."].map(str::to_owned));
    assert_eq!(texts(blocks(), Side::New), ["within 7 days", "first.", "second."]);
}
