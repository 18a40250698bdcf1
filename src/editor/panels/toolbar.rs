//! The most frequent commands, one click away.

use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, palette};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, labelled_button_ui, primary_button_ui};
use egui::{Button, Response, RichText, Ui};

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

/// In a narrower window, in points, the icons do without their words.
const WORDS: f32 = 850.0;
/// In a narrower window only the way to the next problem is here.
const BOTH_STEPS: f32 = 660.0;

/// `can` says what can be done now, `why` why not.
pub fn toolbar_ui(
    ui: &mut Ui,
    can: &dyn Fn(Command) -> bool,
    why: &dyn Fn(Command) -> Option<&'static str>,
    actions: &mut Vec<Action>,
) {
    let (narrow, tight) = (ui.available_width() < WORDS, ui.available_width() < BOTH_STEPS);
    ui.horizontal(|ui| {
        let mut press = |ui: &mut Ui, command: Command, response: Response| {
            let tip = words::tip(command.tip(), &command.shortcut_text(ui.ctx()));
            let response = response.on_hover_text(tip);
            let response = match why(command) {
                Some(reason) => response.on_disabled_hover_text(reason),
                None => response,
            };
            if response.clicked() {
                actions.push(Action::Run(command));
            }
        };
        let mut button = |ui: &mut Ui, command: Command, icon: Icon, text: &str| {
            let response = labelled_button_ui(ui, icon, text, (can(command), narrow));
            press(ui, command, response);
        };
        button(ui, Command::New, Icon::Sheet, words::NEW);
        button(ui, Command::Open, Icon::Folder, words::OPEN);
        button(ui, Command::Save, Icon::Disk, words::SAVE);
        ui.separator();
        button(ui, Command::Undo, Icon::Undo, words::UNDO);
        button(ui, Command::Redo, Icon::Redo, words::REDO);
        ui.separator();
        let steps = [(Command::PreviousProblem, words::PREVIOUS), (Command::NextProblem, words::NEXT)];
        for (command, text) in steps.into_iter().skip(usize::from(tight)) {
            let response = ui.add_enabled(can(command), Button::new(text));
            press(ui, command, response);
        }
        ui.separator();
        let response = labelled_button_ui(ui, Icon::Checked, words::REVIEW, (can(Command::Review), false));
        press(ui, Command::Review, response);
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
