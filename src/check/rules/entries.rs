//! Entries that are no values, references that lead nowhere, ids and answers that do not fit.

use super::{Cx, Report, Rule, Severity, lost, plural};
use crate::agreement::queries::label_of;
use crate::check::typed::meant;
use crate::draft::{Draft, Edit, EditError};
use crate::value::{FieldPath, LeafKind, Need, Shape, id_of, quoted};
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "F04",
        title: "Entry that is no value",
        severity: Severity::Error,
        detects: "Something was typed into an exact field that cannot be read as a value of its kind, for example a \
                  percentage with a comma.",
        why: "A number that two people can read in two ways decides nothing.",
        example: "Target: 99,95",
        mend: "Target: 99.95",
        run: pending,
        ..Rule::BLANK
    },
    Rule {
        code: "F05",
        title: "Reference to something that does not exist",
        severity: Severity::Error,
        detects: "A field names an item of another list by its id, and that list has no such item.",
        why: "The text would refer to nothing, usually because the item was removed or renamed.",
        example: "Service hours: business (no such calendar)",
        mend: "Service hours: always",
        run: dangling,
        ..Rule::BLANK
    },
    Rule {
        code: "D13",
        title: "Same id twice",
        severity: Severity::Warning,
        detects: "Two items of a list share an id, or an item has none.",
        why: "References and findings could mean either of them. Numbers of clauses are computed and cannot collide.",
        example: "Two metrics with the id uptime",
        mend: "uptime and uptime-network",
        run: twice,
        ..Rule::BLANK
    },
    Rule {
        code: "D17",
        title: "Same name twice",
        severity: Severity::Warning,
        detects: "Two metrics, priorities, services, calendars, groups or exclusions have the same name, or two rows of one \
                  credit table.",
        why: "The reader of a table cannot tell which row applies.",
        example: "Priority 1: 99.8 %; Priority 1: 98.0 %",
        mend: "Priority 1: 99.8 %; Priority 2: 98.0 %",
        run: same_name,
        ..Rule::BLANK
    },
    Rule {
        code: "F06",
        title: "Question not answered",
        severity: Severity::Error,
        detects: "A question that this form of agreement must have answered is open.",
        why: "Clauses depend on the answer.",
        example: "Who brings the hardware? (no answer)",
        mend: "Who brings the hardware? The customer",
        run: unanswered,
        ..Rule::BLANK
    },
    Rule {
        code: "F07",
        title: "Answer that does not fit its question",
        severity: Severity::Error,
        detects: "An answer cannot be read as the kind of value that the question asks for.",
        why: "The clauses that depend on it would say something else than was meant.",
        example: "How many days? \"a few\"",
        mend: "How many days? 5",
        run: wrong_answer,
        ..Rule::BLANK
    },
];

fn pending(cx: &Cx<'_>, report: &mut Report) {
    if cx.draft.pending.is_empty() {
        return;
    }
    let mut scratch = cx.draft.clone();
    for entry in cx.draft.pending.iter().filter(|e| meant(cx.draft, e).is_none()) {
        let path = FieldPath::new(entry.path.as_str());
        let shown = quoted(&entry.text);
        match Edit::set(entry.path.as_str(), entry.text.as_str()).apply_strict(&mut scratch) {
            Err(EditError::Value { source, .. }) => {
                let message = if source.what.contains(&shown) {
                    source.what
                } else {
                    format!("{shown}: {}", source.what)
                };
                let found = report.at(path.clone(), message, source.hint);
                if let Some(meant) = with_point(cx.draft, &path, &entry.text) {
                    found.fix(format!("Write {meant}"), vec![Edit::set(path, meant)]);
                }
            }
            Err(_) => {
                let message = format!("{shown} was typed into a field that does not exist any more");
                let edit = Edit::Remove { list: "pending".into(), id: entry.id.to_string() };
                report.at(path, message, "Remove the entry").fix("Remove the entry", vec![edit]);
            }
            Ok(_) => {
                let message = format!("{shown} was typed here but not taken over yet");
                let edit = Edit::set(path.clone(), entry.text.as_str());
                report
                    .at(path, message, "Take it over, or enter another value")
                    .fix(format!("Take over {shown}"), vec![edit]);
            }
        }
    }
}

