//! The most frequent commands, one click away.

use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, palette};
use crate::editor::view::Action;
use crate::editor::widgets::primary_button_ui;
use egui::{Button, RichText, Ui};

/// `can` says what can be done now, `why` why not.
pub fn toolbar_ui(
    ui: &mut Ui,
    can: &dyn Fn(Command) -> bool,
    why: &dyn Fn(Command) -> Option<&'static str>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        let mut button = |ui: &mut Ui, command: Command, text: &str| {
            let tip = format!("{} {}", command.tip(), command.shortcut_text(ui.ctx()));
            let response = ui.add_enabled(can(command), Button::new(text)).on_hover_text(tip);
            let response = match why(command) {
                Some(reason) => response.on_disabled_hover_text(reason),
                None => response,
            };
            if response.clicked() {
                actions.push(Action::Run(command));
            }
        };
        button(ui, Command::New, "New");
        button(ui, Command::Open, "Open");
        button(ui, Command::Save, "Save");
        ui.separator();
        button(ui, Command::Undo, "Undo");
        button(ui, Command::Redo, "Redo");
        ui.separator();
        button(ui, Command::PreviousProblem, "Previous problem");
        button(ui, Command::NextProblem, "Next problem");
        ui.separator();
        button(ui, Command::Review, "Review");
        if can(Command::Export) {
            let tip = format!("{} {}", Command::Export.tip(), Command::Export.shortcut_text(ui.ctx()));
            if primary_button_ui(ui, "Export…").on_hover_text(tip).clicked() {
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
    let button = Button::new(RichText::new("Find command, section or field").color(ink))
        .shortcut_text(RichText::new(keys).color(ink).small())
        .min_size(egui::vec2(width, 0.0));
    if ui.add(button).on_hover_text(Command::Palette.tip()).clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}
