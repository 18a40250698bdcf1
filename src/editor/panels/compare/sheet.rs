//! The text of both sides as rows to be drawn, what did not change folded; made once for each comparison.

use super::words;
use crate::redline::{
    BlockChange, Body, ClauseChange, FieldChange, Heading, Meaning, Part, Redline, Run, Standing, Words,
};
use crate::value::FieldPath;
use std::collections::HashSet;
use std::ops::Range;

/// Both texts, laid over each other.
#[derive(Debug, Default)]
pub struct Sheet {
    pub rows: Vec<TextRow>,
    /// Where one goes from change to change: headings of changed clauses, and changes that stand under none.
    pub stops: Vec<usize>,
}

#[derive(Debug)]
pub struct TextRow {
    pub look: Look,
    /// Levels of lists around it.
    pub indent: u8,
    /// The number or label on the old and on the new side.
    pub labels: (String, String),
    pub words: Words,
    /// What became of it, where its words do not show that.
    pub note: Option<String>,
    pub changed: bool,
    /// The changes of fields that make the change of this clause; only at its heading.
    pub fields: Vec<usize>,
    /// On which sides it stands.
    pub sides: (bool, bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Section,
    Clause,
    Text,
}

/// What is drawn of a sheet: a row, or a line for rows that did not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Row(usize),
    Folded(Range<usize>),
}

/// Unchanged rows around a change that stay in view.
const AROUND: usize = 1;
/// Fewer unchanged rows than this are not worth folding.
const LEAST_FOLDED: usize = 3;

impl Sheet {
    pub fn of(redline: &Redline, changes: &[FieldChange]) -> Self {
        let mut maker = Maker { rows: Vec::new(), changes };
        maker.front(redline);
        for section in &redline.text.sections {
            let (old, new) = (section.old.as_ref(), section.new.as_ref());
            maker.heading(Look::Section, (old, new), &section.title, &section.standing);
            section.clauses.iter().for_each(|clause| maker.clause(clause));
        }
        let rows = maker.rows;
        let (mut stops, mut told, mut before) = (Vec::new(), false, false);
        for (at, row) in rows.iter().enumerate() {
            // The heading of a changed clause stands for all of its changes.
            let starts = row.look != Look::Text || !(told || before);
            if row.changed && starts {
                stops.push(at);
            }
            told = if row.look == Look::Text { told } else { row.look == Look::Clause && row.changed };
            before = row.changed;
        }
        Self { rows, stops }
    }

    /// The first stop within the section of one of these titles.
    pub fn stop_in(&self, titles: &[&str]) -> Option<usize> {
        let is_section = |row: &&TextRow| row.look == Look::Section;
        let here = |row: &TextRow| row.look == Look::Section && titles.contains(&row.words.new_text().trim());
        let begin = self.rows.iter().position(here)?;
        let length = self.rows.iter().skip(begin + 1).take_while(|row| !is_section(row)).count();
        self.stops.iter().position(|stop| (begin..=begin + length).contains(stop))
    }

    /// The rows to be drawn; stretches of unchanged ones are one line unless they are among `open` by their first row.
    pub fn shown(&self, open: &HashSet<usize>) -> Vec<Shown> {
        let mut keep: Vec<bool> = self.rows.iter().map(|row| row.changed).collect();
        for (at, _) in self.rows.iter().enumerate().filter(|(_, row)| row.changed && row.look == Look::Text) {
            for near in at.saturating_sub(AROUND)..=at + AROUND {
                if let Some(kept) = keep.get_mut(near) {
                    *kept = true;
                }
            }
        }
        let mut shown = Vec::new();
        let mut at = 0;
        while at < self.rows.len() {
            let length = keep.iter().skip(at).take_while(|kept| !**kept).count();
            if length >= LEAST_FOLDED {
                shown.push(Shown::Folded(at..at + length));
            }
            if length < LEAST_FOLDED || open.contains(&at) {
                shown.extend((at..at + length).map(Shown::Row));
            }
            at += length;
            if at < self.rows.len() {
                shown.push(Shown::Row(at));
                at += 1;
            }
        }
        shown
    }
}

