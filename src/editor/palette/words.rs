//! What the palette says.

use crate::editor::commands::Command;
use crate::value::capitalised;

pub const NAME: &str = "Find a command, section or field";
pub const EXAMPLE: &str = "Type a command, a section, a field, a term, a name or a draft";
pub const NOTHING: &str = "Nothing is called that. Try fewer letters, or other words for it.";
pub const SECTION: &str = "Section";
pub const CLAUSE: &str = "Clause";
pub const OWN_CLAUSE: &str = "Your own clause";
pub const OPEN_DRAFT: &str = "Open draft";
pub const RECENT_DRAFT: &str = "Recent draft";
pub const EMPTY: &str = "empty";

/// A command, with what its group is called in the menu.
pub fn command(command: Command) -> String {
    format!("{} menu", command.group().name())
}

/// An item of a list: a metric, a service, a party.
pub fn item(noun: &str) -> String {
    match noun {
        "definition" => "Defined term".to_owned(),
        noun => capitalised(noun),
    }
}

pub fn more(shown: usize, found: usize) -> String {
    format!("The best {shown} of {found} are shown; type on to narrow them.")
}
