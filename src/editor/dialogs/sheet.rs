//! Sheets to read: rules, about.

use super::{Outcome, close_ui, list_area};
use crate::check::Rule;
use crate::editor::tokens::{SPACE_S, heading, small, soft, strong};
use egui::Ui;

pub(super) mod words {
    use crate::check::Severity;

    pub const DETECTS: &str = "What it finds";
    pub const WHY: &str = "Why it matters";
    pub const EXAMPLE: &str = "Example";
    pub const BETTER: &str = "Better";
    pub const ABOUT: &str = "About Clausewright";
    pub const NAME: &str = "Clausewright";
    pub const PURPOSE: &str =
        "A desktop editor for service level agreements whose numbers are typed, exact and executable.";
    pub const OFFLINE: &str = "It works offline: nothing leaves this computer.";
    pub const LICENCES: &str =
        "Licence: MIT or Apache 2.0. Fonts: Source Serif 4, Source Sans 3 (SIL Open Font Licence), DejaVu.";
    pub const ADVICE: &str =
        "The software is no legal advice: have an agreement read by a lawyer before you sign it.";

    pub fn rule(code: &str, severity: Severity) -> String {
        format!("Rule {code}, {}", severity.name())
    }

    pub fn version() -> String {
        format!("Version {}", env!("CARGO_PKG_VERSION"))
    }
}

/// The manual page of a rule.
pub fn explain_ui(ui: &mut Ui, rule: &Rule, fresh: bool) -> Option<Outcome> {
    ui.label(small(ui, words::rule(rule.code, rule.severity)));
    ui.label(heading(rule.title));
    let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    list_area(height).show(ui, |ui| {
        let parts = [
            (words::DETECTS, rule.detects),
            (words::WHY, rule.why),
            (words::EXAMPLE, rule.example),
            (words::BETTER, rule.mend),
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
    ui.label(heading(words::NAME));
    ui.label(soft(ui, words::version()));
    ui.add_space(SPACE_S);
    ui.label(words::PURPOSE);
    ui.label(words::OFFLINE);
    ui.add_space(SPACE_S);
    ui.label(small(ui, words::LICENCES));
    ui.label(small(ui, words::ADVICE));
    close_ui(ui, fresh)
}
