//! Where the keyboard is: kept in view, and taken up again where it was.

use egui::{Context, Id, Key, Response, Ui, WidgetRect};

/// Where a widget is or was in the frame before. Unlike egui's `read_response` this changes nothing: that one takes the
/// keyboard from a field when something beside it is clicked, even a list that belongs to it.
pub fn place_of(ctx: &Context, id: Id) -> Option<WidgetRect> {
    ctx.viewport(|v| v.this_pass.widgets.get(id).or_else(|| v.prev_pass.widgets.get(id)).copied())
}

/// Scrolls to whatever has just got the keyboard. To be called at the end of what scrolls; egui itself leaves a button
/// that Tab came to outside of what can be seen.
pub fn keep_focus_in_view(ui: &Ui) {
    let memory = in_view();
    let focused = ui.memory(|m| m.focused());
    if ui.data(|d| d.get_temp::<Option<Id>>(memory)).flatten() == focused {
        return;
    }
    let Some(place) = focused.and_then(|id| place_of(ui.ctx(), id)) else { return };
    if place.layer_id != ui.layer_id() || !ui.min_rect().contains(place.rect.center()) {
        return;
    }
    ui.data_mut(|d| d.insert_temp(memory, focused));
    let clip = ui.clip_rect();
    let by_pointer = ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
    if !by_pointer && place.rect.height() < clip.height() && !clip.contains_rect(place.rect) {
        ui.scroll_to_rect(place.rect.expand(MARGIN), None);
    }
}

/// The widget that the view has followed the keyboard to.
fn in_view() -> Id {
    Id::unique("focus in view")
}

/// Something scrolls to a widget in its own way, to the middle for example.
pub fn scrolls_by_itself(response: &Response) {
    response.ctx.data_mut(|d| d.insert_temp(in_view(), Some(response.id)));
}

/// Room around what is scrolled to, in points.
const MARGIN: f32 = 12.0;

/// Escape takes the keyboard from a field. With the next Tab it goes on from there, not from the top of the window.
pub fn resume_focus(ctx: &Context) {
    let memory = Id::unique("last focus");
    match ctx.memory(|m| m.focused()) {
        Some(id) => {
            ctx.data_mut(|d| d.insert_temp(memory, id));
        }
        None if ctx.input(|i| i.key_pressed(Key::Tab)) => {
            let last = ctx.data(|d| d.get_temp::<Id>(memory));
            if let Some(id) = last.filter(|id| place_of(ctx, *id).is_some()) {
                ctx.memory_mut(|m| m.request_focus(id));
            }
        }
        None => {}
    }
}
