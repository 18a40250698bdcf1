//! A comparison says the same in every format, whatever is compared, and holds both texts.

use super::canonical::{assert_pdf_agrees, assert_texts_agree};
use super::docx;
use super::drafts::{free_fields, put};
use super::expected::{assert_same, of_docx};
use clausewright::document::marked::{Revision, Side};
use clausewright::document::{Inline, Mark, assemble, canonical_text, walk};
use clausewright::draft::{Draft, ExtraClause};
use clausewright::export::ExportOptions;
use clausewright::export::docx::export_changes;
use clausewright::redline::{Redline, Version};
use clausewright::template::{Form, library};

fn redline(old: (&Draft, &Form), new: (&Draft, &Form)) -> Redline {
    let version = |name, (draft, form)| Version { name, draft, form };
    Redline::of(version("old.ron", old), version("new.ron", new))
}

/// The example with something else in every so many of its texts.
fn altered(form: &Form, every: usize, text: &str) -> Draft {
    let mut draft = form.example().clone();
    let fields = free_fields(&draft, form);
    for field in fields.iter().filter(|f| f.path.as_str() != "language").step_by(every) {
        let before = draft.text(&field.path);
        let words: Vec<&str> = before.split(' ').collect();
        let (head, tail) = words.split_at(words.len() / 2);
        put(&mut draft, &field.path, &format!("{} {text} {}", head.join(" "), tail.join(" ")));
    }
    draft
}

#[test]
fn every_format_says_the_same_of_a_comparison() {
    const HOSTILE: [&str; 5] = [
        "<ins>*x*</ins> ~~y~~ `z`",
        "| a | # b - c",
        "{+ [-x-] +} \\",
        "<del> </del> &amp; _",
        "#set x;$ [a](b) ~",
    ];
    assert_eq!(library().len(), HOSTILE.len(), "each form has its text");
    for (form, text) in library().iter().zip(HOSTILE) {
        for (every, pdf) in [(3, true), (17, false)] {
            let draft = altered(form, every, text);
            let redline = redline((form.example(), form), (&draft, form));
            assert!(has_marks(&redline), "{}", form.template().id);
            let what = format!("{} every {every}", form.template().id);
            assert_texts_agree(&redline.document(), &what);
            if pdf {
                assert_pdf_agrees(&redline.document(), &ExportOptions::default(), &what);
            }
        }
    }
}

#[test]
fn a_word_file_of_a_comparison_gives_the_new_text_accepted_and_the_old_one_rejected() {
    let revision = Revision { author: "A. Reader".into(), date: "2026-03-01T00:00:00Z".into() };
    for form in library() {
        for (every, text) in [(2, "<w:ins> & more"), (19, "another")] {
            let draft = altered(form, every, text);
            let redline = redline((form.example(), form), (&draft, form));
            let (old, new) = (assemble(form.example(), form), assemble(&draft, form));
            let file = export_changes(&redline.marked(), &revision);
            assert!(file == export_changes(&redline.marked(), &revision));
            let [rejected, accepted] = docx::sides(&file, [&old, &new]);
            let what = format!("{} every {every}", form.template().id);
            assert_same(&accepted, &of_docx(&new), &format!("{what}, accepted"));
            assert_same(&rejected, &of_docx(&old), &format!("{what}, rejected"));
        }
    }
}

