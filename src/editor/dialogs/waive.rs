//! Accepting a problem needs a reason; it is kept in the draft and listed in reports.

use super::{Outcome, reason_ui, words as shared};
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::primary_button_ui;
use crate::value::FieldPath;
use egui::Ui;

pub(super) mod words {
    pub const TITLE: &str = "Accept this problem?";
    pub const EXAMPLE: &str = "e.g. agreed with the customer’s lawyer on 12 March";
    pub const KEPT: &str = "The reason is saved in the draft. It is never printed in the agreement.";
    pub const ACCEPT: &str = "Accept problem";

    pub fn all(count: usize) -> String {
        format!("Accept all {count} of this kind, and those to come")
    }
}

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
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_S);
        ui.label(soft(ui, self.message.as_str()));
        ui.add_space(SPACE_S);
        reason_ui(ui, &mut self.reason, words::EXAMPLE, fresh);
        if self.same > 1 {
            ui.checkbox(&mut self.everywhere, words::all(self.same));
        }
        ui.label(small(ui, words::KEPT));
        ui.add_space(SPACE_S * 2.0);
        let mut outcome = None;
        ui.horizontal(|ui| {
            let ready = !self.reason.trim().is_empty();
            let accept = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, words::ACCEPT)).inner;
            if accept.on_disabled_hover_text(shared::REASON_FIRST).clicked() {
                outcome = Some(Outcome::Waive {
                    code: self.code.clone(),
                    path: if self.everywhere { FieldPath::root() } else { self.path.clone() },
                    reason: self.reason.trim().to_owned(),
                });
            }
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
