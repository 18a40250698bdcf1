//! What asks before something is done, or says that it was. One dialog at a time.

mod aside;
mod ask;
mod comparison;
mod export;
mod losses;
mod path;
mod recovered;
mod sheet;
mod shortcuts;
mod waive;
mod words;

pub use aside::AsideDialog;
pub use ask::{Answer, Ask};
pub use comparison::ComparisonDialog;
pub use export::{Blocker, ExportDialog};
pub use losses::LossesDialog;
pub use path::PathDialog;
pub use recovered::RecoveredDialog;
pub use shortcuts::ShortcutsDialog;
pub use waive::WaiveDialog;

use super::files::{ExportOrder, Purpose};
use super::palette::{self, Palette, Target};
use super::panels::recovered::Wish;
use super::tokens::{DARK, LIGHT, SPACE_S, heading, is_tight, strong};
use super::widgets::keep_focus_in_view;
use crate::check::Rule;
use crate::session::comparison::ComparisonFormat;
use crate::value::FieldPath;
use egui::{Align2, Context, Event, Frame, Id, Modal, ScrollArea, TextEdit, Ui, vec2};
use std::path::PathBuf;

/// The dialog on screen.
pub enum Dialog {
    Palette(Palette),
    Path(PathDialog),
    Export(Box<ExportDialog>),
    Ask(Ask),
    /// A recovered draft beside its file.
    Recovered(Box<RecoveredDialog>),
    Waive(WaiveDialog),
    SetAside(AsideDialog),
    /// How a comparison shall be saved.
    Comparison(ComparisonDialog),
    /// What could not be read of a file.
    Losses(LossesDialog),
    /// Something went wrong, in words.
    Message {
        title: String,
        text: String,
    },
    Explain(&'static Rule),
    Shortcuts(ShortcutsDialog),
    About,
}

/// What a dialog came to.
#[derive(Clone, Debug)]
pub enum Outcome {
    Close,
    /// What was chosen in the palette.
    Use(Target),
    Path(Purpose, PathBuf),
    /// Ask for the place to export to.
    Export(ExportOrder),
    /// Make the last export anew.
    ExportAgain,
    /// Ask for the place of a comparison.
    SaveComparison {
        format: ComparisonFormat,
        author: String,
    },
    ShowProblems,
    Answer(Answer),
    /// Do this with a recovered draft.
    Recover(Wish),
    /// Accept findings (code, path) for this reason.
    Waive {
        places: Vec<(String, FieldPath)>,
        reason: String,
    },
    /// A part of the agreement does not apply, for this reason.
    SetAside {
        part: String,
        reason: String,
    },
    ApplyAgain {
        part: String,
    },
}

/// The id of the layer that a dialog is drawn on.
pub fn dialog_id() -> Id {
    Id::unique("dialog")
}

/// Draws the dialog. `fresh` says that it was not there in the frame before, so that it takes the keyboard.
pub fn dialog_ui(ctx: &Context, dialog: &mut Dialog, fresh: bool) -> Option<Outcome> {
    let colours = if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT };
    let frame = Frame::window(&ctx.global_style());
    let width = width_of(dialog);
    let mut modal = Modal::new(dialog_id()).backdrop_color(colours.veil).frame(frame);
    if matches!(dialog, Dialog::Palette(_) | Dialog::Shortcuts(_)) {
        // Its list grows and shrinks with every letter; the field stays where it is.
        let area = Modal::default_area(dialog_id());
        modal = modal.area(area.anchor(Align2::CENTER_TOP, vec2(0.0, 56.0)));
    }
    let name = name_of(dialog);
    // What is typed into an empty field would show only with the next event.
    if ctx.input(|i| i.events.iter().any(|e| matches!(e, Event::Text(_) | Event::Paste(_)))) {
        ctx.request_repaint();
    }
    let response = modal.show(ctx, |ui| {
        let window = ui.ctx().content_rect().size();
        // A small window has no room to show what is behind.
        let around = if is_tight(window) { 56.0 } else { 80.0 };
        ui.set_width(width.min(window.x - around));
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(egui::accesskit::Role::Dialog);
            node.set_label(name);
        });
        if matches!(dialog, Dialog::Palette(_)) {
            return inside_ui(ui, dialog, fresh);
        }
        let inside = |ui: &mut Ui| {
            let outcome = inside_ui(ui, dialog, fresh);
            keep_focus_in_view(ui);
            outcome
        };
        list_area((window.y - around).max(80.0)).id_salt("dialog").show(ui, inside).inner
    });
    let beside = is_filled_in(dialog) && response.backdrop_response.clicked();
    keep_keyboard(ctx, beside);
    let dismissed = !beside && response.should_close();
    response.inner.or(dismissed.then_some(Outcome::Close))
}

