//! What the other side changed is found, and nothing else.

use super::*;
use crate::document::assemble;
use crate::export::docx::read_back::unzipped;
use crate::export::docx::zip::Zip;
use crate::template::{Form, library};

pub fn form() -> &'static Form {
    &library()[0]
}

/// A file whose text somebody edited.
pub fn edited(document: &Document, edit: impl Fn(&str) -> String) -> Vec<u8> {
    with_part(document, edit, ("word/extra.xml", "<x/>"))
}

/// The same with a further part.
pub fn with_part(document: &Document, edit: impl Fn(&str) -> String, (name, part): (&str, &str)) -> Vec<u8> {
    let mut parts = unzipped(&export(document, None, Some(b"(schema: 1)")));
    parts.insert(name.to_owned(), part.to_owned());
    let mut zip = Zip::default();
    for (name, content) in &parts {
        let content = if name == "word/document.xml" { edit(content) } else { content.clone() };
        zip.add(name, content.as_bytes());
    }
    zip.finish()
}

fn changed(found: &Returned) -> Vec<&ReturnedClause> {
    found.clauses.iter().filter(|c| c.fate != Fate::Unchanged).collect()
}

#[test]
fn a_file_that_nobody_touched_came_back_as_it_was() {
    for form in library() {
        let document = assemble(form.example(), form);
        for mark in [None, Some("DRAFT")] {
            let found = returned(&export(&document, mark, None), &document).unwrap();
            assert!(found.is_unchanged(), "{:?}", changed(&found));
            assert!(found.clauses.len() > 20);
            let values: Vec<&Kept> = found.clauses.iter().flat_map(|c| &c.values).collect();
            let lost: Vec<_> =
                values.iter().filter(|v| v.at.is_none() && !v.text.trim().is_empty()).collect();
            assert!(lost.len() * 50 < values.len(), "{lost:?} of {}", values.len());
        }
    }
}

/// The text of a clause of the example, between its tags.
const CLAUSE: &str = "<w:t xml:space=\"preserve\"> is made between:</w:t>";

#[test]
fn edits_are_found_tracked_or_not() {
    let document = assemble(form().example(), form());
    let plain = edited(&document, |body| body.replace(CLAUSE, &CLAUSE.replace("is made", "was made")));
    let found = returned(&plain, &document).unwrap();
    let [clause] = changed(&found)[..] else { panic!("{:?}", changed(&found)) };
    assert_eq!((clause.fate, clause.number.as_str(), clause.text.tracked), (Fate::Changed, "1.1", false));
    assert!(
        clause.text.ours.contains("is made between:") && clause.text.theirs.contains("was made between:")
    );
    assert!(clause.values.iter().all(|v| v.at.is_some()), "{:?}", clause.values);
    for value in &clause.values {
        assert_eq!(clause.text.theirs[value.at.clone().unwrap()], value.text);
    }

    let tracked = edited(&document, |body| {
        let parts = "<w:t> </w:t></w:r><w:del w:id=\"9001\" w:author=\"X\"><w:r><w:delText>is</w:delText></w:r></w:del>\
             <w:ins w:id=\"9002\" w:author=\"X\"><w:r><w:t>was</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> made between:</w:t>";
        body.replace(CLAUSE, parts)
    });
    let found = returned(&tracked, &document).unwrap();
    let [clause] = changed(&found)[..] else { panic!("{:?}", changed(&found)) };
    assert!(clause.text.tracked && clause.text.theirs.contains("This Agreement was made between:"));
}

#[test]
fn a_value_that_was_changed_is_told_from_those_that_were_not() {
    let document = assemble(form().example(), form());
    let file =
        edited(&document, |body| body.replacen(">Quillmere Cloud Limited<", ">Quillmere Cloud PLC<", 2));
    let found = returned(&file, &document).unwrap();
    let clause = found.clauses.iter().find(|c| c.number == "1.1").unwrap();
    assert_eq!(clause.fate, Fate::Changed);
    let lost: Vec<&str> = clause.values.iter().filter(|v| v.at.is_none()).map(|v| v.text.as_str()).collect();
    assert_eq!(lost, ["Quillmere Cloud Limited"]);
    assert!(found.around.changed, "the title page names the party too");
}

