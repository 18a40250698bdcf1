//! The review: whether the agreement can be sent, what is open, and every answer in order.

mod list;
mod row;
mod sheet;
mod state;
mod value;
mod verdict;
mod words;

pub use state::Reviewing;
pub(super) use value::{of_answer, of_field};

use crate::check::Finding;
use crate::draft::Draft;
use crate::editor::commands::Command;
use crate::editor::tokens::{
    FORM_WIDTH, SPACE_M, SPACE_S, SPACE_XS, TYPE_SECTION, TYPE_SMALL, heading, palette, semibold, small, soft,
};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Icon, hand_over, icon_button_ui, icon_ui, marked, marked_ui, primary_button_ui, spoken,
};
use crate::session::Session;
use crate::template::Form;
use egui::accesskit::Role;
use egui::{Button, Frame, Id, Margin, RichText, Stroke, Ui, vec2};
use sheet::Sheet;
use verdict::{Group, State};

/// Widest the review grows, in points.
const WIDTH: f32 = FORM_WIDTH + 300.0;

/// What the review is drawn from.
pub struct Review<'a> {
    draft: &'a Draft,
    form: &'a Form,
    findings: &'a [Finding],
    state: &'a mut Reviewing,
    actions: &'a mut Vec<Action>,
    read_only: bool,
}

/// Under this id the review remembers what takes the keyboard for it.
pub fn focus_id() -> Id {
    Id::unique("review of all")
}

pub fn review_ui(ui: &mut Ui, session: &Session, state: &mut Reviewing, actions: &mut Vec<Action>) {
    let findings = session.derived().findings.clone();
    state.prepare(ui, session.draft(), session.form(), &findings, session.revision());
    let mut review = Review {
        draft: session.draft(),
        form: session.form(),
        findings: &findings,
        state,
        actions,
        read_only: session.read_only().is_some(),
    };
    Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 0 }).show(ui, |ui| {
        ui.set_max_width(WIDTH.min(ui.available_width()));
        head_ui(ui, &mut review);
        list::list_ui(ui, &mut review);
    });
}

fn head_ui(ui: &mut Ui, review: &mut Review<'_>) {
    let fresh = std::mem::take(&mut review.state.fresh);
    let back = fresh && review.state.at.is_some();
    ui.horizontal_wrapped(|ui| {
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_M);
        let keys = Command::Review.shortcut_text(ui.ctx());
        let response = ui.add(Button::new(words::BACK).shortcut_text(keys));
        ui.data_mut(|d| d.insert_temp(focus_id(), response.id));
        hand_over(&response, fresh && !back);
        if response.clicked() {
            review.actions.push(Action::Run(Command::Review));
        }
        let mut empty = review.state.empty;
        let label = RichText::new(words::SHOW_EMPTY).size(TYPE_SMALL);
        if ui.checkbox(&mut empty, label).on_hover_text(words::SHOW_EMPTY_TIP).changed() {
            review.state.empty = empty;
            ui.ctx().request_repaint();
        }
    });
    if back {
        // Where one was before, once the rows are laid out.
        review.state.lay_out(ui, ui.available_width());
        review.state.go = review.state.place_to_return();
    }
    verdict_ui(ui, review);
    ui.add_space(SPACE_S);
}

/// What the review comes to, with Export beside it; each line leads to its rows.
fn verdict_ui(ui: &mut Ui, review: &mut Review<'_>) {
    let Some(Sheet { state, sum, accepted, counts, .. }) = review.state.sheet() else { return };
    let (state, counts) = (*state, counts.clone());
    let proposed = counts.iter().find(|(group, _)| *group == Group::Proposed).map_or(0, |(_, n)| *n);
    let said = words::verdict(state, *sum, *accepted, proposed);
    let p = palette(ui);
    let (icon, ink, fill) = match state {
        State::Ready if proposed > 0 => (Icon::Proposed, p.accent, p.accent_soft),
        State::Ready => (Icon::Done, p.good, p.side),
        State::WithWaivers => (Icon::Done, p.warning, p.warning_soft),
        State::NotReady => (Icon::Half, p.accent, p.accent_soft),
    };
    let frame = Frame::new().fill(fill).stroke(Stroke::new(1.0, p.line)).corner_radius(8.0);
    frame.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, icon, ink, 20.0);
            let text = RichText::new(said.as_str()).font(semibold(TYPE_SECTION));
            let label = ui.label(text);
            spoken::news(ui.ctx(), label.id, &said);
            ui.add_space(SPACE_S);
            let export = if state == State::NotReady {
                ui.button(words::EXPORT)
            } else {
                primary_button_ui(ui, words::EXPORT)
            };
            let export = export.accessible_name(format!("{} {}", words::EXPORT, words::FROM_REVIEW));
            if export.on_hover_text(Command::Export.tip()).clicked() {
                review.actions.push(Action::Run(Command::Export));
            }
        });
        if proposed == 0 || state != State::Ready {
            ui.label(soft(ui, words::advice(state)));
        }
        if proposed > 0 {
            ui.label(soft(ui, words::still_proposed(proposed)));
        }
        if counts.is_empty() {
            return;
        }
        ui.add_space(SPACE_XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(SPACE_S, SPACE_XS);
            for (group, n) in counts {
                let (icon, ink) = row::icon_of(group, p);
                let text = RichText::new(words::line(group, n)).size(TYPE_SMALL + 0.5);
                let response = marked_ui(ui, Button::new(marked(text)).fill(p.sheet), icon, ink);
                let response = response.accessible_name(words::line(group, n));
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::Link));
                if response.on_hover_text(words::LINE_TIP).clicked() {
                    review.state.unfold(&group.key());
                    review.state.go = Some(group.key());
                    ui.ctx().request_repaint();
                }
            }
        });
    });
}

/// Above the form, for those who came from the review: the way back.
pub fn return_ui(ui: &mut Ui, state: &mut Reviewing, actions: &mut Vec<Action>) {
    if !state.away {
        return;
    }
    let p = palette(ui);
    Frame::new().fill(p.accent_soft).inner_margin(Margin::symmetric(24, 5)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(small(ui, words::RETURN_NOTE));
            let keys = Command::Review.shortcut_text(ui.ctx());
            if ui.add(Button::new(words::RETURN).shortcut_text(keys)).clicked() {
                actions.push(Action::Run(Command::Review));
            }
            if icon_button_ui(ui, Icon::Close, words::STAY).clicked() {
                state.away = false;
            }
        });
    });
}
