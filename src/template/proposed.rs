//! Which sections still say what the form of agreement proposes: promises that nobody has decided on yet.

use super::{Form, Section};
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, FieldSpec, Id, LeafKind, Money, Need, Node, Shape};

/// Where the sections that somebody keeps as proposed are kept in a draft.
pub const KEPT: &str = "kept";

impl Form {
    /// Whether anything that a section promises is still as the form proposes it, and nobody said that it is meant. What
    /// somebody decided there decides nothing about the rest.
    pub fn is_as_proposed(&self, section: &Section, draft: &Draft) -> bool {
        let kept = draft.kept.iter().any(|kept| kept.id == section.id);
        !kept && !section.is_left_out(draft) && self.still_proposes(section, draft)
    }

    /// Whether a promise of the form stands unchanged in a section.
    fn still_proposes(&self, section: &Section, draft: &Draft) -> bool {
        let asked = |id: &Id| {
            let path = FieldPath::new("answers").join(id).join("value");
            self.is_proposal(draft, &path)
        };
        let says = |path: &String| {
            let path = FieldPath::new(path.as_str());
            let both = self.start().node(&path).zip(draft.node(&path));
            both.is_some_and(|(proposed, now)| says_the_same_somewhere(proposed, now))
        };
        section.questions.iter().any(asked)
            || section.form.iter().any(|path| !NAMING.contains(&path.as_str()) && says(path))
    }

    /// Whether nothing in a section was decided: every answer is the one that a draft begins with, but for required ones
    /// that were open, and nobody said that it is meant.
    pub fn is_untouched(&self, section: &Section, draft: &Draft) -> bool {
        !draft.kept.iter().any(|kept| kept.id == section.id) && self.is_unchanged(section, draft)
    }

    /// The sections for which [`Form::is_as_proposed`] holds, in the order of the form.
    pub fn as_proposed<'a>(&'a self, draft: &Draft) -> Vec<&'a Section> {
        self.template().sections.iter().filter(|s| self.is_as_proposed(s, draft)).collect()
    }

    /// Whether the form proposes anything in a section that binds a party: a number, a time, a sentence. That a party
    /// is a customer, or that a choice has to begin somewhere, is no promise.
    pub fn proposes(&self, section: &Section) -> bool {
        let asked = |id: &Id| self.question_default(id).is_some_and(|text| !text.trim().is_empty());
        let says =
            |path: &String| self.start().node(&FieldPath::new(path.as_str())).is_some_and(says_something);
        section.questions.iter().any(asked)
            || section.form.iter().any(|path| !NAMING.contains(&path.as_str()) && says(path))
    }

    /// Whether a field says what the form proposes for it, and that is something.
    pub fn is_proposal(&self, draft: &Draft, path: &FieldPath) -> bool {
        let mut segments = path.segments();
        if let (Some("answers"), Some(id)) = (segments.next(), segments.next()) {
            let proposed = self.template().questions.iter().find(|q| q.id.as_str() == id);
            return proposed.is_some_and(|q| {
                self.question_default(&q.id).is_some_and(|text| !text.is_empty() && text == draft.text(path))
            });
        }
        let (Some(proposed), Some(now)) = (self.start().node(path), draft.node(path)) else { return false };
        !proposed.is_blank() && is_same(proposed, now)
    }

    /// The answer with which a draft begins.
    fn question_default(&self, id: &str) -> Option<String> {
        let begun = self.start().agreement.answer(id).map(ToString::to_string);
        begun.or_else(|| {
            self.template().questions.iter().find(|q| q.id.as_str() == id).map(|q| q.default.clone())
        })
    }

    fn is_unchanged(&self, section: &Section, draft: &Draft) -> bool {
        let answer = |id: &str| draft.agreement.answer(id).map(ToString::to_string).unwrap_or_default();
        section.questions.iter().all(|id| self.question_default(id).unwrap_or_default() == answer(id))
            && section.form.iter().all(|path| {
                let path = FieldPath::new(path.as_str());
                let need = field_at(&self.start().agreement, &path).map_or(Need::Optional, |f| f.need);
                match (self.start().node(&path), draft.node(&path)) {
                    (Some(proposed), Some(now)) => is_kept(proposed, now, need),
                    (proposed, now) => proposed.is_none() && now.is_none(),
                }
            })
    }
}

