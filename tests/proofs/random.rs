//! Any run of edits leaves a draft that can be assembled, checked, exported, settled, saved, read and undone.

use super::drafts::{derived, fields, lists};
use super::{expected, markdown, settling};
use clausewright::draft::{Edit, file_size, from_ron, to_ron};
use clausewright::export::{ExportOptions, Format, export};
use clausewright::session::Session;
use clausewright::template::{Clause, library};
use clausewright::value::FieldPath;
use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Clone, Debug)]
enum Step {
    Set(Index, String),
    Insert(Index, usize, String),
    Duplicate(Index, Index),
    Remove(Index, Index),
    Move(Index, Index, usize),
    Fix(Index),
    Decide(Index, bool),
    Rename(Index, String),
}

/// What people type: values that fit somewhere, values that almost fit, and anything at all.
fn text() -> impl Strategy<Value = String> {
    let values = prop::sample::select(vec![
        "",
        " ",
        "\n",
        "0",
        "100",
        "99.95",
        "100.000001",
        "-1",
        "4294967296",
        "999999999999999999999999999999",
        "4h",
        "0s",
        "999999999mo",
        "5bd",
        "1 EUR",
        "0.005 EUR",
        "79228162514264337593543950335 EUR",
        "2026-02-29",
        "9999-12-31",
        "0001-01-01",
        "24:00",
        "Mon-Sun",
        "Europe/Berlin",
        "yes",
        "no",
        "p1",
        "availability",
        "customer",
        "provider, provider",
        "{{customer.legal_name}}",
        "the Customer",
        "\u{202e}abc",
        "\u{0}",
        "\r\n",
        "a\n\n\nb\\",
    ]);
    prop_oneof![3 => values.prop_map(str::to_owned), 1 => "\\PC{0,40}", 1 => "[ -~\n\t]{0,60}"]
}

fn step() -> impl Strategy<Value = Step> {
    let id = "(p1|[a-z0-9][a-z0-9-]{0,6}|[A-Z. ]{0,3})";
    let index = any::<Index>;
    prop_oneof![
        8 => (index(), text()).prop_map(|(at, text)| Step::Set(at, text)),
        2 => (index(), 0..9usize, id).prop_map(|(list, at, id)| Step::Insert(list, at, id)),
        2 => (index(), index()).prop_map(|(list, item)| Step::Duplicate(list, item)),
        1 => (index(), index()).prop_map(|(list, item)| Step::Remove(list, item)),
        1 => (index(), index(), 0..9usize).prop_map(|(list, item, to)| Step::Move(list, item, to)),
        1 => index().prop_map(Step::Fix),
        2 => (index(), any::<bool>()).prop_map(|(clause, wanted)| Step::Decide(clause, wanted)),
        1 => (index(), text()).prop_map(|(clause, text)| Step::Rename(clause, text)),
    ]
}

fn edit(session: &Session, step: &Step) -> Option<Vec<Edit>> {
    let draft = session.draft();
    let lists = lists(draft);
    let item = |list: &FieldPath, at: &Index| {
        let ids = draft.node(list)?.as_list()?.ids();
        (!ids.is_empty()).then(|| at.get(&ids).clone())
    };
    let sections = session.template().sections.iter();
    let clauses: Vec<(String, &Clause)> =
        sections.flat_map(|s| s.clauses.iter().map(move |c| (s.clause_key(c), c))).collect();
    Some(vec![match step {
        Step::Set(at, text) => Edit::set(at.get(&fields(draft)).path.clone(), text.as_str()),
        Step::Insert(list, at, id) => {
            Edit::Insert { list: list.get(&lists).clone(), at: *at, id: id.clone() }
        }
        Step::Duplicate(list, at) => {
            let list = list.get(&lists).clone();
            let id = item(&list, at)?;
            Edit::Duplicate { list, copy: format!("{id}-copy"), id }
        }
        Step::Remove(list, at) => {
            let list = list.get(&lists).clone();
            Edit::Remove { id: item(&list, at)?, list }
        }
        Step::Move(list, at, to) => {
            let list = list.get(&lists).clone();
            Edit::Move { id: item(&list, at)?, list, to: *to }
        }
        Step::Decide(at, wanted) => {
            let (key, clause) = at.get(&clauses).clone();
            return Some(clause.decided(draft, &key, *wanted));
        }
        Step::Rename(at, text) => {
            let (key, _) = at.get(&clauses).clone();
            let item = FieldPath::new("choices").join(&key);
            let set = Edit::set(item.join("title"), text.as_str());
            let insert = Edit::Insert { list: "choices".into(), at: 0, id: key };
            return Some(if draft.node(&item).is_some() { vec![set] } else { vec![insert, set] });
        }
        Step::Fix(at) => {
            let fixes: Vec<_> = session.derived().findings.iter().filter_map(|f| f.fix.clone()).collect();
            return (!fixes.is_empty()).then(|| at.get(&fixes).edits.clone());
        }
    }])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_never_break_a_draft(
        form in any::<Index>(),
        blank in prop::bool::weighted(0.3),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let form = form.get(library());
        let first = if blank { form.begin("new".parse().unwrap(), None) } else { form.example().clone() };
        let mut session = Session::new(first, form.clone());
        let first = session.snapshot();
        for step in &steps {
            let Some(edits) = edit(&session, step) else { continue };
            // An edit that does not fit is refused and changes nothing.
            let before = session.snapshot();
            if session.apply(&edits, "Edit", None).is_err() {
                prop_assert!(*before == *session.snapshot());
            }
        }
        let draft = session.snapshot();
        let file = to_ron(&draft).unwrap();
        prop_assert_eq!(file_size(&draft), file.len());
        let again = from_ron(file.as_bytes());
        prop_assert!(again.is_ok(), "{}", again.unwrap_err());
        let again = again.unwrap();
        prop_assert!(again == *draft, "the file says something else");
        prop_assert_eq!(to_ron(&again).unwrap(), file);

        let (document, _) = derived(&draft, form);
        for format in [Format::Text, Format::Json] {
            prop_assert!(export(&draft, &document, format, &ExportOptions::default()).is_ok());
        }
        let text = export(&draft, &document, Format::Markdown, &ExportOptions::default()).unwrap();
        let text = markdown::text(std::str::from_utf8(&text).unwrap(), &document);
        expected::assert_same(&text, &expected::of_markdown(&document), "the Markdown");

        settling::settles(&draft.agreement);

        while session.undo().is_some() {}
        prop_assert!(*session.snapshot() == *first, "undoing everything gives another draft");
        while session.redo().is_some() {}
        prop_assert!(*session.snapshot() == *draft, "redoing everything gives another draft");
    }
}
