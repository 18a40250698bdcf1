//! A list of what may be inserted at the cursor of a text, or stand in a line. The keyboard stays in the text: Down and Up choose, Enter
//! inserts, Escape sends the list away, Tab leaves the field as ever.

use super::clause_words as words;
use crate::editor::tokens::{RADIUS, SPACE_S, SPACE_XS, palette, small};
use egui::accesskit::{HasPopup, Live, Role};
use egui::text::LayoutJob;
use egui::{
    Context, Event, Id, Key, LayerId, Modifiers, Order, Popup, PopupCloseBehavior, PopupKind, Rect,
    RectAlign, Response, ScrollArea, Sense, SurrenderFocusOn, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Something that can be inserted.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Where what it replaces begins, in characters of the text; it ends at the cursor.
    pub from: usize,
    pub insert: String,
    /// Nothing more belongs there once it is inserted.
    pub complete: bool,
    pub job: LayoutJob,
    /// What screen readers say.
    pub name: String,
}

/// All that may be inserted at a place.
#[derive(Clone, Debug)]
pub struct Offering {
    /// Where what is being typed begins, in characters: sent away, a list stays away until another thing is typed.
    pub begins: usize,
    /// The list was asked for, so that Enter takes its first entry. Otherwise Enter begins a line until one is chosen.
    pub asked: bool,
    pub choices: Vec<Choice>,
}

/// The list below one text, from frame to frame.
#[derive(Clone, Default)]
pub struct OfferList {
    offering: Option<Arc<Offering>>,
    /// Where the cursor stood when it was made.
    cursor: usize,
    selected: Option<usize>,
    sent_away: Option<usize>,
    /// It was on screen in the frame before.
    shown: bool,
}

/// What the keyboard asked of the list in this frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    steps: isize,
    accept: bool,
}

const HEIGHT: f32 = 230.0;
const WIDTH: f32 = 420.0;
/// Rows that Page up and Page down step over.
const PAGE: isize = 5;

fn state_id(text: Id) -> Id {
    text.with("offers")
}

fn row_id(text: Id, row: usize) -> Id {
    text.with(("offer", row))
}

impl OfferList {
    pub fn load(ui: &Ui, text: Id) -> Self {
        ui.data(|d| d.get_temp(state_id(text))).unwrap_or_default()
    }

    pub fn store(self, ui: &Ui, text: Id) {
        ui.data_mut(|d| d.insert_temp(state_id(text), self));
    }

    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Whether the list is about what is being typed at the cursor.
    pub fn is_about(&self, cursor: usize) -> bool {
        self.offering.is_some() && self.cursor == cursor
    }

    /// Takes the keys of the list before the text sees them.
    pub fn take_keys(&mut self, ui: &Ui) -> Keys {
        let mut keys = Keys::default();
        if !self.shown {
            return keys;
        }
        let may_accept = self.selected.is_some();
        ui.input_mut(|i| {
            keys.steps += count(&mut i.events, Key::ArrowDown) - count(&mut i.events, Key::ArrowUp);
            if may_accept {
                keys.steps +=
                    PAGE * (count(&mut i.events, Key::PageDown) - count(&mut i.events, Key::PageUp));
                keys.accept = count(&mut i.events, Key::Enter) > 0;
            }
            if count(&mut i.events, Key::Escape) > 0 {
                self.sent_away = self.offering.take().map(|o| o.begins);
            }
        });
        keys
    }

    /// Something was typed: this fits it now.
    pub fn offer(&mut self, offering: Option<Offering>, cursor: usize) {
        let begins = offering.as_ref().map(|o| o.begins);
        if begins.is_none() || self.sent_away != begins {
            self.sent_away = None;
        }
        let offering = offering.filter(|o| !o.choices.is_empty() && self.sent_away.is_none());
        self.selected = offering.as_ref().filter(|o| o.asked).map(|_| 0);
        self.offering = offering.map(Arc::new);
        self.cursor = cursor;
    }

    /// The entry that Enter would take.
    pub fn chosen(&self) -> Option<Choice> {
        self.offering.as_ref()?.choices.get(self.selected?).cloned()
    }

    pub fn close(&mut self) {
        self.offering = None;
        self.selected = None;
    }

    /// Draws the list below `anchor` while the text has the keyboard. Returns what is to be inserted.
    pub fn show_ui(&mut self, ui: &mut Ui, text: &Response, anchor: Rect, keys: Keys) -> Option<Choice> {
        self.shown = false;
        let offering = self.offering.clone()?;
        if !text.has_focus() {
            self.close();
            return None;
        }
        self.step(keys.steps, offering.choices.len());
        if keys.accept {
            return self.selected.and_then(|n| offering.choices.get(n).cloned());
        }
        self.shown = true;
        let layer = ui.layer_id();
        let popup = Popup::new(popup_id(text.id), ui.ctx().clone(), anchor, layer)
            .kind(PopupKind::Popup)
            .align(RectAlign::BOTTOM_START)
            .align_alternatives(&[RectAlign::TOP_START])
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .gap(SPACE_XS)
            .width(WIDTH.min(ui.ctx().content_rect().width() - 2.0 * SPACE_S))
            .accessible_name(words::OFFERS);
        let moved = keys.steps != 0;
        let clicked =
            popup.show(|ui| self.list_ui(ui, text.id, &offering, moved)).and_then(|shown| shown.inner);
        announce(ui.ctx(), text.id, self.selected);
        clicked.and_then(|n| offering.choices.get(n).cloned())
    }

