//! What assembling a draft again need not compute again.

use crate::agreement::Agreement;
use crate::settlement::examples::{Basis, Examples};
use std::cell::RefCell;
use std::sync::Arc;

/// Remembers from one revision of a draft to the next what is dear to compute and seldom changes: the worked examples.
/// It decides nothing but the time that assembling takes.
#[derive(Debug, Default)]
pub struct Memo {
    examples: RefCell<Option<(Basis, Option<Arc<Examples>>)>>,
}

impl Memo {
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
            for path in
                ["title", "term.effective", "currency"].into_iter().chain(metrics.iter().map(String::as_str))
            {
                let value = match path {
                    "title" => "Another",
                    "term.effective" => "2031-05-17",
                    "currency" => "USD",
                    _ => "5",
                };
                Edit::set(path, value).apply(&mut draft).unwrap();
                assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form), "{path}");
                assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form), "{path}, again");
            }
        }
    }
}
