//! Words that do not belong into a contract, or say two things.

use super::{Cx, Report, Rule, Severity};
use crate::check::numbers::{in_words, mismatch};
use crate::check::phrases::{find_word, negated};
use crate::check::tells::{Hit, Tell};
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D05",
        title: "Leftover of a form",
        severity: Severity::Error,
        detects: "A text holds a mark that says \"fill this in\": TBD, [●], {{name}}, XX %, ____, [insert ...], \"to be \
                  agreed\". In clauses, also a placeholder that names nothing.",
        why: "Published agreements of known providers were signed with such marks in them.",
        example: "Maximum (p95): [TBD]",
        mend: "Maximum (p95): 20 ms",
        run: super::references::unknown_placeholders,
        in_text: Some(leftovers),
        ..Rule::BLANK
    },
    Rule {
        code: "D12",
        title: "Number in words differs from the figure",
        severity: Severity::Error,
        detects: "A number is written in words and, in brackets, in figures, and the two differ.",
        why: "Which of the two counts is for a court to say.",
        example: "within thirty (60) days",
        mend: "within 30 days",
        in_text: Some(two_numbers),
        ..Rule::BLANK
    },
    Rule {
        code: "D14",
        title: "Two words for business days",
        severity: Severity::Warning,
        detects: "The text speaks of business days and of working days.",
        why: "Two words are read as two meanings.",
        example: "1 business day ... next working day",
        mend: "1 business day ... next business day",
        run: two_days,
        ..Rule::BLANK
    },
    Rule {
        code: "D16",
        title: "Mixed formats of numbers or dates",
        severity: Severity::Warning,
        detects: "A percentage in a text is written with a comma, while all numbers of the document have a point; or dates \
                  such as 25/12/2026 and 12/25/2026 stand in one agreement.",
        why: "\"99,9 %\" and \"99.9 %\" stand side by side in a published agreement.",
        example: "99,9 %",
        mend: "99.9 %",
        run: date_orders,
        in_text: Some(decimal_comma),
        ..Rule::BLANK
    },
    Rule {
        code: "C14",
        title: "Penalty",
        severity: Severity::Warning,
        detects: "A text calls a credit or a payment a penalty or a fine, or a fixed amount for a miss, a step or a unit of \
                  delay is more than the monthly fee of its service.",
        why: "In many laws a penalty can be struck down; a price adjustment or a genuine estimate of loss cannot.",
        example: "A penalty of 10 %",
        mend: "A service credit of 10 %",
        run: super::conditions::fixed_sums,
        in_text: Some(penalty),
        ..Rule::BLANK
    },
];

/// Words inside square brackets that ask for an entry.
const ASKS: &[&str] = &[
    "insert", "name", "date", "amount", "number", "address", "company", "customer", "provider", "your", "x",
    "xx", "n",
];

/// The first mark that says "fill this in".
fn leftover(at: &TextAt) -> Option<String> {
    if let Some(hit) = at.tell(Tell::Open) {
        return at.text.get(hit.at..hit.at + hit.phrase.len()).map(str::to_owned);
    }
    let text = &at.text;
    let crossed =
        |hit: &&Hit| hit.tell == Tell::Crossed && text.get(hit.at..).is_some_and(|t| t.starts_with("XX"));
    if let Some(hit) = at.hits.iter().find(crossed) {
        return Some(hit.phrase.to_uppercase());
    }
    // Few texts hold one of the signs at all.
    if !text.bytes().any(|b| matches!(b, b'_' | b'?' | b'{' | b'[' | 0xe2)) {
        return None;
    }
    let clause = matches!(at.record.name, "ClauseText" | "ExtraClause");
    if !clause && let Some(hole) = between(text, "{{", "}}") {
        return Some(format!("{{{{{hole}}}}}"));
    }
    if let Some(sign) = ["____", "???", "●"].into_iter().find(|sign| text.contains(sign)) {
        return Some(sign.to_owned());
    }
    let inner = between(text, "[", "]")?;
    let lower = inner.to_lowercase();
    let asks = lower.trim().is_empty()
        || lower.contains("...")
        || lower.contains('…')
        || find_word(&lower, ASKS).is_some();
    (asks && inner.chars().count() <= 60).then(|| format!("[{inner}]"))
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let rest = text.get(text.find(open)? + open.len()..)?;
    rest.get(..rest.find(close)?)
}

