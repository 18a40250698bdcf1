//! From an outline to a draft: whatever the model knows is taken, the rest is named.

use super::literal::{self, Outcome, Said, decode};
use super::loss::Loss;
use crate::draft::outline::{Field, Tree, Value, line_column};
use crate::draft::read::nearest;
use crate::draft::{Draft, PendingInput};
use crate::value::{
    FieldPath, FieldSpec, Id, Leaf, LeafKind, Limit, Node, Prose, Record, RecordSpec, Shape, Text, quoted,
};
use std::collections::BTreeSet;

/// The most places that are named.
const MAX_LOSSES: usize = 500;
/// The most items that are taken, of all lists together: far above any agreement, and soon done.
const MAX_ITEMS: usize = 20_000;

/// What an outline came to.
#[derive(Debug)]
pub struct Filled {
    pub draft: Draft,
    pub losses: Vec<Loss>,
    /// Values that were taken: the measure of how much was understood.
    pub taken: usize,
}

/// Takes everything from the outline that is known. `guess`: a misspelt name is read as the nearest one, as in a
/// damaged file; in a file of another version an unknown name is unknown.
pub fn fill(text: &str, tree: &Tree, guess: bool) -> Filled {
    let mut filler = Filler {
        text,
        lines: Lines::default(),
        guess,
        path: FieldPath::root(),
        place: Vec::new(),
        pending: Vec::new(),
        losses: Vec::new(),
        taken: 0,
        items: 0,
    };
    let mut draft = Draft::default();
    if let Value::Record(fields) = &tree.value {
        filler.record(&mut draft, Draft::SPEC, fields, None);
    }
    let Filler { pending, losses, taken, .. } = filler;
    keep_pending(&mut draft, pending);
    Filled { draft, losses, taken }
}

/// What stood in exact fields and is no value: shown in the fields, as if it had been typed there.
fn keep_pending(draft: &mut Draft, found: Vec<(FieldPath, String)>) {
    let mut ids: BTreeSet<String> = draft.pending.iter().map(|p| p.id.to_string()).collect();
    let mut paths: BTreeSet<String> = draft.pending.iter().map(|p| p.path.to_string()).collect();
    let mut number = 0;
    for (path, typed) in found {
        let typed: String = typed.chars().filter(|c| !c.is_control()).take(200).collect();
        let parsed = (<Text as Leaf>::parse(path.as_str()), <Prose as Leaf>::parse(&typed));
        let (Ok(place), Ok(text)) = parsed else { continue };
        if !paths.insert(path.to_string()) {
            continue;
        }
        let id = loop {
            number += 1;
            let id = format!("found-{number}");
            if ids.insert(id.clone()) {
                break Id::slug(&id);
            }
        };
        draft.pending.push(PendingInput { id, path: place, text });
    }
}

/// Line numbers of ascending offsets without counting from the start each time.
#[derive(Default)]
pub(super) struct Lines {
    offset: usize,
    line: usize,
}

impl Lines {
    pub fn line_at(&mut self, text: &str, offset: usize) -> usize {
        if offset < self.offset || self.line == 0 {
            self.line = line_column(text, offset).0;
        } else {
            let between = text.as_bytes().get(self.offset..offset).unwrap_or_default();
            self.line += between.iter().filter(|b| **b == b'\n').count();
        }
        self.offset = offset;
        self.line
    }
}

struct Filler<'a> {
    text: &'a str,
    lines: Lines,
    guess: bool,
    /// Where it is, without the leading `agreement`.
    path: FieldPath,
    /// The same in words.
    place: Vec<String>,
    pending: Vec<(FieldPath, String)>,
    losses: Vec<Loss>,
    taken: usize,
    items: usize,
}

