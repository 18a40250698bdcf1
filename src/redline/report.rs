//! A comparison as plain text for a terminal or a mail: only what differs, and readable without colours.
//!
//! `[-removed-]` and `{+added+}` stand in the text, as in the tools for program texts.

use super::fields::{ChangeKind, FieldChange};
use super::inlines::PARAGRAPH;
use super::said;
use super::tree::*;
use super::words::{Run, words};

/// What differs, fields first. Same comparison, same text.
pub fn to_text(redline: &Redline) -> String {
    let mut out = Out(String::new());
    out.line(0, &format!("Old: {}", said::side(&redline.old)));
    out.line(0, &format!("New: {}", said::side(&redline.new)));
    if redline.old.form != redline.new.form {
        out.line(0, &format!("Form: {} → {}", redline.old.form, redline.new.form));
    }
    out.gap();
    if redline.is_same() {
        out.line(0, "Nothing differs.");
        return out.0;
    }
    out.line(0, &said::summary(redline));
    out.fields(redline);
    if !redline.text.is_same() {
        out.gap();
        out.line(0, "TEXT   [-removed-] {+added+}");
        out.text(&redline.text);
    }
    out.0
}

/// A text with its changes in signs.
pub(super) fn marked(words: &Words) -> String {
    let mut out = String::new();
    let mut bits = words.0.iter().peekable();
    while let Some(bit) = bits.next() {
        let mut text = bit.text.clone();
        while let Some(next) = bits.next_if(|next| next.run == bit.run) {
            text.push_str(&next.text);
        }
        out.push_str(&shown(bit.run, &text));
    }
    out
}

/// What was moved away keeps its title.
fn heading(title: &Words, standing: &Standing) -> String {
    match standing {
        Standing::MovedAway { .. } => title.old_text(),
        _ => marked(title),
    }
}

fn shown(run: Run, text: &str) -> String {
    let text = text.replace(PARAGRAPH, " ¶ ").replace('\n', " / ");
    match run {
        Run::Same => shortened(&text),
        Run::Removed => format!("[-{text}-]"),
        Run::Added => format!("{{+{text}+}}"),
    }
}

/// A long text that did not change by its beginning and its end.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 400;
    const SHOWN: usize = 120;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let taken = |words: &mut dyn Iterator<Item = &&str>| {
        let mut room = SHOWN;
        words
            .take_while(|word| {
                let length = word.chars().count() + 1;
                let fits = length <= room;
                room = room.saturating_sub(length);
                fits
            })
            .count()
    };
    let (head, tail) = (taken(&mut words.iter()), taken(&mut words.iter().rev()));
    let part = |range: std::ops::Range<usize>| words.get(range).unwrap_or_default().join(" ");
    match (head, tail) {
        (0, 0) => text.to_owned(),
        _ => format!("{} […] {}", part(0..head), part(words.len().saturating_sub(tail)..words.len())),
    }
}

struct Out(String);

