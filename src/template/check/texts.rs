//! Clause texts: only what the format has, placeholders that name something, references that lead somewhere.

use super::{Faults, in_clause};
use crate::template::{Compiled, Facts, Filter, Placeholder};
use crate::value::LeafKind;

pub(super) fn check(template: &Compiled, facts: &Facts<'_>, faults: &mut Faults) {
    for section in &template.sections {
        for clause in &section.clauses {
            for (_, varied) in template.wordings_of(section, clause) {
                if let Some(fault) = &varied.fault {
                    faults.add(in_clause(section, clause), fault.as_str());
                }
                for path in varied.asked() {
                    if let Err(unknown) = facts.find(path) {
                        faults.add(in_clause(section, clause), format!("condition in the text: {unknown}"));
                    }
                }
            }
            for (alternative, markup) in template.texts_of(section, clause) {
                let place = match alternative {
                    Some(id) => format!("{}, alternative {id}", in_clause(section, clause)),
                    None => in_clause(section, clause),
                };
                for problem in &markup.problems {
                    faults.add_at(&place, problem.line, problem.what.to_string());
                }
                for placeholder in markup.placeholders() {
                    if let Err(message) = resolves(placeholder, template, facts) {
                        faults.add(&place, format!("{placeholder}: {message}"));
                    }
                }
            }
        }
    }
}

fn resolves(placeholder: &Placeholder, template: &Compiled, facts: &Facts<'_>) -> Result<(), String> {
    match placeholder {
        Placeholder::Ref { section, clause } => {
            let found = template.sections.iter().find(|s| s.id.as_str() == section);
            let found = found.ok_or_else(|| format!("there is no section “{section}”"))?;
            let Some(clause) = clause else { return Ok(()) };
            let known = found.clauses.iter().any(|c| c.id.as_str() == clause);
            known.then_some(()).ok_or_else(|| format!("section “{section}” has no clause “{clause}”"))
        }
        Placeholder::Value { path, filter } => {
            let fact = facts.find(path).map_err(|e| e.to_string())?;
            let several = fact.kind().is_none_or(|k| matches!(k, LeafKind::Lines | LeafKind::Refs));
            if *filter == Some(Filter::Count) && !several {
                return Err("there is nothing to count; a single value stands there".to_owned());
            }
            Ok(())
        }
    }
}
