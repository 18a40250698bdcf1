//! Taking an item away: what goes with it, and what is said about it.

use crate::agreement::queries::role_of;
use crate::draft::{Draft, Edit};
use crate::value::{FieldPath, RecordSpec, capitalised};

/// The edits that take an item away, itself first, and what to say once it is gone.
pub fn removal(draft: &Draft, item: &FieldPath, record: &RecordSpec) -> (Vec<Edit>, String) {
    let list = item.parent().unwrap_or_default();
    let own = Edit::Remove { list, id: item.last().to_owned() };
    let mut edits = vec![own];
    let mut along = Vec::new();
    if let ["metrics", id] = item.segments().collect::<Vec<_>>().as_slice() {
        let agreement = &draft.agreement;
        let schedules = agreement.credits.schedules.iter();
        let schedules = schedules.filter(|s| s.metric.as_str() == *id).map(|s| s.id.to_string());
        let bonuses = agreement.bonuses.iter().filter(|b| b.metric.as_str() == *id).map(|b| b.id.to_string());
        for (list, one, ids) in [
            ("credits.schedules", "its credit schedule", schedules.collect::<Vec<_>>()),
            ("bonuses", "its bonus", bonuses.collect()),
        ] {
            if !ids.is_empty() {
                along.push(one);
            }
            edits.extend(ids.into_iter().map(|id| Edit::Remove { list: list.into(), id }));
        }
    }
    let node = draft.node(item);
    let name = node.and_then(|node| draft.agreement.name_of(node).or_else(|| role_of(node)));
    let what = name.map_or_else(|| words::the(record.noun), |name| words::named(&name));
    (edits, words::removed(&what, &along))
}

/// What stands for a name: the thing itself where it has none to give, such as a tier.
pub fn nameless(record: &RecordSpec) -> String {
    if record.field("name").is_some() {
        return words::unnamed(record.noun);
    }
    capitalised(record.noun)
}

mod words {
    pub fn the(noun: &str) -> String {
        format!("the {noun}")
    }

    pub fn named(name: &str) -> String {
        format!("“{name}”")
    }

    pub fn unnamed(noun: &str) -> String {
        format!("Unnamed {noun}")
    }

    /// "Removed “Network availability” with its credit schedule and its bonus."
    pub fn removed(what: &str, along: &[&str]) -> String {
        match along {
            [] => format!("Removed {what}."),
            parts => format!("Removed {what} with {}.", parts.join(" and ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Metric;
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
}
