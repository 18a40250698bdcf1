//! The keyboard on the pages.

use super::Pane;
use super::stack::Stack;
use crate::editor::commands::Command;
use crate::editor::tokens::palette;
use crate::editor::view::Action;
use egui::{EventFilter, Key, Modifiers, Rect, Response, Stroke, StrokeKind, Ui, vec2};

/// Points that an arrow scrolls.
const LINE: f32 = 48.0;

/// Heeds the keys that scroll; says whether one was pressed.
pub fn keys_ui(ui: &Ui, response: &Response, pane: &mut Pane<'_>, stack: &Stack, viewport: Rect) -> bool {
    if !response.has_focus() {
        return false;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    let page = viewport.height() * 0.9;
    let end = stack.size.y;
    let steps = [
        (Key::PageDown, vec2(0.0, -page)),
        (Key::PageUp, vec2(0.0, page)),
        (Key::Space, vec2(0.0, -page)),
        (Key::Home, vec2(0.0, end)),
        (Key::End, vec2(0.0, -end)),
        (Key::ArrowDown, vec2(0.0, -LINE)),
        (Key::ArrowUp, vec2(0.0, LINE)),
        (Key::ArrowLeft, vec2(LINE, 0.0)),
        (Key::ArrowRight, vec2(-LINE, 0.0)),
    ];
    let mut moved = false;
    for (key, delta) in steps {
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            moved = true;
            match key {
                // However far it is, at once.
                Key::Home => pane.reader.turn_to = Some(0),
                Key::End => pane.reader.turn_to = Some(stack.rects.len().saturating_sub(1)),
                _ => ui.scroll_with_delta(delta),
            }
        }
    }
    if pane.reader.turn_to.is_some() {
        ui.ctx().request_repaint();
    }
    let zooms = [
        (Key::Plus, Command::PagesLarger),
        (Key::Equals, Command::PagesLarger),
        (Key::Minus, Command::PagesSmaller),
    ];
    for (key, command) in zooms {
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            pane.actions.push(Action::Run(command));
        }
    }
    let frame = ui.clip_rect().shrink(1.0);
    ui.painter().rect_stroke(frame, 0.0, Stroke::new(2.0, palette(ui).accent), StrokeKind::Inside);
    moved
}
