//! What to export: the format, with the draft inside or not, final or marked as a draft.

use super::Outcome;
use crate::check::Summary;
use crate::editor::files::ExportOrder;
use crate::editor::tokens::{SPACE_S, heading, palette, small};
use crate::editor::widgets::{hand_over, primary_button_ui, problem_ui};
use crate::export::Format;
use egui::{Frame, Id, Key, Margin, Modifiers, Ui};

pub struct ExportDialog {
    pub format: Format,
    pub with_source: bool,
    pub summary: Summary,
    /// The formats on screen: Enter on one of them exports.
    choices: Vec<Id>,
}

impl ExportDialog {
    pub fn new(format: Format, with_source: bool, summary: Summary) -> Self {
        Self { format, with_source, summary, choices: Vec::new() }
    }

    pub(super) fn export_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let at_choice = ui.memory(|m| m.focused()).is_some_and(|id| self.choices.contains(&id));
        let entered = at_choice && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        self.choices.clear();
        ui.label(heading("Export"));
        ui.add_space(SPACE_S);
        for (index, format) in Format::ALL.iter().enumerate() {
            let response = ui.radio(self.format == *format, name(*format));
            hand_over(&response, fresh && self.format == *format);
            self.choices.push(response.id);
            if response.clicked() {
                self.format = *format;
            }
            ui.indent(index, |ui| ui.label(small(ui, purpose(*format))));
        }
        if self.format == Format::Pdf {
            ui.add_space(SPACE_S);
            ui.checkbox(&mut self.with_source, "Put the draft inside the PDF");
            ui.label(small(ui, "Whoever gets the PDF can then open it for editing again."));
        }
        self.problems_ui(ui);
        ui.add_space(SPACE_S * 2.0);
        self.buttons_ui(ui).or(entered.then(|| self.order(self.summary.errors > 0)))
    }

    fn order(&self, draft: bool) -> Outcome {
        Outcome::Export(ExportOrder { format: self.format, with_source: self.with_source, draft })
    }

    fn problems_ui(&self, ui: &mut Ui) {
        ui.add_space(SPACE_S);
        let p = palette(ui);
        if self.summary.errors > 0 {
            Frame::new().fill(p.error_soft).corner_radius(6.0).inner_margin(Margin::same(10)).show(ui, |ui| {
                let count = self.summary.errors;
                let message = if count == 1 { "One error is left.".to_owned() } else { format!("{count} errors are left.") };
                let hint = "A final export needs an agreement without errors. A draft export is marked as a draft on every page.";
                problem_ui(ui, crate::check::Severity::Error, &message, hint);
            });
        } else if self.summary.warnings > 0 {
            Frame::new().fill(p.warning_soft).corner_radius(6.0).inner_margin(Margin::same(10)).show(
                ui,
                |ui| {
                    let message = format!("No errors; {}.", self.summary.words());
                    problem_ui(ui, crate::check::Severity::Warning, &message, "They do not stop an export.");
                },
            );
        }
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Outcome> {
        let mut outcome = None;
        ui.horizontal_wrapped(|ui| {
            if self.summary.errors == 0 {
                if primary_button_ui(ui, "Export final…").clicked() {
                    outcome = Some(self.order(false));
                }
                if ui.button("Export as draft…").clicked() {
                    outcome = Some(self.order(true));
                }
            } else {
                if primary_button_ui(ui, "Export as draft…").clicked() {
                    outcome = Some(self.order(true));
                }
                if ui.button("Show problems").clicked() {
                    outcome = Some(Outcome::ShowProblems);
                }
            }
            if ui.button("Cancel").clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}

fn name(format: Format) -> &'static str {
    format.label()
}

fn purpose(format: Format) -> &'static str {
    match format.ending() {
        "pdf" => "To sign and to archive: PDF/A-3a, readable by screen readers.",
        "md" => "To read and compare as text, in repositories and wikis.",
        "txt" => "The words alone.",
        "json" => "For programs.",
        _ => "",
    }
}
