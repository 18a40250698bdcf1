//! From when, for how long, and how one gets out.

use super::{Cx, Report, Rule, Severity, count};
use crate::agreement::{Renewal, Term, TermKind};
use crate::check::phrases::find_word;
use crate::check::text::TextAt;
use crate::draft::Edit;
use crate::template::Generated;
use crate::value::{Date, Duration, Node, quoted};
use std::cmp::Ordering;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "T01",
        title: "Dates missing or inverted",
        severity: Severity::Error,
        detects: "The effective date, the length or the last day is missing, or the last day lies before the first.",
        why: "Without a first and a last day nobody can say whether the levels bound on the day of an incident.",
        example: "From 2026-12-31 to 2026-01-01",
        mend: "From 2026-01-01 to 2028-12-31",
        run: dates,
        ..Rule::BLANK
    },
    Rule {
        code: "T02",
        title: "Notice and renewal do not fit the term",
        severity: Severity::Error,
        detects: "The notice period is missing or not shorter than the term it ends, or the term renews automatically \
                  without saying for how long.",
        why: "A notice that can never be given in time binds both parties to a further term by surprise.",
        example: "12 months, notice of 18 months",
        mend: "12 months, notice of 3 months",
        run: notice,
        ..Rule::BLANK
    },
    Rule {
        code: "T03",
        title: "No way out after chronic failure",
        severity: Severity::Warning,
        detects: "Credits are agreed, but no number of missed windows gives the right to terminate.",
        why: "Credits alone can make permanent failure a cheap option for the provider.",
        example: "(nothing)",
        mend: "Termination after 3 missed months in any 12",
        run: no_exit,
        ..Rule::BLANK
    },
    Rule {
        code: "T04",
        title: "Chronic failure vague or out of reach",
        severity: Severity::Error,
        detects: "The trigger has a count without a period or a period without a count, counts zero, or asks for more \
                  missed windows than the period has; or a clause lets a party leave after \"repeated\" or \"persistent\" \
                  failure without a number, which is a warning.",
        why: "A right that depends on \"repeated\" failure, or on 7 missed months out of 6, cannot be used.",
        example: "7 missed windows within the last 6",
        mend: "3 missed windows within the last 6",
        run: chronic,
        ..Rule::BLANK
    },
    Rule {
        code: "T05",
        title: "No help with the transition",
        severity: Severity::Warning,
        detects: "No time for exit assistance is agreed, or its price is open.",
        why: "At the end of the term the customer depends on the provider and has no bargaining power left.",
        example: "(nothing)",
        mend: "90 days at the day rates of the price list",
        run: exit_help,
        ..Rule::BLANK
    },
    Rule {
        code: "T06",
        title: "Credits at the end of the term",
        severity: Severity::Hint,
        detects: "Credits are set off against the next invoice, and nothing says what happens when none follows.",
        why: "The credits of the last months are otherwise lost.",
        example: "Deducted from the next invoice",
        mend: "Deducted from the next invoice; paid within 30 days where none follows",
        run: credits_at_end,
        ..Rule::BLANK
    },
];

fn dates(cx: &Cx<'_>, report: &mut Report) {
    let term = &cx.a.term;
    if term.effective.is_none() {
        let hint = "Enter the first day on which the levels bind";
        report.absent("term.effective", "The agreement has no effective date", hint);
    }
    match term.kind {
        TermKind::Months => length(term, report),
        TermKind::Until => last_day(term, report),
        TermKind::OpenEnded => {}
    }
}

fn length(term: &Term, report: &mut Report) {
    match term.length {
        None => {
            let hint = "Enter the initial term, like 36mo, or choose another kind of duration";
            report.absent("term.length", "The initial term has no length", hint);
        }
        Some(length) if length.count == 0 => {
            report.at("term.length", "The initial term is zero long", "Enter the initial term, like 36mo");
        }
        Some(_) => {}
    }
}

fn last_day(term: &Term, report: &mut Report) {
    let Some(until) = term.until else {
        let hint = "Enter the last day, or choose another kind of duration";
        report.absent(
            "term.until",
            "The agreement runs until a fixed date, but the last day is missing",
            hint,
        );
        return;
    };
    let Some(effective) = term.effective.filter(|from| *from > until) else { return };
    let message = format!("The last day {until} lies before the effective date {effective}");
    report
        .at("term.until", message, "Choose a last day after the effective date")
        .related("term.effective")
        .fix(
            "Swap the two dates",
            vec![
                Edit::set("term.effective", until.to_string()),
                Edit::set("term.until", effective.to_string()),
            ],
        );
}

