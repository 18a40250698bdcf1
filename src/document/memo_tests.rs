//! What a memo keeps, and that it changes no document.

use super::*;
use crate::document::{Clause, Document, assemble, assemble_again};
use crate::draft::Edit;
use crate::template::{Form, find, library};
use crate::value::{LeafKind, Node, Shape, id_of};
use proptest::prelude::*;

#[test]
fn a_clause_text_is_parsed_once_and_forgotten_with_the_clause() {
    let (memo, form) = (Memo::default(), find("cloud-hosting").unwrap());
    let begin = || memo.begin(form.example(), form.template(), true);
    let first = memo.parsed("The **Provider** serves.");
    begin();
    assert!(!Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")), "it was another form's");
    let first = memo.parsed("The **Provider** serves.");
    begin();
    assert!(Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")));
    assert!(Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")), "twice in one draft");
    assert_eq!(*memo.parsed("Other."), parse("Other."));
    begin();
    memo.parsed("Other.");
    begin();
    assert!(!Arc::ptr_eq(&first, &memo.parsed("The **Provider** serves.")));
}

fn clauses(document: &Document) -> Vec<&Arc<Clause>> {
    document.sections.iter().flat_map(|s| &s.clauses).collect()
}

/// The clauses that an edit makes anew.
fn made_anew(edit: Edit) -> Vec<String> {
    let form = find("cloud-hosting").unwrap();
    let (mut draft, memo) = (form.example().clone(), Memo::default());
    let before = assemble_again(&draft, &form, &memo);
    edit.apply(&mut draft).unwrap();
    let after = assemble_again(&draft, &form, &memo);
    assert!(after == assemble(&draft, &form));
    let pairs = clauses(&before).into_iter().zip(clauses(&after));
    pairs.filter(|(a, b)| !Arc::ptr_eq(a, b)).map(|(_, b)| b.path.last().to_owned()).collect()
}

#[test]
fn what_an_edit_does_not_touch_is_shared() {
    assert_eq!(made_anew(Edit::set("overview", "Other words.")), [""; 0]);
    let metrics = made_anew(Edit::set("metrics.platform-availability.purpose", "Other words."));
    assert_eq!(metrics.len(), 1, "{metrics:?}");
    let meanings = made_anew(Edit::set("definitions.service.meaning", "Other words."));
    assert_eq!(meanings.len(), 1, "{meanings:?}");
    let named = made_anew(Edit::set("parties.customer.legal_name", "Other Name plc"));
    assert!((1..8).contains(&named.len()), "{named:?}");
    let all = made_anew(Edit::set("definitions.service.term", "Otherwise"));
    assert!(all.len() > 9, "wherever the term was linked: {all:?}");
}

/// Every field below a node, with its kind; of long lists the first items and the last.
fn leaves(node: &dyn Node, path: &FieldPath, out: &mut Vec<(FieldPath, LeafKind)>) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(kind) => out.push((path.clone(), kind)),
        Shape::Record(spec) => {
            for field in spec.fields {
                node.child(field.name).into_iter().for_each(|n| leaves(n, &path.join(field.name), out));
            }
        }
        Shape::List(_) => {
            for item in items(node) {
                leaves(node.child(&item).unwrap(), &path.join(&item), out);
            }
        }
    }
}

fn items(list: &dyn Node) -> Vec<String> {
    let list = list.as_list().unwrap();
    let shown = (0..list.len()).filter(|n| *n < 2 || n + 1 == list.len());
    shown.filter_map(|n| list.at(n)).map(id_of).collect()
}

/// Something else that fits the field.
fn another(kind: LeafKind, now: &str) -> &'static str {
    let (one, other) = match kind {
        LeafKind::Text | LeafKind::Lines => ("Services", "Other words"),
        LeafKind::Prose => ("The Service is **not** down.", "Words.\n\nMore words."),
        LeafKind::Whole => ("3", "4"),
        LeafKind::Number | LeafKind::Percent => ("97.5", "12"),
        LeafKind::Money => ("1250.00 EUR", "77.00 EUR"),
        LeafKind::Currency => ("USD", "JPY"),
        LeafKind::Duration => ("5bd", "36h"),
        LeafKind::Date => ("2031-05-17", "2026-02-28"),
        LeafKind::DayOff => ("Whit Monday", "2026-02-28"),
        LeafKind::Time => ("07:30", "21:00"),
        LeafKind::Weekdays => ("Sat", "Mon-Tue"),
        LeafKind::Zone => ("Asia/Tokyo", "UTC"),
        LeafKind::YesNo => ("yes", "no"),
        LeafKind::Choice([.., a, b]) => (a.name, b.name),
        LeafKind::Choice(_) | LeafKind::Ref | LeafKind::Refs | LeafKind::Id => ("", ""),
    };
    if now == one { other } else { one }
}

fn text_at(draft: &Draft, path: &FieldPath) -> String {
    draft.node(path).map(Node::text).unwrap_or_default()
}

