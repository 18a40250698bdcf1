//! Whether the draft still fits into a file: cheap at each edit, exact where it matters.

use crate::draft::{Draft, Edit, file_size};
use crate::value::{Exceeded, Limit};

/// More bytes than a character of a text takes in the file, for each of its bytes in memory.
const ESCAPED: usize = 4;
/// More bytes than a line of its own takes for an entry of a list that is typed as one text.
const LINE: usize = 64;
/// More than an edit adds besides its text: names, brackets and indents of the records around it.
const AROUND: usize = 2_048;

/// How large the file of a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// Bytes; exact when it is near the limit, else perhaps too many.
    at_most: usize,
}

impl Room {
    pub fn of(draft: &Draft) -> Self {
        Self { at_most: file_size(draft) }
    }

    /// The room after these edits, which led to `next`. A draft that is too large may still shrink.
    pub fn after(self, edits: &[Edit], next: &Draft) -> Result<Self, Exceeded> {
        let added = edits.iter().try_fold(0usize, |sum, edit| sum.checked_add(added(edit)?));
        match added.map(|added| self.at_most.saturating_add(added)) {
            Some(at_most) if !Limit::File.is_near(at_most) => Ok(Self { at_most }),
            _ => {
                let exact = Self::of(next);
                match Limit::File.check(exact.at_most) {
                    Err(exceeded) if exact.at_most > self.at_most => Err(exceeded),
                    _ => Ok(exact),
                }
            }
        }
    }

    pub fn remark(self) -> Option<String> {
        Limit::File.remark(self.at_most)
    }
}

/// The most bytes an edit can add; `None` where only the draft can tell.
fn added(edit: &Edit) -> Option<usize> {
    match edit {
        Edit::Set { text, .. } => {
            let entries = text.bytes().filter(|b| matches!(b, b'\n' | b',')).count();
            Some(text.len() * ESCAPED + entries * LINE + AROUND)
        }
        Edit::Insert { .. } => Some(AROUND),
        Edit::Remove { .. } | Edit::Move { .. } => Some(0),
        Edit::Duplicate { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use crate::template::find;

    fn set(path: &str, text: String) -> Vec<Edit> {
        vec![Edit::set(path, text)]
    }

    #[test]
    fn the_estimate_is_never_too_small() {
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.start().clone(), form.clone());
        for n in 0..40 {
            let note = format!("n{n}");
            let text = ["\u{301}", "\"", "a", "日", "\u{10fffd}", "\n"][n % 6].repeat(500);
            let edits = [
                Edit::Insert { list: "notes".into(), at: 0, id: note.clone() },
                Edit::set(format!("notes.{note}.text").as_str(), text),
                Edit::set("term.notice", format!("{n} nonsense")),
                Edit::set("security.data_locations", format!("x{}", "\n".repeat(n * 50))),
                Edit::set("metrics.network-availability.exclusions", "a,".repeat(n * 50)),
            ];
            session.apply(&edits, "Note", None).unwrap();
            assert!(session.room.at_most >= file_size(session.draft()));
        }
        let copy = Edit::Duplicate { list: "notes".into(), id: "n0".into(), copy: "copy".into() };
        session.apply(&[copy], "Copy", None).unwrap();
        assert_eq!(session.room, Room::of(session.draft()), "measured anew");
        while session.undo().is_some() {}
        assert_eq!(session.room, Room::of(session.draft()));
    }

    #[test]
    fn a_draft_fills_up_with_a_word_before_and_a_reason_at_the_end() {
        let form = find("cloud-hosting").unwrap();
        let mut session = Session::new(form.start().clone(), form.clone());
        let mut refused = None;
        let mut said = Vec::new();
        for n in 0..40 {
            let id = format!("n{n}");
            let edits = [
                Edit::Insert { list: "notes".into(), at: 0, id: id.clone() },
                Edit::set(format!("notes.{id}.text").as_str(), "x".repeat(255 * 1024)),
            ];
            let before = session.snapshot();
            if let Err(error) = session.apply(&edits, "Note", None) {
                assert!(*session.snapshot() == *before);
                refused = Some(error.to_string());
                break;
            }
            said.push(session.fullness());
        }
        let refused = refused.unwrap();
        assert!(refused.contains("the most is 8 MiB: shorten the longest texts"), "{refused}");
        let first = said.iter().position(Option::is_some).unwrap();
        assert!((25..31).contains(&first) && said.iter().skip(first).all(Option::is_some), "{said:?}");
        assert!(said[first].as_ref().unwrap().starts_with("7.3 MiB of 8 MiB"), "{said:?}");
        // What is full can be emptied.
        session.apply(&set("notes.n3.text", "short".into()), "Edit", None).unwrap();
        session.apply(&[Edit::Remove { list: "notes".into(), id: "n4".into() }], "Edit", None).unwrap();
        for n in 5..9 {
            session.apply(&set(&format!("notes.n{n}.text"), String::new()), "Edit", None).unwrap();
        }
        assert_eq!(session.fullness(), None);
    }
}
