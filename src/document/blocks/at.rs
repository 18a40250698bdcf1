//! One record of the draft with its place: reads its fields as inlines that lead back to them.

use super::Context;
use super::{prose, terms};
use crate::document::{Block, Inline};
use crate::value::{
    FieldPath, FieldSpec, Leaf, LeafKind, Lines, Need, Node, Record, Refs, Shape, capitalised,
};
use std::borrow::Cow;

/// Text fields that name something: no defined terms are looked for in them.
const NAMES: &[&str] = &[
    "name",
    "title",
    "legal_name",
    "short_name",
    "function",
    "email",
    "phone",
    "registration",
    "reference",
    "signatory",
    "signatory_title",
    "topic",
    "term",
    "supplier",
    "unit",
    "place",
    "version",
    "report_line",
];

#[derive(Clone)]
pub(super) struct At<'a> {
    pub cx: &'a Context<'a>,
    pub path: FieldPath,
    node: &'a dyn Node,
}

impl<'a> At<'a> {
    pub fn new(cx: &'a Context<'a>, path: &str, node: &'a dyn Node) -> Self {
        Self { cx, path: FieldPath::new(path), node }
    }

    /// The agreement itself.
    pub fn top(cx: &'a Context<'a>) -> Self {
        Self { cx, path: FieldPath::root(), node: &cx.draft.agreement }
    }

