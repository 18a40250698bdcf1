//! What assembling a draft again need not compute again.

use super::kept::{KeptClause, KeptText};
use super::pieces::Of;
use super::{Terms, reads};
use crate::agreement::changes::{Change, changes};
use crate::agreement::{Agreement, Metric};
use crate::draft::Draft;
use crate::settlement::examples::{self, Examples, examples, examples_again};
use crate::template::{Markup, Template, parse};
use crate::value::{FieldPath, Record};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// Remembers one revision of a draft for the next: its agreement, to see what changed since, and of which pieces its
/// clauses were put together. It decides nothing but the time that assembling takes. Hand the same memo only to the
/// revisions of one draft.
#[derive(Debug, Default)]
pub struct Memo(RefCell<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Id and version of the form.
    form: (String, String),
    agreement: Agreement,
    /// What is different from the revision before.
    changes: Vec<Change>,
    /// Whether the definitions are printed.
    defined: bool,
    /// The worked examples, with the positions of the metrics of which they are not true any more.
    examples: Option<(Arc<Examples>, Vec<usize>)>,
    terms: Arc<Terms>,
    /// Whether terms are written and linked as before.
    same_words: bool,
    /// What references are made of.
    names: Vec<String>,
    /// Whether these are as before.
    same_names: bool,
    /// Clauses of the revision before and of this one.
    clauses: [FxHashMap<FieldPath, KeptClause>; 2],
    /// Clause texts of the revision before and of this one, with what they were parsed to.
    written: [FxHashMap<String, Arc<Markup>>; 2],
}

impl Memo {
    /// A revision begins: finds what changed, and forgets what only the revision before the last had. `defined`: the
    /// definitions are printed, so that links to them lead somewhere.
    pub(super) fn begin(&self, draft: &Draft, template: &Template, defined: bool) -> Arc<Terms> {
        let known = &mut *self.0.borrow_mut();
        if known.form.0 != *template.id || known.form.1 != template.version {
            *known = Known { form: (template.id.to_string(), template.version.clone()), ..Known::default() };
        }
        known.changes = changes(&known.agreement, &draft.agreement);
        for change in &known.changes {
            known.agreement.take_over(change.part, &draft.agreement);
        }
        let [before, now] = &mut known.clauses;
        *before = std::mem::take(now);
        let [before, now] = &mut known.written;
        *before = std::mem::take(now);
        known.outdate_examples();
        known.find_terms(defined);
        Arc::clone(&known.terms)
    }

    /// All clauses are numbered; `names` is what references are made of.
    pub(super) fn number(&self, names: &[&str]) {
        let known = &mut *self.0.borrow_mut();
        known.same_names = known.names.iter().map(String::as_str).eq(names.iter().copied());
        if !known.same_names {
            known.names = names.iter().map(|name| (*name).to_owned()).collect();
        }
    }

    /// The clause of the revision before that stood at this place of the draft.
    pub(super) fn take(&self, path: &FieldPath) -> Option<KeptClause> {
        let [before, _] = &mut self.0.borrow_mut().clauses;
        before.remove(path)
    }

    /// Whether blocks that were made from this would be the same again.
    pub(super) fn holds(&self, of: Of) -> bool {
        let known = self.0.borrow();
        known.same_words && reads::holds(of, &known.changes)
    }

    /// Whether a text would be filled in with the same again.
    pub(super) fn holds_text(&self, text: &KeptText, markup: &Arc<Markup>, written: bool) -> bool {
        let known = self.0.borrow();
        let is_same = |part: &str| !known.changes.iter().any(|change| change.part == part);
        known.same_words && text.holds(markup, written, is_same, known.same_names)
    }

    /// Leaves a clause for the next revision.
    pub(super) fn keep(&self, clause: KeptClause) {
        let [_, now] = &mut self.0.borrow_mut().clauses;
        now.insert(clause.path().clone(), clause);
    }

    /// The worked examples of the agreement. Those of metrics that nothing changed for are not computed again.
    pub(super) fn examples(&self, agreement: &Agreement) -> Option<Arc<Examples>> {
        let known = &mut *self.0.borrow_mut();
        let before = known.examples.take();
        let examples = match before {
            Some((examples, outdated)) if outdated.is_empty() => Some(examples),
            Some((examples, outdated)) => {
                let metrics = &agreement.metrics;
                let is_same = |metric: &Metric| {
                    !outdated.iter().any(|at| metrics.get(*at).is_some_and(|m| m.id == metric.id))
                };
                examples_again(agreement, Some(&examples), &is_same).map(Arc::new)
            }
            None => examples(agreement).map(Arc::new),
        };
        known.examples = examples.clone().map(|examples| (examples, Vec::new()));
        examples
    }

    /// A clause text of the drafter, parsed if the revision before had none like it.
    pub(super) fn parsed(&self, text: &str) -> Arc<Markup> {
        let [before, now] = &mut self.0.borrow_mut().written;
        if let Some(markup) = now.get(text) {
            return Arc::clone(markup);
        }
        let (text, markup) =
            before.remove_entry(text).unwrap_or_else(|| (text.to_owned(), Arc::new(parse(text))));
        now.insert(text, Arc::clone(&markup));
        markup
    }
}

impl Known {
    /// Marks what the changes make untrue of the examples; forgets them where that is not about single metrics.
    fn outdate_examples(&mut self) {
        for change in self.changes.iter().filter(|c| examples::READS.iter().any(|r| r.is_touched_by(c))) {
            let own = change.spot.filter(|s| change.part == "metrics" && examples::OWN.contains(&s.field));
            match (own, &mut self.examples) {
                (Some(spot), Some((_, outdated))) => outdated.push(spot.item),
                _ => self.examples = None,
            }
        }
    }

    /// Looks for the terms where something about them changed. That they are the same as before matters more than the
    /// time it takes: everything that is printed rests on them.
    fn find_terms(&mut self, defined: bool) {
        let redefined = self.changes.iter().any(reads::is_about_definitions);
        self.same_words = !redefined;
        if redefined || self.defined != defined || self.changes.iter().any(reads::is_about_names) {
            let terms = if defined { Terms::of(&self.agreement) } else { Terms::default() };
            if *self.terms != terms {
                self.terms = Arc::new(terms);
                self.same_words = false;
            }
        }
        self.defined = defined;
    }
}

#[cfg(test)]
#[path = "memo_tests.rs"]
mod tests;