fn notice(cx: &Cx<'_>, report: &mut Report) {
    let term = &cx.a.term;
    let Some(notice) = term.notice else {
        report.absent(
            "term.notice",
            "No notice period is agreed",
            "Enter how long before the end notice must arrive, like 3mo",
        );
        return;
    };
    if not_shorter(notice, term) {
        let run = match (term.kind, term.length, term.until) {
            (TermKind::Months, Some(length), _) => length.long(),
            (_, _, Some(until)) => format!("a term that ends on {until}"),
            _ => "the term".to_owned(),
        };
        let message = format!("A notice of {} cannot be given within {run}", notice.long());
        report.at("term.notice", message, "Shorten the notice, or lengthen the term").related("term.length");
    }
    if term.renewal != Renewal::Automatic || term.kind == TermKind::OpenEnded {
        return;
    }
    match term.renewal_length {
        None => {
            let hint = "Enter how long each renewal lasts, like 12mo, or choose another kind of renewal";
            report.absent("term.renewal_length", "The term renews automatically, but not for how long", hint);
        }
        Some(renewal) if reaches(notice, renewal) => {
            let message = format!(
                "A notice of {} is not shorter than the renewal of {}, so each renewal is already bound before it begins",
                notice.long(),
                renewal.long()
            );
            let hint = "Shorten the notice, or lengthen the renewal";
            report.at("term.notice", message, hint).related("term.renewal_length");
        }
        Some(_) => {}
    }
}

fn not_shorter(notice: Duration, term: &Term) -> bool {
    match term.kind {
        TermKind::Months => term.length.is_some_and(|length| reaches(notice, length)),
        TermKind::Until => {
            let (Some(from), Some(until)) = (term.effective, term.until) else { return false };
            from <= until && after(from, notice).is_some_and(|day| day > until)
        }
        TermKind::OpenEnded => false,
    }
}

/// Whether a time is certainly not shorter than another.
fn reaches(time: Duration, limit: Duration) -> bool {
    match time.compare(limit) {
        Some(order) => order != Ordering::Less,
        None => time.bounds().0 >= limit.bounds().1,
    }
}

/// The day that lies a time after another; `None` for business time.
fn after(from: Date, time: Duration) -> Option<Date> {
    let months = time.months().and_then(|m| u32::try_from(m).ok());
    let days = time.seconds().and_then(|s| u32::try_from(s / 86_400).ok());
    months.and_then(|m| from.plus_months(m)).or_else(|| days.and_then(|d| from.plus_days(d)))
}

fn no_exit(cx: &Cx<'_>, report: &mut Report) {
    let chronic = &cx.a.credits.chronic;
    let said_by_c12 = cx.a.credits.sole_remedy == Some(true);
    if cx.has_credits() && chronic.is_blank() && !said_by_c12 {
        let hint = "Agree after how many missed windows the customer may terminate, for example 3 within 6";
        report.absent("credits.chronic", "Repeated failure gives no right to terminate", hint).covers();
    }
}

/// Words for repetition that nobody can count.
const UNCOUNTED: &[&str] = &[
    "repeated",
    "repeatedly",
    "persistent",
    "persistently",
    "continual",
    "continually",
    "frequent",
    "frequently",
];

/// Clauses that let a party leave after "repeated" failure.
fn uncounted(cx: &Cx<'_>, report: &mut Report) {
    let own =
        |t: &&TextAt| matches!(t.record.name, "ClauseText" | "ExtraClause") && t.text.contains("erminat");
    for at in cx.texts().filter(own) {
        let lower = at.text.to_lowercase();
        let vague = lower
            .split(['.', '\n'])
            .filter(|s| s.contains("terminat") && !s.contains(|c: char| c.is_ascii_digit()));
        if let Some(word) = vague.filter_map(|s| find_word(s, UNCOUNTED)).next() {
            let message =
                format!("The right to terminate depends on {} failure, which nobody can count", quoted(word));
            report
                .at(at.path.clone(), message, "Say how many missed windows it takes, within how many")
                .severity(Severity::Warning)
                .related("credits.chronic");
        }
    }
}

fn chronic(cx: &Cx<'_>, report: &mut Report) {
    uncounted(cx, report);
    let chronic = &cx.a.credits.chronic;
    let at = |field: &str| format!("credits.chronic.{field}");
    match (chronic.count, chronic.within) {
        (Some(n), None) => {
            let message = format!(
                "The right to terminate needs {}, but no period is given",
                count(n as usize, "missed window")
            );
            report.absent(at("within").as_str(), message, "Say within how many windows they must lie");
        }
        (None, Some(_)) => {
            let message = "The right to terminate has a period, but no number of missed windows";
            report.absent(at("count").as_str(), message, "Say how many missed windows it takes");
        }
        (Some(n), Some(within)) if n > within => {
            let message = format!("{n} missed windows cannot happen within the last {within}");
            let found = report
                .at(at("count").as_str(), message, "Lower the count, or lengthen the period")
                .related(at("within").as_str());
            if within > 0 {
                found.fix(
                    format!("{within} within {n}"),
                    vec![
                        Edit::set(at("count").as_str(), within.to_string()),
                        Edit::set(at("within").as_str(), n.to_string()),
                    ],
                );
            }
        }
        _ => {}
    }
    for (field, value) in [("count", chronic.count), ("consecutive", chronic.consecutive)] {
        if value == Some(0) {
            let message = "Zero missed windows give the right to terminate at any time";
            report.at(at(field).as_str(), message, "Enter at least 1, or clear the field");
        }
    }
    let no_trigger = chronic.count.is_none()
        && chronic.within.is_none()
        && chronic.consecutive.is_none()
        && chronic.critical_level.is_none();
    if no_trigger && !chronic.is_blank() && !has_own_words(cx, Generated::ChronicFailure) {
        let hint = "Say how many missed windows it takes, and within how many";
        report.absent(at("count").as_str(), "Nothing says when failure is chronic", hint);
    }
}