struct Maker<'a> {
    rows: Vec<TextRow>,
    changes: &'a [FieldChange],
}

impl Maker<'_> {
    fn front(&mut self, redline: &Redline) {
        let front = &redline.text.front;
        for words in [&front.form, &front.title, &front.reference, &front.version, &front.status] {
            if !words.is_blank() {
                self.words(words.clone(), 0, &Standing::Same);
            }
        }
        for party in &front.parties {
            self.words(joined(&[&party.role, &party.name, &party.short_name], ": "), 0, &party.standing);
            self.blocks(&party.details, 1);
        }
        for fact in &front.facts {
            self.words(joined(&[&fact.key, &fact.value], ": "), 0, &fact.standing);
        }
        self.blocks(&front.overview, 0);
    }

    fn heading(
        &mut self,
        look: Look,
        (old, new): (Option<&Heading>, Option<&Heading>),
        title: &Words,
        standing: &Standing,
    ) -> usize {
        let number = |heading: Option<&Heading>| heading.map(|h| h.number.clone()).unwrap_or_default();
        let note = words::standing(standing);
        // A section says nothing of its own where only its clauses differ.
        let own = look == Look::Clause || note.is_some() || !title.is_same();
        self.rows.push(TextRow {
            look,
            indent: 0,
            labels: (number(old), number(new)),
            words: title.clone(),
            note,
            changed: own && !standing.is_same(),
            fields: Vec::new(),
            sides: (old.is_some(), new.is_some()),
        });
        self.rows.len() - 1
    }

    fn clause(&mut self, clause: &ClauseChange) {
        let (old, new) = (clause.old.as_ref(), clause.new.as_ref());
        let at = self.heading(Look::Clause, (old, new), &clause.title, &clause.standing);
        let parts = clause.parts.iter().map(|part| match part {
            Part::SplitInto { to } => words::split_into(to),
            Part::Absorbs { from } => words::absorbs(from),
        });
        let begin = self.rows.len();
        self.blocks(&clause.blocks, 0);
        let mut touched: HashSet<&FieldPath> = HashSet::new();
        clause.blocks.iter().for_each(|block| values_of(block, &mut touched));
        let key = |heading: Option<&Heading>| heading.map(|h| h.id.as_str()).unwrap_or_default().to_owned();
        let fields = match clause.standing.is_same() {
            true => Vec::new(),
            false => self.belonging(&touched, &[key(old), key(new)]),
        };
        let note = parts.collect::<Vec<_>>().join(" ");
        let (sides, inner) = ((old.is_some(), new.is_some()), self.rows.len() > begin);
        if let Some(row) = self.rows.get_mut(at) {
            row.fields = fields;
            row.sides = sides;
            if !note.is_empty() {
                row.note =
                    Some(row.note.take().map_or_else(|| note.clone(), |said| format!("{said} {note}")));
            }
            row.changed |= inner && !clause.standing.is_same();
        }
    }

    /// The changes of fields that a clause shows: of values that it prints, and of its own wording.
    fn belonging(&self, touched: &HashSet<&FieldPath>, keys: &[String]) -> Vec<usize> {
        let of_clause = |path: &FieldPath| {
            let mut segments = path.segments();
            let list = segments.next().is_some_and(|s| matches!(s, "choices" | "clauses" | "extra_clauses"));
            list && segments.next().is_some_and(|id| keys.iter().any(|key| key == id))
        };
        let printed = |path: &FieldPath| touched.iter().any(|t| t.is_within(path));
        let all = self.changes.iter().enumerate();
        all.filter(|(_, change)| of_clause(&change.path) || printed(&change.path)).map(|(at, _)| at).collect()
    }

    fn blocks(&mut self, blocks: &[BlockChange], indent: u8) {
        for block in blocks {
            match &block.body {
                Body::Paragraph(text) | Body::Heading(text) => {
                    self.words(text.clone(), indent, &block.standing)
                }
                Body::List { items, .. } => {
                    for item in items {
                        let first = self.rows.len();
                        self.blocks(&item.blocks, indent + 1);
                        if let Some(row) = self.rows.get_mut(first) {
                            row.labels = (item.old_label.clone(), item.new_label.clone());
                            row.note = row.note.take().or_else(|| words::standing(&item.standing));
                            row.changed |= row.note.is_some();
                        }
                    }
                }
                Body::Table(table) => {
                    if !table.caption.is_blank() {
                        self.words(table.caption.clone(), indent, &Standing::Same);
                    }
                    let titles: Vec<&Words> = table.columns.iter().map(|column| &column.title).collect();
                    self.words(joined(&titles, CELL), indent, &Standing::Same);
                    for row in &table.rows {
                        let cells: Vec<&Words> = row.cells.iter().collect();
                        self.words(joined(&cells, CELL), indent, &row.standing);
                    }
                }
                Body::KeyValues(pairs) => {
                    for pair in pairs {
                        self.words(joined(&[&pair.key, &pair.value], ": "), indent, &pair.standing);
                    }
                }
                Body::Signatures(all) => {
                    for one in all {
                        self.words(one.heading.clone(), indent, &one.standing);
                        for pair in &one.lines {
                            self.words(joined(&[&pair.key, &pair.value], ": "), indent, &pair.standing);
                        }
                    }
                }
                Body::PageBreak => {}
            }
        }
    }

    fn words(&mut self, words: Words, indent: u8, standing: &Standing) {
        let note = words::standing(standing);
        let changed = !words.is_same() || note.is_some();
        let stands = |run: Run| words.0.iter().any(|bit| bit.run != run);
        let sides = (stands(Run::Added), stands(Run::Removed));
        self.rows.push(TextRow {
            look: Look::Text,
            indent,
            labels: Default::default(),
            sides,
            words,
            note,
            changed,
            fields: Vec::new(),
        });
    }
}

