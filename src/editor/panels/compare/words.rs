//! What the comparison of two drafts says.

use super::state::Mode;
use crate::redline::{ChangeKind, Favours, FieldChange, Run, Standing, Words};

pub const TITLE: &str = "Compare";
pub const BACK: &str = "Back to the form";
pub const CHOOSE: &str = "Compare this draft with:";
pub const CHOOSE_HELP: &str = "You see what this draft changed, field by field with what it means, and can take single \
     changes back. The other text stays as it is.";
pub const OTHER: &str = "Something else…";
pub const OTHER_TIP: &str = "Choose what this draft is compared with";
pub const DISK: &str = "The file as it is on disk";
pub const BLANK: &str = "The form as a new draft begins it";
pub const EXAMPLE: &str = "The form’s example";
pub const EARLIER: &str = "An earlier save…";
pub const EARLIER_TIP: &str = "Choose one from the list of earlier saves";
pub const FILE: &str = "Another file…";
pub const FILE_TIP: &str = "A draft, or the draft inside a PDF or Word file that Clausewright exported";
pub const RETURNED: &str = "A Word file that came back…";
pub const RETURNED_TIP: &str = "A Word file that was exported from this draft and edited by the other side: what they changed, to take over or not";
pub const SETTLE: &str = "The file was changed by another program:";
pub const SAVE_COPY: &str = "Save mine as…";
pub const RELOAD: &str = "Reload the file";
pub const RELOAD_TIP: &str = "Undo brings your draft back";
pub const OVERWRITE: &str = "Overwrite the file";
pub const OVERWRITE_TIP: &str = "What is in the file now stays among the earlier saves";
pub const COMPARING: &str = "Comparing…";
pub const BROKEN: &str = "Comparing stopped because of a fault in Clausewright. Choose something else, or start Clausewright anew.";
pub const GONE: &str = "That draft was closed. Choose something else to compare with.";
pub const SAME: &str = "Nothing differs: every field says the same.";
pub const NONE_SUCH: &str = "No change fits this choice. Choose “All” to see every change.";
pub const SECTION: &str = "Section";
pub const ALL_SECTIONS: &str = "All sections";
pub const NOT_IN_FORM: &str = "Not shown in the form";
pub const GO: &str = "Show in the form";
pub const TAKE_BACK: &str = "Take back";
pub const TAKE_BACK_TIP: &str = "Make it what it was on the other side; Undo brings the change back";
pub const READ_ONLY: &str = "The open draft can only be read.";
pub const NOT_BACK: &str = "This is about the file and not about its text.";
pub const FILTERS: &str = "Whom changes help";
pub const LIST: &str = "Changes";
pub const NO_COMPARISON: &str = "Choose what to compare with first: “Compare” asks.";
pub const NO_CHANGE: &str = "Go to a change of a comparison first: “Compare” shows them.";
pub const NOTHING_TO_STEP: &str = "There is no change to go to.";

/// "From … to this draft: 3 changes."
pub fn between(other: &str, changes: usize) -> String {
    format!("From {other} to this draft: {}.", counted(changes))
}

pub const RAISE: &str = "Raise the version";
pub const RAISE_TIP: &str = "Go to the version in the form";

/// Where texts differ and their versions do not.
pub fn same_version(version: &str) -> String {
    format!("Both texts say version {version}.")
}