impl Out {
    fn line(&mut self, indent: usize, text: &str) {
        for line in text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()) {
            self.0.push_str(&" ".repeat(indent));
            self.0.push_str(line);
            self.0.push('\n');
        }
    }

    /// One empty line, never two.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn fields(&mut self, redline: &Redline) {
        if redline.fields.is_empty() {
            return;
        }
        self.gap();
        self.line(0, "FIELDS");
        let mut section = None;
        for change in &redline.fields {
            if section != Some(&change.section) {
                section = Some(&change.section);
                self.gap();
                let title =
                    if change.section.is_empty() { "Elsewhere in the draft" } else { &change.section };
                self.line(0, title);
            }
            let place = change.full_place();
            if change.long && !change.before.trim().is_empty() && !change.after.trim().is_empty() {
                let pieces = words(&change.before, &change.after);
                let text: String = pieces.iter().map(|p| shown(p.run, &p.text)).collect();
                self.line(2, &format!("{place}: {text}"));
                self.meaning(change);
                continue;
            }
            self.line(2, &format!("{place}: {}", said::values(change)));
            self.meaning(change);
            let all = match change.kind {
                ChangeKind::Added => &change.after,
                ChangeKind::Removed => &change.before,
                ChangeKind::Changed | ChangeKind::Moved => continue,
            };
            self.line(6, &said::particulars(all));
        }
    }

    fn meaning(&mut self, change: &FieldChange) {
        if let Some(meaning) = said::meaning(change) {
            self.line(4, &format!("= {meaning}"));
        }
    }

    fn text(&mut self, text: &TextChanges) {
        self.front(&text.front);
        for section in &text.sections {
            self.section(section);
        }
    }

    fn front(&mut self, front: &Front) {
        if front.is_same() {
            return;
        }
        self.gap();
        self.line(0, "Title page");
        let named = [
            ("Form", &front.form),
            ("Title", &front.title),
            ("Reference", &front.reference),
            ("Version", &front.version),
            ("Status", &front.status),
        ];
        for (name, words) in named.into_iter().filter(|(_, words)| !words.is_same()) {
            self.line(2, &format!("{name}: {}", marked(words)));
        }
        for party in front.parties.iter().filter(|party| !party.standing.is_same()) {
            let told = said::standing(&party.standing, &[]).unwrap_or_default();
            self.line(2, &format!("{} ({told}): {}", marked(&party.role), marked(&party.name)));
            self.blocks(4, &party.details);
            if !party.short_name.is_same() {
                self.line(4, &marked(&party.short_name));
            }
        }
        self.pairs(2, &front.facts);
        self.blocks(2, &front.overview);
    }

    fn section(&mut self, section: &SectionChange) {
        if section.standing.is_same() {
            return;
        }
        let title = format!(
            "{} {}",
            said::number(&section.old, &section.new, &section.standing),
            heading(&section.title, &section.standing)
        );
        let told = match &section.standing {
            Standing::Changed => None,
            other => said::standing(other, &[]),
        };
        self.gap();
        match told {
            Some(told) => self.line(0, &format!("{}: section {told}", title.trim())),
            None => self.line(0, title.trim()),
        }
        if let Standing::MovedAway { .. } = section.standing {
            return;
        }
        for clause in section.clauses.iter().filter(|clause| !clause.standing.is_same()) {
            self.clause(clause);
        }
    }

    fn clause(&mut self, clause: &ClauseChange) {
        let title = format!(
            "{} {}",
            said::number(&clause.old, &clause.new, &clause.standing),
            heading(&clause.title, &clause.standing)
        );
        let told = said::standing(&clause.standing, &clause.parts).unwrap_or_default();
        let title = match title.trim() {
            "" => format!("Text without a number: {told}"),
            title => format!("{title}: {told}"),
        };
        self.gap();
        self.line(2, &title);
        if !matches!(clause.standing, Standing::MovedAway { .. }) {
            self.blocks(4, &clause.blocks);
        }
    }

    fn pairs(&mut self, indent: usize, pairs: &[PairChange]) {
        for pair in pairs.iter().filter(|pair| !pair.standing.is_same()) {
            self.line(
                indent,
                &format!("{}: {}{}", marked(&pair.key), marked(&pair.value), moved(&pair.standing)),
            );
        }
    }

    /// What differs, each below the heading that it stands under.
    fn blocks(&mut self, indent: usize, blocks: &[BlockChange]) {
        let mut headings: [Option<&Words>; 2] = [None, None];
        for block in blocks {
            if !block.standing.is_same() {
                for heading in headings.iter_mut().filter_map(Option::take) {
                    self.line(indent, &marked(heading));
                }
                self.block(indent, block);
                continue;
            }
            match &block.body {
                Body::Heading(words) => headings = [Some(words), None],
                // Emphasised words above pairs are their heading.
                Body::Paragraph(words) if words.0.iter().all(|bit| bit.look.emphasis) => {
                    headings[1] = Some(words);
                }
                _ => {}
            }
        }
    }

    fn block(&mut self, indent: usize, block: &BlockChange) {
        let moved = moved(&block.standing);
        match &block.body {
            Body::Paragraph(words) | Body::Heading(words) => {
                self.line(indent, &format!("{}{moved}", marked(words)));
            }
            Body::List { items, .. } => {
                for item in items.iter().filter(|item| !item.standing.is_same()) {
                    let label = if item.new_label.is_empty() { &item.old_label } else { &item.new_label };
                    let label = if label.is_empty() { "-" } else { label };
                    self.line(indent, &format!("{label}{}", self::moved(&item.standing)));
                    self.blocks(indent + 4, &item.blocks);
                }
            }
            Body::Table(table) => self.table(indent, table),
            Body::KeyValues(pairs) => self.pairs(indent, pairs),
            Body::Signatures(blocks) => {
                for block in blocks.iter().filter(|block| !block.standing.is_same()) {
                    self.line(indent, &marked(&block.heading));
                    self.pairs(indent + 2, &block.lines);
                }
            }
            Body::PageBreak => {}
        }
    }

    fn table(&mut self, indent: usize, table: &TableChange) {
        if !table.caption.is_same() {
            self.line(indent, &marked(&table.caption));
        }
        let row = |cells: Vec<&Words>| cells.into_iter().map(marked).collect::<Vec<_>>().join(" | ");
        if table.columns.iter().any(|column| !column.standing.is_same() || !column.title.is_blank()) {
            self.line(indent, &row(table.columns.iter().map(|column| &column.title).collect()));
        }
        for changed in table.rows.iter().filter(|row| !row.standing.is_same()) {
            let cells = row(changed.cells.iter().collect());
            self.line(indent, &format!("| {cells} |{}", moved(&changed.standing)));
        }
    }
}

/// Behind what was moved, without its place: that stands nearby.
fn moved(standing: &Standing) -> String {
    match standing {
        Standing::MovedHere { .. } | Standing::MovedAway { .. } | Standing::Split | Standing::Merged => {
            said::standing(standing, &[]).map(|told| format!(" ({told})")).unwrap_or_default()
        }
        _ => String::new(),
    }
}