/// Between the cells of a table that are drawn as one line.
const CELL: &str = "   │   ";

fn joined(parts: &[&Words], between: &str) -> Words {
    let mut all = Words::default();
    for part in parts.iter().filter(|part| !part.is_blank()) {
        if !all.0.is_empty() {
            let run = if part.0.iter().all(|b| b.run == Run::Added) { Run::Added } else { Run::Same };
            all.0.push(crate::redline::Bit {
                run,
                text: between.to_owned(),
                was: None,
                look: Default::default(),
            });
        }
        all.0.extend(part.0.iter().cloned());
    }
    all
}

/// The fields whose values stand in changed words.
fn values_of<'b>(block: &'b BlockChange, found: &mut HashSet<&'b FieldPath>) {
    let mut words = |words: &'b Words| {
        for bit in words.0.iter().filter(|bit| bit.run != Run::Same) {
            if let Meaning::Value(path) | Meaning::Missing(path) = &bit.look.meaning {
                found.insert(path);
            }
        }
    };
    match &block.body {
        Body::Paragraph(text) | Body::Heading(text) => words(text),
        Body::List { items, .. } => items.iter().flat_map(|i| &i.blocks).for_each(|b| values_of(b, found)),
        Body::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).for_each(&mut words);
            let gone = table.rows.iter().filter(|row| !row.standing.is_same());
            found.extend(gone.filter_map(|row| row.path.as_ref()));
        }
        Body::KeyValues(pairs) => pairs.iter().for_each(|pair| words(&pair.value)),
        Body::Signatures(all) => all.iter().flat_map(|one| &one.lines).for_each(|pair| words(&pair.value)),
        Body::PageBreak => {}
    }
}