    fn step(&mut self, steps: isize, count: usize) {
        if steps == 0 || count == 0 {
            return;
        }
        let last = isize::try_from(count - 1).unwrap_or(isize::MAX);
        let next = match self.selected.and_then(|n| isize::try_from(n).ok()) {
            // Round the end by single steps only.
            Some(now) if steps == 1 && now == last => 0,
            Some(0) if steps == -1 => last,
            Some(now) => (now + steps).clamp(0, last),
            None if steps > 0 => (steps - 1).min(last),
            None => last,
        };
        self.selected = usize::try_from(next).ok();
    }

    fn list_ui(&self, ui: &mut Ui, text: Id, offering: &Offering, moved: bool) -> Option<usize> {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::ListBox));
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
            for (n, choice) in offering.choices.iter().enumerate() {
                let chosen = self.selected == Some(n);
                let row = choice_ui(ui, row_id(text, n), choice, chosen);
                if chosen && moved {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    clicked = Some(n);
                }
            }
        });
        ui.add_space(SPACE_XS);
        let how = if self.selected.is_some() { words::TAKE } else { words::CHOOSE };
        let told = ui.label(small(ui, words::offered(offering.choices.len(), how)));
        ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
        clicked
    }
}

/// One entry; it reacts to the pointer only, so that Tab passes it by.
fn choice_ui(ui: &mut Ui, id: Id, choice: &Choice, chosen: bool) -> Response {
    let p = palette(ui);
    let margin = vec2(SPACE_S, SPACE_XS);
    let mut job = choice.job.clone();
    job.wrap.max_width = ui.available_width() - 2.0 * margin.x;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y + 2.0 * margin.y));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, choice.name.as_str()));
    ui.ctx().accesskit_node_builder(id, |node| node.set_selected(chosen));
    if ui.is_rect_visible(rect) {
        if chosen || response.hovered() {
            ui.painter().rect_filled(rect, RADIUS, if chosen { p.accent_soft } else { p.hover });
        }
        ui.painter().galley(rect.min + margin, galley, p.ink);
    }
    response
}

/// Ties the text to its list for screen readers: egui knows nothing of either.
fn announce(ctx: &Context, text: Id, selected: Option<usize>) {
    ctx.accesskit_node_builder(text, |node| {
        node.set_has_popup(HasPopup::Listbox);
        node.set_expanded(true);
        if let Some(row) = selected {
            node.set_active_descendant(row_id(text, row).accesskit_id());
        }
    });
}

fn popup_id(text: Id) -> Id {
    text.with("offered")
}

/// Draws the text so that a click on its list does not take the keyboard from it.
pub fn keeping_focus_ui<R>(ui: &mut Ui, text: Id, shown: bool, draw: impl FnOnce(&mut Ui) -> R) -> R {
    let layer = LayerId::new(Order::Foreground, popup_id(text));
    let at = ui.ctx().pointer_interact_pos().and_then(|pos| ui.ctx().layer_id_at(pos));
    if !shown || at != Some(layer) {
        return draw(ui);
    }
    let before = ui.ctx().options(|o| o.input_options.surrender_focus_on);
    ui.ctx().options_mut(|o| o.input_options.surrender_focus_on = SurrenderFocusOn::Never);
    let drawn = draw(ui);
    ui.ctx().options_mut(|o| o.input_options.surrender_focus_on = before);
    drawn
}

/// Takes the presses of a key without modifiers; how many there were.
fn count(events: &mut Vec<Event>, wanted: Key) -> isize {
    let mut presses = 0;
    events.retain(|event| {
        let fits = matches!(event, Event::Key { key, modifiers, pressed: true, .. }
            if *key == wanted && *modifiers == Modifiers::NONE);
        presses += isize::from(fits);
        !fits
    });
    presses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(insert: &str) -> Choice {
        Choice {
            from: 0,
            insert: insert.to_owned(),
            complete: true,
            job: LayoutJob::default(),
            name: insert.to_owned(),
        }
    }

    fn offering(begins: usize, asked: bool) -> Option<Offering> {
        Some(Offering { begins, asked, choices: vec![choice("a"), choice("b"), choice("c")] })
    }

    #[test]
    fn only_a_list_that_was_asked_for_has_its_first_entry_chosen() {
        let mut list = OfferList::default();
        list.offer(offering(3, true), 5);
        assert_eq!(list.selected, Some(0));
        list.step(-1, 3);
        assert_eq!(list.selected, Some(2), "round the end");
        list.step(5, 3);
        assert_eq!(list.selected, Some(2), "but not by pages");
        list.offer(offering(3, false), 6);
        assert_eq!(list.selected, None);
        list.step(1, 3);
        assert_eq!(list.selected, Some(0));
    }

    #[test]
    fn what_was_sent_away_stays_away_until_something_else_is_typed() {
        let mut list = OfferList { sent_away: Some(3), ..OfferList::default() };
        list.offer(offering(3, true), 5);
        assert!(!list.is_about(5));
        list.offer(offering(9, true), 11);
        assert!(list.is_about(11) && !list.is_about(12));
        list.offer(offering(3, true), 5);
        assert!(list.is_about(5));
        list.offer(None, 5);
        assert!(!list.is_about(5));
    }
}
