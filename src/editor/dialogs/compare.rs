//! How a file that another program changed differs from the open draft.

use super::{Answer, Outcome, list_area};
use crate::editor::tokens::{SPACE_S, heading, palette, small, soft, strong};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::redline::{ChangeKind, FieldChange};
use egui::{Frame, Label, Margin, RichText, Stroke, Ui};
use std::path::Path;

/// The most differences that are listed.
const MOST: usize = 100;
/// Characters of a value that are shown.
const LONGEST: usize = 600;

pub struct CompareDialog {
    file: String,
    changes: Vec<FieldChange>,
    /// The draft can be changed and saved here.
    writable: bool,
}

impl CompareDialog {
    /// `changes`: from the file to the draft.
    pub fn new(path: &Path, changes: Vec<FieldChange>, writable: bool) -> Self {
        Self { file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), changes, writable }
    }

    pub(super) fn compare_ui(&self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading("The file and your draft"));
        let count = self.changes.len();
        let words = match count {
            0 => format!("Every field of “{}” is as in your draft; only its layout differs.", self.file),
            1 => format!("“{}” differs from your draft in 1 place.", self.file),
            n => format!("“{}” differs from your draft in {n} places.", self.file),
        };
        ui.label(soft(ui, words));
        ui.add_space(SPACE_S);
        let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
        list_area(height).show(ui, |ui| {
            for change in self.changes.iter().take(MOST) {
                change_ui(ui, change);
            }
            if count > MOST {
                ui.label(soft(ui, format!("And {} more.", count - MOST)));
            }
        });
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

fn change_ui(ui: &mut Ui, change: &FieldChange) {
    let p = palette(ui);
    let frame = Frame::new().stroke(Stroke::new(1.0, p.line)).corner_radius(6.0);
    frame.inner_margin(Margin::symmetric(10, 7)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(strong(change.full_place())).wrap());
        let side = |ui: &mut Ui, title: &str, value: &str| {
            ui.label(small(ui, title));
            let text = if value.is_empty() { "nothing entered".to_owned() } else { shortened(value) };
            ui.add(Label::new(RichText::new(text)).wrap());
        };
        match change.kind {
            ChangeKind::Changed => {
                side(ui, "In the file", &change.before);
                side(ui, "In your draft", &change.after);
            }
            ChangeKind::Added => side(ui, "Only in your draft", &change.after),
            ChangeKind::Removed => side(ui, "Only in the file", &change.before),
            ChangeKind::Moved => {
                let text = format!("Place {} in the file, {} in your draft", change.before, change.after);
                ui.label(soft(ui, text));
            }
        }
    });
    ui.add_space(SPACE_S / 2.0);
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut() {
        assert_eq!(shortened("ä"), "ä");
        assert!(shortened(&"ä".repeat(LONGEST + 1)).ends_with("ä […]"));
    }
}
