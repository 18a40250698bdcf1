//! Debris: a reference must not outlive what it leads to.
//!
//! A reference is safe if whatever lets its clause be printed also lets the target be printed. A clause that its
//! drafter may leave out is safe to refer to from itself only; for conditions it is enough to compare them.

use super::{Faults, in_clause};
use crate::template::{Clause, Compiled, Placeholder, Section, When};

pub(super) fn check(template: &Compiled, faults: &mut Faults) {
    for section in &template.sections {
        for clause in &section.clauses {
            let given = conditions(section, Some(clause));
            let mut told = std::collections::HashSet::new();
            for (holds, markup) in template.readings_of(section, clause) {
                let given: Vec<&When> = given.iter().copied().chain(&holds).collect();
                for placeholder in markup.placeholders() {
                    let Placeholder::Ref { section: to, clause: inner } = placeholder else { continue };
                    let Some(target) = template.sections.iter().find(|s| s.id.as_str() == to) else {
                        continue;
                    };
                    let from = Origin { section, clause, given: &given };
                    let risk = match inner {
                        None => from.risk_of_section(target),
                        Some(id) => target
                            .clauses
                            .iter()
                            .find(|c| c.id.as_str() == id)
                            .and_then(|c| from.risk(target, c)),
                    };
                    if let Some(risk) = risk.filter(|_| told.insert(placeholder.to_string())) {
                        faults.add(
                            in_clause(section, clause),
                            format!("{placeholder} can lead nowhere: {risk}; refer to something that is always there, or give both the same condition"),
                        );
                    }
                }
            }
        }
    }
}

struct Origin<'a> {
    section: &'a Section,
    clause: &'a Clause,
    given: &'a [&'a When],
}

impl Origin<'_> {
    fn risk(&self, section: &Section, clause: &Clause) -> Option<&'static str> {
        if std::ptr::eq(clause, self.clause) {
            return None;
        }
        if clause.optional.is_some() {
            return Some("the drafter may leave that clause out");
        }
        let needed = conditions(section, Some(clause));
        (!self.implies(&needed)).then_some("that clause is printed only under a condition")
    }

    fn risk_of_section(&self, target: &Section) -> Option<&'static str> {
        if std::ptr::eq(target, self.section) {
            return None;
        }
        if !self.implies(&conditions(target, None)) {
            return Some("that section is printed only under a condition");
        }
        let sure = |c: &Clause| self.risk(target, c).is_none() && !c.text.trim().is_empty();
        (!target.clauses.iter().any(sure)).then_some("each of its clauses can be left out")
    }

    fn implies(&self, needed: &[&When]) -> bool {
        needed.iter().all(|n| self.given.contains(n))
    }
}

/// What must hold for the clause, or the section, to be printed; all of it.
fn conditions<'a>(section: &'a Section, clause: Option<&'a Clause>) -> Vec<&'a When> {
    let mut out = Vec::new();
    for when in section.when.iter().chain(clause.and_then(|c| c.when.as_ref())) {
        flatten(when, &mut out);
    }
    out
}

fn flatten<'a>(when: &'a When, out: &mut Vec<&'a When>) {
    match when {
        When::All(several) => several.iter().for_each(|w| flatten(w, out)),
        other => out.push(other),
    }
}
