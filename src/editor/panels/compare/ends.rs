//! Small buttons at the right end of a line, so that what they are about has all lines to itself.

use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL};
use egui::{Align, FontId, Layout, Ui, vec2};

/// Space between the words of a small button and its edge, in points.
const PADDING: f32 = 6.0;
/// Narrowest text beside the buttons, in points.
const LEAST: f32 = 80.0;

/// Draws what stands in the line, and then buttons with these words.
pub(super) fn line_ui<R>(
    ui: &mut Ui,
    names: &[&str],
    line: impl FnOnce(&mut Ui),
    buttons: impl FnOnce(&mut Ui) -> R,
) -> R {
    let words = |name: &&str| {
        let ink = egui::Color32::PLACEHOLDER;
        let font = FontId::proportional(TYPE_SMALL);
        ui.fonts_mut(|f| f.layout_no_wrap((*name).to_owned(), font, ink)).size().x + 2.0 * PADDING
    };
    let width: f32 = names.iter().map(words).sum::<f32>() + SPACE_XS * names.len() as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        let room = (ui.available_width() - width - SPACE_S).max(LEAST);
        let layout = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(room, 0.0), layout, |ui| {
            ui.set_width(room);
            line(ui);
        });
        let spacing = ui.spacing_mut();
        spacing.item_spacing.x = SPACE_XS;
        spacing.button_padding = vec2(PADDING, 1.0);
        spacing.interact_size.y = 22.0;
        buttons(ui)
    })
    .inner
}