/// The most telling test: each field of the agreement in turn is another, and the document is as if assembled afresh.
#[test]
fn a_memo_sees_each_field_change() {
    for (n, form) in library().iter().enumerate() {
        let (mut draft, memo) = (form.example().clone(), Memo::default());
        assemble_again(&draft, form, &memo);
        let mut all = Vec::new();
        leaves(&draft.agreement, &FieldPath::root(), &mut all);
        assert!(all.len() > 500, "{}", all.len());
        // Each form has nearly the same fields; together they see all of them.
        for (path, kind) in all.into_iter().skip(n).step_by(library().len()) {
            let before = text_at(&draft, &path);
            for text in [another(kind, &before), &before] {
                if Edit::set(path.clone(), text).apply(&mut draft).is_ok() {
                    let again = assemble_again(&draft, form, &memo);
                    // Back at the text before, the next field shows whether it was seen.
                    assert!(text == before || again == assemble(&draft, form), "{path}={text}");
                }
            }
        }
        assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form));
    }
}

#[derive(Clone, Debug)]
enum Step {
    Set(usize, bool),
    Add(usize, usize),
    Copy(usize, usize),
    Drop(usize, usize),
    Shift(usize, usize),
    Include(usize, bool),
    Rename(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let n = 0..10_000_usize;
    prop_oneof![
        5 => (n.clone(), any::<bool>()).prop_map(|(at, blank)| Step::Set(at, blank)),
        1 => (n.clone(), n.clone()).prop_map(|(list, at)| Step::Add(list, at)),
        1 => (n.clone(), n.clone()).prop_map(|(list, item)| Step::Copy(list, item)),
        1 => (n.clone(), n.clone()).prop_map(|(list, item)| Step::Drop(list, item)),
        1 => (n.clone(), n.clone()).prop_map(|(list, item)| Step::Shift(list, item)),
        2 => (n.clone(), any::<bool>()).prop_map(|(clause, is_in)| Step::Include(clause, is_in)),
        1 => (n, any::<bool>()).prop_map(|(clause, whole)| Step::Rename(clause, whole)),
    ]
}

const LISTS: &[&str] = &[
    "metrics",
    "services",
    "definitions",
    "parties",
    "responsibilities",
    "priorities",
    "exclusions",
    "calendars",
    "credits.schedules",
    "policies",
    "groups",
    "extra_clauses",
    "milestones",
    "bonuses",
];

fn edits(draft: &Draft, form: &Form, step: &Step) -> Option<Vec<Edit>> {
    let list = |n: usize| FieldPath::new(LISTS[n % LISTS.len()]);
    let item = |list: &FieldPath, n: usize| {
        let ids = draft.node(list)?.as_list()?.ids();
        ids.get(n % ids.len().max(1)).cloned()
    };
    let clauses = || form.template().sections.iter().flat_map(|s| s.clauses.iter().map(move |c| (s, c)));
    Some(vec![match *step {
        Step::Set(n, blank) => {
            let mut all = Vec::new();
            leaves(draft, &FieldPath::root(), &mut all);
            let (path, kind) = all.get(n % all.len())?;
            let text = if blank { "" } else { another(*kind, &text_at(draft, path)) };
            Edit::set(path.clone(), text)
        }
        Step::Add(n, at) => Edit::Insert { list: list(n), at: at % 9, id: format!("new-{at}") },
        Step::Copy(n, at) => {
            Edit::Duplicate { id: item(&list(n), at)?, list: list(n), copy: format!("copy-{at}") }
        }
        Step::Drop(n, at) => Edit::Remove { id: item(&list(n), at)?, list: list(n) },
        Step::Shift(n, at) => Edit::Move { id: item(&list(n), at)?, list: list(n), to: at % 5 },
        Step::Include(n, is_in) => {
            let (section, clause) = clauses().nth(n % clauses().count())?;
            return Some(clause.decided(draft, &section.clause_key(clause), is_in));
        }
        Step::Rename(n, whole) => {
            let (section, clause) = clauses().nth(n % clauses().count())?;
            let (list, id) = match whole {
                true => ("headings", section.id.to_string()),
                false => ("choices", section.clause_key(clause)),
            };
            let item = FieldPath::new(list).join(&id);
            let set = Edit::set(item.join("title"), if n % 3 == 0 { "" } else { "Services by another name" });
            let insert = Edit::Insert { list: list.into(), at: 0, id };
            return Some(if draft.node(&item).is_some() { vec![set] } else { vec![insert, set] });
        }
    }])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_memo_changes_no_document(n in 0..4_usize, steps in prop::collection::vec(step(), 1..40)) {
        let form = &library()[n];
        let (mut draft, memo) = (form.example().clone(), Memo::default());
        for step in &steps {
            let Some(edits) = edits(&draft, form, step) else { continue };
            for edit in &edits {
                // Some are refused, for example an id that is taken.
                let _refused = edit.apply(&mut draft).is_err();
            }
            prop_assert!(assemble_again(&draft, form, &memo) == assemble(&draft, form), "{:?}", edits);
        }
    }
}
