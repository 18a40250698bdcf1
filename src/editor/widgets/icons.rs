//! Icons, drawn with lines so that they are sharp at every size and in every theme.

use crate::editor::tokens::palette;
use egui::{
    Atom, Button, Color32, IdSalt, Painter, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, pos2,
    vec2,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Left,
    Right,
    Down,
    Up,
    Plus,
    Minus,
    Close,
    More,
    /// Kept at the top, or to be kept there.
    Pin,
    Pinned,
    Calendar,
    /// Cannot stay as it is.
    Error,
    /// Should be looked at.
    Warning,
    /// Could be better.
    Hint,
    /// Still to be filled in.
    Blank,
    /// Nothing left to do.
    Done,
    /// As it was proposed; nobody said yet that it is meant.
    Proposed,
    /// Not begun.
    Empty,
    /// Text that is there anyway, with nothing to fill in.
    Text,
    /// Begun.
    Half,
    /// Written by hand.
    Pen,
    /// Can be taken hold of.
    Grip,
    /// An empty sheet.
    Sheet,
    Folder,
    /// To keep on disk.
    Disk,
    Undo,
    Redo,
    /// A sheet read through and ticked.
    Checked,
    /// More room, and back.
    Widen,
}

/// A small square button with an icon; `name` is its tooltip and its name for screen readers.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_sense_ui(ui, icon, name, Sense::click())
}

/// As [`icon_button_ui`]; without [`Sense::FOCUSABLE`] in `sense` Tab passes over the button.
pub fn icon_sense_ui(ui: &mut Ui, icon: Icon, name: &str, sense: Sense) -> Response {
    let size = Vec2::splat(ui.spacing().interact_size.y);
    let response = ui.add(Button::new("").min_size(size).frame_when_inactive(false).sense(sense));
    let color = if ui.is_enabled() { palette(ui).ink_soft } else { palette(ui).line };
    paint(ui.painter(), Rect::from_center_size(response.rect.center(), Vec2::splat(16.0)), icon, color);
    response.accessible_name(name).on_hover_text(name)
}

/// A button with an icon before its words; in a narrow place the words are its name only.
pub fn labelled_button_ui(ui: &mut Ui, icon: Icon, words: &str, (enabled, narrow): (bool, bool)) -> Response {
    ui.add_enabled_ui(enabled, |ui| {
        let mark = IdSalt::new("icon of a button");
        let room = Atom::custom(mark, Vec2::splat(15.0));
        let button = if narrow { Button::new(room) } else { Button::new((room, words)) };
        let drawn = button.atom_ui(ui);
        if let Some(rect) = drawn.rect(mark) {
            paint(ui.painter(), rect, icon, palette(ui).ink_soft);
        }
        drawn.response.accessible_name(words)
    })
    .inner
}

/// An icon that only shows something.
pub fn icon_ui(ui: &mut Ui, icon: Icon, color: Color32, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    paint(ui.painter(), rect, icon, color);
    response
}

