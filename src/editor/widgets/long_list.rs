//! A scrolling list of rows of different heights, of which only those on screen are drawn.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Ui, UiBuilder, pos2};

/// Space between rows, in points.
const GAP: f32 = 2.0;

/// What the list remembers of the frame before.
#[derive(Clone, Copy, Default)]
struct Before {
    offset: f32,
    height: f32,
}

/// Draws the rows of these heights (in points) that are on screen. `wanted` comes into view.
pub fn long_list_ui(
    ui: &mut Ui,
    salt: &str,
    heights: impl Iterator<Item = f32>,
    wanted: Option<usize>,
    mut row_ui: impl FnMut(&mut Ui, usize),
) {
    let mut end = 0.0;
    let mut tops: Vec<f32> = heights
        .map(|height| {
            let top = end;
            end += height + GAP;
            top
        })
        .collect();
    let count = tops.len();
    tops.push(end);
    let memory = Id::unique(("long list", salt));
    let before: Before = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
    let mut area = ScrollArea::vertical().id_salt(salt).auto_shrink(false);
    let stretches = ui.spacing().scroll.kinetic.rubber_band;
    if let Some((top, end)) = wanted.and_then(|w| Some((*tops.get(w)?, *tops.get(w + 1)?))) {
        // The area knows only how long the list was before; what lies beyond that is no stretched edge to spring back
        // from.
        ui.spacing_mut().scroll.kinetic.rubber_band = false;
        if top < before.offset {
            area = area.vertical_scroll_offset(top);
        } else if end > before.offset + before.height && before.height > 0.0 {
            area = area.vertical_scroll_offset(end - before.height);
        }
    }
    let shown = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(end);
        let first = tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        let last = tops.partition_point(|top| *top < viewport.bottom()).min(count);
        let begin = tops.get(first).copied().unwrap_or_default();
        let rect = ui.max_rect();
        let inside = Rect::from_min_max(pos2(rect.left(), rect.top() + begin), rect.right_bottom());
        ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            for index in first..last {
                row_ui(ui, index);
            }
        });
    });
    ui.spacing_mut().scroll.kinetic.rubber_band = stretches;
    let now = Before { offset: shown.state.clamped_offset().y, height: shown.inner_rect.height() };
    ui.data_mut(|d| d.insert_temp(memory, now));
}

/// The arrows belong to the list while one of its rows has the keyboard.
pub fn keep_arrows(response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        response.ctx.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    }
}

/// Where an arrow key, Page up or down (over `page` rows), Home or End leads from row `at`; the key is taken.
pub fn step_in_list(ui: &Ui, at: usize, last: usize, page: usize) -> Option<usize> {
    let ways = [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let pressed = ui.input_mut(|i| ways.into_iter().find(|(key, _)| i.consume_key(Modifiers::NONE, *key)));
    pressed.map(|(_, to)| to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;

    #[test]
    fn a_row_that_grows_as_it_is_gone_to_is_seen_whole_and_the_list_is_at_rest() {
        // The last row grows in the frame in which it is wanted.
        let draw = |ui: &mut Ui, (grown, wanted, seen): &mut (bool, bool, Option<Rect>)| {
            let heights = (0..20).map(|row| if row == 19 && *grown { 80.0 } else { 26.0 });
            let wanted = std::mem::take(wanted).then_some(19);
            let grown = *grown;
            *seen = None;
            long_list_ui(ui, "rows", heights, wanted, |ui, row| {
                let height = if row == 19 && grown { 80.0 } else { 26.0 };
                let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), height));
                if row == 19 {
                    *seen = Some(rect);
                }
            });
        };
        let mut window =
            Harness::builder().with_size([300.0, 150.0]).build_ui_state(draw, (false, true, None));
        window.run();
        (window.state_mut().0, window.state_mut().1) = (true, true);
        window.step();
        window.step();
        let first = window.state().2.expect("the row is drawn");
        window.run();
        let rest = window.state().2.expect("the row is drawn");
        assert_eq!(first, rest, "it does not spring");
        assert!(rest.bottom() <= 150.0 && rest.height() == 80.0, "{rest:?}");
    }
}
