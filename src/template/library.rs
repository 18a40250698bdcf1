//! The forms that are built in.

use super::Form;
use crate::agreement::queries::label_of;
use crate::value::Node;
use std::sync::{Arc, OnceLock};

/// The three files of a built-in form.
struct Bundled {
    id: &'static str,
    template: &'static str,
    start: &'static str,
    example: &'static str,
}

macro_rules! bundled {
    ($id:literal) => {
        Bundled {
            id: $id,
            template: include_str!(concat!("../../templates/", $id, "/template.ron")),
            start: include_str!(concat!("../../templates/", $id, "/start.ron")),
            example: include_str!(concat!("../../templates/", $id, "/example.ron")),
        }
    };
}

/// In the order of the gallery.
const BUNDLED: &[Bundled] = &[
    bundled!("cloud-hosting"),
    bundled!("managed-it-support"),
    bundled!("business-services"),
    bundled!("corporate-multi-level"),
    bundled!("outsourced-staffing"),
];

/// Each form is read when it is first asked for. Tests make sure that every one of them loads and passes its checks.
fn form(at: usize) -> Option<&'static Arc<Form>> {
    static FORMS: [OnceLock<Option<Arc<Form>>>; BUNDLED.len()] = [const { OnceLock::new() }; BUNDLED.len()];
    let files = BUNDLED.get(at)?;
    let read = || {
        let (template, start, example) = (files.template, files.start, files.example);
        Form::read_unchecked(template.as_bytes(), start.as_bytes(), example.as_bytes()).ok().map(Arc::new)
    };
    FORMS.get(at)?.get_or_init(read).as_ref()
}

/// The built-in forms.
pub fn library() -> &'static [Arc<Form>] {
    static LIBRARY: OnceLock<Vec<Arc<Form>>> = OnceLock::new();
    LIBRARY.get_or_init(|| (0..BUNDLED.len()).filter_map(form).cloned().collect())
}

/// The built-in form with this id.
pub fn find(id: &str) -> Option<Arc<Form>> {
    form(BUNDLED.iter().position(|b| b.id == id)?).cloned()
}

/// What the form of agreement with this id calls an item that a new draft begins with, by its list and its id; a draft
/// in which the item is gone still names it.
pub fn first_name_of(form: &str, list: &str, id: &str) -> Option<String> {
    let form = find(form)?;
    let item = Node::child(&form.start().agreement, list)?.child(id)?;
    label_of(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_form_passes_its_checks() {
        let mut wrong = Vec::new();
        for files in BUNDLED {
            let (template, start, example) = (files.template, files.start, files.example);
            match Form::read(template.as_bytes(), start.as_bytes(), example.as_bytes()) {
                Ok(form) => assert_eq!(form.template().id.as_str(), files.id),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(library().len(), BUNDLED.len());
        assert!(find("no-such-form").is_none());
    }

    #[test]
    fn a_new_draft_answers_every_question_with_its_default() {
        for form in library() {
            let id: crate::value::Id = "made-now".parse().unwrap();
            let draft = form.begin(id.clone(), "2026-03-01".parse().ok());
            assert_eq!((draft.id, draft.template.id), (id, form.template().id.clone()));
            for question in &form.template().questions {
                let answer = draft.agreement.answer(&question.id).unwrap();
                assert_eq!(question.check(answer).as_deref(), question.check(&question.default).as_deref());
            }
        }
    }
}