/// The entry with a decimal point for its comma, where that cannot have been a separator of thousands.
fn with_point(draft: &Draft, path: &FieldPath, typed: &str) -> Option<String> {
    let (whole, fraction) = typed.trim().split_once(',')?;
    let digits = fraction.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits == 3 {
        return None;
    }
    let meant = format!("{whole}.{fraction}");
    let mut scratch = draft.clone();
    Edit::set(path.clone(), meant.as_str()).apply_strict(&mut scratch).ok()?;
    Some(meant)
}

/// Fields whose dangling reference another rule reports.
const ELSEWHERE: &[(&str, &str)] = &[
    ("Metric", "service"),
    ("CreditSchedule", "metric"),
    ("Policy", "group"),
    ("Policy", "service"),
    ("Policy", "overrides"),
];

fn dangling(cx: &Cx<'_>, report: &mut Report) {
    let mut known: FxHashMap<&'static str, FxHashSet<String>> = FxHashMap::default();
    for place in cx.values() {
        let Some(list) = place.spec.refers else { continue };
        if ELSEWHERE.contains(&(place.record.name, place.spec.name)) {
            continue;
        }
        let ids = known.entry(list).or_insert_with(|| ids_of(cx, list));
        let text = place.node.text();
        let named: Vec<&str> = text.split(',').map(str::trim).collect();
        let gone: Vec<&str> = named.iter().copied().filter(|id| !ids.contains(*id)).collect();
        if gone.is_empty() {
            continue;
        }
        let message = format!("“{}” names {}", place.spec.label, lost(cx, list, &gone));
        let list = plural(list);
        let left: Vec<&str> = named.into_iter().filter(|id| ids.contains(*id)).collect();
        let title = match place.node.shape() {
            Shape::Leaf(LeafKind::Refs) if gone.len() == 1 => "Take it out",
            Shape::Leaf(LeafKind::Refs) => "Take them out",
            _ => "Clear the field",
        };
        // A required field is no better off empty; where only one item is there, it is meant.
        let required = place.spec.need == Need::Required && left.is_empty();
        let only = ids.iter().next().filter(|id| ids.len() == 1 && !id.is_empty()).cloned();
        let found = report.at(place.path, message, "Choose another one, or clear the field");
        match (required, only) {
            (false, _) => {
                found.fix(title, vec![Edit::set(place.path, left.join(", "))]);
            }
            (true, Some(only)) => {
                let name = cx.a.label_of(&list, &only).unwrap_or_default();
                found.fix(format!("Choose {}", quoted(&name)), vec![Edit::set(place.path, only)]);
            }
            (true, None) => {}
        }
    }
}

fn ids_of(cx: &Cx<'_>, list: &str) -> FxHashSet<String> {
    let sections = cx.template.sections.iter();
    match list {
        "sections" => return sections.map(|s| s.id.to_string()).collect(),
        "clauses" => return sections.flat_map(|s| s.clauses.iter().map(|c| s.clause_key(c))).collect(),
        _ => {}
    }
    let node = crate::value::Node::child(cx.a, list).and_then(|n| n.as_list());
    node.map(|l| l.ids().into_iter().collect()).unwrap_or_default()
}

fn twice(cx: &Cx<'_>, report: &mut Report) {
    let mut look = |path: &str, node: &dyn crate::value::Node| {
        let Some(list) = node.as_list() else { return };
        let mut seen = FxHashSet::default();
        for item in (0..list.len()).filter_map(|i| list.at(i)) {
            let id = id_of(item);
            let noun = list.spec().noun;
            if id.is_empty() {
                report.at(path, format!("A {noun} has no id"), "Give it one");
            } else if !seen.insert(id.clone()) {
                let message =
                    format!("Two items are called {}: one {noun} cannot be told from the other", quoted(&id));
                report.at(FieldPath::new(path).join(&id), message, "Rename or remove one of them");
            }
        }
    };
    for place in cx.lists() {
        look(place.path, place.node);
    }
    for list in ["choices", "clauses", "extra_clauses"] {
        if let Some(node) = crate::value::Node::child(cx.draft, list) {
            look(list, node);
        }
    }
}

