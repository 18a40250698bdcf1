//! What comes out reads back as what went in.

use super::export;
use super::read_back::{read_back, squeezed};
use crate::document::{Align, Column, KeyValue, Meta, Row, Table};
use crate::document::{Block, Document, Inline, List, ListItem, canonical_text};
use crate::export::fixtures::{self, clause, value as t};
use proptest::prelude::*;
use std::sync::Arc;

/// Texts that would mean something in one markup or another.
const HOSTILE: &[&str] = &[
    "# not a heading",
    "- not a list",
    "+ nor this",
    "1. nor a number",
    "12) nor that",
    "*not* _emphasis_ ~~struck~~",
    "a | b | c",
    "`code` ``and``",
    "<b>bold</b> &amp; &#35; <!-- gone -->",
    "[link](http://x.example) ![image](y) [ref][1]",
    "https://auto.example and www.auto.example and me@auto.example",
    "back\\slash at the end\\",
    "=== ---",
    "> quote",
    "{{customer.legal_name}} #panic() $x$ @label \\u{41}",
    "***",
    "---",
    "a_b_c*d*e",
    "!important",
    "trailing space ",
    "  leading spaces",
    "&copy; &nbsp",
    "\"quotes\" 'and' “those”",
    "100% ~ 50%",
];

fn document(text: &str) -> Document {
    let list = List {
        ordered: true,
        items: vec![ListItem {
            label: "(a)".into(),
            blocks: vec![Block::Paragraph(t(text)), Block::Paragraph(t(text))],
        }],
    };
    let mut table = fixtures::table(text);
    table.rows[0].cells[1] = [t(text), vec![Inline::Break], t("x")].concat();
    let around = [
        vec![Inline::Text("1".into())],
        t(text),
        vec![Inline::Strong(t(text)), Inline::Text("&".into())],
        t(text),
    ]
    .concat();
    let blocks = vec![
        Block::Paragraph(t(text)),
        Block::Paragraph(around),
        Block::Heading(t(text)),
        Block::List(list.clone()),
        Block::List(list),
        Block::Table(table),
        Block::KeyValues(vec![KeyValue { key: text.to_owned(), value: t(text) }]),
    ];
    let mut document = fixtures::document(vec![clause("1.1", Some(text), blocks)]);
    document.sections[0].title = text.to_owned();
    document.meta.form = text.to_owned();
    document.meta.title = t(text);
    document
}

fn sections(document: &Document) -> Vec<(&str, String)> {
    document.sections.iter().map(|s| (s.anchor.as_str(), format!("{} {}", s.number, s.title))).collect()
}

/// What Markdown sets before the sections, beside the canonical text.
fn mark_front(meta: &mut Meta, sections: usize) {
    let referenced = !meta.reference.is_empty();
    if referenced {
        meta.reference.insert(0, Inline::Text("Reference ".into()));
    }
    let mut before = referenced;
    for (mark, name) in [(&mut meta.version, "Version "), (&mut meta.status, "")] {
        if !mark.is_empty() {
            *mark = format!("{}{name}{mark}", if before { "·" } else { "" });
            before = true;
        }
    }
    let heading = |title: &str| Block::Heading(vec![Inline::Text(title.into())]);
    if !meta.overview.is_empty() {
        meta.overview.insert(0, heading("Overview"));
    }
    if sections > 1 {
        meta.overview.push(heading("Contents"));
    }
}

/// The text that must come out: the canonical one with the colons that Markdown sets between keys and values, and the
/// words before the sections.
fn expected(document: &Document) -> String {
    let mut document = document.clone();
    document.meta.facts.iter_mut().for_each(|pair| pair.key.push(':'));
    let sections = document.sections.len();
    mark_front(&mut document.meta, sections);
    for block in
        document.sections.iter_mut().flat_map(|s| &mut s.clauses).flat_map(|c| &mut Arc::make_mut(c).blocks)
    {
        match block {
            Block::KeyValues(pairs) => pairs.iter_mut().for_each(|pair| pair.key.push(':')),
            Block::Signatures(blocks) => {
                for line in blocks.iter_mut().flat_map(|b| &mut b.lines) {
                    line.key.push(':');
                    if line.value.is_empty() {
                        line.value = t(super::BLANK_LINE);
                    }
                }
            }
            _ => {}
        }
    }
    squeezed(&canonical_text(&document))
}

fn assert_reads_back(document: &Document) {
    let markdown = export(document, None);
    assert_eq!(read_back(&markdown, &sections(document)), expected(document), "{markdown}");
}

#[test]
fn hostile_texts_come_out_literally_everywhere() {
    for text in HOSTILE {
        assert_reads_back(&document(text));
    }
}

