//! What the pages pane says.

use crate::check::Finding;
use crate::editor::panels::problems::Class;

pub const SETTING: &str = "The pages are being set…";
pub const PARTIAL: &str = "First pages; the others follow";
pub const UPDATING: &str = "Updating";
pub const STALE: &str = "The pages below are those before the last change.";
pub const PAGE: &str = "Page";
pub const PAGE_BOX: &str = "Page to show";
pub const ZOOM_BOX: &str = "Zoom in per cent";
pub const MORE: &str = "More for the pages";
pub const GO_TO_CHARACTER: &str = "Go to the character";
pub const REPLACE_CHARACTER: &str = "Replace it; the PDF cannot be made with it.";
pub const FIND: &str = "Find in pages";
pub const PREVIOUS_HIT: &str = "Previous hit on the pages";
pub const NEXT_HIT: &str = "Next hit on the pages";
pub const MATCH_CASE: &str = "Match case";
pub const CLOSE_FIND: &str = "Close the search in pages";
pub const DESCRIPTION: &str = "A click on a value leads to its field. Page up, page down, Home and End scroll; plus and \
                               minus change the size.";

pub fn of(count: usize) -> String {
    format!("of {count}")
}

pub fn percent(percent: f32) -> String {
    format!("{percent:.0} %")
}

pub fn document(count: usize) -> String {
    format!("Pages of the agreement, {count} in all")
}

pub fn page(page: usize, count: usize) -> String {
    format!("Page {} of {count}", page + 1)
}

pub fn blank(page: usize, undrawn: bool) -> String {
    let fault = if undrawn { " cannot be drawn because of a fault in Clausewright." } else { "" };
    format!("Page {}{fault}", page + 1)
}

pub fn missing(first: &str, more: usize) -> String {
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("No font here can print the character {first}{rest}.")
}

pub fn hits(at: usize, count: usize, empty: bool) -> String {
    match count {
        0 if empty => String::new(),
        0 => "Not found".to_owned(),
        _ => format!("{at} of {count}"),
    }
}

pub fn problem(finding: &Finding) -> String {
    format!("{}: {}", Class::of(finding).name(), finding.message)
}

pub fn problems<'a>(page: usize, findings: impl Iterator<Item = &'a Finding>) -> String {
    let all: Vec<String> = findings.map(problem).collect();
    format!("Page {}. {}", page + 1, all.join(" "))
}

pub fn more(count: usize) -> String {
    format!("and {count} more in the list of problems")
}

pub const NO_FIELD: &str = "Put the cursor into a field first; then its place on the pages can be shown.";
pub const NOT_PRINTED: &str = "This is not printed as it stands; what it decides may be said in other words.";
pub const NO_PAGES_YET: &str = "There are no pages yet. Copy again when they are shown.";

pub fn copied(page: usize) -> String {
    format!("The text of page {} is on the clipboard.", page + 1)
}

pub fn shown(page: usize, at: usize, count: usize) -> String {
    match count {
        1 => format!("Page {}: the only place where this is printed.", page + 1),
        _ => format!("Page {}: place {} of {count}. Once more shows the next.", page + 1, at + 1),
    }
}