/// Whether something is entered or decided in it: a click beside it does not throw that away.
fn is_filled_in(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Path(_)
        | Dialog::Export(_)
        | Dialog::Ask(_)
        | Dialog::Waive(_)
        | Dialog::SetAside(_)
        | Dialog::Comparison(_)
        | Dialog::Recovered(_) => true,
        Dialog::Palette(_)
        | Dialog::Losses(_)
        | Dialog::Message { .. }
        | Dialog::Explain(_)
        | Dialog::Shortcuts(_)
        | Dialog::About => false,
    }
}

/// A press beside the dialog takes the keyboard from its field, though nothing else can have it.
fn keep_keyboard(ctx: &Context, beside: bool) {
    let memory = dialog_id().with("keyboard");
    match ctx.memory(|m| m.focused()) {
        Some(id) => {
            ctx.data_mut(|d| d.insert_temp(memory, id));
        }
        None if beside => {
            if let Some(id) = ctx.data(|d| d.get_temp::<Id>(memory)) {
                ctx.memory_mut(|m| m.request_focus(id));
            }
        }
        None => {}
    }
}

/// A list in a dialog, as high as it needs up to `height` points; left to itself it would stay as low as it was in its
/// first frame.
fn list_area(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true])
}

fn width_of(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::Palette(_) => 720.0,
        Dialog::Shortcuts(_) => 640.0,
        Dialog::Losses(_) => 680.0,
        Dialog::Recovered(_) => 760.0,
        Dialog::Path(_) | Dialog::Explain(_) => 580.0,
        Dialog::Export(_) | Dialog::Comparison(_) => 580.0,
        _ => 500.0,
    }
}

fn name_of(dialog: &Dialog) -> String {
    match dialog {
        Dialog::Palette(_) => palette::words::NAME.to_owned(),
        Dialog::Path(path) => path.title().to_owned(),
        Dialog::Export(_) => export::words::TITLE.to_owned(),
        Dialog::Ask(ask) => ask.title().to_owned(),
        Dialog::Recovered(recovered) => recovered.title(),
        Dialog::Waive(waive) => waive.title(),
        Dialog::SetAside(_) => aside::words::TITLE.to_owned(),
        Dialog::Comparison(_) => comparison::words::TITLE.to_owned(),
        Dialog::Losses(losses) => losses.title.clone(),
        Dialog::Message { title, .. } => title.clone(),
        Dialog::Explain(rule) => rule.title.to_owned(),
        Dialog::Shortcuts(_) => shortcuts::words::TITLE.to_owned(),
        Dialog::About => sheet::words::ABOUT.to_owned(),
    }
}

fn inside_ui(ui: &mut Ui, dialog: &mut Dialog, fresh: bool) -> Option<Outcome> {
    match dialog {
        Dialog::Palette(palette) => palette.palette_ui(ui, fresh),
        Dialog::Path(path) => path.path_ui(ui, fresh),
        Dialog::Export(export) => export.export_ui(ui, fresh),
        Dialog::Ask(ask) => ask.ask_ui(ui, fresh),
        Dialog::Recovered(recovered) => recovered.recovered_ui(ui, fresh),
        Dialog::Waive(waive) => waive.waive_ui(ui, fresh),
        Dialog::SetAside(aside) => aside.aside_ui(ui, fresh),
        Dialog::Comparison(comparison) => comparison.comparison_ui(ui, fresh),
        Dialog::Losses(losses) => losses.losses_ui(ui, fresh),
        Dialog::Message { title, text } => message_ui(ui, title, text, fresh),
        Dialog::Explain(rule) => sheet::explain_ui(ui, rule, fresh),
        Dialog::Shortcuts(sheet) => sheet.shortcuts_ui(ui, fresh),
        Dialog::About => sheet::about_ui(ui, fresh),
    }
}

fn message_ui(ui: &mut Ui, title: &str, text: &str, fresh: bool) -> Option<Outcome> {
    ui.label(heading(title));
    ui.add_space(SPACE_S);
    ui.add(egui::Label::new(text).wrap());
    close_ui(ui, fresh)
}

/// The last line of a dialog that only says something.
fn close_ui(ui: &mut Ui, fresh: bool) -> Option<Outcome> {
    ui.add_space(SPACE_S * 2.0);
    let response = super::widgets::primary_button_ui(ui, words::CLOSE);
    super::widgets::hand_over(&response, fresh);
    response.clicked().then_some(Outcome::Close)
}

/// The field for a reason that is kept in the draft; takes the keyboard when its dialog has just opened.
fn reason_ui(ui: &mut Ui, reason: &mut String, example: &str, fresh: bool) {
    let label = ui.label(strong(words::REASON));
    let edit = TextEdit::multiline(reason)
        .id(Id::unique("reason"))
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .hint_text(example);
    let response = ui.add(edit).labelled_by(label.id);
    if fresh {
        response.request_focus();
    }
}
