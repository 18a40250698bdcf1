//! The wordings of a clause as cards, of which one is chosen.

use super::card::set_choice;
use super::kept::{Wording, wordings};
use super::words;
use crate::editor::panels::finder::Sought;
use crate::editor::tokens::{RADIUS, RING, SPACE_S, TYPE_SMALL, palette, semibold, small};
use crate::editor::widgets::{Form, OneStop, mark_found, spoken};
use crate::redline::Run;
use crate::template::Clause;
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    FontId, Galley, Id, Label, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Two cards of this width stand side by side, in points.
const CARD: f32 = 260.0;
const MARGIN: f32 = 10.0;
/// What the mark of the choice takes beside the label, in points.
const MARK: f32 = 24.0;

/// Draws the cards; `now` is the id of the chosen wording.
pub fn alternatives_ui(ui: &mut Ui, form: &mut Form<'_>, clause: &Clause, key: &str, title: &str, now: &str) {
    let all = wordings(form, clause, key, now);
    let chosen = all.iter().position(|w| w.id == now);
    if chosen.is_none() {
        ui.label(small(ui, words::UNKNOWN_WORDING));
    }
    ui.scope(|ui| {
        spoken::whole(ui, Role::RadioGroup, words::WORDINGS, Some(all.len()));
        let mut stop = OneStop::new(ui, chosen);
        let room = ui.available_width();
        let columns = if room >= 2.0 * CARD + SPACE_S { 2 } else { 1 };
        let width = if columns == 2 { (room - SPACE_S) / 2.0 } else { room };
        for (row, cards) in all.chunks(columns).enumerate() {
            let place = FieldPath::new("clauses").join(key);
            let sought = form.view.sought.as_ref();
            let laid = |w: &Wording| {
                let chosen = w.id == now;
                Laid::of(ui, w, chosen, width, sought.filter(|_| chosen).map(|s| (s, &place)))
            };
            let laid: Vec<Laid> = cards.iter().map(laid).collect();
            let height = laid.iter().map(Laid::height).fold(0.0, f32::max);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_S;
                for (n, (wording, laid)) in cards.iter().zip(laid).enumerate() {
                    let index = row * columns + n;
                    let id = card_id(form, key, &wording.id);
                    let card = Card { id, index, chosen: wording.id == now, read_only: form.read_only };
                    let size = vec2(width, height);
                    let response =
                        stop.add_ui(ui, |ui, sense| card_ui(ui, &card, wording, laid, size, sense));
                    let taken = response.clicked() || stop.led_here();
                    if taken && !form.read_only && wording.id != now {
                        set_choice(form, key, "alternative", &wording.id, title);
                    }
                }
            });
        }
        stop.end(ui);
    });
    if all.iter().any(has_own_words) {
        ui.label(small(ui, words::UNDERLINED));
    }
}

fn card_id(form: &Form<'_>, key: &str, wording: &str) -> Id {
    let wording = if wording.is_empty() { "own" } else { wording };
    form.id(&FieldPath::new("choices").join(key).join("alternative").join(wording))
}

/// Whether it has words that the chosen one lacks, among others.
fn has_own_words(wording: &Wording) -> bool {
    let any = |run: Run| wording.pieces.iter().any(|p| p.run == run && !p.text.trim().is_empty());
    any(Run::Same) && any(Run::Added)
}

/// The texts of a card, broken into lines.
struct Laid {
    label: Arc<Galley>,
    text: Arc<Galley>,
}

impl Laid {
    /// `sought`: what is looked for, and the place of the clause.
    fn of(
        ui: &Ui,
        wording: &Wording,
        chosen: bool,
        width: f32,
        sought: Option<(&Sought, &FieldPath)>,
    ) -> Self {
        let p = palette(ui);
        let mut label = LayoutJob::default();
        label.wrap.max_width = width - 2.0 * MARGIN - MARK;
        label.append(&wording.label, 0.0, TextFormat::simple(semibold(13.5), p.ink));
        if chosen {
            label.append(words::CHOSEN, 8.0, TextFormat::simple(FontId::proportional(TYPE_SMALL), p.accent));
        }
        let plain = TextFormat::simple(FontId::proportional(13.5), p.ink);
        let soft = TextFormat { color: p.ink_soft, ..plain.clone() };
        let other = TextFormat { color: p.accent, underline: Stroke::new(1.0, p.accent), ..plain.clone() };
        let mut text = LayoutJob::default();
        text.wrap.max_width = width - 2.0 * MARGIN;
        if wording.text.is_empty() {
            text.append(words::FROM_FIELDS, 0.0, soft);
        } else if has_own_words(wording) {
            for piece in wording.pieces.iter().filter(|piece| piece.run != Run::Removed) {
                let format = if piece.run == Run::Added { &other } else { &plain };
                text.append(&piece.text, 0.0, format.clone());
            }
        } else {
            text.append(&wording.text, 0.0, plain);
        }
        if let Some((sought, place)) = sought {
            let (found, at) = sought.find_in(place, &text.text);
            text = mark_found(text, &found, at, p);
        }
        Self { label: ui.fonts_mut(|f| f.layout_job(label)), text: ui.fonts_mut(|f| f.layout_job(text)) }
    }

    /// In points, with the margins.
    fn height(&self) -> f32 {
        self.label.size().y + SPACE_S + self.text.size().y + 2.0 * MARGIN
    }
}

struct Card {
    id: Id,
    index: usize,
    chosen: bool,
    read_only: bool,
}

fn card_ui(
    ui: &mut Ui,
    card: &Card,
    wording: &Wording,
    laid: Laid,
    size: egui::Vec2,
    sense: Sense,
) -> Response {
    let p = palette(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, card.id, if card.read_only { Sense::hover() } else { sense });
    let enabled = !card.read_only;
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, card.chosen, &wording.label));
    ui.ctx().accesskit_node_builder(card.id, |node| {
        node.set_position_in_set(card.index);
        node.set_selected(card.chosen);
        node.set_description(wording.text.as_str());
    });
    let fill = if response.hovered() && enabled { p.hover } else { p.sheet };
    let (line, ink) = if card.chosen { (2.0, p.accent) } else { (1.0, p.outline) };
    ui.painter().rect(rect, RADIUS, fill, Stroke::new(line, ink), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect.shrink(3.5), RADIUS, Stroke::new(RING, p.accent), StrokeKind::Inside);
    }
    let centre = rect.min + vec2(MARGIN + 8.0, MARGIN + 9.0);
    ui.painter().circle_stroke(
        centre,
        7.0,
        Stroke::new(1.5, if card.chosen { p.accent } else { p.ink_soft }),
    );
    if card.chosen {
        ui.painter().circle_filled(centre, 3.8, p.accent);
    }
    ui.painter().galley(rect.min + vec2(MARGIN + MARK, MARGIN), Arc::clone(&laid.label), p.ink);
    let top = rect.top() + MARGIN + laid.label.size().y + SPACE_S;
    let place = Rect::from_min_size(pos2(rect.left() + MARGIN, top), laid.text.size());
    ui.put(place, Label::new(laid.text).selectable(card.read_only));
    if response.clicked() {
        response.request_focus();
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}
