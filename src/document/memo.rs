//! What assembling a draft again need not compute again.

use super::Terms;
use crate::agreement::{Agreement, Definition, Party};
use crate::settlement::examples::{Basis, Examples};
use crate::template::{Markup, parse};
use crate::value::Text;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// Remembers from one revision of a draft to the next what is dear to compute and seldom changes: the worked examples,
/// the defined terms and what the drafter's clauses are made of. It decides nothing but the time that assembling takes.
#[derive(Debug, Default)]
pub struct Memo {
    examples: Kept<Basis, Option<Arc<Examples>>>,
    terms: Kept<Names, Arc<Terms>>,
    /// Clause texts of the revision before and of this one.
    written: RefCell<[Parsed; 2]>,
}

/// Clause texts with what they were parsed to.
type Parsed = FxHashMap<String, Arc<Markup>>;

/// What was computed last, with what it was computed from.
type Kept<From, To> = RefCell<Option<(From, To)>>;

/// What the terms are made of.
#[derive(Debug)]
struct Names {
    definitions: Vec<Definition>,
    /// Legal and short name of each party.
    parties: Vec<[Text; 2]>,
}

impl Names {
    fn of(agreement: &Agreement) -> Self {
        let names = |party: &Party| [party.legal_name.clone(), party.short_name.clone()];
        Self {
            definitions: agreement.definitions.clone(),
            parties: agreement.parties.iter().map(names).collect(),
        }
    }

    fn are_of(&self, agreement: &Agreement) -> bool {
        let parties = agreement.parties.iter().map(|p| [&p.legal_name, &p.short_name]);
        self.definitions == agreement.definitions && self.parties.iter().map(|[a, b]| [a, b]).eq(parties)
    }
}

impl Memo {
    /// A revision begins: what only the one before the last had is forgotten.
    pub(super) fn begin(&self) {
        let [before, now] = &mut *self.written.borrow_mut();
        *before = std::mem::take(now);
    }

    /// A clause text of the drafter, parsed if the revision before had none like it.
    pub(super) fn parsed(&self, text: &str) -> Arc<Markup> {
        let [before, now] = &mut *self.written.borrow_mut();
        if let Some(markup) = now.get(text) {
            return Arc::clone(markup);
        }
        let (text, markup) =
            before.remove_entry(text).unwrap_or_else(|| (text.to_owned(), Arc::new(parse(text))));
        now.insert(text, Arc::clone(&markup));
        markup
    }

    /// The terms, put in order anew if a definition or the name of a party is not as it was.
    pub(super) fn terms(&self, agreement: &Agreement) -> Arc<Terms> {
        let mut kept = self.terms.borrow_mut();
        if let Some((_, terms)) = kept.as_ref().filter(|(names, _)| names.are_of(agreement)) {
            return Arc::clone(terms);
        }
        let terms = Arc::new(Terms::of(agreement));
        *kept = Some((Names::of(agreement), Arc::clone(&terms)));
        terms
    }

    /// The worked examples, computed if what decides them is not as it was.
    pub(super) fn examples(&self, agreement: &Agreement) -> Option<Arc<Examples>> {
        let mut kept = self.examples.borrow_mut();
        if let Some((_, examples)) = kept.as_ref().filter(|(basis, _)| basis.is_of(agreement)) {
            return examples.clone();
        }
        let basis = Basis::of(agreement);
        let examples = basis.examples().map(Arc::new);
        *kept = Some((basis, examples.clone()));
        examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{assemble, assemble_again};
    use crate::draft::Edit;
    use crate::settlement::examples::compute;
    use crate::template::library;

    #[test]
    fn a_clause_text_is_parsed_once_and_forgotten_with_the_clause() {
        let memo = Memo::default();
        let first = memo.parsed("The **Provider** serves.");
        memo.begin();
        assert!(Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")));
        assert!(Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")), "twice in one draft");
        assert_eq!(*memo.parsed("Other."), parse("Other."));
        memo.begin();
        memo.parsed("Other.");
        memo.begin();
        assert!(!Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")));
    }

    #[test]
    fn a_memo_changes_no_document() {
        for form in library() {
            let memo = Memo::default();
            let mut draft = form.example().clone();
            assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form));
            let list = draft.agreement.metrics.iter().map(|m| format!("metrics.{}.decimals", m.id));
            let metrics: Vec<String> = list.collect();
            for path in [
                "title",
                "term.effective",
                "currency",
                "parties.provider.legal_name",
                "definitions.service.term",
            ]
            .into_iter()
            .chain(metrics.iter().map(String::as_str))
            {
                let value = match path {
                    "title" => "Another",
                    "term.effective" => "2031-05-17",
                    "currency" => "USD",
                    "parties.provider.legal_name" => "Agreement Services",
                    "definitions.service.term" => "Provider",
                    _ => "5",
                };
                Edit::set(path, value).apply(&mut draft).unwrap();
                assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form), "{path}");
                assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form), "{path}, again");
            }
        }
    }

    /// What a settlement reads beyond the basis would make an example differ from the settlement of the same month.
    #[test]
    fn the_basis_of_the_examples_holds_all_that_decides() {
        for form in library() {
            let mut agreement = form.example().agreement.clone();
            for day in ["2026-02-01", "2027-08-17"] {
                agreement.term.effective = day.parse().ok();
                let basis = Basis::of(&agreement);
                assert!(basis.is_of(&agreement) && basis.examples().is_some());
                assert!(basis.examples() == compute(&agreement), "{} from {day}", agreement.title);
            }
        }
    }
}
