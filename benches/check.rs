//! How long a check takes: all rules over complete agreements, and over ever more clauses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::check::{Checks, Environment, check};
use clausewright::document::{Memo, assemble, assemble_again};
use clausewright::draft::{Draft, Edit, ExtraClause};
use clausewright::template::{Form, library};
use std::sync::Arc;

mod latency;

fn main() {
    if std::env::args().any(|a| a == "--latency") {
        edits();
        return;
    }
    divan::main();
}

/// What every edit costs, of the text and of the numbers, and how long the slowest take: `-- --latency`.
fn edits() {
    for form in forms() {
        let environment = Environment { printable: &|_| true, checks: Checks::default() };
        let name = form.template().id.to_string();
        latency::report(&format!("{name}: document from nothing"), 500, |_| {
            latency::timed(|| assemble(form.example(), &form)).1
        });
        let (memo, mut draft) = (Memo::default(), form.example().clone());
        for path in ["title", "term.effective"] {
            latency::report(&format!("{name}: document after {path}"), 500, |n| {
                let value = if path == "title" {
                    format!("Letter {n}")
                } else {
                    format!("2026-02-{:02}", n % 28 + 1)
                };
                Edit::set(path, value).apply(&mut draft).unwrap();
                latency::timed(|| assemble_again(&draft, &form, &memo)).1
            });
        }
        let document = assemble(&draft, &form);
        latency::report(&format!("{name}: findings"), 500, |_| {
            latency::timed(|| check(&draft, form.template(), &document, &environment)).1
        });
    }
}

fn forms() -> Vec<Arc<Form>> {
    library().to_vec()
}

fn names() -> Vec<String> {
    forms().iter().map(|f| f.template().id.to_string()).collect()
}

fn form(name: &str) -> Arc<Form> {
    forms().into_iter().find(|f| f.template().id.as_str() == name).unwrap()
}

#[divan::bench(args = names())]
fn example(bencher: divan::Bencher<'_, '_>, name: &str) {
    let form = form(name);
    let document = assemble(form.example(), &form);
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    bencher.bench_local(|| check(form.example(), form.template(), &document, &environment));
}

#[divan::bench(args = names())]
fn fresh(bencher: divan::Bencher<'_, '_>, name: &str) {
    let form = form(name);
    let document = assemble(form.start(), &form);
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    bencher.bench_local(|| check(form.start(), form.template(), &document, &environment));
}

/// An example with so many clauses more.
fn long(form: &Form, clauses: usize) -> Draft {
    let mut draft = form.example().clone();
    let section = form.template().sections.first().map(|s| s.id.to_string()).unwrap_or_default();
    draft.extra_clauses = (0..clauses)
        .map(|n| ExtraClause {
            id: format!("own-{n}").parse().unwrap(),
            section: section.parse().unwrap(),
            title: format!("Clause {n}").parse().unwrap(),
            text: format!("In the case {n} the Provider shall tell the Customer within {n} days, and each party bears its cost.")
                .parse()
                .unwrap(),
            ..ExtraClause::default()
        })
        .collect();
    draft
}

#[divan::bench(args = [500, 5000])]
fn clauses(bencher: divan::Bencher<'_, '_>, clauses: usize) {
    let form = form("cloud-hosting");
    let draft = long(&form, clauses);
    let document = assemble(&draft, &form);
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    bencher.bench_local(|| check(&draft, form.template(), &document, &environment));
}

/// The budget allows twelve times the time for ten times the clauses.
#[divan::bench(args = [500, 5000])]
fn assemble_and_check(bencher: divan::Bencher<'_, '_>, clauses: usize) {
    let form = form("cloud-hosting");
    let draft = long(&form, clauses);
    let environment = Environment { printable: &|_| true, checks: Checks::default() };
    bencher.bench_local(|| check(&draft, form.template(), &assemble(&draft, &form), &environment));
}

/// What an edit costs before the next frame: the document anew.
#[divan::bench(args = names())]
fn assembled(bencher: divan::Bencher<'_, '_>, name: &str) {
    let form = form(name);
    bencher.bench_local(|| assemble(form.example(), &form));
}
