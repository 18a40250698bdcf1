//! Questions before something would be lost.

use super::Outcome;
use crate::editor::files::ExportOrder;
use crate::editor::tokens::{SPACE_S, heading, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use egui::{Response, Ui};
use std::path::PathBuf;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// These drafts have unsaved changes and are about to be closed.
    /// `after`: what becomes of the changes otherwise, in a sentence or two.
    Unsaved { titles: Vec<String>, leaving: bool, after: String },
    /// Another program changed the file since it was opened.
    ChangedOutside { file: String },
    /// The file was moved or deleted.
    Gone { file: String },
    /// Of the draft that was just opened a newer state was recovered.
    Recovered { file: String, journal: PathBuf },
    /// A file of this name exists.
    Replace { path: PathBuf },
    /// A file of the name for an export exists.
    ReplaceExport { path: PathBuf, order: ExportOrder },
    /// The file has other names (hard links), which saving leaves with the old content; so many in all.
    Linked { path: PathBuf, names: u64 },
    /// The window is asked to close while a save does not come to its end.
    StillSaving { title: String },
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    SaveAndClose,
    CloseWithoutSaving,
    Overwrite,
    SaveCopy,
    Reload,
    /// List how the file and the draft differ.
    Compare,
    Replace(PathBuf),
    ReplaceExport(PathBuf, ExportOrder),
    /// Save although the other names keep the old content.
    PartLinks(PathBuf),
    /// In the place of the file; by its journal.
    OpenRecovered(PathBuf),
    /// Leave once everything is saved.
    Wait,
    /// Do not wait for a save.
    LeaveAnyway,
    Cancel,
}

impl Ask {
    pub fn title(&self) -> &'static str {
        match self {
            Self::Unsaved { .. } => "Unsaved changes",
            Self::ChangedOutside { .. } => "The file was changed by another program",
            Self::Gone { .. } => "The file is no longer there",
            Self::Replace { .. } | Self::ReplaceExport { .. } => "Replace the file?",
            Self::Linked { .. } => "The file has other names",
            Self::Recovered { .. } => "There are unsaved changes of this draft",
            Self::StillSaving { .. } => "Still saving",
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Unsaved { titles, after, .. } => {
                let list = titles.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", ");
                let verb = if titles.len() == 1 { "has" } else { "have" };
                format!("{list} {verb} changes that are not saved. {after}")
            }
            Self::ChangedOutside { file } => format!(
                "Since you opened it, another program has changed {file}. It was not saved, and nothing is lost yet. \
                 Reloading can be undone; what overwriting replaces stays among the earlier saves."
            ),
            Self::Gone { file } => {
                format!(
                    "{file} was moved, renamed or deleted since you opened it. Your draft is still open here."
                )
            }
            Self::Recovered { file, .. } => format!(
                "Clausewright ended before changes of {file} were saved, and they were recovered. Open the recovered \
                 draft, or go on with the file as it is; the recovered draft then stays on the start screen."
            ),
            Self::Replace { path } | Self::ReplaceExport { path, .. } => {
                format!("{} exists already. Replacing it loses what is in it.", path.display())
            }
            Self::Linked { path, names } => format!(
                "{} is one of {names} names (hard links) of the same file. Saving gives this name a file of its own with \
                 your changes; under the other names the file stays as it is, and no longer follows.",
                path.display()
            ),
            Self::StillSaving { title } => format!(
                "“{title}” has been being saved for a while, and the disk does not answer. Check its connection and wait, \
                 or save a copy elsewhere later. Leaving now keeps the file as it was before; the last changes may be lost."
            ),
        }
    }

    pub(super) fn ask_ui(&self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title()));
        ui.add_space(SPACE_S);
        ui.label(soft(ui, self.text()));
        ui.add_space(SPACE_S * 2.0);
        let answer = ui.horizontal_wrapped(|ui| self.answers_ui(ui, fresh)).inner;
        answer.map(Outcome::Answer)
    }

    fn answers_ui(&self, ui: &mut Ui, fresh: bool) -> Option<Answer> {
        let first = |response: Response| {
            hand_over(&response, fresh);
            response.clicked()
        };
        match self {
            Self::Unsaved { titles, .. } => {
                let save = if titles.len() == 1 { "Save" } else { "Save all" };
                if first(primary_button_ui(ui, save)) {
                    return Some(Answer::SaveAndClose);
                }
                if ui.button("Don’t save").clicked() {
                    return Some(Answer::CloseWithoutSaving);
                }
            }
            Self::ChangedOutside { .. } => {
                if first(primary_button_ui(ui, "Save a copy…")) {
                    return Some(Answer::SaveCopy);
                }
                if ui.button("Compare…").clicked() {
                    return Some(Answer::Compare);
                }
                if ui.button("Overwrite").clicked() {
                    return Some(Answer::Overwrite);
                }
                if ui.button("Reload").clicked() {
                    return Some(Answer::Reload);
                }
            }
            Self::Gone { .. } => {
                if first(primary_button_ui(ui, "Save it there anew")) {
                    return Some(Answer::Overwrite);
                }
                if ui.button("Save a copy…").clicked() {
                    return Some(Answer::SaveCopy);
                }
            }
            Self::Recovered { journal, .. } => {
                if first(primary_button_ui(ui, "Open the recovered draft")) {
                    return Some(Answer::OpenRecovered(journal.clone()));
                }
                return ui.button("Go on with the file").clicked().then_some(Answer::Cancel);
            }
            Self::Replace { path } => {
                if ui.button("Replace").clicked() {
                    return Some(Answer::Replace(path.clone()));
                }
            }
            Self::ReplaceExport { path, order } => {
                if ui.button("Replace").clicked() {
                    return Some(Answer::ReplaceExport(path.clone(), *order));
                }
            }
            Self::Linked { path, .. } => {
                if first(primary_button_ui(ui, "Save a copy…")) {
                    return Some(Answer::SaveCopy);
                }
                if ui.button("Save under this name").clicked() {
                    return Some(Answer::PartLinks(path.clone()));
                }
            }
            Self::StillSaving { .. } => {
                if first(primary_button_ui(ui, "Wait")) {
                    return Some(Answer::Wait);
                }
                return ui.button("Leave without waiting").clicked().then_some(Answer::LeaveAnyway);
            }
        }
        let cancel = ui.button("Cancel");
        if matches!(self, Self::Replace { .. } | Self::ReplaceExport { .. }) {
            hand_over(&cancel, fresh);
        }
        cancel.clicked().then_some(Answer::Cancel)
    }
}
