//! What the list of problems says.

use super::filter::Class;
use crate::check::Summary;
use crate::store::ProblemGroups;

pub const TITLE: &str = "Problems";
pub const WHOLE: &str = "Whole agreement";
/// Above findings of which each is the only one of its kind.
pub const SINGLE: &str = "Others, one of each kind";
pub const FILTER: &str = "Filter the problems";
pub const FILTER_EXAMPLE: &str = "Filter";
pub const CLEAR: &str = "Clear the filter";
pub const GROUP_TIP: &str = "What the problems are grouped by";
pub const ARRANGE: &str = "Grouping and rules";
pub const RULES: &str = "Rules for";
pub const RULES_TIP: &str = "The kind of business decides which rules apply; kept in the draft";
pub const FIX: &str = "Fix";
pub const MORE: &str = "More about this problem";
pub const EXPLAIN: &str = "Explain the rule";
pub const ACCEPT: &str = "Accept with a reason…";
pub const REOPEN: &str = "Take the acceptance back";
pub const GO: &str = "Go to the field";
pub const NO_FILTERED: &str = "No problem fits this filter.";
pub const ACCEPT_CHOSEN: &str = "Accept…";
pub const CHOOSE_NONE: &str = "Choose none";
pub const CHOOSE_TIP: &str =
    "Choose several to fix or accept them together: here, with Space, or with Ctrl or Shift and a click";
pub const SHOW_ALL: &str = "Show all problems";

/// One finding of a class, for screen readers and tips.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Error => "Error",
        Class::ToFill => "Still to fill in",
        Class::Warning => "Warning",
        Class::Recommended => "Recommended",
        Class::Hint => "Hint",
        Class::Accepted => "Accepted",
    }
}

/// All findings of a class, as a heading.
pub fn class_heading(class: Class) -> &'static str {
    match class {
        Class::Error => "Errors",
        Class::ToFill => "Still to fill in",
        Class::Warning => "Warnings",
        Class::Recommended => "Recommended and still empty",
        Class::Hint => "Hints",
        Class::Accepted => "Accepted",
    }
}

/// "3 errors"
pub fn count(class: Class, count: usize) -> String {
    let one = count == 1;
    match class {
        Class::Error if one => "1 error".to_owned(),
        Class::Error => format!("{count} errors"),
        Class::ToFill => format!("{count} still to fill in"),
        Class::Recommended => format!("{count} recommended"),
        Class::Warning if one => "1 warning".to_owned(),
        Class::Warning => format!("{count} warnings"),
        Class::Hint if one => "1 hint".to_owned(),
        Class::Hint => format!("{count} hints"),
        Class::Accepted => format!("{count} accepted"),
    }
}

/// What showing a class or not is about.
pub fn class_tip(class: Class) -> &'static str {
    match class {
        Class::Error => "Wrong: two readers could come to different results, or something cannot be computed",
        Class::ToFill => "Required and not there yet",
        Class::Warning => "Can be computed, but is risky, one-sided or unusual",
        Class::Recommended => "Not required, and better answered than left open",
        Class::Hint => "Style, balance, good practice",
        Class::Accepted => "Accepted by the author, with a reason",
    }
}

pub fn grouping(by: ProblemGroups) -> &'static str {
    match by {
        ProblemGroups::Section => "By section",
        ProblemGroups::Kind => "By kind",
        ProblemGroups::Severity => "By urgency",
        ProblemGroups::None => "In one list",
    }
}

pub fn fix_all(count: usize) -> String {
    format!("Fix all {count} of this kind")
}

pub fn fix_all_short(count: usize) -> String {
    format!("Fix all {count}")
}

pub fn accept_tip(keys: &str) -> String {
    format!("{ACCEPT} ({keys})")
}

/// "3 chosen"
pub fn chosen(count: usize) -> String {
    format!("{count} chosen")
}

pub fn fix_chosen(count: usize) -> String {
    format!("Fix {count}")
}

/// The box beside a problem.
pub fn choose(message: &str) -> String {
    format!("Choose: {message}")
}

pub fn rules_for(business: &str) -> String {
    format!("Rules for {business}")
}

/// A group's heading to those who do not see it.
pub fn group_name(title: &str, count: usize) -> String {
    let problems = if count == 1 { "problem" } else { "problems" };
    format!("{title}, {count} {problems}")
}

/// What is said in place of an empty list.
pub fn nothing(sum: Summary) -> String {
    let ready = "No problems: the agreement can be exported as final.";
    match (sum.hints, sum.waived) {
        (0, 0) => ready.to_owned(),
        (0, n) => format!("{ready} You accepted {n}."),
        (1, _) => format!("{ready} One hint on style or balance is folded away."),
        (n, _) => format!("{ready} {n} hints on style or balance are folded away."),
    }
}

/// The step of undo that chooses the rules.
pub fn rules_step(kind: &str) -> String {
    format!("Check as {kind}")
}
