//! What the list of changes in a returned Word file says.

use super::state::Decision;
use crate::export::docx::returned::{Comment, Left};
use crate::redline::{FieldChange, Piece, Run};
use crate::session::reply::{Base, Item, Spot};
use crate::session::taking::Taking;

pub const READING: &str = "Reading the Word file…";
pub const BROKEN: &str = "Reading the Word file stopped because of a fault in Clausewright. The draft is not affected. Choose \
     the file again, or start Clausewright anew.";
pub const REFUSED: &str = "This file cannot be compared";
pub const ANOTHER: &str = "Choose another file…";
pub const OPEN_ALONE: &str = "Open the draft inside it";
pub const OPEN_ALONE_TIP: &str = "As a draft of its own; the Word file stays as it is";
pub const UNCHANGED: &str =
    "The file came back as it was sent: no clause differs, and nobody remarked on anything.";
pub const ALL_DECIDED: &str = "Everything in this file is decided.";
pub const NONE_SUCH: &str = "No change fits this choice. Choose “All” to see every change.";
pub const LEGEND: &str = "Struck through: only in what was sent. Underlined: only in what came back.";
pub const LEGEND_SIDES: &str = "Left: what was sent. Right: what came back.";
pub const LIST: &str = "Changes of the other side";
pub const FILTERS: &str = "Which changes are listed";
pub const TAKE: &str = "Take over";
pub const TAKE_TIP: &str = "The draft says what they wrote; values and references they left alone stay linked. Undo brings yours back";
pub const CANNOT_TAKE: &str = "Nothing here can be taken over by itself; change it in the form";
pub const IS_TAKEN: &str = "The draft says so already";
pub const READ_ONLY: &str = "The open draft can only be read.";
pub const LEAVE: &str = "Leave";
pub const LEAVE_TIP: &str = "Keep the draft as it is here; the change stays in the list as decided";
pub const SEEN: &str = "Done";
pub const SEEN_TIP: &str = "Mark the remarks as dealt with";
pub const AGAIN: &str = "Decide again";
pub const GO: &str = "Show in the form";
pub const ALSO_SETS: &str = "Taking it over sets:";
pub const NEWER: &str = "You changed this clause since it was sent. Taking theirs over replaces your wording; Undo brings it back.";
pub const STRUCK: &str = "They struck this clause out. Taking that over leaves it out of the agreement; it stays in the form, to be put back.";
pub const OWN_CLAUSE: &str = "Taken over, it becomes a clause of your own at this place.";
pub const NOTHING_SAID: &str = "(nothing)";
pub const NO_ITEM: &str =
    "Go to a change of a returned Word file first: “Compare with a returned Word file…” shows them.";

pub const NONE_OPEN: &str =
    "Nothing of a returned Word file is on screen that is undecided and can be taken over.";
pub const TAKE_ALL_TIP: &str = "The draft says what they wrote wherever nothing is decided and it can. One Undo brings all of yours back";
pub const TAKE_NONE: &str = "Nothing undecided here can be taken over without a look at it";
pub const LEAVE_ALL_TIP: &str =
    "Keep the draft as it is wherever nothing is decided; the changes stay in the list";
pub const TAKE_ALL_STEP: &str = "Take over all undecided changes";

pub fn take_all(count: usize) -> String {
    match count {
        0 => "Take over all".to_owned(),
        n => format!("Take over all {n}"),
    }
}

/// The button beside it: `open` places are undecided, `left` were left.
pub fn leave_all(open: usize, left: usize) -> String {
    if open > 0 { format!("Leave all {open}") } else { format!("Decide again on all {left}") }
}

/// What taking over all came to.
pub fn taken_all(taking: &Taking) -> String {
    let mut said = match taking.taken {
        0 => "Nothing was taken over.".to_owned(),
        1 => "1 change is taken over.".to_owned(),
        n => format!("{n} changes are taken over."),
    };
    let more = [
        (
            taking.partly,
            "Of 1 of them a part is to be changed in the form.",
            "Of {n} of them a part is to be changed in the form.",
        ),
        (
            taking.cannot,
            "1 cannot be taken over by itself: change it in the form.",
            "{n} cannot be taken over by themselves: change them in the form.",
        ),
        (
            taking.newer,
            "1 stands where you changed the clause since: decide on it by itself.",
            "{n} stand where you changed the clause since: decide on each.",
        ),
        (
            taking.against,
            "1 gives a value that another change gives otherwise: decide on it by itself.",
            "{n} give a value that another change gives otherwise: decide on each.",
        ),
    ];
    for (count, one, many) in more {
        match count {
            0 => {}
            1 => said.extend([" ", one]),
            n => said.extend([" ".to_owned(), many.replace("{n}", &n.to_string())]),
        }
    }
    said
}

/// In place of paragraphs without a change.
pub const CUT: &str = "[…]";
pub const PAPER_FORM: &str = "List of changes in a returned Word file";
pub const AGREEMENT: &str = "Agreement";
pub const VERSION_SENT: &str = "Version sent";
pub const IN_SHORT: &str = "In short";
pub const COMPARED_WITH: &str = "Compared with";
pub const HOW_TO_READ: &str = "How to read it";
/// How words are marked that stand in one of the texts only, each with what that means.
pub const LEGEND_PARTS: ((&str, &str), (&str, &str)) =
    (("Struck out", " stands only in what was sent, "), ("underlined", " only in what came back."));

/// As the title of the saved list.
pub fn paper_title(file: &str) -> String {
    format!("Changes in “{file}”")
}

