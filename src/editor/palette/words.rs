//! What the palette says.

use super::scope::Scope;
use crate::editor::commands::Command;
use crate::value::capitalised;

pub const NAME: &str = "Find a command, section or field";
pub const EXAMPLE: &str = "Type a command, a section, a field, a term, a name, a draft or a page";
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

/// On the button of a scope, with the sign that does the same.
pub fn scope(scope: Scope, sign: char) -> String {
    let name = match scope {
        Scope::All => "Everything",
        Scope::Commands => "Commands",
        Scope::Fields => "Fields and terms",
        Scope::Sections => "Sections",
        Scope::Pages => "Page",
    };
    format!("{sign}  {name}")
}

pub fn scope_tip(scope: Scope) -> &'static str {
    match scope {
        Scope::All => "Look through everything",
        Scope::Commands => "Look through the commands only. Typing > first does the same",
        Scope::Fields => "Look through fields, terms, names and clauses only. Typing @ first does the same",
        Scope::Sections => "Look through the sections only. Typing # first does the same",
        Scope::Pages => "Go to a page by its number. Typing : first, or just the number, does the same",
    }
}

/// "Page 12"
pub fn page(number: usize) -> String {
    format!("Page {number}")
}

pub fn of_pages(count: usize) -> String {
    if count == 1 { "of 1 page".to_owned() } else { format!("of {count} pages") }
}

pub fn no_page(number: usize, count: usize) -> String {
    format!("there is no page {number}; page {count} is the last")
}

/// Where a number is still to be typed.
pub fn which_page(count: usize) -> String {
    match count {
        0 | 1 => "The agreement has one page.".to_owned(),
        n => format!("Type the number of a page, 1 to {n}."),
    }
}

/// What is said when nothing answers what was typed.
pub fn nothing(scope: Scope) -> String {
    let what = match scope {
        Scope::All | Scope::Pages => {
            return "Nothing is called that. Try fewer letters, or other words for it.".to_owned();
        }
        Scope::Commands => "No command",
        Scope::Fields => "No field, term or clause",
        Scope::Sections => "No section",
    };
    let sign = scope.sign().unwrap_or_default();
    format!("{what} is called that. Delete the {sign} to look through everything.")
}

/// An item without a name: "Contact 2".
pub fn nth(noun: &str, number: usize) -> String {
    format!("{} {number}", capitalised(noun))
}
