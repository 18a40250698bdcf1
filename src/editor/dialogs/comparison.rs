//! How a comparison shall be saved: the format, and whose name stands beside each tracked change.

use super::{Outcome, words as shared};
use crate::editor::tokens::{SPACE_S, heading, small, strong};
use crate::editor::widgets::{hand_over, primary_button_ui, spoken};
use crate::session::comparison::ComparisonFormat;
use egui::accesskit::Role;
use egui::{Id, Key, Label, Modifiers, TextEdit, Ui};

pub(super) mod words {
    use crate::session::comparison::ComparisonFormat;

    pub const TITLE: &str = "Save the comparison";
    pub const FORMATS: &str = "Format";
    pub const AUTHOR: &str = "Name beside each change";
    pub const AUTHOR_HELP: &str = "Word shows it with every tracked change; those who get the file see it.";
    pub const AUTHOR_EXAMPLE: &str = "Your name or company";
    pub const SAVE: &str = "Save…";

    pub fn label(format: ComparisonFormat) -> &'static str {
        match format {
            ComparisonFormat::Pdf => "PDF",
            ComparisonFormat::Docx => "Word (.docx)",
            ComparisonFormat::Html => "Web page (.html)",
            ComparisonFormat::Markdown => "Markdown (.md)",
            ComparisonFormat::Text => "Text (.txt)",
            ComparisonFormat::Json => "JSON (.json)",
        }
    }

    /// What a format is for.
    pub fn purpose(format: ComparisonFormat) -> &'static str {
        match format {
            ComparisonFormat::Pdf => "To read and print: what each change means, then the marked text.",
            ComparisonFormat::Docx => "For the other side: tracked changes to accept or reject.",
            ComparisonFormat::Html => "To read in a browser: one file.",
            ComparisonFormat::Markdown => "For repositories and wikis.",
            ComparisonFormat::Text => "The words alone.",
            ComparisonFormat::Json => "Every change as data for programs.",
        }
    }
}

pub struct ComparisonDialog {
    format: ComparisonFormat,
    author: String,
    /// The formats on screen: Enter on one of them saves.
    choices: Vec<Id>,
}

/// Width of the column of names, in points.
const NAMES: f32 = 170.0;

impl ComparisonDialog {
    pub fn new(format: ComparisonFormat, author: String) -> Self {
        Self { format, author, choices: Vec::new() }
    }

    pub(super) fn comparison_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let at_choice = ui.memory(|m| m.focused()).is_some_and(|id| self.choices.contains(&id));
        let mut save = at_choice && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        self.choices.clear();
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_S);
        ui.scope(|ui| {
            spoken::whole(ui, Role::RadioGroup, words::FORMATS, None);
            for format in ComparisonFormat::ALL {
                let response = ui.horizontal(|ui| {
                    let response = ui.radio(self.format == format, words::label(format));
                    ui.add_space((NAMES - ui.min_rect().width()).max(0.0));
                    ui.add(Label::new(small(ui, words::purpose(format))).truncate());
                    response
                });
                let response = response.inner;
                hand_over(&response, fresh && self.format == format);
                self.choices.push(response.id);
                if response.clicked() {
                    self.format = format;
                }
            }
        });
        ui.add_space(SPACE_S);
        // Whatever is chosen, nothing below moves under the pointer.
        ui.add_enabled_ui(self.format == ComparisonFormat::Docx, |ui| {
            let label = ui.label(strong(words::AUTHOR));
            let edit = TextEdit::singleline(&mut self.author)
                .id(Id::unique("author of the comparison"))
                .char_limit(80)
                .desired_width(f32::INFINITY)
                .hint_text(words::AUTHOR_EXAMPLE);
            let response = ui.add(edit).labelled_by(label.id);
            save |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            ui.label(small(ui, words::AUTHOR_HELP));
        });
        ui.add_space(SPACE_S * 2.0);
        let mut outcome = None;
        ui.horizontal_wrapped(|ui| {
            save |= primary_button_ui(ui, words::SAVE).clicked();
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        if save {
            let author = self.author.trim().to_owned();
            return Some(Outcome::SaveComparison { format: self.format, author });
        }
        outcome
    }
}
