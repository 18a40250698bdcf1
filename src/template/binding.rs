//! Proposals of a form that nobody should promise unread: they cost money, limit a right, or state a fact.

use super::{Clause, Form, KEPT, Section, section_of};
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, FieldSpec, Id, LeafKind, Need, Node, Shape};
use serde::{Deserialize, Serialize};

/// What a proposal does to a party that lets it stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Somebody pays for it, in money or in people.
    Costs,
    /// A right ends there.
    Limits,
    /// It says that something is so.
    States,
}

/// Such a proposal, and what it means in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// Names it where somebody decides to keep it; no section has the same id.
    pub id: Id,
    /// Where it stands in the draft that new agreements start with: a field, a list, a question as `answers.<id>`, or a
    /// clause as `clauses.<section>-<clause>`.
    pub path: String,
    pub effect: Effect,
    /// A sentence: "In the first months no credit falls due, whatever goes wrong."
    pub says: String,
}

/// Where a proposal stands in a draft.
enum Stands<'a> {
    Field(FieldPath),
    Clause(&'a Section, &'a Clause),
}

impl Binding {
    /// The field, or the clause, as its place is written elsewhere.
    pub fn place(&self) -> FieldPath {
        match self.path.strip_prefix("answers.") {
            Some(_) => FieldPath::new(format!("{}.value", self.path)),
            None => FieldPath::new(self.path.as_str()),
        }
    }

    /// Says that the proposal is meant.
    pub fn keep(&self) -> Edit {
        Edit::Insert { list: KEPT.into(), at: usize::MAX, id: self.id.to_string() }
    }
}

impl Form {
    /// The proposals that bind and about which nobody has decided: they stand in the draft as the form has them, and
    /// neither they nor their sections are kept.
    pub fn open_bindings<'a>(&'a self, draft: &Draft) -> Vec<&'a Binding> {
        let kept = |id: &Id| draft.kept.iter().any(|kept| kept.id == *id);
        let decided = |b: &Binding| kept(&b.id) || self.section_of_binding(b).is_some_and(|s| kept(&s.id));
        let all = self.template().bindings.iter();
        all.filter(|b| !decided(b) && self.stands(b).is_some_and(|at| self.is_open(&at, draft))).collect()
    }

    /// The section in which a binding proposal is answered or printed.
    pub fn section_of_binding(&self, binding: &Binding) -> Option<&Section> {
        match self.stands(binding)? {
            Stands::Field(path) => section_of(self.template(), &|_| None, &path),
            Stands::Clause(section, _) => Some(section),
        }
    }

    /// What takes the proposal out of a draft. `None` where something has to stand there: it can only be changed.
    pub fn without(&self, binding: &Binding, draft: &Draft) -> Option<Vec<Edit>> {
        match self.stands(binding)? {
            Stands::Clause(section, clause) => {
                let key = section.clause_key(clause);
                Some(clause.decided(draft, &key, false))
            }
            Stands::Field(path) => {
                let Shape::Leaf(kind) = draft.node(&path)?.shape() else { return None };
                // A choice that is never empty goes back to what it is before anybody proposes anything.
                let bare = match kind {
                    LeafKind::Choice(_) => Draft::default().text(&path),
                    _ => String::new(),
                };
                (self.need_of(&path) != Need::Required).then(|| vec![Edit::set(path, bare)])
            }
        }
    }

    /// Whether something must stand in a field, or in the answer to a question.
    fn need_of(&self, path: &FieldPath) -> Need {
        let mut segments = path.segments();
        if let (Some("answers"), Some(id)) = (segments.next(), segments.next()) {
            let question = self.template().questions.iter().find(|q| q.id.as_str() == id);
            return if question.is_some_and(|q| q.required) { Need::Required } else { Need::Optional };
        }
        field_at(&self.start().agreement, path).map_or(Need::Optional, |f| f.need)
    }

    fn stands(&self, binding: &Binding) -> Option<Stands<'_>> {
        let Some(key) = binding.path.strip_prefix("clauses.") else {
            return Some(Stands::Field(binding.place()));
        };
        let clauses = self.template().sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
        clauses.into_iter().find(|(s, c)| s.clause_key(c) == key).map(|(s, c)| Stands::Clause(s, c))
    }

    fn is_open(&self, at: &Stands<'_>, draft: &Draft) -> bool {
        match at {
            Stands::Field(path) => {
                let left_out =
                    section_of(self.template(), &|_| None, path).is_some_and(|s| s.is_left_out(draft));
                !left_out && self.is_proposal(draft, path)
            }
            Stands::Clause(section, clause) => {
                let key = section.clause_key(clause);
                let choice = draft.choice(&key);
                let other = choice.is_some_and(|c| !c.alternative.is_empty());
                clause.is_wanted(choice) && !other && draft.written(&key).is_none()
            }
        }
    }
}

/// The field at a path, through records and items of lists.
fn field_at(root: &dyn Node, path: &FieldPath) -> Option<&'static FieldSpec> {
    let Shape::Record(mut record) = root.shape() else { return None };
    let mut field = None;
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        let found = record.fields.iter().find(|f| f.name == segment)?;
        field = Some(found);
        match found.shape() {
            Shape::Record(inner) => record = inner,
            Shape::List(inner) => {
                record = inner;
                // The id of the item.
                segments.next();
            }
            Shape::Leaf(_) => {}
        }
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{find, keep_as_proposed, library};

    #[test]
    fn a_new_draft_of_every_form_has_some_and_an_example_none() {
        for form in library() {
            let id = &form.template().id;
            let open = form.open_bindings(form.start()).len();
            assert!(open == form.template().bindings.len() && open > 4, "{id}: {open}");
            assert!(form.open_bindings(form.example()).is_empty(), "{id}");
            assert!(form.start().agreement.security.certificates.is_empty(), "{id} proposes a certificate");
        }
    }

    #[test]
    fn each_is_decided_by_a_change_by_leaving_it_out_and_by_a_word() {
        for form in library() {
            for binding in &form.template().bindings {
                let open = |draft: &Draft| form.open_bindings(draft).contains(&binding);
                let id = format!("{} {}", form.template().id, binding.id);
                let mut kept = form.start().clone();
                binding.keep().apply(&mut kept).unwrap();
                assert!(!open(&kept), "{id}");
                let mut section = form.start().clone();
                keep_as_proposed(form.section_of_binding(binding).unwrap()).apply(&mut section).unwrap();
                assert!(!open(&section), "{id}");
                if let Some(edits) = form.without(binding, form.start()) {
                    let mut without = form.start().clone();
                    for edit in edits {
                        edit.apply(&mut without).unwrap();
                    }
                    assert!(!open(&without), "{id}");
                }
            }
        }
    }

    #[test]
    fn what_must_be_there_cannot_be_left_out() {
        let form = find("business-services").unwrap();
        let named = |id: &str| form.template().bindings.iter().find(|b| b.id.as_str() == id).unwrap();
        assert!(form.without(named("binds-period-cap"), form.start()).is_none());
        assert!(form.without(named("binds-late-report"), form.start()).is_some());
    }
}
