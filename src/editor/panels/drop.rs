//! While files are dragged over the window: where to drop them, and what comes of it.

use super::start::words;
use crate::editor::tokens::{DARK, LIGHT, TYPE_BODY, TYPE_HEADING, semibold};
use crate::editor::widgets::{one_line, spoken};
use egui::{Area, Color32, Context, FontId, Id, Order, Sense, Shape, Stroke, vec2};

/// Draws the target over everything, as long as files hang above the window.
pub fn drop_ui(ctx: &Context) {
    let names: Vec<String> = ctx.input(|i| {
        let name = |path: &std::path::PathBuf| path.file_name().map(|n| n.to_string_lossy().into_owned());
        i.raw.hovered_files.iter().map(|f| f.path.as_ref().and_then(name).unwrap_or_default()).collect()
    });
    if names.is_empty() {
        return;
    }
    let p = if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT };
    let area = Area::new(Id::unique("drop target")).order(Order::Foreground).fixed_pos(egui::Pos2::ZERO);
    area.interactable(false).show(ctx, |ui| {
        let all = ctx.content_rect();
        let (_, response) = ui.allocate_exact_size(all.size(), Sense::hover());
        let painter = ui.painter();
        painter.rect_filled(all, 0.0, p.veil);
        let target = all.shrink2(vec2(all.width() * 0.12, all.height() * 0.22));
        painter.rect_filled(target, 14.0, p.sheet);
        let inside = target.shrink(14.0);
        let corners = [inside.left_top(), inside.right_top(), inside.right_bottom(), inside.left_bottom()];
        let mut outline = corners.to_vec();
        outline.push(inside.left_top());
        painter.extend(Shape::dashed_line(&outline, Stroke::new(2.0, p.accent), 10.0, 7.0));
        let said = words::dragged(&names);
        let centre = target.center();
        let line = |text: &str, font: FontId, ink: Color32, below: f32| {
            let galley = one_line(painter, text, font, ink, inside.width() - 40.0);
            painter.galley(centre + vec2(0.0, below) - galley.size() / 2.0, galley, ink);
        };
        line(&said, semibold(TYPE_HEADING), p.ink, -14.0);
        line(&words::drop_note(&names), FontId::proportional(TYPE_BODY), p.ink_soft, 20.0);
        spoken::news(ctx, response.id, &said);
    });
}
