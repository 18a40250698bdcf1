//! The draft inside an exported Word file: a custom XML part with a namespace of ours.

use super::ExtractError;
use super::package::{Package, tree};
use crate::export::docx::draft_part::{ENCODING, HEX, NAMESPACE};
use crate::value::MOST_IN_FILE;

/// How many custom XML parts are looked at.
const MOST_ITEMS: usize = 64;

/// The bytes of the draft, exactly as they were put in. Word keeps the part, whatever is edited around it.
///
/// # Errors
/// [`ExtractError`] tells what is wrong with the file.
pub fn from_word(bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
    let package = Package::read(bytes)?;
    draft_of(&package)
}

fn draft_of(package: &Package<'_>) -> Result<Vec<u8>, ExtractError> {
    let is_item = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("customxml/item")
            && !name.starts_with("customxml/itemprops")
            && name.ends_with(".xml")
    };
    for name in package.names().filter(is_item).take(MOST_ITEMS) {
        let Some(text) = package.text(name)? else { continue };
        // Other programs put parts of their own beside ours.
        if !text.contains(NAMESPACE) {
            continue;
        }
        let parsed = tree(&text).map_err(|_| ExtractError::DamagedDraftInWord)?;
        let root = parsed.root_element();
        if root.tag_name().namespace() != Some(NAMESPACE) || root.tag_name().name() != "draft" {
            continue;
        }
        let held: String = root.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
        let draft = match root.attribute(ENCODING) {
            Some(HEX) => from_hex(&held).ok_or(ExtractError::DamagedDraftInWord)?,
            _ => held.into_bytes(),
        };
        if draft.len() > MOST_IN_FILE {
            return Err(ExtractError::DraftTooLargeInWord);
        }
        return Ok(draft);
    }
    Err(ExtractError::NoDraftInWord)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::export::docx::export;
    use crate::export::extract::package::PackageError;

    #[test]
    fn the_draft_comes_out_byte_for_byte() {
        for draft in
            [&b"(schema: 1)\r\n  \"<&>\" ]]>\n"[..], "\u{feff}(é\u{2028})".as_bytes(), b"\x00\xff\x01", b""]
        {
            let file = export(&Document::default(), None, Some(draft));
            assert_eq!(from_word(&file).as_deref(), Ok(draft), "{draft:?}");
        }
    }

    #[test]
    fn what_holds_no_draft_is_refused_with_its_reason() {
        let bare = export(&Document::default(), None, None);
        assert_eq!(from_word(&bare), Err(ExtractError::NoDraftInWord));
        assert_eq!(from_word(b"%PDF-1.7"), Err(PackageError::NotWord.into()));
        assert_eq!(from_word(b"\xd0\xcf\x11\xe0 old"), Err(PackageError::Protected.into()));
        assert_eq!(from_word(&bare[..bare.len() - 30]), Err(PackageError::Damaged.into()));
        assert_eq!(from_word(b"PK\x03\x04"), Err(PackageError::Damaged.into()));
    }

    #[test]
    fn nothing_is_unpacked_without_end() {
        let mut zip = crate::export::docx::zip::Zip::default();
        zip.add("customXml/item1.xml", &vec![b' '; (64 << 20) + 10]);
        let bomb = zip.finish();
        assert!(bomb.len() < 1 << 20);
        assert_eq!(from_word(&bomb), Err(PackageError::PartTooLarge.into()));
        let nested = |inner: String| {
            let mut zip = crate::export::docx::zip::Zip::default();
            zip.add(
                "customXml/item1.xml",
                format!("<draft xmlns=\"{NAMESPACE}\">{inner}</draft>").as_bytes(),
            );
            from_word(&zip.finish())
        };
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        assert_eq!(nested(deep), Err(ExtractError::DamagedDraftInWord));
        let wide: String = (0..100_000).map(|n| format!(" a{n}='x>'")).collect();
        assert_eq!(nested(format!("<a{wide}/>")), Err(ExtractError::DamagedDraftInWord));
        let names: String = (0..5_000).map(|n| format!("<a xmlns:n{n}='u{n}'/>")).collect();
        assert_eq!(nested(names), Err(ExtractError::DamagedDraftInWord));
        assert_eq!(nested("<!DOCTYPE x>".into()), Err(ExtractError::DamagedDraftInWord));
        assert_eq!(nested("<a x='/>'><![CDATA[</a></a>]]><!-- <b> --></a>".into()), Ok(b"</a></a>".to_vec()));
        assert_eq!(nested("&x;".into()), Err(ExtractError::DamagedDraftInWord));
        assert_eq!(nested("x".into()), Ok(b"x".to_vec()));
    }
}
