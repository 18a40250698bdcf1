//! Text to [`Markup`].

use super::markup::{Markup, MarkupBlock, MarkupFault, MarkupProblem, Span};
use super::protect::{Protected, push_text};
use super::simple;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

/// How deep lists nest.
const MAX_LISTS: usize = 3;
/// How deep emphasis nests; deeper emphasis is dropped, its text is not.
const MAX_EMPHASIS: usize = 4;

/// More problems of one text than this help nobody.
const MAX_PROBLEMS: usize = 100;

/// Parses a clause text. Total: what the format does not have stands literally and is listed.
pub fn parse(text: &str) -> Markup {
    let mut protected = Protected::new(text);
    if let Some(blocks) = simple::paragraphs(&protected) {
        let mut problems = std::mem::take(&mut protected.problems);
        problems.dedup();
        problems.truncate(MAX_PROBLEMS);
        return Markup { blocks, problems };
    }
    parse_markup(&protected)
}

fn parse_markup(protected: &Protected) -> Markup {
    let arena = Arena::new();
    let root = parse_document(&arena, &protected.source, &Options::default());
    let lines = protected.source.lines().collect();
    let mut reader = Reader { protected, lines, problems: protected.problems.clone() };
    let blocks = reader.blocks(root, 0);
    let mut problems = reader.problems;
    problems.sort_by_key(|p| p.line);
    problems.dedup();
    problems.truncate(MAX_PROBLEMS);
    Markup { blocks, problems }
}

struct Reader<'p> {
    protected: &'p Protected,
    lines: Vec<&'p str>,
    problems: Vec<MarkupProblem>,
}

impl Reader<'_> {
    fn blocks<'a>(&mut self, parent: &'a AstNode<'a>, lists: usize) -> Vec<MarkupBlock> {
        parent.children().map(|node| self.block(node, lists)).collect()
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, lists: usize) -> MarkupBlock {
        let fault = match &node.data.borrow().value {
            NodeValue::Paragraph => return MarkupBlock::Paragraph(self.spans(node, 0)),
            NodeValue::List(list) => {
                let ordered = list.list_type == ListType::Ordered;
                if lists == MAX_LISTS {
                    MarkupFault::TooDeep
                } else if ordered && list.start != 1 {
                    MarkupFault::ListStart
                } else {
                    let items = node.children().map(|item| self.blocks(item, lists + 1)).collect();
                    return MarkupBlock::List { ordered, items };
                }
            }
            NodeValue::Heading(_) => MarkupFault::Unsupported("a heading"),
            NodeValue::ThematicBreak => MarkupFault::Unsupported("a ruled line"),
            NodeValue::BlockQuote => MarkupFault::Unsupported("a block quotation"),
            NodeValue::CodeBlock(_) => MarkupFault::Unsupported("a code block"),
            _ => MarkupFault::Unsupported("this construct"),
        };
        self.literal(node, fault)
    }

    /// The source lines of a block, as they were written.
    fn literal<'a>(&mut self, node: &'a AstNode<'a>, what: MarkupFault) -> MarkupBlock {
        let place = node.data.borrow().sourcepos;
        self.problems.push(MarkupProblem { line: place.start.line, what });
        let from = place.start.line.saturating_sub(1);
        let to = place.end.line.max(place.start.line).min(self.lines.len());
        let mut spans = Vec::new();
        for line in self.lines.get(from..to).unwrap_or_default() {
            if !spans.is_empty() {
                spans.push(Span::Break);
            }
            self.protected.restore(line.trim(), &mut spans);
        }
        MarkupBlock::Paragraph(spans)
    }

    fn spans<'a>(&self, parent: &'a AstNode<'a>, emphasis: usize) -> Vec<Span> {
        let mut out = Vec::new();
        for node in parent.children() {
            match &node.data.borrow().value {
                NodeValue::Text(text) => self.protected.restore(text, &mut out),
                NodeValue::SoftBreak => push_text(&mut out, " "),
                NodeValue::LineBreak => out.push(Span::Break),
                NodeValue::Strong | NodeValue::Emph if emphasis >= MAX_EMPHASIS => {
                    self.flat(node, &mut out);
                }
                NodeValue::Strong => out.push(Span::Strong(self.spans(node, emphasis + 1))),
                NodeValue::Emph => out.push(Span::Emphasis(self.spans(node, emphasis + 1))),
                _ => self.flat(node, &mut out),
            }
        }
        out
    }

    fn flat<'a>(&self, node: &'a AstNode<'a>, out: &mut Vec<Span>) {
        for inner in node.descendants() {
            match &inner.data.borrow().value {
                NodeValue::Text(text) => self.protected.restore(text, out),
                NodeValue::SoftBreak | NodeValue::LineBreak => push_text(out, " "),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_leads_to_the_same_place(text in "(\\{\\{a\\}\\}|[A-Zaé(“#>+.,:;!&<\\[\\]`=~-]|[0-9]{1,2}[.)]| |  |\n|\n\n){0,30}") {
            let protected = Protected::new(&text);
            if let Some(blocks) = simple::paragraphs(&protected) {
                prop_assert_eq!(blocks, parse_markup(&protected).blocks);
            }
        }
    }

    #[test]
    fn the_short_way_is_taken() {
        let protected = Protected::new("One {{a_b}} two;\nthree & four.\n\n“Five”");
        assert_eq!(simple::paragraphs(&protected).unwrap(), parse_markup(&protected).blocks);
        for long in ["*a*", "- a", "1. a", " a", "a  \nb", "# a", "a\\b", "> a", "==="] {
            assert!(simple::paragraphs(&Protected::new(long)).is_none(), "{long}");
        }
    }
}
