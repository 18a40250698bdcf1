//! Every export says the same words in the same order.

use super::drafts::{derived, put, samples};
use super::expected::{assert_same, of_docx, of_html, of_markdown, of_pdf, squeezed};
use super::{docx, html, markdown, pdf};
use clausewright::check::Summary;
use clausewright::document::{Document, assemble};
use clausewright::draft::{Draft, Edit, to_ron};
use clausewright::export::{ExportOptions, Format, export};
use clausewright::template::find;

/// Bytes of an export of a document alone, which must succeed.
pub fn exported(document: &Document, format: Format, options: &ExportOptions) -> Vec<u8> {
    export(&Draft::default(), document, format, options).unwrap_or_else(|e| panic!("{format:?}: {e}"))
}

/// Those exports that are text say the same.
#[track_caller]
pub fn assert_texts_agree(document: &Document, what: &str) {
    let bytes = exported(document, Format::Html, &ExportOptions::default());
    let found = html::text(std::str::from_utf8(&bytes).unwrap(), document);
    assert_same(&found, &of_html(document), &format!("{what}: the web page"));
    assert_markdown_agrees(document, what);
    let bytes = exported(document, Format::Docx, &ExportOptions::default());
    assert_same(&docx::text(&bytes, document), &of_docx(document), &format!("{what}: the Word file"));
}

#[track_caller]
fn assert_markdown_agrees(document: &Document, what: &str) {
    let bytes = exported(document, Format::Markdown, &ExportOptions::default());
    let found = markdown::text(std::str::from_utf8(&bytes).unwrap(), document);
    assert_same(&found, &of_markdown(document), &format!("{what}: the Markdown"));
}

#[track_caller]
pub fn assert_pdf_agrees(document: &Document, options: &ExportOptions, what: &str) {
    let printed = pdf::read(&exported(document, Format::Pdf, options));
    assert_same(&squeezed(&printed.text()), &of_pdf(document), &format!("{what}: the PDF"));

    let contents: String = printed.contents.iter().map(|e| squeezed(&e.text)).collect();
    let mut rest = contents.as_str();
    if !document.meta.overview.is_empty() {
        rest = rest.strip_prefix("Overview").unwrap_or_else(|| panic!("{what}: no overview in {contents}"));
    }
    for section in &document.sections {
        let line = squeezed(&format!("{} {}", section.number, section.title));
        let (before, after) =
            rest.split_once(&line).unwrap_or_else(|| panic!("{what}: {line} in {contents}"));
        assert!(before.chars().all(|c| c.is_ascii_digit() || c == '.'), "{what}: {before} in the contents");
        rest = after;
    }
    let pages = printed.around.len();
    for (at, around) in printed.around.iter().enumerate() {
        let around = squeezed(around);
        assert!(
            around.contains(&format!("{}of{pages}", at + 1)),
            "{what}: page {} of {pages}: {around}",
            at + 1
        );
        let marked = around.contains("DRAFT");
        assert_eq!(marked, options.open_problems.is_some(), "{what}: page {}: {around}", at + 1);
    }
}

#[test]
fn every_export_that_is_read_holds_the_canonical_text() {
    for sample in samples() {
        let (document, findings) = derived(&sample.draft, sample.form);
        assert_texts_agree(&document, &sample.name);
        let errors = Summary::of(&findings).errors;
        assert_eq!(errors == 0, sample.name.ends_with("example"), "{}: {findings:#?}", sample.name);
        let options = ExportOptions {
            open_problems: (errors > 0).then_some(errors),
            source: Some(to_ron(&sample.draft).unwrap().into_bytes()),
        };
        assert_pdf_agrees(&document, &options, &sample.name);
    }
}

#[test]
fn the_way_to_a_draft_leaves_no_trace_in_its_exports() {
    let form = find("managed-it-support").unwrap();
    let ids = ["alpha", "beta", "gamma"];
    let made = |order: [usize; 3]| {
        let mut draft: Draft = form.example().clone();
        for at in order {
            let insert = Edit::Insert { list: "definitions".into(), at: 0, id: ids[at].to_owned() };
            assert_eq!(insert.apply(&mut draft), Ok(true));
            let base = format!("definitions.{}", ids[at]);
            put(&mut draft, &format!("{base}.term").as_str().into(), &format!("Thing {}", ids[at]));
            put(&mut draft, &format!("{base}.meaning").as_str().into(), "a Service Credit or a Thing alpha");
        }
        for (to, id) in ids.iter().enumerate() {
            Edit::Move { list: "definitions".into(), id: (*id).to_owned(), to }.apply(&mut draft).unwrap();
        }
        draft
    };
    let (one, other) = (made([0, 1, 2]), made([2, 0, 1]));
    assert_eq!(to_ron(&one).unwrap(), to_ron(&other).unwrap());
    for format in Format::ALL {
        let bytes = |draft: &Draft| {
            export(draft, &assemble(draft, &form), format, &ExportOptions::default()).unwrap()
        };
        assert!(bytes(&one) == bytes(&other), "{format:?} differs");
    }
}
