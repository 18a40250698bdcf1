//! A clause of the form: whether it is in, in which wording, and what the drafter made of it.

use super::alternatives::alternatives_ui;
use super::compare::{compare_ui, mark_ui};
use super::kept::{departure, printed, text_of_form};
use super::leaving::{decide, heading_ui, left_out_ui, struck_ui};
use super::menu::{Whose, menu_ui};
use super::reads::reads_ui;
use super::{is_included, words};
use crate::draft::{Draft, Edit};
use crate::editor::tokens::{SPACE_S, palette, semibold, small, strong};
use crate::editor::view::{Action, Jump};
use crate::editor::widgets::{DELETE, Field, Form, Kind, field_ui, has_room, mark_found, place_of};
use crate::template::{Clause, Section};
use crate::value::{FieldPath, LeafKind, Need};
use egui::text::{LayoutJob, TextFormat};
use egui::{Button, FontId, Frame, Margin, RichText, Stroke, Ui};

/// The clause that a card is about.
struct About<'a> {
    clause: &'a Clause,
    key: &'a str,
    title: &'a str,
    included: bool,
    edited: bool,
}

pub fn clause_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section, clause: &Clause) {
    let key = section.clause_key(clause);
    let edited = form.draft.clauses.iter().any(|c| c.id.as_str() == key);
    let named = clause.named(form.draft.choice(&key));
    let title = if named.is_empty() { words::UNTITLED } else { named };
    let about =
        About { clause, key: &key, title, included: is_included(form.draft, section, clause), edited };
    let p = palette(ui);
    let path = FieldPath::new("clauses").join(&key);
    // Where the text is edited its field takes the jump.
    let leads_here = |jump: &Jump| {
        let choice = FieldPath::new("choices").join(&key);
        let field = jump.path == choice.join("title") || jump.path == choice.join("reason");
        let text = edited && about.included && jump.path.is_within(&path);
        !field && !text && (jump.path.is_within(&path) || jump.path.is_within(&choice))
    };
    let jump = form.view.jump.take_if(|j| leads_here(j));
    let fill = if form.view.is_highlighted(&path, ui.input(|i| i.time)) { p.highlight } else { p.sheet };
    let card = Frame::new().fill(fill).stroke(Stroke::new(1.0, p.line)).corner_radius(6.0);
    let shown = card.inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let (switch, menu) = head_ui(ui, form, &about, &path);
        if !about.included {
            let back = left_out_ui(ui, form, about.key, about.title);
            return (back.or(switch).or(menu), menu);
        }
        if !clause.guidance.is_empty() {
            ui.label(small(ui, clause.guidance.trim()));
        }
        heading_ui(ui, form, about.key, about.title);
        // The switch comes last: whoever was led here has not come to leave the clause out with the next key.
        (wording_ui(ui, form, &about).or(menu).or(switch), menu)
    });
    let (main, menu) = shown.inner;
    if let Some(jump) = jump {
        if !jump.gentle {
            form.show_ui(ui, &path, &shown.response);
        }
        if let Some(id) = main.filter(|_| jump.focus) {
            ui.memory_mut(|m| m.request_focus(if jump.row { menu.unwrap_or(id) } else { id }));
        }
    }
    // Commands are about the clause that the keyboard is in, whichever part of it that is.
    let focused = ui.memory(|m| m.focused()).and_then(|id| place_of(ui.ctx(), id));
    if focused.is_some_and(|w| w.layer_id == ui.layer_id() && shown.response.rect.contains(w.rect.center())) {
        form.view.at = Some(path);
    }
}

/// The heading, what sets the clause apart, and what can be done about it. Returns what takes the keyboard, and the
/// button of the menu.
fn head_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    about: &About<'_>,
    path: &FieldPath,
) -> (Option<egui::Id>, Option<egui::Id>) {
    if form.read_only {
        return (title_ui(ui, form, about), None);
    }
    ui.horizontal_top(|ui| {
        let rest = ui.available_width() - ui.spacing().interact_size.y - SPACE_S;
        let title = |ui: &mut Ui| {
            ui.set_width(rest);
            title_ui(ui, form, about)
        };
        let main = ui.vertical(title).inner;
        let (_, button) = menu_ui(ui, form, path, about.title, Whose::Form(about.included));
        (main, Some(button.id))
    })
    .inner
}

fn title_ui(ui: &mut Ui, form: &mut Form<'_>, about: &About<'_>) -> Option<egui::Id> {
    let mut main = None;
    ui.horizontal_wrapped(|ui| {
        if about.clause.optional.is_some() && !form.read_only {
            let mut on = about.included;
            let text = RichText::new(about.title).font(semibold(14.5));
            let text = if about.included { text } else { text.strikethrough().color(palette(ui).ink_soft) };
            let switch = ui.checkbox(&mut on, text);
            main = Some(switch.id);
            if switch.changed() {
                form.actions.extend(decide(form.draft, form.template, about.key, on));
            }
        } else if !about.included {
            struck_ui(ui, about.title);
        } else {
            ui.label(strong(about.title));
            if about.clause.optional.is_some() && about.included {
                ui.label(small(ui, words::INCLUDED));
            }
        }
        if about.edited && about.included {
            mark_ui(ui, &departure(form, about.clause, about.key));
        }
        if about.included && about.title != words::title(about.clause) {
            ui.label(small(ui, words::RENAMED));
        }
    });
    main
}

