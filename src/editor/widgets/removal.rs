//! Taking an item away: what goes with it, and what is said about it.

use crate::agreement::queries::role_of;
use crate::agreement::{Agreement, Consequence, CreditMethod, CreditSchedule, PointBand};
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, FieldSpec, Node, RecordSpec, Shape, capitalised};

/// An item that is taken away.
struct Gone {
    /// Itself first, then what belongs to it.
    edits: Vec<Edit>,
    name: Option<String>,
    /// What belongs to it.
    along: Vec<&'static str>,
    unpaid: Option<Unpaid>,
}

/// A metric whose last credit schedule goes, as it is called, and what a miss of it leads to from then on.
struct Unpaid {
    metric: String,
    now: &'static str,
}

/// The edits that take an item away, itself first, and what to say once it is gone.
pub fn removal(draft: &Draft, item: &FieldPath, record: &RecordSpec) -> (Vec<Edit>, String) {
    let gone = Gone::of(draft, item);
    let what = gone.name.unwrap_or_else(|| words::the(record.noun));
    let mut said = words::removed(&what, &gone.along);
    said.push_str(&words::lead_to(gone.unpaid.as_slice()));
    (gone.edits, said)
}

impl Gone {
    fn of(draft: &Draft, item: &FieldPath) -> Self {
        let list = item.parent().unwrap_or_default();
        let mut edits = vec![Edit::Remove { list, id: item.last().to_owned() }];
        let mut along = Vec::new();
        for (list, one, ids) in with(&draft.agreement, item) {
            if !ids.is_empty() {
                along.push(one);
            }
            edits.extend(ids.into_iter().map(|id| Edit::Remove { list: list.into(), id }));
        }
        edits.extend(mentions(draft, item));
        let unpaid = unpaid(&draft.agreement, item).map(|(edit, now)| {
            edits.push(edit);
            now
        });
        let node = draft.node(item);
        let name = node.and_then(|node| draft.agreement.name_of(node).or_else(|| role_of(node)));
        Self { edits, name: name.map(|name| words::named(&name)), along, unpaid }
    }
}

/// The metric that promises a credit and loses its last schedule: a miss of it leads to something else from then on, as
/// a promise without an amount would stand in the agreement otherwise.
fn unpaid(a: &Agreement, item: &FieldPath) -> Option<(Edit, Unpaid)> {
    let mut segments = item.segments();
    let (Some("credits"), Some("schedules"), Some(id), None) =
        (segments.next(), segments.next(), segments.next(), segments.next())
    else {
        return None;
    };
    let gone = a.credits.schedules.iter().find(|s| s.id.as_str() == id)?;
    let metric = a.metric(&gone.metric).filter(|m| m.consequence == Some(Consequence::Credit))?;
    if a.schedules_of(&metric.id).any(|s| s.id != gone.id) {
        return None;
    }
    let now = a.consequence_without_credits().label();
    let path = FieldPath::new("metrics").join(&metric.id).join("consequence");
    let metric = a.name_of(metric).map_or_else(|| words::THE_METRIC.to_owned(), |name| words::named(&name));
    Some((Edit::set(path, now), Unpaid { metric, now }))
}

/// The edits that remove several items of a list with all that belongs to them, and what is said of it.
pub fn removal_of_several(draft: &Draft, list: &FieldPath, ids: &[String]) -> (Vec<Edit>, String) {
    let mut left = draft.clone();
    let (mut edits, mut names, mut count) = (Vec::new(), Vec::new(), 0);
    let (mut unpaid, mut along) = (Vec::new(), Vec::new());
    for id in ids {
        let item = list.join(id);
        if left.node(&item).is_none() {
            continue;
        }
        let gone = Gone::of(&left, &item);
        count += 1;
        names.extend(gone.name);
        unpaid.extend(gone.unpaid);
        along.extend(gone.along.into_iter().map(words::of_several));
        edits.extend(gone.edits.into_iter().filter(|edit| edit.apply(&mut left).is_ok()));
    }
    along.sort_unstable();
    along.dedup();
    (edits, words::removed_several(count, &names, &along) + &words::lead_to(&unpaid))
}

