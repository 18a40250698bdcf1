//! What one check leaves for the next: each text with what was found out about it.

use super::fields::{Fields, Place};
use super::gathered::Gathered;
use super::rules;
use super::text::{Question, TextAt};
use crate::document::Document;
use crate::draft::Draft;
use crate::template::Template;
use crate::value::{FieldPath, LeafKind, Shape};
use rustc_hash::FxHashSet;
use std::vec::IntoIter;

/// Makes the check of a draft that was checked before quick: hand the same memo to every check of one draft. Findings
/// never depend on it.
#[derive(Default)]
pub struct Memo {
    /// Id and version of the form of agreement.
    template: (String, String),
    /// The definitions of the agreement, and the names in it.
    terms: Vec<String>,
    names: Vec<String>,
    texts: Vec<TextAt>,
    gathered: Gathered,
}

impl std::fmt::Debug for Memo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memo({} texts)", self.texts.len())
    }
}

impl Memo {
    /// All texts that are typed freely, in the order of the draft.
    pub(super) fn texts(&self) -> &[TextAt] {
        &self.texts
    }

    /// What rules take from the document.
    pub(super) fn gathered(&self) -> &Gathered {
        &self.gathered
    }

    /// Takes over what is still true for this draft, and finds out what is not kept.
    pub(super) fn renew(
        &mut self,
        draft: &Draft,
        fields: &Fields<'_>,
        template: &Template,
        document: &Document,
    ) {
        let form = (template.id.to_string(), template.version.to_string());
        if self.template != form {
            *self = Self { template: form, ..Self::default() };
        }
        self.renew_texts(fields);
        let written: FxHashSet<&str> = draft.clauses.iter().map(|c| c.id.as_str()).collect();
        self.gathered.renew(document, &written);
        if !terms(draft).eq(self.terms.iter().map(String::as_str)) {
            self.terms = terms(draft).map(str::to_owned).collect();
            self.forget(Question::OF_TERMS);
        }
        if !names(draft, &self.texts).eq(self.names.iter().map(String::as_str)) {
            self.names = names(draft, &self.texts).map(str::to_owned).collect();
            self.forget(Question::OF_NAMES);
        }
    }

    fn forget(&self, questions: &[Question]) {
        self.texts.iter().for_each(|t| t.answers.forget(questions));
        self.gathered.form_texts().for_each(|(_, text)| text.answers.forget(questions));
    }

    fn renew_texts(&mut self, fields: &Fields<'_>) {
        let mut earlier = Earlier::new(&mut self.texts);
        let free = |place: &Place<'_, '_>| {
            matches!(place.spec.shape(), Shape::Leaf(LeafKind::Text | LeafKind::Prose | LeafKind::Lines))
                && !place.node.is_blank()
        };
        self.texts.extend(fields.iter().filter(free).map(|place| {
            let same = |text: &TextAt| {
                std::ptr::eq(text.spec, place.spec)
                    && std::ptr::eq(text.record, place.record)
                    && place.node.reads(&text.text)
            };
            match earlier.take(|text| text.path.as_str() == place.path).filter(same) {
                Some(text) => text,
                None => TextAt::new(FieldPath::new(place.path), place.record, place.spec, place.node.text()),
            }
        }));
    }
}

/// The definitions that answers rest on, one behind the other.
fn terms(draft: &Draft) -> impl Iterator<Item = &str> {
    let definitions = draft.agreement.definitions.iter();
    definitions.flat_map(|d| [d.id.as_str(), d.term.as_str()].into_iter().chain(d.forms.iter()))
}

/// The names that answers rest on, one behind the other.
fn names<'a>(draft: &'a Draft, texts: &'a [TextAt]) -> impl Iterator<Item = &'a str> {
    let parties = draft.agreement.parties.iter();
    let parties = parties.flat_map(|p| [p.role.label(), p.legal_name.as_str(), p.short_name.as_str()]);
    let names = texts.iter().filter(|t| rules::is_name(t)).map(|t| t.text.as_str());
    parties.chain(draft.agreement.parent.imported_terms.iter()).chain(names)
}

/// The entries of the last time. They are taken in the order they had: most stand where they stood.
struct Earlier<T>(IntoIter<T>);

impl<T> Earlier<T> {
    fn new(list: &mut Vec<T>) -> Self {
        let capacity = list.len();
        Self(std::mem::replace(list, Vec::with_capacity(capacity)).into_iter())
    }

    /// The next entry that fits. What stood before it was removed, or moved and is found out anew.
    fn take(&mut self, fits: impl Fn(&T) -> bool) -> Option<T> {
        const AHEAD: usize = 64;
        let skipped = self.0.as_slice().iter().take(AHEAD).position(fits)?;
        self.0.nth(skipped)
    }
}
