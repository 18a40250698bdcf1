//! Paper, pictures and marks.

use super::stack::{GAP, Ground, SIDE, Stack};
use super::{Pane, words};
use crate::editor::preview::{Preview, Wanted};
use crate::editor::tokens::{LIGHT, PAPER, UNTINTED, palette};
use crate::export::typeset::{Hit, HitKind, Pages, Region, picture_size};
use egui::accesskit::Role;
use egui::{Align2, FontId, Id, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use std::ops::Range;

/// How much beyond the view is drawn ahead, in parts of its height.
const AHEAD: f32 = 0.6;

/// Orders the pictures of what is seen, and then of what the next scrolling brings.
pub fn order(preview: &mut Preview, pages: &Pages, stack: &Stack, viewport: Rect, pixels: f32) {
    let wanted = |part: Rect| -> Vec<Wanted> {
        stack.visible(part).filter_map(|page| want(preview, pages, stack, part, page, pixels)).collect()
    };
    let ahead = viewport.expand2(egui::vec2(0.0, viewport.height() * AHEAD));
    let (seen, soon) = (wanted(viewport), wanted(ahead));
    preview.want(&seen, &soon);
}

fn want(
    preview: &Preview,
    pages: &Pages,
    stack: &Stack,
    part: Rect,
    page: usize,
    pixels: f32,
) -> Option<Wanted> {
    let rect = stack.rects.get(page)?;
    let seen = rect.intersect(part);
    if !seen.is_positive() {
        return None;
    }
    let from = (seen.min - rect.min) * pixels;
    let size = seen.size() * pixels;
    let seen = Region {
        x: from.x.max(0.0) as u32,
        y: from.y.max(0.0) as u32,
        width: size.x.ceil() as u32 + 1,
        height: size.y.ceil() as u32 + 1,
    };
    let whole = picture_size(pages.size(page)?, stack.density as f32 / 1000.0);
    Some(preview.wanted(page, stack.density, whole, seen))
}

pub fn page_ui(ui: &Ui, preview: &Preview, page: usize, ground: &Ground<'_>) {
    let Some(rect) = ground.page(page) else { return };
    let p = palette(ui);
    let painter = ui.painter();
    let shadow = egui::Shadow { offset: [0, 2], blur: 8, spread: 0, color: p.shadow };
    painter.add(shadow.as_shape(rect, 0.0));
    painter.rect_filled(rect, 0.0, PAPER);
    let mut drawn = false;
    for piece in preview.pieces(page) {
        let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let place = Rect::from_min_max(
            rect.min + piece.place.min.to_vec2() * rect.size(),
            rect.min + piece.place.max.to_vec2() * rect.size(),
        );
        painter.image(piece.texture.id(), place, whole, UNTINTED);
        drawn = true;
    }
    if !drawn {
        let text = words::blank(page, preview.cannot_draw(page));
        painter.text(rect.center(), Align2::CENTER_CENTER, text, FontId::proportional(14.0), LIGHT.ink_faint);
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, p.line), StrokeKind::Outside);
}

/// Whether something of a page is seen. Marks wait for that: on an empty sheet they would float.
fn is_drawn(preview: &Preview, page: usize) -> bool {
    preview.pieces(page).next().is_some()
}

/// A sheet in place of pages that are still being made.
pub fn placeholder_ui(ui: &Ui, text: &str) {
    let area = ui.available_rect_before_wrap();
    let width = (area.width() - 2.0 * SIDE - ui.spacing().scroll.allocated_width()).max(1.0);
    let size = vec2(width, width * std::f32::consts::SQRT_2);
    let rect = Rect::from_min_size(pos2(area.left() + SIDE, area.top() + HEAD + GAP), size);
    let painter = ui.painter().with_clip_rect(area);
    painter.rect_filled(rect, 0.0, PAPER);
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, palette(ui).line), StrokeKind::Outside);
    let at = pos2(rect.center().x, rect.intersect(area).center().y);
    painter.text(at, Align2::CENTER_CENTER, text, FontId::proportional(14.0), LIGHT.ink_soft);
}

/// Where the first page will stand, below the boxes for page and zoom, in points.
const HEAD: f32 = 44.0;

/// Marks the values of the field that has the keyboard.
pub fn focus_marks_ui(ui: &Ui, pages: &Pages, pane: &Pane<'_>, ground: &Ground<'_>, visible: Range<usize>) {
    let Some(focused) = &pane.view.focused else { return };
    for page in visible.filter(|page| is_drawn(pane.preview, *page)) {
        let of_field = |hit: &&Hit| hit.kind == HitKind::Value && hit.path == *focused;
        for hit in pages.hits(page).iter().filter(of_field) {
            mark(ui.painter(), ground.rect(page, hit.rect));
        }
    }
}

/// Seconds for which what an edit changed glows.
const GLOW: f64 = 1.6;
/// Where the bars stand, in parts of the width of a page.
const BAR_AT: f32 = 0.055;

/// What the last change concerned: it glows for a moment, and a bar in the margin stays until the next change.
pub fn changes_ui(ui: &Ui, pages: &Pages, preview: &Preview, ground: &Ground<'_>, visible: Range<usize>) {
    let (changed, at) = preview.changed();
    let left = at + GLOW - ui.input(|i| i.time);
    let from = changed.partition_point(|(page, _)| *page < visible.start);
    let mut glows = false;
    let seen = changed.iter().skip(from).take_while(|(page, _)| *page < visible.end);
    for (page, range) in seen.filter(|(page, _)| is_drawn(preview, *page)) {
        let Some(sheet) = ground.page(*page) else { continue };
        for rect in pages.text(*page).rects(range).into_iter().filter_map(|r| ground.rect(*page, r)) {
            if left > 0.0 {
                glows = true;
                ui.painter().rect_filled(rect.expand(1.0), 2.0, LIGHT.good.gamma_multiply(0.22));
            }
            let x = sheet.left() + sheet.width() * BAR_AT;
            let bar = Rect::from_min_max(pos2(x - 1.25, rect.top()), pos2(x + 1.25, rect.bottom()));
            ui.painter().rect_filled(bar, 0.0, LIGHT.good);
        }
    }
    if glows {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
}

/// A soft frame around a value.
pub fn mark(painter: &Painter, rect: Option<Rect>) {
    if let Some(rect) = rect {
        let ink = LIGHT.accent;
        let outline = Stroke::new(1.0, ink.gamma_multiply(0.5));
        painter.rect_filled(rect.expand(1.5), 2.0, ink.gamma_multiply(0.14));
        painter.rect_stroke(rect.expand(1.5), 2.0, outline, StrokeKind::Outside);
    }
}

/// What screen readers find: the pages that are seen, with their text.
pub fn tell_ui(ui: &mut Ui, pages: &Pages, ground: &Ground<'_>, visible: Range<usize>) {
    for page in visible {
        let Some(rect) = ground.page(page) else { continue };
        let response = ui.interact(rect, Id::unique(("page", page)), Sense::hover());
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Article);
            node.set_label(words::page(page, pages.count()));
            node.set_value(pages.text(page).text());
        });
    }
}

pub fn name(ui: &Ui, response: &Response, count: usize) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Document);
        node.set_label(words::document(count));
        node.set_description(words::DESCRIPTION);
    });
}
