//! One change of the other side: both texts, what taking it over would do, and the decision.

use super::state::{Decision, Standing};
use super::words;
use crate::editor::panels::changes::{format_of, in_words};
use crate::editor::tokens::{
    SPACE_M, SPACE_S, SPACE_XS, TYPE_BODY, TYPE_SMALL, italic, palette, semibold, small, strong,
};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, clicked_once, hand_over, icon_ui, spoken};
use crate::redline::{Piece, Run};
use crate::session::Session;
use crate::session::reply::{Item, Reply};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Button, Frame, Label, Layout, Margin, RichText, Stroke, Ui};
use std::sync::Arc;

pub struct Card<'c> {
    pub reply: &'c Arc<Reply>,
    pub session: &'c Session,
    /// The place of the item in the file, and in the list.
    pub at: usize,
    pub place: usize,
    pub of: usize,
    pub standing: Standing,
    pub sides: bool,
    pub read_only: bool,
}

impl Card<'_> {
    /// Draws a change; true when the keyboard came to it.
    pub fn card_ui(&self, ui: &mut Ui, current: bool, arrive: bool, actions: &mut Vec<Action>) -> bool {
        let Some(item) = self.reply.items.get(self.at) else { return false };
        let p = palette(ui);
        let stroke = if current { Stroke::new(1.5, p.accent) } else { Stroke::new(1.0, p.line) };
        let frame = Frame::new().stroke(stroke).corner_radius(6.0).inner_margin(Margin::symmetric(10, 7));
        let mut reached = false;
        let drawn = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = SPACE_XS;
            self.title_ui(ui, item);
            self.texts_ui(ui, item);
            self.notes_ui(ui, item);
            comments_ui(ui, item);
            left_ui(ui, item, actions);
            reached = self.buttons_ui(ui, item, arrive, actions);
        });
        let (id, of) = (drawn.response.id, self.of);
        let said = words::spoken_item(item, self.standing.decision);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::ListItem);
            node.set_label(said);
            node.set_size_of_set(of);
        });
        spoken::item(ui.ctx(), id, self.place);
        reached
    }

    fn title_ui(&self, ui: &mut Ui, item: &Item) {
        let p = palette(ui);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S;
            ui.add(Label::new(strong(words::place(item))).wrap());
            ui.label(small(ui, words::deed(item)));
            let (icon, ink) = match self.standing.decision {
                Decision::Open => (Icon::Empty, p.ink_soft),
                Decision::Taken => (Icon::Done, p.good),
                Decision::Left => (Icon::Minus, p.ink_soft),
            };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_XS;
                icon_ui(ui, icon, ink, 12.0);
                let text = words::decision(self.standing.decision);
                ui.label(RichText::new(text).font(semibold(TYPE_SMALL)).color(ink));
            });
            if let Some(by) = words::by(item.text.tracked, &item.text.authors) {
                ui.add(Label::new(small(ui, by)).wrap());
            }
        });
    }

    fn texts_ui(&self, ui: &mut Ui, item: &Item) {
        if item.pieces.is_empty() {
            return;
        }
        if self.sides {
            ui.spacing_mut().item_spacing.x = SPACE_M;
            ui.columns(2, |columns| {
                for (ui, hidden) in columns.iter_mut().zip([Run::Added, Run::Removed]) {
                    let pieces: Vec<Piece> =
                        item.pieces.iter().filter(|piece| piece.run != hidden).cloned().collect();
                    let job = if pieces.iter().all(|piece| piece.text.trim().is_empty()) {
                        nothing(ui)
                    } else {
                        in_words(ui, &pieces)
                    };
                    // Columns would set their text to both edges.
                    ui.with_layout(Layout::top_down(Align::Min), |ui| ui.add(Label::new(job).wrap()));
                }
            });
            return;
        }
        let label = ui.add(Label::new(in_words(ui, &item.pieces)).wrap());
        let said = words::spoken(&item.pieces);
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(said));
    }

    /// What taking it over would do besides.
    fn notes_ui(&self, ui: &mut Ui, item: &Item) {
        if !item.fields.is_empty() {
            ui.label(small(ui, words::ALSO_SETS));
            for field in &item.fields {
                ui.indent("what is set", |ui| ui.add(Label::new(words::set(field)).wrap()));
            }
            if !item.elsewhere.is_empty() {
                ui.add(Label::new(small(ui, words::elsewhere(&item.elsewhere))).wrap());
            }
        }
        if self.standing.decision == Decision::Taken {
            return;
        }
        let proposal = &item.proposal;
        let notes = [
            (proposal.leaves_out, words::STRUCK),
            (item.is_new() && !proposal.is_empty(), words::OWN_CLAUSE),
        ];
        for (_, note) in notes.into_iter().filter(|(holds, _)| *holds) {
            ui.add(Label::new(small(ui, note)).wrap());
        }
        if self.standing.newer && !proposal.is_empty() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_XS;
                icon_ui(ui, Icon::Warning, palette(ui).warning, 14.0);
                ui.add(Label::new(words::NEWER).wrap());
            });
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, item: &Item, arrive: bool, actions: &mut Vec<Action>) -> bool {
        let mut reached = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S;
            let mut fresh = arrive;
            let mut button = |ui: &mut Ui, text: &str, name: String, can: bool| {
                let response = ui.add_enabled(can, Button::new(RichText::new(text).size(TYPE_SMALL)));
                let response = response.accessible_name(name);
                hand_over(&response, can && std::mem::take(&mut fresh));
                fresh |= arrive && !can;
                reached |= response.has_focus();
                response
            };
            let decision = self.standing.decision;
            if item.is_change() {
                let taken = decision == Decision::Taken;
                let can = !self.read_only && !taken && !item.proposal.is_empty();
                let why = match (self.read_only, taken) {
                    (true, _) => words::READ_ONLY,
                    (false, true) => words::IS_TAKEN,
                    (false, false) => words::CANNOT_TAKE,
                };
                let take = button(ui, words::TAKE, words::take(item), can);
                if clicked_once(&take.on_hover_text(words::TAKE_TIP).on_disabled_hover_text(why)) {
                    actions.push(Action::TakeOver { reply: Arc::clone(self.reply), item: self.at });
                }
            }
            match decision {
                Decision::Open => {
                    let (text, tip) = if item.is_change() {
                        (words::LEAVE, words::LEAVE_TIP)
                    } else {
                        (words::SEEN, words::SEEN_TIP)
                    };
                    if clicked_once(&button(ui, text, words::leave(item), true).on_hover_text(tip)) {
                        actions.push(Action::LeaveTheirs { item: self.at, leave: true });
                    }
                }
                Decision::Left => {
                    if clicked_once(&button(ui, words::AGAIN, words::again(item), true)) {
                        actions.push(Action::LeaveTheirs { item: self.at, leave: false });
                    }
                }
                Decision::Taken => {}
            }
            if button(ui, words::GO, words::go_to(item), true).clicked() {
                actions.push(Action::GoTo(self.leads_to(item)));
            }
        });
        reached
    }

    /// The place in the form: the first field that they changed, or the clause.
    fn leads_to(&self, item: &Item) -> crate::value::FieldPath {
        let known = |path: &&crate::value::FieldPath| self.session.draft().node(path).is_some();
        let sets = item.proposal.sets.iter().map(|set| &set.path);
        let own = item.proposal.text.is_none().then_some(sets).into_iter().flatten().find(known);
        own.unwrap_or(&item.path).clone()
    }
}

