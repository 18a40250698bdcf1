//! One of a list, by mouse and by keyboard: the arrows open the list and walk in it, letters lead to what begins with
//! them whether it is open or not, Enter takes, Tab takes and goes on to the next field, Escape leaves all as it was. Long
//! lists have a field that narrows them.

use super::long_list::{keep_arrows, step_in_list};
use super::one_line::one_line;
use super::small::row_button_ui;
use super::spoken;
use super::typed::typed_to;
use crate::editor::composition::is_composing;
use crate::editor::tokens::{SPACE_S, TYPE_BODY, palette, semibold, small};
use crate::editor::turns::Turns;
use egui::accesskit::Role;
use egui::{
    ComboBox, EventFilter, FontId, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, TextEdit,
    Ui, pos2,
};

/// Lists with more options than this have a field that narrows them.
const LONG: usize = 14;
/// In points: an option, and the widest list.
const ROW: f32 = 28.0;
const WIDEST: f32 = 520.0;
/// So many options a page key passes over.
const PAGE: usize = 8;
const SALT: &str = "list";

/// What one chooses from.
pub struct Options<'a> {
    /// Saved value and label of each, as they stand in the list.
    pub all: &'a [(String, String)],
    /// What the closed list says.
    pub shown: String,
    /// The saved value that is chosen now.
    pub now: &'a str,
}

/// What was done with a list.
pub enum Picked {
    /// Taken from the open list.
    Taken(usize),
    /// Led to by letters while the list is closed: further letters go on with it.
    Typed(usize),
}

/// Draws the list; `width` in points.
pub fn pick_ui(ui: &mut Ui, options: &Options<'_>, width: f32) -> (Response, Option<Picked>) {
    let mut done = Done::default();
    let list = ui.make_persistent_id(SALT);
    let combo = ComboBox::from_id_salt(SALT).selected_text(options.shown.as_str()).width(width).truncate();
    let combo = combo.close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let drawn = combo.show_ui(ui, |ui| done = list_ui(ui, list, options));
    let (response, open) = (drawn.response, drawn.inner.is_some());
    let popup = response.id.with("popup");
    let memory = response.id.with("was open");
    let was_open = ui.data(|d| d.get_temp::<bool>(memory)).unwrap_or_default();
    if open != was_open {
        ui.data_mut(|d| d.insert_temp(memory, open));
    }
    if done.passed {
        // The keyboard is on its way already.
        Popup::close_id(ui.ctx(), popup);
        ui.data_mut(|d| d.insert_temp(memory, false));
        return (response, None);
    }
    if done.taken.is_some() || done.left.is_some() {
        Popup::close_id(ui.ctx(), popup);
        ui.data_mut(|d| d.insert_temp(memory, false));
        response.request_focus();
        if let Some(modifiers) = done.left {
            Turns::go_on_by_tab(ui.ctx(), modifiers);
        }
        return (response, done.taken.map(Picked::Taken));
    }
    if was_open && !open && ui.memory(|m| m.focused()).is_none() {
        response.request_focus();
    }
    if open || !response.has_focus() || is_composing(ui.ctx()) {
        return (response, None);
    }
    keep_arrows(&response);
    let opens = [Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End];
    if ui.input_mut(|i| opens.into_iter().any(|key| i.consume_key(Modifiers::NONE, key))) {
        Popup::open_id(ui.ctx(), popup);
        ui.ctx().request_repaint();
        return (response, None);
    }
    let labels: Vec<&str> = options.all.iter().map(|(_, label)| label.as_str()).collect();
    let typed = typed_to(ui, response.id, &labels, here(options).unwrap_or_default());
    (response, typed.map(Picked::Typed))
}

fn here(options: &Options<'_>) -> Option<usize> {
    options.all.iter().position(|(value, _)| value == options.now)
}

/// What was done in the open list.
#[derive(Default)]
struct Done {
    /// The option that was taken.
    taken: Option<usize>,
    /// It was left with Tab, or with Shift and Tab.
    left: Option<Modifiers>,
    /// Tab was pressed before it was there: it is meant for the field.
    passed: bool,
}

