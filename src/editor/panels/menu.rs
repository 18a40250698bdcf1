//! The menu bar: every command under its group.

use crate::editor::commands::{Command, Group};
use crate::editor::view::Action;
use egui::{Button, MenuBar, Ui};

/// `can` says what can be done now, `why` why not; `undo` and `redo` name their steps.
pub fn menu_ui(
    ui: &mut Ui,
    can: &dyn Fn(Command) -> bool,
    why: &dyn Fn(Command) -> Option<&'static str>,
    undo: Option<&str>,
    redo: Option<&str>,
    actions: &mut Vec<Action>,
) {
    MenuBar::new().ui(ui, |ui| {
        for group in Group::ALL {
            ui.menu_button(group.name(), |ui| {
                ui.set_min_width(250.0);
                for command in Command::ALL.iter().copied().filter(|c| c.group() == group) {
                    if starts_block(command) {
                        ui.separator();
                    }
                    let name = match (command, undo, redo) {
                        (Command::Undo, Some(step), _) => format!("Undo {step}"),
                        (Command::Redo, _, Some(step)) => format!("Redo {step}"),
                        _ => command.name().to_owned(),
                    };
                    let button = Button::new(name).shortcut_text(command.shortcut_text(ui.ctx()));
                    let response = ui.add_enabled(can(command), button).on_hover_text(command.tip());
                    let response = match why(command) {
                        Some(reason) => response.on_disabled_hover_text(reason),
                        None => response,
                    };
                    if response.clicked() {
                        actions.push(Action::Run(command));
                        ui.close();
                    }
                }
            });
        }
    });
}

/// A line goes above these.
fn starts_block(command: Command) -> bool {
    matches!(
        command,
        Command::Save
            | Command::Review
            | Command::CloseDraft
            | Command::AddClause
            | Command::FixProblem
            | Command::PagesLarger
            | Command::ZoomIn
            | Command::ThemeLight
            | Command::NextProblem
            | Command::Coverage
            | Command::NextSection
            | Command::NextDraft
            | Command::About
    )
}
