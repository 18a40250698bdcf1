//! What may be inserted into the text of a clause, as typing narrows it.

mod emphasis;
mod marks;
mod terms;

use crate::document::Document;
use crate::template::{Facts, Filter, Word};
pub use emphasis::{Emphasis, emphasis};
pub use marks::{Mark, marks};
pub use terms::{TermOffer, terms};

/// Something that can be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What stands between the braces.
    pub inner: String,
    /// What it means.
    pub meaning: String,
    /// What it says at present.
    pub now: String,
    /// Nothing more belongs between the braces.
    pub complete: bool,
}

/// Longest list; typing narrows it.
const MOST: usize = 40;
/// Longest present value shown, in characters.
pub(in crate::editor) const LONGEST: usize = 60;

/// The unfinished placeholder that ends at a place in a text: what stands behind its braces. Both in bytes of `text`.
pub fn unfinished(text: &str, cursor: usize) -> Option<&str> {
    let before = text.get(..cursor)?;
    let inner = before.get(before.rfind("{{")? + 2..)?;
    (!inner.contains(['{', '}', '\n'])).then_some(inner)
}

/// What fits what was typed behind the braces, the closest first.
pub fn offers(facts: &Facts<'_>, document: &Document, typed: &str) -> Vec<Offer> {
    if let Some((path, filter)) = typed.split_once('|') {
        return filters(facts, path.trim(), filter.trim());
    }
    let typed = typed.trim_start();
    if let Some(target) = typed.strip_prefix("ref:") {
        return references(document, target.trim());
    }
    let wanted = typed.trim().to_lowercase();
    let mut found: Vec<(u8, Word)> =
        facts.vocabulary().into_iter().filter_map(|word| Some((rank(&wanted, &word)?, word))).collect();
    // The text calls a party by its short name.
    found.sort_by_key(|(rank, word)| (*rank, !word.path.ends_with(".short_name")));
    let mut all: Vec<Offer> = Vec::new();
    if "ref:".starts_with(&wanted) {
        all.push(Offer {
            inner: "ref:".to_owned(),
            meaning: words::REFERENCE.to_owned(),
            now: words::NUMBER.to_owned(),
            complete: false,
        });
    }
    all.extend(found.into_iter().take(MOST).map(|(_, word)| Offer {
        now: now(facts, &word.path, None),
        inner: word.path,
        meaning: word.label,
        complete: true,
    }));
    all
}

/// How closely a word answers the query (lower case): 0 best, `None` not at all.
fn rank(wanted: &str, word: &Word) -> Option<u8> {
    let label = word.label.to_lowercase();
    if word.path.starts_with(wanted) {
        return Some(0);
    }
    if word.path.split('.').any(|segment| segment.starts_with(wanted)) {
        return Some(1);
    }
    if label.starts_with(wanted) {
        return Some(2);
    }
    let everything = format!("{} {label}", word.path);
    wanted.split_whitespace().all(|part| everything.contains(part)).then_some(3)
}

fn now(facts: &Facts<'_>, path: &str, filter: Option<Filter>) -> String {
    match facts.text(path, filter) {
        Ok(Some(text)) => shortened(&text),
        _ => words::NOT_YET.to_owned(),
    }
}

/// On one line, cut after sixty characters.
pub(in crate::editor) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut cut: String = line.chars().take(LONGEST).collect();
    cut.push('…');
    cut
}

fn filters(facts: &Facts<'_>, path: &str, typed: &str) -> Vec<Offer> {
    if facts.find(path).is_err() {
        return Vec::new();
    }
    let fitting = Filter::ALL.iter().filter(|(name, _)| name.starts_with(typed));
    fitting
        .map(|(name, filter)| Offer {
            inner: format!("{path} | {name}"),
            meaning: words::meaning(*filter).to_owned(),
            now: now(facts, path, Some(*filter)),
            complete: true,
        })
        .collect()
}

