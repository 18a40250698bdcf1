//! How a file that another program changed differs from the open draft.

use super::{Answer, Outcome, list_area};
use crate::editor::panels::changes::{Changes, changes_ui};
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::redline::FieldChange;
use egui::Ui;
use std::path::Path;

pub struct CompareDialog {
    file: String,
    changes: Changes,
    /// The draft can be changed and saved here.
    writable: bool,
}

impl CompareDialog {
    /// `changes`: from the file to the draft.
    pub fn new(path: &Path, changes: Vec<FieldChange>, writable: bool) -> Self {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { file, changes: Changes::new(changes), writable }
    }

    pub(super) fn compare_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading("The file and your draft"));
        let words = match self.changes.len() {
            0 => format!("Every field of “{}” is as in your draft; only its layout differs.", self.file),
            1 => format!("“{}” differs from your draft in 1 place.", self.file),
            n => format!("“{}” differs from your draft in {n} places.", self.file),
        };
        ui.label(soft(ui, words));
        if !self.changes.is_empty() {
            ui.label(small(ui, "Struck through: what the file says. Underlined: what your draft says."));
        }
        let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
        list_area(height).show(ui, |ui| changes_ui(ui, &mut self.changes));
        ui.add_space(SPACE_S * 2.0);
        ui.horizontal_wrapped(|ui| {
            if self.writable {
                let first = primary_button_ui(ui, "Save mine as…");
                hand_over(&first, fresh);
                if first.clicked() {
                    return Some(Outcome::Answer(Answer::SaveCopy));
                }
            }
            if ui.button("Reload the file").on_hover_text("Undo brings your draft back").clicked() {
                return Some(Outcome::Answer(Answer::Reload));
            }
            let tip = "What is in the file now stays among the earlier saves";
            if self.writable && ui.button("Overwrite the file").on_hover_text(tip).clicked() {
                return Some(Outcome::Answer(Answer::Overwrite));
            }
            let close = ui.button("Close");
            hand_over(&close, fresh && !self.writable);
            close.clicked().then_some(Outcome::Close)
        })
        .inner
    }
}
