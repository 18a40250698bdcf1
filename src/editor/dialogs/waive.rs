//! Accepting a problem needs a reason; it is kept in the draft and listed in reports.

use super::{Outcome, reason_ui};
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::primary_button_ui;
use crate::value::FieldPath;
use egui::Ui;

pub struct WaiveDialog {
    pub code: String,
    pub path: FieldPath,
    pub message: String,
    pub reason: String,
    /// How many open findings the same rule has.
    pub same: usize,
    /// Accept all that the rule finds, now and later.
    pub everywhere: bool,
}

impl WaiveDialog {
    pub(super) fn waive_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading("Accept this problem?"));
        ui.add_space(SPACE_S);
        ui.label(soft(ui, self.message.as_str()));
        ui.add_space(SPACE_S);
        reason_ui(ui, &mut self.reason, "e.g. agreed with the customer's lawyer on 12 March", fresh);
        if self.same > 1 {
            let all = format!("Accept all {} of this kind, and those to come", self.same);
            ui.checkbox(&mut self.everywhere, all);
        }
        ui.label(small(ui, "The reason is saved in the draft. It is never printed in the agreement."));
        ui.add_space(SPACE_S * 2.0);
        let mut outcome = None;
        ui.horizontal(|ui| {
            let ready = !self.reason.trim().is_empty();
            let accept = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, "Accept problem")).inner;
            if accept.on_disabled_hover_text("Write a reason first").clicked() {
                outcome = Some(Outcome::Waive {
                    code: self.code.clone(),
                    path: if self.everywhere { FieldPath::root() } else { self.path.clone() },
                    reason: self.reason.trim().to_owned(),
                });
            }
            if ui.button("Cancel").clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