fn nothing(ui: &Ui) -> LayoutJob {
    let format = TextFormat { font_id: italic(TYPE_BODY), ..format_of(ui, Run::Same) };
    LayoutJob::single_section(words::NOTHING_SAID.to_owned(), format)
}

fn comments_ui(ui: &mut Ui, item: &Item) {
    for comment in &item.text.comments {
        let fill = palette(ui).side;
        Frame::new().fill(fill).corner_radius(5.0).inner_margin(Margin::symmetric(8, 5)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(small(ui, words::comment(comment)).font(semibold(TYPE_SMALL))).wrap());
            ui.add(Label::new(comment.text.as_str()).wrap());
        });
    }
}

/// What nothing in the draft can be made to say by itself, each with the way to its field.
fn left_ui(ui: &mut Ui, item: &Item, actions: &mut Vec<Action>) {
    let left = &item.proposal.left;
    if left.is_empty()
        || (left.len() == 1 && item.proposal.is_empty() && left.first().is_some_and(|l| l.path == item.path))
    {
        return;
    }
    ui.label(small(ui, words::left_title(!item.proposal.is_empty())));
    for one in left {
        ui.indent("what is left", |ui| {
            ui.horizontal_wrapped(|ui| {
                let (ours, theirs) = words::left(one);
                let mut job = LayoutJob::default();
                job.append(&ours, 0.0, format_of(ui, Run::Removed));
                job.append(
                    "  →  ",
                    0.0,
                    TextFormat::simple(egui::FontId::proportional(TYPE_BODY), palette(ui).ink_soft),
                );
                job.append(&theirs, 0.0, format_of(ui, Run::Added));
                ui.add(Label::new(job).wrap());
                let go = ui.add(Button::new(RichText::new(words::GO).size(TYPE_SMALL)));
                if go.accessible_name(format!("{}: {theirs}", words::GO)).clicked() {
                    actions.push(Action::GoTo(one.path.clone()));
                }
            });
        });
    }
}
