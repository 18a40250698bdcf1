//! The end by a fault of the program: the work is written, and the user is told so.

use super::App;
use crate::editor::tokens::{SPACE_M, SPACE_S, heading, palette, small};
use crate::editor::widgets::primary_button_ui;
use egui::{CentralPanel, Context, Frame, Label, Margin, ScrollArea, Ui, ViewportCommand};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

mod words {
    use super::LastResult;

    pub const TITLE: &str = "Clausewright has stopped";
    pub const CLOSE: &str = "Close";
    pub const AGAIN: &str =
        "If this happens again, open the draft’s file or an earlier version of it, and report the fault.";
    pub const NO_FOLDER: &str = "there is no folder for it";
    const FAULT: &str = "Clausewright has stopped because of a fault in the program.";

    /// What became of the work.
    pub fn said(result: &LastResult) -> String {
        match result {
            Ok((0, _)) => format!("{FAULT} There were no unsaved changes: nothing is lost."),
            Ok((1, place)) => format!(
                "{FAULT} Your work is kept: the draft with unsaved changes is in {}. Start Clausewright again; it is \
                 offered on the start screen.",
                place.display()
            ),
            Ok((count, place)) => format!(
                "{FAULT} Your work is kept: {count} drafts with unsaved changes are in {}. Start Clausewright again; they \
                 are offered on the start screen.",
                place.display()
            ),
            Err(cause) => format!(
                "{FAULT} The very last changes could not be kept, because {cause}. Saved files are as they were; start \
                 Clausewright again to see what can be recovered."
            ),
        }
    }
}

/// How many drafts with changes are kept and where, or why they are not.
pub(super) type LastResult = Result<(usize, PathBuf), String>;

impl App {
    /// From now on a panic of this thread writes the newest state of every draft, says where that is, and leaves a window
    /// that only says so. For the program itself: it changes what the whole process does on a panic.
    pub fn keep_work_on_panic(&mut self) {
        self.recovery.guarded = true;
        let Some(last_words) = self.recovery.keeper.as_ref().map(|keeper| keeper.last_words()) else {
            return;
        };
        let last = Arc::clone(&self.recovery.last);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if last_words.concern_this_thread() {
                let result = last_words.write();
                // A closed standard error must not make a second panic.
                drop(writeln!(std::io::stderr(), "clausewright: {}", words::said(&result)));
                *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            }
            before(panic);
        }));
    }

    /// Draws a frame, and survives it.
    pub(super) fn guarded_ui(&mut self, ui: &mut Ui) {
        if let Some(text) = &self.recovery.broken {
            broken_ui(ui, text);
            return;
        }
        if !self.recovery.guarded {
            self.frame_ui(ui);
            return;
        }
        let ctx = ui.ctx().clone();
        if catch_unwind(AssertUnwindSafe(|| self.frame_ui(ui))).is_err() {
            self.recovery.broken = Some(self.parting_words());
            ctx.request_repaint();
        }
    }

    fn parting_words(&self) -> String {
        let last = self.recovery.last.lock().unwrap_or_else(PoisonError::into_inner);
        words::said(last.as_ref().unwrap_or(&Err(words::NO_FOLDER.to_owned())))
    }

    /// Whether the program has met a fault and can only be closed.
    pub fn is_broken(&self) -> bool {
        self.recovery.broken.is_some()
    }
}

fn broken_ui(ui: &mut Ui, text: &str) {
    let sheet = Frame::new().fill(palette(ui).sheet).inner_margin(Margin::same(48));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        ScrollArea::vertical().show(ui, |ui| {
            ui.set_max_width(620.0);
            ui.label(heading(words::TITLE));
            ui.add_space(SPACE_M);
            ui.add(Label::new(text).wrap());
            ui.add_space(SPACE_S);
            ui.label(small(ui, words::AGAIN));
            ui.add_space(SPACE_M);
            if primary_button_ui(ui, words::CLOSE).clicked() {
                close(ui.ctx());
            }
        });
    });
}

fn close(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Close);
}
