use super::*;
use crate::document::{Block, Inline, KeyValue};
use crate::export::extract::{ExtractError, from_pdf};
use crate::export::typeset::sample;

const DRAFT: &[u8] = b"(\n    schema: 1,\n    title: \"\xc3\xa4 \\\" #panic()\",\n)\n";

fn with_draft() -> PdfOptions {
    PdfOptions { watermark: None, source: Some(DRAFT.to_vec()) }
}

fn contains(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle.as_bytes())
}

#[test]
fn the_draft_comes_back_byte_for_byte() {
    let pdf = export(&sample::document(1), &with_draft()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(contains(&pdf, "/AFRelationship"));
    assert_eq!(from_pdf(&pdf).unwrap(), DRAFT);
}

#[test]
fn without_source_nothing_is_attached() {
    let pdf = export(&sample::document(1), &PdfOptions::default()).unwrap();
    assert!(!contains(&pdf, "/EmbeddedFile"));
    assert_eq!(from_pdf(&pdf), Err(ExtractError::NoDraft));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let document = sample::document(1);
    let first = export(&document, &with_draft()).unwrap();
    assert!(first == export(&document, &with_draft()).unwrap());
    let mut other = document.clone();
    other.meta.id = "another".into();
    assert!(first != export(&other, &with_draft()).unwrap());
}

#[test]
fn an_empty_or_undated_document_is_exported() {
    export(&Document::default(), &with_draft()).unwrap();
    let mut document = sample::document(1);
    document.meta.date = Some("not a date".into());
    export(&document, &with_draft()).unwrap();
    export(&document, &PdfOptions { watermark: Some("DRAFT \u{b7} 1 open problem".into()), source: None })
        .unwrap();
}

#[test]
fn characters_that_cannot_be_printed_are_all_named() {
    let mut document = sample::document(1);
    document.meta.reference = vec![sample::value("reference", "ref \u{1f680}")];
    document.sections[1].clause_mut(0).blocks.push(sample::par("漢字"));
    let error = export(&document, &PdfOptions::default()).unwrap_err();
    let message = error.to_string();
    for part in ["U+1F680", "in reference", "U+6F22", "U+5B57", "in clauses.term.c0"] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert!(matches!(error, ExportError::MissingGlyphs(found) if found.len() == 3));
}

/// Everything a user can write reaches the page as it is: none of it is markup to the style.
#[test]
fn hostile_texts_are_only_text() {
    let hostile = [
        "#panic()",
        "#image(\"/etc/passwd\")",
        "$x$",
        "@ref",
        "*b* _i_ `c`",
        "\\u{41}",
        "<b>&amp;</b>",
        "{{x}}",
        "/etc/passwd",
        "= heading",
        "- item",
        "]]]#[",
        "\"quoted\\\"",
        "a\u{202e}b",
        "\u{200b}",
        " ",
    ];
    let mut document = sample::document(1);
    for text in hostile {
        let inline = Inline::Text(text.into());
        document.meta.title = vec![inline.clone()];
        document.meta.title_text = text.into();
        document.meta.reference = vec![inline.clone()];
        document.meta.reference_text = text.into();
        document.meta.form = text.into();
        document.meta.version = text.into();
        document.meta.language = text.into();
        document.meta.id = text.into();
        document.meta.parties[0].name = vec![inline.clone()];
        document.meta.facts.push(KeyValue { key: text.into(), value: vec![inline.clone()] });
        let clause = document.sections[0].clause_mut(0);
        clause.title = Some(text.into());
        clause.number = text.into();
        clause.anchor = text.into();
        clause.path = text.into();
        clause.blocks = vec![
            Block::Heading(vec![inline.clone()]),
            sample::table(text, &[text, "b:2"], &[&[text, text]]),
            Block::Paragraph(vec![
                Inline::CrossRef { anchor: text.into(), text: text.into() },
                Inline::TermDef { anchor: text.into(), text: text.into(), path: None },
                Inline::Missing { path: text.into(), label: text.into() },
                Inline::Strong(vec![inline.clone()]),
            ]),
        ];
        document.sections[0].title = text.into();
        document.sections[0].number = text.into();
        let options = PdfOptions { watermark: Some(text.into()), source: Some(text.as_bytes().to_vec()) };
        let pdf = export(&document, &options).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(from_pdf(&pdf).unwrap(), text.as_bytes(), "{text:?}");
    }
}

#[test]
fn only_days_of_the_calendar_date_a_file() {
    assert!(midnight("2026-02-28").is_some());
    for wrong in ["2026-02-29", "2026-2", "soon", "", "-5-01-01", "99999-01-01"] {
        assert!(midnight(wrong).is_none(), "{wrong}");
    }
}
