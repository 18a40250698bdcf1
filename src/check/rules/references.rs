//! References and placeholders in clauses that lead nowhere.

use super::{Cx, Report, Rule, Severity};
use crate::check::collect::Found;
use crate::document::{TextProblem, TextProblemKind};
use crate::draft::Edit;
use crate::template::{MarkupFault, Placeholder};
use crate::value::{FieldPath, quoted};

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
        Some((section, clause)) => found.place(&section.title, section.name_of(clause, cx.draft)),
        None => found,
    }
}

fn dangling(cx: &Cx<'_>, report: &mut Report) {
    super::headings::named(cx, report);
    super::typed_refs::dangling(cx, report);
    for problem in &cx.document.problems {
        let hint = "Refer to one that is printed, or put the other one in";
        match &problem.kind {
            TextProblemKind::UnknownReference => {
                let excerpt = quoted(&problem.excerpt);
                let message = format!("{excerpt} leads to a section or clause which does not exist");
                at(cx, problem, message, hint, report);
            }
            TextProblemKind::LeftOutReference => left_out(cx, problem, hint, report),
            _ => {}
        }
    }
}

/// A reference to a section or a clause that is not printed.
fn left_out(cx: &Cx<'_>, problem: &TextProblem, hint: &str, report: &mut Report) {
    let inner = problem.excerpt.trim_start_matches("{{").trim_end_matches("}}");
    let Ok(Placeholder::Ref { section: to, clause }) = Placeholder::parse(inner) else { return };
    let Some(section) = cx.template.sections.iter().find(|s| s.id.as_str() == to) else { return };
    let target = clause.and_then(|id| section.clauses.iter().find(|c| c.id.as_str() == id));
    let named = target.map_or(section.named(cx.draft), |clause| section.name_of(clause, cx.draft));
    let speaks = match who(cx, problem) {
        Some(name) => format!("{} refers to", quoted(&name)),
        None => "A text refers to".to_owned(),
    };
    let message = format!("{speaks} {}, which is left out of this agreement", quoted(named));
    let mut found = at(cx, problem, message, hint, report);
    let wanted = section.clauses.iter().filter(|clause| target.is_none_or(|t| t.id == clause.id));
    let keys = wanted.map(|clause| (section.clause_key(clause), clause));
    let gone: Vec<_> = keys.filter(|(key, clause)| clause.is_left_out(cx.draft.choice(key))).collect();
    for (key, _) in &gone {
        found = found.related(FieldPath::new("choices").join(key).join("include"));
    }
    let edits: Vec<Edit> =
        gone.iter().flat_map(|(key, clause)| clause.decided(cx.draft, key, true)).collect();
    if !edits.is_empty() {
        found.fix(format!("Put {} back", quoted(named)), edits);
    }
}

/// What the clause is called in whose text a problem stands.
fn who(cx: &Cx<'_>, problem: &TextProblem) -> Option<String> {
    let mut segments = problem.path.segments();
    let (list, id) = (segments.next()?, segments.next()?);
    if list == "extra_clauses" {
        let own = cx.draft.extra_clauses.iter().find(|c| c.id.as_str() == id)?;
        return Some(own.title.trim().to_owned()).filter(|title| !title.is_empty());
    }
    let (section, clause) = cx.template.clause(id)?;
    Some(section.name_of(clause, cx.draft).to_owned())
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
