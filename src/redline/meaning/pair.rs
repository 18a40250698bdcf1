//! The two agreements that are compared, and what is asked of both.

use super::Said;
use crate::agreement::{Agreement, Metric};
use crate::document::{Document, assemble};
use crate::draft::Draft;
use crate::redline::FieldChange;
use crate::settlement::Exposure;
use crate::settlement::period::Period;
use crate::settlement::whatif;
use crate::template::Form;
use crate::value::{FieldPath, LeafKind, Node, Shape};
use std::cell::OnceCell;
use std::collections::HashMap;

/// One of the two.
pub(super) struct Half<'a> {
    pub of: &'a Agreement,
    draft: &'a Draft,
    form: &'a Form,
    typed: HashMap<&'a str, &'a str>,
    exposure: OnceCell<Exposure<'a>>,
    document: OnceCell<Document>,
}

impl<'a> Half<'a> {
    fn new(draft: &'a Draft, form: &'a Form) -> Self {
        let typed = draft.pending.iter().map(|p| (p.path.as_str(), p.text.as_str())).collect();
        Self {
            of: &draft.agreement,
            draft,
            form,
            typed,
            exposure: OnceCell::new(),
            document: OnceCell::new(),
        }
    }

    /// What the credits can cost at most; computed when first asked for.
    pub fn exposure(&self) -> &Exposure<'a> {
        self.exposure.get_or_init(|| Exposure::of(self.of))
    }

    /// The text as it is assembled; made when first asked for.
    pub fn document(&self) -> &Document {
        self.document.get_or_init(|| assemble(self.draft, self.form))
    }

    /// What stands at a path of the agreement.
    pub fn node(&self, path: &FieldPath) -> Option<&'a dyn Node> {
        let mut node: &'a dyn Node = self.of;
        for segment in path.segments() {
            node = node.child(segment)?;
        }
        Some(node)
    }

    /// The canonical text of a single value; `None` where nothing is entered.
    pub fn text(&self, path: &FieldPath) -> Option<String> {
        Some(self.node(path)?.text()).filter(|text| !text.is_empty())
    }

    /// Whether text was typed there that is no value yet.
    pub fn is_typed(&self, path: &FieldPath) -> bool {
        self.typed.contains_key(path.as_str())
    }

    pub fn metric(&self, id: &str) -> Option<&'a Metric> {
        self.of.metric(id)
    }
}

pub(super) struct Pair<'a> {
    pub old: Half<'a>,
    pub new: Half<'a>,
    month: OnceCell<Option<Period>>,
}

impl<'a> Pair<'a> {
    pub fn new(old: &'a Draft, new: &'a Draft, form: &'a Form) -> Self {
        Self { old: Half::new(old, form), new: Half::new(new, form), month: OnceCell::new() }
    }

    /// The month in which misses are priced: the first one in which both agreements pay credits, so that nothing but the
    /// change makes a difference.
    pub fn month(&self) -> Option<&Period> {
        let first = || {
            let (old, new) = (whatif::first_month(self.old.of)?, whatif::first_month(self.new.of)?);
            Some(if old.first > new.first { old } else { new })
        };
        self.month.get_or_init(first).as_ref()
    }

    /// The kind of the single value at a path; `None` for a record, a list or an item that neither draft has.
    pub fn kind(&self, path: &FieldPath) -> Option<LeafKind> {
        match self.new.node(path).or_else(|| self.old.node(path))?.shape() {
            Shape::Leaf(kind) => Some(kind),
            Shape::Record(_) | Shape::List(_) => None,
        }
    }
}

/// One change, with its path cut into segments.
pub(super) struct Asked<'a> {
    pub change: &'a FieldChange,
    pub path: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    pub fn of(change: &'a FieldChange) -> Self {
        Self { change, path: change.path.segments().collect() }
    }

    /// Whether the path is this one, with `*` for any id.
    pub fn is(&self, pattern: &str) -> bool {
        let mut segments = self.path.iter();
        let fits = pattern.split('.').all(|p| segments.next().is_some_and(|s| p == "*" || p == *s));
        fits && segments.next().is_none()
    }
}

/// The first of several explanations that has something to say.
pub(super) fn first_of(pair: &Pair<'_>, asked: &Asked<'_>, all: &[super::Explain]) -> Option<Said> {
    all.iter().find_map(|explain| explain(pair, asked))
}