#[test]
fn what_was_taken_out_or_written_between_clauses_is_told() {
    let document = assemble(form().example(), form());
    let gone = edited(&document, |body| {
        let start = body.find("<w:sdt><w:sdtPr><w:tag").unwrap();
        let end = start + body[start..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        format!("{}<w:p><w:r><w:t>A clause of theirs.</w:t></w:r></w:p>{}", &body[..start], &body[end..])
    });
    let found = returned(&gone, &document).unwrap();
    assert_eq!(changed(&found).iter().map(|c| c.fate).collect::<Vec<_>>(), [Fate::Deleted]);
    assert!(found.around.changed && found.around.theirs.contains("A clause of theirs."));
}

#[test]
fn the_number_of_a_reference_is_no_change() {
    let document = assemble(form().example(), form());
    let counted = edited(&document, |body| {
        let code = body.find(" REF _").unwrap();
        let shown = code + body[code..].find("<w:t xml:space=\"preserve\">").unwrap() + 26;
        let end = shown + body[shown..].find('<').unwrap();
        format!("{}99.9{}", &body[..shown], &body[end..])
    });
    assert!(returned(&counted, &document).unwrap().is_unchanged());
}

/// As a program saves it that knows nothing of content controls.
fn without_controls(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<w:sdt><w:sdtPr><w:tag") {
        let (_, after) = after.split_once("<w:sdtContent>").unwrap();
        let (content, after) = after.split_once("</w:sdtContent></w:sdt>").unwrap();
        out.extend([before, content]);
        rest = after;
    }
    out + rest
}

#[test]
fn clauses_are_known_by_their_bookmarks_where_the_controls_are_gone() {
    for form in library() {
        let document = assemble(form.example(), form);
        let found = returned(&edited(&document, without_controls), &document).unwrap();
        assert!(found.is_unchanged() && found.clauses.len() > 20, "{:?}", changed(&found));
    }
    let document = assemble(form().example(), form());
    let file = edited(&document, |body| {
        let body = without_controls(body).replace(CLAUSE, &CLAUSE.replace("is made", "was made"));
        let tables = body.rfind("<w:tbl>").unwrap();
        format!("{}<w:p><w:r><w:t>Signed twice.</w:t></w:r></w:p>{}", &body[..tables], &body[tables..])
    });
    let found = returned(&file, &document).unwrap();
    let clauses: Vec<&str> = changed(&found).iter().map(|c| c.clause.as_str()).collect();
    assert_eq!(clauses[0], "parties", "{clauses:?}");
    assert_eq!(clauses.len(), 2, "{clauses:?}");
    assert!(!found.around.changed);
}

#[test]
fn what_is_not_ours_is_refused() {
    let document = assemble(form().example(), form());
    let untagged = edited(&document, |body| without_controls(body).replace("w:name=\"_", "w:name=\"x"));
    assert_eq!(returned(&untagged, &document), Err(ReturnError::NoTags));
    let other = edited(&document, |body| body.replace("<w:tag w:val=\"", "<w:tag w:val=\"x"));
    assert!(matches!(returned(&other, &document), Err(ReturnError::OtherDraft { tagged: 20.. })));
    assert_eq!(returned(b"no", &document), Err(PackageError::NotWord.into()));
    let broken = edited(&document, |body| body.replace("</w:body>", ""));
    assert_eq!(returned(&broken, &document), Err(PackageError::Damaged.into()));
    let deep =
        edited(&document, |body| body.replace("<w:body>", &format!("<w:body>{}", "<w:ins>".repeat(300))));
    assert_eq!(returned(&deep, &document), Err(PackageError::Damaged.into()));
}
