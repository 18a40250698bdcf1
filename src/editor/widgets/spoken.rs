//! What assistive technology is told beyond what egui says by itself: lists with positions, tabs, and news.

use egui::accesskit::{Live, Rect, Role};
use egui::{Context, Id, Response, Ui};

/// Makes everything drawn into `ui` from here on a part of a named whole: a list, a tree, a row of tabs. `count`: how
/// many items there are, drawn or not.
pub fn whole(ui: &Ui, role: Role, name: &str, count: Option<usize>) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        let rect = ui.max_rect().intersect(ui.clip_rect());
        node.set_bounds(Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: rect.right().into(),
            y1: rect.bottom().into(),
        });
        if !name.is_empty() {
            node.set_label(name);
        }
        if let Some(count) = count {
            node.set_size_of_set(count);
        }
    });
}

/// Says which item of its whole this is; `index` counts from 0.
pub fn item(ctx: &Context, id: Id, index: usize) {
    ctx.accesskit_node_builder(id, |node| node.set_position_in_set(index));
}

/// As [`item`], for something of which one is chosen: a tab, a row of the outline.
pub fn choice(response: &Response, index: usize, chosen: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(index);
        node.clear_toggled();
        node.set_selected(chosen);
    });
}

/// News: read out when `words` change, wherever the keyboard is, after what is being said.
pub fn news(ctx: &Context, id: Id, words: &str) {
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_label(words);
        node.set_live(Live::Polite);
    });
}
