//! In which order the clauses of a section stand: the form's in its order, the drafter's own between them.

use super::{Clause, Section};
use crate::draft::ExtraClause;
use std::collections::HashMap;

/// A clause of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing<'a> {
    Form(&'a Clause),
    Own(&'a ExtraClause),
}

/// The clauses of a section in their order. `own` are the drafter's clauses of this section; several before the same
/// clause keep their order, and one that stands before none of the section's clauses is at the end.
pub fn in_order<'a>(
    section: &'a Section,
    own: impl IntoIterator<Item = &'a ExtraClause>,
) -> Vec<Standing<'a>> {
    let keys: Vec<String> = section.clauses.iter().map(|clause| section.clause_key(clause)).collect();
    let mut before: HashMap<&str, Vec<&ExtraClause>> =
        keys.iter().map(|k| (k.as_str(), Vec::new())).collect();
    let mut last = Vec::new();
    for clause in own {
        before.get_mut(clause.before.as_str()).unwrap_or(&mut last).push(clause);
    }
    let mut all = Vec::with_capacity(section.clauses.len() + last.len());
    for (clause, key) in section.clauses.iter().zip(&keys) {
        all.extend(before.remove(key.as_str()).into_iter().flatten().map(Standing::Own));
        all.push(Standing::Form(clause));
    }
    all.extend(last.into_iter().map(Standing::Own));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::find;

    fn own(id: &str, before: &str) -> ExtraClause {
        ExtraClause {
            id: id.parse().unwrap(),
            section: "credits".parse().unwrap(),
            before: before.parse().unwrap(),
            ..ExtraClause::default()
        }
    }

    fn names(own: &[ExtraClause]) -> Vec<String> {
        let form = find("cloud-hosting").unwrap();
        let section = form.template().sections.iter().find(|s| s.id.as_str() == "credits").unwrap();
        let name = |standing: Standing<'_>| match standing {
            Standing::Form(clause) => clause.id.to_string(),
            Standing::Own(clause) => format!("own {}", clause.id),
        };
        in_order(section, own).into_iter().map(name).collect()
    }

    #[test]
    fn own_clauses_stand_before_the_clause_they_name_or_at_the_end() {
        let form = find("cloud-hosting").unwrap();
        let section = form.template().sections.iter().find(|s| s.id.as_str() == "credits").unwrap();
        let plain: Vec<String> = section.clauses.iter().map(|c| c.id.to_string()).collect();
        assert_eq!(names(&[]), plain);
        let second = section.clause_key(&section.clauses[1]);
        let all =
            [own("a", ""), own("b", &second), own("c", "credits-gone"), own("d", &second), own("e", "")];
        let mut wanted = plain;
        wanted.splice(1..1, ["own b".to_owned(), "own d".to_owned()]);
        wanted.extend(["own a", "own c", "own e"].map(str::to_owned));
        assert_eq!(names(&all), wanted);
    }
}
