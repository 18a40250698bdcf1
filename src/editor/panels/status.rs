//! The line at the bottom: problems, saved or not, size of text.

use super::problems::{self, Class};
use crate::check::Summary;
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_M, TYPE_SMALL, palette, small};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, ends, icon_ui, spoken};
use egui::accesskit::Role;
use egui::{Button, Color32, FontId, RichText, Ui};

mod words {
    pub const STOP: &str = "Cancel";
    pub const READ_ONLY: &str = "Read only";
    pub const SAVING: &str = "Saving…";
    pub const UNTOUCHED: &str = "Nothing changed yet";
    pub const NEVER_SAVED: &str = "Not saved yet";
    pub const UNSAVED: &str = "Unsaved changes";
    pub const SAVED: &str = "Saved";
    pub const UNPROTECTED_TIP: &str =
        "Until it is, only what you save yourself survives a crash or a power cut";

    pub fn toggles(class: &str) -> String {
        format!("{class}. Shows or hides the list of problems")
    }

    /// What is read out when it changes.
    pub fn news(found: &str, state: &str) -> String {
        if found.is_empty() { format!("No problems. {state}") } else { format!("{found}. {state}") }
    }

    pub fn unprotected(cause: &str) -> String {
        format!("Recovery is not possible at the moment: {cause}.")
    }

    pub fn nearly_full(short: &str) -> String {
        format!("File nearly full: {short}")
    }

    pub fn last_step(step: &str) -> String {
        format!("Last step: {step}")
    }

    /// Items of a list, in a draft that can be changed.
    pub fn chosen(count: usize) -> String {
        format!("{count} chosen: Delete removes them, Escape lets go")
    }

    pub fn text_size(percent: f32) -> String {
        format!("Text size {percent:.0} %")
    }
}

pub struct Status<'a> {
    pub summary: Summary,
    /// The list of problems, which counts them too, is on screen.
    pub counted: bool,
    pub dirty: bool,
    /// It is new and nobody did anything to it: there is nothing to lose.
    pub untouched: bool,
    /// Nothing can be changed here.
    pub read_only: bool,
    /// A save has been running for longer than a moment.
    pub saving: bool,
    /// What takes a while at present, and the command that stops it.
    pub running: Option<(String, Command)>,
    /// Why nothing could be recovered after a crash, at the moment.
    pub unprotected: Option<&'a str>,
    pub file: Option<&'a std::path::Path>,
    /// Step that undo would take back.
    pub undo: Option<&'a str>,
    /// How many items of a list are chosen.
    pub chosen: usize,
    /// How full the file is, once it is nearly so.
    pub full: Option<String>,
}

/// What is in the way of a final agreement: what is still to be filled in, what is wrong, what is risky.
fn counts_ui(ui: &mut Ui, sum: Summary, actions: &mut Vec<Action>) {
    let counts = [
        (Class::Error, sum.wrong()),
        (Class::ToFill, sum.missing),
        (Class::Warning, sum.risks()),
        (Class::Recommended, sum.recommended),
    ];
    for (class, count) in counts {
        // That nothing is missing goes without saying; that nothing is wrong does not.
        if matches!(class, Class::ToFill | Class::Recommended) && count == 0 {
            continue;
        }
        if count > 0 {
            icon_ui(ui, class.icon(), class.ink(palette(ui)), 15.0);
        } else {
            icon_ui(ui, Icon::Done, palette(ui).good, 15.0);
        }
        let text = RichText::new(problems::words::count(class, count)).size(TYPE_SMALL);
        let tip = words::toggles(problems::words::class_tip(class));
        if ui.add(Button::new(text).frame(false)).on_hover_text(tip).clicked() {
            actions.push(Action::Run(Command::ToggleProblems));
        }
    }
}

pub fn status_ui(ui: &mut Ui, status: &Status<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        ui.spacing_mut().button_padding.y = 1.0;
        if !status.counted {
            counts_ui(ui, status.summary, actions);
            ui.add_space(SPACE_M);
        }
        let (state, ink) = match (status.dirty, status.file) {
            _ if status.read_only => (words::READ_ONLY, palette(ui).hint),
            _ if status.saving => (words::SAVING, palette(ui).warning),
            _ if status.untouched => (words::UNTOUCHED, palette(ui).hint),
            (true, None) => (words::NEVER_SAVED, palette(ui).warning),
            (true, Some(_)) => (words::UNSAVED, palette(ui).warning),
            (false, _) => (words::SAVED, palette(ui).good),
        };
        ui.label(RichText::new(state).size(TYPE_SMALL).color(ink));
        spoken::news(ui.ctx(), ui.unique_id(), &words::news(&status.summary.found_words(), state));
        if let Some((doing, stop)) = &status.running {
            let told = ui.label(RichText::new(doing).size(TYPE_SMALL).color(palette(ui).accent));
            ui.ctx().accesskit_node_builder(told.id, |node| {
                node.set_role(Role::Status);
                node.set_label(doing.as_str());
            });
            let text = RichText::new(words::STOP).size(TYPE_SMALL);
            if ui.add(Button::new(text)).on_hover_text(stop.tip()).clicked() {
                actions.push(Action::Run(*stop));
            }
        }
        if let Some(cause) = status.unprotected {
            let text = RichText::new(words::unprotected(cause)).size(TYPE_SMALL);
            ui.label(text.color(palette(ui).error)).on_hover_text(words::UNPROTECTED_TIP);
        }
        let zoom = ui.ctx().zoom_factor();
        if (zoom - 1.0).abs() > 0.01 {
            let text = RichText::new(words::text_size(zoom * 100.0)).size(TYPE_SMALL);
            if ui.add(Button::new(text).frame(false)).on_hover_text(Command::ZoomReset.tip()).clicked() {
                actions.push(Action::Run(Command::ZoomReset));
            }
        }
        if let Some(full) = &status.full {
            let short = full.split(';').next().unwrap_or(full);
            let text = RichText::new(words::nearly_full(short)).size(TYPE_SMALL);
            ui.label(text.color(palette(ui).warning)).on_hover_text(full.as_str());
        }
        if status.chosen > 1 {
            ui.add_space(SPACE_M);
            let text = RichText::new(words::chosen(status.chosen)).size(TYPE_SMALL);
            ui.label(text.color(palette(ui).accent));
        } else if let Some(step) = status.undo {
            ui.add_space(SPACE_M);
            ui.add(egui::Label::new(small(ui, words::last_step(step))).truncate());
        }
        if let Some(file) = status.file {
            let name = file.display().to_string();
            let room = ui.available_width();
            let shown = ends(&name, |text| {
                let font = FontId::proportional(TYPE_SMALL);
                ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x <= room
            });
            let label = ui.add(egui::Label::new(small(ui, shown)).truncate());
            label.on_hover_text(name.as_str());
        }
    });
}
