//! Load-time checks: a form that passes cannot leave debris in an agreement, whatever its drafter decides.

mod bindings;
mod conditions;
mod fields;
mod ids;
mod interview;
mod presence;
mod questions;
mod texts;

use super::{Compiled, Facts};
use crate::draft::Draft;
use std::fmt;

/// Something wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// "section credits, clause claims"; empty for the template as a whole.
    pub place: String,
    /// Line of the text in question, from 1.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.place.as_str(), self.line) {
            ("", _) => f.write_str(&self.message),
            (place, Some(line)) => write!(f, "{place}, line {line} of its text: {}", self.message),
            (place, None) => write!(f, "{place}: {}", self.message),
        }
    }
}

/// Everything wrong in a template; its placeholders are held against the draft that new agreements start with.
pub fn check(template: &Compiled, start: &Draft) -> Vec<Fault> {
    let facts = Facts::new(start, template);
    let mut faults = Faults::default();
    ids::check(template, &mut faults);
    questions::check(template, &mut faults);
    interview::check(template, start, &mut faults);
    bindings::check(template, start, &mut faults);
    texts::check(template, &facts, &mut faults);
    conditions::check(template, &facts, &mut faults);
    presence::check(template, &mut faults);
    fields::check(template, &facts, &mut faults);
    faults.0
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.0.push(Fault { place: place.into(), line: None, message: message.into() });
    }

    fn add_at(&mut self, place: &str, line: usize, message: impl Into<String>) {
        self.0.push(Fault { place: place.to_owned(), line: Some(line), message: message.into() });
    }
}

fn in_section(section: &super::Section) -> String {
    format!("section {}", section.id)
}

fn in_clause(section: &super::Section, clause: &super::Clause) -> String {
    format!("section {}, clause {}", section.id, clause.id)
}

#[cfg(test)]
mod tests;
