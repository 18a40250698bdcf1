//! In the text of a clause only the documented marks mean something; everything else is printed as it was typed.

use super::canonical::{assert_pdf_agrees, assert_texts_agree};
use super::drafts::{derived, put};
use super::expected::squeezed;
use clausewright::document::{Block, Clause, Document, Inline, plain};
use clausewright::draft::{Draft, Edit};
use clausewright::export::ExportOptions;
use clausewright::template::{Form, find};

/// Means nothing in a clause.
const LITERAL: [&str; 22] = [
    "# heading",
    "> quoted",
    "```",
    "`code` ~~struck~~ ==mark==",
    "| pipe | table |",
    "[link](http://x.example/) ![image](y) [ref][1]",
    "https://auto.example/ and me@auto.example",
    "<script>alert(\"x\")</script>",
    "</a><!-- gone --><br>",
    "&amp; &#35; &copy;",
    "#panic(\"x\")",
    "#image(\"/etc/passwd\")",
    "$x^2$ @ref",
    "{} {0} {:?} %s ${HOME} $(id)",
    "\"quotes\" 'single'",
    "ends with a backslash\\",
    "C:\\temp and \\u{41}",
    "a_b_c 2 * 3 * 4",
    "{{Customer}} {{a b}} {{",
    "{{no.such.field}} and {{ref:no-such-section}}",
    "99. is no first item",
    "    four spaces",
];

/// The documented marks: what is typed, what is printed.
const MEANT: [(&str, &str); 9] = [
    ("*weak* and **strong**", "weak and strong"),
    ("- one\n- two", "one two"),
    ("1. one\n2. two", "(a) one (b) two"),
    ("one\ntwo\n\nthree", "one two three"),
    ("one\\\ntwo", "one two"),
    ("not \\*weak\\*", "not *weak*"),
    ("{{customer.legal_name}}", "Tarnwick & Sons *Ltd*"),
    ("The {{provider.short_name}}'s", "The {{ref:x}}'s"),
    ("{{title}}", "# Title"),
];

/// The example with an edited clause and an extra one that hold this text.
fn with(form: &Form, text: &str) -> (Draft, [String; 2]) {
    let mut draft = form.example().clone();
    put(&mut draft, &"parties.customer.legal_name".into(), "Tarnwick & Sons *Ltd*");
    put(&mut draft, &"parties.provider.short_name".into(), "{{ref:x}}");
    put(&mut draft, &"title".into(), "# Title");
    let section = form.template().sections.iter().find(|s| !s.clauses.is_empty()).unwrap();
    let edited = section.clauses.iter().find(|c| !c.text.is_empty() && c.optional.is_none()).unwrap();
    let key = section.clause_key(edited);
    draft.clauses.clear();
    draft.extra_clauses.clear();
    for (list, id) in [("clauses", key.as_str()), ("extra_clauses", "own")] {
        let insert = Edit::Insert { list: list.into(), at: 0, id: id.to_owned() };
        assert_eq!(insert.apply(&mut draft), Ok(true));
        put(&mut draft, &format!("{list}.{id}.text").as_str().into(), text);
    }
    put(&mut draft, &"extra_clauses.own.section".into(), section.id.as_str());
    put(&mut draft, &"extra_clauses.own.title".into(), "Title with {{title}} and *stars*");
    (draft, [edited.id.to_string(), "own".to_owned()])
}

fn text_of(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => out.push_str(&squeezed(&plain(inlines))),
            Block::List(list) => {
                for item in &list.items {
                    out.push_str(&item.label);
                    text_of(&item.blocks, out);
                }
            }
            _ => {}
        }
    }
}

fn clause<'a>(document: &'a Document, id: &str) -> &'a Clause {
    document.sections.iter().flat_map(|s| &s.clauses).find(|c| c.id == id).unwrap_or_else(|| panic!("{id}"))
}

fn check(typed: &str, expected: &str, pdf: bool) {
    let form = find("cloud-hosting").unwrap();
    let (draft, ids) = with(&form, typed);
    let (document, _) = derived(&draft, &form);
    for id in ids {
        let mut text = String::new();
        text_of(&clause(&document, &id).blocks, &mut text);
        let own = id == "own";
        let same = if own { text == squeezed(expected) } else { text.starts_with(&squeezed(expected)) };
        assert!(same, "{typed:?} in {id} reads {text:?}");
    }
    assert_eq!(clause(&document, "own").title.as_deref(), Some("Title with {{title}} and *stars*"));
    assert_texts_agree(&document, typed);
    if pdf {
        assert_pdf_agrees(&document, &ExportOptions::default(), typed);
    }
}

#[test]
fn what_is_not_documented_is_text() {
    for text in LITERAL {
        check(text, text, false);
    }
    let all = LITERAL.join(" ");
    check(&format!("All: {all}"), &format!("All: {all}"), true);
}

#[test]
fn the_documented_marks_work_and_values_are_never_parsed() {
    for (typed, expected) in MEANT {
        check(typed, expected, false);
    }
    let (typed, expected): (Vec<&str>, Vec<&str>) =
        MEANT.into_iter().filter(|(typed, _)| !typed.contains("1.")).unzip();
    check(&typed.join("\n\n"), &expected.join(" "), true);
    let form = find("cloud-hosting").unwrap();
    let (draft, _) = with(&form, "**strong**");
    let (document, _) = derived(&draft, &form);
    let Some(Block::Paragraph(inlines)) = clause(&document, "own").blocks.first() else {
        panic!("no paragraph")
    };
    assert!(matches!(inlines.as_slice(), [Inline::Strong(_)]), "{inlines:?}");
}
