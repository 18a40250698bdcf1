//! What a drafter takes out of a form takes its words along: no clause introduces a list that is empty, points at
//! something that is not printed, or speaks of what nobody agreed.

use clausewright::agreement::{Agreement, ContactPurpose, Owner, Role};
use clausewright::document::{Block, Clause, Document, Inline, assemble, plain};
use clausewright::draft::Draft;
use clausewright::template::library;
use clausewright::value::{Leaf, Refs};

/// Something a drafter may take out, and the words of the forms that must go with it.
struct Cut {
    name: &'static str,
    cut: fn(&mut Agreement),
    words: &'static [&'static str],
}

const fn cut(name: &'static str, cut: fn(&mut Agreement), words: &'static [&'static str]) -> Cut {
    Cut { name, cut, words }
}

const PRIORITIES: &[&str] = &["P1", "P2", "priority", "priorities"];

const CUTS: &[Cut] = &[
    cut("indemnities", |a| a.indemnities.clear(), &["ndemnit"]),
    cut("bonuses", |a| a.bonuses.clear(), &["bonus"]),
    cut("insurance", |a| a.insurance.clear(), &["insurance stated", "liability, insurance"]),
    cut("priorities", |a| a.priorities.clear(), PRIORITIES),
    cut(
        "priorities and the metrics that measure them",
        |a| {
            a.priorities.clear();
            let (left, gone): (Vec<_>, Vec<_>) =
                std::mem::take(&mut a.metrics).into_iter().partition(|m| m.priorities.is_empty());
            a.metrics = left;
            let is_gone = |id: &str| gone.iter().any(|m| m.id.as_str() == id);
            a.credits.schedules.retain(|s| !is_gone(&s.metric));
            a.bonuses.retain(|b| !is_gone(&b.metric));
            let counted: Vec<&str> = a.credits.chronic.metrics.iter().filter(|id| !is_gone(id)).collect();
            a.credits.chronic.metrics = Refs::parse(&counted.join(", ")).unwrap();
        },
        PRIORITIES,
    ),
    cut("chronic failure", |a| a.credits.chronic = Default::default(), &["hronic Failure", "hronic failure"]),
    cut("one priority", |a| a.priorities.truncate(1), &["change of priority", "disagree on a priority"]),
    cut(
        "pauses",
        |a| {
            for priority in &mut a.priorities {
                priority.pauses = Default::default();
                priority.pause_limit = None;
            }
        },
        &["states listed above", "longest pause"],
    ),
    cut("exclusions", |a| a.exclusions.clear(), &["event listed above"]),
    cut("schedules", |a| a.credits.schedules.clear(), &["of the tier into which", "cap of the metric"]),
    cut(
        "caps",
        |a| {
            a.credits.schedules.iter_mut().for_each(|s| s.cap = None);
            a.credits.year_cap = None;
            a.credits.year_cap_months = None;
        },
        &["several caps", "that of the metric", "cap of any twelve months", "cap of the metric"],
    ),
    cut("steps", |a| a.escalation.steps.clear(), &["a step in the table", "next step"]),
    cut("expert", |a| a.escalation.expert = Default::default(), &["expert named above"]),
    cut("policies", |a| a.policies.clear(), &["These Corporate Policies", "These Service Policies"]),
    cut("groups", |a| a.groups.clear(), &["Departments below"]),
    cut("duties", |a| a.responsibilities.clear(), &[]),
    cut(
        "provider duties",
        |a| a.responsibilities.retain(|r| r.owner != Owner::Provider),
        &["delivering the Services, the Provider shall:"],
    ),
    cut(
        "customer duties",
        |a| a.responsibilities.retain(|r| r.owner != Owner::Customer),
        &["Customer shall:"],
    ),
    cut("joint duties", |a| a.responsibilities.retain(|r| r.owner != Owner::Both), &["for its own part"]),
    cut("definitions", |a| a.definitions.clear(), &[]),
    cut("calendars", |a| a.calendars.clear(), &[]),
    cut("windows", |a| a.maintenance.windows.clear(), &[]),
    cut("suppliers", |a| a.services.iter_mut().for_each(|s| s.dependencies.clear()), &["suppliers below"]),
    cut(
        "limits",
        |a| a.services.iter_mut().for_each(|s| s.workload_limits = Default::default()),
        &["workload limit"],
    ),
    cut("one service", |a| a.services.truncate(1), &["other Services are of no use"]),
    cut(
        "one metric",
        |a| {
            a.metrics.truncate(1);
            let kept = a.metrics.first().map(|m| m.id.to_string()).unwrap_or_default();
            a.credits.schedules.retain(|s| s.metric.as_str() == kept);
            a.credits.chronic.metrics = Refs::parse(&kept).unwrap();
        },
        &["any one of the metrics"],
    ),
    cut(
        "contacts",
        |a| a.parties.iter_mut().for_each(|p| p.contacts.clear()),
        &["contacts below", "security contact", "contact for credit claims"],
    ),
    cut(
        "customer's security contact",
        |a| {
            for party in a.parties.iter_mut().filter(|p| p.role == Role::Customer) {
                party.contacts.retain(|c| c.purpose != ContactPurpose::Security);
            }
        },
        &["Customer’s security contact"],
    ),
    cut(
        "processing",
        |a| {
            a.security.processing_agreement = Default::default();
            a.security.data_locations = Default::default();
        },
        &["data-processing agreement named", "locations named"],
    ),
    cut(
        "liability",
        |a| {
            a.liability.cap = None;
            a.liability.cap_percent = None;
        },
        &["within these limits", "This limit"],
    ),
    cut("patching", |a| a.security.patching.clear(), &["Closing of weaknesses"]),
    cut("earn-back", |a| a.credits.earn_back = Default::default(), &["arn back", "earn-back"]),
];

/// What the form itself says here, without what the drafter entered.
fn own_words(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::CrossRef { text, .. } | Inline::TermRef { text, path: None, .. } => {
                out.push_str(text);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => own_words(inner, out),
            _ => out.push('\u{1}'),
        }
    }
}

