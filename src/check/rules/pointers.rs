//! References that lead somewhere else than they say: numbers that do not exist, "this clause" about another one, a
//! definition that stands elsewhere, two clauses of one name.

use super::{Cx, Report, Rule, Severity};
use crate::check::gathered::Spot;
use crate::check::text::{Question, TextAt};
use crate::document::{Clause, Document, Inline, Section, walk};
use crate::value::{FieldPath, quoted};
use rustc_hash::FxHashMap;
use std::cell::LazyCell;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "U12",
        title: "Clause or annex that is not there",
        severity: Severity::Warning,
        detects: "A field names a section, a clause or an annex by a number or letter that this agreement does not have; \
                  clauses have a rule of their own. Those of other documents do not count: \"annex 3 of the master agreement\", \"Article 28 GDPR\".",
        why: "The reader looks for a part that was never attached, or was removed.",
        example: "as listed in Annex D (there are three annexes)",
        mend: "as listed in the annex on prices",
        run: absent,
        ..Rule::BLANK
    },
    Rule {
        code: "U10",
        title: "\"This clause\" that is another one",
        severity: Severity::Warning,
        detects: "A clause says \"this clause\" or \"this section\" and then names or refers to another one.",
        why: "One of the two is left over from where the text was copied.",
        example: "Under this clause 9.1 (in clause 7.2)",
        mend: "Under this clause",
        run: this_one,
        ..Rule::BLANK
    },
    Rule {
        code: "U09",
        title: "Definition that stands elsewhere",
        severity: Severity::Warning,
        detects: "A text says that a term is defined in a clause, refers to it, and the term is defined in another one.",
        why: "The reader looks in vain, or finds other words and takes them for the definition.",
        example: "Downtime as defined in clause 9 (defined in clause 2)",
        mend: "Downtime (the link leads to the definition by itself)",
        run: defined_elsewhere,
        ..Rule::BLANK
    },
    Rule {
        code: "D18",
        title: "Reference that can mean two clauses",
        severity: Severity::Warning,
        detects: "A clause of one's own has the name of a clause that the form has in the same section.",
        why: "A reference by this name leads to the clause of the form, never to the other.",
        example: "An own clause \"claims\" in the section \"credits\", which has one",
        mend: "An own clause \"claims-by-group\"",
        run: ambiguous,
        ..Rule::BLANK
    },
];

/// A part of a document named by hand: "clause 7.2", "Annex B".
#[derive(Debug, PartialEq, Eq)]
struct Typed<'t> {
    shown: &'t str,
    label: &'t str,
    /// Annexes, schedules, exhibits and appendices.
    annex: bool,
}

const PARTS: &[(&str, bool)] = &[
    ("section", false),
    ("clause", false),
    ("chapter", false),
    ("annex", true),
    ("appendix", true),
    ("schedule", true),
    ("exhibit", true),
];

/// All parts of this agreement that a text names by number or letter.
fn typed(text: &str) -> Vec<Typed<'_>> {
    // Most texts hold no number, and annexes alone go by letters; most others name no part at all.
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    if !digit && !has_lone_capital(text) {
        return Vec::new();
    }
    let named = |word: &str| word.get(1..).is_some_and(|rest| text.contains(rest));
    if !PARTS.iter().any(|(word, annex)| (digit || *annex) && named(word)) {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    for (word, annex) in PARTS {
        for (at, _) in lower.match_indices(word) {
            out.extend(typed_at(text, at, word, *annex).map(|found| (at, found)));
        }
    }
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, found)| found).collect()
}