/// Draws an icon into a square.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let stroke = Stroke::new(1.6, color);
    let at = |x: f32, y: f32| rect.min + vec2(x * rect.width(), y * rect.height());
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke));
    };
    let c = rect.center();
    let r = rect.width() * 0.44;
    match icon {
        Icon::Left => line(&[(0.62, 0.22), (0.36, 0.5), (0.62, 0.78)]),
        Icon::Right => line(&[(0.38, 0.22), (0.64, 0.5), (0.38, 0.78)]),
        Icon::Down => line(&[(0.22, 0.38), (0.5, 0.64), (0.78, 0.38)]),
        Icon::Up => line(&[(0.22, 0.62), (0.5, 0.36), (0.78, 0.62)]),
        Icon::Plus => {
            line(&[(0.5, 0.18), (0.5, 0.82)]);
            line(&[(0.18, 0.5), (0.82, 0.5)]);
        }
        Icon::Minus => line(&[(0.18, 0.5), (0.82, 0.5)]),
        Icon::Close => {
            line(&[(0.25, 0.25), (0.75, 0.75)]);
            line(&[(0.75, 0.25), (0.25, 0.75)]);
        }
        Icon::More => {
            for x in [0.22, 0.5, 0.78] {
                painter.circle_filled(at(x, 0.5), 1.7, color);
            }
        }
        Icon::Pin | Icon::Pinned => {
            let head = Rect::from_min_max(at(0.32, 0.08), at(0.68, 0.48));
            if icon == Icon::Pinned {
                painter.rect_filled(head, 1.0, color);
            }
            painter.rect_stroke(head, 1.0, stroke, StrokeKind::Middle);
            line(&[(0.18, 0.58), (0.82, 0.58)]);
            line(&[(0.5, 0.58), (0.5, 0.94)]);
        }
        Icon::Calendar => {
            let sheet = Rect::from_min_max(at(0.12, 0.2), at(0.88, 0.88));
            painter.rect_stroke(sheet, 2.0, stroke, StrokeKind::Middle);
            line(&[(0.12, 0.42), (0.88, 0.42)]);
            line(&[(0.33, 0.08), (0.33, 0.28)]);
            line(&[(0.67, 0.08), (0.67, 0.28)]);
        }
        Icon::Error => {
            painter.circle_filled(c, r, color);
            exclamation(painter, rect, inverse(color));
        }
        Icon::Warning => {
            let points = vec![at(0.5, 0.06), at(0.97, 0.9), at(0.03, 0.9)];
            painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
            let lower = rect.translate(vec2(0.0, rect.height() * 0.09)).shrink(rect.width() * 0.08);
            exclamation(painter, lower, inverse(color));
        }
        Icon::Hint => {
            painter.circle_stroke(c, r, stroke);
            line(&[(0.5, 0.46), (0.5, 0.74)]);
            painter.circle_filled(at(0.5, 0.3), 1.2, color);
        }
        Icon::Blank => {
            let field = Rect::from_min_max(at(0.06, 0.2), at(0.94, 0.8));
            painter.rect_stroke(field, 2.0, stroke, StrokeKind::Middle);
            line(&[(0.3, 0.36), (0.3, 0.64)]);
        }
        Icon::Done => {
            painter.circle_stroke(c, r, stroke);
            line(&[(0.3, 0.53), (0.45, 0.67), (0.71, 0.36)]);
        }
        Icon::Text => {
            for (y, end) in [(0.28, 0.86), (0.5, 0.86), (0.72, 0.58)] {
                line(&[(0.14, y), (end, y)]);
            }
        }
        Icon::Pen => {
            line(&[(0.1, 0.9), (0.2, 0.62), (0.68, 0.14), (0.86, 0.32), (0.38, 0.8), (0.1, 0.9)]);
            line(&[(0.56, 0.26), (0.74, 0.44)]);
        }
        Icon::Widen => {
            line(&[(0.56, 0.14), (0.86, 0.14), (0.86, 0.44)]);
            line(&[(0.86, 0.14), (0.58, 0.42)]);
            line(&[(0.44, 0.86), (0.14, 0.86), (0.14, 0.56)]);
            line(&[(0.14, 0.86), (0.42, 0.58)]);
        }
        Icon::Grip => {
            for y in [0.2, 0.5, 0.8] {
                painter.circle_filled(at(0.34, y), 1.3, color);
                painter.circle_filled(at(0.66, y), 1.3, color);
            }
        }
        Icon::Sheet => {
            line(&[(0.6, 0.06), (0.18, 0.06), (0.18, 0.94), (0.82, 0.94), (0.82, 0.28), (0.6, 0.06)]);
            line(&[(0.6, 0.06), (0.6, 0.28), (0.82, 0.28)]);
        }
        Icon::Folder => {
            line(&[
                (0.06, 0.84),
                (0.06, 0.18),
                (0.36, 0.18),
                (0.46, 0.32),
                (0.94, 0.32),
                (0.94, 0.84),
                (0.06, 0.84),
            ]);
        }
        Icon::Disk => {
            line(&[(0.1, 0.1), (0.74, 0.1), (0.9, 0.26), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1)]);
            line(&[(0.3, 0.9), (0.3, 0.58), (0.7, 0.58), (0.7, 0.9)]);
            line(&[(0.34, 0.1), (0.34, 0.32), (0.62, 0.32), (0.62, 0.1)]);
        }
        Icon::Undo | Icon::Redo => {
            let x = |x: f32| if icon == Icon::Undo { x } else { 1.0 - x };
            let turn = (0..=12_u8).map(|i| {
                let angle = std::f32::consts::PI * (-0.5 + f32::from(i) / 12.0);
                (x(0.62 + 0.26 * angle.cos()), 0.6 + 0.26 * angle.sin())
            });
            let way: Vec<(f32, f32)> =
                std::iter::once((x(0.12), 0.34)).chain(turn).chain([(x(0.36), 0.86)]).collect();
            line(&way);
            line(&[(x(0.34), 0.12), (x(0.12), 0.34), (x(0.34), 0.56)]);
        }
        Icon::Checked => {
            line(&[(0.88, 0.4), (0.88, 0.06), (0.14, 0.06), (0.14, 0.94), (0.42, 0.94)]);
            line(&[(0.32, 0.3), (0.7, 0.3)]);
            line(&[(0.32, 0.52), (0.54, 0.52)]);
            line(&[(0.52, 0.76), (0.68, 0.92), (0.96, 0.58)]);
        }
        Icon::Proposed => {
            // A circle of dashes around a dot: neither a tick nor a gap.
            for dash in 0..6_u8 {
                let from = std::f32::consts::TAU * f32::from(dash) / 6.0;
                let arc = (0..=4_u8).map(|i| {
                    let angle = from + f32::from(i) * 0.16;
                    pos2(c.x + r * angle.cos(), c.y + r * angle.sin())
                });
                painter.add(Shape::line(arc.collect(), stroke));
            }
            painter.circle_filled(c, r * 0.34, color);
        }
        Icon::Empty => drop(painter.circle_stroke(c, r, stroke)),
        Icon::Half => {
            painter.circle_stroke(c, r, stroke);
            let half: Vec<_> = (0..=16_u8)
                .map(|i| {
                    let angle = std::f32::consts::PI * (0.5 + f32::from(i) / 16.0);
                    pos2(c.x + r * angle.cos(), c.y + r * angle.sin())
                })
                .collect();
            painter.add(Shape::convex_polygon(half, color, Stroke::NONE));
        }
    }
}

fn exclamation(painter: &Painter, rect: Rect, color: Color32) {
    let at = |x: f32, y: f32| rect.min + vec2(x * rect.width(), y * rect.height());
    painter.line_segment([at(0.5, 0.25), at(0.5, 0.56)], Stroke::new(1.8, color));
    painter.circle_filled(at(0.5, 0.73), 1.2, color);
}

/// Light on dark inks, dark on light ones.
fn inverse(color: Color32) -> Color32 {
    let bright = u32::from(color.r()) + u32::from(color.g()) + u32::from(color.b()) > 384;
    if bright { crate::editor::tokens::DARK.on_accent } else { crate::editor::tokens::LIGHT.on_accent }
}
