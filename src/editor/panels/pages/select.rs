//! Selecting text on the pages, and copying it.

use super::Pane;
use super::stack::Ground;
use crate::editor::tokens::LIGHT;
use crate::export::typeset::Pages;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Response, Ui, vec2};
use std::ops::Range;

/// A page and a place in its text, in bytes.
type Place = (usize, usize);

/// What is selected, on one set of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    edition: u64,
    /// Where it was begun; what stays selected at least.
    anchor: (Place, Place),
    from: Place,
    to: Place,
}

/// Stands at the end of a page in the midst of a word.
const SOFT_HYPHEN: char = '\u{ad}';
/// Points that are scrolled a frame while the pointer drags beyond the view.
const PULL: f32 = 14.0;

impl Selection {
    fn new(edition: u64, from: Place, to: Place) -> Self {
        Self { edition, anchor: (from, to), from, to }
    }

    fn reach_to(&mut self, place: Place) {
        self.from = self.anchor.0.min(place);
        self.to = self.anchor.1.max(place);
    }

    /// What is selected of a page.
    fn on(&self, pages: &Pages, page: usize) -> Option<Range<usize>> {
        if page < self.from.0 || page > self.to.0 {
            return None;
        }
        let start = if page == self.from.0 { self.from.1 } else { 0 };
        let end = if page == self.to.0 { self.to.1 } else { pages.text(page).text().len() };
        (start < end).then_some(start..end)
    }

    /// The selected text, paragraphs a line each, cells apart by tabs.
    pub fn text(&self, pages: &Pages) -> String {
        let mut text = String::new();
        for page in self.from.0..=self.to.0 {
            let part = self.on(pages, page).and_then(|range| pages.text(page).text().get(range));
            let Some(part) = part else { continue };
            if text.ends_with(SOFT_HYPHEN) {
                text.pop();
            } else if !text.is_empty() {
                // A sentence goes on over the end of a page.
                let goes_on = part.starts_with(char::is_lowercase) && !text.ends_with(['.', ':', ';']);
                text.truncate(text.trim_end().len());
                text.push(if goes_on { ' ' } else { '\n' });
            }
            text.push_str(part);
        }
        text
    }
}

/// Heeds dragging and double or triple clicks. Says whether the pointer selects, so that nothing else follows from it.
pub fn select_ui(
    ui: &Ui,
    pages: &Pages,
    response: &Response,
    ground: &Ground<'_>,
    pane: &mut Pane<'_>,
) -> bool {
    let edition = pane.preview.edition();
    pane.reader.selection.take_if(|s| s.edition != edition);
    let place = |at: Pos2| {
        let (page, at) = ground.nearest(at)?;
        Some((page, pages.text(page).nearest(at.x, at.y)?))
    };
    let pointer = ui.input(|i| i.pointer.interact_pos());
    if response.drag_started_by(PointerButton::Primary) {
        let origin = ui.input(|i| i.pointer.press_origin()).or(pointer);
        if let Some(start) = origin.and_then(place) {
            pane.reader.selection = Some(Selection::new(edition, start, start));
            response.request_focus();
        }
    }
    if response.dragged_by(PointerButton::Primary) || response.drag_stopped_by(PointerButton::Primary) {
        if let (Some(at), Some(selection)) = (pointer, &mut pane.reader.selection) {
            if let Some(to) = place(at) {
                selection.reach_to(to);
            }
            let view = ui.clip_rect();
            let beyond = (at.y - view.bottom()).max(0.0) - (view.top() - at.y).max(0.0);
            if beyond.abs() > 0.0 {
                ui.scroll_with_delta(vec2(0.0, -beyond.signum() * PULL));
                ui.ctx().request_repaint();
            }
        }
        return true;
    }
    let whole = |at: Pos2, paragraph: bool| {
        let (page, at) = ground.on_paper(at)?;
        let text = pages.text(page);
        let at = text.nearest(at.x, at.y)?;
        let range = if paragraph { text.paragraph_at(at) } else { text.word_at(at) };
        Some(Selection::new(edition, (page, range.start), (page, range.end)))
    };
    if response.triple_clicked() || response.double_clicked() {
        pane.reader.selection = pointer.and_then(|at| whole(at, response.triple_clicked()));
        response.request_focus();
        return true;
    }
    if response.clicked() {
        pane.reader.selection = None;
    }
    false
}

/// Copy, select all and let go, while the pages have the keyboard.
pub fn keys_ui(ui: &Ui, pages: &Pages, response: &Response, pane: &mut Pane<'_>) {
    if !response.has_focus() {
        return;
    }
    if ui.input(|i| i.events.iter().any(|e| matches!(e, Event::Copy)))
        && let Some(selection) = &pane.reader.selection
    {
        ui.ctx().copy_text(selection.text(pages));
    }
    if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::A)) {
        let last = pages.count().saturating_sub(1);
        let end = (last, pages.text(last).text().len());
        pane.reader.selection = Some(Selection::new(pane.preview.edition(), (0, 0), end));
    }
}

/// Shows what is selected of the pages that are seen.
pub fn paint(ui: &Ui, pages: &Pages, pane: &Pane<'_>, ground: &Ground<'_>, visible: Range<usize>) {
    let Some(selection) = &pane.reader.selection else { return };
    for page in visible {
        let Some(range) = selection.on(pages, page) else { continue };
        for rect in pages.text(page).rects(&range) {
            if let Some(rect) = ground.rect(page, rect) {
                ui.painter().rect_filled(rect, 0.0, LIGHT.accent.gamma_multiply(0.28));
            }
        }
    }
}