impl Filler<'_> {
    fn lose(&mut self, at: usize, what: impl Into<String>) {
        if self.losses.len() >= MAX_LOSSES {
            return;
        }
        let line = self.lines.line_at(self.text, at);
        let place = self.place.join(" › ");
        self.losses.push(Loss { line, path: self.path.clone(), place, what: what.into() });
    }

    fn inside<T>(&mut self, segment: &str, label: &str, act: impl FnOnce(&mut Self) -> T) -> T {
        let at_root = self.path.is_root() && segment == "agreement" && self.place.is_empty();
        let back = self.path.clone();
        if !at_root {
            self.path = back.join(segment);
            self.place.push(label.to_owned());
        }
        let out = act(self);
        if !at_root {
            self.place.pop();
            self.path = back;
        }
        out
    }

    /// Fields that are settled are neither read nor taken for what a misspelt name may mean.
    fn record(
        &mut self,
        node: &mut dyn Node,
        spec: &'static RecordSpec,
        fields: &[Field],
        settled: Option<&str>,
    ) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let names: BTreeSet<&str> = fields.iter().map(|f| f.name.as_str()).chain(settled).collect();
        for field in fields.iter().filter(|f| settled != Some(f.name.as_str())) {
            let Some(known) = self.known(spec, field, &names) else { continue };
            if !seen.insert(known.name) {
                self.lose(field.at, format!("“{}” stands here twice; the first is used", known.name));
                continue;
            }
            let Some(child) = node.child_mut(known.name) else { continue };
            self.inside(known.name, known.label, |me| me.value(child, known, &field.tree));
        }
    }

    /// The field that a name stands for.
    fn known(
        &mut self,
        spec: &'static RecordSpec,
        field: &Field,
        names: &BTreeSet<&str>,
    ) -> Option<&'static FieldSpec> {
        if let Some(known) = spec.field(&field.name) {
            return Some(known);
        }
        let name = quoted(&field.name);
        if !self.guess {
            self.lose(field.at, format!("this version does not know {name}; it is not shown"));
            return None;
        }
        let free: Vec<&str> = spec.fields.iter().map(|f| f.name).filter(|n| !names.contains(n)).collect();
        let close = self.losses.len() < MAX_LOSSES && field.name.len() <= 64;
        let near = if close { nearest(&field.name, &free) } else { None };
        match near.and_then(|n| spec.field(n)) {
            Some(known) => {
                self.lose(field.at, format!("{name} was read as “{}”", known.name));
                Some(known)
            }
            None => {
                let found = excerpt(&field.tree);
                self.lose(
                    field.at,
                    format!("there is no field {name}; what stands there was left out: {found}"),
                );
                None
            }
        }
    }

    fn value(&mut self, node: &mut dyn Node, spec: &'static FieldSpec, tree: &Tree) {
        match (spec.shape(), &tree.value) {
            (Shape::Record(inner), Value::Record(fields)) => self.record(node, inner, fields, None),
            (Shape::List(inner), Value::List(items)) => self.list(node, inner, items),
            (Shape::Leaf(kind), Value::Literal(raw)) => self.leaf(node, kind, tree.at, &decode(raw)),
            (Shape::Leaf(kind @ (LeafKind::Lines | LeafKind::Refs)), Value::List(items)) => {
                self.short_texts(node, kind, tree.at, items);
            }
            (shape, _) => {
                let wanted = match shape {
                    Shape::Record(_) => "a group of fields belongs here",
                    Shape::List(_) => "a list belongs here",
                    Shape::Leaf(_) => "a single value belongs here",
                };
                self.lose(
                    tree.at,
                    format!("{wanted}, but the file has {}; it was left empty", excerpt(tree)),
                );
            }
        }
    }

    fn short_texts(&mut self, node: &mut dyn Node, kind: LeafKind, at: usize, items: &[Tree]) {
        let mut said = Said { text: String::new(), whole: true, quoted: true };
        let mut parts = Vec::with_capacity(items.len().min(Limit::Items.most()));
        for item in items.iter().take(Limit::Items.most()) {
            match item.literal().map(decode) {
                Some(one) => {
                    said.whole &= one.whole;
                    said.quoted &= one.quoted;
                    parts.push(one.text.replace('\n', " "));
                }
                None => self
                    .lose(item.at, format!("a short text belongs here, but the file has {}", excerpt(item))),
            }
        }
        said.text = parts.join(if kind == LeafKind::Lines { "\n" } else { ", " });
        self.leaf(node, kind, at, &said);
    }

    fn leaf(&mut self, node: &mut dyn Node, kind: LeafKind, at: usize, said: &Said) {
        match literal::take(node, kind, said) {
            Outcome::Taken => self.taken += 1,
            Outcome::Mended(what) => {
                self.taken += 1;
                self.lose(at, what);
            }
            Outcome::Left { found, why } => {
                let stays = self.losses.len() < MAX_LOSSES
                    && kind.is_read()
                    && !found.trim().is_empty()
                    && !self.path.is_root();
                let found = quoted(&found);
                if stays {
                    self.pending.push((self.path.clone(), said.text.clone()));
                    self.lose(
                        at,
                        format!(
                            "{why}; the text found there, {found}, waits in the field for you to correct"
                        ),
                    );
                } else {
                    self.lose(
                        at,
                        format!("{why}; the field was left empty, the text found there is {found}"),
                    );
                }
            }
        }
    }

    fn list(&mut self, node: &mut dyn Node, spec: &'static RecordSpec, items: &[Tree]) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let most = Limit::of_list(self.path.as_str()).most();
        for (index, item) in items.iter().enumerate() {
            if taken.len() >= most || self.items >= MAX_ITEMS {
                self.lose(
                    item.at,
                    format!("there are more entries than are read; {} are left out", items.len() - index),
                );
                return;
            }
            let Value::Record(fields) = &item.value else {
                self.lose(
                    item.at,
                    format!("a {} belongs here, but the file has {}", spec.noun, excerpt(item)),
                );
                continue;
            };
            self.items += 1;
            let id = self.item_id(spec, item, index, &taken);
            let inserted = node.as_list_mut().is_some_and(|list| list.insert(usize::MAX, &id));
            if !inserted {
                self.lose(item.at, format!("this {} could not be added", spec.noun));
                continue;
            }
            if let Some(child) = node.child_mut(&id) {
                self.inside(&id, &label_of(fields, &id), |me| me.record(child, spec, fields, Some("id")));
            }
            taken.insert(id);
        }
    }

    /// The id that the file gives an item, or one of our own where it gives none that can be used.
    fn item_id(&mut self, spec: &RecordSpec, item: &Tree, index: usize, taken: &BTreeSet<String>) -> String {
        let said = item.field("id").and_then(Tree::literal).map(decode);
        let found = said.as_ref().filter(|s| s.whole).and_then(|s| s.text.parse::<Id>().ok());
        if let Some(id) = found.filter(|id| !id.is_empty() && !taken.contains(id.as_str())) {
            self.taken += 1;
            return id.to_string();
        }
        let mut number = index + 1;
        let mut id = format!("found-{number}");
        while taken.contains(&id) {
            number += 1;
            id = format!("found-{number}");
        }
        let why = match said {
            Some(said) if said.text.parse::<Id>().is_ok_and(|id| taken.contains(id.as_str())) => {
                format!("the id {} is taken", quoted(&said.text))
            }
            Some(said) => format!("the id {} cannot be read", quoted(&said.text)),
            None => "the id is missing".to_owned(),
        };
        self.lose(
            item.at,
            format!(
                "{why}; this {} is now called “{id}”, and what refers to it must be chosen anew",
                spec.noun
            ),
        );
        id
    }
}

/// What an item is called, by what its outline says.
fn label_of(fields: &[Field], id: &str) -> String {
    const NAMES: [&str; 6] = ["name", "title", "term", "short_name", "legal_name", "topic"];
    let said = NAMES.iter().find_map(|name| {
        let literal = fields.iter().find(|f| f.name == *name)?.tree.literal()?;
        let said = decode(literal);
        (!said.text.trim().is_empty()).then_some(said.text)
    });
    said.map_or_else(|| id.to_owned(), |name| name.chars().take(60).collect())
}

/// What stands in the file, short enough for a message.
fn excerpt(tree: &Tree) -> String {
    match &tree.value {
        Value::Literal(raw) => quoted(raw.trim_matches('"')),
        Value::Record(fields) if fields.is_empty() => "an empty group".to_owned(),
        Value::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).take(3).collect();
            format!("a group with {}", names.join(", "))
        }
        Value::List(items) => match items.len() {
            0 => "an empty list".to_owned(),
            1 => "a list of one".to_owned(),
            n => format!("a list of {n}"),
        },
    }
}
