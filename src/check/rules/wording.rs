//! Words that do not belong into a contract, or say two things.

use super::{Cx, Report, Rule, Severity};
use crate::check::context::TextAt;
use crate::check::numbers::{in_words, mismatch};
use crate::check::phrases::{find_word, negated};
use crate::check::tells::{Hit, Tell};
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
        run: leftovers,
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
        run: two_numbers,
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
        title: "Decimal comma in a text",
        severity: Severity::Warning,
        detects: "A percentage in a text is written with a comma, while all numbers of the document have a point.",
        why: "\"99,9 %\" and \"99.9 %\" stand side by side in a published agreement.",
        example: "99,9 %",
        mend: "99.9 %",
        run: decimal_comma,
        ..Rule::BLANK
    },
    Rule {
        code: "C14",
        title: "Penalty",
        severity: Severity::Warning,
        detects: "A text calls a credit or a payment a penalty or a fine.",
        why: "In many laws a penalty can be struck down; a price adjustment or a genuine estimate of loss cannot.",
        example: "A penalty of 10 %",
        mend: "A service credit of 10 %",
        run: penalty,
        ..Rule::BLANK
    },
    Rule {
        code: "U06",
        title: "Clause number typed by hand",
        severity: Severity::Hint,
        detects: "A text names a section, clause or annex by its number.",
        why: "Numbers are computed and move when a clause is added; a typed one stays behind.",
        example: "see clause 7.2",
        mend: "see {{ref:credits.claims}}",
        run: typed_number,
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

fn leftovers(cx: &Cx<'_>, report: &mut Report) {
    for at in &cx.texts {
        if let Some(mark) = leftover(at) {
            let message = format!("{} is left in “{}”", quoted(&mark), at.spec.label);
            report.at(at.path.clone(), message, "Replace it by what is meant");
        }
    }
    super::references::unknown_placeholders(cx, report);
}

fn two_numbers(cx: &Cx<'_>, report: &mut Report) {
    for at in cx.texts.iter().filter(|t| t.text.contains('(')) {
        let Some(found) = mismatch(&at.text) else { continue };
        let message =
            format!("{} says {} and {}", quoted(&found.excerpt), in_words(found.words), found.figure);
        report.at(at.path.clone(), message, "Correct the number; figures alone are enough");
    }
}

fn two_days(cx: &Cx<'_>, report: &mut Report) {
    let with = |tell: Tell| cx.texts.iter().find(|t| t.tell(tell).is_some());
    let (Some(business), Some(working)) = (with(Tell::BusinessDay), with(Tell::WorkingDay)) else { return };
    let message = format!(
        "“{}” speaks of working days, elsewhere the agreement speaks of business days",
        working.spec.label
    );
    report.at(working.path.clone(), message, "Use one of the two everywhere").related(business.path.clone());
}

fn decimal_comma(cx: &Cx<'_>, report: &mut Report) {
    for at in cx.texts.iter().filter(|t| t.text.contains('%') && t.text.contains(',')) {
        if let Some(number) = comma_percentage(&at.text) {
            let message = format!("{} % is written with a comma", quoted(&number));
            report.at(at.path.clone(), message, format!("Write {} %", number.replace(',', ".")));
        }
    }
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

fn penalty(cx: &Cx<'_>, report: &mut Report) {
    for at in &cx.texts {
        let denied = |hit: &Hit| {
            let from = at.text.get(..hit.at).and_then(|t| t.rfind(['.', '\n'])).map_or(0, |end| end + 1);
            let to = at
                .text
                .get(hit.at..)
                .and_then(|t| t.find(['.', '\n']))
                .map_or(at.text.len(), |end| hit.at + end);
            at.text.get(from..to).is_some_and(negated)
        };
        if let Some(hit) = at.hits.iter().find(|h| h.tell == Tell::Penalty && !denied(h)) {
            let word = quoted(hit.phrase);
            let message =
                format!("{word} in “{}” invites the argument that it cannot be enforced", at.spec.label);
            report.at(at.path.clone(), message, "Call it a service credit, or say what loss it estimates");
        }
    }
}

fn typed_number(cx: &Cx<'_>, report: &mut Report) {
    for at in cx.texts.iter().filter(|t| matches!(t.record.name, "ClauseText" | "ExtraClause")) {
        if let Some(reference) = typed_reference(&at.text, &at.text.to_ascii_lowercase()) {
            let message = format!("{} is typed by hand", quoted(&reference));
            report.at(
                at.path.clone(),
                message,
                "Write {{ref:section.clause}} instead; the number is then always right",
            );
        }
    }
}

fn typed_reference(text: &str, lower: &str) -> Option<String> {
    ["section ", "clause ", "annex ", "schedule ", "chapter "].iter().find_map(|word| {
        lower.match_indices(word).find_map(|(at, _)| {
            let whole = !lower.get(..at)?.chars().next_back().is_some_and(char::is_alphanumeric);
            let rest = text.get(at + word.len()..)?;
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            let number = number.trim_end_matches('.');
            let law = rest.get(number.len()..)?.trim_start().to_lowercase().starts_with("of the");
            (whole && !number.is_empty() && !law)
                .then(|| format!("{}{number}", text.get(at..at + word.len()).unwrap_or("")))
        })
    })
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
    ("C14", &["overview=Each miss leads to a penalty of 10 %."]),
    (
        "U06",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=As stated in clause 7.2.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::codes;

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
        assert_eq!(typed_reference("Clause 7.2.", "clause 7.2."), Some("Clause 7.2".to_owned()));
        assert_eq!(typed_reference("section 12 of the Act", "section 12 of the act"), None);
    }
}
