//! Leaving clauses and sections of the form out, putting them back, and giving them other headings.

use super::words;
use crate::draft::{Choice, Draft, Edit, Heading};
use crate::editor::tokens::{SPACE_S, palette, semibold, small};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Field, Form, Icon, close_if, field_ui, icon_button_ui, icon_ui, place_problems_ui,
};
use crate::template::{Clause, Section, Template};
use crate::value::{FieldPath, Record};
use egui::{Button, Popup, RichText, Ui};

/// Leaves the clause with this key out or puts it back; nothing where it is so already.
pub fn decide(draft: &Draft, template: &Template, key: &str, wanted: bool) -> Option<Action> {
    let (section, clause) = template.clause(key)?;
    if clause.is_wanted(draft.choice(key)) == wanted {
        return None;
    }
    let title = section.name_of(clause, draft);
    let mut edits = clause.decided(draft, key, wanted);
    if wanted {
        return Some(Action::Edit { edits, name: words::put_back_step(title), key: None });
    }
    // A text that was emptied for want of another way goes with its clause.
    if draft.written(key).is_some_and(|own| own.text.trim().is_empty()) {
        edits.push(Edit::Remove { list: "clauses".into(), id: key.to_owned() });
    }
    Some(Action::EditAndSay { edits, name: words::leave_out_step(title), said: words::left_out(title) })
}

/// Leaves every clause of a section out, or puts those back that the form has; nothing where it is so already.
pub fn decide_all(draft: &Draft, section: &Section, wanted: bool) -> Option<Action> {
    let changes = |(key, clause): &(String, &Clause)| {
        let now = clause.is_wanted(draft.choice(key));
        now != wanted && (clause.starts_included() || !wanted)
    };
    let clauses = section.clauses.iter().map(|clause| (section.clause_key(clause), clause)).filter(changes);
    let edits: Vec<Edit> = clauses.flat_map(|(key, clause)| clause.decided(draft, &key, wanted)).collect();
    if edits.is_empty() {
        return None;
    }
    let name = section.named(draft);
    Some(match wanted {
        true => Action::Edit { edits, name: words::put_back_step(name), key: None },
        false => Action::EditAndSay { edits, name: words::leave_out_step(name), said: words::left_out(name) },
    })
}

/// Opens a heading for change: it begins as the form has it. Returns the field.
pub fn rename(draft: &Draft, template: &Template, key: &str) -> Option<(Option<Action>, FieldPath)> {
    let (section, clause) = template.clause(key)?;
    let item = FieldPath::new("choices").join(key);
    let field = item.join("title");
    let choice = draft.choice(key);
    if choice.is_some_and(|c| !c.title.trim().is_empty()) {
        return Some((None, field));
    }
    let name = words::rename_step(section.name_of(clause, draft));
    let begun = if clause.title.is_empty() { section.named(draft) } else { clause.title.as_str() };
    Some((Some(begin(choice.is_some(), "choices", key, &field, begun, name)), field))
}

/// As [`rename`], for a section.
pub fn rename_section(draft: &Draft, section: &Section) -> (Option<Action>, FieldPath) {
    let field = FieldPath::new("headings").join(&section.id).join("title");
    let own = draft.headings.iter().find(|heading| heading.id == section.id);
    if own.is_some_and(|heading| !heading.title.trim().is_empty()) {
        return (None, field);
    }
    let name = words::rename_step(&section.title);
    (Some(begin(own.is_some(), "headings", &section.id, &field, &section.title, name)), field)
}

fn begin(there: bool, list: &str, id: &str, field: &FieldPath, text: &str, name: String) -> Action {
    let insert = Edit::Insert { list: list.into(), at: usize::MAX, id: id.to_owned() };
    let set = Edit::set(field.clone(), text);
    let edits = if there { vec![set] } else { vec![insert, set] };
    Action::Edit { edits, name, key: None }
}

/// The heading that the drafter gives a clause, with the way back; nothing where the form's is kept.
pub(super) fn heading_ui(ui: &mut Ui, form: &mut Form<'_>, key: &str, name: &str) {
    let Some(choice) = form.draft.choice(key).filter(|c| !c.title.trim().is_empty()) else { return };
    let bare = choice.include.is_none() && choice.alternative.is_empty() && choice.reason.trim().is_empty();
    let path = FieldPath::new("choices").join(key).join("title");
    own_title_ui(ui, form, Choice::SPEC.field("title"), path, bare, name);
}

