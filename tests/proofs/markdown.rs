//! The text of a Markdown export as a reader of the rendered page sees it.

use super::expected::squeezed;
use clausewright::document::Document;
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Parsed as CommonMark with tables, without white space and without the contents, which must list the sections.
pub fn text(markdown: &str, document: &Document) -> String {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    let root = parse_document(&arena, markdown, &options);
    let wanted: Vec<(String, String)> = document
        .sections
        .iter()
        .map(|s| (format!("#{}", s.anchor), squeezed(&format!("{} {}", s.number, s.title))))
        .collect();
    let mut out = String::new();
    let mut contents = wanted.is_empty();
    for block in root.children() {
        if !contents && links(block) == wanted {
            contents = true;
        } else {
            read(block, &mut out);
        }
    }
    assert!(contents, "no list of contents");
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
                let ours = html.starts_with("<a id=\"") || html == "</a>" || html == "<br>";
                assert!(ours, "a text became HTML: {html}");
            }
            NodeValue::HtmlBlock(html) => {
                assert_eq!(html.literal.trim(), "<!-- -->", "a text became HTML");
            }
            NodeValue::Link(link) => {
                assert!(link.url.starts_with('#'), "a text became a link to {}", link.url)
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
