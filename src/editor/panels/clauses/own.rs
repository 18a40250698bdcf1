//! A clause that the form does not have.

use super::menu::{Ways, Whose, menu_ui};
use super::order::LIST;
use super::reads::reads_ui;
use super::words;
use crate::agreement::queries::label_of;
use crate::draft::ExtraClause;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, palette};
use crate::editor::widgets::{
    Field, Form, Icon, Wish, field_ui, icon_ui, paint, place_problems_ui, take_hold,
};
use crate::value::{FieldPath, Record};
use egui::{Align, CursorIcon, Frame, Margin, Rect, RichText, Sense, Stroke, Ui, Vec2, vec2};

/// Draws one of the drafter's own clauses; what is wished for it.
pub(super) fn own_clause_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    clause: &ExtraClause,
    ways: Ways,
) -> Option<Wish> {
    let item = FieldPath::new(LIST).join(&clause.id);
    if let Some(jump) = form.view.jump.as_mut().filter(|jump| jump.path == item && !jump.row)
        && !clause.text.trim().is_empty()
    {
        // Whoever is led to the clause as a whole means its words.
        jump.path = item.join("text");
    }
    let frame = Frame::new().stroke(Stroke::new(1.0, palette(ui).accent)).corner_radius(6.0);
    let draw = |ui: &mut Ui| {
        ui.set_width(ui.available_width());
        let wish = head_ui(ui, form, &item, clause, ways);
        place_problems_ui(ui, form, &item.join("before"));
        for field in ["title", "text"] {
            let path = item.join(field);
            if let Some(field) = ExtraClause::SPEC.field(field).and_then(|spec| Field::of(spec, path)) {
                field_ui(ui, form, &field);
            }
        }
        reads_ui(ui, form, &item);
        wish
    };
    frame.inner_margin(Margin::same(8)).show(ui, draw).inner
}

/// Whose clause it is; where it is taken hold of, and what can be done about it.
fn head_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    item: &FieldPath,
    clause: &ExtraClause,
    ways: Ways,
) -> Option<Wish> {
    let name = label_of(clause).unwrap_or_else(|| words::UNTITLED_OWN.to_owned());
    let p = palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let rest = ui.available_width() - ui.spacing().interact_size.y - SPACE_S;
        let size = vec2(rest, ui.spacing().interact_size.y);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        inside.horizontal_centered(|ui| {
            icon_ui(ui, Icon::Pen, p.accent, 13.0);
            ui.label(RichText::new(words::OWN).size(TYPE_SMALL).color(p.accent));
        });
        if form.read_only {
            return None;
        }
        if ways.up || ways.down {
            // The keyboard has the button beside it.
            let held = ui.interact(rect, form.id(item).with("hold"), Sense::DRAG);
            if held.hovered() || held.dragged() {
                ui.ctx().set_cursor_icon(if held.dragged() {
                    CursorIcon::Grabbing
                } else {
                    CursorIcon::Grab
                });
            }
            let grip = Rect::from_center_size(rect.right_center() - vec2(10.0, 0.0), Vec2::splat(14.0));
            paint(ui.painter(), grip, Icon::Grip, p.ink_soft);
            take_hold(ui, item, &name, &held);
        }
        let (wish, button) = menu_ui(ui, form, item, &name, Whose::Own(ways));
        if let Some(jump) = form.view.jump.take_if(|j| j.row && j.path == *item) {
            button.request_focus();
            button.scroll_to_me((!jump.gentle).then_some(Align::Center));
        }
        wish
    })
    .inner
}
