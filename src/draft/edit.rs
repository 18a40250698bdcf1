//! Changes to a draft, as data: what forms, fixes, the command line and undo all speak.

use super::Draft;
use super::model::PendingInput;
use crate::value::{Exceeded, FieldPath, Id, Leaf, LeafKind, Limit, Prose, Shape, Text, ValueError};

/// One change. Items are named by id, so an edit means the same after the list was reordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Writes a single value. Text that is not such a value is kept as pending input, and the field is cleared, so that
    /// neither the typing nor the truth is lost.
    Set {
        path: FieldPath,
        text: String,
    },
    /// Adds a blank item before position `at`.
    Insert {
        list: FieldPath,
        at: usize,
        id: String,
    },
    /// Adds a copy behind the original.
    Duplicate {
        list: FieldPath,
        id: String,
        copy: String,
    },
    Remove {
        list: FieldPath,
        id: String,
    },
    /// Moves an item to a position.
    Move {
        list: FieldPath,
        id: String,
        to: usize,
    },
}

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("This draft can only be read here; the bar above the form says why, and what you can do")]
    ReadOnly,
    #[error("There is no field “{0}”")]
    NoSuchField(FieldPath),
    #[error("“{0}” is not a list")]
    NotAList(FieldPath),
    #[error("“{0}” is a group of fields; name one field inside it")]
    NotAValue(FieldPath),
    #[error(
        "“{0}” names the thing; references, findings and undo rest on it, so it cannot be set. Add an item with LIST+=ID"
    )]
    NamesTheThing(FieldPath),
    #[error("{path}: {source}")]
    Value { path: FieldPath, source: ValueError },
    /// The draft would hold more than it may.
    #[error("{exceeded}")]
    TooMuch { path: FieldPath, exceeded: Exceeded },
    #[error("“{list}” has no item “{id}”")]
    NoSuchItem { list: FieldPath, id: String },
    #[error("“{list}” cannot hold an item named “{id}”: the id is taken or not made of a-z, 0-9 and hyphens")]
    BadId { list: FieldPath, id: String },
}

impl Edit {
    pub fn set(path: impl Into<FieldPath>, text: impl Into<String>) -> Self {
        Self::Set { path: path.into(), text: text.into() }
    }

    /// Where the change happens.
    pub fn path(&self) -> FieldPath {
        match self {
            Self::Set { path, .. } => path.clone(),
            Self::Insert { list, id, .. }
            | Self::Duplicate { list, id, .. }
            | Self::Remove { list, id }
            | Self::Move { list, id, .. } => list.join(id),
        }
    }

    /// Makes the change; true if the draft is different afterwards.
    ///
    /// # Errors
    /// When the path leads nowhere or the ids do not fit; the draft is then unchanged. A `Set` with a text that is not
    /// a value is no error: the text becomes pending input. Use [`Edit::apply_strict`] to refuse it instead.
    pub fn apply(&self, draft: &mut Draft) -> Result<bool, EditError> {
        match self.apply_strict(draft) {
            Err(EditError::Value { path, .. }) => {
                let Self::Set { text, .. } = self else { return Err(EditError::NotAValue(path)) };
                keep_pending(draft, &path, text)
            }
            other => other,
        }
    }

    /// As [`Edit::apply`], but a text that is not a value is an error.
    ///
    /// # Errors
    /// As [`Edit::apply`], and [`EditError::Value`].
    pub fn apply_strict(&self, draft: &mut Draft) -> Result<bool, EditError> {
        match self {
            Self::Set { path, text } => {
                if path.last() == "id" && names_an_item(draft, path) {
                    return Err(EditError::NamesTheThing(path.clone()));
                }
                let too_long = |exceeded| EditError::TooMuch { path: path.clone(), exceeded };
                let node = draft.node_mut(path).ok_or_else(|| EditError::NoSuchField(path.clone()))?;
                Limit::Text.check(text.len()).map_err(too_long)?;
                let Shape::Leaf(_) = node.shape() else { return Err(EditError::NotAValue(path.clone())) };
                let before = node.text();
                node.set_text(text).map_err(|source| EditError::Value { path: path.clone(), source })?;
                let changed = node.text() != before;
                Ok(drop_pending(draft, path) || changed)
            }
            Self::Insert { list, at, id } => {
                room_for_one(draft, list)?;
                let node = list_mut(draft, list)?;
                node.insert(*at, id).then_some(true).ok_or_else(|| bad_id(list, id))
            }
            Self::Duplicate { list, id, copy } => {
                room_for_one(draft, list)?;
                let node = list_mut(draft, list)?;
                if node.item(id).is_none() {
                    return Err(EditError::NoSuchItem { list: list.clone(), id: id.clone() });
                }
                node.duplicate(id, copy).then_some(true).ok_or_else(|| bad_id(list, copy))
            }
            Self::Remove { list, id } => {
                let removed = list_mut(draft, list)?.remove(id);
                if !removed {
                    return Err(EditError::NoSuchItem { list: list.clone(), id: id.clone() });
                }
                let gone = list.join(id);
                draft.pending.retain(|p| !FieldPath::new(p.path.as_str()).is_within(&gone));
                Ok(true)
            }
            Self::Move { list, id, to } => {
                let node = list_mut(draft, list)?;
                if node.item(id).is_none() {
                    return Err(EditError::NoSuchItem { list: list.clone(), id: id.clone() });
                }
                Ok(node.move_to(id, *to))
            }
        }
    }
}

