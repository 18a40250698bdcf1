//! Runs the rules, drops what only follows from something else, and puts the rest in order.

use super::collect::{Raw, Report};
use super::context::{Cx, Environment};
use super::coverage;
use super::explain::explain;
use super::finding::Finding;
use super::memo::Memo;
use super::place::Places;
use super::rules;
use super::text::TextAt;
use super::waive;
use crate::document::Document;
use crate::draft::{Draft, Edit};
use crate::template::Template;
use crate::value::{FieldPath, quoted};
use rustc_hash::{FxHashMap, FxHashSet};

/// All findings, in the order of the sections of the form, the gravest first within each. Waived ones are among
/// them and say why.
pub fn check(draft: &Draft, template: &Template, document: &Document, env: &Environment<'_>) -> Vec<Finding> {
    check_again(draft, template, document, env, &mut Memo::default())
}

/// As [`check`], quicker where the memo comes from an earlier check of nearly the same draft.
pub fn check_again(
    draft: &Draft,
    template: &Template,
    document: &Document,
    env: &Environment<'_>,
    memo: &mut Memo,
) -> Vec<Finding> {
    let cx = Cx::new(draft, template, document, env, memo);
    let mut report = Report::default();
    for rule in rules::all().iter().filter(|r| r.applies(cx.profile, env.checks.release)) {
        report.begin(rule);
        cx.run(rule, &mut report);
    }
    let applies = |raw: &&Raw| {
        explain(raw.finding.code).is_some_and(|rule| rule.applies(cx.profile, env.checks.release))
    };
    report.found.extend(cx.texts().flat_map(TextAt::found).filter(applies).cloned());
    let mut found = without_consequences(&cx, report.found);
    waive::apply(draft, &mut found);
    found.extend(waive::stale(draft, &found));
    in_order(&cx, found)
}

/// One cause, one finding.
fn without_consequences(cx: &Cx<'_>, found: Vec<Raw>) -> Vec<Finding> {
    let covered: FxHashMap<String, Option<&str>> =
        found.iter().filter(|r| r.covers).map(|r| cause(cx, r)).collect();
    let pending: FxHashSet<&str> = cx.draft.pending.iter().map(|p| p.path.as_str()).collect();
    // That a field is empty goes without saying where a rule says what its emptiness means.
    let general = |raw: &Raw| matches!(raw.finding.code, "F01" | "F02");
    let said: FxHashSet<String> =
        found.iter().filter(|r| !general(r)).map(|r| r.finding.path.as_str().to_owned()).collect();
    let mut left_out: FxHashMap<String, bool> = FxHashMap::default();
    let mut keep = |raw: &Raw| {
        let path = &raw.finding.path;
        if raw.absence && pending.contains(path.as_str()) {
            return false;
        }
        if general(raw) && said.contains(path.as_str()) {
            return false;
        }
        let part = path.segments().next().unwrap_or("").to_owned();
        // What is left out is not judged; that it is left out though filled in is worth a word.
        let gone = || cx.left_out.is_of_clause(path) || cx.is_silent(path);
        if !raw.orphan && (*left_out.entry(part).or_insert_with_key(|part| cx.is_left_out(part)) || gone()) {
            return false;
        }
        let itself = raw.covers.then_some(path);
        !ancestors(path).any(|above| match covered.get(above.as_str()) {
            Some(_) if Some(&above) == itself => false,
            Some(Some(part)) => coverage::owner(path).is_none_or(|own| own.id == *part),
            Some(None) => true,
            None => false,
        })
    };
    let excuse = |raw: Raw| {
        let waived = if raw.absence { coverage::why(cx.draft, &raw.finding.path) } else { None };
        with_sound_fix(Finding { waived, missing: raw.absence, ..raw.finding })
    };
    found.into_iter().filter(|raw| keep(raw)).map(excuse).collect()
}

/// The place of a cause, and the part of the agreement that it stands for if that part does not apply. What is missing
/// below it but belongs to another part then is a matter of its own.
fn cause<'a>(cx: &Cx<'_>, raw: &Raw) -> (String, Option<&'a str>) {
    let path = &raw.finding.path;
    let part = coverage::why(cx.draft, path).and_then(|_| coverage::owner(path));
    (path.as_str().to_owned(), part.map(|part| part.id))
}

/// A fix that goes through an item without an id cannot be made.
fn with_sound_fix(mut finding: Finding) -> Finding {
    let reachable = |edit: &Edit| !edit.path().as_str().split('.').any(str::is_empty);
    finding.fix = finding.fix.filter(|fix| fix.edits.iter().all(reachable));
    finding
}

/// The path and all paths above it.
fn ancestors(path: &FieldPath) -> impl Iterator<Item = FieldPath> {
    std::iter::successors(Some(path.clone()), FieldPath::parent)
}

/// A finding in an answer names the question, for all answers stand in a field of one name.
fn name_question(cx: &Cx<'_>, finding: &mut Finding) {
    let mut segments = finding.path.segments();
    let (Some("answers"), Some(id)) = (segments.next(), segments.next()) else { return };
    if let Some(question) = cx.template.questions.iter().find(|q| q.id.as_str() == id) {
        finding.message = finding.message.replace("“Answer”", &quoted(&question.label));
    }
}

fn in_order(cx: &Cx<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let places = Places::of(cx, &found);
    for finding in &mut found {
        places.name(finding);
        name_question(cx, finding);
    }
    found.sort_by_cached_key(|f| {
        (places.section_rank(f), f.severity, places.field_rank(f), f.code, f.message.clone())
    });
    found
}
