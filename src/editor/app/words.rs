//! Words that several parts of the window use.

use crate::session::Mended;
use std::path::Path;

pub const NO_DRAFT: &str = "Open or begin a draft first.";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const NOTHING_TO_REDO: &str = "There is nothing to do again.";
pub const ONE_DRAFT: &str = "Only one draft is open.";
pub const NO_PROBLEM: &str = "Go to a problem first: F8 leads to the next one.";
pub const NOT_EXPORTED: &str = "This draft was not exported yet.";
pub const NO_EXPORT: &str = "No export is being made.";
pub const EXPORT_RUNS: &str = "An export is being made already. Wait for it, or cancel it.";
pub const EXPORT_CANCELLED: &str = "The export was cancelled; no file was written.";
pub const EXPORT_FAILED: &str = "The export was not made";
pub const ERRORS_SINCE: &str =
    "Since the last export, errors have come up that stand in the way of a final one.";
pub const WITHOUT_SOURCE: &str = "The export does not carry the draft for editing: a newer Clausewright saved it, and this \
     version knows only a part of it.";
pub const NO_CLAUSE: &str = "Go to a clause first: click it on the page, or edit its text.";
pub const COPIED_NOTHING: &str = "Nothing was copied: this is not printed at present.";
pub const NO_FIX: &str = "This problem has no ready fix; what it says below tells what to do.";
pub const NO_PROBLEMS: &str = "There are no problems.";
pub const ALL_HIDDEN: &str = "The filter of the problems panel hides those that are left.";

/// "Making the PDF document… 3 s"
pub fn exporting(what: &str, seconds: u64) -> String {
    format!("Making the {what}… {seconds} s")
}

/// What became of an export; `other_names`: how many hard links keep what was there before.
pub fn exported(path: &Path, other_names: u64) -> String {
    let mut text = format!("Exported to {}", path.display());
    if other_names > 0 {
        text.push_str(". The file had other names (hard links); they keep the earlier export.");
    }
    text
}

pub fn not_opened(path: &Path, cause: &str) -> String {
    format!(
        "{} could not be opened: {cause}. It is where it was written; open it from there.",
        path.display()
    )
}

/// "Copied “Services” as Markdown."
pub fn copied(what: &str) -> String {
    format!("Copied “{what}” as Markdown.")
}

pub fn done(what: &str) -> String {
    format!("Done: {what}")
}

pub fn no_longer(error: &str) -> String {
    format!("This can no longer be done: {error}")
}

/// The step of undo that mends all of a kind.
pub fn fix_all_step(title: &str) -> String {
    format!("Fix all: {title}")
}

/// What mending all of a kind came to.
pub fn mended(title: &str, mended: Mended) -> String {
    let problems = |n: usize| if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") };
    match mended {
        Mended { gone: 0, .. } => format!("Nothing could be mended by itself: {title}."),
        Mended { gone, left: 0 } => format!("Mended {}: {title}. Undo takes that back.", problems(gone)),
        Mended { gone, left } => {
            format!("Mended {}: {title}; {left} of the kind need you. Undo takes that back.", problems(gone))
        }
    }
}
pub const MOTION_OFF: &str = "Nothing scrolls by itself any more: places are shown at once.";
pub const MOTION_ON: &str = "Long ways are scrolled again, so that you see where you go.";

/// "● hosting.ron – Clausewright".
pub fn window_title(file: Option<&Path>, title: &str, dirty: bool) -> String {
    let name =
        file.and_then(Path::file_name).map_or_else(|| title.to_owned(), |n| n.to_string_lossy().into_owned());
    let mark = if dirty { "● " } else { "" };
    format!("{mark}{name} – Clausewright")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mending_says_how_many_and_what_is_left() {
        assert!(mended("Repeated word", Mended { gone: 3, left: 0 }).starts_with("Mended 3 problems: "));
        assert!(mended("Repeated word", Mended { gone: 1, left: 2 }).contains("2 of the kind need you"));
        assert!(mended("Repeated word", Mended { gone: 0, left: 2 }).starts_with("Nothing could"));
    }

    #[test]
    fn the_title_names_the_file_and_marks_unsaved_changes() {
        assert_eq!(window_title(Some(Path::new("/a/b.ron")), "B", true), "● b.ron – Clausewright");
        assert_eq!(window_title(None, "New draft", false), "New draft – Clausewright");
    }
}
