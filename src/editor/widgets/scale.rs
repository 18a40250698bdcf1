//! The tiers of a metric as a drawn scale. It is stretched where little differences count, so that a slit between 99.89
//! and 99.90 can be seen; patterns and words say what colours do.

use super::mark::problem_ui;
use super::scale_parts::{Drawn, Mark, drawn, marks, rows};
use crate::check::{PartKind, ScalePart, Severity, TierScale};
use crate::editor::tokens::{Palette, SPACE_XS, TYPE_SMALL, palette, small};
use egui::accesskit::Role;
use egui::{Align2, Color32, FontId, Painter, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// Heights, in points: the words about the target, the bar, and a row of numbers.
const ABOVE: f32 = 20.0;
const BAR: f32 = 36.0;
const NUMBERS: f32 = 15.0;
const WIDEST: f32 = 640.0;

/// What a scale is of, and what is to be known about its drawing.
#[derive(Clone, Copy, Debug)]
pub struct Caption {
    pub title: &'static str,
    pub note: &'static str,
}

/// Draws the scale; the tier under the pointer. `said`: what is wrong and stands in words elsewhere already.
pub fn scale_ui(
    ui: &mut Ui,
    scale: &TierScale,
    caption: Caption,
    lit: Option<&str>,
    said: impl Fn(&ScalePart) -> bool,
) -> Option<String> {
    let width = ui.available_width().min(WIDEST);
    let parts = drawn(ui, scale, width);
    let marks = rows(ui, marks(&parts), width);
    let below = marks.iter().map(|m| m.row + 1).max().unwrap_or_default() as f32 * NUMBERS;
    let above = if scale.target.is_some() { ABOVE } else { SPACE_XS };
    let size = vec2(width, above + BAR + SPACE_XS + below);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        node.set_label(words::scale(caption.title, scale));
    });
    let bar = Rect::from_min_size(rect.min + vec2(0.0, above), vec2(width, BAR));
    let rect_of =
        |part: &Drawn<'_>| Rect::from_min_size(bar.min + vec2(part.left, 0.0), vec2(part.width, BAR));
    if ui.is_rect_visible(rect) {
        let p = palette(ui);
        for part in &parts {
            let is_lit = lit.is_some_and(|id| part.part.tiers.iter().any(|t| t == id));
            part_ui(ui.painter(), p, part, rect_of(part), is_lit);
        }
        for mark in &marks {
            mark_ui(ui.painter(), p, mark, bar);
        }
        target_ui(ui.painter(), p, scale, &parts, bar);
    }
    let hovered = response.hover_pos().and_then(|at| parts.iter().find(|part| rect_of(part).contains(at)));
    let tier = hovered.and_then(|part| part.part.tiers.first().cloned());
    if let Some(part) = hovered {
        response.on_hover_text_at_pointer(part.part.words.as_str());
    }
    for Drawn { part, letter, .. } in &parts {
        let words = words::lettered(letter.as_deref(), &part.words);
        if matches!(part.kind, PartKind::Gap | PartKind::Overlap) && !said(part) {
            problem_ui(ui, Severity::Error, &words, "");
        } else if letter.is_some() {
            ui.label(small(ui, words));
        }
    }
    if !caption.note.is_empty() {
        ui.label(small(ui, caption.note));
    }
    tier
}

