//! No text of a user changes meaning: whatever stands in a field stands in the document, and in every export.

use super::canonical::{assert_pdf_agrees, assert_texts_agree};
use super::drafts::{Field, derived, free_fields, put};
use super::expected::squeezed;
use clausewright::document::canonical_text;
use clausewright::draft::{Draft, from_ron, to_ron};
use clausewright::export::{ExportOptions, Format, export};
use clausewright::template::{Form, library};
use clausewright::value::LeafKind;
use std::collections::HashSet;

/// Each would mean something to one of the languages a text passes on its way. `§` is where a word is put that tells
/// the fields apart.
const HOSTILE: [&str; 32] = [
    "# § heading",
    "*strong* _weak_ ~~gone~~ § `code`",
    "- item §",
    "+ item §",
    "1. first §",
    "> quoted §",
    "| pipe | § | --- |",
    "[link](http://x.example/) ![image](y) [ref][1] §",
    "https://auto.example/?a=1&b=2 and me@auto.example §",
    "<script>alert(\"§\")</script>",
    "</a><b>§</b> <!-- gone --> <br>",
    "&amp; &#35; &copy; §",
    "#panic(\"§\")",
    "#image(\"/etc/passwd\") §",
    "#let x = read(\"/etc/passwd\"); §",
    "$x^2$ and $$ § $$",
    "§ @ref <label> = heading",
    "§ // comment /* comment */",
    "-- --- ... ~ § \\u{41} \\# \\",
    "§ ends with a backslash\\",
    "\"quotes\" 'single' “those” §",
    "§), (title: \"x\"), Some(None), r#\"raw\"#",
    "{} {0} {:?} {{}} %s %n ${HOME} $(id) `id` §",
    "{{customer.legal_name}} §",
    "{{ref:credits.claims}} {{x | long}} § {{",
    "}} § ]] {% raw %} {# note #}",
    "1986\\. § 12) x",
    "=== §",
    "*** §",
    "``` §",
    "[x] § [ ] [^1] :emoji: ==mark==",
    "§ é ß Ω ж ≥ – … № 100 % ~ 50 %",
];

/// Texts that are only too long; these and the ones with line ends go into a few fields at a time.
fn long() -> [String; 3] {
    let paragraph = "A § sentence, of many #words, in *one* paragraph. ".repeat(20 * 1024 / 50);
    let lines = "- one §\n+ two §\n\n# three §\n    four §\n\n\n| five | § |\n| --- | --- |\n===\n1. six §";
    [format!("§{}", "Unbreakable0".repeat(25)), paragraph, lines.to_owned()]
}

/// The draft with one of the texts in each free field: the field at position `n` holds text `n + turn`.
fn filled(form: &Form, fields: &[Field], text: impl Fn(usize, &Field) -> String) -> Draft {
    let mut draft = form.example().clone();
    for (at, field) in fields.iter().enumerate() {
        put(&mut draft, &field.path, &text(at, field));
    }
    draft
}

/// Tells the fields apart; no form holds such words.
fn word(at: usize) -> String {
    format!("Qv{at}zj")
}

/// The fields that this form prints.
fn printed(form: &Form, fields: &[Field]) -> HashSet<usize> {
    let draft = filled(form, fields, |at, _| word(at));
    let text = canonical_text(&derived(&draft, form).0);
    (0..fields.len()).filter(|at| text.contains(&word(*at))).collect()
}

/// Fields whose text decides something rather than being read.
const NOT_READ: [&str; 1] = ["language"];

fn read_fields(form: &Form) -> Vec<Field> {
    let fields = free_fields(form.example(), form);
    fields.into_iter().filter(|f| !NOT_READ.contains(&f.path.as_str())).collect()
}

