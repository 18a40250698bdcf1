//! Whatever a draft holds, a check answers.

use super::fields::Fields;
use super::testkit::{change as change_by, changed, clean, form, run, run_again, run_as};
use super::{Checks, Finding, Memo, Severity};
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, Node};
use proptest::prelude::*;

/// Entries that are meant to break something.
const ENTRIES: &[&str] = &[
    "",
    "0",
    "-1",
    "100",
    "1000",
    "0.000000000001",
    "99999999999999999999999",
    "4294967295",
    "4294967295y",
    "1mo",
    "5bd",
    "0s",
    "24:00",
    "2999-12-31",
    "1900-01-01",
    "79228162514264337593543950335",
    "99999999999999999999.99 EUR",
    "1 JPY",
    "yes",
    "Mon-Sun",
    "UTC",
    "Closed",
    "Open",
    "LostTime",
    "Qualitative",
    "AtMost",
    "Rolling",
    "uptime",
    "p1, p1, p9",
    "always",
    "[TBD] {{x}} ____ XX % (thirty (60) “ « \u{202e}\u{200b}\u{1F600} the the  a",
    "Downtime Period of the Trial Period. Penalty. 99,9 % [",
    "ÄÖ ß İ ﬀ \u{feff}",
    "{{ref:nowhere}} {{",
];

#[derive(Clone, Debug)]
enum Change {
    Set(usize, usize),
    Add(usize, u8),
    Copy(usize, u8),
    Drop(usize, usize),
    Shift(usize, usize, usize),
    Decide(usize, bool),
}

fn change() -> impl Strategy<Value = Change> {
    let n = 0..10_000usize;
    prop_oneof![
        6 => (n.clone(), n.clone()).prop_map(|(at, text)| Change::Set(at, text)),
        1 => (n.clone(), any::<u8>()).prop_map(|(at, id)| Change::Add(at, id)),
        1 => (n.clone(), any::<u8>()).prop_map(|(at, id)| Change::Copy(at, id)),
        1 => (n.clone(), n.clone()).prop_map(|(at, item)| Change::Drop(at, item)),
        1 => (n.clone(), n.clone(), n.clone()).prop_map(|(at, item, to)| Change::Shift(at, item, to)),
        1 => (n, any::<bool>()).prop_map(|(clause, wanted)| Change::Decide(clause, wanted)),
    ]
}

fn pick<T: Clone>(all: &[T], n: usize) -> Option<T> {
    all.get(n % all.len().max(1)).cloned()
}

/// Paths of the single values, or of the lists.
fn paths(draft: &Draft, lists: bool) -> Vec<String> {
    Fields::of(draft)
        .iter()
        .filter(|p| p.node.as_list().is_some() == lists)
        .map(|p| p.path.to_owned())
        .collect()
}

fn edits(draft: &Draft, change: &Change) -> Option<Vec<Edit>> {
    let list = |n: usize| pick(&paths(draft, true), n).map(FieldPath::new);
    let ids =
        |list: &FieldPath| draft.node(list).and_then(Node::as_list).map(|l| l.ids()).unwrap_or_default();
    Some(vec![match change {
        Change::Decide(n, wanted) => {
            let sections = form().template().sections.iter();
            let all: Vec<_> = sections.flat_map(|s| s.clauses.iter().map(move |c| (s, c))).collect();
            let (section, clause) = pick(&all, *n)?;
            return Some(clause.decided(draft, &section.clause_key(clause), *wanted));
        }
        Change::Set(at, text) => Edit::set(pick(&paths(draft, false), *at)?.as_str(), pick(ENTRIES, *text)?),
        Change::Add(at, id) => {
            Edit::Insert { list: list(*at)?, at: usize::from(*id), id: format!("new-{id}") }
        }
        Change::Copy(at, id) => {
            let list = list(*at)?;
            let of = pick(&ids(&list), usize::from(*id))?;
            Edit::Duplicate { list, id: of, copy: format!("copy-{id}") }
        }
        Change::Drop(at, item) => {
            let list = list(*at)?;
            let id = pick(&ids(&list), *item)?;
            Edit::Remove { list, id }
        }
        Change::Shift(at, item, to) => {
            let list = list(*at)?;
            let id = pick(&ids(&list), *item)?;
            Edit::Move { list, id, to: *to }
        }
    }])
}

