//! Damaged files are read, or refused with the place; soon, and without a panic.

use super::drafts::derived;
use clausewright::draft::{ReadError, Reading, SCHEMA, Standing, from_ron, read_any, to_ron};
use clausewright::template::{Form, FormError, library};
use proptest::prelude::*;
use proptest::sample::Index;
use std::time::{Duration, Instant};

/// Beyond this a reader hangs; how quick it is, the benches tell.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Debug)]
enum Damage {
    Put(Index, Vec<u8>),
    Cut(Index, usize),
    Twice(Index, usize),
    End(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..4),
        "[(){}\\[\\]\",:\\\\#r/*'0-9a-z\n-]{1,4}".prop_map(String::into_bytes),
    ];
    let length = prop_oneof![1..4usize, 1..400usize];
    prop_oneof![
        4 => (any::<Index>(), bytes).prop_map(|(at, bytes)| Damage::Put(at, bytes)),
        2 => (any::<Index>(), length.clone()).prop_map(|(at, n)| Damage::Cut(at, n)),
        1 => (any::<Index>(), length).prop_map(|(at, n)| Damage::Twice(at, n)),
        1 => any::<Index>().prop_map(Damage::End),
    ]
}

fn damaged(file: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut out = file.to_vec();
    for damage in damages {
        let at = |index: &Index, out: &[u8]| index.index(out.len().max(1)).min(out.len());
        match damage {
            Damage::Put(index, bytes) => {
                let from = at(index, &out);
                let to = (from + bytes.len()).min(out.len());
                out.splice(from..to, bytes.iter().copied());
            }
            Damage::Cut(index, n) => {
                let from = at(index, &out);
                out.drain(from..(from + n).min(out.len()));
            }
            Damage::Twice(index, n) => {
                let from = at(index, &out);
                let copy = out[from..(from + n).min(out.len())].to_vec();
                out.splice(from..from, copy);
            }
            Damage::End(index) => out.truncate(at(index, &out)),
        }
    }
    out
}

fn assert_located(error: &ReadError, file: &[u8]) {
    let lines = file.split(|b| *b == b'\n').count();
    match error {
        ReadError::Located(problem) => {
            assert!((1..=lines + 1).contains(&problem.line) && problem.column >= 1, "{error}");
            assert!(!problem.message.is_empty());
        }
        ReadError::NotText { at, line } => assert!(*at < file.len() && (1..=lines).contains(line), "{error}"),
        ReadError::Limit { path, .. } => assert!(!path.is_empty(), "{error}"),
        ReadError::Empty | ReadError::Newer { .. } | ReadError::UnknownSchema { .. } => {}
        ReadError::TooLarge(_) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_draft_is_read_or_refused_with_its_place(
        form in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let form = form.get(library());
        let file = damaged(to_ron(form.example()).unwrap().as_bytes(), &damages);
        let began = Instant::now();
        match from_ron(&file) {
            Ok(draft) => {
                derived(&draft, form);
                let saved = to_ron(&draft).unwrap();
                prop_assert!(from_ron(saved.as_bytes()).is_ok_and(|again| again == draft), "saving changes it");
            }
            Err(error) => assert_located(&error, &file),
        }
        prop_assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    }

    #[test]
    fn whatever_is_read_of_a_damaged_draft_can_be_shown_and_saved(
        form in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let form = form.get(library());
        let file = damaged(to_ron(form.example()).unwrap().as_bytes(), &damages);
        let began = Instant::now();
        let reading = read_any(&file);
        prop_assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
        let Ok(Reading { draft, standing, losses }) = reading else { return Ok(()) };
        let lines = 1 + file.iter().filter(|b| **b == b'\n').count();
        for loss in &losses {
            prop_assert!((1..=lines).contains(&loss.line) && !loss.what.is_empty(), "{loss}");
            prop_assert!(loss.to_string().chars().count() < 2_000, "{loss}");
        }
        match standing {
            Standing::Sound => prop_assert!(losses.is_empty() && from_ron(&file).as_ref() == Ok(&draft)),
            Standing::Damaged(error) => prop_assert!(!losses.is_empty() && from_ron(&file) == Err(error)),
            Standing::Newer { schema } => prop_assert!(schema > SCHEMA),
            Standing::Older { .. } => prop_assert!(false, "there is no older schema"),
        }
        derived(&draft, form);
        let saved = to_ron(&draft).unwrap();
        prop_assert!(from_ron(saved.as_bytes()).is_ok_and(|again| again == draft), "it cannot be saved");
    }

    #[test]
    fn a_damaged_template_is_read_or_refused_with_its_place(
        which in 0..5usize,
        damages in prop::collection::vec(damage(), 1..3),
    ) {
        const TEMPLATES: [(&str, &str); 5] = [
            (include_str!("../../templates/cloud-hosting/template.ron"), "cloud-hosting"),
            (include_str!("../../templates/managed-it-support/template.ron"), "managed-it-support"),
            (include_str!("../../templates/business-services/template.ron"), "business-services"),
            (include_str!("../../templates/corporate-multi-level/template.ron"), "corporate-multi-level"),
            (include_str!("../../templates/outsourced-staffing/template.ron"), "outsourced-staffing"),
        ];
        let (template, id) = TEMPLATES[which];
        let form = clausewright::template::find(id).unwrap();
        let (start, example) = (to_ron(form.start()).unwrap(), to_ron(form.example()).unwrap());
        let file = damaged(template.as_bytes(), &damages);
        let began = Instant::now();
        match Form::read(&file, start.as_bytes(), example.as_bytes()) {
            Ok(form) => {
                derived(form.example(), &form);
            }
            Err(FormError::Template(error)) => assert_located(&error, &file),
            Err(FormError::Faults { faults, .. }) => {
                prop_assert!(!faults.is_empty() && faults.iter().all(|f| !f.to_string().is_empty()));
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        prop_assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    }
}
