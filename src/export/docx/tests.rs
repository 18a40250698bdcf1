//! What comes out reads back as what went in, and holds what word processors need.

use super::read_back::{Take, parse, read_back, squeezed, unzipped};
use super::{export, export_changes};
use crate::document::marked::{
    Change, Fragment, MarkedBlock, MarkedClause, MarkedDocument, MarkedRow, MarkedSection, MarkedTable,
    Revision, Side, Sides,
};
use crate::document::{
    Align, Block, Clause, Column, Document, Inline, KeyValue, List, ListItem, Meta, SignatureBlock, assemble,
    canonical_text,
};
use crate::export::fixtures::{self, PLACES, clause, everywhere};
use crate::template::library;
use std::collections::HashMap;

const HOSTILE: &str = "</w:t><w:p/> &amp; <!-- {{x}} \"y\" ]]> <?xml?> \u{1}'z'";

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn document(clauses: Vec<Clause>) -> Document {
    Document { meta: Meta { title: text("Agreement"), ..Meta::default() }, ..fixtures::document(clauses) }
}

fn titles(document: &Document) -> Vec<String> {
    document.sections.iter().map(|s| format!("{} {}", s.number, s.title)).collect()
}

fn read(bytes: &[u8], document: &Document, take: Take) -> String {
    let parts = unzipped(bytes);
    read_back(&|name| parts[name].clone(), &titles(document), take)
}

/// The text of the document as it is expected to be read.
fn expected(document: &Document) -> String {
    squeezed(&canonical_text(document))
}

fn part(bytes: &[u8], name: &str) -> String {
    unzipped(bytes)[name].clone()
}

#[test]
fn a_text_is_never_markup() {
    let document = everywhere(HOSTILE);
    let bytes = export(&document, Some(HOSTILE), Some(HOSTILE.as_bytes()));
    let found = read(&bytes, &document, Take::Accepted);
    let wanted = squeezed(&HOSTILE.replace('\u{1}', "\u{fffd}"));
    assert_eq!(found.matches(&wanted).count(), PLACES, "{found}");
    let parts: HashMap<String, String> = unzipped(&bytes);
    for (name, content) in parts {
        assert!(!content.contains("<w:p/>") && !content.contains("<!--"), "{name}");
        parse(&content);
    }
}

#[test]
fn numbers_are_live_where_they_can_be_and_right_everywhere() {
    let item = |label: &str, blocks: Vec<Block>| ListItem { label: label.into(), blocks };
    let list = |items| Block::List(List { ordered: true, items });
    let paragraph = |words: &str| Block::Paragraph(text(words));
    let inner = || list(vec![item("(i)", vec![paragraph("x")]), item("(ii)", vec![paragraph("y")])]);
    let blocks = vec![
        list(vec![
            item("(a)", vec![paragraph("one"), inner(), paragraph("more"), inner()]),
            item("(b)", vec![inner()]),
            item("(d)", vec![paragraph("written out")]),
        ]),
        list(vec![item("(a)", vec![paragraph("anew")]), item("", vec![])]),
        Block::List(List { ordered: false, items: vec![item("", vec![paragraph("bullet"), inner()])] }),
    ];
    let document = document(vec![
        clause("1.1", None, blocks),
        clause("", None, vec![paragraph("introduction")]),
        clause("1.7", Some("Out of order"), vec![]),
        clause("1.2", None, vec![Block::KeyValues(vec![KeyValue { key: "k".into(), value: text("v") }])]),
    ]);
    let bytes = export(&document, None, None);
    assert_eq!(read(&bytes, &document, Take::Accepted), expected(&document));
    let body = part(&bytes, "word/document.xml");
    assert!(body.contains(">(d)<") && body.contains(">1.7<"), "written out");
    assert!(!body.contains(">(a)<") && !body.contains(">(ii)<") && !body.contains(">1.2<"), "live");
}

#[test]
fn references_follow_what_they_name() {
    let reference = |text: &str, anchor: &str| Inline::CrossRef { anchor: anchor.into(), text: text.into() };
    let words = vec![
        reference("clause 1.2", "clause-1.2"),
        reference("section 1", "section"),
        reference("section 9", "nowhere"),
        Inline::TermDef { anchor: "term-a".into(), text: "Term".into(), path: None },
        Inline::TermRef { anchor: "term-a".into(), text: "Term".into(), path: None },
    ];
    let document = document(vec![
        clause("1.1", None, vec![Block::Paragraph(words)]),
        clause("1.2", Some("Next"), vec![]),
    ]);
    let bytes = export(&document, None, None);
    assert_eq!(read(&bytes, &document, Take::Accepted), expected(&document));
    let body = part(&bytes, "word/document.xml");
    for code in
        [" REF _clause_1_2 \\n \\h ", " REF _section \\n \\h ", "w:anchor=\"_term_a\"", "w:name=\"_term_a\""]
    {
        assert!(body.contains(code), "{code} in {body}");
    }
}

