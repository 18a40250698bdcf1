//! A recovered draft laid over its file.

use super::{Outcome, list_area, words as shared};
use crate::editor::panels::changes::{Changes, changes_ui};
use crate::editor::panels::recovered::{Wish, title_of, warning};
use crate::editor::tokens::{SPACE_S, heading, palette, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::session::recovery::{FileState, Recovered, moment_words, unix_now};
use egui::{Label, RichText, Ui};
use std::path::PathBuf;

mod words {
    use std::path::Path;

    pub fn title(draft: &str) -> String {
        format!("Changes of {draft}")
    }

    /// How much differs from what, and when it was changed.
    pub fn about(count: usize, other: &str, time: &str) -> String {
        let things = if count == 1 { "One thing is".to_owned() } else { format!("{count} things are") };
        format!("{things} different from {other}. It was last changed {time}.")
    }

    pub fn file(path: &Path) -> String {
        format!("{} as it is now", path.display())
    }

    pub fn new_draft(form: &str) -> String {
        format!("a new draft of the form “{form}”")
    }
}

pub struct RecoveredDialog {
    title: String,
    /// What is laid over what.
    about: String,
    warning: Option<String>,
    changes: Changes,
    journal: PathBuf,
}

impl RecoveredDialog {
    pub fn of(recovered: &Recovered, journal: PathBuf) -> Self {
        let other = match (&recovered.file, &recovered.head.base) {
            (FileState::AsBefore(_) | FileState::Changed(Some(_)), Some(base)) => words::file(&base.path),
            _ => words::new_draft(&recovered.form.template().title),
        };
        let time = moment_words(recovered.head.written, unix_now());
        Self {
            title: title_of(recovered).to_owned(),
            about: words::about(recovered.changes.len(), &other, &time),
            warning: warning(recovered),
            changes: Changes::new(recovered.changes.clone()),
            journal,
        }
    }

    pub(super) fn title(&self) -> String {
        words::title(&self.title)
    }

    pub(super) fn recovered_ui(&mut self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title()));
        ui.label(soft(ui, self.about.as_str()));
        if let Some(text) = &self.warning {
            ui.add(Label::new(RichText::new(text).color(palette(ui).warning)).wrap());
        }
        let height = (ui.ctx().content_rect().height() - 300.0).max(160.0);
        list_area(height).show(ui, |ui| changes_ui(ui, &mut self.changes));
        ui.add_space(SPACE_S * 2.0);
        let mut outcome = None;
        ui.horizontal(|ui| {
            let open = primary_button_ui(ui, shared::OPEN_UNSAVED);
            hand_over(&open, fresh);
            if open.clicked() {
                outcome = Some(Outcome::Recover(Wish::Open(self.journal.clone())));
            }
            if ui.button(shared::CLOSE).clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