/// What makes no sense without an item: lists, what their items are to it, and their ids.
fn with(a: &Agreement, item: &FieldPath) -> Vec<(&'static str, &'static str, Vec<String>)> {
    match item.segments().collect::<Vec<_>>().as_slice() {
        ["metrics", id] => with_metrics(a, &[id]).into(),
        ["services", id] => {
            let metrics: Vec<&str> =
                a.metrics.iter().filter(|m| m.service.as_str() == *id).map(|m| m.id.as_str()).collect();
            let own = metrics.iter().map(|id| (*id).to_owned()).collect();
            let words = if metrics.len() == 1 { words::METRIC } else { words::METRICS };
            [("metrics", words, own)].into_iter().chain(with_metrics(a, &metrics)).collect()
        }
        _ => Vec::new(),
    }
}

/// What goes with metrics.
fn with_metrics(a: &Agreement, metrics: &[&str]) -> [(&'static str, &'static str, Vec<String>); 3] {
    let goes = |metric: &str| metrics.contains(&metric);
    let (gone, left): (Vec<_>, Vec<_>) = a.credits.schedules.iter().partition(|s| goes(&s.metric));
    let bonuses: Vec<String> =
        a.bonuses.iter().filter(|b| goes(&b.metric)).map(|b| b.id.to_string()).collect();
    // The table prices the points of all metrics together: it goes with the last that scores any.
    let scores = |schedules: &[&CreditSchedule]| schedules.iter().any(|s| s.method == CreditMethod::Points);
    let bands: &[PointBand] = if scores(&gone) && !scores(&left) { &a.credits.points_table } else { &[] };
    [
        (
            "credits.schedules",
            if gone.len() == 1 { words::SCHEDULE } else { words::SCHEDULES },
            gone.iter().map(|s| s.id.to_string()).collect(),
        ),
        ("bonuses", if bonuses.len() == 1 { words::BONUS } else { words::BONUSES }, bonuses),
        ("credits.points_table", words::POINTS, bands.iter().map(|b| b.id.to_string()).collect()),
    ]
}

/// Takes the item out of every enumeration that names it among others. Where it is the only one named, an empty list
/// would say something else: the check leads there.
fn mentions(draft: &Draft, item: &FieldPath) -> Vec<Edit> {
    let (Some(list), id) = (item.parent(), item.last()) else { return Vec::new() };
    let mut edits = Vec::new();
    walk(&draft.agreement, &FieldPath::default(), &mut |path, field, node| {
        if field.refers != Some(list.as_str()) || path.is_within(item) {
            return;
        }
        let text = node.text();
        let named: Vec<&str> = text.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
        let left: Vec<&str> = named.iter().copied().filter(|one| *one != id).collect();
        if left.len() < named.len() && !left.is_empty() {
            edits.push(Edit::set(path.clone(), left.join(", ")));
        }
    });
    edits
}

/// Every leaf below a node, with its field.
fn walk(node: &dyn Node, at: &FieldPath, visit: &mut dyn FnMut(&FieldPath, &FieldSpec, &dyn Node)) {
    match node.shape() {
        Shape::Leaf(_) => {}
        Shape::Record(record) => {
            for field in record.fields {
                let Some(child) = node.child(field.name) else { continue };
                let path = at.join(field.name);
                match child.shape() {
                    Shape::Leaf(_) => visit(&path, field, child),
                    _ => walk(child, &path, visit),
                }
            }
        }
        Shape::List(_) => {
            let Some(list) = node.as_list() else { return };
            for id in list.ids() {
                if let Some(item) = list.item(&id) {
                    walk(item, &at.join(&id), visit);
                }
            }
        }
    }
}

/// What stands for a name: the thing itself where it has none to give, such as a tier.
pub fn nameless(record: &RecordSpec) -> String {
    if record.field("name").is_some() {
        return words::unnamed(record.noun);
    }
    capitalised(record.noun)
}

mod words {
    use super::Unpaid;
    use crate::value::listed;

    pub const METRIC: &str = "its metric";
    pub const METRICS: &str = "its metrics";
    pub const SCHEDULE: &str = "its credit schedule";
    pub const SCHEDULES: &str = "its credit schedules";
    pub const BONUS: &str = "its bonus";
    pub const BONUSES: &str = "its bonuses";
    pub const POINTS: &str = "the table of points";

    pub const THE_METRIC: &str = "the metric";

    pub fn the(noun: &str) -> String {
        format!("the {noun}")
    }

    pub fn named(name: &str) -> String {
        format!("“{name}”")
    }

    pub fn unnamed(noun: &str) -> String {
        format!("Unnamed {noun}")
    }

    /// " A miss of “Network availability” now leads to: improvement plan." What several lead to is the same: it is
    /// what the agreement has left.
    pub fn lead_to(metrics: &[Unpaid]) -> String {
        let Some(first) = metrics.first() else { return String::new() };
        let names: Vec<&str> = metrics.iter().map(|m| m.metric.as_str()).collect();
        format!(" A miss of {} now leads to: {}.", a_few(&names), first.now)
    }