#[test]
fn the_examples_read_back_word_for_word() {
    for form in library() {
        let document = assemble(form.example(), form);
        let bytes = export(&document, Some("DRAFT"), Some(b"(schema: 1)"));
        assert!(bytes == export(&document, Some("DRAFT"), Some(b"(schema: 1)")));
        let mut named = document.clone();
        let reference = std::mem::take(&mut named.meta.reference);
        named.meta.reference = [text("Reference "), reference].concat();
        named.meta.version = format!("· Version {}", named.meta.version);
        named.meta.status = format!("· {}", named.meta.status);
        named.meta.overview.insert(0, Block::Heading(text("Overview")));
        assert_eq!(read(&bytes, &document, Take::Accepted), expected(&named), "{}", form.template().id);
        let body = part(&bytes, "word/document.xml");
        assert!(body.matches("<w:tag w:val=").count() > 20, "each clause is tagged");
        assert!(body.matches("<w:tblHeader/>").count() > 4, "tables have heads");
    }
}

#[test]
fn scripts_and_languages_are_told() {
    let words = |words: &str| Block::Paragraph(text(words));
    let named = Block::Paragraph([fixtures::value("חברת אחסון בע״מ"), text(" hosts")].concat());
    let mut document = document(vec![clause(
        "",
        None,
        vec![words("חברת אחסון 99.9 %"), words("株式会社ホスティング"), named],
    )]);
    document.meta.language = "de-AT".into();
    document.meta.date = Some("2026-03-01".into());
    let bytes = export(&document, None, None);
    let body = part(&bytes, "word/document.xml");
    assert_eq!(body.matches("<w:bidi/>").count(), 1, "a name does not turn a sentence around: {body}");
    assert!(body.contains("<w:rPr><w:rtl/></w:rPr>"), "{body}");
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"de-AT\" w:eastAsia=\"ja-JP\" w:bidi=\"he-IL\"/>"), "{styles}");
    assert!(styles.contains("w:eastAsia=\"MS Mincho\"") && !styles.contains('{'), "{styles}");
    let properties = part(&bytes, "docProps/core.xml");
    assert!(properties.contains("<dc:language>de-AT</dc:language>"), "{properties}");
    assert!(properties.contains(">2026-03-01T00:00:00Z<"), "{properties}");
}

#[test]
fn what_is_to_sign_has_room_and_stays_together() {
    let signature = SignatureBlock {
        heading: text("For Northwind"),
        lines: vec![KeyValue { key: "Name".into(), value: Vec::new() }; 3],
    };
    let document = document(vec![clause(
        "1.1",
        Some("Signing"),
        vec![Block::Signatures(vec![signature; 3]), Block::PageBreak],
    )]);
    let bytes = export(&document, None, None);
    assert_eq!(read(&bytes, &document, Take::Accepted), expected(&document));
    let body = part(&bytes, "word/document.xml");
    assert_eq!(body.matches("<w:pStyle w:val=\"SignatureLine\"/>").count(), 9);
    assert!(body.contains("<w:trPr><w:cantSplit/></w:trPr>"));
}

