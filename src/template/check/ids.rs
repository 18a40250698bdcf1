//! Names that must be there and must be unique, and advice that must be given.

use super::{Faults, in_clause, in_section};
use crate::template::{Template, is_reserved_section};
use crate::value::Id;
use std::collections::HashSet;

pub(super) fn check(template: &Template, faults: &mut Faults) {
    for (name, text) in [
        ("id", template.id.as_str()),
        ("version", &template.version),
        ("title", &template.title),
        ("summary", &template.summary),
        ("description", &template.description),
        ("language", &template.language),
    ] {
        if text.trim().is_empty() {
            faults.add("", format!("the template’s {name} is empty; fill it in"));
        }
    }
    if template.sections.is_empty() {
        faults.add("", "the template has no sections; add the first");
    }
    let mut anchors = HashSet::new();
    for section in &template.sections {
        let place = in_section(section);
        if section.id.is_empty() || is_reserved_section(&section.id) {
            faults.add(&place, format!("“{}” cannot be the id of a section; choose another", section.id));
        }
        if !anchors.insert(section.id.to_string()) {
            faults.add(&place, "another section or clause has the same id; choose another");
        }
        let advice = &section.guidance;
        for (name, text) in [
            ("title", &section.title),
            ("guidance.purpose", &advice.purpose),
            ("guidance.example", &advice.example),
            ("guidance.pitfalls", &advice.pitfalls),
        ] {
            if text.trim().is_empty() {
                faults.add(&place, format!("{name} is empty; every section needs it"));
            }
        }
        if section.clauses.is_empty() {
            faults.add(&place, "the section has no clauses; add one");
        }
        section.clauses.iter().for_each(|clause| {
            let place = in_clause(section, clause);
            let key = section.clause_key(clause);
            if clause.id.is_empty() {
                faults.add(&place, "the clause has no id; give it one");
            } else if key.parse::<Id>().is_err() {
                faults.add(&place, format!("“{key}” is longer than 63 characters; shorten the ids"));
            }
            if !anchors.insert(key.clone()) {
                faults.add(
                    &place,
                    format!("another section or clause is already named “{key}”; choose another id"),
                );
            }
            alternatives(clause, &place, faults);
        });
    }
}

fn alternatives(clause: &crate::template::Clause, place: &str, faults: &mut Faults) {
    if clause.text.trim().is_empty() && clause.blocks.is_empty() {
        faults.add(place, "the clause has neither text nor blocks; give it one of them");
    }
    let mut seen = HashSet::new();
    for alternative in &clause.alternatives {
        if alternative.id.is_empty() || !seen.insert(alternative.id.as_str()) {
            faults.add(
                place,
                format!("the id “{}” of an alternative is empty or taken; choose another", alternative.id),
            );
        }
        if alternative.label.trim().is_empty() || alternative.text.trim().is_empty() {
            faults.add(place, format!("the alternative “{}” needs a label and a text", alternative.id));
        }
    }
}
