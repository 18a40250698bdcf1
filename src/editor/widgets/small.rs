//! Small parts that several panels share.

use super::icons::{Icon, paint};
use crate::editor::tokens::{RADIUS, RING, SPACE_S, palette, semibold};
use egui::accesskit::Role;
use egui::{Align2, Button, Id, Rect, Response, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

/// The button for what is most likely wanted.
pub fn primary_button_ui(ui: &mut Ui, text: &str) -> Response {
    let p = palette(ui);
    let text = RichText::new(text).color(p.on_accent).font(semibold(crate::editor::tokens::TYPE_BODY));
    let response = ui.add(Button::new(text).fill(p.accent).stroke(Stroke::new(1.0, p.accent)));
    if response.has_focus() {
        // On the accent itself the usual outline would not be seen.
        let ring = Stroke::new(2.0, p.accent);
        ui.painter().rect_stroke(response.rect.expand(2.0), RADIUS + 2, ring, egui::StrokeKind::Outside);
    }
    response
}

/// A row as wide as its surroundings that reacts as a whole. `paint` draws into it.
pub fn row_button_ui(
    ui: &mut Ui,
    id: Id,
    height: f32,
    selected: bool,
    role: Role,
    name: &str,
    paint: impl FnOnce(&mut Ui, Rect),
) -> Response {
    row_sense_ui(ui, id, Sense::click(), height, selected, role, name, paint)
}

/// As [`row_button_ui`]; without [`Sense::FOCUSABLE`] in `sense` Tab passes over the row.
#[expect(clippy::too_many_arguments)]
pub fn row_sense_ui(
    ui: &mut Ui,
    id: Id,
    sense: Sense,
    height: f32,
    selected: bool,
    role: Role,
    name: &str,
    paint: impl FnOnce(&mut Ui, Rect),
) -> Response {
    let size = vec2(ui.available_width(), height);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(role, enabled, selected, name));
    if ui.is_rect_visible(rect) {
        let p = palette(ui);
        let fill = if selected {
            p.accent_soft
        } else if response.hovered() {
            p.hover
        } else {
            egui::Color32::TRANSPARENT
        };
        ui.painter().rect_filled(rect, RADIUS, fill);
        if response.has_focus() {
            ui.painter().rect_stroke(rect, RADIUS, Stroke::new(RING, p.accent), egui::StrokeKind::Inside);
        }
        paint(ui, rect);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// A heading that folds what follows; says whether that is shown.
pub fn folding_ui(ui: &mut Ui, id: Id, open: bool, text: &str) -> (Response, bool) {
    let height = 26.0;
    let response = row_button_ui(ui, id, height, false, Role::DisclosureTriangle, text, |ui, rect| {
        let p = palette(ui);
        let mark = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), Vec2::splat(13.0));
        paint(ui.painter(), mark, if open { Icon::Down } else { Icon::Right }, p.ink_soft);
        let at = rect.left_center() + vec2(20.0 + SPACE_S / 2.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, text, semibold(14.0), p.ink_soft);
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let toggled = response.clicked();
    (response, open != toggled)
}
