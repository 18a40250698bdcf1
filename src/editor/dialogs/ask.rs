//! Questions before something would be lost.

use super::{Outcome, words as shared};
use crate::editor::files::ExportOrder;
use crate::editor::tokens::{SPACE_S, heading, soft};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::session::SessionId;
use crate::session::comparison::ComparisonFormat;
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
    ReplaceExport { path: PathBuf, order: ExportOrder, there: Vec<PathBuf> },
    /// A file of the name for a comparison exists.
    ReplaceComparison { path: PathBuf, format: ComparisonFormat },
    /// The file has other names (hard links), which saving leaves with the old content; so many in all.
    Linked { path: PathBuf, names: u64 },
    /// A Word file was made from a draft that is open. `bare`: it holds none, so that it cannot be told.
    Returned { path: PathBuf, title: String, session: SessionId, bare: bool },
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
    ReplaceComparison(PathBuf, ComparisonFormat),
    /// Save although the other names keep the old content.
    PartLinks(PathBuf),
    /// In the place of the file; by its journal.
    OpenRecovered(PathBuf),
    /// Show what was changed in this Word file against an open draft.
    CompareReturned(PathBuf, SessionId),
    /// Open the draft inside this file beside the one that is open.
    OpenAlone(PathBuf),
    /// Leave once everything is saved.
    Wait,
    /// Do not wait for a save.
    LeaveAnyway,
    Cancel,
}

mod words {
    use super::Ask;
    use std::path::PathBuf;

    pub const SAVE: &str = "Save";
    pub const SAVE_ALL: &str = "Save all";
    pub const DO_NOT_SAVE: &str = "Don’t save";
    pub const SAVE_COPY: &str = "Save a copy…";
    pub const COMPARE: &str = "Compare…";
    pub const OVERWRITE: &str = "Overwrite";
    pub const RELOAD: &str = "Reload";
    pub const SAVE_AGAIN: &str = "Save it there again";
    pub const OPEN_RECOVERED: &str = "Open the recovered draft";
    pub const KEEP_FILE: &str = "Go on with the file";
    pub const REPLACE: &str = "Replace";
    pub const SAVE_THIS_NAME: &str = "Save under this name";
    pub const COMPARE_RETURNED: &str = "Show what changed in it";
    pub const OPEN_ALONE: &str = "Open as a draft of its own";
    pub const WAIT: &str = "Wait";
    pub const LEAVE: &str = "Leave without waiting";

    pub fn title(ask: &Ask) -> &'static str {
        match ask {
            Ask::Unsaved { .. } => "Unsaved changes",
            Ask::ChangedOutside { .. } => "The file was changed by another program",
            Ask::Gone { .. } => "The file is no longer there",
            Ask::ReplaceExport { there, .. } if there.len() > 1 => "Replace the files?",
            Ask::Replace { .. } | Ask::ReplaceExport { .. } | Ask::ReplaceComparison { .. } => {
                "Replace the file?"
            }
            Ask::Linked { .. } => "The file has other names",
            Ask::Recovered { .. } => "There are unsaved changes of this draft",
            Ask::Returned { bare: false, .. } => "The draft of this Word file is open",
            Ask::Returned { bare: true, .. } => "This Word file holds no draft",
            Ask::StillSaving { .. } => "Still saving",
        }
    }

    fn replacing(there: &[PathBuf]) -> String {
        let names: Vec<String> = there.iter().map(|p| p.display().to_string()).collect();
        match names.as_slice() {
            [one] => format!("{one} exists already. Replacing it loses what is in it."),
            several => format!("{} exist already. Replacing them loses what is in them.", several.join(", ")),
        }
    }

    /// What happened, what is safe and what the answers do.
    pub fn text(ask: &Ask) -> String {
        match ask {
            Ask::Unsaved { titles, after, .. } => {
                let list = titles.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", ");
                let verb = if titles.len() == 1 { "has" } else { "have" };
                format!("{list} {verb} changes that are not saved. {after}")
            }
            Ask::ChangedOutside { file } => format!(
                "Another program has changed {file} since you opened it. Your draft is not saved yet, and nothing is lost. \
                 Reloading can be undone; what overwriting replaces stays among the earlier saves."
            ),
            Ask::Gone { file } => format!(
                "{file} was moved, renamed or deleted since you opened it. Your draft is still open here."
            ),
            Ask::Recovered { file, .. } => format!(
                "Clausewright ended before changes of {file} were saved, and they were recovered. Open the recovered \
                 draft, or go on with the file as it is; the recovered draft then stays on the start screen."
            ),
            Ask::Replace { path } | Ask::ReplaceComparison { path, .. } => {
                replacing(std::slice::from_ref(path))
            }
            Ask::ReplaceExport { there, .. } => replacing(there),
            Ask::Linked { path, names } => format!(
                "{} is one of {names} names (hard links) of the same file. Saving gives this name a file of its own with \
                 your changes; under the other names the file stays as it is and no longer changes with this one.",
                path.display()
            ),
            Ask::Returned { path, title, bare, .. } => {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                match bare {
                    false => format!(
                        "“{file}” was made from “{title}”, which is open. If it came back from the other side, you can go through \
                         what they changed and take it over or not. Or open the draft inside it beside yours."
                    ),
                    true => format!(
                        "“{file}” was not made by Clausewright, or was exported without its draft, so there is nothing in it \
                         to open. If it was exported from “{title}”, you can go through what was changed in it."
                    ),
                }
            }
            Ask::StillSaving { title } => format!(
                "Saving “{title}” takes unusually long, because the disk does not answer. Check that it is connected and \
                 wait, or save a copy elsewhere. If you leave now, the file stays as it was before, and the last changes \
                 may be lost."
            ),
        }
    }
}

