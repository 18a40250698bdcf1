//! A draft at each limit can be opened, saved, assembled and checked; one above is refused with the way out.

use super::clock::time;
use clausewright::agreement::{Metric, Party};
use clausewright::check::{Environment, check};
use clausewright::document::assemble;
use clausewright::draft::{Draft, ExtraClause, Note, file_size, from_ron, read_any, to_ron};
use clausewright::export::typeset::is_printable;
use clausewright::store::testing::FakeFs;
use clausewright::store::{Expected, open_draft, save_draft};
use clausewright::template::{Form, library};
use clausewright::value::{Limit, MOST_IN_FILE, MOST_IN_TEXT};
use std::path::Path;

fn form() -> &'static Form {
    &library()[0]
}

fn clause(n: usize, text: String) -> ExtraClause {
    ExtraClause {
        id: format!("own-{n}").parse().unwrap(),
        section: form().template().sections[0].id.to_string().parse().unwrap(),
        title: format!("Clause {n}").parse().unwrap(),
        text: text.parse().unwrap(),
        ..ExtraClause::default()
    }
}

/// The example with something as often as asked for.
fn with(limit: Limit, count: usize) -> Draft {
    let mut draft = form().example().clone();
    let agreement = &mut draft.agreement;
    let id = |n: usize| format!("n-{n}").parse().unwrap();
    match limit {
        Limit::Parties => {
            let first = agreement.parties[0].clone();
            let more = (agreement.parties.len()..count).map(|n| Party {
                id: id(n),
                legal_name: format!("Company {n} Limited").parse().unwrap(),
                short_name: format!("Company {n}").parse().unwrap(),
                ..first.clone()
            });
            agreement.parties.extend(more);
        }
        Limit::Metrics => {
            let first = agreement.metrics[0].clone();
            let named = |n: usize| format!("Availability {n}").parse().unwrap();
            let more = agreement.metrics.len()..count;
            agreement.metrics.extend(more.map(|n| Metric { id: id(n), name: named(n), ..first.clone() }));
        }
        Limit::Clauses => {
            let text = |n| {
                format!(
                    "In the case {n} the Provider shall tell the Customer within {n} days, and each bears its cost."
                )
            };
            let more = draft.clauses.len()..count;
            draft.extra_clauses = more.map(|n| clause(n, text(n))).collect();
        }
        Limit::Items => {
            draft.notes = (0..count)
                .map(|n| Note { id: id(n), text: format!("Note {n}").parse().unwrap(), ..Note::default() })
                .collect();
        }
        Limit::Text => {
            let sentence = "Each party keeps what it learns of the other to itself. ";
            draft
                .extra_clauses
                .push(clause(1, sentence.repeat(count / sentence.len() + 1)[..count].to_owned()));
        }
        Limit::File => {
            let text = |size: usize| "word ".repeat(size / 5 + 1)[..size].to_owned();
            let size_of = |draft: &mut Draft, clauses: &[usize]| {
                let made = clauses.iter().enumerate().map(|(n, size)| clause(n + 1_000, text(*size)));
                draft.extra_clauses = made.collect();
                file_size(draft)
            };
            // Ids of one length, so that every clause takes the same room besides its text.
            let (one, two) = (size_of(&mut draft, &[1]), size_of(&mut draft, &[1, 1]));
            let (most, around) = (60_000, two - one - 1);
            let left = count - one - around - 1;
            let mut clauses = vec![most; left / (most + around)];
            clauses.push(left % (most + around) + 1);
            clauses.push(1);
            assert_eq!(size_of(&mut draft, &clauses), count);
        }
    }
    draft
}

#[test]
fn a_draft_at_a_limit_is_a_draft_like_any_other() {
    for limit in [Limit::Parties, Limit::Metrics, Limit::Clauses, Limit::Items, Limit::Text, Limit::File] {
        let draft = with(limit, limit.most());
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        let path = Path::new("/drafts/a.ron");
        let saving = time(|| assert!(save_draft(&fs, path, &draft, Expected::New).is_ok()));
        let opening = time(|| assert!(open_draft(&fs, path).unwrap().draft == draft, "{limit:?}"));
        let size = to_ron(&draft).unwrap().len();
        assert_eq!(file_size(&draft), size);
        assert!(limit != Limit::File || size == MOST_IN_FILE, "{size}");
        let mut document = None;
        let assembling = time(|| document = Some(assemble(&draft, form())));
        let document = document.unwrap();
        let environment = Environment { printable: &is_printable, checks: Default::default() };
        let mut found = 0;
        let checking = time(|| found = check(&draft, form().template(), &document, &environment).len());
        println!(
            "{limit:?}: {} KiB, saved in {} ms, opened in {} ms, assembled in {} ms, checked in {} ms, {found} findings",
            size >> 10,
            saving.as_millis(),
            opening.as_millis(),
            assembling.as_millis(),
            checking.as_millis()
        );
    }
}

#[test]
fn a_draft_above_a_limit_is_refused_with_place_and_way_out() {
    for (limit, place) in [
        (Limit::Parties, "at agreement.parties: name a group"),
        (Limit::Metrics, "at agreement.metrics: join metrics"),
        (Limit::Clauses, "at extra_clauses: put several clauses into one"),
        (Limit::Items, "at notes: put several entries into one"),
    ] {
        let text = to_ron(&with(limit, limit.most() + 1)).unwrap();
        let error = from_ron(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("; the most is ") && error.contains(place), "{error}");
        // The tolerant reader shows what there is room for.
        let shown = read_any(text.as_bytes()).unwrap();
        assert!(
            from_ron(to_ron(&shown.draft).unwrap().as_bytes()).is_ok() && !shown.losses.is_empty(),
            "{limit:?}"
        );
    }
    let text = to_ron(&with(Limit::Text, MOST_IN_TEXT)).unwrap();
    let text = text.replacen("Each party keeps", "Each party keeps x", 1);
    let error = from_ron(text.as_bytes()).unwrap_err().to_string();
    assert!(
        error.contains("extra_clauses.text: ") && error.contains("257 KiB; the most is 256 KiB"),
        "{error}"
    );

    let text = to_ron(&with(Limit::File, MOST_IN_FILE)).unwrap() + "\n";
    assert!(from_ron(text.as_bytes()).unwrap_err().to_string().contains("at most 8 MiB"));
    // Shorter in the file than it would be saved.
    let narrow: String = text.lines().map(str::trim_start).collect();
    let more = narrow.replacen(
        "(id: \"own-1000\"",
        "(id: \"one-more\",text: \"more words of it\",),(id: \"own-1000\"",
        1,
    );
    assert!(more.len() < MOST_IN_FILE && more.contains("one-more"));
    let error = from_ron(more.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("The draft takes 8.1 MiB as a file; the most is 8 MiB: shorten"), "{error}");
}
