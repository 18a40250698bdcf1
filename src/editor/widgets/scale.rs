//! The tiers of a metric as a drawn scale. It is stretched where little differences count, so that a slit between 99.89
//! and 99.90 can be seen; patterns and words say what colours do.

use super::icons::{Icon, icon_ui};
use super::one_line::one_line;
use crate::check::{PartKind, ScalePart, TierScale};
use crate::editor::tokens::{Palette, SPACE_XS, TYPE_SMALL, palette, small};
use egui::accesskit::Role;
use egui::{Align2, Color32, FontId, Painter, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Heights, in points: the words about the target, the bar, and two rows of numbers.
const ABOVE: f32 = 20.0;
const BAR: f32 = 28.0;
const NUMBERS: f32 = 15.0;
/// The least width of a part that says a word, and of one that says nothing.
const WORDED: f32 = 56.0;
const BARE: f32 = 14.0;
const WIDEST: f32 = 640.0;

/// Draws the scale; the tier under the pointer.
pub fn scale_ui(ui: &mut Ui, scale: &TierScale, lit: Option<&str>) -> Option<String> {
    let width = ui.available_width().min(WIDEST);
    let size = vec2(width, ABOVE + BAR + 2.0 * NUMBERS + SPACE_XS);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        node.set_label(words::scale(scale));
    });
    let bar = Rect::from_min_size(rect.min + vec2(0.0, ABOVE), vec2(width, BAR));
    let mut left = bar.left();
    let parts: Vec<(&ScalePart, Rect)> = scale
        .parts
        .iter()
        .zip(widths(scale, width))
        .map(|(part, width)| {
            let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(width, BAR));
            left += width;
            (part, rect)
        })
        .collect();
    if ui.is_rect_visible(rect) {
        let p = palette(ui);
        for (part, rect) in &parts {
            let is_lit = lit.is_some_and(|id| part.tiers.iter().any(|t| t == id));
            part_ui(ui.painter(), p, part, *rect, is_lit);
        }
        numbers_ui(ui.painter(), p, &parts, bar);
        target_ui(ui.painter(), p, scale, &parts, bar);
    }
    let hovered = response.hover_pos().and_then(|at| parts.iter().find(|(_, rect)| rect.contains(at)));
    let tier = hovered.and_then(|(part, _)| part.tiers.first().cloned());
    if let Some((part, _)) = hovered {
        response.on_hover_text_at_pointer(part.words.as_str());
    }
    for fault in scale.faults() {
        ui.horizontal(|ui| {
            icon_ui(ui, Icon::Error, palette(ui).error, 14.0);
            ui.label(small(ui, format!("{}.", fault.words)).color(palette(ui).error));
        });
    }
    ui.label(small(ui, words::STRETCHED));
    tier
}

/// The widths of the parts, in points. On a scale of percentages each nine is as wide as the one before it.
fn widths(scale: &TierScale, whole: f32) -> Vec<f32> {
    let place = |value: Decimal| -> f32 {
        let value = value.to_f32().unwrap_or_default();
        if scale.percentage { -(100.0 - value).max(0.001).log10() } else { value }
    };
    let raw: Vec<Option<f32>> = scale
        .parts
        .iter()
        .map(|part| Some(place(part.high?) - place(part.low?)).filter(|width| width.is_finite()))
        .collect();
    let known: f32 = raw.iter().flatten().sum();
    let closed = raw.iter().flatten().count().max(1) as f32;
    let open = (known / closed).max(1.0);
    let least: Vec<f32> = scale
        .parts
        .iter()
        .map(|part| if part.is_point() && part.kind == PartKind::Tier { BARE } else { WORDED })
        .collect();
    let needed: f32 = least.iter().sum();
    let squeezed = (whole / needed.max(1.0)).min(1.0);
    let spare = (whole - needed * squeezed).max(0.0);
    let raw: Vec<f32> = raw.into_iter().map(|width| width.unwrap_or(open).max(0.0)).collect();
    let total = raw.iter().sum::<f32>().max(f32::EPSILON);
    raw.iter().zip(least).map(|(raw, least)| least * squeezed + spare * raw / total).collect()
}

