//! What one check leaves for the next: each text with what was found out about it.

use super::fields::{Fields, Place};
use super::gathered::Gathered;
use super::rules;
use super::text::{Answers, Question, TextAt};
use crate::document::{Document, Inline};
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
    form_texts: Vec<FormText>,
}

impl std::fmt::Debug for Memo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memo({} texts)", self.texts.len())
    }
}

/// The form's own words of one clause of the document.
pub(super) struct FormText {
    /// The clause.
    pub(super) path: FieldPath,
    /// Terms, values and references are "(that)": they end a run of capitals and do not begin a sentence.
    pub(super) text: String,
    pub(super) answers: Answers,
}

impl Memo {
    /// All texts that are typed freely, in the order of the draft.
    pub(super) fn texts(&self) -> &[TextAt] {
        &self.texts
    }

    /// The form's own texts of the document.
    pub(super) fn form_texts(&self) -> &[FormText] {
        &self.form_texts
    }

    /// Takes over what is still true for this draft, and gathers from the document what is not kept.
    pub(super) fn renew<'a>(
        &mut self,
        draft: &Draft,
        fields: &Fields<'_>,
        template: &Template,
        document: &'a Document,
    ) -> Gathered<'a> {
        let form = (template.id.to_string(), template.version.to_string());
        if self.template != form {
            *self = Self { template: form, ..Self::default() };
        }
        self.renew_texts(fields);
        let gathered = self.renew_form_texts(draft, document);
        if !terms(draft).eq(self.terms.iter().map(String::as_str)) {
            self.terms = terms(draft).map(str::to_owned).collect();
            self.forget(Question::OF_TERMS);
        }
        if !names(draft, &self.texts).eq(self.names.iter().map(String::as_str)) {
            self.names = names(draft, &self.texts).map(str::to_owned).collect();
            self.forget(Question::OF_NAMES);
        }
        gathered
    }

    fn forget(&self, questions: &[Question]) {
        self.texts.iter().for_each(|t| t.answers.forget(questions));
        self.form_texts.iter().for_each(|t| t.answers.forget(questions));
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

    fn renew_form_texts<'a>(&mut self, draft: &Draft, document: &'a Document) -> Gathered<'a> {
        let written: FxHashSet<&str> = draft.clauses.iter().map(|c| c.id.as_str()).collect();
        let mut earlier = Earlier::new(&mut self.form_texts);
        let mut text = String::new();
        let mut at: Option<&FieldPath> = None;
        let mut end = |text: &mut String, at: Option<&FieldPath>| {
            if let Some(path) = at.filter(|_| !text.trim().is_empty()) {
                let same = earlier.take(|e| e.path == *path).filter(|e| e.text == *text);
                self.form_texts.push(same.unwrap_or_else(|| FormText {
                    path: path.clone(),
                    text: text.clone(),
                    answers: Answers::default(),
                }));
            }
            text.clear();
        };
        // Of the clause that the walk is in: whether its text is the form's own.
        let mut own = false;
        let gathered = Gathered::of(document, |place, inline| {
            let Some(clause) = place.clause else { return };
            if at.is_none_or(|path| !std::ptr::eq(path, &clause.path)) {
                end(&mut text, at);
                own = !written.contains(clause.path.last()) && clause.path.as_str().starts_with("clauses.");
                at = Some(&clause.path);
            }
            match inline {
                _ if !own => {}
                Inline::Text(piece) => text.push_str(piece),
                Inline::TermRef { .. }
                | Inline::Value { .. }
                | Inline::CrossRef { .. }
                | Inline::Missing { .. } => text.push_str("(that)"),
                Inline::Break => text.push('\n'),
                Inline::Strong(_) | Inline::Emphasis(_) | Inline::TermDef { .. } => {}
            }
        });
        end(&mut text, at);
        gathered
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
