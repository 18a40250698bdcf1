//! The drafts, read and checked as the program does it.

use clausewright::agreement::Agreement;
use clausewright::check::{Checks, Environment, Finding, check};
use clausewright::document::assemble;
use clausewright::draft::{Draft, Edit, from_ron, to_ron};
use clausewright::template;

/// The file of a published agreement.
pub fn file(id: &str) -> String {
    let path = format!("{}/tests/published/drafts/{id}.ron", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub fn draft(id: &str) -> Draft {
    from_ron(file(id).as_bytes()).unwrap_or_else(|e| panic!("{id}: {e}"))
}

pub fn agreement(id: &str) -> Agreement {
    draft(id).agreement
}

/// The draft with changes made to it, as forms make them: `+list id` adds an item, `-list id` removes one, and
/// `path=value` types into a field.
pub fn changed(id: &str, changes: &[&str]) -> Draft {
    let mut draft = draft(id);
    for line in changes {
        let edit = if let Some((list, item)) = line.strip_prefix('+').and_then(|l| l.split_once(' ')) {
            Edit::Insert { list: list.into(), at: usize::MAX, id: item.to_owned() }
        } else if let Some((list, item)) = line.strip_prefix('-').and_then(|l| l.split_once(' ')) {
            Edit::Remove { list: list.into(), id: item.to_owned() }
        } else {
            let (path, text) = line.split_once('=').unwrap_or_else(|| panic!("no change: {line}"));
            Edit::set(path, text)
        };
        edit.apply(&mut draft).unwrap_or_else(|e| panic!("{id}: {line}: {e}"));
    }
    draft
}

pub fn findings(draft: &Draft) -> Vec<Finding> {
    let form = template::find(draft.template.id.as_str()).unwrap();
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    check(draft, form.template(), &assemble(draft, &form), &environment)
}

#[test]
fn every_file_is_as_the_program_saves_it_and_names_its_sources() {
    for fact in crate::facts::all() {
        let draft = draft(&fact.id);
        assert_eq!(to_ron(&draft).unwrap(), file(&fact.id), "{}", fact.id);
        assert_eq!(draft.id.as_str(), fact.id.replace('.', "-"));
        for note in &draft.notes {
            assert!(note.text.starts_with("http"), "{}: {}", fact.id, note.text);
        }
    }
}
