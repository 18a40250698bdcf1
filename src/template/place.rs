//! Which section of a form shows what.

use super::{Section, Template};
use crate::value::FieldPath;

/// The section that shows a path: the one whose entry names it most closely, else one that shows a part of it.
/// `own_section` says in which section a clause of the author's own stands.
pub fn section_of<'a>(
    template: &'a Template,
    own_section: &dyn Fn(&str) -> Option<String>,
    path: &FieldPath,
) -> Option<&'a Section> {
    let segments: Vec<&str> = path.segments().take(2).collect();
    match segments.as_slice() {
        ["clauses" | "choices" | "sections" | "headings", name] => return by_clause(template, name),
        ["extra_clauses", id] => {
            let section = own_section(id)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_answers_and_clauses_are_found_in_their_section() {
        let template = crate::template::find("cloud-hosting").unwrap();
        let own = |id: &str| (id == "mine").then(|| template.template().sections[1].id.to_string());
        let title = |path: &str| {
            section_of(template.template(), &own, &path.into()).map(|s| s.title.as_str()).unwrap_or_default()
        };
        let second = template.template().sections[1].title.as_str();
        assert_eq!(title("extra_clauses.mine.text"), second);
        assert_eq!(title("extra_clauses.other"), "");
        assert_eq!(title("metrics.availability.target"), title("metrics"));
        assert!(!title("term.effective").is_empty());
        let section = &template.template().sections[2];
        let key = section.clause_key(&section.clauses[0]);
        assert_eq!(title(&format!("clauses.{key}.text")), section.title);
        assert_eq!(title("no.such.field"), "");
    }
}
