//! The text of a section: which clauses it has, in which wording, and clauses of one's own.

mod alternatives;
mod card;
mod compare;
mod kept;
mod own;
pub mod words;

pub use kept::{Kept, departures};

use crate::agreement::queries::role_of;
use crate::draft::{Draft, Edit};
use crate::editor::tokens::{SPACE_M, small};
use crate::editor::view::{Action, View};
use crate::editor::widgets::{Form, Place, folding_ui, has_room, place, room_ui};
use crate::template::{Clause, Section};
use crate::value::{FieldPath, Id};
use card::clause_ui;
use egui::{Button, Ui};
use own::own_clause_ui;

pub fn clauses_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let fold = FieldPath::new(format!("clauses.{}", section.id));
    let own: Vec<String> = own_clauses(form.draft, section);
    let wanted = form.view.jump.as_ref().is_some_and(|j| leads_here(&j.path, section, &own));
    if wanted {
        form.view.open.insert(fold.to_string());
    }
    ui.add_space(SPACE_M);
    let open = form.view.open.contains(fold.as_str());
    let count = section.clauses.len() + own.len();
    let text = words::heading(count);
    let (_, now) = folding_ui(ui, form.id(&fold), open, &text);
    form.view.set_open(&fold, now);
    let said = words::departures(
        kept::changed(form.draft, section),
        own.len(),
        section.clauses.iter().filter(|c| !is_included(form.draft, section, c)).count(),
    );
    if !said.is_empty() {
        ui.label(small(ui, said));
    }
    if !open {
        return;
    }
    version_ui(ui, form);
    if form.read_only {
        all_ui(ui, form, section, &own);
        return;
    }
    ui.label(small(ui, words::ADVICE));
    let list = FieldPath::new("extra_clauses");
    room_ui(ui, form, &list);
    all_ui(ui, form, section, &own);
    if ui.add_enabled(has_room(form.draft, &list), Button::new(words::ADD)).clicked() {
        add(form.draft, section, form.view, form.actions);
    }
}

fn all_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section, own: &[String]) {
    for clause in &section.clauses {
        clause_ui(ui, form, section, clause);
    }
    for (index, id) in own.iter().enumerate() {
        own_clause_ui(ui, form, id, index, own);
    }
}

/// Says that the texts may have changed since the draft was begun.
fn version_ui(ui: &mut Ui, form: &Form<'_>) {
    let (then, now) = (form.draft.template.version.trim(), form.template.version.trim());
    if !then.is_empty() && then != now {
        ui.label(small(ui, words::other_version(then, now)));
    }
}

fn is_included(draft: &Draft, section: &Section, clause: &Clause) -> bool {
    let key = section.clause_key(clause);
    let choice = draft.choices.iter().find(|c| c.id.as_str() == key);
    clause.optional.is_none_or(|default| choice.and_then(|c| c.include).unwrap_or(default))
}

/// Adds a clause of one's own at the end of a section.
pub fn add(draft: &Draft, section: &Section, view: &mut View, actions: &mut Vec<Action>) {
    let taken: Vec<String> = draft.extra_clauses.iter().map(|c| c.id.to_string()).collect();
    let id = Id::unique(&format!("{}-own", section.id), &taken).to_string();
    let path = FieldPath::new("extra_clauses").join(&id);
    let edits = vec![
        Edit::Insert { list: "extra_clauses".into(), at: usize::MAX, id },
        Edit::set(path.join("section"), section.id.as_str()),
    ];
    actions.push(Action::Edit { edits, name: words::ADD_STEP.to_owned(), key: None });
    view.go_to(&path.join("title"), true);
}

fn own_clauses(draft: &Draft, section: &Section) -> Vec<String> {
    let here = draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
    here.map(|c| c.id.to_string()).collect()
}

/// Whether a path leads to a clause of this section.
fn leads_here(path: &FieldPath, section: &Section, own: &[String]) -> bool {
    let segments: Vec<&str> = path.segments().take(2).collect();
    match segments.as_slice() {
        ["clauses" | "choices", id] => {
            *id == section.id.as_str() || section.clauses.iter().any(|c| section.clause_key(c) == *id)
        }
        ["extra_clauses", id] => own.iter().any(|o| o == id),
        _ => false,
    }
}

/// Where in words: the labels along a path, with the names of items.
pub fn words_of(draft: &Draft, path: &FieldPath) -> String {
    let mut words = Vec::new();
    let mut at = FieldPath::root();
    for segment in path.segments() {
        at = at.join(segment);
        match place(&at) {
            Some(Place::Field(spec)) => words.push(spec.label.to_owned()),
            Some(Place::Item(spec)) => {
                let name = draft.node(&at).and_then(|n| draft.agreement.name_of(n).or_else(|| role_of(n)));
                words.push(name.unwrap_or_else(|| spec.noun.to_owned()));
            }
            None => {}
        }
    }
    words.join(" › ")
}