fn leftovers(at: &TextAt, report: &mut Report) {
    if let Some(mark) = leftover(at) {
        let message = format!("{} is left in “{}”", quoted(&mark), at.spec.label);
        report.at(at.path.clone(), message, "Replace it by what is meant");
    }
}

fn two_numbers(at: &TextAt, report: &mut Report) {
    if at.text.contains('(')
        && let Some(found) = mismatch(&at.text)
    {
        let message =
            format!("{} says {} and {}", quoted(&found.excerpt), in_words(found.words), found.figure);
        let figure = at.text.replacen(&found.excerpt, &found.figure.to_string(), 1);
        report.at(at.path.clone(), message, "Correct the number; figures alone are enough").fix(
            format!("Write {}, in figures only", found.figure),
            vec![Edit::set(at.path.clone(), figure)],
        );
    }
}

fn two_days(cx: &Cx<'_>, report: &mut Report) {
    let with = |tell: Tell| cx.texts().find(|t| t.tell(tell).is_some());
    let (Some(business), Some(working)) = (with(Tell::BusinessDay), with(Tell::WorkingDay)) else { return };
    let message = format!(
        "“{}” speaks of working days, elsewhere the agreement speaks of business days",
        working.spec.label
    );
    let is_term = |term: &&str| term.trim().eq_ignore_ascii_case("business day");
    let terms = cx.a.definitions.iter().flat_map(|d| std::iter::once(d.term.as_str()).chain(d.forms.iter()));
    let defined = terms.into_iter().find(is_term).map(str::trim);
    let edits = cx
        .texts()
        .filter(|t| t.tell(Tell::WorkingDay).is_some())
        .map(|t| Edit::set(t.path.clone(), business_days(&t.text, defined)));
    report
        .at(working.path.clone(), message, "Use one of the two everywhere")
        .related(business.path.clone())
        .fix("Call them business days", edits.collect());
}

/// Working days as business days, as the agreement writes the term where it defines it, else with the capitals they had.
fn business_days(text: &str, defined: Option<&str>) -> String {
    if let Some(term) = defined {
        let spellings = ["Working Day", "Working day", "working day", "working Day"];
        let text = spellings.iter().fold(text.to_owned(), |text, from| text.replace(from, term));
        return text.replace("WORKING DAY", &term.to_uppercase());
    }
    let pairs = [
        ("Working Day", "Business Day"),
        ("Working day", "Business day"),
        ("working day", "business day"),
        ("WORKING DAY", "BUSINESS DAY"),
        ("working Day", "business Day"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn decimal_comma(at: &TextAt, report: &mut Report) {
    if at.text.contains(',')
        && let Some(number) = comma_percentage(&at.text)
    {
        let message = format!("{} % is written with a comma", quoted(&number));
        let meant = number.replace(',', ".");
        let text = at.text.replacen(&number, &meant, 1);
        report
            .at(at.path.clone(), message, format!("Write {meant} %"))
            .fix(format!("Write {meant} %"), vec![Edit::set(at.path.clone(), text)]);
    }
}

/// Part of the rule about decimal commas: dates such as 25/12/2026 and 12/25/2026 in one agreement.
fn date_orders(cx: &Cx<'_>, report: &mut Report) {
    let mut day_first: Option<(&TextAt, String)> = None;
    let mut month_first: Option<(&TextAt, String)> = None;
    let slashed = |text: &str| slashed_dates(text).next().is_some();
    for at in cx.texts().filter(|t| t.has(Question::SlashedDate, slashed)) {
        for (first, second, shown) in slashed_dates(&at.text) {
            match (first > 12, second > 12) {
                (true, false) => day_first.get_or_insert((at, shown.to_owned())),
                (false, true) => month_first.get_or_insert((at, shown.to_owned())),
                _ => continue,
            };
        }
    }
    if let (Some((one, day)), Some((other, month))) = (day_first, month_first) {
        let message = format!(
            "{} begins with the month and {} elsewhere with the day: other dates can be read both ways",
            quoted(&month),
            quoted(&day)
        );
        report.at(other.path.clone(), message, "Write dates as 2026-12-25").related(one.path.clone());
    }
}

/// "25/12/2026" as 25, 12 and the text.
fn slashed_dates(text: &str) -> impl Iterator<Item = (u32, u32, &str)> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '/')).filter_map(|part| {
        let mut numbers = part.split('/');
        let (first, second, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let sound =
            numbers.next().is_none() && matches!(year.len(), 2 | 4) && first.len() <= 2 && second.len() <= 2;
        let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
        (sound && (1..=31).contains(&first) && (1..=31).contains(&second)).then_some((first, second, part))
    })
}

/// The first number with a decimal comma in front of a per cent sign.
fn comma_percentage(text: &str) -> Option<String> {
    text.match_indices('%').find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let digits = |c: char| c.is_ascii_digit() || c == ',';
        let number: String =
            before.chars().rev().take_while(|c| digits(*c)).collect::<Vec<_>>().into_iter().rev().collect();
        let (whole, fraction) = number.split_once(',')?;
        let decimal = !whole.is_empty() && matches!(fraction.len(), 1 | 2) && !fraction.contains(',');
        decimal.then(|| number.clone())
    })
}

