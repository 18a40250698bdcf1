//! What stands at a path: found by walking the descriptions along the draft.

use crate::agreement::Agreement;
use crate::draft::Draft;
use crate::value::{FieldPath, FieldSpec, Record, RecordSpec, Shape};

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A field of a record: a value, a group or a list.
    Field(&'static FieldSpec),
    /// An item of a list of such records.
    Item(&'static RecordSpec),
}

/// What stands at `path`, whether or not the items it names exist.
pub fn place(path: &FieldPath) -> Option<Place> {
    let mut segments = path.segments();
    let first = segments.next()?;
    let mut here = Agreement::SPEC.field(first).or_else(|| Draft::SPEC.field(first)).map(Place::Field)?;
    for segment in segments {
        here = match here {
            Place::Item(record) => Place::Field(record.field(segment)?),
            Place::Field(field) => match field.shape() {
                Shape::Record(record) => Place::Field(record.field(segment)?),
                Shape::List(record) => Place::Item(record),
                Shape::Leaf(_) => return None,
            },
        };
    }
    Some(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_a_path_has_a_description() {
        let label = |path: &str| match place(&path.into()) {
            Some(Place::Field(f)) => f.label.to_owned(),
            Some(Place::Item(r)) => format!("one {}", r.noun),
            None => String::new(),
        };
        assert_eq!(label("parties"), "Parties");
        assert_eq!(label("parties.any"), "one party");
        assert_eq!(label("parties.any.contacts.desk.email"), "E-mail");
        assert_eq!(label("credits.chronic.count"), "Missed windows");
        assert_eq!(label("extra_clauses.a.text"), "Text");
        assert_eq!(label("parties.any.nothing"), "");
        assert_eq!(label("title.x"), "");
    }
}
