//! A place for a file, typed: for when the system has no file dialog, and for those who know the path.

use super::{Outcome, words as shared};
use crate::editor::files::{Purpose, with_ending};
use crate::editor::keyboard::keep_undo_in;
use crate::editor::tokens::{SPACE_S, TYPE_SMALL, heading, palette, small, strong};
use crate::editor::widgets::primary_button_ui;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{FontId, Id, Key, RichText, TextEdit, Ui};
use std::path::{Path, PathBuf};

mod words {
    use crate::editor::files::Purpose;
    use std::path::Path;

    pub const FILE: &str = "File";
    pub const EXAMPLE: &str = "/home/me/agreements/hosting.ron";
    pub const NOTHING_TYPED: &str = "Type the path of the file first.";

    pub fn title(purpose: &Purpose) -> &'static str {
        match purpose {
            Purpose::Open => "Open a draft",
            Purpose::Save { .. } => "Save the draft",
            Purpose::Export(_) => "Export",
            Purpose::Compare => "Compare with a file",
            Purpose::Returned => "Compare with a returned Word file",
            Purpose::Comparison(_) => "Save the comparison",
        }
    }

    pub fn stand_in(purpose: &Purpose) -> &'static str {
        match purpose {
            purpose if purpose.is_to_read() => {
                "The system offers no file dialog here, so type where the file is."
            }
            _ => "The system offers no file dialog here, so type where to put the file.",
        }
    }

    pub fn help(purpose: &Purpose) -> &'static str {
        match purpose {
            Purpose::Open => "The whole path of a draft, ending in .ron.",
            Purpose::Returned => {
                "The whole path of a Word file that was exported from this draft and came back, ending in .docx."
            }
            Purpose::Compare => {
                "The whole path of a draft, or of a PDF or Word file that was exported with its draft."
            }
            Purpose::Save { .. } => "The whole path; .ron is added if the name has no ending.",
            Purpose::Export(_) | Purpose::Comparison(_) => {
                "The whole path; the ending of the format is added if the name has none."
            }
        }
    }

    /// Where a name goes that was typed without a folder.
    pub fn place(path: &Path) -> String {
        format!("That is {}", path.display())
    }

    pub fn accept(purpose: &Purpose) -> &'static str {
        match purpose {
            Purpose::Open => "Open",
            Purpose::Save { .. } => "Save",
            Purpose::Export(_) => "Export",
            Purpose::Compare | Purpose::Returned => "Compare",
            Purpose::Comparison(_) => "Save",
        }
    }
}

pub struct PathDialog {
    pub purpose: Purpose,
    pub text: String,
    /// Why the path that was tried did not do.
    pub problem: Option<String>,
    /// The dialog stands in for one that the system does not have.
    pub stand_in: bool,
    /// Where a name without a folder belongs.
    pub folder: PathBuf,
}

impl PathDialog {
    pub fn title(&self) -> &'static str {
        words::title(&self.purpose)
    }

    pub(super) fn path_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title()));
        if self.stand_in {
            ui.label(small(ui, words::stand_in(&self.purpose)));
        }
        ui.add_space(SPACE_S);
        let label = ui.label(strong(words::FILE));
        let id = Id::unique("path dialog");
        let edit = TextEdit::singleline(&mut self.text).id(id).desired_width(f32::INFINITY);
        let response = ui.add(edit.hint_text(words::EXAMPLE)).labelled_by(label.id);
        keep_undo_in(&response);
        if fresh {
            response.request_focus();
            // Whoever types or pastes a path means that one alone.
            select_all(ui, id, &self.text);
        }
        if response.changed() {
            self.problem = None;
        }
        ui.label(small(ui, words::help(&self.purpose)));
        match self.elsewhere() {
            Some(place) => drop(ui.label(small(ui, words::place(&place)))),
            // The dialog stays where it is when the first letter is typed.
            None => ui.add_space(ui.fonts_mut(|f| f.row_height(&FontId::proportional(TYPE_SMALL)))),
        }
        if let Some(problem) = &self.problem {
            ui.label(RichText::new(problem).color(palette(ui).error));
        }
        ui.add_space(SPACE_S * 2.0);
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let mut outcome = None;
        ui.horizontal(|ui| {
            let clicked = primary_button_ui(ui, words::accept(&self.purpose)).clicked();
            if clicked || entered {
                let typed = self.text.trim();
                if typed.is_empty() {
                    self.problem = Some(words::NOTHING_TYPED.to_owned());
                } else {
                    outcome = Some(Outcome::Path(self.purpose.clone(), whole(typed, &self.folder)));
                }
            }
            if ui.button(shared::CANCEL).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }

    /// Where the file is meant to be, if what is typed does not say so by itself.
    fn elsewhere(&self) -> Option<PathBuf> {
        let typed = self.text.trim();
        let path = whole(typed, &self.folder);
        let path = if self.purpose.is_to_read() { path } else { with_ending(path, self.purpose.ending()) };
        (!typed.is_empty() && !Path::new(typed).has_root()).then_some(path)
    }
}

fn select_all(ui: &Ui, line: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), line).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(ui.ctx(), line);
}

/// The whole path: `~/` is the home folder, as in a shell, and what names no folder at all is in the proposed one.
fn whole(typed: &str, folder: &Path) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => folder.join(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_and_a_bare_name_is_in_the_proposed_one() {
        let folder = Path::new("/drafts");
        assert_eq!(whole("/a/b.ron", folder), Path::new("/a/b.ron"));
        assert_eq!(whole("b.ron", folder), Path::new("/drafts/b.ron"));
        if let Some(home) = std::env::home_dir() {
            assert_eq!(whole("~/b.ron", folder), home.join("b.ron"));
        }
    }
}
