//! Conditions: about something, comparable, and possible.

use super::{Faults, in_clause, in_section};
use crate::template::logic::{self, Literal};
use crate::template::{Compiled, Facts, QuestionKind, When};
use crate::value::{Duration, Leaf, LeafKind, Number, Percent, parse_decimal};

pub(super) fn check(template: &Compiled, facts: &Facts<'_>, faults: &mut Faults) {
    for section in &template.sections {
        for other in &section.titles {
            one(&other.when, facts, &in_section(section), faults);
        }
        if let Some(when) = &section.when {
            one(when, facts, &in_section(section), faults);
            possible(&[when], &in_section(section), faults);
        }
        for clause in &section.clauses {
            let Some(when) = &clause.when else { continue };
            let place = in_clause(section, clause);
            one(when, facts, &place, faults);
            let both: Vec<&When> = section.when.iter().chain([when]).collect();
            possible(&both, &place, faults);
        }
    }
}

/// The condition compares what is there with what it can be.
fn one(when: &When, facts: &Facts<'_>, place: &str, faults: &mut Faults) {
    match when {
        When::Not(inner) => one(inner, facts, place, faults),
        When::All(several) | When::Any(several) => several.iter().for_each(|w| one(w, facts, place, faults)),
        When::Has(path) => {
            if let Err(unknown) = facts.find(path) {
                faults.add(place, format!("condition: {unknown}"));
            }
        }
        When::Is(path) => match facts.find(path) {
            Err(unknown) => faults.add(place, format!("condition: {unknown}")),
            Ok(fact) if fact.kind() != Some(LeafKind::YesNo) => {
                faults.add(place, format!("condition: “{path}” is not a yes/no field; use Equals or Has"));
            }
            Ok(_) => {}
        },
        When::Equals(path, text) => {
            if let Err(message) = comparable(path, text, facts) {
                faults.add(place, format!("condition: {message}"));
            }
        }
        When::AtLeast(path, least) => {
            if let Err(message) = countable(path, least, facts) {
                faults.add(place, format!("condition: {message}"));
            }
        }
    }
}

/// `text` is a value, in its canonical form, that the field can have.
fn comparable(path: &str, text: &str, facts: &Facts<'_>) -> Result<(), String> {
    let kind = facts.find(path).map_err(|e| e.to_string())?.kind();
    let Some(kind) = kind else {
        return Err(format!("“{path}” is a group of fields; compare one field inside it, or use Has"));
    };
    if let Some(question) = path.strip_prefix("answers.") {
        let question = facts.template().questions.iter().find(|q| q.id.as_str() == question);
        if let Some(question) =
            question.filter(|q| !matches!(q.kind, QuestionKind::Text | QuestionKind::LongText))
        {
            let canonical = question.check(text).map_err(|e| e.to_string())?;
            return same(path, text, &canonical);
        }
    }
    let canonical = match kind {
        LeafKind::YesNo => bool::parse(text).map(|v| Leaf::text(&v)),
        LeafKind::Percent => Percent::parse(text).map(|v| Leaf::text(&v)),
        LeafKind::Number => Number::parse(text).map(|v| Leaf::text(&v)),
        LeafKind::Duration => Duration::parse(text).map(|v| Leaf::text(&v)),
        LeafKind::Choice(variants) => {
            if variants.iter().any(|v| v.name == text) {
                return Ok(());
            }
            let names: Vec<&str> = variants.iter().map(|v| v.name).collect();
            return Err(format!("“{path}” is never “{text}”; it is one of {}", names.join(", ")));
        }
        _ => return Ok(()),
    };
    same(path, text, &canonical.map_err(|e| e.to_string())?)
}

fn same(path: &str, text: &str, canonical: &str) -> Result<(), String> {
    if text == canonical {
        return Ok(());
    }
    Err(format!("“{path}” is saved as “{canonical}”, never as “{text}”; write it so"))
}

fn countable(path: &str, least: &str, facts: &Facts<'_>) -> Result<(), String> {
    let kind = facts.find(path).map_err(|e| e.to_string())?.kind();
    let fits = match kind {
        Some(LeafKind::Duration) => least.parse::<Duration>().is_ok(),
        Some(LeafKind::Whole | LeafKind::Number | LeafKind::Percent) => parse_decimal(least).is_ok(),
        Some(LeafKind::Money) => parse_decimal(least).is_ok(),
        Some(LeafKind::Lines | LeafKind::Refs) | None => least.parse::<usize>().is_ok(),
        Some(other) => return Err(format!("“{path}” is {}; it cannot be counted", other.describe())),
    };
    fits.then_some(())
        .ok_or_else(|| format!("“{path}” cannot be at least “{least}”; write a number like the field’s"))
}

/// Not every way to fulfil the conditions contradicts itself.
fn possible(all: &[&When], place: &str, faults: &mut Faults) {
    let Some(ways) = logic::ways(all) else { return };
    if ways.iter().all(|way| contradicts(way)) {
        faults.add(place, "it can never be printed: its conditions contradict each other");
    }
}

fn contradicts(way: &[Literal<'_>]) -> bool {
    way.iter().enumerate().any(|(n, a)| way.iter().skip(n + 1).any(|b| logic::exclude(a, b)))
}
