//! What one works at stays where it is: room that was taken below a field is kept, what is above the hand may grow and
//! shrink without moving it, and a form scrolls by itself only as far as it must.

use super::context::Form;
use super::focus::place_of;
use crate::value::FieldPath;
use egui::style::ScrollAnimation;
use egui::{Align, Context, Id, Rect, Response, Ui, Vec2, vec2};
use std::collections::HashMap;

/// The most room that was taken at places of the sheet on screen, in points, since it was come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rooms {
    sheet: String,
    /// Of the sheet, in points: in another width words break elsewhere.
    width: f32,
    taken: HashMap<FieldPath, f32>,
}

impl Rooms {
    /// To be called in every frame before the sheet is drawn; another one begins anew.
    pub fn begin(&mut self, sheet: &str, width: f32) {
        if self.sheet != sheet || (self.width - width).abs() > 1.0 {
            *self = Self { sheet: sheet.to_owned(), width, taken: HashMap::new() };
        }
    }

    /// Notes how much is taken at a place now; the most that ever was.
    fn keep(&mut self, place: &FieldPath, taken: f32) -> f32 {
        if let Some(most) = self.taken.get_mut(place) {
            *most = most.max(taken);
            return *most;
        }
        self.taken.insert(place.clone(), taken.max(0.0));
        taken.max(0.0)
    }

    fn forget(&mut self, place: &FieldPath) {
        self.taken.remove(place);
    }

    /// Whether anything was ever drawn at a place; from now on it was.
    pub fn was_used(&mut self, place: &FieldPath, now: bool) -> bool {
        let used = self.taken.contains_key(place);
        if now && !used {
            self.taken.insert(place.clone(), 0.0);
        }
        now || used
    }
}

/// After what may come and go with the keyboard or with a letter: keeps the room that it took, and at least `least`
/// points. `top`: where it begins.
pub fn keep_room_ui(ui: &mut Ui, form: &mut Form<'_>, place: &FieldPath, top: f32, least: f32) {
    let taken = ui.cursor().top() - top;
    let most = form.view.rooms.keep(place, taken).max(least);
    if most > taken {
        ui.add_space(most - taken);
    }
}

/// As [`keep_room_ui`] for something that has buttons of its own: whoever sends it away by them does not miss it.
pub fn keep_room_for_others_ui(ui: &mut Ui, form: &mut Form<'_>, place: &FieldPath, top: f32) {
    let most = form.view.rooms.keep(place, 0.0);
    let room = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + most);
    let pointer = ui.input(|i| i.pointer.interact_pos()).filter(|_| by_pointer(ui));
    let focused = ui.memory(|m| m.focused()).and_then(|id| place_of(ui.ctx(), id));
    if [pointer, focused.map(|at| at.rect.center())].into_iter().flatten().any(|at| room.contains(at)) {
        form.view.rooms.forget(place);
    }
    keep_room_ui(ui, form, place, top, 0.0);
}

/// Draws what is not always there, so that the widgets behind it stay the same ones: what was pressed when it came or
/// went is still what is let go of.
pub fn apart_ui<R: Default>(ui: &mut Ui, shown: bool, draw: impl FnOnce(&mut Ui) -> R) -> R {
    if shown {
        return ui.scope(draw).inner;
    }
    ui.skip_ahead_auto_ids(1);
    R::default()
}

/// Keeps what is pressed, or else what has the keyboard, where it was on screen when the sheet changes above it. To be
/// called at the end of what scrolls. `moves`: it is led elsewhere in this frame.
pub fn hold_still_ui(ui: &Ui, moves: bool) {
    let ctx = ui.ctx();
    let memory = Id::unique("sheet held still");
    let (top, pass) = (ui.min_rect().top(), ctx.cumulative_pass_nr());
    let before: Option<(Id, f32, u64)> = ctx.data(|d| d.get_temp(memory));
    ctx.data_mut(|d| d.insert_temp(memory, (ui.scope_id(), top, pass)));
    let moves = is_on_the_way_ui(ui) || moves;
    let at_hand = pressed(ctx).or_else(|| ctx.memory(|m| m.focused()));
    let (Some((sheet, top_before, last)), Some(id)) = (before, at_hand) else { return };
    if moves || sheet != ui.scope_id() || last + 1 != pass {
        return;
    }
    let places = ctx.viewport(|v| {
        let now = v.this_pass.widgets.get(id).filter(|w| w.layer_id == ui.layer_id());
        Some((v.prev_pass.widgets.get(id)?.rect, now?.rect))
    });
    let Some((was, now)) = places.filter(|(was, _)| ui.clip_rect().intersects(*was)) else { return };
    if !ui.min_rect().contains(now.center()) {
        return;
    }
    let moved = (now.top() - top) - (was.top() - top_before);
    if moved.abs() > 0.5 {
        ui.scroll_with_delta_animation(vec2(0.0, -moved), ScrollAnimation::none());
        ctx.request_discard("what is at hand stays where it is");
    }
}

