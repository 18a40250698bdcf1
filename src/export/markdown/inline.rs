//! Inlines of the document as nodes of a comrak tree.

use crate::document::{Inline, Mark, plain};
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeLink, NodeValue};
use std::collections::HashSet;

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
    /// The places that links can lead to.
    anchors: HashSet<String>,
}

impl<'a> Inlines<'a> {
    pub fn new(arena: &'a Arena<'a>, anchors: HashSet<String>) -> Self {
        Self { arena, anchors }
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
        if let Some(last) = parent.last_child()
            && let NodeValue::Text(before) = &mut last.data_mut().value
        {
            before.to_mut().push_str(text);
            return;
        }
        self.below(parent, NodeValue::Text(text.to_owned().into()));
    }

    pub fn anchor(&self, parent: Node<'a>, anchor: &str) {
        if !anchor.is_empty() {
            self.html(parent, format!("<a id=\"{anchor}\"></a>"));
        }
    }

    fn html(&self, parent: Node<'a>, tag: String) {
        self.below(parent, NodeValue::HtmlInline(tag));
    }

    /// A link to a place of the document; the text alone where there is no such place.
    pub fn link(&self, parent: Node<'a>, anchor: &str, text: &str) {
        if !self.anchors.contains(anchor) {
            return self.text(parent, text);
        }
        let link = NodeLink { url: format!("#{anchor}"), title: String::new() };
        self.text(self.below(parent, NodeValue::Link(Box::new(link))), text);
    }

    pub fn fill(&self, parent: Node<'a>, inlines: &[Inline], breaks: Breaks) {
        self.fill_before(parent, inlines, breaks, None);
    }

    /// As [`Inlines::fill`], with the inline that follows behind the last one.
    fn fill_before(&self, parent: Node<'a>, inlines: &[Inline], breaks: Breaks, after: Option<&Inline>) {
        for (at, inline) in inlines.iter().enumerate() {
            let next = inlines.get(at + 1).or(after);
            match inline {
                Inline::Text(text) | Inline::Value { text, .. } => self.lines(parent, text, breaks),
                Inline::Strong(inner) => {
                    let node = self.marked(parent, NodeValue::Strong, inner, next);
                    self.fill_before(node, inner, breaks, next);
                }
                Inline::Emphasis(inner) => {
                    let node = self.marked(parent, NodeValue::Emph, inner, next);
                    self.fill_before(node, inner, breaks, next);
                }
                Inline::TermRef { anchor, text, .. } | Inline::CrossRef { anchor, text } => {
                    self.link(parent, anchor, text);
                }
                Inline::TermDef { anchor, text, .. } => {
                    self.anchor(parent, anchor);
                    let inner = [Inline::Text(text.clone())];
                    self.text(self.marked(parent, NodeValue::Strong, &inner, next), text);
                }
                Inline::Missing { label, .. } => {
                    let text = format!("[{label}]");
                    let inner = [Inline::Text(text.clone())];
                    self.text(self.marked(parent, NodeValue::Strong, &inner, next), &text);
                }
                Inline::Break => self.line_break(parent, breaks),
                Inline::Marked { mark: Mark::Note, inner } => {
                    let node = self.marked(parent, NodeValue::Emph, inner, next);
                    self.fill_before(node, inner, breaks, next);
                }
                Inline::Marked { mark, inner } => {
                    let tag = if *mark == Mark::Inserted { "ins" } else { "del" };
                    self.html(parent, format!("<{tag}>"));
                    self.fill_before(parent, inner, breaks, Some(&Inline::Text("<".to_owned())));
                    self.html(parent, format!("</{tag}>"));
                }
            }
        }
    }

    /// A node for emphasised text, or the parent itself where CommonMark's rules would read the asterisks literally:
    /// the words count more than their weight.
    fn marked(
        &self,
        parent: Node<'a>,
        value: NodeValue,
        inner: &[Inline],
        next: Option<&Inline>,
    ) -> Node<'a> {
        let nested = parent
            .ancestors()
            .any(|a| matches!(a.data().value, NodeValue::Strong | NodeValue::Emph | NodeValue::Link(_)));
        let last = parent.last_child();
        let follows = last.is_some_and(|l| matches!(l.data().value, NodeValue::Strong | NodeValue::Emph));
        let before = last.and_then(|last| match &last.data().value {
            NodeValue::Text(text) => text.chars().next_back(),
            _ => None,
        });
        let text = plain(inner);
        // A reference is a link with brackets around it, or bare where it leads nowhere: both must do.
        let bracketed = |inline: Option<&Inline>| {
            let links = matches!(inline, Some(Inline::TermRef { .. } | Inline::CrossRef { .. }));
            links.then_some('[')
        };
        let after = next.and_then(first);
        let opens = flanks(inner.first().and_then(first), before)
            && bracketed(inner.first()).is_none_or(|c| flanks(Some(c), before));
        let closes = flanks(text.chars().next_back(), after)
            && bracketed(inner.last()).is_none_or(|c| flanks(Some(c), after));
        let simple = !text.contains('\n') && !nested && !follows;
        if simple && opens && closes { self.below(parent, value) } else { parent }
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
                self.html(parent, "<br>".to_owned());
            }
            Breaks::Spaces => self.text(parent, " "),
        }
    }
}

/// Whether asterisks between the text's outermost character and its neighbour are read as emphasis.
fn flanks(inner: Option<char>, outer: Option<char>) -> bool {
    let Some(inner) = inner else { return false };
    let apart = outer.is_none_or(|o| o.is_whitespace() || is_punctuation(o));
    !inner.is_whitespace() && (inner.is_alphanumeric() || apart)
}

/// Punctuation beyond doubt; a character that only may be some is taken for a letter, which is the stricter reading.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || "“”‘’«»‹›„‚–—…·•§¶¿¡".contains(c)
}

/// The first character of the text of an inline.
fn first(inline: &Inline) -> Option<char> {
    match inline {
        Inline::TermDef { .. } => Some('<'),
        Inline::Missing { .. } => Some('['),
        Inline::Break => Some(' '),
        Inline::Marked { mark: Mark::Inserted | Mark::Deleted, .. } => Some('<'),
        other => plain(std::slice::from_ref(other)).chars().next(),
    }
}
