//! What can be found: commands, sections, fields with what they say, terms, names, clauses, open and recent drafts.

use super::{Entry, Target, words};
use crate::agreement::queries::role_of;
use crate::draft::Draft;
use crate::editor::commands::Command;
use crate::editor::{offers, sections};
use crate::session::Session;
use crate::store::RecentFile;
use crate::template::Section;
use crate::value::{FieldPath, LeafKind, Node, RecordSpec, Shape};
use egui::Context;

/// Where entries come from.
pub struct Sources<'a> {
    pub session: Option<&'a Session>,
    /// Titles of the open drafts, in the order of their tabs, and which is in front.
    pub open: Vec<String>,
    pub front: usize,
    /// Drafts that are not open.
    pub recent: Vec<&'a RecentFile>,
    pub can: &'a dyn Fn(Command) -> bool,
    pub why: &'a dyn Fn(Command) -> Option<&'static str>,
    /// The item of a list that the keyboard is at: "metric “Availability”".
    pub item: Option<String>,
}

/// Everything that can be found now.
pub fn entries(ctx: &Context, sources: &Sources<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for command in Command::ALL.iter().copied().filter(|c| *c != Command::Palette) {
        let keys = command.shortcut_text(ctx);
        let detail = if keys.is_empty() { words::command(command) } else { keys };
        let unavailable = if (sources.can)(command) { None } else { (sources.why)(command) };
        let name = command.name_for(sources.item.as_deref());
        let entry = Entry::new(&name, detail, Target::Command(command));
        entries.push(Entry { unavailable, ..entry.also_called(command.name(), command.other_words()) });
    }
    if let Some(session) = sources.session {
        of_draft(session, &mut entries);
    }
    for (index, title) in sources.open.iter().enumerate() {
        if sources.session.is_none() || index != sources.front {
            entries.push(Entry::new(title, words::OPEN_DRAFT, Target::Draft(index)));
        }
    }
    for file in &sources.recent {
        let name = file.path.file_stem().unwrap_or_default().to_string_lossy();
        let note = if file.title.trim() == name { String::new() } else { file.title.clone() };
        let entry = Entry::new(&name, words::RECENT_DRAFT, Target::File(file.path.clone()));
        entries.push(Entry { note, ..entry });
    }
    entries
}

fn of_draft(session: &Session, entries: &mut Vec<Entry>) {
    let draft = session.draft();
    for section in sections::shown(session.template()) {
        entries.push(Entry::new(
            section.named(draft),
            words::SECTION,
            Target::Section(section.id.to_string()),
        ));
        for question in &section.questions {
            if let Some(q) = session.template().questions.iter().find(|q| q.id == *question) {
                let path = FieldPath::new(format!("answers.{question}.value"));
                let note = shortened(draft.node(&path));
                let entry = Entry::new(&q.label, section.title.as_str(), Target::Field(path));
                entries.push(Entry { note, ..entry });
            }
        }
        for entry in &section.form {
            let path = FieldPath::new(entry.as_str());
            if let Some(node) = draft.node(&path) {
                let (label, above) = label(&path, section);
                walk(draft, node, &path, &label, &above, entries);
            }
        }
        clauses(draft, section, entries);
    }
}

/// What the place of a form's entry is called, and what stands above it.
fn label(path: &FieldPath, section: &Section) -> (String, String) {
    match crate::editor::widgets::place(path) {
        Some(crate::editor::widgets::Place::Field(spec)) => (spec.label.to_owned(), section.title.clone()),
        _ => (section.title.clone(), String::new()),
    }
}

