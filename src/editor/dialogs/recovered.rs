//! A recovered draft laid over its file.

use super::{Outcome, list_area};
use crate::editor::panels::changes::{Changes, changes_ui};
use crate::editor::panels::recovered::{Wish, title_of, warning};
use crate::editor::tokens::{SPACE_S, heading, palette, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::session::recovery::{FileState, Recovered, moment_words, unix_now};
use egui::{Label, RichText, Ui};
use std::path::PathBuf;

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
        let count = recovered.changes.len();
        let things = if count == 1 { "One thing is".to_owned() } else { format!("{count} things are") };
        let about = match (&recovered.file, &recovered.head.base) {
            (FileState::AsBefore(_) | FileState::Changed(Some(_)), Some(base)) => {
                format!("{things} different from {} as it is now.", base.path.display())
            }
            _ => format!(
                "{things} different from a new draft of the form “{}”.",
                recovered.form.template().title
            ),
        };
        let time = moment_words(recovered.head.written, unix_now());
        Self {
            title: title_of(recovered).to_owned(),
            about: format!("{about} It was last changed {time}."),
            warning: warning(recovered),
            changes: Changes::new(recovered.changes.clone()),
            journal,
        }
    }

    pub(super) fn title(&self) -> String {
        format!("Changes of {}", self.title)
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
            let open = primary_button_ui(ui, "Open as unsaved");
            hand_over(&open, fresh);
            if open.clicked() {
                outcome = Some(Outcome::Recover(Wish::Open(self.journal.clone())));
            }
            if ui.button("Close").clicked() {
                outcome = Some(Outcome::Close);
            }
        });
        outcome
    }
}
