//! A group of choices that Tab comes to once: the arrows, Home and End lead from one of them to the next.

use super::long_list::keep_arrows;
use egui::accesskit::{Action, Role};
use egui::{
    Atom, Button, Color32, Id, IdSalt, Key, Modifiers, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
    Vec2, WidgetAtom, WidgetInfo, pos2,
};

/// The members of a group while they are drawn, in reading order.
pub struct OneStop {
    id: Id,
    /// The one that Tab comes to.
    at: usize,
    /// The one that a key has just led to.
    led: Option<usize>,
    members: Vec<Member>,
}

#[derive(Clone, Copy)]
struct Member {
    id: Id,
    enabled: bool,
}

/// What is known of a group from the frame before.
#[derive(Clone, Default)]
struct Kept {
    members: Vec<Member>,
    at: usize,
}

impl OneStop {
    /// Takes the keys that lead from one member to another. `chosen`: the one that Tab comes to; without it that is the
    /// one which was used last.
    pub fn new(ui: &Ui, chosen: Option<usize>) -> Self {
        let id = ui.unique_id().with("one stop");
        let kept = ui.data(|d| d.get_temp::<Kept>(id)).unwrap_or_default();
        let focused = ui.memory(|m| m.focused());
        let here = kept.members.iter().position(|member| Some(member.id) == focused);
        let led = here.and_then(|here| led(ui, &kept.members, here));
        if let Some(member) = led.and_then(|to| kept.members.get(to)) {
            ui.memory_mut(|m| m.request_focus(member.id));
        }
        let can = |at: &usize| kept.members.get(*at).is_none_or(|member| member.enabled);
        let first = || kept.members.iter().position(|member| member.enabled);
        let rest = || Some(chosen.unwrap_or(kept.at)).filter(can).or_else(first);
        let at = led.or(here).or_else(rest).unwrap_or_default();
        Self { id, at, led, members: Vec::new() }
    }

    /// Draws the next member with the sense that it is to have.
    pub fn add_ui(&mut self, ui: &mut Ui, draw: impl FnOnce(&mut Ui, Sense) -> Response) -> Response {
        let index = self.members.len();
        let sense = if index == self.at { Sense::click() } else { Sense::CLICK };
        let response = draw(ui, sense);
        keep_arrows(&response);
        if response.enabled() {
            // Who is led by a screen reader may come to any of them.
            ui.ctx().accesskit_node_builder(response.id, |node| node.add_action(Action::Focus));
            if ui.input(|i| i.has_accesskit_action_request(response.id, Action::Focus)) {
                response.request_focus();
            }
        }
        self.members.push(Member { id: response.id, enabled: response.enabled() });
        if response.clicked() {
            self.at = index;
        }
        response
    }

    pub fn button_ui(&mut self, ui: &mut Ui, button: Button<'_>) -> Response {
        self.add_ui(ui, |ui, sense| ui.add(button.sense(sense)))
    }

    /// One of several of which one is chosen; true if it is chosen now, by pointer or by key.
    pub fn radio_ui(&mut self, ui: &mut Ui, chosen: bool, text: &str) -> (Response, bool) {
        let response = self.add_ui(ui, |ui, sense| mark_ui(ui, Role::RadioButton, chosen, text, sense));
        if response.clicked() {
            response.request_focus();
        }
        let taken = response.clicked() || self.led_here();
        (response, taken)
    }

    /// A box beside others of its kind.
    pub fn check_ui(&mut self, ui: &mut Ui, on: bool, text: &str) -> Response {
        self.add_ui(ui, |ui, sense| mark_ui(ui, Role::CheckBox, on, text, sense))
    }

    /// Whether a key has just led to the member drawn last.
    pub fn led_here(&self) -> bool {
        self.led.is_some_and(|led| led + 1 == self.members.len())
    }

    /// Whether Tab comes to the member drawn last.
    pub fn is_reached(&self) -> bool {
        self.at + 1 == self.members.len()
    }

    /// To be called when all members were drawn.
    pub fn end(self, ui: &Ui) {
        let kept = Kept { members: self.members, at: self.at };
        ui.data_mut(|d| d.insert_temp(self.id, kept));
    }
}

/// Which member a key leads to from `here`.
fn led(ui: &Ui, members: &[Member], here: usize) -> Option<usize> {
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let back = pressed(Key::ArrowLeft) || pressed(Key::ArrowUp);
    let on = pressed(Key::ArrowRight) || pressed(Key::ArrowDown);
    let (first, last) = (pressed(Key::Home), pressed(Key::End));
    let enabled = |index: &usize| members.get(*index).is_some_and(|member| member.enabled);
    let behind = || (here + 1..members.len()).chain(0..here);
    match (back, on, first, last) {
        (true, ..) => behind().rev().find(enabled),
        (_, true, ..) => behind().find(enabled),
        (_, _, true, _) => (0..members.len()).find(enabled),
        (.., true) => (0..members.len()).rev().find(enabled),
        _ => None,
    }
    .filter(|to| *to != here)
}

/// A box whose name stands elsewhere.
pub fn check_ui(ui: &mut Ui, on: bool, sense: Sense) -> Response {
    mark_ui(ui, Role::CheckBox, on, "", sense)
}

/// A radio button or a box with its text, as egui draws them, that Tab may pass over.
fn mark_ui(ui: &mut Ui, role: Role, on: bool, text: &str, sense: Sense) -> Response {
    let side = ui.spacing().icon_width;
    let height = ui.spacing().interact_size.y.max(side);
    let sign = IdSalt::new("sign");
    let atoms = (Atom::custom(sign, Vec2::new(side, height)), text);
    let mut drawn = WidgetAtom::new(atoms).sense(sense).min_size(Vec2::splat(height)).allocate(ui);
    drawn.response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), on, text));
    if !ui.is_rect_visible(drawn.response.rect) {
        return drawn.response;
    }
    let visuals = *ui.style().interact(&drawn.response);
    drawn.fallback_text_color = visuals.text_color();
    let drawn = drawn.paint(ui);
    if let Some(place) = drawn.rect(sign) {
        let (inner, outer) = ui.spacing().icon_rectangles(place);
        let painter = ui.painter();
        if role == Role::RadioButton {
            painter.circle(outer.center(), outer.width() / 2.0, visuals.bg_fill, visuals.bg_stroke);
            if on {
                painter.circle_filled(inner.center(), inner.width() / 3.0, visuals.fg_stroke.color);
            }
        } else {
            painter.rect(
                outer,
                visuals.corner_radius,
                visuals.bg_fill,
                visuals.bg_stroke,
                StrokeKind::Inside,
            );
            if on {
                painter.add(tick(inner, visuals.fg_stroke.color));
            }
        }
    }
    drawn.response
}

fn tick(place: Rect, ink: Color32) -> Shape {
    let points = vec![
        pos2(place.left(), place.center().y),
        pos2(place.center().x, place.bottom()),
        pos2(place.right(), place.top()),
    ];
    Shape::line(points, Stroke::new(1.5, ink))
}
