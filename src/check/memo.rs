//! What one check leaves for the next: each text with what was found out about it.

use super::Checks;
use super::collect::Raw;
use super::fields::{Fields, Place};
use super::gathered::Gathered;
use super::rule::Rule;
use super::rules;
use super::text::{Question, TextAt};
use crate::agreement::Agreement;
use crate::agreement::changes::{Read, changes};
use crate::document::Document;
use crate::draft::Draft;
use crate::template::{Profile, Template};
use crate::value::{FieldPath, LeafKind, Record, Shape};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
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
    /// To see what changed since.
    agreement: Agreement,
    /// How strictly it was checked, and for which kind of business.
    strictness: (Profile, Checks),
    /// What rules found that read only parts of the agreement, by their codes.
    found: RefCell<FxHashMap<&'static str, (&'static Rule, Vec<Raw>)>>,
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

    /// What a rule finds that reads only parts of the agreement; `look` finds it where one of them changed.
    pub(super) fn found(&self, rule: &'static Rule, look: impl FnOnce() -> Vec<Raw>) -> Vec<Raw> {
        let known = self.found.borrow().get(rule.code).map(|(_, found)| found.clone());
        known.unwrap_or_else(|| {
            let found = look();
            self.found.borrow_mut().insert(rule.code, (rule, found.clone()));
            found
        })
    }

    /// Takes over what is still true for this draft, and finds out what is not kept.
    pub(super) fn renew(
        &mut self,
        draft: &Draft,
        fields: &Fields<'_>,
        template: &Template,
        document: &Document,
        strictness: (Profile, Checks),
    ) {
        let form = (template.id.to_string(), template.version.to_string());
        if self.template != form {
            *self = Self { template: form, ..Self::default() };
        }
        let changes = changes(&self.agreement, &draft.agreement);
        for change in &changes {
            self.agreement.take_over(change.part, &draft.agreement);
        }
        let all_again = std::mem::replace(&mut self.strictness, strictness) != strictness;
        let touched = |read: Read| changes.iter().any(|change| read.is_touched_by(change));
        self.found.get_mut().retain(|_, (rule, _)| !all_again && !rule.reads.iter().copied().any(touched));
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
