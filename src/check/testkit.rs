//! A complete, clean sample agreement, and changes to it: the ground on which every rule is tested.

mod names;

use super::collect::{Raw, Report};
use super::context::{Checks, Cx, Environment};
use super::engine::{check, check_again};
use super::finding::Finding;
use super::memo::Memo;
use super::rule::Rule;
use super::rules::{self, Fixture};
use crate::agreement::changes::Read;
use crate::document::{Document, assemble};
use crate::draft::{Draft, Edit};
use crate::template::Form;
use crate::value::Record;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The clean agreement, a change a line: `+list id` adds an item, `path=value` writes a field.
const CLEAN: &str = include_str!("testkit/clean.txt");

/// Applies one change: `+list id` adds an item, `-list id` removes one, `path=value` writes a field. `\n` in a value is
/// a line feed.
/// `twice definitions` repeats the first definition with its id, which no edit can do.
pub(super) fn change(draft: &mut Draft, line: &str) {
    if line == "twice definitions" {
        let first = draft.agreement.definitions.iter().take(1).cloned().collect::<Vec<_>>();
        return draft.agreement.definitions.extend(first);
    }
    let edit = if let Some((list, id)) = line.strip_prefix('+').and_then(|l| l.split_once(' ')) {
        Edit::Insert { list: list.into(), at: usize::MAX, id: id.to_owned() }
    } else if let Some((list, id)) = line.strip_prefix('-').and_then(|l| l.split_once(' ')) {
        Edit::Remove { list: list.into(), id: id.to_owned() }
    } else {
        let (path, text) = line.split_once('=').unwrap_or_else(|| panic!("no change: {line}"));
        Edit::set(path, text.replace("\\n", "\n"))
    };
    edit.apply(draft).unwrap_or_else(|e| panic!("{line}: {e}"));
}

pub(super) fn clean() -> Draft {
    let mut draft = Draft::default();
    for line in CLEAN.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        change(&mut draft, line);
    }
    assert!(draft.pending.is_empty(), "the clean agreement has values that are none: {:?}", draft.pending);
    draft
}

pub(super) fn changed(changes: &[&str]) -> Draft {
    let mut draft = clean();
    for line in changes {
        change(&mut draft, line);
    }
    draft
}

pub(super) fn run(draft: &Draft) -> Vec<Finding> {
    run_with(draft, false)
}

pub(super) fn run_with(draft: &Draft, release: bool) -> Vec<Finding> {
    run_as(draft, Checks { release, ..Checks::default() })
}

pub(super) fn run_as(draft: &Draft, checks: Checks) -> Vec<Finding> {
    run_again(draft, checks, &mut Memo::default())
}

pub(super) fn run_again(draft: &Draft, checks: Checks, memo: &mut Memo) -> Vec<Finding> {
    let printable = |c: char| !('\u{1F000}'..='\u{1FFFF}').contains(&c);
    let environment = Environment { printable: &printable, checks };
    check_again(draft, form().template(), &assemble(draft, form()), &environment, memo)
}

/// A small form of agreement that has a place for every part.
pub(super) fn form() -> &'static Form {
    const START: &[u8] = b"(schema: 1, template: (id: \"testkit\"))";
    const EXAMPLE: &[u8] = b"(schema: 1, template: (id: \"testkit\"), agreement: (answers: [(id: \"hardware\", value: \"provider\")]))";
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| {
        let read = Form::read(include_bytes!("testkit/form.ron"), START, EXAMPLE);
        read.unwrap_or_else(|e| panic!("{e}"))
    })
}

/// Codes found after some changes.
pub(super) fn codes(changes: &[&str]) -> Vec<&'static str> {
    run(&changed(changes)).iter().map(|f| f.code).collect()
}

/// As strictly as it takes for a rule to speak up.
fn strictly(rule: &super::Rule) -> Checks {
    Checks { release: rule.release_only, openslo: rule.code.starts_with('O'), ..Checks::default() }
}

fn fixtures() -> impl Iterator<Item = &'static Fixture> {
    rules::FIXTURES.iter().flat_map(|family| family.iter())
}

