//! Inlines of the document as nodes of a comrak tree.

use crate::document::Inline;
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
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Value { text, .. } => self.lines(parent, text, breaks),
                Inline::Strong(inner) => self.fill(self.below(parent, NodeValue::Strong), inner, breaks),
                Inline::Emphasis(inner) => self.fill(self.below(parent, NodeValue::Emph), inner, breaks),
                Inline::TermRef { anchor, text, .. } | Inline::CrossRef { anchor, text } => {
                    self.link(parent, anchor, text);
                }
                Inline::TermDef { anchor, text, .. } => {
                    self.anchor(parent, anchor);
                    self.text(self.below(parent, NodeValue::Strong), text);
                }
                Inline::Missing { label, .. } => {
                    self.text(self.below(parent, NodeValue::Strong), &format!("[{label}]"));
                }
                Inline::Break => self.line_break(parent, breaks),
            }
        }
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