/// Whether the field is the id of an item of a list.
fn names_an_item(draft: &Draft, path: &FieldPath) -> bool {
    let list = path.parent().and_then(|item| item.parent());
    list.and_then(|list| draft.node(&list)).is_some_and(|node| node.as_list().is_some())
}

fn bad_id(list: &FieldPath, id: &str) -> EditError {
    EditError::BadId { list: list.clone(), id: id.to_owned() }
}

fn list_mut<'a>(
    draft: &'a mut Draft,
    list: &FieldPath,
) -> Result<&'a mut dyn crate::value::ListNode, EditError> {
    let node = draft.node_mut(list).ok_or_else(|| EditError::NoSuchField(list.clone()))?;
    node.as_list_mut().ok_or_else(|| EditError::NotAList(list.clone()))
}

/// How many items count towards the limit of a list.
pub fn taken(draft: &Draft, list: &FieldPath) -> usize {
    match Limit::of_list(list.as_str()) {
        Limit::Clauses => draft.clauses.len() + draft.extra_clauses.len(),
        _ => draft.node(list).and_then(|node| node.as_list()).map_or(0, |list| list.len()),
    }
}

fn room_for_one(draft: &Draft, list: &FieldPath) -> Result<(), EditError> {
    let limit = Limit::of_list(list.as_str());
    let would = taken(draft, list) + 1;
    limit.check(would).map_err(|exceeded| EditError::TooMuch { path: list.clone(), exceeded })
}

fn drop_pending(draft: &mut Draft, path: &FieldPath) -> bool {
    let before = draft.pending.len();
    draft.pending.retain(|p| p.path.as_str() != path.as_str());
    draft.pending.len() != before
}

