//! Accepting a problem needs a reason; it is kept in the draft and listed in reports.

use super::{Outcome, reason_ui, words as shared};
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::primary_button_ui;
use crate::value::FieldPath;
use egui::{Label, Ui};

pub(super) mod words {
    const ONE: &str = "Accept this problem?";
    pub const EXAMPLE: &str = "e.g. agreed with the customer’s lawyer on 12 March";
    pub const KEPT: &str = "The reason is saved in the draft. It is never printed in the agreement.";

    pub fn title(count: usize) -> String {
        if count == 1 { ONE.to_owned() } else { format!("Accept these {count} problems?") }
    }

    pub fn accept(count: usize) -> String {
        if count == 1 { "Accept problem".to_owned() } else { format!("Accept {count} problems") }
    }

    pub fn more(count: usize) -> String {
        if count == 1 { "and one more".to_owned() } else { format!("and {count} more") }
    }

    pub fn all(count: usize) -> String {
        format!("Accept all {count} of this kind, and those to come")
    }
}

pub struct WaiveDialog {
    /// What is accepted: rule, place and what it says.
    pub problems: Vec<(String, FieldPath, String)>,
    pub reason: String,
    /// How many open findings the same rule has, if it is about one problem.
    pub same: usize,
    /// Accept all that the rule finds, now and later.
    pub everywhere: bool,
}

/// How many of several problems are listed.
const LISTED: usize = 5;

impl WaiveDialog {
    pub(super) fn title(&self) -> String {
        words::title(self.problems.len())
    }

    fn outcome(&self) -> Outcome {
        let place = |path: &FieldPath| if self.everywhere { FieldPath::root() } else { path.clone() };
        let places = self.problems.iter().map(|(code, path, _)| (code.clone(), place(path)));
        Outcome::Waive { places: places.collect(), reason: self.reason.trim().to_owned() }
    }

    pub(super) fn waive_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title()));
        ui.add_space(SPACE_S);
        let count = self.problems.len();
        for (_, _, message) in self.problems.iter().take(LISTED) {
            let message = Label::new(soft(ui, message.as_str()));
            ui.add(if count == 1 { message } else { message.truncate() });
        }
        if count > LISTED {
            ui.label(small(ui, words::more(count - LISTED)));
        }
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
            let accept = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, &words::accept(count))).inner;
            if accept.on_disabled_hover_text(shared::REASON_FIRST).clicked() {
                outcome = Some(self.outcome());
            }
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
