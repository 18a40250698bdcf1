//! What differs between two revisions of an agreement.

use super::Agreement;
use crate::value::{Record, id_of};

/// One difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field of the agreement, for example "metrics".
    pub part: &'static str,
    /// The field of one item, where the part is a list with the same items as before; `None` where anything in the part
    /// may differ.
    pub spot: Option<Spot>,
}

/// A field of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The position of the item, from 0.
    pub item: usize,
    pub field: &'static str,
}

/// All differences; none where the agreements are equal. Only the lists that are long, and whose texts are typed one by
/// one, are told apart by their items.
pub fn changes(before: &Agreement, now: &Agreement) -> Vec<Change> {
    let mut out = Vec::new();
    for part in before.differences(now) {
        match part {
            "parties" => items(part, &before.parties, &now.parties, &mut out),
            "services" => items(part, &before.services, &now.services, &mut out),
            "definitions" => items(part, &before.definitions, &now.definitions, &mut out),
            "responsibilities" => items(part, &before.responsibilities, &now.responsibilities, &mut out),
            "metrics" => items(part, &before.metrics, &now.metrics, &mut out),
            _ => out.push(Change { part, spot: None }),
        }
    }
    out
}

fn items<T: Record>(part: &'static str, before: &[T], now: &[T], out: &mut Vec<Change>) {
    let same_items = before.len() == now.len() && before.iter().zip(now).all(|(a, b)| id_of(a) == id_of(b));
    if !same_items {
        out.push(Change { part, spot: None });
        return;
    }
    for (item, (a, b)) in before.iter().zip(now).enumerate() {
        let fields = a.differences(b).into_iter();
        out.extend(fields.map(|field| Change { part, spot: Some(Spot { item, field }) }));
    }
}

/// What of an agreement something is made from: it stays as it was as long as no change touches what it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// The whole part.
    All(&'static str),
    /// The part but for these fields of its items.
    But(&'static str, &'static [&'static str]),
}

impl Read {
    pub fn part(self) -> &'static str {
        match self {
            Self::All(part) | Self::But(part, _) => part,
        }
    }

    pub fn is_touched_by(self, change: &Change) -> bool {
        let passed_over = match (self, change.spot) {
            (Self::But(_, fields), Some(spot)) => fields.contains(&spot.field),
            _ => false,
        };
        self.part() == change.part && !passed_over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Metric, Party};

    fn metric(id: &str) -> Metric {
        Metric { id: id.parse().unwrap(), ..Metric::default() }
    }

    fn agreement() -> Agreement {
        Agreement { metrics: vec![metric("a"), metric("b")], ..Agreement::default() }
    }

    #[test]
    fn equal_agreements_have_no_changes() {
        assert_eq!(changes(&agreement(), &agreement()), []);
    }

    #[test]
    fn a_change_names_part_item_and_field() {
        let mut now = agreement();
        now.title = "Hosting".parse().unwrap();
        now.metrics[1].purpose = "Why".parse().unwrap();
        let spot = Some(Spot { item: 1, field: "purpose" });
        let found = changes(&agreement(), &now);
        assert_eq!(found, [Change { part: "title", spot: None }, Change { part: "metrics", spot }]);
        let touched = |read: Read| found.iter().any(|c| read.is_touched_by(c));
        assert!(touched(Read::All("metrics")) && touched(Read::But("metrics", &["owner"])));
        assert!(!touched(Read::But("metrics", &["purpose"])) && !touched(Read::All("parties")));
    }

    #[test]
    fn other_items_or_another_order_are_a_change_of_the_whole_list() {
        let whole = [Change { part: "metrics", spot: None }];
        let mut now = agreement();
        now.metrics.swap(0, 1);
        assert_eq!(changes(&agreement(), &now), whole);
        now.metrics.pop();
        assert_eq!(changes(&agreement(), &now), whole);
        assert!(Read::But("metrics", &["purpose"]).is_touched_by(&whole[0]));
        let parties = Agreement { parties: vec![Party::default()], ..agreement() };
        assert_eq!(changes(&agreement(), &parties), [Change { part: "parties", spot: None }]);
    }
}
