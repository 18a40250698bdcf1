//! What the table of defined terms says.

pub const TITLE: &str = "Where terms are used";
pub const NONE: &str =
    "No term is defined yet. Add a definition below; this table then shows which clauses use it.";
pub const AS_LISTED: &str = "As listed";
pub const BY_USE: &str = "Most used first";
pub const FILTER: &str = "Find a term";
pub const NO_MATCH: &str = "No term, form or meaning has these words. Clear the box to see all terms.";
pub const UNUSED: &str = "Not used anywhere in the text. Use it, or delete it.";
pub const NO_MEANING: &str = "No meaning yet";
pub const UNTITLED: &str = "Untitled term";
pub const DEFINE: &str = "Define it";
pub const SHOW_ALL: &str = "Show all terms";
pub const TITLE_PAGE: &str = "On the title page.";

pub fn heading(terms: usize, unused: usize, undefined: usize) -> String {
    let unused = if unused > 0 { format!(", {unused} unused") } else { String::new() };
    let undefined = if undefined > 0 { format!(", {undefined} not defined") } else { String::new() };
    format!("{TITLE} ({terms}{unused}{undefined})")
}

pub fn used(count: usize) -> String {
    match count {
        1 => "Used once:".to_owned(),
        n => format!("Used {n} times:"),
    }
}

pub fn more(count: usize) -> String {
    format!("and in {count} more")
}

/// The name of a link to a clause.
pub fn clause(number: &str, title: &str) -> String {
    match title {
        "" => format!("Clause {number}"),
        title => format!("Clause {number}, {title}"),
    }
}

pub fn also(forms: &str) -> String {
    format!("also {forms}")
}

pub fn undefined(term: &str) -> String {
    format!("“{term}” is written like a defined term, but is not defined.")
}

pub fn define_step(term: &str) -> String {
    format!("Define {term}")
}