fn in_order(found: &[Finding]) -> bool {
    let titles: Vec<&str> = form().template().sections.iter().map(|s| s.title.as_str()).collect();
    let rank = |f: &Finding| titles.iter().position(|t| *t == f.section).map_or(0, |n| n + 1);
    found.windows(2).all(|pair| match pair {
        [a, b] => (rank(a), a.severity) <= (rank(b), b.severity),
        _ => true,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_is_checked_and_every_fix_can_be_made(
        empty in prop::bool::weighted(0.1),
        changes in prop::collection::vec(change(), 1..60),
    ) {
        let mut draft = if empty { Draft::default() } else { clean() };
        for change in &changes {
            for edit in edits(&draft, change).unwrap_or_default() {
                // Some changes are refused, for example an id that is taken.
                let _refused = edit.apply(&mut draft).is_err();
            }
        }
        let found = run(&draft);
        prop_assert!(in_order(&found));
        prop_assert_eq!(&run(&draft), &found, "the same draft, other findings");
        for path in paths(&draft, false) {
            for line in super::readings(&draft, &FieldPath::new(path.as_str()), "2026-03-02".parse().ok()) {
                prop_assert!(!line.trim().is_empty(), "{}", path);
            }
        }
        for finding in &found {
            prop_assert!(!finding.message.is_empty() && super::explain(finding.code).is_some());
            prop_assert!(Severity::ALL.contains(&finding.severity));
            let Some(fix) = &finding.fix else { continue };
            let mut mended = draft.clone();
            for edit in &fix.edits {
                let made = edit.apply(&mut mended);
                prop_assert!(made.is_ok(), "{} {}: {:?}: {:?}", finding.code, fix.title, edit, made);
            }
        }
    }

    #[test]
    fn what_earlier_checks_left_changes_nothing(
        changes in prop::collection::vec(change(), 1..16),
        release in any::<bool>(),
    ) {
        let checks = Checks { release, ..Checks::default() };
        let mut draft = clean();
        let mut memo = Memo::default();
        for change in &changes {
            for edit in edits(&draft, change).unwrap_or_default() {
                let _refused = edit.apply(&mut draft).is_err();
            }
            prop_assert_eq!(run_again(&draft, checks, &mut memo), run_as(&draft, checks), "after {:?}", change);
        }
    }
}

/// Each of these changes what other texts are judged by.
#[test]
fn words_of_the_agreement_are_looked_up_anew() {
    let mut draft = changed(&[
        "overview=Northwind Hosting Ltd. keeps each Trial Period of Norhtwind; the service credit is paid by the provider. It \
         has fees paid by Northwynd, see chapter Calculation",
        "+extra_clauses own",
        "extra_clauses.own.section=credits",
        "extra_clauses.own.text=During the Trial Period the Vendor answers in waking hours.",
    ]);
    let mut memo = Memo::default();
    let mut seen = Vec::new();
    for line in [
        "title=Hosting",
        "definitions.downtime.term=Trial Period",
        "definitions.downtime.term=Downtime",
        "parent.imported_terms=Trial Period\\nVendor",
        "parent.imported_terms=",
        "parties.provider.short_name=Norhtwind",
        "parties.provider.legal_name=Northwind Hosting Ltd.",
        "parties.provider.short_name=Northwynd",
        "calendars.business.name=Waking hours",
        "metrics.uptime.name=Trial Period",
        "extra_clauses.own.title=Calculation",
        "-definitions credit",
        "-parties customer",
    ] {
        change_by(&mut draft, line);
        let found = run_again(&draft, Checks::default(), &mut memo);
        assert_eq!(found, run(&draft), "{line}");
        seen.push(found);
    }
    seen.dedup();
    assert!(seen.len() > 9, "most of the changes are seen: {}", seen.len());
}
