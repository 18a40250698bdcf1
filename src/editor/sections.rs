//! Which section of the form shows what.

use crate::check::Finding;
use crate::template::{Section, Template};
use crate::value::FieldPath;

/// The sections of a form, in the order of the outline.
pub fn shown(template: &Template) -> Vec<&Section> {
    template.sections.iter().collect()
}

/// The section that shows a path: the one whose entry names it most closely, else one that shows a part of it.
pub fn of<'a>(
    template: &'a Template,
    own_sections: &dyn Fn(&str) -> Option<String>,
    path: &FieldPath,
) -> Option<&'a Section> {
    let segments: Vec<&str> = path.segments().take(2).collect();
    match segments.as_slice() {
        ["clauses" | "choices" | "sections", name] => return by_clause(template, name),
        ["extra_clauses", id] => {
            let section = own_sections(id)?;
            return template.sections.iter().find(|s| s.id.as_str() == section);
        }
        ["answers", id] => {
            return template.sections.iter().find(|s| s.questions.iter().any(|q| q.as_str() == *id));
        }
        _ => {}
    }
    let entries =
        template.sections.iter().flat_map(|s| s.form.iter().map(move |e| (s, FieldPath::new(e.as_str()))));
    let whole = entries.clone().filter(|(_, e)| path.is_within(e)).max_by_key(|(_, e)| e.as_str().len());
    whole.or_else(|| entries.clone().find(|(_, e)| e.is_within(path))).map(|(s, _)| s)
}

/// A clause's key is `<section>-<clause>`; a section's is its id.
fn by_clause<'a>(template: &'a Template, name: &str) -> Option<&'a Section> {
    let fits = |s: &&Section| {
        let id = s.id.as_str();
        name == id || (name.strip_prefix(id).is_some_and(|rest| rest.starts_with(['-', '.'])))
    };
    template.sections.iter().filter(fits).max_by_key(|s| s.id.as_str().len())
}

/// Whether a finding belongs to a section: as the check says, or by its path.
pub fn shows(section: &Section, finding: &Finding) -> bool {
    finding.section == section.title
}