/// What the mouse was pressed on, until the frame in which it is let go.
fn pressed(ctx: &Context) -> Option<Id> {
    let memory = Id::unique("pressed");
    let (begins, held) = ctx.input(|i| {
        let pointer = &i.pointer;
        (pointer.any_pressed(), pointer.any_down() || pointer.any_released())
    });
    if begins {
        let id = ctx.viewport(|v| v.hits.click.map(|widget| widget.id));
        ctx.data_mut(|d| d.insert_temp(memory, id));
    }
    ctx.data(|d| d.get_temp::<Option<Id>>(memory)).flatten().filter(|_| held)
}

/// Whether the mouse does something in this frame: where it points is in sight already.
pub fn by_pointer(ui: &Ui) -> bool {
    ui.input(|i| i.pointer.any_down() || i.pointer.any_released())
}

/// Whether a button was clicked whose row goes away with it: the second click of a double one finds the next row under
/// the mouse, and was not meant for that.
pub fn clicked_once(response: &Response) -> bool {
    response.clicked() && !response.double_clicked() && !response.triple_clicked()
}

/// Brings a widget that was gone to into sight, with what is said around it, and scrolls no more than that needs.
/// `from_afar`: somebody was led there and has to see where that is.
pub fn bring_into_sight(ui: &Ui, response: &Response, from_afar: bool) {
    if from_afar {
        see_to_it(response);
    }
    show_ui(ui, response.rect, from_afar, ui.style().scroll_animation);
}

fn show_ui(ui: &Ui, rect: Rect, from_afar: bool, animation: ScrollAnimation) {
    let clip = ui.clip_rect();
    let far = clip.height() * AROUND;
    let (above, below) = if from_afar { (ABOVE, far.max(BELOW)) } else { (ABOVE, BELOW) };
    // Whoever was led there reads what is said below it.
    let said = if from_afar { SAID } else { 0.0 };
    let around = Rect::from_min_max(rect.min - vec2(0.0, above), rect.max + vec2(0.0, below));
    if clip.y_range().contains(rect.top()) && clip.y_range().contains(rect.bottom() + said) {
        return;
    }
    match around.height() < clip.height() {
        true => ui.scroll_to_rect_animation(around, None, animation),
        // Of what does not fit the window its beginning is shown.
        false => ui.scroll_to_rect_animation(rect, Some(Align::TOP), animation),
    }
}

/// Somebody was led to a widget: it is in sight once the form has come to rest, whatever opened or closed on the way.
pub fn see_to_it(response: &Response) {
    let until = response.ctx.input(|i| i.time) + f64::from(WAY);
    response.ctx.data_mut(|d| d.insert_temp(led(), (response.id, until)));
    response.ctx.request_repaint_after_secs(WAY);
}

/// Whether the form is still on its way to where somebody was led. At its end it is looked whether that is in sight.
fn is_on_the_way_ui(ui: &Ui) -> bool {
    let Some((id, until)) = ui.data(|d| d.get_temp::<(Id, f64)>(led())) else { return false };
    let (now, own) = ui.input(|i| (i.time, i.smooth_scroll_delta() != Vec2::ZERO));
    if now < until && !own {
        return true;
    }
    ui.data_mut(|d| d.remove::<(Id, f64)>(led()));
    // Whoever turns the wheel or went on to another field is elsewhere.
    let here = |id: Id| {
        let place = place_of(ui.ctx(), id).filter(|place| place.layer_id == ui.layer_id())?;
        ui.min_rect().contains(place.rect.center()).then_some(place.rect)
    };
    let went_on = ui.memory(|m| m.focused()).is_some_and(|other| other != id && here(other).is_some());
    if let Some(rect) = here(id).filter(|_| !own && !went_on) {
        show_ui(ui, rect, true, ScrollAnimation::none());
    }
    false
}

/// The widget that somebody was led to, and when the form rests.
fn led() -> Id {
    Id::unique("led to")
}

/// A scroll takes no longer, in seconds.
const WAY: f32 = 0.35;
/// Room for the label and the help above a widget, and for what is said below it, in points.
const ABOVE: f32 = 52.0;
const BELOW: f32 = 60.0;
/// Room for what is said below a place that somebody was led to, in points.
const SAID: f32 = 110.0;
/// Share of the view that is shown below a place somebody was led to.
const AROUND: f32 = 0.45;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_kept_until_another_sheet_is_shown() {
        let (place, mut rooms) = (FieldPath::new("term.notice"), Rooms::default());
        rooms.begin("term", 600.0);
        assert_eq!([20.0, 0.0, 38.0, 20.0].map(|taken| rooms.keep(&place, taken)), [20.0, 20.0, 38.0, 38.0]);
        rooms.begin("term", 600.0);
        assert_eq!(rooms.keep(&place, 0.0), 38.0);
        rooms.begin("term", 450.0);
        assert_eq!(rooms.keep(&place, 0.0), 0.0, "words break elsewhere now");
        rooms.keep(&place, 20.0);
        rooms.begin("services", 450.0);
        assert_eq!(rooms.keep(&place, 0.0), 0.0);
    }
}
