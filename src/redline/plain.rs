//! What a comparison says of its two texts: the new one if every change is accepted, the old one if all are rejected.

use super::inlines::PARAGRAPH;
use super::tree::*;

impl TextChanges {
    /// The canonical text of the new document: see [`crate::document::canonical_text`].
    pub fn accepted(&self) -> String {
        Lines { out: String::new(), new: true }.all(self)
    }

    /// The canonical text of the old document.
    pub fn rejected(&self) -> String {
        Lines { out: String::new(), new: false }.all(self)
    }

    /// Neither text has a word that the other has not, at the same place.
    pub fn is_same(&self) -> bool {
        self.front.is_same() && self.sections.iter().all(|section| section.standing.is_same())
    }
}

impl Body {
    /// Nothing in it is marked, moved, added or removed.
    pub fn is_same(&self) -> bool {
        match self {
            Self::Paragraph(words) | Self::Heading(words) => words.is_same(),
            Self::List { items, .. } => items.iter().all(|item| item.standing.is_same()),
            Self::Table(table) => {
                table.caption.is_same()
                    && table.columns.iter().all(|column| column.standing.is_same())
                    && table.rows.iter().all(|row| row.standing.is_same())
            }
            Self::KeyValues(pairs) => pairs.iter().all(|pair| pair.standing.is_same()),
            Self::Signatures(blocks) => blocks.iter().all(|block| block.standing.is_same()),
            Self::PageBreak => true,
        }
    }
}

struct Lines {
    out: String,
    new: bool,
}

impl Lines {
    fn holds(&self, standing: &Standing) -> bool {
        if self.new { standing.in_new() } else { standing.in_old() }
    }

    fn line(&mut self, text: &str) {
        for paragraph in text.split(PARAGRAPH) {
            let before = self.out.len();
            for word in paragraph.split_whitespace() {
                if self.out.len() > before {
                    self.out.push(' ');
                }
                self.out.push_str(word);
            }
            if self.out.len() > before {
                self.out.push('\n');
            }
        }
    }

    fn text(&self, words: &Words) -> String {
        if self.new { words.new_text() } else { words.old_text() }
    }

    fn words(&mut self, words: &Words) {
        let text = self.text(words);
        self.line(&text);
    }

    fn headed(&mut self, old: &Option<Heading>, new: &Option<Heading>, title: &Words) {
        let heading = if self.new { new } else { old };
        let number = heading.as_ref().map_or("", |heading| heading.number.as_str());
        let line = format!("{number} {}", self.text(title));
        self.line(&line);
    }

    fn all(mut self, changes: &TextChanges) -> String {
        let front = &changes.front;
        for words in [&front.form, &front.title, &front.reference, &front.version, &front.status] {
            self.words(words);
        }
        for party in &front.parties {
            if self.holds(&party.standing) {
                self.words(&party.role);
                self.words(&party.name);
                self.blocks(&party.details);
                self.words(&party.short_name);
            }
        }
        self.pairs(&front.facts);
        self.blocks(&front.overview);
        for section in &changes.sections {
            if !self.holds(&section.standing) {
                continue;
            }
            self.headed(&section.old, &section.new, &section.title);
            for clause in &section.clauses {
                if self.holds(&clause.standing) {
                    self.headed(&clause.old, &clause.new, &clause.title);
                    self.blocks(&clause.blocks);
                }
            }
        }
        self.out
    }

    fn pairs(&mut self, pairs: &[PairChange]) {
        for pair in pairs {
            if self.holds(&pair.standing) {
                self.words(&pair.key);
                self.words(&pair.value);
            }
        }
    }

    fn blocks(&mut self, blocks: &[BlockChange]) {
        for block in blocks {
            if self.holds(&block.standing) {
                self.block(&block.body);
            }
        }
    }

    fn block(&mut self, body: &Body) {
        match body {
            Body::Paragraph(words) | Body::Heading(words) => self.words(words),
            Body::List { items, .. } => {
                for item in items {
                    if self.holds(&item.standing) {
                        let label = if self.new { &item.new_label } else { &item.old_label };
                        self.line(label);
                        self.blocks(&item.blocks);
                    }
                }
            }
            Body::Table(table) => {
                self.words(&table.caption);
                let columns: Vec<bool> = table.columns.iter().map(|c| self.holds(&c.standing)).collect();
                for (column, shown) in table.columns.iter().zip(&columns) {
                    if *shown {
                        self.words(&column.title);
                    }
                }
                for row in &table.rows {
                    if self.holds(&row.standing) {
                        for (cell, shown) in row.cells.iter().zip(&columns) {
                            if *shown {
                                self.words(cell);
                            }
                        }
                    }
                }
            }
            Body::KeyValues(pairs) => self.pairs(pairs),
            Body::Signatures(blocks) => {
                for block in blocks {
                    if self.holds(&block.standing) {
                        self.words(&block.heading);
                        self.pairs(&block.lines);
                    }
                }
            }
            Body::PageBreak => {}
        }
    }
}
