//! The most frequent commands, one click away.

use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, palette};
use crate::editor::view::Action;
use crate::editor::widgets::primary_button_ui;
use egui::{Button, RichText, Ui};

mod words {
    pub const NEW: &str = "New";
    pub const OPEN: &str = "Open";
    pub const SAVE: &str = "Save";
    pub const UNDO: &str = "Undo";
    pub const REDO: &str = "Redo";
    pub const PREVIOUS: &str = "Previous problem";
    pub const NEXT: &str = "Next problem";
    pub const REVIEW: &str = "Review";
    pub const EXPORT: &str = "Export…";
    pub const SEARCH: &str = "Find command, section or field";

    /// What a command does and its keys.
    pub fn tip(about: &str, keys: &str) -> String {
        format!("{about} {keys}")
    }
}

/// `can` says what can be done now, `why` why not.
pub fn toolbar_ui(
    ui: &mut Ui,
    can: &dyn Fn(Command) -> bool,
    why: &dyn Fn(Command) -> Option<&'static str>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        let mut button = |ui: &mut Ui, command: Command, text: &str| {
            let tip = words::tip(command.tip(), &command.shortcut_text(ui.ctx()));
            let response = ui.add_enabled(can(command), Button::new(text)).on_hover_text(tip);
            let response = match why(command) {
                Some(reason) => response.on_disabled_hover_text(reason),
                None => response,
            };
            if response.clicked() {
                actions.push(Action::Run(command));
            }
        };
        button(ui, Command::New, words::NEW);
        button(ui, Command::Open, words::OPEN);
        button(ui, Command::Save, words::SAVE);
        ui.separator();
        button(ui, Command::Undo, words::UNDO);
        button(ui, Command::Redo, words::REDO);
        ui.separator();
        button(ui, Command::PreviousProblem, words::PREVIOUS);
        button(ui, Command::NextProblem, words::NEXT);
        ui.separator();
        button(ui, Command::Review, words::REVIEW);
        if can(Command::Export) {
            let tip = words::tip(Command::Export.tip(), &Command::Export.shortcut_text(ui.ctx()));
            if primary_button_ui(ui, words::EXPORT).on_hover_text(tip).clicked() {
                actions.push(Action::Run(Command::Export));
            }
        }
        if ui.available_width() >= 330.0 {
            search_ui(ui, actions);
        }
    });
}

/// Looks like a search field and opens the palette.
fn search_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add_space(SPACE_S);
    let ink = palette(ui).ink_faint;
    let keys = Command::Palette.shortcut_text(ui.ctx());
    let width = (ui.available_width() - SPACE_S).clamp(160.0, 320.0);
    let button = Button::new(RichText::new(words::SEARCH).color(ink))
        .shortcut_text(RichText::new(keys).color(ink).small())
        .min_size(egui::vec2(width, 0.0));
    if ui.add(button).on_hover_text(Command::Palette.tip()).clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}
