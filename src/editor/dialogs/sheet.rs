//! Sheets to read: shortcuts, rules, about.

use super::{Outcome, close_ui, list_area};
use crate::check::Rule;
use crate::editor::commands::{Command, Group};
use crate::editor::tokens::{SPACE_M, SPACE_S, heading, section, small, soft, strong};
use crate::editor::widgets::{DELETE, DUPLICATE, MOVE_DOWN, MOVE_UP};
use egui::{Grid, Ui};

pub fn shortcuts_ui(ui: &mut Ui, fresh: bool) -> Option<Outcome> {
    ui.label(heading("Keyboard shortcuts"));
    ui.add_space(SPACE_S);
    let height = (ui.ctx().content_rect().height() - 240.0).max(160.0);
    list_area(height).show(ui, |ui| {
        for group in Group::ALL {
            let with_keys = |c: &&Command| c.group() == group && !c.shortcuts(ui.ctx().os()).is_empty();
            let commands: Vec<Command> = Command::ALL.iter().filter(with_keys).copied().collect();
            if commands.is_empty() {
                continue;
            }
            ui.add_space(SPACE_S);
            ui.label(section(group.name()));
            let rows: Vec<_> =
                commands.iter().map(|c| (keys(ui, *c), c.name().trim_end_matches('…'))).collect();
            rows_ui(ui, group.name(), &rows);
        }
        ui.add_space(SPACE_S);
        ui.label(section("In lists"));
        let list = [
            ("Enter".to_owned(), "Fold or unfold the item"),
            (ui.ctx().format_shortcut(&MOVE_UP), "Move the item up"),
            (ui.ctx().format_shortcut(&MOVE_DOWN), "Move the item down"),
            (ui.ctx().format_shortcut(&DUPLICATE), "Duplicate the item"),
            (ui.ctx().format_shortcut(&DELETE), "Delete the item"),
        ];
        rows_ui(ui, "lists", &list);
        ui.add_space(SPACE_M);
    });
    close_ui(ui, fresh)
}

fn keys(ui: &Ui, command: Command) -> String {
    let all = command.shortcuts(ui.ctx().os());
    all.iter().map(|s| ui.ctx().format_shortcut(s)).collect::<Vec<_>>().join(", ")
}

fn rows_ui(ui: &mut Ui, salt: &str, rows: &[(String, &str)]) {
    Grid::new(salt).num_columns(2).spacing([28.0, 4.0]).min_col_width(170.0).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(strong(keys.as_str()));
            ui.label(*what);
            ui.end_row();
        }
    });
}

/// The manual page of a rule.
pub fn explain_ui(ui: &mut Ui, rule: &Rule, fresh: bool) -> Option<Outcome> {
    ui.label(small(ui, format!("Rule {}, {}", rule.code, rule.severity.name())));
    ui.label(heading(rule.title));
    let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    list_area(height).show(ui, |ui| {
        let parts = [
            ("What it finds", rule.detects),
            ("Why it matters", rule.why),
            ("Example", rule.example),
            ("Better", rule.mend),
        ];
        for (title, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
            ui.add_space(SPACE_S);
            ui.label(strong(title));
            ui.label(soft(ui, text));
        }
    });
    close_ui(ui, fresh)
}

pub fn about_ui(ui: &mut Ui, fresh: bool) -> Option<Outcome> {
    ui.label(heading("Clausewright"));
    ui.label(soft(ui, format!("Version {}", env!("CARGO_PKG_VERSION"))));
    ui.add_space(SPACE_S);
    ui.label("A desktop editor for service level agreements whose numbers are typed, exact and executable.");
    ui.label("It works offline: nothing leaves this computer.");
    ui.add_space(SPACE_S);
    ui.label(small(
        ui,
        "Licence: MIT or Apache 2.0. Fonts: Source Serif 4, Source Sans 3 (SIL Open Font Licence), DejaVu.",
    ));
    ui.label(small(
        ui,
        "The software is no legal advice: have an agreement read by a lawyer before you sign it.",
    ));
    close_ui(ui, fresh)
}
