//! What comes out reads back as what went in.

use super::export;
use crate::document::{Align, Column, KeyValue, Row, Table};
use crate::document::{Block, Clause, Document, Inline, List, ListItem, Section, canonical_text};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

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

fn t(text: &str) -> Vec<Inline> {
    vec![Inline::Value { path: "title".into(), text: text.to_owned() }]
}

fn document(text: &str) -> Document {
    let list = List {
        ordered: true,
        items: vec![ListItem {
            label: "(a)".into(),
            blocks: vec![Block::Paragraph(t(text)), Block::Paragraph(t(text))],
        }],
    };
    let table = Table {
        caption: t(text),
        columns: vec![Column { title: t(text), align: Align::Start, weight: 1 }; 2],
        rows: vec![Row { path: None, cells: vec![t(text), [t(text), vec![Inline::Break], t("x")].concat()] }],
    };
    let around = [
        vec![Inline::Text("1".into())],
        t(text),
        vec![Inline::Strong(t(text)), Inline::Text("&".into())],
        t(text),
    ]
    .concat();
    let mut document = Document::default();
    document.meta.form = text.to_owned();
    document.meta.title = t(text);
    document.sections.push(Section {
        id: "s".into(),
        number: "1".into(),
        title: text.to_owned(),
        anchor: "s".into(),
        annex: false,
        path: "sections.s".into(),
        clauses: vec![Clause {
            id: "c".into(),
            number: "1.1".into(),
            title: Some(text.to_owned()),
            anchor: "s-c".into(),
            path: "clauses.s-c".into(),
            blocks: vec![
                Block::Paragraph(t(text)),
                Block::Paragraph(around),
                Block::Heading(t(text)),
                Block::List(list.clone()),
                Block::List(list),
                Block::Table(table),
                Block::KeyValues(vec![KeyValue { key: text.to_owned(), value: t(text) }]),
            ],
        }],
    });
    document
}

/// The text a reader sees, without the contents list and without white space.
fn read_back(markdown: &str) -> String {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    let root = parse_document(&arena, markdown, &options);
    let mut out = String::new();
    let mut contents_gone = false;
    for block in root.children() {
        let is_contents = matches!(block.data().value, NodeValue::List(_))
            && block.descendants().any(|n| matches!(&n.data().value, NodeValue::Link(l) if l.url == "#s"));
        if is_contents && !contents_gone {
            contents_gone = true;
            continue;
        }
        collect(block, &mut out);
    }
    out
}

fn collect(node: Node<'_>, out: &mut String) {
    for n in node.descendants() {
        match &n.data().value {
            NodeValue::Text(text) => out.extend(text.chars().filter(|c| !c.is_whitespace())),
            NodeValue::Code(code) => panic!("code: {}", code.literal),
            NodeValue::HtmlInline(html) => {
                assert!(html.starts_with("<a id=\"") || html == "</a>" || html == "<br>", "{html}")
            }
            NodeValue::HtmlBlock(html) => assert_eq!(html.literal.trim(), "<!-- -->"),
            NodeValue::Link(link) => assert!(link.url.starts_with('#'), "{}", link.url),
            NodeValue::Image(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::BlockQuote
            | NodeValue::Strikethrough => {
                panic!("{:?}", n.data().value)
            }
            _ => {}
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn hostile_texts_come_out_literally_everywhere() {
    for text in HOSTILE {
        let document = document(text);
        let markdown = export(&document, None);
        // The colon between key and value is the only character the export adds.
        let expected = squeezed(&canonical_text(&document));
        let read =
            read_back(&markdown).replacen(&format!("{}:{0}", squeezed(text)), &squeezed(text).repeat(2), 1);
        assert_eq!(read, expected, "{text}\n{markdown}");
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