/// Says that a section is meant as the form proposes it.
pub fn keep_as_proposed(section: &Section) -> Edit {
    Edit::Insert { list: KEPT.into(), at: usize::MAX, id: section.id.to_string() }
}

/// The field at a path that leads through records only.
fn field_at(root: &dyn Node, path: &FieldPath) -> Option<&'static FieldSpec> {
    let Shape::Record(mut record) = root.shape() else { return None };
    let mut field = None;
    for segment in path.segments() {
        let found = record.fields.iter().find(|f| f.name == segment)?;
        field = Some(found);
        if let Shape::Record(inner) = found.shape() {
            record = inner;
        }
    }
    field
}

/// Fields that name things or people and promise nothing.
const NAMING: [&str; 5] = ["title", "reference", "version", "language", "contacts"];

fn says_something(node: &dyn Node) -> bool {
    use LeafKind as K;
    match node.shape() {
        Shape::Leaf(K::Id | K::Ref | K::Refs | K::Choice(_) | K::YesNo | K::Currency | K::Zone) => false,
        Shape::Leaf(_) => !node.is_blank(),
        Shape::Record(record) => {
            let promising = record.fields.iter().filter(|f| !NAMING.contains(&f.name));
            promising.filter_map(|f| node.child(f.name)).any(says_something)
        }
        Shape::List(_) => {
            node.as_list().is_some_and(|list| (0..list.len()).filter_map(|i| list.at(i)).any(says_something))
        }
    }
}

/// Whether any promise of the first is that of the second too: items of lists are compared by their ids.
fn says_the_same_somewhere(proposed: &dyn Node, now: &dyn Node) -> bool {
    match proposed.shape() {
        Shape::Leaf(_) => says_something(proposed) && is_same(proposed, now),
        Shape::Record(record) => {
            let promising = record.fields.iter().filter(|f| !NAMING.contains(&f.name));
            let both = promising.filter_map(|f| proposed.child(f.name).zip(now.child(f.name)));
            both.into_iter().any(|(proposed, now)| says_the_same_somewhere(proposed, now))
        }
        Shape::List(_) => {
            let (Some(all), Some(list)) = (proposed.as_list(), now.as_list()) else { return false };
            let mut both = all.ids().into_iter().filter_map(|id| all.item(&id).zip(list.item(&id)));
            both.any(|(proposed, now)| says_the_same_somewhere(proposed, now))
        }
    }
}

/// Whether two nodes say the same.
fn is_same(proposed: &dyn Node, now: &dyn Node) -> bool {
    is_kept(proposed, now, Need::Optional)
}

