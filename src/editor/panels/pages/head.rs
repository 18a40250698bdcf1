//! Above the pages: which page, how large, and what is wrong with them.

use super::stack::Zoom;
use super::{Pane, words, zoom};
use crate::check::Severity;
use crate::editor::commands::Command;
use crate::editor::tokens::small;
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, icon_button_ui, problem_ui};
use crate::export::typeset::Pages;
use egui::text::{CCursor, CCursorRange};
use egui::{Button, Id, Key, Response, TextEdit, Ui};

/// The id of the box with the number of the page.
pub fn page_box_id() -> Id {
    Id::unique("page number")
}

fn zoom_box_id() -> Id {
    Id::unique("page zoom")
}

pub fn head_ui(ui: &mut Ui, pages: &Pages, pane: &mut Pane<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        page_ui(ui, pages.count(), pane);
        ui.add_space(6.0);
        run_ui(ui, Icon::Minus, Command::PagesSmaller, pane.actions);
        percent_ui(ui, pane);
        run_ui(ui, Icon::Plus, Command::PagesLarger, pane.actions);
        menu_ui(ui, pane);
        if !pane.preview.is_current() && pane.preview.problem().is_none() {
            let partial = pane.preview.is_partial();
            ui.label(small(ui, if partial { words::PARTIAL } else { words::UPDATING }));
        }
    });
}

fn run_ui(ui: &mut Ui, icon: Icon, command: Command, actions: &mut Vec<Action>) {
    if icon_button_ui(ui, icon, command.name()).clicked() {
        actions.push(Action::Run(command));
    }
}

/// "Page 12 of 265", with the number to be typed.
fn page_ui(ui: &mut Ui, count: usize, pane: &mut Pane<'_>) {
    let label = ui.label(words::PAGE);
    let now = (pane.reader.page() + 1).to_string();
    let digits = count.to_string().len().max(2) as f32;
    let fresh = pane.reader.asked_page;
    let mut text = pane.reader.page_text.clone().unwrap_or(now);
    let response = box_ui(ui, page_box_id(), &mut text, 20.0 + digits * 9.0, fresh).labelled_by(label.id);
    response.clone().accessible_name(words::PAGE_BOX);
    if fresh {
        // Asked for from a dialog, it gets the keyboard only when that is gone from the screen.
        pane.reader.asked_page = !response.has_focus();
        if pane.reader.asked_page {
            response.request_focus();
            ui.ctx().request_repaint();
        }
    }
    if let Some(entered) = entered(ui, &response, text, &mut pane.reader.page_text)
        && let Ok(number) = entered.trim().parse::<usize>()
    {
        pane.reader.turn_to = Some(number.clamp(1, count.max(1)) - 1);
    }
    ui.label(words::of(count));
}

fn percent_ui(ui: &mut Ui, pane: &mut Pane<'_>) {
    let mut text = pane.reader.zoom_text.clone().unwrap_or_else(|| words::percent(pane.reader.percent()));
    let response = box_ui(ui, zoom_box_id(), &mut text, 56.0, false).accessible_name(words::ZOOM_BOX);
    if let Some(percent) =
        entered(ui, &response, text, &mut pane.reader.zoom_text).and_then(|text| zoom::read(&text))
    {
        *pane.zoom = Zoom::Percent(percent);
    }
}

fn box_ui(ui: &mut Ui, id: Id, text: &mut String, width: f32, fresh: bool) -> Response {
    let edit = TextEdit::singleline(text).id(id).desired_width(width).align(egui::Align2::CENTER_CENTER);
    let response = ui.add(edit);
    if (fresh || response.gained_focus())
        && let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id)
    {
        // What is typed takes the place of the number.
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
    }
    response
}

/// What was entered when the box is left with Enter or Tab; Escape takes it back.
fn entered(ui: &Ui, response: &Response, text: String, typed: &mut Option<String>) -> Option<String> {
    if response.changed() {
        *typed = Some(text);
    }
    if !response.lost_focus() {
        return None;
    }
    let text = typed.take();
    text.filter(|_| !ui.input(|i| i.key_pressed(Key::Escape)))
}

/// What the menu offers beside the sizes.
const MORE: [Command; 4] =
    [Command::FindInPages, Command::ShowOnPages, Command::CopyPage, Command::TogglePageProblems];

fn menu_ui(ui: &mut Ui, pane: &mut Pane<'_>) {
    let button = icon_button_ui(ui, Icon::More, words::MORE);
    egui::Popup::menu(&button).show(|ui| {
        ui.set_min_width(200.0);
        for command in MORE {
            command_ui(ui, command, pane.actions);
        }
        ui.separator();
        for command in [Command::PagesFit, Command::PagesWhole] {
            command_ui(ui, command, pane.actions);
        }
        ui.separator();
        for percent in zoom::OFFERED {
            if ui.button(words::percent(f32::from(percent))).clicked() {
                *pane.zoom = Zoom::Percent(f32::from(percent));
                ui.close();
            }
        }
    });
}

fn command_ui(ui: &mut Ui, command: Command, actions: &mut Vec<Action>) {
    let button = Button::new(command.name()).shortcut_text(command.shortcut_text(ui.ctx()));
    if ui.add(button).on_hover_text(command.tip()).clicked() {
        actions.push(Action::Run(command));
        ui.close();
    }
}

/// What the pages cannot show, in words.
pub fn banners_ui(ui: &mut Ui, pane: &mut Pane<'_>) {
    if let Some(problem) = pane.preview.problem() {
        problem_ui(ui, Severity::Error, problem, words::STALE);
    }
    let Some(first) = pane.preview.missing().first() else { return };
    let message = words::missing(&first.to_string(), pane.preview.missing().len() - 1);
    problem_ui(ui, Severity::Error, &message, words::REPLACE_CHARACTER);
    if ui.button(words::GO_TO_CHARACTER).clicked() {
        pane.actions.push(Action::GoTo(first.path.clone()));
    }
}