/// Whether the drafter wrote the clause that this block stands in: it may say what no field can.
fn has_own_words(cx: &Cx<'_>, block: Generated) -> bool {
    let clauses = cx.template.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
    clauses.filter(|(_, clause)| clause.blocks.contains(&block)).any(|(section, clause)| {
        let key = section.clause_key(clause);
        cx.draft.clauses.iter().any(|own| own.id.as_str() == key && !own.text.trim().is_empty())
    })
}

fn exit_help(cx: &Cx<'_>, report: &mut Report) {
    let term = &cx.a.term;
    if term.exit_help.is_none() {
        let hint = "Agree how long the provider helps to move the services away, like 90d";
        report.absent("term.exit_help", "No help with moving away at the end is agreed", hint);
    } else if term.exit_price.trim().is_empty() {
        let message = "Nothing says what the help at the end costs";
        report.absent("term.exit_price", message, "Name the price, or say that it is included in the fee");
    }
}

fn credits_at_end(cx: &Cx<'_>, report: &mut Report) {
    use crate::agreement::Payout;
    let credits = &cx.a.credits;
    let lost = credits.payout == Some(Payout::NextInvoice) && credits.payout_at_end.is_none();
    if cx.has_credits() && lost {
        let message = "Credits of the last months are lost, because no invoice follows from which they could be deducted";
        report
            .at("credits.payout", message, "Say that open credits are paid out at the end")
            .related("credits.payout_at_end")
            .fix(
                "Pay open credits within 30 days",
                vec![
                    Edit::set("credits.payout", Payout::NextInvoiceOrPaid.text()),
                    Edit::set("credits.payout_at_end", "30d"),
                ],
            );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("T01", &["term.effective="]),
    ("T01", &["term.length="]),
    ("T01", &["term.length=0mo"]),
    ("T01", &["term.kind=Until"]),
    ("T01", &["term.kind=Until", "term.until=2025-01-01"]),
    ("T02", &["term.notice="]),
    ("T02", &["term.notice=36mo"]),
    ("T02", &["term.notice=12mo"]),
    ("T02", &["term.renewal_length="]),
    ("T02", &["term.kind=Until", "term.until=2026-04-30", "term.renewal=None"]),
    (
        "T03",
        &[
            "credits.chronic.count=",
            "credits.chronic.within=",
            "credits.chronic.consecutive=",
            "credits.chronic.critical_level=",
            "credits.chronic.exercise_within=",
            "credits.chronic.notice=",
        ],
    ),
    ("T04", &["credits.chronic.count=7"]),
    ("T04", &["credits.chronic.within="]),
    ("T04", &["credits.chronic.count=0"]),
    (
        "T04",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=The customer may terminate after repeated failure.",
        ],
    ),
    (
        "T04",
        &[
            "credits.chronic.count=",
            "credits.chronic.within=",
            "credits.chronic.consecutive=",
            "credits.chronic.critical_level=",
        ],
    ),
    ("T05", &["term.exit_help="]),
    ("T05", &["term.exit_price="]),
    ("T06", &["credits.payout=NextInvoice", "credits.payout_at_end="]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn a_notice_shorter_than_the_term_is_fine() {
        assert!(!codes(&["term.notice=11mo"]).contains(&"T02"));
        assert!(!codes(&["term.notice=30bd"]).contains(&"T02"));
        assert!(!codes(&["term.kind=OpenEnded", "term.length=", "term.notice=6mo"]).contains(&"T01"));
        assert!(!codes(&["term.kind=Until", "term.until=2026-06-30"]).contains(&"T02"));
    }

    #[test]
    fn the_message_names_both_dates() {
        let found = run(&changed(&["term.kind=Until", "term.until=2025-01-01"]));
        let finding = found.iter().find(|f| f.code == "T01").unwrap();
        assert!(finding.message.contains("2025-01-01") && finding.message.contains("2026-03-01"));
        assert_eq!(finding.place, "Term and exit › Last day");
    }
}