/// Whether a node still says what was proposed for it. An amount in another currency is still the amount that was
/// proposed, and a time in another zone the time; where something required was left open, nothing was.
fn is_kept(a: &dyn Node, b: &dyn Node, need: Need) -> bool {
    match a.shape() {
        Shape::Leaf(_) if need == Need::Required && a.is_blank() => true,
        Shape::Leaf(LeafKind::Money) => {
            let amount = |node: &dyn Node| node.text().parse::<Money>().ok().map(|m| m.amount());
            a.text() == b.text() || amount(a).is_some_and(|one| amount(b) == Some(one))
        }
        Shape::Leaf(LeafKind::Zone) => a.is_blank() == b.is_blank(),
        Shape::Leaf(_) => a.text() == b.text(),
        Shape::Record(record) => record.fields.iter().all(|f| match (a.child(f.name), b.child(f.name)) {
            (Some(a), Some(b)) => is_kept(a, b, f.need),
            (a, b) => a.is_none() && b.is_none(),
        }),
        Shape::List(_) => {
            let (Some(a), Some(b)) = (a.as_list(), b.as_list()) else { return false };
            a.len() == b.len()
                && (0..a.len()).all(|i| match (a.at(i), b.at(i)) {
                    (Some(a), Some(b)) => is_same(a, b),
                    _ => false,
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{find, library};

    fn begun(form: &Form) -> Draft {
        form.begin(Id::slug("new"), None)
    }

    fn ids(sections: &[&Section]) -> Vec<String> {
        sections.iter().map(|s| s.id.to_string()).collect()
    }

    #[test]
    fn a_new_draft_is_as_proposed_wherever_the_form_promises_something() {
        let form = find("cloud-hosting").unwrap();
        let found = ids(&form.as_proposed(&begun(&form)));
        for promise in ["service-levels", "support", "maintenance", "credits", "security", "risk", "term"] {
            assert!(found.iter().any(|id| id == promise), "{promise}: {found:?}");
        }
        assert!(!found.iter().any(|id| id == "general" || id == "metric-cards"), "{found:?}");
        for form in library() {
            let found = form.as_proposed(&begun(form));
            assert!((8..=18).contains(&found.len()), "{}: {:?}", form.template().id, ids(&found));
        }
    }

    #[test]
    fn an_answer_of_ones_own_or_a_word_that_it_is_meant_ends_it() {
        let form = find("cloud-hosting").unwrap();
        let template = form.template();
        let section = |id: &str| template.sections.iter().find(|s| s.id.as_str() == id).unwrap();
        let mut draft = begun(&form);
        let term = section("term");
        assert!(form.is_as_proposed(term, &draft));
        keep_as_proposed(term).apply(&mut draft).unwrap();
        assert!(!form.is_as_proposed(term, &draft));
        let back = Edit::Remove { list: KEPT.into(), id: "term".into() };
        back.apply(&mut draft).unwrap();
        assert!(form.is_as_proposed(term, &draft));
        Edit::set("term.effective", "2027-02-01").apply(&mut draft).unwrap();
        assert!(form.is_as_proposed(term, &draft), "the day it begins decides nothing about notice and exit");
        Edit::set("term.length", "24mo").apply(&mut draft).unwrap();
        assert!(form.is_as_proposed(term, &draft), "one answer decides nothing about the others");
        keep_as_proposed(term).apply(&mut draft).unwrap();
        assert!(!form.is_as_proposed(term, &draft));
        assert!(
            !form.is_as_proposed(section("agreement"), &begun(&form)),
            "who the parties are is not proposed"
        );
        let metric = form.start().agreement.metrics[0].id.clone();
        assert!(form.is_as_proposed(section("service-levels"), &draft));
        let gone = |id: &Id| Edit::Remove { list: "metrics".into(), id: id.to_string() };
        gone(&metric).apply(&mut draft).unwrap();
        assert!(form.is_as_proposed(section("service-levels"), &draft), "the other metrics are unread");
        for metric in form.start().agreement.metrics.iter().skip(1) {
            gone(&metric.id).apply(&mut draft).unwrap();
        }
        assert!(!form.is_as_proposed(section("service-levels"), &draft), "nothing proposed is left");
    }

    #[test]
    fn an_amount_in_another_currency_is_still_the_one_proposed() {
        let amount = |text: &str| Some(text.parse::<Money>().unwrap());
        assert!(is_same(&amount("500.00 EUR"), &amount("500.00 GBP")));
        assert!(!is_same(&amount("500.00 EUR"), &amount("600.00 EUR")));
        assert!(!is_same(&amount("500.00 EUR"), &None::<Money>));
    }

    #[test]
    fn an_example_leaves_nothing_unread_and_only_says_so_where_it_matters() {
        for form in library() {
            assert!(form.as_proposed(form.example()).is_empty(), "{}", form.template().id);
            let proposed =
                |id: &str| form.template().sections.iter().any(|s| s.id.as_str() == id && form.proposes(s));
            let bound = |id: &str| form.template().bindings.iter().any(|b| b.id.as_str() == id);
            let kept = &form.example().kept;
            assert!(kept.iter().all(|k| proposed(&k.id) || bound(&k.id)), "{}", form.template().id);
        }
    }
}
