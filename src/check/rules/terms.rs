//! Definitions: never used, twice, in a circle, in another spelling.

use super::{Cx, Report, Rule, Severity, at, list};
use crate::agreement::{Definition, Origin};
use crate::check::phrases::find_word;
use crate::check::text::{Question, TextAt};
use crate::check::typed::{Meant, meant, names_the_agreement};
use crate::document::Terms;
use crate::document::blocks::term_anchor;
use crate::draft::Edit;
use crate::value::{FieldPath, quoted};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D02",
        title: "Definition never used",
        severity: Severity::Hint,
        detects: "No clause and no field uses a defined term outside its own definition.",
        why: "It is usually left over from a form or from a renamed term.",
        example: "\"Service Desk Tier\" is defined and not used",
        mend: "Remove it, or use it",
        run: unused,
        ..Rule::BLANK
    },
    Rule {
        code: "D03",
        title: "Term defined twice",
        severity: Severity::Error,
        detects: "Two definitions share a term or one of its forms, capitals aside, or a clause defines a term that the list \
                  of definitions has.",
        why: "The worse reading wins, not the intended one.",
        example: "Downtime: not reachable; downtime: noticeably slower",
        mend: "One definition",
        run: defined_twice,
        ..Rule::BLANK
    },
    Rule {
        code: "D09",
        title: "Defined term in small letters",
        severity: Severity::Hint,
        detects: "A defined term of several words also stands in the text without its capitals.",
        why: "The reader cannot tell whether the defined meaning is meant.",
        example: "service credit / Service Credit",
        mend: "Service Credit everywhere, or the small form listed among its forms",
        run: small_letters,
        ..Rule::BLANK
    },
    Rule {
        code: "D11",
        title: "Circular definition",
        severity: Severity::Error,
        detects: "A definition rests on itself, directly or through other definitions; or a target sends the reader back to \
                  the agreement that should hold it.",
        why: "It has no meaning at all.",
        example: "Resolution: the end of the Resolution Time; Resolution Time: the time until Resolution",
        mend: "Resolution: the service works again",
        run: circular,
        ..Rule::BLANK
    },
];

fn unused(cx: &Cx<'_>, report: &mut Report) {
    let gathered = cx.gathered();
    let printed = gathered.has_uses();
    let left = used_in_left_out(cx);
    for definition in cx.a.definitions.iter().filter(|d| printed && d.origin != Origin::Imported) {
        if definition.term.trim().is_empty() || gathered.is_used(&term_anchor(&definition.id)) {
            continue;
        }
        let term = quoted(definition.term.trim());
        let (message, hint) = match left.iter().find(|(_, terms)| terms.contains(definition.id.as_str())) {
            Some((clause, _)) => (
                format!("{term} is defined, but was used only in {}, which is left out", quoted(clause)),
                "Remove it, or put the clause back",
            ),
            None => (format!("{term} is defined, but never used"), "Remove it, or use it where it is meant"),
        };
        let edit = crate::draft::Edit::Remove { list: "definitions".into(), id: definition.id.to_string() };
        report
            .at(at(&["definitions", &definition.id]), message, hint)
            .fix("Remove the definition", vec![edit]);
    }
}

/// The names of the clauses that the drafter left out, with the definitions that their texts use.
fn used_in_left_out<'a>(cx: &'a Cx<'_>) -> Vec<(&'a str, FxHashSet<&'a str>)> {
    let left = cx.template.left_out(cx.draft).into_iter().map(|(section, clause)| {
        let written = cx.draft.written(&section.clause_key(clause)).map(|own| own.text.as_str());
        let terms = cx.terms().find(written.unwrap_or(&clause.text));
        (section.name_of(clause, cx.draft), terms.into_iter().map(|(_, id)| id).collect())
    });
    left.collect()
}

/// Definitions in the running text of a clause for terms that the list of definitions has.
fn defined_in_text(cx: &Cx<'_>, report: &mut Report) {
    const MEANS: &[&str] = &[" means ", " shall mean ", " is defined as ", " has the meaning "];
    let own = |t: &&TextAt| matches!(t.record.name, "ClauseText" | "ExtraClause");
    let says = |text: &str| MEANS.iter().any(|means| text.contains(means));
    for at in cx.texts().filter(own).filter(|t| t.has(Question::Meaning, says)) {
        for means in MEANS {
            for (end, _) in at.text.match_indices(means) {
                let before = at.text.get(..end).unwrap_or("").trim_end_matches(['”', '"', '*', '’', '\'']);
                let is = |d: &&Definition| {
                    let term = d.term.trim();
                    let start = before.len().checked_sub(term.len());
                    let alone = |n: usize| {
                        !before
                            .get(..n)
                            .and_then(|t| t.chars().next_back())
                            .is_some_and(char::is_alphanumeric)
                    };
                    !term.is_empty()
                        && start.is_some_and(|n| {
                            before.get(n..).is_some_and(|t| t.eq_ignore_ascii_case(term)) && alone(n)
                        })
                };
                // The longest term that ends here is the one that is meant.
                let meant = cx.a.definitions.iter().filter(is).max_by_key(|d| d.term.len());
                if let Some(definition) = meant {
                    let message = format!(
                        "{} is defined here and again among the definitions",
                        quoted(definition.term.trim())
                    );
                    report
                        .at(at.path.clone(), message, "Keep one definition and use the term here")
                        .related(at_definition(definition));
                }
            }
        }
    }
}

