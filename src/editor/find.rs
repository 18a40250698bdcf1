//! What the palette can find: commands, sections, and every field of the draft.

use super::commands::Command;
use super::dialogs::{Entry, Target};
use super::panels::clauses::words_of;
use super::sections;
use crate::draft::Draft;
use crate::session::Session;
use crate::value::{FieldPath, LeafKind, Node, Shape};
use egui::Context;

/// Everything that can be found now.
pub fn entries(ctx: &Context, session: Option<&Session>, can: &dyn Fn(Command) -> bool) -> Vec<Entry> {
    let commands = Command::ALL.iter().copied().filter(|c| can(*c) && *c != Command::Palette);
    let mut entries: Vec<Entry> = commands
        .map(|c| Entry {
            text: c.name().to_owned(),
            detail: c.shortcut_text(ctx),
            target: Target::Command(c),
        })
        .collect();
    let Some(session) = session else { return entries };
    for section in sections::shown(session.template()) {
        entries.push(Entry {
            text: section.title.clone(),
            detail: "Section".to_owned(),
            target: Target::Section(section.id.to_string()),
        });
        for question in &section.questions {
            if let Some(q) = session.template().questions.iter().find(|q| q.id == *question) {
                let path = FieldPath::new(format!("answers.{question}.value"));
                entries.push(Entry {
                    text: q.label.clone(),
                    detail: section.title.clone(),
                    target: Target::Field(path),
                });
            }
        }
        for entry in &section.form {
            let path = FieldPath::new(entry.as_str());
            if let Some(node) = session.draft().node(&path) {
                fields(session.draft(), node, &path, &mut entries);
            }
        }
    }
    entries
}

fn fields(draft: &Draft, node: &dyn Node, path: &FieldPath, entries: &mut Vec<Entry>) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(_) => {
            let words = words_of(draft, path);
            let (detail, text) = words.rsplit_once(" › ").unwrap_or(("", &words));
            let entry = Entry {
                text: text.to_owned(),
                detail: detail.to_owned(),
                target: Target::Field(path.clone()),
            };
            entries.push(entry);
        }
        Shape::Record(record) => {
            for field in record.fields {
                if let Some(child) = node.child(field.name) {
                    fields(draft, child, &path.join(field.name), entries);
                }
            }
        }
        Shape::List(_) => {
            let Some(list) = node.as_list() else { return };
            for id in list.ids() {
                if let Some(item) = list.item(&id) {
                    fields(draft, item, &path.join(&id), entries);
                }
            }
        }
    }
}
