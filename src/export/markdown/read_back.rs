//! The text of a Markdown export as a reader of the rendered page sees it. For tests here and across the rooms, which
//! is why it knows no types of ours.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Text without white space and without the marks of hyphenation.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// What is read, by a parser of CommonMark with tables and by one that knows every dialect the text may meet; both
/// must read the same. Squeezed, and without the contents, which must list the `sections` where there are several: the anchor of
/// each, and its number and title.
pub fn read_back(markdown: &str, sections: &[(&str, String)]) -> String {
    let mut tables = Options::default();
    tables.extension.table = true;
    let read = text(markdown, sections, &tables);
    assert_eq!(text(markdown, sections, &every_dialect()), read, "dialects differ\n{markdown}");
    read
}

fn every_dialect() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.inline_footnotes = true;
    options.extension.description_lists = true;
    options.extension.multiline_block_quotes = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.wikilinks_title_after_pipe = true;
    options.extension.alerts = true;
    options.extension.superscript = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options
}

fn text(markdown: &str, sections: &[(&str, String)], options: &Options<'_>) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, options);
    let listed = if sections.len() > 1 { sections } else { &[] };
    let wanted: Vec<(String, String)> =
        listed.iter().map(|(anchor, title)| (format!("#{anchor}"), squeezed(title))).collect();
    let mut out = String::new();
    let mut contents = wanted.is_empty();
    for block in root.children() {
        if !contents && links(block) == wanted {
            contents = true;
        } else {
            read(block, &mut out);
        }
    }
    assert!(contents, "no list of contents\n{markdown}");
    out
}

/// The links of a list, with their words.
fn links(list: Node<'_>) -> Vec<(String, String)> {
    if !matches!(list.data().value, NodeValue::List(_)) {
        return Vec::new();
    }
    let link = |node: Node<'_>| match &node.data().value {
        NodeValue::Link(link) => Some(link.url.clone()),
        _ => None,
    };
    list.descendants()
        .filter_map(|node| {
            let mut words = String::new();
            let url = link(node)?;
            node.children().for_each(|c| read(c, &mut words));
            Some((url, words))
        })
        .collect()
}

fn read(node: Node<'_>, out: &mut String) {
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(text) => out.push_str(&squeezed(text)),
            NodeValue::HtmlInline(html) => {
                let ours = html.starts_with("<a id=\"")
                    || ["</a>", "<br>", "<ins>", "</ins>", "<del>", "</del>"].contains(&html.as_str());
                assert!(ours, "a text became HTML: {html}");
            }
            NodeValue::HtmlBlock(html) => {
                assert_eq!(html.literal.trim(), "<!-- -->", "a text became HTML");
            }
            NodeValue::Link(link) => {
                assert!(link.url.starts_with('#'), "a text became a link to {}", link.url);
            }
            NodeValue::Document
            | NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::Table(_)
            | NodeValue::TableRow(_)
            | NodeValue::TableCell
            | NodeValue::Strong
            | NodeValue::Emph
            | NodeValue::LineBreak
            | NodeValue::SoftBreak
            | NodeValue::BlockQuote
            | NodeValue::ThematicBreak => {}
            other => panic!("a text became {other:?}"),
        }
    }
}
