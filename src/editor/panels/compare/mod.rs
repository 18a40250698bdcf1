//! The draft compared with another text: what changed, what it means and whom it helps, and the way back.

mod ends;
mod list;
mod outline;
pub mod reply;
mod sheet;
mod sources;
mod state;
mod text;
mod words;

pub use outline::outline_ui;
pub use state::{Compared, Comparing, Mode, With};
pub use words::{
    NO_AUTHOR, NO_CHANGE, NO_COMPARISON, NOT_SAVED, NOTHING_TO_STEP, SAVE_BROKEN, SAVE_CANCELLED,
    comparison_name, saved, saving, step as step_name, step_in_clause, taken_back, taken_back_in,
};

use crate::editor::commands::Command;
use crate::editor::panels::notice::Remedy;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, heading, palette, soft};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, OneStop, hand_over, icon_button_ui, icon_ui, spoken};
use crate::session::{Session, Workspace};
use egui::accesskit::Role;
use egui::{Align2, Button, Color32, FontId, Frame, Id, Margin, Sense, TextStyle, Ui, WidgetInfo, vec2};
use reply::Progress;
use state::State;
use std::sync::Arc;

/// Under this id the comparison remembers what takes the keyboard for it.
pub fn focus_id() -> Id {
    Id::unique("comparison with the keyboard")
}

pub fn compare_ui(
    ui: &mut Ui,
    session: &Session,
    workspace: &Workspace,
    comparing: &mut Comparing,
    actions: &mut Vec<Action>,
) {
    Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 8 }).show(ui, |ui| {
        head_ui(ui, comparing, actions);
        // The bar above says it where it was noticed before.
        if comparing.settles && session.outside().is_none() {
            settle_ui(ui, session.read_only().is_none(), actions);
        }
        let compared = match comparing.state() {
            State::Choosing => {
                sources::sources_ui(ui, session, workspace, comparing, actions);
                return;
            }
            State::Waiting => {
                ui.label(soft(ui, words::COMPARING));
                return;
            }
            State::Failed(reason) => {
                ui.add_space(SPACE_S);
                ui.horizontal_top(|ui| {
                    icon_ui(ui, Icon::Warning, palette(ui).warning, 16.0);
                    ui.label(reason);
                });
                return;
            }
            State::Returned(Progress::Waiting) => {
                ui.label(soft(ui, reply::words::READING));
                return;
            }
            State::Returned(Progress::Refused(refused)) => {
                reply::refused_ui(ui, refused, comparing.replying.path(), actions);
                return;
            }
            State::Returned(Progress::Done(reply)) => {
                let reply = Arc::clone(reply);
                reply::reply_ui(ui, session, &reply, comparing, actions);
                return;
            }
            State::Done(compared) => Arc::clone(compared),
        };
        match comparing.mode() {
            Mode::Fields => list::list_ui(ui, session, &compared, comparing, actions),
            Mode::Inline | Mode::Sides => text::text_ui(ui, session, &compared, comparing, actions),
        }
    });
}

/// The ways to look at a comparison, on the line of the heading where there is room.
fn modes_ui(ui: &mut Ui, comparing: &Comparing, modes: &[Mode], actions: &mut Vec<Action>) {
    let font = TextStyle::Button.resolve(ui.style());
    let around = 2.0 * ui.spacing().button_padding.x + SPACE_S;
    let width = |mode: &Mode| {
        let text = words::mode(*mode).to_owned();
        ui.painter().layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER).size().x + around
    };
    // They stay together.
    if modes.iter().map(width).sum::<f32>() + SPACE_S > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        spoken::whole(ui, Role::TabList, words::MODES, Some(modes.len()));
        let at = modes.iter().position(|mode| *mode == comparing.mode());
        let mut stop = OneStop::new(ui, Some(at.unwrap_or_default()));
        for (index, mode) in modes.iter().copied().enumerate() {
            let chosen = at.unwrap_or_default() == index;
            let tab = stop.button_ui(ui, Button::selectable(chosen, words::mode(mode)));
            ui.ctx().accesskit_node_builder(tab.id, |node| node.set_role(Role::Tab));
            spoken::choice(&tab, index, chosen);
            if tab.on_hover_text(mode.command().tip()).clicked() {
                actions.push(Action::Run(mode.command()));
            }
        }
        stop.end(ui);
    });
}

