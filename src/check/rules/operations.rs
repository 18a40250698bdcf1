//! The order in which a period is settled.

use super::{Cx, Report, Rule, Severity, at};
use crate::draft::Edit;
use crate::settlement::order_of_operations;
use crate::value::FieldPath;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "C29",
    title: "Order of operations without sense",
    severity: Severity::Error,
    detects: "The stored order of operations repeats a step, leaves out one that this agreement needs, or puts a step before \
              another on whose result it works.",
    why: "The same month comes to another amount if a cap is applied before the sum, and to none at all if a step is missing.",
    example: "Sum, then tier on the unrounded value",
    mend: "Tier on the unrounded value, then sum",
    run: order,
    ..Rule::BLANK
}];

fn order(cx: &Cx<'_>, report: &mut Report) {
    let Err(error) = order_of_operations(cx.a) else { return };
    let list = FieldPath::new("credits.order");
    let ids = cx.a.credits.order.iter().map(|step| step.id.to_string());
    let remove = ids.map(|id| Edit::Remove { list: list.clone(), id }).collect();
    report
        .at(
            at(&["credits", "order"]),
            error.to_string(),
            "Put the steps in that order, or remove them all for the usual one",
        )
        .fix("Use the usual order", remove);
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("C29", &["+credits.order sum", "credits.order.sum.step=Sum"]),
    (
        "C29",
        &["+credits.order a", "credits.order.a.step=Sum", "+credits.order b", "credits.order.b.step=Tier"],
    ),
];
