//! Fixing all findings of one kind at once.

use super::open::{Session, derive};
use crate::check::Finding;
use crate::draft::{Draft, Edit, EditError};
use crate::value::FieldPath;
use std::collections::HashSet;

/// How often the draft is looked at anew: a fix may bring another one of its kind to light.
const ROUNDS: usize = 8;

/// What fixing all of a kind came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Findings of the kind that are gone.
    pub gone: usize,
    /// Those that are left, without a fix or because theirs did not fit any more.
    pub left: usize,
}

impl Session {
    /// Makes the fixes of all findings of a rule, as one step of undo.
    ///
    /// # Errors
    /// As [`Session::apply`]; nothing is changed then.
    pub fn fix_all(&mut self, code: &str, name: &str) -> Result<Mended, EditError> {
        self.fix_those(&|f| f.code == code, name)
    }

    /// Makes the fixes of the findings of these rules at these places, as one step of undo.
    ///
    /// # Errors
    /// As [`Session::apply`]; nothing is changed then.
    pub fn fix_several(&mut self, places: &[(&str, FieldPath)], name: &str) -> Result<Mended, EditError> {
        self.fix_those(&|f| places.iter().any(|(code, path)| *code == f.code && *path == f.path), name)
    }

    fn fix_those(&mut self, wanted: Wanted<'_>, name: &str) -> Result<Mended, EditError> {
        let before = count(&self.derived().findings, wanted);
        let mut next = Draft::clone(self.draft());
        let mut findings = self.derived().findings.to_vec();
        let mut done: Vec<Edit> = Vec::new();
        for _ in 0..ROUNDS {
            let edits = round(&mut next, &findings, wanted);
            if edits.is_empty() {
                break;
            }
            done.extend(edits);
            findings = derive(&next, self.form(), false).1;
        }
        self.close_step();
        self.apply(&done, name, None)?;
        let left = count(&self.derived().findings, wanted);
        Ok(Mended { gone: before.saturating_sub(left), left })
    }
}

/// Which findings are to be mended.
type Wanted<'a> = &'a dyn Fn(&Finding) -> bool;

fn of<'a>(findings: &'a [Finding], wanted: Wanted<'a>) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(move |f| f.waived.is_none() && wanted(f))
}

fn count(findings: &[Finding], wanted: Wanted<'_>) -> usize {
    of(findings, wanted).count()
}

/// Makes the fixes that do not touch what another one has just changed: those are looked at again afterwards. Returns
/// what was done.
fn round(draft: &mut Draft, findings: &[Finding], wanted: Wanted<'_>) -> Vec<Edit> {
    let mut touched: HashSet<FieldPath> = HashSet::new();
    let mut done = Vec::new();
    for fix in of(findings, wanted).filter_map(|f| f.fix.as_ref()) {
        let places: Vec<FieldPath> = fix.edits.iter().map(Edit::path).collect();
        let meets =
            |place: &FieldPath| touched.iter().any(|other| place.is_within(other) || other.is_within(place));
        if places.iter().any(meets) {
            continue;
        }
        let mut next = draft.clone();
        let mut changed = false;
        let fits = fix.edits.iter().all(|edit| match edit.apply(&mut next) {
            Ok(this) => {
                changed |= this;
                true
            }
            Err(_) => false,
        });
        if fits && changed {
            *draft = next;
            done.extend(fix.edits.iter().cloned());
            touched.extend(places);
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    /// An example with the same mistake at two places, for which there is a fix.
    fn spoiled() -> Session {
        let form = template::find("cloud-hosting").unwrap();
        let mut session = Session::new(form.example().clone(), form);
        let service = session.draft().agreement.services.first().unwrap().id.to_string();
        let paths = ["overview".to_owned(), format!("services.{service}.description")];
        let edits: Vec<Edit> = paths
            .iter()
            .map(|p| {
                Edit::set(
                    p.as_str(),
                    format!("{} Up to the the end.", session.draft().text(&p.as_str().into())),
                )
            })
            .collect();
        session.apply(&edits, "Spoil", None).unwrap();
        session
    }

    #[test]
    fn all_of_a_kind_are_mended_and_one_undo_takes_that_back() {
        let mut session = spoiled();
        let before = session.snapshot();
        assert_eq!(count(&session.derived().findings, &|f| f.code == "U03"), 2);
        assert_eq!(session.fix_all("U03", "Fix all").unwrap(), Mended { gone: 2, left: 0 });
        assert_eq!(session.undo_name(), Some("Fix all"));
        session.undo();
        assert_eq!(*session.draft(), *before);
    }

    #[test]
    fn only_those_at_the_places_named_are_mended() {
        let mut session = spoiled();
        let places = [("U03", FieldPath::new("overview")), ("F01", FieldPath::new("title"))];
        assert_eq!(session.fix_several(&places, "Fix").unwrap(), Mended { gone: 1, left: 0 });
        let left = session.derived().findings.iter().filter(|f| f.code == "U03").map(|f| f.path.to_string());
        assert!(matches!(left.collect::<Vec<_>>().as_slice(), [one] if one.ends_with("description")));
    }

    #[test]
    fn a_kind_without_fixes_changes_nothing() {
        let mut session = spoiled();
        let before = session.snapshot();
        assert_eq!(session.fix_all("F01", "Fix all").unwrap().gone, 0);
        assert_eq!(*session.draft(), *before);
        assert_eq!(session.undo_name(), Some("Spoil"));
    }
}
