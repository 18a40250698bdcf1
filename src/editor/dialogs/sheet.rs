//! Sheets to read: rules, about.

use super::{Outcome, close_ui, list_area};
use crate::check::Rule;
use crate::editor::tokens::{SPACE_S, heading, small, soft, strong};
use egui::Ui;

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