/// A capital letter that stands alone behind a space, as in "Annex A".
fn has_lone_capital(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The last byte of a no-break space is the same as of other letters; those are looked at closely later.
    let alone = |at: usize| {
        let space = at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(|b| matches!(b, b' ' | 0xA0));
        space && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    bytes.iter().enumerate().any(|(at, b)| b.is_ascii_uppercase() && alone(at))
}

fn typed_at<'t>(text: &'t str, at: usize, word: &str, annex: bool) -> Option<Typed<'t>> {
    let before = text.get(..at)?;
    if before.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    // "on schedule" is no part of a document.
    if word == "schedule" && !text.get(at..)?.starts_with('S') {
        return None;
    }
    let start = at + word.len();
    let rest = text.get(start..)?.strip_prefix([' ', '\u{a0}'])?;
    let begin = text.len() - rest.len();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let label = match rest.get(..digits).map(|d| d.trim_end_matches('.')).filter(|d| !d.is_empty()) {
        Some(number) if rest.starts_with(|c: char| c.is_ascii_digit()) => number,
        // "Annex A", but not "Annex A4" or "a schedule I know".
        _ if annex => rest.get(..1).filter(|l| l.bytes().all(|b| b.is_ascii_uppercase()) && *l != "I")?,
        _ => return None,
    };
    let behind = rest.get(label.len()..)?;
    let whole = !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '%'));
    let shown = text.get(at..begin + label.len())?;
    (whole && !is_elsewhere(before, behind)).then_some(Typed { shown, label, annex })
}

/// Whether the part belongs to another document.
fn is_elsewhere(before: &str, behind: &str) -> bool {
    let behind =
        behind.trim_start_matches(|c: char| c.is_whitespace() || c == '(' || c.is_ascii_digit() || c == ')');
    let owned = ["of ", "to ", "in the ", "under the "].iter().find_map(|w| behind.strip_prefix(w));
    let other = owned.is_some_and(|owner| !owner.to_lowercase().starts_with("this "));
    let first = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let law = is_short_name(first) || matches!(first, "Act" | "Code" | "Regulation" | "Directive");
    let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    other
        || law
        || is_short_name(last)
        || before.trim_end().ends_with("agreement’s")
        || before.trim_end().ends_with("agreement's")
}