/// As [`heading_ui`], for a section.
pub fn section_title_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    if !form.draft.headings.iter().any(|h| h.id == section.id && !h.title.trim().is_empty()) {
        return;
    }
    let path = FieldPath::new("headings").join(&section.id).join("title");
    own_title_ui(ui, form, Heading::SPEC.field("title"), path, true, &section.title);
}

fn own_title_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    spec: Option<&'static crate::value::FieldSpec>,
    path: FieldPath,
    alone: bool,
    name: &str,
) {
    let Some(field) = spec.and_then(|spec| Field::of(spec, path.clone())) else { return };
    field_ui(ui, form, &field);
    if !form.read_only && ui.button(words::RESTORE_HEADING).clicked() {
        let item = path.parent().unwrap_or_default();
        let list = item.parent().unwrap_or_default();
        let edit = match alone {
            true => Edit::Remove { list, id: item.last().to_owned() },
            false => Edit::set(path, ""),
        };
        form.actions.push(Action::edit(edit, words::restore_heading_step(name)));
    }
}

/// A clause that is left out, as one row: struck through, with the way back and room for the reason. Returns what takes
/// the keyboard.
pub(super) fn left_out_ui(ui: &mut Ui, form: &mut Form<'_>, key: &str, name: &str) -> Option<egui::Id> {
    let choice = FieldPath::new("choices").join(key);
    let why = choice.join("reason");
    let decided = form.draft.choice(key);
    let says_why = decided.is_some_and(|c| !c.reason.trim().is_empty())
        || form.view.open.contains(why.as_str())
        || form.view.jump.as_ref().is_some_and(|jump| jump.path == why);
    let main = ui
        .horizontal_wrapped(|ui| {
            ui.label(small(ui, words::LEFT_OUT));
            if form.read_only {
                return None;
            }
            let button = ui.button(words::PUT_BACK);
            let told = words::put_back(name);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(told));
            if button.clicked()
                && let Some(action) = decide(form.draft, form.template, key, true)
            {
                form.actions.push(action);
            }
            if !says_why && decided.is_some() && ui.button(words::SAY_WHY).clicked() {
                form.view.open.insert(why.to_string());
                form.view.go_to(&why, true);
            }
            Some(button.id)
        })
        .inner;
    if decided.is_none() {
        return main;
    }
    form.view.left.insert(choice.join("include"));
    place_problems_ui(ui, form, &choice.join("include"));
    if says_why && let Some(field) = Choice::SPEC.field("reason").and_then(|spec| Field::of(spec, why)) {
        field_ui(ui, form, &field);
    }
    main
}

/// The heading of a clause that is left out.
pub(super) fn struck_ui(ui: &mut Ui, title: &str) {
    let p = palette(ui);
    ui.spacing_mut().item_spacing.x = SPACE_S;
    icon_ui(ui, Icon::Minus, p.ink_soft, 13.0);
    ui.label(RichText::new(title).font(semibold(14.5)).color(p.ink_soft).strikethrough());
}

/// What can be done about a section as a whole: the button beside its title, with a menu.
pub fn section_menu_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let name = section.named(form.draft);
    let button = icon_button_ui(ui, Icon::More, &words::section_actions(name));
    let out = section.is_left_out(form.draft);
    let entries = |ui: &mut Ui| {
        ui.set_min_width(190.0);
        let leave = ui.add(Button::new(if out { words::PUT_SECTION_BACK } else { words::LEAVE_SECTION_OUT }));
        let rename = ui.add(Button::new(words::CHANGE_TITLE));
        close_if(ui, leave.clicked() || rename.clicked());
        (leave.clicked(), rename.clicked())
    };
    let Some(asked) = Popup::menu(&button).show(entries) else { return };
    let (leave, rename) = asked.inner;
    if leave && let Some(action) = decide_all(form.draft, section, out) {
        form.actions.push(action);
    }
    if rename {
        let (action, field) = rename_section(form.draft, section);
        form.actions.extend(action);
        form.view.go_to(&field, true);
    }
}

/// Says that a section is left out, with the way back.
pub fn section_left_out_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let own = form.draft.extra_clauses.iter().any(|c| c.section.as_str() == section.id.as_str());
    ui.horizontal_wrapped(|ui| {
        let p = palette(ui);
        icon_ui(ui, Icon::Minus, p.ink_soft, 13.0);
        ui.label(if own { words::SECTION_LEFT_OUT_BUT_OWN } else { words::SECTION_LEFT_OUT });
        if form.read_only {
            return;
        }
        let button = ui.button(words::PUT_SECTION_BACK);
        if button.clicked()
            && let Some(action) = decide_all(form.draft, section, true)
        {
            form.actions.push(action);
        }
    });
}
