//! What the clauses of a section say about themselves.

use crate::template::Clause;

pub const UNTITLED: &str = "Clause without a heading";

/// What a clause of the form is called.
pub fn title(clause: &Clause) -> &str {
    if clause.title.is_empty() { UNTITLED } else { &clause.title }
}

pub const READS: &str = "Reads now";
pub const UNTITLED_OWN: &str = "Untitled clause";
pub const ADVICE: &str =
    "Leave out what does not apply, choose between wordings, or write the text yourself.";
pub const ADD: &str = "+  Add a clause";
pub const INCLUDED: &str = "optional, included";
pub const LEFT_OUT: &str = "Left out of this agreement.";
pub const PUT_BACK: &str = "Put back";
pub const SAY_WHY: &str = "Say why…";
pub const LEAVE_OUT: &str = "Leave this clause out";
pub const PUT_CLAUSE_BACK: &str = "Put clause back";
pub const CHANGE_HEADING: &str = "Change heading";
pub const RESTORE_HEADING: &str = "Restore the form's heading";
pub const LEAVE_SECTION_OUT: &str = "Leave the whole section out";
pub const PUT_SECTION_BACK: &str = "Put the section back";
pub const CHANGE_TITLE: &str = "Change the section's title";
pub const SECTION_LEFT_OUT: &str = "You left this section out: nothing of it is printed.";
pub const SECTION_LEFT_OUT_BUT_OWN: &str =
    "You left the form's clauses of this section out; only your own are printed.";
pub const RENAMED: &str = "Heading differs from the template";
pub const FROM_FIELDS: &str = "Made from the fields above.";
pub const NOT_PRINTED: &str = "Not printed at present: what it depends on does not hold.";
pub const EDIT: &str = "Edit text";
pub const EDIT_TIP: &str = "Write this clause in your own words";
pub const RESTORE: &str = "Restore the form's text";
pub const TEXT: &str = "Text";
pub const TEXT_HELP: &str = "Type {{ for values of the agreement and for references to other clauses.";
pub const DIFFERS: &str = "Differs from the template";
pub const SAME_WORDS: &str = "Yours, and reads as the template does";
pub const SAME_TEXT: &str = "Yours, and still the template's text";
pub const COMPARE: &str = "Compare with the form's text";
pub const LEGEND: &str = "Struck through: only in the form. Underlined: only in yours.";
pub const SAME_NOW: &str =
    "Filled in, both read the same at present. What stands between braces is not the same.";
pub const OWN: &str = "Your own clause";
pub const INSERT_BEFORE: &str = "Insert clause before";
pub const INSERT_AFTER: &str = "Insert clause after";
pub const DUPLICATE: &str = "Duplicate clause";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const DELETE: &str = "Delete clause";
pub const WORDINGS: &str = "Wordings to choose from";
pub const OWN_WORDING: &str = "The form's own wording";
pub const CHOSEN: &str = "chosen";
pub const UNDERLINED: &str = "Underlined: words that the chosen wording does not have.";
pub const UNKNOWN_WORDING: &str = "The wording chosen before is not in this version of the form. Its own wording is printed; choose one here.";

/// As the menu calls the steps of undo.
pub fn leave_out_step(title: &str) -> String {
    format!("Leave out {title}")
}

pub fn put_back_step(title: &str) -> String {
    format!("Put back {title}")
}

/// What was done, with the way back beside it.
pub fn left_out(title: &str) -> String {
    format!("Left out “{title}”. It can be put back where it stood.")
}

pub fn heading(count: usize) -> String {
    format!("Clauses of this section ({count})")
}

/// What of a section is not as the form has it; empty if all is.
pub fn departures(changed: usize, own: usize, left_out: usize) -> String {
    let changed = match changed {
        0 => None,
        1 => Some("1 differs from the template".to_owned()),
        n => Some(format!("{n} differ from the template")),
    };
    let own = match own {
        0 => None,
        1 => Some("1 of your own".to_owned()),
        n => Some(format!("{n} of your own")),
    };
    let left_out = (left_out > 0).then(|| format!("{left_out} left out"));
    [changed, own, left_out].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// In the outline: clauses of a section that are not as the form has them.
pub fn in_outline(count: usize) -> String {
    match count {
        1 => "1 clause not from the template".to_owned(),
        n => format!("{n} clauses not from the template"),
    }
}

pub fn other_version(draft: &str, form: &str) -> String {
    format!(
        "This draft was begun with version {draft} of the form; this program has version {form}. Clauses that you did not \
         write yourself read as version {form} has them, and your own texts are compared with that."
    )
}

/// What a text names and is not filled in yet; empty if nothing.
pub fn blank(labels: &[String]) -> String {
    if labels.is_empty() { String::new() } else { format!("Still to be filled in: {}", labels.join(", ")) }
}

/// What stands between braces and names nothing; empty if nothing.
pub fn unknown(places: &[String]) -> String {
    if places.is_empty() { String::new() } else { format!("Leads nowhere: {}", places.join(", ")) }
}

/// A change, for those who hear the screen.
pub fn removed(text: &str) -> String {
    format!("Only in the form: {}.", text.trim())
}

pub fn added(text: &str) -> String {
    format!("Only in yours: {}.", text.trim())
}

pub fn edit_step(title: &str) -> String {
    format!("Edit clause {title}")
}

pub fn restore_step(title: &str) -> String {
    format!("Restore clause {title}")
}

pub fn rename_step(title: &str) -> String {
    format!("Change heading {title}")
}

pub fn restore_heading_step(title: &str) -> String {
    format!("Restore heading {title}")
}

pub fn section_actions(title: &str) -> String {
    format!("Actions for section {title}")
}

pub fn choose_step(title: &str) -> String {
    format!("Choose clause {title}")
}

pub fn move_step(title: &str) -> String {
    format!("Move clause {title}")
}

pub fn duplicate_step(title: &str) -> String {
    format!("Duplicate clause {title}")
}

pub fn delete_step(title: &str) -> String {
    format!("Delete clause {title}")
}

pub const ADD_STEP: &str = "Add clause";

pub fn actions(title: &str) -> String {
    format!("Actions for clause {title}")
}

/// What the button beside a clause that is left out does.
pub fn put_back(title: &str) -> String {
    format!("Puts {title} into the agreement again")
}
