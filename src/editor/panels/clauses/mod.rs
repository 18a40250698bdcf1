//! The text of a section: which clauses it has, in which wording, and clauses of one's own.

mod alternatives;
mod card;
mod compare;
mod kept;
mod leaving;
mod menu;
mod order;
mod own;
mod reads;
pub mod words;

pub use compare::comparison_of;
pub use kept::{Kept, departs, departures};
pub use leaving::{
    decide, decide_all, rename, rename_section, section_left_out_ui, section_menu_ui, section_title_ui,
};
pub use order::{Side, find, grant, insert};

use crate::agreement::queries::role_of;
use crate::draft::Draft;
use crate::editor::tokens::{SPACE_M, small};
use crate::editor::widgets::{
    Form, LONG, Place, Rows, folding_ui, has_room, keep_room, place, room_of_ui, room_ui,
};
use crate::template::{Clause, Section, Standing};
use crate::value::FieldPath;
use card::clause_ui;
use egui::{Button, Ui};
use menu::Ways;
use order::{LIST, path_of, standing};
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
        kept::changed(form.draft, form.template, section),
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
        all_ui(ui, form, section);
        return;
    }
    ui.label(small(ui, words::ADVICE));
    let list = FieldPath::new("extra_clauses");
    room_ui(ui, form, &list);
    all_ui(ui, form, section);
    if ui.add_enabled(has_room(form.draft, &list), Button::new(words::ADD)).clicked() {
        insert(form.draft, section, usize::MAX, form.view, form.actions);
    }
}

fn all_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let all = standing(form.draft, section);
    let mut rows = Rows::of(&FieldPath::new(LIST));
    let mut wish = None;
    for (index, clause) in all.iter().enumerate() {
        let path = path_of(section, *clause);
        if all.len() > LONG
            && form.view.jump.is_none()
            && let Some(rect) = room_of_ui(ui, form, &path, true)
        {
            rows.push(rect);
            continue;
        }
        let shown = ui.push_id(path.as_str(), |ui| match clause {
            Standing::Form(clause) => {
                clause_ui(ui, form, section, clause);
                None
            }
            Standing::Own(clause) => {
                own_clause_ui(ui, form, clause, Ways { up: index > 0, down: index + 1 < all.len() })
            }
        });
        rows.push(shown.response.rect);
        keep_room(ui, form, &path, true, shown.response.rect);
        wish = wish.or(shown.inner.map(|wish| (path, wish)));
    }
    // Those of the form cannot be taken hold of: their names are none of the drafter's clauses.
    let ids: Vec<String> = all
        .iter()
        .map(|clause| match clause {
            Standing::Form(_) => String::new(),
            Standing::Own(clause) => clause.id.to_string(),
        })
        .collect();
    if let Some((item, wish)) = wish.or_else(|| rows.finish_ui(ui, form, &ids)) {
        grant(form.draft, form.template, form.view, form.actions, &item, wish);
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
    clause.is_wanted(draft.choice(&section.clause_key(clause)))
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