/// Keeps what was typed and clears the field: a wrong entry must not leave an old number standing.
fn keep_pending(draft: &mut Draft, path: &FieldPath, text: &str) -> Result<bool, EditError> {
    let unpaired = |source| EditError::Value { path: path.clone(), source };
    let typed: Prose = text.parse().map_err(unpaired)?;
    if draft.pending_at(path) == Some(text) {
        return Ok(false);
    }
    if draft.pending_at(path).is_none() {
        room_for_one(draft, &FieldPath::new("pending"))?;
    }
    if let Some(node) = draft.node_mut(path) {
        let clearable =
            !matches!(node.shape(), Shape::Leaf(LeafKind::Text | LeafKind::Prose | LeafKind::Lines));
        if clearable && node.set_text("").is_err() {
            // A field that cannot be empty keeps its value; the pending entry still blocks a final export.
            debug_assert!(!node.is_blank());
        }
    }
    drop_pending(draft, path);
    let taken: Vec<String> = draft.pending.iter().map(|p| p.id.to_string()).collect();
    let entry = PendingInput {
        id: Id::unique("typed", &taken),
        path: <Text as Leaf>::parse(path.as_str()).map_err(unpaired)?,
        text: typed,
    };
    draft.pending.push(entry);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        let mut draft = Draft::default();
        let insert = Edit::Insert { list: "metrics".into(), at: 0, id: "uptime".into() };
        assert_eq!(insert.apply(&mut draft), Ok(true));
        draft
    }

    #[test]
    fn the_same_value_again_is_no_change() {
        let mut draft = draft();
        let set = Edit::set("metrics.uptime.target", "99.9");
        assert_eq!(set.apply(&mut draft), Ok(true));
        assert_eq!(set.apply(&mut draft), Ok(false));
        assert_eq!(Edit::set("metrics.uptime.target", "99.90").apply(&mut draft), Ok(false));
    }

    #[test]
    fn what_is_not_a_value_is_kept_and_the_old_number_does_not_stand() {
        let mut draft = draft();
        Edit::set("metrics.uptime.target", "99.9").apply(&mut draft).unwrap();
        let typo = Edit::set("metrics.uptime.target", "99,95");
        assert!(typo.apply_strict(&mut draft).is_err());
        assert_eq!(draft.text(&"metrics.uptime.target".into()), "99.9");
        assert_eq!(typo.apply(&mut draft), Ok(true));
        assert_eq!(draft.text(&"metrics.uptime.target".into()), "");
        assert_eq!(draft.pending_at(&"metrics.uptime.target".into()), Some("99,95"));
        assert_eq!(typo.apply(&mut draft), Ok(false));
        Edit::set("metrics.uptime.target", "99.95").apply(&mut draft).unwrap();
        assert_eq!(draft.pending_at(&"metrics.uptime.target".into()), None);
        typo.apply(&mut draft).unwrap();
        Edit::Remove { list: "metrics".into(), id: "uptime".into() }.apply(&mut draft).unwrap();
        assert!(draft.pending.is_empty());
    }

    fn too_much(result: Result<bool, EditError>, draft: &Draft, before: &Draft) -> String {
        assert!(*draft == *before, "what is refused changes nothing");
        match result {
            Err(error @ EditError::TooMuch { .. }) => error.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_edit_beyond_a_limit_is_refused_with_the_way_out() {
        let mut full = Draft::default();
        for (list, most) in [
            ("parties", 64),
            ("metrics", 500),
            ("clauses", 2_000),
            ("extra_clauses", 3_000),
            ("notes", 5_000),
        ] {
            for n in 0..most {
                let insert = Edit::Insert { list: list.into(), at: n, id: format!("n{n}") };
                assert_eq!(insert.apply(&mut full), Ok(true), "{list} {n}");
            }
        }
        let before = full.clone();
        for (list, said) in [
            ("parties", "65 parties; the most is 64: name a group"),
            ("metrics", "501 metrics; the most is 500"),
            ("clauses", "5,001 clauses of your own; the most is 5,000"),
            ("extra_clauses", "5,001 clauses of your own"),
            ("notes", "5,001 entries; the most is 5,000"),
        ] {
            for edit in [
                Edit::Insert { list: list.into(), at: 0, id: "one-more".into() },
                Edit::Duplicate { list: list.into(), id: "n0".into(), copy: "one-more".into() },
            ] {
                let told = too_much(edit.apply(&mut full), &full, &before);
                assert!(told.contains(said), "{told}");
            }
        }
        assert_eq!(Edit::Remove { list: "parties".into(), id: "n7".into() }.apply(&mut full), Ok(true));
        assert_eq!(
            Edit::Insert { list: "parties".into(), at: 0, id: "new".into() }.apply(&mut full),
            Ok(true)
        );
    }

    #[test]
    fn a_text_beyond_its_limit_is_refused_in_every_kind_of_field() {
        let mut draft = draft();
        Edit::set("metrics.uptime.target", "99.9").apply(&mut draft).unwrap();
        let before = draft.clone();
        for path in
            ["title", "overview", "security.data_locations", "metrics.uptime.target", "parties", "currency"]
        {
            let long = Edit::set(path, "x".repeat(256 * 1024 + 1));
            let told = too_much(long.apply(&mut draft), &draft, &before);
            assert!(told.contains("257 KiB; the most is 256 KiB"), "{told}");
        }
        assert_eq!(Edit::set("overview", "x".repeat(256 * 1024)).apply(&mut draft), Ok(true));
        // What is no number is kept as typed, which is a text too.
        assert_eq!(Edit::set("metrics.uptime.target", "x".repeat(256 * 1024)).apply(&mut draft), Ok(true));
    }

    #[test]
    fn items_are_copied_moved_and_removed_by_id() {
        let mut draft = draft();
        let list = FieldPath::new("metrics");
        let ids = |d: &Draft| d.agreement.metrics.iter().map(|m| m.id.to_string()).collect::<Vec<_>>();
        let copy = Edit::Duplicate { list: list.clone(), id: "uptime".into(), copy: "latency".into() };
        copy.apply(&mut draft).unwrap();
        assert_eq!(ids(&draft), ["uptime", "latency"]);
        assert!(matches!(copy.apply(&mut draft), Err(EditError::BadId { .. })));
        for id in ["", " ", " uptime", "Up time"] {
            let insert = Edit::Insert { list: list.clone(), at: 0, id: id.into() };
            assert!(matches!(insert.apply(&mut draft), Err(EditError::BadId { .. })), "{id:?}");
        }
        let shift = Edit::Move { list: list.clone(), id: "latency".into(), to: 0 };
        assert_eq!(shift.apply(&mut draft), Ok(true));
        assert_eq!(shift.apply(&mut draft), Ok(false));
        Edit::Remove { list: list.clone(), id: "uptime".into() }.apply(&mut draft).unwrap();
        assert_eq!(ids(&draft), ["latency"]);
        assert!(matches!(Edit::set("metrics", "x").apply(&mut draft), Err(EditError::NotAValue(_))));
        assert!(matches!(
            Edit::set("metrics.latency.id", "x").apply(&mut draft),
            Err(EditError::NamesTheThing(_))
        ));
        assert!(matches!(Edit::set("no.such", "x").apply(&mut draft), Err(EditError::NoSuchField(_))));
    }
}