fn same_name(cx: &Cx<'_>, report: &mut Report) {
    for list in ["services", "calendars", "metrics", "priorities", "exclusions", "groups"] {
        let Some(items) = crate::value::Node::child(cx.a, list).and_then(|n| n.as_list()) else { continue };
        let mut seen: FxHashMap<String, String> = FxHashMap::default();
        for item in (0..items.len()).filter_map(|i| items.at(i)) {
            let Some(name) = label_of(item) else { continue };
            let id = id_of(item);
            if let Some(first) = seen.get(&name.to_lowercase()) {
                let message = format!("Two {list} are called {}", quoted(&name));
                report
                    .at(FieldPath::new(list).join(&id), message, "Give them names that tell them apart")
                    .related(FieldPath::new(list).join(first));
            } else {
                seen.insert(name.to_lowercase(), id);
            }
        }
    }
    for schedule in &cx.a.credits.schedules {
        let list = super::at(&["credits", "schedules", &schedule.id, "tiers"]);
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for tier in schedule.tiers.iter().filter(|t| !t.name.trim().is_empty()) {
            if let Some(first) = seen.insert(tier.name.trim().to_lowercase(), &tier.id) {
                let message = format!("Two rows of a credit table are called {}", quoted(tier.name.trim()));
                report
                    .at(list.join(&tier.id).join("name"), message, "Give them names that tell them apart")
                    .related(list.join(first).join("name"));
            }
        }
    }
}

fn unanswered(cx: &Cx<'_>, report: &mut Report) {
    for question in cx.template.questions.iter().filter(|q| q.required && cx.asks(&q.id)) {
        let open = cx.a.answer(&question.id).is_none_or(|a| a.trim().is_empty());
        if open && cx.template.uses_answer(cx.draft, &question.id) {
            let message = format!("The question {} is not answered", quoted(&question.label));
            report.absent(answer_path(&question.id), message, question.help.trim_end_matches('.'));
        }
    }
}

fn wrong_answer(cx: &Cx<'_>, report: &mut Report) {
    for question in cx.template.questions.iter().filter(|q| cx.asks(&q.id)) {
        let Some(answer) = cx.a.answer(&question.id).filter(|a| !a.trim().is_empty()) else { continue };
        match question.check(answer) {
            Err(error) => {
                report.at(answer_path(&question.id), error.what, error.hint);
            }
            Ok(id) if matches!(question.kind, crate::template::QuestionKind::Party) => {
                if !cx.a.parties.iter().any(|p| p.id.as_str() == id) {
                    let message = format!("{} is not among the parties", quoted(&id));
                    report.at(answer_path(&question.id), message, "Choose one of the parties");
                }
            }
            Ok(_) => {}
        }
    }
}

fn answer_path(id: &str) -> FieldPath {
    FieldPath::new("answers").join(id).join("value")
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("F04", &["metrics.uptime.target=99,95"]),
    ("F04", &["term.effective=soon"]),
    ("F05", &["services.hosting.hours=never"]),
    ("F05", &["metrics.response.priorities=p1, p9"]),
    ("F05", &["+extra_clauses own", "extra_clauses.own.section=nowhere", "extra_clauses.own.text=Text"]),
    (
        "F05",
        &[
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.before=credits-gone",
            "extra_clauses.own.text=Text",
        ],
    ),
    ("D13", &["twice definitions"]),
    ("D17", &["metrics.latency.name=Web availability"]),
    (
        "D17",
        &[
            "credits.schedules.uptime.tiers.low.name=Priority 1",
            "credits.schedules.uptime.tiers.lower.name=Priority 1",
        ],
    ),
    ("F06", &["answers.hardware.value="]),
    ("F07", &["answers.hardware.value=somebody"]),
    ("F07", &["answers.lead.value=nobody"]),
];

#[cfg(test)]
mod tests {
    use crate::agreement::Definition;
    use crate::check::testkit::{changed, clean, run};

    #[test]
    fn a_wrong_entry_says_why_and_silences_that_it_is_missing() {
        let found = run(&changed(&["metrics.uptime.target=99,95"]));
        let at: Vec<_> = found.iter().filter(|f| f.path.as_str() == "metrics.uptime.target").collect();
        assert_eq!(at.len(), 1, "{at:?}");
        assert!(at[0].message.contains("99,95"), "{}", at[0].message);
        assert_eq!(at[0].fix.as_ref().map(|f| f.title.as_str()), Some("Write 99.95"));
        let found = run(&changed(&["services.hosting.fee=1,250 EUR"]));
        assert!(found.iter().any(|f| f.code == "F04" && f.fix.is_none()));
    }

    #[test]
    fn an_id_twice_is_found_though_no_edit_makes_one() {
        let mut draft = clean();
        let copy: Vec<Definition> = draft.agreement.definitions.iter().take(1).cloned().collect();
        draft.agreement.definitions.extend(copy);
        assert!(run(&draft).iter().any(|f| f.code == "D13"));
        draft.agreement.definitions.push(Definition::default());
        assert!(run(&draft).iter().any(|f| f.code == "D13" && f.message.contains("no id")));
    }

