//! Texts of every kind through the parser.

use super::{Markup, MarkupBlock, Span, parse};
use proptest::prelude::*;

/// The markup in a short notation: `p[...]`, `ol[...]`, `*...*`, `**...**`, placeholders as written, `/` for a break.
fn shown(markup: &Markup) -> String {
    markup.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block_: &MarkupBlock) -> String {
    match block_ {
        MarkupBlock::Paragraph(inner) => format!("p[{}]", spans(inner)),
        MarkupBlock::List { ordered, items } => {
            let items: Vec<String> =
                items.iter().map(|i| i.iter().map(block).collect::<Vec<_>>().join(" ")).collect();
            format!("{}[{}]", if *ordered { "ol" } else { "ul" }, items.join("; "))
        }
    }
}

fn spans(inner: &[Span]) -> String {
    let one = |s: &Span| match s {
        Span::Text(text) => text.clone(),
        Span::Strong(inner) => format!("**{}**", spans(inner)),
        Span::Emphasis(inner) => format!("*{}*", spans(inner)),
        Span::Place(place) => place.to_string(),
        Span::Break => "/".to_owned(),
    };
    inner.iter().map(one).collect()
}

#[test]
fn paragraphs_lists_and_emphasis_are_understood() {
    for (text, want) in [
        ("One\ntwo\n\nthree", "p[One two] p[three]"),
        ("a **b *c* d** e", "p[a **b *c* d** e]"),
        ("1. a\n2. b\n   - c\n", "ol[p[a]; p[b] ul[p[c]]]"),
        ("one  \ntwo\\\nthree", "p[one/two/three]"),
        ("", ""),
        ("\\*not emphasis\\* 5 * 3 _x_y", "p[*not emphasis* 5 * 3 _x_y]"),
    ] {
        let markup = parse(text);
        assert_eq!(shown(&markup), want);
        assert_eq!(markup.problems, [], "{text}");
    }
}

#[test]
fn placeholders_survive_the_parser() {
    for (text, want) in [
        ("{{a_b}} and {{c_d | long}}", "p[{{a_b}} and {{c_d | long}}]"),
        ("**{{a_b}}**, _{{c_d}}_", "p[**{{a_b}}**, *{{c_d}}*]"),
        ("{{ref:a.b}}{{c}}", "p[{{ref:a.b}}{{c}}]"),
        ("- {{ a }}", "ul[p[{{a}}]]"),
        ("# {{a}}", "p[# {{a}}]"),
    ] {
        assert_eq!(shown(&parse(text)), want);
    }
}

#[test]
fn what_the_format_lacks_stands_literally_and_is_listed() {
    for (text, want) in [
        ("# Title\ntext", "p[# Title] p[text]"),
        ("Title\n---", "p[Title/---]"),
        ("> quoted\n> more", "p[> quoted/> more]"),
        ("~~~\ncode *x*\n~~~", "p[~~~/code *x*/~~~]"),
        ("a\n\n    indented", "p[a] p[indented]"),
        ("***", "p[***]"),
        ("7. seven\n8. eight", "p[7. seven/8. eight]"),
        ("- a\n  - b\n    - c\n      - d", "ul[p[a] ul[p[b] ul[p[c] p[- d]]]]"),
        ("{{a b}} {{unclosed", "p[{{a b}} {{unclosed]"),
        ("{{a {{b}}", "p[{{a {{b}}]"),
        (
            "[x](y) ![i](j) <b>t</b> `c` &amp; <https://e.example>",
            "p[[x](y) ![i](j) <b>t</b> `c` &amp; <https://e.example>]",
        ),
        ("[x]: /url \"title\"", "p[[x]: /url \"title\"]"),
    ] {
        let markup = parse(text);
        assert_eq!(shown(&markup), want);
        assert!(!markup.problems.is_empty(), "{text}");
    }
    let lines: Vec<usize> = parse("a\n\n# b\n\n{{c d}}\n\n`e`").problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [3, 5, 7]);
}

#[test]
fn characters_of_the_protection_itself_are_only_characters() {
    let text = "\u{e000}\u{e010}\u{e001} {{a}} \u{e001}";
    assert_eq!(shown(&parse(text)), "p[\u{e000}\u{e010}\u{e001} {{a}} \u{e001}]");
}

#[test]
fn deep_and_long_texts_neither_overflow_nor_stall() {
    let pieces = [
        ">", "- ", "*", "_a ", "[", "1. ", "{{", "**a *b ", "`", "    ", "~", "&", "\\", "|a", "!", "<",
        "=\n", "{{a}}",
    ];
    for piece in pieces {
        let text = piece.repeat(100_000 / piece.len());
        let begun = std::time::Instant::now();
        let markup = parse(&text);
        assert!(markup.blocks.len() <= 100_000 && markup.problems.len() <= 100);
        assert!(begun.elapsed().as_secs() < 60, "{piece:?} takes {:?}", begun.elapsed());
    }
}

/// The text alone, without any notation.
fn text_of(blocks: &[MarkupBlock]) -> String {
    fn of(inner: &[Span]) -> String {
        let one = |s: &Span| match s {
            Span::Text(text) => text.clone(),
            Span::Strong(inner) | Span::Emphasis(inner) => of(inner),
            Span::Place(place) => place.to_string(),
            Span::Break => " ".to_owned(),
        };
        inner.iter().map(one).collect()
    }
    let one = |b: &MarkupBlock| match b {
        MarkupBlock::Paragraph(inner) => of(inner),
        MarkupBlock::List { items, .. } => items.iter().map(|i| text_of(i)).collect(),
    };
    blocks.iter().map(one).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

proptest! {
    #[test]
    fn no_letter_is_lost_and_none_is_made(text in "[a-zé{}|*_#>~`&;<\\[\\]()!: \\n.1-3-]{0,80}") {
        prop_assert_eq!(letters(&text_of(&parse(&text).blocks)), letters(&text));
    }

    #[test]
    fn plain_sentences_come_back_verbatim(words in proptest::collection::vec("[\\p{L}]{1,8}", 1..12)) {
        let text = words.join(" ");
        prop_assert_eq!(shown(&parse(&text)), format!("p[{text}]"));
    }
}
