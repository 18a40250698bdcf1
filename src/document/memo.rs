//! What assembling a draft again need not compute again.

use super::Terms;
use crate::agreement::{Agreement, Definition};
use crate::settlement::examples::{Basis, Examples};
use crate::value::Text;
use std::cell::RefCell;
use std::sync::Arc;

/// Remembers from one revision of a draft to the next what is dear to compute and seldom changes: the worked examples
/// and the defined terms. It decides nothing but the time that assembling takes.
#[derive(Debug, Default)]
pub struct Memo {
    examples: Kept<Basis, Option<Arc<Examples>>>,
    /// By the definitions and the names of the parties.
    terms: Kept<(Vec<Definition>, Vec<[Text; 2]>), Arc<Terms>>,
}

/// What was computed last, with what it was computed from.
type Kept<From, To> = RefCell<Option<(From, To)>>;

impl Memo {
    /// The terms, put in order anew if a definition or the name of a party is not as it was.
    pub(super) fn terms(&self, agreement: &Agreement) -> Arc<Terms> {
        let mut kept = self.terms.borrow_mut();
        let names = || agreement.parties.iter().map(|p| [&p.legal_name, &p.short_name]);
        let same = |definitions: &[Definition], old: &[[Text; 2]]| {
            definitions == agreement.definitions && old.iter().map(|[a, b]| [a, b]).eq(names())
        };
        if let Some((_, terms)) = kept.as_ref().filter(|((definitions, old), _)| same(definitions, old)) {
            return Arc::clone(terms);
        }
        let terms = Arc::new(Terms::of(agreement));
        let names = names().map(|pair| pair.map(Text::clone)).collect();
        *kept = Some(((agreement.definitions.clone(), names), Arc::clone(&terms)));
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
    use crate::template::library;

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
}
