//! What the pages pane says.

pub const SETTING: &str = "The pages are being set…";
pub const UPDATING: &str = "Updating";
pub const STALE: &str = "The pages below are those before the last change.";
pub const PAGE: &str = "Page";
pub const PAGE_BOX: &str = "Page to show";
pub const ZOOM_BOX: &str = "Zoom in per cent";
pub const MORE: &str = "More for the pages";
pub const GO_TO_CHARACTER: &str = "Go to the character";
pub const REPLACE_CHARACTER: &str = "Replace it; the PDF cannot be made with it.";
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
