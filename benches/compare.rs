//! How long comparing takes: two drafts of some three hundred pages, with few changes, with a change in every paragraph,
//! and with nothing left as it was.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::agreement::Definition;
use clausewright::draft::Draft;
use clausewright::redline::{Redline, Version, to_text};
use clausewright::template::{Form, library};

const DEFINITIONS: usize = 750;

fn main() {
    divan::main();
}

fn form() -> &'static Form {
    library().iter().find(|f| f.template().id.as_str() == "cloud-hosting").unwrap()
}

/// The example with so many definitions that it fills three hundred pages; `word` stands in each `every`th of them.
fn draft(word: &str, every: usize) -> Draft {
    let mut draft = form().example().clone();
    for n in 0..DEFINITIONS {
        let word = if n % every == 0 { word } else { "said" };
        let sentence = |m: usize| {
            format!(
                "Whatever is {word} here is said of item {n}, in sentence {m}, and of nothing else in the text. "
            )
        };
        draft.agreement.definitions.push(Definition {
            id: format!("item-{n}").parse().unwrap(),
            term: format!("Item {n}").parse().unwrap(),
            meaning: (0..24).map(sentence).collect::<String>().parse().unwrap(),
            ..Definition::default()
        });
    }
    draft
}

/// The same, in words that no other draft has.
fn other_words() -> Draft {
    let mut draft = draft("said", 1);
    for definition in draft.agreement.definitions.iter_mut() {
        let words: Vec<String> = definition
            .meaning
            .split(' ')
            .rev()
            .enumerate()
            .map(|(n, word)| format!("{word}{}", n % 7))
            .collect();
        definition.meaning = words.join(" ").parse().unwrap();
    }
    draft
}

fn compare(old: &Draft, new: &Draft) -> Redline {
    let of = |name, draft| Version { name, draft, form: form() };
    Redline::of(of("old", old), of("new", new))
}

#[divan::bench(sample_count = 5)]
fn few_changes(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (draft("said", 1), draft("told", 40));
    bencher.bench_local(|| compare(&old, &new));
}

#[divan::bench(sample_count = 5)]
fn a_change_in_every_paragraph(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (draft("said", 1), draft("told", 1));
    bencher.bench_local(|| to_text(&compare(&old, &new)));
}

#[divan::bench(sample_count = 5)]
fn nothing_in_common(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (draft("said", 1), other_words());
    bencher.bench_local(|| compare(&old, &new));
}
