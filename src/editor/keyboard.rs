//! Whose the keys of undo are: a search box undoes its own typing.

use egui::{Context, Id, Response};

fn own_undo_id() -> Id {
    Id::unique("own undo")
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