    /// The items of the list that stands at `field` of this record, each with its place.
    pub fn items<'l, T: Record>(
        &self,
        field: &str,
        list: &'l [T],
    ) -> impl Iterator<Item = (&'l T, At<'l>)> + use<'a, 'l, T>
    where
        'a: 'l,
    {
        let (cx, path) = (self.cx, self.path.join(field));
        list.iter().map(move |item| {
            let id = crate::value::id_of(item);
            (item, At { cx, path: path.join(&id), node: item })
        })
    }

    pub fn field_path(&self, field: &str) -> FieldPath {
        self.path.join(field)
    }

    /// Something has been entered.
    pub fn has(&self, field: &str) -> bool {
        self.node.child(field).is_some_and(|n| !n.is_blank() && (n.as_list().is_some() || !is_space(n)))
    }

    /// Something has been entered, or must be.
    pub fn shows(&self, field: &str) -> bool {
        self.has(field) || self.spec(field).is_none_or(|s| s.need == Need::Required)
    }

    /// The field as inlines: its value, a visible mark where a required one is missing, nothing where an optional one
    /// is. Lists of lines stand one below the other.
    pub fn get(&self, field: &str) -> Vec<Inline> {
        self.read(field, &[Inline::Break])
    }

    /// As [`At::get`], a choice beginning with a capital letter.
    pub fn begin(&self, field: &str) -> Vec<Inline> {
        let mut inlines = self.get(field);
        if let (Some(Inline::Value { text, .. }), Some(LeafKind::Choice(_))) =
            (inlines.first_mut(), self.kind(field))
        {
            *text = capitalised(text);
        }
        inlines
    }

    /// The field, with a visible mark where nothing stands, whether or not it is required everywhere.
    pub fn must(&self, field: &str) -> Vec<Inline> {
        if self.has(field) { self.get(field) } else { vec![self.missing(field)] }
    }

    /// A sentence of ours: "No more than {rpo} of data may be lost, or a [service credit] falls due."
    ///
    /// `{field}` is the field, `{^field}` the same with a choice beginning with a capital letter, `{!field}` the field
    /// with a mark where it is missing. `[phrase]` is written and linked as this agreement defines it, if it does;
    /// `[^phrase]` begins with a capital letter.
    /// Lists of lines are joined by commas. A full stop of ours is left out behind a text that ends with one.
    pub fn say(&self, pattern: &str) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut rest = pattern;
        while let Some(start) = rest.find(['{', '[']) {
            let (before, marked) = rest.split_at(start);
            push_text(&mut out, before);
            let Some((inner, after)) = marked.split_once(['}', ']']) else { break };
            if let Some(phrase) = inner.strip_prefix("[^") {
                out.push(capital(terms::written(self.cx, phrase)));
            } else if let Some(phrase) = inner.strip_prefix('[') {
                out.push(terms::written(self.cx, phrase));
            } else if let Some(field) = inner.strip_prefix("{^") {
                out.extend(self.begin(field));
            } else if let Some(field) = inner.strip_prefix("{!") {
                out.extend(self.must(field));
            } else {
                out.extend(self.read(inner.trim_start_matches('{'), &[]));
            }
            rest = after;
        }
        push_text(&mut out, rest);
        out
    }

    /// One of two sentences for yes and no, leading to the field; a mark or nothing where neither is said.
    pub fn yes_no(&self, field: &str, yes: &str, no: &str) -> Vec<Inline> {
        if !self.has(field) {
            return self.get(field);
        }
        let said = self.node.child(field).is_some_and(|n| n.text() == "yes");
        self.words(field, if said { yes } else { no })
    }

    /// Our own words for what the field says, leading to it. `[phrase]` is written as this agreement defines it.
    pub fn words(&self, field: &str, pattern: &str) -> Vec<Inline> {
        let (mut inlines, path) = (self.say(pattern), self.field_path(field));
        inlines.iter_mut().for_each(|inline| claim(inline, &path));
        inlines
    }

    /// "every 30 minutes", "every business day".
    pub fn every(&self, field: &str) -> Vec<Inline> {
        let mut text = self.get(field);
        if let Some(Inline::Value { text, .. }) = text.first_mut() {
            *text = text.strip_prefix("1\u{a0}").map_or_else(|| text.clone(), str::to_owned);
        }
        if !text.is_empty() {
            text.insert(0, Inline::Text("every ".to_owned()));
        }
        text
    }

    /// A visible mark where this list must have items and has none; nothing where it may be empty.
    pub fn required(&self, list: &str) -> Vec<Block> {
        let marks = self.get(list);
        if marks.is_empty() { Vec::new() } else { vec![Block::Paragraph(marks)] }
    }

    /// The user's text in paragraphs.
    pub fn paragraphs(&self, field: &str) -> Vec<Vec<Inline>> {
        match self.node.child(field) {
            Some(node) if self.has(field) => {
                prose::paragraphs(&text_of(node), |line| self.marked(field, line))
            }
            _ => vec![self.get(field)].into_iter().filter(|p| !p.is_empty()).collect(),
        }
    }

    /// The lines of a list of lines, each as inlines.
    pub fn lines(&self, field: &str) -> Vec<Vec<Inline>> {
        let text = self.node.child(field).map(Node::text).unwrap_or_default();
        let lines = <Lines as Leaf>::parse(&text).unwrap_or_default();
        let kept = lines.iter().map(prose::tidy).filter(|l| !l.is_empty());
        kept.map(|line| self.marked(field, &line)).collect()
    }

    /// What a list of references names, item by item.
    pub fn refs(&self, field: &str) -> Vec<Vec<Inline>> {
        let text = self.node.child(field).map(Node::text).unwrap_or_default();
        let refs = <Refs as Leaf>::parse(&text).unwrap_or_default();
        refs.iter().map(|id| vec![self.referred(field, id)]).collect()
    }

    /// Our own words about the field, leading to it: "≥" for a comparison.
    pub fn worded(&self, field: &str, text: impl Into<String>) -> Inline {
        Inline::Value { path: self.field_path(field), text: text.into() }
    }

    pub fn missing(&self, field: &str) -> Inline {
        let label = self.spec(field).map_or(field, |s| s.label);
        Inline::Missing { path: self.field_path(field), label: label.to_owned() }
    }

    fn read(&self, field: &str, between_lines: &[Inline]) -> Vec<Inline> {
        let Some(node) = self.node.child(field) else { return vec![self.missing(field)] };
        if !self.has(field) {
            let required = self.spec(field).is_some_and(|s| s.need == Need::Required);
            return if required { vec![self.missing(field)] } else { Vec::new() };
        }
        let kind = self.kind(field);
        if let Some(LeafKind::Duration) = kind {
            return vec![self.worded(field, terms::business_time(self.cx, node.printed()))];
        }
        let text = text_of(node);
        match kind {
            Some(LeafKind::Prose) => {
                let paragraphs = prose::paragraphs(&text, |line| self.marked(field, line));
                prose::joined(paragraphs, &[Inline::Break, Inline::Break])
            }
            Some(LeafKind::Lines) if between_lines.is_empty() => series(self.lines(field)),
            Some(LeafKind::Lines) => prose::joined(self.lines(field), between_lines),
            Some(LeafKind::Text) => self.marked(field, &prose::tidy(&text)),
            Some(LeafKind::Ref) => vec![self.referred(field, &text)],
            Some(LeafKind::Refs) => series(self.refs(field)),
            Some(_) => vec![self.worded(field, node.printed())],
            None => Vec::new(),
        }
    }

    /// The name of the item that a reference points to; a mark where it points nowhere.
    fn referred(&self, field: &str, id: &str) -> Inline {
        let list = self.spec(field).and_then(|s| s.refers).unwrap_or("");
        match self.cx.draft.agreement.label_of(list, id) {
            Some(label) => self.worded(field, prose::tidy(&label).into_owned()),
            None => self.missing(field),
        }
    }

    /// One line of the user's text, as values of the field, with defined terms linked where it is not a name.
    fn marked(&self, field: &str, line: &str) -> Vec<Inline> {
        let path = self.field_path(field);
        if NAMES.contains(&field) {
            return vec![Inline::Value { path, text: line.to_owned() }];
        }
        let mut inlines = (self.cx.mark)(line);
        inlines.iter_mut().for_each(|inline| claim(inline, &path));
        inlines
    }

    fn spec(&self, field: &str) -> Option<&'static FieldSpec> {
        match self.node.shape() {
            Shape::Record(spec) => spec.field(field),
            Shape::Leaf(_) | Shape::List(_) => None,
        }
    }

    fn kind(&self, field: &str) -> Option<LeafKind> {
        match self.spec(field)?.shape() {
            Shape::Leaf(kind) => Some(kind),
            Shape::Record(_) | Shape::List(_) => None,
        }
    }
}