/// What this draft is compared with, as a heading.
pub fn title_of(other: &str) -> String {
    let mut letters = other.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub fn of_disk(file: &str) -> String {
    format!("“{file}” on disk")
}

pub fn of_open(title: &str) -> String {
    format!("the open draft “{title}”")
}

pub fn open_draft(title: &str) -> String {
    format!("The open draft “{title}”")
}

pub fn of_file(file: &str) -> String {
    format!("“{file}”")
}

pub fn of_blank(form: &str) -> String {
    format!("the blank form “{form}”")
}

pub fn of_example(form: &str) -> String {
    format!("the example of “{form}”")
}

pub fn of_earlier(when: &str) -> String {
    format!("the save of {when}")
}

fn counted(count: usize) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

pub fn filter(favours: Option<Favours>, count: usize) -> String {
    format!("{} ({count})", whom(favours))
}

pub fn all(count: usize) -> String {
    format!("All ({count})")
}

/// Whom a change helps, as a mark beside it.
pub fn whom(favours: Option<Favours>) -> &'static str {
    match favours {
        Some(Favours::Provider) => "Better for the provider",
        Some(Favours::Customer) => "Better for the customer",
        Some(Favours::Neither) => "Neither gains",
        None => "For you to judge",
    }
}

/// Whom this change helps; where that cannot be computed, what it depends on.
pub fn whom_of(change: &FieldChange) -> &'static str {
    let empty = |text: &str| text.trim().is_empty();
    match (change.favours, change.kind) {
        (Some(_), _) => whom(change.favours),
        (None, ChangeKind::Added) => "Depends on what is added",
        (None, ChangeKind::Removed) => "Depends on what is removed",
        (None, ChangeKind::Moved) => "Depends on the order",
        (None, _) if empty(&change.after) => "Depends on what holds without it",
        (None, _) if empty(&change.before) => "Depends on what held without it",
        (None, _) if change.long => "Depends on the wording",
        (None, _) => "Depends on what you need",
    }
}

pub fn whom_tip(favours: Option<Favours>) -> &'static str {
    match favours {
        Some(Favours::Provider) => "The provider owes less, or gets more.",
        Some(Favours::Customer) => "The customer gets more, or owes less.",
        Some(Favours::Neither) => "It gives and takes nothing.",
        None => "Whom it helps cannot be computed: read the words.",
    }
}

pub fn with_it(count: usize) -> String {
    if count == 1 {
        "1 more change goes with it:".to_owned()
    } else {
        format!("{count} more changes go with it:")
    }
}

pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// For those who hear the screen.
pub fn spoken(change: &FieldChange) -> String {
    format!("{}. {}", change.sentence(), whom_of(change))
}

pub fn go_to(change: &FieldChange) -> String {
    format!("{GO}: {}", name(change))
}

pub fn take_back(change: &FieldChange) -> String {
    format!("{TAKE_BACK}: {}", name(change))
}

/// As a step of undo.
pub fn step(change: &FieldChange) -> String {
    format!("Take back the change of {}", name(change))
}

pub fn taken_back(change: &FieldChange) -> String {
    let name = name(change);
    match change.kind {
        ChangeKind::Added => format!("{name} is taken out again."),
        ChangeKind::Removed => format!("{name} is back."),
        ChangeKind::Moved => format!("{name} stands where it stood."),
        ChangeKind::Changed => format!("{name} is what it was."),
    }
}

fn name(change: &FieldChange) -> String {
    match &change.item {
        Some(item) if *item != change.label => format!("{} ({item})", change.label),
        _ => change.label.clone(),
    }
}

/// Beside the arrows from change to change.
pub fn position(at: Option<usize>, count: usize) -> String {
    match at {
        Some(at) => format!("{} of {count}", at + 1),
        None => counted(count),
    }
}

/// What a section has, in the outline beside the comparison.
pub fn in_section(count: usize) -> String {
    if count == 0 { "no change".to_owned() } else { counted(count) }
}

pub fn none_in(title: &str) -> String {
    format!("Nothing differs in “{title}”.")
}

pub fn not_printed_in(title: &str) -> String {
    format!("What differs in “{title}” does not show in the text; see “Fields”.")
}

