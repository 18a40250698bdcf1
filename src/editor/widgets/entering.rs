//! Who comes to a line with Tab means to fill it in anew: all of it is selected, so that what is typed takes its place. A
//! click puts the cursor where it points, and longer texts keep theirs.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Ui};

/// The walk of Tab from frame to frame.
#[derive(Clone, Copy, Default)]
struct Walk {
    /// What had the keyboard before the key.
    from: Option<Id>,
    /// The key was pressed, and the keyboard has not arrived anywhere yet.
    on_its_way: bool,
    /// What the keyboard came to with this frame.
    arrived: Option<Id>,
}

fn memory() -> Id {
    Id::unique("walk of tab")
}

/// Follows the walk of Tab; to be called at the beginning of every frame.
pub fn follow_tab(ctx: &Context) {
    let before: Walk = ctx.data(|d| d.get_temp(memory())).unwrap_or_default();
    let focused = ctx.memory(|m| m.focused());
    let arrived = focused.filter(|_| before.on_its_way && focused != before.from);
    let (tab, other) = ctx.input(|i| {
        let is_tab = |event: &Event| {
            matches!(event, Event::Key { key: Key::Tab, pressed: true, modifiers, .. }
                if !modifiers.command && !modifiers.alt)
        };
        (i.events.iter().any(is_tab), i.pointer.any_pressed())
    });
    let waits = before.on_its_way && focused.is_none() && !other;
    let from = if tab { focused } else { before.from };
    let now = Walk { from, on_its_way: tab || waits, arrived };
    if tab {
        // The selection is made with the frame after the one in which the keyboard moves.
        ctx.request_repaint();
    }
    if tab || before.on_its_way || before.arrived.is_some() {
        ctx.data_mut(|d| d.insert_temp(memory(), now));
    }
}

/// Selects all of a line that Tab came to with this frame; to be called before it is drawn.
pub fn select_if_entered(ui: &Ui, line: Id, text: &str) {
    let walk: Option<Walk> = ui.data(|d| d.get_temp(memory()));
    if text.is_empty() || walk.and_then(|walk| walk.arrived) != Some(line) {
        return;
    }
    let end = CCursor::new(text.chars().count());
    let mut state = TextEditState::load(ui.ctx(), line).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(ui.ctx(), line);
}
