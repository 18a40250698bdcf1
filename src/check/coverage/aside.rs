//! Parts that a draft says do not apply.

use super::parts::{PARTS, Part};
use crate::draft::{Draft, Edit};
use crate::value::FieldPath;

/// The list of a draft that holds the marks; each is named as its part.
const LIST: &str = "not_applicable";

/// A part that does not apply, for a report.
#[derive(Clone, Debug)]
pub struct SetAside {
    pub part: &'static Part,
    pub reason: String,
}

impl SetAside {
    /// The parts of a draft that do not apply; a mark without a reason does not count.
    pub fn all(draft: &Draft) -> Vec<Self> {
        let of = |part: &'static Part| {
            reason_for(draft, part.id).map(|reason| Self { part, reason: reason.to_owned() })
        };
        PARTS.iter().filter_map(of).collect()
    }
}

/// The edits that mark a part as not applicable, or give another reason for it.
pub fn set_aside(draft: &Draft, part: &str, reason: &str) -> Vec<Edit> {
    let set = Edit::set(FieldPath::new(LIST).join(part).join("reason"), reason);
    let marked = draft.not_applicable.iter().any(|m| m.id.as_str() == part);
    let insert = Edit::Insert { list: LIST.into(), at: usize::MAX, id: part.to_owned() };
    if marked { vec![set] } else { vec![insert, set] }
}

/// The edits that take such a mark back.
pub fn apply_again(draft: &Draft, part: &str) -> Vec<Edit> {
    let marks = draft.not_applicable.iter().filter(|m| m.id.as_str() == part);
    marks.map(|m| Edit::Remove { list: LIST.into(), id: m.id.to_string() }).collect()
}

pub(super) fn part(id: &str) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.id == id)
}

/// The name of a part.
pub fn part_name(id: &str) -> Option<&'static str> {
    part(id).map(|part| part.name)
}

/// Why a part does not apply; `None` if it does, or if no reason is given.
pub(in crate::check) fn reason_for<'d>(draft: &'d Draft, part: &str) -> Option<&'d str> {
    let mark = draft.not_applicable.iter().find(|m| m.id.as_str() == part)?;
    let reason = mark.reason.trim();
    (!reason.is_empty()).then_some(reason)
}

/// The part that a field belongs to: of all roots above it the closest decides.
pub fn owner(path: &FieldPath) -> Option<&'static Part> {
    let roots = PARTS.iter().flat_map(|part| part.roots.iter().map(move |root| (part, *root)));
    let above = roots.filter_map(|(part, root)| Some((depth(root, path)?, part)));
    above.max_by_key(|(depth, _)| *depth).map(|(_, part)| part)
}

/// The number of segments of `root`, if the path is there or below it.
fn depth(root: &str, path: &FieldPath) -> Option<usize> {
    let mut segments = path.segments();
    let fits = |wanted: &str| segments.next().is_some_and(|found| wanted == "*" || wanted == found);
    root.split('.').all(fits).then(|| root.split('.').count())
}

/// Why it is accepted that something at this path is missing: its part does not apply.
pub(in crate::check) fn why(draft: &Draft, path: &FieldPath) -> Option<String> {
    if draft.not_applicable.is_empty() {
        return None;
    }
    let part = owner(path)?;
    let reason = reason_for(draft, part.id)?;
    Some(format!("the part “{}” does not apply: {reason}", part.name))
}
