//! What can be done about a clause as a whole: the button beside its heading, with a menu.

use super::leaving::{decide, rename};
use super::order::{Side, find, insert};
use super::words;
use crate::editor::view::Jump;
use crate::editor::widgets::{
    DELETE, DUPLICATE, Form, Icon, MOVE_DOWN, MOVE_UP, Wish, close_if, has_room, icon_button_ui, row_keys,
};
use crate::value::FieldPath;
use egui::{Button, KeyboardShortcut, Popup, Response, Ui};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Insert(Side),
    /// Of a clause of the form: to change its heading.
    Rename,
    /// Of a clause of one's own.
    Wish(Wish),
    /// Of a clause of the form: to leave it out, or to put it in.
    Include(bool),
}

/// How far one of the drafter's own clauses can go.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    pub up: bool,
    pub down: bool,
}

/// Whose clause it is.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    Own(Ways),
    /// Of the form, and whether it is in.
    Form(bool),
}

/// Draws the button. Returns what is wished for a clause of the drafter's, and the button.
pub(super) fn menu_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    path: &FieldPath,
    name: &str,
    whose: Whose,
) -> (Option<Wish>, Response) {
    let button = icon_button_ui(ui, Icon::More, &words::actions(name));
    if button.has_focus() {
        form.view.at = Some(path.clone());
        form.view.focused = Some(path.clone());
    }
    let room = has_room(form.draft, &FieldPath::new(super::order::LIST));
    let pressed = if button.has_focus() { pressed(ui, whose) } else { None };
    let asked =
        pressed.or_else(|| Popup::menu(&button).show(|ui| entries_ui(ui, room, whose)).and_then(|m| m.inner));
    match asked {
        Some(Asked::Include(wanted)) => {
            form.actions.extend(decide(form.draft, form.template, path.last(), wanted));
            form.view.jump = Some(Jump::to_row(path.clone()));
            (None, button)
        }
        Some(Asked::Rename) => {
            if let Some((action, field)) = rename(form.draft, form.template, path.last()) {
                form.actions.extend(action);
                form.view.go_to(&field, true);
            }
            (None, button)
        }
        Some(Asked::Insert(side)) => {
            if let Some((section, at)) = find(form.draft, form.template, path) {
                insert(form.draft, section, at + usize::from(side == Side::After), form.view, form.actions);
            }
            (None, button)
        }
        Some(Asked::Wish(wish)) => (Some(wish), button),
        None => (None, button),
    }
}

fn pressed(ui: &Ui, whose: Whose) -> Option<Asked> {
    match whose {
        Whose::Own(_) => row_keys(ui).map(Asked::Wish),
        Whose::Form(true) if ui.input_mut(|i| i.consume_shortcut(&DELETE)) => Some(Asked::Include(false)),
        Whose::Form(_) => None,
    }
}

fn entries_ui(ui: &mut Ui, room: bool, whose: Whose) -> Option<Asked> {
    ui.set_min_width(190.0);
    let mut asked = None;
    let mut entry = |ui: &mut Ui, enabled: bool, text: &str, keys: Option<&KeyboardShortcut>, what: Asked| {
        let button = Button::new(text);
        let button = match keys {
            Some(keys) => button.shortcut_text(ui.ctx().format_shortcut(keys)),
            None => button,
        };
        if ui.add_enabled(enabled, button).clicked() {
            asked = Some(what);
        }
    };
    entry(ui, room, words::INSERT_BEFORE, None, Asked::Insert(Side::Before));
    entry(ui, room, words::INSERT_AFTER, None, Asked::Insert(Side::After));
    ui.separator();
    match whose {
        Whose::Form(wanted) => {
            if wanted {
                entry(ui, true, words::LEAVE_OUT, Some(&DELETE), Asked::Include(false));
            } else {
                entry(ui, true, words::PUT_CLAUSE_BACK, None, Asked::Include(true));
            }
            entry(ui, wanted, words::CHANGE_HEADING, None, Asked::Rename);
        }
        Whose::Own(ways) => {
            entry(ui, room, words::DUPLICATE, Some(&DUPLICATE), Asked::Wish(Wish::Duplicate));
            entry(ui, ways.up, words::MOVE_UP, Some(&MOVE_UP), Asked::Wish(Wish::MoveUp));
            entry(ui, ways.down, words::MOVE_DOWN, Some(&MOVE_DOWN), Asked::Wish(Wish::MoveDown));
            ui.separator();
            entry(ui, true, words::DELETE, Some(&DELETE), Asked::Wish(Wish::Delete));
        }
    }
    close_if(ui, asked.is_some());
    asked
}
