//! What the review says.

use super::verdict::{Group, State};
use crate::check::Summary;
use crate::editor::panels::bindings::words as bindings;
pub use crate::editor::panels::bindings::words::{KEEP, KEEP_TIP, LEAVE_OUT, LEAVE_OUT_TIP};

pub const TITLE: &str = "Review agreement";
pub const BACK: &str = "Back to the form";
pub const EXPORT: &str = "Export…";
pub const SHOW_EMPTY: &str = "Show empty optional fields";
pub const SHOW_EMPTY_TIP: &str = "Fields that may stay empty are left out of the review otherwise";
pub const FILL_IN: &str = "Fill in";
pub const EDIT: &str = "Edit";
pub const SHOW: &str = "Show";
pub const GO_TO: &str = "Go to";
pub const REASON: &str = "Change reason…";
pub const FIX: &str = "Fix";
/// Such a name says what the item is.
pub const CREDITS_FOR: &str = "Credits for ";
pub const LOOK: &str = "Look at it";
pub const PROPOSED: &str = "as the form proposes";
pub const WITHDRAW: &str = "Withdraw";
pub const WITHDRAW_WAIVER_TIP: &str = "The problem counts again";
pub const WITHDRAW_ASIDE_TIP: &str = "The part applies again";
pub const SHOW_ALL: &str = "Show all";
pub const SHOW_LESS: &str = "Show less";
pub const NOTHING_HERE: &str = "Nothing was entered in this section.";
pub const ONLY_TEXT: &str = "The text of this section needs no answers.";
pub const EMPTY: &str = "–";
pub const NOT_A_VALUE: &str = "not a value yet";
pub const OWN_WORDS: &str = "In your own words";
pub const OWN_CLAUSE: &str = "Your own clause";
pub const UNTITLED: &str = "Clause without a heading";
const LEFT_OUT: &str = "Left out";
pub const RENAMED: &str = "Another heading";
pub const PUT_IN: &str = "Put in";
pub const RETURN: &str = "Back to the review";
pub const RETURN_NOTE: &str = "You came here from the review.";
pub const STAY: &str = "Stay in the form";
pub const FROM_REVIEW: &str = "the agreement under review";
pub const LINE_TIP: &str = "Show what this is about";
/// As the menu calls the step of undo.
pub const REOPEN_STEP: &str = "Reopen problem";
pub const LIST_NAME: &str = "Answers of the agreement";
pub const KEYS: &str = "Arrow keys walk, Enter edits.";

/// `accepted`: how many problems the author accepts.
/// `proposed`: how many sections are as the form proposes them.
pub fn verdict(state: State, sum: Summary, accepted: usize, proposed: usize) -> String {
    match state {
        State::Ready if proposed > 0 => {
            format!("Complete, but not read to the end: {}", line(Group::Proposed, proposed))
        }
        State::Ready => "Ready to send".to_owned(),
        State::WithWaivers => format!("Ready to send, with {}", line(Group::Accepted, accepted)),
        State::NotReady => format!("Not ready to send: {}", sum.left_words()),
    }
}

/// What follows from the verdict.
pub fn advice(state: State) -> &'static str {
    match state {
        State::Ready => "Every required answer is there, and nothing contradicts anything else.",
        State::WithWaivers => "Read the reasons below once more before it goes out.",
        State::NotReady => {
            "The final export waits for this. A draft with a watermark can be exported at any time."
        }
    }
}

/// As a heading of its group.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Needed => "Still to fill in",
        Group::Wrong => "Errors",
        Group::Binding => bindings::TITLE,
        Group::Proposed => "As the form proposes",
        Group::Recommended => "Recommended and still empty",
        Group::Warnings => "Warnings",
        Group::Hints => "Hints on style and balance",
        Group::Accepted => "Accepted problems",
        Group::Aside => "Parts that do not apply",
    }
}

/// As a line of the verdict that leads to the group.
pub fn line(group: Group, n: usize) -> String {
    match group {
        Group::Needed => format!("{n} still to fill in"),
        Group::Wrong => count(n, "error", "errors"),
        Group::Binding => count(n, "proposal binds you", "proposals bind you"),
        Group::Proposed => count(n, "section as the form proposes", "sections as the form proposes"),
        Group::Recommended => format!("{n} recommended"),
        Group::Warnings => count(n, "warning", "warnings"),
        Group::Hints => count(n, "hint", "hints"),
        Group::Accepted => count(n, "accepted problem", "accepted problems"),
        Group::Aside => count(n, "part does not apply", "parts do not apply"),
    }
}

/// Below the verdict.
pub fn still_proposed(sections: usize) -> String {
    match sections {
        1 => "1 section is still as the form proposes: look at it before you send.".to_owned(),
        n => format!("{n} sections are still as the form proposes: look at them before you send."),
    }
}

/// How much of a section the form proposes.
pub fn proposed_answers(n: usize) -> String {
    format!(
        "{}, none of them looked at. Change what is not meant, or keep the section as proposed.",
        count(n, "answer", "answers")
    )
}

/// Beside the title of a section.
pub fn tally(answers: usize, needed: usize, proposed: bool) -> String {
    let answered = count(answers, "answer", "answers");
    match needed {
        0 if proposed => format!("{answered}, {PROPOSED}"),
        0 => answered,
        n => format!("{answered}, {n} still to fill in"),
    }
}

pub fn reason(reason: &str) -> String {
    format!("Because: {reason}")
}

/// That a clause is left out, and why where the drafter says so.
pub fn left_out(reason: &str) -> String {
    if reason.is_empty() { LEFT_OUT.to_owned() } else { format!("{LEFT_OUT}: {reason}") }
}

pub fn wording(label: &str) -> String {
    format!("Wording: {label}")
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// As the menu calls the step of undo.
pub fn applicable_step(part: &str) -> String {
    format!("Mark as applicable: {part}")
}
