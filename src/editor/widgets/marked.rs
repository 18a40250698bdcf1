//! A button whose words have a sign before them.

use super::icons::{Icon, paint};
use egui::{Atom, Color32, IdSalt, IntoAtoms, Response, RichText, Ui, Vec2};

/// Size of the sign, in points.
const SIGN: f32 = 13.0;

fn salt() -> IdSalt {
    IdSalt::new("sign of a button")
}

/// What such a button is made of: room for the sign, then the words.
pub fn marked<'a>(text: RichText) -> impl IntoAtoms<'a> {
    (Atom::custom(salt(), Vec2::splat(SIGN)), text)
}

/// Draws a button that is made of [`marked`] words.
pub fn marked_ui(ui: &mut Ui, button: egui::Button<'_>, icon: Icon, ink: Color32) -> Response {
    let drawn = button.atom_ui(ui);
    if let Some(rect) = drawn.rect(salt()) {
        paint(ui.painter(), rect, icon, ink);
    }
    drawn.response
}