fn walk(
    draft: &Draft,
    node: &dyn Node,
    path: &FieldPath,
    label: &str,
    above: &str,
    entries: &mut Vec<Entry>,
) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(_) => {
            let entry = Entry::new(label, above, Target::Field(path.clone()));
            entries.push(Entry { note: shortened(Some(node)), ..entry });
        }
        Shape::Record(record) => fields(draft, node, record, path, label, entries),
        Shape::List(record) => {
            let Some(list) = node.as_list() else { return };
            for (n, id) in list.ids().into_iter().enumerate() {
                let Some(item) = list.item(&id) else { continue };
                let path = path.join(&id);
                let name = draft.agreement.name_of(item);
                // Of several without a name each is told by what it is for, or by its place.
                let role = || name.clone().or_else(|| role_of(item));
                let shown = role().unwrap_or_else(|| words::nth(record.noun, n + 1));
                if let Some(name) = name {
                    let entry = Entry::new(&name, words::item(record.noun), Target::Field(path.clone()));
                    // A term is looked up for what it means.
                    let note = item.child("meaning").filter(|n| !n.is_blank()).map(|n| shortened(Some(n)));
                    entries.push(Entry { note: note.unwrap_or_default(), ..entry });
                }
                let above = format!("{label} › {shown}");
                fields(draft, item, record, &path, &above, entries);
            }
        }
    }
}

fn fields(
    draft: &Draft,
    node: &dyn Node,
    record: &RecordSpec,
    path: &FieldPath,
    above: &str,
    entries: &mut Vec<Entry>,
) {
    for field in record.fields {
        if let Some(child) = node.child(field.name) {
            let deeper = match child.shape() {
                Shape::Leaf(_) => field.label.to_owned(),
                _ => format!("{above} › {}", field.label),
            };
            walk(draft, child, &path.join(field.name), &deeper, above, entries);
        }
    }
}

/// The clauses of a section by their titles.
fn clauses(draft: &Draft, section: &Section, entries: &mut Vec<Entry>) {
    for clause in &section.clauses {
        let key = section.clause_key(clause);
        let title = clause.named(draft.choice(&key));
        if !title.is_empty() {
            let detail = format!("{} of {}", words::CLAUSE, section.named(draft));
            entries.push(Entry::new(title, detail, Target::Field(FieldPath::new("clauses").join(&key))));
        }
    }
    let own = draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
    for clause in own.filter(|c| !c.title.is_empty()) {
        let path = FieldPath::new("extra_clauses").join(&clause.id).join("title");
        entries.push(Entry::new(&clause.title, words::OWN_CLAUSE, Target::Field(path)));
    }
}

/// What a field says at present, on one line.
fn shortened(node: Option<&dyn Node>) -> String {
    let Some(node) = node.filter(|n| !n.is_blank()) else { return words::EMPTY.to_owned() };
    offers::shortened(&node.printed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    fn all() -> Vec<Entry> {
        let form = template::find("cloud-hosting").unwrap();
        let session = Session::new(form.example().clone(), form);
        let sources = Sources {
            session: Some(&session),
            open: vec!["One".to_owned(), "Two".to_owned()],
            front: 0,
            recent: Vec::new(),
            can: &|c| c != Command::Undo,
            why: &|_| Some("There is nothing to undo."),
            item: Some("metric “Uptime”".to_owned()),
        };
        entries(&Context::default(), &sources)
    }

    #[test]
    fn commands_sections_fields_terms_names_clauses_and_drafts_are_there() {
        let all = all();
        let find = |text: &str, detail: &str| {
            all.iter()
                .find(|e| e.text == text && e.detail.contains(detail))
                .unwrap_or_else(|| panic!("{text} {detail}"))
        };
        assert_eq!(find("Undo", "").unavailable, Some("There is nothing to undo."));
        assert_eq!(find("Redo", "").unavailable, None);
        find("Remove metric “Uptime”", "Edit menu");
        find("Move metric “Uptime” up", "Edit menu");
        find("Definitions and interpretation", words::SECTION);
        assert!(find("Service Credit", "Defined term").note.len() > 10, "with what it means");
        find("Two", words::OPEN_DRAFT);
        assert!(!all.iter().any(|e| e.text == "One"), "the draft in front is where one is");
        assert!(find("Short name", "Parties › ").note.len() > 2);
        assert!(all.iter().any(|e| e.detail == "Metric") && all.iter().any(|e| e.detail == "Service"));
        assert!(all.iter().any(|e| e.detail.starts_with(words::CLAUSE)));
        assert!(all.iter().all(|e| e.note.chars().count() <= offers::LONGEST + 1));
    }
}