#[test]
fn the_clean_agreement_is_clean() {
    for release in [false, true] {
        let found = run_with(&clean(), release);
        let lines: Vec<String> =
            found.iter().map(|f| format!("{} {}: {}", f.code, f.path, f.message)).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}

#[test]
fn every_rule_finds_its_fixture() {
    for rule in rules::all() {
        assert!(fixtures().any(|(code, _)| *code == rule.code), "{} has no fixture", rule.code);
    }
    for (code, changes) in fixtures() {
        let rule = super::explain(code).unwrap_or_else(|| panic!("{code} is no rule"));
        let found = run_as(&changed(changes), strictly(rule));
        let codes: Vec<_> = found.iter().map(|f| f.code).collect();
        assert!(codes.contains(code), "{changes:?}: {code} is not among {codes:?}");
        for finding in found.iter().filter(|f| f.code == *code) {
            assert!(!finding.message.is_empty() && !finding.hint.is_empty(), "{code} says nothing");
            assert!(
                !finding.message.ends_with('.') && !finding.hint.ends_with('.'),
                "{code}: {}",
                finding.message
            );
            assert!(finding.severity >= rule.severity, "{code} is graver than its rule says");
        }
    }
}

/// What rules that read only parts of the agreement find, as if each were the only one.
fn found_alone(draft: &Draft, document: &Document, rules: &[&'static Rule]) -> Vec<Raw> {
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    let mut memo = Memo::default();
    let cx = Cx::new(draft, form().template(), document, &environment, &mut memo);
    let mut report = Report::default();
    for rule in rules {
        report.begin(rule);
        (rule.run)(&cx, &mut report);
    }
    report.found
}

/// Each of these rules finds the same in a draft that is blank but for what the rule says it reads, without a document.
#[test]
fn rules_read_no_more_than_they_say() {
    let mut groups: BTreeMap<Vec<&str>, Vec<&'static Rule>> = BTreeMap::new();
    for rule in rules::all().iter().filter(|rule| !rule.reads.is_empty()) {
        groups.entry(rule.reads.iter().map(|read| read.part()).collect()).or_default().push(rule);
        assert!(rule.reads.iter().all(|read| matches!(read, Read::All(_))), "{}", rule.code);
    }
    assert!(groups.len() > 20);
    let of_forms = crate::template::library().iter().map(|form| form.example().clone());
    for whole in fixtures().map(|(_, changes)| changed(changes)).chain(of_forms) {
        let document = assemble(&whole, form());
        for (parts, rules) in &groups {
            let mut less = Draft { profile: whole.profile, ..Draft::default() };
            parts.iter().for_each(|part| less.agreement.take_over(part, &whole.agreement));
            let all = found_alone(&whole, &document, rules);
            assert_eq!(found_alone(&less, &Document::default(), rules), all, "{parts:?}");
        }
    }
}

#[test]
fn every_fix_mends_its_finding_and_raises_no_error() {
    let mut worse = Vec::new();
    for (code, changes) in fixtures() {
        let draft = changed(changes);
        let rule = super::explain(code).unwrap_or_else(|| panic!("{code} is no rule"));
        for finding in run_as(&draft, strictly(rule)).iter().filter(|f| f.code == *code) {
            let Some(fix) = &finding.fix else { continue };
            assert!(!fix.edits.is_empty() && !fix.title.is_empty(), "{code}: empty fix");
            let mut mended = draft.clone();
            for edit in &fix.edits {
                edit.apply_strict(&mut mended).unwrap_or_else(|e| panic!("{code}: {}: {e}", fix.title));
            }
            let left = run_as(&mended, strictly(rule));
            let still = left
                .iter()
                .any(|f| f.code == *code && f.path == finding.path && f.message == finding.message);
            assert!(!still, "{code}: “{}” does not mend it", fix.title);
            let before = run_as(&draft, strictly(rule));
            let is_new = |f: &&Finding| {
                f.severity == super::Severity::Error && !before.iter().any(|b| b.code == f.code)
            };
            let new: Vec<String> =
                left.iter().filter(is_new).map(|f| format!("{} {}: {}", f.code, f.path, f.message)).collect();
            // A value that is taken over at last can be wrong in itself.
            if !new.is_empty() && *code != "F04" {
                worse.push(format!("{code}: “{}” raises {new:?}", fix.title));
            }
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}

#[test]
fn codes_are_unique_and_well_formed() {
    let mut seen = std::collections::HashSet::new();
    for rule in rules::all() {
        assert!(seen.insert(rule.code), "{} twice", rule.code);
        let mut chars = rule.code.chars();
        assert!(chars.next().is_some_and(|c| c.is_ascii_uppercase()), "{}", rule.code);
        assert!(chars.clone().count() == 2 && chars.all(|c| c.is_ascii_digit()), "{}", rule.code);
    }
}

#[test]
fn the_examples_of_all_forms_are_free_of_findings() {
    for form in crate::template::library() {
        let draft = form.example();
        let environment =
            Environment { printable: &|_| true, checks: Checks { release: true, ..Checks::default() } };
        let found = check(draft, form.template(), &assemble(draft, form), &environment);
        let lines: Vec<String> =
            found.iter().map(|f| format!("{} {}: {}", f.code, f.path, f.message)).collect();
        assert!(lines.is_empty(), "{}:\n{}", form.template().id, lines.join("\n"));
    }
}
