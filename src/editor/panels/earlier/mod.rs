//! Earlier saves of the draft: when, what had changed, and the way back.

mod list;
mod state;
mod words;

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
            ui.label(heading(words::TITLE));
            ui.add_space(SPACE_M);
            if ui.add(Button::new(words::BACK).shortcut_text(keys)).clicked() {
                actions.push(Action::Run(Command::History));
            }
        });
        match earlier.state() {
            State::Waiting => drop(ui.label(soft(ui, words::WAITING))),
            State::Nowhere => drop(ui.label(soft(ui, words::NOWHERE))),
            State::Unreadable(reason) => unreadable_ui(ui, &reason),
            State::Empty => empty_ui(ui),
            State::Listed => both_ui(ui, session, earlier, actions),
        }
    });
}

fn empty_ui(ui: &mut Ui) {
    ui.add_space(SPACE_S);
    ui.label(strong(words::EMPTY));
    ui.label(soft(ui, words::EMPTY_HELP));
    ui.add_space(SPACE_S);
    ui.label(small(ui, SCHEDULE));
}

fn unreadable_ui(ui: &mut Ui, reason: &str) {
    ui.add_space(SPACE_S);
    ui.horizontal_top(|ui| {
        icon_ui(ui, Icon::Warning, palette(ui).warning, 16.0);
        ui.label(words::unreadable(reason));
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
        if ui.checkbox(&mut all, words::others(others)).on_hover_text(words::OTHERS_TIP).changed() {
            earlier.all = all;
        }
    }
    ui.add_space(SPACE_S);
}

/// The selected save: what can be done with it, and what has changed since.
fn then_ui(ui: &mut Ui, session: &Session, earlier: &mut Earlier, actions: &mut Vec<Action>) {
    let now = unix_now();
    let Some(entry) = earlier.selected().cloned() else {
        ui.label(soft(ui, words::CHOOSE));
        return;
    };
    let time = moment_words(entry.time, now);
    ui.label(strong(words::moment(&capitalised(&time), &when::ago(entry.time, now))));
    if let Some(wish) = buttons_ui(ui, session, earlier) {
        actions.push(wish.action(&time));
    }
    ui.add_space(SPACE_S);
    ScrollArea::vertical().id_salt("changes since").auto_shrink(false).show(ui, |ui| {
        // The bar at the right stands beside the changes, not on them.
        ui.set_max_width(ui.available_width() - SPACE_M);
        match earlier.then_mut() {
            None => drop(ui.label(soft(ui, words::COMPARING))),
            Some(Err(reason)) => drop(ui.label(reason.as_str())),
            Some(Ok(then)) => {
                ui.label(soft(ui, words::differs(then)));
                changes_ui(ui, &mut then.changes);
            }
        }
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.add_space(SPACE_M);
            ui.label(small(ui, SCHEDULE));
        });
    });
}

enum Wish {
    Restore(Then),
    Copy(Then),
    Compare(Then),
}

impl Wish {
    fn action(self, time: &str) -> Action {
        let when = time.to_owned();
        match self {
            Self::Restore(then) => Action::RestoreEarlier { draft: then.draft, when },
            Self::Copy(then) => Action::OpenEarlier { draft: then.draft, when },
            Self::Compare(then) => Action::CompareEarlier { draft: then.draft, when },
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
        let restore = ui
            .add_enabled_ui(differs && fits && !read_only, |ui| primary_button_ui(ui, words::RESTORE))
            .inner;
        let why_not = match then {
            Some(_) if !fits => words::OTHER_FORM,
            Some(_) if read_only => words::READ_ONLY,
            Some(_) => words::SAME,
            None => words::NOT_READ,
        };
        if restore.on_hover_text(words::RESTORE_TIP).on_disabled_hover_text(why_not).clicked() {
            wish = then.cloned().map(Wish::Restore);
        }
        let copy = ui.add_enabled(then.is_some(), Button::new(words::COPY));
        if copy.on_hover_text(words::COPY_TIP).clicked() {
            wish = then.cloned().map(Wish::Copy);
        }
        let compare = ui.add_enabled(differs && fits, Button::new(words::COMPARE));
        let why_not = if fits { words::SAME } else { words::OTHER_FORM };
        if compare.on_hover_text(words::COMPARE_TIP).on_disabled_hover_text(why_not).clicked() {
            wish = then.cloned().map(Wish::Compare);
        }
    });
    wish
}
