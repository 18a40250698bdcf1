//! A credit in proportion to the shortfall as a drawn line: from the level where it begins to where the cap stops it.

use super::one_line::one_line;
use crate::agreement::StepRounding;
use crate::check::{OPEN_STEPS, Slope};
use crate::editor::tokens::{Palette, SPACE_M, SPACE_S, TYPE_SMALL, palette, small};
use egui::accesskit::Role;
use egui::{Align2, FontId, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// In points: the widest drawing, the height of the field of the line, the room above it and below it.
const WIDEST: f32 = 460.0;
const HIGH: f32 = 84.0;
const ABOVE: f32 = 20.0;
const BELOW: f32 = 20.0;
/// So much of the width is the level line behind the cap.
const BEHIND: f32 = 0.22;

pub fn slope_ui(ui: &mut Ui, slope: &Slope) {
    ui.add_space(SPACE_M);
    let width = ui.available_width().min(WIDEST);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ABOVE + HIGH + BELOW), Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        node.set_label(words::picture(slope));
    });
    if ui.is_rect_visible(rect) {
        let field = Rect::from_min_max(
            pos2(rect.left() + 1.0, rect.top() + ABOVE),
            pos2(rect.right() - SPACE_S, rect.bottom() - BELOW),
        );
        draw(ui.painter(), palette(ui), slope, field);
    }
    ui.label(small(ui, slope.words.as_str()));
    ui.add_space(SPACE_S);
}

fn draw(painter: &Painter, p: &Palette, slope: &Slope, field: Rect) {
    let number = |n: Decimal| n.to_f32().unwrap_or_default();
    // Steps from left to right, credit from below upwards. Numbers that are shown come from the slope itself.
    let steps = slope.cap.map_or(OPEN_STEPS as f32, |(_, steps)| number(steps)).max(0.01);
    let whole = if slope.cap.is_some() { steps / (1.0 - BEHIND) } else { steps };
    let most = slope.cap.map_or(number(slope.rate) * steps, |(cap, _)| number(cap)).max(f32::EPSILON);
    let at = |step: f32, credit: f32| -> Pos2 {
        pos2(
            field.left() + field.width() * (step / whole).clamp(0.0, 1.0),
            field.bottom() - field.height() * (credit / most).clamp(0.0, 1.0),
        )
    };
    let rate = number(slope.rate);
    let mut line: Vec<Pos2> = vec![at(0.0, 0.0)];
    let last = whole.ceil().min(60.0) as u16;
    match slope.rounding {
        None => line.push(at(steps, most)),
        Some(rounding) => {
            for step in 0..last {
                let from = f32::from(step);
                let counted = if rounding == StepRounding::Started { from + 1.0 } else { from };
                line.push(at(from, rate * counted));
                line.push(at(from + 1.0, rate * counted));
            }
        }
    }
    line.push(at(whole, if slope.cap.is_some() { most } else { rate * whole }));
    if let Some((cap, _)) = slope.cap {
        let top = at(0.0, number(cap)).y;
        dashes(painter, field.x_range().min, field.x_range().max, top, Stroke::new(1.0, p.outline));
        painter.vline(at(steps, 0.0).x, top..=field.bottom(), Stroke::new(1.0, p.outline));
    }
    painter.hline(field.x_range(), field.bottom(), Stroke::new(1.0, p.outline));
    painter.vline(field.left(), field.y_range(), Stroke::new(1.0, p.outline));
    painter.add(Shape::line(line, Stroke::new(2.0, p.accent)));
    let font = FontId::proportional(TYPE_SMALL);
    let top = match slope.cap {
        Some((cap, _)) => words::cap(&cap.normalize().to_string()),
        None => words::NO_CAP.to_owned(),
    };
    painter.text(field.left_top() - vec2(0.0, 3.0), Align2::LEFT_BOTTOM, top, font.clone(), p.ink_soft);
    let below = field.bottom() + 3.0;
    let begins = painter.layout_no_wrap(slope.begins.clone(), font.clone(), p.ink_soft);
    let taken = field.left() + begins.size().x + SPACE_M;
    painter.galley(pos2(field.left(), below), begins, p.ink_soft);
    if let Some(ends) = &slope.ends {
        let galley = one_line(painter, ends, font, p.ink_soft, (field.right() - taken).max(1.0));
        let middle = at(steps, 0.0).x - galley.size().x / 2.0;
        let left = middle.clamp(taken, (field.right() - galley.size().x).max(taken));
        painter.galley(pos2(left, below), galley, p.ink_soft);
    }
}

fn dashes(painter: &Painter, from: f32, to: f32, y: f32, stroke: Stroke) {
    painter.add(Shape::dashed_line(&[pos2(from, y), pos2(to, y)], stroke, 5.0, 4.0));
}

mod words {
    use super::Slope;

    pub const NO_CAP: &str = "Credit, without a cap of this metric";

    pub fn cap(cap: &str) -> String {
        format!("Credit, at most {cap} %")
    }
    pub fn picture(slope: &Slope) -> String {
        format!("Credit over the shortfall. {}", slope.words)
    }
}