#[test]
fn lines_never_join_to_markup() {
    for (first, second) in
        [("a | b", ":-- | --"), ("| a |", "| --- |"), ("a", "==="), ("a", "---"), ("Term", ": meaning")]
    {
        let mut document = document("x");
        let lines = [t(first), vec![Inline::Break], t(second)].concat();
        document.sections[0].clause_mut(0).blocks = vec![Block::Paragraph(lines.clone())];
        let pair = KeyValue { key: "k".into(), value: lines };
        document.sections[0].clause_mut(0).blocks.push(Block::KeyValues(vec![pair]));
        assert_reads_back(&document);
    }
}

#[test]
fn the_examples_read_back() {
    for form in crate::template::library() {
        let document = crate::document::assemble(form.example(), form);
        assert_reads_back(&document);
    }
}

/// Pieces that mean much to parsers, alone and together.
fn piece() -> impl Strategy<Value = String> {
    let marks = "[-+*_~`#|:<>&;.()!$%^={}\\[\\]\\\\/@\"'0-9a-c \u{a0}\u{301}“–中]{1,6}";
    let words = prop::sample::select(vec![
        "www.",
        "http://a.b",
        "a@b.c",
        "&amp;",
        "<b>",
        "-->",
        "1. ",
        "- ",
        "[x]",
        "[^1]",
        "```",
        "| - |",
        "--",
    ]);
    prop_oneof![3 => marks.prop_map(String::from), 1 => words.prop_map(str::to_owned)]
}

fn inline() -> impl Strategy<Value = Inline> {
    let inner = || piece().prop_map(|p| vec![Inline::Text(p)]);
    let link = || {
        (prop::bool::ANY, piece()).prop_map(|(known, text)| Inline::CrossRef {
            anchor: if known { "clause-1.1" } else { "nowhere" }.to_owned(),
            text,
        })
    };
    prop_oneof![
        4 => piece().prop_map(|text| Inline::Value { path: "title".into(), text }),
        1 => inner().prop_map(Inline::Strong),
        1 => inner().prop_map(Inline::Emphasis),
        1 => inner().prop_map(|i| Inline::Strong(vec![Inline::Emphasis(i)])),
        1 => link(),
        1 => link().prop_map(|l| Inline::Strong(vec![l])),
        1 => piece().prop_map(|label| Inline::Missing { path: "title".into(), label }),
        1 => piece().prop_map(|text| Inline::TermDef { anchor: "term-x".into(), text, path: None }),
        1 => Just(Inline::Break),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..6)
}

proptest! {
    #[test]
    fn any_run_of_inlines_reads_back(runs in prop::collection::vec(inlines(), 6)) {
        let mut document = document("x");
        let run = |n: usize| runs[n].clone();
        let item = |n| ListItem { label: String::new(), blocks: vec![Block::Paragraph(run(n))] };
        let mut labelled = item(2);
        labelled.label = "(a)".into();
        let column = Column { title: run(4), align: Align::Start, weight: 1 };
        document.sections[0].clause_mut(0).blocks = vec![
            Block::Paragraph(run(0)),
            Block::Heading(run(1)),
            Block::List(List { ordered: false, items: vec![item(2), item(3)] }),
            Block::List(List { ordered: true, items: vec![labelled] }),
            Block::Table(Table {
                caption: run(5),
                columns: vec![column.clone(), column],
                rows: vec![Row { path: None, cells: vec![run(0), run(1)] }],
            }),
            Block::KeyValues(vec![KeyValue { key: "Key".into(), value: run(3) }]),
        ];
        assert_reads_back(&document);
    }
}

#[test]
fn a_draft_is_marked_at_its_head() {
    let markdown = export(&document("x"), Some("DRAFT · 2 open problems"));
    assert!(markdown.starts_with("> DRAFT · 2 open problems\n"), "{markdown}");
}

#[test]
fn a_table_is_a_table() {
    let markdown = export(&document("a | b"), None);
    assert!(markdown.contains("| a \\| b | a \\| b<br>x |"), "{markdown}");
}

#[test]
fn a_section_and_a_clause_alone_read_as_they_do_in_the_whole() {
    for form in crate::template::library() {
        let document = crate::document::assemble(form.example(), form);
        let whole = export(&document, None);
        for section in &document.sections {
            let text = super::section(&document, &section.path).unwrap();
            assert!(text.starts_with("## ") && whole.contains(text.trim_end()), "{}", section.title);
            for clause in &section.clauses {
                let part = super::clause(&document, &clause.path).unwrap();
                assert!(text.contains(part.trim_end()), "{}: {part}", clause.id);
            }
        }
        assert_eq!(super::section(&document, &"sections.none".into()), None);
        assert_eq!(super::clause(&document, &"clauses.none".into()), None);
    }
}