#[test]
fn clauses_that_were_moved_are_moves_in_a_word_file() {
    let revision = Revision { author: "A. Reader".into(), date: "2026-03-01T00:00:00Z".into() };
    let clause = |id: &str, section: &str, text: &str| ExtraClause {
        id: id.parse().unwrap(),
        section: section.parse().unwrap(),
        text: text.parse().unwrap(),
        ..ExtraClause::default()
    };
    for form in library() {
        let ids: Vec<&str> = form.template().sections.iter().map(|s| s.id.as_str()).collect();
        let (first, last) = (ids[0], ids[ids.len() - 1]);
        let of = |a: &str, b: &str, word: &str| {
            let drills = format!("Two engineers may come to each drill of the restore procedure{word}.");
            let minutes = "The minutes of every drill are kept and handed over to whoever asks for them.";
            let extra_clauses = vec![clause("drills", a, &drills), clause("minutes", b, minutes)];
            Draft { extra_clauses, ..form.example().clone() }
        };
        let (old, new) = (of(first, last, " each year"), of(last, first, ""));
        let file = export_changes(&redline((&old, form), (&new, form)).marked(), &revision);
        let (old, new) = (assemble(&old, form), assemble(&new, form));
        let [rejected, accepted] = docx::sides(&file, [&old, &new]);
        let what = form.template().id.as_str();
        assert_same(&accepted, &of_docx(&new), &format!("{what}, accepted"));
        assert_same(&rejected, &of_docx(&old), &format!("{what}, rejected"));
        let body = &docx::part(&file, "word/document.xml");
        for side in ["From", "To"] {
            let places = body.matches(&format!("<w:move{side}RangeStart ")).count();
            assert_eq!(places, 2, "{what}, {side}");
        }
    }
}

/// Sections, the overview and lines of the title page come and go between these.
#[test]
fn a_word_file_holds_both_texts_of_drafts_that_have_little_in_common() {
    let revision = Revision { author: "A. Reader".into(), date: "2026-03-01T00:00:00Z".into() };
    // References are live: on both sides they show the numbers of the new text.
    let without_numbers =
        |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect() };
    let nothing = Draft::default();
    for form in library() {
        for (old, new) in
            [(form.start(), form.example()), (form.example(), form.start()), (&nothing, form.example())]
        {
            let file = export_changes(&redline((old, form), (new, form)).marked(), &revision);
            let (old, new) = (assemble(old, form), assemble(new, form));
            let [rejected, accepted] = docx::sides(&file, [&old, &new]);
            let what = form.template().id.as_str();
            assert_same(&accepted, &of_docx(&new), &format!("{what}, accepted"));
            let (found, wanted) = (without_numbers(&rejected), without_numbers(&of_docx(&old)));
            assert_same(&found, &wanted, &format!("{what}, rejected"));
        }
    }
}

#[test]
fn forms_and_drafts_of_nothing_are_compared_in_every_format() {
    let blank = Draft::default();
    for (at, form) in library().iter().enumerate() {
        let other = &library()[(at + 1) % library().len()];
        for (old, new) in [
            ((form.start(), &**form), (form.example(), &**form)),
            ((form.example(), &**form), (other.example(), &**other)),
            ((&blank, &**form), (form.example(), &**form)),
        ] {
            let redline = redline(old, new);
            let what = format!("{} with {}", old.1.template().id, new.1.template().id);
            assert_texts_agree(&redline.document(), &what);
        }
        let same = redline((form.example(), form), (form.example(), form));
        assert!(same.is_same() && !has_marks(&same));
    }
}

/// The title page shows a word of each mark, to explain them.
fn has_marks(redline: &Redline) -> bool {
    let mut found = 0;
    walk(&redline.document(), |_, inline| {
        found += usize::from(matches!(inline, Inline::Marked { mark: Mark::Inserted | Mark::Deleted, .. }));
    });
    found > 2
}

#[test]
fn either_text_comes_out_of_the_tracked_changes() {
    for form in library() {
        for draft in [altered(form, 4, "and more 5 days"), form.start().clone(), Draft::default()] {
            let redline = redline((form.example(), form), (&draft, form));
            let marked = redline.marked();
            let new = canonical_text(&assemble(&draft, form));
            assert_eq!(canonical_text(&marked.side(Side::New)), new, "{}", form.template().id);
            let old = canonical_text(&assemble(form.example(), form));
            let without_numbers = |text: &str| -> String {
                // References print the numbers of the new text: they are live, and are computed again.
                text.split(' ').filter(|word| !word.contains('.')).collect()
            };
            let found = canonical_text(&marked.side(Side::Old));
            assert_eq!(without_numbers(&found), without_numbers(&old), "{}", form.template().id);
        }
    }
}