/// The sections and clauses that are printed at present.
fn references(document: &Document, typed: &str) -> Vec<Offer> {
    let wanted = typed.to_lowercase();
    let mut all: Vec<(String, String, String)> = Vec::new();
    for section in &document.sections {
        all.push((section.id.clone(), section.title.clone(), section.number.clone()));
        for clause in section.clauses.iter().filter(|c| !c.number.is_empty()) {
            let title = clause.title.clone().unwrap_or_else(|| section.title.clone());
            all.push((format!("{}.{}", section.id, clause.id), title, clause.number.clone()));
        }
    }
    let fits = |(id, title, number): &(String, String, String)| {
        let text = format!("{id} {} {number}", title.to_lowercase());
        wanted.split_whitespace().all(|part| text.contains(part))
    };
    let mut fitting: Vec<_> = all.into_iter().filter(fits).collect();
    fitting.sort_by_key(|(id, _, number)| !(id.starts_with(&wanted) || *number == wanted));
    fitting
        .into_iter()
        .take(MOST)
        .map(|(id, title, number)| Offer {
            inner: format!("ref:{id}"),
            meaning: title,
            now: number,
            complete: true,
        })
        .collect()
}

mod words {
    use crate::template::Filter;

    pub const REFERENCE: &str = "Reference to a section or clause";
    pub const NUMBER: &str = "its number, kept right by itself";
    pub const NOT_YET: &str = "not filled in yet";

    /// What a filter makes of a value.
    pub fn meaning(filter: Filter) -> &'static str {
        match filter {
            Filter::Long => "In full, with its unit",
            Filter::Count => "How many there are",
            Filter::Lower => "With a small first letter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    fn offered(typed: &str) -> Vec<Offer> {
        let form = &*template::find("cloud-hosting").unwrap();
        let document = crate::document::assemble(form.example(), form);
        offers(&Facts::new(form.example(), form.template()), &document, typed)
    }

    #[test]
    fn a_placeholder_is_unfinished_until_it_is_closed() {
        let text = "The {{customer.short_name}} pays {{cred";
        assert_eq!(unfinished(text, text.len()), Some("cred"));
        assert_eq!(unfinished(text, 10), Some("cust"));
        assert_eq!(unfinished(text, 27), None);
        assert_eq!(unfinished("a {b", 4), None);
        assert_eq!(unfinished("a {{", 4), Some(""));
        assert_eq!(unfinished("a {{b\nc", 7), None);
        assert_eq!(unfinished("é{{", 1), None);
    }

    #[test]
    fn what_is_offered_says_what_it_means_and_what_stands_there() {
        assert_eq!(offered("cust").first().unwrap().inner, "customer.short_name");
        let found = offered("customer.sh");
        assert_eq!(found.first().unwrap().inner, "customer.short_name");
        assert_eq!(found.first().unwrap().now, "Tarnwick");
        assert!(offered("short name").iter().any(|o| o.inner == "provider.short_name"));
        assert_eq!(offered("").first().unwrap().inner, "ref:");
        assert!(offered("").len() <= MOST + 1);
        assert_eq!(offered("no such thing"), []);
        let long = offered("overview");
        assert!(long.iter().all(|o| o.now.chars().count() <= LONGEST + 1), "{long:?}");
    }

    #[test]
    fn references_go_by_id_title_or_number() {
        let found = offered("ref:credits");
        assert!(found.iter().all(|o| o.inner.starts_with("ref:")), "{found:?}");
        let first = found.first().unwrap();
        assert_eq!((first.inner.as_str(), first.now.as_str()), ("ref:credits", "9"));
        assert!(offered("ref:9.1").iter().any(|o| o.now == "9.1"));
        assert!(offered("ref:chronic failure").iter().any(|o| o.inner.starts_with("ref:")));
    }

    #[test]
    fn behind_a_bar_the_ways_of_printing_are_offered() {
        let found = offered("metrics | c");
        assert_eq!(found.first().map(|o| (o.inner.as_str(), o.now.as_str())), Some(("metrics | count", "9")));
        assert_eq!(offered("nothing.there | "), []);
        assert_eq!(offered("term.effective |").len(), Filter::ALL.len());
    }
}