/// "GDPR", "DPA", "MSA".
fn is_short_name(word: &str) -> bool {
    word.len() >= 2
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether the document has such a section, clause or annex.
fn is_there(document: &Document, typed: &Typed<'_>) -> bool {
    let named = |section: &Section| match section.number.strip_prefix("Annex ") {
        Some(letter) => typed.annex && letter == typed.label,
        None => !typed.annex && section.number == typed.label,
    };
    let clause = |clause: &Clause| !typed.annex && clause.number == typed.label;
    document.sections.iter().any(|s| named(s) || s.clauses.iter().any(|c| clause(c)))
}

/// Fields that are about other documents, or count something of their own.
fn is_about_others(text: &TextAt) -> bool {
    // Clauses of one's own have rules that can put a link in place of the number.
    matches!(
        text.record.name,
        "ParentAgreement" | "Answer" | "Contact" | "Party" | "ClauseText" | "ExtraClause"
    ) || matches!(text.spec.name, "processing_agreement" | "certificates" | "report_line" | "reference")
}

fn absent(cx: &Cx<'_>, report: &mut Report) {
    if cx.document.sections.is_empty() {
        return;
    }
    for text in cx.texts().filter(|t| t.is_prose() && !is_about_others(t)) {
        if !text.has(Question::Number, |text| !typed(text).is_empty()) {
            continue;
        }
        let Some(open) = typed(&text.text).into_iter().find(|t| !is_there(cx.document, t)) else { continue };
        let message = format!("{} is not part of this agreement{}", quoted(open.shown), annexes(cx, &open));
        let hint = "Name the part by its heading, say of which document it is, or attach it";
        report.at(text.path.clone(), message, hint);
    }
}

/// ", which has Annex A to Annex C".
fn annexes(cx: &Cx<'_>, typed: &Typed<'_>) -> String {
    if !typed.annex {
        return String::new();
    }
    let mut numbers = cx.document.sections.iter().filter(|s| s.annex).map(|s| s.number.as_str());
    match (numbers.next(), numbers.next_back()) {
        (None, _) => ", which has no annexes".to_owned(),
        (Some(one), None) => format!(", which has only {one}"),
        (Some(first), Some(last)) => format!(", which has {first} to {last}"),
    }
}

/// Whether something in the text that is called "this" may be another part.
pub(in crate::check) fn points(text: &str) -> bool {
    says_this(text) && typed(text).iter().any(|typed| is_called_this(typed, text))
}

/// Whether "this" stands in front of something.
fn says_this(text: &str) -> bool {
    let this = |four: &[u8]| matches!(four, [b't' | b'T', b'h' | b'H', b'i' | b'I', b's' | b'S']);
    text.len() >= "this annex A".len() && text.as_bytes().windows(4).any(this)
}

fn is_called_this(typed: &Typed<'_>, text: &str) -> bool {
    let start = typed.shown.as_ptr() as usize - text.as_ptr() as usize;
    text.get(..start).is_some_and(ends_with_this)
}

/// "this clause ", "this section": at the end of what stands before a reference.
pub(in crate::check) fn ends_with_this(before: &str) -> bool {
    let lower = before.trim_end().to_lowercase();
    let lower = ["clause", "section", "annex"]
        .iter()
        .find_map(|w| lower.strip_suffix(w).map(str::trim_end))
        .unwrap_or(&lower);
    lower.strip_suffix("this").is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

fn this_one(cx: &Cx<'_>, report: &mut Report) {
    for (spot, gleaned) in cx.clauses() {
        let Spot { section, clause } = spot;
        for crossing in gleaned.crossings.iter().filter(|c| ends_with_this(&c.before)) {
            if crossing.anchor != clause.anchor && crossing.anchor != section.anchor {
                another(cx, spot, &crossing.text, report);
            }
        }
        for text in &gleaned.pointing {
            let others = typed(text).into_iter().find(|t| {
                let own = t.label == clause.number || t.label == section.number;
                let own = own || section.number.strip_prefix("Annex ") == Some(t.label);
                !own && is_called_this(t, text)
            });
            if let Some(other) = others {
                another(cx, spot, other.shown, report);
            }
        }
    }
}

/// "This" and the name of another part.
fn another(cx: &Cx<'_>, Spot { section, clause }: Spot<'_>, shown: &str, report: &mut Report) {
    let form = clause.path.as_str().starts_with("clauses.")
        && !cx.draft.clauses.iter().any(|c| c.id.as_str() == clause.path.last());
    let path = if form { clause.path.clone() } else { clause.path.join("text") };
    let message = format!("“this” is followed by {}, which is another part", quoted(shown));
    let raised = report.at(path, message, "Write “this clause” alone, or take the “this” away");
    if form {
        raised.place(&section.title, clause.title.as_ref().unwrap_or(&section.title));
    }
}

const DEFINED: &[&str] =
    &["defined in", "definition in", "meaning given in", "meaning set out in", "defined under"];

/// Whether a text ends in words that say where a term is defined.
pub(in crate::check) fn announces(text: &str) -> bool {
    let text = text.trim_end().as_bytes();
    DEFINED.iter().any(|words| {
        let end = text.len().checked_sub(words.len()).and_then(|at| text.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(words.as_bytes()))
    })
}

fn defined_elsewhere(cx: &Cx<'_>, report: &mut Report) {
    let homes = LazyCell::new(|| homes(cx));
    for (Spot { section, clause }, gleaned) in cx.clauses() {
        for crossing in gleaned.crossings.iter().filter(|c| announces(&c.lead)) {
            let Some((term, shown)) = &crossing.term else { continue };
            let Some(home) = homes.get(term.as_str()) else { continue };
            if crossing.anchor == home.clause.anchor || crossing.anchor == home.section.anchor {
                continue;
            }
            let named = match home.clause.number.as_str() {
                "" => format!("section {}", home.section.number),
                number => format!("clause {number}"),
            };
            let message = format!(
                "{} is said to be defined in {}, but is defined in {named}",
                quoted(shown),
                crossing.text
            );
            report
                .at(
                    clause.path.clone(),
                    message,
                    "Take the reference away; the term itself links to its definition",
                )
                .place(&section.title, clause.title.as_ref().unwrap_or(&section.title));
        }
    }
}

/// Where each term is defined, by its anchor.
fn homes<'a>(cx: &Cx<'a>) -> FxHashMap<&'a str, Spot<'a>> {
    let mut homes = FxHashMap::default();
    walk(cx.document, |place, inline| {
        if let (Inline::TermDef { anchor, .. }, Some((section, clause))) =
            (inline, place.section.zip(place.clause))
        {
            homes.insert(anchor.as_str(), Spot { section, clause });
        }
    });
    homes
}

fn ambiguous(cx: &Cx<'_>, report: &mut Report) {
    for own in &cx.draft.extra_clauses {
        let Some(section) = cx.template.sections.iter().find(|s| s.id.as_str() == own.section.as_str())
        else {
            continue;
        };
        let Some(clause) = section.clauses.iter().find(|c| c.id.as_str() == own.id.as_str()) else {
            continue;
        };
        let named = if clause.title.trim().is_empty() { &section.title } else { &clause.title };
        let message = format!(
            "{{{{ref:{}.{}}}}} can mean this clause and {} of the form",
            section.id,
            clause.id,
            quoted(named.trim())
        );
        report.at(
            FieldPath::new("extra_clauses").join(&own.id),
            message,
            "Add the clause under another name, and remove this one",
        );
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("U12", &["overview=The prices are listed in Annex D."]),
    ("U12", &["responsibilities.answer.duty=Answer questions as stated in clause 99.1"]),
    (
        "U10",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=Under this {{ref:services.services}} nothing is owed.",
        ],
    ),
    (
        "U10",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=Under this Section 3 nothing is owed.",
        ],
    ),
    (
        "U09",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=Downtime as defined in {{ref:services.services}} is credited.",
        ],
    ),
    (
        "D18",
        &[
            "+extra_clauses credits",
            "extra_clauses.credits.section=credits",
            "extra_clauses.credits.title=Own",
            "extra_clauses.credits.text=More about credits.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::codes;

    fn own(text: &str) -> Vec<&'static str> {
        let text = format!("extra_clauses.own.text={text}");
        codes(&[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            &text,
        ])
    }

    #[test]
    fn parts_of_other_documents_are_left_alone() {
        for fine in [
            "as stated in annex 3 of the master agreement",
            "under section 12 of the Act and Section 28 GDPR",
            "see DPA annex 3 and the MSA Schedule 2",
            "on schedule 5 times a week, annexed, subsection 9.9",
            "a schedule A4 in size; Schedule 90% full",
        ] {
            let found = codes(&[&format!("review.change_control={fine}")]);
            assert!(!found.contains(&"U12"), "{fine}: {:?}", typed(fine));
        }
        let shown = |text| typed(text).iter().map(|t| t.shown.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shown("Clause 7.2. and Annex B, appendix 1 to this agreement"),
            ["Clause 7.2", "Annex B", "appendix 1"]
        );
    }

    #[test]
    fn what_leads_where_it_says_is_fine() {
        for fine in [
            "Under this {{ref:credits.own}} nothing is owed.",
            "Under this Section 5 nothing is owed; {{ref:services.services}} stays.",
            "Downtime as defined in {{ref:definitions.terms}} is credited.",
            "Downtime is credited. The fee is defined in {{ref:services.services}}.",
        ] {
            let found = own(fine);
            assert!(!found.iter().any(|c| matches!(*c, "U12" | "U10" | "U09" | "D04")), "{fine}: {found:?}");
        }
    }
}