/// What leaving all came to.
pub fn left_all(count: usize, leave: bool) -> String {
    let places = counted(count, "place", "places");
    if leave {
        format!("{places} left as the draft has it. “Decide again” takes that back.")
    } else {
        format!("{places} open again.")
    }
}

/// With what the file was compared, where that is not what one would think.
pub fn base(base: Base) -> Option<&'static str> {
    match base {
        Base::Sent => None,
        Base::SentEarlier => Some(
            "This draft was changed since the file was made from it. Shown is what they changed in the text that was sent; \
             what you changed since stays unless you take a change over.",
        ),
        Base::Now => Some(
            "The file was exported without its draft, so it is laid beside the draft as it is now. What you changed since \
             it was sent shows as if they had changed it back.",
        ),
    }
}

/// "“reply.docx” came back with 12 changes and 3 remarks; 5 are undecided."
pub fn summary(file: &str, changes: usize, comments: usize, open: usize) -> String {
    let changes = counted(changes, "change", "changes");
    let remarks = match comments {
        0 => String::new(),
        n => format!(" and {}", counted(n, "remark", "remarks")),
    };
    let open = match open {
        0 => "nothing is undecided".to_owned(),
        1 => "1 place is undecided".to_owned(),
        n => format!("{n} places are undecided"),
    };
    format!("“{file}” came back with {changes}{remarks}; {open}.")
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

pub fn all(count: usize) -> String {
    format!("All ({count})")
}

pub fn filter(decision: Decision, count: usize) -> String {
    format!("{} ({count})", self::decision(decision))
}

pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Open => "Undecided",
        Decision::Taken => "Taken over",
        Decision::Left => "Left",
    }
}

/// The place in the agreement.
pub fn place(item: &Item) -> String {
    match &item.spot {
        Spot::Clause { number, title, .. } => match (number.is_empty(), title.is_empty()) {
            (false, false) => format!("{number} {title}"),
            (false, true) => format!("Clause {number}"),
            (true, false) => title.clone(),
            (true, true) => "Introduction of a section".to_owned(),
        },
        Spot::Front => "Title page".to_owned(),
        Spot::Heading => format!("Title of section “{}”", item.text.ours),
        Spot::Behind(number) if number.is_empty() => "Between clauses".to_owned(),
        Spot::Behind(number) => format!("Behind clause {number}"),
        Spot::Around => "Title page and headings".to_owned(),
    }
}

/// What they did there, in a word or two.
pub fn deed(item: &Item) -> &'static str {
    match item {
        item if !item.is_change() => "Remarked on",
        item if item.is_new() => "New",
        item if item.text.theirs.is_empty() => "Struck out",
        _ => "Changed",
    }
}

/// "tracked changes by A and B"
pub fn by(tracked: bool, authors: &[String]) -> Option<String> {
    match (tracked, authors) {
        (false, _) => None,
        (true, []) => Some("with tracked changes".to_owned()),
        (true, names) => Some(format!("tracked changes by {}", names.join(", "))),
    }
}

pub fn set(field: &FieldChange) -> String {
    const LONG: usize = 160;
    if field.long && field.before.len() + field.after.len() <= LONG {
        let before = if field.before.is_empty() { NOTHING_SAID } else { &field.before };
        return format!("{}: {before} → {}", field.label, field.after);
    }
    field.sentence()
}

/// Which other clauses print the same values.
pub fn elsewhere(numbers: &[String]) -> String {
    const MOST: usize = 6;
    let shown = numbers.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = numbers.len().saturating_sub(MOST);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("Also printed in {shown}{more}, where they left it: it changes there too.")
}

pub fn left_title(some_taken: bool) -> &'static str {
    if some_taken { "Not taken over with it:" } else { "To be changed in the form:" }
}

pub fn left(left: &Left) -> (String, String) {
    let said =
        |text: &str| if text.is_empty() { NOTHING_SAID.to_owned() } else { text.replace('\n', " · ") };
    (said(&left.ours), said(&left.theirs))
}

pub fn comment(comment: &Comment) -> String {
    let by = if comment.author.is_empty() { "Remark" } else { comment.author.as_str() };
    match &comment.date {
        Some(day) => format!("{by}, {day}:"),
        None => format!("{by}:"),
    }
}

pub fn take(item: &Item) -> String {
    format!("{TAKE}: {}", place(item))
}

pub fn leave(item: &Item) -> String {
    let word = if item.is_change() { LEAVE } else { SEEN };
    format!("{word}: {}", place(item))
}

pub fn again(item: &Item) -> String {
    format!("{AGAIN}: {}", place(item))
}

pub fn go_to(item: &Item) -> String {
    format!("{GO}: {}", place(item))
}

/// As a step of undo.
pub fn step(item: &Item) -> String {
    format!("Take over the change of {}", place(item))
}

pub fn taken(item: &Item) -> String {
    match item {
        item if item.proposal.leaves_out => format!("{} is left out, as they wish.", place(item)),
        item if item.is_new() => "Their clause is in the draft.".to_owned(),
        _ => format!("{} says what they wrote.", place(item)),
    }
}

/// For those who hear the screen: strokes and lines under words say nothing to them.
pub fn spoken(pieces: &[Piece]) -> String {
    let said =
        pieces.iter().filter(|piece| !piece.text.trim().is_empty()).filter_map(|piece| match piece.run {
            Run::Same => None,
            Run::Removed => Some(format!("removed: {}.", piece.text.trim())),
            Run::Added => Some(format!("added: {}.", piece.text.trim())),
        });
    said.collect::<Vec<_>>().join(" ")
}

/// An item as a whole.
pub fn spoken_item(item: &Item, decision: Decision) -> String {
    format!("{}. {}. {}", place(item), deed(item), self::decision(decision))
}
