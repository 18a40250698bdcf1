//! Words that several parts of the window use.

use crate::session::Mended;
use std::path::{Path, PathBuf};

pub const NO_DRAFT: &str = "Open or begin a draft first.";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const NOTHING_TO_REDO: &str = "There is nothing to do again.";
pub const ONE_DRAFT: &str = "Only one draft is open.";
pub const NO_PROBLEM: &str = "Go to a problem first: F8 leads to the next one.";
pub const NOT_EXPORTED: &str = "This draft was not exported yet.";
pub const NO_EXPORT: &str = "No export is being made.";
/// As the menu calls the step of undo.
pub const FINALIZE: &str = "Make the text final";
pub const EXPORT_RUNS: &str = "An export is being made already. Wait for it, or cancel it.";
pub const EXPORT_CANCELLED: &str = "The export was cancelled; no file was written.";
pub const EXPORT_FAILED: &str = "The export was not made";
pub const ERRORS_SINCE: &str =
    "Since the last export, errors have come up that stand in the way of a final one.";
pub const WITHOUT_SOURCE: &str = "The export does not carry the draft for editing: a newer Clausewright saved it, and this \
     version knows only a part of it.";
pub const NO_CLAUSE: &str = "Go to a clause first: click it on the page, or edit its text.";
pub const NOT_REWRITTEN: &str = "Go to a clause of the form that you wrote in your own words first; this one reads as the template has it.";
pub const NO_WANTED_CLAUSE: &str =
    "Go to a clause of the form first: click it on the page, or open the section's clauses.";
pub const NO_LEFT_OUT_CLAUSE: &str =
    "Go to a clause that is left out first, among the clauses of its section.";
pub const ALL_LEFT_OUT: &str = "Every clause of this section is left out already.";
pub const NOTHING_LEFT_OUT: &str = "No clause of this section is left out.";
pub const NO_DEFINITIONS: &str = "This form of agreement does not ask for definitions.";
pub const CLAUSES_FULL: &str =
    "Nothing was added: the draft holds as many clauses as it can. Delete one, or put two into one.";
pub const COPIED_NOTHING: &str = "Nothing was copied: this is not printed at present.";
pub const NO_FIX: &str = "This problem has no ready fix; what it says below tells what to do.";
pub const NO_PROBLEMS: &str = "There are no problems.";
pub const ALL_HIDDEN: &str = "The filter of the problems panel hides those that are left.";

pub const MOTION_OFF: &str = "Nothing scrolls by itself any more: places are shown at once.";
pub const MOTION_ON: &str = "Long ways are scrolled again, so that you see where you go.";
pub const OWN_DRAFT: &str = "This is a draft of its own now. It has no file until you save it.";
pub const LOST: &str = "What could not be read";
pub const NOT_SHOWN: &str = "What this version does not show";
pub const NOT_RELOADED: &str = "The draft cannot be reloaded";
pub const NOT_SAVED: &str = "The draft was not saved";
pub const NEWER: &str =
    "A newer Clausewright saved this draft; saving it here would lose what this version does not know.";
pub const IN_USE: &str =
    "This draft is open in another window. Edit a copy, or choose to edit it anyway, above the form.";
pub const BEFORE_NOT_KEPT: &str = "What stood in the file before was not kept among the earlier saves";
pub const GIVEN_UP_NOT_KEPT: &str = "What was given up was not kept among the earlier saves";
pub const ONLY_HISTORY: &str = "The draft itself is saved; only the list of earlier saves lacks this one";
pub const DIALOG_OPEN: &str = "A file dialog is open already; look for its window.";
pub const CLOSED_COMES_BACK: &str =
    "Closed without saving, it can be brought back from the start screen for 30 days.";
pub const CLOSING_LOSES: &str = "Closing without saving loses them.";
pub const NO_JOURNAL_FOLDER: &str = "there is no folder for it; set CLAUSEWRIGHT_HOME";
pub const DISCARDED: &str = "Discarded. For 30 days it can be brought back from this screen.";
pub const NOT_DISCARDED: &str = "The recovered draft was not discarded";
pub const SAME_ALREADY: &str = "The draft is the same already.";
pub const EARLIER_NOT_OPENED: &str = "The earlier save cannot be opened";

// Steps of undo.
pub const RESTORE_STEP: &str = "Restore earlier save";
pub const REOPEN_STEP: &str = "Reopen problem";

pub fn accept_step(count: usize) -> String {
    if count == 1 { "Accept problem".to_owned() } else { format!("Accept {count} problems") }
}

/// The step of undo that says whether a part applies.
pub fn part_step(part: &str, set_aside: bool) -> String {
    let what = if set_aside { "Mark as not applicable" } else { "Mark as applicable" };
    format!("{what}: {part}")
}

