//! What could not be read of a file, place by place.

use super::{Outcome, close_ui, list_area};
use crate::draft::Loss;
use crate::editor::palette::Target;
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use egui::{Label, Ui};
use std::sync::Arc;

mod words {
    pub const COPY: &str = "Copy the list";
    pub const LINES: &str = "Line numbers are those of the file.";

    pub fn go_to(place: &str) -> String {
        format!("Go to {place}")
    }

    pub fn more(count: usize) -> String {
        if count == 1 { "And one more place.".to_owned() } else { format!("And {count} more places.") }
    }
}

/// The most places that are listed.
const MOST: usize = 200;

pub struct LossesDialog {
    pub title: String,
    pub losses: Arc<Vec<Loss>>,
}

impl LossesDialog {
    pub(super) fn losses_ui(&self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title.as_str()));
        ui.add_space(SPACE_S);
        let mut went = None;
        let height = (ui.ctx().content_rect().height() - 240.0).max(160.0);
        list_area(height).show(ui, |ui| {
            for loss in self.losses.iter().take(MOST) {
                ui.add(Label::new(loss.to_string()).wrap());
                if !loss.path.is_root() && ui.button(words::go_to(last(&loss.place))).clicked() {
                    went = Some(Outcome::Use(Target::Field(loss.path.clone())));
                }
                ui.add_space(SPACE_S);
            }
            if self.losses.len() > MOST {
                ui.label(soft(ui, words::more(self.losses.len() - MOST)));
            }
        });
        let all = self.losses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        ui.horizontal(|ui| {
            if ui.button(words::COPY).clicked() {
                ui.ctx().copy_text(all);
            }
            ui.label(small(ui, words::LINES));
        });
        went.or(close_ui(ui, fresh))
    }
}

fn last(place: &str) -> &str {
    place.rsplit(" › ").next().unwrap_or(place)
}
