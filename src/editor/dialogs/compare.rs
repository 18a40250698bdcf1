//! How a file that another program changed differs from the open draft.

use super::{Answer, Outcome, list_area, words as shared};
use crate::editor::panels::changes::{Changes, changes_ui};
use crate::editor::tokens::{SPACE_S, heading, small, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::redline::FieldChange;
use egui::Ui;
use std::path::Path;

pub(super) mod words {
    pub const TITLE: &str = "The file and your draft";
    pub const LEGEND: &str = "Struck through: what the file says. Underlined: what your draft says.";
    pub const SAVE_COPY: &str = "Save mine as…";
    pub const RELOAD: &str = "Reload the file";
    pub const RELOAD_TIP: &str = "Undo brings your draft back";
    pub const OVERWRITE: &str = "Overwrite the file";
    pub const OVERWRITE_TIP: &str = "What is in the file now stays among the earlier saves";

    /// How many places differ.
    pub fn about(file: &str, count: usize) -> String {
        match count {
            0 => format!("Every field of “{file}” is as in your draft; only its layout differs."),
            1 => format!("“{file}” differs from your draft in 1 place."),
            n => format!("“{file}” differs from your draft in {n} places."),
        }
    }
}

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
        ui.label(heading(words::TITLE));
        ui.label(soft(ui, words::about(&self.file, self.changes.len())));
        if !self.changes.is_empty() {
            ui.label(small(ui, words::LEGEND));
        }
        let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
        list_area(height).show(ui, |ui| changes_ui(ui, &mut self.changes));
        ui.add_space(SPACE_S * 2.0);
        ui.horizontal_wrapped(|ui| {
            if self.writable {
                let first = primary_button_ui(ui, words::SAVE_COPY);
                hand_over(&first, fresh);
                if first.clicked() {
                    return Some(Outcome::Answer(Answer::SaveCopy));
                }
            }
            if ui.button(words::RELOAD).on_hover_text(words::RELOAD_TIP).clicked() {
                return Some(Outcome::Answer(Answer::Reload));
            }
            if self.writable && ui.button(words::OVERWRITE).on_hover_text(words::OVERWRITE_TIP).clicked() {
                return Some(Outcome::Answer(Answer::Overwrite));
            }
            let close = ui.button(shared::CLOSE);
            hand_over(&close, fresh && !self.writable);
            close.clicked().then_some(Outcome::Close)
        })
        .inner
    }
}
