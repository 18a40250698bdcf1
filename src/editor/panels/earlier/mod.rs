//! Earlier saves of the draft: when, what had changed, and the way back.

mod list;
mod state;

pub use state::Earlier;

use super::changes::changes_ui;
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_M, SPACE_S, heading, small, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, icon_ui, primary_button_ui};
use crate::editor::{tokens::palette, when};
use crate::session::Session;
use crate::session::recovery::{moment_words, unix_now};
use crate::store::history::SCHEDULE;
use crate::value::capitalised;
use egui::{Align, Button, Frame, Id, Layout, Margin, Panel, ScrollArea, Ui};
use state::{State, Then};

/// The list and the changes stand side by side from this width on, in points; else one above the other.
const BESIDE: f32 = 640.0;

/// The id that takes the keyboard for the history: the row that is selected.
pub fn focus_id() -> Id {
    list::focus_id()
}

pub fn earlier_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier, actions: &mut Vec<Action>) {
    Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 8 }).show(ui, |ui| {
        let keys = Command::History.shortcut_text(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            ui.label(heading("Earlier saves"));
            ui.add_space(SPACE_M);
            if ui.add(Button::new("Back to the form").shortcut_text(keys)).clicked() {
                actions.push(Action::Run(Command::History));
            }
        });
        match earlier.state() {
            State::Waiting => drop(ui.label(soft(ui, "Looking for earlier saves…"))),
            State::Nowhere => drop(ui.label(soft(
                ui,
                "Earlier saves are not kept, because the system names no folder for this user’s programs. Save \
                 under another name to keep a state.",
            ))),
            State::Unreadable(reason) => unreadable_ui(ui, &reason),
            State::Empty => empty_ui(ui),
            State::Listed => both_ui(ui, session, earlier, actions),
        }
    });
}

fn empty_ui(ui: &mut Ui) {
    ui.add_space(SPACE_S);
    ui.label(strong("No earlier saves yet."));
    ui.label(soft(
        ui,
        "From now on each save keeps a copy here. Then you can see what you changed, open an earlier state beside the \
         present one, or bring it back.",
    ));
    ui.add_space(SPACE_S);
    ui.label(small(ui, SCHEDULE));
}

fn unreadable_ui(ui: &mut Ui, reason: &str) {
    ui.add_space(SPACE_S);
    ui.horizontal_top(|ui| {
        icon_ui(ui, Icon::Warning, palette(ui).warning, 16.0);
        ui.label(format!("Earlier saves cannot be shown. {reason} Your draft is not concerned."));
    });
}

fn both_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier, actions: &mut Vec<Action>) {
    head_ui(ui, session, earlier);
    let space = ui.available_size();
    if space.x >= BESIDE {
        let width = (space.x * 0.4).clamp(260.0, 420.0);
        let panel = Panel::left("earlier list").frame(Frame::new()).resizable(false).exact_size(width);
        panel.show(ui, |ui| list::list_ui(ui, session, earlier));
        let rest = Frame::new().inner_margin(Margin { left: 16, ..Margin::ZERO });
        rest.show(ui, |ui| then_ui(ui, session, earlier, actions));
    } else {
        let panel = Panel::top("earlier list above").frame(Frame::new()).resizable(false);
        panel.exact_size((space.y * 0.42).max(96.0)).show(ui, |ui| list::list_ui(ui, session, earlier));
        ui.add_space(SPACE_S);
        then_ui(ui, session, earlier, actions);
    }
}

/// What was damaged, and the choice between this file and all that share its draft.
fn head_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier) {
    for problem in earlier.problems() {
        ui.horizontal_top(|ui| {
            icon_ui(ui, Icon::Warning, palette(ui).warning, 16.0);
            ui.label(soft(ui, problem));
        });
    }
    let others = earlier.others(session);
    if others > 0 {
        let mut all = earlier.all;
        let name = format!("Also saves of other files of this draft ({others})");
        let tip = "Copies that were made of the file and went their own way";
        if ui.checkbox(&mut all, name).on_hover_text(tip).changed() {
            earlier.all = all;
        }
    }
    ui.add_space(SPACE_S);
}

/// The selected save: what can be done with it, and what has changed since.
fn then_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier, actions: &mut Vec<Action>) {
    let now = unix_now();
    let Some(entry) = earlier.selected().cloned() else {
        ui.label(soft(ui, "Choose a save to see what has changed since then."));
        return;
    };
    let words = moment_words(entry.time, now);
    ui.label(strong(format!("{} ({})", capitalised(&words), when::ago(entry.time, now))));
    if let Some(wish) = buttons_ui(ui, session, earlier) {
        actions.push(wish.action(&words));
    }
    ui.add_space(SPACE_S);
    ScrollArea::vertical().id_salt("changes since").auto_shrink(false).show(ui, |ui| {
        // The bar at the right stands beside the changes, not on them.
        ui.set_max_width(ui.available_width() - SPACE_M);
        match earlier.then_mut() {
            None => drop(ui.label(soft(ui, "Comparing…"))),
            Some(Err(reason)) => drop(ui.label(reason.as_str())),
            Some(Ok(then)) => {
                ui.label(soft(ui, count_words(then)));
                changes_ui(ui, &mut then.changes);
            }
        }
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.add_space(SPACE_M);
            ui.label(small(ui, SCHEDULE));
        });
    });
}

fn count_words(then: &Then) -> String {
    match then.changes.len() {
        0 => "Nothing differs from the draft as it is now.".to_owned(),
        1 => "Compared with now, one thing has changed:".to_owned(),
        n => format!("Compared with now, {n} things have changed:"),
    }
}

enum Wish {
    Restore(Then),
    Copy(Then),
}

impl Wish {
    fn action(self, words: &str) -> Action {
        let when = words.to_owned();
        match self {
            Self::Restore(then) => Action::RestoreEarlier { draft: then.draft, when },
            Self::Copy(then) => Action::OpenEarlier { draft: then.draft, when },
        }
    }
}

fn buttons_ui(ui: &mut Ui, session: &Session, earlier: &Earlier) -> Option<Wish> {
    let then = earlier.then().and_then(|then| then.as_ref().ok());
    let differs = then.is_some_and(|then| !then.changes.is_empty());
    let fits = then.is_none_or(|then| then.fits);
    let read_only = session.read_only().is_some();
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        let restore =
            ui.add_enabled_ui(differs && fits && !read_only, |ui| primary_button_ui(ui, "Restore")).inner;
        let why_not = match then {
            Some(_) if !fits => {
                "It follows another form of agreement than the open draft. Open it as a copy instead."
            }
            Some(_) if read_only => {
                "The open draft can only be read. Open the earlier save as a copy instead."
            }
            Some(_) => "The draft is the same now.",
            None => "It is not read yet.",
        };
        let tip = "Bring this state back into the open draft. It is one step that can be undone.";
        if restore.on_hover_text(tip).on_disabled_hover_text(why_not).clicked() {
            wish = then.cloned().map(Wish::Restore);
        }
        let copy = ui.add_enabled(then.is_some(), Button::new("Open as a copy"));
        let tip = "A new draft in a tab of its own, not saved yet; the open draft stays as it is.";
        if copy.on_hover_text(tip).clicked() {
            wish = then.cloned().map(Wish::Copy);
        }
    });
    wish
}
