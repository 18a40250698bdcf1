//! How a comparison shall be saved: the format, and whose name stands beside each tracked change.

use super::{Outcome, words as shared};
use crate::editor::tokens::{SPACE_S, heading, small, strong};
use crate::editor::widgets::{OneStop, hand_over, primary_button_ui, spoken};
use crate::session::comparison::ComparisonFormat;
use egui::accesskit::Role;
use egui::{Id, Key, Label, Modifiers, TextEdit, Ui};

pub(super) mod words {
    use crate::session::comparison::ComparisonFormat;

    pub const TITLE: &str = "Save the comparison";
    pub const TITLE_OF_LIST: &str = "Save the list of changes";
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

    /// What a format is for; `of_two`: of a comparison of two drafts.
    pub fn purpose(format: ComparisonFormat, of_two: bool) -> &'static str {
        match format {
            ComparisonFormat::Pdf if !of_two => "To read and print: both texts, remarks, what was decided.",
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
    /// Whether two drafts are compared; the list of what came back in a Word file has fewer formats.
    of_two: bool,
    /// The formats on screen: Enter on one of them saves.
    choices: Vec<Id>,
}

/// Width of the column of names, in points.
const NAMES: f32 = 170.0;

impl ComparisonDialog {
    pub fn new(format: ComparisonFormat, author: String, of_two: bool) -> Self {
        let known = of_two || ComparisonFormat::LISTS.contains(&format);
        let format = if known { format } else { ComparisonFormat::default() };
        Self { format, author, of_two, choices: Vec::new() }
    }

    fn formats(&self) -> &'static [ComparisonFormat] {
        if self.of_two { &ComparisonFormat::ALL } else { &ComparisonFormat::LISTS }
    }

    pub(super) fn comparison_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        let at_choice = ui.memory(|m| m.focused()).is_some_and(|id| self.choices.contains(&id));
        let mut save = at_choice && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        self.choices.clear();
        ui.label(heading(if self.of_two { words::TITLE } else { words::TITLE_OF_LIST }));
        ui.add_space(SPACE_S);
        ui.scope(|ui| {
            spoken::whole(ui, Role::RadioGroup, words::FORMATS, None);
            let at = self.formats().iter().position(|format| *format == self.format);
            let mut stop = OneStop::new(ui, at);
            for format in self.formats().iter().copied() {
                let (response, taken) = ui
                    .horizontal(|ui| {
                        let drawn = stop.radio_ui(ui, self.format == format, words::label(format));
                        ui.add_space((NAMES - ui.min_rect().width()).max(0.0));
                        ui.add(Label::new(small(ui, words::purpose(format, self.of_two))).truncate());
                        drawn
                    })
                    .inner;
                hand_over(&response, fresh && self.format == format);
                self.choices.push(response.id);
                if taken {
                    self.format = format;
                }
            }
            stop.end(ui);
        });
        ui.add_space(SPACE_S);
        // Whatever is chosen, nothing below moves under the pointer.
        let named = self.format == ComparisonFormat::Docx;
        let author_ui = |ui: &mut Ui, author: &mut String, save: &mut bool| {
            let label = ui.label(strong(words::AUTHOR));
            let edit = TextEdit::singleline(author)
                .id(Id::unique("author of the comparison"))
                .char_limit(80)
                .desired_width(f32::INFINITY)
                .hint_text(words::AUTHOR_EXAMPLE);
            let response = ui.add(edit).labelled_by(label.id);
            *save |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            ui.label(small(ui, words::AUTHOR_HELP));
        };
        if self.of_two {
            ui.add_enabled_ui(named, |ui| author_ui(ui, &mut self.author, &mut save));
        }
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
