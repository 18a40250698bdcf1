//! What comes out reads back as what went in, and is built as a reader of web pages needs it.

use super::export;
use super::read_back::read_back;
use crate::document::{
    Align, Block, Clause, Column, Document, Inline, KeyValue, Row, SignatureBlock, Table, assemble,
};
use crate::export::fixtures::{self, PLACES, document, everywhere, value as t};
use crate::template::library;

const HOSTILE: &str = "</main><script>alert('\"x\"')</script> &amp; <!-- {{x}} onclick=\"y\" ]]> `#` \\";

fn page(clauses: Vec<Clause>) -> (Document, String) {
    let document = document(clauses);
    let html = export(&document, None);
    (document, html)
}

/// A clause, with a number if it has a title.
fn clause(title: Option<&str>, blocks: Vec<Block>) -> Clause {
    fixtures::clause(title.map_or("", |_| "1.1"), title, blocks)
}

fn read(html: &str) -> String {
    read_back(html, &[("section", "1 Services".to_owned())])
}

#[test]
fn a_text_is_never_markup() {
    let document = everywhere(HOSTILE);
    let html = export(&document, Some(HOSTILE));
    let squeezed: String = HOSTILE.split_whitespace().collect();
    assert_eq!(read(&html).matches(&squeezed).count(), PLACES, "{html}");
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let (_, html) = page(Vec::new());
    assert!(
        html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
        "{html}"
    );
    let (_, style) = html.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    assert!(!style.contains('<') && !style.contains("url(") && !style.contains("@import"), "{style}");
}

/// Screen readers walk through headings: none may skip a level.
#[test]
fn headings_go_down_one_level_at_a_time() {
    for form in library() {
        let html = export(&assemble(form.example(), form), None);
        let mut last = 0;
        let mut met = 0;
        for (_, rest) in html.match_indices("<h").map(|(at, _)| html.split_at(at + 2)) {
            let Some(level) = rest.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(level <= last + 1, "level {level} after {last}: {}", rest.get(..80).unwrap_or(rest));
            assert_eq!(level == 1, met == 0, "one main heading");
            (last, met) = (level, met + 1);
        }
        assert!(met > 40, "{met}");
    }
    let heading = || Block::Heading(t("Availability"));
    let (_, html) = page(vec![clause(None, vec![heading()]), clause(Some("Levels"), vec![heading()])]);
    assert!(html.contains("<h3>Availability</h3>") && html.contains("<h4>Availability</h4>"), "{html}");
}

#[test]
fn a_table_names_its_columns_and_rows() {
    let columns = ["Monthly availability", "Credit", ""].map(|title| Column {
        title: t(title),
        align: Align::End,
        weight: 1,
    });
    let row = |cells: [&str; 3]| Row { path: None, cells: cells.map(t).to_vec() };
    let rows = vec![row(["below 99.9 %", "10 %", "x"]), row(["", "20 %", "y"])];
    let table = Table { caption: t("Credits"), columns: columns.to_vec(), rows };
    let (_, html) = page(vec![clause(None, vec![Block::Table(table)])]);
    for part in [
        "<table>\n<caption>Credits</caption>\n<thead><tr><th scope=\"col\" class=\"end\">Monthly availability</th>",
        "<td class=\"end\"></td></tr></thead>",
        "<tr><th scope=\"row\" class=\"end\">below 99.9 %</th><td class=\"end\">10 %</td>",
        "<tr><td class=\"end\"></td><td class=\"end\">20 %</td>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn what_is_missing_can_be_seen_and_what_is_to_sign_has_room() {
    let signature = SignatureBlock {
        heading: t("For Northwind"),
        lines: vec![KeyValue { key: "Name".into(), value: Vec::new() }],
    };
    let (_, html) =
        page(vec![clause(Some("Signing"), vec![Block::Signatures(vec![signature]), Block::PageBreak])]);
    assert!(html.contains("<div><dt>Name</dt><dd></dd></div>"), "{html}");
    assert!(html.contains("<h1><mark>[Title]</mark></h1>"), "{html}");
    assert!(html.contains("<title>Agreement</title>"), "{html}");
    assert!(html.contains("<html lang=\"en\">"), "{html}");
}

#[test]
fn texts_from_right_to_left_keep_to_themselves() {
    let both = vec![Inline::Text("Provided by ".into()), t("חברת אחסון")[0].clone()];
    let (_, html) = page(vec![clause(None, vec![Block::Paragraph(both), Block::Paragraph(t("Plain"))])]);
    assert!(html.contains("<p dir=\"auto\">Provided by <bdi>חברת אחסון</bdi></p>\n<p>Plain</p>"), "{html}");
}

#[test]
fn links_lead_to_the_places_that_the_markdown_has() {
    for form in library() {
        let document = assemble(form.example(), form);
        let (html, markdown) = (export(&document, None), crate::export::markdown::export(&document, None));
        let places = |text: &str, before: &str| {
            let mut found: Vec<String> = text
                .split(before)
                .skip(1)
                .filter_map(|t| t.split_once('"'))
                .map(|(id, _)| id.to_owned())
                .collect();
            found.sort();
            found
        };
        let ids = places(&html, " id=\"");
        assert!(ids.len() > 40, "{ids:?}");
        assert_eq!(ids, places(&markdown, "<a id=\""));
    }
}

#[test]
fn what_went_and_what_came_stand_apart_where_no_space_does_it() {
    use crate::document::Mark;
    let marked = |mark, text: &str| Inline::Marked { mark, inner: vec![Inline::Text(text.into())] };
    let (is, was) = (marked(Mark::Deleted, "is"), marked(Mark::Inserted, "was"));
    let apart = vec![is.clone(), Inline::Text(" then ".into()), was.clone()];
    let blocks = vec![Block::Paragraph(vec![is, was]), Block::Paragraph(apart)];
    let (_, html) = page(vec![clause(None, blocks)]);
    assert!(html.contains("<del>is</del><wbr class=\"met\"><ins>was</ins>"), "{html}");
    assert!(html.contains("<del>is</del> then <wbr><ins>was</ins>"), "{html}");
    assert!(html.contains("wbr.met + :is(ins, del) { margin-inline-start"), "the style knows it");
    assert!(!html.contains("<nav"), "one section needs no contents");
}