/// Draws how a clause reads. Returns what takes the keyboard, if that is no field.
fn wording_ui(ui: &mut Ui, form: &mut Form<'_>, about: &About<'_>) -> Option<egui::Id> {
    if about.edited {
        edited_ui(ui, form, about);
        return None;
    }
    let text = text_of_form(form.draft, form.template, about.clause, about.key);
    let now = printed(form, about.key);
    if about.clause.alternatives.is_empty() {
        if text.trim().is_empty() {
            ui.label(small(ui, words::FROM_FIELDS));
            return None;
        }
        if let Some(words) = &now {
            printed_ui(ui, form, about.key, words);
        }
    } else {
        let choice = form.draft.choices.iter().find(|c| c.id.as_str() == about.key);
        let chosen = choice.map(|c| c.alternative.as_str()).unwrap_or_default();
        alternatives_ui(ui, form, about.clause, about.key, about.title, chosen);
    }
    if now.is_none() {
        ui.label(small(ui, words::NOT_PRINTED));
    }
    if form.read_only || text.trim().is_empty() {
        return None;
    }
    let room = has_room(form.draft, &FieldPath::new("clauses"));
    let button = ui.add_enabled(room, Button::new(words::EDIT)).on_hover_text(words::EDIT_TIP);
    if button.has_focus() && ui.input_mut(|i| i.consume_shortcut(&DELETE)) {
        leave_out(form, about.key);
    }
    if button.clicked() {
        let path = FieldPath::new("clauses").join(about.key);
        let edits = vec![
            Edit::Insert { list: "clauses".into(), at: usize::MAX, id: about.key.to_owned() },
            Edit::set(path.join("text"), text.trim()),
        ];
        form.actions.push(Action::Edit { edits, name: words::edit_step(about.title), key: None });
        form.view.go_to(&path.join("text"), true);
    }
    Some(button.id)
}

/// Leaves the clause out, as its menu does; the keyboard stays with it.
fn leave_out(form: &mut Form<'_>, key: &str) {
    form.actions.extend(decide(form.draft, form.template, key, false));
    form.view.jump = Some(Jump::to_row(FieldPath::new("clauses").join(key)));
}

/// The words of a clause as they are printed, with those that are looked for marked.
fn printed_ui(ui: &mut Ui, form: &Form<'_>, key: &str, words: &str) {
    let Some(sought) = &form.view.sought else {
        ui.label(RichText::new(words).size(13.5));
        return;
    };
    let (found, at) = sought.find_in(&FieldPath::new("clauses").join(key), words);
    let p = palette(ui);
    let format = TextFormat::simple(FontId::proportional(13.5), p.ink);
    let job = mark_found(LayoutJob::single_section(words.to_owned(), format), &found, at, p);
    ui.label(job);
}

/// A clause in the author's own words, with the way back.
fn edited_ui(ui: &mut Ui, form: &mut Form<'_>, about: &About<'_>) {
    let item = FieldPath::new("clauses").join(about.key);
    let field = Field {
        path: item.join("text"),
        label: words::TEXT,
        help: words::TEXT_HELP,
        example: "",
        empty: "",
        need: Need::Required,
        kind: Kind::Leaf(LeafKind::Prose),
        refers: None,
    };
    field_ui(ui, form, &field);
    reads_ui(ui, form, &item);
    let departure = departure(form, about.clause, about.key);
    compare_ui(ui, form, &item, &departure);
    if !form.read_only && ui.button(words::RESTORE).clicked() {
        let remove = Edit::Remove { list: "clauses".into(), id: about.key.to_owned() };
        form.actions.push(Action::edit(remove, words::restore_step(about.title)));
    }
}

/// Writes a decision about a clause.
pub fn set_choice(form: &mut Form<'_>, key: &str, field: &str, value: &str, title: &str) {
    let edits = decision(form.draft, key, field, value);
    form.actions.push(Action::Edit { edits, name: words::choose_step(title), key: None });
}

/// The edits of a decision, with its entry if there is none.
fn decision(draft: &Draft, key: &str, field: &str, value: &str) -> Vec<Edit> {
    let item = FieldPath::new("choices").join(key);
    let entry = Edit::Insert { list: "choices".into(), at: usize::MAX, id: key.to_owned() };
    let entry = draft.node(&item).is_none().then_some(entry);
    entry.into_iter().chain([Edit::set(item.join(field), value)]).collect()
}