fn at_definition(definition: &Definition) -> FieldPath {
    at(&["definitions", &definition.id, "term"])
}

fn defined_twice(cx: &Cx<'_>, report: &mut Report) {
    defined_in_text(cx, report);
    let mut seen: FxHashMap<String, &Definition> = FxHashMap::default();
    for definition in &cx.a.definitions {
        let forms: FxHashSet<String> = std::iter::once(definition.term.as_str())
            .chain(definition.forms.iter())
            .map(|f| f.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
            .filter(|f| !f.is_empty())
            .collect();
        let twin = forms.iter().filter_map(|f| Some((f, *seen.get(f)?))).min_by_key(|(f, _)| f.len());
        if let Some((_, first)) = twin {
            let message = format!("{} is defined twice", quoted(definition.term.trim()));
            let found = report
                .at(at(&["definitions", &definition.id, "term"]), message, "Keep one definition")
                .related(at(&["definitions", &first.id, "term"]));
            if definition.meaning.trim() == first.meaning.trim() {
                let second = Edit::Remove { list: "definitions".into(), id: definition.id.to_string() };
                found.fix("Remove the second", vec![second]);
            }
        }
        for form in forms {
            seen.entry(form).or_insert(definition);
        }
    }
}

fn small_letters(cx: &Cx<'_>, report: &mut Report) {
    let several: Vec<Definition> =
        cx.a.definitions
            .iter()
            .filter(|d| d.term.trim().contains(' '))
            .map(|d| Definition {
                term: lower(&d.term),
                ..Definition { id: d.id.clone(), ..Definition::default() }
            })
            .collect();
    if several.is_empty() {
        return;
    }
    let listed: FxHashSet<&str> =
        cx.a.definitions
            .iter()
            .flat_map(|d| d.forms.iter().chain([d.term.as_str()]))
            .map(str::trim)
            .collect();
    let small = Terms::new(&several);
    let mut found: BTreeMap<&str, Vec<&FieldPath>> = BTreeMap::new();
    let stands = |text: &str, range| text.get(range).is_some_and(|t| !listed.contains(t));
    let any = |text: &str| small.find(text).into_iter().any(|(range, _)| stands(text, range));
    for text in cx.texts().filter(|t| t.is_prose() && t.has(Question::SmallTerm, any)) {
        for (_, id) in small.find(&text.text).into_iter().filter(|(at, _)| stands(&text.text, at.clone())) {
            found.entry(id).or_default().push(&text.path);
        }
    }
    for (id, places) in found {
        let (Some(definition), Some(first)) =
            (cx.a.definitions.iter().find(|d| d.id.as_str() == id), places.first())
        else {
            continue;
        };
        let term = definition.term.trim();
        let message = format!("{} stands here in small letters", quoted(term));
        let mut raised = report.at(
            (*first).clone(),
            message,
            format!("Write {}, or list the small form among its forms", quoted(term)),
        );
        for other in places.iter().skip(1) {
            raised = raised.related((*other).clone());
        }
        let edits = places.iter().filter_map(|path| {
            let text = &cx.texts().find(|t| t.path == **path)?.text;
            Some(Edit::set((*path).clone(), with_capitals(text, &small, id, term)))
        });
        raised.fix(format!("Write {}", quoted(term)), edits.collect());
    }
}

/// The text with the small forms of one term in capitals.
fn with_capitals(text: &str, small: &Terms, id: &str, term: &str) -> String {
    let mut out = text.to_owned();
    let mut hits: Vec<_> = small.find(text).into_iter().filter(|(_, of)| *of == id).collect();
    hits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, _) in hits {
        // What is capitalised already is left as it is.
        if text.get(range.clone()).is_some_and(|t| t.to_lowercase() == t || t.eq_ignore_ascii_case(term)) {
            out.replace_range(range, term);
        }
    }
    out
}

fn lower(text: &crate::value::Text) -> crate::value::Text {
    text.to_lowercase().parse().unwrap_or_default()
}

