//! Coverage: which parts of a complete agreement a draft has, and which standards ask for them.
//!
//! A part is made of elements, each decided by the data of the draft. A draft can say that a part does not apply;
//! that counts only with a reason, and then checks accept that the part is missing.

mod aside;
mod holds;
mod parts;
mod place;
mod print;
mod standards;

pub use aside::{SetAside, apply_again, owner as part_of, part_name, set_aside};
pub(super) use aside::{owner, reason_for, why};
pub use parts::Part;
pub(super) use print::{Table, json};
pub use print::{coverage_text, tally_words};
pub use standards::Standard;

use super::left_out::LeftOut;
use crate::document::Document;
use crate::draft::{Draft, NotApplicable};
use crate::template::Template;
use crate::value::{FieldPath, Node, Shape};
use parts::{Element, PARTS, Test};

/// How much of a part there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Complete,
    Partly,
    Missing,
    /// The draft says so and gives the reason.
    NotApplicable,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Complete, Self::Partly, Self::Missing, Self::NotApplicable];

    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partly => "partly",
            Self::Missing => "missing",
            Self::NotApplicable => "not applicable",
        }
    }

    /// Nothing is left to do: the part is there, or it need not be.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Complete | Self::NotApplicable)
    }
}

/// Something that a part says, or should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// As it stands in a sentence: "the notice".
    pub name: String,
    /// The field that says it, or would.
    pub path: FieldPath,
}

/// What a draft has of one part.
#[derive(Clone, Debug)]
pub struct PartCoverage {
    pub part: &'static Part,
    pub state: State,
    pub has: Vec<Spot>,
    pub lacks: Vec<Spot>,
    /// The section of the text that holds it, with its number; empty where none does.
    pub section: String,
    /// Why it does not apply, as the draft says; without effect on the state if everything is there.
    pub reason: Option<String>,
}

impl PartCoverage {
    /// Where to go: to the first thing that is not there, else to the part itself.
    pub fn target(&self) -> Option<&FieldPath> {
        let open = if self.state.is_settled() { None } else { self.lacks.first() };
        open.or(self.has.first()).or(self.lacks.first()).map(|spot| &spot.path)
    }

    pub fn is_asked_by(&self, standard: Standard) -> bool {
        self.part.asked_by.contains(&standard)
    }
}

/// How many parts a standard asks for, and how far they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub asked: usize,
    pub complete: usize,
    pub partly: usize,
    pub missing: usize,
    pub not_applicable: usize,
}

impl Tally {
    /// Complete, or not applicable for a reason.
    pub fn settled(self) -> usize {
        self.complete + self.not_applicable
    }

    /// Of the parts that a standard asks for; of all parts without one.
    pub fn of(coverage: &[PartCoverage], standard: Option<Standard>) -> Self {
        let mut tally = Self::default();
        for part in coverage.iter().filter(|c| standard.is_none_or(|s| c.is_asked_by(s))) {
            tally.asked += 1;
            *match part.state {
                State::Complete => &mut tally.complete,
                State::Partly => &mut tally.partly,
                State::Missing => &mut tally.missing,
                State::NotApplicable => &mut tally.not_applicable,
            } += 1;
        }
        tally
    }
}

/// Every part with what the draft has of it. What was entered but stands in a section that is left out of the text
/// does not count.
pub fn coverage(draft: &Draft, template: &Template, document: &Document) -> Vec<PartCoverage> {
    let left_out = LeftOut::of(draft, template, document);
    PARTS.iter().map(|part| of_part(part, draft, template, document, &left_out)).collect()
}

fn of_part(
    part: &'static Part,
    draft: &Draft,
    template: &Template,
    document: &Document,
    left_out: &LeftOut,
) -> PartCoverage {
    let (mut has, mut lacks) = (Vec::new(), Vec::new());
    let mut section = String::new();
    for element in part.elements {
        let (there, path) = look(element, draft);
        let mut name = element.name.to_owned();
        let printed = match place::of(template, document, &path) {
            _ if there && left_out.silent(&path).next().is_some() => {
                name.push_str(" (entered, but its clause is left out of the text)");
                false
            }
            place::Place::Section(title) => {
                if there && section.is_empty() {
                    section = title;
                }
                there
            }
            place::Place::LeftOut if there => {
                name.push_str(" (entered, but its section is left out of the text)");
                false
            }
            place::Place::LeftOut | place::Place::Nowhere => there,
        };
        if printed { &mut has } else { &mut lacks }.push(Spot { name, path });
    }
    let reason = reason_for(draft, part.id).map(str::to_owned);
    let state = match (lacks.is_empty(), has.is_empty(), &reason) {
        (true, ..) => State::Complete,
        (false, _, Some(_)) => State::NotApplicable,
        (false, true, None) => State::Missing,
        (false, false, None) => State::Partly,
    };
    PartCoverage { part, state, has, lacks, section, reason }
}

/// Whether an element is there, and the field that says it or would.
fn look(element: &Element, draft: &Draft) -> (bool, FieldPath) {
    let says = |node: &dyn Node| match node.shape() {
        Shape::Leaf(_) => !node.is_blank(),
        Shape::Record(_) | Shape::List(_) => !super::bare::is_bare(node, &[]),
    };
    let filled = |path: &FieldPath| draft.node(path).is_some_and(says);
    match element.test {
        Test::Filled(path) => {
            let path = FieldPath::new(path);
            (filled(&path), path)
        }
        Test::Holds(path, holds) => (holds(draft), FieldPath::new(path)),
        Test::Each(list, field) => {
            let paths = fields(draft, list, field);
            let open = paths.iter().find(|path| !filled(path));
            let first = open.or(paths.first()).cloned();
            (open.is_none() && !paths.is_empty(), first.unwrap_or_else(|| FieldPath::new(list)))
        }
        Test::Any(list, field) => {
            let paths = fields(draft, list, field);
            let there = paths.iter().find(|path| filled(path));
            let first = there.or(paths.first()).cloned();
            (there.is_some(), first.unwrap_or_else(|| FieldPath::new(list)))
        }
    }
}

/// The paths of one field of each item of a list.
fn fields(draft: &Draft, list: &str, field: &str) -> Vec<FieldPath> {
    let list = FieldPath::new(list);
    let ids = draft.node(&list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default();
    ids.iter().map(|id| list.join(id).join(field)).collect()
}

/// The marks of a draft that name no part.
pub(super) fn unknown_marks(draft: &Draft) -> impl Iterator<Item = &NotApplicable> {
    draft.not_applicable.iter().filter(|m| aside::part(m.id.as_str()).is_none())
}

#[cfg(test)]
mod tests;