/// A state of a draft, as the title of a copy: "Hosting of today, 14:05".
pub fn state_of(draft: &str, when: &str) -> String {
    format!("{draft} of {when}")
}

/// A reason, and what is safe.
pub fn still_open(error: &str) -> String {
    format!("{error} Your draft is still open here, with all its changes.")
}

pub fn still_there(error: &str) -> String {
    format!("It is still there. {error}")
}

pub fn reloaded(path: &Path) -> String {
    format!("Reloaded {}. Undo brings your draft back.", path.display())
}

pub fn saved(path: &Path) -> String {
    format!("Saved {}", path.display())
}

pub fn settings_not_kept(error: &str) -> String {
    format!("The settings were not kept: {error}")
}

pub fn recent_not_kept(error: &str) -> String {
    format!("The list of recent drafts was not updated: {error}")
}

pub fn because(what: &str, cause: &str) -> String {
    format!("{what}, because {cause}.")
}

pub fn no_thread(error: &str) -> String {
    format!("The system starts no further thread: {error}. Close other programs and try again.")
}

pub fn no_journal_thread(error: &str) -> String {
    format!("the system starts no further thread ({error})")
}

/// `command`: the one that asks for a path instead.
pub fn no_file_dialog(command: &str) -> String {
    format!("No file dialog? Use “{command}” in the File menu.")
}

pub fn leaving_loses(cause: &str) -> String {
    format!("They cannot be kept for the next start: {cause}. Leaving without saving loses them.")
}

pub fn nearly_full(how: &str) -> String {
    format!("The file is nearly full: {how}.")
}

pub fn no_field(place: &str) -> String {
    format!("This form shows no field for {place}.")
}

pub fn more_recovered(count: usize) -> String {
    match count {
        1 => "One more recovered draft is on the start screen.".to_owned(),
        n => format!("{n} more recovered drafts are on the start screen."),
    }
}

pub fn restored(when: &str) -> String {
    format!("The draft is again as it was saved: {when}. Undo takes you back to how it was just now.")
}

pub fn form_missing(form: &str) -> String {
    format!(
        "It follows the form of agreement “{form}”, which this Clausewright does not have. Update Clausewright and open \
         it again."
    )
}

pub fn earlier_opened(when: &str) -> String {
    format!("This is a copy of the earlier save ({when}). It has no file yet.")
}

/// "Making the PDF document… 3 s"
/// `more`: how many further files are made at the same time.
pub fn exporting(what: &str, more: usize, seconds: u64) -> String {
    match more {
        0 => format!("Making the {what}… {seconds} s"),
        1 => format!("Making the {what} and one more file… {seconds} s"),
        n => format!("Making the {what} and {n} more files… {seconds} s"),
    }
}