fn penalty(at: &TextAt, report: &mut Report) {
    let denied = |hit: &Hit| {
        let from = at.text.get(..hit.at).and_then(|t| t.rfind(['.', '\n'])).map_or(0, |end| end + 1);
        let behind = at.text.get(hit.at..).and_then(|t| t.find(['.', '\n']));
        let to = behind.map_or(at.text.len(), |end| hit.at + end);
        at.text.get(from..to).is_some_and(negated)
    };
    if let Some(hit) = at.hits.iter().find(|h| h.tell == Tell::Penalty && !denied(h)) {
        let word = quoted(hit.phrase);
        let message =
            format!("{word} in “{}” invites the argument that it cannot be enforced", at.spec.label);
        report.at(at.path.clone(), message, "Call it a service credit, or say what loss it estimates");
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D05", &["metrics.uptime.source=[TBD]"]),
    ("D05", &["overview=[insert the name of the customer] is hosted."]),
    ("D05", &["overview={{customer.name}} is hosted."]),
    ("D05", &["overview=At least XX % a month."]),
    ("D05", &["overview=From ____ on."]),
    ("D12", &["term.exit_price=Payable within thirty (60) days"]),
    (
        "D14",
        &[
            "review.change_control=Both parties agree in writing within 5 business days",
            "term.exit_price=Day rates; invoices within 10 working days",
        ],
    ),
    ("D16", &["overview=At least 99,9 % a month."]),
    ("D16", &["overview=From 25/12/2026 on.", "term.exit_price=Rates of 12/31/2026"]),
    ("C14", &["overview=Each miss leads to a penalty of 10 %."]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn the_fix_for_working_days_leaves_nothing_to_remark() {
        for defined in [true, false] {
            let mut changes = vec![
                "review.change_control=Both parties agree in writing within a reasonable time",
                "term.exit_price=Day rates; invoices within 10 working days, on a Working Day, at 5 % an hour.",
                "overview=Delivered on the next business day.",
            ];
            if defined {
                changes.extend([
                    "+definitions bd",
                    "definitions.bd.term=Business Day",
                    "definitions.bd.forms=Business Days",
                ]);
                changes.extend(["definitions.bd.meaning=A day on which the office of the provider is open."]);
                changes[2] = "overview=Delivered on the next Business Day.";
            }
            let mut draft = changed(&changes);
            let found = run(&draft);
            let fix = found.iter().find(|f| f.code == "D14").and_then(|f| f.fix.clone()).expect("two words");
            fix.edits.iter().for_each(|edit| assert_eq!(edit.apply(&mut draft), Ok(true)));
            let text = draft.text(&"term.exit_price".into());
            let wanted = if defined {
                "within 10 Business Days, on a Business Day"
            } else {
                "within 10 business days, on a Business Day"
            };
            assert!(text.contains(wanted), "{text}");
            let left: Vec<&str> =
                run(&draft).iter().map(|f| f.code).filter(|c| matches!(*c, "D09" | "D14")).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }

    #[test]
    fn what_only_looks_alike_is_left_alone() {
        for (field, fine) in [
            ("overview", "A credit is a price adjustment and not a penalty."),
            ("overview", "More than 1,000 % or 10,000 visitors [see the price list]."),
            ("overview", "Payable within thirty (30) days."),
            ("overview", "Axxess and XXL plc"),
        ] {
            let path = if field == "overview" { field.to_owned() } else { format!("metrics.uptime.{field}") };
            let found = codes(&[&format!("{path}={fine}")]);
            assert!(!found.iter().any(|c| matches!(*c, "D05" | "D12" | "D16" | "C14")), "{fine}: {found:?}");
        }
        assert_eq!(comma_percentage("1,5 % and 2"), Some("1,5".to_owned()));
    }
}