/// The open list; what was done in it.
fn list_ui(ui: &mut Ui, list: Id, options: &Options<'_>) -> Done {
    let font = FontId::proportional(TYPE_BODY);
    let ink = palette(ui).ink;
    let wide = |label: &String| ui.fonts_mut(|f| f.layout_no_wrap(label.clone(), font.clone(), ink)).size().x;
    let widest = options.all.iter().map(|(_, label)| wide(label)).fold(0.0, f32::max) + 3.0 * SPACE_S;
    let room = ui.ctx().content_rect().width() - 40.0;
    ui.set_width(widest.max(ui.available_width()).min(WIDEST.max(ui.available_width())).min(room));
    let fresh = fresh(ui, list);
    let long = options.all.len() > LONG;
    let mut done = Done { passed: fresh && ui.input(|i| i.key_pressed(Key::Tab)), ..Done::default() };
    if done.passed {
        return done;
    }
    let mut shown: Vec<usize> = (0..options.all.len()).collect();
    let mut into = None;
    if long {
        let (narrowed, wish) = filter_ui(ui, list, options, fresh);
        shown = narrowed;
        match wish {
            Some(Wish::Take) => done.taken = shown.first().copied(),
            Some(Wish::Enter) => into = shown.first().copied(),
            Some(Wish::Leave(modifiers, narrowed)) => {
                done.taken = shown.first().copied().filter(|_| narrowed);
                done.left = Some(modifiers);
            }
            None => {}
        }
    }
    let row_id = |option: usize| list.with(("option", option));
    let focused = ui.memory(|m| m.focused());
    if let Some(at) = shown.iter().position(|option| focused == Some(row_id(*option))) {
        match leaves(ui) {
            None => into = walk(ui, list, options, &shown, at).or(into),
            left => done = Done { taken: shown.get(at).copied(), left, passed: false },
        }
    } else if fresh && !long {
        into = here(options).or(Some(0));
    }
    spoken::whole(ui, Role::ListBox, "", Some(shown.len()));
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, option) in shown.iter().enumerate() {
        let Some((value, label)) = options.all.get(*option) else { continue };
        let chosen = value == options.now;
        let response =
            row_button_ui(ui, row_id(*option), ROW, chosen, Role::ListBoxOption, label, |ui, rect| {
                paint_option(ui, rect, label, chosen);
            });
        spoken::choice(&response, index, chosen);
        if response.clicked() {
            done.taken = Some(*option);
        }
        if into == Some(*option) {
            response.request_focus();
            response.scroll_to_me(None);
        } else if fresh && chosen {
            response.scroll_to_me(Some(egui::Align::Center));
        }
        if response.has_focus() {
            let keys = EventFilter { tab: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, keys));
        }
    }
    done
}

/// Tab, with or without Shift.
fn leaves(ui: &Ui) -> Option<Modifiers> {
    let ways = [Modifiers::SHIFT, Modifiers::NONE];
    ui.input_mut(|i| ways.into_iter().find(|held| i.consume_key(*held, Key::Tab)))
}

/// Whether the list was opened with this frame.
fn fresh(ui: &Ui, list: Id) -> bool {
    let (memory, now) = (list.with("drawn"), ui.ctx().cumulative_frame_nr());
    let before: Option<u64> = ui.data(|d| d.get_temp(memory));
    ui.data_mut(|d| d.insert_temp(memory, now));
    before.is_none_or(|before| before + 1 < now)
}

/// Where a key leads from the option at `at` of those that are shown.
fn walk(ui: &Ui, list: Id, options: &Options<'_>, shown: &[usize], at: usize) -> Option<usize> {
    let last = shown.len().saturating_sub(1);
    let label = |option: &usize| options.all.get(*option).map_or("", |(_, label)| label.as_str());
    let labels: Vec<&str> = shown.iter().map(label).collect();
    let to = step_in_list(ui, at, last, PAGE).or_else(|| typed_to(ui, list, &labels, at))?;
    shown.get(to).copied()
}

/// What the field that narrows a list asks for.
enum Wish {
    /// Take the first that is left.
    Take,
    /// Go into the list.
    Enter,
    /// Go on with Tab; whether something narrows the list, so that its first option is meant.
    Leave(Modifiers, bool),
}

/// The field that narrows a long list; which options are left.
fn filter_ui(ui: &mut Ui, list: Id, options: &Options<'_>, fresh: bool) -> (Vec<usize>, Option<Wish>) {
    let memory = list.with("filter text");
    let mut text: String =
        if fresh { String::new() } else { ui.data(|d| d.get_temp(memory)).unwrap_or_default() };
    let edit = TextEdit::singleline(&mut text).id(list.with("filter")).hint_text(words::FILTER);
    let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name(words::FILTER);
    if fresh {
        response.request_focus();
    }
    let mut wish = None;
    if response.has_focus() {
        let keys = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, keys));
        let down = |i: &mut egui::InputState| i.consume_key(Modifiers::NONE, Key::ArrowDown);
        if ui.input_mut(down) {
            wish = Some(Wish::Enter);
        }
        wish = leaves(ui).map(|held| Wish::Leave(held, !text.trim().is_empty())).or(wish);
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        wish = Some(Wish::Take);
    }
    let wanted = text.trim().to_lowercase();
    let fits = |(_, label): &(String, String)| label.to_lowercase().contains(&wanted);
    let left =
        (0..).zip(options.all).filter(|(_, option)| fits(option)).map(|(index, _)| index).collect::<Vec<_>>();
    if left.is_empty() {
        ui.label(small(ui, words::NONE));
    }
    ui.data_mut(|d| d.insert_temp(memory, text));
    (left, wish)
}

fn paint_option(ui: &Ui, rect: Rect, label: &str, chosen: bool) {
    let p = palette(ui);
    let font = if chosen { semibold(TYPE_BODY) } else { FontId::proportional(TYPE_BODY) };
    let galley = one_line(ui.painter(), label, font, p.ink, rect.width() - 2.0 * SPACE_S);
    let at = pos2(rect.left() + SPACE_S, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, p.ink);
}

mod words {
    pub const FILTER: &str = "Type to narrow the list";
    pub const NONE: &str = "Nothing in the list says that.";
}