pub const BY_SECTION: &str = "Changes by section";
pub const PREVIOUS: &str = "Previous change";
pub const NEXT: &str = "Next change";
pub const MODES: &str = "How to look at it";
pub const THIS: &str = "This draft";
pub const SAME_TEXT: &str = "The text is the same, word for word.";
pub const LEGEND: &str = "Struck through: only in the other text. Underlined: only in this draft.";
pub const LEGEND_SIDES: &str = "Left: the other text. Right: this draft.";
pub const NOT_HERE: &str = "not in this text";
pub const TAKE_BACK_CLAUSE: &str = "Take back all of it";
/// Meanings that a clause lists at its heading.
pub const MOST_MEANINGS: usize = 4;

pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Fields => "Fields",
        Mode::Inline => "Text",
        Mode::Sides => "Side by side",
    }
}

/// On the line that stands for unchanged text.
pub fn folded(rows: usize, open: bool) -> String {
    if open { format!("Hide {rows} unchanged lines") } else { format!("Show {rows} unchanged lines") }
}

/// What became of a part of the text, where its words alone do not show it.
pub fn standing(standing: &Standing) -> Option<String> {
    Some(match standing {
        Standing::Same | Standing::Changed => return None,
        Standing::Added => "Added".to_owned(),
        Standing::Removed => "Removed".to_owned(),
        Standing::MovedHere { from } => format!("Moved here from {from}"),
        Standing::MovedAway { to } => format!("Moved to {to}"),
        Standing::SplitOff { from } => format!("Made out of a part of {from}"),
        Standing::MergedInto { to } => format!("Now a part of {to}"),
        Standing::Split => "Split into several".to_owned(),
        Standing::Merged => "Put together out of several".to_owned(),
    })
}

pub fn split_into(to: &str) -> String {
    format!("A part of it is now {to}.")
}

pub fn absorbs(from: &str) -> String {
    format!("It takes in what was {from}.")
}

/// A number that another one took the place of.
pub fn renumbered(old: &str, new: &str) -> String {
    format!("{new} (was {old})")
}

/// For those who hear the screen: strokes and lines under words say nothing to them.
pub fn spoken_text(words: &Words) -> String {
    let said = words.0.iter().filter(|bit| !bit.text.trim().is_empty()).filter_map(|bit| match bit.run {
        Run::Same => None,
        Run::Removed => Some(format!("removed: {}.", bit.text.trim())),
        Run::Added => Some(format!("added: {}.", bit.text.trim())),
    });
    said.collect::<Vec<_>>().join(" ")
}

fn clause_name(title: &str, row: usize) -> String {
    if title.trim().is_empty() {
        format!("clause without a title, line {}", row + 1)
    } else {
        title.to_owned()
    }
}

pub fn go_to_clause(title: &str, row: usize) -> String {
    format!("{GO}: {}", clause_name(title, row))
}

pub fn take_back_clause(title: &str, row: usize) -> String {
    format!("{TAKE_BACK_CLAUSE}: {}", clause_name(title, row))
}

pub fn step_in_clause(title: &str) -> String {
    format!("Take back the changes of “{title}”")
}

pub fn taken_back_in(title: &str) -> String {
    format!("“{title}” says again what it said.")
}

pub const SAVE: &str = "Save comparison…";
pub const SAVE_LIST: &str = "Save list…";
pub const NOT_SAVED: &str = "The comparison was not saved";
/// Who is named beside tracked changes if the user names nobody.
pub const NO_AUTHOR: &str = "Clausewright";
pub const SAVE_CANCELLED: &str = "The comparison was cancelled; no file was written.";
pub const SAVE_BROKEN: &str =
    "Writing it stopped because of a fault in Clausewright. The draft is not affected.";

/// The name that a file of the comparison is offered.
pub fn comparison_name(title: &str) -> String {
    format!("{title} changes")
}

/// While it takes longer than a moment.
pub fn saving(file: &str, seconds: u64) -> String {
    format!("Making the comparison “{file}”… {seconds} s")
}

pub fn saved(file: &str) -> String {
    format!("The comparison is saved as “{file}”.")
}