fn part_ui(painter: &Painter, p: &Palette, part: &ScalePart, rect: Rect, lit: bool) {
    let (fill, ink) = match part.kind {
        PartKind::Tier if lit => (p.accent, p.on_accent),
        PartKind::Tier => (p.accent_soft, p.ink),
        PartKind::Gap => (p.error_soft, p.error),
        PartKind::Overlap => (p.warning_soft, p.warning),
        PartKind::Met => (p.side, p.good),
        PartKind::Outside => (p.side, p.ink_soft),
    };
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    inside.rect_filled(rect, 0.0, fill);
    match part.kind {
        PartKind::Gap => hatch(&inside, rect, ink, false),
        PartKind::Overlap => {
            hatch(&inside, rect, ink, false);
            hatch(&inside, rect, ink, true);
        }
        PartKind::Tier | PartKind::Met | PartKind::Outside => {}
    }
    let outline = if lit { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.outline) };
    painter.rect_stroke(rect, 0.0, outline, StrokeKind::Inside);
    let font = FontId::proportional(TYPE_SMALL);
    let room = (rect.width() - 6.0).max(1.0);
    let galley = one_line(painter, &part.label, font, ink, room);
    let at = rect.center() - galley.size() / 2.0;
    if matches!(part.kind, PartKind::Gap | PartKind::Overlap) {
        let behind = Rect::from_min_size(at, galley.size()).expand2(vec2(2.0, 0.0));
        inside.rect_filled(behind, 0.0, fill);
    }
    inside.galley(at, galley, ink);
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

/// The numbers where parts meet; those that would touch stand one row lower.
fn numbers_ui(painter: &Painter, p: &Palette, parts: &[(&ScalePart, Rect)], bar: Rect) {
    let mut marks: Vec<(f32, String)> = Vec::new();
    for (part, rect) in parts {
        let (low, high) = part.ends();
        let ends = if part.is_point() {
            [(rect.center().x, low), (rect.right(), None)]
        } else {
            [(rect.left(), low), (rect.right(), high)]
        };
        for (x, text) in ends {
            let Some(text) = text else { continue };
            // A slit is named with the digits it needs.
            match marks.iter_mut().find(|(at, _)| (*at - x).abs() < 1.0) {
                Some((_, known)) if known.len() < text.len() => *known = text,
                Some(_) => {}
                None => marks.push((x, text)),
            }
        }
    }
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let font = FontId::proportional(TYPE_SMALL);
    let mut ends = [f32::NEG_INFINITY; 2];
    for (x, text) in marks {
        let galley = painter.layout_no_wrap(text, font.clone(), p.ink_soft);
        let (width, most) = (galley.size().x, (bar.right() - galley.size().x).max(bar.left()));
        let left = (x - width / 2.0).clamp(bar.left(), most);
        let row = if left > ends[0] { 0 } else { 1 };
        if let Some(end) = ends.get_mut(row) {
            *end = left + width + 6.0;
        }
        let top = bar.bottom() + 3.0 + row as f32 * NUMBERS;
        painter.vline(x, bar.bottom()..=top, Stroke::new(1.0, p.outline));
        painter.galley(pos2(left, top), galley, p.ink_soft);
    }
}

/// Where the target is, with a mark and in words.
fn target_ui(painter: &Painter, p: &Palette, scale: &TierScale, parts: &[(&ScalePart, Rect)], bar: Rect) {
    let Some((target, said)) = &scale.target else { return };
    let begins = parts.iter().find(|(part, _)| part.low == Some(*target)).map(|(_, rect)| rect.left());
    let ends = || parts.iter().find(|(part, _)| part.high == Some(*target)).map(|(_, rect)| rect.right());
    let Some(x) = begins.or_else(ends) else { return };
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

    pub const STRETCHED: &str = "Drawn wider where small differences count.";

    pub fn scale(scale: &TierScale) -> String {
        format!("Scale of the tiers. {}", scale.words())
    }
    pub fn target(said: &str) -> String {
        format!("target {said}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(low: Option<&str>, high: Option<&str>, kind: PartKind) -> ScalePart {
        ScalePart {
            kind,
            low: low.map(|n| n.parse().unwrap()),
            high: high.map(|n| n.parse().unwrap()),
            tiers: Vec::new(),
            label: String::new(),
            words: String::new(),
        }
    }

    #[test]
    fn a_slit_near_a_hundred_can_be_seen() {
        let scale = TierScale {
            unit: "%".to_owned(),
            percentage: true,
            parts: vec![
                part(Some("0"), Some("99"), PartKind::Tier),
                part(Some("99"), Some("99.89"), PartKind::Tier),
                part(Some("99.89"), Some("99.9"), PartKind::Gap),
                part(Some("99.9"), Some("100"), PartKind::Met),
            ],
            target: None,
            best_first: Vec::new(),
        };
        for whole in [640.0, 360.0] {
            let widths = widths(&scale, whole);
            assert!((widths.iter().sum::<f32>() - whole).abs() < 0.5, "{widths:?}");
            assert!(widths.iter().all(|w| *w >= WORDED), "{widths:?}");
        }
    }
}
