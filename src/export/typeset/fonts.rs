//! The bundled fonts.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A font that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct BundledFont {
    /// Its file name without the extension, for example `SourceSans3-Regular`.
    pub name: &'static str,
    /// The TrueType file.
    pub bytes: &'static [u8],
}

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        &[$(BundledFont {
            name: $name,
            bytes: include_bytes!(concat!("../../../assets/fonts/", $name, ".ttf")),
        }),*]
    };
}

static FONTS: &[BundledFont] = bundled![
    "SourceSerif4-Regular",
    "SourceSerif4-It",
    "SourceSerif4-Semibold",
    "SourceSerif4-Bold",
    "SourceSerif4-BoldIt",
    "SourceSerif4Display-Semibold",
    "SourceSans3-Regular",
    "SourceSans3-It",
    "SourceSans3-Semibold",
    "SourceSans3-SemiboldIt",
    "SourceSans3-Bold",
    "SourceSans3-BoldIt",
    "DejaVuSans",
    "DejaVuSans-Bold",
];

/// Every bundled font: Source Serif 4 for the agreement, Source Sans 3 for headings, tables and the editor,
/// DejaVu Sans for what these lack.
pub fn fonts() -> &'static [BundledFont] {
    FONTS
}

/// The bundled font of this file name (without extension), if there is one.
pub fn font(name: &str) -> Option<&'static BundledFont> {
    FONTS.iter().find(|font| font.name == name)
}

/// The fonts as Typst sees them, parsed once.
pub(super) struct Faces {
    pub fonts: Vec<Font>,
    pub book: LazyHash<FontBook>,
}

pub(super) static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().filter_map(|font| Font::new(Bytes::new(font.bytes), 0)).collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Faces { fonts, book }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font_and_the_families_are_complete() {
        assert_eq!(FACES.fonts.len(), fonts().len());
        for (family, faces) in
            [("source serif 4", 5), ("source serif 4 display", 1), ("source sans 3", 6), ("dejavu sans", 2)]
        {
            assert_eq!(FACES.book.select_family(family).count(), faces, "{family}");
        }
        assert!(font("SourceSans3-Regular").is_some_and(|f| f.bytes.len() > 100_000));
        assert!(font("Comic").is_none());
    }
}
