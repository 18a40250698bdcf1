//! What came back in a Word file: clause by clause, to be taken over or left.

mod card;
mod paper;
mod state;
pub mod words;

pub use paper::{Signs, document};
pub use state::{Decision, Progress, Refused, Replying};

use super::state::{Comparing, Mode};
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_S, SPACE_XS, heading, palette, small, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Icon, OneStop, icon_ui, keep_focus_in_view, long_list_ui, primary_button_ui, spoken,
};
use crate::session::Session;
use crate::session::reply::{Item, Reply};
use card::Card;
use egui::accesskit::Role;
use egui::{Button, Label, Ui, vec2};
use std::path::Path;
use std::sync::Arc;

/// Why a file was refused, and what else can be done.
pub(super) fn refused_ui(ui: &mut Ui, refused: &Refused, path: Option<&Path>, actions: &mut Vec<Action>) {
    ui.add_space(SPACE_S);
    ui.horizontal(|ui| {
        icon_ui(ui, Icon::Warning, palette(ui).warning, 16.0);
        ui.label(strong(words::REFUSED));
    });
    let said = ui.add(Label::new(refused.reason.as_str()).wrap());
    spoken::news(ui.ctx(), said.id, &refused.reason);
    ui.add_space(SPACE_S);
    ui.horizontal_wrapped(|ui| {
        if primary_button_ui(ui, words::ANOTHER).clicked() {
            actions.push(Action::ChooseReturned);
        }
        if let Some(path) = path.filter(|_| refused.holds_a_draft)
            && ui.button(words::OPEN_ALONE).on_hover_text(words::OPEN_ALONE_TIP).clicked()
        {
            actions.push(Action::OpenAlone(path.to_owned()));
        }
    });
}

pub(super) fn reply_ui(
    ui: &mut Ui,
    session: &Session,
    reply: &Arc<Reply>,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    let open = comparing.replying.count(Decision::Open);
    let summary = words::summary(&reply.file, reply.changed(), reply.comments(), open);
    let said = ui.add(Label::new(soft(ui, &summary)).wrap());
    spoken::news(ui.ctx(), said.id, &summary);
    if let Some(note) = words::base(reply.base) {
        ui.horizontal_top(|ui| {
            icon_ui(ui, Icon::Hint, palette(ui).ink_soft, 14.0);
            ui.add(Label::new(small(ui, note)).wrap());
        });
    }
    if reply.items.is_empty() {
        ui.add_space(SPACE_S);
        ui.add(Label::new(heading(words::UNCHANGED)).wrap());
        return;
    }
    filters_ui(ui, session, reply, comparing, actions);
    let sides = comparing.mode() == Mode::Sides;
    ui.label(small(ui, if sides { words::LEGEND_SIDES } else { words::LEGEND }));
    let listed = comparing.replying.listed();
    if listed.is_empty() {
        ui.add_space(SPACE_S);
        let nothing_open = comparing.replying.only == Some(Decision::Open);
        ui.label(strong(if nothing_open { words::ALL_DECIDED } else { words::NONE_SUCH }));
        return;
    }
    comparing.heights.resize(listed.len(), None);
    let at = comparing.replying.at.and_then(|at| listed.iter().position(|listed| *listed == at));
    let arrive = std::mem::take(&mut comparing.arrive);
    let takes = arrive && !comparing.quietly;
    let wanted = at.filter(|_| arrive);
    let width = ui.available_width();
    let heights: Vec<f32> = listed
        .iter()
        .zip(&comparing.heights)
        .map(|(at, known)| {
            known.unwrap_or_else(|| reply.items.get(*at).map_or(60.0, |i| estimate(i, width, sides)))
        })
        .collect();
    let read_only = session.read_only().is_some();
    let (mut measured, mut reached) = (Vec::new(), None);
    spoken::whole(ui, Role::List, words::LIST, Some(listed.len()));
    long_list_ui(ui, "changes that came back", heights.iter().copied(), wanted, |ui, index| {
        let drawn = ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - SPACE_S);
            let Some(item) = listed.get(index) else { return };
            let standing = comparing.replying.standing(*item);
            let card = Card {
                reply,
                session,
                at: *item,
                place: index,
                of: listed.len(),
                standing,
                sides,
                read_only,
            };
            let is_current = at == Some(index);
            if card.card_ui(ui, is_current, is_current && takes, actions) {
                reached = Some(*item);
            }
            ui.add_space(SPACE_XS);
        });
        measured.push((index, drawn.response.rect.height()));
    });
    keep_focus_in_view(ui);
    comparing.note_heights(ui, measured, wanted);
    if reached.is_some() {
        comparing.replying.at = reached;
    }
}

fn filters_ui(
    ui: &mut Ui,
    session: &Session,
    reply: &Reply,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    let before = comparing.replying.only;
    let mut only = before;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_S, SPACE_XS);
        spoken::whole(ui, Role::RadioGroup, words::FILTERS, None);
        let mut stop = OneStop::new(ui, None);
        let all = Button::selectable(only.is_none(), words::all(reply.items.len()));
        if stop.button_ui(ui, all).clicked() {
            only = None;
        }
        for decision in Decision::ALL {
            let count = comparing.replying.count(decision);
            if count == 0 && only != Some(decision) {
                continue;
            }
            let chip = Button::selectable(only == Some(decision), words::filter(decision, count));
            if stop.button_ui(ui, chip).clicked() {
                only = Some(decision);
            }
        }
        stop.end(ui);
        ui.add_space(SPACE_XS);
        all_ui(ui, session, comparing, actions);
    });
    if only != before {
        comparing.replying.only = only;
        comparing.heights.clear();
        ui.ctx().request_repaint();
    }
}

/// What can be decided about all undecided places at once.
fn all_ui(ui: &mut Ui, session: &Session, comparing: &Comparing, actions: &mut Vec<Action>) {
    let replying = &comparing.replying;
    let (open, left) = (replying.count(Decision::Open), replying.count(Decision::Left));
    if open + left == 0 {
        return;
    }
    let count = replying.takeable();
    let can = count > 0 && session.read_only().is_none();
    let why = if session.read_only().is_some() { words::READ_ONLY } else { words::TAKE_NONE };
    let take = ui.add_enabled(can, Button::new(words::take_all(count)));
    if take.on_hover_text(words::TAKE_ALL_TIP).on_disabled_hover_text(why).clicked() {
        actions.push(Action::Run(Command::TakeOverAll));
    }
    let leave = ui.button(words::leave_all(open, left));
    let leave = if open > 0 { leave.on_hover_text(words::LEAVE_ALL_TIP) } else { leave };
    if leave.clicked() {
        actions.push(Action::Run(Command::LeaveAllTheirs));
    }
}

/// About how high a card will be, before it was drawn.
fn estimate(item: &Item, width: f32, sides: bool) -> f32 {
    const LINE: f32 = 19.0;
    let letters: usize = item.pieces.iter().map(|piece| piece.text.len().min(500)).sum();
    let width = if sides { width / 2.0 } else { width };
    let lines = (letters as f32 / (width / 7.0).max(20.0)).ceil();
    let more = item.fields.len() + item.proposal.left.len() + 2 * item.text.comments.len();
    78.0 + LINE * (lines + more.min(200) as f32)
}
