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
    if let Some((top, end)) = wanted.and_then(|w| Some((*tops.get(w)?, *tops.get(w + 1)?))) {
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
