//! The start screen: forms of agreement to begin with, and drafts to go on with.

mod asks;
mod recent;
pub mod words;

pub use asks::Asks;

use super::recovered::{Recovering, Wish, discarded_button_ui, recovered_ui};
use crate::editor::preview::Preview;
use crate::editor::tokens::{
    PAPER, SPACE_L, SPACE_M, SPACE_S, UNTINTED, heading, palette, section, small, soft, title,
};
use crate::editor::widgets::primary_button_ui;
use crate::store::RecentFiles;
use crate::template::Form;
use egui::accesskit::Role;
use egui::{Frame, Id, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What the start screen is drawn from.
pub struct Begun<'a> {
    pub forms: &'a [Arc<Form>],
    /// What each form asks for, in the same order.
    pub asks: &'a [Asks],
    pub recent: &'a RecentFiles,
    /// Recent drafts whose files were not found.
    pub missing: &'a HashSet<PathBuf>,
    pub recovering: &'a Recovering,
    pub preview: &'a Preview,
    pub open_drafts: usize,
    /// It was not on screen in the frame before.
    pub fresh: bool,
}

/// What was chosen.
pub enum Begin {
    /// A new draft of the form with this index.
    Form(usize),
    /// Its complete example, to look at.
    Example(usize),
    Recent(PathBuf),
    /// A new draft with the terms of a recent one.
    Again(PathBuf),
    /// Keep it at the top of the list, or not.
    Pin(PathBuf, bool),
    Forget(PathBuf),
    Open,
    /// Something with a recovered draft.
    Recover(Wish),
    /// Back to the drafts that are open.
    Continue,
}

const CARD_WIDTH: f32 = 430.0;
const COVER: Vec2 = Vec2::new(118.0, 167.0);

pub fn start_ui(ui: &mut Ui, begun: &Begun<'_>) -> Option<Begin> {
    let Begun { recovering, fresh, .. } = *begun;
    let mut begin = None;
    // Where one most likely wants to begin the keyboard is: at the last draft, or at the first form.
    let at_recovered = fresh && recovering.offers.iter().any(|offer| offer.content.is_ok());
    let at_recent = fresh && !at_recovered && begun.open_drafts == 0 && !begun.recent.files().is_empty();
    let at_form = fresh && !at_recovered && !at_recent;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let side = ((ui.available_width() - 1080.0) / 2.0).clamp(24.0, 120.0);
        Frame::new().inner_margin(Margin::symmetric(side as i8, 28)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(title(words::NAME));
            ui.label(soft(ui, words::ABOUT));
            ui.add_space(SPACE_M);
            ui.horizontal_wrapped(|ui| {
                if begun.open_drafts > 0 && ui.button(words::back(begun.open_drafts)).clicked() {
                    begin = Some(Begin::Continue);
                }
                if ui.button(words::OPEN).clicked() {
                    begin = Some(Begin::Open);
                }
                ui.label(small(ui, words::OPEN_NOTE));
                if let Some(wish) = discarded_button_ui(ui, recovering) {
                    begin = Some(Begin::Recover(wish));
                }
            });
            if let Some(wish) = recovered_ui(ui, recovering, at_recovered) {
                begin = Some(Begin::Recover(wish));
            }
            recent::recent_ui(ui, begun, at_recent, &mut begin);
            ui.add_space(SPACE_L);
            ui.label(heading(words::BEGIN_TITLE));
            ui.label(soft(ui, words::BEGIN_NOTE));
            ui.add_space(SPACE_S);
            gallery_ui(ui, begun, at_form, &mut begin);
        });
    });
    begin
}

fn gallery_ui(ui: &mut Ui, begun: &Begun<'_>, focus: bool, begin: &mut Option<Begin>) {
    let Begun { forms, preview, .. } = *begun;
    if forms.is_empty() {
        ui.label(soft(ui, words::NO_FORMS));
        return;
    }
    let room = ((ui.available_width() + SPACE_M) / (CARD_WIDTH + SPACE_M)).floor().clamp(1.0, 3.0) as usize;
    // No form stands alone in the last row.
    let columns = if room > 2 && forms.len() % room == 1 { room - 1 } else { room };
    let width = (ui.available_width() - SPACE_M * (columns as f32 - 1.0)) / columns as f32;
    for (row, chunk) in forms.chunks(columns).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_M;
            for (column, form) in chunk.iter().enumerate() {
                let index = row * columns + column;
                let asks = begun.asks.get(index).copied();
                let card = Card { form, asks, index, row, width, focus: focus && index == 0 };
                ui.push_id(index, |ui| card_ui(ui, &card, preview, begin));
            }
        });
        ui.add_space(SPACE_S);
    }
}

