use super::*;
use crate::check::testkit::{changed, clean, form, run};
use crate::document::assemble;
use crate::draft::Edit;

fn of(changes: &[&str]) -> Vec<PartCoverage> {
    let draft = changed(changes);
    coverage(&draft, form().template(), &assemble(&draft, form()))
}

fn part<'a>(coverage: &'a [PartCoverage], id: &str) -> &'a PartCoverage {
    coverage.iter().find(|c| c.part.id == id).unwrap_or_else(|| panic!("no part {id}"))
}

fn names(spots: &[Spot]) -> Vec<&str> {
    spots.iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn the_table_has_the_marks_of_its_sources() {
    assert_eq!(PARTS.len(), 25);
    let asked: Vec<usize> =
        Standard::ALL.iter().map(|s| PARTS.iter().filter(|p| p.asked_by.contains(s)).count()).collect();
    assert_eq!(asked, [12, 11, 6, 20, 14, 7, 10, 12, 13]);
    let mut ids: Vec<&str> = PARTS.iter().map(|p| p.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), PARTS.len());
    for part in PARTS {
        assert!(part.id.parse::<crate::value::Id>().is_ok() && !part.elements.is_empty(), "{}", part.id);
        let in_order = part.asked_by.windows(2).all(|w| w[0] as u8 <= w[1] as u8 && w[0] != w[1]);
        assert!(in_order, "{}", part.id);
    }
}

#[test]
fn every_path_of_the_table_is_a_field() {
    let draft = clean();
    for (part, element) in PARTS.iter().flat_map(|p| p.elements.iter().map(move |e| (p, e))) {
        let (Test::Filled(path) | Test::Holds(path, _) | Test::Each(path, _) | Test::Any(path, _)) =
            element.test;
        assert!(draft.node(&path.into()).is_some(), "{}: {path}", part.id);
        if let Test::Each(list, field) | Test::Any(list, field) = element.test {
            let spec = draft.node(&list.into()).and_then(|n| n.as_list()).map(|l| l.spec());
            assert!(spec.is_some_and(|s| s.field(field).is_some()), "{}: {list}.*.{field}", part.id);
        }
    }
}

#[test]
fn the_clean_agreement_is_covered_but_for_its_history() {
    let all = of(&[]);
    let open: Vec<_> =
        all.iter().filter(|c| c.state != State::Complete).map(|c| (c.part.id, names(&c.lacks))).collect();
    assert_eq!(open, [("history", vec!["the history of versions"])]);
    assert_eq!(part(&all, "maintenance").section, "4 Service levels");
    assert_eq!(part(&all, "maintenance").target().map(FieldPath::as_str), Some("maintenance.windows"));
}

#[test]
fn an_empty_draft_has_nothing() {
    let draft = Draft::default();
    let all = coverage(&draft, form().template(), &assemble(&draft, form()));
    assert!(all.iter().all(|c| c.state == State::Missing), "{all:?}");
    assert_eq!(Tally::of(&all, None), Tally { asked: 25, missing: 25, ..Tally::default() });
}

#[test]
fn what_is_not_there_is_named_and_led_to() {
    let all = of(&["maintenance.cap=", "services.hosting.workload_limits="]);
    let maintenance = part(&all, "maintenance");
    assert_eq!(
        (maintenance.state, names(&maintenance.lacks)),
        (State::Partly, vec!["the most that is excused"])
    );
    assert_eq!(maintenance.target().map(FieldPath::as_str), Some("maintenance.cap"));
    let workload = part(&all, "workload");
    assert_eq!(workload.state, State::Missing);
    assert_eq!(workload.target().map(FieldPath::as_str), Some("services.hosting.workload_limits"));
    assert_eq!(Tally::of(&all, Some(Standard::MetricCard)).settled(), 6);
    assert_eq!(tally_words(Tally::of(&all, Some(Standard::MetricCard))), "6 of 7, 1 partly");
}

#[test]
fn a_part_is_set_aside_only_with_a_reason() {
    let without = of(&["services.hosting.workload_limits=", "+not_applicable workload"]);
    assert_eq!(part(&without, "workload").state, State::Missing);
    let with = of(&[
        "services.hosting.workload_limits=",
        "+not_applicable workload",
        "not_applicable.workload.reason=flat rate",
    ]);
    assert_eq!(part(&with, "workload").state, State::NotApplicable);
    assert_eq!(part(&with, "workload").reason.as_deref(), Some("flat rate"));
    let text = coverage_text(&with);
    assert!(text.contains("Workload limits, not applicable: flat rate"), "{text}");
    assert!(text.contains("ITIL: 19 of 20, 1 partly, 1 not applicable"), "{text}");
}

#[test]
fn the_rest_of_a_part_can_be_set_aside() {
    let marked =
        ["maintenance.cap=", "+not_applicable maintenance", "not_applicable.maintenance.reason=free of it"];
    let all = of(&marked);
    assert_eq!(part(&all, "maintenance").state, State::NotApplicable);
    assert_eq!(part(&all, "maintenance").has.len(), 2);
    let found = run(&changed(&marked));
    let absent: Vec<_> = found.iter().filter(|f| f.path.as_str() == "maintenance.cap").collect();
    assert!(!absent.is_empty() && absent.iter().all(|f| f.waived.is_some()), "{found:?}");
}

