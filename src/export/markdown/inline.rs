//! Inlines of the document as nodes of a comrak tree.

use crate::document::{Inline, plain};
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeLink, NodeValue};

/// What a line break becomes where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// A hard line break.
    Lines,
    /// `<br>`: a table row is one line.
    Html,
    /// A space: a heading is one line.
    Spaces,
}

pub struct Inlines<'a> {
    arena: &'a Arena<'a>,
}

impl<'a> Inlines<'a> {
    pub fn new(arena: &'a Arena<'a>) -> Self {
        Self { arena }
    }

    fn below(&self, parent: Node<'a>, value: NodeValue) -> Node<'a> {
        let node = self.arena.alloc(AstNode::from(value));
        parent.append(node);
        node
    }

    /// Appends a text, joined to a text that stands right before it.
    pub fn text(&self, parent: Node<'a>, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = parent.last_child() {
            if let NodeValue::Text(before) = &mut last.data_mut().value {
                before.to_mut().push_str(text);
                return;
            }
        }
        self.below(parent, NodeValue::Text(text.to_owned().into()));
    }

    pub fn anchor(&self, parent: Node<'a>, anchor: &str) {
        if !anchor.is_empty() {
            self.below(parent, NodeValue::HtmlInline(format!("<a id=\"{anchor}\"></a>")));
        }
    }

    pub fn link(&self, parent: Node<'a>, anchor: &str, text: &str) {
        let link = NodeLink { url: format!("#{anchor}"), title: String::new() };
        self.text(self.below(parent, NodeValue::Link(Box::new(link))), text);
    }

    pub fn fill(&self, parent: Node<'a>, inlines: &[Inline], breaks: Breaks) {
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) | Inline::Value { text, .. } => self.lines(parent, text, breaks),
                Inline::Strong(inner) | Inline::Emphasis(inner) => {
                    let value =
                        if matches!(inline, Inline::Strong(_)) { NodeValue::Strong } else { NodeValue::Emph };
                    let node = self.marked(parent, value, &plain(inner), inlines.get(at + 1));
                    self.fill(node, inner, breaks);
                }
                Inline::TermRef { anchor, text, .. } | Inline::CrossRef { anchor, text } => {
                    self.link(parent, anchor, text);
                }
                Inline::TermDef { anchor, text, .. } => {
                    self.anchor(parent, anchor);
                    self.text(self.marked(parent, NodeValue::Strong, text, inlines.get(at + 1)), text);
                }
                Inline::Missing { label, .. } => {
                    let text = format!("[{label}]");
                    self.text(self.marked(parent, NodeValue::Strong, &text, inlines.get(at + 1)), &text);
                }
                Inline::Break => self.line_break(parent, breaks),
            }
        }
    }

    /// A node for emphasised text, or the parent itself where CommonMark's rules would read the asterisks literally:
    /// the words count more than their weight.
    fn marked(&self, parent: Node<'a>, value: NodeValue, text: &str, next: Option<&Inline>) -> Node<'a> {
        let before = parent.last_child().and_then(|last| match &last.data().value {
            NodeValue::Text(text) => text.chars().next_back(),
            NodeValue::Link(_) => Some(')'),
            NodeValue::HtmlInline(_) => Some('>'),
            _ => None,
        });
        let after = next.and_then(|inline| plain(std::slice::from_ref(inline)).chars().next());
        let flanks = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(|c| !c.is_whitespace() && (is_word(c) || outer.is_none_or(|o| !is_word(o))))
        };
        let opens = flanks(text.chars().next(), before);
        let closes = flanks(text.chars().next_back(), after);
        if opens && closes { self.below(parent, value) } else { parent }
    }

    /// A text whose line feeds, if it has any, are line breaks.
    fn lines(&self, parent: Node<'a>, text: &str, breaks: Breaks) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.line_break(parent, breaks);
            }
            self.text(parent, line);
        }
    }

    fn line_break(&self, parent: Node<'a>, breaks: Breaks) {
        match breaks {
            Breaks::Lines => {
                self.below(parent, NodeValue::LineBreak);
            }
            Breaks::Html => {
                self.below(parent, NodeValue::HtmlInline("<br>".to_owned()));
            }
            Breaks::Spaces => self.text(parent, " "),
        }
    }
}

/// Neither white space nor punctuation, as CommonMark sees it.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}
