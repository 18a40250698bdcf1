//! Words written like defined terms that nobody defined.

use super::{Cx, Report, Rule, Severity};
use crate::check::Finding;
use crate::check::dates;
use crate::check::sentences::{Phrase, phrases};
use crate::check::text::{Question, TextAt};
use crate::document::Terms;
use crate::draft::Edit;
use crate::value::{FieldPath, Leaf, quoted};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::collections::BTreeMap;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "D01",
    title: "Term used but not defined",
    severity: Severity::Error,
    detects: "A clause or a field uses a word with the capitals of a defined term, such as Downtime Period, and neither the \
                  definitions nor the parent agreement's terms have it. Names of parties, services, calendars and the like do not \
                  count. Or a text names hours, such as waking hours, that no calendar has.",
    why: "Disputes begin at words that nobody defined.",
    example: "Uptime = month − Downtime Periods (only \"Downtime\" is defined)",
    mend: "Downtime Period: one or more consecutive minutes of Downtime",
    run: undefined,
    ..Rule::BLANK
}];

/// Nouns that contracts define: a capitalised phrase that ends in one is meant as a term, not as a name.
const NOUNS: &[&str] = &[
    "availability",
    "bonus",
    "change",
    "charge",
    "claim",
    "credit",
    "data",
    "date",
    "day",
    "deliverable",
    "downtime",
    "event",
    "equipment",
    "failure",
    "fee",
    "hour",
    "incident",
    "information",
    "invoice",
    "level",
    "loss",
    "maintenance",
    "metric",
    "month",
    "notice",
    "order",
    "outage",
    "party",
    "period",
    "plan",
    "platform",
    "point",
    "rate",
    "report",
    "request",
    "service",
    "site",
    "software",
    "subcontractor",
    "system",
    "target",
    "term",
    "time",
    "unavailability",
    "uptime",
    "user",
    "window",
    "worker",
    "assignment",
    "employee",
    "material",
    "work",
    "security",
];

/// Words that may stand alone with a capital without being terms: roles, parts of the document, the calendar.
const PLAIN: &[&str] = &[
    "agreement",
    "provider",
    "customer",
    "party",
    "parties",
    "section",
    "clause",
    "annex",
    "schedule",
    "table",
    "article",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "each", "every", "any", "all", "no", "this", "that", "these", "such", "of", "per",
    "its",
];

fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').filter(|w| !w.ends_with('s')).unwrap_or(&word).to_owned(),
    }
}

/// Fields whose texts are names.
const NAMING: &[&str] = &[
    "name",
    "legal_name",
    "short_name",
    "title",
    "topic",
    "kind",
    "function",
    "supplier",
    "signatory",
    "signatory_title",
    "reference",
    "quantity",
    "recipient",
    "provider_contact",
    "customer_contact",
    "participants",
];

pub(super) fn is_name(text: &TextAt) -> bool {
    NAMING.contains(&text.spec.name)
}

/// What is known by its capitals: names of things and people, and imported terms.
fn known_names(cx: &Cx<'_>) -> FxHashSet<String> {
    let names = cx.texts().filter(|t| is_name(t)).map(|t| t.text.trim().to_lowercase());
    let imported = cx.a.parent.imported_terms.iter().map(|t| t.trim().to_lowercase());
    let headings = cx.template.sections.iter().flat_map(|s| {
        std::iter::once(s.title.to_lowercase()).chain(s.clauses.iter().map(|c| c.title.to_lowercase()))
    });
    names.chain(imported).chain(headings).collect()
}

const WRITTEN_LIKE: &str = " is written like a defined term, but is not defined";

/// The words that a finding calls undefined, as they are first written; `None` for a finding about anything else, and
/// for words too long to be told in full.
pub fn undefined_term(finding: &Finding) -> Option<&str> {
    let (term, _) = finding.message.split_once(WRITTEN_LIKE)?;
    let term = term.strip_prefix('“')?.strip_suffix('”')?;
    (finding.code == "D01" && !term.ends_with('…')).then_some(term)
}

