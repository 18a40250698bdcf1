//! Anything at all in any field of any kind: it is taken and stays as it is, through the file and into the Markdown, or
//! it is refused with a reason and nothing changes.

use super::canonical::assert_texts_agree;
use super::drafts::{derived, fields};
use clausewright::draft::{Draft, Edit, ExtraClause, file_size, from_ron, to_ron};
use clausewright::template::library;
use clausewright::value::{LeafKind, MOST_IN_TEXT};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::HashSet;
use std::mem::discriminant;

/// What one of the languages on the way, a screen or a printer might trip over.
const PIECES: [&str; 44] = [
    "\0",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\t",
    "\n",
    "\u{b}",
    "\u{c}",
    "\r",
    "\r\n",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "e\u{301}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{feff}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{1d54a}",
    "\u{1f468}\u{200d}\u{1f469}",
    "\u{10ffff}",
    "שלום",
    "\"",
    "\\",
    "r#\"",
    "}}{{",
    "{{ref:",
    "#let ",
    "$ ",
    "*_`~",
    "|",
    "<!--",
    "&amp;",
    "\n# ",
    "\n- ",
    "  ",
];

fn anything() -> impl Strategy<Value = String> {
    let values =
        select(vec!["99.95", "4h", "2026-01-31", "1 EUR", "yes", "p1", "Mon-Fri", "24:00", "EUR", ""]);
    let piece = prop_oneof![
        4 => select(&PIECES[..]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-zA-Z ]{1,8}",
        1 => values.prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// Saved and read it is the same, to the byte.
#[track_caller]
fn assert_saved(draft: &Draft) {
    let file = to_ron(draft).unwrap();
    assert_eq!(file.len(), file_size(draft));
    let again = from_ron(file.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    assert!(again == *draft, "the file says something else");
}

/// Taken as it was typed, or kept as typed beside the field, or refused.
#[track_caller]
fn assert_taken_or_refused(draft: &mut Draft, field: &super::drafts::Field, typed: &str) {
    let before = draft.clone();
    match Edit::set(field.path.clone(), typed).apply(draft) {
        Err(error) => {
            assert!(*draft == before, "{}: what is refused changes nothing", field.path);
            assert!(error.to_string().len() > 20, "{}: {error}", field.path);
        }
        Ok(_) => {
            let now = draft.text(&field.path);
            let pending = draft.pending_at(&field.path) == Some(typed);
            let as_typed = match field.kind {
                LeafKind::Text | LeafKind::Prose => now == typed,
                // A list without entries has no lines.
                LeafKind::Lines => now == typed || (now.is_empty() && typed.trim().is_empty()),
                _ => {
                    let mut other = before;
                    let canonical = Edit::set(field.path.clone(), now.as_str());
                    canonical.apply_strict(&mut other).is_ok() && other.text(&field.path) == now
                }
            };
            assert!(pending || as_typed, "{}: {typed:?} became {now:?}", field.path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_in_any_field_is_kept_or_refused(
        form in any::<Index>(),
        entries in prop::collection::vec((any::<Index>(), anything()), 1..24),
    ) {
        let form = form.get(library());
        let mut draft = form.example().clone();
        let all = fields(&draft);
        for (at, typed) in &entries {
            assert_taken_or_refused(&mut draft, at.get(&all), typed);
        }
        assert_saved(&draft);
        assert_texts_agree(&derived(&draft, form).0, "anything");
    }
}

#[test]
fn every_kind_of_field_meets_every_piece() {
    let mut kinds = HashSet::new();
    for form in library() {
        for field in fields(form.example()) {
            if !kinds.insert(discriminant(&field.kind)) {
                continue;
            }
            for piece in PIECES {
                let mut draft = form.example().clone();
                for typed in [piece.to_owned(), piece.repeat(300), format!("a{piece}b")] {
                    assert_taken_or_refused(&mut draft, &field, &typed);
                }
                assert_saved(&draft);
            }
        }
    }
    assert!(kinds.len() >= 15, "{} kinds", kinds.len());
}

#[test]
fn a_text_as_long_as_can_be_without_a_place_to_break_stays_whole() {
    let form = &library()[0];
    for letter in [
        "x",
        "é",
        "日",
        "\u{1d54a}",
        "\u{301}",
        "*",
        "_",
        "[",
        "`",
        "<",
        "\\",
        "|",
        "&",
        "#",
        "\u{200b}",
        "\n",
    ] {
        let text = letter.repeat(MOST_IN_TEXT / letter.len());
        let mut draft = form.example().clone();
        let path = "extra_clauses.long.text";
        draft.extra_clauses.push(ExtraClause {
            id: "long".parse().unwrap(),
            section: form.template().sections[0].id.to_string().parse().unwrap(),
            title: "Long".parse().unwrap(),
            ..ExtraClause::default()
        });
        assert_eq!(Edit::set(path, text.as_str()).apply_strict(&mut draft), Ok(true));
        assert_saved(&draft);
        assert_eq!(draft.text(&path.into()), text);
        assert_texts_agree(&derived(&draft, form).0, letter);
    }
}
