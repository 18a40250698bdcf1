//! Saying that a part of the agreement does not apply needs a reason; it is kept in the draft and listed in reports.

use super::{Outcome, reason_ui, words as shared};
use crate::check::part_name;
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::primary_button_ui;
use egui::Ui;

pub(super) mod words {
    pub const TITLE: &str = "A part that does not apply";
    pub const EXAMPLE: &str = "e.g. agreed in section 9 of the master services agreement";
    pub const KEPT: &str =
        "The reason is saved in the draft and listed by the check. It is never printed in the agreement.";
    pub const ACCEPT: &str = "Does not apply";
    pub const APPLIES: &str = "It applies again";

    pub fn question(part: &str) -> String {
        format!("{part}: why does this agreement do without it, or where else is it agreed?")
    }
}

pub struct AsideDialog {
    /// The part, by its id.
    pub part: String,
    pub reason: String,
    /// The draft says so already; the reason may change, or the part may apply again.
    pub marked: bool,
}

impl AsideDialog {
    pub(super) fn aside_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let name = part_name(&self.part).unwrap_or_default();
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_S);
        ui.label(soft(ui, words::question(name)));
        ui.add_space(SPACE_S);
        reason_ui(ui, &mut self.reason, words::EXAMPLE, fresh);
        ui.label(small(ui, words::KEPT));
        ui.add_space(SPACE_S * 2.0);
        self.buttons_ui(ui)
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Outcome> {
        let mut outcome = None;
        ui.horizontal(|ui| {
            let ready = !self.reason.trim().is_empty();
            let accept = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, words::ACCEPT)).inner;
            if accept.on_disabled_hover_text(shared::REASON_FIRST).clicked() {
                outcome = Some(Outcome::SetAside {
                    part: self.part.clone(),
                    reason: self.reason.trim().to_owned(),
                });
            }
            if self.marked && ui.button(words::APPLIES).clicked() {
                outcome = Some(Outcome::ApplyAgain { part: self.part.clone() });
            }
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