struct Known<'a> {
    terms: &'a Terms,
    names: FxHashSet<String>,
    /// All names in one text, to look for phrases inside them.
    inside: String,
}

impl<'a> Known<'a> {
    fn of(cx: &'a Cx<'_>) -> Self {
        let names = known_names(cx);
        let mut inside = String::new();
        for name in names.iter().filter(|n| n.contains(' ')) {
            inside.push('\n');
            inside.push_str(name);
        }
        Self { terms: cx.terms(), names, inside }
    }

    /// The part of a phrase that is used like a defined term and is none. The phrase ends in one of the nouns.
    fn open<'t>(&self, phrase: Phrase<'t>) -> Option<&'t str> {
        let covered = self.terms.find(phrase.text).into_iter().map(|(range, _)| range.end).max().unwrap_or(0);
        let rest = without_opening(phrase.text.get(covered..)?.trim());
        if rest.is_empty() {
            return None;
        }
        let several = rest.contains(' ');
        let lower = rest.to_lowercase();
        let one = singular(&lower);
        if !several && (PLAIN.contains(&one.as_str()) || dates::is_day_or_month(&one)) {
            return None;
        }
        if self.names.contains(&lower)
            || self.names.contains(&singular(&lower))
            || self.inside.contains(&lower)
        {
            return None;
        }
        // "Downtime Period" is another term than "Downtime".
        if covered > 0 {
            return Some(phrase.text);
        }
        let marked = phrase.before.is_some_and(|w| DETERMINERS.contains(&w.to_lowercase().as_str()));
        (several || marked).then_some(rest)
    }
}

/// A phrase without the small words that only begin its sentence: "On Chronic Failure" is about a Chronic Failure.
fn without_opening(phrase: &str) -> &str {
    const OPENING: &[&str] = &[
        "if", "on", "in", "at", "for", "from", "after", "before", "until", "during", "with", "without",
        "when", "where", "while", "once", "upon", "to", "only", "both", "other", "another", "our", "your",
        "their", "under", "by",
    ];
    let mut rest = phrase;
    while let Some((first, more)) = rest.split_once(' ') {
        let first = first.to_lowercase();
        if !OPENING.contains(&first.as_str()) && !DETERMINERS.contains(&first.as_str()) {
            break;
        }
        rest = more;
    }
    rest
}

fn is_noun(word: &str) -> bool {
    NOUNS.contains(&singular(word).as_str())
}

/// Section and clause of the form whose own text is meant.
type Heading = (String, String);

/// The term as first written, and where it stands.
type Uses = (String, Vec<(FieldPath, Option<Heading>)>);

fn undefined(cx: &Cx<'_>, report: &mut Report) {
    super::named_hours::named(cx, report);
    let known = OnceCell::new();
    let known = || known.get_or_init(|| Known::of(cx));
    let capitals = |text: &str| !phrases(text, is_noun).is_empty();
    let uses = |text: &str| phrases(text, is_noun).into_iter().any(|p| known().open(p).is_some());
    // Term, and all places that use it.
    let mut open: BTreeMap<String, Uses> = BTreeMap::new();
    let mut take = |text: &str, path: &FieldPath, place: Option<Heading>| {
        for term in phrases(text, is_noun).into_iter().filter_map(|p| known().open(p)) {
            let places = &mut open.entry(singular(term)).or_insert_with(|| (term.to_owned(), Vec::new())).1;
            if places.last().is_none_or(|(last, _)| last != path) {
                places.push((path.clone(), place.clone()));
            }
        }
    };
    for at in cx.texts().filter(|t| t.is_prose() && t.record.name != "Answer") {
        if at.has(Question::Capitals, capitals) && at.has(Question::OpenTerm, uses) {
            take(&at.text, &at.path, None);
        }
    }
    for (clause, own) in cx.gathered().form_texts() {
        if own.answers.get(Question::Capitals, || capitals(&own.text))
            && own.answers.get(Question::OpenTerm, || uses(&own.text))
        {
            take(&own.text, &clause.path, heading(cx, &clause.path));
        }
    }
    for (term, places) in open.into_values() {
        let Some((path, place)) = places.first().cloned() else { continue };
        let times = match places.len() {
            1 => String::new(),
            n => format!(" (used in {n} places)"),
        };
        let message = format!("{}{WRITTEN_LIKE}{times}", quoted(&term));
        let hint = match cx.a.has_parent() {
            true => "Define it, take it over from the parent agreement, or write it in small letters",
            false => "Define it, or write it in small letters",
        };
        let mut found = report.at(path, message, hint);
        if let Some((section, place)) = place {
            found = found.place(&section, place);
        }
        for (other, _) in places.into_iter().skip(1) {
            found = found.related(other);
        }
        if let Some((title, edits)) = definition_for(cx, &term) {
            found.fix(title, edits);
        }
    }
}

