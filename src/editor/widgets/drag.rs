//! Moving the items of a list with the mouse: a line shows where the item goes, and the list scrolls at its ends.

use super::context::Form;
use super::items::Wish;
use super::one_line::one_line;
use crate::editor::tokens::{RADIUS, SPACE_S, TYPE_BODY, palette};
use crate::value::FieldPath;
use egui::{CursorIcon, FontId, Id, LayerId, Order, Rect, Response, Stroke, StrokeKind, Ui, Vec2, vec2};

/// The item that is being moved; kept between frames.
#[derive(Clone)]
struct Held {
    item: FieldPath,
    name: String,
}

/// The items of a list as they are drawn, from the first to the last.
pub struct Rows {
    list: FieldPath,
    rects: Vec<Rect>,
}

/// How near to the end of what is on screen the list begins to scroll, in points.
const EDGE: f32 = 36.0;
/// The most it scrolls, in points a second.
const SPEED: f32 = 900.0;

fn key() -> Id {
    Id::unique("held item")
}

/// The part of a row that can be taken hold of was dragged or not: call it with the row's response.
pub fn take_hold(ui: &Ui, item: &FieldPath, name: &str, row: &Response) {
    if row.drag_started() {
        let held = Held { item: item.clone(), name: name.to_owned() };
        ui.data_mut(|d| d.insert_temp(key(), held));
    }
}

impl Rows {
    pub fn of(list: &FieldPath) -> Self {
        Self { list: list.clone(), rects: Vec::new() }
    }

    pub fn push(&mut self, rect: Rect) {
        self.rects.push(rect);
    }

    /// Whether an item of this list is being moved.
    fn held(&self, ui: &Ui) -> Option<Held> {
        let held: Held = ui.data(|d| d.get_temp(key()))?;
        (held.item.parent().as_ref() == Some(&self.list)).then_some(held)
    }

    /// The gap between items that the pointer is nearest to: 0 is before the first.
    fn gap(&self, y: f32) -> usize {
        self.rects.iter().position(|r| y < r.center().y).unwrap_or(self.rects.len())
    }

    /// Shows where the item would go, and says where it went once it is let go.
    pub fn finish_ui(self, ui: &Ui, form: &Form<'_>, ids: &[String]) -> Option<(FieldPath, Wish)> {
        let held = self.held(ui)?;
        let released = ui.input(|i| i.pointer.any_released());
        let given_up = ui.ctx().dragged_id().is_none() && !released;
        if given_up || form.read_only {
            ui.data_mut(|d| d.remove::<Held>(key()));
            return None;
        }
        let pointer = ui.input(|i| i.pointer.latest_pos())?;
        let from = ids.iter().position(|id| *id == held.item.last())?;
        let gap = self.gap(pointer.y);
        // Without the item itself everything behind it moves up by one.
        let to = if gap > from { gap - 1 } else { gap };
        if released {
            ui.data_mut(|d| d.remove::<Held>(key()));
            return (to != from).then_some((held.item, Wish::MoveTo(to)));
        }
        self.line_ui(ui, gap, to != from);
        ghost_ui(ui, &held.name, pointer);
        scroll_ui(ui, pointer.y);
        None
    }

    fn line_ui(&self, ui: &Ui, gap: usize, moves: bool) {
        let (Some(first), Some(last)) = (self.rects.first(), self.rects.last()) else { return };
        let space = ui.spacing().item_spacing.y / 2.0;
        let y = self.rects.get(gap).map_or(last.bottom() + space, |r| r.top() - space);
        let p = palette(ui);
        let color = if moves { p.accent } else { p.outline };
        let painter = ui.painter();
        painter.hline(first.x_range(), y, Stroke::new(2.5, color));
        for x in [first.left(), first.right()] {
            painter.circle_filled(egui::pos2(x, y), 4.0, color);
        }
    }
}

/// The name of what is moved, beside the pointer.
fn ghost_ui(ui: &Ui, name: &str, pointer: egui::Pos2) {
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let p = palette(ui);
    let layer = LayerId::new(Order::Tooltip, key().with("ghost"));
    let painter = ui.ctx().layer_painter(layer);
    let galley = one_line(&painter, name, FontId::proportional(TYPE_BODY), p.ink, 260.0);
    let at = pointer + vec2(14.0, 10.0);
    let rect = Rect::from_min_size(at, galley.size() + Vec2::splat(2.0 * SPACE_S));
    painter.rect(rect, RADIUS, p.accent_soft, Stroke::new(1.0, p.accent), StrokeKind::Inside);
    painter.galley(at + Vec2::splat(SPACE_S), galley, p.ink);
}

/// The nearer to the end, the quicker; only while something is held does the window paint by itself.
fn scroll_ui(ui: &Ui, y: f32) {
    let clip = ui.clip_rect();
    let above = (clip.top() + EDGE - y).max(0.0);
    let below = (y - (clip.bottom() - EDGE)).max(0.0);
    let share = ((above - below) / EDGE).clamp(-1.0, 1.0);
    if share != 0.0 {
        let seconds = ui.input(|i| i.stable_dt).min(0.05);
        ui.scroll_with_delta(vec2(0.0, share * SPEED * seconds));
        ui.ctx().request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_the_nearest_one() {
        let row = |y: f32| Rect::from_min_size(egui::pos2(0.0, y), vec2(100.0, 20.0));
        let rows = Rows { list: "parties".into(), rects: vec![row(0.0), row(20.0), row(40.0)] };
        let gaps: Vec<usize> = [-5.0, 9.0, 11.0, 29.0, 31.0, 55.0].map(|y| rows.gap(y)).to_vec();
        assert_eq!(gaps, [0, 0, 1, 1, 2, 3]);
    }
}