    #[test]
    fn what_a_list_names_and_is_gone_is_told_by_name_and_taken_out_at_once() {
        let found = run(&changed(&["metrics.response.priorities=p1, p8, p9"]));
        let gone = found.iter().find(|f| f.code == "F05").unwrap();
        assert!(gone.message.ends_with("names 2 priorities that are no longer in the agreement"), "{gone:?}");
        assert_eq!(gone.fix.as_ref().unwrap().title, "Take them out");
        let found = run(&changed(&["metrics.response.priorities=p1, p9"]));
        let gone = found.iter().find(|f| f.code == "F05").unwrap();
        assert!(gone.message.ends_with("names a priority that is no longer in the agreement"), "{gone:?}");
    }

    #[test]
    fn what_the_form_began_with_is_called_by_its_name_though_it_is_gone() {
        let mut draft = crate::template::find("managed-it-support").unwrap().example().clone();
        let name =
            draft.agreement.priorities.iter().find(|p| p.id.as_str() == "p2").unwrap().name.to_string();
        draft.agreement.priorities.retain(|p| p.id.as_str() != "p2");
        let found = run(&draft);
        let gone = found.iter().find(|f| f.code == "F05").unwrap();
        let says = format!("“{name}”, which is no longer among the priorities");
        assert!(gone.message.contains(&says), "{gone:?}");
    }

    #[test]
    fn a_question_that_no_clause_asks_any_more_is_not_required() {
        use crate::check::{Checks, Environment, check};
        use crate::document::assemble;
        use crate::draft::Edit;
        let form = crate::template::find("cloud-hosting").unwrap();
        let asked = |edits: &[Edit]| {
            let mut draft = form.example().clone();
            edits.iter().for_each(|edit| edit.clone().apply(&mut draft).map(|_| ()).unwrap());
            let environment = Environment { printable: &|_| true, checks: Checks::default() };
            let found = check(&draft, form.template(), &assemble(&draft, &form), &environment);
            found.iter().any(|f| f.code == "F06" && f.path.as_str() == "answers.vm-count.value")
        };
        let clear = Edit::set("answers.vm-count.value", "");
        assert!(asked(std::slice::from_ref(&clear)));
        let own = Edit::Insert { list: "clauses".into(), at: 0, id: "services-capacity".into() };
        let without = Edit::set("clauses.services-capacity.text", "The Provider shall keep enough capacity.");
        assert!(!asked(&[clear.clone(), own.clone(), without]));
        let with = Edit::set("clauses.services-capacity.text", "At first {{answers.vm-count}} machines run.");
        assert!(asked(&[clear, own, with]));
    }

    #[test]
    fn a_cut_off_by_the_clock_is_printed_and_no_lead_time_is_asked_for() {
        use crate::check::{Checks, Environment, check};
        use crate::document::{Block, assemble, plain};
        use crate::draft::Edit;
        let form = crate::template::find("business-services").unwrap();
        let state = |time: &str, lead: &str| {
            let mut draft = form.example().clone();
            for (question, answer) in [("cut-off-time", time), ("input-lead", lead)] {
                Edit::set(super::answer_path(question), answer).apply(&mut draft).unwrap();
            }
            let document = assemble(&draft, &form);
            let environment = Environment { printable: &|_| true, checks: Checks::default() };
            let found = check(&draft, form.template(), &document, &environment);
            let mut codes: Vec<&str> = found.iter().map(|f| f.code).collect();
            codes.dedup();
            let blocks = document.sections.iter().flat_map(|s| &s.clauses).flat_map(|c| &c.blocks);
            let text: String = blocks
                .map(|block| match block {
                    Block::Paragraph(inlines) => plain(inlines),
                    _ => String::new(),
                })
                .collect();
            (codes.join(" "), text.replace('\u{a0}', " "))
        };
        let (before, text) = state("", "3bd");
        assert!(text.contains("Cut-off, which lies 3 Business Days before the Due Time unless"), "{text}");
        let (open, _) = state("", "");
        assert!(open.contains("F06") && !before.contains("F06"), "{open}");
        let (now, text) = state("15:00", "");
        assert_eq!(now, before, "nothing else is found");
        assert!(text.contains("Cut-off, which is at 15:00 on each Business Day unless"), "{text}");
        assert!(text.contains("are those of the next Cut-off by which it is there"), "{text}");
    }
}
