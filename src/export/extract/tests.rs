use super::*;
use crate::export::pdf::{PdfOptions, export};
use crate::export::typeset::sample;
use std::time::{Duration, Instant};

fn pdf(draft: &[u8]) -> Vec<u8> {
    let mut document = crate::document::Document::default();
    document.meta.overview = vec![sample::par("Short.")];
    export(&document, &PdfOptions { watermark: None, source: Some(draft.to_vec()) }).unwrap()
}

#[test]
fn any_bytes_come_back() {
    let random: Vec<u8> = (0..100_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for draft in [b"(schema: 1)".to_vec(), vec![0; 300_000], random] {
        assert!(from_pdf(&pdf(&draft)).unwrap() == draft);
    }
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(from_pdf(b""), Err(ExtractError::NotPdf));
    assert_eq!(from_pdf(b"PK\x03\x04 a zip"), Err(ExtractError::NotPdf));
    assert_eq!(from_pdf(b"%PDF-1.7\nnothing else"), Err(ExtractError::Damaged));
    assert!(ExtractError::NoDraft.to_string().contains("was not made by Clausewright"));
}

#[test]
fn a_draft_that_unpacks_to_too_much_is_refused() {
    let bomb = pdf(&vec![b' '; MAX_DRAFT + 1]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(from_pdf(&bomb), Err(ExtractError::DraftTooLarge));
}

#[test]
fn damaged_files_neither_panic_nor_hang() {
    let whole = pdf(b"(schema: 1, title: \"a\")");
    let started = Instant::now();
    for end in (0..whole.len()).step_by(whole.len() / 60) {
        let _ = from_pdf(&whole[..end]);
    }
    for index in (0..whole.len()).step_by(whole.len() / 150) {
        let mut damaged = whole.clone();
        damaged[index] ^= 0x15;
        if let Ok(draft) = from_pdf(&damaged) {
            assert!(draft.len() < 1000);
        }
    }
    assert!(started.elapsed() < Duration::from_secs(60));
}
