//! What the history of a file says.

use super::state::Then;
use crate::store::history::{Entry, Kept};

pub const TITLE: &str = "Earlier saves";
pub const BACK: &str = "Back to the form";
pub const WAITING: &str = "Looking for earlier saves…";
pub const NOWHERE: &str = "Earlier saves are not kept, because the system names no folder for this user’s programs. Save \
     under another name to keep a state.";
pub const EMPTY: &str = "No earlier saves yet.";
pub const EMPTY_HELP: &str = "From now on each save keeps a copy here. Then you can see what you changed, open an earlier \
     state beside the present one, or bring it back.";
pub const ONLY_OTHERS: &str = "This file has no earlier saves yet, but other files of this draft have. Tick the box above \
     to see them.";
pub const OTHERS_TIP: &str = "Copies that were made of the file and went their own way";
pub const CHOOSE: &str = "Choose a save to see what has changed since then.";
pub const COMPARING: &str = "Comparing…";
pub const RESTORE: &str = "Restore";
pub const RESTORE_TIP: &str = "Bring this state back into the open draft. It is one step that can be undone.";
pub const OTHER_FORM: &str =
    "It follows another form of agreement than the open draft. Open it as a copy instead.";
pub const READ_ONLY: &str = "The open draft can only be read. Open the earlier save as a copy instead.";
pub const SAME: &str = "The draft is the same now.";
pub const NOT_READ: &str = "It is still being read.";
pub const COMPARE: &str = "Compare";
pub const COMPARE_TIP: &str = "What has changed since, what it means, and single changes taken back.";
pub const COPY: &str = "Open as a copy";
pub const COPY_TIP: &str = "A new draft in a tab of its own, not saved yet; the open draft stays as it is.";
pub const BROKEN: &str =
    "Reading it stopped because of a fault in Clausewright. Choose another one, or start Clausewright anew.";

pub fn unreadable(reason: &str) -> String {
    format!("Earlier saves cannot be shown. {reason} Your draft itself is not affected.")
}

pub fn not_a_draft(error: &str) -> String {
    format!("What was saved then does not read as a draft. {error}")
}

pub fn others(count: usize) -> String {
    format!("Also saves of other files of this draft ({count})")
}

/// As the heading of a save: "Today, 14:05 (3 minutes ago)".
pub fn moment(time: &str, ago: &str) -> String {
    format!("{time} ({ago})")
}

pub fn differs(then: &Then) -> String {
    match then.changes.len() {
        0 => "Nothing differs from the draft as it is now.".to_owned(),
        1 => "Compared with now, one thing has changed:".to_owned(),
        n => format!("Compared with now, {n} things have changed:"),
    }
}

pub fn and_more(names: &str, count: usize) -> String {
    format!("{names} and {count} more")
}

/// Why a save is there that names no changes.
pub fn kind(entry: &Entry) -> &'static str {
    match entry.kind {
        Kept::Saved if entry.base.is_none() => "First save",
        Kept::Saved => "Saved without a change to a field",
        Kept::Opened => "As the file was before it was saved here",
        Kept::Overwritten => "What stood in the file before it was overwritten",
        Kept::Discarded => "Unsaved changes, given up for the file",
        Kept::Original => "As an older version of Clausewright saved it",
    }
}