/// What became of an export; `other_names`: how many hard links keep what was there before; `left_out`: how many of how
/// many metrics are not in an OpenSLO file.
pub fn exported(files: &[PathBuf], other_names: u64, left_out: Option<(usize, usize)>) -> String {
    let mut files = files.iter();
    let mut text =
        format!("Exported to {}", files.next().map(|p| p.display().to_string()).unwrap_or_default());
    let beside: Vec<String> =
        files.filter_map(|p| Some(p.file_name()?.to_string_lossy().into_owned())).collect();
    if !beside.is_empty() {
        text.push_str(&format!(", and beside it {}", beside.join(", ")));
    }
    if other_names > 0 {
        text.push_str(". The file had other names (hard links); they keep the earlier export.");
    }
    if let Some((out, all)) = left_out.filter(|(out, _)| *out > 0) {
        text.push_str(&format!(
            ". {out} of {all} metrics cannot be said in OpenSLO; the head of that file names the reasons."
        ));
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

/// What a fix with this title came to, in the past tense: "Took it out.".
pub fn done(title: &str) -> String {
    let (verb, rest) = title.split_once(' ').unwrap_or((title, ""));
    const PAST: &[(&str, &str)] = &[
        ("Choose", "Chose"),
        ("Do", "Did"),
        ("Draw", "Drew"),
        ("Give", "Gave"),
        ("Keep", "Kept"),
        ("Leave", "Left"),
        ("Let", "Let"),
        ("Make", "Made"),
        ("Put", "Put"),
        ("Say", "Said"),
        ("Set", "Set"),
        ("Split", "Split"),
        ("Swap", "Swapped"),
        ("Take", "Took"),
        ("Write", "Wrote"),
    ];
    let known = PAST.iter().find(|(now, _)| *now == verb).map(|(_, past)| (*past).to_owned());
    let past = known.unwrap_or_else(|| match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{verb}ed"),
    });
    let gap = if rest.is_empty() { "" } else { " " };
    format!("{past}{gap}{rest}.")
}

pub fn no_longer(error: &str) -> String {
    format!("This can no longer be done: {error}")
}

/// The step of undo that mends all of a kind.
pub fn fix_all_step(title: &str) -> String {
    format!("Fix all: {title}")
}

pub fn fix_several_step(count: usize) -> String {
    format!("Fix {count} problems")
}

/// What mending several that were chosen came to.
pub fn mended_several(mended: Mended) -> String {
    let problems = |n: usize| if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") };
    match mended {
        Mended { gone: 0, .. } => "None of these could be mended by itself.".to_owned(),
        Mended { gone, left: 0 } => format!("Mended {}. Undo takes that back.", problems(gone)),
        Mended { gone, left } => {
            format!("Mended {}; {left} of those chosen need you. Undo takes that back.", problems(gone))
        }
    }
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

/// "● hosting.ron – Clausewright".
pub fn window_title(file: Option<&Path>, title: &str, dirty: bool) -> String {
    let name =
        file.and_then(Path::file_name).map_or_else(|| title.to_owned(), |n| n.to_string_lossy().into_owned());
    let mark = if dirty { "● " } else { "" };
    format!("{mark}{name} – Clausewright")
}

/// A form's example, as its tab and its window call it.
pub fn example(form: &str) -> String {
    format!("Example: {form}")
}

/// `renumbered`: the version is another one than before.
pub fn made_final(version: &str, renumbered: bool) -> String {
    if renumbered {
        format!("Status set to Final and version to {version}. Save the draft to keep that.")
    } else {
        format!("Status set to Final; the version stays {version}. Save the draft to keep that.")
    }
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
    fn what_was_done_is_told_in_the_past() {
        for (title, said) in [
            ("Take it out", "Took it out."),
            ("Make the tiers half-open", "Made the tiers half-open."),
            ("Remove “P9”", "Removed “P9”."),
            ("Clear it", "Cleared it."),
            ("Write 99.95", "Wrote 99.95."),
        ] {
            assert_eq!(done(title), said);
        }
    }

    #[test]
    fn the_title_names_the_file_and_marks_unsaved_changes() {
        assert_eq!(window_title(Some(Path::new("/a/b.ron")), "B", true), "● b.ron – Clausewright");
        assert_eq!(window_title(None, "New draft", false), "New draft – Clausewright");
    }
}

/// What a draft that begins from another one says.
pub mod again {
    use crate::session::Cleared;

    pub const TITLE: &str = "A new draft with the same terms";
    const KEPT: &str = "Kept: the provider with its contacts, services and fees, levels, credits, clauses and every other answer.";
    const NOTHING: &str = "Nothing had to be cleared.";
    pub const IN_ITS_TAB: &str = "in its own tab";
    pub const IN_ITS_FILE: &str = "in its file";

    /// What was cleared, what was kept, and what still names the first customer. `place`: where the first draft is.
    pub fn said(cleared: &[Cleared], mentions: &[String], place: &str) -> String {
        let mut lines = Vec::new();
        if cleared.is_empty() {
            lines.push(NOTHING.to_owned());
        } else {
            let all: Vec<&str> = cleared.iter().map(|c| self::cleared(*c)).collect();
            lines.push(format!("Cleared: {}.", all.join("; ")));
        }
        lines.push(KEPT.to_owned());
        if !mentions.is_empty() {
            const MOST: usize = 8;
            let mut named: Vec<&str> = mentions.iter().take(MOST).map(String::as_str).collect();
            let more = format!("and {} more", mentions.len().saturating_sub(MOST));
            if mentions.len() > MOST {
                named.push(&more);
            }
            lines.push(format!("Still names the first customer: {}. Change it there.", named.join("; ")));
        }
        lines.push(format!("The first draft is as it was, {place}. This one is not saved yet."));
        lines.join("\n\n")
    }

    fn cleared(what: Cleared) -> &'static str {
        match what {
            Cleared::Parties => "names, registration, address and signatory of the customer",
            Cleared::Contacts => "names, e-mail addresses and telephone numbers of the customer’s contacts",
            Cleared::Groups => "contacts of the groups",
            Cleared::Overview => "overview",
            Cleared::Reference => "reference",
            Cleared::Dates => "first and last day",
            Cleared::Parent => "parent agreement",
            Cleared::DataProcessing => "data-processing agreement",
            Cleared::Signatures => "names, places and dates of the signatures",
            Cleared::Waivers => "accepted problems",
            Cleared::Notes => "notes",
            Cleared::History => "history of versions",
        }
    }
}