#[test]
fn tracked_changes_give_the_new_text_and_the_old_one() {
    use Change::{Deleted, Inserted, Same};
    let fragments = |parts: &[(Change, &str)]| -> Vec<Fragment> {
        parts.iter().flat_map(|(change, words)| Fragment::text(*change, words)).collect()
    };
    let paragraph = |end, parts: &[(Change, &str)]| MarkedBlock::Paragraph { end, text: fragments(parts) };
    let row = |change, words: &str| MarkedRow { change, cells: vec![fragments(&[(change, words)])] };
    let table = MarkedTable {
        change: Same,
        caption: fragments(&[(Same, "Credits")]),
        columns: vec![Column { title: text("Credit"), align: Align::Start, weight: 1 }],
        rows: vec![row(Same, "5 %"), row(Deleted, "10 %"), row(Inserted, "20 %")],
    };
    let clause = |number: Sides, blocks| MarkedClause {
        id: "c".into(),
        number,
        anchor: "x".into(),
        blocks,
        ..MarkedClause::default()
    };
    let moved = Sides { old: Some("1.2".into()), new: Some("1.1".into()) };
    let section = MarkedSection {
        id: "s".into(),
        number: Sides::of(Same, "1"),
        title: fragments(&[(Deleted, "Service"), (Inserted, "Services")]),
        anchor: "section".into(),
        annex: false,
        moved: None,
        clauses: vec![
            clause(Sides::of(Deleted, "1.1"), vec![paragraph(Deleted, &[(Deleted, "Gone & forgotten.")])]),
            clause(
                moved,
                vec![
                    paragraph(Same, &[(Same, "within "), (Deleted, "30"), (Inserted, "7"), (Same, " days")]),
                    paragraph(Inserted, &[(Same, "Split here. ")]),
                    paragraph(Same, &[(Same, "And on.")]),
                    MarkedBlock::Table(table),
                ],
            ),
            clause(Sides::of(Inserted, "1.2"), vec![paragraph(Inserted, &[(Inserted, "New.")])]),
        ],
    };
    let marked = MarkedDocument {
        title: fragments(&[(Same, "Agreement")]),
        sections: vec![section],
        ..MarkedDocument::default()
    };
    let revision = Revision { author: "A & B".into(), date: "2026-03-01T00:00:00Z".into() };
    let bytes = export_changes(&marked, &revision);
    let (old, new) = (marked.side(Side::Old), marked.side(Side::New));
    assert_eq!(read(&bytes, &new, Take::Accepted), expected(&new));
    assert_eq!(read(&bytes, &old, Take::Rejected), expected(&old));
    let body = part(&bytes, "word/document.xml");
    assert!(body.contains("w:author=\"A &amp; B\" w:date=\"2026-03-01T00:00:00Z\""), "{body}");
    assert!(!body.contains("<w:tag"), "no controls around what may go");
}

/// The names of the ranges that are opened, and whether each is closed, of one kind of range.
fn ranges(body: &str, kind: &str) -> Vec<String> {
    let opening = format!("<w:{kind}RangeStart w:id=\"");
    body.split(&opening)
        .skip(1)
        .map(|rest| {
            let id = rest.split('"').next().unwrap();
            assert_eq!(body.matches(&format!("<w:{kind}RangeEnd w:id=\"{id}\"/>")).count(), 1, "{id}");
            rest.split("w:name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn what_was_moved_is_tracked_as_one_move() {
    let form = &library()[0];
    let document = assemble(form.example(), form);
    let title = Fragment::all(Change::Same, &text("Agreement"));
    let mut marked = MarkedDocument { title, ..MarkedDocument::default() };
    let at = |change, mut section: MarkedSection| {
        section.moved = Some("there".to_owned());
        section.number = Sides::of(change, "1");
        section
    };
    let section = |number| {
        let kept = document.sections.iter().find(|s| s.number == number).unwrap();
        (MarkedSection::of(Change::Deleted, kept), MarkedSection::of(Change::Inserted, kept))
    };
    let (gone, come) = section("2");
    // A section with a table in it, and a clause of another section; one more has no other place.
    marked.sections = vec![at(Change::Inserted, come), at(Change::Deleted, gone)];
    let (gone, come) = section("1");
    for (mut section, change) in [(gone, Change::Deleted), (come, Change::Inserted)] {
        section.clauses.truncate(2);
        section.clauses[0].moved = Some("clause".to_owned());
        section.clauses[1].moved = (change == Change::Deleted).then(|| "alone".to_owned());
        marked.sections.push(section);
    }
    let revision = Revision { author: "A".into(), date: "2026-03-01T00:00:00Z".into() };
    let bytes = export_changes(&marked, &revision);
    let (old, new) = (marked.side(Side::Old), marked.side(Side::New));
    assert_eq!(read(&bytes, &new, Take::Accepted), expected(&new));
    assert_eq!(read(&bytes, &old, Take::Rejected), expected(&old));
    let body = part(&bytes, "word/document.xml");
    assert_eq!(ranges(&body, "moveFrom"), ["move1", "move2"]);
    assert_eq!(ranges(&body, "moveTo"), ["move1", "move2"]);
    for moved in body.split("<w:moveFrom ").skip(1) {
        assert!(!moved.split("</w:moveFrom>").next().unwrap().contains("delText"), "{moved}");
    }
    assert!(
        body.contains("<w:tr><w:trPr><w:cantSplit/><w:del ")
            || body.contains("<w:tr><w:trPr><w:cantSplit/><w:ins ")
    );
    assert!(body.contains("<w:del "), "what has no other place is deleted");
}

#[test]
fn a_document_without_changes_tracks_none() {
    let form = &library()[0];
    let document = assemble(form.example(), form);
    let revision = Revision { author: "A".into(), date: "2026-03-01T00:00:00Z".into() };
    let body = part(&export_changes(&MarkedDocument::of(&document), &revision), "word/document.xml");
    assert!(!body.contains("<w:ins ") && !body.contains("<w:del "));
}