/// Makes text and links parts of the field at `path`.
fn claim(inline: &mut Inline, path: &FieldPath) {
    match inline {
        Inline::Text(text) => {
            *inline = Inline::Value { path: path.clone(), text: std::mem::take(text) };
        }
        Inline::TermRef { path: owner, .. } => *owner = Some(path.clone()),
        _ => {}
    }
}

/// The text of a single value, copied only if it is not a text anyway.
fn text_of(node: &dyn Node) -> Cow<'_, str> {
    node.as_str().map_or_else(|| Cow::Owned(node.text()), Cow::Borrowed)
}

fn capital(inline: Inline) -> Inline {
    match inline {
        Inline::Text(text) => Inline::Text(capitalised(&text)),
        Inline::TermRef { anchor, text, path } => Inline::TermRef { anchor, text: capitalised(&text), path },
        other => other,
    }
}

fn is_space(node: &dyn Node) -> bool {
    let listed = || matches!(node.shape(), Shape::Leaf(LeafKind::Refs)) && node.text().trim().is_empty();
    node.as_str().map_or_else(listed, |text| text.trim().is_empty())
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    let text = if ends_a_sentence(out) { text.strip_prefix('.').unwrap_or(text) } else { text };
    if !text.is_empty() {
        out.push(Inline::Text(text.to_owned()));
    }
}

/// With a full stop, unless the text already ends with one.
pub(super) fn stopped(mut sentence: Vec<Inline>) -> Vec<Inline> {
    push_text(&mut sentence, ".");
    sentence
}

fn ends_a_sentence(inlines: &[Inline]) -> bool {
    inlines.last().and_then(last_char).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ':'))
}

fn last_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) | Inline::Value { text, .. } | Inline::TermRef { text, .. } => text.chars().last(),
        _ => None,
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn series(parts: Vec<Vec<Inline>>) -> Vec<Inline> {
    let count = parts.len();
    let mut out = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        match count - at {
            _ if at == 0 => {}
            1 => out.push(Inline::Text(" and ".to_owned())),
            _ => out.push(Inline::Text(", ".to_owned())),
        }
        out.extend(part);
    }
    out
}

/// `inlines` with our own first word beginning with a capital letter; a user's text stays as it is.
pub(super) fn begun(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = capitalised(text);
    }
    inlines
}