/// Where one is among the changes, and the way to the next.
fn steps_ui(ui: &mut Ui, (at, count): (Option<usize>, usize), actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut step = |ui: &mut Ui, icon: Icon, name: &str, command: Command| {
            let tip = format!("{name} ({})", command.shortcut_text(ui.ctx()));
            let button = ui.add_enabled_ui(count > 0, |ui| icon_button_ui(ui, icon, name)).inner;
            if button.on_hover_text(tip).clicked() {
                actions.push(Action::Run(command));
            }
        };
        step(ui, Icon::Left, words::PREVIOUS, Command::PreviousChange);
        // The arrows stay under the pointer while they are clicked.
        let font = FontId::proportional(TYPE_SMALL);
        let ink = palette(ui).ink_soft;
        let width = |text: String| ui.fonts_mut(|f| f.layout_no_wrap(text, font.clone(), ink)).size().x;
        let widest =
            width(words::position(None, count)).max(width(words::position(count.checked_sub(1), count)));
        let (room, label) =
            ui.allocate_exact_size(vec2(widest, ui.spacing().interact_size.y), Sense::hover());
        let said = words::position(at, count);
        ui.painter().text(room.center(), Align2::CENTER_CENTER, &said, font, ink);
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        step(ui, Icon::Right, words::NEXT, Command::NextChange);
    });
}

/// What can be done about a file that another program changed.
fn settle_ui(ui: &mut Ui, writable: bool, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(soft(ui, words::SETTLE));
        if writable && ui.button(words::SAVE_COPY).clicked() {
            actions.push(Action::Run(Command::SaveAs));
        }
        if ui.button(words::RELOAD).on_hover_text(words::RELOAD_TIP).clicked() {
            actions.push(Action::Remedy(Remedy::Reload));
        }
        if writable && ui.button(words::OVERWRITE).on_hover_text(words::OVERWRITE_TIP).clicked() {
            actions.push(Action::Remedy(Remedy::Overwrite));
        }
    });
}

fn head_ui(ui: &mut Ui, comparing: &mut Comparing, actions: &mut Vec<Action>) {
    let fresh = std::mem::take(&mut comparing.fresh);
    let keys = Command::Compare.shortcut_text(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_XS);
        // The changes of a returned file have no fields of their own.
        let modes = match comparing.state() {
            State::Done(_) => Mode::ALL.as_slice(),
            State::Returned(Progress::Done(_)) => &[Mode::Inline, Mode::Sides],
            _ => &[],
        };
        if !modes.is_empty() {
            modes_ui(ui, comparing, modes, actions);
        }
        if let Some(position) = comparing.position() {
            steps_ui(ui, position, actions);
        }
        let choosing = matches!(comparing.state(), State::Choosing);
        let other = !choosing && ui.button(words::OTHER).on_hover_text(words::OTHER_TIP).clicked();
        let back = ui.add(Button::new(words::BACK)).on_hover_text(keys);
        ui.data_mut(|d| d.insert_temp(focus_id(), back.id));
        hand_over(&back, fresh);
        if back.clicked() {
            actions.push(Action::Run(Command::Compare));
        }
        if !modes.is_empty() {
            let name = if comparing.is_reply() { words::SAVE_LIST } else { words::SAVE };
            let save = ui.button(name).on_hover_text(Command::SaveComparison.tip());
            if save.clicked() {
                actions.push(Action::Run(Command::SaveComparison));
            }
        }
        if other {
            comparing.choose_again();
            ui.ctx().request_repaint();
        }
    });
}
