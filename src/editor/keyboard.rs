//! Whom a key belongs to before the program takes it: an input method that puts words together, or a search box that
//! undoes its own typing.

use egui::{Context, Event, Id, ImeEvent, Response};

fn composing_id() -> Id {
    Id::unique("composing")
}

fn own_undo_id() -> Id {
    Id::unique("own undo")
}

/// Takes note of what an input method does in this frame, for the frames in which it sends nothing.
pub fn note_composing(ctx: &Context) {
    let news = ctx.input(|i| {
        let mut words = i.events.iter().filter_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) => Some(false),
            _ => None,
        });
        words.next_back()
    });
    if let Some(composes) = news {
        let field = ctx.memory(|m| m.focused()).filter(|_| composes);
        ctx.data_mut(|d| d.insert_temp(composing_id(), field));
    }
}

/// Whether an input method is putting words together in the field that has the keyboard.
pub fn is_composing(ctx: &Context) -> bool {
    let field = ctx.data(|d| d.get_temp::<Option<Id>>(composing_id())).flatten();
    field.is_some() && field == ctx.memory(|m| m.focused())
}

/// In this field undo takes back what was typed into it, not what was done to the draft.
pub fn keep_undo_in(response: &Response) {
    if response.has_focus() {
        response.ctx.data_mut(|d| d.insert_temp(own_undo_id(), response.id));
    }
}

/// Whether what has the keyboard undoes its own typing.
pub fn undoes_itself(ctx: &Context) -> bool {
    let field = ctx.data(|d| d.get_temp::<Id>(own_undo_id()));
    field.is_some() && field == ctx.memory(|m| m.focused())
}