impl Ask {
    pub fn title(&self) -> &'static str {
        words::title(self)
    }

    pub(super) fn ask_ui(&self, ui: &mut Ui, fresh: bool) -> Option<Outcome> {
        ui.label(heading(self.title()));
        ui.add_space(SPACE_S);
        ui.label(soft(ui, words::text(self)));
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
                let save = if titles.len() == 1 { words::SAVE } else { words::SAVE_ALL };
                if first(primary_button_ui(ui, save)) {
                    return Some(Answer::SaveAndClose);
                }
                if ui.button(words::DO_NOT_SAVE).clicked() {
                    return Some(Answer::CloseWithoutSaving);
                }
            }
            Self::ChangedOutside { .. } => {
                if first(primary_button_ui(ui, words::SAVE_COPY)) {
                    return Some(Answer::SaveCopy);
                }
                if ui.button(words::COMPARE).clicked() {
                    return Some(Answer::Compare);
                }
                if ui.button(words::OVERWRITE).clicked() {
                    return Some(Answer::Overwrite);
                }
                if ui.button(words::RELOAD).clicked() {
                    return Some(Answer::Reload);
                }
            }
            Self::Gone { .. } => {
                if first(primary_button_ui(ui, words::SAVE_AGAIN)) {
                    return Some(Answer::Overwrite);
                }
                if ui.button(words::SAVE_COPY).clicked() {
                    return Some(Answer::SaveCopy);
                }
            }
            Self::Recovered { journal, .. } => {
                if first(primary_button_ui(ui, words::OPEN_RECOVERED)) {
                    return Some(Answer::OpenRecovered(journal.clone()));
                }
                return ui.button(words::KEEP_FILE).clicked().then_some(Answer::Cancel);
            }
            Self::Replace { path } => {
                if ui.button(words::REPLACE).clicked() {
                    return Some(Answer::Replace(path.clone()));
                }
            }
            Self::ReplaceExport { path, order, .. } => {
                if ui.button(words::REPLACE).clicked() {
                    return Some(Answer::ReplaceExport(path.clone(), *order));
                }
            }
            Self::ReplaceComparison { path, format } => {
                if ui.button(words::REPLACE).clicked() {
                    return Some(Answer::ReplaceComparison(path.clone(), *format));
                }
            }
            Self::Linked { path, .. } => {
                if first(primary_button_ui(ui, words::SAVE_COPY)) {
                    return Some(Answer::SaveCopy);
                }
                if ui.button(words::SAVE_THIS_NAME).clicked() {
                    return Some(Answer::PartLinks(path.clone()));
                }
            }
            Self::Returned { path, session, bare, .. } => {
                if first(primary_button_ui(ui, words::COMPARE_RETURNED)) {
                    return Some(Answer::CompareReturned(path.clone(), *session));
                }
                if !bare && ui.button(words::OPEN_ALONE).clicked() {
                    return Some(Answer::OpenAlone(path.clone()));
                }
            }
            Self::StillSaving { .. } => {
                if first(primary_button_ui(ui, words::WAIT)) {
                    return Some(Answer::Wait);
                }
                return ui.button(words::LEAVE).clicked().then_some(Answer::LeaveAnyway);
            }
        }
        let cancel = ui.button(shared::CANCEL);
        if matches!(self, Self::Replace { .. } | Self::ReplaceExport { .. } | Self::ReplaceComparison { .. })
        {
            hand_over(&cancel, fresh);
        }
        cancel.clicked().then_some(Answer::Cancel)
    }
}
