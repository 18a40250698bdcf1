use super::*;
use crate::export::pdf::{PdfOptions, export};
use crate::export::typeset::sample;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;
use std::time::{Duration, Instant};

const DRAFT: &[u8] = b"(schema: 1, title: \"a\")";

fn pdf(draft: &[u8]) -> Vec<u8> {
    let mut document = crate::document::Document::default();
    document.meta.overview = vec![sample::par("Short.")];
    export(&document, &PdfOptions { watermark: None, source: Some(draft.to_vec()) }).unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dict}>>\nstream\n").as_bytes(), data, b"\nendstream"].concat()
}

/// A file of these objects, numbered from 1; the first is the catalog.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    for (index, object) in objects.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", index + 1).as_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    file.extend(b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    file
}

fn object(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A file whose draft is this stream.
fn with_draft(stream: Vec<u8>) -> Vec<u8> {
    let spec = object("<</Type/Filespec/UF(draft.ron)/EF<</F 3 0 R>>>>");
    file(&[object("<</Type/Catalog/AF[2 0 R]>>"), spec, stream])
}

#[test]
fn any_bytes_come_back() {
    let random: Vec<u8> = (0..100_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let misleading = b"endstream endobj 3 0 obj <</Root 1 0 R>> trailer <<>>".repeat(50);
    for draft in [DRAFT.to_vec(), vec![0; 300_000], random, misleading] {
        assert!(from_pdf(&pdf(&draft)).unwrap() == draft);
    }
}

#[test]
fn a_name_may_be_written_in_any_way_and_the_tree_may_be_deep() {
    let draft = stream("/Length 23", DRAFT);
    for name in [
        "(draft.ron)",
        "(dr\\141ft.ron)",
        "<64726166742e726f6e>",
        "<FEFF00640072006100660074002E0072006F006E>",
    ] {
        let spec = object(&format!("<</F {name}/EF<</UF 3 0 R>>>>"));
        let catalog = object("<</AF 4 0 R>>");
        assert_eq!(
            from_pdf(&file(&[catalog, spec.clone(), draft.clone(), object("[2 0 R]")])).unwrap(),
            DRAFT
        );
        let catalog = object("<</Names<</EmbeddedFiles 4 0 R>>>>");
        let (root, leaf) = (object("<</Kids[5 0 R]>>"), object("<</Limits[(a)(z)]/Names[(a)2 0 R]>>"));
        assert_eq!(from_pdf(&file(&[catalog, spec, draft.clone(), root, leaf])).unwrap(), DRAFT);
    }
    for name in ["(other.ron)", "(draft.ron.exe)", "(../draft.ron)", "()", "/draft.ron", "7"] {
        let spec = object(&format!("<</F {name}/EF<</F 3 0 R>>>>"));
        let found = from_pdf(&file(&[object("<</AF[2 0 R]>>"), spec, draft.clone()]));
        assert_eq!(found, Err(ExtractError::NoDraft), "{name}");
    }
}

#[test]
fn a_wrong_length_does_no_harm() {
    for length in ["0", "1", "22", "999999", "99999999999999999999", "-1", "4 0 R", "3 0 R", "9 0 R", "(x)"] {
        let plain = with_draft(stream(&format!("/Length {length}"), DRAFT));
        assert_eq!(from_pdf(&plain).as_deref(), Ok(DRAFT), "{length}");
        let flat = with_draft(stream(&format!("/Filter/FlateDecode/Length {length}"), &packed(DRAFT)));
        assert_eq!(from_pdf(&flat).as_deref(), Ok(DRAFT), "{length}");
    }
    assert_eq!(from_pdf(&with_draft(stream("/Filter[/FlateDecode]", &packed(DRAFT)))).as_deref(), Ok(DRAFT));
}

#[test]
fn the_later_of_two_versions_counts() {
    let mut file = with_draft(stream("/Length 3", b"old"));
    file.extend(b"\n3 0 obj\n");
    file.extend(stream("/Length 23", DRAFT));
    file.extend(b"\nendobj\ntrailer\n<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF");
    assert_eq!(from_pdf(&file).as_deref(), Ok(DRAFT));
}

#[test]
fn objects_may_stand_in_a_stream() {
    let inside = b"1 0 2 18 <</AF[2 0 R]>>    <</F(draft.ron)/EF<</F 3 0 R>>>>";
    let holder = stream("/Type/ObjStm/N 2/First 9/Filter/FlateDecode", &packed(inside));
    let mut file = b"%PDF-1.7\n3 0 obj\n".to_vec();
    file.extend(stream("/Length 23", DRAFT));
    file.extend(b"\nendobj\n4 0 obj\n");
    file.extend(holder);
    file.extend(b"\nendobj\n5 0 obj\n");
    file.extend(stream("/Type/XRef/Root 1 0 R", b"\x01\x02"));
    assert_eq!(from_pdf(&file).as_deref(), Ok(DRAFT));
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(from_pdf(b""), Err(ExtractError::NotPdf));
    assert_eq!(from_pdf(b"PK\x03\x04 a zip"), Err(ExtractError::NotPdf));
    assert_eq!(from_pdf(b"%PDF-1.7\nnothing else"), Err(ExtractError::Damaged));
    assert_eq!(from_pdf(&file(&[object("<</Type/Catalog>>")])), Err(ExtractError::NoDraft));
    let mut locked = with_draft(stream("/Length 23", DRAFT));
    locked.extend(b"\ntrailer <</Root 1 0 R/Encrypt<</V 4>>>>");
    assert_eq!(from_pdf(&locked), Err(ExtractError::Protected));
    assert_eq!(from_pdf(&with_draft(object("(no stream)"))), Err(ExtractError::DamagedDraft));
    assert_eq!(from_pdf(&with_draft(stream("/Filter/LZWDecode", b"x"))), Err(ExtractError::DamagedDraft));
    assert_eq!(from_pdf(&with_draft(stream("/Filter/FlateDecode", b"xx"))), Err(ExtractError::DamagedDraft));
    assert_eq!(from_pdf(&vec![b' '; MOST_IN_PDF + 1]), Err(ExtractError::TooLarge { size: MOST_IN_PDF + 1 }));
    assert!(ExtractError::NoDraft.to_string().contains("was not made by Clausewright"));
}

#[test]
fn a_draft_that_unpacks_to_too_much_is_refused() {
    let bomb = pdf(&vec![b' '; MOST_IN_FILE + 1]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(from_pdf(&bomb), Err(ExtractError::DraftTooLarge));
    assert_eq!(from_pdf(&pdf(&vec![b' '; MOST_IN_FILE])).unwrap().len(), MOST_IN_FILE);
}

#[test]
fn a_pdf_that_was_cut_off_behind_the_draft_still_gives_it() {
    let whole = pdf(DRAFT);
    let end = whole.windows(9).rposition(|w| w == b"endstream").unwrap();
    assert_eq!(from_pdf(&whole[..end + 9]).as_deref(), Ok(DRAFT));
    let begin = whole.windows(10).position(|w| w == b"/Filespec/").unwrap();
    assert_eq!(from_pdf(&whole[..begin]), Err(ExtractError::Damaged));
}

#[test]
fn damaged_files_neither_panic_nor_hang() {
    let whole = pdf(DRAFT);
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