    /// "Removed 3 items with their metrics: “Error rate”, “Answers” and “Corrections”."
    pub fn removed_several(count: usize, names: &[String], along: &[&str]) -> String {
        let items = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
        let items = if along.is_empty() { items } else { format!("{items} with {}", listed(along)) };
        if names.is_empty() {
            return format!("Removed {items}.");
        }
        format!("Removed {items}: {}.", a_few(names))
    }

    /// "“Error rate”, “Answers” and “Corrections”", of many the first three and how many more.
    fn a_few<S: AsRef<str>>(names: &[S]) -> String {
        if names.len() <= 4 {
            return listed(names);
        }
        let first: Vec<&str> = names.iter().take(3).map(AsRef::as_ref).collect();
        format!("{} and {} more", first.join(", "), names.len() - 3)
    }

    /// What goes with one item, where several go.
    pub fn of_several(along: &'static str) -> &'static str {
        match along {
            METRIC | METRICS => "their metrics",
            SCHEDULE | SCHEDULES => "their credit schedules",
            BONUS | BONUSES => "their bonuses",
            other => other,
        }
    }

    /// "Removed “Network availability” with its credit schedule and its bonus."
    pub fn removed(what: &str, along: &[&str]) -> String {
        match along {
            [] => format!("Removed {what}."),
            [only] => format!("Removed {what} with {only}."),
            [first @ .., last] => format!("Removed {what} with {} and {last}.", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Metric, Priority, Service};
    use crate::value::Record;

    #[test]
    fn a_metric_takes_its_credits_and_its_bonus_along() {
        let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        let paid = draft.agreement.credits.schedules[0].metric.to_string();
        let item = FieldPath::new("metrics").join(&paid);
        let name = draft.text(&item.join("name"));
        let insert = Edit::Insert { list: "bonuses".into(), at: 0, id: "extra".into() };
        insert.apply(&mut draft).unwrap();
        Edit::set("bonuses.extra.metric", paid.as_str()).apply(&mut draft).unwrap();
        let (edits, said) = removal(&draft, &item, Metric::SPEC);
        assert!(
            said.starts_with(&format!("Removed “{name}” with its credit schedule and its bonus")),
            "{said}"
        );
        assert_eq!(edits[0].path(), item, "undo leads to the metric");
        for edit in &edits {
            assert_eq!(edit.apply(&mut draft), Ok(true));
        }
        let left = &draft.agreement;
        assert!(left.credits.schedules.iter().all(|s| s.metric.as_str() != paid));
        assert!(left.bonuses.iter().all(|b| b.metric.as_str() != paid));
    }

    #[test]
    fn the_last_schedule_takes_the_promise_of_a_credit_along() {
        let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        let schedule = draft.agreement.credits.schedules[0].clone();
        let metric = schedule.metric.to_string();
        let name = draft.text(&FieldPath::new("metrics").join(&metric).join("name"));
        let insert = Edit::Insert { list: "credits.schedules".into(), at: 0, id: "second".into() };
        insert.apply(&mut draft).unwrap();
        Edit::set("credits.schedules.second.metric", metric.as_str()).apply(&mut draft).unwrap();
        let consequence = |draft: &Draft| draft.agreement.metric(&metric).unwrap().consequence;
        let take = |draft: &mut Draft, id: &str| {
            let item = FieldPath::new("credits.schedules").join(id);
            let (edits, said) = removal(draft, &item, CreditSchedule::SPEC);
            edits.iter().for_each(|edit| assert_eq!(edit.apply(draft), Ok(true), "{edit:?}"));
            said
        };
        let said = take(&mut draft, "second");
        assert_eq!(said, format!("Removed “Credits for {name}”."));
        assert_eq!(consequence(&draft), Some(Consequence::Credit), "the other one still pays");
        let mut without_plan = draft.clone();
        let said = take(&mut draft, &schedule.id);
        assert!(said.ends_with(&format!("A miss of “{name}” now leads to: improvement plan.")), "{said}");
        assert_eq!(consequence(&draft), Some(Consequence::ImprovementPlan));
        without_plan.agreement.review.improvement_plan = None;
        let said = take(&mut without_plan, &schedule.id);
        assert!(said.ends_with("now leads to: reported only."), "{said}");
        assert_eq!(consequence(&without_plan), Some(Consequence::ReportedOnly));
    }

    #[test]
    fn several_schedules_at_once_say_once_what_a_miss_leads_to() {
        let draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        let ids: Vec<String> = draft.agreement.credits.schedules.iter().map(|s| s.id.to_string()).collect();
        assert!(ids.len() > 1, "{ids:?}");
        let (_, said) = removal_of_several(&draft, &"credits.schedules".into(), &ids);
        assert_eq!(said.matches("A miss of ").count(), 1, "{said}");
        assert!(said.ends_with(" now leads to: improvement plan."), "{said}");
        let names: Vec<String> = (1..=6).map(|n| format!("“{n}”")).collect();
        assert_eq!(words::removed_several(6, &names, &[]), "Removed 6 items: “1”, “2”, “3” and 3 more.");
        let services: Vec<String> = draft.agreement.services.iter().map(|s| s.id.to_string()).collect();
        let (_, said) = removal_of_several(&draft, &"services".into(), &services);
        let with = format!(
            "Removed {} items with their bonuses, their credit schedules and their metrics: ",
            services.len()
        );
        assert!(said.starts_with(&with) && !said.contains("A miss of"), "{said}");
    }

    #[test]
    fn the_table_of_points_goes_with_the_last_metric_that_scores() {
        let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        draft.agreement.credits.schedules.truncate(2);
        let metrics: Vec<String> = draft.agreement.metrics.iter().take(2).map(|m| m.id.to_string()).collect();
        draft.agreement.bonuses.clear();
        draft.agreement.credits.schedules[0].metric = metrics[0].parse().unwrap();
        draft.agreement.credits.schedules[1].metric = metrics[1].parse().unwrap();
        for schedule in &mut draft.agreement.credits.schedules {
            schedule.method = CreditMethod::Points;
        }
        let insert = Edit::Insert { list: "credits.points_table".into(), at: 0, id: "low".into() };
        insert.apply(&mut draft).unwrap();
        let take = |draft: &mut Draft, metric: &str| {
            let (edits, said) = removal(draft, &FieldPath::new("metrics").join(metric), Metric::SPEC);
            edits.iter().for_each(|edit| assert_eq!(edit.apply(draft), Ok(true), "{edit:?}"));
            said
        };
        let said = take(&mut draft, &metrics[0]);
        assert!(!said.contains("points") && draft.agreement.credits.points_table.len() == 1, "{said}");
        let said = take(&mut draft, &metrics[1]);
        assert!(said.ends_with(" with its credit schedule and the table of points."), "{said}");
        assert!(draft.agreement.credits.points_table.is_empty());
    }

    #[test]
    fn a_service_takes_its_metrics_along() {
        let mut draft = crate::template::find("cloud-hosting").unwrap().example().clone();
        let service = draft.agreement.metrics[0].service.to_string();
        let count = draft.agreement.metrics.iter().filter(|m| m.service.as_str() == service).count();
        let before = draft.agreement.metrics.len();
        let item = FieldPath::new("services").join(&service);
        let (edits, said) = removal(&draft, &item, Service::SPEC);
        assert!(said.contains(if count == 1 { "” with its metric" } else { "” with its metrics" }), "{said}");
        edits.iter().for_each(|edit| assert_eq!(edit.apply(&mut draft), Ok(true), "{edit:?}"));
        let a = &draft.agreement;
        assert_eq!(a.metrics.len(), before - count);
        assert!(a.credits.schedules.iter().all(|s| a.metric(&s.metric).is_some()));
        assert!(a.bonuses.iter().all(|b| a.metric(&b.metric).is_some()));
    }

    #[test]
    fn an_item_leaves_the_enumerations_that_name_others_too() {
        let mut draft = crate::template::find("managed-it-support").unwrap().example().clone();
        let of = |draft: &Draft| -> Vec<String> {
            draft
                .agreement
                .metrics
                .iter()
                .map(|m| m.priorities.iter().collect::<Vec<_>>().join(","))
                .collect()
        };
        assert!(of(&draft).iter().any(|named| named == "p1,p2"), "{:?}", of(&draft));
        let before = of(&draft);
        let (edits, _) = removal(&draft, &"priorities.p2".into(), Priority::SPEC);
        edits.iter().for_each(|edit| assert_eq!(edit.apply(&mut draft), Ok(true), "{edit:?}"));
        for (was, now) in before.iter().zip(of(&draft)) {
            match was.as_str() {
                "p2" => assert_eq!(now, "p2", "to be decided by the drafter"),
                other => assert_eq!(now, other.replace(",p2", "").replace("p2,", "")),
            }
        }
    }
}