const NO_REPORTING: [&str; 7] = [
    "reporting.cadence=",
    "reporting.due=",
    "reporting.recipient=",
    "reporting.format=",
    "reporting.content=",
    "reporting.late=",
    "reporting.retention=",
];

#[test]
fn an_empty_part_that_does_not_apply_is_one_accepted_finding() {
    let about = |reason: &str| {
        let mut changes = NO_REPORTING.to_vec();
        let reason = format!("not_applicable.reporting.reason={reason}");
        changes.extend(["+not_applicable reporting", reason.as_str()]);
        let found = run(&changed(&changes));
        let at = found.into_iter().filter(|f| f.path.as_str().starts_with("reporting"));
        at.map(|f| (f.code, f.waived)).collect::<Vec<_>>()
    };
    let accepted = "the part “Reporting” does not apply: in the parent agreement";
    assert_eq!(about("in the parent agreement"), [("D06", Some(accepted.to_owned()))]);
    assert_eq!(about(" "), [("D06", None)]);
}

#[test]
fn what_another_part_asks_for_below_an_empty_one_stays_a_finding() {
    let mut draft = clean();
    draft.agreement.security = Default::default();
    for edit in set_aside(&draft, "security", "no systems are touched") {
        edit.apply_strict(&mut draft).unwrap();
    }
    let found = run(&draft);
    let at = |path: &str| found.iter().filter(|f| f.path.as_str() == path).collect::<Vec<_>>();
    assert!(at("security").iter().all(|f| f.waived.is_some()), "{found:?}");
    assert!(at("security.incident_notice").is_empty());
    assert!(at("security.personal_data").iter().any(|f| f.waived.is_none()), "{found:?}");
}

#[test]
fn marks_are_set_changed_and_taken_back() {
    let mut draft = clean();
    for reason in ["first", "second"] {
        for edit in set_aside(&draft, "audit", reason) {
            assert_eq!(edit.apply_strict(&mut draft), Ok(true));
        }
    }
    assert_eq!(reason_for(&draft, "audit"), Some("second"));
    assert_eq!(SetAside::all(&draft).len(), 1);
    for edit in apply_again(&draft, "audit") {
        edit.apply_strict(&mut draft).unwrap();
    }
    assert!(draft.not_applicable.is_empty());
}

#[test]
fn the_closest_root_decides_whose_a_field_is() {
    let own = |path: &str| owner(&path.into()).map(|p| p.id);
    assert_eq!(own("credits.chronic.count"), Some("chronic-failure"));
    assert_eq!(own("credits.schedules.a.tiers"), Some("credits"));
    assert_eq!(own("metrics.uptime.source"), Some("measurement"));
    assert_eq!(own("services.a.dependencies.b.name"), Some("dependencies"));
    assert_eq!(own("title"), None);
}

/// Takes out everything below a node that can be taken out.
fn empty(draft: &mut Draft, path: &FieldPath) {
    let Some(node) = draft.node(path) else { return };
    match node.shape() {
        Shape::Leaf(_) => drop(draft.node_mut(path).map(|n| n.set_text(""))),
        Shape::Record(spec) => spec.fields.iter().for_each(|f| empty(draft, &path.join(f.name))),
        Shape::List(_) => {
            for id in node.as_list().map(|l| l.ids()).unwrap_or_default() {
                Edit::Remove { list: path.clone(), id }.apply_strict(draft).unwrap();
            }
        }
    }
}

#[test]
fn a_part_that_is_taken_out_and_set_aside_leaves_nothing_to_do() {
    for part in PARTS.iter().filter(|p| !["parties", "services", "metrics", "definitions"].contains(&p.id)) {
        let mut draft = clean();
        for root in part.roots {
            match root.split_once(".*.") {
                Some((list, field)) => {
                    fields(&draft, list, field).iter().for_each(|path| empty(&mut draft, path))
                }
                None => empty(&mut draft, &(*root).into()),
            }
        }
        assert!(of_draft(&draft, part.id).state != State::Complete || part.id == "liability", "{}", part.id);
        for edit in set_aside(&draft, part.id, "agreed elsewhere") {
            edit.apply_strict(&mut draft).unwrap();
        }
        let here = |f: &&crate::check::Finding| {
            f.waived.is_none() && f.code != "W04" && owner(&f.path).is_some_and(|own| own.id == part.id)
        };
        let left: Vec<String> = run(&draft)
            .iter()
            .filter(here)
            .map(|f| format!("{} {}: {}", f.code, f.path, f.message))
            .collect();
        assert!(left.is_empty(), "{}: {left:#?}", part.id);
    }
}

fn of_draft(draft: &Draft, id: &str) -> PartCoverage {
    part(&coverage(draft, form().template(), &assemble(draft, form())), id).clone()
}
