//! Every shortcut on one sheet, with what keys do in lists and panels; searched by what they do or by the keys.

use super::{Outcome, close_ui, list_area};
use crate::editor::commands::{Command, Group};
use crate::editor::tokens::{SPACE_M, SPACE_S, heading, section, small, strong};
use egui::{Context, Id, Label, TextEdit, Ui, vec2};

pub(super) mod words {
    use crate::editor::widgets::{DELETE, DUPLICATE, MOVE_DOWN, MOVE_UP};
    use egui::KeyboardShortcut;

    pub const TITLE: &str = "Keyboard shortcuts";
    pub const FIND: &str = "Find a shortcut";
    pub const EXAMPLE: &str = "What it does, or its keys";
    pub const NOTHING: &str = "No shortcut does that. The palette finds every command.";
    pub const NO_KEYS: &str = "in the menu";

    /// A heading with keys and what they do.
    type Part = (&'static str, Vec<(String, &'static str)>);

    /// What keys do in lists and panels, beside the commands. `said`: the keys of a shortcut on this system.
    pub fn beside(said: &dyn Fn(&KeyboardShortcut) -> String) -> [Part; 3] {
        let keys = |keys: &str| keys.to_owned();
        [
            (
                "In lists",
                vec![
                    (keys("Enter"), "Fold or unfold the item"),
                    (said(&MOVE_UP), "Move the item up"),
                    (said(&MOVE_DOWN), "Move the item down"),
                    (said(&DUPLICATE), "Duplicate the item"),
                    (said(&DELETE), "Remove the item"),
                ],
            ),
            (
                "In the problems",
                vec![
                    (keys("Up, Down, Home, End"), "Walk through the list"),
                    (keys("Left, Right"), "Fold or unfold the group"),
                    (keys("Enter"), "Go to the field"),
                    (said(&DELETE), "Accept the problem with a reason, or take that back"),
                ],
            ),
            (
                "In find and replace",
                vec![
                    (keys("Enter, Shift+Enter"), "Next hit, previous hit"),
                    (keys("Enter in “Replace with”"), "Replace this hit and go on"),
                    (keys("Down"), "From the field to the hits"),
                    (keys("Space"), "Replace this hit with all others, or leave it"),
                    (keys("Escape"), "Close and go back to the form"),
                ],
            ),
        ]
    }
}

#[derive(Default)]
pub struct ShortcutsDialog {
    query: String,
}

/// One line of the sheet.
struct Line {
    keys: String,
    what: String,
}

impl ShortcutsDialog {
    pub(super) fn shortcuts_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_S);
        let edit = TextEdit::singleline(&mut self.query)
            .id(Id::unique("find a shortcut"))
            .desired_width(f32::INFINITY)
            .hint_text(words::EXAMPLE);
        let field = ui.add(edit).accessible_name(words::FIND);
        if fresh {
            field.request_focus();
        }
        let wanted = self.query.trim().to_lowercase();
        let height = (ui.ctx().content_rect().height() - 300.0).max(120.0);
        list_area(height).show(ui, |ui| {
            let mut any = false;
            for (title, mut lines) in sheet(ui.ctx(), !wanted.is_empty()) {
                lines.retain(|line| fits(line, title, &wanted));
                if lines.is_empty() {
                    continue;
                }
                any = true;
                ui.add_space(SPACE_S);
                ui.label(section(title));
                lines.iter().for_each(|line| line_ui(ui, line));
            }
            if !any {
                ui.label(small(ui, words::NOTHING));
            }
            ui.add_space(SPACE_M);
        });
        close_ui(ui, false)
    }
}

/// The keys and what they do, both on as many lines as a narrow window needs.
fn line_ui(ui: &mut Ui, line: &Line) {
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() * 0.42).min(KEYS);
        ui.allocate_ui(vec2(width, 0.0), |ui| {
            ui.set_width(width);
            ui.add(Label::new(strong(line.keys.as_str())).wrap());
        });
        ui.add(Label::new(line.what.as_str()).wrap());
    });
}

/// Widest column of keys, in points.
const KEYS: f32 = 220.0;

fn fits(line: &Line, title: &str, wanted: &str) -> bool {
    let all = format!("{title} {} {}", line.keys, line.what).to_lowercase();
    wanted.split_whitespace().all(|word| all.contains(word))
}

/// All lines under their headings; `all`: the commands without keys too.
fn sheet(ctx: &Context, all: bool) -> Vec<(&'static str, Vec<Line>)> {
    let mut groups: Vec<(&'static str, Vec<Line>)> = Vec::new();
    for group in Group::ALL {
        let commands = Command::ALL.iter().filter(|c| c.group() == group);
        let lines = commands.filter_map(|command| {
            let keys: Vec<String> =
                command.shortcuts(ctx.os()).iter().map(|s| ctx.format_shortcut(s)).collect();
            let keys =
                if keys.is_empty() { all.then(|| words::NO_KEYS.to_owned())? } else { keys.join(", ") };
            Some(Line { keys, what: command.name().trim_end_matches('…').to_owned() })
        });
        groups.push((group.name(), lines.collect()));
    }
    let line = |(keys, what): (String, &str)| Line { keys, what: what.to_owned() };
    for (title, lines) in words::beside(&|shortcut| ctx.format_shortcut(shortcut)) {
        groups.push((title, lines.into_iter().map(line).collect()));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_with_keys_is_on_the_sheet_and_all_when_searched() {
        let ctx = Context::default();
        let count = |all| sheet(&ctx, all).iter().take(Group::ALL.len()).map(|(_, l)| l.len()).sum::<usize>();
        assert_eq!(count(true), Command::ALL.len());
        let with_keys = Command::ALL.iter().filter(|c| !c.shortcuts(ctx.os()).is_empty()).count();
        assert_eq!(count(false), with_keys);
    }

    #[test]
    fn a_line_is_found_by_what_it_does_by_its_keys_and_by_its_heading() {
        let line = Line { keys: "Ctrl+Shift+E".to_owned(), what: "Export again".to_owned() };
        assert!(
            fits(&line, "File", "again") && fits(&line, "File", "shift+e") && fits(&line, "File", "file exp")
        );
        assert!(!fits(&line, "File", "undo"));
    }
}