#[track_caller]
fn assert_kept(draft: &Draft, what: &str) {
    let file = to_ron(draft).unwrap();
    let again = from_ron(file.as_bytes()).unwrap_or_else(|e| panic!("{what}: {e}"));
    assert!(again == *draft, "{what}: the file says something else");
    assert_eq!(to_ron(&again).unwrap(), file, "{what}: the file is not canonical");
}

#[track_caller]
fn assert_literal(
    form: &Form,
    fields: &[Field],
    printed: &HashSet<usize>,
    draft: &Draft,
    pdf: bool,
    what: &str,
) {
    assert_kept(draft, what);
    let before = draft.clone();
    let (document, _) = derived(draft, form);
    assert!(*draft == before);
    let text = squeezed(&canonical_text(&document));
    for at in printed {
        let typed = draft.text(&fields[*at].path);
        let lines = typed.lines().map(squeezed).filter(|l| !l.is_empty());
        for line in lines {
            assert!(text.contains(&line), "{what}: {} is not printed as typed: {line}", fields[*at].path);
        }
    }
    for format in [Format::Text, Format::Json] {
        export(draft, &document, format, &ExportOptions::default()).unwrap_or_else(|e| panic!("{what}: {e}"));
    }
    assert_texts_agree(&document, what);
    if pdf {
        assert_pdf_agrees(&document, &ExportOptions::default(), what);
    }
}

/// Every text in every free field of a form's example; each turn is set in type for one of the forms, so that between
/// them every text is printed in many places.
fn fill_in_turns(nth: usize) {
    let form = &library()[nth];
    let fields = read_fields(form);
    let printed = printed(form, &fields);
    assert!(printed.len() * 3 > fields.len() * 2, "{} of {}", printed.len(), fields.len());
    for turn in 0..HOSTILE.len() {
        let text = |at: usize, _: &Field| HOSTILE[(at + turn) % HOSTILE.len()].replace('§', &word(at));
        let draft = filled(form, &fields, text);
        let pdf = turn % library().len() == nth;
        let what = format!("{}, turn {turn}", form.template().id);
        assert_literal(form, &fields, &printed, &draft, pdf, &what);
    }
}

#[test]
fn every_field_of_cloud_hosting_prints_what_was_typed() {
    fill_in_turns(0);
}

#[test]
fn every_field_of_managed_support_prints_what_was_typed() {
    fill_in_turns(1);
}

#[test]
fn every_field_of_business_services_prints_what_was_typed() {
    fill_in_turns(2);
}

#[test]
fn every_field_of_the_multi_level_form_prints_what_was_typed() {
    fill_in_turns(3);
}

#[test]
fn every_field_of_staffing_prints_what_was_typed() {
    assert_eq!(library().len(), 5, "each form has its test");
    fill_in_turns(4);
}

#[test]
fn long_texts_and_many_lines_print_what_was_typed() {
    const APART: usize = 29;
    let long = long();
    for (nth, form) in library().iter().enumerate() {
        let fields = read_fields(form);
        let text = |at: usize, field: &Field| {
            let lines = matches!(field.kind, LeafKind::Prose | LeafKind::Lines);
            let text = if at % APART == 7 * nth { &long[at / APART % long.len()] } else { "§" };
            let text = if lines { text.to_owned() } else { text.replace('\n', " ") };
            text.replace('§', &word(at))
        };
        let draft = filled(form, &fields, text);
        assert_literal(form, &fields, &printed(form, &fields), &draft, nth == 0, form.template().id.as_str());
    }
}

#[test]
fn a_field_that_is_not_read_does_no_harm() {
    let form = &library()[0];
    for text in HOSTILE {
        let mut draft = form.example().clone();
        put(&mut draft, &"language".into(), text);
        assert_kept(&draft, text);
        assert_texts_agree(&derived(&draft, form).0, text);
    }
    let mut draft = form.example().clone();
    put(&mut draft, &"language".into(), HOSTILE[12]);
    assert_pdf_agrees(&derived(&draft, form).0, &ExportOptions::default(), "language");
}
