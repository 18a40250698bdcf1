//! What an edit of a thirty-page draft costs before the next frame: its document anew, and all rules. The budget is
//! about the slowest of a hundred edits, so percentiles are printed: 4 ms for both together.
//!
//! With a number as its argument it makes so many edits and prints nothing else: for a profiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::check::{Checks, Environment, Memo, check_again};
use clausewright::document::{self, Document, assemble, assemble_again};
use clausewright::draft::{Draft, Edit};
use clausewright::export::typeset::{Marks, Mode, Typesetter, is_printable};
use clausewright::template::{Form, find};
use clausewright::value::FieldPath;
use std::hint::black_box;
use std::time::{Duration, Instant};

const EDITS: usize = 2_000;

fn main() {
    let form = find("cloud-hosting").unwrap();
    let draft = thirty_pages(&form);
    match std::env::args().nth(1).and_then(|n| n.parse().ok()) {
        Some(edits) => {
            run(&form, draft, edits);
        }
        None => report(&form, draft),
    }
}

fn report(form: &Form, draft: Draft) {
    let document = assemble(&draft, form);
    let pages = Typesetter::new().typeset(&document, &Marks::default(), Mode::Preview).unwrap().count();
    let clauses: usize = document.sections.iter().map(|s| s.clauses.len()).sum();
    let found = findings(&draft, form, &document, &mut Memo::default());
    println!("{pages} pages, {clauses} clauses, {found} findings, {EDITS} edits");
    run(form, draft.clone(), 100);
    let times = run(form, draft, EDITS);
    println!("{:<26}{:>10}{:>10}{:>10}{:>10}", "", "median", "p95", "p99", "slowest");
    line("assemble", times.iter().map(|t| t.assembled));
    line("check", times.iter().map(|t| t.checked));
    line("both", times.iter().map(Times::both));
    for (kind, name) in KINDS.iter().enumerate() {
        line(&format!("both, {name}"), times.iter().skip(kind).step_by(KINDS.len()).map(Times::both));
    }
}

fn line(name: &str, times: impl Iterator<Item = Duration>) {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{name:<26}{:>7.2} ms{:>7.2} ms{:>7.2} ms{:>7.2} ms", at(50), at(95), at(99), at(100));
}

/// What one edit took.
struct Times {
    assembled: Duration,
    checked: Duration,
}

impl Times {
    fn both(&self) -> Duration {
        self.assembled + self.checked
    }
}

fn findings(draft: &Draft, form: &Form, document: &Document, memo: &mut Memo) -> usize {
    let environment = Environment { printable: &is_printable, checks: Checks::default() };
    check_again(draft, form.template(), document, &environment, memo).len()
}

/// What each edit took, in order; each is in another kind of field.
fn run(form: &Form, mut draft: Draft, edits: usize) -> Vec<Times> {
    let mut times = Vec::new();
    // As a session keeps them.
    let (kept, mut memo) = (document::Memo::default(), Memo::default());
    for n in 0..edits {
        draft = draft.clone();
        change(&draft, n).apply(&mut draft).unwrap();
        let start = Instant::now();
        let document = assemble_again(&draft, form, &kept);
        let assembled = start.elapsed();
        black_box(findings(&draft, form, &document, &mut memo));
        times.push(Times { assembled, checked: start.elapsed() - assembled });
    }
    times
}

fn set(path: impl Into<String>, text: impl Into<String>) -> Edit {
    Edit::set(FieldPath::new(path), text)
}

/// The kinds of field that are edited in turn: see [`change`].
const KINDS: [&str; 8] =
    ["overview", "own clause", "purpose", "definition", "changed clause", "target", "service", "party"];

