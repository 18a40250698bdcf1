//! The agreement as plain text: for a quick look, for mail, and to compare with other tools.

use crate::document::{Block, Document, KeyValue, plain};

/// Lines are as long as their paragraphs; a reader's program wraps them.
pub fn export(document: &Document, mark: Option<&str>) -> String {
    let mut out = Out(String::new());
    if let Some(mark) = mark {
        out.line(0, &format!("*** {mark} ***"));
        out.gap();
    }
    let meta = &document.meta;
    out.line(0, &meta.form);
    out.line(0, &plain(&meta.title));
    out.line(0, &plain(&meta.reference));
    out.line(0, &meta.version);
    out.line(0, &meta.status);
    for party in &meta.parties {
        out.gap();
        out.line(0, &party.role);
        out.line(0, &plain(&party.name));
        party.details.iter().for_each(|d| out.line(0, &plain(d)));
        out.line(0, &plain(&party.short_name));
    }
    out.gap();
    out.pairs(0, &meta.facts);
    out.blocks(0, &meta.overview);
    for section in &document.sections {
        out.gap();
        out.line(0, &format!("{} {}", section.number, section.title));
        for clause in &section.clauses {
            out.gap();
            out.line(0, format!("{} {}", clause.number, clause.title.as_deref().unwrap_or("")).trim());
            out.blocks(0, &clause.blocks);
        }
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, indent: usize, text: &str) {
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            self.0.push_str(&" ".repeat(indent));
            self.0.push_str(line.trim_end());
            self.0.push('\n');
        }
    }

    /// One empty line, never two.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn pairs(&mut self, indent: usize, pairs: &[KeyValue]) {
        for pair in pairs {
            let value = plain(&pair.value);
            let value = if value.is_empty() { "................................".to_owned() } else { value };
            self.line(indent, &format!("{}: {value}", pair.key));
        }
    }

    fn blocks(&mut self, indent: usize, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => {
                    self.gap();
                    self.line(indent, &plain(inlines));
                }
                Block::List(list) => {
                    for item in &list.items {
                        let label = if item.label.is_empty() { "-" } else { &item.label };
                        let mut blocks = item.blocks.as_slice();
                        let mut first = String::new();
                        if let Some((Block::Paragraph(inlines), rest)) = blocks.split_first() {
                            first = plain(inlines);
                            blocks = rest;
                        }
                        self.line(indent + 2, &format!("{label} {first}"));
                        self.blocks(indent + 4, blocks);
                    }
                }
                Block::Table(table) => {
                    self.gap();
                    self.line(indent, &plain(&table.caption));
                    let titles: Vec<String> = table.columns.iter().map(|c| plain(&c.title)).collect();
                    self.line(indent, &titles.join(" | "));
                    for row in &table.rows {
                        let cells: Vec<String> =
                            row.cells.iter().map(|c| plain(c).replace('\n', " ")).collect();
                        self.line(indent, &cells.join(" | "));
                    }
                }
                Block::KeyValues(pairs) => {
                    self.gap();
                    self.pairs(indent, pairs);
                }
                Block::Signatures(blocks) => {
                    for block in blocks {
                        self.gap();
                        self.line(indent, &plain(&block.heading));
                        self.pairs(indent, &block.lines);
                    }
                }
                Block::PageBreak => self.gap(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, KeyValue, assemble, canonical_text};

    fn squeezed(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Every line of the canonical text stands in the export, in the same order; labels, colons and bars lie between.
    fn assert_tells_all(document: &Document) {
        let text = squeezed(&export(document, None));
        let mut rest = text.as_str();
        for line in canonical_text(document).lines().map(squeezed) {
            let (between, after) =
                rest.split_once(&line).unwrap_or_else(|| panic!("{line} is missing in {rest}"));
            assert!(
                between.len() <= 40 && !between.contains(char::is_alphanumeric),
                "{between} before {line}"
            );
            rest = after;
        }
        assert!(!rest.contains(char::is_alphanumeric), "{rest}");
    }

    #[test]
    fn the_examples_are_told_whole() {
        for form in crate::template::library() {
            assert_tells_all(&assemble(form.example(), form));
        }
    }

    #[test]
    fn missing_values_and_empty_lines_are_visible() {
        let mut document = Document::default();
        let missing = Inline::Missing { path: "title".into(), label: "Title".into() };
        document.meta.title = vec![missing];
        document.meta.facts = vec![KeyValue { key: "Place".into(), value: Vec::new() }];
        let text = export(&document, Some("DRAFT"));
        assert!(text.starts_with("*** DRAFT ***\n\n[Title]\n"), "{text}");
        assert!(text.contains("Place: ....."), "{text}");
    }
}