/// The definition that the form of agreement has for a term, or the parent agreement as its source.
fn definition_for(cx: &Cx<'_>, term: &str) -> Option<(String, Vec<Edit>)> {
    let form = crate::template::library().iter().find(|f| f.template().id == cx.template.id);
    let wanted = singular(term);
    let named = |text: &str| singular(text.trim()) == wanted;
    let own = form.and_then(|f| {
        let all = &f.start().agreement.definitions;
        all.iter().find(|d| named(&d.term) || d.forms.iter().any(named))
    });
    if let Some(own) = own {
        let taken: Vec<String> = cx.a.definitions.iter().map(|d| d.id.to_string()).collect();
        let id = crate::value::Id::unique(&own.id, &taken).to_string();
        let field = |name: &str| super::at(&["definitions", &id, name]);
        let edits = vec![
            Edit::Insert { list: "definitions".into(), at: usize::MAX, id: id.clone() },
            Edit::set(field("term"), own.term.as_str()),
            Edit::set(field("forms"), Leaf::text(&own.forms)),
            Edit::set(field("meaning"), own.meaning.as_str()),
        ];
        return Some((format!("Define it as {} does", quoted(&cx.template.title)), edits));
    }
    if !cx.a.has_parent() {
        return None;
    }
    let mut imported: Vec<&str> =
        cx.a.parent.imported_terms.iter().filter(|t| !t.trim().is_empty()).collect();
    imported.push(term);
    let edit = Edit::set("parent.imported_terms", imported.join("\n"));
    Some((format!("Take it over from {}", quoted(cx.a.parent.title.trim())), vec![edit]))
}

fn heading(cx: &Cx<'_>, clause: &FieldPath) -> Option<Heading> {
    cx.document.sections.iter().find_map(|section| {
        let clause = section.clauses.iter().find(|c| c.path == *clause)?;
        Some((section.title.clone(), clause.title.clone().unwrap_or_else(|| section.title.clone())))
    })
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D01", &["metrics.uptime.formula_text=The month without the Downtime Periods of the service."]),
    ("D01", &["exclusions.customer.event=A failure during the Trial Period of the customer"]),
    ("D01", &["-definitions credit"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn names_and_imported_terms_are_no_undefined_terms() {
        for fine in ["parent.imported_terms=Trial Period", "calendars.business.name=Trial Period"] {
            let lines = ["exclusions.customer.event=A failure during the Trial Period of the customer", fine];
            assert!(!codes(&lines).contains(&"D01"), "{fine}");
        }
    }

    #[test]
    fn each_undefined_term_is_one_finding_with_all_its_places() {
        let event = "A failure during the Trial Period of the customer";
        let found = run(&changed(&[
            &format!("exclusions.customer.event={event}"),
            &format!("bonuses.uptime.conditions={event}"),
        ]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "D01").collect();
        assert_eq!(at.len(), 1, "{at:?}");
        assert!(
            at[0].message.contains("“Trial Period”") && at[0].message.contains("2 places"),
            "{}",
            at[0].message
        );
        assert_eq!(super::undefined_term(at[0]), Some("Trial Period"));
    }
}
