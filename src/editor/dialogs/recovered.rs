//! A recovered draft laid over its file.

use super::{Outcome, list_area};
use crate::editor::panels::recovered::{Wish, title_of, warning};
use crate::editor::tokens::{SPACE_S, heading, palette, soft, strong};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::redline::{ChangeKind, FieldChange};
use crate::session::recovery::{FileState, Recovered, moment_words, unix_now};
use egui::{Label, RichText, Ui};
use std::path::PathBuf;

pub struct RecoveredDialog {
    title: String,
    /// What is laid over what.
    about: String,
    warning: Option<String>,
    changes: Vec<FieldChange>,
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
            changes: recovered.changes.clone(),
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
        list_area(height).show(ui, |ui| self.changes.iter().for_each(|change| change_ui(ui, change)));
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

fn change_ui(ui: &mut Ui, change: &FieldChange) {
    let value = |text: &str| if text.is_empty() { "nothing entered".to_owned() } else { text.to_owned() };
    let what = match change.kind {
        ChangeKind::Changed => format!("{}  →  {}", value(&change.before), value(&change.after)),
        ChangeKind::Added => format!("Added: {}", value(&change.after)),
        ChangeKind::Removed => format!("Removed: {}", value(&change.before)),
        ChangeKind::Moved => format!("Moved from place {} to {}", change.before, change.after),
    };
    ui.add_space(SPACE_S);
    ui.add(Label::new(strong(change.full_place())).wrap());
    ui.add(Label::new(what).wrap());
}
