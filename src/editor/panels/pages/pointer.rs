//! The pointer on the pages.

use super::Pane;
use super::draw::mark;
use super::stack::Ground;
use crate::editor::view::Action;
use crate::export::typeset::{self, Pages};
use egui::{Align, CursorIcon, Response, Ui};

/// A value under the pointer shows itself, or that of the sentence there; a click leads to its field, or along a
/// reference.
pub fn pointer_ui(ui: &Ui, pages: &Pages, response: &Response, ground: &Ground<'_>, pane: &mut Pane<'_>) {
    let Some((page, at)) = response.hover_pos().and_then(|p| ground.on_paper(p)) else { return };
    if let Some(hit) = pages.value_at(page, at.x, at.y) {
        mark(ui.painter(), ground.rect(page, hit.rect));
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    } else if let Some(jump) = pages.jumps(page).iter().find(|j| j.rect.contains(at.x, at.y)) {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            let target = typeset::Rect { x: 0.0, y: jump.y, width: 1.0, height: 1.0 };
            if let Some(rect) = ground.rect(jump.page, target) {
                ui.scroll_to_rect(rect, Some(Align::TOP));
            }
            return;
        }
    } else if let Some(hit) = pages.value_near(page, at.x, at.y) {
        // Where a click on the sentence leads.
        mark(ui.painter(), ground.rect(page, hit.rect));
    }
    if response.clicked()
        && let Some(path) = pages.field_at(page, at.x, at.y)
    {
        pane.reader.clicked = Some(path.clone());
        pane.actions.push(Action::GoTo(path.clone()));
    }
}
