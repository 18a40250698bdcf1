//! The head of a printed comparison: the fields that differ, and the clauses.

use super::fields::{ChangeKind, FieldChange};
use super::paper::{inlines, note, plain, section};
use super::said;
use super::tree::*;
use super::words::{Run, words};
use crate::document::{Align, Block, Column, Inline, Mark, Row, Section, Table};

/// The fields that differ, a table for each section of the form.
pub(super) fn fields(redline: &Redline) -> Option<Section> {
    if redline.fields.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    let mut rest = redline.fields.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|change| change.section == first.section).count();
        let (these, after) = rest.split_at(count);
        rest = after;
        let title = if first.section.is_empty() { "Elsewhere in the draft" } else { &first.section };
        let told: Vec<Option<String>> = these.iter().map(said::meaning).collect();
        let meant = told.iter().any(Option::is_some);
        let titles: &[(&str, u8)] = match meant {
            true => &[("Field", 3), ("Old", 3), ("New", 3), ("What it means", 3)],
            false => &[("Field", 3), ("Old", 4), ("New", 4)],
        };
        let row = |(change, told): (&FieldChange, Option<String>)| {
            let mut row = field(change);
            row.cells.extend(meant.then(|| plain(&told.unwrap_or_default())));
            row
        };
        let rows = these.iter().zip(told).map(row).collect();
        blocks.push(Block::Table(Table { caption: plain(title), columns: columns(titles), rows }));
    }
    Some(section("fields", "What changed", blocks))
}

fn columns(titles: &[(&str, u8)]) -> Vec<Column> {
    let column =
        |(title, weight): &(&str, u8)| Column { title: plain(title), align: Align::Start, weight: *weight };
    titles.iter().map(column).collect()
}

fn field(change: &FieldChange) -> Row {
    let mut name = plain(&change.short_place());
    match change.kind {
        ChangeKind::Changed => {}
        kind => name.extend([Inline::Text(" ".to_owned()), note(kind.word())]),
    }
    let long = change.long && !change.before.trim().is_empty() && !change.after.trim().is_empty();
    let (old, new) = if long {
        let pieces = words(&change.before, &change.after);
        let side = |hidden: Run, mark: Mark| -> Vec<Inline> {
            let shown = pieces.iter().filter(|piece| piece.run != hidden);
            let inline = |piece: &super::Piece| match piece.run {
                Run::Same => Inline::Text(piece.text.clone()),
                _ => Inline::Marked { mark, inner: plain(&piece.text) },
            };
            shown.map(inline).collect()
        };
        (side(Run::Added, Mark::Deleted), side(Run::Removed, Mark::Inserted))
    } else {
        let value = |text: &str| match (text.trim(), change.kind) {
            ("", ChangeKind::Changed) => vec![note("nothing")],
            (text, ChangeKind::Changed) => plain(text),
            (text, _) => plain(&said::particulars(text)),
        };
        (value(&change.before), value(&change.after))
    };
    Row { path: None, cells: vec![name, old, new] }
}

/// The clauses that differ, with what became of each.
pub(super) fn clauses(redline: &Redline) -> Option<Section> {
    let mut rows = Vec::new();
    for of_section in &redline.text.sections {
        match &of_section.standing {
            Standing::Same | Standing::Changed => {}
            standing => rows.push(row(&of_section.old, &of_section.new, &of_section.title, standing, &[])),
        }
        let moved = matches!(of_section.standing, Standing::MovedAway { .. });
        for clause in of_section.clauses.iter().filter(|clause| !clause.standing.is_same() && !moved) {
            // Told where it stands now.
            if !matches!(clause.standing, Standing::MovedAway { .. }) {
                rows.push(row(&clause.old, &clause.new, &clause.title, &clause.standing, &clause.parts));
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let table =
        Table { caption: Vec::new(), columns: columns(&[("Clause", 3), ("What became of it", 3)]), rows };
    Some(section("clauses", "Clauses that changed", vec![Block::Table(table)]))
}

fn row(
    old: &Option<Heading>,
    new: &Option<Heading>,
    title: &Words,
    standing: &Standing,
    parts: &[Part],
) -> Row {
    let number = said::number(old, new, standing);
    let mut name = match new {
        Some(heading) if standing.in_new() => {
            let text = if number.is_empty() { title.new_text() } else { number };
            vec![Inline::CrossRef { anchor: heading.anchor.clone(), text }]
        }
        _ => plain(&number),
    };
    if crate::document::plain(&name) != title.new_text() {
        name.push(Inline::Text(" ".to_owned()));
        name.extend(inlines(title));
    }
    let told = said::standing(standing, parts).unwrap_or_default();
    Row { path: None, cells: vec![name, plain(&told)] }
}
