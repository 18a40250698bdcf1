//! Characters that no bundled font can print, named with the field they stand in.

use super::fonts::FACES;
use crate::document::{Block, Document, Inline, KeyValue};
use crate::value::FieldPath;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;
use typst::text::is_default_ignorable;

/// A character of the document that no bundled font has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The field, or else the clause, that holds the character.
    pub path: FieldPath,
    pub char: char,
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_root() { "the draft" } else { self.path.as_str() };
        let code = u32::from(self.char);
        if self.char.is_control() {
            write!(f, "U+{code:04X} in {path}")
        } else {
            write!(f, "\u{201c}{}\u{201d} (U+{code:04X}) in {path}", self.char)
        }
    }
}

/// One bit a code point.
struct Coverage(Vec<u64>);

static COVERAGE: LazyLock<Coverage> = LazyLock::new(|| {
    let mut bits = vec![0u64; (char::MAX as usize >> 6) + 1];
    for font in &FACES.fonts {
        for code in font.info().coverage.iter() {
            if let Some(word) = bits.get_mut(code as usize >> 6) {
                *word |= 1 << (code & 63);
            }
        }
    }
    Coverage(bits)
});

impl Coverage {
    fn contains(&self, char: char) -> bool {
        let code = u32::from(char);
        self.0.get(code as usize >> 6).is_some_and(|word| word >> (code & 63) & 1 == 1)
    }
}

/// Whether the bundled fonts can print `char`. White space and invisible format characters count as printable;
/// private-use characters do not, since they mean nothing to the reader of an archived file.
pub fn is_printable(char: char) -> bool {
    match char {
        ' '..='~' | '\n' | '\t' => true,
        '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => false,
        _ => COVERAGE.contains(char) || is_default_ignorable(char) || char.is_whitespace(),
    }
}

/// Every character of `document` that would print as an empty box, each named once a field, in order of fields.
pub fn missing_glyphs(document: &Document) -> Vec<MissingGlyph> {
    let mut search = Search::default();
    let meta = &document.meta;
    search.inlines(&"title".into(), &meta.title);
    search.inlines(&"reference".into(), &meta.reference);
    let root = FieldPath::root();
    for text in [&meta.form, &meta.version, &meta.status] {
        search.text(&root, text);
    }
    let parties: FieldPath = "parties".into();
    for party in &meta.parties {
        search.text(&parties, &party.role);
        search.inlines(&parties, &party.name);
        search.inlines(&parties, &party.short_name);
        for line in &party.details {
            search.inlines(&parties, line);
        }
    }
    search.pairs(&root, &meta.facts);
    search.blocks(&"overview".into(), &meta.overview);
    for section in &document.sections {
        search.text(&section.path, &section.number);
        search.text(&section.path, &section.title);
        for clause in &section.clauses {
            search.text(&clause.path, &clause.number);
            if let Some(title) = &clause.title {
                search.text(&clause.path, title);
            }
            search.blocks(&clause.path, &clause.blocks);
        }
    }
    search.found.into_iter().collect()
}

/// Whether a text holds nothing but printable ASCII. A plain loop over all bytes, since it runs on every edit.
fn is_plain(text: &str) -> bool {
    let mut plain = true;
    for byte in text.as_bytes() {
        plain &= matches!(byte, b' '..=b'~');
    }
    plain
}

#[derive(Default)]
struct Search {
    found: BTreeSet<MissingGlyph>,
}

impl Search {
    fn text(&mut self, path: &FieldPath, text: &str) {
        if is_plain(text) {
            return;
        }
        for char in text.chars().filter(|&c| !is_printable(c)) {
            self.found.insert(MissingGlyph { path: path.clone(), char });
        }
    }

    fn inlines(&mut self, near: &FieldPath, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::CrossRef { text, .. } => self.text(near, text),
                Inline::TermRef { text, path, .. } | Inline::TermDef { text, path, .. } => {
                    self.text(path.as_ref().unwrap_or(near), text);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } => {
                    self.inlines(near, inner);
                }
                Inline::Value { path, text } => self.text(path, text),
                Inline::Missing { path, label } => self.text(path, label),
                Inline::Break => {}
            }
        }
    }

    fn pairs(&mut self, near: &FieldPath, pairs: &[KeyValue]) {
        for pair in pairs {
            self.text(near, &pair.key);
            self.inlines(near, &pair.value);
        }
    }

    fn blocks(&mut self, near: &FieldPath, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => self.inlines(near, inlines),
                Block::List(list) => {
                    for item in &list.items {
                        self.text(near, &item.label);
                        self.blocks(near, &item.blocks);
                    }
                }
                Block::Table(table) => {
                    self.inlines(near, &table.caption);
                    for column in &table.columns {
                        self.inlines(near, &column.title);
                    }
                    for row in &table.rows {
                        let near = row.path.as_ref().unwrap_or(near);
                        for cell in &row.cells {
                            self.inlines(near, cell);
                        }
                    }
                }
                Block::KeyValues(pairs) => self.pairs(near, pairs),
                Block::Signatures(blocks) => {
                    for block in blocks {
                        self.inlines(near, &block.heading);
                        self.pairs(near, &block.lines);
                    }
                }
                Block::PageBreak => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_scripts_and_common_symbols_are_covered() {
        for char in "AzÄőŁşŽαΩЖяħ≥≤×÷→•–—“”„€£½²№☐☑✓…\u{a0}\u{202f}\u{2011}\u{ad}\u{200b}".chars()
        {
            assert!(is_printable(char), "{char:?}");
        }
        for char in ['\u{1f680}', '漢', '\u{1}', '\u{e000}', '\u{feff}'] {
            assert!(!is_printable(char), "{char:?}");
        }
    }

    #[test]
    fn each_character_is_named_once_with_its_field() {
        let mut document = Document::default();
        document.meta.title =
            vec![Inline::Value { path: "title".into(), text: "Hosting 漢漢 \u{1f680}".into() }];
        document.meta.overview =
            vec![Block::Paragraph(vec![Inline::Strong(vec![Inline::Text("\u{1}".into())])])];
        let found = missing_glyphs(&document);
        let shown: Vec<String> = found.iter().map(MissingGlyph::to_string).collect();
        assert_eq!(
            shown,
            [
                "U+0001 in overview",
                "\u{201c}漢\u{201d} (U+6F22) in title",
                "\u{201c}\u{1f680}\u{201d} (U+1F680) in title"
            ]
        );
    }
}
