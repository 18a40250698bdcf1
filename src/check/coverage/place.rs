//! The section of the text that shows a field.

use crate::document::Document;
use crate::template::{Section, Template};
use crate::value::FieldPath;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the section of this number and title.
    Section(String),
    /// Only in sections that are not printed as the draft stands.
    LeftOut,
    /// The form shows no such field.
    Nowhere,
}

/// Where the text shows what stands at a path.
pub(super) fn of(template: &Template, document: &Document, path: &FieldPath) -> Place {
    let mut showing: Vec<(usize, &Section)> =
        template.sections.iter().filter_map(|s| closeness(s, path).map(|close| (close, s))).collect();
    showing.sort_by_key(|(close, _)| std::cmp::Reverse(*close));
    let printed = showing
        .iter()
        .find_map(|(_, section)| document.sections.iter().find(|printed| printed.id == section.id.as_str()));
    match printed {
        Some(section) => Place::Section(format!("{} {}", section.number, section.title)),
        None if showing.is_empty() => Place::Nowhere,
        None => Place::LeftOut,
    }
}

/// How closely one of a section's entries names the path; `None` if none shows it or a part of it.
fn closeness(section: &Section, path: &FieldPath) -> Option<usize> {
    let close = |entry: &String| {
        let at = FieldPath::new(entry.as_str());
        let whole = path.is_within(&at).then_some(1 + entry.len());
        whole.or_else(|| at.is_within(path).then_some(0))
    };
    section.form.iter().filter_map(close).max()
}
