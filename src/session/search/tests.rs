use super::*;
use crate::draft::Edit;
use crate::session::Session;
use crate::template;

fn example() -> Session {
    let form = template::find("cloud-hosting").unwrap();
    Session::new(form.example().clone(), form)
}

fn find(session: &Session, text: &str) -> Vec<Place> {
    let pattern = Pattern { text: text.to_owned(), ..Pattern::default() };
    search(session.draft(), session.template(), &session.derived().document, &pattern)
}

fn all(places: &[Place]) -> Vec<Replacement<'_>> {
    places.iter().map(|place| Replacement { place, hits: (0..place.hits.len()).collect() }).collect()
}

#[test]
fn fields_values_choices_and_clauses_are_searched_and_ids_are_not() {
    let session = example();
    let customer = session.draft().text(&"parties.customer.short_name".into());
    assert!(find(&session, &customer).iter().any(|p| p.path.as_str() == "parties.customer.short_name"));
    let kinds = |text: &str| find(&session, text).into_iter().map(|p| p.source).collect::<Vec<_>>();
    assert!(kinds("2026-02-01").contains(&Source::Value));
    assert!(kinds("shall").iter().any(|s| matches!(s, Source::FormClause(_))));
    assert!(kinds("percent").contains(&Source::Choice) || kinds("month").contains(&Source::Choice));
    for place in find(&session, "e") {
        assert!(!matches!(place.path.last(), "id" | "service" | "calendar"), "{}", place.path);
        assert!(session.draft().node(&place.path).is_some() || matches!(place.source, Source::FormClause(_)));
    }
    assert!(find(&session, "").is_empty());
    let paths: Vec<_> = find(&session, "e").into_iter().map(|p| p.path).collect();
    let mut once = paths.clone();
    once.sort();
    once.dedup();
    assert_eq!(paths.len(), once.len(), "each text once");
}

#[test]
fn replacing_everywhere_is_one_step_that_undo_takes_back() {
    let mut session = example();
    let before = session.snapshot();
    let places = find(&session, "incident");
    let count: usize = places.iter().flat_map(|p| &p.hits).filter(|(_, locked)| locked.is_none()).count();
    let done = Scratch::of(session.draft()).replace(&all(&places), "Disturbance");
    assert_eq!(done.hits, count);
    assert!(done.own_clauses > 0 && done.places > 10);
    session.apply(&done.edits, "Replace", None).unwrap();
    let left: usize =
        find(&session, "incident").iter().flat_map(|p| &p.hits).filter(|(_, l)| l.is_none()).count();
    assert_eq!(left, 0);
    let text = crate::draft::to_ron(session.draft()).unwrap();
    assert!(crate::draft::from_ron(text.as_bytes()).is_ok(), "it can be saved and loaded");
    session.undo();
    assert_eq!(*session.draft(), *before);
}

#[test]
fn a_value_is_replaced_by_a_value_only() {
    let session = example();
    let places = find(&session, "2026-02-01");
    let place = places.iter().find(|p| p.source == Source::Value).unwrap();
    let mut scratch = Scratch::of(session.draft());
    assert_eq!(scratch.preview(place, 0, "2026-03-01"), Preview::Fits);
    assert!(matches!(scratch.preview(place, 0, "soon"), Preview::NoValue { .. }));
    let done = Scratch::of(session.draft()).replace(&all(std::slice::from_ref(place)), "soon");
    assert_eq!((done.edits.len(), done.hits, done.refused), (0, 0, 1));
    let done = Scratch::of(session.draft()).replace(&all(std::slice::from_ref(place)), "2026-03-01");
    assert_eq!((done.edits.len(), done.hits, done.refused), (1, 1, 0));
}

#[test]
fn values_are_found_as_they_are_printed_and_as_they_are_written_elsewhere() {
    let session = example();
    let at = |text: &str| {
        let places = find(&session, text).into_iter().filter(|p| matches!(p.source, Source::Printed(_)));
        places.map(|p| (p.path.to_string(), p.text.get(p.hits[0].0.clone()).unwrap().to_owned())).collect()
    };
    let found: Vec<(String, String)> = at("1 February 2026");
    assert!(found.contains(&("term.effective".to_owned(), "1 February 2026".to_owned())), "{found:?}");
    assert!(at("february 2026").iter().any(|(path, _)| path == "term.effective"));
    assert!(at("1 Feb 2026").iter().any(|(path, hit)| path == "term.effective" && hit == "1 February 2026"));
    let target = session.draft().agreement.metrics.iter().find(|m| m.unit.as_str() == "%").unwrap();
    let path = format!("metrics.{}.target", target.id);
    let value = session.draft().text(&path.as_str().into());
    for written in [format!("{value} %"), format!("{}%", value.replace('.', ","))] {
        assert!(at(&written).iter().any(|(found, _)| *found == path), "{written}");
    }
    assert!(at("today").is_empty() && at("1").is_empty());
}

#[test]
fn a_value_found_as_printed_is_replaced_by_what_is_read() {
    let mut session = example();
    let places = find(&session, "February");
    let place = places.iter().find(|p| p.path.as_str() == "term.effective").unwrap();
    let mut scratch = Scratch::of(session.draft());
    assert!(matches!(scratch.preview(place, 0, "soon"), Preview::NoValue { .. }));
    assert_eq!(scratch.preview(place, 0, "March"), Preview::Fits);
    let done = Scratch::of(session.draft()).replace(&all(std::slice::from_ref(place)), "March");
    session.apply(&done.edits, "Replace", None).unwrap();
    assert_eq!(session.draft().text(&"term.effective".into()), "2026-03-01");
}

#[test]
fn placeholders_and_choices_stay_as_they_are() {
    let mut session = example();
    let (section, clause) = session
        .template()
        .sections
        .iter()
        .flat_map(|s| s.clauses.iter().map(move |c| (s, c)))
        .find(|(_, c)| !c.text.trim().is_empty())
        .unwrap();
    let key = section.clause_key(clause);
    let path = FieldPath::new("clauses").join(&key).join("text");
    let edits = [
        Edit::Insert { list: "clauses".into(), at: 0, id: key },
        Edit::set(path.clone(), "The customer pays {{customer}}."),
    ];
    session.apply(&edits, "Edit", None).unwrap();
    let places = find(&session, "customer");
    let own = places.iter().find(|p| p.path == path).unwrap();
    let locked: Vec<_> = own.hits.iter().map(|(_, locked)| *locked).collect();
    assert_eq!(locked, [None, Some(Locked::Placeholder)]);
    let done = Scratch::of(session.draft()).replace(&all(std::slice::from_ref(own)), "client");
    assert_eq!((done.hits, done.refused), (1, 1));
    assert_eq!(done.edits, [Edit::set(path, "The client pays {{customer}}.")]);
}

#[test]
fn some_hits_of_a_text_can_be_left() {
    let place = Place {
        path: "overview".into(),
        source: Source::Text,
        text: "one, one, one".to_owned(),
        hits: vec![(0..3, None), (5..8, None), (10..13, None)],
    };
    assert_eq!(place.with(&[0, 2], "two"), "two, one, two");
    assert_eq!(place.with(&[], "two"), place.text);
}
