//! Long texts with the room of the whole form: for writing rather than filling in.

use super::context::Form;
use super::field::{Field, Kind, field_ui};
use super::icons::{Icon, paint};
use super::spec::{Place, place};
use super::spoken;
use crate::editor::commands::Command;
use crate::editor::tokens::{SPACE_M, SPACE_S, palette, small};
use crate::value::{FieldPath, LeafKind, Shape};
use egui::{Id, Key, Rect, Sense, Ui, Vec2, WidgetInfo, pos2};

/// Room that a label leaves for the button, in points.
pub const BUTTON: f32 = 30.0;
/// What stands around the text while it has the form: the way back, label, help, what is said about it.
const AROUND: f32 = 180.0;

/// Whether a long text stands at a path of the draft. Answers are kept as text whatever they are, and are mostly short.
pub fn is_long(path: &FieldPath) -> bool {
    if path.as_str().starts_with("answers.") {
        return false;
    }
    let Some(Place::Field(spec)) = place(path) else { return false };
    matches!(spec.shape(), Shape::Leaf(LeafKind::Prose | LeafKind::Lines))
}

/// Whether a field can be given more room, and has not got it.
pub fn may_widen(form: &Form<'_>, field: &Field<'_>) -> bool {
    let long = matches!(field.kind, Kind::Leaf(LeafKind::Prose | LeafKind::Lines));
    long && form.view.widened.as_ref() != Some(&field.path) && is_long(&field.path)
}

/// How many lines a long text begins with.
pub fn rows(ui: &Ui, form: &Form<'_>, field: &Field<'_>, usual: usize) -> usize {
    if form.view.widened.as_ref() != Some(&field.path) {
        return usual;
    }
    let line = ui.text_style_height(&egui::TextStyle::Body);
    let room = (ui.clip_rect().height() - AROUND) / line.max(1.0);
    (room.max(0.0) as usize).max(usual)
}

/// At the right of the label. Drawn after the text and passed over by Tab: from the text itself its keys do the same.
pub fn button_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, label: Rect) {
    if !may_widen(form, field) {
        return;
    }
    let size = Vec2::splat(BUTTON - 4.0);
    let right = ui.max_rect().right();
    let rect = Rect::from_center_size(pos2(right - size.x / 2.0, label.center().y), size);
    let id = form.id(&field.path).with("widen");
    let response = ui.interact(rect, id, Sense::CLICK);
    let keys = Command::WidenField.shortcut_text(ui.ctx());
    let name = words::widen(field.label);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, name.as_str()));
    ui.ctx().accesskit_node_builder(id, |node| node.set_keyboard_shortcut(keys.as_str()));
    let p = palette(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, crate::editor::tokens::RADIUS, p.hover);
    }
    paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(14.0)), Icon::Widen, p.ink_soft);
    if response.on_hover_text(words::with_keys(&name, &keys)).clicked() {
        form.view.widen(&field.path);
    }
}

/// The field alone, with the way back.
pub fn wide_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) {
    let keys = Command::WidenField.shortcut_text(ui.ctx());
    let mut back = false;
    ui.horizontal_wrapped(|ui| {
        back = ui.button(words::BACK).clicked();
        ui.add_space(SPACE_S);
        ui.label(small(ui, words::way_back(&keys)));
    });
    ui.add_space(SPACE_M);
    spoken::news(ui.ctx(), Id::unique("widened"), &words::news(field.label, &keys));
    let id = form.id(&field.path);
    let had = ui.memory(|m| m.has_focus(id));
    field_ui(ui, form, field);
    // Escape first leaves the text, and with that the room it had.
    let left = had_focus(ui, id, had) && ui.input(|i| i.key_pressed(Key::Escape));
    if back || left {
        form.view.narrow();
    }
}

/// Whether the field lost the keyboard with this frame.
fn had_focus(ui: &Ui, id: Id, now: bool) -> bool {
    let memory = id.with("had focus");
    let before: bool = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
    ui.data_mut(|d| d.insert_temp(memory, now));
    before && !now
}

mod words {
    pub const BACK: &str = "Back to the form";

    pub fn widen(label: &str) -> String {
        format!("More room for {label}")
    }
    pub fn with_keys(name: &str, keys: &str) -> String {
        format!("{name} ({keys})")
    }
    pub fn way_back(keys: &str) -> String {
        format!("{keys} or Escape in the text does the same.")
    }
    pub fn news(label: &str, keys: &str) -> String {
        format!("{label} has the room of the whole form. {keys} or Escape leads back.")
    }
}