/// A letter more in a text of its own, in a text of the form, in a definition; a figure; a thing more and less.
fn change(draft: &Draft, n: usize) -> Edit {
    let a = &draft.agreement;
    let typed = |path: &str, before: &str| {
        let short = before.trim_end_matches('x');
        set(path, if n % 64 < 8 { short.to_owned() } else { format!("{before}x") })
    };
    let extra = &draft.extra_clauses[n % draft.extra_clauses.len()];
    let own = &draft.clauses[n % draft.clauses.len()];
    let metric = &a.metrics[n % a.metrics.len()];
    let defined = &a.definitions[n % a.definitions.len()];
    match n % KINDS.len() {
        0 => typed("overview", &a.overview),
        1 => typed(&format!("extra_clauses.{}.text", extra.id), &extra.text),
        2 => typed(&format!("metrics.{}.purpose", metric.id), &metric.purpose),
        3 => typed(&format!("definitions.{}.meaning", defined.id), &defined.meaning),
        4 => typed(&format!("clauses.{}.text", own.id), &own.text),
        5 => set(format!("metrics.{}.target", metric.id), format!("99.{}", n % 90 + 1)),
        6 if n % 16 < 8 => Edit::Insert { list: "services".into(), at: 9, id: "another".into() },
        6 => Edit::Remove { list: "services".into(), id: "another".into() },
        _ => typed("parties.customer.legal_name", a.parties.get(1).map_or("", |p| p.legal_name.as_str())),
    }
}

/// The example with more of everything: metrics, duties, definitions, clauses of its own and in other words.
fn thirty_pages(form: &Form) -> Draft {
    let mut draft = form.example().clone();
    let mut edits = Vec::new();
    let a = &draft.agreement;
    for (n, metric) in a.metrics.iter().enumerate() {
        let copy = format!("{}-{n}", metric.id);
        edits.push(Edit::Duplicate { list: "metrics".into(), id: metric.id.to_string(), copy: copy.clone() });
        edits.push(set(
            format!("metrics.{copy}.name"),
            format!("{} of the second platform", metric.name.trim()),
        ));
    }
    for (n, duty) in a.responsibilities.iter().enumerate() {
        let copy = format!("{}-{n}", duty.id);
        edits.push(Edit::Duplicate {
            list: "responsibilities".into(),
            id: duty.id.to_string(),
            copy: copy.clone(),
        });
        edits.push(set(
            format!("responsibilities.{copy}.duty"),
            format!("{}, for the platform of region {n}", duty.duty.trim()),
        ));
    }
    for n in 0..12 {
        let id = format!("region-{n}");
        edits.push(Edit::Insert { list: "definitions".into(), at: usize::MAX, id: id.clone() });
        edits.push(set(format!("definitions.{id}.term"), format!("Hosting Region {n}")));
        let meaning =
            "the data centres of the Provider in this part of the world, with the lines between them";
        edits.push(set(format!("definitions.{id}.meaning"), meaning));
    }
    let sections: Vec<_> = form.template().sections.iter().filter(|s| s.clauses.len() > 2).collect();
    for (n, section) in sections.iter().cycle().take(48).enumerate() {
        let id = format!("own-{n}");
        edits.push(Edit::Insert { list: "extra_clauses".into(), at: usize::MAX, id: id.clone() });
        let mut own =
            |field: &str, text: String| edits.push(set(format!("extra_clauses.{id}.{field}"), text));
        own("section", section.id.to_string());
        own("title", format!("Further terms {n}"));
        own(
            "text",
            format!(
                "In Hosting Region {} the Provider shall tell the Customer within {} days of any change to the \
                 platform, as {{{{ref:credits}}}} requires of {{{{provider.short_name}}}}.\n\nThe Customer may \
                 object within 10 Business Days. Until the matter is settled:\n\n- nothing is changed that bears \
                 on Availability;\n- the fees stay as they are, and each party bears its own cost.",
                n % 12,
                n % 20 + 2
            ),
        );
    }
    for section in &form.template().sections {
        for clause in section.clauses.iter().filter(|c| !c.text.trim().is_empty()).take(1) {
            let key = section.clause_key(clause);
            edits.push(Edit::Insert { list: "clauses".into(), at: usize::MAX, id: key.clone() });
            edits.push(set(format!("clauses.{key}.text"), clause.text.as_str()));
        }
    }
    for edit in edits {
        // A text that the example has already is set, not added.
        let _known = edit.apply(&mut draft).is_err();
    }
    draft
}
