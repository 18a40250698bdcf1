//! The most frequent commands, one click away.

use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, palette};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, icon_ui, labelled_button_ui, primary_button_ui};
use egui::{Align, Button, FontId, Layout, Response, RichText, Ui, vec2};

mod words {
    use super::Walk;

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

    /// "5 of 11 problems", "48 to fill in", "No problems"; in little room the numbers alone.
    pub fn walk(walk: &Walk, brief: bool) -> String {
        let what = match walk {
            _ if brief => "",
            Walk { all: 1, to_fill: false, .. } => " problem",
            Walk { to_fill: false, .. } => " problems",
            Walk { to_fill: true, .. } => " to fill in",
        };
        match (walk.all, walk.at) {
            (0, _) => "No problems".to_owned(),
            (all, None) => format!("{all}{what}"),
            (all, Some(at)) if brief => format!("{at} / {all}"),
            (all, Some(at)) => format!("{at} of {all}{what}"),
        }
    }

    /// What a command does and its keys.
    pub fn tip(about: &str, keys: &str) -> String {
        format!("{about} {keys}")
    }
}

/// In a narrower window, in points, the icons do without their words.
const WORDS: f32 = 850.0;
/// In a narrower window the walk through the problems has its numbers alone.
const NUMBERS: f32 = 700.0;

/// Where one is on the walk through the problems of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The one that was gone to last, from 1.
    pub at: Option<usize>,
    pub all: usize,
    /// Nothing is wrong, something is still to be filled in.
    pub to_fill: bool,
}

/// `can` says what can be done now, `why` why not. `walk`: of the draft on screen.
pub fn toolbar_ui(
    ui: &mut Ui,
    can: &dyn Fn(Command) -> bool,
    why: &dyn Fn(Command) -> Option<&'static str>,
    walk: Option<Walk>,
    actions: &mut Vec<Action>,
) {
    let (narrow, tight) = (ui.available_width() < WORDS, ui.available_width() < NUMBERS);
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
        if let Some(walk) = walk {
            ui.separator();
            let mut step = |ui: &mut Ui, command: Command, icon: Icon, text: &str| {
                let response = labelled_button_ui(ui, icon, text, (walk.all > 0 && can(command), true));
                press(ui, command, response);
            };
            step(ui, Command::PreviousProblem, Icon::Left, words::PREVIOUS);
            walk_ui(ui, &walk, tight);
            step(ui, Command::NextProblem, Icon::Right, words::NEXT);
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

/// How far the walk is, in room enough for any step of it: the buttons beside it stay where they are.
fn walk_ui(ui: &mut Ui, walk: &Walk, brief: bool) {
    let font = FontId::proportional(TYPE_SMALL + 0.5);
    let widest = words::walk(&Walk { at: Some(walk.all), ..*walk }, brief);
    let widest = ui.painter().layout_no_wrap(widest, font.clone(), palette(ui).ink).size().x;
    let clean = walk.all == 0;
    let mark = if clean { 16.0 + ui.spacing().item_spacing.x } else { 0.0 };
    let room = vec2(widest + mark, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        if clean {
            icon_ui(ui, Icon::Done, palette(ui).good, 16.0);
        }
        ui.label(RichText::new(words::walk(walk, brief)).font(font).color(palette(ui).ink_soft));
    });
}

/// Looks like a search field, at the end of the bar, and opens the palette.
fn search_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add_space(SPACE_S);
    let ink = palette(ui).ink_faint;
    let keys = Command::Palette.shortcut_text(ui.ctx());
    let width = (ui.available_width() - SPACE_S).clamp(160.0, 320.0);
    ui.add_space((ui.available_width() - width).max(0.0));
    let button = Button::new(RichText::new(words::SEARCH).color(ink))
        .shortcut_text(RichText::new(keys).color(ink).small())
        .min_size(egui::vec2(width, 0.0));
    if ui.add(button).on_hover_text(Command::Palette.tip()).clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}

#[cfg(test)]
mod tests {
    use super::{Walk, words::walk};

    #[test]
    fn the_walk_is_said_in_the_right_number() {
        let of = |at: Option<usize>, all: usize, to_fill: bool| Walk { at, all, to_fill };
        assert_eq!(walk(&of(Some(5), 11, false), false), "5 of 11 problems");
        assert_eq!(walk(&of(None, 1, false), false), "1 problem");
        assert_eq!(walk(&of(None, 48, true), false), "48 to fill in");
        assert_eq!(walk(&of(Some(2), 48, true), true), "2 / 48");
        assert_eq!(walk(&of(None, 0, false), false), "No problems");
    }
}
