//! What find and replace says.

use crate::session::search::{Locked, MOST, Replaced};

pub const TITLE: &str = "Find and replace";
pub const CLOSE: &str = "Close find and replace";
pub const FIND: &str = "Find";
pub const WITH: &str = "Replace with";
pub const WITH_EXAMPLE: &str = "Leave empty to delete";
pub const REPLACE: &str = "Replace";
pub const REPLACE_TIP: &str = "Replace the hit that was gone to last, and go on to the next";
pub const CASE: &str = "Match case";
pub const WHOLE: &str = "Whole words";
pub const START: &str = "Type what you look for. Every field and clause of the draft is searched; what is found appears here as you type.";
pub const NOTHING: &str = "Nothing found.";
pub const READ_ONLY: &str = "This draft can only be read here, so nothing can be replaced.";
pub const OWN: &str = "The clause becomes your own wording";
/// What no section of the form shows.
pub const ELSEWHERE: &str = "Elsewhere in the draft";
pub const NEXT: &str = "Next hit";
pub const PREVIOUS: &str = "Previous hit";

pub fn count(hits: usize, places: usize) -> String {
    match (hits, places) {
        (1, _) => "1 hit".to_owned(),
        (n, _) if n >= MOST => format!("The first {n} hits, in {places} places"),
        (n, 1) => format!("{n} hits in one place"),
        (n, places) => format!("{n} hits in {places} places"),
    }
}

pub fn replace_all(ticked: usize, all: usize) -> String {
    match ticked {
        n if n == all => format!("Replace all {n}"),
        n => format!("Replace {n} of {all}"),
    }
}

/// Said once for all hits that are in words of the form.
pub fn own(hits: usize) -> String {
    match hits {
        1 => "1 is in a clause of the form, which becomes your own wording.".to_owned(),
        n => format!("{n} are in clauses of the form, which become your own wording."),
    }
}

/// A section for screen readers.
pub fn group(title: &str, hits: usize) -> String {
    let title = title.replace("  ", " ");
    if hits == 1 { format!("{title}, 1 hit") } else { format!("{title}, {hits} hits") }
}

/// The heading of a clause of the drafter's own.
pub fn heading(clause: &str) -> String {
    format!("{clause} › Heading")
}

/// A hit for screen readers.
pub fn hit(place: &str, text: &str) -> String {
    format!("{place}: {text}")
}

pub fn tick(place: &str) -> String {
    format!("Replace in {place}")
}

pub fn locked(locked: Locked) -> &'static str {
    match locked {
        Locked::Choice => "Chosen from a list: choose another in its field",
        Locked::Placeholder => "Stands for a value of the agreement: change that value, or edit the clause",
    }
}

/// The same in a word, where there is no room for more.
pub fn locked_short(locked: Locked) -> &'static str {
    match locked {
        Locked::Choice => "chosen from a list",
        Locked::Placeholder => "stands for a value",
    }
}

/// Why what would come out cannot stand there.
pub fn no_value(what: &str, hint: &str) -> String {
    if hint.is_empty() { format!("Stays: {what}") } else { format!("Stays: {what}; {hint}") }
}

/// The name of the step of undo.
pub fn step(find: &str, with: &str) -> String {
    if with.is_empty() {
        format!("Delete “{find}”")
    } else {
        format!("Replace “{find}” by “{with}”")
    }
}

/// What replacing came to.
pub fn done(done: &Replaced) -> String {
    let hits = if done.hits == 1 { "1 hit".to_owned() } else { format!("{} hits", done.hits) };
    let mut words = match (done.hits, done.places) {
        (0, _) => "Nothing was replaced.".to_owned(),
        (_, 1) => format!("Replaced {hits}."),
        (_, places) => format!("Replaced {hits} in {places} places."),
    };
    match done.own_clauses {
        0 => {}
        1 => words.push_str(" One clause of the form is your own wording now."),
        n => words.push_str(&format!(" {n} clauses of the form are your own wording now.")),
    }
    match done.refused {
        0 => {}
        1 => words.push_str(" One stays as it is; the list says why."),
        n => words.push_str(&format!(" {n} stay as they are; the list says why.")),
    }
    if done.hits > 0 {
        words.push_str(" Undo takes that back.");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_with_what_was_not() {
        let all = Replaced { hits: 12, places: 7, refused: 2, own_clauses: 1, ..Replaced::default() };
        assert_eq!(
            done(&all),
            "Replaced 12 hits in 7 places. One clause of the form is your own wording now. 2 stay as they are; the \
             list says why. Undo takes that back."
        );
        assert_eq!(done(&Replaced::default()), "Nothing was replaced.");
        assert_eq!(count(3, 1), "3 hits in one place");
    }
}