fn part_ui(painter: &Painter, p: &Palette, drawn: &Drawn<'_>, rect: Rect, lit: bool) {
    let (fill, ink) = match drawn.part.kind {
        PartKind::Tier if lit => (p.accent, p.on_accent),
        PartKind::Tier => (p.accent_soft, p.ink),
        PartKind::Gap => (p.error_soft, p.error),
        PartKind::Overlap => (p.warning_soft, p.warning),
        PartKind::Met => (p.side, p.good),
        PartKind::Outside => (p.side, p.ink_soft),
    };
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    inside.rect_filled(rect, 0.0, fill);
    match drawn.part.kind {
        PartKind::Gap => hatch(&inside, rect, ink, false),
        PartKind::Overlap => {
            hatch(&inside, rect, ink, false);
            hatch(&inside, rect, ink, true);
        }
        PartKind::Tier | PartKind::Met | PartKind::Outside => {}
    }
    let outline = if lit { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.outline) };
    painter.rect_stroke(rect, 0.0, outline, StrokeKind::Inside);
    let text = drawn.letter.as_ref().unwrap_or(&drawn.part.label);
    let mut job =
        egui::text::LayoutJob::simple(text.clone(), FontId::proportional(TYPE_SMALL), ink, f32::INFINITY);
    job.halign = egui::Align::Center;
    let galley = painter.layout_job(job);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    if matches!(drawn.part.kind, PartKind::Gap | PartKind::Overlap) {
        inside.rect_filled(at.expand2(vec2(2.0, 0.0)), 0.0, fill);
    }
    inside.galley(at.center_top(), galley, ink);
}

/// Diagonal lines, so that no colour is needed to tell what this is.
fn hatch(painter: &Painter, rect: Rect, ink: Color32, falling: bool) {
    let stroke = Stroke::new(1.0, ink);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let (low, high) = (x, x + rect.height());
        let ends = if falling {
            [pos2(low, rect.top()), pos2(high, rect.bottom())]
        } else {
            [pos2(low, rect.bottom()), pos2(high, rect.top())]
        };
        painter.line_segment(ends, stroke);
        x += 7.0;
    }
}

fn mark_ui(painter: &Painter, p: &Palette, mark: &Mark, bar: Rect) {
    let top = bar.bottom() + 3.0 + mark.row as f32 * NUMBERS;
    painter.vline(bar.left() + mark.x, bar.bottom()..=top, Stroke::new(1.0, p.outline));
    let galley = painter.layout_no_wrap(mark.text.clone(), FontId::proportional(TYPE_SMALL), p.ink_soft);
    painter.galley(pos2(bar.left() + mark.left, top), galley, p.ink_soft);
}

/// Where the target is, with a mark and in words.
fn target_ui(painter: &Painter, p: &Palette, scale: &TierScale, parts: &[Drawn<'_>], bar: Rect) {
    let Some((target, said)) = &scale.target else { return };
    let begins = parts.iter().find(|d| d.part.low == Some(*target)).map(|d| d.left);
    let ends = || parts.iter().find(|d| d.part.high == Some(*target)).map(|d| d.left + d.width);
    let Some(x) = begins.or_else(ends) else { return };
    let x = bar.left() + x;
    painter.vline(x, (bar.top() - 4.0)..=(bar.bottom() + 2.0), Stroke::new(2.0, p.ink));
    let tip = pos2(x, bar.top());
    let triangle = vec![tip, tip + vec2(-5.0, -7.0), tip + vec2(5.0, -7.0)];
    painter.add(Shape::convex_polygon(triangle, p.ink, Stroke::NONE));
    let font = FontId::proportional(TYPE_SMALL);
    let galley = painter.layout_no_wrap(words::target(said), font, p.ink);
    let fits_right = x + 8.0 + galley.size().x <= bar.right();
    let left = if fits_right { x + 8.0 } else { (x - 8.0 - galley.size().x).max(bar.left()) };
    let at = Align2::LEFT_BOTTOM.anchor_size(pos2(left, bar.top() - 3.0), galley.size());
    painter.galley(at.min, galley, p.ink);
}

mod words {
    use crate::check::TierScale;

    pub fn scale(title: &str, scale: &TierScale) -> String {
        format!("{title}. {}", scale.words())
    }
    pub fn target(said: &str) -> String {
        format!("target {said}")
    }
    /// What a part says that is too narrow to say it itself.
    pub fn lettered(letter: Option<&str>, words: &str) -> String {
        match letter {
            Some(letter) => format!("{letter}:  {words}."),
            None => format!("{words}."),
        }
    }
}