/// Targets in words that send the reader to the very agreement.
fn circular_targets(cx: &Cx<'_>, report: &mut Report) {
    const SENDS: &[&str] = &[
        "given by",
        "given in",
        "as per",
        "per",
        "according to",
        "as in",
        "see",
        "as agreed",
        "as stated",
        "as set out",
    ];
    const HINT: &str = "Enter the time or the number that is meant";
    let mut say = |path: FieldPath, text: &str| {
        report.at(path, format!("{} sends the reader back to this agreement", quoted(text.trim())), HINT);
    };
    for entry in cx.draft.pending.iter().filter(|e| meant(cx.draft, e) == Some(Meant::Itself)) {
        say(FieldPath::new(entry.path.as_str()), &entry.text);
    }
    let sends = |text: &str| names_the_agreement(text) && find_word(&text.to_lowercase(), SENDS).is_some();
    let targets = cx.texts().filter(|t| {
        (t.record.name == "Metric" && t.spec.name == "objective")
            || (t.record.name == "Responsibility" && t.spec.name == "due_note")
    });
    for at in targets.filter(|t| t.has(Question::Itself, sends)) {
        say(at.path.clone(), &at.text);
    }
}

fn circular(cx: &Cx<'_>, report: &mut Report) {
    circular_targets(cx, report);
    let definitions = &cx.a.definitions;
    let terms = cx.terms();
    let index: FxHashMap<&str, usize> =
        definitions.iter().enumerate().map(|(n, d)| (d.id.as_str(), n)).collect();
    let edges: Vec<Vec<usize>> = definitions
        .iter()
        .map(|d| terms.find(&d.meaning).iter().filter_map(|(_, id)| index.get(id).copied()).collect())
        .collect();
    for circle in circles(&edges) {
        let names: Vec<String> =
            circle.iter().filter_map(|n| definitions.get(*n)).map(|d| quoted(d.term.trim())).collect();
        let Some(first) = circle.first().and_then(|n| definitions.get(*n)) else { continue };
        let message = match names.as_slice() {
            [one] => format!("{one} is defined by itself"),
            several => format!("{} are defined by each other", list(several)),
        };
        let mut found = report.at(
            at(&["definitions", &first.id, "meaning"]),
            message,
            "Say it without the term that is being defined",
        );
        for other in circle.iter().skip(1).filter_map(|n| definitions.get(*n)) {
            found = found.related(at(&["definitions", &other.id, "meaning"]));
        }
    }
}

/// One circle for each group of nodes that reach each other, found by walking ahead and stepping back; linear.
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut state = vec![NEW; edges.len()];
    let mut done = vec![false; edges.len()];
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..edges.len() {
        if state.get(start) != Some(&NEW) {
            continue;
        }
        // The way from the start, each node with the number of its next edge.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if let Some(s) = state.get_mut(start) {
            *s = 0;
        }
        while let Some((node, next)) = way.last().copied() {
            let Some(to) = edges.get(node).and_then(|e| e.get(next)).copied() else {
                if let Some(d) = done.get_mut(node) {
                    *d = true;
                }
                way.pop();
                continue;
            };
            if let Some(top) = way.last_mut() {
                top.1 += 1;
            }
            match state.get(to).copied() {
                Some(NEW) => {
                    if let Some(s) = state.get_mut(to) {
                        *s = way.len();
                    }
                    way.push((to, 0));
                }
                Some(depth) if done.get(to) == Some(&false) => {
                    let circle: Vec<usize> = way.iter().skip(depth).map(|(n, _)| *n).collect();
                    if !found.iter().any(|other| other.iter().any(|n| circle.contains(n))) {
                        found.push(circle);
                    }
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D02", &["+definitions idle", "definitions.idle.term=Idle Term", "definitions.idle.meaning=nothing"]),
    ("D03", &["+definitions twin", "definitions.twin.term=downtime", "definitions.twin.meaning=a slow hour"]),
    (
        "D03",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=“Downtime” means any slow hour.",
        ],
    ),
    ("D09", &["bonuses.uptime.conditions=No service credit fell due"]),
    ("D11", &["definitions.downtime.meaning=time of Downtime"]),
    ("D11", &["priorities.p1.resolve=Given by SLA"]),
    ("D11", &["metrics.uptime.objective=As per the service level agreement"]),
    (
        "D11",
        &[
            "definitions.downtime.meaning=what leads to a Service Credit",
            "definitions.credit.meaning=what Downtime leads to",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_once() {
        assert_eq!(circles(&[vec![1], vec![2], vec![0], vec![0]]), [vec![0, 1, 2]]);
        assert_eq!(circles(&[vec![0]]), [vec![0]]);
        assert_eq!(circles(&[vec![1, 2], vec![2], vec![]]), Vec::<Vec<usize>>::new());
    }
}
