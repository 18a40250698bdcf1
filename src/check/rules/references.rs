//! References and placeholders in clauses that lead nowhere.

use super::{Cx, Report, Rule, Severity};
use crate::check::collect::Found;
use crate::document::{TextProblem, TextProblemKind};
use crate::draft::Edit;
use crate::template::MarkupFault;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D04",
        title: "Reference that leads nowhere",
        severity: Severity::Error,
        detects: "A clause refers to a section or clause that does not exist, or that is left out of this agreement; or a text \
                  names a chapter, clause or annex whose heading this agreement does not have.",
        why: "It can be found by a machine, and is never meant.",
        example: "see {{ref:credit.claims}}",
        mend: "see {{ref:credits.claims}}",
        run: dangling,
        ..Rule::BLANK
    },
    Rule {
        code: "F08",
        title: "Decision about a clause that does not exist",
        severity: Severity::Warning,
        detects: "The draft holds a text or a choice for a clause, an alternative or a section that this version of the form does \
                  not have.",
        why: "It is not printed where its author expects it.",
        example: "A text for the clause credits-claim, which is called credits-claims",
        mend: "Move the text to the clause that is meant, or remove it",
        run: unknown_clause,
        ..Rule::BLANK
    },
    Rule {
        code: "F09",
        title: "Markup that the text does not have",
        severity: Severity::Warning,
        detects: "A clause uses a construct that clauses do not have, such as a heading, a quotation or a table. It is printed as \
                  it was typed.",
        why: "Readers would see the signs instead of what they stand for.",
        example: "# Credits",
        mend: "Give the clause a heading in its own field",
        run: markup,
        ..Rule::BLANK
    },
];

fn at<'r>(
    cx: &Cx<'_>,
    problem: &TextProblem,
    message: String,
    hint: &str,
    report: &'r mut Report,
) -> Found<'r> {
    let found = report.at(problem.path.clone(), message, hint);
    // A text of the form itself stands at no field of the draft.
    let key = problem.path.segments().nth(1).unwrap_or("");
    let own = problem.path.segments().next() == Some("clauses")
        && !cx.draft.clauses.iter().any(|c| c.id.as_str() == key);
    match cx.template.clause(key).filter(|_| own) {
        Some((section, clause)) => found.place(&section.title, clause.title.clone()),
        None => found,
    }
}

fn dangling(cx: &Cx<'_>, report: &mut Report) {
    super::headings::named(cx, report);
    super::typed_refs::dangling(cx, report);
    for problem in &cx.document.problems {
        let why = match &problem.kind {
            TextProblemKind::UnknownReference => "which does not exist",
            TextProblemKind::LeftOutReference => "which is left out of this agreement",
            _ => continue,
        };
        let message = format!("{} leads to a section or clause {why}", quoted(&problem.excerpt));
        at(cx, problem, message, "Refer to one that is printed, or put the other one in", report);
    }
}

/// Part of the rule about leftovers.
pub(super) fn unknown_placeholders(cx: &Cx<'_>, report: &mut Report) {
    for problem in &cx.document.problems {
        let message = match &problem.kind {
            TextProblemKind::UnknownFact(fact) => {
                format!("{} names nothing: {fact}", quoted(&problem.excerpt))
            }
            TextProblemKind::Markup(MarkupFault::Placeholder(error)) => super::sentence(&error.to_string()),
            _ => continue,
        };
        at(cx, problem, message, "Correct the placeholder", report);
    }
}

fn unknown_clause(cx: &Cx<'_>, report: &mut Report) {
    for problem in &cx.document.problems {
        let hint = "Move it to what is meant, or remove it";
        let (list, title) = match &problem.kind {
            TextProblemKind::UnknownClause(_) => ("clauses", "Remove the text"),
            TextProblemKind::UnknownAlternative(_) => ("choices", "Take the clause's own text"),
            _ => continue,
        };
        let id = problem.path.segments().nth(1).unwrap_or("").to_owned();
        let edit = match list {
            "clauses" => Edit::Remove { list: list.into(), id },
            _ => Edit::set(problem.path.clone(), ""),
        };
        let message = super::sentence(&problem.kind.to_string());
        at(cx, problem, message, hint, report).fix(title, vec![edit]);
    }
}

fn markup(cx: &Cx<'_>, report: &mut Report) {
    for problem in &cx.document.problems {
        if let TextProblemKind::Markup(fault) = &problem.kind
            && !matches!(fault, MarkupFault::Placeholder(_))
        {
            let message = super::sentence(fault.to_string().trim_end_matches('.'));
            at(cx, problem, message, "Write plain paragraphs, emphasis and lists", report);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    (
        "D04",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=See {{ref:credit.claims}}.",
        ],
    ),
    ("D04", &["review.change_control=As stated in chapter Control of changes"]),
    (
        "D05",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=For {{customer.nam}}.",
        ],
    ),
    ("F08", &["+clauses no-such", "clauses.no-such.text=Text"]),
    ("F08", &["+choices credits-credits", "choices.credits-credits.alternative=none"]),
    (
        "F09",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=# Heading",
        ],
    ),
];