/// One form in the gallery.
struct Card<'a> {
    form: &'a Form,
    asks: Option<Asks>,
    index: usize,
    row: usize,
    /// In points.
    width: f32,
    /// The keyboard comes here.
    focus: bool,
}

fn card_ui(ui: &mut Ui, card: &Card<'_>, preview: &Preview, begin: &mut Option<Begin>) {
    let p = palette(ui);
    let Card { form, asks, index, row, width, focus } = *card;
    let template = form.template();
    let frame = Frame::new()
        .fill(p.sheet)
        .stroke(Stroke::new(1.0, p.line))
        .corner_radius(8.0)
        .inner_margin(Margin::same(14));
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width - 30.0);
            ui.set_min_height(COVER.y + 40.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_M + 2.0;
                cover_ui(ui, template.id.as_str(), preview);
                ui.vertical(|ui| {
                    ui.label(section(template.title.as_str()));
                    let first: Vec<&str> = template.interview.iter().map(|s| s.title.as_str()).collect();
                    for line in [Some(words::kind(template.kind).to_owned()), asks.map(words::asks)] {
                        let Some(line) = line else { continue };
                        let label = ui.label(small(ui, line).color(p.accent));
                        if !first.is_empty() {
                            label.on_hover_text(words::begins(&first));
                        }
                    }
                    ui.label(template.summary.as_str());
                    let description = first_sentences(&template.description, 260);
                    ui.label(small(ui, description)).on_hover_text(template.description.trim());
                    ui.add_space(SPACE_S);
                    level_ui(ui, row);
                    ui.horizontal_wrapped(|ui| {
                        let name = format!("{} {}", words::BEGIN, template.title);
                        let button = primary_button_ui(ui, words::BEGIN).accessible_name(name);
                        if focus {
                            button.request_focus();
                        }
                        if button.clicked() {
                            *begin = Some(Begin::Form(index));
                        }
                        let name = format!("{} of {}", words::EXAMPLE, template.title);
                        if ui
                            .button(words::EXAMPLE)
                            .on_hover_text(words::EXAMPLE_TIP)
                            .accessible_name(name)
                            .clicked()
                        {
                            *begin = Some(Begin::Example(index));
                        }
                    });
                });
            });
        });
    });
}

/// Room above the buttons of a card, so that those of a row stand on one line: as far down as the longest text of the
/// frame before reached.
fn level_ui(ui: &mut Ui, row: usize) {
    let lowest = Id::unique(("lowest text of the cards", row));
    let (pass, bottom) = (ui.ctx().cumulative_pass_nr(), ui.cursor().top() - ui.min_rect().top());
    // Of the pass before, and of this one so far: the pass, how far down, and how far down before it.
    let (at, now, before): (u64, f32, f32) = ui.data(|d| d.get_temp(lowest)).unwrap_or_default();
    let (now, before) = if at == pass { (now.max(bottom), before) } else { (bottom, now) };
    ui.data_mut(|d| d.insert_temp(lowest, (pass, now, before)));
    ui.add_space((before - bottom).max(0.0));
    if now > before + 0.5 {
        ui.ctx().request_discard("the cards of a row end on one line");
    }
}

/// The first page of the example, or a blank sheet until it is drawn.
fn cover_ui(ui: &mut Ui, form: &str, preview: &Preview) {
    let (rect, response) = ui.allocate_exact_size(COVER, Sense::hover());
    let p = palette(ui);
    ui.painter().rect_filled(rect, 1.0, PAPER);
    if let Some(texture) = preview.cover(form) {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), rect, whole, UNTINTED);
    }
    ui.painter().rect_stroke(rect, 1.0, Stroke::new(1.0, p.outline), StrokeKind::Outside);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        node.set_label(words::COVER);
    });
}

/// Whole sentences up to about `limit` characters.
fn first_sentences(text: &str, limit: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = 0;
    for (at, _) in flat.match_indices(". ") {
        if at > limit && end > 0 {
            break;
        }
        end = at + 1;
    }
    if flat.len() <= limit || end == 0 { flat } else { flat.get(..end).unwrap_or(&flat).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::first_sentences;

    #[test]
    fn descriptions_are_cut_at_a_sentence() {
        let text = "One sentence. A second one that is longer.\nA third.";
        assert_eq!(first_sentences(text, 20), "One sentence.");
        assert_eq!(first_sentences(text, 200), "One sentence. A second one that is longer. A third.");
        assert_eq!(first_sentences("No end", 2), "No end");
    }
}
