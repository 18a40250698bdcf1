//! On which parts of the agreement a placeholder rests.

use super::{COMPUTED, PARTY_ROOTS};
use crate::agreement::{Agreement, Party};
use crate::value::{Record, RecordSpec, Shape};

/// The fields of the agreement, by name, from which [`super::Facts::find`] and what it prints follow for this path: while
/// they stay as they are, so does what is printed. `None` where it may be anything in the draft.
pub fn parts(path: &str) -> Option<Vec<&'static str>> {
    if let Some(computed) = COMPUTED.iter().find(|c| c.path == path) {
        return computed.parts.map(<[_]>::to_vec);
    }
    let (root, rest) = path.split_once('.').unwrap_or((path, ""));
    if PARTY_ROOTS.iter().any(|(name, _)| *name == root) {
        return Some(with_referred("parties", Party::SPEC, rest));
    }
    if root == "answers" {
        // An answer may be a party, and is then printed as that party's name.
        return Some(vec!["answers", "parties"]);
    }
    let part = Agreement::SPEC.field(root)?;
    Some(match part.shape() {
        Shape::Leaf(_) => vec![part.name],
        Shape::Record(spec) => with_referred(part.name, spec, rest),
        Shape::List(spec) => {
            with_referred(part.name, spec, rest.split_once('.').map_or("", |(_, field)| field))
        }
    })
}

/// The part, and the list to which the field at the end of the way leads.
fn with_referred(part: &'static str, record: &'static RecordSpec, path: &str) -> Vec<&'static str> {
    let mut out = vec![part];
    let mut shape = Shape::Record(record);
    for segment in path.split('.') {
        match shape {
            Shape::Leaf(_) => break,
            Shape::List(record) => shape = Shape::Record(record),
            Shape::Record(record) => {
                let Some(field) = record.field(segment) else { break };
                out.extend(field.refers);
                shape = field.shape();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_rests_on_its_part_and_on_what_it_refers_to() {
        for (path, rests_on) in [
            ("title", &["title"][..]),
            ("customer.short_name", &["parties"]),
            ("parties.north.contacts.desk.email", &["parties"]),
            ("term.end", &["term"]),
            ("term.effective", &["term"]),
            ("answers.lead", &["answers", "parties"]),
            ("metrics.uptime.hours", &["metrics", "calendars"]),
            ("credits.chronic.metrics", &["credits", "metrics"]),
            ("credits.schedules.s1.metric", &["credits", "metrics"]),
        ] {
            assert_eq!(parts(path).as_deref(), Some(rests_on), "{path}");
        }
        assert_eq!(
            parts("document.date"),
            None,
            "a draft without a first day is dated by the day it was made"
        );
        assert_eq!(parts("nothing.of.it"), None);
    }

    #[test]
    fn every_part_that_is_named_exists() {
        let named = COMPUTED.iter().filter_map(|c| c.parts).flatten();
        for part in named.chain(&["answers", "parties"]) {
            assert!(Agreement::SPEC.field(part).is_some(), "{part}");
        }
    }
}
