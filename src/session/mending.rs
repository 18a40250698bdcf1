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
        let before = count(&self.derived().findings, code);
        let mut next = Draft::clone(self.draft());
        let mut findings = self.derived().findings.to_vec();
        let mut done: Vec<Edit> = Vec::new();
        for _ in 0..ROUNDS {
            let edits = round(&mut next, &findings, code);
            if edits.is_empty() {
                break;
            }
            done.extend(edits);
            findings = derive(&next, self.form(), false).1;
        }
        self.close_step();
        self.apply(&done, name, None)?;
        let left = count(&self.derived().findings, code);
        Ok(Mended { gone: before.saturating_sub(left), left })
    }
}

fn of<'a>(findings: &'a [Finding], code: &'a str) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(move |f| f.code == code && f.waived.is_none())
}

fn count(findings: &[Finding], code: &str) -> usize {
    of(findings, code).count()
}

/// Makes the fixes that do not touch what another one has just changed: those are looked at again afterwards. Returns
/// what was done.
fn round(draft: &mut Draft, findings: &[Finding], code: &str) -> Vec<Edit> {
    let mut touched: HashSet<FieldPath> = HashSet::new();
    let mut done = Vec::new();
    for fix in of(findings, code).filter_map(|f| f.fix.as_ref()) {
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
        assert_eq!(count(&session.derived().findings, "U03"), 2);
        assert_eq!(session.fix_all("U03", "Fix all").unwrap(), Mended { gone: 2, left: 0 });
        assert_eq!(session.undo_name(), Some("Fix all"));
        session.undo();
        assert_eq!(*session.draft(), *before);
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
