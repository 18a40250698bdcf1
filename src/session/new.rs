//! A new draft of a form.

use crate::draft::Draft;
use crate::template::Form;
use crate::value::{Date, Id};
use std::hash::{BuildHasher, Hasher, RandomState};

/// A draft as the form starts it, dated today and with an id of its own.
pub fn new_draft(form: &Form) -> Draft {
    form.begin(random_id(), today())
}

/// The local day; `None` where the clock is beyond the calendar of drafts.
pub fn today() -> Option<Date> {
    Date::new(chrono::Local::now().date_naive())
}

/// Sixteen hexadecimal digits from the process's random state: enough to keep drafts apart.
fn random_id() -> Id {
    let number = RandomState::new().build_hasher().finish();
    Id::slug(&format!("draft-{number:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_new_draft_has_an_id_of_its_own() {
        assert_ne!(random_id(), random_id());
        assert_eq!(random_id().len(), 22);
    }

    #[test]
    fn a_new_draft_of_any_form_waits_for_answers_and_has_nothing_wrong() {
        for form in crate::template::library() {
            let (_, found) = crate::session::derive(&new_draft(form), form, false);
            let wrong = |f: &&crate::check::Finding| {
                !f.missing && f.severity == crate::check::Severity::Error && f.waived.is_none()
            };
            let wrong: Vec<_> = found.iter().filter(wrong).map(|f| (f.code, f.path.as_str())).collect();
            assert_eq!(wrong, [], "{}", form.template().id);
            assert!(crate::check::Summary::of(&found).missing > 20);
        }
    }
}