fn said(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => own_words(inlines, out),
            Block::List(list) => list.items.iter().for_each(|item| said(&item.blocks, out)),
            Block::Table(table) => own_words(&table.caption, out),
            Block::KeyValues(rows) => {
                for row in rows {
                    out.push_str(&row.key);
                    own_words(&row.value, out);
                    // The order of operations stands in words of ours under the path of a field.
                    if row.key == "Order of operations" {
                        out.push_str(&plain(&row.value));
                    }
                }
            }
            Block::Signatures(_) | Block::PageBreak => {}
        }
        out.push('\n');
    }
}

fn in_clause(clause: &Clause, out: &mut Vec<String>) {
    let number = &clause.number;
    if clause.blocks.is_empty() {
        out.push(format!("{number} {:?} says nothing", clause.title));
    }
    for (n, block) in clause.blocks.iter().enumerate() {
        let Block::Paragraph(inlines) = block else { continue };
        let next = clause.blocks.get(n + 1);
        let text = plain(inlines);
        let mut own = String::new();
        own_words(inlines, &mut own);
        let marked = |block: &Block| matches!(block, Block::Paragraph(p) if p.iter().any(|i| matches!(i, Inline::Missing { .. })));
        if text.trim_end().ends_with(':') && next.is_none() {
            out.push(format!("{number} ends with a colon: {text}"));
        }
        if text.trim().is_empty() || text.contains("  ") || text.contains(" ,") || text.contains(" .") {
            out.push(format!("{number} has a hole: {text}"));
        }
        let points = [" below", "the following"].iter().any(|word| {
            own.match_indices(word).any(|(at, _)| {
                let after = own[at + word.len()..].trim_start_matches(&[' ', '\u{a0}'][..]);
                !after.starts_with(|c: char| c.is_ascii_digit() || c == '\u{1}') && !after.starts_with("the ")
            })
        });
        let shows = clause.blocks[n + 1..].iter().any(|b| !matches!(b, Block::Paragraph(_)) || marked(b));
        let one_below = ["one of the following", "falls below", "stays below"];
        if points && !shows && !one_below.iter().any(|w| own.contains(w)) {
            out.push(format!("{number} points at nothing: {text}"));
        }
    }
}

fn debris(document: &Document, cuts: &[&Cut]) -> Vec<String> {
    let mut out = Vec::new();
    for section in &document.sections {
        let mut text = format!("{}\n", section.title);
        for clause in &section.clauses {
            in_clause(clause, &mut out);
            text.push_str(clause.title.as_deref().unwrap_or_default());
            text.push('\n');
            said(&clause.blocks, &mut text);
        }
        // A metric that measures times by priority is the drafter's own to take out.
        let left_alone = |cut: &Cut| section.id == "metric-cards" && cut.name == "priorities";
        let looked = cuts.iter().filter(|c| !left_alone(c));
        for (word, cut) in looked.flat_map(|c| c.words.iter().map(move |w| (w, c))) {
            if let Some(line) = text.lines().find(|line| line.contains(word)) {
                out.push(format!("{} speaks of {}: {line}", section.number, cut.name));
            }
        }
    }
    out
}

fn check(draft: &Draft, form: &clausewright::template::Form, cuts: &[&Cut], told: &mut Vec<String>) {
    let mut draft = draft.clone();
    cuts.iter().for_each(|c| (c.cut)(&mut draft.agreement));
    let names: Vec<&str> = cuts.iter().map(|c| c.name).collect();
    let found = debris(&assemble(&draft, form), cuts);
    told.extend(
        found.into_iter().map(|line| format!("{} without {}: {line}", draft.template.id, names.join(", "))),
    );
}

#[test]
fn what_is_taken_out_of_a_form_leaves_no_ruins() {
    let mut told = Vec::new();
    for form in library() {
        for draft in [form.start(), form.example()] {
            check(draft, form, &[], &mut told);
            CUTS.iter().for_each(|cut| check(draft, form, &[cut], &mut told));
        }
    }
    assert!(told.is_empty(), "{} ruins:\n{}", told.len(), told.join("\n"));
}

#[test]
fn two_lists_taken_out_together_leave_no_ruins() {
    let mut told = Vec::new();
    for form in library() {
        for (n, one) in CUTS.iter().enumerate() {
            CUTS[n + 1..].iter().for_each(|other| check(form.example(), form, &[one, other], &mut told));
        }
        check(form.example(), form, &CUTS.iter().collect::<Vec<_>>(), &mut told);
    }
    assert!(told.is_empty(), "{} ruins:\n{}", told.len(), told[..told.len().min(60)].join("\n"));
}
