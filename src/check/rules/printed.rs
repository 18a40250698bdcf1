//! What was entered and is not printed.

use super::{Cx, Report, Rule, Severity};
use crate::check::bare::is_bare;
use crate::value::{FieldPath, Node, Shape};

pub(super) const RULES: &[Rule] = &[Rule {
    code: "U08",
    title: "Entered, but not printed",
    severity: Severity::Hint,
    detects: "A part of the agreement is filled in, and every section that would print it is left out of the text.",
    why: "Its author believes it to be agreed; who signs never sees it.",
    example: "A bonus is entered, the section on bonuses is left out",
    mend: "Put the section in, or clear the part",
    run: unprinted,
    ..Rule::BLANK
}];

fn unprinted(cx: &Cx<'_>, report: &mut Report) {
    let Shape::Record(spec) = cx.a.shape() else { return };
    for field in spec.fields {
        let Some(node) = cx.a.child(field.name).filter(|_| cx.is_left_out(field.name)) else { continue };
        let empty = match node.shape() {
            Shape::List(_) | Shape::Leaf(_) => node.is_blank(),
            Shape::Record(_) => is_bare(node, &[]),
        };
        if !empty {
            let message = format!("“{}” is filled in, but left out of the text", field.label);
            report.at(
                FieldPath::new(field.name),
                message,
                "Put its section in, or clear it, so that nobody takes it for agreed",
            );
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] =
    &[("U08", &["+choices assurance-assurance", "choices.assurance-assurance.include=no"])];
