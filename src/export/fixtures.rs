//! Documents that the tests of several formats export.

use crate::document::{
    Align, Block, Clause, Column, Document, Inline, KeyValue, List, ListItem, Row, Section, Table,
};
use std::sync::Arc;

/// How often [`everywhere`] says its text below the heading of the section.
pub const PLACES: usize = 16;

/// A text of a user.
pub fn value(text: &str) -> Vec<Inline> {
    vec![Inline::Value { path: "title".into(), text: text.to_owned() }]
}

pub fn clause(number: &str, title: Option<&str>, blocks: Vec<Block>) -> Clause {
    Clause {
        id: format!("c{number}"),
        number: number.into(),
        title: title.map(str::to_owned),
        anchor: format!("clause-{number}"),
        path: "sections.s".into(),
        blocks,
    }
}

/// One section, "1 Services", of these clauses; its anchor is "section".
pub fn document(clauses: Vec<Clause>) -> Document {
    let section = Section {
        id: "s".into(),
        number: "1".into(),
        title: "Services".into(),
        anchor: "section".into(),
        annex: false,
        path: "sections.s".into(),
        clauses: clauses.into_iter().map(Arc::new).collect(),
    };
    Document { sections: vec![section], ..Document::default() }
}

/// A table that says a text as its caption, in both heads and in both cells.
pub fn table(text: &str) -> Table {
    Table {
        caption: value(text),
        columns: vec![Column { title: value(text), align: Align::End, weight: 1 }; 2],
        rows: vec![Row { path: None, cells: vec![value(text), value(text)] }],
    }
}

/// A text wherever a user's text can stand, and where only ours does.
pub fn everywhere(text: &str) -> Document {
    let item = ListItem { label: text.to_owned(), blocks: vec![Block::Paragraph(value(text))] };
    let blocks = vec![
        Block::Heading(value(text)),
        Block::List(List { ordered: true, items: vec![item] }),
        Block::Table(table(text)),
        Block::KeyValues(vec![KeyValue { key: text.to_owned(), value: value(text) }]),
        Block::Paragraph(vec![Inline::Missing { path: "title".into(), label: text.to_owned() }]),
        Block::Paragraph(vec![Inline::CrossRef { anchor: text.to_owned(), text: text.to_owned() }]),
        Block::Paragraph(vec![Inline::TermDef {
            anchor: text.to_owned(),
            text: text.to_owned(),
            path: None,
        }]),
    ];
    let mut document = document(vec![clause("1.1", Some(text), blocks)]);
    document.meta.title = value(text);
    document.meta.title_text = text.to_owned();
    document.meta.form = text.to_owned();
    document.meta.language = text.to_owned();
    document.meta.id = text.to_owned();
    document
}
